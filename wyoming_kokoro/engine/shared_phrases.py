"""Phrases in a store that several servers share: Redis, or Valkey, which speaks the same."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from .. import metrics
from ..errors import SetupError
from ..models.base import Speech
from .cache import PhraseKey
from .packing import KeptSpeech, checksum, packed, unpacked

_LOGGER = logging.getLogger(__name__)
_T = TypeVar("_T")
_PREFIX = "wyoming-kokoro:2:"
"""Of keys; another number where values are written otherwise."""
_CHECKSUM_BYTES = 4
_WRITE_S = 5.0
"""Seconds that a phrase has to get there."""
_WRITES = 32
"""Phrases on their way there; more are not kept."""
_REST_S = 10.0
"""Seconds without a question after one that was not answered in time."""
_ERRORS = (RedisError, OSError, TimeoutError)


class SharedPhrases:
    """Phrases by key. Nobody waits for the store longer than they say, nor at all for a while after
    it failed; it raises nothing.

    Its size is bounded by the store's own ``maxmemory``; where that is missing, nothing is written.
    """

    def __init__(self, url: str) -> None:
        """`url` is redis://, rediss:// or unix://. Raises `SetupError`."""
        try:
            self._store = Redis.from_url(url)
        except ValueError as error:
            raise SetupError(f"the shared cache's address: {error}") from error
        self._ask_again_at = 0.0
        self._is_bounded: bool | None = None
        self._writes: set[asyncio.Task[None]] = set()
        self._has_warned = False

    async def get(self, key: PhraseKey, patience_s: float) -> Speech | None:
        """The phrase, if it comes within so many seconds."""
        name = key.digest
        value = await self._asked(self._store.get(_PREFIX + name), patience_s)
        if not isinstance(value, bytes):
            return None
        expected = int.from_bytes(value[:_CHECKSUM_BYTES])
        try:
            kept = await asyncio.to_thread(unpacked, name, value[_CHECKSUM_BYTES:], expected)
        except ValueError as error:
            _LOGGER.warning("A phrase in the shared cache is damaged: %s", error)
            return None
        return kept.speech()

    def put(self, key: PhraseKey, speech: Speech) -> None:
        """Send a phrase there; nobody waits for it."""
        if len(self._writes) >= _WRITES:
            return
        write = asyncio.create_task(self._write(key.digest, speech), name="shared phrase")
        self._writes.add(write)
        write.add_done_callback(self._writes.discard)

    async def close(self) -> None:
        """Drop what is on its way, and the connections. Idempotent."""
        for write in self._writes:
            write.cancel()
        await asyncio.gather(*self._writes, return_exceptions=True)
        await self._store.aclose()

    async def _write(self, name: str, speech: Speech) -> None:
        if self._is_bounded is None:
            self._is_bounded = await self._ask_for_bound()
        if not self._is_bounded:
            return
        arrays = await asyncio.to_thread(_packed, speech)
        value = checksum(name, arrays).to_bytes(_CHECKSUM_BYTES) + arrays
        await self._asked(self._store.set(_PREFIX + name, value), _WRITE_S)

    async def _ask_for_bound(self) -> bool | None:
        """Whether the store forgets when it is full; `None` if it does not tell."""
        told = await self._asked(self._store.info("memory"), _WRITE_S)
        if not isinstance(told, dict):
            return None
        is_bounded = bool(told.get("maxmemory")) and told.get("maxmemory_policy") != "noeviction"
        if not is_bounded:
            _LOGGER.warning(
                "Nothing is written to the shared cache, which would grow for ever: set its"
                " maxmemory, and its maxmemory-policy to allkeys-lru"
            )
        return is_bounded

    async def _asked(self, answer: Awaitable[_T], patience_s: float) -> _T | None:
        loop = asyncio.get_running_loop()
        waiting = asyncio.ensure_future(answer)
        if loop.time() < self._ask_again_at:
            waiting.cancel()
            return None
        try:
            async with asyncio.timeout(patience_s):
                value = await waiting
        except _ERRORS as error:
            self._ask_again_at = loop.time() + _REST_S
            metrics.SHARED_CACHE_FAILURES.inc()
            level = logging.DEBUG if self._has_warned else logging.WARNING
            self._has_warned = True
            _LOGGER.log(level, "The shared cache: %s", str(error) or "no answer in time")
            return None
        self._has_warned = False
        return value


def _packed(speech: Speech) -> bytes:
    return packed(KeptSpeech.of(speech))
