"""Phrases come back as they were, within bounds, whatever happens to the folder."""

import fcntl
import logging
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from wyoming_kokoro.engine import phrase_file
from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.engine.packing import KeptSpeech
from wyoming_kokoro.models.base import Speech

DATABASE = "phrases.sqlite3"
DAMAGED = "phrases.damaged"


def key(number: int = 0) -> PhraseKey:
    return PhraseKey("kokoro-v1", "af_heart", 1.0, (1, 2, number), (0, 3))


def speech(seconds: float = 1.0, value: float = 0.25) -> Speech:
    samples = np.full(round(24_000 * seconds), value, np.float32)
    return sixteen(Speech(samples, np.array([3, 4, 5], np.int64), samples[:480]))


def sixteen(said: Speech) -> Speech:
    """To 16 bits, which is all that is kept."""
    return KeptSpeech.of(said).speech()


def filled(folder: Path, count: int = 20) -> list[Speech]:
    """Phrases of noise, and a folder that has them, closed."""
    noise = np.random.default_rng(0)
    cache = PhraseCache(0, folder)
    phrases = [
        sixteen(Speech(noise.random(4800, np.float32), np.arange(count, dtype=np.int64)))
        for _ in range(count)
    ]
    for number, said in enumerate(phrases):
        cache.put(key(number), said)
    cache.close()
    return phrases


def assert_same(one: Speech | None, other: Speech) -> None:
    assert one is not None
    assert one.samples.dtype == other.samples.dtype and np.array_equal(one.samples, other.samples)
    assert np.array_equal(one.tail, other.tail)
    assert (one.durations is None) == (other.durations is None)
    if one.durations is not None and other.durations is not None:
        assert np.array_equal(one.durations, other.durations)


def known(folder: Path, count: int) -> list[bool]:
    cache = PhraseCache(0, folder)
    found = [cache.load(key(number)) is not None for number in range(count)]
    cache.close()
    return found


# In memory.


def test_hit_is_what_was_put_in() -> None:
    cache = PhraseCache(1)
    said = speech()
    cache.put(key(), said)
    assert_same(cache.get(key()), said)
    assert cache.get(key(1)) is None


def test_least_recently_said_is_forgotten_first() -> None:
    cache = PhraseCache(1)  # holds twenty seconds and a bit
    for number in range(3):
        cache.put(key(number), speech(6))
    assert cache.get(key(0)) is not None
    cache.put(key(3), speech(6))
    assert [cache.get(key(number)) is not None for number in range(4)] == [True, False, True, True]


def test_phrase_larger_than_the_cache_is_not_kept() -> None:
    cache = PhraseCache(1)
    cache.put(key(1), speech(1))
    cache.put(key(), speech(40))
    assert cache.get(key()) is None
    assert cache.get(key(1)) is not None, "nothing makes room for it"


def test_a_phrase_that_two_have_made_at_once_counts_once() -> None:
    cache = PhraseCache(1)
    cache.put(key(), speech())
    size = cache.bytes
    cache.put(key(), speech())
    assert cache.bytes == size > 0


def test_keys_that_differ_in_anything_have_different_digests() -> None:
    keys = [
        PhraseKey("kokoro-v1", "a", 1.0, (1, 23), None),
        PhraseKey("kokoro-v2", "a", 1.0, (1, 23), None),
        PhraseKey("kokoro-v1", "b", 1.0, (1, 23), None),
        PhraseKey("kokoro-v1", "a", 1.5, (1, 23), None),
        PhraseKey("kokoro-v1", "a", 1.0, (12, 3), None),
        PhraseKey("kokoro-v1", "a", 1.0, (1, 23), (0, 1)),
    ]
    assert len({each.digest for each in keys}) == len(keys)


