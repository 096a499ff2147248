"""The one thread that owns the model, and the order in which clauses come to it."""

import asyncio
import heapq
import itertools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..errors import NotReady, SynthesisFailed

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(order=True, slots=True)
class _Job:
    deadline: float
    order: int
    work: Callable[[], Any] = field(compare=False)
    result: "asyncio.Future[Any]" = field(compare=False)
    loop: asyncio.AbstractEventLoop = field(compare=False)


class Scheduler:
    """Runs jobs one at a time on the inference thread, the earliest deadline first.

    A deadline is the moment, on the event loop's clock, at which the listener of the clause runs dry; equal ones go in order of arrival. A job
    whose waiter was cancelled before its turn never runs.
    """

    def __init__(self) -> None:
        self._jobs: list[_Job] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        self.deaths = 0
        """How often the thread died and was replaced."""

    @property
    def waiting(self) -> int:
        """Jobs that wait for their turn."""
        with self._wake:
            return sum(not job.result.done() for job in self._jobs)

    async def run(self, deadline: float, work: Callable[[], T]) -> T:
        """Result of `work()` on the inference thread; its exception is raised here. Cancelling withdraws work that has not begun."""
        loop = asyncio.get_running_loop()
        job = _Job(deadline, next(self._order), work, loop.create_future(), loop)
        with self._wake:
            if self._closing:
                raise NotReady("The server is shutting down")
            heapq.heappush(self._jobs, job)
            self._ensure_thread()
            self._wake.notify()
        result: T = await job.result
        return result

    def _ensure_thread(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._start_thread()

    def _start_thread(self) -> None:
        self._thread = threading.Thread(target=self._work, name="inference", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                value = job.work()
            except Exception as error:  # belongs to the waiter
                _deliver(job, None, error)
            except BaseException:
                _LOGGER.error("The inference thread dies; a new one takes over", exc_info=True)
                _deliver(job, None, SynthesisFailed("The inference thread died"))
                with self._wake:
                    self.deaths += 1
                    self._start_thread()
                return
            else:
                _deliver(job, value, None)
            del job

    def _next(self) -> _Job | None:
        with self._wake:
            while True:
                while self._jobs and self._jobs[0].result.done():
                    heapq.heappop(self._jobs)
                if self._jobs:
                    return heapq.heappop(self._jobs)
                if self._closing:
                    return None
                self._wake.wait()

    async def close(self) -> None:
        """Refuse new jobs, fail the waiting ones with `NotReady`, and wait for the one in hand. Idempotent."""
        with self._wake:
            self._closing = True
            jobs, self._jobs = self._jobs, []
            self._wake.notify()
        for job in jobs:
            if not job.result.done():
                job.result.set_exception(NotReady("The server is shutting down"))
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)


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
        _LOGGER.debug("The event loop closed before a clause was done")
