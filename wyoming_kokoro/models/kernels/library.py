"""The functions of the compiled library, typed."""

import ctypes
from copy import copy
from enum import IntEnum
from pathlib import Path
from threading import Lock
from typing import Any, Self

import torch
from torch import Tensor

from ...sound import FRAME_SAMPLES

_I, _P = ctypes.c_int, ctypes.c_void_p
_LSTMS = 25  # slot of the first LSTM's inputs, as in src/prosody.h
_FAILURES = {1: MemoryError, 2: ValueError, 3: RuntimeError}  # as in src/library.cpp
_GRAPH: dict[str, tuple[type | None, list[Any]]] = {
    "new": (_P, [_I, _P]),
    "free": (None, [_P]),
    "conv": (_I, [_P, _I, _I, _I, _I, _I, _I, _P, _P]),
    "pool": (_I, [_P, _I, _P, _P, _I]),
}
_SIGNATURES: dict[str, tuple[type | None, list[Any]]] = {
    "kk_features": (_I, []),
    "kk_failure": (ctypes.c_char_p, []),
    **{f"kk_{graph}_{name}": s for graph in ("decoder", "prosody") for name, s in _GRAPH.items()},
    "kk_decoder_alpha": (_I, [_P, _I, _P, _I]),
    "kk_decoder_front": (_I, [_P, _I, _P, _P, _P, _P, _I, _P]),
    "kk_decoder_run": (_I, [_P, _I, _P, _P, _I, _P, _P, _P]),
    "kk_prosody_norms": (_I, [_P, _P, _I]),
    "kk_prosody_text_norms": (_I, [_P, _P, _I]),
    "kk_prosody_recurrence": (_I, [_P, _I, _I, _P, _I]),
    "kk_prosody_lstm": (_I, [_P, _I, _I, _I, _P, _P]),
    "kk_prosody_text": (_I, [_P, _I, _I, _P, _P]),
    "kk_prosody_projection": (_I, [_P, _I, _P, _I, ctypes.c_float]),
    "kk_prosody_albert": (_I, [_P, _I, _I, _P]),
    "kk_prosody_curves": (_I, [_P, _I, _P, _P, _I, _P, _P]),
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
        self.has_tiles = bool(features & 8)
        self.vector_floats = features >> 8


def best_kind(kernels: Kernels, wanted: str) -> str | None:
    """The precision to use for ``auto``: the fastest that the kernels have; `wanted` itself if they
    have it, else `None`.

    In matrix tiles that is bf16: their sums need no scale between taps as those of int8 do.
    """
    kinds = [kind.name for kind in sorted(kernels.kinds, reverse=True)]
    if wanted == "auto" and kernels.has_tiles:
        return Kind.bf16.name
    if wanted == "auto":
        return kinds[0] if kinds else None
    return wanted if wanted in kinds else None


class NativeGraph:
    """A context of the library: packed layers, and threads and working memory of its own.

    Two callers at once take turns. Every call raises `MemoryError` where memory runs out,
    `ValueError` for places and sizes that do not exist or fit, `RuntimeError` for layers that are
    missing and after `close`.
    """

    _name = ""

    def __init__(self, kernels: Kernels, threads: int) -> None:
        """Without layers yet."""
        self._kernels, self._functions = kernels, kernels.functions
        self._lock = Lock()
        self._handle: int | None = None
        self._handle = self._new(threads, None)

    def sibling(self, threads: int) -> Self:
        """Another context with the same packed layers, which are final from now on; they live as
        long as any context does.

        May be called while another thread calls this context, and then waits for it.
        """
        other = copy(self)
        other._lock, other._handle = Lock(), None
        with self._lock:
            other._handle = self._new(threads, self._open_handle())
        return other

    def _new(self, threads: int, of: int | None) -> int:
        handle: int | None = getattr(self._functions, f"kk_{self._name}_new")(threads, of)
        if handle is None:
            raise MemoryError(f"no context of the kernels: {self._failure()}")
        return handle

    def _failure(self) -> str:
        words: bytes = self._functions.kk_failure()
        return words.decode()

    def _open_handle(self) -> int:
        if self._handle is None:
            raise RuntimeError("these kernels are closed")
        return self._handle

    def set_conv(
        self, slot: int, kind: Kind, weight: Tensor, bias: Tensor | None, dilation: int = 1
    ) -> None:
        """Pack `weight` (outputs, inputs, taps) and `bias` (outputs,) for place `slot`."""
        w, b = _plain(weight), None if bias is None else _plain(bias)
        if b is not None:
            _check(b, len(w))
        self._call(
            "conv",
            slot,
            int(kind),
            *w.shape,
            dilation,
            w.data_ptr(),
            None if b is None else b.data_ptr(),
        )

    def set_pool(self, index: int, weight: Tensor, bias: Tensor) -> None:
        """Weights (channels, 3) and bias of depthwise upsampling number `index`."""
        w, b = _plain(weight), _plain(bias)
        _check(w, len(b), 3)
        self._call("pool", index, w.data_ptr(), b.data_ptr(), b.numel())

    def close(self) -> None:
        """Join the threads and free the memory, and the weights with the last context that has
        them; idempotent.

        Waits for a call in hand.
        """
        with self._lock:
            if self._handle is not None:
                getattr(self._functions, f"kk_{self._name}_free")(self._handle)
                self._handle = None

    def __del__(self) -> None:
        self.close()

    def _call(self, function: str, *arguments: int | float | None) -> None:
        with self._lock:
            handle = self._open_handle()
            code: int = getattr(self._functions, f"kk_{self._name}_{function}")(handle, *arguments)
            if code:
                raise _FAILURES.get(code, RuntimeError)(f"{self._name} kernels: {self._failure()}")


class NativeDecoder(NativeGraph):
    """The decoder's layers; places as in ``src/decoder.h``."""

    _name = "decoder"

    def set_alpha(self, slot: int, alpha: Tensor) -> None:
        """Frequencies (channels,) of the Snake before convolution `slot`."""
        a = _plain(alpha)
        self._call("alpha", slot, a.data_ptr(), a.numel())

    def front(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        """`text` (T, 512), `pitch` and `energy` (T,), `style` gains and biases of the blocks, to
        features (2T, 512).
        """
        given = [_plain(x) for x in (text, pitch, energy, style)]
        for values, shape in zip(given, ((len(text), 512), (len(text),), (len(text),))):
            _check(values, *shape)
        features = torch.empty(2 * len(text), 512)
        pointers = (x.data_ptr() for x in given)
        self._call("front", len(text), *pointers, style.numel(), features.data_ptr())
        return features

    def run(
        self, features: Tensor, style: Tensor, excitation: Tensor, weights: Tensor | None
    ) -> Tensor:
        """Features (2T, 512), gains and biases of the generator, `excitation` (600·T,), `weights`
        (2T,), to samples (600·T,).
        """
        x, affine, source = (_plain(t) for t in (features, style, excitation))
        weighted = None if weights is None else _plain(weights)
        frames = len(features) // 2
        _check(x, 2 * frames, 512)
        _check(source, FRAME_SAMPLES * frames)
        if weighted is not None:
            _check(weighted, 2 * frames)
        samples = torch.empty(frames * FRAME_SAMPLES)
        self._call(
            "run",
            frames,
            x.data_ptr(),
            affine.data_ptr(),
            affine.numel(),
            source.data_ptr(),
            None if weighted is None else weighted.data_ptr(),
            samples.data_ptr(),
        )
        return samples


class NativeProsody(NativeGraph):
    """The layers before the decoder; places as in ``src/prosody.h``."""

    _name = "prosody"

    def set_norms(self, values: Tensor) -> None:
        """Gain and bias of both normalisations of ALBERT's layer, (4, 768)."""
        v = _plain(values)
        self._call("norms", v.data_ptr(), v.numel())

    def set_projection(self, index: int, weight: Tensor, bias: float) -> None:
        """Weight (256,) and bias of the last product of curve `index`: 0 pitch, 1 energy."""
        w = _plain(weight)
        self._call("projection", index, w.data_ptr(), w.numel(), bias)

    def set_text_norms(self, values: Tensor) -> None:
        """Gain and bias of the text encoder's normalisations, (6, 512)."""
        v = _plain(values)
        self._call("text_norms", v.data_ptr(), v.numel())

    def set_lstm(
        self, index: int, kind: Kind, inputs: Tensor, states: Tensor, bias: Tensor
    ) -> None:
        """Weights of LSTM number `index`, forwards and backwards: of inputs (2048, n), of states
        (2048, 256), both biases' sum.
        """
        self.set_conv(_LSTMS + index, kind, inputs[..., None], bias)
        s = _plain(states)
        self._call("recurrence", index, int(kind), s.data_ptr(), s.numel())

    def albert(self, layers: int, embedded: Tensor) -> Tensor:
        """Embeddings (tokens, 768) to the last layer's state of the same shape."""
        hidden = _plain(embedded).clone()
        _check(hidden, len(hidden), 768)
        self._call("albert", layers, hidden.shape[0], hidden.data_ptr())
        return hidden

    def lstm(self, index: int, x: Tensor) -> Tensor:
        """Rows (n, inputs) to states of both directions (n, 512)."""
        rows, states = _plain(x), torch.empty(len(x), 512)
        self._call("lstm", index, *rows.shape, rows.data_ptr(), states.data_ptr())
        return states

    def text(self, lstm: int, embedded: Tensor) -> Tensor:
        """Embeddings (n, 512) through the text encoder, whose LSTM has that number, to (n, 512)."""
        rows, states = _plain(embedded), torch.empty(len(embedded), 512)
        _check(rows, len(rows), 512)
        self._call("text", lstm, len(rows), rows.data_ptr(), states.data_ptr())
        return states

    def curves(self, x: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """Frames (T, 512) and gains and biases to pitch and energy (2T,)."""
        frames, affine = _plain(x), _plain(style)
        pitch, energy = torch.empty(2 * len(frames)), torch.empty(2 * len(frames))
        _check(frames, len(frames), 512)
        self._call(
            "curves",
            len(frames),
            frames.data_ptr(),
            affine.data_ptr(),
            affine.numel(),
            pitch.data_ptr(),
            energy.data_ptr(),
        )
        return pitch, energy


def _check(x: Tensor, *shape: int) -> None:
    if x.shape != shape:
        raise ValueError(f"a tensor of shape {tuple(x.shape)} where {shape} is expected")


def _plain(x: Tensor) -> Tensor:
    return x.detach().to("cpu", torch.float32).contiguous()