def test_the_log_tells_phrases_apart_without_their_words() -> None:
    whole = PhraseKey("kokoro-v1/cpu/int8", "0123456789ab", 1.5, (1, 2, 3, 4), None)
    part = PhraseKey("kokoro-v1/cpu/int8", "0123456789ab", 1.5, (1, 2, 3, 4), (1, 3))
    found = re.fullmatch(
        r"tokens 1 to 3 \((\w{8})\) of 4 \((\w{8})\), kokoro-v1/cpu/int8, style 01234567,"
        r" speed 1\.5",
        str(part),
    )
    assert found is not None and found[1] != found[2]
    assert str(whole).startswith(f"tokens 0 to 4 ({found[2]}) of 4 ({found[2]}), kokoro-v1/")
    alone = PhraseKey("kokoro-v1/cpu/int8", "0123456789ab", 1.5, (2, 3), None)
    assert f"tokens 0 to 2 ({found[1]}) of 2 ({found[1]})," in str(alone)
    assert re.fullmatch("[0-9a-f]{64}", part.digest)


def test_a_megabyte_is_what_it_is_called() -> None:
    cache = PhraseCache(1)
    cache.put(key(), Speech(np.zeros((1 << 19) - 12, np.float32), np.array([1, 2, 3], np.int64)))
    assert cache.bytes == 1 << 20 and cache.get(key()) is not None
    cache.put(key(1), Speech(np.zeros((1 << 19) - 11, np.float32), np.array([1, 2, 3], np.int64)))
    assert cache.get(key(1)) is None, "one sample too many"


def test_half_is_given_up_the_oldest_first_and_no_more_is_taken() -> None:
    cache = PhraseCache(8)
    for number in range(4):
        cache.put(key(number), speech(1))
    held = cache.bytes
    cache.shrink()
    assert cache.bytes == held / 2
    assert [cache.get(key(number)) is not None for number in range(4)] == [False, False, True, True]
    cache.put(key(4), speech(1))
    assert cache.bytes == held / 2 and cache.get(key(4)) is not None and cache.get(key(2)) is None


def test_of_a_thousand_phrases_is_noted_that_they_were_said_again() -> None:
    cache = PhraseCache(1)
    for number in range(1_002):
        cache.put(key(number), Speech(np.zeros(1, np.float32), None))
        assert cache.get(key(number)) is not None
    assert list(cache._used) == [key(number) for number in range(2, 1_002)]


def test_without_a_folder_there_is_nothing_to_load_or_close() -> None:
    cache = PhraseCache(1)
    cache.put(key(), speech())
    assert cache.load(key()) is None and not cache.on_disk
    cache.close()
    assert cache.get(key()) is not None


# On disk.


@pytest.mark.parametrize(
    "said",
    [
        speech(value=1 / 3),
        Speech(np.array([-1.0, 1.0, -0.0, 1 / 32767], np.float32), None),
        Speech(np.zeros(0, np.float32), np.zeros(0, np.int64)),
    ],
)
def test_a_phrase_survives_a_restart_to_16_bits(tmp_path: Path, said: Speech) -> None:
    cache = PhraseCache(1, tmp_path)
    cache.put(key(), said)
    cache.close()
    again = PhraseCache(1, tmp_path)
    assert again.get(key()) is None
    found = again.load(key())
    assert found is not None
    assert_same(found, said)
    assert_same(again.get(key()), said)


def test_what_is_no_sound_is_kept_as_what_would_be_heard() -> None:
    cache = PhraseCache(1)
    cache.put(key(), Speech(np.array([np.nan, np.inf, -np.inf, 1.5, -1.5], np.float32), None))
    found = cache.get(key())
    assert found is not None
    assert found.samples.tolist() == [0.0, 1.0, -1.0, 1.0, -1.0]


def test_the_file_is_bounded_and_forgets_what_was_said_longest_ago(tmp_path: Path) -> None:
    cache = PhraseCache(0, tmp_path, disk_mb=1)
    for number in range(8):
        cache.put(key(number), speech(6))
        assert (tmp_path / DATABASE).stat().st_size <= 1024 * 1024
        cache.load(key(0))  # said every day
    cache.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1024 * 1024
    assert known(tmp_path, 8) == [True] + [False] * 5 + [True] * 2


def test_what_memory_answers_counts_as_said(tmp_path: Path) -> None:
    cache = PhraseCache(10, tmp_path, disk_mb=1)
    for number in range(8):
        cache.put(key(number), speech(6))
        assert cache.get(key(0)) is not None
    cache.close()
    assert known(tmp_path, 8)[0]


