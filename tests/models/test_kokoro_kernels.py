"""The model on kernels: what it refuses, what its prepared weights are made of, what a span is."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.memory import resident
from wyoming_kokoro.models import kokoro_kernels
from wyoming_kokoro.models.base import FloatArray, Passage
from wyoming_kokoro.models.frames import FramePassage, span
from wyoming_kokoro.models.kernels.installed import KernelStatus
from wyoming_kokoro.models.kernels.library import Kernels, Kind
from wyoming_kokoro.models.kokoro_kernels import KernelNetwork, KokoroKernels, packed, prepared
from wyoming_kokoro.models.store import AssetPaths

STYLE = np.zeros((510, 1, 256), np.float32)


def library(folder: Path, content: bytes = b"1", *, tiles: bool = False) -> Any:
    (folder / "some.so").write_bytes(content)
    kinds = frozenset((Kind.fp32, Kind.mixed))
    return SimpleNamespace(path=folder / "some.so", has_tiles=tiles, kinds=kinds)


def status(kernels: Any, reason: str = "") -> KernelStatus:
    return KernelStatus(kernels, "some", reason, ())


def test_a_precision_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="'fp8' is none of auto, fp32, bf16, int8"):
        KokoroKernels(AssetPaths(tmp_path), precision="fp8")


def test_without_kernels_or_their_instructions_nothing_is_loaded(tmp_path: Path) -> None:
    paths = AssetPaths(tmp_path)
    with pytest.raises(SetupError, match="no kernels for this processor: no luck"):
        KokoroKernels(paths, kernels=status(None, "no luck")).load()
    with pytest.raises(SetupError, match="no instructions for bf16"):
        KokoroKernels(paths, precision="bf16", kernels=status(library(tmp_path))).load()
    with pytest.raises(SetupError, match=r"kokoro-v1_0\.pth is missing"):
        KokoroKernels(paths, precision="fp32", kernels=status(library(tmp_path))).load()


@pytest.mark.parametrize("count", [0, 511])
def test_too_few_and_too_many_tokens_are_refused(tmp_path: Path, count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} tokens; 1 to 510"):
        KokoroKernels(AssetPaths(tmp_path)).plan([1] * count, STYLE)


def test_what_is_not_loaded_does_not_speak(tmp_path: Path) -> None:
    backend = KokoroKernels(AssetPaths(tmp_path))
    for count in (1, 510):
        with pytest.raises(RuntimeError, match="not loaded"):
            backend.plan([1] * count, STYLE)
    with pytest.raises(RuntimeError, match="not loaded"):
        backend.sound(passage(), 0, 1)
    with pytest.raises(TypeError, match="another backend"):
        backend.sound(Passage(np.ones(3, np.int64)), 0, 1)
    backend.trim()
    backend.close()
    assert (backend.precision, backend.instructions, backend.sibling().precision) == (
        "auto",
        "",
        "auto",
    )


def test_the_style_is_the_one_for_so_many_tokens_and_a_span_is_told_in_frames(
    tmp_path: Path,
) -> None:
    asked: list[Any] = []

    class Loaded:
        def plan(self, tokens: list[int], row: FloatArray, speed: float) -> FramePassage:
            asked.append((len(tokens), row[0, 0], speed))
            return replace(passage(), durations=np.array([2, 3, 4, 5]))

        def sound(self, *given: Any) -> str:
            asked.append(given[1:])
            return "speech"

    backend: Any = KokoroKernels(AssetPaths(tmp_path))
    backend._network = Loaded()
    styles = np.arange(510, dtype=np.float32)[:, None, None] + STYLE
    for count in (1, 2, 510):
        backend.plan([1] * count, styles)
    assert backend.speak([7, 8], styles, 1.5) == "speech"
    backend.sound(backend.plan([7, 8], styles), 1, 2)
    assert asked == [
        (1, 0, 1.0),
        (2, 1, 1.0),
        (510, 509, 1.0),
        (2, 1, 1.5),
        (0, 14),
        (2, 1, 1.0),
        (5, 14),
    ]


def test_both_parts_are_trimmed_and_closed() -> None:
    done: list[str] = []

    def part(name: str) -> Any:
        return SimpleNamespace(
            trim=lambda: done.append(f"trim {name}"), close=lambda: done.append(f"close {name}")
        )

    network = KernelNetwork(part("prosody"), part("decoder"), part("source"), 0)
    network.trim()
    network.close()
    assert sorted(done) == ["close decoder", "close prosody", "trim decoder", "trim prosody"]


@pytest.fixture
def made_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The key of the weights prepared with these arguments."""

    def key(*arguments: Any) -> str:
        keys: list[str] = []
        monkeypatch.setattr(
            kokoro_kernels, "prepared_weights", lambda _, key, make: keys.append(key)
        )
        prepared(*arguments)
        return keys[0]

    return key


