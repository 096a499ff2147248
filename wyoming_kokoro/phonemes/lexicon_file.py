"""The lexicon as it is changed over HTTP."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..errors import RequestError
from ..kept_file import KeptFile
from .lexicon import MAX_BYTES, Lexicon
from .lexicon_text import Entry, parse_lines, with_entries, without_entry
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class LexiconState:
    """The lexicon's text, its entries, and the tag that a change of it is to name."""

    text: str
    entries: tuple[Entry, ...]
    tag: str


class LexiconFile:
    """Reads and changes the file of a lexicon; a change counts from the next clause on.

    All methods block and raise `SetupError` when the file cannot be read; those that change it
    also raise what `KeptFile.change` does.
    """

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self.file = KeptFile(lexicon.path)
        self._vocabulary = vocabulary

    def read(self) -> LexiconState:
        """The file as it is; lines that do not parse make it a lexicon without entries."""
        text, tag = self.file.read()
        try:
            entries = {entry.key: entry for entry in parse_lines(text.encode("utf-8"))}
        except ValueError:
            entries = {}
        return LexiconState(text, tuple(entries.values()), tag)

    def add(self, text: str, tag: str) -> str:
        """Add the entries of `text`, each in place of one for the same word and language; the new
        tag. Raises `RequestError` for what is no lexicon.
        """
        try:
            entries = list(parse_lines(text.encode("utf-8")))
        except ValueError as error:
            raise RequestError(f"Invalid 'text': {error}", param="text") from error
        self._check(entries)
        return self._change(tag, lambda old: with_entries(old, entries))

    def remove(self, word: str, language: str, tag: str) -> str:
        """Take an entry out; the new tag. Raises `RequestError` where there is none."""

        def edit(old: str) -> str:
            try:
                return without_entry(old, word, language)
            except KeyError as error:
                raise RequestError(f"{word[:100]!r} is not in the lexicon", param="word") from error

        return self._change(tag, edit)

    def _change(self, tag: str, edit: Callable[[str], str]) -> str:
        def checked(old: str) -> str:
            try:
                new = edit(old)
            except ValueError as error:
                raise RequestError(f"The lexicon has a mistake: {error}", param="text") from error
            if len(new.encode("utf-8")) > MAX_BYTES:
                raise RequestError("The lexicon would become too large", param="text")
            return new

        return self.file.change(tag, checked)

    def _check(self, entries: Iterable[Entry]) -> None:
        """Raises `RequestError` for phonemes that would be left out when the word is said."""
        for entry in entries:
            phonemes = entry.said.phonemes or ""
            known = self._vocabulary.known(phonemes)
            if known != phonemes:
                unknown = "".join(sorted(set(phonemes) - set(known)))
                raise RequestError(
                    f"{entry.word!r}: not in Kokoro's alphabet: {unknown}", param="text"
                )
