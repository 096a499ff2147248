"""One request on its way from text to speech."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from ..errors import SetupError, SpeechError, SynthesisFailed, TextTooLong
from ..models.base import FloatArray, Speech
from ..phonemes.vocabulary import Vocabulary
from ..text.document import Document, SpokenClause
from ..text.segment import Boundary
from ..voices.blend import Blend
from .buffer import ChunkBuffer
from .outline import Outline, Passage
from .plan import Planner, Run, opening_spans
from .shaping import Shape, joined, shape, silence
from .speech import Mark, SpeechChunk, SpeechRequest, Word
from .timing import word_times

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")
FIRST_AHEAD_PHONEMES = 60
AHEAD_PHONEMES = 180
_RESERVE_S = 1.0
"""Seconds before the listener runs dry at which a clause is spoken with the context that is known by then."""
_LOGGED_CHARS = 2_000


class Synthesize(Protocol):
    """Speaks a passage of tokens by a deadline; tells the seconds that the model worked, 0 for a phrase that was remembered."""

    async def __call__(
        self,
        deadline: float,
        tokens: list[int],
        blend: Blend,
        speed: float,
        span: tuple[int, int] | None,
    ) -> tuple[Speech, float]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What an utterance works with.

    `synthesize` runs on the inference thread by deadline; `aligned` tells whether it can speak a span of a passage. With `keeps_text`
    `Progress.text` is filled.
    """

    text_thread: ThreadPoolExecutor
    vocabulary: Vocabulary
    synthesize: Synthesize
    aligned: bool
    read_ahead_s: float
    flush_s: float | None
    max_text_chars: int
    keeps_text: bool = False


@dataclass(slots=True)
class Progress:
    """How far an utterance is; times are of the event loop's clock. `text` is its beginning, for the log."""

    asked_at: float
    first_audio_at: float | None = None
    characters: int = 0
    clauses: int = 0
    audio_s: float = 0.0
    inference_s: float = 0.0
    text: str = ""


