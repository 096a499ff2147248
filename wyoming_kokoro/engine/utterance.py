"""One request on its way from text to speech."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from .. import metrics
from ..errors import SetupError, SpeechError, SynthesisFailed
from ..inference.schedule import Listener
from ..inference.workers import Sounded, Workers
from ..models.base import FloatArray, IntArray, Passage, Speech, no_samples
from ..phonemes.g2p import PhonemeWord
from ..phonemes.vocabulary import Vocabulary
from ..sound import silence
from ..text.segment import Boundary
from .buffer import ChunkBuffer
from .outline import BEFORE_PHONEMES, Context, Outline
from .phrases import Phrases
from .plan import Run
from .progress import Progress
from .reading import Reader
from .resolving import ResolvedRequest
from .shaping import Shape, joined, shape
from .speech import Mark, SpeechChunk, Word
from .timing import WordClock, audible_s

Place = Callable[[], AbstractAsyncContextManager[None]]
_LOGGER = logging.getLogger(__name__)
FIRST_AHEAD_PHONEMES = 60
AHEAD_PHONEMES = 180
_FIRST_PLAN_S = 0.056
"""Seconds that planning may take before the first audio; where it would take longer, it looks ahead
less.
"""
_LEAST_PHONEMES, _LEAST_AHEAD = 40, 16
"""Phonemes that are planned for the first audio at least, and of those the ones that are not spoken
yet.
"""
_RESERVE_S = 1.0
"""Seconds before the listener runs dry at which a clause is spoken with the context that is known
by then.
"""
_LAST_MARK_S = 0.025
"""Silence that carries a mark behind which nothing is said."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What an utterance works with; `read_ahead_s` bounds the speech that waits for its
    listener.
    """

    workers: Workers
    phrases: Phrases
    vocabulary: Vocabulary
    read_ahead_s: float


@dataclass(frozen=True, slots=True)
class _Planned:
    """A passage and where in the utterance's phonemes it stands."""

    place: int
    end: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Piece:
    """Speech of some words of a run, not yet shaped.

    `durations` are those of its tokens, after that of the silence before them; `tail` is as in
    `Speech`.
    """

    words: Sequence[PhonemeWord]
    samples: FloatArray
    durations: IntArray | None
    tail: FloatArray
    is_first: bool = True
    is_last: bool = True


