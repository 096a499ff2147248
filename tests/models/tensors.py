"""The layers on kernels in torch's shapes, so that tests can compare them with torch's own."""

from typing import Self

import numpy as np
import torch
from torch import Tensor, nn

from wyoming_kokoro.models.base import FloatArray
from wyoming_kokoro.models.excitation import HarmonicSource
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import FastProsody
from wyoming_kokoro.models.kernels.graphs import NativeDecoder
from wyoming_kokoro.models.kernels.library import Kernels, Kind
from wyoming_kokoro.models.weights import folded


def weights_of(module: nn.Module, prefix: str = "") -> dict[str, FloatArray]:
    """The parameters of a module by name, weight norm multiplied out."""
    parameters = module.state_dict()
    return folded({f"{prefix}{name}": value.numpy() for name, value in parameters.items()})


_BINS, _CHANNELS = 11, 128
LIFTED = 4.0
"""What a transparent decoder adds to angles, so that none is negative and the last activation
leaves them alone.
"""
_GAINS = 6 * 4 * 2 * (256 + _CHANNELS)


def transparent_decoder(kernels: Kernels, threads: int) -> NativeDecoder:
    """Layers that do nothing: its samples are made of magnitudes and angles of the excitation."""
    decoder = NativeDecoder(kernels, threads)
    analysed, spoken = np.zeros((_CHANNELS, 2 * _BINS, 1)), np.zeros((2 * _BINS, _CHANNELS, 1))
    for i in range(2 * _BINS):
        analysed[i, i] = spoken[i, i] = 1
    lifted = np.repeat((0, LIFTED, 0), (_BINS, _BINS, _CHANNELS - 2 * _BINS))
    decoder.set_conv(16, Kind.fp32, np.zeros((256, 12 * 32, 1)), None)
    decoder.set_conv(17, Kind.fp32, analysed, lifted)
    decoder.set_conv(18, Kind.fp32, np.zeros((10 * 256, 512, 2)), None)
    decoder.set_conv(19, Kind.fp32, np.zeros((6 * _CHANNELS, 256, 2)), None)
    decoder.set_conv(20, Kind.fp32, spoken, None)
    for slot in range(21, 69):
        channels = 256 if slot < 45 else _CHANNELS
        decoder.set_conv(slot, Kind.fp32, np.zeros((channels, channels, 1)), None)
        decoder.set_alpha(slot, np.ones(channels))
    decoder.set_linear(70, np.zeros((_GAINS, 128)), np.zeros(_GAINS))
    return decoder


class TensorDecoder:
    """`FastDecoder` as `TorchDecoder` is called."""

    def __init__(self, fast: FastDecoder) -> None:
        self.fast = fast

    @classmethod
    def pack(cls, decoder: nn.Module, kernels: Kernels, precision: str, threads: int) -> Self:
        weights = weights_of(decoder, "decoder.")
        return cls(FastDecoder.pack(weights, kernels, precision, threads))

    def front(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        rows, curves = text[0].t().numpy(), (pitch[0].numpy(), energy[0].numpy())
        return torch.from_numpy(self.fast.front(rows, *curves, style[0].numpy()))

    def sound(
        self, features: Tensor, style: Tensor, excitation: Tensor, weights: Tensor | None = None
    ) -> Tensor:
        given = features.numpy(), style[0].numpy(), excitation.numpy()
        weighted = None if weights is None else weights.numpy()
        return torch.from_numpy(self.fast.sound(*given, weighted))

    def sibling(self, threads: int) -> "TensorDecoder":
        return TensorDecoder(self.fast.sibling(threads))

    def close(self) -> None:
        self.fast.close()


class TensorProsody:
    """`FastProsody` as `TorchProsody` is called."""

    def __init__(self, fast: FastProsody) -> None:
        self.fast = fast

    def albert(self, ids: Tensor) -> Tensor:
        return torch.from_numpy(self.fast.albert(ids[0].numpy()))[None]

    def encode(self, hidden: Tensor, style: Tensor) -> Tensor:
        """Takes ALBERT's states as they are, (1, n, 768)."""
        return torch.from_numpy(self.fast.encode(hidden[0].numpy(), style[0].numpy()))[None]

    def durations(self, encoded: Tensor) -> Tensor:
        return torch.from_numpy(self.fast.durations(encoded[0].numpy()))[None]

    def curves(self, aligned: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        pitch, energy = self.fast.curves(aligned[0].numpy(), style[0].numpy())
        return torch.from_numpy(pitch)[None], torch.from_numpy(energy)[None]

    def text(self, ids: Tensor) -> Tensor:
        return torch.from_numpy(self.fast.text(ids[0].numpy())).t()[None]


class TensorSource:
    """`HarmonicSource` of a mixing layer, in tensors."""

    def __init__(self, mixer: nn.Linear) -> None:
        self.source = HarmonicSource(mixer.weight.detach().numpy(), mixer.bias.detach().numpy())

    def __call__(self, pitch: Tensor, seed: int | None = None) -> Tensor:
        """Of `pitch` (1, 2T)."""
        return torch.from_numpy(self.source(pitch[0].numpy(), seed))

    def mix(self, steps: Tensor, noise: Tensor) -> Tensor:
        return torch.from_numpy(self.source.mix(steps.numpy(), noise.numpy()))
