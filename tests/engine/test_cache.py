"""Phrases come back as they were, within bounds, and a bad folder costs nothing but memory."""

import os
from pathlib import Path

import numpy as np
import pytest

from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.models.base import Speech


def key(number: int = 0) -> PhraseKey:
    return PhraseKey("kokoro-v1", "af_heart", 1.0, (1, 2, number), (0, 3))


def speech(seconds: float = 1.0, value: float = 0.25) -> Speech:
    samples = np.full(round(24_000 * seconds), value, np.float32)
    return Speech(samples, np.array([3, 4, 5], np.int64), samples[:480])


def test_hit_is_what_was_put_in() -> None:
    cache = PhraseCache(1)
    said = speech()
    cache.put(key(), said)
    assert cache.get(key()) is said
    assert cache.get(key(1)) is None
    assert (cache.hits, cache.misses) == (1, 1)


def test_least_recently_said_is_forgotten_first() -> None:
    cache = PhraseCache(1)  # holds ten seconds and a bit
    for number in range(3):
        cache.put(key(number), speech(3))
    assert cache.get(key(0)) is not None
    cache.put(key(3), speech(3))
    assert [cache.get(key(number)) is not None for number in range(4)] == [True, False, True, True]


def test_phrase_larger_than_the_cache_is_not_kept() -> None:
    cache = PhraseCache(1)
    cache.put(key(), speech(20))
    assert cache.get(key()) is None


def test_folder_survives_a_restart_bit_for_bit(tmp_path: Path) -> None:
    said = speech(value=1 / 3)
    PhraseCache(1, tmp_path).put(key(), said)
    again = PhraseCache(1, tmp_path).load(key())
    assert again is not None and again.durations is not None
    assert np.array_equal(again.samples, said.samples)
    assert np.array_equal(again.tail, said.tail)
    assert np.array_equal(again.durations, said.durations)  # type: ignore[arg-type]
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not a zip", b"\x00" * 1000])
def test_damaged_file_is_forgotten(tmp_path: Path, damage: bytes) -> None:
    PhraseCache(1, tmp_path).put(key(), speech())
    file = next(tmp_path.glob("*.npz"))
    file.write_bytes(damage)
    assert PhraseCache(1, tmp_path).load(key()) is None
    assert not file.exists()


def test_folder_that_cannot_be_written_is_left_alone_and_memory_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    cache = PhraseCache(1, blocker / "cache")
    with caplog.at_level("WARNING"):
        for number in range(3):
            cache.put(key(number), speech())
    assert cache.get(key()) is not None
    assert cache.load(key(7)) is None
    assert len(caplog.records) == 1


def test_what_a_killed_server_left_unfinished_is_removed(tmp_path: Path) -> None:
    old, young = tmp_path / "old.partial", tmp_path / "young.partial"
    for file in (old, young):
        file.write_bytes(b"half a phrase")
    os.utime(old, (0, 0))
    PhraseCache(1, tmp_path).put(key(), speech())
    assert not old.exists() and young.exists()


def test_folder_is_bounded(tmp_path: Path) -> None:
    cache = PhraseCache(1, tmp_path, disk_mb=1)
    for number in range(8):
        cache.put(key(number), speech(3))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1024 * 1024
