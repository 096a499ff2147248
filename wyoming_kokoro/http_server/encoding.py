"""Speech in a format, made on threads of its own and counted."""

import time
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import Executor
from contextlib import aclosing, contextmanager

from aiohttp import web

from ..audio.encode import Encoder, encode_stream, make_encoder
from ..audio.formats import AudioFormat
from ..metrics import ENCODER_SECONDS
from .ports import ACCOUNT
from .speaking import Speaking

ENCODING_THREADS = web.AppKey("encoding_threads", Executor)


def encoded(
    request: web.Request, speech: Speaking, audio_format: AudioFormat, *, whole: bool
) -> AsyncGenerator[bytes, None]:
    """The speech in a format, as a stream or in one piece.

    One piece raises `Busy` where too much is held already.
    """

    def make() -> Encoder:
        return _Timed(make_encoder(audio_format, whole=whole), audio_format)

    pcm = _held(request, speech.pcm()) if whole else speech.pcm()
    return encode_stream(pcm, make, request.app[ENCODING_THREADS])


async def _held(
    request: web.Request, pcm: AsyncGenerator[bytes, None]
) -> AsyncGenerator[bytes, None]:
    """The samples, counted: no format is larger."""
    async with aclosing(pcm):
        async for piece in pcm:
            request[ACCOUNT].take(len(piece))
            yield piece


class _Timed:
    """An encoder whose working time is counted."""

    def __init__(self, encoder: Encoder, audio_format: AudioFormat) -> None:
        self._encoder = encoder
        self._seconds = ENCODER_SECONDS.labels(audio_format.value)

    def encode(self, pcm: bytes) -> bytes:
        with self._counted():
            return self._encoder.encode(pcm)

    def finish(self) -> bytes:
        with self._counted():
            return self._encoder.finish()

    def close(self) -> None:
        self._encoder.close()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._seconds.inc(time.perf_counter() - began)
