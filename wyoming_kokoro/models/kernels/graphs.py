"""Contexts of the compiled library, in arrays: the decoder and what comes before it."""

from copy import copy
from threading import Lock
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...sound import FRAME_SAMPLES
from ..base import FloatArray
from .library import Kernels, Kind

_LSTMS = 25  # slot of the first LSTM's inputs, as in src/prosody.h
_STYLE_VALUES = 128
_FAILURES = {1: MemoryError, 2: ValueError, 3: RuntimeError}  # as in src/library.cpp


class NativeGraph:
    """A context of the library: packed layers, and threads and working memory of its own.

    Two callers at once take turns. Every call raises `MemoryError` where memory runs out,
    `ValueError` for places and sizes that do not exist or fit, `RuntimeError` for layers that are
    missing and after `close`.
    """

    _name = ""

    def __init__(
        self, kernels: Kernels, threads: int, image: NDArray[np.uint8] | None = None
    ) -> None:
        """Without layers yet, or with those of an `image` that `save` of this very library made;
        it is read where it lies and not copied.

        Raises `ValueError` for an image that is cut off.
        """
        self._kernels, self._functions = kernels, kernels.functions
        self._image = image
        self._lock = Lock()
        self._handle: int | None = None
        self._handle = self._new(threads, None)

    def save(self) -> NDArray[np.uint8]:
        """The packed layers as one array of bytes, for this library alone."""
        with self._lock:
            handle = self._open_handle()
            write = getattr(self._functions, f"kk_{self._name}_save")
            image = np.zeros(write(handle, None), np.uint8)
            write(handle, image.ctypes.data)
        return image

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
        if of is None and self._image is not None:
            make = getattr(self._functions, f"kk_{self._name}_open")
            opened: int | None = make(threads, self._image.ctypes.data, self._image.nbytes)
            if opened is None:
                raise ValueError(f"no packed weights for these kernels: {self._failure()}")
            return opened
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
        self, slot: int, kind: Kind, weight: ArrayLike, bias: ArrayLike | None, dilation: int = 1
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
            w.ctypes.data,
            None if b is None else b.ctypes.data,
        )

    def set_linear(self, slot: int, weight: ArrayLike, bias: ArrayLike) -> None:
        """Pack `weight` (outputs, inputs) and `bias` (outputs,) for place `slot`, in float32."""
        self.set_conv(slot, Kind.fp32, _plain(weight)[..., None], bias)

    def set_pool(self, index: int, weight: ArrayLike, bias: ArrayLike) -> None:
        """Weights (channels, 3) and bias of depthwise upsampling number `index`."""
        w, b = _plain(weight), _plain(bias)
        _check(w, len(b), 3)
        self._call("pool", index, w.ctypes.data, b.ctypes.data, b.size)

    def trim(self) -> None:
        """Give working memory back, but for what a second of speech needs."""
        self._call("trim")

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

    def set_alpha(self, slot: int, alpha: ArrayLike) -> None:
        """Frequencies (channels,) of the Snake before convolution `slot`."""
        a = _plain(alpha)
        self._call("alpha", slot, a.ctypes.data, a.size)

    def front(
        self, text: ArrayLike, pitch: ArrayLike, energy: ArrayLike, style: ArrayLike
    ) -> FloatArray:
        """`text` (T, 512), `pitch` and `energy` (T,), `style` (128,), to features (2T, 512)."""
        given = [_plain(x) for x in (text, pitch, energy, style)]
        frames = len(given[0])
        for values, shape in zip(given, ((frames, 512), (frames,), (frames,), (_STYLE_VALUES,))):
            _check(values, *shape)
        features = np.empty((2 * frames, 512), np.float32)
        pointers = (x.ctypes.data for x in given)
        self._call("front", frames, *pointers, features.ctypes.data)
        return features

    def run(
        self,
        features: ArrayLike,
        style: ArrayLike,
        excitation: ArrayLike,
        weights: ArrayLike | None,
    ) -> FloatArray:
        """Features (2T, 512), `style` (128,), `excitation` (600·T,), `weights` (2T,), to samples
        (600·T,).
        """
        x, timbre, source = (_plain(t) for t in (features, style, excitation))
        weighted = None if weights is None else _plain(weights)
        frames = len(x) // 2
        _check(x, 2 * frames, 512)
        _check(timbre, _STYLE_VALUES)
        _check(source, FRAME_SAMPLES * frames)
        if weighted is not None:
            _check(weighted, 2 * frames)
        samples = np.empty(frames * FRAME_SAMPLES, np.float32)
        self._call(
            "run",
            frames,
            x.ctypes.data,
            timbre.ctypes.data,
            source.ctypes.data,
            None if weighted is None else weighted.ctypes.data,
            samples.ctypes.data,
        )
        return samples


