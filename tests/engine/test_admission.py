"""Places are bounded, waiting is fair between clients, and leaving frees what was held."""

import asyncio

import pytest

from tests.engine import virtual_time
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
        await speak(admission, "d", [], go_on)
    assert refused.value.retry_after_s >= 1
    go_on.set()
    await asyncio.gather(*tasks)
    assert (admission.active, admission.waiting) == (0, 0)


async def test_without_a_queue_nobody_waits() -> None:
    admission = Admission(active=1, queue=0)
    go_on = asyncio.Event()
    first = asyncio.create_task(speak(admission, "a", [], go_on))
    await settle()
    for client in "ab":
        with pytest.raises(Busy):
            await speak(admission, client, [], go_on)
    go_on.set()
    await first


async def test_a_house_behind_one_address_has_the_whole_queue() -> None:
    admission = Admission(active=1, queue=4)
    order: list[str] = []
    go_on = asyncio.Event()
    tasks = [asyncio.create_task(speak(admission, "house", order, go_on)) for _ in range(5)]
    await settle()
    assert (admission.active, admission.waiting) == (1, 4)
    with pytest.raises(Busy):
        await speak(admission, "house", order, go_on)
    go_on.set()
    await asyncio.gather(*tasks)
    assert order == ["house"] * 5


async def test_a_newcomer_to_a_full_queue_takes_the_last_place_of_the_greediest() -> None:
    admission = Admission(active=1, queue=4)
    order: list[str] = []
    go_on = asyncio.Event()
    greedy = [asyncio.create_task(speak(admission, "greedy", order, go_on)) for _ in range(5)]
    await settle()
    modest = [asyncio.create_task(speak(admission, "modest", order, go_on)) for _ in range(2)]
    await settle()
    assert admission.waiting == 4
    assert [task.done() for task in greedy] == [False, False, False, True, True]
    assert all(isinstance(task.exception(), Busy) for task in greedy[3:])
    with pytest.raises(Busy):
        await speak(admission, "modest", order, go_on)
    go_on.set()
    await asyncio.gather(*greedy[:3], *modest)
    assert order == ["greedy", "greedy", "modest", "greedy", "modest"]
    assert (admission.active, admission.waiting) == (0, 0)


async def test_whoever_listens_for_hours_leaves_places_to_others() -> None:
    admission = Admission(active=4, queue=8)
    order: list[str] = []
    go_on = asyncio.Event()
    greedy = [asyncio.create_task(speak(admission, "greedy", order, go_on)) for _ in range(6)]
    await settle()
    assert (admission.active, admission.waiting) == (3, 3)
    modest = asyncio.create_task(speak(admission, "modest", order, go_on))
    await settle()
    assert order == ["greedy"] * 3 + ["modest"]
    modest.cancel()
    await settle()
    assert (admission.active, admission.waiting) == (3, 3)
    go_on.set()
    await asyncio.gather(*greedy)
    assert (admission.active, admission.waiting) == (0, 0)


async def test_leaving_while_being_sent_away_leaves_nothing_behind() -> None:
    admission = Admission(active=1, queue=2)
    go_on = asyncio.Event()
    greedy = [asyncio.create_task(speak(admission, "greedy", [], go_on)) for _ in range(3)]
    await settle()
    modest = asyncio.create_task(speak(admission, "modest", [], go_on))
    await asyncio.sleep(0)  # the last greedy one is refused and does not know it yet
    greedy[2].cancel()
    await settle()
    assert (admission.active, admission.waiting) == (1, 2)
    go_on.set()
    await asyncio.gather(*greedy, modest, return_exceptions=True)
    assert (admission.active, admission.waiting) == (0, 0)


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


async def test_leaving_in_the_moment_in_which_another_leaves_passes_the_place_on() -> None:
    admission = Admission(active=1, queue=4)
    go_on = asyncio.Event()
    order: list[str] = []
    tasks = [asyncio.create_task(speak(admission, c, order, go_on)) for c in "abbc"]
    await settle()
    for task in tasks[:2]:
        task.cancel()  # a's place would be b's, who has gone and does not know it yet
    await settle()
    assert order == ["a", "c"] and tasks[1].cancelled()
    assert (admission.active, admission.waiting) == (1, 1)
    for task in (tasks[3], tasks[2]):
        task.cancel()
    await settle()
    assert order == ["a", "c"] and tasks[2].cancelled()
    assert (admission.active, admission.waiting) == (0, 0)


