"""A model in a process of its own, somewhere in a Ray cluster: what the actor is made of.

Nothing of Ray is imported here; the driver makes an actor of `Speaker`.
"""

import hashlib
import os
import pickle
import socket
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from ..memory import give_memory_back
from ..models.base import (
    MAX_TOKENS,
    FloatArray,
    IntArray,
    ModelBackend,
    Passage,
    PlanningBackend,
    Speech,
)
from ..version import __version__

REMEMBERED = 64
"""Passages that a speaker keeps at hand; those of an utterance are asked for one after the other,
and another one is planned again.
"""
MakeBackend = Callable[[], ModelBackend]
_TEST_TOKENS = tuple(range(43, 73))
"""Phoneme ids (letters): what is said to find out whether two speakers sound the same."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a passage is made of; `style` is float32 (1, 256), the row of the pack that is used.

    It travels instead of the passage, which is a thousand times as large.
    """

    tokens: tuple[int, ...]
    style: FloatArray
    speed: float

    @classmethod
    def of(cls, tokens: list[int], style: FloatArray, speed: float) -> "Recipe":
        """Arguments as for `ModelBackend.speak`."""
        return cls(tuple(tokens), style[len(tokens) - 1].copy(), speed)

    @property
    def digest(self) -> bytes:
        """What names the passage."""
        given = repr((self.tokens, self.speed)).encode() + self.style.tobytes()
        return hashlib.blake2b(given, digest_size=16).digest()

    @property
    def arguments(self) -> tuple[list[int], FloatArray, float]:
        """As for `ModelBackend.speak`."""
        pack = np.zeros((MAX_TOKENS, 1, self.style.shape[-1]), np.float32)
        pack[len(self.tokens) - 1] = self.style
        return list(self.tokens), pack, self.speed


@dataclass(frozen=True, slots=True)
class Identity:
    """What a speaker is, and how it says the test: `samples` float32, `durations` as in `Speech`.

    Those that serve together must be alike in all but the place.
    """

    node: str
    process: int
    version: str
    model: str
    device: str
    precision: str
    instructions: str
    aligned: bool
    samples: FloatArray
    durations: IntArray | None


class Known(OrderedDict[bytes, Passage | None]):
    """Passages by digest, the latest `REMEMBERED` of them. A front end keeps the same list without
    the passages, to know who has what at hand.
    """

    def note(self, digest: bytes, passage: Passage | None = None) -> None:
        """It was used just now."""
        self[digest] = passage
        self.move_to_end(digest)
        while len(self) > REMEMBERED:
            self.popitem(last=False)


class Speaker:
    """A backend behind methods whose arguments and results can travel."""

    def __init__(self, make: bytes) -> None:
        """`make` is a pickled `MakeBackend`, from the front end alone."""
        self._make = make
        self._backend: ModelBackend | None = None
        self._known = Known()

    def load(self) -> Identity:
        """Load the model and say the test, which warms it up as well. Raises `SetupError`."""
        make: MakeBackend = pickle.loads(self._make)
        backend = make()
        backend.load()
        give_memory_back()
        self._backend = backend
        style = np.sin(np.arange(256, dtype=np.float32))[None] * np.float32(0.1)
        said = self.speak(Recipe(_TEST_TOKENS, style, 1.0))
        return Identity(
            socket.gethostname(),
            os.getpid(),
            __version__,
            backend.name,
            backend.device,
            backend.precision,
            backend.instructions,
            backend.aligned,
            said.samples,
            said.durations,
        )

    def trim(self) -> None:
        """See `ModelBackend.trim`."""
        if self._backend is not None:
            self._backend.trim()

    def plan(self, recipe: Recipe) -> IntArray:
        """Durations of the passage, which is kept at hand."""
        return self._passage(recipe).durations

    def sound(self, recipe: Recipe, first: int, last: int) -> Speech:
        """See `PlanningBackend.sound`; a passage that is not at hand is planned first."""
        return self._planning.sound(self._passage(recipe), first, last)

    def speak(self, recipe: Recipe) -> Speech:
        """See `ModelBackend.speak`."""
        return self._loaded.speak(*recipe.arguments)

    def _passage(self, recipe: Recipe) -> Passage:
        digest = recipe.digest
        passage = self._known.get(digest) or self._planning.plan(*recipe.arguments)
        self._known.note(digest, passage)
        return passage

    @property
    def _loaded(self) -> ModelBackend:
        if self._backend is None:
            raise RuntimeError("the model is not loaded")
        return self._backend

    @property
    def _planning(self) -> PlanningBackend:
        return cast(PlanningBackend, self._loaded)