def test_of_what_memory_answered_the_latest_is_kept_longest(tmp_path: Path) -> None:
    cache = PhraseCache(10, tmp_path, disk_mb=1)  # of which the file holds three
    for number in range(3):
        cache.put(key(number), speech(6))
    for number in (1, 0, 1):
        assert cache.get(key(number)) is not None
    for number in (3, 4):
        cache.put(key(number), speech(6))
    cache.close()
    assert known(tmp_path, 5) == [False, True, False, True, True]


def test_the_file_is_told_of_the_latest_phrases_that_memory_answered_and_of_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wyoming_kokoro.engine.cache._MOST_USED", 1)
    cache = PhraseCache(10, tmp_path, disk_mb=1)  # of which the file holds three
    for number in range(3):
        cache.put(key(number), speech(6))
    for number in (0, 1):
        assert cache.get(key(number)) is not None
    cache.put(key(3), speech(6))
    assert known(tmp_path, 4) == [False, True, True, True]
    again = PhraseCache(0, tmp_path, disk_mb=1)
    again.put(key(4), speech(6))
    again.close()
    assert known(tmp_path, 5) == [False, True, False, True, True]
    assert PhraseCache(0, tmp_path)._file._limit == 512 << 20  # type: ignore[union-attr]


def test_a_phrase_larger_than_the_file_may_be_is_not_kept(tmp_path: Path) -> None:
    cache = PhraseCache(0, tmp_path, disk_mb=1)
    cache.put(key(0), speech(1))
    cache.put(key(1), speech(40))
    assert known(tmp_path, 2) == [True, False]


def test_a_lower_limit_makes_the_file_smaller(tmp_path: Path) -> None:
    large = PhraseCache(0, tmp_path, disk_mb=8)
    for number in range(16):
        large.put(key(number), speech(6))
    large.close()
    small = PhraseCache(0, tmp_path, disk_mb=1)
    small.put(key(16), speech(6))
    small.close()
    assert (tmp_path / DATABASE).stat().st_size <= 1024 * 1024
    assert known(tmp_path, 17)[16]


def test_threads_share_a_folder_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once one thread's clearing-up met another's renamed file, and nothing was written for five
    minutes.
    """
    monkeypatch.setattr(phrase_file, "_LOCK_S", 60.0)  # this machine may be busy otherwise
    caches = [PhraseCache(1, tmp_path), PhraseCache(1, tmp_path)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: caches[n % 2].put(key(n), speech(0.1, n)), range(400)))
        found = list(pool.map(lambda n: caches[(n + 1) % 2].load(key(n)), range(400)))
    for number, said in enumerate(found):
        assert_same(said, speech(0.1, number))


_WRITER = """
import sys
from pathlib import Path
import numpy as np
from wyoming_kokoro.engine import phrase_file
from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.engine.packing import KeptSpeech
from wyoming_kokoro.models.base import Speech
phrase_file._LOCK_S = 60.0
cache = PhraseCache(0, Path(sys.argv[1]))
for number in range(*map(int, sys.argv[2:])):
    samples = np.full(2400, number, np.float32)
    key = PhraseKey("kokoro-v1", "af_heart", 1.0, (1, 2, number), (0, 3))
    cache.put(key, Speech(samples, np.array([3, 4, 5], np.int64), samples[:480]))
    print(number, flush=True)
