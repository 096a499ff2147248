"""Sending events to a client that may be slow, stalled or gone."""

import asyncio
import logging

from wyoming.error import Error
from wyoming.event import Event, Eventable, async_write_event

from ..errors import SpeechError
from .limits import Limits

_LOGGER = logging.getLogger(__name__)
_DISCARD_BYTES = 64 * 1024


class ClientStalled(ConnectionError):
    """The client has left its socket unread for longer than `send_timeout_s`."""


class EventWriter:
    """Sends whole events, one after the other, whoever calls."""

    def __init__(self, stream: asyncio.StreamWriter, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self.last_sent_at = asyncio.get_running_loop().time()
        """When the last event went out, in the event loop's seconds."""

    async def send(self, event: Event | Eventable) -> None:
        """Send an event and wait until the client's socket takes more.

        Raises `ClientStalled` when it does not within `send_timeout_s`, and `ConnectionError` when
        the client is gone.
        """
        if not isinstance(event, Event):
            event = event.event()
        try:
            async with asyncio.timeout(self._limits.send_timeout_s):
                # Everything is handed to the transport before the first wait, so events of two
                # senders never mix.
                await async_write_event(event, self._stream)
        except TimeoutError:
            raise ClientStalled("The client has stopped reading") from None
        except OSError as error:
            raise ConnectionResetError("The client is gone") from error
        self.last_sent_at = asyncio.get_running_loop().time()

    async def send_error(self, error: SpeechError) -> None:
        """Send an `error` event, unless the client is gone or does not take it within
        `linger_s`.
        """
        try:
            async with asyncio.timeout(self._limits.linger_s):
                await self.send(Error(text=error.message, code=error.code))
        except (ConnectionError, TimeoutError) as undelivered:
            _LOGGER.debug("Error not delivered: %r", undelivered)

    async def close(self) -> None:
        """Close the connection; what was sent and not yet read is lost after `linger_s`.

        Idempotent.
        """
        self._stream.close()
        try:
            async with asyncio.timeout(self._limits.linger_s):
                await self._stream.wait_closed()
        except (TimeoutError, asyncio.CancelledError) as given_up:
            self._stream.transport.abort()
            if isinstance(given_up, asyncio.CancelledError):
                raise
        except OSError as error:
            _LOGGER.debug("The connection broke: %s", error)

    async def close_after_error(self, source: asyncio.StreamReader) -> None:
        """Close the connection after an error, so that a client that is still sending gets to read
        the error.

        A socket closed with input unread resets the connection, and the client's system throws the
        error event away. So this end is closed first, and for `linger_s` the input is read and
        dropped until the client closes its own.
        """
        try:
            async with asyncio.timeout(self._limits.linger_s):
                self._stream.write_eof()
                while await source.read(_DISCARD_BYTES):
                    pass
        except OSError as error:
            _LOGGER.debug("Client did not close its end: %r", error)
        await self.close()
