"""How far two recordings of the same words are apart."""

import math

import torch
from torch import Tensor

_RATE, _FFT, _HOP, _BANDS = 24_000, 1024, 256, 80
_FLOOR = 1e-2  # of the mel amplitude, some 60 dB below loud speech: what lies under it is not heard


def log_mel_distance(a: Tensor, b: Tensor) -> float:
    """Mean absolute difference in dB of the log-mel spectra of two signals (n,) at 24 kHz."""
    return float((_log_mel(a) - _log_mel(b)).abs().mean())


def _log_mel(x: Tensor) -> Tensor:
    spectrum = torch.stft(x, _FFT, _HOP, window=torch.hann_window(_FFT), return_complex=True).abs()
    return 20 * torch.log10(torch.clamp(_filters() @ spectrum, min=_FLOOR))


def _filters() -> Tensor:
    """Triangles (bands, bins), evenly spaced in mel (2595·log10(1 + f/700))."""
    top = 2595 * math.log10(1 + _RATE / 2 / 700)
    edges = 700 * (10 ** (torch.linspace(0, top, _BANDS + 2) / 2595) - 1)
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    bins = torch.linspace(0, _RATE / 2, _FFT // 2 + 1)
    rise, fall = (bins - low) / (centre - low), (high - bins) / (high - centre)
    return torch.clamp(torch.minimum(rise, fall), min=0)
