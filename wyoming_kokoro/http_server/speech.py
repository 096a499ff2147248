"""`POST /v1/audio/speech`."""

import base64
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from aiohttp import web
from pydantic import BaseModel

from ..audio.encode import AudioFormat
from ..errors import SpeechError, SynthesisFailed
from .delivery import Delivery, Undeliverable
from .errors import REQUEST_ID, error_body
from .operations import Operation, in_time, read_body
from .ports import OPTIONS
from .schemas import SpeechBody, SpeechDelta, SpeechDone, Usage
from .speaking import Speaking, encoded, speaking

_LOGGER = logging.getLogger(__name__)
EVENT_STREAM = "text/event-stream"
# Some clients read events line by line with a limit of 64 KiB, and base64 makes four bytes of three.
_EVENT_BYTES = 24_576


async def create_speech(request: web.Request) -> web.StreamResponse:
    """Speak the body's input."""
    body = await read_body(request, SpeechBody)
    audio_format = body.response_format or AudioFormat.MP3
    if body.stream_format == "sse":
        async with speaking(request, body) as speech:
            events = _events(body, speech, encoded(request, speech, audio_format, whole=False))
            return await deliver(request, EVENT_STREAM, events, _error_event)
    if body.stream is not False:
        async with speaking(request, body) as speech:
            audio = encoded(request, speech, audio_format, whole=False)
            return await deliver(request, audio_format.content_type, audio)
    async with in_time(request):
        data = await whole_audio(request, body, audio_format)
    return await deliver(request, audio_format.content_type, _once(data), length=len(data))


async def whole_audio(request: web.Request, body: SpeechBody, audio_format: AudioFormat) -> bytes:
    """All the audio, as a file of exact length."""
    async with speaking(request, body) as speech:
        async with aclosing(encoded(request, speech, audio_format, whole=True)) as audio:
            return b"".join([piece async for piece in audio])


async def deliver(
    request: web.Request,
    content_type: str,
    pieces: AsyncGenerator[bytes, None],
    last_words: Callable[[SpeechError], bytes] | None = None,
    length: int | None = None,
) -> web.StreamResponse:
    """Send `pieces` as they come. A failure before the first is raised; after it, the body is aborted, behind `last_words` about it."""
    response = web.StreamResponse(headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
    response.content_type = content_type
    response.content_length = length
    delivery = Delivery(request, response, request.app[OPTIONS].send_timeout_s)
    async with aclosing(pieces):
        first = await anext(pieces, b"")
        try:
            await delivery.begin()
            await delivery.send(first)
            async for piece in pieces:
                await delivery.send(piece)
            await delivery.end()
        except Undeliverable as error:
            _LOGGER.info("%s: the client was dropped: %s", REQUEST_ID.get(), error)
            await delivery.abort()
        except Exception as error:
            # Headers are out, so the client can only be told by an end that is none.
            _LOGGER.error("%s: speech failed midway", REQUEST_ID.get(), exc_info=error)
            await delivery.abort(last_words(_shown(error)) if last_words else b"")
    return response


async def _events(
    body: SpeechBody, speech: Speaking, audio: AsyncGenerator[bytes, None]
) -> AsyncGenerator[bytes, None]:
    """Audio as OpenAI's server-sent events."""
    async with aclosing(audio):
        async for data in audio:
            for start in range(0, len(data), _EVENT_BYTES):
                piece = base64.b64encode(data[start : start + _EVENT_BYTES])
                yield _event(SpeechDelta(audio=piece.decode("ascii")))
    said, spoken = len(body.input), speech.frames
    usage = Usage(input_tokens=said, output_tokens=spoken, total_tokens=said + spoken)
    yield _event(SpeechDone(usage=usage))


def _event(data: BaseModel) -> bytes:
    return b"data: " + data.model_dump_json().encode() + b"\n\n"


def _error_event(error: SpeechError) -> bytes:
    body = error_body(error).model_dump_json(indent=None)
    return b'data: {"type":"error",' + body.removeprefix("{").encode() + b"\n\n"


def _shown(error: Exception) -> SpeechError:
    return error if isinstance(error, SpeechError) else SynthesisFailed("The speech failed midway")


async def _once(data: bytes) -> AsyncGenerator[bytes, None]:
    yield data


OPERATIONS = (
    Operation(
        "POST",
        "/v1/audio/speech",
        create_speech,
        "Speak a text",
        description="The audio comes as it is spoken, from the first clause on, unless `stream` is false.",
        body=SpeechBody,
        replies=(
            *((audio_format.content_type, None) for audio_format in AudioFormat),
            (EVENT_STREAM, None),
        ),
        errors=(404, 429, 500, 503, 504),
    ),
)
