"""What is known of a phrase: here, in a folder, or where servers share."""

import hashlib
import threading
from pathlib import Path
from typing import Any

import numpy as np

from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.engine.phrases import Phrases
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import Speech
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog

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
    assert [path.name for path in tmp_path.iterdir()] == ["phrases.sqlite3"], "and no journal"


class Noting(PhraseCache):
    """Notes what is done on the event loop's thread."""

    def __init__(self, memory_mb: int, folder: Path | None = None) -> None:
        super().__init__(memory_mb, folder)
        self.on_loop: list[str] = []

    def _note_thread(self, what: str) -> None:
        if threading.current_thread() is threading.main_thread():
            self.on_loop.append(what)

    def load(self, key: PhraseKey) -> Speech | None:
        self._note_thread("load")
        return super().load(key)

    def put(self, key: PhraseKey, speech: Speech) -> None:
        self._note_thread("put")
        super().put(key, speech)


async def test_files_are_read_and_written_beside_the_event_loop_and_only_if_need_be(
    tmp_path: Path,
) -> None:
    cache = Noting(1, tmp_path / "cache")
    phrases = Phrases(cache, lambda _: PACK)
    assert await phrases.known(key(), 1.0) is None
    await phrases.keep(key(), speech())
    (tmp_path / "cache" / "phrases.sqlite3").unlink()
    assert_same(await phrases.known(key(), 1.0), speech())
    assert cache.on_loop == []
    await phrases.close()
    memory = Noting(1)
    await Phrases(memory, lambda _: PACK).keep(key(), speech())
    assert memory.on_loop == ["put"]


async def test_a_style_is_read_beside_the_event_loop() -> None:
    threads = []

    def style(_: object) -> Any:
        threads.append(threading.current_thread())
        return PACK

    assert await Phrases(PhraseCache(1), style).style(parse_blend("af_sky", VoiceCatalog())) is PACK
    assert threads != [threading.current_thread()]


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
