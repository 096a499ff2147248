"""What the tests of the files share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from wyoming_kokoro.models.assets import download


@pytest.fixture(scope="session")
def filled(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that `download` filled from another one; not to be changed."""
    folder = tmp_path_factory.mktemp("filled")
    download(folder, source="local", local=data_dir, progress=False)
    yield folder
    shutil.rmtree(folder)  # pytest would keep its hundreds of megabytes for three runs
