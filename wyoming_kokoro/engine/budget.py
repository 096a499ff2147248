"""The memory that the program may have: what is given up for it, in which order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from ..memory import give_memory_back, resident
from .admission import Admission

_LOGGER = logging.getLogger(__name__)
_LOOK_S = 2.0
"""Seconds between two looks; a listener's work grows by some megabytes in that time."""


@dataclass(frozen=True, slots=True)
class Sacrifice:
    """Something that can be given up: its name for the log, and what does it."""

    name: str
    make: Callable[[], Awaitable[object]]


class MemoryBudget:
    """Gives freed memory back when work has ended, and keeps the process below a limit.

    Over the limit one sacrifice after the other is made until it is kept; if none helps, new work
    is refused as `Busy` until it is, while what is being spoken goes on.
    """

    def __init__(
        self,
        admission: Admission,
        limit: int | None,
        sacrifices: Sequence[Sacrifice],
        used: Callable[[], int] = lambda: sum(resident().values()),
    ) -> None:
        """`limit` in bytes, `None` for no limit; `used` tells the bytes of the process."""
        self._admission = admission
        self._limit = limit
        self._sacrifices = sacrifices
        self._used = used
        self._spoken = 0
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, again and again."""
        self._watching = asyncio.create_task(self._watch(), name="memory")

    async def stop(self) -> None:
        """No longer look. Idempotent."""
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            await self.look()

    async def look(self) -> None:
        """Do now what is due."""
        admission = self._admission
        if not admission.active and self._spoken != admission.admitted:
            self._spoken = admission.admitted
            await asyncio.to_thread(give_memory_back)
        if self._limit is None:
            return
        if self._used() > self._limit:
            await self._reduce(self._limit)
        elif admission.is_closed:
            admission.is_closed = False
            _LOGGER.info("The memory limit is kept again: new requests are taken")

    async def _reduce(self, limit: int) -> None:
        for sacrifice in self._sacrifices:
            await sacrifice.make()
            await asyncio.to_thread(give_memory_back)
            if self._used() <= limit:
                _LOGGER.info("The memory limit is kept again without %s", sacrifice.name)
                return
        if not self._admission.is_closed:
            self._admission.is_closed = True
            _LOGGER.warning(
                "The memory limit of %d MB is reached (%d MB): new requests are refused; raise"
                " --memory-limit or lower --max-utterances",
                limit >> 20,
                self._used() >> 20,
            )
