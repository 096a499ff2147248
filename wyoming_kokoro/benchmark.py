"""How fast this machine speaks, and which settings suit it: `wyoming-kokoro bench`."""

import asyncio
import platform
import statistics
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from .composition import build_engine
from .engine.speech import SpeechChunk, SpeechRequest
from .errors import SetupError
from .models.device import choose_device, usable_cores
from .models.kernels import installed
from .models.kernels.installed import KernelStatus
from .settings import Settings
from .version import __version__

_PHRASE = "The living room lights are now on."
_SENTENCE = (
    "When I get home the lights in the living room will turn on automatically, and the heating will"
    " be set to twenty one degrees Celsius."
)
_ROUNDS = 5
_COMFORTABLE = 0.5
"""Real-time factor below which speech begins quickly and never stutters."""
_FULL = 0.92
"""Sum of all listeners' real-time factors up to which nobody hears a gap (docs/performance.md)."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What a setting gives: seconds of work per second of speech, and seconds to the first audio of
    a phrase.
    """

    precision: str
    threads: int
    phrase: float
    sentence: float
    first_s: float


def run(settings: Settings) -> list[Speed]:
    """Measure each precision that the machine has, with all cores and with one; prints a line for
    each. Takes about a minute.

    Raises `SetupError` where nothing can be measured.
    """
    status = installed.find()
    print(machine(), instruction_set(status), "", sep="\n")
    print("precision  threads  phrase  sentence  first audio")
    speeds = []
    for precision, threads in _combinations(status.kernels is not None):
        tried = settings.model_copy(
            update={"precision": precision, "threads": threads, "cache_mb": 0}
        )
        try:
            speed = asyncio.run(_measure(tried, precision, threads))
        except SetupError as error:
            print(f"{precision:9}  {threads:7}  {error.message}")
            continue
        speeds.append(speed)
        print(
            f"{precision:9}  {threads:7}  {speed.phrase:6.3f}  {speed.sentence:8.3f} "
            f" {speed.first_s:9.2f} s"
        )
    if not speeds:
        raise SetupError("nothing here can speak")
    print("", advice(speeds), sep="\n")
    print("For a report:", line(status, speeds))
    return speeds


def machine() -> str:
    """What is measured, for whoever reads the table elsewhere: versions, the processor, the
    graphics card if there is one.
    """
    parts = [
        f"wyoming-kokoro {__version__}, Python {platform.python_version()},"
        f" numpy {version('numpy')}",
        f"{_processor()}, {usable_cores()} cores, {platform.system()} {platform.release()}",
    ]
    if choose_device("auto") == "cuda":
        from .models.cuda import card_name

        parts.append(card_name())
    return "\n".join(parts)


def instruction_set(status: KernelStatus) -> str:
    """Which kernels are used, and which would be quicker."""
    if status.kernels is None:
        return f"No kernels: {status.reason}"
    if not status.better:
        return f"Kernels: {status.variant}, the quickest that there are"
    return f"Kernels: {status.variant}; quicker on processors with {' or '.join(status.better)}"


def line(status: KernelStatus, speeds: list[Speed]) -> str:
    """All of it in one line, to be pasted into an issue."""
    best = _best(speeds)
    parts = (
        *machine().splitlines(),
        f"kernels {status.variant or 'none'}",
        f"{best.precision}, {best.threads} threads",
        f"real-time factor {best.phrase:.3f} / {best.sentence:.3f}",
        f"first audio {best.first_s:.2f} s, {_listeners(best)} listeners",
    )
    return " | ".join(parts)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def advice(speeds: list[Speed]) -> str:
    """One line about the best of them."""
    best = _best(speeds)
    flags = f"--precision {best.precision} --threads {best.threads}"
    if best.sentence < _COMFORTABLE:
        return (
            f"Best: {flags}. First audio of a phrase after {best.first_s:.2f} s;"
            f" {_listeners(best)} listeners at once can be served without gaps."
        )
    return f"Best: {flags}. This machine is slow for speech: long texts may stutter."


def _best(speeds: list[Speed]) -> Speed:
    return min(speeds, key=lambda speed: speed.phrase + speed.sentence)


def _listeners(speed: Speed) -> int:
    """How many can listen at once."""
    return int(_FULL / speed.sentence)


def _combinations(kernels: bool) -> Iterator[tuple[str, int]]:
    """Precisions and threads to try; without kernels there is but one."""
    cores = usable_cores()
    if not kernels:
        yield "auto", cores
        return
    for precision in ("int8", "bf16", "fp32"):
        yield precision, cores
    if cores > 1:
        yield "int8", 1


async def _measure(settings: Settings, precision: str, threads: int) -> Speed:
    engine = build_engine(settings)
    try:
        await engine.start()
        backend = engine.models.backend()
        if precision not in ("auto", backend.precision):
            raise SetupError(f"not to be had here, on {backend.device}")
        phrases = [await _speak(engine.speak(SpeechRequest(_PHRASE))) for _ in range(_ROUNDS)]
        sentences = [await _speak(engine.speak(SpeechRequest(_SENTENCE))) for _ in range(_ROUNDS)]
    finally:
        await engine.close()
    return Speed(
        precision,
        threads,
        statistics.median(total / audio for _, total, audio in phrases),
        statistics.median(total / audio for _, total, audio in sentences),
        statistics.median(first for first, _, _ in phrases),
    )


async def _speak(speech: AsyncGenerator[SpeechChunk, None]) -> tuple[float, float, float]:
    """Seconds to the first chunk and to the last, and seconds of speech."""
    began = time.perf_counter()
    first_s = audio_s = 0.0
    async with aclosing(speech) as chunks:
        async for chunk in chunks:
            first_s = first_s or time.perf_counter() - began
            audio_s += chunk.seconds
    return first_s, time.perf_counter() - began, audio_s
