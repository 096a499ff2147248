"""Run as a program: checks a compiled library in a process of its own, where a wrong instruction or
a broken file does no harm.

``python selftest.py LIBRARY`` ends with 0 when every number format that the library claims computes
a small convolution right. Needs ctypes and numpy alone, so that it starts quickly.
"""

import ctypes
import sys

import numpy as np
from numpy.typing import NDArray

_ROWS, _INPUTS, _OUTPUTS, _TAPS, _DILATION = 101, 32, 80, 3, 2
_TOLERANCE = {0: 1e-4, 1: 2e-2, 2: 4e-2}  # of the largest value, per format


def _pointer(values: NDArray[np.float32]) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.ctypes.data)


def layer_error(library: ctypes.CDLL, kind: int, threads: int) -> float:
    """Largest error of a convolution after Snake in format `kind`, relative to the largest
    value.
    """
    draw = np.random.default_rng(kind)
    x = draw.standard_normal((_ROWS, _INPUTS), dtype=np.float32)
    weight = draw.standard_normal((_OUTPUTS, _INPUTS, _TAPS), dtype=np.float32)
    bias = draw.standard_normal(_OUTPUTS, dtype=np.float32)
    scale, shift, alpha = (draw.random(_INPUTS, dtype=np.float32) + 0.5 for _ in range(3))
    y = np.zeros((_ROWS, _OUTPUTS), dtype=np.float32)
    moments = np.zeros((2, _OUTPUTS), dtype=np.float32)
    code = library.kk_layer(
        *(threads, kind, _ROWS, _INPUTS, _OUTPUTS, _TAPS, _DILATION),
        *map(_pointer, (weight, bias, x, scale, shift)),
        *(2, ctypes.c_float(1.0)),
        *map(_pointer, (alpha, y, moments[0], moments[1])),
    )
    v = x * scale + shift
    v += np.sin(alpha * v) ** 2 / alpha
    padded = np.pad(v, ((_DILATION, _DILATION), (0, 0)))
    right = bias + sum(
        padded[k * _DILATION : k * _DILATION + _ROWS] @ weight[:, :, k].T for k in range(_TAPS)
    )
    return float(np.abs(y - right).max() / np.abs(right).max()) if code == 0 else float("inf")


def main(path: str) -> int:
    """0 when the library at `path` computes right, else 1."""
    library = ctypes.CDLL(path)
    features = int(library.kk_features())
    kinds = [kind for kind in _TOLERANCE if features >> kind & 1]
    errors = [(kind, layer_error(library, kind, threads)) for kind in kinds for threads in (1, 2)]
    return int(any(not error <= _TOLERANCE[kind] for kind, error in errors))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
