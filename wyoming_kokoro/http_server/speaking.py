"""Speech that has begun."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

from aiohttp import web

from ..engine.speech import Mark, SpeechChunk, Word
from ..sound import FRAME_SAMPLES, silence
from .operations import in_time
from .orders import Order, named_as_sent
from .ports import ENGINE

# What a text without anything to say sounds like: some players reject audio of no length.
_NOTHING_S = 0.1
_GAP_S = 0.5
"""Silence at the end of a chunk from which on it counts as one of its own among the stretches."""


class Speaking:
    """Speech on its way: `words`, `marks` and `stretches` are what has come so far."""

    def __init__(self, first: SpeechChunk | None, rest: AsyncGenerator[SpeechChunk, None]) -> None:
        self._first = first or SpeechChunk(silence(_NOTHING_S), 0.0)
        self._rest = rest
        self._words: list[Word] = []
        self._marks: list[Mark] = []
        self._samples = 0
        self.stretches: list[Word] | None = None
        """Stretches of speech and silence between them, "" for silence, where anybody has set a
        list for them.
        """

    @property
    def frames(self) -> int:
        """Length of the speech so far, in the model's frames of 25 ms."""
        return -(-self._samples // FRAME_SAMPLES)

    def take_words(self) -> list[Word]:
        """The words that have come since the last call."""
        taken, self._words = self._words, []
        return taken

    def take_marks(self) -> list[Mark]:
        """The marks that have come since the last call."""
        taken, self._marks = self._marks, []
        return taken

    async def pcm(self) -> AsyncGenerator[bytes, None]:
        """The samples; can be gone through once."""
        yield self._note(self._first)
        async for chunk in self._rest:
            yield self._note(chunk)

    def _note(self, chunk: SpeechChunk) -> bytes:
        self._words += chunk.words
        self._marks += chunk.marks
        self._samples += len(chunk.pcm) // 2
        if self.stretches is not None:
            self.stretches += _stretches(chunk)
        return chunk.pcm


def _stretches(chunk: SpeechChunk) -> list[Word]:
    end_s = round(chunk.start_s + chunk.seconds, 3)
    if not chunk.words:
        return [Word("", round(chunk.start_s, 3), end_s)]
    text = " ".join(word.text for word in chunk.words)
    last = chunk.words[-1]
    if end_s - last.end_s < _GAP_S:
        return [Word(text, round(chunk.start_s, 3), end_s, last.voice)]
    return [
        Word(text, round(chunk.start_s, 3), last.end_s, last.voice),
        Word("", last.end_s, end_s),
    ]


@asynccontextmanager
async def speaking(request: web.Request, order: Order) -> AsyncIterator[Speaking]:
    """Speech of which the first chunk is there, so that what fails until then is a proper reply.

    Leaving cancels the rest.
    """
    engine = request.app[ENGINE]
    async with aclosing(engine.speak(order.speech)) as chunks:
        with named_as_sent():
            async with in_time(request):
                first = await anext(chunks, None)
        yield Speaking(first, chunks)
