"""How much memory the process has, and giving it back to the system."""

import ctypes
import gc
import logging
import resource
from functools import cache
from pathlib import Path

from .errors import SetupError

_LOGGER = logging.getLogger(__name__)
_STATUS = Path("/proc/self/status")
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # of glibc's malloc.h
_ARENAS = 2
_LARGE_BYTES = 4 << 20
_LEAST_ADDRESS_SPACE = 2 << 30
"""All nine languages take 1.9 GB of it, most of which is never touched."""


class _MallInfo(ctypes.Structure):
    """glibc's ``struct mallinfo2``."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


@cache
def _libc() -> ctypes.CDLL | None:
    """glibc, or `None` where the system has another C library."""
    try:
        return ctypes.CDLL("libc.so.6")
    except OSError:
        _LOGGER.debug("This C library is not glibc: freed memory is its own business")
        return None


def bound_arenas() -> None:
    """Have threads share two heaps, and what is larger than 4 MB go back when it is freed.

    Otherwise each thread of many gets a heap of its own, which grows to its busiest moment and
    stays so. For the beginning of a program, before it has threads.
    """
    if (libc := _libc()) is not None:
        libc.mallopt(_ARENA_MAX, _ARENAS)
        libc.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


def check_address_space() -> None:
    """Raise `SetupError` where ``ulimit -v`` leaves less than is needed: libraries would end the
    process each in its own way, or hang.
    """
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if 0 <= limit < _LEAST_ADDRESS_SPACE:
        raise SetupError(
            f"The limit of address space (ulimit -v) is {limit >> 20} MB, but"
            f" {_LEAST_ADDRESS_SPACE >> 20} MB are needed"
        )


def give_memory_back() -> None:
    """Return freed pages to the system, which glibc otherwise keeps. Takes tens of milliseconds."""
    gc.collect()
    if (libc := _libc()) is not None:
        libc.malloc_trim(0)


def freed() -> int:
    """Bytes that are free and not yet given back; 0 where the C library cannot tell."""
    tell = getattr(_libc(), "mallinfo2", None)  # since glibc 2.33
    if tell is None:
        return 0
    tell.restype = _MallInfo
    return int(tell().fordblks)


def resident() -> dict[str, int]:
    """Bytes of the process in memory: ``private``, and ``mapped`` from files, which other processes
    may share. Empty where the system does not tell.
    """
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    fields = dict(line.split(":", 1) for line in lines)
    sizes = {name: int(fields.get(name, "0").split()[0]) << 10 for name in ("RssAnon", "RssFile")}
    return {"private": sizes["RssAnon"], "mapped": sizes["RssFile"]}
