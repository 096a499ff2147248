"""What the caller, or a word's neighbours, say about its pronunciation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Override:
    """What the caller says about `text[start:end]`: its `phonemes`, or a shift of its `stress` (−2
    … 2).
    """

    start: int
    end: int
    phonemes: str | None = None
    stress: float | None = None
