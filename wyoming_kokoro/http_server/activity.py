"""Which requests are under way, and on which connections."""

import asyncio

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler


class Activity:
    """Counts requests; `closing` makes replies ask the client to close its connection."""

    def __init__(self) -> None:
        self.closing = False
        self._running: set[web.RequestHandler] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    async def wait_idle(self) -> None:
        """Until no request is under way."""
        await self._idle.wait()

    @property
    def running(self) -> int:
        """How many are under way."""
        return len(self._running)

    def is_idle(self, connection: web.RequestHandler) -> bool:
        """Whether no request of the connection is under way."""
        return connection not in self._running

    @web.middleware
    async def count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Middleware: the request is under way while its handler runs. A connection has one at a
        time.
        """
        self._running.add(request.protocol)
        self._idle.clear()
        try:
            return await handler(request)
        finally:
            self._running.remove(request.protocol)
            if not self._running:
                self._idle.set()

    async def mark_closing(self, _: web.Request, response: web.StreamResponse) -> None:
        """Signal handler: no further request on this connection once the server stops."""
        if self.closing:
            response.force_close()
            response.headers[hdrs.CONNECTION] = "close"  # which aiohttp has left out by now


ACTIVITY = web.AppKey("activity", Activity)
