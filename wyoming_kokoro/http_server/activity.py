"""Which requests are under way."""

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler


class Activity:
    """Counts requests; `closing` makes replies ask the client to close its connection."""

    def __init__(self) -> None:
        self.closing = False
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def wait_idle(self) -> None:
        """Until no request is under way."""
        await self._idle.wait()

    @property
    def running(self) -> int:
        """How many are under way."""
        return self._running

    @web.middleware
    async def count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Middleware: the request is under way while its handler runs."""
        self._running += 1
        self._idle.clear()
        try:
            return await handler(request)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def mark_closing(self, _: web.Request, response: web.StreamResponse) -> None:
        """Signal handler: no further request on this connection once the server stops."""
        if self.closing:
            response.force_close()


ACTIVITY = web.AppKey("activity", Activity)
