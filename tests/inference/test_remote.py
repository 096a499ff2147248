"""A model elsewhere, reached through a socket; a thread of the test stands for the actor."""

import asyncio
import pickle
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import pytest

from tests.conftest import until
from tests.reliability.quick import QuickBackend
from wyoming_kokoro.errors import NotReady, SetupError
from wyoming_kokoro.inference import worker
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend, Reply
from wyoming_kokoro.inference.schedule import Listener
from wyoming_kokoro.inference.speaker import Identity, Recipe, Speaker
from wyoming_kokoro.inference.workers import Workers
from wyoming_kokoro.models.base import BackendLost, Passage

STYLE = np.arange(510 * 256, dtype=np.float32).reshape(510, 1, 256)


class OneActor(Cluster):
    """Connections end at a `Speaker` in a thread, which notes what it is asked for in `asked`; what
    is in `answers` it says instead.
    """

    def __init__(self) -> None:
        super().__init__(ClusterOptions("local", 2, 1.0, 0.0, b""))
        self.asked: list[str] = []
        self.answers: dict[str, Reply | None] = {}
        self.users = 0

    def connect(self, number: int) -> socket.socket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        self.users += 1
        return ours

    def disconnect(self) -> None:
        self.users -= 1

    def _serve(self, end: socket.socket) -> None:
        speaker = Speaker(pickle.dumps(QuickBackend))
        with Connection(end.detach()) as connection, suppress(EOFError, OSError):
            while True:
                method, arguments = connection.recv()
                self.asked.append(method)
                if method not in self.answers:
                    connection.send(Reply(getattr(speaker, method)(*arguments)))
                elif (answer := self.answers[method]) is not None:
                    connection.send(answer)
                else:
                    return


@pytest.fixture
def cluster() -> OneActor:
    return OneActor()


@pytest.fixture
def backend(cluster: OneActor) -> Iterator[RemoteBackend]:
    made = RemoteBackend(cluster, "kokoro-v1", "auto", "cuda")
    yield made
    made.close()


def test_it_is_what_the_one_elsewhere_is(backend: RemoteBackend, cluster: OneActor) -> None:
    assert (backend.name, backend.precision, backend.device) == ("kokoro-v1", "auto", "cuda")
    assert (backend.instructions, backend.aligned, backend.node) == ("", True, "nowhere")
    backend.load()
    backend.load()
    there = QuickBackend()
    assert (backend.precision, backend.device) == (there.precision, there.device)
    assert (backend.instructions, backend.aligned) == (there.instructions, there.aligned)
    assert (backend.name, backend.node) == ("kokoro-v1", socket.gethostname())
    assert cluster.asked == ["load"] and cluster.users == 1


