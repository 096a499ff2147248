"""The layers before the decoder in torch: from tokens to durations, pitch and energy."""

from typing import Any

import torch
from kokoro import KModel
from torch import Tensor


class TorchProsody:
    """kokoro's layers as they are, for one utterance of n tokens, the two boundary tokens
    included.
    """

    def __init__(self, model: KModel) -> None:
        self._model: Any = model

    def albert(self, ids: Tensor) -> Tensor:
        """Token ids int64 (1, n), n up to 512, to ALBERT's hidden states float32 (1, n, 768)."""
        states: Tensor = self._model.bert(ids)
        return states

    def encode(self, hidden: Tensor, style: Tensor) -> Tensor:
        """Hidden states (1, n, 512) in `style` (1, 128), the voice's second half, to features (1,
        n, 640): the duration encoder.
        """
        lengths, unmasked = _whole(hidden)
        encoder = self._model.predictor.text_encoder
        encoded: Tensor = encoder(hidden.transpose(1, 2), style, lengths, unmasked)
        return encoded

    def durations(self, encoded: Tensor) -> Tensor:
        """Features (1, n, 640) to frames before division by the speed and rounding, float32 (1,
        n).
        """
        states, _ = self._model.predictor.lstm(encoded)
        return torch.sigmoid(self._model.predictor.duration_proj(states)).sum(-1)

    def curves(self, aligned: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """Features of T frames (1, T, 640) in `style` to pitch (Hz) and energy, both (1, 2T)."""
        pitch, energy = self._model.predictor.F0Ntrain(aligned.transpose(1, 2), style)
        return pitch, energy

    def text(self, ids: Tensor) -> Tensor:
        """Token ids to what the decoder is told about them, (1, 512, n): the text encoder."""
        text: Tensor = self._model.text_encoder(ids, *_whole(ids))
        return text


def _whole(x: Tensor) -> tuple[Tensor, Tensor]:
    """Length and mask of one utterance without padding."""
    return torch.tensor([x.shape[1]]), torch.zeros(x.shape[:2], dtype=torch.bool, device=x.device)
