"""A worker: a thread, and nothing but it loads, uses and closes a model."""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from .. import metrics
from ..errors import NotReady, SetupError, SynthesisFailed
from ..memory import give_memory_back
from ..models.base import BackendLost, ModelBackend
from .remote import RemoteBackend
from .schedule import Work

_LOGGER = logging.getLogger(__name__)
_TRIES = 4
"""Places that may be lost while they do one job; then the job is to blame."""
_RETRY_S, _RETRY_MOST_S = 0.5, 10.0
"""Seconds before a lost place is looked for again, at first and at most."""
_JOIN_S, _IN_HAND_S = 0.2, 10.0
"""Seconds between looks whether a thread has ended, and what a worker elsewhere gets for the job in
hand when all is over.
"""
_SILENCE_S, _SILENCE_FACTOR = 1.0, 5.0
"""Seconds, and times what was expected, after which a worker counts as lost until it answers."""
_PACE_SHARE, _SLOWEST_PACE = 0.1, 5.0
"""What the latest job counts in how fast a worker is, and what it counts for at most."""


@dataclass(slots=True, eq=False)
class Job:
    """`run` gets the model and the seconds of speech to make.

    Without `work` it is for the worker itself and goes before all speech.
    """

    kind: str
    run: Callable[[ModelBackend, float], Any]
    work: Work | None
    loop: asyncio.AbstractEventLoop
    result: "asyncio.Future[Any]"
    asked_at: float = field(default_factory=time.monotonic)
    lost: int = 0

    @classmethod
    def of(
        cls, kind: str, run: Callable[[ModelBackend, float], Any], work: Work | None = None
    ) -> "Job":
        """One whose result is awaited on the running event loop."""
        loop = asyncio.get_running_loop()
        return cls(kind, run, work, loop, loop.create_future())

    def deliver(self, value: object, error: Exception | None = None) -> None:
        """Give the result to whoever still waits for it; on any thread. The first one counts."""

        def settle() -> None:
            if self.result.done():
                return
            if error is None:
                self.result.set_result(value)
            else:
                self.result.set_exception(error)

        try:
            self.loop.call_soon_threadsafe(settle)
        except RuntimeError:
            _LOGGER.debug("The event loop closed before a job was done")


class Queue(Protocol):
    """Where a worker's jobs come from."""

    wake: threading.Condition
    """Holds everybody's jobs together."""
    closing: bool

    def ensure_open(self) -> None:
        """Raise `NotReady` if all is over."""

    def take(self, worker: "Worker") -> tuple[Job, float] | None:
        """The next job of a worker and the seconds of speech to make; waits for one; `None` when
        all is over.
        """

    def put_back(self, job: Job) -> None:
        """Have it done by whoever is next; called with the lock."""