"""


def writer(folder: Path, first: int, end: int) -> "subprocess.Popen[bytes]":
    """A process that writes phrases and tells the number of each when it is written."""
    command = [sys.executable, "-c", _WRITER, str(folder), str(first), str(end)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_processes_share_a_folder_and_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, 100 * n, 100 * n + 100) for n in range(2)]
    for process in writers:
        _, log = process.communicate()
        assert (process.returncode, log) == (0, b"")
    cache = PhraseCache(0, tmp_path)
    for number in range(200):
        assert_same(cache.load(key(number)), speech(0.1, number))


def test_a_process_killed_while_it_writes_leaves_every_phrase_whole(tmp_path: Path) -> None:
    process = writer(tmp_path, 0, 1_000_000)
    assert process.stdout is not None and process.stderr is not None
    with process.stdout, process.stderr:
        for _ in range(50):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
    cache = PhraseCache(0, tmp_path)
    for number in range(50):
        assert_same(cache.load(key(number)), speech(0.1, number))
    assert not (tmp_path / DAMAGED).exists()


def test_what_this_version_keeps_the_next_one_finds(tmp_path: Path) -> None:
    """Names and marks are part of what is kept: others are another format."""
    assert key().digest == "59b349f1d3972bb5c5e6cb7543177f46e1d0e468bc09a13f29aa70276fed9b1e"
    cache = PhraseCache(0, tmp_path)
    cache.put(key(), speech())
    cache.close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        for name, value in (("application_id", 0x6B6F6B6F), ("user_version", 1)):
            assert database.execute(f"PRAGMA {name}").fetchone() == (value,)
        (digest,) = database.execute("SELECT digest FROM phrases").fetchone()
    assert digest == key().digest


@pytest.mark.parametrize("name", ["a b", "100%41", "who?mode=memory", "a#b", "ä"])
def test_a_folder_may_be_named_as_it_likes(tmp_path: Path, name: str) -> None:
    filled(tmp_path / name, 1)
    assert [path.name for path in (tmp_path / name).iterdir()] == [DATABASE]
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert known(tmp_path / name, 1) == [True]


def test_the_file_is_written_without_waits_and_read_within_bounds(tmp_path: Path) -> None:
    cache = PhraseCache(0, tmp_path)
    cache.put(key(), speech())
    database = cache._file._database  # type: ignore[union-attr]
    assert database is not None
    told = {
        name: database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "auto_vacuum", "busy_timeout")
    }
    assert told == {
        "journal_mode": "wal", "synchronous": 1, "auto_vacuum": 2, "busy_timeout": 1000
    }  # fmt: skip
    assert database.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 64 << 20
    plan = database.execute("EXPLAIN QUERY PLAN SELECT digest FROM phrases ORDER BY used LIMIT 1")
    assert "phrases_by_use" in str(plan.fetchall())
    cache.close()


# Damage.


def _other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE phrases (text)")
    database.close()


def _other_version(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def _other_tables(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE speech RENAME COLUMN arrays TO sound")
    database.close()


def _other_and_empty(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA application_id = 7")
    database.close()


DAMAGES = {
    "another program's, which is empty": _other_and_empty,
    "not a database": lambda path: path.write_bytes(b"PK\x03\x04 not a database" * 100),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "no first page": lambda path: path.write_bytes(bytes(4096) + path.read_bytes()[4096:]),
    "another program's": _other_program,
    "another version": _other_version,
    "other tables": _other_tables,
    "a name that is no text": lambda path: path.write_bytes(
        path.read_bytes()
        .replace(b"speechspeech", b"\xffpeechspeech")
        .replace(b"CREATE TABLE s", b"s")
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_file_is_set_aside_and_begun_anew(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path)
    DAMAGES[damage](tmp_path / DATABASE)
    content = (tmp_path / DATABASE).read_bytes()
    cache = PhraseCache(0, tmp_path)
    assert cache.load(key(0)) is None
    cache.put(key(0), speech())
    assert_same(cache.load(key(0)), speech())
    assert (tmp_path / DAMAGED).read_bytes() == content
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "begin anew" in caplog.messages[0] and not caplog.records[0].exc_info
    foreign = caplog.messages[0].endswith(": not a database of phrases of this version")
    assert foreign is damage.startswith("another")


def test_a_file_damaged_while_it_is_open_is_set_aside_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path)
    cache = PhraseCache(0, tmp_path)
    assert cache.load(key(0)) is not None
    path = tmp_path / DATABASE
    path.write_bytes(b"\xff" * path.stat().st_size)
    for number in range(1, 20):
        assert cache.load(key(number)) is None
        cache.put(key(number), speech())
        assert_same(cache.load(key(number)), speech())
    assert len(caplog.records) == 1


def test_who_sets_a_file_aside_leaves_the_new_one_of_another_process(tmp_path: Path) -> None:
    filled(tmp_path)
    first, second = PhraseCache(0, tmp_path), PhraseCache(0, tmp_path)
    assert first.load(key(0)) is not None and second.load(key(0)) is not None
    path = tmp_path / DATABASE
    path.write_bytes(b"\xff" * path.stat().st_size)
    first.put(key(0), speech())
    second.put(key(1), speech())
    assert_same(second.load(key(0)), speech())
    assert_same(first.load(key(1)), speech())


def test_a_file_begun_anew_meanwhile_is_not_set_aside_for_the_damage_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    ours, other = PhraseCache(0, tmp_path), PhraseCache(0, tmp_path)
    select = phrase_file._select

    def too_late(_: sqlite3.Connection, __: str) -> None:
        monkeypatch.setattr(phrase_file, "_select", select)
        path = tmp_path / DATABASE
        path.write_bytes(b"\xff" * path.stat().st_size)
        other.put(key(99), speech())
        error = sqlite3.DatabaseError("file is not a database")
        error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise error

    monkeypatch.setattr(phrase_file, "_select", too_late)
    assert ours.load(key(0)) is None
    assert_same(ours.load(key(99)), speech())


@pytest.mark.parametrize("seed", [*range(40), 446, 552, 566])
def test_no_flipped_bits_raise_anything_or_change_a_sample(
    filled_folder: tuple[Path, list[Speech]], tmp_path: Path, seed: int
) -> None:
    source, phrases = filled_folder
    folder = tmp_path / "cache"
    shutil.copytree(source, folder)
    dice = random.Random(seed)
    content = bytearray((folder / DATABASE).read_bytes())
    # Half of the faults in the pages where the tables and indices are, which are few.
    end = len(content) if seed % 2 else 5 * 4096
    for _ in range(2 ** (seed % 7)):
        content[dice.randrange(100, end)] ^= 1 << dice.randrange(8)
    (folder / DATABASE).write_bytes(content)
    cache = PhraseCache(0, folder, disk_mb=1)
    for number, said in enumerate(phrases):
        found = cache.load(key(number))
        if found is not None:
            assert_same(found, said)
    for number in range(len(phrases), 2 * len(phrases)):
        cache.put(key(number), speech(0.5, number))
    cache.close()
    assert any(known(folder, 2 * len(phrases))[len(phrases) :])


@pytest.fixture(scope="module")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Speech]]:
    folder = tmp_path_factory.mktemp("filled")
    return folder, filled(folder)


def test_a_damaged_phrase_is_forgotten_and_the_others_stay(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    phrases = filled(tmp_path)
    path = tmp_path / DATABASE
    content = bytearray(path.read_bytes())
    content[content.index(KeptSpeech.of(phrases[7]).samples.tobytes()[:64]) + 3] ^= 1
    path.write_bytes(content)
    assert known(tmp_path, 20) == [number != 7 for number in range(20)]
    assert known(tmp_path, 20) == [number != 7 for number in range(20)]
    assert len(caplog.records) == 1 and "forgotten" in caplog.messages[0]
    cache = PhraseCache(0, tmp_path)
    cache.put(key(7), phrases[7])
    assert_same(cache.load(key(7)), phrases[7])


def test_a_damaged_phrase_in_a_file_that_cannot_be_written_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phrases = filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database, database:
        database.execute("UPDATE speech SET checksum = 1 WHERE id = 1")
    monkeypatch.setattr(phrase_file, "_set_up", _raising(sqlite3.SQLITE_READONLY))
    cache = PhraseCache(0, tmp_path)
    assert cache.load(key(0)) is None
    assert_same(cache.load(key(1)), phrases[1])
    told = "A phrase in phrases.sqlite3 is damaged and forgotten: wrong checksum"
    assert caplog.messages == [told]


def test_setting_a_file_aside_takes_its_turn_and_leaves_nothing_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    open_files = len(os.listdir("/proc/self/fd"))
    folder, path = tmp_path / "cache", tmp_path / "cache" / DATABASE
    folder.mkdir()
    for ending in ("", "-wal", "-shm"):
        path.with_name(DATABASE + ending).write_bytes(b"damaged")
    file = phrase_file.PhraseFile(folder, 1 << 20)
    file._inode = path.stat().st_ino
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with ThreadPoolExecutor(1) as pool:
        setting = pool.submit(file._set_aside, ValueError("it is broken"))
        with pytest.raises(TimeoutError):
            setting.result(0.05)
        os.close(other)
        setting.result(60)
    assert [each.name for each in folder.iterdir()] == [DAMAGED]
    assert caplog.messages == [f"The phrases in {path} begin anew; phrases.damaged: it is broken"]
    assert len(os.listdir("/proc/self/fd")) == open_files
    file._set_aside(ValueError("it is broken"))
    assert len(caplog.messages) == 1, "it is not that file any more"


def test_a_phrase_that_is_no_bytes_is_forgotten(tmp_path: Path) -> None:
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database, database:
        database.execute("UPDATE speech SET arrays = 5, checksum = 'x' WHERE id = 1")
    assert known(tmp_path, 20).count(False) == 1
    assert known(tmp_path, 20).count(False) == 1


# Folders that cannot be used.


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """What the file's clock adds to the time; to be changed."""
    added, real = [0.0], phrase_file.time.monotonic
    monkeypatch.setattr(phrase_file.time, "monotonic", lambda: real() + added[0])
    yield added


