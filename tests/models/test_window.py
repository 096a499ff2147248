"""A window of a sentence is normalised as the sentence is."""

import pytest
import torch

from wyoming_kokoro.models.window import window_weights


def test_the_whole_needs_no_weights() -> None:
    assert window_weights(torch.ones(8), torch.randn(8), 0, 8) is None


def test_silence_counts_for_its_share_of_the_sentence() -> None:
    speech = torch.linspace(1, 2, 85)[torch.arange(85) * 37 % 85]
    energy = torch.cat((torch.full((15,), -9.0), speech))
    pitch = torch.where(energy > 0, 120.0, 0.0)
    weights = window_weights(pitch, energy, 0, 30)
    assert weights is not None and weights.shape == (30,)
    assert float(weights[:15].sum() / weights.sum()) == pytest.approx(0.15, abs=0.02)
    assert weights[0] < weights[-1]


def test_no_step_counts_for_much_more_than_another() -> None:
    energy = torch.cat((torch.full((500,), -9.0), torch.ones(500)))
    pitch = torch.where(energy > 0, 120.0, 0.0)
    weights = window_weights(pitch, energy, 1, 501)
    assert weights is not None
    assert float(weights.max()) == 6


def test_a_flat_passage_has_weights_as_well() -> None:
    weights = window_weights(torch.zeros(50), torch.zeros(50), 10, 30)
    assert weights is not None and torch.equal(weights, torch.ones(20))
