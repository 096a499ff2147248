"""What the machine computes with."""

import ctypes
import importlib.util
import os
from pathlib import Path

from ..errors import SetupError

_THREADS_OF_A_WORKER = 8
"""Cores that one worker uses well; beyond them another worker gives more than more threads."""
_CGROUP_CPU_MAX = Path("/sys/fs/cgroup/cpu.max")


def choose_device(wanted: str) -> str:
    """``cuda`` or ``cpu`` for ``auto``, ``cuda`` or ``cpu``; raises `SetupError` when CUDA is asked
    for and absent.
    """
    if wanted not in ("auto", "cuda", "cpu"):
        raise SetupError(f"device {wanted!r} is none of auto, cuda, cpu")
    if wanted == "cpu" or (wanted == "auto" and not _has_card()):
        return "cpu"
    available = False
    if torch_is_there():
        from .cuda import is_available

        available = is_available()
    if wanted == "cuda" and not available:
        raise SetupError("device cuda was asked for, but torch sees no CUDA device")
    return "cuda" if available else "cpu"


def torch_is_there() -> bool:
    """Whether torch and the model's code in it are installed; neither is imported."""
    return all(importlib.util.find_spec(name) for name in ("torch", "kokoro"))


def _has_card() -> bool:
    """Whether NVIDIA's driver knows a card; asked of itself, for importing torch takes seconds."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    count = ctypes.c_int()
    return (
        driver.cuInit(0) == 0
        and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
        and count.value > 0
    )


def usable_cores() -> int:
    """Cores that this process may use: its affinity, less what a container's quota takes away."""
    cores = len(os.sched_getaffinity(0))
    try:
        quota, period = _CGROUP_CPU_MAX.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return cores
    if quota == "max":
        return cores
    return max(1, min(cores, int(quota) // int(period)))


def divided(workers: int, threads: int) -> tuple[int, int]:
    """Workers and the threads of each, for 0 those that suit the machine: `threads` (all cores)
    divided evenly.
    """
    threads = threads or usable_cores()
    workers = workers or max(1, threads // _THREADS_OF_A_WORKER)
    return workers, max(1, threads // workers)