async def test_a_newcomer_may_take_the_place_of_one_who_is_just_leaving() -> None:
    admission = Admission(active=1, queue=2)
    go_on = asyncio.Event()
    greedy = [asyncio.create_task(speak(admission, "greedy", [], go_on)) for _ in range(3)]
    await settle()
    modest = asyncio.create_task(speak(admission, "modest", [], go_on))
    greedy[2].cancel()
    await settle()
    assert greedy[2].cancelled() and not modest.done()
    assert (admission.active, admission.waiting) == (1, 2)
    go_on.set()
    await asyncio.gather(*greedy[:2], modest)


async def test_of_two_of_one_client_the_one_that_leaves_frees_one_place() -> None:
    admission = Admission(active=4, queue=0)
    async with admission.place("a"):
        async with admission.place("a"):
            assert admission.active == 2
        assert admission.active == 1
    assert len(admission._speaking) == 0, "nothing is kept of who has gone"


async def test_who_gets_a_place_by_waiting_counts_beside_those_of_the_same_client() -> None:
    admission = Admission(active=4, queue=4)
    go_on = asyncio.Event()
    tasks = [asyncio.create_task(speak(admission, c, [], go_on)) for c in "aabba"]
    await settle()
    assert (admission.active, admission.waiting) == (4, 1)
    tasks[2].cancel()
    await settle()
    assert (admission.active, admission.waiting) == (4, 0)
    go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert admission.active == 0


async def test_who_is_heard_already_goes_on_although_all_places_are_taken() -> None:
    admission = Admission(active=1, queue=0)
    async with admission.place("a"):
        async with admission.place("b", goes_on=True):
            assert admission.active == 2
        with pytest.raises(Busy):
            await speak(admission, "c", [], asyncio.Event())


async def _lasts(admission: Admission, client: str, seconds: float) -> None:
    async with admission.place(client):
        await asyncio.sleep(seconds)


async def _refused(admission: Admission, client: str) -> Busy:
    with pytest.raises(Busy) as raised:
        async with admission.place(client):
            raise AssertionError("there was a place")
    return raised.value


def test_who_is_sent_away_learns_when_a_place_will_be_free() -> None:
    async def main() -> None:
        admission = Admission(active=2, queue=1)
        both = [asyncio.create_task(_lasts(admission, client, 8.0)) for client in "ab"]
        waiting = asyncio.create_task(_lasts(admission, "c", 8.0))
        await asyncio.sleep(1)
        busy = await _refused(admission, "d")
        assert busy.message == "2 utterances are being spoken and 1 are waiting"
        assert busy.retry_after_s == 2.0, "before any has been timed each is taken to last 2 s"
        await asyncio.gather(*both, waiting)
        # 2 → 3.2 → 4.16 → 4.928: a fifth of the way at each
        both = [asyncio.create_task(_lasts(admission, client, 1.0)) for client in "ab"]
        waiting = asyncio.create_task(_lasts(admission, "c", 1.0))
        await asyncio.sleep(0.5)
        assert (await _refused(admission, "d")).retry_after_s == pytest.approx(4.928)
        assert admission.admitted == 5
        await asyncio.gather(*both, waiting)
        assert admission.admitted == 6

    virtual_time.run(main())


def test_who_is_sent_away_does_not_come_again_at_once() -> None:
    async def main() -> None:
        admission = Admission(active=1, queue=0)
        for _ in range(30):
            await _lasts(admission, "a", 0.01)
        speaking = asyncio.create_task(_lasts(admission, "a", 1.0))
        await asyncio.sleep(0.5)
        assert (await _refused(admission, "b")).retry_after_s == 1.0
        await speaking

    virtual_time.run(main())


async def test_where_memory_is_wanting_only_those_go_on_who_are_heard() -> None:
    admission = Admission(active=2, queue=2)
    admission.is_closed = True
    busy = await _refused(admission, "a")
    assert (busy.message, busy.retry_after_s) == ("The server has no memory to spare", 10.0)
    async with admission.place("a", goes_on=True):
        assert admission.active == 1
    assert admission.active == 0


@pytest.mark.parametrize(("places", "share"), [(1, 1), (2, 2), (3, 3), (4, 3), (8, 6), (16, 12)])
async def test_one_client_gets_three_quarters_of_the_places(places: int, share: int) -> None:
    admission = Admission(active=places, queue=places)
    go_on = asyncio.Event()
    tasks = [asyncio.create_task(speak(admission, "a", [], go_on)) for _ in range(places)]
    await settle()
    assert (admission.active, admission.waiting) == (share, places - share)
    go_on.set()
    await asyncio.gather(*tasks)
