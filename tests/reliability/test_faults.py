"""What breaks beneath the server costs the utterance that needs it, and no more."""

import errno
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest
from wyoming.audio import AudioStop
from wyoming.error import Error
from wyoming.tts import Synthesize, SynthesizeVoice

from tests.conftest import cache_hits, speak, until
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import NotReady, SetupError, SynthesisFailed
from wyoming_kokoro.http_server import HttpOptions
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.metrics import exposition
from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.models.kokoro_kernels import KokoroKernels
from wyoming_kokoro.wyoming_server import Advertisement

from .conftest import LONG, MakeEngine, Serve, Servers, engine_is_idle
from .quick import QuickBackend

SPEECH = "/v1/audio/speech"
HELLO = SpeechRequest("Hello there.")


def once(what: Callable[[], None], after: int = 0) -> Callable[[], None]:
    """Does `what` the first time that it is called, or later."""
    calls = iter(range(1_000_000))

    def call() -> None:
        if next(calls) == after:
            what()

    return call


def failing(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


async def wyoming_error(servers: Servers, text: str, voice: str = "af_heart") -> Error:
    """The error that ends a `synthesize`; there must be no `audio-stop` before it."""
    async with servers.client() as client:
        await client.write_event(Synthesize(text, voice=SynthesizeVoice(name=voice)).event())
        while (event := await client.read_event()) is not None:
            assert not AudioStop.is_type(event.type)
            if Error.is_type(event.type):
                return Error.from_event(event)
    raise AssertionError("the connection ended without an error")


# The model.


@pytest.fixture
def data_with_links(data_dir: Path, tmp_path: Path) -> AssetPaths:
    """A data folder of links to the real one."""
    for file in data_dir.iterdir():
        (tmp_path / file.name).symlink_to(file)
    return AssetPaths(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"not a checkpoint at all" * 100, None])
async def test_a_damaged_model_is_one_line_and_each_request_is_told(
    data_with_links: AssetPaths, damage: bytes | None
) -> None:
    checkpoint = data_with_links.checkpoint
    half = checkpoint.open("rb").read(1_000_000)
    checkpoint.unlink()
    checkpoint.write_bytes(half if damage is None else damage)
    model = KokoroKernels(data_with_links)
    manager = ModelManager({model.name: model}, model.name)
    with pytest.raises(SetupError) as told:
        await manager.load()
    assert checkpoint.name in told.value.message and "\n" not in told.value.message
    for _ in range(2):
        with pytest.raises(NotReady) as refused:
            async with manager.use():
                pass
        assert str(checkpoint) not in refused.value.message
    assert manager.states()[0].users == 0


@pytest.mark.parametrize(
    "error", [RuntimeError("secret /path"), MemoryError(), SynthesisFailed("out of memory")]
)
async def test_inference_that_raises_fails_one_utterance(
    servers: Servers, backend: QuickBackend, error: Exception
) -> None:
    async with aiohttp.ClientSession(servers.url) as session:
        backend.before = once(failing(error))
        async with session.post(SPEECH, json={"input": "Hello."}) as reply:
            assert reply.status == 500 and "secret" not in await reply.text()
        backend.before = once(failing(error))
        assert (await wyoming_error(servers, "Hello.")).code == "synthesis_failed"
    await servers.serve_the_next()


async def test_inference_that_raises_midway_is_no_short_success(
    servers: Servers, backend: QuickBackend
) -> None:
    async with aiohttp.ClientSession(servers.url) as session:
        backend.before = once(failing(RuntimeError("defect")), after=3)
        async with session.post(SPEECH, json={"input": LONG, "response_format": "pcm"}) as reply:
            assert reply.status == 200
            with pytest.raises(aiohttp.ClientError):
                await reply.read()
        backend.before = once(failing(RuntimeError("defect")), after=3)
        assert (await wyoming_error(servers, LONG)).code == "synthesis_failed"
    await servers.serve_the_next(errors_kept=True)


