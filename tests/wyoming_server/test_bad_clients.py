"""Clients that do wrong, by mistake or on purpose: each ends cleanly, and the next one is
served.
"""

import asyncio
import errno
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from wyoming.ping import Pong

from tests.conftest import until
from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.wyoming_server import Limits, WyomingServer
from wyoming_kokoro.wyoming_server.protocol import EventReader
from wyoming_kokoro.wyoming_server.writer import EventWriter

from .conftest import PATIENT_S, Serve, home_assistant_of
from .tone_engine import ToneEngine

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def frame(kind: str, data: Any = None, **header: Any) -> bytes:
    return json.dumps({"type": kind, "data": data, **header}).encode() + b"\n"


@asynccontextmanager
async def connected(server: WyomingServer) -> AsyncIterator[Stream]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def all_of(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(PATIENT_S):
        return await reader.read()


async def assert_serves_the_next(server: WyomingServer) -> None:
    """The next client is answered, and nobody is left."""
    assert await home_assistant_of(server).speak("next")
    await until(lambda: (server.active_connections, server.active_utterances) == (0, 0))


DEEP = ('{"a":' * 20_000).encode()
CORPUS: dict[str, bytes] = {
    "HTTP": b"GET / HTTP/1.1\r\nHost: kokoro\r\n\r\n",
    "TLS": bytes.fromhex("16030100c8010000c40303") + bytes(200) + b"\n",
    "a header of 200 kB": b'{"type":"' + b"a" * 200_000 + b'"}\n',
    "200 kB without an end": b"a" * 200_000,
    "a payload of 1 TB": frame("audio-chunk", payload_length=10**12) + bytes(100_000),
    "data of 400 MB": frame("synthesize", data_length=4 * 10**8) + bytes(100_000),
    "JSON 20,000 deep": frame("synthesize", data_length=len(DEEP)) + DEEP,
    "a list": b"[1,2,3]\n",
    "no type": b'{"data":{}}\n',
    "a length that is a string": frame("synthesize", data_length="12"),
    "a negative length": frame("synthesize", payload_length=-5),
    "half a surrogate pair": b'{"type":"synthesize","data":{"text":"\\ud800"}}\n',
    "NUL bytes": bytes(1000) + b"\n",
    "data that is a list": frame("synthesize", [1]),
    "no data": frame("synthesize"),
    "10 MB of text": frame("synthesize", data_length=10 * 2**20) + b"a" * 2**20,
    "text over the limit": (
        frame("synthesize", data_length=200_011) + b'{"text":"%s"}' % (b"a" * 200_000)
    ),
    "a bad event after a good one": frame("ping") + b"nonsense\n",
    "chunks of a stream without text": frame("synthesize-start") + frame("synthesize-chunk", {}),
}


@pytest.mark.parametrize("raw", CORPUS.values(), ids=CORPUS)
async def test_bad_input_is_answered_by_an_error_and_the_end(
    server: WyomingServer, raw: bytes
) -> None:
    async with connected(server) as (reader, writer):
        writer.write(raw)
        header, data = (await all_of(reader)).splitlines()[-2:]
        assert b'"error"' in header
        assert json.loads(data)["code"]
    await assert_serves_the_next(server)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b'{"type":',
        frame("synthesize", data_length=50) + b'{"text"',
        frame("audio-chunk", payload_length=500) + bytes(100),
        b"nonsense\n",
        frame("synthesize-start"),
        frame("synthesize-start") + frame("synthesize-chunk", {"text": "one two"}),
        frame("synthesize", {"text": "one two three"}),
        frame("synthesize", {"text": "one hold"}),
    ],
)
@pytest.mark.parametrize("abruptly", [False, True])
async def test_a_client_may_vanish_at_any_point(
    server: WyomingServer, raw: bytes, abruptly: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server) as (_, writer):
        writer.write(raw)
        await writer.drain()
        if abruptly:
            raw_socket = writer.get_extra_info("socket")
            raw_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    await assert_serves_the_next(server)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("begun", [b"", b"{"])
async def test_a_network_that_breaks_is_a_client_that_is_gone(begun: bytes) -> None:
    """Also where the system does not call it an end of the connection."""
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    reader.feed_data(begun)
    events = EventReader(reader, Limits(), ClientMemory().account())
    reading = asyncio.create_task(events.read())
    await asyncio.sleep(0)
    reader.set_exception(OSError(errno.EHOSTUNREACH, "No route to host"))
    with pytest.raises(ConnectionError, match="^The client is gone$"):
        await reading
    with pytest.raises(ConnectionError, match="^The client is gone$"):
        await EventWriter(writer, Limits()).send(Pong())
    writer.close()
    theirs.close()


async def test_a_connection_that_breaks_while_it_is_closed_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> None:
        raise OSError(errno.EHOSTUNREACH, "No route to host")

    caplog.set_level("DEBUG", "wyoming_kokoro.wyoming_server")
    ours, theirs = socket.socketpair()
    _, writer = await asyncio.open_connection(sock=ours)
    monkeypatch.setattr(writer, "wait_closed", broken)
    await EventWriter(writer, Limits()).close()
    assert writer.is_closing()
    assert caplog.messages == ["The connection broke: [Errno 113] No route to host"]
    theirs.close()


