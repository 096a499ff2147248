"""A growing text, plain or SSML, to clauses that can be spoken."""

from dataclasses import dataclass
from typing import Literal

from .markup import MarkupReader
from .segment import Boundary, Clause, Segment
from .stream import ClauseSizes, ClauseStream


@dataclass(frozen=True, slots=True)
class SpokenClause:
    """A clause and what is said for it.

    `text` is the caller's text, markup included, from offset `start`; clauses joined are the text. `segments` may say nothing.
    A clause with a boundary below `Boundary.SENTENCE` goes on in the next one.
    """

    text: str
    start: int
    boundary: Boundary
    segments: tuple[Segment, ...]


class Document:
    """Reads one utterance's text as it grows.

    `text_format` is ``text`` (markdown and inline markup are understood) or ``ssml``, which is read when it is complete.
    `language` is a canonical tag.
    """

    def __init__(
        self,
        text_format: Literal["text", "ssml"] = "text",
        language: str = "en-US",
        sizes: ClauseSizes = ClauseSizes(),
    ) -> None:
        self._stream = ClauseStream(language, sizes)
        self._reader = MarkupReader()

    def feed(self, delta: str) -> list[SpokenClause]:
        """The clauses that are sure now that `delta` is known. Raises `BadMarkup`."""
        return [self._read(clause) for clause in self._stream.feed(delta)]

    def flush(self, final: bool = True) -> list[SpokenClause]:
        """The rest, at the end of the text; or what can be spoken of it, where the text has halted. Raises `BadMarkup`."""
        return [self._read(clause) for clause in self._stream.flush(final)]

    def _read(self, clause: Clause) -> SpokenClause:
        segments = tuple(self._reader.read(clause))
        return SpokenClause(clause.text, clause.start, clause.boundary, segments)
