"""What a model must be able to do: the seam between the engine and torch or ONNX Runtime."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 24_000
"""Samples per second of everything that Kokoro makes."""
FRAME_SAMPLES = 600
"""Samples per frame of the duration predictor (40 frames a second)."""
JOIN_SAMPLES = 480
"""Samples over which the spans of a passage are faded into each other (20 ms)."""
MAX_TOKENS = 510
"""Longest token sequence without the two boundary zeros: the model's 512 positions less those."""

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Speech:
    """What a model made of tokens.

    `samples` are float32 (n,) at 24 kHz, nominally within −1 … 1. `durations` are int64 (len(tokens) + 2,) in frames of 600 samples,
    the boundary tokens included, for all tokens given, also where only a span of them was asked for; `None` where the backend
    cannot know them. `tail`, float32 (JOIN_SAMPLES,) or empty, is how the sound goes on after a span that does not end the tokens: the next
    span's beginning is to be faded in over it.
    """

    samples: FloatArray
    durations: IntArray | None
    tail: FloatArray = field(default_factory=lambda: np.zeros(0, np.float32))


class ModelBackend(Protocol):
    """A loaded or loadable Kokoro.

    `load` and `close` are awaited on the event loop and idempotent; `generate` blocks and is called on the inference thread alone.
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
    def aligned(self) -> bool:
        """Whether it knows durations, and so can speak a span. Final once it is loaded."""

    async def load(self) -> None:
        """Make `generate` possible. Raises `errors.SetupError` when a file or device is missing."""

    def generate(
        self,
        tokens: list[int],
        style: FloatArray,
        speed: float = 1.0,
        span: tuple[int, int] | None = None,
    ) -> Speech:
        """Speak `tokens` (1 … 510 phoneme ids without the boundary zeros).

        `style` is a voice pack (510, 1, 256), whose row len(tokens) − 1 is used; `speed` divides the durations, 0.25 … 4.
        With `span` = (first, last + 1) token positions, the prosody is that of all tokens, but only the samples of that span come back,
        the silence of the boundary tokens included where the span touches an end. Backends without durations raise `ValueError` for a span.
        """

    async def close(self) -> None:
        """Give the memory back."""
