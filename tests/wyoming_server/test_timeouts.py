"""When a connection ends whose client does nothing, on a clock that jumps."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from wyoming.event import Event, async_read_event, async_write_event
from wyoming.ping import Ping
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from tests.engine import virtual_time
from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.wyoming_server.handler import Connection
from wyoming_kokoro.wyoming_server.info import Description
from wyoming_kokoro.wyoming_server.limits import Limits
from wyoming_kokoro.wyoming_server.server import WyomingServer

from .tone_engine import ToneEngine

LIMITS = Limits(idle_timeout_s=10, event_timeout_s=4, send_timeout_s=25)


class Client:
    """A client of one connection, and when what happens to it, in seconds after it came."""

    def __init__(self) -> None:
        self.engine = ToneEngine()
        self.memory = ClientMemory()

    async def connect(self) -> None:
        self._socket, theirs = socket.socketpair()
        reader, writer = await asyncio.open_connection(sock=self._socket)
        connection = Connection(
            reader,
            writer,
            self.engine,
            Description(self.engine.catalog),
            LIMITS,
            self.memory,
            "them",
            finish_at_end=False,
        )
        self.serving = asyncio.create_task(connection.run())
        self.reader, self.writer = await asyncio.open_connection(sock=theirs)

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def say(self, *events: Event) -> None:
        for event in events:
            await async_write_event(event, self.writer)

    async def hear(self, last: str) -> Event:
        """The next event of the type `last`."""
        while (event := await async_read_event(self.reader)) is not None:
            if event.type == last:
                return event
        raise EOFError(f"the connection ended without {last}")

    async def ask_and_not_read(self) -> None:
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await self.say(Synthesize("stalled " * 100).event())

    async def ended(self) -> float:
        """When the connection has ended; nothing of it is left then."""
        await asyncio.gather(self.serving, return_exceptions=True)
        now = self.now
        await asyncio.sleep(0.001)
        assert self._socket.fileno() == -1
        return now


def on_a_clock(conversation: Callable[[Client], Awaitable[None]]) -> Client:
    """Have a conversation; at its end nothing is held or spoken any more."""
    client = Client()

    async def main() -> None:
        await client.connect()
        await conversation(client)
        client.writer.transport.abort()
        await client.ended()
        assert (client.engine.active, client.memory.bytes) == (0, 0)

    virtual_time.run(main())
    return client


CHUNK = SynthesizeChunk("a").event()


@pytest.mark.parametrize("event", [Ping().event(), CHUNK, Event("select-program", {})])
def test_a_connection_is_idle_from_the_last_event_on(
    event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    """Also from one that has no answer."""

    async def conversation(client: Client) -> None:
        await asyncio.sleep(6)
        await client.say(event)
        if event.type == "ping":
            await client.hear("pong")
        assert await client.reader.read() == b"", "no word of it"
        assert client.now == 16

    with caplog.at_level(logging.DEBUG, "wyoming_kokoro"):
        on_a_clock(conversation)
    assert caplog.messages[-1] == "them: closed, idle"


def test_a_connection_is_idle_from_the_end_of_its_audio_on() -> None:
    async def conversation(client: Client) -> None:
        await client.say(Synthesize("hold").event())
        await asyncio.sleep(25)
        client.engine.go_on.set()
        await client.hear("audio-stop")
        assert client.now == 25
        assert await client.ended() == 35

    on_a_clock(conversation)


def test_a_text_may_come_as_slowly_as_a_connection_may_idle() -> None:
    async def conversation(client: Client) -> None:
        await client.say(SynthesizeStart().event())
        for _ in range(3):
            await asyncio.sleep(9)
            await client.say(CHUNK)
        await asyncio.sleep(9)
        await client.say(SynthesizeStop().event())
        await client.hear("synthesize-stopped")
        await client.say(SynthesizeStart().event(), CHUNK)
        error = await client.hear("error")
        assert error.data == {"code": "protocol_error", "text": "No text came for 10 s"}
        assert client.now == 46

    assert on_a_clock(conversation).engine.cancelled == 1


def test_an_event_comes_in_time_or_is_given_up() -> None:
    async def conversation(client: Client) -> None:
        client.writer.write(b'{"type":')
        await asyncio.sleep(3)
        client.writer.write(b'"ping"}\n{')
        await client.hear("pong")
        error = await client.hear("error")
        assert error.data["text"] == "The event was not complete within 4 s"
        assert await client.reader.read() == b"", "nothing more is to come"
        assert client.now == 7
        assert await client.ended() == 8, "it may still have to be read"

    on_a_clock(conversation)


def test_who_does_not_read_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    async def conversation(client: Client) -> None:
        await client.ask_and_not_read()
        assert await client.ended() == 26, "with a last second to read what was sent"

    with caplog.at_level(logging.DEBUG, "wyoming_kokoro"):
        on_a_clock(conversation)
    told = [(each.levelname, each.message) for each in caplog.records]
    assert told == [("DEBUG", "them: The client has stopped reading")]


def test_who_does_not_read_what_was_wrong_is_cut_soon(caplog: pytest.LogCaptureFixture) -> None:
    async def conversation(client: Client) -> None:
        await client.ask_and_not_read()
        await asyncio.sleep(5)
        client.writer.write(b"nonsense\n")
        # A second each for the error to be taken, for their end to be closed, and for ours.
        assert await client.ended() == 8

    with caplog.at_level(logging.DEBUG, "wyoming_kokoro"):
        on_a_clock(conversation)
    told = [(each.levelname, each.message) for each in caplog.records]
    assert told == [
        ("WARNING", "them: The event's header is not JSON in UTF-8 (protocol_error)"),
        ("DEBUG", "Error not delivered: TimeoutError()"),
        ("DEBUG", "Client did not close its end: TimeoutError()"),
    ]


@pytest.mark.parametrize(("at", "end"), [(5, 7), (25.5, 25.5)])
def test_a_server_that_stops_does_not_wait_for_who_does_not_read(at: float, end: float) -> None:
    """The first is told so, and then has another second; to the second nothing can be told."""

    async def conversation(client: Client) -> None:
        await client.ask_and_not_read()
        await asyncio.sleep(at)
        client.serving.cancel()
        assert await client.ended() == end and client.serving.cancelled()

    on_a_clock(conversation)


def test_who_has_idled_long_enough_makes_room_for_a_newcomer(tmp_path: Path) -> None:
    path = tmp_path / "kokoro.sock"

    async def connect() -> asyncio.StreamReader:
        """What a newcomer hears, who asks whether the server is there."""
        reader, writer = await asyncio.open_unix_connection(path)
        writers.append(writer)
        await async_write_event(Ping().event(), writer)
        return reader

    async def main() -> None:
        limits = Limits(max_connections=2, spare_idle_s=10)
        server = WyomingServer(f"unix://{path}", ToneEngine(), limits)
        await server.start()
        heard: list[str] = []
        readers: list[asyncio.StreamReader] = []
        for wait_s in (0, 8, 1, 1, 1, 7):
            await asyncio.sleep(wait_s)
            readers.append(await connect())
            event = await async_read_event(readers[-1])
            heard.append(event.type if event else "nothing")
        # The third comes when the first has idled for 9 s, the fourth when it has for 10.
        assert heard == ["pong", "pong", "error", "pong", "error", "pong"]
        assert await readers[0].read() == await readers[1].read() == b""
        await server.stop()
        for writer in writers:
            writer.close()

    writers: list[asyncio.StreamWriter] = []
    virtual_time.run(main())
