"""Which job is next, and how much of it: so that nobody who listens runs dry.

Listeners come in two kinds. Who hears speech already must not run dry: the work for them has a
deadline. Who still waits for the first audio can wait a little longer: they begin as soon as the
others keep up all the same. What "keep up" means is not a formula but a look ahead: the rest of the
work, as far as it is known, is played through in the order of deadlines with the costs that were
measured.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from operator import attrgetter

from ..models.base import ModelBackend, Passage
from .costs import Costs

FIRST_S = 1.0
"""Seconds of speech in a listener's first span."""
_SHORTEST_S = 0.8
"""Seconds of speech in a span at least: shorter ones cost twice as much and sound cut."""
_JOB_S = 0.3
"""Seconds of work in a span at most, so that whoever comes next does not wait long."""
_LONGEST_S = 4.0
"""Seconds of speech in a span at most: a longer one costs no less per second, and its working
memory, 17 MB per second, is needed on top of everything else.
"""
_HELD_S = 20.0
"""Seconds of speech after which a listener begins even if it may run dry: this machine is too slow
for all of them.
"""
_CARE = 1.35
"""Costs are taken to be so much higher than the median of the past."""
_EASING = 0.97
"""Of that care, so much is kept from job to job of a look ahead: what comes late evens out."""
_LATE_S = 0.1
"""Speech is counted on to reach its listener that much later than it is made."""
_SPARE_S = 0.15
"""Somebody new begins only if those who listen would keep up even if everything came so much later.
"""
_PLENTY_S = 3.0
_UTILISED = 0.8
"""With `_PLENTY_S` in hand everywhere and no more than this of the time in use, nobody will run
dry.
"""
_STEPS = 20
"""Spans of each listener that are looked ahead at most."""
_PASSAGE_S = 8.0
"""Seconds of speech in a passage that is not known yet."""


@dataclass(slots=True, eq=False)
class Listener:
    """Somebody who is spoken to; times on the event loop's clock.

    `runs_dry_at` is `None` until the first audio was handed out; `held_s` is what was made before
    that. `left_s` is how much speech there is still to be made, as far as the text is known, and
    `planned_s` how much of that is planned; `coming_s` of both is being made.
    """

    asked_at: float
    runs_dry_at: float | None = None
    left_s: float = 0.0
    planned_s: float = 0.0
    held_s: float = 0.0
    coming_s: float = 0.0

    @property
    def is_new(self) -> bool:
        """Whether nothing has been made for it yet."""
        return self.runs_dry_at is None and not self.held_s


