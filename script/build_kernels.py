"""Compiles the kernels, a library for each instruction set, and writes their checksums beside them.

Needs nothing but Python and a C++ compiler; `setup.py` uses it as well.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KERNELS = ROOT / "wyoming_kokoro/models/kernels"
LIBRARIES = KERNELS / "lib"
GLIBC = "2.28"
"""That of manylinux_2_28, which portable libraries run with."""
_COMPILERS = ("g++", "clang++", "c++")
_CROSS = {"aarch64": "aarch64-linux-gnu-g++", "x86_64": "x86_64-linux-gnu-g++"}
_FLAGS = (
    *("-O3", "-std=c++17", "-fPIC", "-shared", "-fno-math-errno", "-fvisibility=hidden"),
    "-pthread",
)


def _module(name: str) -> ModuleType:
    """A module of the package that needs nothing of it, without importing what does."""
    spec = importlib.util.spec_from_file_location(name, KERNELS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


variants = _module("variants")


class CannotBuild(Exception):
    """No compiler, or one that fails; the message says which."""


@dataclass(frozen=True)
class Compiler:
    """`command` begins every compilation; `is_zig` says how it wants its target."""

    command: tuple[str, ...]
    is_zig: bool

    def flags(self, variant: "variants.Variant") -> list[str]:
        """What makes it compile for `variant`."""
        if self.is_zig:
            least = "x86_64" if variant.machine == "x86_64" else "generic"
            names = [feature.replace(".", "_").replace("-", "_") for feature in variant.features]
            if "avx512f" in names:
                names.append("evex512")  # its LLVM has registers of 512 bits as a feature apart
            return [
                *("-s", "-target", f"{variant.machine}-linux-gnu.{GLIBC}"),
                "-mcpu=" + "+".join((least, *names)),
            ]
        if variant.machine == "x86_64":
            return ["-march=x86-64", *(f"-m{feature}" for feature in variant.features)]
        base = "armv8.6-a" if "i8mm" in variant.features else "armv8.2-a"
        return [f"-march={'+'.join((base, *variant.features)) if variant.features else 'armv8-a'}"]


def find_compiler(machine: str, portable: bool) -> Compiler:
    """``$CXX``, a compiler of the system, or Zig; raises `CannotBuild` where there is none."""
    native = machine == platform.machine()
    wanted = os.environ.get("CXX")
    names = (wanted,) if wanted else _COMPILERS if native else (_CROSS.get(machine, ""),)
    for name in () if portable else names:
        if name and (path := shutil.which(name)):
            return Compiler((path,), False)
    if importlib.util.find_spec("ziglang") is not None and not wanted:
        return Compiler((sys.executable, "-m", "ziglang", "c++"), True)
    raise CannotBuild(f"there is no {wanted or 'C++ compiler'} for {machine}")


def build(
    to: Path = LIBRARIES,
    machine: str = platform.machine(),
    portable: bool = False,
    self_test: bool = True,
) -> bool:
    """Compile all variants of `machine`, unless that is done; whether anything was to do.

    Those that this processor can run are tested, each in a process of its own. Raises `CannotBuild`
    and leaves what was there.
    """
    wanted = variants.variants_of(machine)
    if not wanted:
        raise CannotBuild(f"there are no kernels for {machine}")
    there = built(to)
    if there and there["machine"] == machine and (there["glibc"] or not portable):
        return False
    compiler, sources = find_compiler(machine, portable), variants.digest_of_sources(
        KERNELS / "src"
    )
    to.mkdir(parents=True, exist_ok=True)
    drafts = {v.file: to / f".{v.file}.{os.getpid()}" for v in wanted}
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for done in [pool.submit(_compile, compiler, v, drafts[v.file]) for v in wanted]:
                done.result()
        if self_test:
            _test(drafts, wanted)
        manifest = {
            "machine": machine,
            "glibc": GLIBC if compiler.is_zig else None,
            "sources": sources,
            "libraries": {name: _digest(path) for name, path in drafts.items()},
        }
        (to / "manifest.json").unlink(missing_ok=True)
        for old in to.glob("*.so"):
            old.unlink()
        for name, path in drafts.items():
            path.replace(to / name)
        (to / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="ascii")
    finally:
        for path in drafts.values():
            path.unlink(missing_ok=True)
    return True


def built(to: Path = LIBRARIES) -> dict[str, Any] | None:
    """The manifest of what lies in `to`, if that was made of these sources, for whichever
    machine.
    """
    try:
        manifest: dict[str, Any] = json.loads((to / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return None
    if manifest["sources"] != variants.digest_of_sources(KERNELS / "src"):
        return None
    whole = all(
        (to / name).is_file() and _digest(to / name) == digest
        for name, digest in manifest["libraries"].items()
    )
    return manifest if whole else None


def needs_zig(machine: str) -> bool:
    """Whether a build for `machine` has to bring its compiler along."""
    there = built()
    if there and there["machine"] == machine or not variants.variants_of(machine):
        return False
    try:
        find_compiler(machine, portable=False)
    except CannotBuild:
        return True
    return False


def _compile(compiler: Compiler, variant: "variants.Variant", to: Path) -> None:
    sources = [str(path) for path in sorted((KERNELS / "src").glob("*.cpp"))]
    flags = [*_FLAGS, *compiler.flags(variant)]
    _run([*compiler.command, *flags, *sources, "-o", str(to)], f"compiling {variant.name}")


def _test(drafts: dict[str, Path], wanted: "tuple[variants.Variant, ...]") -> None:
    """Runs the self-test of each that this processor can run; raises `CannotBuild` at a failure."""
    if wanted[0].machine != platform.machine():
        return
    least = ctypes.CDLL(str(drafts[wanted[-1].file]))
    least.kk_processor.restype = ctypes.c_char_p
    names = set(least.kk_processor().decode("ascii").split())
    for variant in wanted:
        if variant.needs <= names:
            command = [sys.executable, str(KERNELS / "selftest.py"), str(drafts[variant.file])]
            _run(command, f"the self-test of {variant.name}")


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        last = (lines or done.stderr.strip().splitlines() or ["no message"])[-1]
        raise CannotBuild(f"{what} with {command[0]} ended with {done.returncode}: {last}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Builds what is asked for; 1 where that is impossible, which is said."""
    parser = argparse.ArgumentParser("script/build-kernels", description=__doc__)
    machines = sorted({variant.machine for variant in variants.VARIANTS})
    parser.add_argument("--machine", choices=machines, default=platform.machine())
    parser.add_argument("--portable", action="store_true", help=f"with Zig, for glibc {GLIBC}")
    parser.add_argument("--no-self-test", action="store_true", help="do not run what was built")
    parser.add_argument("--to", type=Path, default=LIBRARIES, help="folder (default: the package)")
    given = parser.parse_args()
    try:
        built = build(given.to, given.machine, given.portable, not given.no_self_test)
    except CannotBuild as reason:
        print(f"No kernels: {reason}", file=sys.stderr)
        return 1
    names = " ".join(variant.name for variant in variants.variants_of(given.machine))
    print(f"Kernels for {given.machine} {'built' if built else 'are there'}: {names}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
