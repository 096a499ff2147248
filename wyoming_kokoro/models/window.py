"""How much the frames of a window count for the means that the decoder takes over time."""

import numpy as np

from .base import FloatArray
from .excitation import VOICED_ABOVE_HZ

_LOUDER_THAN = (0.15, 0.4, 0.7)
"""Shares of a passage below the borders between its levels of energy."""
_LIMIT = 6.0


def window_weights(
    pitch: FloatArray, energy: FloatArray, start: int, stop: int
) -> FloatArray | None:
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
    borders = np.quantile(energy, _LOUDER_THAN)
    kinds = np.searchsorted(borders, energy) + (len(borders) + 1) * (pitch > VOICED_ABOVE_HZ)
    number = 2 * (len(borders) + 1)
    everywhere = np.bincount(kinds, minlength=number) / len(kinds)
    here = np.bincount(kinds[start:stop], minlength=number) / (stop - start)
    with np.errstate(divide="ignore", invalid="ignore"):  # of kinds that the window has none of
        share = np.clip(everywhere / here, 1 / _LIMIT, _LIMIT)
    return share[kinds[start:stop]].astype(np.float32)
