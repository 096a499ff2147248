"""What happens when the graphics card has no memory left."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from wyoming_kokoro.errors import SetupError, SynthesisFailed
from wyoming_kokoro.models.base import FloatArray, Speech
from wyoming_kokoro.models.kokoro_v1 import KokoroV1
from wyoming_kokoro.models.network import NetworkPassage
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.sound import FRAME_SAMPLES

STYLE = np.zeros((510, 1, 256), np.float32)


class Starved(KokoroV1):
    """A graphics card that is out of memory for the next so many loads and passages, and a
    processor that is not.
    """

    def __init__(self, *, loads: int = 0, passages: int = 0, cuda_fallback: bool = True) -> None:
        super().__init__(AssetPaths(Path("none")), device="cpu", cuda_fallback=cuda_fallback)
        self._first_device = self._device = "cuda"
        self.loads, self.passages = loads, passages
        self.tried: list[str] = []

    def _ensure_network(self) -> Any:
        if self._network is None:
            self.tried.append(f"load on {self._device}")
            if self._device == "cuda" and self.loads:
                self.loads -= 1
                raise torch.OutOfMemoryError("CUDA out of memory")
            self._network = _Network(self)  # type: ignore[assignment]
        return self._network

    def take(self) -> None:
        self.tried.append(f"plan on {self._device}")
        if self._device == "cuda" and self.passages:
            self.passages -= 1
            raise torch.OutOfMemoryError("CUDA out of memory")


class _Anywhere(NetworkPassage):
    def to(self, device: str) -> NetworkPassage:
        return self


class _Network:
    precision = "fp32"
    is_accelerated = False

    def __init__(self, card: Starved) -> None:
        self._card = card

    def plan(self, tokens: list[int], row: FloatArray, speed: float) -> NetworkPassage:
        self._card.take()
        return _Anywhere(np.ones(len(tokens) + 2, np.int64), *(torch.zeros(1) for _ in range(5)))

    def sound(self, passage: NetworkPassage, first: int, last: int) -> Speech:
        return Speech(np.zeros((last - first) * FRAME_SAMPLES, np.float32), passage.durations)

    def close(self) -> None:
        pass


def test_a_second_try_with_an_empty_cache_may_do() -> None:
    backend = Starved(passages=1)
    backend.load()
    assert len(backend.speak([1], STYLE).samples) == 1800
    assert backend.tried == ["load on cuda", "plan on cuda", "plan on cuda"]


def test_the_processor_takes_over_until_the_next_load(
    caplog: pytest.LogCaptureFixture,
) -> None:
    backend = Starved(passages=2)
    backend.load()
    assert len(backend.speak([1], STYLE).samples) == 1800
    assert backend.tried[-2:] == ["load on cpu", "plan on cpu"]
    assert backend.device == "cpu"
    assert "the processor takes over" in caplog.text
    backend.close()
    backend.load()
    assert backend.device == "cuda"


def test_a_load_goes_to_the_processor_too() -> None:
    backend = Starved(loads=2)
    backend.load()
    assert backend.tried == ["load on cuda", "load on cuda", "load on cpu"]


def test_without_leave_to_fall_back_it_fails_and_recovers() -> None:
    backend = Starved(loads=2, passages=2, cuda_fallback=False)
    with pytest.raises(SetupError, match="memory"):
        backend.load()
    backend.load()
    with pytest.raises(SynthesisFailed, match="memory"):
        backend.speak([1], STYLE)
    assert len(backend.speak([1], STYLE).samples) == 1800
    assert backend.device == "cuda"
