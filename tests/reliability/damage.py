"""What can happen to a file, as a strategy of hypothesis, and what is then in the log."""

import ctypes
import logging
import os
import random
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

KINDS = (
    "missing", "empty", "truncated", "longer", "zeroed", "random", "flipped", "another's",
    "folder", "link to nothing", "link to itself", "link out of the folder", "link to a device",
    "pipe", "unreadable", "read-only",
)  # fmt: skip


@dataclass(frozen=True)
class Damage:
    """One thing that happens to a file: `kind`, and where it matters a part of its bytes (from and
    to, 0 … 1) and a `seed`.
    """

    kind: str
    start: float
    stop: float
    seed: int

    def __call__(self, path: Path, other: Path) -> None:
        """Do it to `path`; `other` is a sound file of another kind."""
        content = path.read_bytes()
        status = path.stat()
        path.unlink()
        placed = _PLACED.get(self.kind)
        if placed is not None:
            placed(path, other)
            return
        path.write_bytes(self._damaged(content))
        if self.kind in _MODES:
            path.chmod(_MODES[self.kind])
        # The worst that a failing disk can do: nothing but the bytes tells of it.
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def _damaged(self, content: bytes) -> bytes:
        first, last = sorted(int(part * len(content)) for part in (self.start, self.stop))
        chance = random.Random(self.seed)
        match self.kind:
            case "empty":
                return b""
            case "truncated":
                return content[:first]
            case "longer":
                return content + chance.randbytes(1 + last - first)
            case "zeroed":
                return content[:first] + bytes(last - first) + content[last:]
            case "random":
                return content[:first] + chance.randbytes(last - first) + content[last:]
            case "flipped":
                flipped = bytes([content[first] ^ 1 << chance.randrange(8)]) if content else b""
                return content[:first] + flipped + content[first + 1 :]
        return content


_PLACED: dict[str, Callable[[Path, Path], object]] = {
    "missing": lambda path, other: None,
    "another's": lambda path, other: shutil.copyfile(other, path),
    "folder": lambda path, other: path.mkdir(),
    "link to nothing": lambda path, other: path.symlink_to("/nonexistent/file"),
    "link to itself": lambda path, other: path.symlink_to(path),
    "link out of the folder": lambda path, other: path.symlink_to(other.resolve()),
    "link to a device": lambda path, other: path.symlink_to("/dev/zero"),
    "pipe": lambda path, other: os.mkfifo(path),
}

_MODES = {"unreadable": 0, "read-only": 0o444}

SHARE = st.floats(0, 1, exclude_max=True)
DAMAGES = st.builds(Damage, st.sampled_from(KINDS), SHARE, SHARE, st.integers(0, 2**32))


class Log(logging.Handler):
    """Lines of the level of a warning and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        assert not record.exc_info


@contextmanager
def logged() -> Iterator[Log]:
    log = Log()
    logging.getLogger().addHandler(log)
    try:
        yield log
    finally:
        logging.getLogger().removeHandler(log)


_CAPABILITIES = struct.Struct("6I")  # effective, permitted, inheritable; twice 32 of each
_OVERRIDES = 0b111 << 1  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """The modes of files hold for this thread, and for threads that it starts, even where it is
    root's.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    head = struct.pack("Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    held = ctypes.create_string_buffer(_CAPABILITIES.size)
    assert libc.capget(ctypes.create_string_buffer(head), held) == 0
    effective, *rest = _CAPABILITIES.unpack(held.raw)
    assert libc.capset(head, _CAPABILITIES.pack(effective & ~_OVERRIDES, *rest)) == 0
    try:
        yield
    finally:
        assert libc.capset(head, held) == 0
