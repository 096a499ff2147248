"""A clause together with what is said for it."""

from dataclasses import dataclass

from .segment import Boundary, Segment


@dataclass(frozen=True, slots=True)
class SpokenClause:
    """A clause and what is said for it.

    `text` is the caller's text, markup included, from offset `start`; clauses joined are the text.
    `segments` may say nothing. A clause with a boundary below `Boundary.SENTENCE` goes on in the
    next one.
    """

    text: str
    start: int
    boundary: Boundary
    segments: tuple[Segment, ...]
