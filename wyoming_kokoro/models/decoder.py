"""From text features, pitch and energy to samples: what a decoder is, and the plain torch one."""

from typing import Protocol

import torch
from kokoro.istftnet import Decoder as KokoroDecoder
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils import remove_weight_norm

from .base import FRAME_SAMPLES, SAMPLE_RATE

_HARMONICS = 9
_SINE_AMPLITUDE = 0.1
_VOICED_NOISE = 0.003
_VOICED_ABOVE_HZ = 10.0
_STEP_SAMPLES = FRAME_SAMPLES // 2  # pitch and energy come twice a frame


class Decoder(Protocol):
    """Makes samples of frames.

    `text` is float32 (1, 512, T), `pitch` (Hz) and `energy` (1, 2T), `style` (1, 128), the voice's first half; `excitation` float32
    (600·T,) from `HarmonicSource`, for these very frames: a window of a sentence takes the same slice of the sentence's excitation, so
    that neighbouring windows agree in phase and noise. Returns float32 (600·T,). Called on one thread at a time.
    """

    @property
    def precision(self) -> str:
        """What it computes in: ``fp32``, ``bf16`` or ``int8``."""

    def __call__(
        self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor, excitation: Tensor
    ) -> Tensor: ...

    def close(self) -> None:
        """Give memory and threads back; idempotent."""


class HarmonicSource:
    """The excitation: nine harmonics of the pitch where it is voiced, noise elsewhere.

    The same distribution as ``SourceModuleHnNSF`` of kokoro: its nine independent noises only ever enter as a weighted sum, so one
    noise of that sum's deviation stands for them; its random starting phases never reach the output (they sit on a sample that its
    resampling to frame rate leaves out), so there are none.
    """

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        """`weight` (1, 9) and `bias` (1,) mix the harmonics (``l_linear``)."""
        self._weight = weight.detach().double().flatten()
        self._bias = float(bias.detach())

    def __call__(self, pitch: Tensor, seed: int | None = None) -> Tensor:
        """Excitation float32 (600·T,) of `pitch` (1, 2T) in Hz; the same `seed` gives the same samples."""
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
        voiced = (steps > _VOICED_ABOVE_HZ).float().repeat_interleave(_STEP_SAMPLES)
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


class TorchDecoder:
    """kokoro's decoder as it is, in float32, weight norm folded away: the reference of every other."""

    precision = "fp32"

    def __init__(self, decoder: KokoroDecoder) -> None:
        """Takes `decoder` over: its weight norm is folded and its source replaced."""
        fold_weight_norm(decoder)
        self._source = _GivenSource()
        decoder.generator.m_source = self._source
        self._decoder = decoder.eval()

    @torch.inference_mode()
    def __call__(
        self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor, excitation: Tensor
    ) -> Tensor:
        self._source.signal = excitation
        samples: Tensor = self._decoder(text, pitch, energy, style)
        return samples.flatten().float()

    def close(self) -> None:
        """Nothing to give back."""
