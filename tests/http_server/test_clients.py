"""Clients that hang up, fall asleep, or are many."""

import asyncio
import errno
import gc
import json
import logging
import re
import socket
import threading
from contextlib import suppress
from weakref import WeakSet

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.conftest import until
from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.audio.encode import Encoder
from wyoming_kokoro.http_server import HttpOptions, HttpServer, create_app
from wyoming_kokoro.http_server.delivery import Delivery, Undeliverable
from wyoming_kokoro.http_server.downloads import DOWNLOADS

SPEECH = "/v1/audio/speech"
TEXTS = [f"Client number {n} asks. It gets its own answer. Nobody else does." for n in range(8)]


def raw_request(url: str, buffer: int = 4096, path: str = SPEECH, **body: object) -> socket.socket:
    """A connection that has asked for speech, with a small buffer for the answer."""
    host, port = url.removeprefix("http://").split(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.connect((host, int(port)))
    data = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length:"
        f" {len(data)}\r\n\r\n"
    )
    connection.sendall(head.encode() + data)
    return connection


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("text", ["WAIT", "Begun. WAIT"])
async def test_hanging_up_cancels_also_while_waiting(
    url: str,
    engine: ToneEngine,
    encoders: "WeakSet[Encoder]",
    caplog: pytest.LogCaptureFixture,
    text: str,
    stream: bool,
) -> None:
    caplog.set_level(logging.INFO)
    connection = raw_request(url, input=text, stream=stream)
    await until(lambda: engine.running == 1)
    connection.close()
    await until(lambda: engine.running == 0)
    await until(lambda: gc.collect() >= 0 and not encoders)  # a thread may be in one
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


