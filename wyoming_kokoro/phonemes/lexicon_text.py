"""The text of a lexicon: a line each entry, as `Lexicon` describes it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..errors import RequestError
from ..text.language import canonical_language

_MAX_WORD = 100
_MAX_READING = 500
_COLUMN = re.compile(r"\t+| {2,}")


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word is said: `phonemes` of Kokoro's alphabet, or another spelling (`respelling`) that
    is read in its place; one is set.
    """

    phonemes: str | None = None
    respelling: str | None = None

    def __str__(self) -> str:
        return f"/{self.phonemes}/" if self.respelling is None else self.respelling


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, how it is said, and the language that it is for: a canonical tag, a family like
    ``en``, or "" for all.
    """

    word: str
    said: Pronunciation
    language: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What another entry replaces this one by."""
        return self.word, self.language

    @property
    def line(self) -> str:
        """As it stands in a file. Raises `ValueError` for what would be read as something else."""
        columns = [self.word, str(self.said), self.language]
        line = "\t".join(columns).rstrip()
        if parse_line(line) != self:
            raise ValueError(f"{self.word[:_MAX_WORD]!r} cannot be written into a lexicon so")
        return line


def parse_lines(content: bytes) -> Iterator[Entry]:
    """The entries of a file's content. Raises `ValueError` naming the line."""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            entry = parse_line(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ValueError(f"line {number}: not UTF-8") from error
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
        if entry is not None:
            yield entry


def parse_line(line: str) -> Entry | None:
    """The entry of a line, if it has one. Raises `ValueError`."""
    line = _without_comment(line).strip()
    if not line:
        return None
    word, said, *rest = (part.strip() for part in [*_columns(line), ""])
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
    return Entry(word, _pronunciation(said), language_key(rest[0]))


def language_key(tag: str) -> str:
    """The key for a language column: a canonical tag, a family like ``en``, or "" for all.

    Raises `ValueError`.
    """
    if not tag:
        return ""
    try:
        canonical = canonical_language(tag)
    except RequestError as error:
        raise ValueError(error.message) from error
    has_region = len(tag) == 1 or "-" in tag or "_" in tag
    return canonical if has_region else canonical.partition("-")[0]


def with_entries(text: str, entries: Iterable[Entry]) -> str:
    """The text with these entries, each in the place of those for the same word and language; all
    other lines stay. Raises `ValueError`.
    """
    wanted = {entry.key: entry for entry in entries}
    placed: set[tuple[str, str]] = set()
    lines = []
    for line in _lines(text):
        entry = parse_line(line)
        if entry is None or entry.key not in wanted:
            lines.append(line)
        elif entry.key not in placed:
            placed.add(entry.key)
            lines.append(wanted[entry.key].line)
    lines += [entry.line for key, entry in wanted.items() if key not in placed]
    return _text(lines)


def without_entry(text: str, word: str, language: str) -> str:
    """The text without the entries of that key; all other lines stay.

    Raises `KeyError` where there is none, `ValueError` for a text that does not parse.
    """
    lines = _lines(text)
    keys = [entry and entry.key for entry in map(parse_line, lines)]
    if (word, language) not in keys:
        raise KeyError(word)
    return _text(line for line, key in zip(lines, keys, strict=True) if key != (word, language))


def _lines(text: str) -> list[str]:
    """The lines as a file has them: other characters that end lines elsewhere are none here."""
    return [line.decode("utf-8") for line in text.encode("utf-8").splitlines()]


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _without_comment(line: str) -> str:
    if line.lstrip().startswith("#"):
        return ""
    return re.split(r"\s#(?:\s|$)", line, maxsplit=1)[0]


def _columns(line: str) -> list[str]:
    columns = _COLUMN.split(line)
    if " = " in columns[0]:
        word, _, rest = line.partition(" = ")
        return [word, *_COLUMN.split(rest.strip())]
    return columns


def _pronunciation(said: str) -> Pronunciation:
    if not said.startswith("/"):
        return Pronunciation(respelling=said)
    phonemes = said[1:-1].strip()
    if not said.endswith("/") or not phonemes or "/" in phonemes:
        raise ValueError(f"{said!r} is not phonemes between two slashes")
    return Pronunciation(phonemes=phonemes)
