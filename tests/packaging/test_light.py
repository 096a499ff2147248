"""The program as the image for processors has it: no torch, no compiler."""

import os
import subprocess
import sys
import venv
import wave
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_a_root_without_torch_and_compilers_speaks(tmp_path: Path, data_dir: Path) -> None:
    """What the wheel asks for is all that is installed, from the lock with its checksums."""
    wheels, root, empty = tmp_path / "wheels", tmp_path / "root", tmp_path / "bin"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    venv.create(root, with_pip=True)
    pip = [str(root / "bin/pip"), "install", "--quiet", "--no-deps"]
    lock = ROOT / "locks/runtime.txt"
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    subprocess.run([*pip, *map(str, wheels.iterdir())], check=True)
    subprocess.run([root / "bin/pip", "check"], check=True)
    empty.mkdir()
    environment = {"PATH": str(empty), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    if folder := os.environ.get("WYOMING_KOKORO_DATA_DIR"):
        environment["WYOMING_KOKORO_DATA_DIR"] = folder

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout + done.stderr

    python = root / "bin/python"
    missing = "import importlib.util as u; print([n for n in %r if u.find_spec(n)])"
    heavy = ("torch", "kokoro", "transformers", "spacy")
    assert run(python, "-c", missing % (heavy,)) == "[]\n"
    for voice, text in (("af_heart", "The washing machine is done."), ("zf_xiaoxiao", "你好。")):
        said = tmp_path / f"{voice}.wav"
        run(
            *(root / "bin/wyoming-kokoro", "say", "--data-dir", str(data_dir)),
            *("--voice", voice, text, "-o", str(said)),
        )
        with wave.open(str(said)) as file:
            assert file.getnframes() > 12_000
