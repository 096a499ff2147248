"""What a model must be able to do: the seam between inference and torch or ONNX Runtime."""

from dataclasses import dataclass, field
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

JOIN_SAMPLES = 480
"""Samples over which the spans of a passage are faded into each other (20 ms)."""
MAX_TOKENS = 510
"""Longest token sequence without the two boundary zeros: the model's 512 positions less those."""

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]


def no_samples() -> FloatArray:
    """An empty stretch of sound."""
    return np.zeros(0, np.float32)


class BackendLost(Exception):
    """The place where a backend computes is gone, and what it was asked for was not done.

    Anybody may do it again: nothing came of it. `load` looks for another place.
    """


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound of tokens.

    `samples` are float32 (n,) at 24 kHz, nominally within −1 … 1. `durations` are int64 in frames
    of 600 samples, (len(tokens) + 2,) with the boundary tokens; `None` where the backend cannot
    know them. `tail`, float32 (JOIN_SAMPLES,) or empty, is how the sound goes on where it stops
    before the end of its passage: what follows is to be faded in over it.
    """

    samples: FloatArray
    durations: IntArray | None
    tail: FloatArray = field(default_factory=no_samples)


@dataclass(frozen=True, slots=True)
class Passage:
    """How tokens are to be spoken, but for the sound itself: what `PlanningBackend.plan` gives and
    its `sound` takes.

    `durations` are int64 (len(tokens) + 2,) in frames of 600 samples, boundary tokens included.
    What else a backend knows of the passage is its own business and stands in a subclass; it holds
    until it is dropped, also when the model is unloaded meanwhile.
    """

    durations: IntArray

    def is_at_hand(self, backend: "ModelBackend") -> bool:
        """Whether `backend` can sound it without planning it again: always, where both are in one
        process.
        """
        return True

    def frames(self, first: int, last: int) -> tuple[int, int]:
        """First frame and the one after the last of the tokens first … last − 1, the boundary
        tokens included at the ends.

        Raises `ValueError` for tokens that the passage does not have.
        """
        tokens = len(self.durations) - 2
        if not 0 <= first < last <= tokens:
            raise ValueError(f"tokens {first} to {last} of {tokens}")
        ends = self.durations.cumsum()
        return (0 if first == 0 else int(ends[first])), int(ends[-1 if last == tokens else last])


class ModelBackend(Protocol):
    """A loaded or loadable Kokoro.

    All methods block, and each object is used by one thread alone: the worker that owns it
    (`inference.worker`). `load` and `close` are idempotent.
    """

    @property
    def name(self) -> str:
        """The backend's id, e.g. ``kokoro-v1``."""

    @property
    def device(self) -> str:
        """Where it computes: ``cpu`` or ``cuda``."""

    @property
    def precision(self) -> str:
        """What it computes in, e.g. ``fp32`` or ``int8``; another precision makes other samples."""

    @property
    def instructions(self) -> str:
        """What of the processor it computes with, for people; "" where it does not say."""

    @property
    def aligned(self) -> bool:
        """Whether it knows durations, and so is a `PlanningBackend`. Final once it is loaded."""

    def load(self) -> None:
        """Make it ready to speak. Raises `errors.SetupError` when a file or device is missing."""

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        """Speak `tokens` (1 … 510 phoneme ids without the boundary zeros) as a whole.

        `style` is a voice pack (510, 1, 256), whose row len(tokens) − 1 is used; `speed` divides
        the durations, 0.25 … 4.
        """

    def sibling(self) -> Self:
        """Another one for another thread, which shares the weights of this one as long as this one
        is loaded.
        """

    def trim(self) -> None:
        """Give working memory back that the next utterance does not need; the model stays loaded.
        For times without work.
        """

    def close(self) -> None:
        """Give the memory back; `load` brings the model back."""


class PlanningBackend(ModelBackend, Protocol):
    """A backend that decides how a passage is spoken before it makes the sound, which it then makes
    in spans.
    """

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        """Durations and prosody of `tokens`; arguments as for `speak`.

        Costs a tenth of the sound.
        """

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        """Speech of the tokens first … last − 1 of a passage.

        The silence of the boundary tokens is included where the span touches an end. Raises
        `ValueError` for a span that the passage does not have.
        """
