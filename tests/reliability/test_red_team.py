"""What somebody means harm with, on a real server: smuggled requests, bytes a second apart, a
network that fails, greed, and a process that is killed again and again.
"""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import psutil
import pytest

from tests.conftest import until
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.http_server import HttpOptions
from wyoming_kokoro.logs import QUIET

from .conftest import LONG, MakeEngine, Serve, Servers
from .proxy import FAULTS, FaultProxy
from .quick import QuickBackend
from .running import Process, Start

MINUTES = float(os.environ.get("RED_TEAM_MINUTES", "1"))
"""How long each of the long ones goes on; ten before a release."""
_FOR_EVER_S = 900.0
"""Longer than any machine needs."""
BODY = b'{"input":"One.","response_format":"pcm"}'
HEAD = b"POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
VICTIM = b"GET /v1/models/secret HTTP/1.1\r\nHost: x\r\n\r\n"


# Request smuggling: what two readers of one stream might understand differently is refused, and
# nothing after it on that connection is answered.

SMUGGLED = {
    "both lengths": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked and not": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"Content-Length : %d\r\n\r\n" % len(BODY) + BODY,
    "a folded header": b"X: y\r\n Content-Length: %d\r\n\r\n" % len(BODY) + BODY,
    "a sign": b"Content-Length: +%d\r\n\r\n" % len(BODY) + BODY,
    "an underscore": b"Content-Length: 4_0\r\n\r\n" + BODY,
    "two lengths": b"Content-Length: %d\r\nContent-Length: 0\r\n\r\n" % len(BODY) + BODY,
    "lengths in a list": b"Content-Length: %d, 0\r\n\r\n" % len(BODY) + BODY,
    "a size of a chunk with a sign": b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a size of a chunk with 0x": b"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
    "a NUL in a header": b"X: a\0b\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY,
    "a bare line feed": b"X: y\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY,
}


