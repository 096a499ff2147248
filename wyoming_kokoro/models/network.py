"""Kokoro's network in torch, from tokens to samples."""

import os
import warnings
from typing import Any

import numpy as np
import torch
from kokoro import KModel
from torch import Tensor

from ..errors import SetupError
from .base import FloatArray, Speech
from .decoder import TorchDecoder, fold_weight_norm
from .excitation import HarmonicSource
from .frames import FramePassage, span
from .prosody import TorchProsody
from .store import AssetPaths

_REPO_ID = "hexgrad/Kokoro-82M"
_PRIMITIVES = "128"
"""Routines that oneDNN keeps, one per operation and length; its usual 1,024 hold a hundred
megabytes of lengths that never come again.
"""


def read_model(paths: AssetPaths, *, disable_complex: bool = False) -> KModel:
    """kokoro's model with the weights of the data folder; ONNX needs it without complex numbers.

    Raises `SetupError` for missing or broken files.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", _PRIMITIVES)  # read at its first use
    for path in (paths.checkpoint, paths.config):
        if not path.is_file():
            raise SetupError(f"{path} is missing; run `wyoming-kokoro download`")
    try:
        with warnings.catch_warnings():
            # About dropout in LSTMs of one layer, which has no effect here.
            warnings.simplefilter("ignore")
            return KModel(
                _REPO_ID,
                config=str(paths.config),
                model=str(paths.checkpoint),
                disable_complex=disable_complex,
            )
    except Exception as error:  # torch and pickle raise whatever the damage leads them to
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise SetupError(f"{paths.checkpoint} cannot be loaded: {reason}") from error


class Network:
    """A loaded network, which several threads may use: they only read the weights."""

    def __init__(self, model: KModel, device: str, seed: int) -> None:
        """Takes `model` over; each utterance's noise starts from `seed`."""
        fold_weight_norm(model)
        mixer = model.decoder.generator.m_source.l_linear
        self._source = HarmonicSource(_array(mixer.weight), _array(mixer.bias))
        self._decoder = TorchDecoder(model.decoder)
        self._layers = TorchProsody(model)
        self._model: Any = model.to(device).eval()
        self._device = device
        self._seed = seed

    @torch.inference_mode()
    def plan(self, tokens: list[int], style: FloatArray, speed: float) -> FramePassage:
        """All but the sound of `tokens` in `style` (1, 256)."""
        ids = torch.tensor([[0, *tokens, 0]], device=self._device)
        both = self._tensor(style)
        timbre, melody = both[:, :128], both[:, 128:]
        layers = self._layers
        encoded = layers.encode(self._model.bert_encoder(layers.albert(ids)), melody)
        durations = (layers.durations(encoded) / speed).round().clamp(min=1).long()[0]
        pitch, energy = layers.curves(encoded.repeat_interleave(durations, dim=1), melody)
        text = layers.text(ids).repeat_interleave(durations, dim=2)
        features = self._decoder.front(text, pitch, energy, timbre)
        hertz = _array(pitch[0])
        return FramePassage(
            durations.cpu().numpy().astype(np.int64),
            hertz,
            _array(energy[0]),
            _array(features),
            style[0, :128],
            self._source(hertz, self._seed),
        )

    @torch.inference_mode()
    def sound(self, passage: FramePassage, first: int, last: int) -> Speech:
        """Speech of the frames first … last − 1."""
        return span(passage, first, last, self._generate)

    def _generate(
        self,
        features: FloatArray,
        timbre: FloatArray,
        excitation: FloatArray,
        weights: FloatArray | None,
    ) -> FloatArray:
        samples = self._decoder.sound(
            self._tensor(features),
            self._tensor(timbre[None]),
            self._tensor(excitation),
            None if weights is None else self._tensor(weights),
        )
        return _array(samples)

    def _tensor(self, values: FloatArray) -> Tensor:
        return torch.tensor(values, device=self._device)


def _array(tensor: Tensor) -> FloatArray:
    return np.asarray(tensor.detach().cpu().numpy(), np.float32)
