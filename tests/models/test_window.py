"""A window of a sentence is normalised as the sentence is."""

import numpy as np
import pytest

from wyoming_kokoro.models.window import window_weights


def test_the_whole_needs_no_weights() -> None:
    assert window_weights(np.ones(8, np.float32), np.arange(8, dtype=np.float32), 0, 8) is None


def test_silence_counts_for_its_share_of_the_sentence() -> None:
    speech = np.linspace(1, 2, 85)[np.arange(85) * 37 % 85]
    energy = np.concatenate((np.full(15, -9.0), speech)).astype(np.float32)
    pitch = np.where(energy > 0, 120, 0).astype(np.float32)
    weights = window_weights(pitch, energy, 0, 30)
    assert weights is not None and weights.shape == (30,)
    assert float(weights[:15].sum() / weights.sum()) == pytest.approx(0.15, abs=0.02)
    assert weights[0] < weights[-1]


def test_no_step_counts_for_much_more_than_another() -> None:
    energy = np.concatenate((np.full(500, -9.0), np.ones(500))).astype(np.float32)
    pitch = np.where(energy > 0, 120, 0).astype(np.float32)
    weights = window_weights(pitch, energy, 1, 501)
    assert weights is not None
    assert float(weights.max()) == 6


def test_a_flat_passage_has_weights_as_well() -> None:
    flat = np.zeros(50, np.float32)
    weights = window_weights(flat, flat, 10, 30)
    assert weights is not None and np.array_equal(weights, np.ones(20))


@pytest.mark.parametrize(("start", "stop"), [(0, 40), (30, 90), (100, 200), (1, 200), (0, 199)])
def test_each_kind_counts_for_its_share_within_a_factor_of_six(start: int, stop: int) -> None:
    draw = np.random.default_rng(start)
    energy = draw.normal(size=200).cumsum().astype(np.float32)
    pitch = draw.choice([0.0, 10.0, 10.5, 200.0], 200, p=[0.3, 0.1, 0.1, 0.5]).astype(np.float32)
    borders = np.quantile(energy, (0.15, 0.4, 0.7))
    kinds = [
        (sum(each > border for border in borders), pitch[i] > 10) for i, each in enumerate(energy)
    ]

    def share(kind: object, among: list[tuple[int, object]]) -> float:
        return among.count(kind) / len(among)  # type: ignore[arg-type]

    window = kinds[start:stop]
    right = [min(max(share(kind, kinds) / share(kind, window), 1 / 6), 6) for kind in window]
    weights = window_weights(pitch, energy, start, stop)
    assert weights is not None and weights.dtype == np.float32
    np.testing.assert_allclose(weights, right, rtol=1e-6)
