"""Parameters of a checkpoint by their names: read, checked, weight norm multiplied out."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import weights
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.models.weights import check, folded, read_weights
from wyoming_kokoro.torch_archive import write_archive

LINE = np.linspace(-1, 1, 3000, dtype=np.float32)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkpoint of a model of two parameters."""
    shapes = {"bert.line": (3000,), "decoder.conv.weight_g": (2, 1)}
    monkeypatch.setattr(weights, "parameter_shapes", lambda: shapes)


def checkpoint(line: Any = LINE, **more: Any) -> dict[str, Any]:
    gains = np.array([[2.0], [0.5]], np.float32)
    v = np.array([[3.0, 4.0], [0.0, 5.0]], np.float32)
    decoder = {"module.conv.weight_g": gains, "module.conv.weight_v": v}
    return {"bert": {"module.line": line}, "decoder": decoder, **more}


def written(folder: Path, content: Any) -> AssetPaths:
    paths = AssetPaths(folder)
    with paths.checkpoint.open("wb") as file:
        write_archive(content, file)
    return paths


def test_weights_are_those_of_the_file_by_their_whole_names(tmp_path: Path) -> None:
    found = read_weights(written(tmp_path, checkpoint()))
    assert list(found) == ["bert.line", "decoder.conv.weight"]
    assert np.array_equal(found["bert.line"], LINE)
    right = np.array([[1.2, 1.6], [0.0, 0.5]], np.float32)
    assert found["decoder.conv.weight"].dtype == np.float32
    np.testing.assert_allclose(found["decoder.conv.weight"], right, rtol=1e-6)


def test_weight_norm_is_that_of_all_but_the_first_dimension() -> None:
    v = np.arange(1, 25, dtype=np.float32).reshape(2, 3, 4)
    gains = np.array([3.0, 5.0], np.float32).reshape(2, 1, 1)
    made = folded({"a.weight_v": v, "a.weight_g": gains, "a.bias": np.ones(2)})
    assert made.keys() == {"a.weight", "a.bias"} and made["a.weight"].shape == (2, 3, 4)
    lengths = np.sqrt(np.square(made["a.weight"]).sum((1, 2)))
    np.testing.assert_allclose(lengths, [3.0, 5.0], rtol=1e-6)
    assert made["a.bias"].dtype == np.float32


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, "The checkpoint lacks the parameter bert.line"),
        (LINE, "this is no checkpoint of Kokoro"),
        ({"bert": LINE}, "The checkpoint lacks the parameter bert.line"),
        (checkpoint(LINE[1:]), r"The parameter bert.line has the shape \(2999,\), not \(3000,\)"),
        (checkpoint(np.full(3000, np.inf, np.float32)), "The parameter bert.line is not finite"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: Any, told: str) -> None:
    paths = written(tmp_path, content)
    remedy = "; `wyoming-kokoro download` replaces it"
    with pytest.raises(
        SetupError, match=rf"{paths.checkpoint} cannot be loaded \({told}\){remedy}"
    ):
        read_weights(paths)
    with pytest.raises(SetupError, match=told):
        check(content)


def test_a_missing_and_a_damaged_file_have_a_remedy(tmp_path: Path) -> None:
    paths = AssetPaths(tmp_path)
    with pytest.raises(SetupError, match=r"kokoro-v1_0\.pth is missing; run `wyoming-kokoro"):
        read_weights(paths)
    whole = bytearray(written(tmp_path, checkpoint()).checkpoint.read_bytes())
    place = whole.index(LINE.tobytes())
    for damaged in (b"", b"no archive", whole[:-30], whole[:place] + b"x" + whole[place + 1 :]):
        paths.checkpoint.write_bytes(damaged)
        with pytest.raises(SetupError, match=r"cannot be loaded \(.+\); `wyoming-kokoro download`"):
            read_weights(paths)
    paths.checkpoint.unlink()
    paths.checkpoint.mkdir()
    with pytest.raises(SetupError, match=r"cannot be loaded \(.* is no regular file\)"):
        read_weights(paths)
