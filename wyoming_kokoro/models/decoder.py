"""The decoder in torch: from text features, pitch and energy to samples."""

from typing import cast

import torch
from kokoro.istftnet import AdaIN1d
from kokoro.istftnet import Decoder as KokoroDecoder
from torch import Tensor, nn
from torch.nn.utils import remove_weight_norm


class _GivenSource(nn.Module):
    """Stands where kokoro draws its excitation, and hands out the one that it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.signal = torch.empty(0)

    def forward(self, f0: Tensor) -> tuple[Tensor, None, None]:
        return self.signal.to(f0.device).view(1, -1, 1), None, None


def fold_weight_norm(module: nn.Module) -> None:
    """Multiply every weight norm of `module` into its weight, in place."""
    for part in module.modules():
        if hasattr(part, "weight_g"):
            remove_weight_norm(part)


class _Weighting:
    """What all weighted normalisations of a decoder count their steps by at present."""

    weights: Tensor | None = None


class _WeightedNorm(nn.InstanceNorm1d):
    """Instance normalisation whose means over time count some steps more than others."""

    def __init__(self, norm: nn.InstanceNorm1d, weighting: _Weighting) -> None:
        super().__init__(norm.num_features, eps=norm.eps, affine=True)
        self.weight, self.bias, self._weighting = norm.weight, norm.bias, weighting

    def forward(self, x: Tensor) -> Tensor:
        weights = self._weighting.weights
        if weights is None:
            return super().forward(x)
        steps = torch.arange(x.shape[2], device=x.device) // (x.shape[2] // len(weights))
        share = weights[steps.clamp(max=len(weights) - 1)]
        share = share / share.sum()
        mean = (x * share).sum(2, keepdim=True)
        variance = ((x - mean).square() * share).sum(2, keepdim=True)
        normal = (x - mean) * torch.rsqrt(variance + self.eps)
        return normal * self.weight[:, None] + self.bias[:, None]


class TorchDecoder:
    """kokoro's decoder as it is, in float32, weight norm folded away: the reference of every
    other.
    """

    def __init__(self, decoder: KokoroDecoder) -> None:
        """Takes `decoder` over: its weight norm is folded, its source and the generator's
        normalisations are replaced.
        """
        fold_weight_norm(decoder)
        self._source, self._weighting = _GivenSource(), _Weighting()
        decoder.generator.m_source = self._source
        for part in decoder.generator.modules():
            if isinstance(part, AdaIN1d):
                part.norm = _WeightedNorm(part.norm, self._weighting)
        self._decoder = decoder.eval()

    @torch.inference_mode()
    def front(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        """`text` float32 (1, 512, T), `pitch` (Hz) and `energy` (1, 2T), `style` (1, 128), the
        voice's first half, to features (2T, 512).
        """
        decoder = self._decoder
        steps = torch.cat((decoder.F0_conv(pitch[:, None]), decoder.N_conv(energy[:, None])), 1)
        short = decoder.asr_res(text)
        x = decoder.encode(torch.cat((text, steps), 1), style)
        for block in decoder.decode:
            x = block(torch.cat((x, short, steps), 1), style)
        return cast(Tensor, x[0].t())

    @torch.inference_mode()
    def sound(
        self, features: Tensor, style: Tensor, excitation: Tensor, weights: Tensor | None = None
    ) -> Tensor:
        """Features (2T, 512) and `excitation` float32 (600·T,) to samples (600·T,), as
        `FastDecoder.sound`.
        """
        self._source.signal = excitation
        self._weighting.weights = weights
        unused_pitch = features.new_zeros(1, 1)
        samples: Tensor = self._decoder.generator(features.t()[None], style, unused_pitch)
        return samples.flatten().float()
