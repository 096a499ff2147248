"""Wyoming events out of bytes, with bounds on everything that a client can claim.

An event is a line of JSON, ``{"type", "data"?, "data_length"?, "payload_length"?}``, then
`data_length` bytes of JSON that are merged into its data, then `payload_length` bytes of payload.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from wyoming.event import Event

from ..client_memory import Account
from ..errors import RequestError
from .limits import Limits

_PIECE_BYTES = 64 * 1024


class ProtocolError(RequestError):
    """Bytes that are no Wyoming event, or one over a limit; where the next event would begin is
    unknown.
    """

    code = "protocol_error"


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of an event: its `type`, the data inside the line, and how many bytes of data
    and payload follow.
    """

    type: str
    data: dict[str, Any]
    data_length: int
    payload_length: int


def parse_header(line: bytes, limits: Limits) -> Header:
    """Read the first line of an event. Raises `ProtocolError`."""
    fields = parse_object(line, "header")
    event_type = fields.get("type")
    if not isinstance(event_type, str) or not event_type:
        raise ProtocolError("The event has no type")
    data = fields.get("data")
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ProtocolError("The event's data is not an object")
    return Header(
        type=event_type,
        data=data,
        data_length=_length(fields, "data_length", limits.max_data_bytes),
        payload_length=_length(fields, "payload_length", limits.max_payload_bytes),
    )


def parse_object(raw: bytes, what: str) -> dict[str, Any]:
    """The JSON object that `raw` holds in UTF-8; `what` names it in messages.

    Raises `ProtocolError`.
    """
    try:
        value = json.loads(raw.decode("utf-8"))
        if b"\\u" in raw:
            # Escapes can spell half a surrogate pair, a string that no encoder takes further on.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise ProtocolError(f"The event's {what} is nested too deeply") from None
    except ValueError:
        raise ProtocolError(f"The event's {what} is not JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise ProtocolError(f"The event's {what} is not a JSON object")
    return value


def _length(fields: dict[str, Any], name: str, limit: int) -> int:
    length = fields.get(name)
    if length is None:
        return 0
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        raise ProtocolError(f"{name} is not a count of bytes")
    if length > limit:
        raise ProtocolError(f"{name} is over the limit of {limit} bytes")
    return length


class EventReader:
    """Reads events from a stream, and has `account` know of the bytes while they are read."""

    def __init__(self, stream: asyncio.StreamReader, limits: Limits, account: Account) -> None:
        self._stream = stream
        self._account = account
        self._limits = limits
        self._begun = b""

    async def begins(self) -> bool:
        """Wait for the first byte of the next event; `False` at the end of the stream.

        May be cancelled and called again without losing a byte. Raises `ConnectionError` when the
        connection broke.
        """
        if not self._begun:
            try:
                self._begun = await self._stream.read(1)
            except OSError as error:
                raise ConnectionResetError("The client is gone") from error
        return bool(self._begun)

    async def read(self) -> Event | None:
        """The next event without its payload; `None` at the end of the stream.

        Raises `ProtocolError` for anything else, an event that takes longer than `event_timeout_s`
        or that the end of the stream cuts off included, and `Busy` where too much is held already.
        """
        if not await self.begins():
            return None
        try:
            async with asyncio.timeout(self._limits.event_timeout_s):
                return await self._read_rest()
        except TimeoutError:
            seconds = self._limits.event_timeout_s
            raise ProtocolError(f"The event was not complete within {seconds:g} s") from None
        except OSError as error:
            raise ConnectionResetError("The client is gone") from error
        except asyncio.IncompleteReadError:
            raise ProtocolError("The stream ended within an event") from None

    async def _read_rest(self) -> Event:
        header = parse_header(await self._read_line(), self._limits)
        data = header.data
        if header.data_length:
            data |= parse_object(await self._read_data(header.data_length), "data")
        await self._discard(header.payload_length)
        return Event(type=header.type, data=data)

    async def _read_line(self) -> bytes:
        line, self._begun = self._begun, b""
        limit = self._limits.max_header_bytes
        try:
            line += await self._stream.readuntil(b"\n")
        except asyncio.LimitOverrunError:
            raise ProtocolError(f"The event's header is over {limit} bytes") from None
        if len(line) > limit:
            raise ProtocolError(f"The event's header is over {limit} bytes")
        return line

    async def _read_data(self, length: int) -> bytes:
        """So many bytes, of which those count that have come, not those that were announced."""
        data = bytearray()
        try:
            while len(data) < length:
                piece = await self._stream.readexactly(min(length - len(data), _PIECE_BYTES))
                self._account.take(len(piece))
                data += piece
            return bytes(data)
        finally:
            self._account.give(len(data))

    async def _discard(self, length: int) -> None:
        while length:
            piece = min(length, _PIECE_BYTES)
            await self._stream.readexactly(piece)
            length -= piece
