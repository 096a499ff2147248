"""What `wyoming-kokoro bench` prints stands in reports of defects, so it says what it was measured
on.
"""

from pathlib import Path

from wyoming_kokoro.benchmark import Speed, advice, instruction_set, line, machine
from wyoming_kokoro.models.kernels.installed import KernelStatus, find
from wyoming_kokoro.version import __version__


def test_the_machine_is_named_in_two_lines() -> None:
    program, hardware = machine().splitlines()[:2]
    assert program.startswith(f"wyoming-kokoro {__version__}, Python 3.")
    assert " cores, Linux " in hardware


def test_the_quickest_setting_is_the_advice() -> None:
    slow = Speed("fp32", 2, 0.6, 0.5, 0.9)
    quick = Speed("int8", 4, 0.2, 0.24, 0.2)
    assert (
        advice([slow, quick])
        == "Best: --precision int8 --threads 4. First audio of a phrase after 0.20 s;"
        " 3 listeners at once can be served without gaps."
    )
    assert "slow" in advice([slow])


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
