"""Arrays in files of `torch.save`, read and written without torch.

Such a file is a zip archive: ``data.pkl`` pickles the value, with a reference to ``data/N`` in
place of each tensor's numbers. Of the pickle only what rebuilds tensors is allowed, so a file
cannot run code, and numbers are read where they lie, so a small file cannot ask for much memory.
"""

import io
import mmap
import pickle
import struct
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .files import open_regular

_LARGEST_PICKLE = 4 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")
_TYPES: Mapping[str, str] = {
    "FloatStorage": "<f4",
    "DoubleStorage": "<f8",
    "HalfStorage": "<f2",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "BFloat16Storage": "bfloat16",
}


class _Storage(NamedTuple):
    name: str


def read_archive(path: Path, *, verify: bool = False, mapped: bool = False) -> Any:
    """The value of a file: an array, or dictionaries of arrays; with `verify` the archive's
    checksums are compared.

    Arrays are read-only. With `mapped` those that are contiguous are views of the mapped file, for
    one that is replaced and never written to where it lies: whoever has it mapped is ended by the
    system when it is cut short. bfloat16 becomes float32. Raises `OSError`, and `ValueError` or
    `zipfile.BadZipFile` for a file that holds anything else or is damaged.
    """
    with open_regular(path) as file:
        raw = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if mapped else file.read()
        with zipfile.ZipFile(file if mapped else io.BytesIO(raw)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
    whole = np.frombuffer(raw, np.uint8)
    main = next((name for name in entries if name.endswith("/data.pkl")), None)
    if main is None:
        raise ValueError("it is no file of torch.save")
    folder = main.removesuffix("data.pkl")

    def content(name: str) -> NDArray[np.uint8]:
        entry = entries.get(folder + name)
        if entry is None or entry.compress_type != zipfile.ZIP_STORED:
            raise ValueError(f"{name} in it is missing")
        begin = _begin(whole, entry)
        data = whole[begin : begin + entry.file_size]
        if len(data) != entry.file_size or (verify and zlib.crc32(data.data) != entry.CRC):
            raise ValueError(f"{name} in it is damaged")
        return data

    pickled = content("data.pkl")
    if len(pickled) > _LARGEST_PICKLE:
        raise ValueError("it describes more than a model has")
    try:
        return _Unpickler(io.BytesIO(pickled.tobytes()), content).load()
    except ValueError:
        raise
    except Exception as error:  # a damaged pickle raises anything
        raise ValueError(f"it is not readable ({type(error).__name__})") from error


def _begin(whole: NDArray[np.uint8], entry: zipfile.ZipInfo) -> int:
    """Where the content of an archive's entry begins."""
    header = whole[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) != _LOCAL_HEADER.size:
        raise ValueError("it is cut off")
    name, extra = _LOCAL_HEADER.unpack(header.tobytes())
    return entry.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


class _Unpickler(pickle.Unpickler):
    """Knows tensors and dictionaries."""

    def __init__(self, file: BinaryIO, content: Callable[[str], NDArray[np.uint8]]) -> None:
        super().__init__(file)
        self._content = content

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if (module, name) == ("torch._utils", "_rebuild_parameter"):
            return _parameter
        if module == "torch" and name in _TYPES:
            return _Storage(name)
        raise ValueError(f"it holds a {module}.{name}, not a tensor")

    def persistent_load(self, pid: Any) -> NDArray[Any]:
        kind, storage, name, _, count = pid
        if kind != "storage" or not isinstance(storage, _Storage):
            raise ValueError("it refers to no numbers")
        data = self._content(f"data/{name}")
        dtype = _TYPES[storage.name]
        values: NDArray[Any]
        if dtype == "bfloat16":
            values = (data.view("<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            values = data.view(dtype)
        if len(values) != count:
            raise ValueError(f"data/{name} in it has another size")
        return values


def _tensor(
    values: NDArray[Any], offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> NDArray[Any]:
    last = offset + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))
    if min((offset, *shape, *strides)) < 0 or (min(shape, default=1) and last >= len(values)):
        raise ValueError("a tensor in it lies outside of its numbers")
    part = values[offset:]
    size = values.itemsize
    view: NDArray[Any] = np.lib.stride_tricks.as_strided(
        part, shape, [step * size for step in strides], writeable=False
    )
    return view if 0 not in shape else np.zeros(shape, values.dtype)


def _parameter(tensor: NDArray[Any], *_: object) -> NDArray[Any]:
    return tensor


Arrays = NDArray[np.float32] | Mapping[str, "Arrays"]


def write_archive(value: Arrays, file: BinaryIO) -> None:
    """Write a float32 array, or dictionaries of such, so that `torch.load` gives tensors.

    Raises `OSError` as writing does.
    """
    pickled, arrays = io.BytesIO(), list[NDArray[np.float32]]()
    pickled.write(b"\x80\x02")
    _pickle(value, pickled, arrays)
    pickled.write(b".")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:

        def add(name: str, content: bytes | memoryview) -> None:
            # A fixed date: equal values make equal files.
            archive.writestr(zipfile.ZipInfo(f"archive/{name}"), content)

        add("data.pkl", pickled.getvalue())
        add("byteorder", b"little")
        for number, array in enumerate(arrays):
            add(f"data/{number}", np.ascontiguousarray(array, "<f4").tobytes())
        add("version", b"3\n")


def _pickle(value: Arrays, out: BinaryIO, arrays: list[NDArray[np.float32]]) -> None:
    """`value` in the operations of a pickle (protocol 2), as torch's own pickler writes it."""
    if isinstance(value, Mapping):
        out.write(b"}(")  # a dictionary, and a mark before its items
        for key, item in value.items():
            out.write(_text(key))
            _pickle(item, out, arrays)
        out.write(b"u")
        return
    number = len(arrays)
    arrays.append(value)
    strides = [int(np.prod(value.shape[axis + 1 :])) for axis in range(value.ndim)]
    out.write(b"ctorch._utils\n_rebuild_tensor_v2\n((")
    out.write(_text("storage") + b"ctorch\nFloatStorage\n" + _text(str(number)))
    out.write(_text("cpu") + _int(value.size) + b"tQ" + _int(0))
    for numbers in (value.shape, strides):
        out.write(b"(" + b"".join(map(_int, numbers)) + b"t")
    out.write(b"\x89ccollections\nOrderedDict\n)RtR")  # no gradient, no hooks


def _text(text: str) -> bytes:
    raw = text.encode()
    return b"X" + struct.pack("<I", len(raw)) + raw


def _int(number: int) -> bytes:
    return b"J" + struct.pack("<i", number)
