"""Kokoro-82M v1.0 in torch, on CUDA or on the processor."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from kokoro import KModel
from torch import Tensor

from ..errors import SetupError
from .base import FRAME_SAMPLES, MAX_TOKENS, FloatArray, Speech
from .decoder import Decoder, HarmonicSource, TorchDecoder, fold_weight_norm
from .device import choose_device, usable_cores

_LOGGER = logging.getLogger(__name__)
_REPO_ID = "hexgrad/Kokoro-82M"
_MARGIN_FRAMES = 6
"""Frames decoded on either side of a span and thrown away: the decoder's convolutions look that far."""


@dataclass(frozen=True, slots=True)
class Prosody:
    """How tokens are to be spoken, before any sound is made.

    `durations` int64 (n + 2,) in frames; for T = their sum: `text` float32 (1, 512, T), `pitch` in hertz and `energy` float32
    (1, 2 T), `excitation` float32 (600 T,).
    """

    durations: Tensor
    text: Tensor
    pitch: Tensor
    energy: Tensor
    excitation: Tensor


class KokoroV1:
    """`ModelBackend` around the `kokoro` package's own model."""

    name = "kokoro-v1"
    aligned = True

    def __init__(
        self,
        checkpoint: Path,
        config: Path,
        *,
        device: str = "auto",
        threads: int = 0,
        seed: int = 0,
    ) -> None:
        """`device` is ``auto``, ``cuda`` or ``cpu``; `threads` 0 means all cores; every utterance's noise starts from `seed`.

        Raises `SetupError` when CUDA is asked for and absent.
        """
        self._checkpoint = checkpoint
        self._config = config
        self._device = choose_device(device)
        self._threads = threads or usable_cores()
        self._seed = seed
        self._model: Any = None
        self._decoder: Decoder
        self._source: HarmonicSource
        self._last_prosody: tuple[tuple[Any, ...], Prosody] | None = None

    @property
    def device(self) -> str:
        """``cpu`` or ``cuda``."""
        return self._device

    async def load(self) -> None:
        """Read the weights; does nothing when they are there. Raises `SetupError` for missing or broken files."""
        if self._model is None:
            self._model = await asyncio.to_thread(self._read_model)

    def _read_model(self) -> Any:
        for path in (self._checkpoint, self._config):
            if not path.is_file():
                raise SetupError(f"{path} is missing; run `wyoming-kokoro download`")
        try:
            model = KModel(_REPO_ID, config=str(self._config), model=str(self._checkpoint))
        except (RuntimeError, OSError, ValueError, EOFError, KeyError) as error:
            raise SetupError(f"{self._checkpoint} cannot be loaded: {error}") from error
        fold_weight_norm(model)
        model = model.to(self._device).eval()
        mixer = model.decoder.generator.m_source.l_linear
        self._source = HarmonicSource(mixer.weight, mixer.bias)
        self._decoder = TorchDecoder(model.decoder)
        return model

    def generate(
        self,
        tokens: list[int],
        style: FloatArray,
        speed: float = 1.0,
        span: tuple[int, int] | None = None,
    ) -> Speech:
        """See `ModelBackend.generate`; the same arguments give the same samples."""
        if self._model is None:
            raise RuntimeError("generate() before load()")
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; 1 to {MAX_TOKENS} can be spoken")
        torch.set_num_threads(self._threads)
        with torch.inference_mode():
            row = torch.from_numpy(style[len(tokens) - 1]).to(self._device)
            prosody = self._prosody(tokens, row, speed)
            first, last = _frames_of_span(prosody.durations, span)
            samples = self._decode(prosody, row, first, last)
        return Speech(samples, prosody.durations.cpu().numpy().astype(np.int64))

    def _prosody(self, tokens: list[int], row: Tensor, speed: float) -> Prosody:
        """Durations, pitch and energy of all tokens; the last result is kept for the other spans of a sentence."""
        key = (tuple(tokens), row.cpu().numpy().tobytes(), speed)
        if self._last_prosody is not None and self._last_prosody[0] == key:
            return self._last_prosody[1]
        model = self._model
        ids = torch.tensor([[0, *tokens, 0]], device=self._device)
        lengths = torch.tensor([ids.shape[1]])
        unmasked = torch.zeros(ids.shape, dtype=torch.bool, device=self._device)
        prosody_style = row[:, 128:]
        hidden = model.bert_encoder(model.bert(ids, attention_mask=torch.ones_like(ids)))
        encoded = model.predictor.text_encoder(
            hidden.transpose(1, 2), prosody_style, lengths, unmasked
        )
        predicted, _ = model.predictor.lstm(encoded)
        frames = torch.sigmoid(model.predictor.duration_proj(predicted)).sum(-1) / speed
        durations = frames.round().clamp(min=1).long()[0]
        aligned = encoded.transpose(1, 2).repeat_interleave(durations, dim=2)
        pitch, energy = model.predictor.F0Ntrain(aligned, prosody_style)
        text = model.text_encoder(ids, lengths, unmasked).repeat_interleave(durations, dim=2)
        prosody = Prosody(durations, text, pitch, energy, self._source(pitch, self._seed))
        self._last_prosody = (key, prosody)
        return prosody

    def _decode(self, prosody: Prosody, row: Tensor, first: int, last: int) -> FloatArray:
        """Samples of the frames first … last − 1."""
        start = max(0, first - _MARGIN_FRAMES)
        stop = min(prosody.text.shape[2], last + _MARGIN_FRAMES)
        samples = self._decoder(
            prosody.text[:, :, start:stop],
            prosody.pitch[:, 2 * start : 2 * stop],
            prosody.energy[:, 2 * start : 2 * stop],
            row[:, :128],
            prosody.excitation[start * FRAME_SAMPLES : stop * FRAME_SAMPLES],
        )
        cut = samples[(first - start) * FRAME_SAMPLES : (last - start) * FRAME_SAMPLES]
        return np.asarray(cut.cpu().numpy(), dtype=np.float32)

    async def close(self) -> None:
        """Drop the model; `load` brings it back."""
        self._model = None
        self._last_prosody = None
        if self._device == "cuda":
            torch.cuda.empty_cache()


def _frames_of_span(durations: Tensor, span: tuple[int, int] | None) -> tuple[int, int]:
    """First frame and the one after the last of a span of tokens, the boundary tokens included at the ends."""
    tokens = len(durations) - 2
    first, last = span or (0, tokens)
    if not 0 <= first < last <= tokens:
        raise ValueError(f"span {span} of {tokens} tokens")
    ends = torch.cumsum(durations, 0).tolist()
    return (0 if first == 0 else ends[first]), (ends[-1] if last == tokens else ends[last])