async def test_hanging_up_amid_speech_cancels_it(
    url: str, engine: ToneEngine, encoders: "WeakSet[Encoder]", caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        connection = raw_request(url, input="ENDLESS", response_format="mp3")
        await asyncio.get_running_loop().run_in_executor(None, connection.recv, 1000)
        connection.close()
    await until(lambda: engine.running == 0)
    await until(lambda: gc.collect() >= 0 and not encoders)  # a thread may be in one
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


async def test_a_client_that_stops_reading_is_dropped_and_its_work_ended(
    serve: Serve, engine: ToneEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    url = await serve(send_timeout_s=0.2)
    connection = raw_request(url, input="ENDLESS", response_format="pcm")
    await until(lambda: engine.running == 1)
    await until(lambda: engine.running == 0)
    # What it had taken on was what fits into the sockets, not what the engine could have given.
    assert engine.given * 20 * 4800 < 16_000_000
    told = caplog.records[-1].getMessage()
    assert re.fullmatch(r"req_\w+: the client was dropped: it reads nothing", told)
    assert caplog.records[-1].levelname == "INFO"
    connection.settimeout(5)
    read, loop = b"", asyncio.get_running_loop()
    while piece := await loop.run_in_executor(None, connection.recv, 1 << 20):
        read = piece
    assert not read.endswith(b"0\r\n\r\n"), "the end is missing"
    connection.close()


async def test_nothing_waits_in_this_process_for_a_client_that_does_not_read() -> None:
    waiting: list[int] = []

    async def give_for_ever(request: web.Request) -> web.StreamResponse:
        assert isinstance(transport := request.transport, asyncio.WriteTransport)
        response = web.StreamResponse()
        delivery = Delivery(request, response, send_timeout_s=0.2)
        await delivery.begin()
        with suppress(Undeliverable):
            while True:
                await delivery.send(bytes(4096))
                waiting.append(transport.get_write_buffer_size())
        await delivery.abort()
        return response

    app = web.Application()
    app.router.add_post(SPEECH, give_for_ever)
    async with TestServer(app) as server:
        connection = raw_request(str(server.make_url("")).rstrip("/"))
        await until(lambda: bool(waiting) and not server.runner.server.connections)
        connection.close()
    assert not any(waiting)


async def test_a_client_that_reads_slowly_is_served_to_the_end(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes half a megabyte a second, all in all for longer than a piece may take."""
    url = await serve(send_timeout_s=10.0)
    text = " ".join(["word"] * 2_000)
    connection = raw_request(url, 65_536, input=text, response_format="pcm", stream=False)
    connection.settimeout(20)
    read, loop = bytearray(), asyncio.get_running_loop()
    clock, sound = loop.time, pcm_of(text)
    monkeypatch.setattr(loop, "time", lambda: clock() + len(read) / 500_000)
    while len(read) < len(sound) or not read.endswith(sound):
        piece = await loop.run_in_executor(None, connection.recv, 65_536)
        assert piece, "it was dropped"
        read += piece
    connection.close()


@pytest.mark.parametrize("audio_format", ["pcm", "mp3", "flac"])
async def test_neither_a_sleeper_nor_a_quitter_is_heard_by_the_other_six(
    url: str, engine: ToneEngine, audio_format: str
) -> None:
    async with aiohttp.ClientSession(url) as http:

        async def ask(text: str) -> bytes:
            async with http.post(
                SPEECH, json={"input": text, "response_format": audio_format}
            ) as reply:
                return await reply.read()

        solo = [await ask(text) for text in TEXTS[:6]]
        sleeper = raw_request(url, input="ENDLESS", response_format="pcm")
        quitter = raw_request(url, input="ENDLESS", response_format="pcm")
        await until(lambda: engine.running == 2)
        together = asyncio.gather(*(ask(text) for text in TEXTS[:6]))
        quitter.close()
        assert await asyncio.wait_for(together, 20) == solo
        sleeper.close()
    await until(lambda: engine.running == 0)


async def test_a_connection_serves_one_request_after_another(url: str) -> None:
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(url, connector=connector) as http:
        for text in TEXTS[:3]:
            async with http.post(SPEECH, json={"input": text, "response_format": "pcm"}) as reply:
                assert await reply.read() == pcm_of(text)
        assert len(connector._conns) == 1


async def test_the_threads_of_the_encoders_end_with_the_server(
    serve: Serve, engine: ToneEngine
) -> None:
    server = HttpServer(create_app(engine), "127.0.0.1", 0)
    await server.start()
    async with aiohttp.request(
        "POST", f"http://127.0.0.1:{server.port}{SPEECH}", json={"input": "Hi"}
    ) as reply:
        assert await reply.read()
    assert any(thread.name.startswith("encoder") for thread in threading.enumerate())
    await server.stop(1.0)
    await until(
        lambda: not any(thread.name.startswith("encoder") for thread in threading.enumerate())
    )


async def test_stopping_waits_for_speech_under_way(engine: ToneEngine) -> None:
    server = HttpServer(create_app(engine), "127.0.0.1", 0)
    await server.start()
    text = TEXTS[0] * 20
    async with aiohttp.request(
        "POST",
        f"http://127.0.0.1:{server.port}{SPEECH}",
        json={"input": text, "response_format": "pcm"},
    ) as reply:
        stopping = asyncio.create_task(server.stop(5.0))
        assert await reply.read() == pcm_of(text)
        await stopping
    with pytest.raises(aiohttp.ClientConnectorError):
        async with aiohttp.request("GET", f"http://127.0.0.1:{server.port}/health"):
            pass


async def test_stopping_cuts_off_what_goes_on_too_long(
    engine: ToneEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server = HttpServer(create_app(engine), "127.0.0.1", 0)
    await server.start()
    body = {"input": "Begun. WAIT", "response_format": "pcm"}
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as http:
        async with http.post(SPEECH, json=body) as one, http.post(SPEECH, json=body) as other:
            await server.stop(0.05)
            # An end that the client cannot take for the end of the speech.
            for reply in (one, other):
                with pytest.raises(aiohttp.ClientError):
                    await reply.read()
    assert engine.running == 0
    await server.stop(0.05)
    told = [(r.levelname, r.getMessage()) for r in caplog.records][1:]
    assert told == [("INFO", "2 requests are cut off")]


async def test_the_end_of_a_body_waits_until_all_of_it_has_left() -> None:
    """A server that stopped then cut off what a slow client had yet to read."""
    left: list[int] = []

    async def give(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        delivery = Delivery(request, response, send_timeout_s=10)
        assert isinstance(transport := request.transport, asyncio.WriteTransport)
        await delivery.begin()
        await delivery.send(bytes(4_000_000))
        await delivery.end()
        left.append(transport.get_write_buffer_size())
        return response

    app = web.Application()
    app.router.add_post(SPEECH, give)
    async with TestServer(app) as server:
        connection = raw_request(str(server.make_url("")).rstrip("/"))
        connection.settimeout(10)
        loop, read = asyncio.get_running_loop(), 0
        while read < 4_000_000:
            read += len(await loop.run_in_executor(None, connection.recv, 65_536))
        await until(lambda: bool(left))
        connection.close()
    assert left == [0]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (TimeoutError(errno.ETIMEDOUT, "Connection timed out"), "it reads nothing"),
        (ConnectionResetError("Cannot write to closing transport"), "it is gone"),
        (BrokenPipeError(), "it is gone"),
    ],
)
async def test_a_client_whose_connection_broke_is_undeliverable(error: OSError, why: str) -> None:
    """The system's own timeout was taken for a failure of the speech."""
    told: list[tuple[BaseException | None, str]] = []

    class Broken(web.StreamResponse):
        async def write(self, data: object) -> None:
            raise error

    async def give(request: web.Request) -> web.StreamResponse:
        delivery = Delivery(request, response := Broken(), send_timeout_s=10)
        await delivery.begin()
        try:
            await delivery.send(b"x")
        except Undeliverable as undeliverable:
            await delivery.abort(b"last words")
            told.append((undeliverable.__cause__, str(undeliverable)))
        return response

    app = web.Application()
    app.router.add_post(SPEECH, give)
    async with TestServer(app) as server:
        connection = raw_request(str(server.make_url("")).rstrip("/"))
        await until(lambda: bool(told))
        connection.close()
    assert told == [(error, why)]


async def test_files_that_were_kept_go_with_the_server(engine: ToneEngine) -> None:
    app = create_app(engine)
    server = HttpServer(app, "127.0.0.1", 0)
    await server.start()
    body = {"input": "Hi", "return_download_link": True}
    url = f"http://127.0.0.1:{server.port}"
    async with aiohttp.request("POST", url + SPEECH, json=body) as reply:
        assert await reply.read()
        name = reply.headers["X-Download-Path"].rpartition("/")[2]
    found = await app[DOWNLOADS].find(name)
    assert found is not None and found[0].exists()
    assert found[0].parent.name.startswith("wyoming-kokoro-")
    await server.stop(1.0)
    assert not found[0].parent.exists()


async def test_the_head_of_a_large_reply_comes_without_its_body(engine: ToneEngine) -> None:
    async def large(_: web.Request) -> web.Response:
        return web.Response(body=b"x" * 100_000)

    server = HttpServer(create_app(engine, extra_routes=[web.get("/large", large)]), "127.0.0.1", 0)
    await server.start()
    connector = aiohttp.TCPConnector(limit=1)
    url = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(url, connector=connector) as http:
        for _ in range(2):
            async with http.head("/large") as reply:
                assert (reply.status, reply.headers["Content-Length"]) == (200, "100000")
            async with http.get("/large") as reply:
                assert await reply.read() == b"x" * 100_000
    await server.stop(1.0)


async def test_a_large_reply_that_nobody_reads_is_given_up(
    engine: ToneEngine, caplog: pytest.LogCaptureFixture
) -> None:
    async def large(_: web.Request) -> web.Response:
        return web.Response(body=bytes(16_000_000))

    caplog.set_level(logging.INFO)
    app = create_app(engine, HttpOptions(send_timeout_s=0.1), [web.post(SPEECH + "/large", large)])
    server = HttpServer(app, "127.0.0.1", 0)
    await server.start()
    connection = raw_request(f"http://127.0.0.1:{server.port}", path=SPEECH + "/large")
    connection.settimeout(5)
    await until(lambda: len(caplog.records) > 1)
    told = (caplog.records[-1].levelname, caplog.messages[-1].partition(": ")[2])
    assert told == ("INFO", "the client was dropped: it reads nothing")
    assert re.match(r"req_\w{32}: ", caplog.messages[-1])
    read, loop = 0, asyncio.get_running_loop()
    while piece := await loop.run_in_executor(None, connection.recv, 1 << 20):
        read += len(piece)
    assert read < 16_000_000
    connection.close()
    await server.stop(1.0)
