"""What clients have sent and what they do not read is bounded over all of them together, and those
who ask for what is usual are served nonetheless.
"""

import asyncio
import json
import signal
import socket
from collections import Counter
from collections.abc import Awaitable, Callable

import aiohttp
import psutil
import pytest

from tests.conftest import until
from wyoming_kokoro.client_memory import MOST_BYTES, OWN_BYTES, ClientMemory
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.errors import Busy
from wyoming_kokoro.http_server import HttpOptions

from .conftest import LONG, Serve, Servers
from .quick import Gate, QuickBackend
from .running import Start

MB = 1 << 20
LARGE = 8 << 16  # in whole pieces of a read
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
WYOMING_HEAD = b'{"type":"synthesize","data_length":1000000}\n'
HTTP_HEAD = (
    b"POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000000\r\n\r\n"
)


def test_a_connection_has_a_part_of_its_own_and_the_rest_is_everybodys() -> None:
    memory = ClientMemory(1_000)
    with memory.account() as one, memory.account() as other:
        one.take(OWN_BYTES)
        other.take(OWN_BYTES - 10)
        assert memory.bytes == 0
        one.take(900)
        with pytest.raises(Busy):
            other.take(200)
        assert memory.bytes == 900, "what is refused is not held"
        other.take(10)
        one.give(OWN_BYTES)
        assert memory.bytes == 0
        one.take(2_000)
    assert memory.bytes == 0


async def send_half(servers: Servers, *, http: bool) -> Stream:
    """A large request of which the end does not come."""
    reader, writer = await servers.raw(http=http)
    writer.write((HTTP_HEAD if http else WYOMING_HEAD) + b"x" * LARGE)
    return reader, writer


@pytest.mark.parametrize("http", [False, True])
async def test_large_requests_beyond_what_can_be_held_are_told_that_the_server_is_busy(
    quick: SpeechEngine, serve: Serve, http: bool
) -> None:
    memory = ClientMemory(2 * MB)
    servers = await serve(quick, memory=memory)
    fit = memory_of(2 * MB)
    streams = [await send_half(servers, http=http) for _ in range(fit)]
    await until(lambda: memory.bytes == fit * (LARGE - OWN_BYTES))
    for port in (False, True):
        reader, writer = await send_half(servers, http=port)
        answer = await read_up_to(reader, b'"busy"')
        assert not port or answer.startswith(b"HTTP/1.1 429 ") and b"Retry-After: 10" in answer
        writer.close()
    await serve_a_polite_one(servers)
    for reader, writer in streams:
        assert not reader.at_eof(), "it still may go on"
        writer.close()
    await until(lambda: memory.bytes == 0)


async def read_up_to(reader: asyncio.StreamReader, words: bytes) -> bytes:
    """All that comes up to these words."""
    read = b""
    async with asyncio.timeout(60):
        while words not in read:
            piece = await reader.read(65_536)
            assert piece, "the end came first"
            read += piece
    return read


async def serve_a_polite_one(servers: Servers) -> None:
    async with aiohttp.ClientSession(servers.url) as session:
        body = {"input": "One.", "response_format": "pcm"}
        async with session.post("/v1/audio/speech", json=body) as reply:
            assert reply.status == 200 and await reply.read()
    reader, writer = await servers.raw(http=False)
    writer.write(b'{"type":"synthesize","data":{"text":"One."}}\n')
    await read_up_to(reader, b'"audio-stop"')
    writer.close()


def memory_of(most: int) -> int:
    """How many large requests fit."""
    return most // (LARGE - OWN_BYTES)


async def test_texts_that_wait_on_a_connection_count(
    quick: SpeechEngine, serve: Serve, backend: QuickBackend
) -> None:
    memory, gate = ClientMemory(MB), Gate(backend)
    servers = await serve(quick, memory=memory)
    reader, writer = await servers.raw(http=False)
    text = ("The door is open. " * 5_000)[:90_000]
    for _ in range(15):
        data = json.dumps({"text": text}).encode()
        writer.write(b'{"type":"synthesize","data_length":%d}\n' % len(data) + data)
    await read_up_to(reader, b'"busy"')
    gate.open()
    writer.close()
    await until(lambda: memory.bytes == 0)
    await servers.serve_the_next()


async def test_what_was_spoken_counts_no_more(quick: SpeechEngine, serve: Serve) -> None:
    """A connection may ask for as much as it likes, one after the other."""
    memory = ClientMemory(OWN_BYTES)
    servers = await serve(quick, memory=memory)
    reader, writer = await servers.raw(http=False)
    for number in range(8):
        texts = [" " * 40_000 + f"Number {number}." for _ in range(1 + number % 2)]
        events = [("synthesize-chunk", {"text": text}) for text in texts]
        if number % 2:
            events = [("synthesize-start", {}), *events, ("synthesize-stop", {})]
        else:
            events = [("synthesize", {"text": texts[0]})]
        for kind, data in events:
            writer.write(json.dumps({"type": kind, "data": data}).encode() + b"\n")
        await read_up_to(reader, b'"synthesize-stopped"' if number % 2 else b'"audio-stop"')
    writer.close()
    await until(lambda: memory.bytes == 0)


