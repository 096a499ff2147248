"""What the tests of the files and of the kernels share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from kokoro import KModel
from kokoro.istftnet import Decoder as KokoroDecoder

from wyoming_kokoro.models.assets import AssetPaths, download
from wyoming_kokoro.models.kernels import build
from wyoming_kokoro.models.kernels.library import Kernels

_ISTFTNET = {
    "upsample_kernel_sizes": [20, 12],
    "upsample_rates": [10, 6],
    "gen_istft_hop_size": 5,
    "gen_istft_n_fft": 20,
    "resblock_dilation_sizes": [[1, 3, 5]] * 3,
    "resblock_kernel_sizes": [3, 7, 11],
    "upsample_initial_channel": 512,
}


@pytest.fixture(scope="session")
def filled(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that `download` filled from another one; not to be changed."""
    folder = tmp_path_factory.mktemp("filled")
    download(folder, source="local", local=data_dir, progress=False)
    yield folder
    shutil.rmtree(folder)  # pytest would keep its hundreds of megabytes for three runs


@pytest.fixture(scope="session")
def kernel_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def kernels(kernel_dir: Path) -> Kernels:
    """What this processor and compiler give; skips where there is no compiler."""
    if build.find_compiler() is None:
        pytest.skip("there is no C++ compiler")
    status = build.prepare(kernel_dir)
    assert status.kernels is not None, status.reason
    return status.kernels


@pytest.fixture(scope="session")
def narrow_kernels(kernel_dir: Path) -> Kernels:
    """The variant for processors with 256-bit vectors."""
    compiler = build.find_compiler()
    if compiler is None:
        pytest.skip("there is no C++ compiler")
    path = kernel_dir / "narrow.so"
    return Kernels(build.compile_library(path, compiler, ("-O1", "-DKK_MAX_BITS=256")))


@pytest.fixture
def random_decoder() -> Iterator[KokoroDecoder]:
    """kokoro's decoder with drawn weights, large enough that its output is not all bias."""
    torch.manual_seed(0)
    decoder = KokoroDecoder(dim_in=512, style_dim=128, dim_out=80, **_ISTFTNET).eval()
    with torch.no_grad():
        for name, weight in decoder.named_parameters():
            if "alpha" in name:
                weight.uniform_(0.3, 2.0)
    yield decoder


@pytest.fixture(scope="session")
def model(data_dir: Path) -> KModel:
    """The real model; tests may fold its weight norm, but not change its weights."""
    paths = AssetPaths(data_dir)
    return KModel(
        "hexgrad/Kokoro-82M", config=str(paths.config), model=str(paths.checkpoint)
    ).eval()
