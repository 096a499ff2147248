"""From a request's body to speech that has begun."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from concurrent.futures import Executor
from contextlib import aclosing, asynccontextmanager, contextmanager

from aiohttp import web

from ..audio.encode import AudioFormat, Encoder, encode_stream, make_encoder
from ..engine.speech import SpeechChunk, SpeechRequest, Word
from ..errors import RequestError, TextTooLong, UnknownModel
from ..metrics import ENCODER_SECONDS
from ..sound import FRAME_SAMPLES, silence
from ..text.segment import NormalizationOptions
from .aliases import kokoro_voice
from .auth import client_of
from .operations import in_time
from .ports import ENGINE, OPTIONS
from .schemas import SpeechBody

ENCODING_THREADS = web.AppKey("encoding_threads", Executor)
# What a text without anything to say sounds like: some players reject audio of no length.
_NOTHING_S = 0.1
_SENT_NAMES = {"language": "lang_code", "volume": "volume_multiplier", "text": "input"}


class Speaking:
    """Speech on its way: `samples` and `words` are what has come so far."""

    def __init__(self, first: SpeechChunk | None, rest: AsyncGenerator[SpeechChunk, None]) -> None:
        self._first = first or SpeechChunk(silence(_NOTHING_S), 0.0)
        self._rest = rest
        self._words: list[Word] = []
        self._samples = 0

    @property
    def frames(self) -> int:
        """Length of the speech so far, in the model's frames of 25 ms."""
        return -(-self._samples // FRAME_SAMPLES)

    def take_words(self) -> list[Word]:
        """The words that have come since the last call."""
        taken, self._words = self._words, []
        return taken

    async def pcm(self) -> AsyncGenerator[bytes, None]:
        """The samples; can be gone through once."""
        yield self._note(self._first)
        async for chunk in self._rest:
            yield self._note(chunk)

    def _note(self, chunk: SpeechChunk) -> bytes:
        self._words += chunk.words
        self._samples += len(chunk.pcm) // 2
        return chunk.pcm


@asynccontextmanager
async def speaking(request: web.Request, body: SpeechBody) -> AsyncIterator[Speaking]:
    """Speech of which the first chunk is there, so that what fails until then is a proper reply. Leaving cancels the rest."""
    engine = request.app[ENGINE]
    speech = speech_request(request, body)
    with _named_as_sent():
        engine.validate(speech)
    async with aclosing(engine.speak(speech)) as chunks:
        with _named_as_sent():
            async with in_time(request):
                first = await anext(chunks, None)
        yield Speaking(first, chunks)


@contextmanager
def _named_as_sent() -> Iterator[None]:
    """Errors blame a field by the name that it has in the body."""
    try:
        yield
    except RequestError as error:
        error.param = _SENT_NAMES.get(error.param or "", error.param)
        raise


def encoded(
    request: web.Request, speech: Speaking, audio_format: AudioFormat, *, whole: bool
) -> AsyncGenerator[bytes, None]:
    """The speech in a format, as a stream or in one piece."""
    encoder = _Timed(make_encoder(audio_format, whole=whole), audio_format)
    return encode_stream(speech.pcm(), encoder, request.app[ENCODING_THREADS])


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
        try:
            yield
        finally:
            self._seconds.inc(time.perf_counter() - began)


def speech_request(request: web.Request, body: SpeechBody) -> SpeechRequest:
    """The same for the engine. Raises `RequestError` for what the engine would not know to be wrong."""
    options = request.app[OPTIONS]
    if body.model not in options.models:
        raise UnknownModel(
            f"The model '{body.model}' does not exist or you do not have access to it."
        )
    if not body.input.strip():
        raise RequestError("The input is empty", param="input")
    if len(body.input) > options.max_input_chars:
        raise TextTooLong(
            f"The input has {len(body.input)} characters; the limit is {options.max_input_chars}",
            param="input",
        )
    normalization = body.normalization_options
    return SpeechRequest(
        text=body.input,
        voice=kokoro_voice(body.voice_name, request.app[ENGINE].catalog),
        language=body.lang_code or None,
        speed=body.speed,
        volume=1.0 if body.volume_multiplier is None else body.volume_multiplier,
        text_format=body.text_format or "text",
        normalization=normalization.options() if normalization else NormalizationOptions(),
        client=client_of(request),
        protocol="http",
        backend=options.models[body.model],
    )
