"""What can happen to a file, as a strategy of hypothesis."""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

KINDS = (
    "missing", "empty", "truncated", "longer", "zeroed", "random", "flipped", "another's",
    "folder", "link to nothing", "link to itself", "link out of the folder", "link to a device",
    "pipe", "unreadable",
)  # fmt: skip
"""An ``unreadable`` file is so only for others than root."""


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
        if self.kind == "unreadable":
            path.chmod(0)
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

SHARE = st.floats(0, 1, exclude_max=True)
DAMAGES = st.builds(Damage, st.sampled_from(KINDS), SHARE, SHARE, st.integers(0, 2**32))
