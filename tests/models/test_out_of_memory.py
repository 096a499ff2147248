"""What happens when the graphics card has no memory left."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from wyoming_kokoro.errors import SetupError, SynthesisFailed
from wyoming_kokoro.models.base import FloatArray, Passage, Speech
from wyoming_kokoro.models.frames import FramePassage
from wyoming_kokoro.models.kokoro_v1 import KokoroV1
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.sound import FRAME_SAMPLES

STYLE = np.zeros((510, 1, 256), np.float32)


def passage(tokens: list[int]) -> FramePassage:
    nothing = np.zeros(1, np.float32)
    return FramePassage(np.ones(len(tokens) + 2, np.int64), *([nothing] * 5))


class Processor:
    """Takes over; counts its loads."""

    name, device, precision, aligned = "kokoro-v1", "cpu", "int8", True

    def __init__(self, tried: list[str]) -> None:
        self._tried = tried

    def load(self) -> None:
        self._tried.append("load on cpu")

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        self._tried.append("plan on cpu")
        return passage(tokens)

    def sound(self, given: Passage, first: int, last: int) -> Speech:
        start, stop = given.frames(first, last)
        return Speech(np.zeros((stop - start) * FRAME_SAMPLES, np.float32), given.durations)

    def sibling(self) -> "Processor":
        return Processor(self._tried)

    def trim(self) -> None:
        self._tried.append("trim on cpu")

    def close(self) -> None:
        self._tried.append("close on cpu")


class Starved(KokoroV1):
    """A graphics card that is out of memory for the next so many loads and passages, and a
    processor that is not.
    """

    def __init__(self, *, loads: int = 0, passages: int = 0, cuda_fallback: bool = True) -> None:
        self.loads, self.passages = loads, passages
        self.tried: list[str] = []
        fallback: Any = Processor(self.tried) if cuda_fallback else None
        super().__init__(AssetPaths(Path("none")), device="cpu", fallback=fallback)
        self._device = "cuda"

    def _ensure_network(self) -> Any:
        if self._network is None:
            self.tried.append("load on cuda")
            if self.loads:
                self.loads -= 1
                raise torch.OutOfMemoryError("CUDA out of memory")
            self._network = _Network(self)  # type: ignore[assignment]
        return self._network

    def take(self) -> None:
        self.tried.append("plan on cuda")
        if self.passages:
            self.passages -= 1
            raise torch.OutOfMemoryError("CUDA out of memory")


class _Network:
    def __init__(self, card: Starved) -> None:
        self._card = card

    def plan(self, tokens: list[int], row: FloatArray, speed: float) -> FramePassage:
        self._card.take()
        return passage(tokens)

    def sound(self, given: FramePassage, first: int, last: int) -> Speech:
        return Speech(np.zeros((last - first) * FRAME_SAMPLES, np.float32), given.durations)


@pytest.fixture
def emptied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Has a word for each time that CUDA's cache was emptied."""
    times: list[str] = []
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: times.append("emptied"))
    return times


def test_a_second_try_with_an_empty_cache_may_do(
    emptied: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    backend = Starved(passages=1)
    backend.load()
    assert emptied == []
    assert len(backend.speak([1], STYLE).samples) == 1800
    assert backend.tried == ["load on cuda", "plan on cuda", "plan on cuda"]
    assert len(emptied) == 1
    assert caplog.messages == ["CUDA has no memory left; trying again with an empty cache"]


def test_memory_of_the_card_is_given_back_where_it_is_not_needed(emptied: list[str]) -> None:
    backend = Starved(passages=2)
    backend.load()
    backend.trim()
    assert len(emptied) == 1
    backend.plan([1], STYLE)
    assert backend._network is None and len(emptied) == 3, "once for another try"
    backend.trim()
    assert backend.tried[-1] == "trim on cpu"
    backend.close()
    assert backend._network is None and len(emptied) == 5
    backend._device = "cpu"
    backend.trim()
    backend.close()
    assert len(emptied) == 5


def test_the_processor_takes_over_until_the_next_load(
    caplog: pytest.LogCaptureFixture,
) -> None:
    backend = Starved(passages=2)
    backend.load()
    assert len(backend.speak([1], STYLE).samples) == 1800
    assert backend.tried[-2:] == ["load on cpu", "plan on cpu"]
    assert (backend.device, backend.precision) == ("cpu", "int8")
    assert "the processor takes over" in caplog.text
    backend.close()
    backend.load()
    assert (backend.device, backend.precision) == ("cuda", "fp32")
    assert backend.tried[-2:] == ["close on cpu", "load on cuda"]


def test_what_was_planned_on_the_card_is_spoken_by_the_processor() -> None:
    backend = Starved(passages=2)
    backend.load()
    planned = passage([1, 2])
    backend.plan([1], STYLE)
    assert backend.device == "cpu"
    assert len(backend.sound(planned, 0, 2).samples) == 2400


def test_a_load_goes_to_the_processor_too() -> None:
    backend = Starved(loads=2)
    backend.load()
    assert backend.tried == ["load on cuda", "load on cuda", "load on cpu"]
    backend.load()
    assert len(backend.tried) == 3, "it speaks already"


def test_without_leave_to_fall_back_it_fails_and_recovers() -> None:
    backend = Starved(loads=2, passages=2, cuda_fallback=False)
    with pytest.raises(SetupError, match="^CUDA has no memory left for the model$"):
        backend.load()
    backend.load()
    with pytest.raises(SynthesisFailed, match="^The graphics card has no memory left$"):
        backend.speak([1], STYLE)
    assert len(backend.speak([1], STYLE).samples) == 1800
    assert backend.device == "cuda"


def test_a_sibling_of_a_model_on_the_card_shares_it_and_has_a_fallback_of_its_own() -> None:
    first = Starved(passages=2)
    first.load()
    second = first.sibling()
    first.plan([1], STYLE)
    assert (first.device, second.device) == ("cpu", "cuda")
    assert first._fallback is not second._fallback
    third = first.sibling()
    assert third.device == "cuda", "which may have memory again"
    third.load()
    assert third.tried[-1] == "load on cuda"
