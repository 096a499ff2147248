"""The kernels: compiled before a wheel is made, which is then one for this machine alone.

Where they cannot be compiled the wheel has none and runs everywhere. A source install brings its
own compiler where the machine has none (Zig, from PyPI).
"""

import importlib.util
import os
import platform
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

ZIG = "ziglang==0.14.1"
MACHINE = os.environ.get("KERNELS_MACHINE") or platform.machine()
"""Another one's kernels are built with Zig, for a wheel for it (script/package)."""


def _module() -> ModuleType:
    path = Path(__file__).with_name("script") / "build_kernels.py"
    spec = importlib.util.spec_from_file_location("build_kernels", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_kernels"] = module
    spec.loader.exec_module(module)
    return module


kernels = _module()


class BuildPy(build_py):
    """Builds the kernels first, unless they are there."""

    def run(self) -> None:
        try:
            kernels.build(machine=MACHINE)
        except kernels.CannotBuild as reason:
            print(f"No kernels are built, speech will be slow: {reason}", file=sys.stderr)
        super().run()


class BdistWheel(bdist_wheel):
    """Names the machine and the libc that the kernels need."""

    def get_tag(self) -> tuple[str, str, str]:
        manifest: dict[str, Any] | None = kernels.built()
        if manifest is None or manifest["machine"] != MACHINE:
            return "py3", "none", "any"
        system = (
            f"manylinux_{manifest['glibc'].replace('.', '_')}" if manifest["glibc"] else "linux"
        )
        return "py3", "none", f"{system}_{manifest['machine']}"


setup(
    cmdclass={"build_py": BuildPy, "bdist_wheel": BdistWheel},
    setup_requires=[ZIG] if kernels.needs_zig(MACHINE) else [],
)