class Utterance:
    """Reads the text, plans runs, has them spoken in order, and shapes them into chunks."""

    def __init__(self, request: SpeechRequest, planner: Planner, parts: Parts) -> None:
        self._request = request
        self._planner = planner
        self._parts = parts
        self._outline = Outline()
        self._buffer = ChunkBuffer(parts.read_ahead_s)
        self._loop = asyncio.get_running_loop()
        self._tail: FloatArray | None = None
        self.progress = Progress(self._loop.time())

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
        reading = asyncio.create_task(self._read(), name="utterance text")
        speaking = asyncio.create_task(self._speak(), name="utterance speech")
        tasks = (reading, speaking)
        error: BaseException | None = None
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            error = next((e for task in done if (e := task.exception()) is not None), None)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._buffer.end(error if error is None else _shown(error))

    async def _on_text_thread(self, work: Callable[[], T]) -> T:
        return await self._loop.run_in_executor(self._parts.text_thread, work)

    async def _read(self) -> None:
        """Turn the text, as it comes, into runs."""
        document = Document(self._request.text_format, self._planner.language)
        opens = self._parts.aligned
        async for clauses in self._clauses(document):
            for clause in clauses:
                self.progress.clauses += 1
                runs: list[Run] = await self._on_text_thread(partial(self._planner.plan, clause))
                if opens and runs and runs[0].words:
                    runs[:1] = opening_spans(runs[0])
                    opens = False
                await self._outline.extend(runs)
        await self._outline.complete()

    async def _clauses(self, document: Document) -> AsyncIterator[list[SpokenClause]]:
        text = self._request.text
        if isinstance(text, str):
            self._count(text)
            whole = text
            yield await self._on_text_thread(lambda: document.feed(whole) + document.flush())
            return
        deltas = aiter(text)
        while True:
            delta = asyncio.ensure_future(anext(deltas, None))
            try:
                await self._outline.set_idle(True)
                if self._parts.flush_s is not None:
                    await asyncio.wait({delta}, timeout=self._parts.flush_s)
                    if not delta.done():
                        yield document.flush(final=False)
                piece = await delta
                await self._outline.set_idle(False)
            finally:
                delta.cancel()
            if piece is None:
                yield await self._on_text_thread(document.flush)
                return
            self._count(piece)
            yield document.feed(piece)

    def _count(self, text: str) -> None:
        self.progress.characters += len(text)
        if self._parts.keeps_text:
            self.progress.text += text[: max(0, _LOGGED_CHARS - len(self.progress.text))]
        limit = self._parts.max_text_chars
        if self.progress.characters > limit:
            raise TextTooLong(f"The text is longer than {limit} characters", param="input")

    @property
    def _deadline(self) -> float:
        """When the listener runs dry."""
        start = self.progress.first_audio_at
        return self.progress.asked_at if start is None else start + self.progress.audio_s

    async def _speak(self) -> None:
        """Speak run after run."""
        index = 0
        while (run := await self._outline.run(index)) is not None:
            if run.words:
                await self._speak_run(index, run)
            else:
                await self._emit(silence(run.pause_s), run, ())
            index += 1

    async def _speak_run(self, index: int, run: Run) -> None:
        passage = await self._passage(index, run)
        speech, first_token = await self._synthesize(run, passage)
        ends = None if passage.after else run.boundary or Boundary.CUT
        how = Shape(
            opens=not passage.before,
            ends=ends,
            pause_s=run.pause_s,
            gain=self._request.volume * 10 ** (run.manner.gain_db / 20),
            speed=run.manner.pace,
        )
        tail, self._tail = self._tail if passage.before else None, speech.tail
        pcm, cut_s = await asyncio.to_thread(lambda: shape(joined(tail, speech.samples), how))
        words: tuple[Word, ...] = ()
        if speech.durations is not None:
            words = word_times(
                run.words,
                speech.durations,
                first_token,
                run.written,
                run.offset,
                self.progress.audio_s - cut_s,
            )
        await self._emit(pcm, run, words)

    async def _passage(self, index: int, run: Run) -> Passage:
        """The run within as much of its sentence as can be known in time."""
        if not self._parts.aligned:
            return Passage("", run.phonemes.rstrip(), "")
        first = self.progress.first_audio_at is None
        ahead = FIRST_AHEAD_PHONEMES if first else AHEAD_PHONEMES
        patience_s = 0.0 if first else self._deadline - self._loop.time() - _RESERVE_S
        await self._outline.look_ahead(index, ahead, patience_s)
        return self._outline.passage(index, ahead)

    async def _synthesize(self, run: Run, passage: Passage) -> tuple[Speech, int]:
        """Speech of the run within its passage, and the number of its first token."""
        vocabulary = self._parts.vocabulary
        tokens = vocabulary.tokens(passage.before + passage.phonemes + passage.after)
        first = len(passage.before)
        whole = len(passage.phonemes) == len(tokens)
        span = None if whole else (first, first + len(passage.phonemes))
        speech, seconds = await self._parts.synthesize(
            self._deadline, tokens, run.manner.voice, run.manner.pace, span
        )
        self.progress.inference_s += seconds
        return speech, first

    async def _emit(self, pcm: bytes, run: Run, words: tuple[Word, ...]) -> None:
        start_s = self.progress.audio_s
        marks = tuple(Mark(name, start_s) for name in run.marks)
        if not pcm:
            return
        chunk = SpeechChunk(pcm, start_s, words, marks)
        self.progress.audio_s += chunk.seconds
        if self.progress.first_audio_at is None:
            # Not when the reader takes it: until then the next clause would pass for one that nobody has audio before.
            self.progress.first_audio_at = self._loop.time()
        await self._buffer.put(chunk)


def _shown(error: BaseException) -> SpeechError:
    """The error as the client may see it: what is wrong on this side, such as a file, is for the log alone."""
    if isinstance(error, SpeechError) and not isinstance(error, SetupError):
        return error
    if isinstance(error, SetupError):
        _LOGGER.error("Synthesis failed: %s", error.message)
    else:
        _LOGGER.error("Synthesis failed", exc_info=error)
    failed = SynthesisFailed("The speech could not be synthesised")
    failed.__cause__ = error
    return failed
