"""Who may speak now, who waits, and who is sent away."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..errors import Busy

_TYPICAL_WAIT_S = 2.0
"""Assumed seconds until a place is free, before any utterance has been timed."""
_CLOSED_RETRY_S = 10.0


class Admission:
    """At most `active` utterances at once and `queue` waiting ones, shared fairly between clients.

    Waiting clients are served in turn, one utterance each, so that nobody's backlog delays another
    client. Of the places a client gets three quarters at most, so that one that listens for hours
    leaves some to the others. The queue is anybody's while there is room, as a whole house may be
    behind one address; when it is full, a newcomer takes the place of the last comer of the client
    that has most in it.
    """

    def __init__(self, active: int, queue: int) -> None:
        self._limit = active
        self._share = active - active // 4
        self._queue_limit = queue
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._speaking: Counter[str] = Counter()
        self._seconds_per_place = _TYPICAL_WAIT_S
        self.is_closed = False
        """Whether nobody new is taken, not even into the queue."""
        self.admitted = 0
        """Utterances that have had a place so far."""

    @property
    def active(self) -> int:
        """Utterances that have a place."""
        return self._speaking.total()

    @property
    def waiting(self) -> int:
        """Utterances in the queue."""
        return sum(len(queue) for queue in self._waiting.values())

    @asynccontextmanager
    async def place(self, client: str, *, goes_on: bool = False) -> AsyncIterator[None]:
        """A place among the active ones, when it is this client's turn.

        Raises `Busy` when the queue has no room for it.

        An utterance that `goes_on` gets one at once, even beyond the number: somebody hears it
        already.
        """
        loop = asyncio.get_running_loop()
        if self.is_closed and not goes_on:
            raise Busy("The server has no memory to spare", retry_after_s=_CLOSED_RETRY_S)
        if goes_on or self._may_speak(client):
            self._speaking[client] += 1
        else:
            self._make_room(client)
            await self._wait(client, loop.create_future())
        self.admitted += 1
        began = loop.time()
        try:
            yield
        finally:
            self._seconds_per_place += 0.2 * (loop.time() - began - self._seconds_per_place)
            self._leave(client)

    def _may_speak(self, client: str) -> bool:
        """Whether there is a place for the client; those who wait have none because of their own
        share.
        """
        return self.active < self._limit and self._speaking[client] < self._share

    def _make_room(self, client: str) -> None:
        """Make sure that the queue takes one more utterance of the client. Raises `Busy`."""
        if self.waiting < self._queue_limit:
            return
        greediest = max(self._waiting, key=lambda name: len(self._waiting[name]), default=client)
        mine = len(self._waiting.get(client, ()))
        if len(self._waiting.get(greediest, ())) <= mine + 1:
            raise self._busy()
        turn = self._waiting[greediest][-1]
        self._forget(greediest, turn)
        if not turn.done():
            turn.set_exception(self._busy())

    def _busy(self) -> Busy:
        wait_s = self._seconds_per_place * (self.waiting + 1) / self._limit
        return Busy(
            f"{self.active} utterances are being spoken and {self.waiting} are waiting",
            retry_after_s=max(1.0, wait_s),
        )

    async def _wait(self, client: str, turn: "asyncio.Future[None]") -> None:
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._forget(client, turn)
            elif turn.exception() is None:  # admitted in the very moment of leaving
                self._leave(client)
            raise

    def _forget(self, client: str, turn: "asyncio.Future[None]") -> None:
        queue = self._waiting.get(client)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._waiting[client]

    def _leave(self, client: str) -> None:
        self._speaking[client] -= 1
        self._speaking += Counter()  # forgets clients without a place
        self._admit()

    def _admit(self) -> None:
        """Give free places to the clients in turn, passing over those that have their share."""
        while (client := next(filter(self._may_speak, self._waiting), None)) is not None:
            queue = self._waiting.pop(client)
            turn = queue.popleft()
            if queue:
                self._waiting[client] = queue
            if not turn.done():
                self._speaking[client] += 1
                turn.set_result(None)
