"""The text of an utterance that is still being written."""

import asyncio
from collections.abc import AsyncIterator
from sys import getsizeof

from ..errors import TextTooLong


class GrowingText(AsyncIterator[str]):
    """An async iterator of text for one consumer; the writing side never waits.

    All of the text together is bounded, so what has not been consumed yet is, too.
    """

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._chars = 0
        self._pieces: list[str] = []
        self._changed = asyncio.Event()
        self.ended = False
        self.size = 0
        """Bytes of all pieces so far."""

    def append(self, text: str) -> None:
        """Add `text` at the end. Raises `TextTooLong` when the whole is over the limit."""
        self._chars += len(text)
        if self._chars > self._max_chars:
            raise TextTooLong(f"The text is over {self._max_chars} characters")
        self.size += getsizeof(text)
        if text:
            self._pieces.append(text)
            self._changed.set()

    def end(self) -> None:
        """Say that nothing more will come. Idempotent."""
        self.ended = True
        self._changed.set()

    async def __anext__(self) -> str:
        while not self._pieces:
            if self.ended:
                raise StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        text = "".join(self._pieces)
        self._pieces.clear()
        return text
