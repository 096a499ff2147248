"""Nobody who listens runs dry while the machine makes speech faster than all of them hear it."""

from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any

import numpy as np
import pytest

from tests.inference.simulation import Machine, simulate
from wyoming_kokoro.inference.costs import Costs
from wyoming_kokoro.inference.schedule import FIRST_S, Listener, Schedule, Work
from wyoming_kokoro.models.base import Passage

SPEEDS = (0.05, 0.08, 0.12, 0.2, 0.3, 0.45)
TEXTS = {"short": (1, 0.8, 2.5), "medium": (3, 1.0, 9.0), "long": (12, 1.0, 9.0)}
"""Sentences, and seconds of the shortest and of the longest."""


def text(random: Random, kind: str) -> list[float]:
    kind = random.choice(list(TEXTS)) if kind == "mixed" else kind
    sentences, shortest, longest = TEXTS[kind]
    return [random.uniform(shortest, longest) for _ in range(sentences)]


def arrivals(
    random: Random, pattern: str, count: int, kind: str
) -> list[tuple[float, list[float]]]:
    times = {
        "together": lambda i: 0.0,
        "one after the other": lambda i: 0.35 * i,
        "two bursts": lambda i: 0.0 if i < count // 2 else 4.0,
        "at random": lambda i: random.uniform(0, 12),
    }[pattern]
    return [(times(i), text(random, kind)) for i in range(count)]


@pytest.mark.parametrize("kind", [*TEXTS, "mixed"])
@pytest.mark.parametrize("pattern", ["together", "one after the other", "two bursts", "at random"])
def test_nobody_runs_dry_and_everybody_is_served(pattern: str, kind: str) -> None:
    runs = 0
    for speed in SPEEDS:
        for count in range(2, 9):
            if speed * count > 0.92:
                continue
            for seed in range(3):
                random = Random(f"{speed} {count} {pattern} {kind} {seed}")
                asked = arrivals(random, pattern, count, kind)
                spoken = simulate(Machine(speed, seed), asked)
                gaps = [gap for speaker in spoken for gap in speaker.gaps_s]
                assert gaps == [], f"speed {speed}, {count} listeners, seed {seed}"
                assert len(spoken) == count
                assert all(speaker.first_audio_s is not None for speaker in spoken)
                runs += 1
    assert runs > 50


@pytest.mark.parametrize("pattern", ["together", "at random"])
def test_two_workers_keep_twice_as_many_fed(pattern: str) -> None:
    for speed in SPEEDS:
        for count in (n for n in (4, 6, 8) if n * speed <= 1.0):
            for seed in range(2):
                random = Random(f"{speed} {count} {pattern} {seed}")
                asked = arrivals(random, pattern, count, "mixed")
                spoken = simulate(Machine(speed, seed), asked, workers=2)
                gaps = [gap for speaker in spoken for gap in speaker.gaps_s]
                assert gaps == [], f"speed {speed}, {count} listeners, seed {seed}"
                assert len(spoken) == count


@pytest.mark.parametrize(
    ("speed", "count", "limit_s"), [(0.08, 4, 0.4), (0.12, 4, 0.7), (0.08, 6, 0.55)]
)
def test_those_who_come_together_begin_soon(speed: float, count: int, limit_s: float) -> None:
    firsts = []
    for seed in range(10):
        random = Random(f"{speed} {count} {seed}")
        spoken = simulate(Machine(speed, seed), arrivals(random, "together", count, "medium"))
        firsts += [speaker.first_audio_s or 0.0 for speaker in spoken]
    assert median(firsts) <= limit_s


def test_a_machine_that_is_too_slow_makes_gaps_but_starves_nobody() -> None:
    spoken = simulate(Machine(0.6, 1), [(0.0, [5.0] * 8) for _ in range(4)])
    assert len(spoken) == 4
    assert all(speaker.first_audio_s is not None for speaker in spoken)


def test_a_slow_machine_holds_the_first_audio_until_it_can_go_on() -> None:
    (alone,) = simulate(Machine(1.3, 1), [(0.0, [4.0] * 3)])
    assert alone.gaps_s == []
    assert (alone.first_audio_s or 0) > 2


def learned(plan_s: float, sound_s: float) -> Costs:
    """Of 50 phonemes in 150 frames, and of one second of speech."""
    costs = Costs()
    for _ in range(20):
        costs.learn_plan(50, 150, plan_s)
        costs.learn_sound(40, sound_s)
    return costs


def quick() -> Costs:
    return learned(0.05, 0.08)


