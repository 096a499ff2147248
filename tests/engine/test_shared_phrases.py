"""Phrases that servers share in a real store: slow, full, unbounded or gone as it may be."""

import asyncio
import logging
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from redis.exceptions import RedisError

from tests.conftest import speak, until
from tests.engine import virtual_time
from wyoming_kokoro.composition import build_engine
from wyoming_kokoro.engine import shared_phrases
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.packing import KeptSpeech, checksum, unpacked
from wyoming_kokoro.engine.shared_phrases import SharedPhrases
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import Speech
from wyoming_kokoro.settings import Settings

from .test_cache import assert_same, key, speech

SERVER = shutil.which("redis-server") or shutil.which("valkey-server")
LONG_S = 30.0
_MEGABYTES = 16


@dataclass
class Store:
    """A server that listens on a Unix socket alone."""

    process: "subprocess.Popen[bytes]"
    path: Path

    @property
    def url(self) -> str:
        return f"unix://{self.path}"


def start(folder: Path, *options: str) -> Store:
    """Skips the test where there is no such server."""
    if SERVER is None:
        pytest.skip("neither redis-server nor valkey-server")
    path = folder / "store.sock"
    path.unlink(missing_ok=True)
    command = [SERVER, "--port", "0", "--unixsocket", str(path), "--save", "", *options]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    while not path.exists():
        assert process.poll() is None
        time.sleep(0.01)
    return Store(process, path)