async def test_one_byte_at_a_time_is_not_waited_for_for_ever(serve: Serve) -> None:
    server = await serve(event_timeout_s=0.2, linger_s=0.1)
    async with connected(server) as (reader, writer):
        reading = asyncio.create_task(all_of(reader))
        for byte in frame("synthesize", {"text": "slow" * 1000}):
            writer.write(bytes([byte]))
            await asyncio.sleep(0.01)
            if reading.done():
                break
        assert b"not complete within" in await reading
    await assert_serves_the_next(server)


async def test_many_silent_connections_lock_nobody_out(serve: Serve) -> None:
    server = await serve(max_connections=50, spare_idle_s=0.0)
    silent = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(200)]
    await until(lambda: server.active_connections == 50)
    assert await home_assistant_of(server).speak("next")
    for _, writer in silent:
        writer.close()
    await until(lambda: server.active_connections == 0)


async def test_who_has_idled_longest_makes_room_for_a_newcomer(serve: Serve) -> None:
    server = await serve(max_connections=2, spare_idle_s=0.0)
    async with connected(server) as (oldest, _):
        await until(lambda: server.active_connections == 1)
        async with connected(server) as (reader, writer), connected(server):
            assert await all_of(oldest) == b""
            writer.write(frame("ping"))
            async with asyncio.timeout(PATIENT_S):
                assert b'"pong"' in await reader.readline()


async def test_who_was_spoken_to_last_has_not_idled_longest(
    serve: Serve, engine: ToneEngine
) -> None:
    server = await serve(max_connections=2, spare_idle_s=0.0)
    async with connected(server) as (listening, asking), connected(server) as (silent, writer):
        async with asyncio.timeout(PATIENT_S):
            asking.write(frame("synthesize", {"text": "hold"}))
            await engine.holding.wait()
            writer.write(frame("ping"))
            assert b'"pong"' in await silent.readline()
            await asyncio.sleep(0.01)
            engine.go_on.set()
            await listening.readuntil(b'"audio-stop"')
            await until(lambda: server.active_utterances == 0)
            async with connected(server) as (newcomer, hello):
                hello.write(frame("ping"))
                assert b'"pong"' in await newcomer.readline()
                asking.write(frame("ping"))
                await listening.readuntil(b'"pong"')
            assert (await silent.read()).endswith(b"}"), "closed without another word"


async def test_over_the_cap_a_client_is_told_that_the_server_is_busy(serve: Serve) -> None:
    server = await serve(max_connections=2)
    async with connected(server), connected(server):
        await until(lambda: server.active_connections == 2)
        async with connected(server) as (reader, writer):
            writer.write(frame("describe"))
            told = json.loads((await all_of(reader)).splitlines()[-1])
            assert told == {"code": "busy", "text": "The server has too many connections"}
    await until(lambda: server.active_connections == 0)
    await assert_serves_the_next(server)


async def test_far_over_the_cap_there_is_not_even_an_error(serve: Serve) -> None:
    """Those who are told so are connections as well."""
    server = await serve(max_connections=1, linger_s=PATIENT_S)
    async with connected(server):
        await until(lambda: server.active_connections == 1)
        async with connected(server) as (told, _):
            async with asyncio.timeout(PATIENT_S):
                assert b'"error"' in await told.readline()
            async with connected(server) as (reader, _):
                with suppress(ConnectionResetError):
                    assert await all_of(reader) == b""
            assert server.active_connections == 2
    await until(lambda: server.active_connections == 0)


async def test_those_who_listen_are_not_put_out_for_a_newcomer(
    serve: Serve, engine: ToneEngine
) -> None:
    server = await serve(max_connections=2, spare_idle_s=0.0)
    client = home_assistant_of(server)
    speaking = [asyncio.create_task(client.speak("hold")) for _ in range(2)]
    await until(lambda: engine.active == 2)
    async with connected(server) as (reader, _):
        assert b'"busy"' in await all_of(reader)
    engine.go_on.set()
    assert all(await asyncio.gather(*speaking))


async def test_a_flood_of_describes_that_nobody_reads_ends(serve: Serve) -> None:
    server = await serve(send_timeout_s=0.2)
    async with connected(server) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(5000):
            writer.write(frame("describe"))
        await until(lambda: server.active_connections == 0)
    await assert_serves_the_next(server)


async def test_many_empty_chunks_are_nothing(server: WyomingServer) -> None:
    async with connected(server) as (reader, writer):
        writer.write(frame("synthesize-start") + frame("synthesize-chunk", {"text": ""}) * 20_000)
        writer.write(frame("synthesize-chunk", {"text": "one"}) + frame("synthesize-stop"))
        assert b"synthesize-stopped" in await reader.readuntil(b'"synthesize-stopped"')
    await until(lambda: server.active_connections == 0)


async def test_an_error_that_nobody_reads_is_not_waited_for(
    serve: Serve, engine: ToneEngine, caplog: pytest.LogCaptureFixture
) -> None:
    server = await serve(linger_s=0.1)
    async with connected(server) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(frame("ping"))
        await until(lambda: server.active_connections == 1)
        held = len(os.listdir("/proc/self/fd"))
        writer.write(frame("synthesize", {"text": "stalled " * 3000}))
        await until(lambda: server.active_utterances == 1)
        spoken = -1
        while spoken < engine.words_spoken:  # until its socket is full
            spoken = engine.words_spoken
            await asyncio.sleep(0.2)
        writer.write(b"nonsense\n")
        await until(lambda: server.active_connections == 0)
        await until(lambda: len(os.listdir("/proc/self/fd")) == held - 1)
    assert "unexpected" not in caplog.text
