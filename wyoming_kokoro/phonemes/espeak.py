"""misaki's espeak front-ends on one library, loaded from where its package lies.

phonemizer copies the library into the temporary folder for each language, because its voice is
global, and loads the copies; where that folder may not be executed from (noexec), none loads. Here
all languages share the library, and each call names its voice.
"""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import espeakng_loader
from misaki.espeak import EspeakFallback, EspeakG2P
from phonemizer.backend.espeak import wrapper
from phonemizer.backend.espeak.api import EspeakAPI

from ..errors import SetupError

__all__ = ["EspeakFallback", "EspeakG2P"]

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS of espeak's speak_lib.h: no sound device is opened
_DATA = ("phontab", "phonindex", "phondata", "intonations")
"""What it cannot start without."""


@cache
def _library() -> ctypes.CDLL:
    data = Path(espeakng_loader.get_data_path())
    for name in _DATA:
        # Without one of them it ends the process with a message of its own.
        if not (data / name).is_file() or not (data / name).stat().st_size:
            raise _incomplete(f"{data / name} is missing or empty")
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise _incomplete(str(error)) from error
    if library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), 0) <= 0:
        raise _incomplete(f"it does not start with {data}")
    return library


def _incomplete(why: str) -> SetupError:
    return SetupError(f"espeak-ng cannot be used: {why}; install the package espeakng-loader again")


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
