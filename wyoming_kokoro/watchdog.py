"""Tells systemd that the program is ready, and from then on that it is alive (sd_notify, written
out by hand).
"""

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Mapping

_LOGGER = logging.getLogger(__name__)
_BEATS_PER_PERIOD = 3
"""Signs of life in the time after which systemd takes the program for dead: one may come late."""


class Watchdog:
    """Sends a sign of life after each return of `pulse`, so that a loop or a thread that hangs
    silences it.

    Without `address` nothing is sent, without `period_s` no signs of life.
    """

    def __init__(
        self, pulse: Callable[[], Awaitable[None]], address: str = "", period_s: float | None = None
    ) -> None:
        """`address` is a Unix datagram socket's path, or its abstract name after an ``@``."""
        self._pulse = pulse
        self._address = address
        self._period_s = period_s
        self._beating: asyncio.Task[None] | None = None

    @classmethod
    def from_environment(
        cls, pulse: Callable[[], Awaitable[None]], environment: Mapping[str, str] = os.environ
    ) -> "Watchdog":
        """What systemd's variables ask for: ``NOTIFY_SOCKET``, ``WATCHDOG_USEC`` and
        ``WATCHDOG_PID``.
        """
        address = environment.get("NOTIFY_SOCKET", "")
        period = environment.get("WATCHDOG_USEC", "")
        is_for_us = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        watches = bool(address) and is_for_us and period.isdecimal() and int(period) > 0
        return cls(pulse, address, int(period) / 1e6 if watches else None)

    def start(self) -> None:
        """Say that the program is ready, and begin with the signs of life. Idempotent."""
        if self._beating is not None:
            return
        self._send("READY=1")
        if self._period_s is not None:
            beating = self._beat(self._period_s / _BEATS_PER_PERIOD)
            self._beating = asyncio.create_task(beating, name="watchdog")

    def stopping(self) -> None:
        """Say that the program is about to end."""
        self._send("STOPPING=1")

    async def stop(self) -> None:
        """No more signs of life. Idempotent."""
        beating, self._beating = self._beating, None
        if beating is not None:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def _beat(self, interval_s: float) -> None:
        while True:
            try:
                await self._pulse()
            except Exception:  # whatever it is, from now on systemd hears nothing
                _LOGGER.exception("The program is no longer alive")
                return
            self._send("WATCHDOG=1")
            await asyncio.sleep(interval_s)

    def _send(self, state: str) -> None:
        if not self._address:
            return
        address = self._address
        if address.startswith("@"):
            address = "\0" + address[1:]
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto(state.encode(), address)
        except OSError as error:
            _LOGGER.warning("systemd was not told %s: %s", state, error)