def restarts() -> float:
    """Inference threads replaced since the tests began, in all engines."""
    counted = re.search(rb"^kokoro_inference_restarts_total (\S+)", exposition(), re.MULTILINE)
    return float(counted[1]) if counted else 0.0


async def test_a_thread_that_dies_is_noticed_and_replaced(
    quick: SpeechEngine, backend: QuickBackend
) -> None:
    before = restarts()
    backend.before = once(failing(SystemExit()))
    with pytest.raises(SynthesisFailed):
        await speak(quick, HELLO)
    assert await speak(quick, HELLO)
    await quick.pulse()
    assert restarts() == before + 1
    await engine_is_idle(quick)


# Files.


async def test_a_voice_whose_file_vanished_is_an_error_without_its_path(
    make_engine: MakeEngine, serve: Serve, data_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "af_heart.pt").symlink_to(data_dir / "voices/af_heart.pt")
    engine = await make_engine(voices_dir=tmp_path)
    servers = await serve(engine, options=HttpOptions(mix=engine.style))
    async with aiohttp.ClientSession(servers.url) as session:
        async with session.post(SPEECH, json={"input": "Hi.", "voice": "af_sky"}) as reply:
            assert reply.status == 500 and str(tmp_path) not in await reply.text()
        combined = {"voices": "af_heart+af_sky"}
        async with session.post("/v1/audio/voices/combine", json=combined) as reply:
            assert reply.status == 500 and str(tmp_path) not in await reply.text()
    error = await wyoming_error(servers, "Hi.", "af_sky")
    assert error.code == "synthesis_failed" and str(tmp_path) not in error.text
    await servers.serve_the_next()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


async def test_a_full_disk_costs_the_cache_and_no_speech(
    make_engine: MakeEngine, small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (small_disk / "other").write_bytes(bytes(60_000))
    engine = await make_engine(cache=PhraseCache(1, small_disk))
    assert await speak(engine, HELLO) == await speak(engine, HELLO)
    assert sum("cannot be kept" in record.message for record in caplog.records) == 1
    (small_disk / "other").unlink()
    assert await speak(engine, HELLO)


async def test_a_read_only_cache_is_still_read(
    make_engine: MakeEngine, small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    kept = PhraseCache(0, small_disk)
    first = await speak(await make_engine(cache=kept), HELLO)
    kept.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    read_only = PhraseCache(0, small_disk)
    engine, known = await make_engine(cache=read_only), cache_hits()
    assert await speak(engine, HELLO) == first
    assert cache_hits() > known
    assert await speak(engine, SpeechRequest("Something new."))
    assert await speak(engine, HELLO) == first
    assert sum("cannot be kept" in record.message for record in caplog.records) == 1
    read_only.close()


async def test_a_folder_that_may_not_be_written(make_engine: MakeEngine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = await make_engine(cache=PhraseCache(1, tmp_path / "file/cache"))
    assert await speak(engine, HELLO) == await speak(engine, HELLO)


# The network and the clock.


async def test_a_taken_mdns_port_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        try:
            taken.bind(("0.0.0.0", 5353))
        except OSError as error:
            assert error.errno == errno.EADDRINUSE
            pytest.skip("another responder has the port and shares it")
        advertisement = Advertisement(10200, ["127.0.0.1"])
        await advertisement.start()
        await until(lambda: any("Not advertised" in r.message for r in caplog.records))
        await advertisement.stop()


async def test_jumps_of_the_clock_change_nothing(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deadlines, timeouts and the queue go by the monotonic clock."""
    real, calls = time.time, iter(range(10_000_000))
    monkeypatch.setattr(time, "time", lambda: real() + (-1) ** next(calls) * 10 * 365 * 86_400.0)
    before = await speak(servers.engine, HELLO)
    await servers.serve_the_next()
    assert await speak(servers.engine, HELLO) == before


def test_no_deadline_is_made_of_the_wall_clock() -> None:
    package = Path(__file__).parents[2] / "wyoming_kokoro"
    found = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if "time.time" in file.read_text(encoding="utf-8")
    }
    assert found == {"http_server/status.py"}, "there, times are for people to read"
