"""Files of `torch.save` are read as torch reads them, and torch reads what is written."""

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def files_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, files: dict[str, bytes], kind: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


class Rebuilt:
    """A tensor as torch's pickle describes it."""

    def __init__(self, *how: Any) -> None:
        self.how = how

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return torch._utils._rebuild_tensor_v2, self.how


class Storage(pickle.Pickler):
    def persistent_id(self, value: object) -> object:
        return ("storage", torch.FloatStorage, "0", "cpu", 6) if value == "numbers" else None


def described(offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> dict[str, bytes]:
    """A file with six numbers and this tensor of them."""
    out = io.BytesIO()
    tensor = Rebuilt("numbers", offset, shape, strides, False, OrderedDict())
    Storage(out, protocol=2).dump(tensor)
    numbers = np.arange(6, dtype="<f4").tobytes()
    return {"archive/data.pkl": out.getvalue(), "archive/data/0": numbers}


@pytest.mark.parametrize(
    ("offset", "shape", "strides", "values"),
    [
        (0, (2, 3), (3, 1), [[0, 1, 2], [3, 4, 5]]),
        (1, (5,), (1,), [1, 2, 3, 4, 5]),
        (0, (3,), (2,), [0, 2, 4]),
        (0, (2, 2), (0, 5), [[0, 5], [0, 5]]),
        (5, (), (), 5),
        (6, (0,), (1,), []),
    ],
)
def test_a_tensor_may_be_any_view_of_its_numbers(
    tmp_path: Path, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], values: Any
) -> None:
    write(tmp_path / "file.pt", described(offset, shape, strides))
    found = read_archive(tmp_path / "file.pt")
    assert found.tolist() == values and not found.flags.writeable or not found.size


@pytest.mark.parametrize(
    ("offset", "shape", "strides"),
    [
        (0, (7,), (1,)),
        (1, (6,), (1,)),
        (0, (2, 3), (4, 1)),
        (6, (), ()),
        (-1, (2,), (1,)),
        (5, (2,), (-1,)),
        (0, (-1,), (1,)),
    ],
)
def test_a_tensor_outside_of_its_numbers_is_refused(
    tmp_path: Path, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    write(tmp_path / "file.pt", described(offset, shape, strides))
    with pytest.raises(ValueError, match="lies outside of its numbers"):
        read_archive(tmp_path / "file.pt")


SOUND = described(0, (6,), (1,))
PICKLE, NUMBERS = "archive/data.pkl", "archive/data/0"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "no file of torch.save"),
        ({"archive/data.json": b""}, "no file of torch.save"),
        ({PICKLE: SOUND[PICKLE]}, "data/0 in it is missing"),
        ({PICKLE: SOUND[PICKLE], "other/data/0": SOUND[NUMBERS]}, "data/0 in it is missing"),
        ({**SOUND, NUMBERS: SOUND[NUMBERS][:-4]}, "data/0 in it has another size"),
        ({**SOUND, PICKLE: SOUND[PICKLE][:-9]}, r"it is not readable \(EOFError\)"),
        ({**SOUND, PICKLE: b"cos\nsystem\n."}, r"it holds a os\.system, not a tensor"),
        ({**SOUND, PICKLE: b"ctorch\nload\n."}, r"it holds a torch\.load, not a tensor"),
        ({**SOUND, PICKLE: pickle.dumps(0, 2) + b"x" * ((4 << 20) - 4)}, "more than a model has"),
        ({**SOUND, PICKLE: b"(X\x01\0\0\0xNNNNtQ."}, "refers to no numbers"),
    ],
)
def test_what_is_no_archive_of_tensors_is_told(
    tmp_path: Path, files: dict[str, bytes], told: str
) -> None:
    write(tmp_path / "file.pt", files)
    with pytest.raises(ValueError, match=told):
        read_archive(tmp_path / "file.pt")


def test_numbers_that_are_packed_are_not_unpacked(tmp_path: Path) -> None:
    """A small file could ask for much memory."""
    write(tmp_path / "file.pt", SOUND, zipfile.ZIP_DEFLATED)
    with pytest.raises(ValueError, match="data.pkl in it is missing"):
        read_archive(tmp_path / "file.pt")


@pytest.mark.parametrize("mapped", [False, True])
def test_damage_is_found_where_it_is_looked_for(tmp_path: Path, mapped: bool) -> None:
    write(tmp_path / "file.pt", SOUND)
    raw = (tmp_path / "file.pt").read_bytes()
    (tmp_path / "file.pt").write_bytes(raw.replace(SOUND[NUMBERS], SOUND[NUMBERS][:-1] + b"\xff"))
    assert read_archive(tmp_path / "file.pt", mapped=mapped)[0] == 0
    with pytest.raises(ValueError, match="data/0 in it is damaged"):
        read_archive(tmp_path / "file.pt", verify=True, mapped=mapped)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        (42, 2**20, "it is cut off"),
        (42, 0, "data/0 in it is damaged"),
        (24, 2**20, "data/0 in it is damaged"),
    ],
)
def test_a_list_of_contents_that_leads_nowhere_is_told(
    tmp_path: Path, field: int, value: int, told: str
) -> None:
    """It stands at the end of the file: where each of them begins (42), and its size (24)."""
    write(tmp_path / "file.pt", SOUND)
    raw = bytearray((tmp_path / "file.pt").read_bytes())
    at = raw.rindex(b"PK\1\2") + field
    raw[at : at + 4] = value.to_bytes(4, "little")
    (tmp_path / "file.pt").write_bytes(raw)
    with pytest.raises(ValueError, match=told):
        read_archive(tmp_path / "file.pt", verify=True)


def test_equal_values_make_equal_files_with_what_torch_expects(tmp_path: Path) -> None:
    array = np.arange(6, dtype=np.float64).reshape(3, 2).T
    files = []
    for name in ("one", "other"):
        with (tmp_path / name).open("wb") as file:
            write_archive({"a": array}, file)  # type: ignore[dict-item]
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
    inside = files_of(tmp_path / "one")
    names = ("data.pkl", "byteorder", "data/0", "version")
    assert list(inside) == [f"archive/{name}" for name in names]
    assert inside["archive/byteorder"] == b"little" and inside["archive/version"] == b"3\n"
    assert inside["archive/data/0"] == array.astype("<f4").tobytes()
    assert read_archive(tmp_path / "one", verify=True)["a"].tolist() == array.tolist()


def test_a_description_may_have_four_megabytes(tmp_path: Path) -> None:
    pickled = pickle.dumps(0, 2)
    write(tmp_path / "file.pt", {**SOUND, PICKLE: pickled.ljust(4 << 20, b"x")})
    assert read_archive(tmp_path / "file.pt") == 0
