"""The whole engine but for the model: a backend that hums at once, as long as the words are."""

import threading
from collections.abc import Callable
from typing import Self

import numpy as np

from wyoming_kokoro.models.base import FloatArray, Passage, Speech
from wyoming_kokoro.sound import FRAME_SAMPLES

_FRAMES_PER_TOKEN = 3


class QuickBackend:
    """A `PlanningBackend` of a tone; `seconds` is how much of it was made.

    `before` is called on the inference thread before the sound of each span and may wait or raise.
    """

    name = "quick"
    device = "cpu"
    instructions = ""
    precision = "fp32"
    aligned = True

    def __init__(self) -> None:
        self.before: Callable[[], None] = lambda: None
        self.seconds = 0.0

    def load(self) -> None:
        pass

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        return Passage(np.full(len(tokens) + 2, _FRAMES_PER_TOKEN, np.int64))

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        self.before()
        frames = (last - first) * _FRAMES_PER_TOKEN
        times = np.arange(frames * FRAME_SAMPLES) / 24_000
        self.seconds += frames * FRAME_SAMPLES / 24_000
        tone = 0.2 * np.sin(2 * np.pi * 220 * times, dtype=np.float32)
        return Speech(tone, passage.durations)

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        return self.sound(self.plan(tokens, style, speed), 0, len(tokens))

    def sibling(self) -> Self:
        return self

    def trim(self) -> None:
        pass

    def close(self) -> None:
        pass


class Gate:
    """Holds the inference thread at its next clause until it is opened."""

    def __init__(self, backend: QuickBackend) -> None:
        self.reached = threading.Event()
        self._opened = threading.Event()
        backend.before = self._wait

    def _wait(self) -> None:
        self.reached.set()
        assert self._opened.wait(60), "the test failed before it opened the gate"

    def open(self) -> None:
        self._opened.set()
