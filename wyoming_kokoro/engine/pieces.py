"""Pieces of runs, as they come from the model: passages are planned, and spans of them sounded."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from ..inference.schedule import FIRST_S, Listener
from ..inference.workers import Sounded, Workers
from ..models.base import FloatArray, IntArray, Passage, Speech, no_samples
from ..phonemes.g2p import PhonemeWord
from ..phonemes.vocabulary import Vocabulary
from .outline import BEFORE_PHONEMES, Outline, RunContext
from .plan import Run
from .progress import Progress
from .shaping import joined

FIRST_AHEAD_PHONEMES = 60
AHEAD_PHONEMES = 180
_FIRST_PLAN_S = 0.056
"""Seconds that planning may take before the first audio; where it would take longer, it looks ahead
less.
"""
_LEAST_PHONEMES, _LEAST_AHEAD = 40, 16
"""Phonemes that are planned for the first audio at least, and of those the ones that are not spoken
yet.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Speech of some words of a run, not yet shaped.

    `durations` are those of its tokens, after that of the silence before them; `tail` is as in
    `Speech`.
    """

    words: Sequence[PhonemeWord]
    samples: FloatArray
    durations: IntArray | None
    tail: FloatArray
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class _Planned:
    """A passage and where in the utterance's phonemes it stands."""

    place: int
    end: int
    passage: Passage


class Pieces:
    """Has the runs of an utterance planned and sounded, one after the other."""

    def __init__(
        self,
        workers: Workers,
        vocabulary: Vocabulary,
        outline: Outline,
        listener: Listener,
        progress: Progress,
    ) -> None:
        self._workers = workers
        self._vocabulary = vocabulary
        self._outline = outline
        self._listener = listener
        self._progress = progress
        self._planned: _Planned | None = None

    def expect(self, place: int) -> None:
        """Tell the workers how much is still to be made, when all is made up to that place of the
        utterance's phonemes.
        """
        speech_of = self._workers.costs.speech_of
        self._listener.left_s = speech_of(max(0, self._outline.known - place))
        planned_to = 0 if self._planned is None else self._planned.end
        self._listener.planned_s = speech_of(max(0, planned_to - place))

    def of(
        self, index: int, run: Run, context: RunContext, style: FloatArray
    ) -> AsyncIterator[Piece]:
        """The pieces of run number `index`, which is spoken within `context`."""
        make = self._in_spans if self._workers.backend.aligned else self._at_once
        return make(index, run, context, style)

    async def _at_once(
        self, index: int, run: Run, context: RunContext, style: FloatArray
    ) -> AsyncIterator[Piece]:
        """The whole run, from a backend that knows no spans."""
        tokens = self._vocabulary.tokens(context.text)
        sounded = await self._workers.speak(self._listener, tokens, style, run.manner.pace)
        self._progress.inference_s += sounded.seconds
        self.expect(self._outline.end(index))
        yield Piece(run.words, sounded.speech.samples, None, sounded.speech.tail)

    async def _in_spans(
        self, index: int, run: Run, context: RunContext, style: FloatArray
    ) -> AsyncIterator[Piece]:
        """The run in spans, each as long as suits all who listen, faded into each other."""
        begin, end = (context.place + place for place in context.span)
        self.expect(begin)
        silent = len(context.phonemes) - len(context.phonemes.lstrip(" "))
        sizes = (len(word.phonemes) + word.space for word in run.words)
        ends = [min(end, place) for place in accumulate(sizes, initial=begin + silent)][1:]
        word, tail = 0, no_samples()
        while word < len(ends):
            planned, sounded = await self._sound(index, run, context, style, begin, ends[word:])
            self._progress.inference_s += sounded.seconds
            stop = word + sounded.cut + 1
            speech, of_tokens = sounded.speech, planned.passage.durations
            first, last = begin - planned.place, ends[stop - 1] - planned.place
            durations = of_tokens[first + 1 : last + 1]
            if word or not silent:
                lead = of_tokens[:1] if first == 0 else np.zeros(1, np.int64)
                durations = np.concatenate((lead, durations))
            samples, tail = joined(tail, speech.samples), speech.tail
            begin = ends[stop - 1]
            self.expect(begin if stop < len(ends) else self._outline.end(index))
            yield Piece(
                run.words[word:stop], samples, durations, tail, word == 0, stop == len(ends)
            )
            word = stop

    async def _sound(
        self,
        index: int,
        run: Run,
        context: RunContext,
        style: FloatArray,
        begin: int,
        ends: Sequence[int],
    ) -> tuple[_Planned, Sounded]:
        """The next span from place `begin` to one of `ends`: of the passage at hand where that
        looks ahead far enough, else of a new one.
        """
        workers, at_hand = self._workers, self._planned
        is_enough = at_hand is not None and at_hand.end >= min(
            context.end, context.place + context.span[1] + FIRST_AHEAD_PHONEMES
        )
        if at_hand is not None and is_enough:
            cuts = [end - at_hand.place for end in ends]
            return at_hand, await workers.sound(
                self._listener, at_hand.passage, begin - at_hand.place, cuts
            )
        behind = self._behind(len(run.phonemes))
        wider = self._outline.context(index, AHEAD_PHONEMES, behind)
        text = wider.text
        if self._listener.is_new:
            text, ends = self._opening(wider, begin, ends)
        passage, sounded = await workers.plan(
            self._listener,
            self._vocabulary.tokens(text),
            style,
            run.manner.pace,
            begin - wider.place,
            [end - wider.place for end in ends],
        )
        self._progress.passages += 1
        self._planned = _Planned(wider.place, min(wider.end, wider.place + len(text)), passage)
        return self._planned, sounded

    def _behind(self, phonemes: int) -> int:
        """Phonemes before a run of so many that there is time to plan with it: fewer of them where
        the listener is about to run dry.
        """
        listener, costs = self._listener, self._workers.costs
        if listener.runs_dry_at is None:
            return BEFORE_PHONEMES
        left_s = listener.runs_dry_at - asyncio.get_running_loop().time() - costs.sound(FIRST_S)
        planned = costs.tokens_in(max(_FIRST_PLAN_S, left_s))
        return min(BEFORE_PHONEMES, planned - phonemes)

    def _opening(
        self, context: RunContext, begin: int, ends: Sequence[int]
    ) -> tuple[str, Sequence[int]]:
        """As much of a context as can be planned soon enough for the first audio, and those of
        `ends` that look ahead far enough in it.
        """
        size = max(_LEAST_PHONEMES, self._workers.costs.tokens_in(_FIRST_PLAN_S))
        text = context.text
        if len(text) > size and " " in text[_LEAST_PHONEMES // 2 : size]:
            text = text[:size].rpartition(" ")[0]
        furthest = context.place + len(text) - (len(text) < len(context.text)) * _LEAST_AHEAD
        kept = [end for end in ends if end <= furthest]
        return (text, kept) if kept else (context.text, ends)


def whole(pieces: Sequence[Piece]) -> Speech:
    """The pieces of a run as one phrase."""
    samples = np.concatenate([piece.samples for piece in pieces])
    known = [piece.durations for piece in pieces if piece.durations is not None]
    durations = np.concatenate([known[0], *(each[1:] for each in known[1:])]) if known else None
    return Speech(samples, durations, pieces[-1].tail)
