"""The inference thread runs the most urgent clause first and never one that nobody waits for."""

import asyncio
import threading

import pytest

from wyoming_kokoro.engine.scheduler import Scheduler
from wyoming_kokoro.errors import NotReady, SynthesisFailed


def inference_threads() -> int:
    return sum(thread.name == "inference" for thread in threading.enumerate())


async def hold(scheduler: Scheduler) -> tuple[threading.Event, "asyncio.Task[None]"]:
    """Occupy the thread until the event is set."""
    release, begun = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        release.wait()

    task = asyncio.create_task(scheduler.run(0.0, work))
    await asyncio.to_thread(begun.wait)
    return release, task


async def test_earliest_deadline_goes_first_and_equal_ones_in_order_of_arrival() -> None:
    scheduler = Scheduler()
    release, held = await hold(scheduler)
    done: list[str] = []
    jobs = [
        asyncio.create_task(scheduler.run(deadline, lambda name=name: done.append(name)))  # type: ignore[misc]
        for name, deadline in (("late", 9.0), ("soon", 2.0), ("sooner", 1.0), ("soon too", 2.0))
    ]
    await asyncio.sleep(0)
    release.set()
    await asyncio.gather(held, *jobs)
    assert done == ["sooner", "soon", "soon too", "late"]
    await scheduler.close()


async def test_cancelled_job_never_runs() -> None:
    scheduler = Scheduler()
    release, held = await hold(scheduler)
    ran: list[int] = []
    job = asyncio.create_task(scheduler.run(1.0, lambda: ran.append(1)))
    await asyncio.sleep(0)
    job.cancel()
    await asyncio.gather(job, return_exceptions=True)
    assert scheduler.waiting == 0
    release.set()
    await held
    await scheduler.run(2.0, lambda: None)
    assert not ran
    await scheduler.close()


async def test_error_of_a_job_reaches_its_waiter_and_the_next_one_runs() -> None:
    scheduler = Scheduler()

    def fail() -> None:
        raise ZeroDivisionError("broken clause")

    with pytest.raises(ZeroDivisionError):
        await scheduler.run(0.0, fail)
    assert await scheduler.run(0.0, lambda: 7) == 7
    await scheduler.close()


async def test_closing_fails_what_waits_and_ends_the_thread() -> None:
    before = inference_threads()
    scheduler = Scheduler()
    release, held = await hold(scheduler)
    waiting = asyncio.create_task(scheduler.run(1.0, lambda: None))
    await asyncio.sleep(0)
    closing = asyncio.create_task(scheduler.close())
    with pytest.raises(NotReady):
        await waiting
    release.set()
    await asyncio.gather(held, closing)
    assert inference_threads() == before
    with pytest.raises(NotReady):
        await scheduler.run(0.0, lambda: None)
    await scheduler.close()


async def test_a_dying_thread_fails_its_job_and_another_takes_over() -> None:
    before = inference_threads()
    scheduler = Scheduler()
    release, held = await hold(scheduler)

    def die() -> None:
        raise SystemExit

    dying = asyncio.create_task(scheduler.run(1.0, die))
    waiting = asyncio.create_task(scheduler.run(2.0, lambda: "served"))
    await asyncio.sleep(0)
    release.set()
    await held
    with pytest.raises(SynthesisFailed):
        await dying
    assert await waiting == "served"
    await scheduler.close()
    assert inference_threads() == before
