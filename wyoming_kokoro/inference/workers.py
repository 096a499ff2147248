"""Who owns a model: a worker is a thread, and nothing but its thread loads, uses and closes its
model.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from .. import metrics
from ..errors import NotReady, SynthesisFailed
from ..memory import give_memory_back
from ..models.base import FloatArray, ModelBackend, Passage, PlanningBackend, Speech
from ..sound import FRAME_SAMPLES
from .costs import FRAMES_PER_SECOND, Costs
from .schedule import Listener, Schedule, Work

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")
_CRUMB_FRAMES = 16
"""A shorter rest (0.4 s) is made at once with what comes before it."""
_LEAD_SPEECH_S, _MARGIN_S = 1.5, 0.1
"""Speech of a job that is waited for, and seconds to spare, where nothing better is known."""
_MOMENT_S = 0.01
"""How long a worker waits for a job that is more urgent than those at hand; a listener's next one
comes after a few milliseconds.
"""


@dataclass(frozen=True, slots=True)
class Sounded:
    """A span as it was made: its `speech`, the number in `cuts` where it ends, and the seconds that
    the worker took.
    """

    speech: Speech
    cut: int
    seconds: float


@dataclass(slots=True, eq=False)
class _Job:
    """`run` gets the model and the seconds of speech to make.

    Without `work` it is for the worker itself and goes before all speech.
    """

    kind: str
    run: Callable[[ModelBackend, float], Any]
    work: Work | None
    loop: asyncio.AbstractEventLoop
    result: "asyncio.Future[Any]"
    asked_at: float = field(default_factory=time.monotonic)


class Workers:
    """The workers of one model, their common queue, and those who listen to them.

    All jobs, loading and closing too, are done by a worker's thread, one after the other: nothing
    can be closed while it is used. A job whose waiter was cancelled before its turn is never done;
    one in hand is finished, and its result dropped.
    """

    def __init__(self, backend: ModelBackend, count: int = 1) -> None:
        """`count` workers, each with a sibling of `backend`; they share its weights."""
        self.backend = backend
        self.costs = Costs()
        self._schedule = Schedule(self.costs, count)
        self._jobs: list[_Job] = []
        self._listeners: set[Listener] = set()
        self._wake = threading.Condition()
        self._closing = False
        self._worked_s = 0.0
        self._workers = [_Worker(self, backend)]
        self._workers += [_Worker(self, backend.sibling()) for _ in range(count - 1)]

    @property
    def waiting(self) -> int:
        """Jobs for listeners that wait for their turn."""
        with self._wake:
            return sum(not job.result.done() for job in self._jobs)

    @property
    def count(self) -> int:
        """How many workers there are."""
        return len(self._workers)

    @property
    def worked_s(self) -> float:
        """Seconds that all workers together have worked on speech."""
        return self._worked_s

    @property
    def lead_s(self) -> float:
        """Seconds from words that are known to their first sound, about."""
        sound_s = self.costs.sound(_LEAD_SPEECH_S)
        return self.costs.plan_of(_LEAD_SPEECH_S) + sound_s * (1 + self.waiting) + _MARGIN_S

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Somebody listens, whose needs count in the order of work meanwhile."""
        with self._wake:
            self._listeners.add(listener)
        try:
            yield
        finally:
            with self._wake:
                self._listeners.remove(listener)

    def may_begin(self, listener: Listener) -> bool:
        """Whether the first speech made for the listener may be handed out now without it or others
        running dry later.
        """
        now = asyncio.get_running_loop().time()
        with self._wake:
            busy = [worker.busy_until for worker in self._workers]
            return self._schedule.may_begin(now, listener, self._listeners, busy)

    def note_work(self, seconds: float) -> None:
        """A worker has worked on speech for so long."""
        with self._wake:
            self._worked_s += seconds

    async def load(self) -> None:
        """Have every worker's model loaded, the first one's first, whose weights the others share.

        Raises `SetupError`.
        """
        await self._workers[0].do("load", _load)
        await asyncio.gather(*(worker.do("load", _load) for worker in self._workers[1:]))

    async def unload(self) -> None:
        """Have every worker close its model after the job in hand."""
        await asyncio.gather(*(worker.do("close", _close) for worker in self._workers))

    async def pulse(self) -> None:
        """Return when every worker has had a turn. Raises `NotReady` when they are closed."""
        await asyncio.gather(*(worker.do("pulse", _nothing) for worker in self._workers))

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

        return await self._listened("sound", run, Work(listener))

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
        job = _job(kind, run, work)
        with self._wake:
            self._ensure_open()
            self._jobs.append(job)
            for worker in self._workers:
                worker.ensure_thread()
            self._wake.notify_all()
        return cast(T, await job.result)

    def _ensure_open(self) -> None:
        if self._closing:
            raise NotReady("The server is shutting down")

    def _take(self, worker: "_Worker") -> tuple[_Job, float] | None:
        """The next job of a worker and the seconds of speech to make; waits for one; `None` when
        all is over.
        """
        has_waited = False
        with self._wake:
            while True:
                while worker.own:
                    if not (job := worker.own.popleft()).result.done():
                        return job, 0.0
                self._jobs = [job for job in self._jobs if not job.result.done()]
                if self._jobs:
                    works = [cast(Work, job.work) for job in self._jobs]
                    now = self._jobs[0].loop.time()
                    busy = [each.busy_until for each in self._workers if each is not worker]
                    choice = self._schedule.choose(now, works, self._listeners, busy)
                    if choice.is_stopgap and not has_waited:
                        has_waited = True
                        self._wake.wait(_MOMENT_S)
                        continue
                    work = works[choice.job]
                    work.listener.coming_s = choice.speech_s
                    worker.busy_until = now + self._schedule.cost(work, choice.speech_s)
                    return self._jobs.pop(choice.job), choice.speech_s
                if self._closing:
                    return None
                self._wake.wait()

    async def close(self) -> None:
        """Refuse new jobs, fail the waiting ones with `NotReady`, wait for those in hand, and close
        the models. Idempotent.
        """
        with self._wake:
            self._closing = True
            jobs, self._jobs = self._jobs, []
            jobs += [job for worker in self._workers for job in worker.own]
            for worker in self._workers:
                worker.own.clear()
            self._wake.notify_all()
        for job in jobs:
            if not job.result.done():
                job.result.set_exception(NotReady("The server is shutting down"))
        await asyncio.gather(*(asyncio.to_thread(worker.join) for worker in self._workers))


