"""What is known of an utterance so far: its runs, as they become known while the text arrives."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ..models.base import MAX_TOKENS
from .plan import Run

_AHEAD_LIMIT = 24
"""Runs that are planned ahead of the voice at most."""
BEFORE_PHONEMES = 160
"""Phonemes of context before a run, at most."""
_JOINED_REST = 12
"""Phonemes of words that have become no run yet, from which on they are taken to come in time."""


@dataclass(frozen=True, slots=True)
class RunContext:
    """A run with what is said around it in the same sentence and manner: phonemes before, of the
    run, and after, and of the `rest`, words that are known but in no run yet.

    `place` is where `before` begins, in phonemes from the start of the utterance.
    """

    place: int
    before: str
    phonemes: str
    after: str
    rest: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.phonemes + self.after + self.rest

    @property
    def end(self) -> int:
        """The place after the last phoneme that has one, those of the rest having none."""
        return self.place + len(self.text) - len(self.rest)

    @property
    def span(self) -> tuple[int, int]:
        """The run's first phoneme in `text` and the one after its last."""
        return len(self.before), len(self.before) + len(self.phonemes)

    @property
    def is_joined(self) -> bool:
        """Whether so much is known after the run that it will be there in time, and so can be
        joined to it without a seam.
        """
        return bool(self.after) or len(self.rest) >= _JOINED_REST

    def after_seam(self) -> "RunContext":
        """The same for a run that is not joined to what was said before it: the space before it is
        its own, in which its first sound begins.
        """
        if not self.before.endswith(" "):
            return self
        return replace(self, before=self.before[:-1], phonemes=" " + self.phonemes)


class Outline:
    """The runs of an utterance; written by the one who reads the text, read by the one who
    speaks.
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._places = [0]
        self._rest = ""
        self._spoken = 0
        self._complete = False
        self._idle = False
        self._changed = asyncio.Condition()

    async def extend(self, runs: Sequence[Run], rest: str = "") -> None:
        """Add runs; waits while far more is planned than spoken.

        `rest` are phonemes of the words that are known to follow and will come in runs of their
        own.
        """
        async with self._changed:
            self._rest = rest
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
            is_last = last + 1 == len(self._runs)
            if self._complete or not is_last or not self._runs[last].continues:
                return True
            return sum(len(run.phonemes) for run in self._runs[index + 1 :]) >= phonemes

        async with self._changed:
            await self._changed.wait_for(lambda: enough() or self._idle)
            with suppress(TimeoutError):
                async with asyncio.timeout(patience_s):
                    await self._changed.wait_for(enough)

    def _sentence_end(self, index: int) -> int:
        """The last run known that is connected to run `index`."""
        manner = self._runs[index].manner
        while (
            index + 1 < len(self._runs)
            and self._runs[index].continues
            and self._runs[index + 1].manner == manner
        ):
            index += 1
        return index

    @property
    def known(self) -> int:
        """Phonemes known so far."""
        return self._places[-1]

    def end(self, index: int) -> int:
        """The place after the last phoneme of the run, the space behind it included."""
        return self._places[index + 1]

    def alone(self, index: int) -> RunContext:
        """The run without anything around it."""
        return RunContext(self._places[index], "", self._runs[index].phonemes.rstrip(), "")

    def context(
        self, index: int, phonemes: int, before_phonemes: int = BEFORE_PHONEMES
    ) -> RunContext:
        """The run with what is known around it, `phonemes` after it and `before_phonemes` before it
        at most, but for one run on each side, 510 in all.
        """
        own = self._runs[index].phonemes
        after, rest = "", ""
        last = self._sentence_end(index)
        for run in self._runs[index + 1 : last + 1]:
            if after and len(after) + len(run.phonemes) > phonemes:
                break
            after += run.phonemes
        else:
            if last + 1 == len(self._runs) and self._runs[last].continues:
                rest = self._rest
        before = ""
        first = index
        while first > 0 and self._sentence_end(first - 1) >= index:
            first -= 1
            own_before = self._runs[first].phonemes
            if before and len(before) + len(own_before) > before_phonemes:
                break
            before = own_before + before
        return _bounded(self._places[index], before, own, after, rest)


def _bounded(place: int, before: str, own: str, after: str, rest: str) -> RunContext:
    """Shorten what is around the run at `place`, at spaces, until the model can take the whole."""
    following = (after + rest).rstrip()
    if not following:
        own = own.rstrip()
    room = MAX_TOKENS - len(own)
    if len(following) > room // 2:
        following = following[: room // 2].rpartition(" ")[0]
    if len(before) > room - len(following):
        before = before[len(before) - (room - len(following)) :].partition(" ")[2]
    after, rest = following[: len(after)], following[len(after) :]
    return RunContext(place - len(before), before, own, after, rest)