def test_a_folder_that_cannot_be_is_one_log_line_and_is_tried_again_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, clock: list[float]
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    cache = PhraseCache(1, blocker / "cache")
    for number in range(3):
        assert cache.load(key(number)) is None
        cache.put(key(number), speech())
        clock[0] += 400
    assert cache.get(key()) is not None
    assert len(caplog.records) == 1
    blocker.unlink()
    cache.put(key(5), speech())
    assert cache.load(key(5)) is not None
    blocked_again = tmp_path / "file" / "cache" / DATABASE
    shutil.rmtree(blocked_again.parent)
    blocked_again.parent.write_text("not a folder")
    cache.put(key(6), speech())
    assert len(caplog.records) == 2


def test_nothing_is_tried_for_five_minutes_after_a_failure(
    tmp_path: Path, clock: list[float]
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    cache = PhraseCache(1, blocker / "cache")
    cache.put(key(), speech())
    blocker.unlink()
    clock[0] += 290
    cache.put(key(), speech())
    assert not blocker.exists()
    clock[0] += 20
    cache.put(key(), speech())
    assert (blocker / "cache" / DATABASE).exists()
    shutil.rmtree(blocker)
    blocker.write_text("not a folder")
    assert cache.load(key()) is None
    blocker.unlink()
    clock[0] += 290
    assert cache.load(key()) is None
    cache.put(key(), speech())
    assert not blocker.exists()
    clock[0] += 20
    assert cache.load(key()) is None
    assert blocker.exists()


def _raising(code: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("it failed")
        error.sqlite_errorcode = code
        raise error

    return fail


def test_a_disk_that_fails_while_it_is_read_is_left_alone_for_a_while(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    clock: list[float],
) -> None:
    phrases = filled(tmp_path)
    caplog.set_level(logging.DEBUG)
    cache, select = PhraseCache(0, tmp_path), phrase_file._select
    extended = sqlite3.SQLITE_BUSY_RECOVERY, sqlite3.SQLITE_IOERR_READ
    for code, read in (
        (sqlite3.SQLITE_IOERR, False),
        (sqlite3.SQLITE_BUSY, True),
        (extended[0], True),
        (extended[1], False),
    ):
        for _ in range(2):
            monkeypatch.setattr(phrase_file, "_select", _raising(code))
            assert cache.load(key(0)) is None
            monkeypatch.setattr(phrase_file, "_select", select)
            assert (cache.load(key(0)) is not None) is read
            clock[0] += 301
            assert_same(cache.load(key(0)), phrases[0])
    told = f"Phrases cannot be kept in {tmp_path} now: it failed"
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", told),
        *[("DEBUG", told)] * 3,
    ]
    assert not (tmp_path / DAMAGED).exists()


def test_damage_that_a_new_file_does_not_mend_is_a_disk_that_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    clock: list[float],
) -> None:
    filled(tmp_path)
    select = phrase_file._select
    monkeypatch.setattr(phrase_file, "_select", _raising(sqlite3.SQLITE_CORRUPT))
    cache = PhraseCache(0, tmp_path)
    cache.put(key(0), speech())
    monkeypatch.setattr(phrase_file, "_select", select)
    clock[0] += 301
    cache.put(key(0), speech())
    assert_same(cache.load(key(0)), speech())
    assert ["begin anew" in message for message in caplog.messages] == [True, False]
    assert "cannot be kept" in caplog.messages[1]


