"""What `wyoming-kokoro bench` prints stands in reports of defects, so it says what it was measured
on.
"""

from wyoming_kokoro.benchmark import Speed, advice, machine
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
        == "Best: --precision int8 --threads 4. 4 listeners at once can be served without gaps."
    )
    assert "slow" in advice([slow])
