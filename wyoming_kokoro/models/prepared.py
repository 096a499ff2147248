"""The file of prepared weights: packed once for a library of kernels, then mapped at every start,
so that nothing is parsed and all processes share the memory.

::

    magic (8 bytes)   version, length of the index, checksum of all that follows (uint32 each)
    index             JSON: the key, and for each array its name, dtype, shape and place
    arrays            each at a multiple of 4096 bytes from the beginning of the file

The checksum is a CRC-32: it finds damage. The key tells what the file was made of. Who has the file
mapped is ended by the system (SIGBUS) when it is cut short, so it is never written to where it
lies: it is read-only, and another one is put in its place.
"""

import fcntl
import json
import logging
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..files import open_regular
from ..reasons import reason

_LOGGER = logging.getLogger(__name__)
Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"KOKOROWT"
_VERSION = 1
_PRELUDE = struct.Struct("<8sIII")
_UNIT = 4096
_ENDING, _DRAFT = ".weights", ".draft"


def prepared_weights(folder: Path, key: str, make: Callable[[], Arrays]) -> Arrays:
    """What `make` gives, mapped from the file for `key` in `folder`, which is written first, in
    place of those for other keys, where it is not there or not right.

    A folder that cannot be written to costs its user the time of `make`.
    """
    path = folder / f"{key[:16]}{_ENDING}"
    fault = ""
    try:
        found = read_prepared(path, key)
    except (OSError, ValueError) as error:
        found, fault = None, reason(error)
    if found is not None:
        return found
    made = make()
    try:
        write_prepared(path, key, made)
    except OSError as error:
        _LOGGER.warning(
            "The prepared weights cannot be kept in %s: %s. Mend that, or each load takes longer",
            path,
            reason(error),
        )
        return made
    if fault:
        _LOGGER.warning("The prepared weights in %s were made anew: %s", path, fault)
    _tidy(path)
    with suppress(OSError, ValueError):
        return read_prepared(path, key) or made
    return made


def write_prepared(path: Path, key: str, arrays: Arrays) -> None:
    """Write the file, whole or not at all; raises `OSError` as writing does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    index = _index(key, arrays)
    checksum = 0
    draft = path.with_name(f"{path.stem}.{os.getpid()}{_DRAFT}")
    try:
        with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, 0o444)) as file:
            with suppress(OSError):  # some networks' file systems have no locks
                fcntl.flock(file, fcntl.LOCK_EX)  # tells `_tidy` that somebody is at it
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
    """The arrays of the file, read-only views of it, or `None` where it is absent or was made of
    something else.

    Raises `OSError` and `ValueError` where it cannot be read or is damaged.
    """
    try:
        with open_regular(path) as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        return None
    whole = np.frombuffer(mapped, np.uint8)
    if len(whole) < _PRELUDE.size:
        raise ValueError("it was cut off")
    magic, version, length, checksum = _PRELUDE.unpack(whole[: _PRELUDE.size].tobytes())
    if version != _VERSION:
        return None
    if magic != _MAGIC or zlib.crc32(whole[_PRELUDE.size :].data) != checksum:
        raise ValueError("it was damaged")
    try:
        index = json.loads(whole[_PRELUDE.size : _PRELUDE.size + length].tobytes())
    except ValueError as error:  # the length itself is outside of the checksum
        raise ValueError("it was damaged") from error
    if index["key"] != key:
        return None
    return {
        name: whole[place : place + np.dtype(dtype).itemsize * int(np.prod(shape, dtype=int))]
        .view(dtype)
        .reshape(shape)
        for name, dtype, shape, place in index["arrays"]
    }


def _tidy(path: Path) -> None:
    """Remove what was prepared for others, and what a process left that was killed while it wrote;
    whatever cannot be removed stays.
    """
    for other in path.parent.glob(f"*{_ENDING}"):
        if other != path:
            with suppress(OSError):
                other.unlink(missing_ok=True)
    for draft in path.parent.glob(f"*{_DRAFT}"):
        with suppress(OSError), open_regular(draft) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink(missing_ok=True)


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
