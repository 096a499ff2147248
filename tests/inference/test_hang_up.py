"""One who hung up in the middle, and a model unloaded right after, ended the process with a double free."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("seed", [1])
def test_hanging_up_and_unloading_kill_nobody(data_dir: Path, seed: int) -> None:
    command = [sys.executable, "-m", "tests.inference.hang_up", "8", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "alive"
