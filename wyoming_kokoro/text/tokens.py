"""What the characters of a text are: words, signs that are not said, instructions."""

from enum import Enum, auto
from typing import NamedTuple


class LineKind(Enum):
    """What a line is."""

    TEXT = auto()
    HEADING = auto()
    TABLE = auto()
    CODE = auto()
    RULE = auto()
    """Only a sign: a fence, a ruler, the line below a table's head."""


class Role(Enum):
    """What a token does."""

    TEXT = auto()
    """Words, spaces, line breaks."""
    SIGN = auto()
    """Markdown or markup that is not said and belongs to what is before it."""
    OPENER = auto()
    """The same, belonging to what follows; an empty one tells that a sign may follow which is not
    complete yet.
    """
    ORDER = auto()
    """A pause, a rate or a voice; `aside` is what its brackets hold."""
    MANNER = auto()
    """Words whose phonemes or stress are given in `aside`."""


class Token(NamedTuple):
    """A stretch of the text, from `start` to before `end`, both in code points.

    Tokens follow each other without a gap. `said[i]` stands at `start + i`.
    """

    said: str
    start: int
    end: int
    role: Role = Role.TEXT
    line: LineKind = LineKind.TEXT
    """What the line is that it stands in."""
    whole: bool = False
    """Whether no cut may part it from the token before."""
    aside: str = ""
