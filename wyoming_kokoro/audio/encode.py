"""PCM to the audio formats, as streams."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import Executor
from contextlib import aclosing
from functools import partial
from typing import Protocol, TypeVar

from .formats import AudioFormat, Codec

T = TypeVar("T")


class Encoder(Protocol):
    """Turns PCM into a format, piece by piece."""

    def encode(self, pcm: bytes) -> bytes:
        """What is ready after `pcm` (mono int16 little-endian, 24 kHz), possibly nothing yet."""

    def finish(self) -> bytes:
        """The end of the stream; nothing may be encoded after it."""

    def close(self) -> None:
        """Free everything, finished or not. Idempotent."""


def make_encoder(audio_format: AudioFormat, *, whole: bool = False) -> Encoder:
    """An encoder for a stream or, with `whole`, for a file that comes out in one piece at the
    end.

    The first one of a compressed format loads libav, which takes 30 ms and 20 MB.
    """
    made_by = audio_format.made_by
    if not isinstance(made_by, Codec):
        return made_by(whole=whole)
    from .codecs import AvEncoder

    return AvEncoder(made_by, whole=whole)


async def encode_stream(
    chunks: AsyncGenerator[bytes, None],
    make: Callable[[], Encoder],
    executor: Executor | None = None,
) -> AsyncGenerator[bytes, None]:
    """Encode `chunks` of PCM in a thread of `executor`; what is ready is given before the next
    chunk is asked for. There the encoder is made, too, while the first chunk is waited for.

    One chunk is in work at a time, so a consumer that stops holds up nobody but its own source.
    However it ends, `chunks` and the encoder are closed.
    """
    making = _in_thread(executor, make)
    try:
        async with aclosing(chunks):
            async for pcm in chunks:
                encoder = await making
                data = await _in_thread(executor, partial(encoder.encode, pcm))
                if data:
                    yield data
        encoder = await making
        data = await _in_thread(executor, encoder.finish)
        if data:
            yield data
    finally:
        # A cancelled call may still be running in its thread; close waits for it there, not here on
        # the loop.
        if not making.cancel() and not making.cancelled() and making.exception() is None:
            await asyncio.shield(_in_thread(executor, making.result().close))


def _in_thread(executor: Executor | None, call: Callable[[], T]) -> "asyncio.Future[T]":
    return asyncio.get_running_loop().run_in_executor(executor, call)
