"""The port: its address, and what the operator is told about it."""

import asyncio
import logging
import re
import threading
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.conftest import until
from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.http_server import (
    HttpOptions,
    HttpServer,
    create_app,
    parse_http_uri,
    read_key_file,
)
from wyoming_kokoro.http_server.server import _is_loopback


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("http://127.0.0.1:8880", ("127.0.0.1", 8880)),
        ("http://0.0.0.0:80/", ("0.0.0.0", 80)),
        ("http://localhost", ("localhost", 8880)),
        ("http://[::1]:9000", ("::1", 9000)),
        ("http://127.0.0.1:0", ("127.0.0.1", 0)),
    ],
)
def test_an_address(uri: str, address: tuple[str, int]) -> None:
    assert parse_http_uri(uri) == address


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("http://h:99999", ": Port out of range"),
        ("http://h:x", ": Port could not be cast"),
        ("http://[::1", ": Invalid IPv6 URL"),
        *(
            (uri, " of the form http://HOST:PORT")
            for uri in ("", "8880", "tcp://h:1", "http://:80", "http://h/path", "http://h?query")
        ),
    ],
)
def test_no_address(uri: str, why: str) -> None:
    with pytest.raises(SetupError, match=re.escape(f"{uri!r} is not an address{why}")):
        parse_http_uri(uri)


@pytest.mark.parametrize(
    ("host", "options", "warned"),
    [
        ("127.0.0.1", {}, False),
        ("localhost", {}, False),
        ("0.0.0.0", {}, True),
        ("0.0.0.0", {"api_keys": ("key",)}, False),
        ("0.0.0.0", {"trusted_proxies": [ip_network("172.30.32.2")]}, False),
        ("::1", {}, False),
    ],
)
async def test_an_open_port_without_a_key_is_warned_of_once(
    caplog: pytest.LogCaptureFixture, host: str, options: dict[str, Any], warned: bool
) -> None:
    caplog.set_level(logging.INFO)
    server = HttpServer(create_app(ToneEngine(), HttpOptions(**options)), host, 0)
    await server.start()
    await server.stop(0)
    assert server.port > 0
    told = [("INFO", f"HTTP on {host}:{server.port}")]
    warning = f"Anybody who reaches {host}:{server.port} can use it: set an API key"
    told += [("WARNING", warning)] if warned else []
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == told


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("127.9.9.9", True), ("::1", True), ("::", False), ("kokoro.lan", False)],
)
def test_what_only_this_machine_reaches(host: str, own: bool) -> None:
    assert _is_loopback(host) is own


async def test_a_server_that_stops_keeps_no_connection_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut, cleanup = [], web.AppRunner.cleanup
    monkeypatch.setattr(web.AppRunner, "cleanup", lambda runner: cut.append(1) or cleanup(runner))
    server = HttpServer(create_app(ToneEngine()), "127.0.0.1", 0)
    await server.start()
    url = f"http://127.0.0.1:{server.port}"
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    async with aiohttp.ClientSession(url) as session:
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"Connection:" not in await reader.readuntil(b"}")
        body = {"input": "One. ENDLESS", "response_format": "pcm"}
        async with session.post("/v1/audio/speech", json=body) as running:
            stopping = asyncio.create_task(server.stop(60.0))
            await asyncio.sleep(0)
            writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"\r\nConnection: close\r\n" in await asyncio.wait_for(reader.read(), 20)
            assert not cut, "another request is still under way"
            running.close()
        await stopping
    writer.close()


async def test_an_idle_connection_is_closed_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wyoming_kokoro.http_server.server._IDLE_S", 0.01)
    server = HttpServer(create_app(ToneEngine()), "127.0.0.1", 0)
    await server.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b" 200 OK" in await asyncio.wait_for(reader.read(), 20)
    writer.close()
    await server.stop(0)


async def test_who_has_been_answered_makes_way_and_who_is_served_does_not() -> None:
    engine = ToneEngine()
    server = HttpServer(create_app(engine, HttpOptions(max_connections=2)), "127.0.0.1", 0)
    await server.start()
    url = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(url) as one, aiohttp.ClientSession(url) as other:
        body = {"input": "Begun. WAIT", "response_format": "pcm"}
        async with one.post("/v1/audio/speech", json=body) as served:
            assert served.status == 200
            async with aiohttp.ClientSession(url) as third:
                for session in (third, other, third):
                    async with session.get("/health") as reply:
                        assert reply.status == 200
        async with (
            one.post("/v1/audio/speech", json=body),
            one.post("/v1/audio/speech", json=body),
            aiohttp.ClientSession(url) as newcomer,
        ):
            async with newcomer.get("/health") as reply:
                assert (reply.status, await reply.read()) == (503, b"")
                told = [reply.headers[name] for name in ("Retry-After", "Connection")]
                assert told == ["10", "close"]
    await server.stop(0)


async def test_the_one_that_came_first_makes_way() -> None:
    server = HttpServer(create_app(ToneEngine(), HttpOptions(max_connections=2)), "127.0.0.1", 0)
    await server.start()
    clients = []
    for _ in range(3):
        clients.append(await asyncio.open_connection("127.0.0.1", server.port))
        clients[-1][1].write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in await asyncio.wait_for(clients[-1][0].readuntil(b"}"), 20)
    assert await asyncio.wait_for(clients[0][0].read(), 20) == b""
    for reader, writer in clients[1:]:
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in await asyncio.wait_for(reader.readuntil(b"}"), 20)
    for _, writer in clients:
        writer.close()
    await server.stop(0)


def encoders() -> int:
    """Threads that encode."""
    return sum(thread.name.startswith("encoder") for thread in threading.enumerate())


async def test_a_taken_port_is_a_setup_error() -> None:
    first = HttpServer(create_app(ToneEngine()), "127.0.0.1", 0)
    await first.start()
    await until(lambda: encoders() == 2)
    second = HttpServer(create_app(ToneEngine()), "127.0.0.1", first.port)
    with pytest.raises(SetupError, match=f"^cannot listen on 127.0.0.1:{first.port}: .*in use"):
        await second.start()
    await until(lambda: encoders() == 2)
    await first.stop(0)
    await first.stop(0)


def test_a_key_file_has_a_key_a_line(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("# mine\none\n\n  two \n  # indented\n")
    assert read_key_file(file) == ("one", "two")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", " has no key in it"),
        (b"# only a comment\n", " has no key in it"),
        (b"\xff\xfe", ": 'utf-8' codec can't decode"),
        (None, ": No such file or directory"),
    ],
)
def test_a_key_file_without_a_key_is_a_setup_error(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "keys"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SetupError, match=re.escape(f"API key file {file}{why}")):
        read_key_file(file)
