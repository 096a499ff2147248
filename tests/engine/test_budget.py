"""What is given up for memory, in which order, and what is not."""

import asyncio
import logging
import re
import threading

import numpy as np
import pytest

from tests.conftest import until
from tests.engine import virtual_time
from wyoming_kokoro.engine import budget as budget_module
from wyoming_kokoro.engine.admission import Admission
from wyoming_kokoro.engine.budget import MemoryBudget, Sacrifice
from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.errors import Busy
from wyoming_kokoro.memory import freed, give_memory_back, resident
from wyoming_kokoro.models.base import Speech

MB = 1 << 20


class Household:
    """Memory of which some can be given up; notes the order."""

    def __init__(self, needed: int, **spare: int) -> None:
        self.needed = needed
        self.spare = spare
        self.given_up: list[str] = []

    @property
    def used(self) -> int:
        return self.needed + sum(self.spare.values())

    def sacrifices(self) -> list[Sacrifice]:
        return [Sacrifice(name, lambda name=name: self._give_up(name)) for name in self.spare]

    async def _give_up(self, name: str) -> None:
        self.given_up.append(name)
        self.spare[name] = 0


def budget(admission: Admission, household: Household, limit: int) -> MemoryBudget:
    return MemoryBudget(admission, limit, household.sacrifices(), lambda: household.used)


async def test_no_more_is_given_up_than_the_limit_needs() -> None:
    household = Household(500 * MB, phrases=60 * MB, languages=100 * MB)
    admission = Admission(1, 1)
    kept = budget(admission, household, 620 * MB)
    await kept.look()
    await kept.look()
    assert household.given_up == ["phrases"] and not admission.is_closed


async def test_new_work_is_refused_as_long_as_nothing_else_helps(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    household = Household(700 * MB, phrases=60 * MB, languages=100 * MB)
    admission = Admission(2, 1)
    kept = budget(admission, household, 620 * MB)
    async with admission.place("who is heard"):
        await kept.look()
        await kept.look()
        assert household.given_up[:2] == ["phrases", "languages"]
        with pytest.raises(Busy):
            async with admission.place("newcomer"):
                pass
        async with admission.place("who is heard", goes_on=True):
            pass
    household.needed = 500 * MB
    await kept.look()
    async with admission.place("newcomer"):
        pass
    await kept.look()
    assert caplog.messages == [
        "The memory limit of 620 MB is reached (700 MB): new requests are refused; raise"
        " --memory-limit or lower --max-utterances",
        "The memory limit is kept again: new requests are taken",
    ]
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


async def test_what_is_just_within_the_limit_is_kept(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    household = Household(500 * MB, phrases=60 * MB, voices=1, languages=100 * MB)
    kept = budget(Admission(1, 1), household, 600 * MB + 1)
    given: list[list[str]] = []

    def give() -> None:
        assert threading.current_thread() is not threading.main_thread()
        given.append([*household.given_up])

    monkeypatch.setattr(budget_module, "give_memory_back", give)
    for _ in range(2):
        await kept.look()
    assert household.given_up == ["phrases"]
    assert given == [["phrases"]], "what was freed went back before it was counted again"
    assert caplog.messages == ["The memory limit is kept again without phrases"]


def test_the_budget_looks_every_two_seconds() -> None:
    looks: list[float] = []

    async def main() -> None:
        def used() -> int:
            looks.append(asyncio.get_running_loop().time())
            return 0

        kept = MemoryBudget(Admission(1, 1), 1, [], used)
        kept.start()
        assert {task.get_name() for task in asyncio.all_tasks()} > {"memory"}
        await asyncio.sleep(7.0)
        await kept.stop()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    virtual_time.run(main())
    assert looks == [2.0, 4.0, 6.0]


async def test_without_a_limit_nothing_is_given_up() -> None:
    household = Household(10**12, phrases=MB)
    await MemoryBudget(Admission(1, 1), None, household.sacrifices(), lambda: household.used).look()
    assert household.given_up == []


async def test_the_budget_looks_again_and_again_until_it_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget_module, "_LOOK_S", 0.001)
    household, admission = Household(700 * MB), Admission(1, 1)
    kept = budget(admission, household, 620 * MB)
    kept.start()
    await until(lambda: admission.is_closed)
    household.needed = 500 * MB
    await until(lambda: not admission.is_closed)
    await kept.stop()
    await kept.stop()
    household.needed = 700 * MB
    await asyncio.sleep(0.02)
    assert not admission.is_closed


async def test_memory_goes_back_once_when_work_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[threading.Thread] = []
    monkeypatch.setattr(
        budget_module, "give_memory_back", lambda: given.append(threading.current_thread())
    )
    admission = Admission(1, 1)
    kept = MemoryBudget(admission, None, [])
    await kept.look()
    assert len(given) == 0
    async with admission.place("somebody"):
        await kept.look()
        assert len(given) == 0
    for _ in range(3):
        await kept.look()
    assert len(given) == 1 and given != [threading.main_thread()]


async def test_what_counts_is_the_memory_of_the_process(caplog: pytest.LogCaptureFixture) -> None:
    admission = Admission(1, 1)
    await MemoryBudget(admission, 1 << 40, []).look()
    assert not admission.is_closed
    await MemoryBudget(admission, 1, []).look()
    assert admission.is_closed
    told = re.match(r"The memory limit of 0 MB is reached \((\d+) MB\)", caplog.messages[0])
    assert told is not None
    assert int(told[1]) == pytest.approx(sum(resident().values()) / MB, rel=0.2)


def test_a_cache_that_shrinks_keeps_what_was_said_last_and_stays_small() -> None:
    cache = PhraseCache(8)
    keys = [PhraseKey("kokoro", "style", 1.0, (number,), None) for number in range(8)]
    for key in keys:
        cache.put(key, Speech(np.zeros(MB // 4, np.float32), None))
    before = cache.bytes
    cache.shrink()
    assert 0 < cache.bytes <= before // 2
    assert cache.get(keys[-1]) is not None and cache.get(keys[0]) is None
    cache.put(keys[0], Speech(np.zeros(MB // 4, np.float32), None))
    assert cache.bytes <= before // 2


def test_freed_memory_goes_back_to_the_system() -> None:
    blocks = [np.ones(20_000, np.uint8) for _ in range(2_000)]
    held = resident()["private"]
    del blocks[::2]  # holes, and something behind them
    assert freed() > 10 * MB
    give_memory_back()
    assert resident()["private"] < held - 5 * MB
    del blocks
