"""The instruction sets that there are kernels for, a library each: what it needs, and how it is
compiled.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_AVX512 = ("avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512vnni")


@dataclass(frozen=True, slots=True)
class Variant:
    """A library for processors of one kind.

    `needs` are names that ``kk_processor`` gives (src/cpu.cpp), `features` what the compiler may
    use beyond the machine's least.
    """

    name: str
    machine: str
    needs: frozenset[str]
    features: tuple[str, ...]

    @property
    def file(self) -> str:
        """Name of the library."""
        return f"{self.name}.so"


def _variant(machine: str, name: str, needs: str, *features: str) -> Variant:
    return Variant(name, machine, frozenset(needs.split()), features)


VARIANTS = (
    _variant(
        *("x86_64", "amx", "avx512vnni avx512bf16 amx"),
        *(*_AVX512, "avx512bf16", "amx-tile", "amx-bf16"),
    ),
    _variant("x86_64", "avx512bf16", "avx512vnni avx512bf16", *_AVX512, "avx512bf16"),
    _variant("x86_64", "avx512vnni", "avx512vnni", *_AVX512),
    _variant("x86_64", "avxvnni", "avxvnni", "avx2", "fma", "avxvnni"),
    _variant("x86_64", "avx2", "avx2", "avx2", "fma"),
    _variant("x86_64", "sse4", "sse4", "sse4.1"),
    _variant("x86_64", "x86-64", ""),
    _variant("aarch64", "i8mm", "dotprod i8mm bf16", "dotprod", "i8mm", "bf16"),
    _variant("aarch64", "dotprod", "dotprod", "dotprod"),
    _variant("aarch64", "neon", ""),
)
"""Per machine the quickest first; the last runs on every processor of its kind."""


def variants_of(machine: str) -> tuple[Variant, ...]:
    """Those for a machine as ``uname -m`` names it, the quickest first; none for one that is
    unknown.
    """
    return tuple(variant for variant in VARIANTS if variant.machine == machine)


def digest_of_sources(folder: Path) -> str:
    """SHA-256 of the C++ sources in `folder`, names included."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".cpp", ".h"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
