"""A machine that there are no kernels for: ONNX Runtime speaks, and it is said."""

from pathlib import Path

import numpy as np
import pytest

from wyoming_kokoro.composition import build_models
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models.kokoro_onnx import KokoroOnnx
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.settings import Settings


@pytest.fixture(autouse=True)
def no_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WYOMING_KOKORO_KERNELS", "none")


def test_onnx_runtime_speaks(data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    if not AssetPaths(data_dir).onnx.is_file():
        pytest.skip("the int8 file is not in the data folder")
    model = build_models(Settings(data_dir=data_dir, device="cpu")).backend()
    assert isinstance(model, KokoroOnnx)
    assert "No kernels: " in caplog.text and "ONNX Runtime speaks" in caplog.text
    model.load()
    speech = model.speak(list(range(43, 63)), np.zeros((510, 1, 256), np.float32))
    assert len(speech.samples) > 10_000


def test_without_the_file_it_is_said_how_to_get_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = build_models(Settings(data_dir=tmp_path, device="cpu")).backend()
    (told,) = caplog.records
    assert told.levelname == "WARNING" and told.message.startswith("No kernels: ")
    assert told.message.endswith(". ONNX Runtime speaks instead, slower")
    with pytest.raises(SetupError, match="wyoming-kokoro download"):
        model.load()
