"""Compiling the kernels for this processor, once, and keeping the result in the data folder.

A library's name tells what it was made of: ``<sources and processor>-<compiler>.so``. It lies there
only after it was compiled under another name and passed its self-test in a process of its own; a
file of checksums beside it finds damage before it is loaded.
"""

import hashlib
import logging
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .library import Kernels

_LOGGER = logging.getLogger(__name__)
_SOURCES = Path(__file__).with_name("src")
_SELF_TEST = Path(__file__).with_name("selftest.py")
_COMPILERS = ("g++", "clang++", "c++")
_FLAGS = (
    "-O3",
    "-std=c++17",
    "-fPIC",
    "-shared",
    "-fno-math-errno",
    "-fvisibility=hidden",
    "-pthread",
)
_COMPILE_TIMEOUT_S = 300.0
_SELF_TEST_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class KernelStatus:
    """What `prepare` found or made: `kernels`, or None and the `reason` why there are none.

    `seconds` it took; `built` anew or found.
    """

    kernels: Kernels | None
    reason: str
    built: bool
    seconds: float


def prepare(data_dir: Path, compile_missing: bool = True) -> KernelStatus:
    """The kernels for this machine, from the cache in `data_dir` or compiled now (some seconds);
    never raises for want of a compiler.

    Without `compile_missing` only the cache is looked at, which takes milliseconds.
    """
    begin = time.perf_counter()
    folder, compiler, target = data_dir / "kernels", find_compiler(), _target_hash()
    name = f"{target}-{_compiler_hash(compiler)}.so" if compiler else ""
    found = _load_cached(folder, target, name)
    if found is not None:
        return KernelStatus(found, "cached", False, time.perf_counter() - begin)
    reason = "not compiled yet" if compiler else "there is no C++ compiler"
    kernels = None
    if compiler and compile_missing:
        try:
            path = compile_library(folder / name, compiler)
            kernels, reason = Kernels(path), "compiled"
            _remove_others(folder, path)
        except (OSError, AttributeError, subprocess.SubprocessError) as error:
            reason = f"compiling failed: {error}"
    if kernels is None:
        _LOGGER.info("No compiled kernels: %s", reason)
    return KernelStatus(kernels, reason, kernels is not None, time.perf_counter() - begin)


def find_compiler() -> str | None:
    """Path of ``$CXX`` or of the first C++ compiler found, if any."""
    wanted = os.environ.get("CXX")
    for name in (wanted,) if wanted else _COMPILERS:
        if path := shutil.which(name):
            return path
    return None


def compile_library(path: Path, compiler: str, extra_flags: tuple[str, ...] = ()) -> Path:
    """Compile to `path` (atomically) and test it; raises `OSError` or `subprocess.SubprocessError`
    when either fails.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    sources = [str(p) for p in sorted(_SOURCES.glob("*.cpp"))]
    try:
        command = [compiler, *_FLAGS, _native_flag(), *extra_flags, *sources, "-o", str(draft)]
        _run(command, _COMPILE_TIMEOUT_S)
        _run([sys.executable, str(_SELF_TEST), str(draft)], _SELF_TEST_TIMEOUT_S)
        _checksum_file(path).write_text(_digest(draft), encoding="ascii")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _load_cached(folder: Path, target: str, name: str) -> Kernels | None:
    """A sound library for this processor: by this compiler, or by any where there is none."""
    candidates = [folder / name] if name else sorted(folder.glob(f"{target}-*.so"))
    for path in candidates:
        if not path.exists():
            continue
        try:
            if _checksum_file(path).read_text(encoding="ascii") == _digest(path):
                return Kernels(path)
            _LOGGER.warning("The compiled kernels in %s are damaged; they are built again", path)
        except (OSError, AttributeError) as error:
            _LOGGER.warning("The compiled kernels in %s do not load: %s", path, error)
        path.unlink(missing_ok=True)
    return None


def _remove_others(folder: Path, keep: Path) -> None:
    for path in folder.glob("*.so*"):
        if path not in (keep, _checksum_file(keep)):
            path.unlink(missing_ok=True)


def _run(command: list[str], timeout: float) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise OSError(f"{Path(command[0]).name} ended with {done.returncode}: {last}")


def _native_flag() -> str:
    return "-mcpu=native" if platform.machine() == "aarch64" else "-march=native"


def _checksum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _target_hash() -> str:
    """Of the sources, the flags and what the processor can do."""
    parts = [p.read_bytes() for p in sorted(_SOURCES.iterdir()) if p.suffix in (".cpp", ".h")]
    parts += [
        " ".join(_FLAGS).encode(),
        platform.machine().encode(),
        _processor_features().encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _processor_features() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    for line in lines:
        if line.startswith(("flags", "Features")):
            return " ".join(sorted(line.partition(":")[2].split()))
    return platform.processor()


def _compiler_hash(compiler: str) -> str:
    done = subprocess.run(
        [compiler, "--version"], capture_output=True, text=True, timeout=30, check=False
    )
    return hashlib.sha256(f"{compiler}\n{done.stdout}".encode()).hexdigest()[:8]
