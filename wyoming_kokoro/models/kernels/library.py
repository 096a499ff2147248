"""The functions of the compiled library, typed."""

import ctypes
from enum import IntEnum
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..base import FRAME_SAMPLES

_I, _P = ctypes.c_int, ctypes.c_void_p
_SIGNATURES: dict[str, tuple[type | None, list[Any]]] = {
    "kk_features": (_I, []),
    "kk_decoder_new": (_P, [_I]),
    "kk_decoder_free": (None, [_P]),
    "kk_decoder_conv": (_I, [_P, _I, _I, _I, _I, _I, _I, _P, _P]),
    "kk_decoder_alpha": (_I, [_P, _I, _P, _I]),
    "kk_decoder_pool": (_I, [_P, _P, _P, _I]),
    "kk_decoder_run": (_I, [_P, _I, _P, _P, _P, _P, _P, _P]),
    "kk_layer": (_I, [_I] * 7 + [_P] * 5 + [_I, ctypes.c_float] + [_P] * 4),
}


class Kind(IntEnum):
    """Number format of a convolution's activations and weights."""

    fp32 = 0
    bf16 = 1
    int8 = 2


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
        self.vector_floats = features >> 8


def best_kind(kernels: Kernels, wanted: str) -> str | None:
    """The precision to use for ``auto``: the fastest that the kernels have; `wanted` itself if they have it, else `None`."""
    kinds = [kind.name for kind in sorted(kernels.kinds, reverse=True)]
    if wanted == "auto":
        return kinds[0] if kinds else None
    return wanted if wanted in kinds else None


class NativeDecoder:
    """One decoder inside the library, with threads of its own. Not for two callers at once."""

    def __init__(self, kernels: Kernels, threads: int) -> None:
        self._functions = kernels.functions
        self._handle: int | None = self._functions.kk_decoder_new(threads)
        if self._handle is None:
            raise MemoryError("no memory or no threads for the decoder")

    def set_conv(self, slot: int, kind: Kind, weight: Tensor, bias: Tensor | None, dilation: int) -> None:
        """Pack `weight` (outputs, inputs, taps) and `bias` (outputs,) for place `slot`."""
        outputs, inputs, taps = weight.shape
        w, b = _plain(weight), None if bias is None else _plain(bias)
        where = None if b is None else b.data_ptr()
        _check(
            self._functions.kk_decoder_conv(
                self._handle, slot, int(kind), outputs, inputs, taps, dilation, w.data_ptr(), where
            )
        )

    def set_alpha(self, slot: int, alpha: Tensor) -> None:
        """Frequencies of the Snake before convolution `slot`."""
        a = _plain(alpha)
        _check(self._functions.kk_decoder_alpha(self._handle, slot, a.data_ptr(), a.numel()))

    def set_pool(self, weight: Tensor, bias: Tensor) -> None:
        """Weights (channels, 3) and bias of the depthwise upsampling."""
        w, b = _plain(weight), _plain(bias)
        _check(self._functions.kk_decoder_pool(self._handle, w.data_ptr(), b.data_ptr(), b.numel()))

    def run(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor, excitation: Tensor) -> Tensor:
        """`text` (T, 512), `pitch` and `energy` (T,), `style` all gains and biases, `excitation` (600·T,) to samples (600·T,)."""
        if self._handle is None:
            raise RuntimeError("the decoder is closed")
        given = [_plain(x) for x in (text, pitch, energy, style, excitation)]
        samples = torch.empty(text.shape[0] * FRAME_SAMPLES)
        _check(
            self._functions.kk_decoder_run(
                self._handle, text.shape[0], *(x.data_ptr() for x in given), samples.data_ptr()
            )
        )
        return samples

    def close(self) -> None:
        """Join the threads and free the weights; idempotent."""
        if self._handle is not None:
            self._functions.kk_decoder_free(self._handle)
            self._handle = None


def _plain(x: Tensor) -> Tensor:
    return x.detach().to("cpu", torch.float32).contiguous()


def _check(code: int) -> None:
    if code:
        raise MemoryError("the kernels ran out of memory or were given a wrong place")
