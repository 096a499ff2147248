"""The kernels' Fourier transform there and back against torch's, in a decoder whose layers do
nothing else.
"""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from wyoming_kokoro.models.kernels.library import Kernels

from .tensors import LIFTED, transparent_decoder

Wave = Callable[[int], NDArray[np.float64]]


def _noise(samples: int) -> NDArray[np.float64]:
    return np.random.default_rng(samples).normal(size=samples, scale=0.2)


def _half_silent(samples: int) -> NDArray[np.float64]:
    return _noise(samples) * (np.arange(samples) % 400 < 200)


@pytest.mark.parametrize("wave", [_noise, _half_silent])
def test_a_spectrum_there_and_back_is_that_of_torch(each_kernels: Kernels, wave: Wave) -> None:
    """Both ends are mirrored, and silence has the angle 0."""
    decoder = transparent_decoder(each_kernels, 2)
    window = torch.hann_window(20, dtype=torch.float64)
    for frames in (1, 2, 7):
        excitation = wave(600 * frames).astype(np.float32)
        samples = decoder.run(np.zeros((2 * frames, 512)), np.zeros(128), excitation, None)
        signal = torch.from_numpy(excitation.astype(np.float64))
        there = torch.stft(signal, 20, 5, 20, window, return_complex=True)
        angles = torch.where(there.abs() < 1e-12, 0, there.angle())
        back = torch.polar(torch.exp(there.abs()), torch.sin(angles + LIFTED))
        right = torch.istft(back, 20, 5, 20, window).numpy()
        np.testing.assert_allclose(samples, right, atol=2e-5 * np.abs(right).max(), rtol=0)
    decoder.close()
