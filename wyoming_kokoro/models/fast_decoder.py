"""The decoder on compiled kernels: from text features, pitch and energy to samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from ..sound import FRAME_SAMPLES
from .base import FloatArray
from .kernels.graphs import NativeDecoder
from .kernels.library import Kernels, Kind
from .packed import PackedLayers
from .prepared import Arrays
from .style_products import StyleProduct
from .weights import Weights

# Slots of the first convolution of the residual blocks and of the products of the style, as in
# kernels/src/decoder.h.
_RES_BLOCKS, _FRONT_STYLE, _STYLE = 21, 69, 70
_SPECTRUM_ROW = 32  # 22 values of a spectrum frame, padded
_DILATIONS = (1, 3, 5)
_FRONT_BLOCKS = ("encode", *(f"decode.{i}" for i in range(4)))
_RES_BLOCK_NAMES = (
    "noise_res.0",
    *(f"resblocks.{i}" for i in range(3)),
    "noise_res.1",
    *(f"resblocks.{i}" for i in range(3, 6)),
)


@dataclass(frozen=True, slots=True)
class _Layer:
    slot: int
    kind: Kind
    weight: FloatArray  # (outputs, inputs, taps)
    bias: FloatArray | None
    dilation: int = 1


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Number formats by what they cost and what they spoil: nine tenths of the work is in the
    residual blocks.
    """

    residual: Kind
    # everything before them, and between the stages: whatever is lost here is lost for all that
    # follows
    front: Kind
    spectrum: Kind  # the last layer, whose error nothing averages out

    @classmethod
    def of(cls, kind: Kind, kernels: Kernels) -> "_Kinds":
        if kind is not Kind.int8:
            return cls(kind, kind, kind)
        if Kind.bf16 in kernels.kinds:
            return cls(kind, Kind.bf16, Kind.bf16)
        return cls(kind, kind, Kind.fp32)


class FastDecoder(PackedLayers[NativeDecoder]):
    """Kokoro's decoder on kernels of this project, in two steps: `front` at the rate of pitch and
    energy, `sound`, twenty times as costly, from there on.
    """

    @classmethod
    def pack(cls, weights: Weights, kernels: Kernels, precision: str, threads: int) -> Self:
        """Out of a checkpoint; raises `ValueError` for a precision not in `kernels`."""
        kind = kernels.kind(precision)
        native = NativeDecoder(kernels, threads)
        for layer in _layers(weights, _Kinds.of(kind, kernels)):
            native.set_conv(layer.slot, layer.kind, layer.weight, layer.bias, layer.dilation)
        for number, block in enumerate(_res_blocks()):
            for i in range(3):
                slot = _RES_BLOCKS + 6 * number + 2 * i
                native.set_alpha(slot, weights[f"{block}.alpha1.{i}"].flatten())
                native.set_alpha(slot + 1, weights[f"{block}.alpha2.{i}"].flatten())
        pool = "decoder.decode.3.pool"
        native.set_pool(0, weights[f"{pool}.weight"].squeeze(1), weights[f"{pool}.bias"])
        front = (f"decoder.{b}.norm{i}" for b in _FRONT_BLOCKS for i in (1, 2))
        generator = (
            f"{b}.adain{half}.{i}" for b in _res_blocks() for i in range(3) for half in (1, 2)
        )
        native.set_linear(_FRONT_STYLE, *StyleProduct.of(weights, front))
        native.set_linear(_STYLE, *StyleProduct.of(weights, generator))
        tables = {}
        for name in ("F0_conv", "N_conv"):
            tables[name] = weights[f"decoder.{name}.weight"].flatten()
            tables[f"{name}_bias"] = weights[f"decoder.{name}.bias"]
        return cls(native, tables)

    @classmethod
    def open(cls, saved: Arrays, kernels: Kernels, threads: int) -> Self:
        """Out of what `saved` gave for this very library, whose packed layers are read where they
        lie.
        """
        return cls(NativeDecoder(kernels, threads, saved["layers"]), saved)

    def front(
        self, text: FloatArray, pitch: FloatArray, energy: FloatArray, style: FloatArray
    ) -> FloatArray:
        """`text` float32 (T, 512), `pitch` (Hz) and `energy` (2T,), `style` (128,), the voice's
        first half, to features (2T, 512).
        """
        if len(pitch) != 2 * len(text) or energy.shape != pitch.shape:
            raise ValueError("pitch and energy do not cover the frames of the text")
        return self._native.front(
            text,
            self._halved(pitch, "F0_conv"),
            self._halved(energy, "N_conv"),
            style,
        )

    def _halved(self, curve: FloatArray, name: str) -> FloatArray:
        """A curve (2T,) through a convolution of three taps and stride 2, to (T,)."""
        taps, bias = self._tables[name], self._tables[f"{name}_bias"]
        before = np.concatenate((np.zeros(1, np.float32), curve[1:-1:2]))
        halved: FloatArray = taps[0] * before + taps[1] * curve[::2] + taps[2] * curve[1::2] + bias
        return halved

    def sound(
        self,
        features: FloatArray,
        style: FloatArray,
        excitation: FloatArray,
        weights: FloatArray | None = None,
    ) -> FloatArray:
        """Features (2T, 512) of T frames and `excitation` float32 (600·T,) from `HarmonicSource`
        for these very frames, to samples (600·T,).

        A window of a passage takes its part of the passage's features and excitation, so that
        neighbouring windows agree in phase and noise. The means and variances that adaptive
        instance normalisation takes over time count each feature by `weights` (2T,), or all alike.
        """
        if 2 * len(excitation) != FRAME_SAMPLES * len(features):
            raise ValueError("the excitation does not cover the features")
        return self._native.run(features, style, excitation, weights)


