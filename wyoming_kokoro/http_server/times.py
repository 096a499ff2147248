"""Times of words and marks as replies tell them."""

from collections.abc import Sequence

from ..engine.speech import Mark, Word
from .replies import MarkTime, WordTime


def word_times(words: Sequence[Word]) -> list[WordTime]:
    """Words with their seconds and voices."""
    return [
        WordTime(word=word.text, start_time=word.start_s, end_time=word.end_s, voice=word.voice)
        for word in words
    ]


def mark_times(marks: Sequence[Mark]) -> list[MarkTime]:
    """Marks with their seconds."""
    return [MarkTime(name=mark.name, time=mark.at_s) for mark in marks]
