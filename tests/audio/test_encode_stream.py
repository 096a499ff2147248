"""Streams are encoded in threads and freed however they end."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import partial

import pytest

from wyoming_kokoro.audio.codecs import AvEncoder
from wyoming_kokoro.audio.encode import Encoder, encode_stream, make_encoder
from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.errors import SynthesisFailed
from wyoming_kokoro.sound import silence


class Watched:
    """A real encoder that notes in which threads it works and whether it was closed."""

    def __init__(self) -> None:
        self._encoder = make_encoder(AudioFormat.MP3)
        self.threads: set[str] = set()
        self.closed = 0

    def encode(self, pcm: bytes) -> bytes:
        self.threads.add(threading.current_thread().name)
        return self._encoder.encode(pcm)

    def finish(self) -> bytes:
        self.threads.add(threading.current_thread().name)
        return self._encoder.finish()

    def close(self) -> None:
        self.threads.add(threading.current_thread().name)
        self.closed += 1
        self._encoder.close()


class Source:
    """Clauses of half a second; `closed` tells whether the generator was left properly."""

    def __init__(
        self, clauses: int, *, then: BaseException | None = None, wait: bool = False
    ) -> None:
        self._clauses, self._then, self._wait = clauses, then, wait
        self.asked = 0
        self.closed = False

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            for _ in range(self._clauses):
                self.asked += 1
                yield silence(0.5)
            if self._wait:
                await asyncio.Event().wait()
            if self._then is not None:
                raise self._then
        finally:
            self.closed = True


async def test_encoding_never_runs_on_the_loop() -> None:
    encoder = Watched()

    def make() -> Encoder:
        encoder.threads.add(threading.current_thread().name)
        return encoder

    with ThreadPoolExecutor(1, "encoder") as executor:
        async with aclosing(encode_stream(Source(3).chunks(), make, executor)) as stream:
            assert b"".join([data async for data in stream])
    assert encoder.threads == {"encoder_0"}
    assert encoder.closed == 1


async def test_the_first_bytes_come_before_the_second_clause_is_asked_for() -> None:
    source = Source(3)
    async with aclosing(encode_stream(source.chunks(), Watched)) as stream:
        assert await anext(stream)
        assert source.asked == 1


async def test_a_stream_that_is_left_early_is_freed() -> None:
    source, encoder = Source(3), Watched()
    async with aclosing(encode_stream(source.chunks(), lambda: encoder)) as stream:
        await anext(stream)
    assert source.closed and encoder.closed == 1


async def test_a_failing_source_is_passed_on_and_freed() -> None:
    source, encoder = Source(1, then=SynthesisFailed("broken")), Watched()
    with pytest.raises(SynthesisFailed, match="broken"):
        async with aclosing(encode_stream(source.chunks(), lambda: encoder)) as stream:
            async for _ in stream:
                pass
    assert source.closed and encoder.closed == 1


async def test_a_cancelled_stream_is_freed() -> None:
    source, encoder = Source(1, wait=True), Watched()

    async def listen() -> None:
        async with aclosing(encode_stream(source.chunks(), lambda: encoder)) as stream:
            async for _ in stream:
                begun.set()

    begun = asyncio.Event()
    task = asyncio.create_task(listen())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.closed and encoder.closed == 1


async def test_who_is_cancelled_again_while_a_frame_is_in_work_frees_the_encoder() -> None:
    encoder, begun, release = Watched(), threading.Event(), threading.Event()

    def encode(_: bytes) -> bytes:
        begun.set()
        release.wait(60)
        return b"frame"

    async def listen() -> None:
        async for _ in encode_stream(Source(1).chunks(), lambda: encoder, executor):
            pass

    encoder.encode = encode  # type: ignore[method-assign]
    with ThreadPoolExecutor(1) as executor:
        task = asyncio.create_task(listen())
        await asyncio.to_thread(begun.wait, 10)
        for _ in range(2):
            task.cancel()
            for _ in range(5):
                await asyncio.sleep(0)
        assert task.done()
        release.set()
    assert encoder.closed == 1


async def test_a_source_that_fails_before_the_encoder_is_made_is_passed_on() -> None:
    release = threading.Event()

    def make() -> Encoder:
        release.wait(60)
        return Watched()

    with ThreadPoolExecutor(1) as executor:
        source = Source(0, then=SynthesisFailed("broken"))
        with pytest.raises(SynthesisFailed, match="broken"):
            _ = [data async for data in encode_stream(source.chunks(), make, executor)]
        release.set()


async def test_an_encoder_that_cannot_be_made_ends_its_source() -> None:
    def make() -> Encoder:
        raise SynthesisFailed("no such codec")

    source = Source(2)
    with pytest.raises(SynthesisFailed, match="no such codec"):
        _ = [data async for data in encode_stream(source.chunks(), make)]
    assert source.closed
    silent = Source(0, wait=True)
    stream = encode_stream(silent.chunks(), make)
    task = asyncio.create_task(anext(stream))  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert silent.closed


@pytest.mark.parametrize("audio_format", AudioFormat)
async def test_where_nothing_is_ready_nothing_is_given(audio_format: AudioFormat) -> None:
    async def chunks() -> AsyncGenerator[bytes, None]:
        for _ in range(3):
            yield silence(0.001)

    make = partial(make_encoder, audio_format)
    pieces = [data async for data in encode_stream(chunks(), make)]
    assert pieces and all(pieces)


@pytest.mark.parametrize("works", ["encode", "finish"])
@pytest.mark.parametrize("waits", ["close", "finish"])
async def test_close_waits_for_the_frame_in_work(
    monkeypatch: pytest.MonkeyPatch, works: str, waits: str
) -> None:
    encoder = AvEncoder(AudioFormat.MP3.made_by)  # type: ignore[arg-type]
    begun, release = threading.Event(), threading.Event()
    name = {"encode": "_encode_frames", "finish": "_encode_rest"}[works]
    work = getattr(encoder, name)

    def slow(*given: bytes) -> None:
        begun.set()
        release.wait(60)
        work(*given)

    encoder.encode(silence(0.5))
    container = encoder._container
    monkeypatch.setattr(encoder, name, slow)
    given = [silence(0.1)] if works == "encode" else []
    working = asyncio.create_task(asyncio.to_thread(getattr(encoder, works), *given))
    await asyncio.to_thread(begun.wait, 60)
    closing = asyncio.create_task(asyncio.to_thread(getattr(encoder, waits)))
    await asyncio.wait({closing}, timeout=0.05)
    waited = not closing.done() and encoder._container is container
    release.set()
    await asyncio.gather(working, closing)
    assert waited and encoder._container is None
