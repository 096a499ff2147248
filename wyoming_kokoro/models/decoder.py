"""From text features, pitch and energy to samples: what a decoder is, and the plain torch one."""

from typing import Protocol, cast

import torch
from kokoro.istftnet import AdaIN1d
from kokoro.istftnet import Decoder as KokoroDecoder
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils import remove_weight_norm

from ..sound import FRAME_SAMPLES, SAMPLE_RATE

_HARMONICS = 9
_SINE_AMPLITUDE = 0.1
_VOICED_NOISE = 0.003
VOICED_ABOVE_HZ = 10.0
_STEP_SAMPLES = FRAME_SAMPLES // 2  # pitch and energy come twice a frame


class Decoder(Protocol):
    """Makes samples of frames, in two steps: `front` at the rate of pitch and energy, `sound`,
    twenty times as costly, from there on.

    Called on one thread at a time.
    """

    @property
    def precision(self) -> str:
        """What it computes in: ``fp32``, ``bf16`` or ``int8``."""

    def front(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        """`text` float32 (1, 512, T), `pitch` (Hz) and `energy` (1, 2T), `style` (1, 128), the
        voice's first half, to features (2T, 512).
        """

    def sound(
        self, features: Tensor, style: Tensor, excitation: Tensor, weights: Tensor | None = None
    ) -> Tensor:
        """Features (2T, 512) of T frames and `excitation` float32 (600·T,) from `HarmonicSource`
        for these very frames, to samples (600·T,).

        A window of a passage takes its part of the passage's features and excitation, so that
        neighbouring windows agree in phase and noise. The means and variances that adaptive
        instance normalisation takes over time count each feature by `weights` (2T,), or all alike.
        """

    def close(self) -> None:
        """Give memory and threads back; idempotent."""


class HarmonicSource:
    """The excitation: nine harmonics of the pitch where it is voiced, noise elsewhere.

    The same distribution as ``SourceModuleHnNSF`` of kokoro: its nine independent noises only ever
    enter as a weighted sum, so one noise of that sum's deviation stands for them; its random
    starting phases never reach the output (they sit on a sample that its resampling to frame rate
    leaves out), so there are none.
    """

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        """`weight` (1, 9) and `bias` (1,) mix the harmonics (``l_linear``)."""
        self._weight = weight.detach().double().flatten()
        self._bias = float(bias.detach())

    def __call__(self, pitch: Tensor, seed: int | None = None) -> Tensor:
        """Excitation float32 (600·T,) of `pitch` (1, 2T) in Hz; the same `seed` gives the same
        samples.
        """
        steps = pitch.detach().flatten().double().cpu()
        generator = torch.Generator()
        if seed is None:
            generator.seed()
        else:
            generator.manual_seed(seed)
        noise = torch.randn(steps.numel() * _STEP_SAMPLES, generator=generator)
        return self.mix(steps, noise)

    def mix(self, steps: Tensor, noise: Tensor) -> Tensor:
        """The excitation for pitch `steps` (2T,) float64 and normal `noise` (600·T,)."""
        voiced = (steps > VOICED_ABOVE_HZ).float().repeat_interleave(_STEP_SAMPLES)
        turns = torch.cumsum(steps / SAMPLE_RATE, 0) * _STEP_SAMPLES
        turns = F.interpolate(
            turns[None, None], scale_factor=_STEP_SAMPLES, mode="linear"
        ).flatten()
        angle = ((turns - turns.floor()) * (2 * torch.pi)).float()
        sines = self._sum_harmonics(angle) * _SINE_AMPLITUDE
        spread = float(self._weight.square().sum().sqrt())
        amplitude = voiced * _VOICED_NOISE + (1 - voiced) * (_SINE_AMPLITUDE / 3)
        return torch.tanh(sines * voiced + noise * amplitude * spread + self._bias)

    def _sum_harmonics(self, angle: Tensor) -> Tensor:
        """Σ weight[k−1]·sin(k·angle), by Clenshaw's recurrence."""
        twice = 2 * torch.cos(angle)
        after, now = torch.zeros_like(angle), torch.zeros_like(angle)
        for weight in self._weight.flip(0).tolist():
            now, after = torch.addcmul(weight - after, twice, now), now
        return now * torch.sin(angle)


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

    precision = "fp32"

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
        """See `Decoder`; so with `sound`."""
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
        self._source.signal = excitation
        self._weighting.weights = weights
        unused_pitch = features.new_zeros(1, 1)
        samples: Tensor = self._decoder.generator(features.t()[None], style, unused_pitch)
        return samples.flatten().float()

    def close(self) -> None:
        """Nothing to give back."""
