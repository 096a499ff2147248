"""Models load once for all who wait, sleep when nobody speaks, and never under an utterance."""

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from typing import Self

import numpy as np
import pytest

from tests.conftest import until
from wyoming_kokoro.errors import NotReady, SetupError, UnknownModel
from wyoming_kokoro.inference.manager import ModelManager, ModelState
from wyoming_kokoro.inference.schedule import Listener
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import FloatArray, Speech


class Counted:
    """A backend that counts what happens to it."""

    name = "counted"
    device = "cpu"
    precision = "fp32"
    instructions = ""
    aligned = True

    def __init__(self, fail: int = 0) -> None:
        self.fail = fail
        self.loads = 0
        self.loaded = False
        self.before: Callable[[], object] = lambda: None
        self.at_load: Callable[[], object] = lambda: time.sleep(0.01)
        self.at_close: Callable[[], object] = lambda: time.sleep(0.001)

    def load(self) -> None:
        if self.loaded:
            return
        self.at_load()
        self.loads += 1
        if self.loads <= self.fail:
            raise SetupError("the checkpoint is broken")
        self.loaded = True

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        assert self.loaded, "used while it was not loaded"
        self.before()
        return Speech(np.zeros(600, np.float32), None)

    def sibling(self) -> Self:
        return self

    def trim(self) -> None:
        pass

    def close(self) -> None:
        self.at_close()
        self.loaded = False


class Held:
    """Stands in the thread of a worker until it is opened."""

    def __init__(self) -> None:
        self._reached, self._opened = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        assert self._opened.wait(60), "the test failed before it opened this"

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._reached.wait, 60)

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
async def troubles() -> list[object]:
    """What the event loop complains of: errors that nobody has asked for."""
    found: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: found.append(context))
    return found


async def whatever_is_due() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def manager_of(backend: Counted, idle_unload_s: float | None = None) -> ModelManager:
    return ModelManager({backend.name: backend}, backend.name, idle_unload_s)


async def test_many_waiters_share_one_load() -> None:
    backend = Counted()
    manager = manager_of(backend)

    async def use() -> None:
        async with manager.use():
            assert backend.loaded

    await asyncio.gather(*(use() for _ in range(20)))
    assert backend.loads == 1
    assert manager.states()[0].users == 0


async def test_failed_load_is_told_to_every_waiter_and_can_be_retried() -> None:
    backend = Counted(fail=1)
    manager = manager_of(backend)

    async def use() -> None:
        async with manager.use():
            pass

    results = await asyncio.gather(*(use() for _ in range(5)), return_exceptions=True)
    assert [type(result) for result in results] == [NotReady] * 5
    await use()
    assert backend.loads == 2


async def test_the_operator_learns_why_a_load_failed(caplog: pytest.LogCaptureFixture) -> None:
    manager, before = manager_of(Counted(fail=2)), _loads("failed")
    with pytest.raises(SetupError, match="checkpoint is broken"):
        await manager.load()
    with pytest.raises(NotReady, match="^The model counted could not be loaded$"):
        async with manager.use():
            pass
    assert caplog.messages == ["counted could not be loaded: the checkpoint is broken"]
    assert _loads("failed") == before + 2


async def test_loads_are_counted_timed_and_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    manager, before = manager_of(Counted()), _loads("loaded")
    assert manager.states()[0].load_s is None
    await manager.load()
    await manager.load()
    assert _loads("loaded") == before + 1
    assert (manager.states()[0].load_s or 0) > 0
    assert await manager.unload() == ["counted"]
    assert await manager.unload() == []
    loaded, unloaded = caplog.messages
    assert loaded.startswith("Loaded counted on cpu in 0.") and unloaded == "Unloaded counted"


def _loads(result: str) -> float:
    labels = {"model": "counted", "result": result}
    return REGISTRY.get_sample_value("kokoro_model_loads_total", labels) or 0.0


