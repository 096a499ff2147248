"""A growing text, plain or SSML, to clauses that can be spoken."""

from copy import deepcopy
from typing import Literal

from ..errors import TextTooLong
from .markup import MarkupReader
from .segment import Clause, Need
from .spoken import SpokenClause
from .ssml import MAX_CHARS, parse_ssml
from .stream import ClauseSizes, ClauseStream

__all__ = ["Document", "SpokenClause"]


class Document:
    """Reads one utterance's text as it grows.

    `text_format` is ``text`` (markdown and inline markup are understood) or ``ssml``, which is read
    when it is complete. `language` is a canonical tag.
    """

    def __init__(
        self,
        text_format: Literal["text", "ssml"] = "text",
        language: str = "en-US",
        sizes: ClauseSizes = ClauseSizes(),
    ) -> None:
        self._language = language
        self._sizes = sizes
        self._stream = ClauseStream(language, sizes)
        self._reader = MarkupReader()
        self._ssml: list[str] | None = [] if text_format == "ssml" else None
        self._size = 0

    def feed(self, delta: str) -> list[SpokenClause]:
        """The clauses that are sure now that `delta` is known, none of SSML.

        Raises `BadMarkup`, and `TextTooLong` for SSML.
        """
        if self._ssml is None:
            return [self._read(clause) for clause in self._stream.feed(delta)]
        self._size += len(delta)
        if self._size > MAX_CHARS:
            raise TextTooLong(f"The SSML is longer than {MAX_CHARS} characters")
        self._ssml.append(delta)
        return []

    def halt(self) -> list[SpokenClause]:
        """See `ClauseStream.halt`. Raises `BadMarkup`."""
        return [self._read(clause) for clause in self._stream.halt()]

    def take(self, need: Need) -> list[SpokenClause]:
        """See `ClauseStream.take`. Raises `BadMarkup`."""
        return [self._read(clause) for clause in self._stream.take(need)]

    def rest(self) -> SpokenClause | None:
        """See `ClauseStream.rest`. Raises `BadMarkup`."""
        clause = self._stream.rest()
        if clause is None:
            return None
        segments = tuple(deepcopy(self._reader).read(clause))
        return SpokenClause(clause.text, clause.start, clause.boundary, segments)

    def flush(self) -> list[SpokenClause]:
        """What is left, at the end of the text. Raises `BadMarkup`."""
        if self._ssml is None:
            return [self._read(clause) for clause in self._stream.flush()]
        text = "".join(self._ssml)
        if not text.strip():
            return []
        return parse_ssml(text, self._language).clauses(text, self._language, self._sizes)

    def _read(self, clause: Clause) -> SpokenClause:
        segments = tuple(self._reader.read(clause))
        return SpokenClause(clause.text, clause.start, clause.boundary, segments)
