"""Voices of the operator's own: a folder of packs, looked through again whenever asked."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import SetupError
from ..reasons import reason
from .catalog import BUILT_IN_VOICES, Voice, VoiceCatalog
from .packs import PACK_FORMATS, PackFile, members, read_pack

_NOT_IN_IDS = re.compile(r"\W+")
_KOKORO_NAME = re.compile(r"[abefhijpz][fm]_.+")

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """What tells a changed file from the one read before."""

    modified_ns: int
    size: int


class CustomVoices:
    """The packs of `folder`, each a voice named after its file.

    An id is the file's name, or the array's in an archive of several, with everything but letters,
    digits and underscores turned into underscores. Names that begin as Kokoro's own do (``bf_`` …)
    tell language and gender; the others speak American English. A name that `reserved` has is left
    to the built-in voice.
    """

    def __init__(self, folder: Path, reserved: VoiceCatalog) -> None:
        self._folder = folder
        self._reserved = reserved
        self._languages = {voice.id[0]: voice.language for voice in BUILT_IN_VOICES}
        self._states: dict[Path, _State] = {}
        self._read: dict[Path, dict[str, PackFile]] = {}
        self._files: dict[str, PackFile] = {}

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices found by the last `scan`, by id."""
        return tuple(self._voice(voice_id) for voice_id in sorted(self._files))

    @property
    def files(self) -> Mapping[str, PackFile]:
        """Voice id ─► its file, for `VoicePacks.provide`."""
        return self._files

    def scan(self) -> bool:
        """Look through the folder and say whether anything changed since the last time.

        Only files that are new or changed are read. A file that is no usable pack is skipped, with
        one line of the log naming it. Raises `SetupError` when the folder cannot be listed.
        """
        states = self._listing()
        if states == self._states:
            return False
        read: dict[Path, dict[str, PackFile]] = {}
        for path, state in sorted(states.items()):
            known = self._read.get(path) if self._states.get(path) == state else None
            read[path] = known if known is not None else self._look_into(path)
        self._states, self._read = states, read
        self._files = {}
        for path, files in read.items():
            for voice_id, file in files.items():
                if voice_id in self._files:
                    _LOGGER.warning("%s is skipped: there is another voice %s", path, voice_id)
                else:
                    self._files[voice_id] = file
        return True

    def _listing(self) -> dict[Path, _State]:
        states: dict[Path, _State] = {}
        try:
            for path in self._folder.iterdir():
                if path.suffix.lower() in PACK_FORMATS and not path.name.startswith("."):
                    try:
                        status = path.stat() if path.exists() else path.lstat()
                    except FileNotFoundError:
                        continue  # removed since it was listed
                    states[path] = _State(status.st_mtime_ns, status.st_size)
        except OSError as error:
            raise SetupError(
                f"The voices in {self._folder} cannot be listed: {reason(error)}"
            ) from error
        return states

    def _look_into(self, path: Path) -> dict[str, PackFile]:
        found: dict[str, PackFile] = {}
        taken: list[str] = []
        try:
            for member in members(path) or (None,):
                voice_id = _NOT_IN_IDS.sub("_", member or path.stem).strip("_")
                if not voice_id or voice_id in self._reserved or voice_id in found:
                    taken.append(voice_id)
                    continue
                file = PackFile(path, member)
                read_pack(file)
                found[voice_id] = file
        except SetupError as error:
            _LOGGER.warning("A voice is skipped: %s", error)
            return {}
        if taken:
            _LOGGER.warning("%s: skipped where the name is taken: %s", path, " ".join(taken))
        return found

    def _voice(self, voice_id: str) -> Voice:
        if _KOKORO_NAME.fullmatch(voice_id) is None:
            default = self._reserved.default.language
            return Voice(voice_id, _spoken(voice_id), default, "neutral")
        gender = "female" if voice_id[1] == "f" else "male"
        return Voice(voice_id, _spoken(voice_id[3:]), self._languages[voice_id[0]], gender)


def _spoken(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()
