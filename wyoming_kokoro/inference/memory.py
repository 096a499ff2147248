"""Giving memory back to the system."""

import ctypes
import gc
import logging

_LOGGER = logging.getLogger(__name__)


def give_memory_back() -> None:
    """Return freed pages to the system, which glibc otherwise keeps. Takes tens of milliseconds."""
    gc.collect()
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):
        _LOGGER.debug("This C library has no malloc_trim")
