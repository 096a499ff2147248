"""What is known of a phrase: here, in a folder, or where servers share."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.engine.phrases import Phrases
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import Speech

from .test_cache import assert_same, key, speech

PACK = np.arange(510 * 256, dtype=np.float32).reshape(510, 1, 256)


class Shared:
    """A store of other servers; notes how long it was to be waited for."""

    def __init__(self) -> None:
        self.phrases: dict[PhraseKey, Speech] = {}
        self.patience: list[float] = []
        self.is_open = True

    async def get(self, key: PhraseKey, patience_s: float) -> Speech | None:
        self.patience.append(patience_s)
        return self.phrases.get(key)

    def put(self, key: PhraseKey, speech: Speech) -> None:
        self.phrases[key] = speech

    async def close(self) -> None:
        self.is_open = False


def counts() -> tuple[float, float]:
    """Phrases that were known and that were not."""
    names = ("kokoro_cache_hits_total", "kokoro_cache_misses_total")
    hits, misses = (REGISTRY.get_sample_value(name) or 0.0 for name in names)
    return hits, misses


async def test_what_one_server_keeps_another_one_knows_and_remembers(tmp_path: Path) -> None:
    shared: Any = Shared()
    one = Phrases(PhraseCache(0), lambda _: PACK, shared)
    other = Phrases(PhraseCache(0, tmp_path), lambda _: PACK, shared)
    hits, misses = counts()
    assert await other.known(key(), 0.2) is None
    await one.keep(key(), speech())
    assert_same(await other.known(key(), 0.3), speech())
    assert shared.patience == [0.2, 0.3]
    shared.phrases.clear()
    assert_same(await other.known(key(), 0.4), speech())
    assert len(shared.patience) == 2  # a folder is nearer
    assert counts() == (hits + 2, misses + 1)
    await other.close()
    assert not shared.is_open


async def test_what_is_remembered_is_not_asked_for_elsewhere() -> None:
    shared: Any = Shared()
    phrases = Phrases(PhraseCache(1), lambda _: PACK, shared)
    await phrases.keep(key(), speech())
    assert_same(await phrases.known(key(), 1.0), speech())
    assert shared.patience == []
    alone = Phrases(PhraseCache(0), lambda _: PACK)
    await alone.keep(key(), speech())
    assert await alone.known(key(), 1.0) is None
    await alone.close()


def test_a_key_names_the_row_of_the_style_that_is_used() -> None:
    phrases = Phrases(PhraseCache(0), lambda _: PACK)
    first = phrases.key("m", PACK, 1.5, [1, 2, 3], (0, 2))
    digest = hashlib.sha256(PACK[2].tobytes()).hexdigest()
    assert first == PhraseKey("m", digest, 1.5, (1, 2, 3), (0, 2))
    other = PACK.copy()
    other[1] += 1
    assert phrases.key("m", other, 1.5, [1, 2, 3], (0, 2)) == first
    other[2] += 1
    assert phrases.key("m", other, 1.5, [1, 2, 3], (0, 2)) != first