def test_weights_are_prepared_for_one_checkpoint_library_and_precision(
    tmp_path: Path, made_of: Callable[..., str]
) -> None:
    paths, kernels = AssetPaths(tmp_path), library(tmp_path)

    def checkpoint(content: bytes, when: int = 1, sha256: str | None = None) -> None:
        paths.checkpoint.write_bytes(content)
        os.utime(paths.checkpoint, ns=(when, when))
        record = {"source": "hub", "origin": "", "sha256": sha256, "size": 1, "time": ""}
        files = {} if sha256 is None else {"kokoro-v1_0.pth": record}
        paths.origins.write_text(json.dumps({"files": files}))

    checkpoint(b"a")
    first = made_of(paths, kernels, "fp32")
    assert made_of(paths, kernels, "fp32") == first
    others = [made_of(paths, kernels, "bf16")]
    others.append(made_of(paths, library(tmp_path, tiles=True), "fp32"))
    others.append(made_of(paths, library(tmp_path, b"2"), "fp32"))
    kernels = library(tmp_path)
    checkpoint(b"a", 2)
    others.append(made_of(paths, kernels, "fp32"))
    checkpoint(b"ab")
    others.append(made_of(paths, kernels, "fp32"))
    checkpoint(b"a", 1, "c0ffee")
    recorded = made_of(paths, kernels, "fp32")
    checkpoint(b"a", 3, "c0ffee")  # as copied elsewhere
    assert made_of(paths, kernels, "fp32") == recorded
    assert len({first, recorded, *others}) == 7


