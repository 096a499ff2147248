"""Kokoro-82M v1.0 in torch, on CUDA or on the processor."""

import asyncio
import logging
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from ..errors import SetupError, SynthesisFailed
from .base import FRAME_SAMPLES, MAX_TOKENS, FloatArray, Speech
from .device import choose_device, usable_cores
from .kernels.build import KernelStatus, find_compiler, prepare
from .kernels.library import best_kind
from .network import Accelerated, Network, read_model
from .store import AssetPaths

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")
_PRECISIONS = ("auto", "fp32", "bf16", "int8")


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
        self._network: Network | None = None
        self._next: tuple[Network, Accelerated] | None = None

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
        return self._wanted_precision if self._network is None else self._network.precision

    async def load(self) -> None:
        """Read the weights; does nothing when they are there.

        Raises `SetupError` for missing or broken files, and when CUDA has no memory for them and the processor may not take over.
        """
        try:
            await asyncio.to_thread(self._within_memory, self._ensure_network)
        except torch.OutOfMemoryError as error:
            raise SetupError("CUDA has no memory left for the model") from error

    def _ensure_network(self) -> Network:
        if self._network is None:
            self._network = Network(read_model(self._paths), self._device, self._seed)
            if self._wanted_precision != "fp32":
                self._accelerate(self._network)
        return self._network

    def _accelerate(self, network: Network) -> None:
        """Put the network on the kernels if they are there; else compile them while torch speaks."""
        status = prepare(self._paths.data_dir, compile_missing=False)
        if status.kernels is not None:
            parts = self._accelerated(network, status)
            if parts is not None:
                network.install(parts)
        elif find_compiler() is None:
            _LOGGER.warning("Without a C++ compiler the model speaks in plain float32, slowly")
        else:
            compiling = Thread(target=self._compile, args=(network,), name="compile", daemon=True)
            compiling.start()

    def _compile(self, network: Network) -> None:
        _LOGGER.info("Compiling faster kernels for this processor in the background")
        status = prepare(self._paths.data_dir)
        if self._network is not network:
            return
        parts = self._accelerated(network, status)
        # Packing takes seconds, in which the model may have been unloaded, and loaded again with kernels.
        if parts is not None and self._network is network:
            self._next = (network, parts)

    def _accelerated(self, network: Network, status: KernelStatus) -> Accelerated | None:
        if status.kernels is None:
            return None
        kind = best_kind(status.kernels, self._wanted_precision)
        if kind is None:
            _LOGGER.warning("This processor has no instructions for %s", self._wanted_precision)
            return None
        return network.accelerated(status.kernels, kind, self._threads)

    def generate(
        self,
        tokens: list[int],
        style: FloatArray,
        speed: float = 1.0,
        span: tuple[int, int] | None = None,
    ) -> Speech:
        """See `ModelBackend.generate`; the same arguments give the same samples. Raises `SynthesisFailed` when CUDA has no memory left."""
        if self._network is None:
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
        if self._network is not None:
            self._network.forget()
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
        network = self._ensure_network()
        # What is left in torch beside the kernels is small: threads would only spin waiting for each other.
        torch.set_num_threads(1 if network.is_accelerated else self._threads)
        if self._next is not None and (span is None or span[0] == 0):
            (made_for, parts), self._next = self._next, None
            if made_for is network:
                network.install(parts)
                _LOGGER.info("The model speaks in %s from now on", network.precision)
        row = style[len(tokens) - 1]
        passage = network.passage(tokens, row, speed)
        first, last = _frames_of_span(passage.durations, span)
        samples, tail = np.split(
            network.decode(passage, first, last), [(last - first) * FRAME_SAMPLES]
        )
        return Speech(samples, passage.durations.cpu().numpy().astype(np.int64), tail)

    async def close(self) -> None:
        """Drop the model; `load` brings it back, on the device of the beginning."""
        self._forget_model()
        self._device = self._first_device

    def _forget_model(self) -> None:
        if self._network is not None:
            self._network.close()
        self._network = None
        self._next = None
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
