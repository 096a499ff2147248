"""Run as a program: checks a library in a process of its own, where a wrong instruction or a broken
file does no harm.

``python selftest.py LIBRARY`` ends with 0 when every number format that the library claims
computes small convolutions as plain Python does. Needs the standard library alone, for it runs
where packages are built, and under emulation.
"""

import ctypes
import math
import random
import sys
from array import array
from operator import mul

_TOLERANCE = {0: 1e-4, 1: 2e-2, 2: 4e-2}  # of the largest value, per format
_SHAPES = ((101, 32, 80, 3, 2), (5, 96, 64, 1, 1))  # rows, inputs, outputs, taps, dilation


def _drawn(count: int, low: float, high: float) -> "array[float]":
    return array("f", (random.uniform(low, high) for _ in range(count)))


def _pointer(values: "array[float]") -> ctypes.c_void_p:
    return ctypes.c_void_p(values.buffer_info()[0])


def layer_error(
    library: ctypes.CDLL, kind: int, threads: int, shape: tuple[int, int, int, int, int]
) -> float:
    """Largest error of a convolution after Snake in format `kind`, relative to the largest
    value.
    """
    rows, inputs, outputs, taps, dilation = shape
    random.seed(kind)
    x, weight = _drawn(rows * inputs, -2, 2), _drawn(outputs * inputs * taps, -2, 2)
    bias = _drawn(outputs, -1, 1)
    scale, shift, alpha = (_drawn(inputs, 0.5, 1.5) for _ in range(3))
    y, moments = array("f", bytes(4 * rows * outputs)), array("f", bytes(8 * outputs))
    code = library.kk_layer(
        *(threads, kind, *shape),
        *map(_pointer, (weight, bias, x, scale, shift)),
        *(2, ctypes.c_float(1.0), _pointer(alpha), _pointer(y), _pointer(moments)),
        ctypes.c_void_p(moments.buffer_info()[0] + 4 * outputs),
    )
    if code != 0:
        return math.inf
    right = _right(shape, x, weight, bias, scale, shift, alpha)
    worst = max(abs(a - b) for a, b in zip(y, right))
    return worst / max(map(abs, right)) if all(map(math.isfinite, y)) else math.inf


def _right(
    shape: tuple[int, int, int, int, int],
    x: "array[float]",
    weight: "array[float]",
    bias: "array[float]",
    scale: "array[float]",
    shift: "array[float]",
    alpha: "array[float]",
) -> list[float]:
    """What the layer is to give, rows × outputs."""
    rows, inputs, outputs, taps, dilation = shape
    nothing = [0.0] * inputs
    active = []
    for t in range(rows):
        line = x[t * inputs : (t + 1) * inputs]
        v = [a * s + b for a, s, b in zip(line, scale, shift)]
        active.append([a + math.sin(f * a) ** 2 / f for a, f in zip(v, alpha)])
    kernels = [
        [weight[(o * inputs + i) * taps + k] for k in range(taps) for i in range(inputs)]
        for o in range(outputs)
    ]
    result = []
    for t in range(rows):
        at = (t + (k - taps // 2) * dilation for k in range(taps))
        seen = [a for row in at for a in (active[row] if 0 <= row < rows else nothing)]
        result += [b + sum(map(mul, seen, kernel)) for b, kernel in zip(bias, kernels)]
    return result


def errors(path: str) -> list[str]:
    """What the library at `path` computes wrong, a line for each."""
    library = ctypes.CDLL(path)
    features = int(library.kk_features())
    wrong = []
    for kind, tolerance in _TOLERANCE.items():
        for shape in _SHAPES if features >> kind & 1 else ():
            for threads in (1, 2):
                error = layer_error(library, kind, threads, shape)
                if not error <= tolerance:
                    wrong.append(f"format {kind}, {threads} threads, {shape}: error {error:.2g}")
    return wrong


if __name__ == "__main__":
    found = errors(sys.argv[1])
    print(*found, sep="\n", file=sys.stderr)
    sys.exit(bool(found))
