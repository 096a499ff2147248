"""The layers before the decoder on compiled kernels: from tokens to durations, pitch and energy."""

from typing import Self

import numpy as np

from .base import FloatArray, IntArray
from .kernels.graphs import NativeProsody
from .kernels.library import Kernels, Kind
from .packed import PackedLayers
from .prepared import Arrays
from .style_products import StyleProduct
from .weights import Weights

# Slots of the first convolutions of the curves and of the text encoder, and of products, as in
# kernels/src/prosody.h.
_CURVES, _TEXT_CONVOLUTIONS = 4, 22
_WIDEN, _NARROW, _NORMS, _SCORES, _CURVE_STYLE = range(31, 36)
_ENCODER_CHANNELS, _SCORES_WIDTH = 512, 50
# Numbers of the LSTMs: three of the duration encoder come first.
_DURATION, _FRAMES, _TEXT = 3, 4, 5
_ALBERT_LAYERS = 12  # one layer, so many times
_ALBERT_EPS, _EPS = 1e-12, 1e-5
_ENCODER = "predictor.text_encoder.lstms"
_LSTMS = (
    *(f"{_ENCODER}.{i}" for i in (0, 2, 4)),
    "predictor.lstm",
    "predictor.shared",
    "text_encoder.lstm",
)
_STACKS = ("F0", "N")


def prosody_precision(kernels: Kernels, decoder: str) -> str:
    """The precision that goes with the decoder's: bf16 or its weights at most, because int8 moves
    one duration in fifty by a frame.
    """
    if decoder == Kind.fp32.name:
        return decoder
    return (Kind.bf16 if Kind.bf16 in kernels.kinds else Kind.mixed).name


