"""What a lost worker had in hand is done once more, by whoever is there, and heard once."""

import asyncio
import dataclasses
import gc
import pickle
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial

import numpy as np
import pytest

from tests.reliability.quick import Gate, QuickBackend
from wyoming_kokoro.errors import NotReady, NoWorkers, SetupError, SynthesisFailed
from wyoming_kokoro.inference import worker as worker_module
from wyoming_kokoro.inference import workers as workers_module
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend
from wyoming_kokoro.inference.schedule import Listener, Work
from wyoming_kokoro.inference.speaker import REMEMBERED, Identity, Recipe, Speaker
from wyoming_kokoro.inference.worker import Job
from wyoming_kokoro.inference.workers import Sounded, Workers
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import BackendLost, FloatArray, Passage, Speech
from wyoming_kokoro.version import __version__

STYLE = np.zeros((510, 1, 256), np.float32)
PATIENT_S = 60.0


class Place(QuickBackend):
    """A backend that may be lost; `planned` are the sizes of what it planned. Its passages are at
    hand where they were planned.
    """

    def __init__(self, others: "list[Place]") -> None:
        super().__init__()
        self.planned: list[int] = []
        self.is_gone = False
        self.others = others
        others.append(self)

    def load(self) -> None:
        if self.is_gone:
            raise BackendLost("the machine is away")

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        self.planned.append(len(tokens))
        return AtHand(super().plan(tokens, style, speed).durations, [self])

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        assert isinstance(passage, AtHand)
        if self not in passage.places:
            self.planned.append(len(passage.durations) - 2)
            passage.places.append(self)
        return super().sound(passage, first, last)

    def sibling(self) -> "Place":  # type: ignore[override]
        return Place(self.others)

    def die(self) -> None:
        self.is_gone = True
        raise BackendLost("killed")


@dataclasses.dataclass(frozen=True, slots=True)
class AtHand(Passage):
    places: list[Place]

    def is_at_hand(self, backend: object) -> bool:
        return backend in self.places


@pytest.fixture
def places() -> list[Place]:
    return []


@pytest.fixture
async def workers(places: list[Place]) -> AsyncIterator[Workers]:
    made = Workers(Place(places), 2)
    yield made
    await made.close()


async def plan(workers: Workers, tokens: int = 5) -> tuple[Passage, Sounded]:
    listener = Listener(asyncio.get_running_loop().time())
    async with asyncio.timeout(PATIENT_S):
        with workers.listening(listener):
            return await workers.plan(listener, [1] * tokens, STYLE, 1.0, 0, [tokens])


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENT_S):
        while not condition():
            await asyncio.sleep(0.005)


async def test_another_worker_does_the_job_of_a_lost_one(
    workers: Workers, places: list[Place]
) -> None:
    lost: list[Place] = []
    restarts = _restarts()

    def work_on(place: Place) -> None:
        if not lost:
            lost.append(place)
            place.die()

    for place in places:  # whoever is first to get the job
        place.before = partial(work_on, place)
    _, sounded = await plan(workers)
    assert len(sounded.speech.samples)
    assert len(lost[0].planned) == 1
    await until(lambda: workers.count == 1)
    assert _restarts() == restarts + 1
    async with asyncio.timeout(PATIENT_S):
        await workers.unload()  # which does not wait for the lost one


def _restarts() -> float:
    return REGISTRY.get_sample_value("kokoro_inference_restarts_total") or 0.0


async def test_a_job_is_put_back_once_and_not_at_all_when_it_is_done(workers: Workers) -> None:
    def again() -> float:
        return REGISTRY.get_sample_value("kokoro_jobs_again_total") or 0.0

    before = again()
    listener = Listener(0.0, coming_s=3.0)
    job, done = (Job.of("sound", lambda *_: None, Work(listener)) for _ in range(2))
    done.result.set_result(None)
    with workers.wake:
        for each in (job, job, done):
            workers.put_back(each)
    assert (workers.waiting, again()) == (1, before + 1)
    assert listener.coming_s == 0.0
    job.result.cancel()


async def test_a_lost_worker_comes_back_by_itself(workers: Workers, places: list[Place]) -> None:
    for place in places:
        place.before = place.die
    job = asyncio.create_task(plan(workers))
    await until(lambda: all(place.is_gone for place in places))
    assert workers.count == 0 and not job.done()
    for place in places:
        place.is_gone, place.before = False, lambda: None
    await job
    await until(lambda: workers.count == 2)


async def test_a_job_that_kills_whoever_does_it_fails_in_the_end(
    workers: Workers, places: list[Place]
) -> None:
    deaths = 0

    def die() -> None:
        nonlocal deaths
        deaths += 1
        raise BackendLost("of this job")

    for place in places:
        place.before = die
    with pytest.raises(SynthesisFailed, match="^The workers that were to speak it died$"):
        await plan(workers)
    assert deaths == 4


