"""One client's connection: what is asked, in which order it is answered, and when it ends."""

import asyncio
import logging
from sys import getsizeof

from wyoming.event import Event
from wyoming.ping import Pong

from ..client_memory import ClientMemory
from ..errors import BadMarkup, Busy, NotReady, SpeechError
from .growing_text import GrowingText
from .info import Description
from .limits import Limits
from .protocol import EventReader, ProtocolError
from .synthesis import Engine, Synthesis, text_of
from .writer import EventWriter

_LOGGER = logging.getLogger(__name__)
_RETRY_AFTER_S = 1.0


class Connection:
    """Answers one client until it closes, errs or idles.

    One task reads and one speaks, so a closed socket is seen while speaking and `describe` is
    answered. Utterances are answered in the order in which they were asked for.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        engine: Engine,
        description: Description,
        limits: Limits,
        memory: ClientMemory,
        client: str,
        *,
        finish_at_end: bool,
    ) -> None:
        """`client` identifies the client in requests and logs.

        The end of the input cancels what is being spoken, unless `finish_at_end`: a pipe ends when
        all has been asked, not when nobody listens any more.
        """
        self._reader = reader
        self._account = memory.account()
        self._events = EventReader(reader, limits, self._account)
        self._writer = EventWriter(writer, limits)
        self._engine = engine
        self._description = description
        self._limits = limits
        self._client = client
        self._finish_at_end = finish_at_end
        self._pending: asyncio.Queue[Synthesis | None] = asyncio.Queue()
        self._speaking: Synthesis | None = None
        self._open_text: GrowingText | None = None
        self._last_event_at = asyncio.get_running_loop().time()
        self._finishing = False

    @property
    def is_speaking(self) -> bool:
        """Whether an utterance is being spoken, or waits for its text."""
        return self._speaking is not None

    @property
    def idle_since(self) -> float:
        """When the last event came or went, in the event loop's seconds."""
        return max(self._last_event_at, self._writer.last_sent_at)

    def finish(self) -> None:
        """Close the connection as soon as everything asked for so far has been answered."""
        self._finishing = True
        self._pending.put_nowait(None)

    async def run(self) -> None:
        """Serve the client to the end.

        Cancelling cuts the connection, with an `error` event if something was being spoken.
        """
        with self._account:
            await self._serve()

    async def _serve(self) -> None:
        reading = asyncio.create_task(self._read_all(), name="wyoming reader")
        speaking = asyncio.create_task(self._speak_all(), name="wyoming speaker")
        tasks = (reading, speaking)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            cut_off = self.is_speaking
            await _cancel(tasks)
            if cut_off:
                await self._writer.send_error(NotReady("The server is shutting down"))
            await self._writer.close()
            raise
        await _cancel(tasks)
        await self._end([e for task in tasks if (e := _failure(task)) is not None])

    async def _end(self, failures: list[BaseException]) -> None:
        """Tell the client what went wrong, if anything did, and close."""
        error: SpeechError | None = None
        for failure in failures:
            if isinstance(failure, ConnectionError):
                _LOGGER.debug("%s: %s", self._client, failure)
            elif isinstance(failure, SpeechError):
                error = failure
            else:
                _LOGGER.error("%s: unexpected error", self._client, exc_info=failure)
                error = SpeechError("Internal error")
        if error is None:
            await self._writer.close()
            return
        # The message about markup quotes it, and it is the user's text.
        message = "Bad markup" if isinstance(error, BadMarkup) else error.message
        _LOGGER.warning("%s: %s (%s)", self._client, message, error.code)
        await self._writer.send_error(error)
        await self._writer.close_after_error(self._reader)

    async def _read_all(self) -> None:
        while await self._event_begins():
            event = await self._events.read()
            if event is None:
                break
            self._last_event_at = asyncio.get_running_loop().time()
            await self._handle(event)
        if self._finish_at_end:
            self._end_text()
            self.finish()
            await asyncio.Future()  # until the speaker is done and this task is cancelled

    async def _event_begins(self) -> bool:
        """Wait for an event; `False` when the client has closed, or has been idle for too long.

        Raises `ProtocolError` for a stream whose text does not go on.
        """
        now = asyncio.get_running_loop().time
        while True:
            idle_at = now() if self._works_for_client() else self.idle_since
            try:
                async with asyncio.timeout_at(idle_at + self._limits.idle_timeout_s):
                    return await self._events.begins()
            except TimeoutError:
                if self._works_for_client():
                    continue
                if now() - self.idle_since >= self._limits.idle_timeout_s:
                    if self.is_speaking:
                        seconds = self._limits.idle_timeout_s
                        raise ProtocolError(f"No text came for {seconds:g} s")
                    _LOGGER.debug("%s: closed, idle", self._client)
                    return False

    def _works_for_client(self) -> bool:
        """Whether the server is to move next, with all of an utterance's text there."""
        return self._speaking is not None and not self._speaking.waits_for_text

    async def _handle(self, event: Event) -> None:
        match event.type:
            case "describe":
                await self._writer.send(self._description.event())
            case "ping":
                text = event.data.get("text")
                await self._writer.send(Pong(text=text if isinstance(text, str) else None))
            case "synthesize":
                # Inside a stream it repeats the whole text, for servers that do not stream.
                if self._open_text is None:
                    limit = self._limits.max_text_chars
                    self._ask(Synthesis.from_synthesize(event, self._client, limit))
            case "synthesize-start":
                self._start_text(event)
            case "synthesize-chunk":
                if self._open_text is not None:
                    text = text_of(event)
                    self._account.take(getsizeof(text))
                    self._open_text.append(text)
                else:
                    _LOGGER.debug("%s: synthesize-chunk outside of a stream", self._client)
            case "synthesize-stop":
                self._end_text()
            case _:
                # select-program among them: there is one program.
                _LOGGER.debug("%s: nothing to do for %.64r", self._client, event.type)

    def _start_text(self, event: Event) -> None:
        self._end_text()  # of a stream that the client has not ended
        text = GrowingText(self._limits.max_text_chars)
        self._ask(Synthesis.from_start(event, self._client, text))
        self._open_text = text

    def _end_text(self) -> None:
        if self._open_text is not None:
            self._open_text.end()
            self._open_text = None

    def _ask(self, synthesis: Synthesis) -> None:
        if self._finishing:
            raise NotReady("The server is shutting down")
        if self._pending.qsize() >= self._limits.max_pending:
            raise Busy("Too many requests wait on this connection", retry_after_s=_RETRY_AFTER_S)
        self._account.take(synthesis.size)
        self._pending.put_nowait(synthesis)

    async def _speak_all(self) -> None:
        while (synthesis := await self._pending.get()) is not None:
            self._speaking = synthesis
            try:
                await synthesis.speak(self._engine, self._writer, self._limits.samples_per_chunk)
            finally:
                self._speaking = None
                self._account.give(synthesis.size)


async def _cancel(tasks: tuple[asyncio.Task[None], ...]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _failure(task: asyncio.Task[None]) -> BaseException | None:
    return None if task.cancelled() else task.exception()
