"""What the tests of the files and of the kernels share."""

import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from kokoro import KModel
from kokoro.istftnet import Decoder as KokoroDecoder

from wyoming_kokoro.models.assets import AssetPaths, download
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kernels.library import Kernels, Kind
from wyoming_kokoro.models.kernels.variants import VARIANTS

_ISTFTNET = {
    "upsample_kernel_sizes": [20, 12],
    "upsample_rates": [10, 6],
    "gen_istft_hop_size": 5,
    "gen_istft_n_fft": 20,
    "resblock_dilation_sizes": [[1, 3, 5]] * 3,
    "resblock_kernel_sizes": [3, 7, 11],
    "upsample_initial_channel": 512,
}


def most_rounded(kernels: Kernels) -> Kind:
    """Of the number formats that the kernels compute in."""
    return max(kernels.kinds - {Kind.mixed})


@pytest.fixture(scope="module")
def filled(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that `download` filled from another one; not to be changed."""
    folder = tmp_path_factory.mktemp("filled")
    download(folder, source="local", local=data_dir, progress=False)
    yield folder
    shutil.rmtree(folder)  # its hundreds of megabytes would stay to the end of all tests


@pytest.fixture(scope="session")
def kernels() -> Kernels:
    """The best for this processor; skips where none are built."""
    status = installed.find()
    if status.kernels is None:
        pytest.skip(status.reason)
    return status.kernels


@pytest.fixture(scope="session", params=[variant.name for variant in VARIANTS])
def each_kernels(kernels: Kernels, request: pytest.FixtureRequest) -> Kernels:
    """Those of every instruction set, one after the other; skips what this processor lacks."""
    if request.param not in installed.usable():
        pytest.skip(f"no {request.param} here")
    return installed.load(request.param)


@pytest.fixture(scope="session")
def narrow_kernels(kernels: Kernels) -> Kernels:
    """Those for processors of this kind with narrower vectors and no bfloat16."""
    return installed.load({"x86_64": "avx2", "aarch64": "neon"}[platform.machine()])


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
