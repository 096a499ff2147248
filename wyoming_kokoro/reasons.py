"""Why something failed, in a few words for the operator: what the system, the memory and the
libraries say.
"""

import errno
import os
import pwd
import resource
from collections.abc import Iterator
from pathlib import Path

from .errors import SpeechError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM)
_NO_MEMORY = (
    "can't allocate memory",
    "Cannot allocate memory",
    "Failed to allocate memory",
    "bad_alloc",
    "failed to map segment",
)
"""What the allocators of C++ libraries put into a `RuntimeError`, the loader into others."""
_CGROUPS, _OWN_CGROUPS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
_UNLIMITED = 1 << 50
_NO_THREAD = "can't start new thread"


def reason(error: BaseException) -> str:
    """Why, in one line, without the file's name."""
    if is_want_of_memory(error):
        return f"there is not enough memory{_limits()}"
    if is_want_of_threads(error):
        return (
            f"no thread can be started, for want of memory or of processes (ulimit -u){_limits()}"
        )
    if not isinstance(error, OSError):
        return str(error).partition("\n")[0] or type(error).__name__
    if error.errno in _FULL:
        return "the disk is full"
    if error.errno == errno.EMFILE:
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        return f"too many open files; this process may have {most} (ulimit -n)"
    if error.errno in _FORBIDDEN:
        return f"permission denied to user {_user()}, as whom this runs"
    return error.strerror or str(error)


def explained(error: BaseException) -> str:
    """What ends the program, in one line."""
    if isinstance(error, SpeechError):
        return error.message
    if is_want_of_memory(error) or is_want_of_threads(error):
        return reason(error).capitalize()
    if isinstance(error, OSError):
        place = "" if error.filename is None else f"{os.fspath(error.filename)}: "
        return place + reason(error)
    if isinstance(error, ImportError):
        return f"The program is not installed whole: {reason(error)}; install it again"
    return f"Defect: {type(error).__name__}: {reason(error)} (--debug tells where)"


def is_of_the_machine(error: BaseException) -> bool:
    """Whether the machine or the operator is to blame, who need no traceback, and not the
    program.
    """
    is_told = isinstance(error, SpeechError | OSError | ImportError)
    return is_told or is_want_of_memory(error) or is_want_of_threads(error)


def is_want_of_threads(error: BaseException) -> bool:
    """Whether no thread can be started."""
    return isinstance(error, RuntimeError) and str(error) == _NO_THREAD


def is_want_of_memory(error: BaseException) -> bool:
    """Whether memory has run out, whoever says so."""
    if isinstance(error, MemoryError) or (
        isinstance(error, OSError) and error.errno == errno.ENOMEM
    ):
        return True
    speaks_of_it = isinstance(error, RuntimeError | ImportError | OSError)
    return speaks_of_it and any(words in str(error) for words in _NO_MEMORY)


def memory_limit() -> int | None:
    """Bytes of memory that this process may have, by its container, its service or ``ulimit -v``;
    `None` where only the machine sets a bound.
    """
    limits = [resource.getrlimit(resource.RLIMIT_AS)[0]]
    for file in _cgroup_files():
        try:
            limits.append(int(file.read_text(encoding="ascii")))
        except (OSError, ValueError):  # no such controller, or "max"
            continue
    bounds = [limit for limit in limits if 0 < limit < _UNLIMITED]
    return min(bounds, default=None)


def _cgroup_files() -> Iterator[Path]:
    """Where the limits of this process's groups stand: its own and those above it, in both
    versions of control groups. Not all of them are there.
    """
    try:
        lines = _OWN_CGROUPS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, place = line.split(":", 2)
        if not controllers:
            root, name = _CGROUPS, "memory.max"
        elif "memory" in controllers.split(","):
            root, name = _CGROUPS / "memory", "memory.limit_in_bytes"
        else:
            continue
        group = Path(place.strip("/"))
        for folder in (group, *group.parents):
            yield root / folder / name


def _limits() -> str:
    limit = memory_limit()
    return "" if limit is None else f"; this process is limited to {limit >> 20} MB"


def _user() -> str:
    number = os.geteuid()
    try:
        return f"{number} ({pwd.getpwuid(number).pw_name})"
    except KeyError:
        return str(number)