async def test_a_model_has_as_many_workers_as_were_asked_for() -> None:
    manager = ModelManager({"counted": Counted()}, "counted", workers=3)
    async with manager.use():
        assert manager.workers == manager.states()[0].workers == 3
    await manager.close()


async def test_a_closed_manager_refuses_and_tries_no_load() -> None:
    backend = Counted()
    manager = manager_of(backend)
    async with manager.use():
        pass
    await manager.close()
    assert not backend.loaded and not manager.states()[0].loaded
    before = _loads("failed")
    with pytest.raises(NotReady, match="shutting down"):
        async with manager.use():
            pass
    assert _loads("failed") == before
    for ask in (manager.pulse, manager.load):
        with pytest.raises(NotReady, match="shutting down"):
            await ask()


@pytest.mark.parametrize("fail", [0, 1])
async def test_the_end_waits_for_a_load_in_hand(fail: int, troubles: list[object]) -> None:
    backend, held = Counted(fail), Held()
    backend.at_load = held
    manager = manager_of(backend)
    loading = asyncio.create_task(manager.load())
    await held.reached()
    closing = asyncio.create_task(manager.close())
    await whatever_is_due()
    held.open()
    await closing
    assert not backend.loaded and not manager.states()[0].loaded
    (result,) = await asyncio.gather(loading, return_exceptions=True)
    assert isinstance(result, SetupError) == bool(fail)
    del loading, closing, result
    gc.collect()
    assert troubles == []


async def test_a_model_that_falls_asleep_at_the_end_does_no_harm(troubles: list[object]) -> None:
    backend, held = Counted(), Held()
    backend.before = held
    manager = manager_of(backend, idle_unload_s=0.0)
    async with manager.use() as workers:
        listener, style = Listener(0.0), np.zeros((510, 1, 256), np.float32)
        said = asyncio.create_task(workers.speak(listener, [1], style, 1.0))
        await held.reached()
        said.cancel()  # which leaves the worker at it
    await whatever_is_due()  # the model waits for its turn to sleep
    closing = asyncio.create_task(manager.close())
    await whatever_is_due()
    held.open()
    await closing
    assert not backend.loaded
    del closing, said, workers, manager
    gc.collect()
    assert troubles == []


async def test_a_load_that_nobody_waits_for_any_more_may_fail_or_be_ended(
    troubles: list[object],
) -> None:
    backend, held = Counted(fail=1), Held()
    backend.at_load = held
    manager = manager_of(backend)
    for is_ended in (False, True):
        waiting = asyncio.create_task(manager.load())
        await asyncio.sleep(0)
        (loading,) = (each for each in asyncio.all_tasks() if each.get_name() == "load model")
        waiting.cancel()
        if is_ended:  # as the end of the program does with all tasks
            loading.cancel()
        held.open()
        await asyncio.wait((waiting, loading))
        del waiting, loading
        await whatever_is_due()
        gc.collect()
    assert troubles == []
    await manager.close()


async def test_what_is_to_be_unloaded_while_it_loads_is_unloaded_then() -> None:
    backend, held = Counted(), Held()
    backend.at_load = held
    manager = manager_of(backend)
    loading = asyncio.create_task(manager.load())
    await held.reached()
    unloading = asyncio.create_task(manager.unload())
    await whatever_is_due()
    held.open()
    assert await unloading == ["counted"]
    await loading
    assert not backend.loaded and not manager.states()[0].loaded
    await manager.close()


async def test_who_comes_while_a_model_is_unloaded_waits_until_it_is_loaded_again() -> None:
    backend, held = Counted(), Held()
    manager = manager_of(backend)
    await manager.load()
    backend.at_close = held
    unloading = asyncio.create_task(manager.unload())
    await held.reached()
    using = manager.use()
    entering = asyncio.create_task(using.__aenter__())
    await whatever_is_due()
    assert not entering.done()
    held.open()
    await asyncio.gather(unloading, entering)
    assert backend.loaded and manager.states()[0].loaded
    await using.__aexit__(None, None, None)
    await manager.close()


