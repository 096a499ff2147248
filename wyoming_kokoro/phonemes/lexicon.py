"""The user's own pronunciations, from a file that may be edited while the server runs."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import RequestError, SetupError
from ..text.language import canonical_language

_LOGGER = logging.getLogger(__name__)
_MAX_BYTES = 4_000_000
_MAX_WORD = 100
_MAX_READING = 500
_COLUMN = re.compile(r"\t+| {2,}")
_ANY = ""
"""Language of entries for all languages."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word is said: `phonemes` of Kokoro's alphabet, or another spelling (`respelling`) that
    is read in its place; one is set.
    """

    phonemes: str | None = None
    respelling: str | None = None


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
    def load(cls, path: Path) -> "Lexicon":
        """Read a lexicon.

        Raises `SetupError` with file and line for what is wrong in it, and if it cannot be read.
        """
        stamp = _stamp(path)
        return cls(path, _read(path), stamp)

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
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise SetupError(f"Lexicon {path} cannot be read: {error.strerror}") from error
    if len(content) > _MAX_BYTES:
        raise SetupError(f"Lexicon {path} is larger than {_MAX_BYTES // 1_000_000} MB")
    entries: dict[tuple[str, str], Pronunciation] = {}
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            for word, language, pronunciation in _parse_line(raw.decode("utf-8")):
                entries[word, language] = pronunciation
        except UnicodeDecodeError as error:
            raise SetupError(f"{path}, line {number}: not UTF-8") from error
        except ValueError as error:
            raise SetupError(f"{path}, line {number}: {error}") from error
    return entries


def _parse_line(line: str) -> Iterator[tuple[str, str, Pronunciation]]:
    """The entry of a line, if it has one. Raises `ValueError`."""
    line = _without_comment(line).strip()
    if not line:
        return
    word, said, *rest = (part.strip() for part in [*_columns(line), "", ""])
    if not said:
        raise ValueError(
            f"{word[:_MAX_WORD]!r} has no pronunciation; write it after a tab or two spaces"
        )
    if len([part for part in rest if part]) > 1:
        raise ValueError("there are more than three columns")
    if len(word) > _MAX_WORD or any(char.isspace() for char in word):
        raise ValueError(f"{word[:_MAX_WORD]!r} is not one word of at most {_MAX_WORD} characters")
    if len(said) > _MAX_READING:
        raise ValueError(f"the pronunciation is longer than {_MAX_READING} characters")
    yield word, _language(rest[0]), _pronunciation(said)


def _without_comment(line: str) -> str:
    if line.lstrip().startswith("#"):
        return ""
    return re.split(r"\s#(?:\s|$)", line, maxsplit=1)[0]


def _columns(line: str) -> list[str]:
    columns = _COLUMN.split(line)
    if len(columns) == 1 or " = " in columns[0]:
        word, equals, rest = line.partition(" = ")
        if equals:
            return [word, *_COLUMN.split(rest.strip())]
    return columns


def _pronunciation(said: str) -> Pronunciation:
    if not said.startswith("/"):
        return Pronunciation(respelling=said)
    phonemes = said[1:-1].strip()
    if len(said) < 2 or not said.endswith("/") or not phonemes or "/" in phonemes:
        raise ValueError(f"{said!r} is not phonemes between two slashes")
    return Pronunciation(phonemes=phonemes)


def _language(tag: str) -> str:
    """The key for a language column: a canonical tag, a family like ``en``, or all."""
    if not tag:
        return _ANY
    try:
        canonical = canonical_language(tag)
    except RequestError as error:
        raise ValueError(error.message) from error
    has_region = len(tag) == 1 or "-" in tag or "_" in tag
    return canonical if has_region else canonical.partition("-")[0]