def _res_blocks() -> Iterator[str]:
    yield from (f"decoder.generator.{name}" for name in _RES_BLOCK_NAMES)


def _layers(weights: Weights, kinds: _Kinds) -> Iterator[_Layer]:
    for i, block in enumerate(_FRONT_BLOCKS):
        for j, conv in enumerate(("conv1", "conv2", "conv1x1")):
            name = f"decoder.{block}.{conv}"
            bias = weights.get(f"{name}.bias")
            yield _Layer(3 * i + j, kinds.front, weights[f"{name}.weight"], bias)
    yield _layer(weights, 15, kinds.front, "decoder.asr_res.0")
    g = "decoder.generator"
    noise = weights[f"{g}.noise_convs.0.weight"]
    yield _Layer(16, Kind.fp32, _as_frames(noise), weights[f"{g}.noise_convs.0.bias"])
    yield _layer(weights, 17, Kind.fp32, f"{g}.noise_convs.1")
    for i in range(2):
        up, bias = weights[f"{g}.ups.{i}.weight"], weights[f"{g}.ups.{i}.bias"]
        yield _Layer(18 + i, kinds.front, _as_phases(up), np.tile(bias, up.shape[2] // 2))
    yield _layer(weights, 20, kinds.spectrum, f"{g}.conv_post")
    slot = _RES_BLOCKS
    for block in _res_blocks():
        for i, dilation in enumerate(_DILATIONS):
            yield _layer(weights, slot, kinds.residual, f"{block}.convs1.{i}", dilation)
            yield _layer(weights, slot + 1, kinds.residual, f"{block}.convs2.{i}")
            slot += 2


def _layer(weights: Weights, slot: int, kind: Kind, name: str, dilation: int = 1) -> _Layer:
    return _Layer(slot, kind, weights[f"{name}.weight"], weights[f"{name}.bias"], dilation)


def _as_frames(weight: FloatArray) -> FloatArray:
    """A strided convolution (outputs, 22, taps) as one product with `taps` padded rows laid end to
    end.
    """
    padded = np.pad(weight, ((0, 0), (0, _SPECTRUM_ROW - weight.shape[1]), (0, 0)))
    return padded.transpose(0, 2, 1).reshape(len(weight), -1, 1)


def _as_phases(weight: FloatArray) -> FloatArray:
    """A transposed convolution (inputs, outputs, 2·stride) as (stride·outputs, inputs, 2): all
    output steps of a row from it and the row before.
    """
    stride = weight.shape[2] // 2
    late, early = weight[..., :stride], weight[..., stride:]
    both = np.stack((early, late), -1)  # inputs, outputs, phase, tap
    return both.transpose(2, 1, 0, 3).reshape(-1, len(weight), 2)
