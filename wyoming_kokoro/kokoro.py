"""Kokoro in a program of your own: ``from wyoming_kokoro import Kokoro``."""

import asyncio
import threading
import weakref
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
)
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from .audio.encode import make_encoder
from .audio.formats import AudioFormat
from .composition import build_engine
from .engine.engine import SpeechEngine
from .engine.speech import SpeechChunk, SpeechRequest, Word
from .errors import NotReady
from .settings import Settings

T = TypeVar("T")
Text = str | Iterable[str] | AsyncIterable[str]
_CLOSED = "This Kokoro is closed"
_CLOSE_S = 10.0
"""Seconds that closing waits for the work in hand."""


@dataclass(frozen=True, slots=True)
class Audio:
    """All of an utterance: `pcm` is 24 kHz mono int16 little-endian, `words` are the text's with
    their times.
    """

    pcm: bytes
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """Length of the audio."""
        return SpeechChunk(self.pcm, 0.0).seconds

    def encode(self, audio_format: str = "wav") -> bytes:
        """A file: ``wav``, ``mp3``, ``opus``, ``aac``, ``flac`` or ``pcm``.

        Raises `ValueError` for others.
        """
        encoder = make_encoder(AudioFormat(audio_format), whole=True)
        return encoder.encode(self.pcm) + encoder.finish()

    def save(self, path: str | Path) -> None:
        """Write a file in the format that its ending names. Raises `ValueError` and `OSError`."""
        path = Path(path)
        path.write_bytes(self.encode(path.suffix.removeprefix(".").lower()))


