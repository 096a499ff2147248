"""When each word is heard."""

from collections.abc import Sequence

from ..models.base import IntArray
from ..phonemes.g2p import PhonemeWord
from ..sound import FRAME_SAMPLES, SAMPLE_RATE
from .speech import Word

_FRAME_S = FRAME_SAMPLES / SAMPLE_RATE


def word_times(
    words: Sequence[PhonemeWord],
    durations: IntArray,
    first: int,
    text: str,
    offset: int,
    start_s: float,
) -> tuple[Word, ...]:
    """The words of the caller's text that `words` stand for, with their times.

    `durations` are those of all tokens, boundary tokens included; the run's first phoneme is token number `first`. `text` is the caller's
    text from place `offset` on. `start_s` is the time of the run's first sample in the utterance.
    """
    ends = durations.cumsum()
    origin = 0 if first == 0 else int(ends[first])
    place = first
    timed: list[tuple[int, int, int, int]] = []
    for word in words:
        begin = place
        place += len(word.phonemes)
        if any(phoneme.isalpha() for phoneme in word.phonemes):
            left, right = _written(text, word.start - offset, word.end - offset)
            start, end = int(ends[begin]) - origin, int(ends[place]) - origin
            if timed and timed[-1][1] > left:
                timed[-1] = (timed[-1][0], max(right, timed[-1][1]), timed[-1][2], end)
            else:
                timed.append((left, right, start, end))
        place += word.space
    return tuple(
        Word(
            text[left:right].strip(),
            max(start_s, start_s + start * _FRAME_S),
            max(start_s, start_s + end * _FRAME_S),
        )
        for left, right, start, end in timed
        if text[left:right].strip()
    )


def _written(text: str, left: int, right: int) -> tuple[int, int]:
    """The stretch widened to the white space around it, where the script puts white space between words."""
    left, right = max(0, left), min(len(text), right)
    while left > 0 and _joins(text[left - 1]):
        left -= 1
    while right < len(text) and _joins(text[right]):
        right += 1
    return left, right


def _joins(character: str) -> bool:
    return not character.isspace() and not "\u3000" <= character <= "\u9fff"
