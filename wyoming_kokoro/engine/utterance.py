"""One request on its way from text to speech."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

from .. import metrics
from ..errors import SetupError, SpeechError, SynthesisFailed
from ..inference.schedule import FIRST_S, Listener
from ..inference.workers import Workers
from ..phonemes.vocabulary import Vocabulary
from .buffer import ChunkBuffer
from .outlet import Outlet
from .outline import Outline, RunContext
from .phrases import Phrases
from .pieces import AHEAD_PHONEMES, FIRST_AHEAD_PHONEMES, Piece, Pieces, whole
from .plan import Run
from .progress import Progress
from .reading import Reader
from .resolving import ResolvedRequest
from .speech import SpeechChunk

Place = Callable[[], AbstractAsyncContextManager[None]]
_LOGGER = logging.getLogger(__name__)
_RESERVE_S = 1.0
"""Seconds before the listener runs dry at which a clause is spoken with the context that is known
by then.
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """What an utterance works with; `read_ahead_s` bounds the speech that waits for its
    listener.
    """

    workers: Workers
    phrases: Phrases
    vocabulary: Vocabulary
    read_ahead_s: float


class Utterance:
    """Has the text read, its runs made in order or found among the phrases, and handed out."""

    def __init__(
        self, request: ResolvedRequest, reader: Reader, parts: Parts, place: Place = nullcontext
    ) -> None:
        """`place` gives a place among those who are spoken to; it is held while there is text to
        speak.
        """
        self._place = place
        self._reader = reader
        self._parts = parts
        self._outline = Outline()
        self._buffer = ChunkBuffer(parts.read_ahead_s)
        self._loop = asyncio.get_running_loop()
        self._made = 0
        listener = self._listener = Listener(self._loop.time())
        progress = self.progress = Progress(listener.asked_at)
        self._pieces = Pieces(parts.workers, parts.vocabulary, self._outline, listener, progress)
        self._outlet = Outlet(parts.workers, self._buffer, listener, progress, request.volume)

    async def chunks(self) -> AsyncGenerator[SpeechChunk, None]:
        """Speech as it gets ready. Closing the generator ends all work for it."""
        work = asyncio.create_task(self._work(), name="utterance")
        try:
            while (chunk := await self._buffer.get()) is not None:
                yield chunk
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _work(self) -> None:
        """Read and speak at the same time until all is said or either fails."""
        reading = asyncio.create_task(
            self._reader.read(self._outline, self.progress, self._slack_s), name="utterance text"
        )
        speaking = asyncio.create_task(self._speak(), name="utterance speech")
        tasks: tuple[asyncio.Task[None], ...] = (reading, speaking)
        error: BaseException | None = None
        try:
            pending = set(tasks)
            while pending and error is None:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                error = next(filter(None, map(_failure, done)), None)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._buffer.end(error if error is None else _shown(error))

    async def _speak(self) -> None:
        """Speak run after run."""
        index = 0
        with self._parts.workers.listening(self._listener):
            # Without a place while there is no text to speak: a client may leave its session open
            # for as long as it likes.
            while (run := await self._outline.run(index)) is not None:
                async with self._place():
                    while run is not None:
                        self._outlet.mark(run.marks)
                        await self._speak_run(index, run)
                        index += 1
                        run = await self._outline.at_hand(index)
            await self._outlet.finish()

    async def _speak_run(self, index: int, run: Run) -> None:
        if not run.words:
            await self._outlet.pause(run.pause_s)
            return
        parts, backend = self._parts, self._parts.workers.backend
        context = await self._context(index, run)
        tokens = parts.vocabulary.tokens(context.text)
        style = await parts.phrases.style(run.manner.voice)
        model = f"{backend.name}/{backend.device}/{backend.precision}"
        key = parts.phrases.key(model, style, run.manner.pace, tokens, context.span)
        costs = parts.workers.costs
        known = await parts.phrases.known(key, costs.plan(len(tokens)) + costs.sound(FIRST_S))
        end = self._outline.end(index)
        if known is not None:
            self._pieces.expect(end)
            piece = Piece(run.words, known.samples, known.durations, known.tail)
            await self._outlet.give(run, context, piece)
        else:
            pieces = []
            async for piece in self._pieces.of(index, run, context, style):
                pieces.append(piece)
                await self._outlet.give(run, context, piece)
                self._made += sum(len(word.phonemes) + word.space for word in piece.words)
            await parts.phrases.keep(key, whole(pieces))
            metrics.CLAUSES.inc()
        self._made = end

    def _slack_s(self) -> float | None:
        """Seconds until the next words must be known if the listener is not to run dry; `None`
        before there are any.
        """
        if not self._outline.known:
            return None
        workers, listener = self._parts.workers, self._listener
        has_s = listener.held_s
        if listener.runs_dry_at is not None:
            has_s = max(0.0, listener.runs_dry_at - self._loop.time())
        has_s += workers.costs.speech_of(max(0, self._outline.known - self._made))
        return has_s - workers.lead_s

    async def _context(self, index: int, run: Run) -> RunContext:
        """The run within as much of its sentence as can be known in time."""
        if not self._parts.workers.backend.aligned:
            return self._outline.alone(index)
        patience_s = 0.0
        if self._listener.runs_dry_at is not None:
            patience_s = self._listener.runs_dry_at - self._loop.time() - _RESERVE_S
        ahead = FIRST_AHEAD_PHONEMES if self._listener.is_new else AHEAD_PHONEMES
        await self._outline.look_ahead(index, ahead, patience_s)
        context = self._outline.context(index, ahead)
        return context.after_seam() if self._outlet.has_seam else context


def _failure(task: "asyncio.Task[None]") -> BaseException | None:
    """Why a task ended before its work was done. One whose thread was shut down is cancelled, which
    `asyncio.FIRST_EXCEPTION` passes over.
    """
    return asyncio.CancelledError() if task.cancelled() else task.exception()


def _shown(error: BaseException) -> SpeechError:
    """The error as the client may see it: what is wrong on this side, such as a file, is for the
    log alone.
    """
    if isinstance(error, SpeechError) and not isinstance(error, SetupError):
        return error
    if isinstance(error, SetupError):
        _LOGGER.error("Synthesis failed: %s", error.message)
    else:
        _LOGGER.error("Synthesis failed", exc_info=error)
    failed = SynthesisFailed("The speech could not be synthesised")
    failed.__cause__ = error
    return failed
