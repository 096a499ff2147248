"""Places are bounded, waiting is fair between clients, and leaving frees what was held."""

import asyncio

import pytest

from wyoming_kokoro.engine.admission import Admission
from wyoming_kokoro.errors import Busy


async def speak(admission: Admission, client: str, order: list[str], go_on: asyncio.Event) -> None:
    async with admission.place(client):
        order.append(client)
        await go_on.wait()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_over_the_queue_is_busy_with_a_time_to_come_back() -> None:
    admission = Admission(active=1, queue=2)
    go_on = asyncio.Event()
    tasks = [asyncio.create_task(speak(admission, c, [], go_on)) for c in "abc"]
    await settle()
    assert (admission.active, admission.waiting) == (1, 2)
    with pytest.raises(Busy) as refused:
        admission.check("d")
    assert refused.value.retry_after_s >= 1
    go_on.set()
    await asyncio.gather(*tasks)
    assert (admission.active, admission.waiting) == (0, 0)


async def test_one_client_cannot_fill_the_queue() -> None:
    admission = Admission(active=1, queue=4)
    go_on = asyncio.Event()
    tasks = [asyncio.create_task(speak(admission, "greedy", [], go_on)) for _ in range(3)]
    await settle()
    with pytest.raises(Busy):
        admission.check("greedy")
    admission.check("modest")
    go_on.set()
    await asyncio.gather(*tasks)


async def test_clients_take_turns() -> None:
    admission = Admission(active=1, queue=8)
    order: list[str] = []
    go_on = asyncio.Event()
    tasks = [asyncio.create_task(speak(admission, client, order, go_on)) for client in "xaaabc"]
    await settle()
    go_on.set()
    await asyncio.gather(*tasks)
    assert order == ["x", "a", "b", "c", "a", "a"]


async def test_leaving_while_waiting_frees_the_place_in_the_queue() -> None:
    admission = Admission(active=1, queue=2)
    go_on = asyncio.Event()
    order: list[str] = []
    tasks = [asyncio.create_task(speak(admission, c, order, go_on)) for c in "abc"]
    await settle()
    tasks[1].cancel()
    await settle()
    assert admission.waiting == 1
    go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == ["a", "c"]
    assert (admission.active, admission.waiting) == (0, 0)


async def test_leaving_in_the_moment_of_admission_gives_the_place_on() -> None:
    admission = Admission(active=1, queue=2)
    go_on = asyncio.Event()
    order: list[str] = []
    tasks = [asyncio.create_task(speak(admission, c, order, go_on)) for c in "abc"]
    await settle()
    tasks[0].cancel()
    await asyncio.sleep(0)  # a's place is handed to b, who is not awake yet
    tasks[1].cancel()
    await settle()
    assert order == ["a", "c"]
    go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert admission.active == 0