def test_a_phrase_that_two_have_made_is_the_later_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for value in (0.25, 0.5):
        PhraseCache(0, tmp_path).put(key(), speech(value=value))
    assert_same(PhraseCache(0, tmp_path).load(key()), speech(value=0.5))
    assert not caplog.records


def test_a_file_that_was_closed_is_opened_again(tmp_path: Path) -> None:
    cache = PhraseCache(0, tmp_path)
    for number in range(2):
        cache.put(key(number), speech())
        cache.close()
        cache.close()
        assert [path.name for path in tmp_path.iterdir()] == [DATABASE]
        assert_same(cache.load(key(number)), speech())


def test_the_journal_of_a_long_phrase_does_not_stay_long(tmp_path: Path) -> None:
    cache = PhraseCache(0, tmp_path)
    for number, seconds in enumerate((150, 1, 100, 1, 1)):
        cache.put(key(number), speech(seconds))
    assert (tmp_path / f"{DATABASE}-wal").stat().st_size <= 4 << 20


@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN])
def test_a_file_that_cannot_be_written_is_read_until_it_can(
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    clock: list[float],
) -> None:
    phrases, set_up = filled(tmp_path), phrase_file._set_up
    monkeypatch.setattr(phrase_file, "_set_up", _raising(code))
    cache = PhraseCache(0, tmp_path)
    assert_same(cache.load(key(0)), phrases[0])
    cache.put(key(20), speech())
    assert_same(cache.load(key(1)), phrases[1])
    assert len(caplog.records) == 1 and "cannot be kept" in caplog.messages[0]
    monkeypatch.setattr(phrase_file, "_set_up", set_up)
    clock[0] += 301
    assert cache.load(key(20)) is None
    cache.put(key(20), speech())
    assert_same(cache.load(key(20)), speech())


