"""The layers before the decoder on compiled kernels."""

from copy import copy
from typing import Any, Self

import torch
from kokoro import KModel
from kokoro.istftnet import AdainResBlk1d
from torch import Tensor, nn
from torch.nn import functional as F

from .decoder import fold_weight_norm
from .kernels.library import Kernels, Kind, NativeProsody
from .prosody import to_frames
from .style_affine import StyleAffine

# Slots of the first convolutions of the curves and of the text encoder, as in
# kernels/src/prosody.h.
_CURVES, _TEXT_CONVOLUTIONS = 4, 22
# Numbers of the LSTMs: three of the duration encoder come first.
_DURATION, _FRAMES, _TEXT = 3, 4, 5


def prosody_precision(kernels: Kernels, decoder: str) -> str:
    """The precision that goes with the decoder's: bf16 at most, because int8 moves one duration in
    fifty by a frame.
    """
    return (
        Kind.bf16.name
        if decoder != Kind.fp32.name and Kind.bf16 in kernels.kinds
        else Kind.fp32.name
    )


class FastProsody:
    """`ProsodyLayers` on compiled kernels, but for the small products between them."""

    def __init__(self, model: KModel, kernels: Kernels, precision: str, threads: int) -> None:
        """Packs the weights of `model`; folds its weight norm.

        Raises `ValueError` for a precision not in `kernels`.
        """
        kind = Kind[precision]
        if kind not in kernels.kinds:
            raise ValueError(
                f"these kernels compute in {[k.name for k in kernels.kinds]}, not {precision}"
            )
        predictor, text = model.predictor, model.text_encoder
        self._embeddings = model.bert.embeddings
        self._widen = model.bert.encoder.embedding_hidden_mapping_in
        self._layers = int(model.bert.config.num_hidden_layers)
        self._symbols = text.embedding
        self._norms = list(predictor.text_encoder.lstms[1::2])
        self._scores = predictor.duration_proj
        for part in (predictor, text):
            fold_weight_norm(part)
        self._native = NativeProsody(kernels, threads)
        with torch.inference_mode():
            self._load_albert(model.bert.encoder.albert_layer_groups[0].albert_layers[0], kind)
            lstms = [*predictor.text_encoder.lstms[::2], predictor.lstm, predictor.shared]
            for i, lstm in enumerate([*lstms, text.lstm]):
                self._load_lstm(i, lstm, kind)
            self._load_text(list(text.cnn), kind)
            stacks = (predictor.F0, predictor.N)
            for i, (stack, last) in enumerate(zip(stacks, (predictor.F0_proj, predictor.N_proj))):
                self._load_curve(i, list(stack), kind)
                self._native.set_projection(i, last.weight.flatten(), float(last.bias))
            self._style = StyleAffine(
                n for stack in stacks for b in stack for n in (b.norm1, b.norm2)
            )

    def _load_albert(self, layer: Any, kind: Kind) -> None:
        attention = layer.attention
        parts = (attention.query, attention.key, attention.value)
        weight = torch.cat([part.weight for part in parts])
        self._native.set_conv(0, kind, weight[..., None], torch.cat([part.bias for part in parts]))
        for slot, linear in enumerate((attention.dense, layer.ffn, layer.ffn_output), 1):
            self._native.set_conv(slot, kind, linear.weight[..., None], linear.bias)
        norms = (attention.LayerNorm, layer.full_layer_layer_norm)
        self._native.set_norms(torch.stack([v for n in norms for v in (n.weight, n.bias)]))

    def _load_lstm(self, index: int, lstm: nn.LSTM, kind: Kind) -> None:
        ways = ("l0", "l0_reverse")
        inputs, states, biases, more = (
            torch.cat([getattr(lstm, f"{name}_{way}") for way in ways])
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        self._native.set_lstm(index, kind, inputs, states, biases + more)

    def _load_text(self, blocks: list[Any], kind: Kind) -> None:
        for i, (conv, *_) in enumerate(blocks):
            self._native.set_conv(_TEXT_CONVOLUTIONS + i, kind, conv.weight, conv.bias)
        norms = (block[1] for block in blocks)
        self._native.set_text_norms(torch.stack([v for n in norms for v in (n.gamma, n.beta)]))

    def _load_curve(self, index: int, blocks: list[AdainResBlk1d], kind: Kind) -> None:
        for i, block in enumerate(blocks):
            slot = _CURVES + 9 * index + 3 * i
            self._native.set_conv(slot, kind, block.conv1.weight, block.conv1.bias)
            self._native.set_conv(slot + 1, kind, block.conv2.weight, block.conv2.bias)
            if block.learned_sc:
                self._native.set_conv(slot + 2, kind, block.conv1x1.weight, None)
        pool = blocks[1].pool
        self._native.set_pool(index, pool.weight.flatten(1), pool.bias)

    @torch.inference_mode()
    def albert(self, ids: Tensor) -> Tensor:
        """See `ProsodyLayers`; so with the others."""
        return self._native.albert(self._layers, self._widen(self._embeddings(ids))[0])[None]

    @torch.inference_mode()
    def encode(self, hidden: Tensor, style: Tensor) -> Tensor:
        wide = style.expand(hidden.shape[1], -1)
        x = torch.cat([hidden[0], wide], 1)
        for i, norm in enumerate(self._norms):
            states = self._native.lstm(i, x)
            gain, bias = norm.fc(style).chunk(2, 1)
            states = F.layer_norm(states, states.shape[1:], eps=norm.eps) * (1 + gain) + bias
            x = torch.cat([states, wide], 1)
        return x[None]

    @torch.inference_mode()
    def durations(self, encoded: Tensor) -> Tensor:
        return to_frames(self._scores(self._native.lstm(_DURATION, encoded[0])))[None]

    @torch.inference_mode()
    def curves(self, aligned: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        frames = self._native.lstm(_FRAMES, aligned[0])
        pitch, energy = self._native.curves(frames, self._style(style))
        return pitch[None], energy[None]

    @torch.inference_mode()
    def text(self, ids: Tensor) -> Tensor:
        return self._native.text(_TEXT, self._symbols(ids[0])).t()[None]

    def sibling(self, threads: int) -> Self:
        """Other layers with the same packed weights and threads of their own; either may be closed
        first.
        """
        other = copy(self)
        other._native = self._native.sibling(threads)
        return other

    def close(self) -> None:
        """Stop the threads, and free the packed weights with the last of the siblings;
        idempotent.
        """
        self._native.close()
