"""What was measured is what the same work is expected to cost again."""

import pytest

from wyoming_kokoro.inference.costs import Costs


def learned() -> Costs:
    costs = Costs()
    for _ in range(20):
        costs.learn_plan(60, 200, 0.03)
        costs.learn_sound(40, 0.1)
    return costs


def test_the_same_work_costs_the_same() -> None:
    costs = learned()
    assert costs.plan(60) == pytest.approx(0.03)
    assert costs.sound(1.0) == pytest.approx(0.1)
    assert costs.speech_of(60) == pytest.approx(5.0)


def test_short_work_costs_more_than_its_share() -> None:
    costs = learned()
    assert costs.sound(0.5) > 0.05 and costs.plan(30) > 0.015
    assert costs.speech_in(costs.sound(0.7)) == pytest.approx(0.7)
    assert costs.speech_in(0.0) < 0


def test_one_slow_job_changes_nothing() -> None:
    costs = learned()
    costs.learn_sound(40, 9.0)
    costs.learn_plan(60, 200, 9.0)
    assert costs.sound(1.0) == pytest.approx(0.1)
    assert costs.plan(60) == pytest.approx(0.03)
