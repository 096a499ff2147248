"""What happens when the graphics card has no memory left."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from wyoming_kokoro.errors import SetupError, SynthesisFailed
from wyoming_kokoro.models.base import FloatArray, Speech
from wyoming_kokoro.models.kokoro_v1 import KokoroV1
from wyoming_kokoro.models.store import AssetPaths

STYLE = np.zeros((510, 1, 256), np.float32)


class Starved(KokoroV1):
    """A graphics card that is out of memory for the next so many loads and passages, and a processor that is not."""

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
            self._network = _Network()  # type: ignore[assignment]
        return self._network

    def _speak(
        self, tokens: list[int], style: FloatArray, speed: float, span: tuple[int, int] | None
    ) -> Speech:
        self._ensure_network()
        self.tried.append(f"speak on {self._device}")
        if self._device == "cuda" and self.passages:
            self.passages -= 1
            raise torch.OutOfMemoryError("CUDA out of memory")
        return Speech(np.zeros(600, np.float32), None)


class _Network:
    precision = "fp32"
    is_accelerated = False

    def forget(self) -> None:
        pass

    def close(self) -> None:
        pass


async def test_a_second_try_with_an_empty_cache_may_do() -> None:
    backend = Starved(passages=1)
    await backend.load()
    assert len(backend.generate([1], STYLE).samples) == 600
    assert backend.tried == ["load on cuda", "speak on cuda", "speak on cuda"]


async def test_the_processor_takes_over_until_the_next_load(
    caplog: pytest.LogCaptureFixture,
) -> None:
    backend = Starved(passages=2)
    await backend.load()
    assert len(backend.generate([1], STYLE).samples) == 600
    assert backend.tried[-2:] == ["load on cpu", "speak on cpu"]
    assert backend.device == "cpu"
    assert "the processor takes over" in caplog.text
    await backend.close()
    await backend.load()
    assert backend.device == "cuda"


async def test_a_load_goes_to_the_processor_too() -> None:
    backend = Starved(loads=2)
    await backend.load()
    assert backend.tried == ["load on cuda", "load on cuda", "load on cpu"]


async def test_without_leave_to_fall_back_it_fails_and_recovers() -> None:
    backend = Starved(loads=2, passages=2, cuda_fallback=False)
    with pytest.raises(SetupError, match="memory"):
        await backend.load()
    await backend.load()
    with pytest.raises(SynthesisFailed, match="memory"):
        backend.generate([1], STYLE)
    assert len(backend.generate([1], STYLE).samples) == 600
    assert backend.device == "cuda"
