"""Kokoro-82M v1.0 in torch, on CUDA or on the processor."""

import copy
import logging
from collections.abc import Callable
from typing import Self, TypeVar

import torch

from ..errors import SetupError, SynthesisFailed
from .base import MAX_TOKENS, FloatArray, Passage, Speech
from .device import choose_device, usable_cores
from .kernels.installed import find
from .kernels.library import best_kind
from .network import Network, NetworkPassage, read_model
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
        """`device` is ``auto``, ``cuda`` or ``cpu``; `threads` 0 means all cores; every utterance's
        noise starts from `seed`.

        `precision` is ``fp32`` (plain torch), ``bf16`` or ``int8`` (kernels), or ``auto``: the
        fastest that this processor has instructions for.
        With `cuda_fallback` the processor takes over when CUDA has no memory left, until the model
        is loaded again. Raises `SetupError` when CUDA is asked for and absent.
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
        self._elder: "KokoroV1 | None" = None

    @property
    def device(self) -> str:
        """``cpu`` or ``cuda``."""
        return self._device

    @property
    def _wanted_precision(self) -> str:
        return self._precision_on_cpu if self._device == "cpu" else "fp32"

    @property
    def precision(self) -> str:
        """What the decoder computes in at present; `precision` of the settings before the first
        load.
        """
        return self._wanted_precision if self._network is None else self._network.precision

    def load(self) -> None:
        """Read the weights; does nothing when they are there.

        Raises `SetupError` for missing or broken files, and when CUDA has no memory for them and
        the processor may not take over.
        """
        try:
            self._within_memory(self._ensure_network)
        except torch.OutOfMemoryError as error:
            raise SetupError("CUDA has no memory left for the model") from error

    def _ensure_network(self) -> Network:
        if self._network is not None:
            return self._network
        elder = None if self._elder is None else self._elder._network
        if elder is not None:
            self._network = elder.sibling(self._threads)
            return self._network
        self._network = Network(read_model(self._paths), self._device, self._seed)
        if self._wanted_precision != "fp32":
            self._accelerate(self._network)
        return self._network

    def _accelerate(self, network: Network) -> None:
        """Put the network on the kernels if there are any for this processor."""
        status = find()
        if status.kernels is None:
            _LOGGER.warning("There are no kernels (%s): speech is slow", status.reason)
            return
        kind = best_kind(status.kernels, self._wanted_precision)
        if kind is None:
            _LOGGER.warning("This processor has no instructions for %s", self._wanted_precision)
            return
        network.install(network.accelerated(status.kernels, kind, self._threads))

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        """See `ModelBackend.speak`; the same arguments give the same samples.

        Raises `SynthesisFailed` when CUDA has no memory left.
        """
        return self.sound(self.plan(tokens, style, speed), 0, len(tokens))

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        """See `PlanningBackend`; so with `sound`."""
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; 1 to {MAX_TOKENS} can be spoken")
        row = style[len(tokens) - 1]
        return self._work(lambda network: network.plan(tokens, row, speed))

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        if not isinstance(passage, NetworkPassage):
            raise TypeError("this passage was planned by another backend")
        start, stop = passage.frames(first, last)
        return self._work(lambda network: network.sound(passage.to(self._device), start, stop))

    def _work(self, work: Callable[[Network], T]) -> T:
        """What `work` gives on the loaded network."""
        if self._network is None:
            raise RuntimeError("the model is not loaded")

        def now() -> T:
            network = self._ensure_network()
            # What is left in torch beside the kernels is small: threads would only spin waiting for
            # each other.
            torch.set_num_threads(1 if network.is_accelerated else self._threads)
            return work(network)

        try:
            return self._within_memory(now)
        except torch.OutOfMemoryError as error:
            raise SynthesisFailed("The graphics card has no memory left") from error

    def _within_memory(self, work: Callable[[], T]) -> T:
        """What `work` gives: where CUDA has no memory left, at a second try or, if it may, on the
        processor.
        """
        try:
            return work()
        except torch.OutOfMemoryError:
            _LOGGER.warning("CUDA has no memory left; trying again with an empty cache")
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

    def sibling(self) -> Self:
        """See `ModelBackend.sibling`; one that is loaded before this reads the weights for
        itself.
        """
        other = copy.copy(self)
        other._network = None
        other._elder = self
        return other

    def close(self) -> None:
        """Drop the model; `load` brings it back, on the device of the beginning."""
        self._forget_model()
        self._device = self._first_device

    def _forget_model(self) -> None:
        if self._network is not None:
            self._network.close()
        self._network = None
        if self._device == "cuda":
            torch.cuda.empty_cache()
