"""The decoder on compiled kernels: the weights of kokoro's modules, packed, and one call per
utterance.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Self

import torch
from kokoro.istftnet import AdaIN1d, AdainResBlk1d
from kokoro.istftnet import AdaINResBlock1 as ResBlock
from kokoro.istftnet import Decoder as KokoroDecoder
from torch import Tensor, nn
from torch.nn import functional as F

from ..sound import FRAME_SAMPLES
from .decoder import fold_weight_norm
from .kernels.library import Kernels, Kind, NativeDecoder
from .style_affine import StyleAffine

_RES_BLOCKS = (
    21  # slot of the first convolution of the residual blocks, as in kernels/src/decoder.h
)
_SPECTRUM_ROW = 32  # 22 values of a spectrum frame, padded


@dataclass(frozen=True, slots=True)
class _Layer:
    slot: int
    kind: Kind
    weight: Tensor  # (outputs, inputs, taps)
    bias: Tensor | None
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


class FastDecoder:
    """Kokoro's decoder on kernels of this project; see `Decoder` for what a call takes and
    gives.
    """

    def __init__(
        self, decoder: KokoroDecoder, kernels: Kernels, precision: str, threads: int
    ) -> None:
        """Packs the weights of `decoder`, whose weight norm is folded on the way; raises
        `ValueError` for a precision not in `kernels`.
        """
        kind = Kind[precision]
        if kind not in kernels.kinds:
            raise ValueError(
                f"these kernels compute in {[k.name for k in kernels.kinds]}, not {precision}"
            )
        self.precision = precision
        fold_weight_norm(decoder)
        self._native = NativeDecoder(kernels, threads)
        with torch.inference_mode():
            self._load(decoder, _Kinds.of(kind, kernels))
            self._front_style = StyleAffine(_front_norms(decoder))
            self._style = StyleAffine(_norms(decoder))
        self._pitch_conv, self._energy_conv = decoder.F0_conv, decoder.N_conv

    def _load(self, decoder: KokoroDecoder, kinds: _Kinds) -> None:
        for layer in _layers(decoder, kinds):
            self._native.set_conv(layer.slot, layer.kind, layer.weight, layer.bias, layer.dilation)
        for block, first in zip(_res_blocks(decoder), range(_RES_BLOCKS, _RES_BLOCKS + 48, 6)):
            for i in range(3):
                self._native.set_alpha(first + 2 * i, block.alpha1[i].flatten())
                self._native.set_alpha(first + 2 * i + 1, block.alpha2[i].flatten())
        pool = decoder.decode[3].pool
        self._native.set_pool(0, pool.weight.flatten(1), pool.bias)

    @torch.inference_mode()
    def front(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        """See `Decoder`; so with `sound`."""
        if pitch.shape[-1] != 2 * text.shape[-1] or energy.shape != pitch.shape:
            raise ValueError("pitch and energy do not cover the frames of the text")
        return self._native.front(
            text[0].t(),
            self._pitch_conv(pitch[:, None]).flatten(),
            self._energy_conv(energy[:, None]).flatten(),
            self._front_style(style),
        )

    @torch.inference_mode()
    def sound(
        self, features: Tensor, style: Tensor, excitation: Tensor, weights: Tensor | None = None
    ) -> Tensor:
        if 2 * excitation.numel() != FRAME_SAMPLES * len(features):
            raise ValueError("the excitation does not cover the features")
        return self._native.run(features, self._style(style), excitation, weights)

    def sibling(self, threads: int) -> Self:
        """Another decoder with the same packed weights and threads of its own; either may be closed
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


def _res_blocks(decoder: KokoroDecoder) -> list[ResBlock]:
    g = decoder.generator
    return [g.noise_res[0], *g.resblocks[:3], g.noise_res[1], *g.resblocks[3:]]


def _front_blocks(decoder: KokoroDecoder) -> list[AdainResBlk1d]:
    return [decoder.encode, *decoder.decode]


def _front_norms(decoder: KokoroDecoder) -> Iterator[AdaIN1d]:
    for block in _front_blocks(decoder):
        yield from (block.norm1, block.norm2)


def _norms(decoder: KokoroDecoder) -> Iterator[AdaIN1d]:
    for block in _res_blocks(decoder):
        for first, second in zip(block.adain1, block.adain2):
            yield from (first, second)


def _layers(decoder: KokoroDecoder, kinds: _Kinds) -> Iterator[_Layer]:
    for i, block in enumerate(_front_blocks(decoder)):
        for j, conv in enumerate((block.conv1, block.conv2, block.conv1x1)):
            yield _Layer(3 * i + j, kinds.front, conv.weight, conv.bias)
    g = decoder.generator
    yield _Layer(15, kinds.front, decoder.asr_res[0].weight, decoder.asr_res[0].bias)
    yield _Layer(16, Kind.fp32, _as_frames(g.noise_convs[0].weight), g.noise_convs[0].bias)
    yield _Layer(17, Kind.fp32, g.noise_convs[1].weight, g.noise_convs[1].bias)
    for i, up in enumerate(g.ups):
        yield _Layer(18 + i, kinds.front, _as_phases(up), up.bias.repeat(up.stride[0]))
    yield _Layer(20, kinds.spectrum, g.conv_post.weight, g.conv_post.bias)
    slot = _RES_BLOCKS
    for block in _res_blocks(decoder):
        for first, second in zip(block.convs1, block.convs2):
            for conv in (first, second):
                yield _Layer(slot, kinds.residual, conv.weight, conv.bias, conv.dilation[0])
                slot += 1


def _as_frames(weight: Tensor) -> Tensor:
    """A strided convolution (outputs, 22, taps) as one product with `taps` padded rows laid end to
    end.
    """
    padded = F.pad(weight, (0, 0, 0, _SPECTRUM_ROW - weight.shape[1]))
    return padded.transpose(1, 2).reshape(weight.shape[0], -1, 1)


def _as_phases(up: nn.ConvTranspose1d) -> Tensor:
    """A transposed convolution of 2·stride taps as (stride·outputs, inputs, 2): all output steps of
    a row from it and the row before.
    """
    stride = up.stride[0]
    late, early = up.weight[..., :stride], up.weight[..., stride:]
    both = torch.stack((early, late), -1)  # inputs, outputs, phase, tap
    return both.permute(2, 1, 0, 3).reshape(-1, up.weight.shape[0], 2)
