"""A model elsewhere, reached through a socket; a thread of the test stands for the actor."""

import pickle
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import pytest

from tests.reliability.quick import QuickBackend
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend, Reply
from wyoming_kokoro.inference.speaker import Identity, Recipe, Speaker
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


def test_a_call_that_waits_can_be_ended(backend: RemoteBackend, cluster: OneActor) -> None:
    backend.load()
    reached, opened = threading.Event(), threading.Event()
    answer = cluster.answers

    class Waits(dict[str, Any]):
        def __contains__(self, method: object) -> bool:
            reached.set()
            opened.wait()
            return super().__contains__(method)

    cluster.answers = Waits(answer)
    ending = threading.Thread(target=lambda: (reached.wait(), backend.interrupt()))
    ending.start()
    with pytest.raises(BackendLost):
        backend.plan([1], STYLE)
    opened.set()
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
