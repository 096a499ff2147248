"""The model in torch: what it refuses, how it is read, and what its siblings share."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import kokoro_v1, network
from wyoming_kokoro.models.base import Passage
from wyoming_kokoro.models.frames import FramePassage
from wyoming_kokoro.models.kokoro_v1 import KokoroV1
from wyoming_kokoro.models.network import read_model
from wyoming_kokoro.models.store import AssetPaths

STYLE = np.arange(510 * 256, dtype=np.float32).reshape(510, 1, 256)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "kokoro-v1_0.pth is missing; run `wyoming-kokoro download`"),
        ({"kokoro-v1_0.pth": "x"}, "config.json is missing; run `wyoming-kokoro download`"),
        ({"kokoro-v1_0.pth": "x", "config.json": "{}"}, "kokoro-v1_0.pth cannot be loaded: ."),
    ],
)
def test_files_that_are_missing_or_broken_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], told: str
) -> None:
    monkeypatch.delenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", raising=False)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(SetupError, match=told) as caught:
        KokoroV1(AssetPaths(tmp_path), device="cpu").load()
    assert "\n" not in caught.value.message
    assert os.environ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"] == "128"


def test_the_model_is_made_of_the_files_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    monkeypatch.setattr(network, "KModel", lambda *given, **how: made.append((given, how)))
    for name in ("kokoro-v1_0.pth", "config.json"):
        (tmp_path / name).write_text("")
    read_model(AssetPaths(tmp_path))
    read_model(AssetPaths(tmp_path), disable_complex=True)
    files = {"config": f"{tmp_path}/config.json", "model": f"{tmp_path}/kokoro-v1_0.pth"}
    assert made == [
        (("hexgrad/Kokoro-82M",), files | {"disable_complex": plain}) for plain in (False, True)
    ]


class Network:
    """Notes what it is asked for, and on how many threads."""

    def __init__(self, *given: Any) -> None:
        self.given = given
        self.asked: list[Any] = []

    def plan(self, tokens: list[int], row: Any, speed: float) -> FramePassage:
        self.asked.append((tokens, row[0, 0], speed, torch.get_num_threads()))
        return FramePassage(np.ones(len(tokens) + 2, np.int64), *([np.zeros(1, np.float32)] * 5))

    def sound(self, _: Any, first: int, last: int) -> str:
        self.asked.append((first, last))
        return "speech"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks that are none."""
    monkeypatch.setattr(kokoro_v1, "Network", Network)
    monkeypatch.setattr(kokoro_v1, "read_model", lambda paths: paths)
    monkeypatch.setattr(torch, "get_num_threads", torch.get_num_threads)


@pytest.mark.usefixtures("plain")
def test_it_is_loaded_once_for_all_siblings_and_asked_with_its_threads(tmp_path: Path) -> None:
    before = torch.get_num_threads()
    first = KokoroV1(AssetPaths(tmp_path), device="cpu", threads=2, seed=7)
    second = first.sibling()
    assert (first.name, first.device, first.precision, first.aligned) == (
        *("kokoro-v1", "cpu", "fp32", True),
    )
    for backend in (first, second, first):
        backend.load()
    network: Any = first._network
    assert second._network is network and network.given == (AssetPaths(tmp_path), "cpu", 7)
    assert first.speak([5, 6, 7], STYLE, 1.5) == "speech"
    planned = second.plan([5], STYLE)
    second.sound(planned, 0, 1)
    assert network.asked == [
        ([5, 6, 7], STYLE[2, 0, 0], 1.5, 2),
        (0, 5),
        ([5], STYLE[0, 0, 0], 1.0, 2),
        (0, 3),
    ]
    torch.set_num_threads(before)
    first.close()
    with pytest.raises(RuntimeError, match="not loaded"):
        first.plan([5], STYLE)
    second.plan([5], STYLE)
    alone = first.sibling()
    alone.load()
    assert alone._network is not network
    first.trim()


@pytest.mark.usefixtures("plain")
def test_what_cannot_be_spoken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_v1, "usable_cores", lambda: 3)
    backend = KokoroV1(AssetPaths(tmp_path), device="cpu")
    assert backend._threads == 3
    backend.load()
    for count in (0, 511):
        with pytest.raises(ValueError, match=f"{count} tokens; 1 to 510"):
            backend.plan([1] * count, STYLE)
    backend.plan([1] * 510, STYLE)
    with pytest.raises(TypeError, match="another backend"):
        backend.sound(Passage(np.ones(3, np.int64)), 0, 1)
