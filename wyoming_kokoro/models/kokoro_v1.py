"""Kokoro-82M v1.0 in torch, on CUDA or on the processor."""

import asyncio
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Any, TypeVar

import numpy as np
import torch
from kokoro import KModel
from torch import Tensor

from ..errors import SetupError, SynthesisFailed
from .base import FRAME_SAMPLES, MAX_TOKENS, FloatArray, Speech
from .decoder import Decoder, HarmonicSource, TorchDecoder, fold_weight_norm
from .device import choose_device, usable_cores
from .fast_decoder import FastDecoder
from .kernels.build import KernelStatus, find_compiler, prepare
from .kernels.library import best_kind
from .store import AssetPaths

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")
_REPO_ID = "hexgrad/Kokoro-82M"
_PRECISIONS = ("auto", "fp32", "bf16", "int8")
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
        paths: AssetPaths,
        *,
        device: str = "auto",
        precision: str = "auto",
        threads: int = 0,
        seed: int = 0,
        cuda_fallback: bool = True,
    ) -> None:
        """`device` is ``auto``, ``cuda`` or ``cpu``; `threads` 0 means all cores; every utterance's noise starts from `seed`.

        `precision` is ``fp32`` (plain torch), ``bf16`` or ``int8`` (compiled kernels), or ``auto``: the fastest that this processor has
        instructions for, in torch until kernels are compiled. With `cuda_fallback` the processor takes over when CUDA has no memory left,
        until the model is loaded again. Raises `SetupError` when CUDA is asked for and absent.
        """
        if precision not in _PRECISIONS:
            raise SetupError(f"precision {precision!r} is none of {', '.join(_PRECISIONS)}")
        self._paths = paths
        self._first_device = self._device = choose_device(device)
        self._precision_on_cpu = precision
        self._cuda_fallback = cuda_fallback
        self._threads = threads or usable_cores()
        self._seed = seed
        self._model: Any = None
        self._decoder: Decoder
        self._next_decoder: Decoder | None = None
        self._source: HarmonicSource
        self._last_prosody: tuple[tuple[Any, ...], Prosody] | None = None

    @property
    def device(self) -> str:
        """``cpu`` or ``cuda``."""
        return self._device

    @property
    def _wanted_precision(self) -> str:
        return self._precision_on_cpu if self._device == "cpu" else "fp32"

    @property
    def precision(self) -> str:
        """What the decoder computes in at present; `precision` of the settings before the first load."""
        return self._wanted_precision if self._model is None else self._decoder.precision

    async def load(self) -> None:
        """Read the weights; does nothing when they are there.

        Raises `SetupError` for missing or broken files, and when CUDA has no memory for them and the processor may not take over.
        """
        try:
            await asyncio.to_thread(self._within_memory, self._ensure_model)
        except torch.OutOfMemoryError as error:
            raise SetupError("CUDA has no memory left for the model") from error

    def _ensure_model(self) -> None:
        if self._model is None:
            self._model = self._read_model()

    def _read_model(self) -> Any:
        for path in (self._paths.checkpoint, self._paths.config):
            if not path.is_file():
                raise SetupError(f"{path} is missing; run `wyoming-kokoro download`")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter(
                    "ignore"
                )  # about dropout in one-layer LSTMs, of no effect here
                model = KModel(
                    _REPO_ID, config=str(self._paths.config), model=str(self._paths.checkpoint)
                )
        except (RuntimeError, OSError, ValueError, EOFError, KeyError) as error:
            raise SetupError(f"{self._paths.checkpoint} cannot be loaded: {error}") from error
        fold_weight_norm(model)
        model = model.to(self._device).eval()
        mixer = model.decoder.generator.m_source.l_linear
        self._source = HarmonicSource(mixer.weight, mixer.bias)
        self._decoder = self._make_decoder(model.decoder)
        del model.decoder
        return model

    def _make_decoder(self, weights: Any) -> Decoder:
        """The decoder of the wanted precision if its kernels are there; else the torch one, while the kernels are compiled."""
        if self._wanted_precision == "fp32":
            return TorchDecoder(weights)
        status = prepare(self._paths.data_dir, compile_missing=False)
        if status.kernels is not None and (fast := self._fast_decoder(weights, status)) is not None:
            return fast
        if find_compiler() is None:
            _LOGGER.warning("Without a C++ compiler the model speaks in plain float32, slowly")
            return TorchDecoder(weights)
        plain = TorchDecoder(weights)
        Thread(target=self._compile, args=(weights,), name="compile kernels", daemon=True).start()
        return plain

    def _compile(self, weights: Any) -> None:
        _LOGGER.info("Compiling faster kernels for this processor in the background")
        status = prepare(self._paths.data_dir)
        self._next_decoder = self._fast_decoder(weights, status)

    def _fast_decoder(self, weights: Any, status: KernelStatus) -> Decoder | None:
        if status.kernels is None:
            return None
        kind = best_kind(status.kernels, self._wanted_precision)
        if kind is None:
            _LOGGER.warning("This processor has no instructions for %s", self._wanted_precision)
            return None
        return FastDecoder(weights, status.kernels, kind, self._threads)

    def generate(
        self,
        tokens: list[int],
        style: FloatArray,
        speed: float = 1.0,
        span: tuple[int, int] | None = None,
    ) -> Speech:
        """See `ModelBackend.generate`; the same arguments give the same samples. Raises `SynthesisFailed` when CUDA has no memory left."""
        if self._model is None:
            raise RuntimeError("generate() before load()")
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; 1 to {MAX_TOKENS} can be spoken")
        try:
            return self._within_memory(lambda: self._speak(tokens, style, speed, span))
        except torch.OutOfMemoryError as error:
            raise SynthesisFailed("The graphics card has no memory left") from error

    def _within_memory(self, work: Callable[[], T]) -> T:
        """What `work` gives: where CUDA has no memory left, at a second try or, if it may, on the processor."""
        try:
            return work()
        except torch.OutOfMemoryError:
            _LOGGER.warning("CUDA has no memory left; trying again with an empty cache")
        self._last_prosody = None
        torch.cuda.empty_cache()
        try:
            return work()
        except torch.OutOfMemoryError:
            if not self._cuda_fallback:
                raise
        _LOGGER.warning("CUDA has no memory left; the processor takes over until the next load")
        self._forget_model()
        self._device = "cpu"
        return work()

    def _speak(
        self, tokens: list[int], style: FloatArray, speed: float, span: tuple[int, int] | None
    ) -> Speech:
        self._ensure_model()
        torch.set_num_threads(self._threads)
        if self._next_decoder is not None and (span is None or span[0] == 0):
            self._decoder.close()
            self._decoder, self._next_decoder = self._next_decoder, None
            _LOGGER.info("The model speaks in %s from now on", self._decoder.precision)
        with torch.inference_mode():
            row = torch.tensor(style[len(tokens) - 1], device=self._device)
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
        """Drop the model; `load` brings it back, on the device of the beginning."""
        self._forget_model()
        self._device = self._first_device

    def _forget_model(self) -> None:
        if self._model is not None:
            self._decoder.close()
            del self._decoder
        self._next_decoder = None
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
