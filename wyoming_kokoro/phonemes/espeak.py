"""misaki's espeak front-ends on one library, loaded from where its package lies.

phonemizer copies the library into the temporary folder for each language, because its voice is
global, and loads the copies; where that folder may not be executed from (noexec), none loads. Here
all languages share the library, and each call names its voice.
"""

import ctypes
from functools import cache
from typing import Any

import espeakng_loader
from misaki.espeak import EspeakFallback, EspeakG2P
from phonemizer.backend.espeak import wrapper
from phonemizer.backend.espeak.api import EspeakAPI

__all__ = ["EspeakFallback", "EspeakG2P"]

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS of espeak's speak_lib.h: no sound device is opened


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    if library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0) <= 0:
        raise RuntimeError("espeak-ng does not start")
    return library


class _SharedApi(EspeakAPI):  # type: ignore[misc]
    """phonemizer's bindings for one language; to be called from one thread, as the library is."""

    _current: bytes | None = None

    def __init__(self, _library_path: object, _data_path: object) -> None:
        self._library = _library()
        self._library_path = self._shared_library_path(self._library)
        self._voice = b""

    def set_voice_by_name(self, name: bytes) -> int:
        failed = int(super().set_voice_by_name(name))
        if not failed:
            self._voice = _SharedApi._current = name
        return failed

    def text_to_phonemes(self, text_ptr: Any, text_mode: int, phonemes_mode: int) -> bytes:
        if _SharedApi._current != self._voice:
            self.set_voice_by_name(self._voice)
        return bytes(super().text_to_phonemes(text_ptr, text_mode, phonemes_mode))


wrapper.EspeakAPI = _SharedApi
