"""The libraries that lie in the package: found, checked, and the best for this processor loaded.

``lib/manifest.json`` says for which machine they are, what sources they were made of, and the
SHA-256 of each; what differs from it is refused. Nothing here compiles or writes.
"""

import ctypes
import hashlib
import json
import logging
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .library import Kernels
from .variants import Variant, digest_of_sources, variants_of

_LOGGER = logging.getLogger(__name__)
LIBRARIES = Path(__file__).with_name("lib")
_SOURCES = Path(__file__).with_name("src")
_WANTED = "WYOMING_KOKORO_KERNELS"


class NoKernels(Exception):
    """There are none that could be used; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class KernelStatus:
    """What `find` found: `kernels` of the instruction set `variant`, or None and the `reason`.

    `better` are the quicker sets that other processors of this kind have, the next one first.
    """

    kernels: Kernels | None
    variant: str
    reason: str
    better: tuple[str, ...]


def find(libraries: Path = LIBRARIES) -> KernelStatus:
    """The kernels for this machine out of the package.

    ``WYOMING_KOKORO_KERNELS`` names another instruction set than the best one, to measure it.
    """
    try:
        name = os.environ.get(_WANTED) or usable(libraries)[0]
        kernels = load(name, libraries)
    except (NoKernels, OSError, AttributeError) as error:
        _LOGGER.info("No kernels: %s", error)
        return KernelStatus(None, "", str(error), ())
    names = [variant.name for variant in variants_of(platform.machine())]
    return KernelStatus(kernels, name, "", tuple(reversed(names[: names.index(name)])))


def load(name: str, libraries: Path = LIBRARIES) -> Kernels:
    """Those of the instruction set `name`.

    Raises `NoKernels` where this processor cannot run them, or they are missing or damaged;
    `OSError` and `AttributeError` where they are no such library.
    """
    if name not in usable(libraries):
        raise NoKernels(f"this processor has no instruction set {name}")
    (variant,) = (each for each in variants_of(platform.machine()) if each.name == name)
    return Kernels(_checked(libraries, _read_manifest(libraries), variant))


def usable(libraries: Path = LIBRARIES) -> list[str]:
    """The instruction sets that this processor can run, the best first.

    Raises `NoKernels` and `OSError` as `load` does.
    """
    manifest = _read_manifest(libraries)
    variants = variants_of(platform.machine())
    least = ctypes.CDLL(str(_checked(libraries, manifest, variants[-1])))
    least.kk_processor.restype = ctypes.c_char_p
    names = set(least.kk_processor().decode("ascii").split())
    return [variant.name for variant in variants if variant.needs <= names]


def _read_manifest(libraries: Path) -> dict[str, Any]:
    """What ``manifest.json`` says of the libraries.

    Raises `NoKernels` where it is missing, or is of another machine or of other sources than those
    beside it.
    """
    try:
        manifest: dict[str, Any] = json.loads((libraries / "manifest.json").read_bytes())
        machine, sources = manifest["machine"], manifest["sources"]
    except OSError:
        how = "; run script/build-kernels" if _SOURCES.is_dir() else ""
        raise NoKernels(f"this installation has none{how}") from None
    except (ValueError, KeyError, TypeError):
        raise NoKernels(f"{libraries / 'manifest.json'} is damaged") from None
    if machine != platform.machine():
        raise NoKernels(f"those in the package are for {machine}")
    if _SOURCES.is_dir() and sources != digest_of_sources(_SOURCES):
        raise NoKernels("the sources are newer; run script/build-kernels")
    return manifest


def _checked(libraries: Path, manifest: dict[str, Any], variant: Variant) -> Path:
    """The library of `variant`; raises `NoKernels` where it is not the one that was built."""
    path = libraries / variant.file
    if hashlib.sha256(path.read_bytes()).hexdigest() != manifest["libraries"].get(variant.file):
        raise NoKernels(f"{path} is damaged, or is not of this installation")
    return path
