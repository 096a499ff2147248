"""Kokoro-82M v1.0 in torch: on CUDA, and the float32 reference on the processor."""

import copy
import logging
from collections.abc import Callable
from typing import Self, TypeVar

import torch

from ..errors import SetupError, SynthesisFailed
from .base import MAX_TOKENS, FloatArray, Passage, PlanningBackend, Speech
from .device import choose_device, usable_cores
from .frames import FramePassage
from .network import Network, read_model
from .store import AssetPaths

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")


class KokoroV1:
    """`PlanningBackend` around the `kokoro` package's own model."""

    name = "kokoro-v1"
    aligned = True
    instructions = ""

    def __init__(
        self,
        paths: AssetPaths,
        *,
        device: str = "auto",
        threads: int = 0,
        seed: int = 0,
        fallback: PlanningBackend | None = None,
    ) -> None:
        """`device` is ``auto``, ``cuda`` or ``cpu``; `threads` 0 means all cores; every utterance's
        noise starts from `seed`.

        Where CUDA has no memory left, the `fallback` takes over until the model is loaded again.
        Raises `SetupError` when CUDA is asked for and absent.
        """
        self._paths = paths
        self._device = choose_device(device)
        self._threads = threads or usable_cores()
        self._seed = seed
        self._fallback = fallback
        self._substitute: PlanningBackend | None = None
        self._network: Network | None = None
        self._elder: "KokoroV1 | None" = None

    @property
    def device(self) -> str:
        """``cpu`` or ``cuda``."""
        return self._device if self._substitute is None else self._substitute.device

    @property
    def precision(self) -> str:
        """What the decoder computes in at present."""
        return "fp32" if self._substitute is None else self._substitute.precision

    def load(self) -> None:
        """Read the weights; does nothing when they are there.

        Raises `SetupError` for missing or broken files, and when CUDA has no memory for them and
        nothing takes over.
        """
        if self._substitute is not None:
            return
        try:
            self._retried(self._ensure_network)
        except torch.OutOfMemoryError as error:
            if self._take_over() is None:
                raise SetupError("CUDA has no memory left for the model") from error

    def _ensure_network(self) -> Network:
        if self._network is None:
            elder = None if self._elder is None else self._elder._network
            self._network = elder or Network(read_model(self._paths), self._device, self._seed)
        return self._network

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
        return self._work(
            lambda network: network.plan(tokens, row, speed),
            lambda other: other.plan(tokens, style, speed),
        )

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        if not isinstance(passage, FramePassage):
            raise TypeError("this passage was planned by another backend")
        start, stop = passage.frames(first, last)
        return self._work(
            lambda network: network.sound(passage, start, stop),
            lambda other: other.sound(passage, first, last),
        )

    def _work(self, here: Callable[[Network], T], there: Callable[[PlanningBackend], T]) -> T:
        """What `here` gives on the loaded network, or `there` on what has taken over."""
        if self._substitute is not None:
            return there(self._substitute)
        if self._network is None:
            raise RuntimeError("the model is not loaded")
        torch.set_num_threads(self._threads)
        try:
            return self._retried(lambda: here(self._ensure_network()))
        except torch.OutOfMemoryError as error:
            substitute = self._take_over()
            if substitute is None:
                raise SynthesisFailed("The graphics card has no memory left") from error
        return there(substitute)

    def _retried(self, work: Callable[[], T]) -> T:
        """What `work` gives, at a second try where CUDA has no memory left."""
        try:
            return work()
        except torch.OutOfMemoryError:
            _LOGGER.warning("CUDA has no memory left; trying again with an empty cache")
        torch.cuda.empty_cache()
        return work()

    def _take_over(self) -> PlanningBackend | None:
        """Put the fallback in the place of the network, if there is one."""
        if self._fallback is None:
            return None
        _LOGGER.warning("CUDA has no memory left; the processor takes over until the next load")
        self._forget_model()
        self._fallback.load()
        self._substitute = self._fallback
        return self._substitute

    def sibling(self) -> Self:
        """See `ModelBackend.sibling`; one that is loaded before this reads the weights for
        itself.
        """
        other = copy.copy(self)
        other._network, other._substitute, other._elder = None, None, self
        other._fallback = None if self._fallback is None else self._fallback.sibling()
        return other

    def trim(self) -> None:
        """See `ModelBackend.trim`."""
        if self._substitute is not None:
            self._substitute.trim()
        if self._device == "cuda":
            torch.cuda.empty_cache()

    def close(self) -> None:
        """Drop the model; `load` brings it back, on the device of the beginning."""
        if self._substitute is not None:
            self._substitute.close()
        self._substitute = None
        self._forget_model()

    def _forget_model(self) -> None:
        self._network = None
        if self._device == "cuda":
            torch.cuda.empty_cache()