async def test_speech_that_is_sent_whole_counts_and_a_stream_does_not(
    quick: SpeechEngine, serve: Serve
) -> None:
    memory = ClientMemory(MB)
    servers = await serve(quick, memory=memory)
    half = LONG[: len(LONG) // 2]
    async with aiohttp.ClientSession(servers.url) as session:

        async def ask(text: str, **fields: object) -> tuple[int, bytes]:
            body = {"input": text, **fields}
            async with session.post("/v1/audio/speech", json=body) as reply:
                return reply.status, await reply.read()

        for audio_format in ("wav", "mp3"):
            status, body = await ask(half, stream=False, response_format=audio_format)
            assert status == 429 and json.loads(body)["error"]["code"] == "busy"
            status, body = await ask("One.", stream=False, response_format=audio_format)
            assert status == 200 and body
        status, body = await ask(half, response_format="pcm")
        assert status == 200 and len(body) > MB
        fields = {"input": half, "stream": False}
        async with session.post("/dev/captioned_speech", json=fields) as reply:
            assert reply.status == 429
    await until(lambda: memory.bytes == 0)
    await servers.are_idle()


def unread(port: int, request: bytes) -> socket.socket:
    """A connection of a client that reads nothing of what it has asked for."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    connection.connect(("127.0.0.1", port))
    connection.sendall(request)
    return connection


async def test_replies_that_nobody_reads_count_and_are_given_up(
    quick: SpeechEngine, serve: Serve
) -> None:
    """A reply of half a megabyte stayed for ever, one for each connection."""
    memory = ClientMemory(3 * MB)
    options = HttpOptions(mix=quick.style, send_timeout_s=1.0)
    servers = await serve(quick, options=options, memory=memory)
    body = b'"af_sky"'
    head = b"POST /v1/audio/voices/combine HTTP/1.1\r\nHost: localhost\r\n"
    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    # Many on each connection, as the system holds some megabytes for it.
    stuck = [unread(servers.http.port, (head + body) * 20) for _ in range(4)]
    await until(lambda: memory.bytes > MB)
    await until(lambda: memory.bytes == 0)
    await servers.serve_the_next()
    for connection in stuck:
        connection.close()


async def test_a_large_reply_arrives_whole(quick: SpeechEngine, serve: Serve) -> None:
    servers = await serve(quick, options=HttpOptions(mix=quick.style))
    async with aiohttp.ClientSession(servers.url) as session:
        for _ in range(3):  # on one connection
            async with session.post("/v1/audio/voices/combine", json="af_sky") as reply:
                assert reply.status == 200
                assert len(await reply.read()) == int(reply.headers["Content-Length"]) > 500_000
            async with session.head("/openapi.json") as reply:
                assert reply.status == 200 and await reply.read() == b""
            async with session.get("/openapi.json") as reply:
                assert json.loads(await reply.read())


# A real server.


@pytest.mark.long
async def test_half_a_gigabyte_sent_at_once_is_not_held(start: Start) -> None:
    server = start("--cache-mb", "0")
    await server.ready()
    assert (await server.synthesize("It is warm.")).pcm
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    ended: Counter[str] = Counter()
    most = 0

    async def flood(port: int, head: bytes) -> asyncio.StreamWriter:
        nonlocal most
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(head + b"x" * 999_999)
            await writer.drain()
            async with asyncio.timeout(15):
                await reader.readuntil(b'"busy"')
            ended["refused"] += 1
        except TimeoutError:
            ended["held"] += 1
        except (OSError, asyncio.IncompleteReadError):
            ended["cut"] += 1
        most = max(most, process.memory_info().rss)
        return writer

    floods: list[Callable[[], Awaitable[asyncio.StreamWriter]]] = []
    for _ in range(250):
        floods.append(lambda: flood(server.port, WYOMING_HEAD))
        floods.append(lambda: flood(server.http_port, HTTP_HEAD))
    writers = asyncio.gather(*(each() for each in floods))
    await asyncio.sleep(5)
    held = (await server.metrics())['kokoro_memory_bytes{kind="clients"}']
    assert (await server.synthesize("Others are served.")).pcm
    for writer in await writers:
        writer.transport.abort()
    more = (most - before) / MB
    print(f"\n{dict(ended)}, {held / MB:.0f} MB held, {more:.0f} MB more than before")
    assert 0 < held <= MOST_BYTES and ended["refused"]
    assert more < 400, "the pool, and what each connection has"
    while (await server.metrics())['kokoro_memory_bytes{kind="clients"}']:
        await asyncio.sleep(0.2)
    server.process.send_signal(signal.SIGTERM)
    assert await server.end() == 0
    assert "Traceback" not in server.log
