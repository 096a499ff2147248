"""A worker's thread does one thing after the other: what is for itself, then the most urgent
speech, and nothing that nobody waits for.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest

import wyoming_kokoro.inference.workers
from tests.conftest import until
from tests.reliability.quick import Gate, QuickBackend
from wyoming_kokoro.errors import NotReady, SynthesisFailed
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend
from wyoming_kokoro.inference.schedule import Listener, Work
from wyoming_kokoro.inference.worker import Job, Worker, nothing
from wyoming_kokoro.inference.workers import Sounded, Workers
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import FloatArray, Passage, Speech

STYLE = np.zeros((510, 1, 256), np.float32)


class Told(QuickBackend):
    """Tells in `done` what was done, in order; a plan is known by the number of its tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.loaded = False

    def load(self) -> None:
        self.done += [] if self.loaded else ["load"]
        self.loaded = True

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        assert self.loaded, "used while it was not loaded"
        return super().plan(tokens, style, speed)

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        speech = super().sound(passage, first, last)
        self.done.append(last)
        return speech

    def close(self) -> None:
        self.done.append("close")
        self.loaded = False


@pytest.fixture
def backend() -> Told:
    return Told()


@pytest.fixture
async def workers(backend: Told) -> AsyncIterator[Workers]:
    made = Workers(backend)
    yield made
    await made.close()


def inference_threads() -> int:
    return sum(thread.name == "inference" for thread in threading.enumerate())


def plan(
    workers: Workers, tokens: int, dry: float | None = None
) -> "asyncio.Task[tuple[Passage, Sounded]]":
    listener = Listener(0.0, dry)
    return asyncio.create_task(workers.plan(listener, [1] * tokens, STYLE, 1.0, 0, [tokens]))


async def held(
    workers: Workers, backend: Told
) -> tuple[Gate, "asyncio.Task[tuple[Passage, Sounded]]"]:
    """The worker stands still in a job until the gate is opened."""
    gate = Gate(backend)
    job = plan(workers, 1)
    await asyncio.to_thread(gate.reached.wait)
    return gate, job


