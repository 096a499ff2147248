"""Opening what people and other programs may have put there: regular files, of bounded size."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

_MEGABYTE = 1_000_000


def open_regular(path: Path) -> BinaryIO:
    """A regular file, to be read.

    Raises `OSError`, for a pipe or a device too, which might be waited for or read for ever.
    """
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise OSError(f"{path.name} is no regular file")
    return os.fdopen(opened, "rb")


def read_small(path: Path, most: int = 4 * _MEGABYTE) -> bytes:
    """The content of a regular file of at most `most` bytes. Raises `OSError`."""
    with open_regular(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(f"{path.name} is larger than {most / _MEGABYTE:g} MB")
    return content
