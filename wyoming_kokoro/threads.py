"""Pools of threads for what would block the event loop."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def full_pool(size: int, name: str) -> ThreadPoolExecutor:
    """A pool whose threads are there from the start, called `name`: more threads than after the
    start are then a leak, and not a busy hour.
    """
    pool = ThreadPoolExecutor(size, thread_name_prefix=name)
    together = Barrier(size)
    for _ in range(size):
        pool.submit(together.wait)
    return pool
