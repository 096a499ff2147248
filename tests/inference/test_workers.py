"""A worker's thread does one thing after the other: what is for itself, then the most urgent
speech, and nothing that nobody waits for.
"""

import asyncio
import threading
import time
import weakref
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Self

import numpy as np
import pytest

import wyoming_kokoro.inference.worker
import wyoming_kokoro.inference.workers
from tests.conftest import until
from tests.reliability.quick import Gate, QuickBackend
from wyoming_kokoro.errors import NotReady, SynthesisFailed
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend
from wyoming_kokoro.inference.schedule import Choice, Listener, Work
from wyoming_kokoro.inference.worker import Job, Worker, nothing
from wyoming_kokoro.inference.workers import Sounded, Workers
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.base import BackendLost, FloatArray, Passage, Speech

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
    workers: Workers,
    backend: Told,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before, deaths = inference_threads(), _deaths()
    under_lock: list[bool] = []
    ensure_thread = Worker.ensure_thread

    def ensure(worker: Worker) -> None:
        under_lock.append(is_held(workers.wake))
        ensure_thread(worker)

    monkeypatch.setattr(Worker, "ensure_thread", ensure)

    def die() -> None:
        backend.before = lambda: None
        raise SystemExit

    gate, job = await held(workers, backend)
    dying, waiting = plan(workers, 2, 1.0), plan(workers, 3, 2.0)
    await asyncio.sleep(0)
    gate.open()
    backend.before = die
    await job
    with pytest.raises(SynthesisFailed, match="^The inference thread died$"):
        await dying
    await waiting
    assert backend.done == ["load", 1, 3]
    assert _deaths() == deaths + 1
    assert "An inference thread dies" in caplog.text and "SystemExit" in caplog.text
    assert under_lock == 4 * [True]
    await workers.close()
    assert inference_threads() == before


def _deaths() -> float:
    return REGISTRY.get_sample_value("kokoro_inference_restarts_total") or 0.0


async def test_the_first_worker_loads_before_the_others_which_share_its_weights(
    backend: Told,
) -> None:
    steps: list[str] = []

    class Loading(Told):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

        def load(self) -> None:
            if not self.loaded:
                steps.append(f"{self.name} begins")
                time.sleep(0.02)
                steps.append(f"{self.name} ends")
            super().load()

        def sibling(self) -> Self:
            return type(self)("other")

    workers = Workers(Loading("first"), 3)
    await workers.load()
    assert steps[:2] == ["first begins", "first ends"]
    assert sorted(steps[2:]) == ["other begins", "other begins", "other ends", "other ends"]
    await workers.close()


async def test_two_workers_work_at_the_same_time_and_both_close(backend: Told) -> None:
    siblings: list[Told] = []

    def sibling() -> Told:
        siblings.append(Told())
        return siblings[-1]

    backend.sibling = sibling  # type: ignore[method-assign,assignment]
    workers = Workers(backend, 2)
    await workers.load()
    assert [each.done for each in (backend, *siblings)] == [["load"], ["load"]]
    for worker in (*workers._workers, *workers._workers[::-1]):  # whoever else waits longer
        await worker.do("pulse", nothing)
    threads = [thread for thread in threading.enumerate() if thread.name == "inference"]
    assert all(thread.daemon for thread in threads), "a program may end without closing them"
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
    assert _nearest([140, 214, 230], 100, 114) == 1  # 16 frames are no crumb


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
        await workers.pulse()  # the watchdog's question is no work
        assert await asyncio.to_thread(trimmed.wait, 30)
        await workers.pulse()
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
    assert 0 < workers.worked_s < 60 and workers._workers[0].busy_until == 0.0
    assert workers.lead_s < guess  # it hums at once


async def test_sound_goes_on_from_a_token_to_one_of_the_cuts(
    workers: Workers, backend: Told
) -> None:
    backend.load()
    passage = backend.plan([1] * 200, STYLE)
    for _ in range(20):
        workers.costs.learn_sound(40, 0.01)
    listener = Listener(0.0, asyncio.get_running_loop().time() + 60, left_s=9.0, planned_s=9.0)
    sounded = await workers.sound(listener, passage, 40, [60, 80, 100, 200])
    assert backend.done[-1] == [60, 80, 100][sounded.cut] == 100  # the nearest to four seconds
    assert len(sounded.speech.samples) == (100 - 40) * 3 * 600


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
    waited = told("job_wait_seconds_sum", kind="plan")
    _, sounded = await plan(workers, 5)
    assert sounded.seconds > 0.05  # what planning took is part of it
    assert now() == [count + 1 for count in before]
    assert told("job_wait_seconds_sum", kind="plan") < waited + 60
    await until(lambda: told("worker_seconds_total", worker="here/0") > worked + 0.05)


