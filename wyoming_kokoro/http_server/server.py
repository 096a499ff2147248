"""The HTTP side on a port."""

import asyncio
import ipaddress
import logging
from urllib.parse import urlsplit

from aiohttp import web
from typing_extensions import override

from ..errors import SetupError
from ..reasons import reason
from .activity import ACTIVITY
from .ports import OPTIONS

_LOGGER = logging.getLogger(__name__)
_DEFAULT_PORT = 8880
_CANCEL_S = 0.1
_IDLE_S = 75.0
"""Seconds that a client may keep a connection open without a whole request header on it."""
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection:"
    b" close\r\n\r\n"
)


def parse_http_uri(uri: str) -> tuple[str, int]:
    """Host and port of ``http://HOST[:PORT]``. Raises `SetupError`."""
    try:
        parts = urlsplit(uri)
        port = _DEFAULT_PORT if parts.port is None else parts.port
    except ValueError as error:
        raise SetupError(f"{uri!r} is not an address: {error}") from error
    if parts.scheme != "http" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise SetupError(f"{uri!r} is not an address of the form http://HOST:PORT")
    return parts.hostname, port


class _Refusal(asyncio.Protocol):
    """Sends a client away for whom there is no connection left."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(_FULL)
        transport.close()


class HttpServer:
    """Serves an application until it is stopped."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        """`port` 0 takes a free one, which `port` tells after `start`."""
        self.host = host
        self.port = port
        self._app = app
        self._running: tuple[web.AppRunner, asyncio.Server] | None = None

    async def start(self) -> None:
        """Bind and serve. Raises `SetupError` when the address cannot be bound."""
        runner = web.AppRunner(
            self._app,
            access_log=None,
            # Otherwise a client that hangs up would be spoken to till the next write.
            handler_cancellation=True,
            # Compressed bodies are refused, so nobody can send little that becomes much.
            auto_decompress=False,
            keepalive_timeout=_IDLE_S,
            shutdown_timeout=_CANCEL_S,
        )
        await runner.setup()
        loop = asyncio.get_running_loop()
        try:
            listener = await loop.create_server(
                lambda: self._protocol(runner), self.host, self.port
            )
        except OSError as error:
            await runner.cleanup()
            raise SetupError(
                f"cannot listen on {self.host}:{self.port}: {reason(error)}"
            ) from error
        self._running = runner, listener
        self.port = listener.sockets[0].getsockname()[1]
        _LOGGER.info("HTTP on %s:%d", self.host, self.port)
        options = self._app[OPTIONS]
        is_open = not options.api_keys and not options.trusted_proxies
        if is_open and not _is_loopback(self.host):
            _LOGGER.warning(
                "Anybody who reaches %s:%d can use it: set an API key", self.host, self.port
            )

    async def stop(self, drain_s: float) -> None:
        """Take no more connections, let running requests go on for up to `drain_s` seconds, then
        cancel them. Idempotent.
        """
        running, self._running = self._running, None
        if running is None:
            return
        runner, listener = running
        listener.close()
        activity = self._app[ACTIVITY]
        activity.closing = True
        try:
            async with asyncio.timeout(drain_s):
                await activity.wait_idle()
        except TimeoutError:
            _LOGGER.info("%d requests are cut off", activity.running)
        await runner.cleanup()

    def _protocol(self, runner: web.AppRunner) -> asyncio.Protocol:
        """What serves a new connection; when there are too many, the oldest idle one is closed for
        it.
        """
        server = runner.server
        assert server is not None
        alive = [c for c in server.connections if c.transport and not c.transport.is_closing()]
        if len(alive) >= self._app[OPTIONS].max_connections:
            idle = next(filter(self._app[ACTIVITY].is_idle, alive), None)
            if idle is None:
                return _Refusal()
            idle.force_close()
        return server()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
