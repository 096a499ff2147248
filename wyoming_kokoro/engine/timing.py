"""When each word is heard."""

from collections.abc import Iterator, Sequence
from math import floor

import numpy as np

from ..models.base import IntArray
from ..phonemes.g2p import PhonemeWord
from ..sound import FRAME_SAMPLES, SAMPLE_RATE
from .speech import Word
from .written import sounds

_FRAME_S = FRAME_SAMPLES / SAMPLE_RATE
_STEP_SAMPLES = 240
_AUDIBLE = 0.06
"""Of the loudest 10 ms (−24 dB); at that the last word's end agrees best with Whisper's."""


class WordClock:
    """Times of an utterance's words, run after run: none begins before the last one has ended."""

    def __init__(self) -> None:
        self._begun_s: float | None = None
        """When that was begun of which no caller's word has ended yet."""
        self._ended_s = 0.0

    def words(
        self,
        words: Sequence[PhonemeWord],
        durations: IntArray,
        voice: str,
        place_s: tuple[float, float],
    ) -> tuple[Word, ...]:
        """The caller's words that have been said when these have.

        `durations` are those of their tokens in frames, after that of the silence before them.
        `place_s` are the times in the utterance of the first of these frames, which may have been
        cut off, and of the last sound.
        """
        origin_s, end_s = place_s
        timed: list[Word] = []
        for word, start, end in _spans(words, durations):
            if self._begun_s is None:
                self._begun_s = origin_s + start * _FRAME_S
            if word.written:
                said_s = min(origin_s + end * _FRAME_S, end_s)
                timed += self._shared(word.written, said_s, voice)
        return tuple(timed)

    def _shared(self, written: Sequence[str], end_s: float, voice: str) -> Iterator[Word]:
        """Words with the time since the first was begun, shared out by their lengths."""
        start_s = max(self._ended_s, min(self._begun_s or 0.0, end_s))
        span_s = max(0.0, end_s - start_s) / sum(map(len, written))
        for text in written:
            end_s = start_s + span_s * len(text)
            yield Word(text, _whole_ms(start_s), _whole_ms(end_s), voice)
            start_s = end_s
        self._ended_s, self._begun_s = start_s, None


def audible_s(pcm: bytes) -> float:
    """Seconds from the beginning of PCM to its last sound: the model counts the breath after a
    sentence to its last word.
    """
    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    steps = samples[: len(samples) // _STEP_SAMPLES * _STEP_SAMPLES].reshape(-1, _STEP_SAMPLES)
    loudness = np.sqrt(np.mean(steps**2, axis=1))
    loud = np.flatnonzero(loudness > _AUDIBLE * loudness.max(initial=0.0))
    last = int(loud[-1]) + 1 if len(loud) else len(steps)
    return last * _STEP_SAMPLES / SAMPLE_RATE


def _whole_ms(seconds: float) -> float:
    """Rounded down, so that nothing ends after its audio."""
    return floor(seconds * 1000 + 1e-6) / 1000


def _spans(
    words: Sequence[PhonemeWord], durations: IntArray
) -> Iterator[tuple[PhonemeWord, int, int]]:
    """Each word that is heard, and between which frames.

    Punctuation is left out; the space before the next word, in which nobody falls silent, is not.
    """
    ends = durations.cumsum()
    place = 0
    for word in words:
        heard = [i for i, phoneme in enumerate(word.phonemes) if sounds(phoneme)]
        if heard:
            last = place + heard[-1] + 1
            runs_on = word.space and heard[-1] + 1 == len(word.phonemes) and last + 1 < len(ends)
            yield word, int(ends[place + heard[0]]), int(ends[last + runs_on])
        place += len(word.phonemes) + word.space
