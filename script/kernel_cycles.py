"""What the inner loops cost by LLVM's models of processors: cycles and products per cycle, a table.

``script/kernel_cycles.py`` compiles each instruction set to assembly, cuts the loops out and gives
them to llvm-mca (package llvm) for some processors that have it. A model knows pipelines and
latencies; it knows neither caches nor what stands around the loop.
"""

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_spec = importlib.util.spec_from_file_location("build_kernels", ROOT / "script/build_kernels.py")
assert _spec is not None and _spec.loader is not None
build_kernels = importlib.util.module_from_spec(_spec)
sys.modules["build_kernels"] = build_kernels
_spec.loader.exec_module(build_kernels)

PROCESSORS = {
    "neon": ("cortex-a72", "cortex-a76", "cortex-a55"),
    "dotprod": ("cortex-a76", "cortex-a55"),
    "i8mm": ("cortex-a510", "neoverse-n2"),
    "avx2": ("haswell", "skylake", "znver2", "znver3"),
    "avxvnni": ("alderlake",),
    "avx512vnni": ("icelake-server",),
}
PRODUCTS = {
    r"\b(fmla|vfmadd231ps|mulps)\b": 1,
    r"\bvdpbf16ps\b": 2,
    r"\b(sdot|vpdpbusd)\b": 4,
    r"\bvpmaddubsw\b": 4,
    r"\bbfmmla\b": 4,
    r"\bsmmla\b": 8,
    r"\bsmull\b": 4,
}
"""Products per sum of 32 bits, by instruction."""


def loops(variant: "build_kernels.variants.Variant") -> dict[str, str]:
    """Assembly of the loops written by hand, by what they multiply with."""
    compiler = build_kernels.find_compiler(variant.machine, portable=False)
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "kernels.s"
        source = str(build_kernels.KERNELS / "src/decoder.cpp")
        flags = ["-O2", "-std=c++17", *compiler.flags(variant)]
        subprocess.run([*compiler.command, *flags, "-S", source, "-o", str(to)], check=True)
        text = to.read_text(encoding="utf-8")
    found = {}
    for body in re.findall(r"^1:\n(.*?(?:jnz|b\.ne) 1b)$", text, re.MULTILINE | re.DOTALL):
        for pattern, products in PRODUCTS.items():
            if match := re.search(pattern, body):
                found.setdefault(match[0], "1:\n" + body + "\n")
    return found


def cycles(assembly: str, machine: str, processor: str) -> float | None:
    """Of one round of the loop; `None` where llvm-mca knows no such processor."""
    command = ["llvm-mca", f"-mtriple={machine}-linux-gnu", f"-mcpu={processor}", "-iterations=200"]
    done = subprocess.run(command, input=assembly, capture_output=True, text=True, check=False)
    total = re.search(r"Total Cycles:\s+(\d+)", done.stdout)
    return int(total[1]) / 200 if total and not done.returncode else None


def main() -> None:
    print("| instruction set | loop | processor | instructions | cycles | products per cycle |")
    print("|---|---|---|---|---|---|")
    for name, processors in PROCESSORS.items():
        (variant,) = (v for v in build_kernels.variants.VARIANTS if v.name == name)
        lanes = {"avx512vnni": 16, "avx2": 8, "avxvnni": 8}.get(name, 4)
        for operation, body in loops(variant).items():
            lines = [line for line in body.splitlines()[1:] if line.strip()]
            each = next(n for pattern, n in PRODUCTS.items() if re.search(pattern, operation))
            products = len(re.findall(rf"\b{operation}\b", body)) * each * lanes
            for processor in processors:
                took = cycles(body, variant.machine, processor)
                shown = "unknown" if took is None else f"{took:.1f} | {products / took:.1f}"
                print(f"| {name} | {operation} | {processor} | {len(lines)} | {shown} |")


if __name__ == "__main__":
    main()