async def test_how_long_a_job_waited_is_told_by_kind(workers: Workers, backend: Told) -> None:
    gate, job = await held(workers, backend)
    before = told("job_wait_seconds_sum", kind="speak")
    waiting = asyncio.create_task(workers.speak(Listener(0.0), [1], STYLE, 1.0))
    await asyncio.sleep(0.05)
    gate.open()
    await asyncio.gather(job, waiting)
    assert 0.04 < told("job_wait_seconds_sum", kind="speak") - before < 60


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


async def test_pace_and_work_add_up(workers: Workers, backend: Told) -> None:
    worker = Worker(workers, backend, 0)
    worker.pace = 2.0
    for _ in range(2):
        worker.expected_s, worker.began_at = 10.0, time.monotonic() - 10
        worker._do(Job.of("speak", lambda *_: None, Work(Listener(0.0))), 0.0)
    assert worker.pace == pytest.approx(2.0, abs=0.1)
    assert worker.worked_s == pytest.approx(20, abs=1)


@pytest.mark.parametrize("is_there", [True, False])
async def test_what_was_coming_has_come_unless_another_makes_it(
    workers: Workers, backend: Told, is_there: bool
) -> None:
    """Who was silent and answers after all says nothing of the job that another has now."""
    worker, listener = Worker(workers, backend, 0), Listener(0.0, coming_s=3.0)

    def run(*_: Any) -> None:
        worker.is_there = is_there

    worker._do(Job.of("sound", run, Work(listener)), 0.0)
    assert listener.coming_s == (0.0 if is_there else 3.0)


async def test_what_a_lost_worker_was_to_do_for_itself_comes_first_again(workers: Workers) -> None:
    worker = Worker(workers, QuickBackend(), 0)
    first, second = Job.of("load", nothing), Job.of("close", nothing)
    worker.own.append(second)
    worker._leave(first, BackendLost("gone"))
    assert list(worker.own) == [first, second]


