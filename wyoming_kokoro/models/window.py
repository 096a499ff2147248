"""How much the frames of a window count for the means that the decoder takes over time."""

import torch
from torch import Tensor

from .decoder import VOICED_ABOVE_HZ

_LOUDER_THAN = (0.15, 0.4, 0.7)
"""Shares of a passage below the borders between its levels of energy."""
_LIMIT = 6.0


def window_weights(pitch: Tensor, energy: Tensor, start: int, stop: int) -> Tensor | None:
    """Weights float32 (stop − start,) of the steps of a window of a passage, whose `pitch` and
    `energy` are (n,); `None` for all of it.

    The decoder normalises its channels by mean and variance over time. Those of a second that
    begins with silence are not those of the sentence: its sound comes out up to a few decibels too
    soft, and steps where the next window begins. Post-stratification, as in survey statistics,
    mends that: steps are sorted by loudness and by whether they are voiced, and each kind counts in
    the window for as much as it makes up in the passage, within a factor of 6.
    """
    if start == 0 and stop == len(pitch):
        return None
    borders = torch.quantile(energy, torch.tensor(_LOUDER_THAN, device=energy.device))
    kinds = torch.bucketize(energy, borders) + (len(borders) + 1) * (pitch > VOICED_ABOVE_HZ)
    number = 2 * (len(borders) + 1)
    everywhere = torch.bincount(kinds, minlength=number) / len(kinds)
    here = torch.bincount(kinds[start:stop], minlength=number) / (stop - start)
    return (everywhere / here).clamp(1 / _LIMIT, _LIMIT)[kinds[start:stop]]
