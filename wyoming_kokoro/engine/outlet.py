"""What the listener gets of an utterance: pieces shaped, joined and timed, in chunks."""

import asyncio

from ..inference.schedule import Listener
from ..inference.workers import Workers
from ..models.base import FloatArray
from ..sound import silence
from ..text.segment import Boundary
from .buffer import ChunkBuffer
from .outline import RunContext
from .pieces import Piece
from .plan import Run
from .progress import Progress
from .shaping import Shape, joined, shape
from .speech import Mark, SpeechChunk, Word
from .timing import WordClock, audible_s

_LAST_MARK_S = 0.025
"""Silence that carries a mark behind which nothing is said."""


class Outlet:
    """Gives chunks to one listener; the first ones are held until they can be gone on with."""

    def __init__(
        self,
        workers: Workers,
        buffer: ChunkBuffer,
        listener: Listener,
        progress: Progress,
        volume: float,
    ) -> None:
        """`volume` is linear."""
        self._workers = workers
        self._buffer = buffer
        self._listener = listener
        self._progress = progress
        self._volume = volume
        self._held: list[SpeechChunk] = []
        self._clock = WordClock()
        self._marks: tuple[str, ...] = ()
        self._tail: FloatArray | None = None

    @property
    def has_seam(self) -> bool:
        """Whether nothing that is spoken next is joined to what was given last."""
        return self._tail is None

    def mark(self, names: tuple[str, ...]) -> None:
        """These are reached with the next sound."""
        self._marks += names

    async def give(self, run: Run, context: RunContext, piece: Piece) -> None:
        """Hand a piece of a run out, joined with what came before it."""
        ends = None
        if piece.is_last and not context.is_joined:
            ends = run.boundary or Boundary.CUT
        how = Shape(
            opens=self.has_seam,
            ends=ends,
            pause_s=run.pause_s if piece.is_last else 0.0,
            gain=self._volume * 10 ** (run.manner.gain_db / 20),
            speed=run.manner.pace,
        )
        samples = piece.samples
        if piece.is_first:
            samples = joined(self._tail, samples)
        self._tail = piece.tail if ends is None else None
        pcm, cut_s = await asyncio.to_thread(shape, samples, how)
        words: tuple[Word, ...] = ()
        if piece.durations is not None:
            start_s = self._progress.audio_s
            place_s = (start_s - cut_s, start_s + audible_s(pcm))
            words = self._clock.words(piece.words, piece.durations, str(run.manner.voice), place_s)
        await self._emit(pcm, words)

    async def pause(self, seconds: float) -> None:
        """Hand silence out."""
        await self._emit(silence(seconds))

    async def finish(self) -> None:
        """Hand all out that is held: nothing more comes."""
        if self._marks:
            await self.pause(_LAST_MARK_S)
        self._listener.left_s = 0.0
        await self._hand_out()

    async def _emit(self, pcm: bytes, words: tuple[Word, ...] = ()) -> None:
        if not pcm:
            return
        progress, listener = self._progress, self._listener
        start_s = progress.audio_s
        marks = tuple(Mark(name, round(start_s, 3)) for name in self._marks)
        self._marks = ()
        chunk = SpeechChunk(pcm, start_s, words, marks)
        progress.audio_s += chunk.seconds
        self._held.append(chunk)
        now = asyncio.get_running_loop().time()
        if listener.runs_dry_at is None:
            listener.held_s += chunk.seconds
            if not self._workers.may_begin(listener):
                return
            # Not when the reader takes it: until then the next span would pass for one that nobody
            # has audio before.
            progress.first_audio_at = listener.runs_dry_at = now
            listener.runs_dry_at += listener.held_s
        else:
            # It may have been late already.
            listener.runs_dry_at = max(listener.runs_dry_at, now) + chunk.seconds
        await self._hand_out()

    async def _hand_out(self) -> None:
        """Give the listener all that is held for it."""
        held, self._held = self._held, []
        for chunk in held:
            await self._buffer.put(chunk)
