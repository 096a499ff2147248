"""Kokoro's network from tokens to samples: as it is in torch, or with its costly parts on compiled
kernels.
"""

import copy
import os
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from kokoro import KModel
from torch import Tensor

from ..errors import SetupError
from ..sound import FRAME_SAMPLES
from .base import JOIN_SAMPLES, FloatArray, Passage, Speech
from .decoder import Decoder, HarmonicSource, TorchDecoder, fold_weight_norm
from .fast_decoder import FastDecoder
from .fast_prosody import FastProsody, prosody_precision
from .kernels.library import Kernels
from .prosody import ProsodyLayers, TorchProsody
from .store import AssetPaths
from .window import window_weights

_REPO_ID = "hexgrad/Kokoro-82M"
_PRIMITIVES = "128"
"""Routines that oneDNN keeps, one per operation and length; its usual 1,024 hold a hundred
megabytes of lengths that never come again.
"""
_MARGIN_FRAMES = 6
"""Frames decoded on either side of a span and thrown away: the decoder's convolutions look that
far.
"""


@dataclass(frozen=True, slots=True)
class NetworkPassage(Passage):
    """A passage of T frames.

    `pitch` in hertz and `energy` are float32 (1, 2 T); for the generator there are `features`
    float32 (2 T, 512), `timbre` (1, 128), half of the voice, and `excitation` float32 (600 T,).
    """

    pitch: Tensor
    energy: Tensor
    features: Tensor
    timbre: Tensor
    excitation: Tensor

    def to(self, device: str) -> "NetworkPassage":
        """The same passage in the memory of `device`."""
        if self.features.device.type == device:
            return self
        tensors = (self.pitch, self.energy, self.features, self.timbre, self.excitation)
        return NetworkPassage(self.durations, *(tensor.to(device) for tensor in tensors))


@dataclass(frozen=True, slots=True)
class Accelerated:
    """The costly parts on compiled kernels, packed and ready to be installed."""

    decoder: FastDecoder
    prosody: FastProsody

    def sibling(self, threads: int) -> "Accelerated":
        """The same packed weights with memory and threads of its own."""
        return Accelerated(self.decoder.sibling(threads), self.prosody.sibling(threads))


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
    """A loaded network, for one thread at a time; `accelerated` and `sibling` only read the weights
    and may run on another.
    """

    def __init__(self, model: KModel, device: str, seed: int) -> None:
        """Takes `model` over; each utterance's noise starts from `seed`."""
        fold_weight_norm(model)
        self._model: Any = model.to(device).eval()
        self._device = device
        self._seed = seed
        mixer = model.decoder.generator.m_source.l_linear
        self._source = HarmonicSource(mixer.weight, mixer.bias)
        self._decoder: Decoder = TorchDecoder(model.decoder)
        self._layers: ProsodyLayers = TorchProsody(model)
        self._accelerated: Accelerated | None = None

    @property
    def precision(self) -> str:
        """What the decoder computes in."""
        return self._decoder.precision

    @property
    def is_accelerated(self) -> bool:
        """Whether the costly parts are on compiled kernels."""
        return self._accelerated is not None

    def accelerated(self, kernels: Kernels, precision: str, threads: int) -> Accelerated:
        """The weights packed for `kernels`; may be made on another thread than the one that
        speaks.
        """
        with_it = prosody_precision(kernels, precision)
        return Accelerated(
            FastDecoder(self._model.decoder, kernels, precision, threads),
            FastProsody(self._model, kernels, with_it, threads),
        )

    def install(self, parts: Accelerated) -> None:
        """Speak with these from now on, and free the weights that they replace."""
        self._install(parts)
        del self._model.decoder, self._model.bert, self._model.predictor, self._model.text_encoder

    def _install(self, parts: Accelerated) -> None:
        self._accelerated = parts
        self._decoder = parts.decoder
        self._layers = parts.prosody

    def sibling(self, threads: int) -> "Network":
        """Another network for another thread that shares the weights.

        On kernels it has memory and `threads` of its own.
        """
        other = copy.copy(self)
        if self._accelerated is not None:
            other._install(self._accelerated.sibling(threads))
        return other

    @torch.inference_mode()
    def plan(self, tokens: list[int], style: FloatArray, speed: float) -> NetworkPassage:
        """All but the sound of `tokens` in `style` (1, 256)."""
        ids = torch.tensor([[0, *tokens, 0]], device=self._device)
        both = torch.tensor(style, device=self._device)
        timbre, melody = both[:, :128], both[:, 128:]
        layers = self._layers
        encoded = layers.encode(self._model.bert_encoder(layers.albert(ids)), melody)
        durations = (layers.durations(encoded) / speed).round().clamp(min=1).long()[0]
        pitch, energy = layers.curves(encoded.repeat_interleave(durations, dim=1), melody)
        text = layers.text(ids).repeat_interleave(durations, dim=2)
        features = self._decoder.front(text, pitch, energy, timbre)
        excitation = self._source(pitch, self._seed)
        frames = durations.cpu().numpy().astype(np.int64)
        return NetworkPassage(frames, pitch, energy, features, timbre, excitation)

    @torch.inference_mode()
    def sound(self, passage: NetworkPassage, first: int, last: int) -> Speech:
        """Speech of the frames first … last − 1."""
        frames = len(passage.features) // 2
        start, stop = max(0, first - _MARGIN_FRAMES), min(frames, last + _MARGIN_FRAMES)
        made = self._decoder.sound(
            passage.features[2 * start : 2 * stop],
            passage.timbre,
            passage.excitation[start * FRAME_SAMPLES : stop * FRAME_SAMPLES],
            window_weights(passage.pitch[0], passage.energy[0], 2 * start, 2 * stop),
        )
        samples = np.asarray(made.cpu().numpy(), dtype=np.float32)
        begin, end = (first - start) * FRAME_SAMPLES, (last - start) * FRAME_SAMPLES
        tail = samples[end : end + (JOIN_SAMPLES if last < frames else 0)]
        return Speech(samples[begin:end], passage.durations, tail)

    def close(self) -> None:
        """Stop the threads of the kernels and free the packed weights."""
        if self._accelerated is not None:
            self._accelerated.decoder.close()
            self._accelerated.prosody.close()