async def test_a_job_whose_worker_dies_while_all_ends_is_told_so(places: list[Place]) -> None:
    workers = Workers(Place(places), 1)
    await workers.load()
    working, ended = threading.Event(), threading.Event()

    def die_late() -> None:
        working.set()
        assert ended.wait(PATIENT_S)
        raise BackendLost("killed")

    for place in places:
        place.before = die_late
    job = asyncio.create_task(plan(workers))
    assert await asyncio.to_thread(working.wait, PATIENT_S)
    closing = asyncio.create_task(workers.close())
    await until(lambda: workers.closing)
    ended.set()
    with pytest.raises(NotReady, match="shutting down"):
        await job
    await closing


async def test_the_worker_that_planned_a_passage_sounds_it(
    workers: Workers, places: list[Place]
) -> None:
    workers.costs.learn_plan(100, 290, 2.0)  # planning again is not worth it
    passage, _ = await plan(workers, 50)
    listener = Listener(0.0, asyncio.get_running_loop().time() + 9, left_s=3.0, planned_s=3.0)
    for first in range(0, 50, 10):
        await workers.sound(listener, passage, first, [first + 10])
    assert sorted(len(place.planned) for place in places) == [0, 1]


async def test_a_busy_worker_leaves_its_passage_to_one_that_makes_it_again(
    workers: Workers, places: list[Place]
) -> None:
    passage, _ = await plan(workers, 20)
    (home,) = [place for place in places if place.planned]
    opened = threading.Event()
    home.before = lambda: opened.wait() and None
    listener = Listener(0.0, asyncio.get_running_loop().time() + 9, left_s=3.0)
    # Two jobs at once: one stays where the passage is, the other goes elsewhere.
    jobs = [
        asyncio.create_task(workers.sound(listener, passage, first, [first + 10]))
        for first in (0, 10)
    ]
    async with asyncio.timeout(PATIENT_S):
        await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
    opened.set()
    await asyncio.gather(*jobs)
    assert [len(place.planned) for place in places] == [1, 1]


class _Elsewhere(Workers):
    """Workers that are watched as those elsewhere are."""

    def __init__(self, place: Place, count: int = 2) -> None:
        super().__init__(place, count)
        self._is_remote = True


class Broken(Place):
    def load(self) -> None:
        raise SetupError("no model there")

    def sibling(self) -> "Broken":  # type: ignore[override]
        return Broken(self.others)


