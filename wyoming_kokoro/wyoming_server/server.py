"""Accepts Wyoming clients over TCP, a Unix socket or the standard streams."""

import asyncio
import ipaddress
import logging
import os
from collections.abc import Coroutine, Sequence
from typing import Any

from ..client_memory import ClientMemory
from ..errors import Busy, SetupError
from ..reasons import reason
from .handler import Connection
from .info import PROGRAM_NAME, Description
from .limits import Limits
from .listen import (
    Address,
    client_address,
    open_standard_streams,
    remove_unix_socket,
    tcp_sockets,
    unix_socket,
)
from .synthesis import Engine
from .writer import EventWriter

_LOGGER = logging.getLogger(__name__)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class WyomingServer:
    """Serves an engine at `uri`: ``tcp://HOST:PORT``, ``unix://PATH`` or ``stdio://``.

    An empty host or ``::`` listens on IPv4 and IPv6, port 0 on a free port. With `allow`, TCP
    clients outside of those networks are turned away.
    """

    def __init__(
        self,
        uri: str,
        engine: Engine,
        limits: Limits = Limits(),
        allow: Sequence[Network] = (),
        name: str = PROGRAM_NAME,
        memory: ClientMemory | None = None,
    ) -> None:
        """`name` is what people see of the server, `memory` what it shares with other ports.

        Raises `SetupError` for a `uri` that is none.
        """
        self._uri = uri
        self._address = Address.parse(uri)
        self._engine = engine
        self._limits = limits
        self._memory = memory or ClientMemory()
        self._allow = tuple(allow)
        self._description = Description(engine.catalog, name)
        self._listeners: list[asyncio.Server] = []
        self._socket_file: os.stat_result | None = None
        self._tasks: dict[asyncio.Task[None], Connection | None] = {}
        self._ended = asyncio.Event()

    @property
    def active_connections(self) -> int:
        """How many clients are connected, those being turned away included."""
        return len(self._tasks)

    @property
    def active_utterances(self) -> int:
        """How many connections have something being spoken or waiting."""
        return sum(connection.is_speaking for connection in self._connections)

    @property
    def bound(self) -> list[tuple[str, int]]:
        """IP addresses and ports that the server listens on; empty unless it is a TCP server that
        has started.
        """
        if self._address.scheme != "tcp":
            return []
        return [
            opened.getsockname()[:2] for listener in self._listeners for opened in listener.sockets
        ]

    @property
    def uri(self) -> str:
        """Where the server listens, with the port that it really has."""
        if self.port is None:
            return self._uri
        host = self._address.host
        return f"tcp://[{host}]:{self.port}" if ":" in host else f"tcp://{host}:{self.port}"

    @property
    def port(self) -> int | None:
        """The TCP port, also where a free one was asked for."""
        return next((port for _, port in self.bound), None)

    async def start(self) -> None:
        """Begin to accept clients. Raises `SetupError` when the address cannot be had."""
        try:
            match self._address.scheme:
                case "tcp":
                    for opened in tcp_sockets(self._address.host, self._address.port):
                        self._listeners.append(
                            await asyncio.start_server(self._accept, sock=opened)
                        )
                case "unix":
                    opened = unix_socket(self._address.path)
                    self._socket_file = self._address.path.lstat()
                    self._listeners.append(
                        await asyncio.start_unix_server(self._accept, sock=opened)
                    )
                case "stdio":
                    await self._serve_standard_streams()
        except (OSError, ValueError) as error:
            raise SetupError(f"Cannot listen on {self._uri}: {reason(error)}") from error
        _LOGGER.info("Wyoming server listens on %s", self.uri)

    async def wait_ended(self) -> None:
        """Wait until the server has stopped, or the standard input has ended and all that it asked
        for is answered.
        """
        await self._ended.wait()

    async def stop(self, drain_s: float = 0.0) -> None:
        """Stop accepting, give utterances `drain_s` seconds to finish, then cut what is left.

        Idempotent.
        """
        for listener in self._listeners:
            listener.close()
        if self._socket_file is not None:
            remove_unix_socket(self._address.path, self._socket_file)
            self._socket_file = None
        for connection in self._connections:
            connection.finish()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=drain_s)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._ended.set()

    @property
    def _connections(self) -> list[Connection]:
        return [connection for connection in self._tasks.values() if connection is not None]

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = client_address(writer.get_extra_info("peername"))
        if not self._is_allowed(client):
            _LOGGER.warning("Turned away %s, which is in no allowed network", client)
            writer.transport.abort()
        elif len(self._connections) < self._limits.max_connections or self._evict():
            self._serve(reader, writer, client)
        elif len(self._tasks) < 2 * self._limits.max_connections:
            self._run(self._refuse(reader, writer), writer, None)
        else:
            writer.transport.abort()

    def _is_allowed(self, client: str) -> bool:
        if not self._allow or self._address.scheme != "tcp":
            return True
        address = ipaddress.ip_address(client)
        return any(address in network for network in self._allow)

    def _evict(self) -> bool:
        """Close the connection that has idled longest, so that hoarded connections lock nobody out;
        whether there was one.
        """
        idle = {
            connection.idle_since: task
            for task, connection in self._tasks.items()
            if connection is not None and not connection.is_speaking
        }
        if not idle or asyncio.get_running_loop().time() - min(idle) < self._limits.spare_idle_s:
            return False
        longest = idle[min(idle)]
        self._tasks[longest] = None  # its place is free before it is gone
        longest.cancel()
        return True

    def _serve(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        client: str,
        *,
        finish_at_end: bool = False,
    ) -> asyncio.Task[None]:
        connection = Connection(
            reader,
            writer,
            self._engine,
            self._description,
            self._limits,
            self._memory,
            client,
            finish_at_end=finish_at_end,
        )
        return self._run(connection.run(), writer, connection)

    async def _refuse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        events = EventWriter(writer, self._limits)
        busy = Busy("The server has too many connections", retry_after_s=self._limits.spare_idle_s)
        await events.send_error(busy)
        await events.close_after_error(reader)

    async def _serve_standard_streams(self) -> None:
        task = self._serve(*await open_standard_streams(), "stdio", finish_at_end=True)
        task.add_done_callback(lambda _: self._ended.set())

    def _run(
        self,
        work: Coroutine[Any, Any, None],
        writer: asyncio.StreamWriter,
        connection: Connection | None,
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name="wyoming connection")
        self._tasks[task] = connection

        def forget(ended: asyncio.Task[None]) -> None:
            del self._tasks[ended]
            if not writer.is_closing():  # it was cancelled before it began
                writer.transport.abort()
            if not ended.cancelled() and (error := ended.exception()) is not None:
                _LOGGER.error("A connection ended unexpectedly", exc_info=error)

        task.add_done_callback(forget)
        return task