class _Worker:
    """A thread and its model."""

    def __init__(self, all_workers: Workers, backend: ModelBackend) -> None:
        self.own: deque[_Job] = deque()
        self.busy_until = 0.0
        self._all = all_workers
        self._backend = backend
        self._thread: threading.Thread | None = None

    async def do(self, kind: str, run: Callable[[ModelBackend, float], None]) -> None:
        """Have something done that is no speech, before any that waits."""
        job = _job(kind, run, None)
        with self._all._wake:
            self._all._ensure_open()
            self.own.append(job)
            self.ensure_thread()
            self._all._wake.notify_all()
        await job.result

    def ensure_thread(self) -> None:
        """Start the thread if it does not run; called with the lock."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
            self._thread.start()

    def join(self) -> None:
        """Wait for the end of the thread, which closes the model."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (taken := self._all._take(self)) is not None:
            job, speech_s = taken
            metrics.JOB_WAIT.labels(job.kind).observe(time.monotonic() - job.asked_at)
            try:
                value = self._do(job, speech_s)
            except Exception as error:  # belongs to the waiter
                _deliver(job, None, error)
            except BaseException:
                _LOGGER.error("An inference thread dies; a new one takes over", exc_info=True)
                _deliver(job, None, SynthesisFailed("The inference thread died"))
                with self._all._wake:
                    metrics.INFERENCE_RESTARTS.inc()
                    self._thread = None
                    self.ensure_thread()
                return
            else:
                _deliver(job, value, None)
            del job, taken
        self._backend.close()

    def _do(self, job: _Job, speech_s: float) -> Any:
        began = time.monotonic()
        try:
            if job.work is not None:
                # does nothing, but after an unloading that came between two jobs of a listener
                self._backend.load()
            return job.run(self._backend, speech_s)
        finally:
            self.busy_until = 0.0
            if job.work is not None:
                job.work.listener.coming_s = 0.0
                self._all.note_work(time.monotonic() - began)


def _job(kind: str, run: Callable[[ModelBackend, float], Any], work: Work | None) -> _Job:
    loop = asyncio.get_running_loop()
    return _Job(kind, run, work, loop, loop.create_future())


def _load(backend: ModelBackend, _: float) -> None:
    backend.load()
    give_memory_back()  # what loading needed, as much as the model itself


def _close(backend: ModelBackend, _: float) -> None:
    backend.close()
    give_memory_back()


def _nothing(backend: ModelBackend, _: float) -> None:
    """A turn of the thread."""


def _nearest(ends: Sequence[int], start: int, frames: float) -> int:
    """The number of the end that comes nearest to so many frames; the last one where a crumb would
    be left.
    """
    nearest = min(range(len(ends)), key=lambda i: abs(ends[i] - start - frames))
    return nearest if ends[-1] - ends[nearest] >= _CRUMB_FRAMES else len(ends) - 1


def _deliver(job: _Job, value: object, error: Exception | None) -> None:
    def settle() -> None:
        if job.result.done():
            return
        if error is None:
            job.result.set_result(value)
        else:
            job.result.set_exception(error)

    try:
        job.loop.call_soon_threadsafe(settle)
    except RuntimeError:
        _LOGGER.debug("The event loop closed before a job was done")
