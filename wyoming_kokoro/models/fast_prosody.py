"""ALBERT and the curves of pitch and energy on compiled kernels."""

from typing import Any

import torch
from kokoro import KModel
from kokoro.istftnet import AdainResBlk1d
from torch import Tensor

from .decoder import fold_weight_norm
from .kernels.library import Kernels, Kind, NativeProsody
from .style_affine import StyleAffine

_CURVES = 4  # slot of the first convolution of the curves, as in kernels/src/prosody.h


def prosody_precision(kernels: Kernels, decoder: str) -> str:
    """The precision that goes with the decoder's: bf16 at most, because int8 moves one duration in fifty by a frame."""
    return (
        Kind.bf16.name
        if decoder != Kind.fp32.name and Kind.bf16 in kernels.kinds
        else Kind.fp32.name
    )


class FastProsody:
    """The costly parts before the decoder. `albert` stands for ``KModel.bert``, `curves` for ``ProsodyPredictor.F0Ntrain``."""

    def __init__(self, model: KModel, kernels: Kernels, precision: str, threads: int) -> None:
        """Packs the weights of `model`; folds the weight norm of its predictor. Raises `ValueError` for a precision not in `kernels`."""
        kind = Kind[precision]
        if kind not in kernels.kinds:
            raise ValueError(
                f"these kernels compute in {[k.name for k in kernels.kinds]}, not {precision}"
            )
        self._embeddings = model.bert.embeddings
        self._widen = model.bert.encoder.embedding_hidden_mapping_in
        self._layers = int(model.bert.config.num_hidden_layers)
        self._shared = model.predictor.shared
        fold_weight_norm(model.predictor)
        self._native = NativeProsody(kernels, threads)
        with torch.inference_mode():
            self._load_albert(model.bert.encoder.albert_layer_groups[0].albert_layers[0], kind)
            stacks = (model.predictor.F0, model.predictor.N)
            for i, (stack, last) in enumerate(
                zip(stacks, (model.predictor.F0_proj, model.predictor.N_proj))
            ):
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
    def albert(self, input_ids: Tensor) -> Tensor:
        """Token ids int64 (1, n), n up to 512, none of them padding, to hidden states float32 (1, n, 768)."""
        embedded = self._widen(self._embeddings(input_ids))
        return self._native.albert(self._layers, embedded[0])[None]

    @torch.inference_mode()
    def curves(self, encoded: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """Pitch (Hz) and energy, both (1, 2T), of frames `encoded` (1, 640, T) in `style` (1, 128), the voice's second half."""
        frames, _ = self._shared(encoded.transpose(-1, -2))
        pitch, energy = self._native.curves(frames[0], self._style(style))
        return pitch[None], energy[None]

    def close(self) -> None:
        """Stop the threads and free the packed weights; idempotent."""
        self._native.close()
