"""The user's own pronunciations, from a file that may be edited while the server runs."""

import logging
from collections.abc import Mapping
from pathlib import Path

from ..errors import SetupError
from ..files import read_small
from ..reasons import reason
from .lexicon_text import Pronunciation, parse_lines

_LOGGER = logging.getLogger(__name__)
MAX_BYTES = 4_000_000
_ANY = ""
"""Language of entries for all languages."""


Entries = Mapping[tuple[str, str], Pronunciation]


class Lexicon:
    """Words and their pronunciations.

    The file is UTF-8 text, one entry a line: the word, how it is said, and optionally the language
    it is for (a BCP-47 tag; without one, all languages; without a region, every region of it),
    parted by tabs, two or more spaces, or `` = ``. How it is said is phonemes between slashes or a
    respelling. A word in small letters matches in any case; one with a capital matches exactly as
    written. ``#`` begins a comment at the start of a line or after a space::

        # word        said               language
        kokoro        /kˈOkəɹO/
        HAOS          home assistant O S
        Nguyen        /nəwˈɪn/           en-US
        SQL = sequel

    A later entry for the same word and language replaces the earlier one. The file is read again
    when its time of change differs; if it is wrong then, the entries that were there stay, and one
    line is logged.
    """

    def __init__(self, path: Path, entries: Entries, stamp: tuple[int, int] | None) -> None:
        self._path = path
        self._entries = entries
        self._stamp = stamp

    @classmethod
    def load(cls, path: Path, *, may_be_missing: bool = False) -> "Lexicon":
        """Read a lexicon; one that `may_be_missing` is empty until there is a file.

        Raises `SetupError` with file and line for what is wrong in it, and if it cannot be read.
        """
        stamp = _stamp(path)
        if stamp is None and may_be_missing:
            return cls(path, {}, None)
        return cls(path, _read(path), stamp)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def __len__(self) -> int:
        return len(self._entries)

    def lookup(self, word: str, language: str) -> Pronunciation | None:
        """The pronunciation of `word` in a language (a canonical tag): as it is written first, then
        in small letters.

        An entry for exactly this language goes before one for its family, and that before one for
        all.
        """
        for form in (word, word.lower()):
            for tag in (language, language.partition("-")[0], _ANY):
                found = self._entries.get((form, tag))
                if found is not None:
                    return found
        return None

    def refresh(self) -> bool:
        """Read the file again if it has changed since; whether the entries are new.

        Never raises.
        """
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self._entries = _read(self._path)
        except SetupError as error:
            _LOGGER.warning("The lexicon was not reloaded: %s", error.message)
            return False
        _LOGGER.info("Lexicon %s: %d entries", self._path, len(self._entries))
        return True


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time of change and size, `None` if there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _read(path: Path) -> Entries:
    try:
        content = read_small(path, MAX_BYTES)
    except OSError as error:
        raise SetupError(f"Lexicon {path} cannot be read: {reason(error)}") from error
    try:
        return {entry.key: entry.said for entry in parse_lines(content)}
    except ValueError as error:
        raise SetupError(f"{path}, {error}") from error
