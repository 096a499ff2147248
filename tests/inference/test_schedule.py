"""Nobody who listens runs dry while the machine makes speech faster than all of them hear it."""

from random import Random
from statistics import median

import pytest

from tests.inference.simulation import Machine, simulate
from wyoming_kokoro.inference.costs import Costs
from wyoming_kokoro.inference.schedule import FIRST_S, Listener, Schedule, Work

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


def quick() -> Costs:
    costs = Costs()
    for _ in range(20):
        costs.learn_plan(50, 150, 0.05)
        costs.learn_sound(40, 0.08)
    return costs


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
