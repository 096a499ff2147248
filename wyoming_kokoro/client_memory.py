"""How much is held for clients: what they have sent and what they have not read yet, all
connections of both ports together.
"""

from types import TracebackType
from typing import Self

from .errors import Busy

OWN_BYTES = 64 * 1024
"""What each connection has besides, so that nobody who sends and reads what is usual is refused for
the sake of others.
"""
MOST_BYTES = 128 << 20
"""Three quarters of an hour of speech that is to be sent whole, as samples."""
_RETRY_AFTER_S = 10.0


class ClientMemory:
    """At most `most` bytes for all clients together. For one event loop."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self.bytes = 0
        """Held now."""

    def account(self) -> "Account":
        """What is held for one more connection."""
        return Account(self)

    def change(self, by: int) -> None:
        """Hold more or less. Raises `Busy`, and holds no more, where that would be too much."""
        if self.bytes + by > self._most:
            raise Busy(
                f"The server holds {self._most >> 20} MB for its clients, and no more: ask again"
                " later, for less at once, or for a stream",
                retry_after_s=_RETRY_AFTER_S,
            )
        self.bytes += by


class Account:
    """What is held for one connection, until the block is left."""

    def __init__(self, memory: ClientMemory) -> None:
        self._memory = memory
        self._bytes = 0

    def take(self, size: int) -> None:
        """Hold `size` bytes more. Raises `Busy`."""
        self._hold(self._bytes + size)

    def give(self, size: int) -> None:
        """Hold `size` bytes less."""
        self._hold(self._bytes - size)

    def _hold(self, total: int) -> None:
        self._memory.change(max(0, total - OWN_BYTES) - max(0, self._bytes - OWN_BYTES))
        self._bytes = total

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hold(0)