def test_a_newcomer_goes_first_where_there_is_time_and_waits_where_there_is_none() -> None:
    schedule = Schedule(quick())
    hears, waits = Listener(0.0, runs_dry_at=2.0, left_s=20, planned_s=5), Listener(1.0, left_s=20)
    jobs = [Work(hears), Work(waits, tokens=50)]
    first = schedule.choose(1.0, jobs, [hears, waits])
    assert (first.job, first.speech_s) == (1, FIRST_S)
    hears.runs_dry_at = 1.2
    assert schedule.choose(1.0, jobs, [hears, waits]).job == 0


def test_who_waits_for_a_plan_needs_the_time_for_it_whatever_was_planned_before() -> None:
    schedule = Schedule(quick())
    hears, waits = Listener(0.0, runs_dry_at=0.6, left_s=20, planned_s=4), Listener(0.0, left_s=20)
    newcomer = Work(waits, tokens=50)
    assert schedule.choose(0.0, [Work(hears), newcomer], [hears, waits]).job == 1
    assert schedule.choose(0.0, [Work(hears, tokens=90), newcomer], [hears, waits]).job == 0


def test_spans_grow_with_what_the_listener_has_in_hand() -> None:
    schedule = Schedule(quick())
    listener = Listener(0.0, runs_dry_at=1.0, left_s=20, planned_s=20)
    spans = []
    for dry in (0.2, 0.35, 3.0):
        listener.runs_dry_at = dry
        spans.append(schedule.choose(0.0, [Work(listener)], [listener]).speech_s)
    assert spans[0] < spans[1] < spans[2] < 6


def test_one_who_needs_it_more_and_is_about_to_ask_is_waited_for() -> None:
    schedule = Schedule(quick())
    soon = Listener(0.0, runs_dry_at=0.3, left_s=20, planned_s=20)
    late = Listener(0.0, runs_dry_at=4.0, left_s=20)
    assert schedule.choose(0.0, [Work(late, tokens=400)], [soon, late]).is_stopgap
    assert not schedule.choose(0.0, [Work(late, tokens=10)], [late]).is_stopgap


def test_what_is_held_is_handed_out_once_it_can_be_gone_on_with() -> None:
    schedule = Schedule(slow())
    waits = Listener(0.0, left_s=9.0, planned_s=9.0, held_s=1.0)
    begins = []
    for held_s in (1.0, 3.0, 6.0):
        waits.held_s = held_s
        begins.append(schedule.may_begin(0.0, waits, [waits], [0.0]))
    assert begins == [False, False, True]
    waits.held_s = 6.0
    assert not schedule.may_begin(0.0, waits, [waits], [])  # nobody works
    assert not schedule.may_begin(0.0, waits, [waits], [9.0])
    assert schedule.may_begin(9.0, waits, [waits], [9.0])
    waits.held_s = 20.0
    assert schedule.may_begin(0.0, waits, [waits], [])
    waits.held_s, waits.left_s = 0.5, 0.0
    assert schedule.may_begin(0.0, waits, [waits], [])


def slow() -> Costs:
    """More than a second of work for each of speech."""
    costs = Costs()
    for _ in range(20):
        costs.learn_plan(50, 150, 0.05)
        costs.learn_sound(40, 1.3)
    return costs


def test_who_begins_must_not_make_others_run_dry() -> None:
    schedule = Schedule(quick())
    waits = Listener(1.0, left_s=20, planned_s=20, held_s=1.0)
    hears = Listener(0.0, runs_dry_at=0.3, left_s=20, planned_s=20)
    assert schedule.may_begin(0.0, waits, [waits], [0.0])
    late = Listener(0.0, runs_dry_at=0.01, left_s=20, planned_s=20)
    assert not schedule.may_begin(0.0, waits, [waits, late], [0.0])
    assert schedule.may_begin(0.0, waits, [waits, hears], [0.0])
    late.left_s = late.coming_s = 1.0  # the rest is being made
    assert schedule.may_begin(0.0, waits, [waits, late], [0.0])


class _Passage(Passage):
    def is_at_hand(self, backend: object) -> bool:
        return backend == "home"


def test_a_passage_that_is_elsewhere_costs_a_plan() -> None:
    costs = quick()
    schedule, listener = Schedule(costs), Listener(0.0)
    passage = _Passage(np.ones(52, np.int64))
    home: Any = "home"
    away: Any = "away"
    sound_s = costs.sound(1.0)
    assert schedule.cost(Work(listener), 1.0) == sound_s
    assert schedule.cost(Work(listener, tokens=50), 1.0, away) == sound_s + costs.plan(50)
    assert schedule.cost(Work(listener, passage=passage), 1.0, home) == sound_s
    assert schedule.cost(Work(listener, passage=passage), 1.0, away) == sound_s + costs.plan(50)
    assert schedule.cost(Work(listener, passage=passage), 1.0) == sound_s