def test_it_speaks_as_the_one_elsewhere(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    here, tokens = QuickBackend(), [5, 6, 7]
    passage, right = backend.plan(tokens, STYLE, 2.0), here.plan(tokens, STYLE, 2.0)
    assert np.array_equal(passage.durations, right.durations)
    for ours, theirs in (
        (backend.sound(passage, 1, 3), here.sound(right, 1, 3)),
        (backend.speak(tokens, STYLE), here.speak(tokens, STYLE)),
    ):
        assert np.array_equal(ours.samples, theirs.samples)
    assert cluster.asked == ["load", "plan", "sound", "speak"]
    backend.trim()
    assert cluster.asked[-1] == "trim"


def test_a_passage_is_at_hand_where_it_was_planned_or_sounded(
    backend: RemoteBackend, cluster: OneActor
) -> None:
    other = backend.sibling()
    for each in (backend, other):
        each.load()
    passage = backend.plan([1, 2], STYLE)

    def at_hand() -> list[bool]:
        return [passage.is_at_hand(each) for each in (backend, other, QuickBackend())]

    assert at_hand() == [True, False, False]
    other.sound(passage, 0, 2)
    assert at_hand() == [True, True, False]
    cluster.answers["trim"] = Reply(lost="the node is gone")
    with pytest.raises(BackendLost):
        backend.trim()
    backend.load()
    assert at_hand() == [False, True, False]
    other.close()


@pytest.mark.parametrize("first, last", [(0, 3), (-1, 1), (1, 1)])
def test_a_span_that_is_not_in_the_passage_is_not_asked_for(
    backend: RemoteBackend, cluster: OneActor, first: int, last: int
) -> None:
    backend.load()
    passage = backend.plan([1, 2], STYLE)
    with pytest.raises(ValueError):
        backend.sound(passage, first, last)
    with pytest.raises(TypeError):
        backend.sound(QuickBackend().plan([1, 2], STYLE), 0, 1)
    assert "sound" not in cluster.asked


def test_what_fails_there_fails_here(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    cluster.answers["plan"] = Reply(error=ZeroDivisionError("there"))
    with pytest.raises(ZeroDivisionError):
        backend.plan([1], STYLE)
    del cluster.answers["plan"]
    assert isinstance(backend.plan([1], STYLE), Passage)
    assert cluster.asked.count("load") == 1


def test_one_that_is_lost_is_looked_for_again(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    cluster.answers["plan"] = Reply(lost="the node is gone")
    with pytest.raises(BackendLost, match="the node is gone"):
        backend.plan([1], STYLE)
    cluster.answers.clear()
    backend.trim()  # there is nothing to trim
    backend.load()
    backend.plan([1], STYLE)
    assert cluster.asked == ["load", "plan", "load", "plan"] and cluster.users == 1


def test_a_driver_that_ends_is_connected_anew(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    cluster.answers["plan"] = None
    with pytest.raises(BackendLost, match="driver ended"):
        backend.plan([1], STYLE)
    assert cluster.users == 0
    cluster.answers.clear()
    backend.load()
    assert cluster.users == 1


def test_a_closed_one_gives_its_place_back(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    backend.close()
    backend.close()
    backend.interrupt()
    assert cluster.users == 0
    with pytest.raises(RuntimeError, match="not loaded"):
        backend.plan([1], STYLE)


class Held:
    """Calls stand still at the actor until they are `opened`."""

    def __init__(self, cluster: OneActor) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()
        held = self

        class Waits(dict[str, Any]):
            def __contains__(self, method: object) -> bool:
                held.reached.set()
                held.opened.wait()
                return super().__contains__(method)

        cluster.answers = Waits(cluster.answers)


def test_a_call_that_waits_can_be_ended(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    held = Held(cluster)
    ending = threading.Thread(target=lambda: held.reached.wait() and backend.interrupt())
    ending.start()
    with pytest.raises(BackendLost):
        backend.plan([1], STYLE)
    held.opened.set()
    ending.join()


def test_one_that_is_not_let_in_is_closed(backend: RemoteBackend, cluster: OneActor) -> None:
    identity: Identity = Speaker(pickle.dumps(QuickBackend)).load()
    cluster.answers["load"] = Reply(Identity(**{**_fields(identity), "version": "0"}))
    with pytest.raises(BackendLost, match="version"):
        backend.load()
    assert cluster.users == 0 and backend.node == "nowhere"


def _fields(identity: Identity) -> dict[str, Any]:
    return {name: getattr(identity, name) for name in identity.__slots__}


def test_a_recipe_says_all_that_a_passage_is_made_of() -> None:
    recipe = Recipe.of([7, 8], STYLE, 1.5)
    assert (recipe.tokens, recipe.speed) == ((7, 8), 1.5)
    assert np.array_equal(recipe.style, STYLE[1])
    tokens, pack, speed = recipe.arguments
    assert (tokens, pack.shape, speed) == ([7, 8], (510, 1, 256), 1.5)
    assert np.array_equal(Recipe.of(tokens, pack, speed).style, STYLE[1])
    others = [Recipe.of([7, 9], STYLE, 1.5), Recipe.of([7, 8], STYLE, 1.0)]
    others.append(Recipe.of([7, 8], STYLE + 1, 1.5))
    assert len({each.digest for each in (recipe, *others)}) == 4
    assert Recipe.of([7, 8], STYLE.copy(), 1.5).digest == recipe.digest


async def test_a_model_elsewhere_that_nobody_has_asked_for_is_attended(
    backend: RemoteBackend,
) -> None:
    manager = ModelManager({"quick": backend}, "quick")
    assert manager.workers == 0 and manager.is_attended
    await manager.load()
    assert manager.workers == 1 and manager.is_attended
    await manager.close()


@pytest.mark.parametrize("in_hand_s", [0.0, 60.0])
async def test_at_the_end_a_job_elsewhere_has_its_time_and_no_more(
    backend: RemoteBackend, cluster: OneActor, monkeypatch: pytest.MonkeyPatch, in_hand_s: float
) -> None:
    monkeypatch.setattr(worker, "_IN_HAND_S", in_hand_s)
    monkeypatch.setattr(worker, "_JOIN_S", 0.01)
    workers = Workers(backend)
    await workers.load()
    held = Held(cluster)
    job = asyncio.create_task(workers.plan(Listener(0.0), [1], STYLE, 1.0, 0, [1]))
    await asyncio.to_thread(held.reached.wait)
    closing = asyncio.create_task(workers.close())
    await until(lambda: workers.closing)
    if in_hand_s:
        await asyncio.sleep(0.1)
        held.opened.set()
        _, sounded = await job
        assert len(sounded.speech.samples) > 0
    else:
        with pytest.raises(NotReady):
            await job
    await closing
    held.opened.set()
    assert cluster.users == 0


async def test_at_the_end_a_place_that_may_never_come_is_not_waited_for(
    backend: RemoteBackend, cluster: OneActor
) -> None:
    held = Held(cluster)
    workers = Workers(backend)
    loading = asyncio.create_task(workers.load())
    await asyncio.to_thread(held.reached.wait)
    assert workers.count == 0
    async with asyncio.timeout(9.0):  # less than a job in hand gets
        await workers.close()
    with pytest.raises(NotReady):
        await loading
    held.opened.set()


async def test_a_place_where_the_model_did_not_load_is_tried_again_ever_less_often(
    backend: RemoteBackend,
    cluster: OneActor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cluster.answers["load"] = Reply(error=SetupError("the disk is full"))
    workers = Workers(backend)
    waits: list[float | None] = []

    def wait_for(predicate: Callable[[], bool], timeout: float | None = None) -> bool:
        waits.append(timeout)
        if len(waits) == 7:
            cluster.answers.clear()
        return predicate()

    monkeypatch.setattr(workers.wake, "wait_for", wait_for)
    with pytest.raises(SetupError, match="the disk is full"):
        await workers.load()
    await until(lambda: workers.count == 1)
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    assert caplog.messages == 7 * ["There is no place for worker 0: the disk is full"]
    await workers.close()


async def test_who_waits_to_look_for_a_place_again_is_disturbed_by_the_end_alone(
    backend: RemoteBackend, cluster: OneActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_RETRY_S", 600.0)
    cluster.answers["load"] = Reply(error=SetupError("the disk is full"))
    workers = Workers(backend)
    with pytest.raises(SetupError):
        await workers.load()
    await until(lambda: cluster.asked.count("load") == 2)
    for _ in range(5):
        with workers.wake:
            workers.wake.notify_all()
        await asyncio.sleep(0.01)
    assert cluster.asked.count("load") == 2
    async with asyncio.timeout(60.0):
        await workers.close()


async def test_the_node_of_a_lost_worker_is_named(
    backend: RemoteBackend, cluster: OneActor, caplog: pytest.LogCaptureFixture
) -> None:
    class Once(dict[str, Any]):
        def __getitem__(self, method: str) -> Any:
            return self.pop(method)

    workers = Workers(backend)
    await workers.load()
    cluster.answers = Once(plan=Reply(lost="the power is out"))
    await workers.plan(Listener(0.0), [1], STYLE, 1.0, 0, [1])
    assert f"Worker {socket.gethostname()}/0 is lost: the power is out" in caplog.text
    await workers.close()
