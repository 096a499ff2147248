"""Who owns a model: workers, nothing but whose own thread loads, uses and closes theirs, and the
queue that they take their jobs from.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from .. import metrics
from ..errors import NotReady, NoWorkers, SetupError
from ..models.base import FloatArray, ModelBackend, Passage, PlanningBackend, Speech
from ..sound import FRAME_SAMPLES
from .costs import FRAMES_PER_SECOND, Costs
from .remote import RemoteBackend
from .schedule import Choice, Listener, Schedule, Work
from .worker import Job, Worker, close_model, load_model, nothing

T = TypeVar("T")
_CRUMB_FRAMES = 16
"""A shorter rest (0.4 s) is made at once with what comes before it."""
_LEAD_SPEECH_S, _MARGIN_S = 1.5, 0.1
"""Speech of a job that is waited for, and seconds to spare, where nothing better is known."""
_MOMENT_S = 0.01
"""How long a worker waits for a job that is more urgent than those at hand; a listener's next one
comes after a few milliseconds.
"""
_LOOK_S = 0.05
"""Seconds between looks at jobs that another worker will have done sooner, if it keeps its word."""
_PATIENCE_S = 10.0
"""Seconds that a job waits while there is no worker at all."""
_BEAT_S = 5.0
"""Seconds without work after which a worker gives working memory back; one elsewhere is asked again
and again, for it tells so whether it is there.
"""
_WATCH_S = 0.25
"""Seconds between looks at a job that is done elsewhere."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """A span as it was made: its `speech`, the number in `cuts` where it ends, and the seconds that
    the worker took.
    """

    speech: Speech
    cut: int
    seconds: float


class Workers:
    """The workers of one model, their common queue, and those who listen to them.

    All jobs, loading and closing too, are done by a worker's thread, one after the other: nothing
    can be closed while it is used. A job whose waiter was cancelled before its turn is never done;
    one in hand is finished, and its result dropped. What a lost worker had in hand is done again.
    """

    def __init__(self, backend: ModelBackend, count: int = 1) -> None:
        """`count` workers, each with a sibling of `backend`; they share its weights, or have theirs
        elsewhere.
        """
        self.backend = backend
        self.costs = Costs()
        self.wake = threading.Condition()
        self.closing = False
        self._is_remote = isinstance(backend, RemoteBackend)
        self._schedule = Schedule(self.costs)
        self._jobs: list[Job] = []
        self._listeners: set[Listener] = set()
        backends = [backend, *(backend.sibling() for _ in range(count - 1))]
        self._workers = [Worker(self, each, number) for number, each in enumerate(backends)]
        self._attended_at = time.monotonic()

    @property
    def waiting(self) -> int:
        """Jobs for listeners that wait for their turn."""
        return sum(not job.result.done() for job in self._jobs)

    @property
    def count(self) -> int:
        """How many workers can work."""
        return sum(worker.is_there for worker in self._workers)

    @property
    def worked_s(self) -> float:
        """Seconds that all workers together have worked on speech."""
        return sum(worker.worked_s for worker in self._workers)

    @property
    def lead_s(self) -> float:
        """Seconds from words that are known to their first sound, about."""
        sound_s = self.costs.sound(_LEAD_SPEECH_S)
        return self.costs.plan_of(_LEAD_SPEECH_S) + sound_s * (1 + self.waiting) + _MARGIN_S

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Somebody listens, whose needs count in the order of work meanwhile."""
        with self.wake:
            self._listeners.add(listener)
        try:
            yield
        finally:
            with self.wake:
                self._listeners.remove(listener)

    def may_begin(self, listener: Listener) -> bool:
        """Whether the first speech made for the listener may be handed out now without it or others
        running dry later.
        """
        now = asyncio.get_running_loop().time()
        with self.wake:
            busy = [worker.free_at(now) for worker in self._workers if worker.is_there]
            return self._schedule.may_begin(now, listener, self._listeners, busy)

    async def load(self) -> None:
        """Have every worker's model loaded, the first one's first, whose weights the others share.

        Where they are elsewhere, one is enough; the others may wait for a place. Raises
        `SetupError`.
        """
        if self._is_remote:
            await self._load_any()
            return
        await self._workers[0].do("load", load_model)
        await asyncio.gather(*(worker.do("load", load_model) for worker in self._workers[1:]))

    async def _load_any(self) -> None:
        loads = [asyncio.create_task(each.do("load", load_model)) for each in self._workers]
        for load in loads:
            load.add_done_callback(_load_ended)
        failed: list[SetupError] = []
        for loaded in asyncio.as_completed(loads):
            try:
                await loaded
            except SetupError as error:
                failed.append(error)
            else:
                return
        raise failed[0]

    async def unload(self) -> None:
        """Have every worker close its model after the job in hand."""
        there = [worker for worker in self._workers if worker.is_there]
        await asyncio.gather(*(worker.do("close", close_model) for worker in there))

    async def pulse(self) -> None:
        """Return when every worker of this process has had a turn. Raises `NotReady` when they are
        closed.
        """
        self.ensure_open()
        if not self._is_remote:
            await asyncio.gather(*(worker.do("pulse", nothing) for worker in self._workers))

    async def plan(
        self,
        listener: Listener,
        tokens: list[int],
        style: FloatArray,
        speed: float,
        first: int,
        cuts: Sequence[int],
    ) -> tuple[Passage, Sounded]:
        """A passage, and at once its first sound as `sound` gives it; arguments as for
        `PlanningBackend.plan` and for `sound`.
        """

        def run(backend: ModelBackend, speech_s: float) -> tuple[Passage, Sounded]:
            began = time.perf_counter()
            passage = cast(PlanningBackend, backend).plan(tokens, style, speed)
            seconds = time.perf_counter() - began
            self.costs.learn_plan(len(tokens), int(passage.durations.sum()), seconds)
            metrics.PLAN_SECONDS.observe(seconds)
            sounded = self._sound(backend, passage, first, cuts, speech_s)
            return passage, replace(sounded, seconds=sounded.seconds + seconds)

        return await self._listened("plan", run, Work(listener, len(tokens)))

    async def sound(
        self, listener: Listener, passage: Passage, first: int, cuts: Sequence[int]
    ) -> Sounded:
        """Sound of a passage from token `first` on, to one of `cuts` (tokens, rising): as much at
        once as suits all who listen.
        """

        def run(backend: ModelBackend, speech_s: float) -> Sounded:
            return self._sound(backend, passage, first, cuts, speech_s)

        return await self._listened("sound", run, Work(listener, passage=passage))

    def _sound(
        self,
        backend: ModelBackend,
        passage: Passage,
        first: int,
        cuts: Sequence[int],
        speech_s: float,
    ) -> Sounded:
        ends = [passage.frames(first, cut)[1] for cut in cuts]
        start = passage.frames(first, cuts[0])[0]
        cut = _nearest(ends, start, speech_s * FRAMES_PER_SECOND)
        began = time.perf_counter()
        speech = cast(PlanningBackend, backend).sound(passage, first, cuts[cut])
        return self._told(speech, cut, time.perf_counter() - began)

    def _told(self, speech: Speech, cut: int, seconds: float) -> Sounded:
        """Learn from it what sound costs."""
        frames = max(1, len(speech.samples) // FRAME_SAMPLES)
        self.costs.learn_sound(frames, seconds)
        metrics.SOUND_SECONDS.observe(seconds)
        metrics.REAL_TIME_FACTOR.observe(seconds * FRAMES_PER_SECOND / frames)
        return Sounded(speech, cut, seconds)

    async def speak(
        self, listener: Listener, tokens: list[int], style: FloatArray, speed: float
    ) -> Sounded:
        """Sound of `tokens` as a whole, from a backend that cannot plan; arguments as for
        `ModelBackend.speak`.
        """

        def run(backend: ModelBackend, _: float) -> Sounded:
            began = time.perf_counter()
            speech = backend.speak(tokens, style, speed)
            self.costs.learn_plan(len(tokens), len(speech.samples) // FRAME_SAMPLES, 0.0)
            return self._told(speech, 0, time.perf_counter() - began)

        return await self._listened("speak", run, Work(listener))

    async def _listened(self, kind: str, run: Callable[[ModelBackend, float], T], work: Work) -> T:
        job = Job.of(kind, run, work)
        with self.wake:
            self.ensure_open()
            self._jobs.append(job)
            for worker in self._workers:
                worker.ensure_thread()
            self.wake.notify_all()
        watch = asyncio.create_task(self._watch(job)) if self._is_remote else None
        try:
            return cast(T, await job.result)
        finally:
            if watch is not None:
                watch.cancel()

    async def _watch(self, job: Job) -> None:
        """Have the job done by somebody else if its worker is silent, and give it up if nobody
        comes.
        """
        while True:
            await asyncio.sleep(_WATCH_S)
            now = time.monotonic()
            with self.wake:
                if self.count:
                    self._attended_at = now
                elif now - max(self._attended_at, job.asked_at) > _PATIENCE_S:
                    job.deliver(None, NoWorkers())
                for worker in self._workers:
                    is_silent = worker.job is job and worker.is_there and worker.is_silent(now)
                    if is_silent and self.count > 1:
                        worker.is_there = False
                        self.put_back(job)

    def ensure_open(self) -> None:
        """See `Queue`."""
        if self.closing:
            raise NotReady("The server is shutting down")

    def put_back(self, job: Job) -> None:
        """See `Queue`."""
        assert job.work is not None
        if job in self._jobs or job.result.done():
            return
        job.work.listener.coming_s = 0.0
        self._jobs.append(job)
        metrics.JOBS_AGAIN.inc()
        self.wake.notify_all()

    def take(self, worker: Worker) -> tuple[Job, float] | None:
        """See `Queue`."""
        has_waited = False
        with self.wake:
            while True:
                while worker.own:
                    if not (job := worker.own.popleft()).result.done():
                        return job, 0.0
                self._jobs = [job for job in self._jobs if not job.result.done()]
                if worker.is_there and self._jobs:
                    chosen = self._choose(worker)
                    if chosen is None or (chosen[1].is_stopgap and not has_waited):
                        has_waited = True
                        self.wake.wait(_LOOK_S if chosen is None else _MOMENT_S)
                        continue
                    job, choice, done_at = chosen
                    assert job.work is not None
                    self._jobs.remove(job)
                    job.work.listener.coming_s = choice.speech_s
                    worker.busy_until = done_at
                    worker.expected_s = done_at - job.loop.time()
                    return job, choice.speech_s
                if self.closing:
                    return None
                if not self.wake.wait(_BEAT_S if worker.is_restless else None):
                    return worker.beat(), 0.0

    def _choose(self, worker: Worker) -> tuple[Job, Choice, float] | None:
        """The job that a worker does next, and when it will be done: the most urgent one of those
        that it will have done first; `None` if others will be sooner with all of them.
        """
        waiting = list(self._jobs)
        now = waiting[0].loop.time()
        free = {each: each.free_at(now) for each in self._workers if each.is_there}
        while waiting:
            busy = [at for each, at in free.items() if each is not worker]
            works = [cast(Work, job.work) for job in waiting]
            choice = self._schedule.choose(now, works, self._listeners, busy)
            job, work = waiting[choice.job], works[choice.job]
            done = {
                each: at + each.pace * self._schedule.cost(work, choice.speech_s, each.backend)
                for each, at in free.items()
            }
            first = min(done, key=lambda each: (done[each], each is not worker))
            if first is worker:
                return job, choice, done[worker]
            free[first] = done[first]
            waiting.remove(job)
        return None

    async def close(self) -> None:
        """Refuse new jobs, fail the waiting ones with `NotReady`, wait for those in hand, and close
        the models. Idempotent.
        """
        with self.wake:
            self.closing = True
            jobs, self._jobs = self._jobs, []
            jobs += [job for worker in self._workers for job in worker.own]
            self.wake.notify_all()
        for job in jobs:
            if not job.result.done():
                job.result.set_exception(NotReady("The server is shutting down"))
        await asyncio.gather(*(asyncio.to_thread(worker.join) for worker in self._workers))


def _load_ended(load: asyncio.Task[None]) -> None:
    if not load.cancelled():
        load.exception()  # known to whoever waited; nobody may have


def _nearest(ends: Sequence[int], start: int, frames: float) -> int:
    """The number of the end that comes nearest to so many frames; the last one where a crumb would
    be left.
    """
    nearest = min(range(len(ends)), key=lambda i: abs(ends[i] - start - frames))
    return nearest if ends[-1] - ends[nearest] >= _CRUMB_FRAMES else len(ends) - 1