class Kokoro:
    """Speaks. Thread-safe; any number of texts may be spoken at once.

    The files have to be there (``wyoming-kokoro download``). The model is loaded when something is
    first spoken. Its memory is given back by `close`, when a ``with`` block is left, and when
    nobody refers to the object any more.
    """

    def __init__(
        self,
        voice: str | None = None,
        *,
        data_dir: str | Path | None = None,
        voices_dir: str | Path | None = None,
        presets: str | Path | None = None,
        lexicon: str | Path | None = None,
        device: Literal["auto", "cuda", "cpu"] | None = None,
        precision: Literal["auto", "fp32", "bf16", "int8"] | None = None,
        threads: int | None = None,
        cache_mb: int | None = None,
    ) -> None:
        """`voice` is for texts that name none.

        The others are the program's settings of those names.

        What is not given is taken from the variables ``WYOMING_KOKORO_…``, then the program's
        default. Raises `SetupError` when files are missing.
        """
        given = {name: value for name, value in locals().items() if name != "self"}
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
        self._engine = build_engine(settings)
        self._loop = asyncio.new_event_loop()
        self._starting: asyncio.Future[None] | None = None
        self._sending = threading.Lock()
        thread = threading.Thread(target=self._loop.run_forever, name="kokoro", daemon=True)
        thread.start()
        self._end = weakref.finalize(self, _close, self._engine, self._loop, thread, self._sending)
        # As atexit, but while there still are threads to work in: the model must not be torn down
        # at work.
        threading._register_atexit(self._end)  # type: ignore[attr-defined]

    @property
    def voices(self) -> tuple[str, ...]:
        """Ids of the voices, presets and voices of your own included."""
        return tuple(voice.id for voice in self._engine.catalog)

    def stream(
        self,
        text: Text,
        *,
        voice: str = "",
        language: str | None = None,
        speed: float = 1.0,
        volume: float = 1.0,
        ssml: bool = False,
    ) -> "SpeechStream":
        """Speech, chunk by chunk, with ``for`` or ``async for``; each chunk comes as soon as it is
        ready.

        `text` may be growing: an iterable or asynchronous iterable of pieces, such as an LLM gives.
        `voice` is an id or a blend (``af_bella(2)+af_sky``), `language` a BCP-47 tag (default: the
        voice's), `speed` 0.25 … 4, `volume` a factor 0 … 4. Leaving the loop cancels what is left.
        Iterating raises `RequestError` for what cannot be spoken, before the first chunk as far as
        the text is known by then, and `SpeechError` when speaking fails.
        """
        request = SpeechRequest(
            "", voice, language, speed, volume, text_format="ssml" if ssml else "text"
        )
        return SpeechStream(self, text, request)

    def speak(
        self,
        text: str | Iterable[str],
        *,
        voice: str = "",
        language: str | None = None,
        speed: float = 1.0,
        volume: float = 1.0,
        ssml: bool = False,
    ) -> Audio:
        """All of the speech at once; takes and raises what `stream` does."""
        return _joined(
            list(
                self.stream(
                    text, voice=voice, language=language, speed=speed, volume=volume, ssml=ssml
                )
            )
        )

    def close(self) -> None:
        """End what is being spoken and give the memory back.

        Idempotent; nothing can be spoken afterwards.
        """
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, request: SpeechRequest) -> "_Chunks":
        return _Chunks(self._engine, request, self._ready)

    async def _ready(self) -> None:
        """Wait for the model, which the first to come loads."""
        if self._starting is None or (self._starting.done() and self._starting.exception()):
            self._starting = asyncio.ensure_future(self._engine.start())
        await asyncio.shield(self._starting)

    def _run(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Have `work` done by the engine's loop."""
        with self._sending:
            if self._end.alive:
                return asyncio.run_coroutine_threadsafe(work, self._loop)
        work.close()
        raise NotReady(_CLOSED)


class SpeechStream:
    """Speech of one text: iterate over it once, with ``for`` or with ``async for``."""

    def __init__(self, kokoro: Kokoro, text: Text, request: SpeechRequest) -> None:
        self._kokoro = kokoro
        self._text = text
        self._request = request

    def __iter__(self) -> Generator[SpeechChunk, None, None]:
        if isinstance(self._text, AsyncIterable):
            raise TypeError("a text that comes asynchronously is spoken with `async for`")
        feed = _Feed(self._text)
        chunks = self._kokoro._open(replace(self._request, text=feed.text))
        try:
            while (chunk := self._kokoro._run(chunks.next()).result()) is not None:
                yield chunk
            feed.check()
        finally:
            with suppress(NotReady):
                self._kokoro._run(chunks.close()).result()

    async def __aiter__(self) -> AsyncGenerator[SpeechChunk, None]:
        feed = _Feed(self._text)
        chunks = self._kokoro._open(replace(self._request, text=feed.text))
        feeding = asyncio.create_task(feed.feed(self._kokoro._loop))
        try:
            while (chunk := await self._wait(chunks.next())) is not None:
                yield chunk
            feed.check()
        finally:
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
            with suppress(NotReady):
                await self._wait(chunks.close())

    async def collect(self) -> Audio:
        """All of it: ``await kokoro.stream(text).collect()``."""
        return _joined([chunk async for chunk in self])

    async def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(self._kokoro._run(work))


class _Feed:
    """A text as the engine takes it, and what went wrong in the iterable that it comes from."""

    def __init__(self, text: Text) -> None:
        self._error: Exception | None = None
        self._deltas: asyncio.Queue[str | None] = asyncio.Queue()
        self._given = text
        self.text: str | AsyncIterator[str]
        if isinstance(text, str):
            self.text = text
        elif isinstance(text, AsyncIterable):
            self.text = aiter(self._fed())
        else:
            self.text = self._pulled(iter(text))

    def check(self) -> None:
        """Raise what the caller's iterable raised."""
        if self._error is not None:
            raise self._error

    async def feed(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand an asynchronous iterable of this loop over to the engine's `loop`."""
        if not isinstance(self._given, AsyncIterable):
            return
        try:
            async for delta in self._given:
                loop.call_soon_threadsafe(self._deltas.put_nowait, delta)
        except Exception as error:
            self._error = error
        finally:
            loop.call_soon_threadsafe(self._deltas.put_nowait, None)

    async def _fed(self) -> AsyncIterator[str]:
        while (delta := await self._deltas.get()) is not None:
            yield delta

    async def _pulled(self, pieces: Iterator[str]) -> AsyncIterator[str]:
        try:
            # In a thread, because the caller's iterator may wait for its next piece.
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece
        except Exception as error:
            self._error = error


class _Chunks:
    """One utterance on the engine's loop; `close` also ends a `next` that still waits."""

    def __init__(
        self, engine: SpeechEngine, request: SpeechRequest, ready: Callable[[], Awaitable[None]]
    ) -> None:
        self._chunks = engine.speak(request)
        self._ready = ready
        self._waiting: asyncio.Task[Any] | None = None

    async def next(self) -> SpeechChunk | None:
        self._waiting = asyncio.current_task()
        with _told():
            await self._ready()
            return await anext(self._chunks, None)

    async def close(self) -> None:
        with _told():
            if self._waiting is not None:
                self._waiting.cancel()
                await asyncio.gather(self._waiting, return_exceptions=True)
            await self._chunks.aclose()


@contextmanager
def _told() -> Iterator[None]:
    """Tell whoever waits why nothing comes: here only closing cancels, or a caller who has left."""
    try:
        yield
    except asyncio.CancelledError as error:
        raise NotReady(_CLOSED) from error


def _joined(chunks: list[SpeechChunk]) -> Audio:
    words = tuple(word for chunk in chunks for word in chunk.words)
    return Audio(b"".join(chunk.pcm for chunk in chunks), words)


async def _end(engine: SpeechEngine) -> None:
    """End all utterances, which would fail without their engine, and close it."""
    utterances = asyncio.all_tasks() - {asyncio.current_task()}
    for task in utterances:
        task.cancel()
    await asyncio.gather(*utterances, return_exceptions=True)
    await engine.close()


def _close(
    engine: SpeechEngine,
    loop: asyncio.AbstractEventLoop,
    thread: threading.Thread,
    sending: threading.Lock,
) -> None:
    """End the engine and its loop."""
    with sending:  # what was sent before is in the loop by then, and ends with it
        closing = asyncio.run_coroutine_threadsafe(_end(engine), loop)
    if threading.current_thread() is thread:
        closing.add_done_callback(lambda _: loop.stop())
        return
    with suppress(Exception):
        closing.result(_CLOSE_S)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(_CLOSE_S)
    if not thread.is_alive():
        loop.close()
