"""The port: its address, and what the operator is told about it."""

import asyncio
import logging
import threading
from pathlib import Path

import aiohttp
import pytest

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
    "uri",
    [
        "",
        "8880",
        "tcp://h:1",
        "http://:80",
        "http://h:99999",
        "http://h:x",
        "http://h/path",
        "http://h?query",
        "http://[::1",
    ],
)
def test_no_address(uri: str) -> None:
    with pytest.raises(SetupError):
        parse_http_uri(uri)


@pytest.mark.parametrize(
    ("host", "keys", "warned"),
    [
        ("127.0.0.1", (), False),
        ("localhost", (), False),
        ("0.0.0.0", (), True),
        ("0.0.0.0", ("key",), False),
        ("::1", (), False),
    ],
)
async def test_an_open_port_without_a_key_is_warned_of_once(
    caplog: pytest.LogCaptureFixture, host: str, keys: tuple[str, ...], warned: bool
) -> None:
    server = HttpServer(create_app(ToneEngine(), HttpOptions(api_keys=keys)), host, 0)
    await server.start()
    await server.stop(0)
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == warned


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("127.9.9.9", True), ("::1", True), ("::", False), ("kokoro.lan", False)],
)
def test_what_only_this_machine_reaches(host: str, own: bool) -> None:
    assert _is_loopback(host) is own


async def test_a_server_that_stops_keeps_no_connection_open() -> None:
    server = HttpServer(create_app(ToneEngine()), "127.0.0.1", 0)
    await server.start()
    url = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(url) as one, aiohttp.ClientSession(url) as other:
        async with other.get("/health") as reply:
            assert "Connection" not in reply.headers
        body = {"input": "One. ENDLESS", "response_format": "pcm"}
        async with one.post("/v1/audio/speech", json=body) as running:
            stopping = asyncio.create_task(server.stop(5.0))
            await asyncio.sleep(0)
            async with other.get("/health") as reply:
                assert reply.headers["Connection"] == "close"
            running.close()
        await stopping


async def test_who_has_been_answered_makes_way_and_who_is_served_does_not() -> None:
    engine = ToneEngine()
    server = HttpServer(create_app(engine, HttpOptions(max_connections=1)), "127.0.0.1", 0)
    await server.start()
    url = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(url) as one, aiohttp.ClientSession(url) as other:
        for session in (one, other, one):
            async with session.get("/health") as reply:
                assert reply.status == 200
        body = {"input": "Begun. WAIT", "response_format": "pcm"}
        async with one.post("/v1/audio/speech", json=body) as served:
            assert served.status == 200
            async with other.get("/health") as reply:
                assert (reply.status, await reply.read()) == (503, b"")
                told = [reply.headers[name] for name in ("Retry-After", "Connection")]
                assert told == ["10", "close"]
    await server.stop(0)


def encoders() -> int:
    """Threads that encode."""
    return sum(thread.name.startswith("encoder") for thread in threading.enumerate())


async def test_a_taken_port_is_a_setup_error() -> None:
    first = HttpServer(create_app(ToneEngine()), "127.0.0.1", 0)
    await first.start()
    before = encoders()
    second = HttpServer(create_app(ToneEngine()), "127.0.0.1", first.port)
    with pytest.raises(SetupError, match=str(first.port)):
        await second.start()
    await until(lambda: encoders() <= before)
    await first.stop(0)
    await first.stop(0)


def test_a_key_file_has_a_key_a_line(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("# mine\none\n\n  two \n")
    assert read_key_file(file) == ("one", "two")


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"\xff\xfe"])
def test_a_key_file_without_a_key_is_a_setup_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "keys"
    file.write_bytes(content)
    with pytest.raises(SetupError):
        read_key_file(file)
    with pytest.raises(SetupError):
        read_key_file(tmp_path / "none")
