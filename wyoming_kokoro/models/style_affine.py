"""The gains and biases that a style gives to adaptive instance normalisations."""

from collections.abc import Iterable

import torch
from kokoro.istftnet import AdaIN1d
from torch import Tensor
from torch.nn import functional as F


class StyleAffine:
    """All gains and biases of the normalisations `norms`, from a style in one product."""

    def __init__(self, norms: Iterable[AdaIN1d]) -> None:
        """Raises `ValueError` where a normalisation has weights of its own, which no checkpoint of
        Kokoro carries.
        """
        weights, biases = [], []
        for norm in norms:
            own = norm.norm
            if own.weight is not None and not (own.weight.eq(1).all() and own.bias.eq(0).all()):
                raise ValueError("instance normalisation with weights of its own is not supported")
            values = norm.fc.out_features
            weights.append(norm.fc.weight)
            biases.append(norm.fc.bias + (torch.arange(values) < values // 2).float())
        self._weight, self._bias = torch.cat(weights), torch.cat(biases)

    def __call__(self, style: Tensor) -> Tensor:
        """For `style` (1, 128), one after the other: gains of a normalisation (channels,), then its
        biases.
        """
        return F.linear(style, self._weight, self._bias).flatten()
