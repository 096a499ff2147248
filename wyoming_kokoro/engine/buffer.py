"""Speech that waits for its listener."""

import asyncio
from collections import deque

from .speech import SpeechChunk


class ChunkBuffer:
    """Chunks between the synthesis of one utterance and its reader, bounded in seconds of speech.

    The writer waits while the reader has more than `limit_s` seconds before it, so a slow reader
    costs its own memory alone.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._chunks: deque[SpeechChunk] = deque()
        self._seconds = 0.0
        self._changed = asyncio.Condition()
        self._ended = False
        self._error: BaseException | None = None

    async def put(self, chunk: SpeechChunk) -> None:
        """Add a chunk once there is room."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._seconds < self._limit_s)
            self._chunks.append(chunk)
            self._seconds += chunk.seconds
            self._changed.notify_all()

    async def end(self, error: BaseException | None = None) -> None:
        """No more chunks; the reader is told `error` after the last one."""
        async with self._changed:
            self._ended, self._error = True, error
            self._changed.notify_all()

    async def get(self) -> SpeechChunk | None:
        """The next chunk, `None` at the end. Raises the error that ended the speech."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._chunks or self._ended)
            if self._chunks:
                chunk = self._chunks.popleft()
                self._seconds -= chunk.seconds
                self._changed.notify_all()
                return chunk
        if self._error is not None:
            raise self._error
        return None