def test_a_link_in_the_place_of_the_file_is_not_followed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = tmp_path / "elsewhere"
    filled(elsewhere)
    content = (elsewhere / DATABASE).read_bytes()
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / DATABASE).symlink_to(elsewhere / DATABASE)
    cache = PhraseCache(0, folder)
    assert cache.load(key(0)) is None
    cache.put(key(20), speech())
    cache.close()
    assert (folder / DAMAGED).is_symlink() and not (folder / DATABASE).is_symlink()
    assert (elsewhere / DATABASE).read_bytes() == content
    path = folder / DATABASE
    told = f"The phrases in {path} begin anew; phrases.damaged: no regular file"
    assert caplog.messages == [told]
    path.unlink()
    (folder / DAMAGED).unlink()
    path.mkdir()
    cache.put(key(20), speech())
    assert_same(cache.load(key(20)), speech())
    assert (folder / DAMAGED).is_dir() and caplog.messages == [told] * 2


def test_a_folder_that_is_removed_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    cache = PhraseCache(0, folder)
    cache.put(key(0), speech())
    shutil.rmtree(folder)
    assert cache.load(key(0)) is None
    cache.put(key(1), speech())
    assert known(folder, 2) == [False, True]


def test_while_another_process_writes_for_long_phrases_are_read_and_not_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    phrases = filled(tmp_path)
    other = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache = PhraseCache(0, tmp_path)
    cache.put(key(20), speech())
    assert_same(cache.load(key(3)), phrases[3])
    other.execute("ROLLBACK")
    other.close()
    cache.put(key(21), speech())
    assert known(tmp_path, 22)[20:] == [False, True]
    assert not caplog.records


def test_files_of_the_time_before_the_database_are_removed_and_no_others(tmp_path: Path) -> None:
    old = [tmp_path / f"{key(0).digest}.npz", tmp_path / "tmpab12_x.partial"]
    others = [tmp_path / "voice.npz", tmp_path / "notes.txt", tmp_path / "tmpab12_x.partial.txt"]
    for file in old + others:
        file.write_bytes(b"what was there")
    PhraseCache(0, tmp_path).put(key(), speech())
    assert not any(file.exists() for file in old)
    assert all(file.exists() for file in others)