@pytest.mark.parametrize(
    ("limit", "refused"), [(700 << 20, False), ((700 << 20) - 1, True), (None, False)]
)
def test_weights_are_not_prepared_where_memory_is_too_little(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: int | None,
    refused: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    paths = AssetPaths(tmp_path)
    paths.checkpoint.write_bytes(b"")
    monkeypatch.setattr(kokoro_kernels, "memory_limit", lambda: limit)
    monkeypatch.setattr(kokoro_kernels, "packed", lambda *_: {"a": np.ones(1)})
    caplog.set_level("INFO")
    if refused:
        told = (
            r"^This process is limited to 699 MB; preparing the weights takes 700 MB, once"
            r" \(`wyoming-kokoro download` does it, too\)$"
        )
        with pytest.raises(SetupError, match=told):
            prepared(paths, library(tmp_path), "fp32")
        assert caplog.messages == []
    else:
        assert "a" in prepared(paths, library(tmp_path), "fp32")
        assert caplog.messages == ["Preparing the weights for fp32 on this processor"]


def test_weights_are_packed_in_the_precision_of_each_part_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    class Part:
        """Prosody or decoder; its contexts of the kernels hold threads and memory."""

        def __init__(self, name: str, *given: Any) -> None:
            self.name = name
            asked.append((name, *given))

        def saved(self) -> dict[str, str]:
            return {"layers": f"packed {self.name}"}

        def close(self) -> None:
            asked.append(f"{self.name} closed")

    mixer = "decoder.generator.m_source.l_linear"
    weights = {f"{mixer}.weight": "w", f"{mixer}.bias": "b"}
    some: Any = SimpleNamespace(kinds={Kind.fp32, Kind.mixed, Kind.int8})
    monkeypatch.setattr(kokoro_kernels, "read_weights", lambda paths: weights)
    monkeypatch.setattr(kokoro_kernels.FastDecoder, "pack", lambda *given: Part("decoder", *given))
    monkeypatch.setattr(kokoro_kernels.FastProsody, "pack", lambda *given: Part("prosody", *given))
    assert packed(AssetPaths(tmp_path), some, "int8") == {
        "source.weight": "w",
        "source.bias": "b",
        "decoder.layers": "packed decoder",
        "prosody.layers": "packed prosody",
    }
    assert asked == [
        ("decoder", weights, some, "int8", 1),
        ("prosody", weights, some, "mixed", 1),
        "decoder closed",
        "prosody closed",
    ]


def passage(frames: int = 30) -> FramePassage:
    steps = np.arange(2 * frames, dtype=np.float32)
    return FramePassage(
        np.array([frames]),
        np.where(steps % 7 < 4, steps + 90, 0).astype(np.float32),
        np.sin(steps).astype(np.float32),
        steps[:, None],
        np.ones(128, np.float32),
        np.arange(600 * frames, dtype=np.float32),
    )


@pytest.mark.parametrize(
    ("first", "last", "start", "stop"),
    [
        (0, 30, 0, 30),
        (0, 10, 0, 16),
        (10, 20, 4, 26),
        (20, 30, 14, 30),
        (3, 28, 0, 30),
        (7, 8, 1, 14),
    ],
)
def test_a_span_is_made_with_a_margin_and_given_without(
    first: int, last: int, start: int, stop: int
) -> None:
    given = passage()
    asked: list[FloatArray | None] = []

    def generate(
        features: FloatArray, timbre: FloatArray, excitation: FloatArray, weights: FloatArray | None
    ) -> FloatArray:
        asked[:] = [features, timbre, weights]
        return excitation

    speech = span(given, first, last, generate)
    features, timbre, weights = asked
    assert features is not None and np.array_equal(features[:, 0], np.arange(2 * start, 2 * stop))
    assert timbre is given.timbre
    assert (weights is None) == ((start, stop) == (0, 30))
    if weights is not None:
        assert weights.shape == (2 * (stop - start),)
    assert np.array_equal(speech.samples, np.arange(600 * first, 600 * last))
    tail = np.arange(600 * last, 600 * last + (480 if last < 30 else 0))
    assert np.array_equal(speech.tail, tail)
    assert speech.durations is given.durations


def test_a_span_is_the_speech_of_its_tokens(data_dir: Path) -> None:
    backend = KokoroKernels(AssetPaths(data_dir))
    backend.load()
    tokens = [50, 83, 54, 16, 43, 102] * 4
    planned = backend.plan(tokens, STYLE + 0.1)
    whole = backend.sound(planned, 0, len(tokens)).samples
    late = backend.sound(planned, len(tokens) // 2, len(tokens)).samples
    backend.close()
    assert 0 < len(late) < len(whole)
    assert np.corrcoef(whole[-len(late) :], late)[0, 1] > 0.7


def test_siblings_share_what_one_has_loaded(data_dir: Path, kernels: Kernels) -> None:
    """But for the threads, of which each has as many as it was told."""

    def threads() -> int:
        return len(list(Path("/proc/self/task").iterdir()))

    paths, tokens, style = AssetPaths(data_dir), [50, 83, 54], STYLE + 0.1
    first = KokoroKernels(paths, threads=3)
    second, others = first.sibling(), threads()
    for backend, more in ((first, 4), (first, 4), (second, 8), (second, 8)):
        backend.load()
        assert threads() == others + more  # prosody and decoder, and this one works too
    said = first.speak(tokens, style)
    first.speak(tokens * 20, style)
    held = resident()["private"]
    first.trim()
    assert held - resident()["private"] > 10_000_000
    assert np.array_equal(second.speak(tokens, style).samples, said.samples)
    assert second.precision == first.precision != "auto"
    assert second.instructions == first.instructions != ""
    first.close()
    first.close()
    assert threads() == others + 4
    assert np.array_equal(second.speak(tokens, style).samples, said.samples)
    second.close()
    alone = KokoroKernels(paths, threads=1, seed=1)
    alone.load()
    assert threads() == others
    other = alone.speak(tokens, style)
    alone.close()
    assert other.durations is not None and said.durations is not None
    assert np.array_equal(other.durations, said.durations)
    assert not np.array_equal(other.samples, said.samples)


def test_without_a_number_of_threads_all_cores_are_used(
    data_dir: Path, kernels: Kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kokoro_kernels, "usable_cores", lambda: 4)
    before = len(list(Path("/proc/self/task").iterdir()))
    backend = KokoroKernels(AssetPaths(data_dir))
    backend.load()
    assert len(list(Path("/proc/self/task").iterdir())) == before + 6
    backend.close()


def test_a_passage_is_planned_at_its_speed_in_both_halves_of_the_style() -> None:
    given: dict[str, Any] = {}

    class Layers:
        """Prosody and decoder of one."""

        def albert(self, ids: Any) -> Any:
            given["ids"] = ids.tolist()
            return ids[:, None]

        def encode(self, hidden: Any, style: FloatArray) -> Any:
            given["encode"] = style[0]
            return hidden

        def durations(self, encoded: Any) -> FloatArray:
            return np.array([0.4, 5.0, 7.0, 2.8], np.float32)

        def curves(self, aligned: Any, style: FloatArray) -> tuple[FloatArray, FloatArray]:
            given["curves"], given["aligned"] = style[0], aligned[:, 0].tolist()
            return np.full(16, 9, np.float32), np.ones(16, np.float32)

        def text(self, ids: Any) -> Any:
            return 10 * ids[:, None]

        def front(self, text: Any, pitch: Any, energy: Any, style: FloatArray) -> str:
            given["front"], given["text"] = style[0], text[:, 0].tolist()
            given["curve"] = (pitch[0], energy[0])
            return "features"

    layers: Any = Layers()
    source: Any = lambda pitch, seed: (pitch[0], seed)  # noqa: E731
    style = np.repeat(np.array([3.0, 4.0], np.float32), 128)[None]
    planned = KernelNetwork(layers, layers, source, 7).plan([5, 6], style, 2.0)
    assert planned.durations.tolist() == [1, 2, 4, 1]
    repeated = [0, 5, 5, 6, 6, 6, 6, 0]
    assert given == {
        "ids": [0, 5, 6, 0],
        "aligned": repeated,
        "text": [10 * each for each in repeated],
        "encode": 4.0,
        "curves": 4.0,
        "front": 3.0,
        "curve": (9.0, 1.0),
    }
    assert (planned.features, planned.excitation) == ("features", (9.0, 7))
    assert planned.timbre[0] == 3.0 and (planned.pitch[0], planned.energy[0]) == (9.0, 1.0)