BOUND = ["--maxmemory", f"{_MEGABYTES}mb", "--maxmemory-policy", "allkeys-lru"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = start(tmp_path, *BOUND)
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture
async def shared(store: Store) -> AsyncIterator[SharedPhrases]:
    phrases = SharedPhrases(store.url)
    yield phrases
    await phrases.close()


async def kept(shared: SharedPhrases, number: int, said: Speech) -> Speech | None:
    """Put a phrase there and get it, once it has arrived."""
    shared.put(key(number), said)
    while shared._writes:
        await asyncio.sleep(0.01)
    return await shared.get(key(number), LONG_S)


async def test_a_phrase_comes_back_bit_by_bit_to_another_server(store: Store) -> None:
    one, other = SharedPhrases(store.url), SharedPhrases(store.url)
    noise = np.random.default_rng(1).random(50_000, np.float32)
    said = KeptSpeech.of(Speech(noise, np.arange(9, dtype=np.int64), noise[:480])).speech()
    assert_same(await kept(one, 1, said), said)
    assert_same(await other.get(key(1), LONG_S), said)
    assert await other.get(key(2), LONG_S) is None
    await one.close()
    await other.close()


async def test_a_store_that_hangs_is_waited_for_no_longer_than_said_and_then_left_alone(
    store: Store, shared: SharedPhrases
) -> None:
    await kept(shared, 1, speech())
    store.process.send_signal(signal.SIGSTOP)
    async with asyncio.timeout(LONG_S):
        assert await shared.get(key(1), 0.05) is None
        assert [await shared.get(key(1), 1000.0) for _ in range(100)] == [None] * 100
    store.process.send_signal(signal.SIGCONT)


async def test_a_store_that_died_costs_one_warning_and_is_found_again(
    tmp_path: Path,
    store: Store,
    shared: SharedPhrases,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wyoming_kokoro.engine.shared_phrases._REST_S", 0.0)
    await kept(shared, 1, speech())
    store.process.kill()
    store.process.wait()
    for _ in range(5):
        assert await shared.get(key(1), LONG_S) is None
    warnings = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(warnings) == 1
    again = start(tmp_path, *BOUND)
    try:
        assert_same(await kept(shared, 2, speech()), speech())
    finally:
        again.process.kill()
        again.process.wait()


async def test_what_was_said_long_ago_is_forgotten_within_the_bound(
    shared: SharedPhrases,
) -> None:
    for number in range(100):  # half a megabyte each
        assert await kept(shared, number, speech(10.0, number / 100)) is not None
    known = [await shared.get(key(number), LONG_S) is not None for number in range(100)]
    assert known[-1] and not all(known)
    assert sum(known) * 0.5 < _MEGABYTES


async def test_nothing_is_written_to_a_store_without_a_bound(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    unbounded = start(tmp_path, "--maxmemory", "0")
    shared = SharedPhrases(unbounded.url)
    try:
        assert await kept(shared, 1, speech()) is None
        assert "maxmemory" in caplog.text
    finally:
        await shared.close()
        unbounded.process.kill()
        unbounded.process.wait()


async def test_a_damaged_phrase_is_none(
    shared: SharedPhrases, caplog: pytest.LogCaptureFixture
) -> None:
    await kept(shared, 1, speech())
    name = f"wyoming-kokoro:2:{key(1).digest}"
    value = await shared._store.get(name)
    for damaged in (value[:-9] + b"damaged!!", b"", b"\0" * 100, value[:300]):
        await shared._store.set(name, damaged)
        assert await shared.get(key(1), LONG_S) is None
    assert caplog.messages == ["A phrase in the shared cache is damaged: wrong checksum"] * 4


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(SetupError, match="^the shared cache's address: Redis URL must .+ schemes"):
        SharedPhrases("http://localhost:6379")


class Answers:
    """In place of a store: what it has, what it tells of its memory, how long it takes to answer,
    and what it was asked for.
    """

    def __init__(self, **memory: object) -> None:
        self.values: dict[str, bytes] = {}
        self.memory: object = {"maxmemory": 1, "maxmemory_policy": "allkeys-lru"} | memory
        self.takes_s = 0.0
        self.asked: list[str] = []

    async def _answer(self, question: str) -> None:
        self.asked.append(question)
        await asyncio.sleep(self.takes_s)

    async def get(self, name: str) -> bytes | None:
        await self._answer("get")
        return self.values.get(name)

    async def set(self, name: str, value: bytes) -> None:
        await self._answer("set")
        self.values[name] = value

    async def info(self, section: str) -> object:
        await self._answer(f"info {section}")
        return self.memory

    async def aclose(self) -> None:
        await self._answer("close")


def answered(answers: Answers) -> SharedPhrases:
    shared = SharedPhrases("redis://nowhere")
    shared._store = answers  # type: ignore[assignment]
    return shared


async def test_what_one_server_puts_there_another_one_gets_and_damage_is_told(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, threads = Answers(), set[threading.Thread]()

    def noted(name: str, arrays: bytes, expected: int) -> KeptSpeech:
        threads.add(threading.current_thread())
        return unpacked(name, arrays, expected)

    monkeypatch.setattr(shared_phrases, "unpacked", noted)
    one, other = answered(answers), answered(answers)
    noise = np.random.default_rng(1).random(5_000, np.float32)
    said = KeptSpeech.of(Speech(noise, np.arange(9, dtype=np.int64), noise[:480])).speech()
    one.put(key(1), said)
    await until(lambda: not one._writes)
    ((name, value),) = answers.values.items()
    assert name == f"wyoming-kokoro:2:{key(1).digest}"
    assert value[:4] == checksum(key(1).digest, value[4:]).to_bytes(4)
    assert_same(await other.get(key(1), LONG_S), said)
    assert threads and threading.current_thread() not in threads
    assert await other.get(key(2), LONG_S) is None and not caplog.messages
    for damaged in (value[:-9] + b"damaged!!", b"", b"\0" * 100, value[:300]):
        answers.values[name] = damaged
        assert await other.get(key(1), LONG_S) is None
    assert caplog.messages == ["A phrase in the shared cache is damaged: wrong checksum"] * 4


@pytest.mark.parametrize("error", [RedisError("it is gone"), OSError("it is gone")])
def test_a_store_that_fails_is_left_alone_for_a_while_and_why_is_told(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Answers):
        async def _answer(self, question: str) -> None:
            await super()._answer(question)
            raise error

    async def main() -> None:
        answers = Failing()
        shared = answered(answers)
        for _ in range(2):
            assert await shared.get(key(), 0.5) is None
        shared.put(key(), speech(0.01))
        await asyncio.sleep(0.1)
        assert answers.asked == ["get"]

    failed = failures()
    virtual_time.run(main())
    assert caplog.messages == ["The shared cache: it is gone"] and failures() == failed + 1


def failures() -> float:
    return REGISTRY.get_sample_value("kokoro_shared_cache_failures_total") or 0.0


def test_a_store_that_is_late_is_left_alone_for_ten_seconds_with_one_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "wyoming_kokoro")
    failed = failures()

    async def main() -> None:
        answers = Answers()
        shared = answered(answers)
        for takes_s, wait_s, asked in (
            (0.4, 0.0, 1),  # in time
            (0.6, 0.0, 2),
            (0.6, 9.9, 2),
            (0.6, 0.2, 3),
            (0.4, 9.4, 3),
            (0.4, 1.0, 4),
            (0.6, 0.0, 5),
        ):
            await asyncio.sleep(wait_s)
            answers.takes_s = takes_s
            assert await shared.get(key(), 0.5) is None
            assert len(answers.asked) == asked

    virtual_time.run(main())
    told = [(record.levelname, record.message) for record in caplog.records]
    levels = ("WARNING", "DEBUG", "WARNING")
    assert told == [(level, "The shared cache: no answer in time") for level in levels]
    assert failures() == failed + 3


def test_phrases_on_their_way_are_bounded_in_number_and_time_and_dropped_at_the_end() -> None:
    async def main() -> None:
        answers = Answers()
        shared = answered(answers)
        shared.put(key(0), speech(0.01))
        await asyncio.sleep(0.1)
        assert answers.asked == ["info memory", "set"]
        answers.takes_s = 4.9
        for number in range(1, 40):
            shared.put(key(number), speech(0.01))
        names = [task.get_name() for task in asyncio.all_tasks()]
        assert names.count("shared phrase") == 32
        await asyncio.sleep(4.95)
        assert len(answers.values) == 33
        answers.takes_s = 5.1
        shared.put(key(50), speech(0.01))
        await asyncio.sleep(20.0)
        assert len(answers.values) == 33, "longer than five seconds"
        answers.takes_s = 3.0
        shared.put(key(51), speech(0.01))
        await asyncio.sleep(1.0)
        await shared.close()
        await asyncio.sleep(3.0)
        assert len(answers.values) == 33 and answers.asked[-2:] == ["set", "close"]

    virtual_time.run(main())


@pytest.mark.parametrize(
    ("memory", "writes", "asks", "warnings"),
    [
        ({}, 3, 1, 0),
        ({"maxmemory_policy": "volatile-lru"}, 3, 1, 0),
        ({"maxmemory": 0}, 0, 1, 1),
        ({"maxmemory_policy": "noeviction"}, 0, 1, 1),
        (None, 0, 3, 0),
    ],
)
def test_a_store_is_written_to_where_it_forgets_what_is_old(
    memory: dict[str, object] | None,
    writes: int,
    asks: int,
    warnings: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def main() -> None:
        answers = Answers(**memory or {})
        if memory is None:
            answers.memory = None  # it does not tell
        shared: Any = answered(answers)
        for number in range(3):
            shared.put(key(number), speech(0.01))
            await asyncio.sleep(0.1)
        assert (answers.asked.count("set"), answers.asked.count("info memory")) == (writes, asks)

    virtual_time.run(main())
    assert caplog.messages == warnings * [
        "Nothing is written to the shared cache, which would grow for ever: set its"
        " maxmemory, and its maxmemory-policy to allkeys-lru"
    ]


def _hits() -> float:
    return REGISTRY.get_sample_value("kokoro_cache_hits_total") or 0.0


@pytest.mark.long
async def test_a_server_says_what_another_one_said_and_works_on_when_the_store_hangs(
    data_dir: Path, store: Store
) -> None:
    """With the real model: the second engine has the first one's samples without a model's work."""

    async def engine() -> SpeechEngine:
        made = build_engine(Settings(data_dir=data_dir, cache_mb=0, shared_cache=store.url))
        await made.start()
        return made

    request = SpeechRequest("The painter repaired the mirror in the library.")
    one = await engine()
    first = await speak(one, request)
    await asyncio.sleep(0.5)
    other = await engine()
    hits = _hits()
    second = await speak(other, request)
    assert b"".join(c.pcm for c in second) == b"".join(c.pcm for c in first)
    assert _hits() > hits
    store.process.send_signal(signal.SIGSTOP)
    third = await speak(other, SpeechRequest("The sailor opened the window in the kitchen."))
    assert third
    store.process.send_signal(signal.SIGCONT)
    await one.close()
    await other.close()