@dataclass(frozen=True, slots=True)
class Work:
    """A job for a listener: the sound of its next span, and before that the plan of a passage of
    `tokens`, if that is not 0; else the span is of `passage`.
    """

    listener: Listener
    tokens: int = 0
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The number of a job, and the seconds of speech to be made.

    `is_stopgap`: somebody who is about to send a job needs it more; it is worth a moment's wait.
    """

    job: int
    speech_s: float
    is_stopgap: bool = False


@dataclass(slots=True, eq=False)
class _Stream:
    """A listener in a look ahead; `plan_s` is what planning costs before there can be more
    sound.
    """

    dry: float
    left: float
    planned: float
    plan_s: float = 0.0


class Schedule:
    """The order of work. Not thread-safe; has no clock of its own."""

    def __init__(self, costs: Costs) -> None:
        """`costs` are those of one of the workers."""
        self._costs = costs

    def choose(
        self,
        now: float,
        jobs: Sequence[Work],
        listeners: Collection[Listener],
        busy: Sequence[float] = (),
    ) -> Choice:
        """The job to be done next by a worker that is free now; the others are busy until the times
        of `busy`, none of which is past.

        `jobs` are those that wait, one of a listener at most, and not empty; `listeners` are all.
        """
        order = sorted(range(len(jobs)), key=lambda i: _urgency(jobs[i].listener))
        started = [i for i in order if jobs[i].listener.runs_dry_at is not None]
        # Who waits longest for the first audio, then whoever hears speech, the first to run dry
        # first.
        candidates = [i for i in order if i not in started][:1] + started
        plans = {job.listener: self._plan_s(job) for job in jobs if job.tokens}
        for i in candidates:
            others = self._streams(listeners, plans, jobs[i].listener)
            speech_s = self._speech(now, jobs[i], others, len(busy) + 1)
            spare_s = _SPARE_S if jobs[i].listener.runs_dry_at is None else 0.0
            if self._fits(now + spare_s, jobs[i], speech_s, others, busy):
                return Choice(i, speech_s)
        urgent = (started or candidates)[0]
        mine = jobs[urgent].listener
        others = self._streams(listeners, plans, mine)
        dry = math.inf if mine.runs_dry_at is None else mine.runs_dry_at
        is_stopgap = any(other.dry < dry for other in others)
        speech_s = self._speech(now, jobs[urgent], others, len(busy) + 1)
        return Choice(urgent, speech_s, is_stopgap)

    def may_begin(
        self,
        now: float,
        listener: Listener,
        listeners: Collection[Listener],
        busy: Sequence[float],
    ) -> bool:
        """Whether what is held for `listener` may be handed out: it will not run dry then, nor will
        others because of it.

        `busy` are the times until which each worker is busy, none of them past; without any nobody
        begins.
        """
        if listener.left_s <= 0 or listener.held_s >= _HELD_S:
            return True
        if not busy:
            return False
        streams = self._streams(listeners, {}, listener)
        begun = _Stream(now + listener.held_s, listener.left_s, listener.planned_s)
        return self._keeps_up([until + _LATE_S for until in busy], [*streams, begun])

    def cost(self, job: Work, speech_s: float, backend: ModelBackend | None = None) -> float:
        """Seconds of a job that makes so many seconds of speech; a `backend` that has its passage
        not at hand plans it again.
        """
        seconds = self._plan_s(job) + self._costs.sound(speech_s)
        if backend is None or job.passage is None or job.passage.is_at_hand(backend):
            return seconds
        return seconds + self._costs.plan(len(job.passage.durations) - 2)

    def _plan_s(self, job: Work) -> float:
        return self._costs.plan(job.tokens) if job.tokens else 0.0

    def _speech(self, now: float, job: Work, others: Sequence[_Stream], workers: int) -> float:
        """Seconds of speech that the job is to make."""
        mine = job.listener
        if mine.runs_dry_at is None:
            return min(max(FIRST_S, mine.held_s), self._longest)
        begins = now + _CARE * self._plan_s(job)
        return self._span(begins, mine.runs_dry_at - _LATE_S, others, workers)

    def _fits(
        self,
        now: float,
        job: Work,
        speech_s: float,
        others: Sequence[_Stream],
        busy: Sequence[float],
    ) -> bool:
        """Whether all who listen keep being fed if this job is done now; somebody who waits for the
        first audio begins with it.
        """
        mine = job.listener
        done = now + _CARE * self.cost(job, speech_s)
        dry = done + mine.held_s if mine.runs_dry_at is None else mine.runs_dry_at - _LATE_S
        if done > dry:
            return False
        planned = self._costs.speech_of(job.tokens) if job.tokens else mine.planned_s
        stream = _Stream(dry + speech_s, mine.left_s - speech_s, planned - speech_s)
        free = [done, *busy]
        return self._keeps_up(free, [*others, stream])

    @staticmethod
    def _streams(
        listeners: Iterable[Listener], plans: dict[Listener, float], but: Listener
    ) -> list[_Stream]:
        """Those who hear speech already and will need more, but for one; `plans` are seconds that
        plans take, by listener. Who waits for one has no use for what was planned before.
        """
        return [
            _Stream(
                each.runs_dry_at + each.coming_s - _LATE_S,
                each.left_s - each.coming_s,
                0.0 if each in plans else each.planned_s - each.coming_s,
                plans.get(each, 0.0),
            )
            for each in listeners
            if each is not but and each.runs_dry_at is not None and each.left_s > each.coming_s
        ]

    def _keeps_up(self, free: list[float], streams: list[_Stream]) -> bool:
        """Play the work through on `streams`, the earliest deadline first, by workers who are free
        from these times on.

        Tells whether each span is made before its listener runs dry.
        """
        heapify(free)
        share = self._costs.real_time_factor * _CARE * len(streams) / len(free)
        care = _CARE
        for _ in range(_STEPS * len(streams)):
            care = 1 + (care - 1) * _EASING
            now = free[0]
            streams = [stream for stream in streams if stream.left > 0]
            if not streams:
                return True
            stream = min(streams, key=attrgetter("dry"))
            if share < _UTILISED and stream.dry - now > _PLENTY_S:
                return True
            if stream.planned <= 0:
                usual = self._costs.plan_of(min(stream.left, _PASSAGE_S))
                now += care * (stream.plan_s or usual)
                stream.plan_s, stream.planned = 0.0, min(stream.left, _PASSAGE_S)
            others = [other for other in streams if other is not stream]
            span = min(self._span(now, stream.dry, others, len(free)), stream.planned)
            now += care * self._costs.sound(span)
            heapreplace(free, now)
            if now > stream.dry:
                return False
            stream.dry += span
            stream.left -= span
            stream.planned -= span
        return True

    def _span(self, now: float, dry: float, others: Iterable[_Stream], workers: int) -> float:
        """Seconds of speech to be made at once for one who runs dry at `dry`: as much as leaves
        time for everybody else's next span.
        """
        shortest = self._costs.sound(_SHORTEST_S)
        time, before = dry - now, 0.0
        for other in sorted(others, key=attrgetter("dry")):
            before += _CARE * (shortest + other.plan_s) / workers
            time = min(time, other.dry - now - before)
        return min(max(self._costs.speech_in(time / _CARE), _SHORTEST_S), self._longest)

    @property
    def _longest(self) -> float:
        return min(max(2 * _SHORTEST_S, self._costs.speech_in(_JOB_S)), _LONGEST_S)


def _urgency(listener: Listener) -> float:
    return listener.asked_at if listener.runs_dry_at is None else listener.runs_dry_at
