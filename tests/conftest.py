"""What tests share: the data folder, the loaded model and the listener, each made once per run."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from wyoming_kokoro.models.assets import missing
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.settings import Settings

Listener = Callable[[NDArray[np.float32]], str]


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder with the real model and voices, as `script/setup` leaves it."""
    folder = Path(os.environ.get("WYOMING_KOKORO_DATA_DIR") or Settings().data_dir)
    wanting = missing(AssetPaths(folder))
    assert not wanting, f"run `wyoming-kokoro download`: {wanting} missing in {folder}"
    return folder
