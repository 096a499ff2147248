"""The server as a process: killed, started again, told to stop while it speaks; what it says of
itself meanwhile.
"""

import asyncio
import json
import os
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.conftest import until

from .conftest import LONG
from .running import Process, Start

SECRET = "Xylophones"
PHRASE = f"{SECRET} are ready."


def _asked(cache: Path, query: str) -> Any:
    """What the file of phrases answers to another process."""
    with closing(sqlite3.connect(cache / "phrases.sqlite3")) as database:
        return database.execute(query).fetchone()[0]


async def test_killed_while_it_speaks_it_starts_again_with_a_sound_cache(
    start: Start, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    first = start("--cache-dir", str(cache), "--log-format", "json", "--debug")
    await first.ready()
    said = await first.synthesize(PHRASE)
    await check_log_is_silent_about_the_text(first)
    long = asyncio.create_task(first.post(LONG))
    await until(lambda: _asked(cache, "SELECT count(*) FROM phrases") >= 3)
    os.kill(first.process.pid, signal.SIGKILL)
    with pytest.raises(aiohttp.ClientError):
        await long
    assert await first.end() == -signal.SIGKILL
    assert _asked(cache, "PRAGMA integrity_check") == "ok"

    second = start("--cache-dir", str(cache), "--cache-mb", "0", "--log-text")
    await second.ready()
    assert (await second.synthesize(PHRASE)).pcm == said.pcm
    assert (await second.metrics())["kokoro_cache_hits_total"] > 0
    assert f"text='{PHRASE}'" in second.log
    second.process.send_signal(signal.SIGTERM)
    assert await second.end() == 0


async def check_log_is_silent_about_the_text(server: Process) -> None:
    """One line for each utterance with all that is known of it, and nowhere a word of what was
    said.
    """
    assert (await server.post(PHRASE))[0] == 200
    bad = f"{SECRET} [pause:{SECRET}] {SECRET}"
    assert (await server.post(bad))[0] == 400
    assert (await server.synthesize(bad)).errors == ["invalid_markup"]
    assert SECRET.lower() not in server.log.lower()
    entries = [json.loads(line) for line in server.log.splitlines() if line.startswith("{")]
    utterances = [entry for entry in entries if "utterance" in entry]
    assert [entry["result"] for entry in utterances] == ["spoken", "spoken", "refused"]
    assert [entry["protocol"] for entry in utterances] == ["wyoming", "http", "wyoming"]
    spoken = utterances[0]
    assert spoken["client"] == "127.0.0.1" and spoken["voice"] == "af_heart"
    assert spoken["characters"] == len(PHRASE) and spoken["audio_s"] > 0.5
    assert spoken["first_audio_s"] > 0 and spoken["rtf"] > 0


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
        notified.bind(str(tmp_path / "notify"))
        notified.setblocking(False)
        yield notified


def states(notified: socket.socket) -> list[str]:
    received: list[str] = []
    while True:
        try:
            received.append(notified.recv(100).decode())
        except BlockingIOError:
            return received


@pytest.mark.long
async def test_told_to_stop_under_load_it_drains_both_ports_and_ends_with_0(
    start: Start, systemd: socket.socket, tmp_path: Path
) -> None:
    server = start(
        "--drain-seconds",
        "1",
        "--max-input-chars",
        "100000",
        NOTIFY_SOCKET=str(tmp_path / "notify"),
        WATCHDOG_USEC="600000",
    )
    await server.ready()
    received: list[str] = []
    await until(lambda: bool(received.extend(states(systemd)) or received.count("WATCHDOG=1") > 2))
    assert received[0] == "READY=1"
    listeners = [asyncio.create_task(server.synthesize(LONG * 4)) for _ in range(4)]
    listeners += [asyncio.create_task(server.post(LONG * 4)) for _ in range(4)]
    while (await server.metrics())["kokoro_active_utterances"] < 8:
        await asyncio.sleep(0.05)
    server.process.send_signal(signal.SIGTERM)
    ends = await asyncio.gather(*listeners, return_exceptions=True)
    assert await server.end() == 0
    for end in ends:
        assert isinstance(end, OSError | aiohttp.ClientError) or "audio-stop" not in end.events
    assert "STOPPING=1" in states(systemd)
    assert "Traceback" not in server.log


async def test_a_port_in_use_is_one_line_and_exit_code_1(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = start("--http-uri", f"http://127.0.0.1:{port}")
        assert await server.end() == 1
    lines = server.log.splitlines()
    assert len(lines) == 1 and str(port) in lines[0]


async def test_clients_outside_of_the_allowed_networks_are_turned_away(start: Start) -> None:
    server = start("--allow", "192.0.2.0/24", "--no-preload")
    await server.ready()
    with pytest.raises((AssertionError, ConnectionError)):
        assert (await server.synthesize("Hello.")).pcm
    assert "Turned away 127.0.0.1" in server.log
    assert (await server.post("Hello."))[0] == 200
    server.process.send_signal(signal.SIGTERM)
    assert await server.end() == 0


async def test_no_route_takes_more_than_the_longest_text_of_an_utterance(start: Start) -> None:
    server = start("--max-text-chars", "60", "--no-preload")
    await server.ready()
    url = f"http://127.0.0.1:{server.http_port}/dev/phonemize"
    async with aiohttp.ClientSession() as http, http.post(url, json={"text": "a " * 31}) as reply:
        assert reply.status == 413
        assert "the limit is 60" in (await reply.json())["error"]["message"]