class FastProsody(PackedLayers[NativeProsody]):
    """The layers before the decoder, for one utterance of n tokens, the two boundary tokens
    included: products on kernels, what lies between them in numpy.
    """

    @classmethod
    def pack(cls, weights: Weights, kernels: Kernels, precision: str, threads: int) -> Self:
        """Out of a checkpoint; raises `ValueError` for a precision not in `kernels`."""
        kind = kernels.kind(precision)
        native = NativeProsody(kernels, threads)
        _set_albert(native, weights, kind)
        for index, name in enumerate(_LSTMS):
            _set_lstm(native, weights, index, name, kind)
        _set_text(native, weights, kind)
        for index, stack in enumerate(_STACKS):
            _set_curve(native, weights, index, stack, kind)
        _set_products(native, weights)
        return cls(native, _tables(weights))

    @classmethod
    def open(cls, saved: Arrays, kernels: Kernels, threads: int) -> Self:
        """Out of what `saved` gave for this very library, whose packed layers are read where they
        lie.
        """
        return cls(NativeProsody(kernels, threads, saved["layers"]), saved)

    def albert(self, ids: IntArray) -> FloatArray:
        """Token ids (n,), n up to 512, to ALBERT's hidden states float32 (n, 768)."""
        t = self._tables
        embedded = t["tokens"][ids] + t["positions"][: len(ids)]
        embedded = _normalised(embedded, _ALBERT_EPS) * t["gain"] + t["bias"]
        return self._native.albert(_ALBERT_LAYERS, self._native.linear(_WIDEN, embedded, 768))

    def encode(self, hidden: FloatArray, style: FloatArray) -> FloatArray:
        """ALBERT's hidden states (n, 768) in `style` (128,), the voice's second half, to features
        (n, 640): the duration encoder.
        """
        native, channels = self._native, _ENCODER_CHANNELS
        x = np.empty((len(hidden), channels + len(style)), np.float32)
        x[:, channels:] = style
        x[:, :channels] = native.linear(_NARROW, hidden, channels)
        norms = native.linear(_NORMS, style[None], 6 * channels).reshape(3, 2, channels)
        for i, (gain, bias) in enumerate(norms):
            x[:, :channels] = _normalised(native.lstm(i, x), _EPS) * (1 + gain) + bias
        return x

    def durations(self, encoded: FloatArray) -> FloatArray:
        """Features (n, 640) to frames before division by the speed and rounding, float32 (n,)."""
        states = self._native.lstm(_DURATION, encoded)
        scores = self._native.linear(_SCORES, states, _SCORES_WIDTH)
        frames: FloatArray = (1 / (1 + np.exp(-scores))).sum(1)
        return frames

    def curves(self, aligned: FloatArray, style: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Features of T frames (T, 640) in `style` to pitch (Hz) and energy, both (2T,)."""
        return self._native.curves(self._native.lstm(_FRAMES, aligned), style)

    def text(self, ids: IntArray) -> FloatArray:
        """Token ids (n,) to what the decoder is told about them, (n, 512): the text encoder."""
        return self._native.text(_TEXT, self._tables["symbols"][ids])


def _normalised(x: FloatArray, eps: float) -> FloatArray:
    centred: FloatArray = x - x.mean(1, keepdims=True)
    centred /= np.sqrt(np.square(centred).mean(1, keepdims=True) + np.float32(eps))
    return centred


def _tables(weights: Weights) -> dict[str, FloatArray]:
    """What numpy computes with."""
    embeddings = "bert.embeddings"
    return {
        "tokens": weights[f"{embeddings}.word_embeddings.weight"],
        "positions": weights[f"{embeddings}.position_embeddings.weight"]
        + weights[f"{embeddings}.token_type_embeddings.weight"][0],
        "gain": weights[f"{embeddings}.LayerNorm.weight"],
        "bias": weights[f"{embeddings}.LayerNorm.bias"],
        "symbols": weights["text_encoder.embedding.weight"],
    }


def _set_products(native: NativeProsody, weights: Weights) -> None:
    """The small products, in float32 like all that is between the layers."""
    products = {
        _WIDEN: ["bert.encoder.embedding_hidden_mapping_in"],
        _NARROW: ["bert_encoder"],
        _NORMS: [f"{_ENCODER}.{i}.fc" for i in (1, 3, 5)],
        _SCORES: ["predictor.duration_proj.linear_layer"],
    }
    for slot, names in products.items():
        weight, bias = (
            np.concatenate([weights[f"{n}.{part}"] for n in names]) for part in ("weight", "bias")
        )
        native.set_linear(slot, weight, bias)
    norms = (f"predictor.{s}.{i}.norm{n}" for s in _STACKS for i in range(3) for n in (1, 2))
    native.set_linear(_CURVE_STYLE, *StyleProduct.of(weights, norms))


def _set_albert(native: NativeProsody, weights: Weights, kind: Kind) -> None:
    layer = "bert.encoder.albert_layer_groups.0.albert_layers.0"
    parts = [f"{layer}.attention.{part}" for part in ("query", "key", "value")]
    weight, bias = (
        np.concatenate([weights[f"{p}.{w}"] for p in parts]) for w in ("weight", "bias")
    )
    native.set_conv(0, kind, weight[..., None], bias)
    for slot, name in enumerate(("attention.dense", "ffn", "ffn_output"), 1):
        linear = weights[f"{layer}.{name}.weight"]
        native.set_conv(slot, kind, linear[..., None], weights[f"{layer}.{name}.bias"])
    norms = (f"{layer}.attention.LayerNorm", f"{layer}.full_layer_layer_norm")
    native.set_norms([weights[f"{norm}.{w}"] for norm in norms for w in ("weight", "bias")])


def _set_lstm(native: NativeProsody, weights: Weights, index: int, name: str, kind: Kind) -> None:
    inputs, states, biases, more = (
        np.concatenate([weights[f"{name}.{part}_{way}"] for way in ("l0", "l0_reverse")])
        for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    native.set_lstm(index, kind, inputs, states, biases + more)


def _set_text(native: NativeProsody, weights: Weights, kind: Kind) -> None:
    blocks = [f"text_encoder.cnn.{i}" for i in range(3)]
    for i, block in enumerate(blocks):
        conv = weights[f"{block}.0.weight"], weights[f"{block}.0.bias"]
        native.set_conv(_TEXT_CONVOLUTIONS + i, kind, *conv)
    native.set_text_norms([weights[f"{b}.1.{w}"] for b in blocks for w in ("gamma", "beta")])


def _set_curve(native: NativeProsody, weights: Weights, index: int, stack: str, kind: Kind) -> None:
    for i in range(3):
        slot, block = _CURVES + 9 * index + 3 * i, f"predictor.{stack}.{i}"
        for j, name in enumerate((f"{block}.conv1", f"{block}.conv2")):
            native.set_conv(slot + j, kind, weights[f"{name}.weight"], weights[f"{name}.bias"])
        shortcut = weights.get(f"{block}.conv1x1.weight")
        if shortcut is not None:
            native.set_conv(slot + 2, kind, shortcut, None)
    pool = f"predictor.{stack}.1.pool"
    native.set_pool(index, weights[f"{pool}.weight"].squeeze(1), weights[f"{pool}.bias"])
    last = f"predictor.{stack}_proj"
    native.set_projection(
        index, weights[f"{last}.weight"].flatten(), weights[f"{last}.bias"].item()
    )
