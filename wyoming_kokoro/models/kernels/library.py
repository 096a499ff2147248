"""The functions of the compiled library, typed."""

import ctypes
from enum import IntEnum
from pathlib import Path
from typing import Any

_I, _P = ctypes.c_int, ctypes.c_void_p
_GRAPH: dict[str, tuple[type | None, list[Any]]] = {
    "new": (_P, [_I, _P]),
    "open": (_P, [_I, _P, ctypes.c_size_t]),
    "save": (ctypes.c_size_t, [_P, _P]),
    "trim": (_I, [_P]),
    "free": (None, [_P]),
    "conv": (_I, [_P, _I, _I, _I, _I, _I, _I, _P, _P]),
    "pool": (_I, [_P, _I, _P, _P, _I]),
}
_SIGNATURES: dict[str, tuple[type | None, list[Any]]] = {
    "kk_features": (_I, []),
    "kk_failure": (ctypes.c_char_p, []),
    **{f"kk_{graph}_{name}": s for graph in ("decoder", "prosody") for name, s in _GRAPH.items()},
    "kk_decoder_alpha": (_I, [_P, _I, _P, _I]),
    "kk_decoder_front": (_I, [_P, _I, _P, _P, _P, _P, _P]),
    "kk_decoder_run": (_I, [_P, _I, _P, _P, _P, _P, _P]),
    "kk_prosody_norms": (_I, [_P, _P, _I]),
    "kk_prosody_text_norms": (_I, [_P, _P, _I]),
    "kk_prosody_recurrence": (_I, [_P, _I, _I, _P, _I]),
    "kk_prosody_lstm": (_I, [_P, _I, _I, _I, _P, _P]),
    "kk_prosody_text": (_I, [_P, _I, _I, _P, _P]),
    "kk_prosody_projection": (_I, [_P, _I, _P, _I, ctypes.c_float]),
    "kk_prosody_albert": (_I, [_P, _I, _I, _P]),
    "kk_prosody_linear": (_I, [_P, _I, _I, _I, _P, _I, _P]),
    "kk_prosody_curves": (_I, [_P, _I, _P, _P, _P, _P]),
    "kk_layer": (_I, [_I] * 7 + [_P] * 5 + [_I, ctypes.c_float] + [_P] * 4),
}


class Kind(IntEnum):
    """Number format of a convolution's activations and weights."""

    fp32 = 0
    bf16 = 1
    int8 = 2
    mixed = 3
    """Float32, with weights that are kept as bfloat16: half the memory at the price of float32."""


class Kernels:
    """A loaded library."""

    def __init__(self, path: Path) -> None:
        """Raises `OSError` when the file is no library, `AttributeError` when it is another one."""
        self.path = path.resolve()
        self.functions = ctypes.CDLL(str(self.path))
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(self.functions, name)
            function.restype, function.argtypes = result, arguments
        features: int = self.functions.kk_features()
        self.kinds = frozenset(kind for kind in Kind if features >> kind & 1)
        self.has_tiles = bool(features & 16)

    def kind(self, precision: str) -> Kind:
        """The number format of that name; raises `ValueError` where the library lacks it."""
        kind = Kind[precision]
        if kind not in self.kinds:
            raise ValueError(
                f"these kernels compute in {[k.name for k in self.kinds]}, not {precision}"
            )
        return kind


def best_kind(kernels: Kernels, wanted: str) -> str | None:
    """The precision to use for ``auto``: the fastest that the kernels have; `wanted` itself if they
    have it, else `None`.

    In matrix tiles that is bf16: their sums need no scale between taps as those of int8 do.
    """
    kinds = [kind.name for kind in sorted(kernels.kinds - {Kind.mixed}, reverse=True)]
    if wanted == "auto" and kernels.has_tiles:
        return Kind.bf16.name
    if wanted == "auto":
        return kinds[0] if kinds else None
    return wanted if wanted in kinds else None
