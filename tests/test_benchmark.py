"""What `wyoming-kokoro bench` prints stands in reports of defects, so it says what it was measured
on.
"""

import platform
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from types import SimpleNamespace

import pytest

from wyoming_kokoro import benchmark
from wyoming_kokoro.benchmark import Speed, advice, instruction_set, line, machine, run
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models.kernels.installed import KernelStatus, find
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import silence
from wyoming_kokoro.version import __version__


def test_the_machine_is_named_in_two_lines() -> None:
    program, hardware = machine().splitlines()[:2]
    assert program.startswith(f"wyoming-kokoro {__version__}, Python 3.")
    assert " cores, Linux " in hardware
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
    report = line(find(Path("/nonexistent")), [Speed("int8", 4, 0.2, 0.24, 0.2)])
    assert "\n" not in report and __version__ in report
    assert "kernels none | int8, 4 threads" in report
    assert report.endswith("first audio 0.20 s, 3 listeners")


class Clocked:
    """An engine on a clock of its own, as quick as its precision and threads make it."""

    now = 0.0
    asked: list[tuple[str, int, int]] = []
    closed = 0

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
        slow = 9.0 if self.spoken in (1, 6) else 1.0  # the first of each is no measure
        for second in range(len(str(request.text)) // 30):
            Clocked.now += self.factor * slow
            yield SpeechChunk(silence(1.0), float(second))


@pytest.mark.parametrize("cores", [4, 1])
def test_each_precision_is_measured_with_all_cores_and_the_quickest_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cores: int
) -> None:
    monkeypatch.setattr(benchmark, "build_engine", Clocked)
    monkeypatch.setattr(benchmark, "usable_cores", lambda: cores)
    monkeypatch.setattr("wyoming_kokoro.benchmark.time.perf_counter", lambda: Clocked.now)
    status = KernelStatus(object(), "avx2", "", ())  # type: ignore[arg-type]
    monkeypatch.setattr(benchmark.installed, "find", lambda: status)
    Clocked.asked, Clocked.closed = [], 0
    speeds = run(Settings(cache_mb=32))
    combinations = [("int8", cores), ("bf16", cores), ("fp32", cores), ("int8", 1)]
    asked = [(precision, threads, 0) for precision, threads in combinations]
    assert Clocked.asked == (asked if cores > 1 else asked[:3]) and Clocked.closed == len(
        Clocked.asked
    )
    slower = 4 / cores
    expected = {("int8", cores): 0.1 * slower, ("fp32", cores): 0.4 * slower}
    if cores > 1:
        expected["int8", 1] = 0.4
    assert {(s.precision, s.threads): round(s.sentence, 6) for s in speeds} == expected
    assert all(round(s.phrase, 6) == round(s.first_s, 6) == round(s.sentence, 6) for s in speeds)
    told = capsys.readouterr().out.splitlines()
    assert "\n".join(told).startswith(machine()) and "Kernels: avx2, the quickest" in told[2]
    begin = told.index("precision  threads  phrase  sentence  first audio")
    factor = 0.1 * slower
    assert told[begin + 1] == (
        f"int8       {cores:7}  {factor:6.3f}  {factor:8.3f}  {factor:9.2f} s"
    )
    assert told[begin + 2] == f"bf16       {cores:7}  not to be had here, on cpu"
    assert told[-2] == advice(speeds) and told[-1] == f"For a report: {line(status, speeds)}"


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
