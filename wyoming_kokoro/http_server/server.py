"""The HTTP side on a port."""

import asyncio
import ipaddress
import logging
from urllib.parse import urlsplit

from aiohttp import web

from ..errors import SetupError
from .activity import ACTIVITY
from .ports import OPTIONS

_LOGGER = logging.getLogger(__name__)
_DEFAULT_PORT = 8880
_CANCEL_S = 1.0


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


class HttpServer:
    """Serves an application until it is stopped."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        """`port` 0 takes a free one, which `port` tells after `start`."""
        self.host = host
        self.port = port
        self._app = app
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Bind and serve. Raises `SetupError` when the address cannot be bound."""
        runner = web.AppRunner(
            self._app,
            access_log=None,
            # Otherwise a client that hangs up would be spoken to till the next write.
            handler_cancellation=True,
            # Compressed bodies are refused, so nobody can send little that becomes much.
            auto_decompress=False,
            shutdown_timeout=_CANCEL_S,
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise SetupError(f"cannot listen on {self.host}:{self.port}: {error}") from error
        self._runner = runner
        self.port = runner.addresses[0][1]
        _LOGGER.info("HTTP on %s:%d", self.host, self.port)
        if not self._app[OPTIONS].api_keys and not _is_loopback(self.host):
            _LOGGER.warning(
                "Anybody who reaches %s:%d can use it: set an API key", self.host, self.port
            )

    async def stop(self, drain_s: float = 10.0) -> None:
        """Take no more connections, let running requests go on for up to `drain_s` seconds, then cancel them. Idempotent."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        for site in list(runner.sites):
            await site.stop()
        activity = self._app[ACTIVITY]
        activity.closing = True
        try:
            async with asyncio.timeout(drain_s):
                await activity.wait_idle()
        except TimeoutError:
            _LOGGER.info("%d requests are cut off", activity.running)
        await runner.cleanup()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
