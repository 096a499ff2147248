"""Phrases as bytes, for whatever keeps them: a file, a store that servers share."""

import io
import zipfile
import zlib
from dataclasses import fields

import numpy as np

from ..models.base import Speech

_DAMAGES = (ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile)


def packed(speech: Speech) -> bytes:
    """The arrays of a phrase."""
    file = io.BytesIO()
    arrays = {field.name: getattr(speech, field.name) for field in fields(speech)}
    np.savez(file, **{name: array for name, array in arrays.items() if array is not None})
    return file.getvalue()


def checksum(digest: str, arrays: bytes) -> int:
    """Of the name too: a damaged index gives another phrase's samples, which are sound in
    themselves.
    """
    return zlib.crc32(arrays, zlib.crc32(digest.encode()))


def unpacked(digest: str, arrays: bytes, expected: int) -> Speech:
    """The phrase of which `packed` made these arrays.

    Raises `ValueError` for other bytes, and for those of another version's `Speech`.
    """
    if checksum(digest, arrays) != expected:
        raise ValueError("wrong checksum")
    try:
        with np.load(io.BytesIO(arrays), allow_pickle=False) as data:
            present = {name: data[name] for name in data.files}
        return Speech(
            **{field.name: present.pop(field.name, None) for field in fields(Speech)} | present
        )
    except _DAMAGES as error:
        raise ValueError(str(error)) from error