class NativeProsody(NativeGraph):
    """The layers before the decoder; places as in ``src/prosody.h``."""

    _name = "prosody"

    def set_norms(self, values: ArrayLike) -> None:
        """Gain and bias of both normalisations of ALBERT's layer, (4, 768)."""
        v = _plain(values)
        self._call("norms", v.ctypes.data, v.size)

    def set_projection(self, index: int, weight: ArrayLike, bias: float) -> None:
        """Weight (256,) and bias of the last product of curve `index`: 0 pitch, 1 energy."""
        w = _plain(weight)
        self._call("projection", index, w.ctypes.data, w.size, bias)

    def set_text_norms(self, values: ArrayLike) -> None:
        """Gain and bias of the text encoder's normalisations, (6, 512)."""
        v = _plain(values)
        self._call("text_norms", v.ctypes.data, v.size)

    def set_lstm(
        self, index: int, kind: Kind, inputs: ArrayLike, states: ArrayLike, bias: ArrayLike
    ) -> None:
        """Weights of LSTM number `index`, forwards and backwards: of inputs (2048, n), of states
        (2048, 256), both biases' sum.
        """
        self.set_conv(_LSTMS + index, kind, _plain(inputs)[..., None], bias)
        s = _plain(states)
        self._call("recurrence", index, int(kind), s.ctypes.data, s.size)

    def albert(self, layers: int, embedded: ArrayLike) -> FloatArray:
        """Embeddings (tokens, 768) to the last layer's state of the same shape."""
        hidden = _plain(embedded).copy()
        _check(hidden, len(hidden), 768)
        self._call("albert", layers, hidden.shape[0], hidden.ctypes.data)
        return hidden

    def linear(self, slot: int, x: ArrayLike, outputs: int) -> FloatArray:
        """Rows (n, inputs) through the product in place `slot` to (n, outputs)."""
        rows = _plain(x)
        product = np.empty((len(rows), outputs), np.float32)
        pointers = rows.ctypes.data, outputs, product.ctypes.data
        self._call("linear", slot, *rows.shape, *pointers)
        return product

    def lstm(self, index: int, x: ArrayLike) -> FloatArray:
        """Rows (n, inputs) to states of both directions (n, 512)."""
        rows = _plain(x)
        states = np.empty((len(rows), 512), np.float32)
        self._call("lstm", index, *rows.shape, rows.ctypes.data, states.ctypes.data)
        return states

    def text(self, lstm: int, embedded: ArrayLike) -> FloatArray:
        """Embeddings (n, 512) through the text encoder, whose LSTM has that number, to (n, 512)."""
        rows = _plain(embedded)
        states = np.empty((len(rows), 512), np.float32)
        _check(rows, len(rows), 512)
        self._call("text", lstm, len(rows), rows.ctypes.data, states.ctypes.data)
        return states

    def curves(self, x: ArrayLike, style: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Frames (T, 512) and `style` (128,) to pitch and energy (2T,)."""
        frames, melody = _plain(x), _plain(style)
        pitch, energy = np.empty((2, 2 * len(frames)), np.float32)
        _check(frames, len(frames), 512)
        _check(melody, _STYLE_VALUES)
        self._call(
            "curves",
            len(frames),
            frames.ctypes.data,
            melody.ctypes.data,
            pitch.ctypes.data,
            energy.ctypes.data,
        )
        return pitch, energy


def _check(x: FloatArray, *shape: int) -> None:
    if x.shape != shape:
        raise ValueError(f"an array of shape {x.shape} where {shape} is expected")


def _plain(x: ArrayLike) -> FloatArray:
    return np.require(x, np.float32, ("C_CONTIGUOUS", "ALIGNED"))