@pytest.mark.parametrize("rest", SMUGGLED.values(), ids=SMUGGLED)
async def test_an_ambiguous_request_is_refused_and_hides_no_other(
    servers: Servers, rest: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    reader, writer = await servers.raw(http=True)
    writer.write(HEAD + rest + VICTIM)
    async with asyncio.timeout(60):
        answered = await reader.read()
    assert re.match(rb"HTTP/1.[01] 400 ", answered), answered[:200]
    assert answered.count(b"HTTP/1.") == 1 and b"models/secret" not in answered
    assert logged_by_default(caplog) == []
    writer.close()
    await servers.serve_the_next()


def logged_by_default(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log would have: no stranger fills it with tracebacks."""
    return [record.getMessage() for record in caplog.records if record.name not in QUIET]


# Slowloris.


async def test_headers_that_never_end_hold_nobody_up(quick: SpeechEngine, serve: Serve) -> None:
    servers = await serve(quick, options=HttpOptions(max_connections=20))
    slow = [await servers.raw(http=True) for _ in range(60)]
    for byte in b"GET / HTTP/1.1\r\nX: y":
        for _, writer in slow:
            writer.write(bytes([byte]))
        await asyncio.sleep(0)
    await servers.serve_the_next()
    for _, writer in slow:
        writer.close()


# Greed.


@pytest.mark.long
@pytest.mark.parametrize("clients", [64, 200])
async def test_one_greedy_client_leaves_a_polite_one_its_turn(
    make_engine: MakeEngine, serve: Serve, backend: QuickBackend, clients: int
) -> None:
    """Both ports, one key each; the model takes as long as half of what it says."""
    backend.before = lambda: time.sleep(0.02)
    engine = await make_engine(max_utterances=4, max_queue=16)
    servers = await serve(engine, options=HttpOptions(api_keys=("greedy", "polite")))
    results: Counter[tuple[str, int]] = Counter()
    done = asyncio.Event()

    async def ask(session: aiohttp.ClientSession, key: str, number: int) -> int:
        body = {"input": f"Number {number} speaks now.", "response_format": "pcm"}
        headers = {"Authorization": f"Bearer {key}"}
        async with session.post("/v1/audio/speech", json=body, headers=headers) as reply:
            await reply.read()
            results[key, reply.status] += 1
            return reply.status

    async def be_greedy(session: aiohttp.ClientSession, number: int) -> None:
        while not done.is_set():
            if await ask(session, "greedy", number) == 429:
                await asyncio.sleep(1)  # as `Retry-After` says

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(servers.url, connector=connector) as session:
        greedy = [asyncio.create_task(be_greedy(session, n)) for n in range(clients)]
        while not results["greedy", 429]:
            await asyncio.sleep(0.01)
        for number in range(5):
            assert await ask(session, "polite", 1_000 + number) == 200
        done.set()
        await asyncio.gather(*greedy)
    assert results["polite", 200] == 5
    assert set(status for _, status in results) <= {200, 429}
    await servers.are_idle()


@pytest.mark.long
async def test_two_hundred_long_requests_over_wyoming_keep_no_polite_client_waiting(
    make_engine: MakeEngine, serve: Serve, backend: QuickBackend
) -> None:
    """A client is an address here. Three of four places and the whole queue are the greedy one's,
    whose utterances are long: whoever had to wait for one of them to end would wait too long.
    """
    backend.before = lambda: time.sleep(0.01)
    servers = await serve(await make_engine(max_utterances=4, max_queue=16))
    admission = servers.engine.admission
    ended: Counter[str] = Counter()

    async def ask(address: str, text: str) -> str:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", servers.wyoming.port, local_addr=(address, 0)
        )
        tail = b""
        try:
            event = {"type": "synthesize", "data": {"text": text}}
            writer.write(json.dumps(event).encode() + b"\n")
            while not (b'"audio-stop"' in tail or b'"busy"' in tail):
                piece = await reader.read(65_536)
                assert piece, "neither spoken nor refused"
                tail = tail[-20:] + piece
        finally:
            writer.close()
        how = "spoken" if b'"audio-stop"' in tail else "busy"
        ended[f"{address} {how}"] += 1
        return how

    greedy = [asyncio.create_task(ask("127.0.0.1", LONG * 3)) for _ in range(200)]
    await until(lambda: ended["127.0.0.1 busy"] == 200 - 3 - 16)
    assert (admission.active, admission.waiting) == (3, 16)
    for number in range(5):
        both = (ask(f"127.0.0.{host}", f"Number {number} is polite.") for host in (2, 3))
        assert await asyncio.gather(*both) == ["spoken", "spoken"]
    assert not ended["127.0.0.1 spoken"], "the polite ones were done before any of the greedy one's"
    assert admission.active == 3
    for task in greedy:
        task.cancel()
    await asyncio.gather(*greedy, return_exceptions=True)
    await servers.are_idle()


# A network that fails.


@asynccontextmanager
async def soaked(start: Start, *flags: str) -> AsyncIterator[Process]:
    server = start("--cache-mb", "8", "--idle-timeout", "20", "--send-timeout", "5", *flags)
    await server.ready()
    yield server
    server.process.send_signal(signal.SIGTERM)
    assert await server.end() == 0
    assert "Traceback" not in server.log


async def repeat(
    work: Callable[[int], Awaitable[None]], until_s: float, patience_s: float
) -> Counter[str]:
    """`work` with rising numbers until that time of the loop, each for so long; how it ended."""
    ended: Counter[str] = Counter()
    number = 0
    while asyncio.get_running_loop().time() < until_s:
        number += 1
        try:
            async with asyncio.timeout(patience_s):
                await work(number)
            ended["done"] += 1
        except (OSError, aiohttp.ClientError, EOFError, TimeoutError, ValueError) as error:
            ended[type(error).__name__] += 1
    return ended


@pytest.mark.long
async def test_a_failing_network_costs_those_behind_it_alone(start: Start) -> None:
    async with soaked(start) as server:
        before = psutil.Process(server.process.pid).num_fds()
        async with FaultProxy(server.port, 1) as wyoming, FaultProxy(server.http_port, 2) as http:
            far = Process(server.process, wyoming.port, http.port, server.log_file)
            end_s = asyncio.get_running_loop().time() + 60 * MINUTES

            async def over_http(number: int) -> None:
                await far.post(f"The kettle number {number} is boiling.", response_format="opus")

            async def over_wyoming(number: int) -> None:
                await far.synthesize(f"The light number {number} is on.")

            async def near(number: int) -> None:
                heard = await server.synthesize(f"Door {number}.")
                assert heard.pcm and not heard.errors

            behind = [over_http, over_wyoming, over_http, over_wyoming]
            healthy, *others = await asyncio.gather(
                repeat(near, end_s, _FOR_EVER_S), *(repeat(work, end_s, 40) for work in behind)
            )
            assert set(wyoming.faults) | set(http.faults) == set(FAULTS)
        assert healthy["done"] and set(healthy) == {"done"}, healthy
        counted = sum(others, Counter[str]())
        assert counted["done"], counted
        deadline = asyncio.get_running_loop().time() + 60
        while (load := await server.metrics())["kokoro_active_utterances"] + load[
            "kokoro_waiting_utterances"
        ]:
            assert asyncio.get_running_loop().time() < deadline
            await asyncio.sleep(0.2)
        faults = dict(wyoming.faults + http.faults)
        print(f"\nnetwork: {dict(counted)}, beside it {dict(healthy)}, faults {faults}")
        while psutil.Process(server.process.pid).num_fds() > before + 4:
            assert asyncio.get_running_loop().time() < deadline
            await asyncio.sleep(0.2)


# Killed again and again.


@pytest.mark.long
async def test_killed_again_and_again_nothing_is_lost_but_what_was_being_spoken(
    start: Start, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    flags = ("--cache-dir", str(cache), "--cache-mb", "0")
    kept: dict[int, bytes] = {}
    kills = 0
    end = time.monotonic() + 60 * MINUTES
    while time.monotonic() < end or kills < 3:
        server = start(*flags)
        await server.ready()
        assert "damaged" not in server.log and "anew" not in server.log
        for number, pcm in list(kept.items())[-3:]:
            assert (await server.synthesize(f"Phrase {number}.")).pcm == pcm
        if kept:
            assert (await server.metrics())["kokoro_cache_hits_total"] >= min(3, len(kept))
        # No sentence comes twice: one that was said before would be there at once, to the end.
        story = " ".join(f"Line {line} of story {kills} goes on." for line in range(400))
        speaking = [asyncio.create_task(server.post(story)) for _ in range(3)]
        until_s = time.monotonic() + random.uniform(2, 12)
        while time.monotonic() < until_s:
            number = len(kept)
            kept[number] = (await server.synthesize(f"Phrase {number}.")).pcm
            assert kept[number]
            await asyncio.sleep(0.2)
        server.process.kill()
        kills += 1
        ended = await asyncio.gather(*speaking, return_exceptions=True)
        assert not any(isinstance(e, tuple) and e[0] == 200 for e in ended), "no short success"
        assert await server.end() == -signal.SIGKILL
    print(f"\nkilled {kills} times, {len(kept)} phrases kept")


# The way out.


STRACE = ["strace", "-f", "-e", "trace=network", "-o", "/dev/stderr"]
_OUTGOING = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg)\(.*AF_INET")
_CALL_OUT = """
import socket
socket.socket(type=socket.SOCK_DGRAM).connect(("192.0.2.1", 9))
socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("::1", 9))
"""


@pytest.mark.long
async def test_the_server_opens_no_connection_of_its_own(start: Start) -> None:
    """Looked at from outside, all threads and children, from the first instruction to the last."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not there")
    calling_out = subprocess.run(
        [*STRACE, sys.executable, "-c", _CALL_OUT], capture_output=True, text=True, check=False
    )
    assert len(_OUTGOING.findall(calling_out.stderr)) == 2, "what calls out is seen"
    start.before = STRACE
    server = start("--api-key", "secret")
    await server.ready()
    assert (await server.synthesize("Good evening. Das Haus ist groß. 今日は。")).pcm
    async with aiohttp.ClientSession(server.url) as session:
        for path in ("/", "/docs", "/openapi.json", "/v1/audio/voices", "/metrics", "/ready"):
            headers = {"Authorization": "Bearer secret"}
            async with session.get(path, headers=headers) as reply:
                assert reply.status == 200 and await reply.read()
    for child in psutil.Process(server.process.pid).children():
        child.send_signal(signal.SIGTERM)
    await server.end()
    lines = server.log.splitlines()
    assert any("accept4(" in line and "AF_INET" in line for line in lines), "it was looked at"
    assert [line for line in lines if _OUTGOING.search(line)] == []
