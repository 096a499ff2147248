"""One who hung up in the middle, and a model unloaded right after, ended the process with a double
free.
"""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.long)])
def test_hanging_up_and_unloading_kill_nobody(data_dir: Path, rounds: int) -> None:
    command = [sys.executable, "-m", "tests.inference.hang_up", str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "alive"
