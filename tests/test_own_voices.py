"""A server that sleeps, with voices of the operator's own, as its clients meet it."""

import asyncio
import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize, SynthesizeVoice

from .conftest import Listener, samples_of
from .test_serving import Server, collect, start_server

TEXT = "The kettle is boiling."
WORD = "Boiling."
"""Made in one piece; how a longer text is parted, and so its samples, is a matter of the load."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "voices").mkdir()
    (folder / "settings.toml").write_text(
        "preload = false\nidle_unload = 2\ncache_mb ="
        ' 0\n[voices.narrator]\nblend = "bf_emma"\nspeed = 0.7\n'
    )
    return folder


@pytest.fixture(scope="module")
def server(data_dir: Path, home: Path) -> Iterator[Server]:
    flags = ["--config", str(home / "settings.toml"), "--voices-dir", str(home / "voices")]
    running = start_server(data_dir, *flags)
    yield running
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(30) == 0


async def http(server: Server, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = Request(f"http://127.0.0.1:{server.http_port}{path}", data, headers)
    reply = await asyncio.to_thread(lambda: urlopen(request, timeout=120).read())
    return reply if reply[:1] not in (b"{", b"[") else json.loads(reply)


async def until(condition: Any) -> None:
    async with asyncio.timeout(60):
        while not await condition():
            await asyncio.sleep(0.2)


async def advertised(server: Server) -> set[str]:
    async with server.client() as client:
        await client.write_event(Describe().event())
        event = await client.read_event()
    assert event is not None
    return {voice.name for voice in Info.from_event(event).tts[0].voices}


async def spoken(server: Server, voice: str, speaker: str | None = None, text: str = TEXT) -> bytes:
    async with server.client() as client:
        wanted = SynthesizeVoice(name=voice, speaker=speaker)
        await client.write_event(Synthesize(text, voice=wanted).event())
        heard = await collect(client, "audio-stop")
    assert not heard.errors
    return heard.pcm


async def is_loaded(server: Server) -> bool:
    model = await http(server, "/v1/models/kokoro")
    return bool(model["backend"]["loaded"])


async def test_the_model_is_loaded_for_those_who_speak_and_sleeps_after(
    server: Server, hear: Listener
) -> None:
    assert not await is_loaded(server)
    pcm = await spoken(server, "narrator")
    assert await is_loaded(server)
    assert "kettle is boiling" in hear(samples_of(pcm)).lower()
    word = await spoken(server, "narrator", text=WORD)

    async def asleep() -> bool:
        return not await is_loaded(server)

    await until(asleep)
    assert await spoken(server, "narrator", text=WORD) == word
    assert await http(server, "/v1/models/unload?model=kokoro", {}) == {
        "unloaded": ["kokoro-v1"],
        "in_use": [],
    }


async def test_presets_and_speakers_set_the_speed(server: Server) -> None:
    own, slow, fast = [
        len(await spoken(server, "bf_emma", speaker)) for speaker in (None, "slow", "fast")
    ]
    assert slow > 1.15 * own > 1.3 * fast
    assert len(await spoken(server, "narrator")) > 1.3 * own


async def test_new_voices_are_advertised_and_speak_at_once(
    server: Server, data_dir: Path, home: Path
) -> None:
    assert "narrator" in await advertised(server)
    shutil.copy(data_dir / "voices" / "bm_lewis.pt", home / "voices" / "bm_uncle.pt")
    with (home / "settings.toml").open("a") as file:
        file.write('[voices.teller]\nblend = "bm_uncle"\nlabel = "Teller of tales"\n')

    async def there() -> bool:
        return {"bm_uncle", "teller"} <= await advertised(server)

    await until(there)
    listed = (await http(server, "/v1/audio/voices?language=en_GB"))["voices"]
    names = {voice["id"]: voice["name"] for voice in listed}
    assert names["teller"] == "Teller of tales (British English, male)"
    lewis = await spoken(server, "bm_lewis", text=WORD)
    assert await spoken(server, "bm_uncle", text=WORD) == lewis
    assert await spoken(server, "teller", text=WORD) == lewis


async def test_the_onnx_model_speaks_when_it_is_named(server: Server, hear: Listener) -> None:
    ids = [model["id"] for model in (await http(server, "/v1/models"))["data"]]
    if "kokoro-onnx" not in ids:
        pytest.skip("there is no ONNX file")
    body = {"model": "kokoro-onnx", "input": TEXT, "response_format": "pcm", "voice": "af_heart"}
    assert "kettle is boiling" in hear(samples_of(await http(server, "/v1/audio/speech", body)))
