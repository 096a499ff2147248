"""From the text of a request, as it comes, to the runs of its outline."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from ..errors import SpeechError, TextTooLong
from ..text.document import Document, SpokenClause
from .outline import Outline
from .plan import Planner, Run
from .progress import Progress
from .resolving import ResolvedRequest
from .rhythm import Rhythm

T = TypeVar("T")
_PIECE_CHARS = 2_000
"""Characters that are read at once; a longer piece of text would keep others waiting for the
thread.
"""


class Reader:
    """Reads the text of one request.

    All that costs time runs on the text thread, in small pieces.
    """

    def __init__(
        self,
        request: ResolvedRequest,
        planner: Planner,
        text_thread: ThreadPoolExecutor,
        *,
        flush_s: float | None,
        max_text_chars: int,
        keeps_text: bool,
    ) -> None:
        """`flush_s` is how long the text must halt before a sentence is taken to have ended, `None`
        for what its pace suggests.

        With `keeps_text`, `Progress.text` is filled.
        """
        self._request = request
        self._planner = planner
        self._text_thread = text_thread
        self._flush_s = flush_s
        self._max_text_chars = max_text_chars
        self._keeps_text = keeps_text

    async def read(
        self, outline: Outline, progress: Progress, slack_s: Callable[[], float | None]
    ) -> None:
        """Fill `outline` until the text ends.

        Raises `RequestError` where the text cannot be spoken.

        `slack_s` tells how many seconds from now the listener needs words that the outline does not
        have yet, `None` before it has any.
        """
        document = Document(self._request.text_format, self._planner.language)
        async for clauses in self._clauses(document, outline, progress, slack_s):
            for number, clause in enumerate(clauses, 1):
                progress.clauses += 1
                has_rest = number == len(clauses)
                runs, rest = await self._on_thread(
                    partial(self._planned, clause, document if has_rest else None)
                )
                await outline.extend(runs, rest)
        await outline.complete()

    def _planned(self, clause: SpokenClause, document: Document | None) -> tuple[list[Run], str]:
        """The runs of a clause, and phonemes of what is known to follow it in `document`."""
        runs = self._planner.plan(clause)
        if document is None or not runs or not runs[-1].continues:
            return runs, ""
        try:
            rest = document.rest()
            return runs, self._planner.foresee(rest, runs[-1].manner) if rest is not None else ""
        except SpeechError:
            return runs, ""  # it is told when the words come that cannot be said

    async def _clauses(
        self,
        document: Document,
        outline: Outline,
        progress: Progress,
        slack_s: Callable[[], float | None],
    ) -> AsyncIterator[list[SpokenClause]]:
        if isinstance(self._request.text, str):
            # To its end, before anything is spoken: what is wrong with it is to be said before the
            # first audio.
            clauses = await self._feed(document, self._request.text, progress)
            clauses += await self._on_thread(document.flush)
            await self._on_thread(partial(self._planner.check, clauses))
            yield clauses
            return
        rhythm = Rhythm(asyncio.get_running_loop().time, slack_s, self._flush_s)
        deltas = aiter(self._request.text)
        while True:
            delta = asyncio.ensure_future(anext(deltas, None))
            try:
                await outline.set_idle(True)
                async for clauses in self._meanwhile(document, delta, rhythm):
                    yield clauses
                text = await delta
                await outline.set_idle(False)
            finally:
                delta.cancel()
            if text is None:
                yield await self._on_thread(document.flush)
                return
            rhythm.beat()
            yield await self._feed(document, text, progress)

    async def _meanwhile(
        self, document: Document, delta: "asyncio.Future[str | None]", rhythm: Rhythm
    ) -> AsyncIterator[list[SpokenClause]]:
        """What is to be spoken before the next delta comes."""
        while not delta.done():
            move = rhythm.next()
            if move.wait_s is None or move.wait_s > 0:
                await asyncio.wait({delta}, timeout=move.wait_s)
            elif move.need is None:
                yield await self._on_thread(document.halt)
            else:
                yield await self._on_thread(partial(document.take, move.need))

    async def _feed(self, document: Document, text: str, progress: Progress) -> list[SpokenClause]:
        progress.characters += len(text)
        if self._keeps_text:
            progress.keep(text)
        if progress.characters > self._max_text_chars:
            raise TextTooLong(
                f"The text is longer than {self._max_text_chars} characters", param="input"
            )
        clauses: list[SpokenClause] = []
        for place in range(0, len(text), _PIECE_CHARS):
            piece = text[place : place + _PIECE_CHARS]
            clauses += await self._on_thread(partial(document.feed, piece))
        return clauses

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._text_thread, work)
