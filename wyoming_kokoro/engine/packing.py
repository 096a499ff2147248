"""Phrases as they are kept: in 16 bits, which is what leaves the server, and as bytes for a file
or a store that servers share.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass, fields
from typing import Self, cast

import numpy as np
from numpy.typing import NDArray

from ..models.base import FloatArray, IntArray, Speech

_DAMAGES = (ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile)
_ONE = np.float32(32767)
FORMAT = "int16"
"""What tells phrases of this kind from those that another version kept."""


@dataclass(frozen=True, slots=True)
class KeptSpeech:
    """`Speech` with `samples` and `tail` as int16."""

    samples: NDArray[np.int16]
    durations: IntArray | None
    tail: NDArray[np.int16]

    @classmethod
    def of(cls, speech: Speech) -> Self:
        """What is beyond full scale is cut, as it would be on the way out."""
        return cls(_quantised(speech.samples), speech.durations, _quantised(speech.tail))

    def speech(self) -> Speech:
        """Speech that in 16 bits is what was kept."""
        return Speech(_restored(self.samples), self.durations, _restored(self.tail))

    @property
    def bytes(self) -> int:
        """Memory that the arrays take."""
        durations = 0 if self.durations is None else self.durations.nbytes
        return self.samples.nbytes + self.tail.nbytes + durations


def _restored(samples: NDArray[np.int16]) -> FloatArray:
    return np.divide(samples, _ONE, dtype=np.float32)


def _quantised(samples: FloatArray) -> NDArray[np.int16]:
    scaled = np.rint(np.clip(np.nan_to_num(samples), -1.0, 1.0) * _ONE)
    return cast("NDArray[np.int16]", scaled.astype(np.int16))


def packed(kept: KeptSpeech) -> bytes:
    """The arrays of a phrase."""
    file = io.BytesIO()
    arrays = {field.name: getattr(kept, field.name) for field in fields(kept)}
    np.savez(file, **{name: array for name, array in arrays.items() if array is not None})
    return file.getvalue()


def checksum(digest: str, arrays: bytes) -> int:
    """Of the name too: a damaged index gives another phrase's samples, which are sound in
    themselves.
    """
    return zlib.crc32(arrays, zlib.crc32(digest.encode()))


def unpacked(digest: str, arrays: bytes, expected: int) -> KeptSpeech:
    """The phrase of which `packed` made these arrays.

    Raises `ValueError` for other bytes, and for those of another version's `KeptSpeech`.
    """
    if checksum(digest, arrays) != expected:
        raise ValueError("wrong checksum")
    try:
        with np.load(io.BytesIO(arrays), allow_pickle=False) as data:
            present = {name: data[name] for name in data.files}
        return KeptSpeech(
            **{field.name: present.pop(field.name, None) for field in fields(KeptSpeech)} | present
        )
    except _DAMAGES as error:
        raise ValueError(str(error)) from error
