"""Who may speak now, who waits, and who is sent away."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..errors import Busy

_TYPICAL_WAIT_S = 2.0
"""Assumed seconds until a place is free, before any utterance has been timed."""


class Admission:
    """At most `active` utterances at once and `queue` waiting ones, of which one client holds half at most.

    Waiting clients are served in turn, one utterance each, so that nobody's backlog delays another client.
    """

    def __init__(self, active: int, queue: int) -> None:
        self._limit = active
        self._queue_limit = queue
        self._client_limit = max(1, queue // 2)
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._seconds_per_place = _TYPICAL_WAIT_S
        self.active = 0

    @property
    def waiting(self) -> int:
        """Utterances in the queue."""
        return sum(len(queue) for queue in self._waiting.values())

    def check(self, client: str) -> None:
        """Raises `Busy` if an utterance of `client` could not even wait."""
        if self.active < self._limit and not self._waiting:
            return
        mine = len(self._waiting.get(client, ()))
        if self.waiting >= self._queue_limit or mine >= self._client_limit:
            wait_s = self._seconds_per_place * (self.waiting + 1) / self._limit
            raise Busy(
                f"{self.active} utterances are being spoken and {self.waiting} are waiting",
                retry_after_s=max(1.0, wait_s),
            )

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """A place among the active ones, when it is this client's turn. Raises `Busy` when the queue is full."""
        self.check(client)
        loop = asyncio.get_running_loop()
        if self.active < self._limit and not self._waiting:
            self.active += 1
        else:
            await self._wait(client, loop.create_future())
        began = loop.time()
        try:
            yield
        finally:
            self._seconds_per_place += 0.2 * (loop.time() - began - self._seconds_per_place)
            self.active -= 1
            self._admit()

    async def _wait(self, client: str, turn: "asyncio.Future[None]") -> None:
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # admitted in the very moment of leaving
                self.active -= 1
                self._admit()
            else:
                self._forget(client, turn)
            raise

    def _forget(self, client: str, turn: "asyncio.Future[None]") -> None:
        queue = self._waiting.get(client)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._waiting[client]

    def _admit(self) -> None:
        while self.active < self._limit and self._waiting:
            client, queue = self._waiting.popitem(last=False)
            turn = queue.popleft()
            if queue:
                self._waiting[client] = queue
            if not turn.done():
                self.active += 1
                turn.set_result(None)
