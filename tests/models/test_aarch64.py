"""The kernels of aarch64 under emulation, on a machine of another kind.

AARCH64_PYTHON names a Python of aarch64 with numpy (``script/aarch64-python`` makes one); it takes
the processor from QEMU_CPU.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kernels.library import Kernels
from wyoming_kokoro.models.kokoro_kernels import KernelNetwork, packed
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.voices.packs import PackFile, read_pack

from .log_mel import log_mel_distance

ROOT = Path(__file__).parents[2]
PYTHON = os.environ.get("AARCH64_PYTHON")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PYTHON is None, reason="AARCH64_PYTHON names no Python to emulate"),
]
_TOKENS = [50, 83, 54, 156, 31, 4]  # "həlˈO."
_SPEAK = """
import sys
from pathlib import Path
import numpy as np
from wyoming_kokoro.models.kokoro_kernels import KokoroKernels
from wyoming_kokoro.models.store import AssetPaths
data, style, out, *tokens = sys.argv[1:]
backend = KokoroKernels(AssetPaths(Path(data)), threads=1)
backend.load()
speech = backend.speak([int(token) for token in tokens], np.load(style))
np.savez(out, samples=speech.samples, durations=speech.durations)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as its wheel for aarch64 has it."""
    folder = tmp_path_factory.mktemp("aarch64")
    ignored = shutil.ignore_patterns("__pycache__", "src", "lib")
    shutil.copytree(ROOT / "wyoming_kokoro", folder / "wyoming_kokoro", ignore=ignored)
    to = folder / "wyoming_kokoro/models/kernels/lib"
    build = [sys.executable, str(ROOT / "script/build_kernels.py"), "--machine", "aarch64"]
    subprocess.run([*build, "--to", str(to)], check=True)
    return folder


def emulate(package: Path, processor: str, *command: str) -> str:
    """What a Python program says on that processor."""
    assert PYTHON is not None
    variables = {"QEMU_CPU": processor, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [PYTHON, *command],
        cwd=package,  # Python imports from there first
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unable to find CPU model" in done.stderr:
        pytest.skip(f"this QEMU knows no {processor}")
    assert done.returncode == 0, done.stderr[-1000:]
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("processor", "sets"),
    [
        ("cortex-a72", ["neon"]),
        ("cortex-a55", ["dotprod", "neon"]),
        ("cortex-a76", ["dotprod", "neon"]),
        ("max", ["i8mm", "dotprod", "neon"]),
    ],
)
def test_each_processor_takes_its_best_and_all_compute_right(
    package: Path, processor: str, sets: list[str]
) -> None:
    ask = "from wyoming_kokoro.models.kernels import installed; print(*installed.usable())"
    assert emulate(package, processor, "-c", ask).split() == sets
    kernels = package / "wyoming_kokoro/models/kernels"
    for name in sets:
        emulate(package, processor, str(kernels / "selftest.py"), str(kernels / f"lib/{name}.so"))


def test_a_word_sounds_as_on_this_machine(
    package: Path, data_dir: Path, kernels: Kernels, tmp_path: Path
) -> None:
    """On a Cortex-A76, in int8, beside this machine in float32."""
    data, style, out = tmp_path / "data", tmp_path / "style.npy", tmp_path / "speech.npz"
    data.mkdir()
    for path in data_dir.iterdir():
        if path.is_file():
            (data / path.name).symlink_to(path)
    pack = read_pack(PackFile(AssetPaths(data_dir).voice("af_heart")))
    np.save(style, pack)
    program = [str(data), str(style), str(out), *map(str, _TOKENS)]
    emulate(package, "cortex-a76", "-c", _SPEAK, *program)
    here = KernelNetwork.open(packed(AssetPaths(data_dir), kernels, "fp32"), kernels, 2, 0)
    passage = here.plan(_TOKENS, pack[len(_TOKENS) - 1], 1.0)
    right = here.sound(passage, 0, int(passage.durations.sum())).samples
    with np.load(out) as spoken:
        assert (spoken["durations"] == passage.durations).all()
        distance = log_mel_distance(
            torch.from_numpy(spoken["samples"]), torch.from_numpy(np.asarray(right))
        )
    print(f"cortex-a76: {distance:.3f} dB from float32 here")
    assert distance < 1.0


def test_the_emulated_kernels_are_no_kernels_for_this_machine(package: Path) -> None:
    status = installed.find(package / "wyoming_kokoro/models/kernels/lib")
    assert status.kernels is None and "aarch64" in status.reason
