"""Sending a body as it is made, to clients that may be slow, gone, or asleep."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress

from aiohttp import web

from .errors import REQUEST_ID

_LOGGER = logging.getLogger(__name__)
_PIECE_BYTES = 16_384


class Undeliverable(Exception):
    """The client is gone, or has stopped reading; says which."""


class Delivery:
    """A reply's body on its way.

    Each step raises `Undeliverable` when the client takes nothing for `send_timeout_s` seconds or
    is gone.
    """

    def __init__(
        self, request: web.Request, response: web.StreamResponse, send_timeout_s: float
    ) -> None:
        self._request = request
        self._response = response
        self._send_timeout_s = send_timeout_s

    async def begin(self) -> None:
        """Send the headers; no other reply can be given from now on."""
        if isinstance(transport := self._request.transport, asyncio.WriteTransport):
            transport.set_write_buffer_limits(0)
        await self._write(self._response.prepare(self._request))

    async def send(self, data: bytes) -> None:
        """Send `data`; returns when all of it has left the process."""
        for start in range(0, len(data), _PIECE_BYTES):
            await self._write(self._response.write(data[start : start + _PIECE_BYTES]))

    async def end(self) -> None:
        """Mark the body as complete."""
        # Not by that of a reply that has its body, which would write it once more.
        await self._write(web.StreamResponse.write_eof(self._response))

    async def abort(self, last_words: bytes = b"") -> None:
        """End the body in a way that the client cannot take for its end, after `last_words` if it
        reads them in time.
        """
        try:
            with suppress(Undeliverable):
                await self.send(last_words)
        finally:
            if (transport := self._request.transport) is not None:
                transport.abort()

    async def _write(self, writing: Awaitable[object]) -> None:
        """Write something and wait until it has left the process."""
        try:
            async with asyncio.timeout(self._send_timeout_s):
                await writing
                await self._request.writer.drain()
        except TimeoutError as error:  # ours, or that of the system for a network that is gone
            raise Undeliverable("it reads nothing") from error
        except ConnectionError as error:
            raise Undeliverable("it is gone") from error


async def deliver_whole(
    request: web.Request, response: web.StreamResponse, body: bytes, send_timeout_s: float
) -> None:
    """Send a reply whose body is there, piece by piece as the client takes it."""
    delivery = Delivery(request, response, send_timeout_s)
    try:
        await delivery.begin()
        await delivery.send(body)
        await delivery.end()
    except Undeliverable as error:
        _LOGGER.info("%s: the client was dropped: %s", REQUEST_ID.get(), error)
        await delivery.abort()
