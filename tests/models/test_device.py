"""Where the model computes, and on how many cores."""

import importlib.util
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import cuda, device, kokoro_v1
from wyoming_kokoro.models.base import Passage
from wyoming_kokoro.models.chosen import choose_model
from wyoming_kokoro.models.device import choose_device, divided, torch_is_there, usable_cores
from wyoming_kokoro.models.kernels.installed import KernelStatus
from wyoming_kokoro.models.kernels.library import Kind, best_kind
from wyoming_kokoro.models.kokoro_kernels import KokoroKernels
from wyoming_kokoro.models.kokoro_v1 import KokoroV1
from wyoming_kokoro.models.store import AssetPaths


@pytest.mark.parametrize(
    ("wanted", "card", "torch", "sees", "chosen"),
    [
        ("cpu", True, True, True, "cpu"),
        ("auto", False, True, True, "cpu"),
        ("auto", True, True, True, "cuda"),
        ("auto", True, False, True, "cpu"),
        ("auto", True, True, False, "cpu"),
        ("cuda", False, True, True, "cuda"),
        ("cuda", True, True, False, None),
        ("cuda", True, False, True, None),
        ("gpu", True, True, True, None),
    ],
)
def test_a_card_is_used_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    card: bool,
    torch: bool,
    sees: bool,
    chosen: str | None,
) -> None:
    monkeypatch.setattr(device, "_has_card", lambda: card)
    monkeypatch.setattr(device, "torch_is_there", lambda: torch)
    monkeypatch.setattr("wyoming_kokoro.models.cuda.is_available", lambda: sees)
    if chosen is None:
        told = {
            "gpu": "device 'gpu' is none of auto, cuda, cpu",
            "cuda": "device cuda was asked for, but torch sees no CUDA device",
        }
        with pytest.raises(SetupError, match=f"^{told[wanted]}$"):
            choose_device(wanted)
    else:
        assert choose_device(wanted) == chosen


@pytest.mark.parametrize("hidden", ["", "torch", "kokoro"])
def test_torch_is_there_where_the_model_s_code_in_it_is_too(
    monkeypatch: pytest.MonkeyPatch, hidden: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == hidden else find(name)
    )
    assert torch_is_there() is (hidden == "")


@pytest.mark.parametrize("sees", [True, False])
def test_a_card_is_what_torch_says(monkeypatch: pytest.MonkeyPatch, sees: bool) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: sees)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda: "NVIDIA H200")
    assert (cuda.is_available(), cuda.card_name()) == (sees, "NVIDIA H200")


@pytest.mark.parametrize("cuda_fallback", [True, False])
@pytest.mark.parametrize("on", ["cpu", "cuda"])
def test_a_model_is_made_for_its_place_with_all_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: str, cuda_fallback: bool
) -> None:
    monkeypatch.setattr(kokoro_v1, "choose_device", lambda wanted: wanted)
    paths, found = AssetPaths(tmp_path), KernelStatus(None, "", "none", ())
    model: Any = choose_model(
        paths,
        device=on,
        precision="bf16",
        threads=3,
        cuda_fallback=cuda_fallback,
        kernels=found,
    )
    assert model.device == on
    if on == "cuda":
        assert isinstance(model, KokoroV1) and (model._paths, model._threads) == (paths, 3)
        assert (model._fallback is not None) is cuda_fallback
        model = model._fallback
    if model is not None:
        assert isinstance(model, KokoroKernels) and model.precision == "bf16"
        assert (model._paths, model._threads, model._kernels) == (paths, 3, found)


class Driver:
    """NVIDIA's, with some cards; `failing` is the call that fails."""

    def __init__(self, cards: int, failing: str = "") -> None:
        self.cards, self.failing = cards, failing

    def cuInit(self, flags: int) -> int:
        return int(flags != 0 or self.failing == "init")

    def cuDeviceGetCount(self, count: Any) -> int:
        count._obj.value = self.cards
        return int(self.failing == "count")


@pytest.mark.parametrize(
    ("driver", "there"),
    [
        (Driver(1), True),
        (Driver(2), True),
        (Driver(0), False),
        (Driver(1, "init"), False),
        (Driver(1, "count"), False),
        (None, False),
    ],
)
def test_the_driver_tells_whether_there_is_a_card(
    monkeypatch: pytest.MonkeyPatch, driver: Driver | None, there: bool
) -> None:
    def load(name: str) -> Driver:
        assert name == "libcuda.so.1"
        if driver is None:
            raise OSError("no such file")
        return driver

    monkeypatch.setattr(device.ctypes, "CDLL", load)
    monkeypatch.setattr(device, "torch_is_there", lambda: True)
    monkeypatch.setattr("wyoming_kokoro.models.cuda.is_available", lambda: True)
    assert choose_device("auto") == ("cuda" if there else "cpu")


@pytest.mark.parametrize(
    ("quota", "cores"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("250000 100000", 2),
        ("50000 100000", 1),
        ("1600000 100000", 8),
        ("", 8),
        (None, 8),
    ],
)
def test_a_container_s_quota_counts(
    monkeypatch: pytest.MonkeyPatch, quota: str | None, cores: int
) -> None:
    def read_text(file: Path, encoding: str) -> str:
        if quota is None or str(file) != "/sys/fs/cgroup/cpu.max":
            raise FileNotFoundError
        return quota

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.setattr(Path, "read_text", read_text)
    assert usable_cores() == cores


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((0, 0), (2, 10)),
        ((1, 0), (1, 20)),
        ((3, 0), (3, 6)),
        ((0, 7), (1, 7)),
        ((0, 8), (1, 8)),
        ((0, 16), (2, 8)),
        ((4, 2), (4, 1)),
        ((2, 6), (2, 3)),
    ],
)
def test_cores_are_divided_among_workers(
    monkeypatch: pytest.MonkeyPatch, asked: tuple[int, int], given: tuple[int, int]
) -> None:
    monkeypatch.setattr(device, "usable_cores", lambda: 20)
    assert divided(*asked) == given


@pytest.mark.parametrize(
    ("kinds", "has_tiles", "wanted", "best"),
    [
        ({"fp32", "mixed", "bf16", "int8"}, False, "auto", "int8"),
        ({"fp32", "mixed", "bf16", "int8"}, True, "auto", "bf16"),
        ({"fp32", "mixed", "bf16", "int8"}, True, "int8", "int8"),
        ({"fp32", "mixed", "bf16"}, False, "auto", "bf16"),
        ({"fp32", "mixed"}, False, "auto", "fp32"),
        ({"fp32", "mixed"}, False, "bf16", None),
        ({"fp32", "mixed"}, False, "mixed", None),
        ({"fp32", "mixed"}, False, "fp32", "fp32"),
    ],
)
def test_the_fastest_precision_is_chosen(
    kinds: set[str], has_tiles: bool, wanted: str, best: str | None
) -> None:
    library: Any = SimpleNamespace(kinds={Kind[name] for name in kinds}, has_tiles=has_tiles)
    assert best_kind(library, wanted) == best


def test_tokens_have_their_frames_and_the_ends_their_silence() -> None:
    passage = Passage(np.array([2, 3, 4, 5, 6]))
    spans = {(0, 3): (0, 20), (0, 1): (0, 5), (1, 2): (5, 9), (2, 3): (9, 20), (1, 3): (5, 20)}
    assert {span: passage.frames(*span) for span in spans} == spans
    for first, last in ((-1, 1), (1, 1), (2, 1), (0, 4), (3, 4)):
        with pytest.raises(ValueError, match=f"tokens {first} to {last} of 3"):
            passage.frames(first, last)
