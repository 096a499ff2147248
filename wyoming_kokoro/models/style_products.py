"""The products that make gains and biases of adaptive instance normalisations out of a style."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from .base import FloatArray
from .weights import Weights


class StyleProduct(NamedTuple):
    """All gains and biases of a sequence of normalisations in one product: one after the other,
    gains of a normalisation (channels,), then its biases.
    """

    weight: FloatArray
    """(values, 128)."""
    bias: FloatArray
    """(values,)."""

    @classmethod
    def of(cls, weights: Weights, norms: Iterable[str]) -> "StyleProduct":
        """Of the normalisations of these names, which have no weights of their own: no checkpoint
        of Kokoro carries any.
        """
        names = [f"{norm}.fc" for norm in norms]
        biases = [weights[f"{name}.bias"] for name in names]
        gains = [np.arange(len(bias)) < len(bias) // 2 for bias in biases]  # kept as gain − 1
        return cls(
            np.concatenate([weights[f"{name}.weight"] for name in names]),
            np.concatenate([bias + gain for bias, gain in zip(biases, gains)], dtype=np.float32),
        )