async def test_who_runs_dry_first_goes_first(workers: Workers, backend: Told) -> None:
    gate, job = await held(workers, backend)
    now = asyncio.get_running_loop().time()
    jobs = [plan(workers, tokens, now + tokens) for tokens in (9, 2, 5, 7)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(job, *jobs)
    assert backend.done == ["load", 1, 2, 5, 7, 9]


async def test_who_was_passed_over_for_somebody_more_urgent_is_not_taken_to_be_served(
    workers: Workers, backend: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its speech counted as coming, so that it waited until it had run dry."""
    monkeypatch.setattr(wyoming_kokoro.inference.workers, "_MOMENT_S", 30.0)
    gate, job = await held(workers, backend)
    now = asyncio.get_running_loop().time()
    late, later = (Listener(0.0, now - ago, left_s=9.0) for ago in (2.0, 1.0))
    with workers.listening(later):
        with workers.listening(late):
            second = asyncio.create_task(workers.plan(later, [1] * 3, STYLE, 1.0, 0, [3]))
            await asyncio.sleep(0)
            gate.open()
            await job
            await asyncio.sleep(0.1)  # the worker waits for `late`, who will ask for more
            gate = Gate(backend)
            first = asyncio.create_task(workers.plan(late, [1] * 2, STYLE, 1.0, 0, [2]))
            await asyncio.to_thread(gate.reached.wait)
            assert late.coming_s > 0
            assert later.coming_s == 0
        gate.open()  # and `late`, who has gone, is waited for no more
        await asyncio.gather(first, second)
    assert backend.done == ["load", 1, 2, 3]


async def test_cancelled_job_is_never_done(workers: Workers, backend: Told) -> None:
    gate, job = await held(workers, backend)
    gone = plan(workers, 2)
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert workers.waiting == 0
    gate.open()
    await job
    await plan(workers, 3)
    assert backend.done == ["load", 1, 3]


async def test_only_the_first_result_of_a_job_counts() -> None:
    """A silent worker's job is given to another as well, and both may answer."""
    troubles: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: troubles.append(context))
    job = Job.of("sound", nothing)
    job.deliver("first")
    job.deliver("second")
    job.deliver(None, NotReady("third"))
    assert await job.result == "first"
    await asyncio.sleep(0)
    assert troubles == []


async def test_closing_the_model_waits_for_the_job_in_hand_and_goes_before_all_others(
    workers: Workers, backend: Told
) -> None:
    """A cancelled utterance's job was still inside the model when unloading freed it: the process
    died.
    """
    gate, job = await held(workers, backend)
    waiting = plan(workers, 2)
    job.cancel()
    await asyncio.sleep(0)
    unloading = asyncio.create_task(workers.unload())
    await asyncio.sleep(0.02)
    assert not unloading.done() and backend.loaded
    gate.open()
    await asyncio.gather(unloading, waiting)
    assert backend.done == ["load", 1, "close", "load", 2]


async def test_error_of_a_job_reaches_its_waiter_and_the_next_one_is_done(
    workers: Workers, backend: Told
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("broken clause")

    backend.before = fail
    with pytest.raises(ZeroDivisionError):
        await plan(workers, 1)
    backend.before = lambda: None
    await plan(workers, 2)
    assert backend.done == ["load", 2]


async def test_closing_fails_what_waits_and_ends_thread_and_model(
    workers: Workers, backend: Told
) -> None:
    before = inference_threads()
    gate, job = await held(workers, backend)
    waiting = plan(workers, 2)
    await asyncio.sleep(0)
    closing = asyncio.create_task(workers.close())
    with pytest.raises(NotReady):
        await waiting
    gate.open()
    await asyncio.gather(job, closing)
    assert inference_threads() == before
    assert backend.done == ["load", 1, "close"]
    with pytest.raises(NotReady):
        await plan(workers, 3)
    with pytest.raises(NotReady):
        await workers.pulse()
    await workers.close()


async def test_a_dying_thread_fails_its_job_and_another_takes_over(
    workers: Workers, backend: Told
) -> None:
    before, deaths = inference_threads(), _deaths()

    def die() -> None:
        backend.before = lambda: None
        raise SystemExit

    gate, job = await held(workers, backend)
    dying, waiting = plan(workers, 2, 1.0), plan(workers, 3, 2.0)
    await asyncio.sleep(0)
    gate.open()
    backend.before = die
    await job
    with pytest.raises(SynthesisFailed):
        await dying
    await waiting
    assert backend.done == ["load", 1, 3]
    assert _deaths() == deaths + 1
    await workers.close()
    assert inference_threads() == before


def _deaths() -> float:
    return REGISTRY.get_sample_value("kokoro_inference_restarts_total") or 0.0


async def test_two_workers_work_at_the_same_time_and_both_close(backend: Told) -> None:
    siblings: list[Told] = []

    def sibling() -> Told:
        siblings.append(Told())
        return siblings[-1]

    backend.sibling = sibling  # type: ignore[method-assign,assignment]
    workers = Workers(backend, 2)
    await workers.load()
    meeting = threading.Barrier(2, timeout=30)
    for each in (backend, *siblings):
        each.before = lambda: meeting.wait() and None
    await asyncio.gather(plan(workers, 1), plan(workers, 2))
    await workers.close()
    assert sorted(str(backend.done[1]) + str(siblings[0].done[1])) == ["1", "2"]
    assert [each.done[0] for each in (backend, *siblings)] == ["load", "load"]
    assert [each.done[-1] for each in (backend, *siblings)] == ["close", "close"]


@pytest.mark.parametrize(
    ("frames", "chosen"), [(0, 0), (40, 0), (51, 1), (100, 2), (1000, 3), (115, 2), (135, 3)]
)
async def test_a_span_ends_at_the_word_that_comes_nearest_and_leaves_no_crumb(
    frames: int, chosen: int
) -> None:
    from wyoming_kokoro.inference.workers import _nearest

    assert _nearest([140, 160, 200, 230], 100, frames) == chosen


async def test_working_memory_is_given_back_once_in_times_without_work(
    backend: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wyoming_kokoro.inference.workers, "_BEAT_S", 0.05)
    trimmed = threading.Event()

    def trim() -> None:
        backend.done.append("trim")
        trimmed.set()

    backend.trim = trim  # type: ignore[method-assign]
    workers = Workers(backend)
    await workers.load()
    for _ in range(2):
        trimmed.clear()
        await plan(workers, 2)
        assert await asyncio.to_thread(trimmed.wait, 30)
        await workers.pulse()  # the watchdog's question is no work
        await asyncio.sleep(0.3)
    await workers.close()
    assert backend.done == ["load", 2, "trim", 2, "trim", "close"]


def test_a_worker_that_is_late_is_expected_to_be_as_late_again(workers: Workers) -> None:
    worker = Worker(workers, QuickBackend(), 0)
    free = []
    for worker.busy_until in (0.0, 9.0, 3.0):
        free.append(worker.free_at(5.0))
    assert free == [5.0, 9.0, 7.0]


def test_a_worker_is_silent_after_five_times_what_was_expected(workers: Workers) -> None:
    worker = Worker(workers, QuickBackend(), 0)
    worker.began_at = 10.0
    assert [worker.is_silent(now) for now in (10.9, 11.1)] == [False, True]
    worker.expected_s = 2.0
    assert [worker.is_silent(now) for now in (19.9, 20.1)] == [False, True]


def test_a_worker_has_something_to_do_in_times_without_work(workers: Workers) -> None:
    cluster = Cluster(ClusterOptions("local", 1, 1.0, 0.0, b""))
    here = Worker(workers, QuickBackend(), 0)
    elsewhere = Worker(workers, RemoteBackend(cluster, "kokoro-v1", "auto", "cpu"), 0)
    assert [each.is_elsewhere for each in (here, elsewhere)] == [False, True]
    assert [each.is_there for each in (here, elsewhere)] == [True, False]
    assert [each.is_restless for each in (here, elsewhere)] == [False, False]
    elsewhere.is_there = True
    assert elsewhere.is_restless


async def test_what_was_worked_is_counted_and_learned(workers: Workers, backend: Told) -> None:
    guess = workers.lead_s
    costs = workers.costs
    assert guess == pytest.approx(costs.plan_of(1.5) + costs.sound(1.5) + 0.1)
    assert (workers.count, workers.worked_s, workers.waiting) == (1, 0.0, 0)
    gate, job = await held(workers, backend)
    assert workers._workers[0].busy_until > 0
    jobs = [plan(workers, 5), plan(workers, 6)]
    await asyncio.sleep(0)
    assert workers.waiting == 2
    assert workers.lead_s == pytest.approx(costs.plan_of(1.5) + costs.sound(1.5) * 3 + 0.1)
    gate.open()
    passage, sounded = await job
    assert sounded.seconds > 0 and sounded.cut == 0
    assert len(sounded.speech.samples) == 3 * 600
    for _, each in await asyncio.gather(*jobs):
        assert each.cut == 0
    assert workers.worked_s > 0 and workers._workers[0].busy_until == 0.0
    assert workers.lead_s < guess  # it hums at once


async def test_sound_goes_on_from_a_token_to_one_of_the_cuts(
    workers: Workers, backend: Told
) -> None:
    passage, _ = await plan(workers, 100)
    listener = Listener(0.0, asyncio.get_running_loop().time() + 9, left_s=9.0, planned_s=9.0)
    sounded = await workers.sound(listener, passage, 40, [60, 80, 100])
    assert backend.done[-1] == [60, 80, 100][sounded.cut]
    assert len(sounded.speech.samples) == ([60, 80, 100][sounded.cut] - 40) * 3 * 600


async def test_a_speech_without_cuts_is_made_whole(workers: Workers) -> None:
    listener = Listener(0.0)
    sounded = await workers.speak(listener, [1] * 4, STYLE, 1.0)
    assert len(sounded.speech.samples) == 4 * 3 * 600 and sounded.cut == 0


def told(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"kokoro_{name}", labels) or 0.0


async def test_each_job_is_timed(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    def now() -> list[float]:
        return [
            told("job_wait_seconds_count", kind="plan"),
            told("plan_seconds_count"),
            told("sound_seconds_count"),
            told("real_time_factor_count"),
        ]

    plan_at_once = Told.plan

    def slowly(*given: Any) -> Passage:
        time.sleep(0.05)
        return plan_at_once(*given)

    monkeypatch.setattr(Told, "plan", slowly)
    before, worked = now(), told("worker_seconds_total", worker="here/0")
    _, sounded = await plan(workers, 5)
    assert sounded.seconds > 0.05  # what planning took is part of it
    assert now() == [count + 1 for count in before]
    await until(lambda: told("worker_seconds_total", worker="here/0") > worked + 0.05)


async def test_how_long_speech_is_is_learned_of_what_is_spoken_whole(workers: Workers) -> None:
    guess = workers.costs.speech_of(40)
    await workers.speak(Listener(0.0), [1] * 40, STYLE, 1.0)
    assert workers.costs.speech_of(40) != guess


async def test_a_speech_of_nothing_is_no_error(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing_said = Speech(np.zeros(0, np.float32), None)
    monkeypatch.setattr(Told, "sound", lambda *_: nothing_said)
    assert len((await workers.speak(Listener(0.0), [1], STYLE, 1.0)).speech.samples) == 0


@pytest.mark.parametrize("expected_s", [0.0, 0.001])
async def test_one_very_slow_job_makes_a_worker_only_so_slow(
    workers: Workers, backend: Told, expected_s: float
) -> None:
    worker = Worker(workers, backend, 0)
    worker.expected_s, worker.began_at = expected_s, time.monotonic() - 10
    worker._do(Job.of("speak", lambda *_: None, Work(Listener(0.0))), 0.0)
    assert worker.pace == pytest.approx(1.4)


async def test_the_end_waits_for_the_job_in_hand(workers: Workers, backend: Told) -> None:
    gate, job = await held(workers, backend)
    closing = asyncio.create_task(workers.close())
    await asyncio.sleep(0.5)
    assert not closing.done() and backend.loaded
    gate.open()
    await asyncio.gather(closing, job)
    assert not backend.loaded