async def test_a_silent_worker_s_job_is_done_by_another_and_heard_once(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_WATCH_S", 0.01)
    monkeypatch.setattr(worker_module, "_SILENCE_S", 0.1)
    monkeypatch.setattr(worker_module, "_SILENCE_FACTOR", 0.0)
    workers = _Elsewhere(Place(places))
    opened = threading.Event()
    places[0].before = lambda: opened.wait() and None
    places[1].before = lambda: opened.wait() and None
    job = asyncio.create_task(plan(workers))
    await until(lambda: any(place.planned for place in places))
    for place in places:
        if not place.planned:
            place.before = lambda: None
    passage, _ = await job
    assert [len(place.planned) for place in places] == [1, 1]
    assert workers.count == 1
    await until(lambda: len(asyncio.all_tasks()) == 1)  # nobody watches what is done
    opened.set()
    await until(lambda: workers.count == 2)
    await workers.close()


async def test_nobody_takes_the_job_of_the_only_worker(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it given up, however long it takes, while a worker is there."""
    monkeypatch.setattr(workers_module, "_PATIENCE_S", 0.1)
    monkeypatch.setattr(workers_module, "_WATCH_S", 0.01)
    monkeypatch.setattr(worker_module, "_SILENCE_S", 0.05)
    monkeypatch.setattr(worker_module, "_SILENCE_FACTOR", 0.0)
    workers = _Elsewhere(Place(places), 1)
    gate = Gate(places[0])
    jobs = [asyncio.create_task(plan(workers)) for _ in range(2)]
    await asyncio.to_thread(gate.reached.wait)
    await asyncio.sleep(0.3)
    assert workers.count == 1
    gate.open()
    await asyncio.gather(*jobs)
    assert len(places[0].planned) == 2
    await workers.close()


class FirstOfTwo(Place):
    """Loads when the other one has failed to."""

    def __init__(self, others: list[Place]) -> None:
        super().__init__(others)
        self.has_failed = threading.Event()

    def load(self) -> None:
        assert self.has_failed.wait(PATIENT_S)

    def sibling(self) -> "Place":
        other = Broken(self.others)
        load = other.load

        def fail() -> None:
            try:
                load()
            finally:
                self.has_failed.set()

        other.load = fail  # type: ignore[method-assign]
        return other


async def test_a_worker_elsewhere_that_fails_to_load_is_no_matter_if_another_does(
    places: list[Place],
) -> None:
    workers = _Elsewhere(FirstOfTwo(places))
    async with asyncio.timeout(PATIENT_S):
        await workers.load()
        await workers.close()


async def test_nobody_elsewhere_is_asked_for_a_pulse(places: list[Place]) -> None:
    """Whatever one of them does, this process lives."""
    workers = _Elsewhere(Place(places))
    gates = [Gate(place) for place in places]
    jobs = [asyncio.create_task(plan(workers)) for _ in gates]
    for gate in gates:
        assert await asyncio.to_thread(gate.reached.wait, PATIENT_S)
    async with asyncio.timeout(PATIENT_S):
        await workers.pulse()
    for gate in gates:
        gate.open()
    await asyncio.gather(*jobs)
    await workers.close()
    with pytest.raises(NotReady, match="shutting down"):
        await workers.pulse()


@pytest.mark.parametrize("count", [1, 2])
async def test_actors_are_known_to_be_elsewhere(count: int) -> None:
    cluster = Cluster(ClusterOptions("local", count, 1.0, 0.0, b""))
    workers = Workers(RemoteBackend(cluster, "kokoro-v1", "auto", "cpu"), count)
    busy, done = threading.Event(), threading.Event()

    def work(_: object, __: float) -> None:
        busy.set()
        assert done.wait(PATIENT_S)

    job = asyncio.create_task(workers._workers[0].do("load", work))
    assert await asyncio.to_thread(busy.wait, PATIENT_S)
    async with asyncio.timeout(1):
        await workers.pulse()
    done.set()
    await job
    await workers.close()


class _Clock:
    """In the place of the module `time`, to be set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


async def test_a_job_waits_ten_seconds_from_when_the_last_worker_was_there(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock()
    monkeypatch.setattr(workers_module, "time", clock)
    monkeypatch.setattr(workers_module, "_WATCH_S", 0.0)
    workers = _Elsewhere(Place(places), 1)
    (worker,) = workers._workers

    async def is_given_up_at(now: float, job: Job) -> bool:
        clock.now = now
        for _ in range(10):  # it is looked at
            await asyncio.sleep(0)
        return job.result.done()

    for asked_at in (80.0, 1000.0):
        job = Job.of("sound", lambda *_: None, Work(Listener(0.0)))
        job.asked_at = asked_at
        worker.is_there = asked_at < 1000.0
        watch = asyncio.create_task(workers._watch(job))
        if worker.is_there:
            assert not await is_given_up_at(200.0, job)
            worker.is_there = False
        begin = max(asked_at, 200.0)
        assert not await is_given_up_at(begin + 9.9, job)
        assert await is_given_up_at(begin + 10.1, job)
        with pytest.raises(NoWorkers):
            await job.result
        watch.cancel()


async def test_the_job_of_a_silent_worker_is_given_away_once(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_WATCH_S", 0.0)
    workers = _Elsewhere(Place(places), 3)
    silent, *_ = workers._workers
    job = Job.of("sound", lambda *_: None, Work(Listener(0.0)))
    silent.job, silent.began_at = job, -1e9
    watch = asyncio.create_task(workers._watch(job))
    await until(lambda: workers.waiting == 1)
    assert not silent.is_there
    workers._jobs.clear()  # somebody takes it
    for _ in range(10):
        await asyncio.sleep(0)
    assert workers.waiting == 0
    watch.cancel()


async def test_a_model_that_loads_nowhere_is_told(places: list[Place]) -> None:
    workers = _Elsewhere(Broken(places))
    with pytest.raises(SetupError, match="no model there"):
        await workers.load()
    await workers.close()


async def test_one_worker_elsewhere_is_enough_and_the_others_may_find_no_place(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their loads failed when all ended, which nobody had asked for and the log told."""
    monkeypatch.setattr(worker_module, "_RETRY_S", 0.001)
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: troubles.append(context))
    workers = _Elsewhere(Place(places))
    places[1].is_gone = True
    async with asyncio.timeout(PATIENT_S):
        await workers.load()
        await until(lambda: workers.count == 1)
        await workers.close()
    with pytest.raises(NotReady, match="shutting down"):
        await workers.load()
    del workers
    await asyncio.sleep(0)
    gc.collect()
    assert troubles == []


async def test_without_any_worker_a_job_waits_for_a_bounded_time(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_PATIENCE_S", 0.5)
    workers = _Elsewhere(Place(places))
    for place in places:
        place.before = place.die
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(0.01)

    monkeypatch.setattr("wyoming_kokoro.inference.workers.asyncio.sleep", note)
    with pytest.raises(NoWorkers):
        await plan(workers)
    assert set(pauses) == {0.25}, "between looks"
    await workers.close()


async def test_a_server_whose_workers_are_all_lost_is_not_ready(places: list[Place]) -> None:
    manager = ModelManager({"quick": Place(places)}, "quick")
    assert manager.is_attended
    async with manager.use() as workers:
        places[0].before = places[0].die
        job = asyncio.create_task(plan(workers))
        await until(lambda: places[0].is_gone)
        await until(lambda: not manager.is_attended)
        places[0].is_gone, places[0].before = False, lambda: None
        await job
    assert manager.is_attended
    await manager.close()


def recipe(number: int = 0) -> Recipe:
    return Recipe.of([1, 2, number], STYLE, 1.0)


def test_a_speaker_makes_again_what_it_does_not_have_at_hand() -> None:
    speaker = Speaker(pickle.dumps(QuickBackend))
    speaker.load()
    wanted = speaker.sound(recipe(), 0, 3).samples
    for number in range(REMEMBERED + 1):
        speaker.plan(recipe(number + 1))
    assert len(speaker._known) == REMEMBERED
    assert np.array_equal(speaker.sound(recipe(), 0, 3).samples, wanted)


class Counting(QuickBackend):
    plans = 0

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        Counting.plans += 1
        return super().plan(tokens, style, speed)


def test_a_speaker_plans_a_passage_at_hand_once() -> None:
    speaker = Speaker(pickle.dumps(Counting))
    speaker.load()
    before = Counting.plans
    speaker.plan(recipe(100))
    for first in (0, 1):
        speaker.sound(recipe(100), first, first + 1)
    assert Counting.plans == before + 1


SAMPLES = np.linspace(-0.5, 0.5, 1000, dtype=np.float32)
ONE = Identity(
    "attic", 1, __version__, "kokoro-v1", "cpu", "int8", "avx2", True, SAMPLES, np.array([1, 2])
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"node": "cellar", "process": 2}, None),
        ({"samples": SAMPLES + np.float32(0.001)}, None),
        ({"samples": SAMPLES + np.float32(0.019)}, None),
        ({"samples": SAMPLES + np.float32(0.021)}, "sounds different"),
        ({"samples": SAMPLES[1:]}, "another length"),
        ({"model": "kokoro-v2"}, "model is kokoro-v2, not kokoro-v1"),
        ({"aligned": False}, "aligned is False, not True"),
        ({"samples": -SAMPLES}, "sounds different"),
        ({"durations": np.array([1, 3])}, "another length"),
        ({"precision": "bf16"}, "precision is bf16, not int8"),
        ({"device": "cuda"}, "device is cuda, not cpu"),
        ({"version": "0.0.0"}, "version is 0.0.0"),
    ],
)
def test_only_workers_that_sound_alike_serve_together(
    changes: dict[str, object], reason: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    cluster = Cluster(ClusterOptions("local", 2, 1.0, 0.0, b""))
    cluster.admit(ONE)
    other = dataclasses.replace(ONE, **changes)  # type: ignore[arg-type]
    there = "A worker on attic, process 1, is there"
    if reason is None:
        cluster.admit(other)
        assert caplog.messages == [there, there.replace("attic, process 1", _place(other))]
        return
    with pytest.raises(BackendLost, match=f"its .*{reason}"):
        cluster.admit(other)
    first, second = caplog.messages
    assert first == there and second.startswith("A worker on attic is not used: ")
    assert reason in second and cluster.identity is ONE


def _place(one: Identity) -> str:
    return f"{one.node}, process {one.process}"


def test_one_of_another_version_is_no_measure_for_those_to_come() -> None:
    cluster = Cluster(ClusterOptions("local", 2, 1.0, 0.0, b""))
    with pytest.raises(BackendLost, match="version"):
        cluster.admit(dataclasses.replace(ONE, version="0", precision="bf16"))
    assert cluster.identity is None
    silent = dataclasses.replace(ONE, samples=SAMPLES[:0], durations=None)
    for _ in range(2):
        cluster.admit(silent)
    assert cluster.identity is silent


def test_siblings_of_a_worker_elsewhere_have_numbers_and_lists_of_their_own() -> None:
    first = RemoteBackend(
        Cluster(ClusterOptions("local", 3, 1.0, 0.0, b"")), "kokoro-v1", "auto", "cpu"
    )
    others = [first.sibling(), first.sibling()]
    assert [each._number for each in (first, *others)] == [0, 1, 2]
    first.known.note(b"x")
    assert not others[0].known
