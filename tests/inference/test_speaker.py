"""A model behind methods whose arguments and results can travel."""

import os
import pickle
import socket
from typing import Any

import numpy as np
import pytest

from tests.reliability.quick import QuickBackend
from wyoming_kokoro.inference import speaker
from wyoming_kokoro.inference.speaker import Known, Recipe, Speaker
from wyoming_kokoro.models.base import FloatArray, Passage, Speech
from wyoming_kokoro.version import __version__

PACK = np.arange(510 * 256, dtype=np.float32).reshape(510, 1, 256)


class Noting(QuickBackend):
    """Notes what it is asked for."""

    asked: list[Any] = []

    def load(self) -> None:
        self.asked.append("load")

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        self.asked.append((tokens, style[len(tokens) - 1].tolist(), speed))
        return super().plan(tokens, style, speed)

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        assert self.asked, "it was not loaded"
        return super().speak(tokens, style, speed)

    def trim(self) -> None:
        self.asked.append("trim")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(Noting, "asked", [])
    return Noting.asked


@pytest.fixture
def loaded(asked: list[Any]) -> Speaker:
    made = Speaker(pickle.dumps(Noting))
    made.load()
    assert asked.pop(0) == "load"
    asked.clear()
    return made


def test_a_speaker_tells_what_it_is_and_how_it_says_the_test(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[int] = []
    monkeypatch.setattr(speaker, "give_memory_back", lambda: given_back.append(len(asked)))
    identity, one = Speaker(pickle.dumps(Noting)).load(), Noting()
    assert (identity.node, identity.process) == (socket.gethostname(), os.getpid())
    assert identity.version == __version__
    for name, told in (("model", one.name), ("device", one.device), ("precision", one.precision)):
        assert getattr(identity, name) == told
    assert (identity.instructions, identity.aligned) == (one.instructions, one.aligned)
    said = one.speak(list(range(43, 73)), PACK)
    assert np.array_equal(identity.samples, said.samples)
    assert identity.durations is not None and said.durations is not None
    assert np.array_equal(identity.durations, said.durations)
    assert asked[0] == "load" and asked.count("load") == 1
    assert given_back == [1], "what the load needed, before anything is said"


def test_a_recipe_stays_what_it_was_when_the_voice_changes() -> None:
    pack = PACK.copy()
    recipe = Recipe.of([5, 6], pack, 1.0)
    pack[:] = 0
    assert np.array_equal(recipe.style, PACK[1])


def test_a_passage_is_made_of_its_recipe_once(loaded: Speaker, asked: list[Any]) -> None:
    recipe = Recipe.of([5, 6, 7], PACK, 1.5)
    assert loaded.plan(recipe).tolist() == [3] * 5
    assert len(loaded.sound(recipe, 0, 2).samples) == 2 * 3 * 600
    assert loaded.plan(recipe).tolist() == [3] * 5
    assert asked == [([5, 6, 7], PACK[2].tolist(), 1.5)]
    loaded.trim()
    assert asked[1:] == ["trim"]


def test_other_words_voices_and_speeds_are_other_passages(
    loaded: Speaker, asked: list[Any]
) -> None:
    recipes = [
        Recipe.of([5, 6], PACK, 1.0),
        Recipe.of([5, 7], PACK, 1.0),
        Recipe.of([5, 6], PACK + 1, 1.0),
        Recipe.of([5, 6], PACK, 1.1),
    ]
    for _ in range(2):
        for recipe in recipes:
            loaded.plan(recipe)
    assert len(asked) == 4


def test_what_is_not_loaded_says_nothing(asked: list[Any]) -> None:
    one = Speaker(pickle.dumps(Noting))
    one.trim()
    for ask in (one.plan, one.speak, lambda recipe: one.sound(recipe, 0, 1)):
        with pytest.raises(RuntimeError, match="not loaded"):
            ask(Recipe.of([5], PACK, 1.0))
    assert asked == []


def test_the_passages_used_last_are_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaker, "REMEMBERED", 2)
    known = Known()
    for digest in (b"a", b"b", b"a", b"c"):
        known.note(digest)
    assert list(known) == [b"a", b"c"]
