"""Memory of a real server, from outside: after whatever was asked of it, it is where it was."""

import asyncio
import json
import os
import random
import signal

import aiohttp
import psutil
import pytest

from tests.wyoming_server.test_bad_clients import CORPUS
from wyoming_kokoro.audio.formats import AudioFormat

from .running import Process, Start
from .test_bad_input import HTTP, WYOMING

MB = 1 << 20
MOST_GROWTH_MB = 50
REQUESTS = int(os.environ.get("MEMORY_REQUESTS", "300"))
"""Of all sorts; 10,000 before a release."""
LANGUAGES = {
    "af_heart": "the kettle is boiling and the front door is open",
    "bf_emma": "the post has come and the bins go out tomorrow",
    "ef_dora": "la puerta está abierta desde las siete y media",
    "ff_siwis": "la lumière du salon est allumée depuis ce matin",
    "hf_alpha": "रसोई की बत्ती चालू है और दरवाज़ा बंद है",
    "if_sara": "la finestra della cucina è aperta da ieri sera",
    "jf_alpha": "台所 の 電気 が ついて います から 消して ください",
    "pf_dora": "a porta da garagem está aberta desde ontem",
    "zf_xiaoxiao": "厨房 的 灯 开着 请 把 它 关掉",
}


def malformed() -> list[tuple[bool, bytes]]:
    """48 inputs and more that no client should send, for HTTP (true) or Wyoming."""
    texts = [json.dumps({"text": text}).encode() for text in WYOMING.values()]
    frames = [b'{"type":"synthesize","data_length":%d}\n' % len(t) + t for t in texts]
    over_http = [(True, raw) for raw, _ in HTTP.values()]
    return over_http + [(False, raw) for raw in [*CORPUS.values(), *frames]]


async def throw(server: Process, http: bool, raw: bytes) -> None:
    """Send bytes, read what comes at first, hang up."""
    port = server.http_port if http else server.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(raw)
        async with asyncio.timeout(10):
            await writer.drain()
            await reader.read(10_000)
    except (OSError, TimeoutError):
        pass
    finally:
        writer.transport.abort()


async def ask(server: Process, session: aiohttp.ClientSession, chance: random.Random) -> None:
    """Something that a client may ask, in any language, format and length."""
    voice, words = chance.choice(list(LANGUAGES.items()))
    picked = chance.choices(words.split(), k=chance.choice((1, 3, 8, 20)))
    body = {
        "input": " ".join(picked) + ".",
        "voice": voice,
        "response_format": chance.choice([*AudioFormat]),
        "speed": chance.choice((0.8, 1.0, 1.5, 3.0)),
    }
    async with session.post("/v1/audio/speech", json=body) as reply:
        assert reply.status == 200 and await reply.read()


def used_mb(server: Process) -> float:
    return psutil.Process(server.process.pid).memory_info().rss / MB


async def settled_mb(server: Process) -> float:
    """Resident memory once nobody has been served for some seconds."""
    await asyncio.sleep(9)
    return used_mb(server)


@pytest.mark.long
async def test_after_whatever_was_asked_memory_is_where_it_was(start: Start) -> None:
    server = start("--cache-mb", "0")
    await server.ready()
    chance = random.Random(1)
    async with aiohttp.ClientSession(server.url) as session:
        for voice, words in LANGUAGES.items():  # dictionaries stay, and are no growth
            body = {"input": words, "voice": voice, "response_format": "mp3"}
            async with session.post("/v1/audio/speech", json=body) as reply:
                assert reply.status == 200 and await reply.read()
        longest = " ".join([LANGUAGES["af_heart"]] * 12) + "."  # working memory is as large as that
        body = {"input": longest, "response_format": "pcm"}
        async with session.post("/v1/audio/speech", json=body) as reply:
            assert reply.status == 200 and await reply.read()
        for _ in range(REQUESTS // 10):
            await ask(server, session, chance)
        figures = {"warm": await settled_mb(server)}
        for http, raw in malformed():
            await throw(server, http, raw)
        figures[f"{len(malformed())} malformed inputs"] = await settled_mb(server)

        async def one_after_the_other(count: int) -> None:
            for _ in range(count):
                await ask(server, session, chance)

        await asyncio.gather(*(one_after_the_other(REQUESTS // 4) for _ in range(4)))
        figures[f"{REQUESTS} requests in nine languages"] = await settled_mb(server)
        await asyncio.gather(*(one_after_the_other(3) for _ in range(16)))
        figures["16 listeners"] = await settled_mb(server)
    print("\n" + ", ".join(f"{name}: {mb:.0f} MB" for name, mb in figures.items()))
    server.process.send_signal(signal.SIGTERM)
    assert await server.end() == 0
    assert max(figures.values()) - figures["warm"] <= MOST_GROWTH_MB


@pytest.mark.long
async def test_a_real_server_stays_below_its_limit(start: Start) -> None:
    """Languages that were idle are given up, and spoken again when they are asked for."""
    server = start("--cache-mb", "64", "--memory-limit", "1")
    await server.ready()
    while "new requests are refused" not in server.log:
        await asyncio.sleep(0.1)
    status, body = await server.post("The kettle is boiling.")
    assert (status, json.loads(body)["error"]["code"]) == (429, "busy")
    assert (await server.synthesize("The kettle is boiling.")).errors == ["busy"]
    kinds = {
        name: size for name, size in (await server.metrics()).items() if "memory_bytes" in name
    }
    assert kinds['kokoro_memory_bytes{kind="private"}'] > 100 * MB
    assert set(kinds) >= {
        f'kokoro_memory_bytes{{kind="{k}"}}' for k in ("mapped", "phrases", "voices")
    }
    server.process.send_signal(signal.SIGTERM)
    assert await server.end() == 0
