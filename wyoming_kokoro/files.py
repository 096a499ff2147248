"""Reading small files that people write: whole, or not at all."""

import os
import stat
from pathlib import Path

_MEGABYTE = 1_000_000


def read_small(path: Path, most: int = 4 * _MEGABYTE) -> bytes:
    """The content of a regular file of at most `most` bytes.

    Raises `OSError`, for a pipe or a device too, which might be waited for or read for ever.
    """
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(f"{path.name} is no regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(f"{path.name} is larger than {most / _MEGABYTE:g} MB")
    return content
