"""What is known of an utterance so far: its runs, as they become known while the text arrives."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ..models.base import MAX_TOKENS
from .plan import Run

_AHEAD_LIMIT = 24
"""Runs that are planned ahead of the voice at most."""
BEFORE_PHONEMES = 160
"""Context before a run, at most."""


@dataclass(frozen=True, slots=True)
class Context:
    """A run with what is said around it in the same sentence and manner: phonemes before, of the
    run, and after.

    `place` is where `before` begins, in phonemes from the start of the utterance.
    """

    place: int
    before: str
    phonemes: str
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.phonemes + self.after

    @property
    def end(self) -> int:
        """The place after the last phoneme."""
        return self.place + len(self.text)

    @property
    def span(self) -> tuple[int, int]:
        """The run's first phoneme in `text` and the one after its last."""
        return len(self.before), len(self.before) + len(self.phonemes)


class Outline:
    """The runs of an utterance; written by the one who reads the text, read by the one who
    speaks.
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._places = [0]
        self._spoken = 0
        self._complete = False
        self._idle = False
        self._changed = asyncio.Condition()

    async def extend(self, runs: Sequence[Run]) -> None:
        """Add runs; waits while far more is planned than spoken."""
        async with self._changed:
            for run in runs:
                self._runs.append(run)
                self._places.append(self._places[-1] + len(run.phonemes))
            self._changed.notify_all()
            await self._changed.wait_for(lambda: len(self._runs) - self._spoken < _AHEAD_LIMIT)

    async def set_idle(self, idle: bool) -> None:
        """Tell that the writer waits for text, so that nothing more will come at once."""
        async with self._changed:
            self._idle = idle
            self._changed.notify_all()

    async def complete(self) -> None:
        """There are no more runs."""
        async with self._changed:
            self._complete = True
            self._changed.notify_all()

    async def run(self, index: int) -> Run | None:
        """The run of that number, when it is there; `None` if there is none."""
        async with self._changed:
            self._spoken = index
            self._changed.notify_all()
            await self._changed.wait_for(lambda: index < len(self._runs) or self._complete)
            return self._runs[index] if index < len(self._runs) else None

    async def at_hand(self, index: int) -> Run | None:
        """The run of that number if it is there already."""
        async with self._changed:
            self._spoken = index
            self._changed.notify_all()
            return self._runs[index] if index < len(self._runs) else None

    async def look_ahead(self, index: int, phonemes: int, patience_s: float) -> None:
        """Wait until `phonemes` of context after the run are known or its sentence ends.

        While the writer waits for text itself, this waits no longer than `patience_s` seconds.
        """

        def enough() -> bool:
            last = self._sentence_end(index)
            if self._complete or not self._runs[last].continues:
                return True
            return sum(len(run.phonemes) for run in self._runs[index + 1 : last + 1]) >= phonemes

        async with self._changed:
            await self._changed.wait_for(lambda: enough() or self._idle)
            if enough() or patience_s <= 0:
                return
            try:
                async with asyncio.timeout(patience_s):
                    await self._changed.wait_for(enough)
            except TimeoutError:
                pass

    def _sentence_end(self, index: int) -> int:
        """The last run known that is connected to run `index`."""
        manner = self._runs[index].manner
        while (
            index + 1 < len(self._runs)
            and self._runs[index].continues
            and self._runs[index + 1].manner == manner
            and self._runs[index + 1].words
        ):
            index += 1
        return index

    @property
    def known(self) -> int:
        """Phonemes known so far."""
        return self._places[-1]

    def alone(self, index: int) -> Context:
        """The run without anything around it."""
        return Context(self._places[index], "", self._runs[index].phonemes.rstrip(), "")

    def context(self, index: int, phonemes: int, before_phonemes: int = BEFORE_PHONEMES) -> Context:
        """The run with what is known around it, `phonemes` of it after the run at most, about
        `before_phonemes` before it, 510 in all.
        """
        own = self._runs[index].phonemes
        after = ""
        for run in self._runs[index + 1 : self._sentence_end(index) + 1]:
            if after and len(after) + len(run.phonemes) > phonemes:
                break
            after += run.phonemes
        before = ""
        first = index
        while first > 0 and self._sentence_end(first - 1) >= index:
            first -= 1
            before = self._runs[first].phonemes + before
            if len(before) >= before_phonemes:
                break
        return _bounded(self._places[index], before, own, after)


def _bounded(place: int, before: str, own: str, after: str) -> Context:
    """Shorten what is around the run at `place`, at spaces, until the model can take the whole."""
    if not after.strip():
        after = ""
        own = own.rstrip()
    after = after.rstrip()
    room = MAX_TOKENS - len(own)
    if len(after) > room // 2:
        after = after[: room // 2].rpartition(" ")[0]
    if len(before) > room - len(after):
        before = before[len(before) - (room - len(after)) :].partition(" ")[2]
    return Context(place - len(before), before, own, after)
