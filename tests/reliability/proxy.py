"""A way to a server that fails as networks do."""

import asyncio
import random
import socket
from collections import Counter
from typing import Self

FAULTS = ("none", "delay", "a byte a second", "reset", "half-open", "half-closed")
_PIECE = 4096


class FaultProxy:
    """Passes connections on to a port of this machine; each gets a fault by chance, after some
    bytes by chance. `faults` counts them.
    """

    def __init__(self, to: int, seed: int) -> None:
        self._to = to
        self._chance = random.Random(seed)
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener: asyncio.Server | None = None
        self.port = 0
        self.faults: Counter[str] = Counter()

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._listener is not None
        self._listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._pass(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self._chance.choice(FAULTS)
        self.faults[fault] += 1
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        after = self._chance.randrange(1, 60_000)
        try:
            await asyncio.gather(
                self._pump(reader, back, fault, self._chance.randrange(1, 300)),
                self._pump(there, writer, fault, after),
            )
        except OSError:
            pass
        finally:
            for end in (writer, back):
                end.close()

    async def _pump(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, fault: str, after: int
    ) -> None:
        """Pass bytes on; the fault begins after so many."""
        passed = 0
        while piece := await source.read(_PIECE):
            passed += len(piece)
            if passed > after:
                if await self._fail(piece, target, fault):
                    return
                continue
            target.write(piece)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()

    async def _fail(self, piece: bytes, target: asyncio.StreamWriter, fault: str) -> bool:
        """Pass a piece on as the fault has it; whether that was the last one."""
        match fault:
            case "delay":
                await asyncio.sleep(self._chance.uniform(0, 0.3))
            case "a byte a second":
                for byte in piece[:20]:
                    target.write(bytes([byte]))
                    await target.drain()
                    await asyncio.sleep(1.0)
                return True
            case "reset":
                opened = target.get_extra_info("socket")
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                target.transport.abort()
                return True
            case "half-open":  # as after a cable was pulled: nobody says a word
                await asyncio.sleep(15)
                return True
            case "half-closed":
                target.write_eof()
                return True
        target.write(piece)
        await target.drain()
        return False