async def test_memory_is_given_back_after_a_load_and_after_unloading(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[None] = []
    monkeypatch.setattr(
        wyoming_kokoro.inference.worker, "give_memory_back", lambda: given.append(None)
    )
    await workers.load()
    assert len(given) == 1
    await workers.unload()
    assert len(given) == 2


async def test_the_end_waits_for_all_jobs_in_hand(backend: Told) -> None:
    other = Told()
    backend.sibling = lambda: other  # type: ignore[method-assign,assignment,return-value]
    workers = Workers(backend, 2)
    gates = [Gate(each) for each in (backend, other)]
    jobs = [plan(workers, 1) for _ in gates]
    for gate in gates:
        await asyncio.to_thread(gate.reached.wait)
    closing = asyncio.create_task(workers.close())
    gates[0].open()
    await asyncio.sleep(0.5)
    assert not closing.done() and other.loaded
    gates[1].open()
    await asyncio.gather(closing, *jobs)
    assert not backend.loaded and not other.loaded


def test_a_job_in_hand_elsewhere_has_ten_seconds_at_the_end(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, now, interrupted = Worker(workers, QuickBackend(), 0), 100.0, list[float]()
    monkeypatch.setattr(worker, "_interrupt", lambda: interrupted.append(now))

    class Busy(threading.Thread):
        def is_alive(self) -> bool:
            return not interrupted

        def join(self, timeout: float | None = None) -> None:
            nonlocal now
            assert timeout
            now += timeout

    monkeypatch.setattr(
        wyoming_kokoro.inference.worker, "time", SimpleNamespace(monotonic=lambda: now)
    )
    worker._thread = Busy()
    worker.join()
    assert 110.0 < interrupted[0] < 110.5


async def test_a_thread_that_ended_is_replaced_at_the_next_job(
    workers: Workers, backend: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inference_threads()
    with monkeypatch.context() as patched:
        patched.setattr(workers, "take", lambda _: None)
        waiting = plan(workers, 1)
        await asyncio.sleep(0)
        await until(lambda: inference_threads() == before)
    await asyncio.gather(waiting, plan(workers, 2))
    assert backend.done == ["close", "load", 1, 2]


def test_a_job_may_be_done_after_the_event_loop_was_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "wyoming_kokoro.inference")

    async def made() -> Job:
        return Job.of("sound", nothing)

    asyncio.run(made()).deliver("late")
    assert caplog.messages == ["The event loop closed before a job was done"]


async def test_nothing_is_kept_of_a_job_that_was_done(workers: Workers, backend: Told) -> None:
    """A passage is ten megabytes."""

    class Large(Passage):
        pass

    backend.load()
    passage = Large(np.full(12, 3))
    kept = weakref.ref(passage)
    await workers.sound(Listener(0.0), passage, 0, [10])
    del passage
    await until(lambda: kept() is None)


class Clock:
    """A clock that stands still but for what is done, in the place of the module `time`."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now

    monotonic = perf_counter


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(wyoming_kokoro.inference.workers, "time", made)
    return made


async def test_costs_are_what_the_latest_work_took(
    workers: Workers, backend: Told, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_at_once = Told.plan

    def slowly(*given: Any) -> Passage:
        clock.now += 0.25
        return plan_at_once(*given)

    def take_half_a_second() -> None:
        clock.now += 0.5

    def sums() -> list[float]:
        names = ("plan_seconds", "sound_seconds", "real_time_factor")
        return [told(f"{name}_sum") for name in names]

    monkeypatch.setattr(Told, "plan", slowly)
    backend.before = take_half_a_second
    before = sums()
    _, sounded = await plan(workers, 40)
    assert sounded.seconds == 0.75
    costs = workers.costs
    assert costs.plan(40) == pytest.approx(0.25)
    assert costs.sound(40 * 3 / 40) == pytest.approx(0.5)
    assert costs.speech_of(40) == pytest.approx(42 * 3 / 40)  # and the silence at its ends
    assert sums() == pytest.approx([before[0] + 0.25, before[1] + 0.5, before[2] + 0.5 / 3])
    await workers.speak(Listener(0.0), [1] * 20, STYLE, 1.0)
    assert costs.speech_of(20) == pytest.approx((42 * 3 / 40 / 2 + 20 * 3 / 40) / 2)


@pytest.fixture
async def idle(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Three workers without threads, on a clock that stands still, and what work costs."""
    loop = asyncio.get_running_loop()
    now = loop.time()
    monkeypatch.setattr(loop, "time", lambda: now)
    monkeypatch.setattr(Worker, "ensure_thread", lambda _: None)
    made = Workers(Home())
    made._workers = [Worker(made, Home(), number) for number in range(3)]
    for _ in range(20):
        made.costs.learn_plan(50, 150, 0.2)
        made.costs.learn_sound(40, 0.5)
    return made


class Home(QuickBackend):
    """Has its own passages at hand."""

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        return Homely(super().plan(tokens, style, speed).durations, self)


@dataclass(frozen=True, slots=True)
class Homely(Passage):
    home: object

    def is_at_hand(self, backend: object) -> bool:
        return backend is self.home


def asked(workers: Workers, *passages: Passage) -> list["asyncio.Task[Sounded]"]:
    """The next two seconds of each of these are asked for, by listeners who run dry one after the
    other.
    """
    now = asyncio.get_running_loop().time()
    listeners = [
        Listener(0.0, now + 9 + i, left_s=9.0, planned_s=9.0) for i in range(len(passages))
    ]
    return [
        asyncio.create_task(workers.sound(listener, passage, 0, [26]))
        for listener, passage in zip(listeners, passages)
    ]


async def test_a_passage_is_sounded_where_it_is_at_hand_unless_that_takes_longer(
    idle: Workers,
) -> None:
    home, away, other = idle._workers
    other.is_there = False
    passage = home.backend.plan([1] * 100, STYLE)  # type: ignore[attr-defined]
    (waiting,) = asked(idle, passage)
    await asyncio.sleep(0)
    now = asyncio.get_running_loop().time()

    def who() -> list[Worker]:
        return [each for each in (home, away) if idle._choose(each) is not None]

    assert who() == [home]
    home.busy_until = now + 9.0
    assert who() == [away]
    home.busy_until, home.pace = 0.0, 5.0
    assert who() == [away]
    home.is_there, home.pace, away.pace = False, 1.0, 9.0
    assert who() == [away]  # whatever the one who is not there could do
    away.is_there, away.pace, home.is_there = True, 1.0, True
    (second,) = asked(idle, passage)
    await asyncio.sleep(0)
    for each in (home, away):
        chosen = idle._choose(each)
        assert chosen is not None
        job, choice, done_at = chosen
        assert job is idle._jobs[each is away], "the more urgent one is left to who is at home"
        plan_s = idle.costs.plan(100) if each is away else 0.0
        assert done_at - now == pytest.approx(idle.costs.sound(choice.speech_s) + plan_s)
    for task in (waiting, second):
        task.cancel()


async def test_a_worker_does_not_count_itself_among_those_who_help(idle: Workers) -> None:
    for worker in idle._workers[1:]:
        worker.is_there = False
    for _ in range(20):
        idle.costs.learn_sound(40, 0.1)
    now = asyncio.get_running_loop().time()
    mine, other = Listener(0.0, now + 0.5, 20.0, 20.0), Listener(0.0, now + 0.45, 20.0, 20.0)
    with idle.listening(mine), idle.listening(other):
        waiting = asyncio.create_task(idle.sound(mine, Passage(np.full(102, 3)), 0, [26]))
        await asyncio.sleep(0)
        chosen = idle._choose(idle._workers[0])
    assert chosen is not None and chosen[1].speech_s == pytest.approx(2.0, abs=0.05)
    waiting.cancel()


async def test_a_plan_is_expected_to_cost_its_tokens(idle: Workers) -> None:
    now = asyncio.get_running_loop().time()
    waiting = plan(idle, 80)
    await asyncio.sleep(0)
    chosen = idle._choose(idle._workers[0])
    assert chosen is not None
    whole = idle.costs.plan(80) + idle.costs.sound(1.0)
    assert chosen[2] - now == pytest.approx(whole)
    waiting.cancel()


async def test_workers_who_would_be_done_at_the_same_time_take_what_they_are_asked_for(
    idle: Workers,
) -> None:
    (waiting,) = asked(idle, Passage(np.full(102, 3)))
    await asyncio.sleep(0)
    assert None not in [idle._choose(each) for each in idle._workers]
    waiting.cancel()


async def test_a_job_is_not_left_for_ever_to_one_who_does_not_keep_its_word(
    idle: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, away, other = idle._workers
    other.is_there = False
    loop, late_s = asyncio.get_running_loop(), 0.0
    now = loop.time()

    def time_goes_on() -> float:
        nonlocal late_s
        late_s += 0.1
        return now + late_s

    (waiting,) = asked(idle, home.backend.plan([1] * 100, STYLE))  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    home.busy_until = now
    monkeypatch.setattr(loop, "time", time_goes_on)
    taken = idle.take(away)
    assert taken is not None and taken[0].work is not None and 0.2 < late_s < 2.0
    waiting.cancel()


async def test_who_needs_it_more_and_does_not_ask_is_waited_for_a_moment_only(
    idle: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wyoming_kokoro.inference.workers, "_MOMENT_S", 0.001)
    worker = idle._workers[0]
    idle._workers[1:] = []
    now = asyncio.get_running_loop().time()
    with idle.listening(Listener(0.0, now - 1.0, left_s=9.0)):
        (waiting,) = asked(idle, Passage(np.full(102, 3)))
        await asyncio.sleep(0)
        chosen = idle._choose(worker)
        assert chosen is not None and chosen[1].is_stopgap
        assert idle.take(worker) is not None
    waiting.cancel()


async def test_a_worker_looks_again_after_a_time_that_suits_what_it_waits_for(
    idle: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For who needs it more, for one who takes too long, or with nothing to do."""
    waits: list[float | None] = []

    def wait(timeout: float | None = None) -> bool:
        waits.append(timeout)
        idle.closing = timeout is None
        return timeout is None

    monkeypatch.setattr(idle.wake, "wait", wait)
    home, away, other = idle._workers
    other.is_there = False
    now = asyncio.get_running_loop().time()
    passage = home.backend.plan([1] * 100, STYLE)  # type: ignore[attr-defined]
    (waiting,) = asked(idle, passage)
    await asyncio.sleep(0)
    monkeypatch.setattr(idle, "_choose", lambda _: None if not waits else (job, choice, now))
    (job,) = idle._jobs
    for choice in (Choice(0, 1.0), Choice(0, 1.0, is_stopgap=True)):
        waits.clear()
        assert idle.take(away) == (job, 1.0)
        assert waits == [0.05]
        idle._jobs.append(job)
    monkeypatch.setattr(idle, "_choose", lambda _: (job, choice, now))
    waits.clear()
    assert idle.take(away) == (job, 1.0) and waits == [0.01]
    waits.clear()
    await asyncio.sleep(0)
    assert idle.take(away) is None and waits == [None]
    idle.closing, away._is_trimmed, away._loop = False, False, asyncio.get_running_loop()
    taken = idle.take(away)
    assert taken is not None and taken[0].kind == "beat" and waits == [None, 5.0]
    waiting.cancel()


async def test_a_worker_does_what_is_for_itself_in_turn_and_no_speech_while_it_is_not_there(
    idle: Workers,
) -> None:
    worker = idle._workers[0]
    tasks = [asyncio.create_task(worker.do(name, nothing)) for name in "abc"]
    tasks += asked(idle, Passage(np.full(102, 3)))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.sleep(0)
    idle.closing = True  # who has nothing to do does not wait
    worker.is_there = False
    kinds = [taken and taken[0].kind for taken in (idle.take(worker) for _ in range(3))]
    assert kinds == ["b", "c", None]
    worker.is_there = True
    taken = idle.take(worker)
    assert taken is not None and taken[0].kind == "sound"
    for task in tasks:
        task.cancel()


async def test_nobody_begins_without_a_worker(idle: Workers) -> None:
    listener = Listener(0.0, left_s=9.0, planned_s=9.0, held_s=1.0)
    assert idle.may_begin(listener)
    for worker in idle._workers:
        worker.is_there = False
    assert not idle.may_begin(listener)


def is_held(lock: threading.Condition) -> bool:
    """Whether this thread holds it."""

    def could_be_had() -> None:
        if lock.acquire(blocking=False):
            lock.release()
            free.append(True)

    free: list[bool] = []
    other = threading.Thread(target=could_be_had)
    other.start()
    other.join()
    return not free


async def test_what_threads_share_changes_under_the_lock(
    idle: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A set that changes while a worker goes through it ends the worker's thread."""
    held: dict[str, bool] = {}

    class Listeners(set[Listener]):
        def add(self, listener: Listener) -> None:
            held["comes"] = is_held(idle.wake)
            super().add(listener)

        def remove(self, listener: Listener) -> None:
            held["goes"] = is_held(idle.wake)
            super().remove(listener)

    class Own(deque[Job]):
        def append(self, job: Job) -> None:
            held["own"] = is_held(idle.wake)
            super().append(job)

    class Jobs(list[Job]):
        def append(self, job: Job) -> None:
            held["speech"] = is_held(idle.wake)
            super().append(job)

    def free_at(self: Worker, now: float) -> float:
        held["begins"] = is_held(idle.wake)
        return now

    monkeypatch.setattr(Worker, "free_at", free_at)
    worker = idle._workers[0]
    idle._listeners, idle._jobs, worker.own = Listeners(), Jobs(), Own()
    listener = Listener(0.0, left_s=9.0, held_s=1.0)
    with idle.listening(listener):
        idle.may_begin(listener)
        tasks = [asyncio.create_task(worker.do("pulse", nothing))]
        tasks += asked(idle, Passage(np.full(102, 3)))  # type: ignore[arg-type]
        await asyncio.sleep(0)
    assert held == dict.fromkeys(("comes", "begins", "own", "speech", "goes"), True)
    for task in tasks:
        task.cancel()


async def test_a_long_job_here_is_not_given_to_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only one elsewhere may be lost without a word."""
    monkeypatch.setattr(wyoming_kokoro.inference.workers, "_WATCH_S", 0.001)
    monkeypatch.setattr(wyoming_kokoro.inference.worker, "_SILENCE_S", 0.001)
    monkeypatch.setattr(wyoming_kokoro.inference.worker, "_SILENCE_FACTOR", 0.0)
    backend = Told()
    workers = Workers(backend, 2)
    gate, job = await held(workers, backend)
    await asyncio.sleep(0.05)
    assert (workers.count, workers.waiting) == (2, 0)
    gate.open()
    await job
    await workers.close()
    assert backend.done.count(1) == 1
