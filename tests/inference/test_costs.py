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


def test_what_is_not_known_yet_is_taken_to_be_slow() -> None:
    costs = Costs()
    assert costs.plan(88) == pytest.approx(0.2)
    assert costs.sound(0.65) == pytest.approx(0.006 * (26 + 14))
    assert costs.speech_of(100) == pytest.approx(7.25)


def test_each_guess_agrees_with_the_others() -> None:
    costs = learned()
    assert costs.tokens_in(costs.plan(48) + 1e-9) == 48
    assert costs.tokens_in(costs.plan(49) - 1e-9) == 48
    assert costs.plan_of(costs.speech_of(48)) == pytest.approx(costs.plan(48))
    assert costs.plan_of(costs.speech_of(48) + 0.7 * costs.speech_of(1)) == costs.plan(49)
    many = 1000
    whole = costs.sound(costs.speech_of(many)) + costs.plan(many)
    fixed = costs.sound(0.0) + costs.plan(0)
    assert costs.real_time_factor == pytest.approx((whole - fixed) / costs.speech_of(many))


def test_half_of_the_last_jobs_decide() -> None:
    costs = learned()
    for number in range(8):
        assert costs.sound(1.0) == pytest.approx(0.1)
        costs.learn_sound(40, 0.2)
        costs.learn_plan(60, 400, 0.06)
    assert costs.sound(1.0) == pytest.approx(0.2)
    assert costs.plan(60) == pytest.approx(0.06)
    assert costs.speech_of(60) == pytest.approx(10.0)
