"""The file of prepared weights: packed once for a library of kernels, then mapped at every start,
so that nothing is parsed and all processes share the memory.

::

    magic (8 bytes)   version, length of the index, checksum of all that follows (uint32 each)
    index             JSON: the key, and for each array its name, dtype, shape and place
    arrays            each at a multiple of 4096 bytes from the beginning of the file

The checksum is a CRC-32: it finds damage. The key tells what the file was made of.
"""

import json
import logging
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..reasons import reason

_LOGGER = logging.getLogger(__name__)
Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"KOKOROWT"
_VERSION = 1
_PRELUDE = struct.Struct("<8sIII")
_UNIT = 4096


def write_prepared(path: Path, key: str, arrays: Arrays) -> None:
    """Write the file, whole or not at all; raises `OSError` as writing does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    index = _index(key, arrays)
    checksum = 0
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(bytes(_PRELUDE.size))
            for part in _parts(index, arrays):
                checksum = zlib.crc32(part, checksum)
                file.write(part)
            file.seek(0)
            file.write(_PRELUDE.pack(_MAGIC, _VERSION, len(index), checksum))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def read_prepared(path: Path, key: str) -> Arrays | None:
    """The arrays of the file, read-only views of it, or `None` where it is absent, was made of
    something else or is damaged.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _LOGGER.warning("The prepared weights in %s cannot be read: %s", path, reason(error))
        return None
    whole = np.frombuffer(mapped, np.uint8)
    fault = _fault(whole)
    if fault is not None:
        _LOGGER.warning("The prepared weights in %s are %s; they are made again", path, fault)
        return None
    _, _, length, _ = _PRELUDE.unpack(whole[: _PRELUDE.size].tobytes())
    index = json.loads(whole[_PRELUDE.size : _PRELUDE.size + length].tobytes())
    if index["key"] != key:
        return None
    return {
        name: whole[place : place + np.dtype(dtype).itemsize * int(np.prod(shape, dtype=int))]
        .view(dtype)
        .reshape(shape)
        for name, dtype, shape, place in index["arrays"]
    }


def _fault(whole: NDArray[np.uint8]) -> str | None:
    if len(whole) < _PRELUDE.size:
        return "cut off"
    magic, version, _, checksum = _PRELUDE.unpack(whole[: _PRELUDE.size].tobytes())
    if magic != _MAGIC or version != _VERSION:
        return "of another version"
    return None if zlib.crc32(whole[_PRELUDE.size :].data) == checksum else "damaged"


def _index(key: str, arrays: Arrays) -> bytes:
    """The index, padded so that the first array follows it at once."""
    entries: list[tuple[str, str, tuple[int, ...], int]] = []

    def encoded(begin: int) -> bytes:
        entries.clear()
        place = begin
        for name, array in arrays.items():
            entries.append((name, array.dtype.str, array.shape, place))
            place += -(-array.nbytes // _UNIT) * _UNIT
        return json.dumps({"key": key, "arrays": entries}).encode()

    longest = len(encoded(1 << 40))
    begin = -(-(_PRELUDE.size + longest) // _UNIT) * _UNIT
    return encoded(begin).ljust(begin - _PRELUDE.size)


def _parts(index: bytes, arrays: Arrays) -> Iterator[bytes | memoryview]:
    yield index
    for array in arrays.values():
        yield np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        yield bytes(-array.nbytes % _UNIT)
