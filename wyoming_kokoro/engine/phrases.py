"""Phrases as they are looked up before anything is made."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from .. import metrics
from ..models.base import FloatArray, Speech
from ..voices.blend import Blend
from .cache import PhraseCache, PhraseKey

if TYPE_CHECKING:
    from .shared_phrases import SharedPhrases

_LOGGER = logging.getLogger(__name__)
Style = Callable[[Blend], FloatArray]


class Phrases:
    """The cache, and the styles that its keys depend on.

    Files are read and written off the event loop.
    """

    def __init__(
        self, cache: PhraseCache, style: Style, shared: "SharedPhrases | None" = None
    ) -> None:
        """`style` gives the pack (510, 1, 256) of a blend; it may read files and is called on any
        thread. `shared` is what other servers know.
        """
        self.cache = cache
        self._style = style
        self._shared = shared

    async def style(self, blend: Blend) -> FloatArray:
        """The pack (510, 1, 256) of a blend."""
        return await asyncio.to_thread(self._style, blend)

    def key(
        self, model: str, style: FloatArray, speed: float, tokens: list[int], span: tuple[int, int]
    ) -> PhraseKey:
        """What names the tokens first … last − 1 of `tokens`, spoken by `model` in `style`; how
        they are made is no part of it.
        """
        digest = hashlib.sha256(style[len(tokens) - 1].tobytes()).hexdigest()
        return PhraseKey(model, digest, speed, tuple(tokens), span)

    async def known(self, key: PhraseKey, patience_s: float) -> Speech | None:
        """The phrase as it was said before, if it is remembered, here or where others share; what
        they share is waited for so many seconds.
        """
        speech = self.cache.get(key)
        if speech is None and self.cache.on_disk:
            speech = await asyncio.to_thread(self.cache.load, key)
        if speech is None and self._shared is not None:
            speech = await self._shared.get(key, patience_s)
            if speech is not None:
                await self._keep_here(key, speech)
        (metrics.CACHE_MISSES if speech is None else metrics.CACHE_HITS).inc()
        _LOGGER.debug("%s: %s", "Not remembered" if speech is None else "Remembered", key)
        return speech

    async def keep(self, key: PhraseKey, speech: Speech) -> None:
        """Remember a phrase."""
        await self._keep_here(key, speech)
        if self._shared is not None:
            self._shared.put(key, speech)

    async def close(self) -> None:
        """Leave folder and store alone until the next call. Idempotent."""
        await asyncio.to_thread(self.cache.close)
        if self._shared is not None:
            await self._shared.close()

    async def _keep_here(self, key: PhraseKey, speech: Speech) -> None:
        if self.cache.on_disk:
            await asyncio.to_thread(self.cache.put, key, speech)
        else:
            self.cache.put(key, speech)