def test_who_waits_longest_for_the_first_audio_goes_first_among_them() -> None:
    schedule = Schedule(quick())
    waiting = [Listener(asked_at, left_s=5.0) for asked_at in (3.0, 1.0, 2.0)]
    jobs = [Work(listener, tokens=50) for listener in waiting]
    assert schedule.choose(4.0, jobs, waiting).job == 1
    begun = (Listener(0.0, 1.0), Listener(0.0, held_s=1.0))
    assert [listener.is_new for listener in (waiting[0], *begun)] == [True, False, False]


def test_a_span_is_neither_a_crumb_nor_a_long_wait_for_others() -> None:
    costs = quick()
    schedule = Schedule(costs)
    listener = Listener(0.0, runs_dry_at=0.0, left_s=90, planned_s=90)

    def choose() -> float:
        return schedule.choose(5.0, [Work(listener)], [listener]).speech_s

    assert choose() == 0.8
    listener.runs_dry_at = 900.0
    assert choose() == min(4.0, costs.speech_in(0.3)) > 1.6
    for _ in range(20):
        costs.learn_sound(40, 0.01)
    assert choose() == 4.0
    for _ in range(20):
        costs.learn_sound(40, 5.0)
    assert choose() == 1.6
    listener.runs_dry_at, listener.held_s = None, 3.0
    assert choose() == 1.6
    for _ in range(20):
        costs.learn_sound(40, 0.01)
    assert choose() == 3.0


def usual() -> Costs:
    """A third of a second of work for one of speech."""
    return learned(0.2, 0.3)


def least(holds: Callable[[float], bool]) -> float:
    """The seconds from which on something holds, up to 60: what a change of the rules moves."""
    low, high = 0.0, 60.0
    assert holds(high) and not holds(low)
    while high - low > 1e-3:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return round(high, 2)


Given = dict[str, float]


def hears(dry: float, left_s: float = 20.0, planned_s: float = 20.0, **more: float) -> Listener:
    return Listener(0.0, dry, left_s, planned_s, **more)


def those_who_hear(dry: float, step: float, given: list[Given]) -> list[Work]:
    """The next work of listeners one `step` behind the other; for a plan of so many `tokens`, or
    none.
    """
    return [
        Work(
            hears(dry + step * i, **{name: each[name] for name in each if name != "tokens"}),
            int(each.get("tokens", 0)),
        )
        for i, each in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("others", "tokens", "held_s", "busy", "seconds"),
    [
        ([{}], 50, 0.0, (), 1.27),
        ([{}], 0, 0.0, (), 1.0),
        ([{}], 200, 0.0, (), 1.92),
        ([{}], 50, 1.5, (), 1.42),
        ([{"left_s": 0.5}], 50, 0.0, (), 1.27),
        ([{"planned_s": 0.0}], 50, 0.0, (), 2.36),
        ([{"planned_s": 2.0}], 50, 0.0, (), 1.65),
        ([{"left_s": 60.0, "planned_s": 2.0}], 50, 0.0, (), 1.65),
        ([{"coming_s": 1.0}], 50, 0.0, (), 0.27),
        ([{"coming_s": 1.0, "planned_s": 1.5}], 50, 0.0, (), 1.1),
        ([{"coming_s": 1.0, "left_s": 1.5}], 50, 0.0, (), 0.27),
        ([{"coming_s": 1.0, "left_s": 3.0, "planned_s": 1.0}], 50, 0.0, (), 1.01),
        ([{"planned_s": 2.0, "tokens": 90}], 50, 0.0, (), 2.05),
        ([{}, {}], 50, 0.0, (), 3.03),
        ([{}, {"planned_s": 1.0}, {"left_s": 4.0}], 50, 0.0, (), 5.35),
        ([{}, {}], 50, 0.0, (0.0,), 0.82),
        ([{}, {}], 50, 0.0, (1.0,), 1.27),
        ([{}, {}, {}], 50, 0.0, (0.3, 0.1), 0.54),
    ],
)
def test_those_who_hear_must_have_so_much_in_hand_before_somebody_new_is_served(
    others: list[Given], tokens: int, held_s: float, busy: tuple[float, ...], seconds: float
) -> None:
    schedule = Schedule(usual())

    def is_served(dry: float) -> bool:
        new = Listener(0.0, None, 9.0, 0.0 if tokens else 9.0, held_s)
        jobs = [*those_who_hear(dry, 0.2, others), Work(new, tokens=tokens)]
        everybody = [job.listener for job in jobs]
        return schedule.choose(0.0, jobs, everybody, busy).job == len(others)

    assert least(is_served) == seconds