class Utterance:
    """Has the text read, has runs planned and sounded in order, and shapes them into chunks."""

    def __init__(
        self, request: ResolvedRequest, reader: Reader, parts: Parts, place: Place = nullcontext
    ) -> None:
        """`place` gives a place among those who are spoken to; it is held while there is text to
        speak.
        """
        self._request = request
        self._place = place
        self._reader = reader
        self._parts = parts
        self._outline = Outline()
        self._buffer = ChunkBuffer(parts.read_ahead_s)
        self._loop = asyncio.get_running_loop()
        self._tail: FloatArray | None = None
        self._planned: _Planned | None = None
        self._held: list[SpeechChunk] = []
        self._clock = WordClock()
        self._marks: tuple[str, ...] = ()
        self._made = 0
        self._listener = Listener(self._loop.time())
        self.progress = Progress(self._listener.asked_at)

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

    async def _speak(self) -> None:
        """Speak run after run."""
        index = 0
        with self._parts.workers.listening(self._listener):
            # Without a place while there is no text to speak: a client may leave its session open
            # for as long as it likes.
            while (run := await self._outline.run(index)) is not None:
                async with self._place():
                    while run is not None:
                        self._marks += run.marks
                        await self._speak_run(index, run)
                        index += 1
                        run = await self._outline.at_hand(index)
            if self._marks:
                await self._emit(silence(_LAST_MARK_S))
            self._listener.left_s = 0.0
            await self._hand_out()

    async def _speak_run(self, index: int, run: Run) -> None:
        if not run.words:
            await self._emit(silence(run.pause_s))
            return
        parts, backend = self._parts, self._parts.workers.backend
        context = await self._context(index, run)
        tokens = parts.vocabulary.tokens(context.text)
        style = await parts.phrases.style(run.manner.voice)
        model = f"{backend.name}/{backend.precision}"
        key = parts.phrases.key(model, style, run.manner.pace, tokens, context.span)
        known = await parts.phrases.known(key)
        if known is not None:
            self._expect(context.place + context.span[1])
            await self._shape(
                run, context, _Piece(run.words, known.samples, known.durations, known.tail)
            )
            self._made = context.place + context.span[1]
            return
        made = self._in_spans if backend.aligned else self._at_once
        pieces = []
        async for piece in made(index, run, context, style):
            pieces.append(piece)
            await self._shape(run, context, piece)
            self._made += sum(len(word.phonemes) + word.space for word in piece.words)
        await parts.phrases.keep(key, _whole(pieces))
        metrics.CLAUSES.inc()

    def _expect(self, place: int) -> None:
        """Tell the workers how much is still to be made, when all is made up to that place of the
        utterance's phonemes.
        """
        speech_of = self._parts.workers.costs.speech_of
        self._listener.left_s = speech_of(max(0, self._outline.known - place))
        planned_to = 0 if self._planned is None else self._planned.end
        self._listener.planned_s = speech_of(max(0, planned_to - place))

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

    async def _context(self, index: int, run: Run) -> Context:
        """The run within as much of its sentence as can be known in time."""
        if not self._parts.workers.backend.aligned:
            return self._outline.alone(index)
        patience_s = 0.0
        if self._listener.runs_dry_at is not None:
            patience_s = self._listener.runs_dry_at - self._loop.time() - _RESERVE_S
        await self._outline.look_ahead(index, self._ahead, patience_s)
        return self._outline.context(index, self._ahead)

    @property
    def _ahead(self) -> int:
        """Phonemes of the sentence that a run waits for."""
        is_first = self.progress.first_audio_at is None and not self._held
        return FIRST_AHEAD_PHONEMES if is_first else AHEAD_PHONEMES

    @property
    def _behind(self) -> int:
        """Phonemes before a run that there is time to plan with it: less of them where the listener
        is about to run dry.
        """
        if self._listener.runs_dry_at is None:
            return BEFORE_PHONEMES
        half_s = (self._listener.runs_dry_at - self._loop.time()) / 2
        return min(BEFORE_PHONEMES, self._parts.workers.costs.tokens_in(max(_FIRST_PLAN_S, half_s)))

    async def _at_once(
        self, index: int, run: Run, context: Context, style: FloatArray
    ) -> AsyncIterator[_Piece]:
        """The whole run, from a backend that knows no spans."""
        tokens = self._parts.vocabulary.tokens(context.text)
        sounded = await self._parts.workers.speak(self._listener, tokens, style, run.manner.pace)
        self.progress.inference_s += sounded.seconds
        self._expect(context.place + len(run.phonemes))
        yield _Piece(run.words, sounded.speech.samples, None, sounded.speech.tail)

    async def _in_spans(
        self, index: int, run: Run, context: Context, style: FloatArray
    ) -> AsyncIterator[_Piece]:
        """The run in spans, each as long as suits all who listen, faded into each other."""
        begin, end = (context.place + place for place in context.span)
        self._expect(begin)
        sizes = (len(word.phonemes) + word.space for word in run.words)
        ends = [min(end, place) for place in accumulate(sizes, initial=begin)][1:]
        word, tail = 0, no_samples()
        while word < len(ends):
            planned, sounded = await self._sound(index, run, context, style, begin, ends[word:])
            self.progress.inference_s += sounded.seconds
            stop = word + sounded.cut + 1
            speech, of_tokens = sounded.speech, planned.passage.durations
            first, last = begin - planned.place, ends[stop - 1] - planned.place
            lead = of_tokens[:1] if first == 0 else np.zeros(1, np.int64)
            durations = np.concatenate((lead, of_tokens[first + 1 : last + 1]))
            samples, tail = joined(tail, speech.samples), speech.tail
            begin = ends[stop - 1]
            self._expect(begin)
            yield _Piece(
                run.words[word:stop], samples, durations, tail, word == 0, stop == len(ends)
            )
            word = stop

    async def _sound(
        self,
        index: int,
        run: Run,
        context: Context,
        style: FloatArray,
        begin: int,
        ends: Sequence[int],
    ) -> tuple[_Planned, Sounded]:
        """The next span from place `begin` to one of `ends`: of the passage at hand where that
        looks ahead far enough, else of a new one.
        """
        workers, at_hand = self._parts.workers, self._planned
        is_enough = at_hand is not None and at_hand.end >= min(
            context.end, context.place + context.span[1] + FIRST_AHEAD_PHONEMES
        )
        if at_hand is not None and at_hand.place <= begin and is_enough:
            cuts = [end - at_hand.place for end in ends]
            return at_hand, await workers.sound(
                self._listener, at_hand.passage, begin - at_hand.place, cuts
            )
        wider = self._outline.context(index, AHEAD_PHONEMES, self._behind)
        text = wider.text
        if self._listener.runs_dry_at is None and not self._held:
            text, ends = self._opening(wider, begin, ends)
        self._planned = None  # one at a time is kept
        passage, sounded = await workers.plan(
            self._listener,
            self._parts.vocabulary.tokens(text),
            style,
            run.manner.pace,
            begin - wider.place,
            [end - wider.place for end in ends],
        )
        self.progress.passages += 1
        self._planned = _Planned(wider.place, wider.place + len(text), passage)
        return self._planned, sounded

    def _opening(
        self, context: Context, begin: int, ends: Sequence[int]
    ) -> tuple[str, Sequence[int]]:
        """As much of a context as can be planned soon enough for the first audio, and those of
        `ends` that look ahead far enough in it.
        """
        size = max(_LEAST_PHONEMES, self._parts.workers.costs.tokens_in(_FIRST_PLAN_S))
        text = context.text
        if len(text) > size and " " in text[_LEAST_PHONEMES // 2 : size]:
            text = text[:size].rpartition(" ")[0]
        furthest = context.place + len(text) - (len(text) < len(context.text)) * _LEAST_AHEAD
        kept = [end for end in ends if end <= furthest]
        return (text, kept) if kept else (context.text, ends)

    async def _shape(self, run: Run, context: Context, piece: _Piece) -> None:
        """Hand a piece out, joined with what came before it."""
        ends = None
        if piece.is_last and not context.after:
            ends = run.boundary or Boundary.CUT
        how = Shape(
            opens=piece.is_first and not context.before,
            ends=ends,
            pause_s=run.pause_s if piece.is_last else 0.0,
            gain=self._request.volume * 10 ** (run.manner.gain_db / 20),
            speed=run.manner.pace,
        )
        samples = piece.samples
        if piece.is_first and context.before:
            samples = joined(self._tail, samples)
        self._tail = piece.tail
        pcm, cut_s = await asyncio.to_thread(shape, samples, how)
        words: tuple[Word, ...] = ()
        if piece.durations is not None:
            start_s = self.progress.audio_s
            place_s = (start_s - cut_s, start_s + audible_s(pcm))
            words = self._clock.words(piece.words, piece.durations, str(run.manner.voice), place_s)
        await self._emit(pcm, words)

    async def _emit(self, pcm: bytes, words: tuple[Word, ...] = ()) -> None:
        if not pcm:
            return
        start_s = self.progress.audio_s
        marks = tuple(Mark(name, round(start_s, 3)) for name in self._marks)
        self._marks = ()
        chunk = SpeechChunk(pcm, start_s, words, marks)
        self.progress.audio_s += chunk.seconds
        self._held.append(chunk)
        listener = self._listener
        if listener.runs_dry_at is None:
            listener.held_s += chunk.seconds
            if not self._parts.workers.may_begin(listener):
                return
            # Not when the reader takes it: until then the next span would pass for one that nobody
            # has audio before.
            self.progress.first_audio_at = listener.runs_dry_at = self._loop.time()
            listener.runs_dry_at += listener.held_s
        else:
            # It may have been late already.
            listener.runs_dry_at = max(listener.runs_dry_at, self._loop.time()) + chunk.seconds
        await self._hand_out()

    async def _hand_out(self) -> None:
        """Give the listener all that is held for it."""
        held, self._held = self._held, []
        for chunk in held:
            await self._buffer.put(chunk)


def _whole(pieces: Sequence[_Piece]) -> Speech:
    """The pieces of a run as one phrase."""
    samples = np.concatenate([piece.samples for piece in pieces])
    known = [piece.durations for piece in pieces if piece.durations is not None]
    durations = np.concatenate([known[0], *(each[1:] for each in known[1:])]) if known else None
    return Speech(samples, durations, pieces[-1].tail)


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
