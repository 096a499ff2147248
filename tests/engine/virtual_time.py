"""An event loop whose clock jumps to the next thing that happens, so that minutes of speech take
milliseconds.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Jumping(selectors.SelectSelector):
    """Waits by moving the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("everybody waits for somebody else")
        if not ready and timeout:
            self.now += timeout
        return ready


class _Clock(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


class InlineExecutor(ThreadPoolExecutor):
    """Does what it is given at once, in no time."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        done: Future[T] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # belongs to the waiter
            done.set_exception(error)
        return done


def run(main: Coroutine[Any, Any, T]) -> T:
    """What `main` returns, on a clock that begins at 0."""
    loop = _Clock()
    loop.set_default_executor(InlineExecutor(1))
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()