@pytest.mark.parametrize(
    ("others", "new", "busy", "seconds"),
    [
        ([], {}, (0.0,), 0.44),
        ([], {"planned_s": 0.0}, (0.0,), 0.96),
        ([], {"left_s": 40.0, "planned_s": 3.0}, (0.5,), 0.94),
        ([{}], {}, (0.0,), 0.44),
        ([{}, {"planned_s": 0.0}], {}, (0.0,), 1.52),
        ([{}, {"planned_s": 0.0}], {}, (0.0, 0.4), 0.44),
    ],
)
def test_so_much_is_held_before_somebody_begins(
    others: list[Given], new: Given, busy: tuple[float, ...], seconds: float
) -> None:
    schedule = Schedule(usual())
    heard = [job.listener for job in those_who_hear(3.0, 0.2, others)]

    def may_begin(held_s: float) -> bool:
        waits = Listener(0.0, None, **{"left_s": 12.0, "planned_s": 12.0, "held_s": held_s} | new)
        return schedule.may_begin(0.0, waits, [*heard, waits], busy)

    assert least(may_begin) == seconds


@pytest.mark.parametrize(
    ("others", "tokens", "busy", "speech_s", "is_stopgap"),
    [
        ([], 0, (), 3.65, False),
        ([], 20, (), 2.26, False),
        ([{}], 0, (), 2.0, False),
        ([{}], 0, (0.0,), 2.57, False),
        ([{}, {}], 0, (0.0,), 2.57, False),
        ([{"planned_s": 0.0}], 0, (), 2.0, True),
        ([{"planned_s": 0.0}, {}, {}], 0, (0.4,), 2.57, True),
        ([{}, {"tokens": 5}], 0, (), 1.11, False),
        ([{"coming_s": 0.2}], 0, (), 3.65, False),
        ([{"left_s": 0.1}], 0, (), 2.0, False),
        ([{"left_s": 0.1, "coming_s": 0.1}], 0, (), 3.65, False),
    ],
)
def test_so_much_is_made_at_once_that_the_others_get_their_next_span_in_time(
    others: list[Given], tokens: int, busy: tuple[float, ...], speech_s: float, is_stopgap: bool
) -> None:
    costs = usual()
    for _ in range(20):
        costs.learn_sound(40, 0.1)
    mine, theirs = hears(0.5), those_who_hear(0.45, 0.1, others)
    everybody = [mine, *(job.listener for job in theirs)]
    asked = [Work(mine, tokens), *(job for job in theirs if job.tokens)]
    choice = Schedule(costs).choose(0.0, asked, everybody, busy)
    assert round(choice.speech_s, 2) == speech_s
    assert choice.is_stopgap == is_stopgap


def test_so_much_must_have_been_held_on_a_slow_machine_before_somebody_new_is_served() -> None:
    costs = usual()
    for _ in range(20):
        costs.learn_sound(40, 1.2)
    schedule, heard = Schedule(costs), hears(50.0, 3.0)

    def is_served(held_s: float) -> bool:
        new = Listener(0.0, None, 12.0, 12.0, held_s)
        return schedule.choose(0.0, [Work(heard), Work(new)], [heard, new]).job == 1

    assert least(is_served) == 3.74


def test_who_will_be_late_in_any_case_is_no_reason_to_let_others_wait() -> None:
    schedule = Schedule(usual())

    def is_done_at_once(dry: float) -> bool:
        mine, other = hears(dry), hears(dry - 0.05, 0.1, 0.1)
        return not schedule.choose(0.0, [Work(mine)], [mine, other], (0.0,)).is_stopgap

    assert least(is_done_at_once) == 0.45


@pytest.mark.parametrize("busy, seconds", [((), 0.79), ((0.0,), 0.44)])
def test_who_is_about_to_ask_and_needs_it_more_is_waited_for_unless_there_is_time(
    busy: tuple[float, ...], seconds: float
) -> None:
    schedule = Schedule(usual())

    def is_done_at_once(dry: float) -> bool:
        mine, other = hears(dry + 0.5), hears(dry)
        return not schedule.choose(0.0, [Work(mine)], [mine, other], busy).is_stopgap

    assert least(is_done_at_once) == seconds


def test_a_second_newcomer_does_not_go_before_the_first() -> None:
    schedule = Schedule(usual())
    first, second, heard = Listener(0.0, left_s=9.0), Listener(1.0, left_s=9.0), hears(1.5)
    jobs = [Work(heard), Work(first, tokens=400), Work(second, tokens=50)]
    assert schedule.choose(0.0, jobs[::2], [heard, second]).job == 1
    assert schedule.choose(0.0, jobs, [heard, first, second]).job == 0
