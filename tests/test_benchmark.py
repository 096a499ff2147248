"""What `wyoming-kokoro bench` prints stands in reports of defects, so it says what it was measured
on.
"""

import platform
import sys
from collections.abc import AsyncGenerator
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from wyoming_kokoro import benchmark
from wyoming_kokoro.benchmark import Speed, advice, instruction_set, line, machine, run
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models.device import usable_cores
from wyoming_kokoro.models.kernels.installed import KernelStatus, find
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import silence
from wyoming_kokoro.version import __version__


def test_the_machine_is_named_in_two_lines() -> None:
    program, hardware = machine().splitlines()[:2]
    python, numpy = platform.python_version(), metadata.version("numpy")
    assert program == f"wyoming-kokoro {__version__}, Python {python}, numpy {numpy}"
    assert hardware.endswith(f", {usable_cores()} cores, Linux {platform.release()}")
    models = [
        line.partition(": ")[2]
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    assert not models or hardware.startswith(models[0])


def test_a_graphics_card_is_named_and_a_processor_without_a_name_by_its_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(benchmark, "choose_device", lambda device: asked.append(device) or "cuda")
    card = SimpleNamespace(card_name=lambda: "NVIDIA H200, 139 GB")
    monkeypatch.setitem(sys.modules, "wyoming_kokoro.models.cuda", card)
    (told,) = machine().splitlines()[2:]
    assert (told, asked) == ("NVIDIA H200, 139 GB", ["auto"])

    def fail(*_: object, **__: object) -> str:
        raise OSError("no such file")

    for read_text in (fail, lambda *_, **__: "Hardware : x\n"):
        monkeypatch.setattr(Path, "read_text", read_text)
        assert benchmark._processor() == platform.machine()


def test_the_quickest_setting_is_the_advice() -> None:
    slow = Speed("fp32", 2, 0.6, 0.5, 0.9)
    quick = Speed("int8", 4, 0.2, 0.24, 0.2)
    assert (
        advice([slow, quick])
        == "Best: --precision int8 --threads 4. First audio of a phrase after 0.20 s;"
        " 3 listeners at once can be served without gaps."
    )
    assert "can be served" in advice([Speed("fp32", 2, 0.6, 0.499, 0.9)])
    assert advice([slow]) == (
        "Best: --precision fp32 --threads 2. This machine is slow for speech: long texts may"
        " stutter."
    )
    assert "int8" in advice([Speed("bf16", 2, 0.2, 0.3, 0.1), Speed("int8", 2, 0.25, 0.2, 0.1)])


@pytest.mark.parametrize(("factor", "listeners"), [(0.093, 9), (0.092, 10), (0.47, 1)])
def test_as_many_can_listen_as_keep_the_machine_from_being_full(
    factor: float, listeners: int
) -> None:
    assert f" {listeners} listeners at once" in advice([Speed("int8", 2, 0.1, factor, 0.1)])


def test_the_instruction_set_is_named_and_what_would_be_quicker() -> None:
    status = find()
    if status.kernels is not None:
        assert status.variant in instruction_set(status)
    slower = KernelStatus(status.kernels, "avx2", "", ("avxvnni", "amx"))
    if status.kernels is not None:
        assert instruction_set(slower) == "Kernels: avx2; quicker on processors with avxvnni or amx"
    nothing = find(Path("/nonexistent"))
    assert instruction_set(nothing).startswith("No kernels: this installation has none")


def test_a_report_is_one_line() -> None:
    speeds = [Speed("fp32", 2, 0.6, 0.5, 0.9), Speed("int8", 4, 0.2, 0.24, 0.3)]
    status, here = find(Path("/nonexistent")), machine().replace("\n", " | ")
    for named, kernels in ((status, "none"), (replace(status, variant="avx2"), "avx2")):
        assert line(named, speeds) == (
            f"{here} | kernels {kernels} | int8, 4 threads | real-time"
            " factor 0.200 / 0.240 | first audio 0.30 s, 3 listeners"
        )


class Clocked:
    """An engine on a clock of its own, as quick as its precision and threads make it; the first
    sound of a text takes twice as long as each later one.
    """

    now = 0.0
    asked: list[tuple[str, int, int]] = []
    closed = 0
    texts: list[str] = []

    def __init__(self, settings: Settings) -> None:
        self.asked.append((settings.precision, settings.threads, settings.cache_mb))
        self.precision = "fp32" if settings.precision == "bf16" else settings.precision
        self.factor = {"int8": 0.1, "fp32": 0.4}.get(self.precision, 0.2) * 4 / settings.threads
        self.models = SimpleNamespace(backend=lambda: self)
        self.device = "cpu"
        self.spoken = 0

    async def start(self) -> None:
        pass

    async def close(self) -> None:
        Clocked.closed += 1

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        self.spoken += 1
        self.texts.append(str(request.text))
        slow = 9.0 if self.spoken in (1, 6) else 1.0  # the first of each is no measure
        for number in range(len(str(request.text)) // 15):
            Clocked.now += self.factor * slow * (1 if number else 2)
            yield SpeechChunk(silence(2.0), 2.0 * number)


@pytest.mark.parametrize("cores", [4, 2, 1])
def test_each_precision_is_measured_with_all_cores_and_the_quickest_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cores: int
) -> None:
    monkeypatch.setattr(benchmark, "build_engine", Clocked)
    monkeypatch.setattr(benchmark, "usable_cores", lambda: cores)
    monkeypatch.setattr("wyoming_kokoro.benchmark.time.perf_counter", lambda: Clocked.now)
    status = KernelStatus(object(), "avx2", "", ())  # type: ignore[arg-type]
    monkeypatch.setattr(benchmark.installed, "find", lambda: status)
    Clocked.asked, Clocked.closed, Clocked.texts = [], 0, []
    speeds = run(Settings(cache_mb=32))
    combinations = [("int8", cores), ("bf16", cores), ("fp32", cores), ("int8", 1)]
    asked = [(precision, threads, 0) for precision, threads in combinations]
    assert Clocked.asked == (asked if cores > 1 else asked[:3]) and Clocked.closed == len(
        Clocked.asked
    )
    once = 5 * ["The living room lights are now on."] + 5 * Clocked.texts[5:6]
    assert Clocked.texts == once * len(speeds) and len(once[-1]) == 132
    factors = {("int8", cores): 0.4 / cores, ("fp32", cores): 1.6 / cores}
    if cores > 1:
        factors["int8", 1] = 0.4
    # Two sounds of two seconds, and eight.
    speed = {key: (3 * f / 4, 9 * f / 16, 2 * f) for key, f in factors.items()}
    for each in speeds:
        expected = speed[each.precision, each.threads]
        assert (each.phrase, each.sentence, each.first_s) == pytest.approx(expected)
    told = capsys.readouterr().out.splitlines()
    quick = next(each for each in speeds if (each.precision, each.threads) == ("int8", cores))
    begin = len(machine().splitlines()) + 2
    assert told[:begin] == [
        *machine().splitlines(),
        "Kernels: avx2, the quickest that there are",
        "",
    ]
    assert told[begin : begin + 3] == [
        "precision  threads  phrase  sentence  first audio",
        f"int8       {cores:7}  {quick.phrase:6.3f}  {quick.sentence:8.3f}  {quick.first_s:9.2f} s",
        f"bf16       {cores:7}  not to be had here, on cpu",
    ]
    assert len(told) == begin + len(asked[: 4 if cores > 1 else 3]) + 4
    assert told[-3:] == ["", advice(speeds), f"For a report: {line(status, speeds)}"]


def test_without_kernels_there_is_one_setting_and_without_a_model_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "build_engine", Clocked)
    monkeypatch.setattr(benchmark, "usable_cores", lambda: 4)
    monkeypatch.setattr("wyoming_kokoro.benchmark.time.perf_counter", lambda: Clocked.now)
    monkeypatch.setattr(benchmark.installed, "find", lambda: find(Path("/nonexistent")))
    Clocked.asked = []
    run(Settings())
    assert Clocked.asked == [("auto", 4, 0)]

    def absent(_: Settings) -> None:
        raise SetupError("files are missing")

    monkeypatch.setattr(benchmark, "build_engine", absent)
    with pytest.raises(SetupError, match="nothing here can speak"):
        run(Settings())
    assert "auto             4  files are missing" in capsys.readouterr().out