class Worker:
    """A thread and its model. What is public but for `do` and `join` is read and written with the
    queue's lock.
    """

    def __init__(self, queue: Queue, backend: ModelBackend, number: int) -> None:
        self.backend = backend
        self.own: deque[Job] = deque()
        self.busy_until = 0.0
        self.expected_s = 0.0
        self.began_at = 0.0
        self.worked_s = 0.0
        self.pace = 1.0
        self.job: Job | None = None
        self.is_there = not isinstance(backend, RemoteBackend)
        self._place = backend if isinstance(backend, RemoteBackend) else None
        self._queue = queue
        self._number = number
        self._is_trimmed = True
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def do(self, kind: str, run: Callable[[ModelBackend, float], None]) -> None:
        """Have something done that is no speech, before any that waits. Raises `NotReady` when all
        is over.
        """
        job = Job.of(kind, run)
        self._loop = job.loop
        with self._queue.wake:
            self._queue.ensure_open()
            self.own.append(job)
            self.ensure_thread()
            self._queue.wake.notify_all()
        await job.result

    @property
    def is_elsewhere(self) -> bool:
        """Whether its model is in another process, which may go away."""
        return self._place is not None

    @property
    def is_restless(self) -> bool:
        """Whether there is something to do in times without work: working memory to give back, or
        a model elsewhere to ask whether it is there.
        """
        return self.is_there and (self.is_elsewhere or not self._is_trimmed)

    def beat(self) -> Job:
        """What is to be done in times without work."""
        assert self._loop is not None  # it was loaded
        return Job("beat", trim_model, None, self._loop, self._loop.create_future())

    def free_at(self, now: float) -> float:
        """When it will take its next job; what is late is expected to be as late again."""
        return now + abs(self.busy_until - now) if self.busy_until else now

    def is_silent(self, now: float) -> bool:
        """Whether the job in hand takes far too long; `now` on the monotonic clock."""
        return now - self.began_at > max(_SILENCE_S, _SILENCE_FACTOR * self.expected_s)

    def ensure_thread(self) -> None:
        """Start the thread if it does not run; called with the lock."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
            self._thread.start()

    def join(self) -> None:
        """Wait for the end of the thread, which closes the model."""
        began = time.monotonic()
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(_JOIN_S)
            if not self.is_there or time.monotonic() - began > _IN_HAND_S:
                self._interrupt()

    def _interrupt(self) -> None:
        """Wait no longer for a place that may never come, or for an answer from one."""
        if self._place is not None:
            self._place.interrupt()

    def _run(self) -> None:
        while (taken := self._queue.take(self)) is not None:
            self.began_at = time.monotonic()
            self.job, speech_s = taken
            metrics.JOB_WAIT.labels(self.job.kind).observe(time.monotonic() - self.job.asked_at)
            try:
                value = self._do(self.job, speech_s)
            except BackendLost as lost:
                self._leave(self.job, lost)
                self._look_for_place()
            except Exception as error:  # belongs to the waiter
                self.job.deliver(None, error)
                if not self.is_there:
                    self._look_for_place()
            except BaseException:
                _LOGGER.error("An inference thread dies; a new one takes over", exc_info=True)
                self.job.deliver(None, SynthesisFailed("The inference thread died"))
                with self._queue.wake:
                    metrics.INFERENCE_RESTARTS.inc()
                    self._thread = None
                    self.ensure_thread()
                return
            else:
                self.job.deliver(value)
            self.job = None
            del taken
        self.backend.close()

    def _do(self, job: Job, speech_s: float) -> Any:
        with self._queue.wake:
            self.is_there = self._place is None or job.kind != "load"
        try:
            if job.work is not None:
                # does nothing, but after an unloading that came between two jobs of a listener
                self.backend.load()
            value = job.run(self.backend, speech_s)
        finally:
            with self._queue.wake:
                self.busy_until = 0.0
                if job.work is not None and self.is_there:
                    job.work.listener.coming_s = 0.0
        seconds = time.monotonic() - self.began_at
        with self._queue.wake:
            self.is_there = True
            if job.work is not None:
                pace = self.pace * seconds / max(self.expected_s, 1e-3)
                self.pace += _PACE_SHARE * (min(pace, _SLOWEST_PACE) - self.pace)
                self.worked_s += seconds
                self._is_trimmed = False
                metrics.WORKER_SECONDS.labels(self._label).inc(seconds)
            elif job.kind == "beat":
                self._is_trimmed = True
        return value

    @property
    def _label(self) -> str:
        return f"{'here' if self._place is None else self._place.node}/{self._number}"

    def _leave(self, job: Job, lost: BackendLost) -> None:
        """Leave a job to others."""
        _LOGGER.warning("Worker %s is lost: %s", self._label, lost)
        metrics.INFERENCE_RESTARTS.inc()
        with self._queue.wake:
            self.is_there = False
            job.lost += 1
            if self._queue.closing:
                job.deliver(None, NotReady("The server is shutting down"))
            elif job.work is None:
                self.own.appendleft(job)
            elif job.lost < _TRIES:
                self._queue.put_back(job)
            else:
                job.deliver(None, SynthesisFailed("The workers that were to speak it died"))

    def _look_for_place(self) -> None:
        """Have the model loaded somewhere, however long it takes."""
        wait_s = _RETRY_S
        while not self._queue.closing:
            try:
                self.backend.load()
            except (BackendLost, SetupError) as error:
                _LOGGER.warning("There is no place for worker %d: %s", self._number, error)
            else:
                with self._queue.wake:
                    self.is_there = True
                return
            with self._queue.wake:
                self._queue.wake.wait_for(lambda: self._queue.closing, wait_s)
            wait_s = min(2 * wait_s, _RETRY_MOST_S)


def load_model(backend: ModelBackend, _: float) -> None:
    """Load, and give back what loading needed, as much as the model itself."""
    backend.load()
    give_memory_back()


def trim_model(backend: ModelBackend, _: float) -> None:
    """Have working memory given back; raises `BackendLost` where the model is there no more."""
    backend.trim()


def close_model(backend: ModelBackend, _: float) -> None:
    """Close, and give the memory back."""
    backend.close()
    give_memory_back()


def nothing(backend: ModelBackend, _: float) -> None:
    """A turn of the thread."""