async def test_what_is_told_of_several_models_is_of_all() -> None:
    one, other, gate = Counted(), Counted(), threading.Event()
    other.name, other.device, other.precision, other.instructions = "other", "cuda", "int8", "avx2"
    other.before = gate.wait
    manager = ModelManager({"counted": one, "other": other}, "counted")
    assert manager.names == ("counted", "other")
    assert manager.states()[1] == ModelState("other", "cuda", "int8", "avx2", False, 1, 0, None)
    assert (manager.workers, manager.waiting, manager.worked_s) == (2, 0, 0.0)
    await manager.load()
    async with manager.use("other") as workers:
        assert [(state.loaded, state.users) for state in manager.states()] == [(True, 0), (True, 1)]
        listener = Listener(0.0)
        with workers.listening(listener):
            style = np.zeros((510, 1, 256), np.float32)
            said = [asyncio.create_task(workers.speak(listener, [1], style, 1.0)) for _ in range(2)]
            await until(lambda: manager.waiting == 1)
            gate.set()
            await asyncio.gather(*said)
    await until(lambda: manager.worked_s > 0)
    assert await manager.unload("other") == ["other"]
    assert one.loaded and not other.loaded
    assert await manager.unload() == ["counted"]
    await manager.close()


async def test_cancelled_waiter_does_not_stop_the_load_of_the_others() -> None:
    backend = Counted()
    manager = manager_of(backend)

    async def use() -> None:
        async with manager.use():
            pass

    first, second = asyncio.create_task(use()), asyncio.create_task(use())
    await asyncio.sleep(0)
    first.cancel()
    await second
    assert backend.loaded and manager.states()[0].users == 0


async def test_sleeps_after_idle_time_and_wakes_for_the_next_request() -> None:
    backend = Counted()
    manager = manager_of(backend, idle_unload_s=0.02)
    async with manager.use():
        await asyncio.sleep(0.05)
        assert backend.loaded
    await asyncio.sleep(0.2)
    assert not backend.loaded
    async with manager.use():
        assert backend.loaded
    await manager.close()


async def test_each_use_begins_the_idle_time_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, backend = asyncio.get_running_loop(), Counted()
    now, late_s = loop.time, 0.0
    monkeypatch.setattr(loop, "time", lambda: now() + late_s)
    manager = manager_of(backend, idle_unload_s=100.0)
    async with manager.use():
        pass
    late_s = 30.0
    async with manager.use():
        async with manager.use():
            pass
        late_s = 60.0
    late_s = 150.0  # later than 100 s after each but the last
    await whatever_is_due()
    await manager.pulse()
    assert backend.loaded
    late_s = 170.0
    await until(lambda: not backend.loaded)
    await manager.close()


async def test_nothing_is_unloaded_under_a_user() -> None:
    backend = Counted()
    manager = manager_of(backend)
    async with manager.use():
        assert await manager.unload() == []
        assert backend.loaded
    assert await manager.unload() == ["counted"]


async def test_requests_race_with_unloading() -> None:
    backend = Counted()
    manager = manager_of(backend)

    async def speak() -> None:
        for number in range(15):
            async with manager.use() as workers:
                await asyncio.sleep(0)
                listener = Listener(0.0)
                with workers.listening(listener):
                    await workers.speak(listener, [1], np.zeros((510, 1, 256), np.float32), 1.0)
            await asyncio.sleep(0.002 * (number % 2))

    async def unload() -> None:
        for _ in range(30):
            await manager.unload()
            await asyncio.sleep(0.0005)

    await asyncio.gather(*(speak() for _ in range(4)), unload())
    assert backend.loads > 1


async def test_unknown_model_is_named() -> None:
    with pytest.raises(UnknownModel, match="'nonsense'"):
        async with manager_of(Counted()).use("nonsense"):
            pass
    with pytest.raises(UnknownModel) as refused:
        await manager_of(Counted()).unload("x" * 65)
    assert refused.value.message == f"There is no model '{'x' * 64}'"
    assert refused.value.param == "model"
