"""Files of `torch.save` are read as torch reads them, and torch reads what is written."""

import io
from pathlib import Path

import numpy as np
import pytest
import torch

from wyoming_kokoro.torch_archive import read_archive, write_archive

TENSORS = {
    "float": torch.linspace(-1, 1, 12).reshape(3, 4),
    "double": torch.ones(2, dtype=torch.float64) / 3,
    "half": torch.ones((2, 2), dtype=torch.float16) / 3,
    "long": torch.tensor([[1, -(2**40)]]),
    "int": torch.tensor([7], dtype=torch.int32),
    "scalar": torch.tensor(2.5),
    "transposed": torch.arange(6.0).reshape(2, 3).T,
    "part": torch.arange(10.0)[3:7],
    "empty": torch.zeros((0, 3), dtype=torch.float16),
    "parameter": torch.nn.Parameter(torch.ones(2)),
}


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("name", TENSORS)
def test_a_tensor_is_the_array_that_torch_makes_of_it(
    tmp_path: Path, name: str, mapped: bool
) -> None:
    torch.save({"a": {"b": TENSORS[name]}}, tmp_path / "file.pt")
    found = read_archive(tmp_path / "file.pt", verify=True, mapped=mapped)["a"]["b"]
    expected = TENSORS[name].detach().numpy()
    assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
    assert np.array_equal(found, expected)


def test_bfloat16_becomes_float32(tmp_path: Path) -> None:
    tensor = torch.linspace(-1, 1, 9).bfloat16()
    torch.save(tensor, tmp_path / "file.pt")
    found = read_archive(tmp_path / "file.pt")
    assert found.dtype == np.float32 and np.array_equal(found, tensor.float().numpy())


def test_what_is_written_torch_reads() -> None:
    arrays = {"a": {"b": np.arange(6, dtype=np.float32).reshape(2, 3)}, "c": np.ones(1, np.float32)}
    file = io.BytesIO()
    write_archive(arrays, file)
    file.seek(0)
    found = torch.load(file, weights_only=True)
    assert found["a"]["b"].tolist() == [[0, 1, 2], [3, 4, 5]] and found["c"].tolist() == [1]


def test_a_tensor_of_another_kind_is_named(tmp_path: Path) -> None:
    torch.save(torch.ones(2, dtype=torch.bool), tmp_path / "file.pt")
    with pytest.raises(ValueError, match="BoolStorage"):
        read_archive(tmp_path / "file.pt")
