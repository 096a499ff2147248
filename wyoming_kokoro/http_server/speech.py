"""`POST /v1/audio/speech`."""

import base64
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing

from aiohttp import hdrs, web
from pydantic import BaseModel

from ..audio.formats import AudioFormat
from ..errors import SpeechError, SynthesisFailed
from .delivery import Delivery, Undeliverable
from .encoding import encoded
from .errors import REQUEST_ID, error_body
from .keeping import keep
from .operations import Operation, in_time, read_body
from .orders import Order, order, refusals_counted
from .ports import OPTIONS
from .replies import SpeechDelta, SpeechDone, SpeechTimestamps, Usage
from .schemas import SpeechBody
from .speaking import Speaking, speaking
from .times import mark_times, word_times

_LOGGER = logging.getLogger(__name__)
EVENT_STREAM = "text/event-stream"
# Some clients read events line by line with a limit of 64 KiB, and base64 makes four bytes of
# three.
_EVENT_BYTES = 24_576
REPLIES = (
    *((audio_format.content_type, None) for audio_format in AudioFormat),
    (EVENT_STREAM, None),
)


async def create_speech(request: web.Request) -> web.StreamResponse:
    """Speak the body's input."""
    with refusals_counted():
        body = await read_body(request, SpeechBody)
        ordered = order(request, body)
    return await reply_with_speech(request, body, ordered)


async def reply_with_speech(
    request: web.Request, body: SpeechBody, ordered: Order
) -> web.StreamResponse:
    """The reply that `body` wishes for, with the speech of `ordered`."""
    audio_format = body.response_format or AudioFormat.MP3
    if body.stream is False and body.stream_format != "sse":
        return await _whole(request, body, ordered, audio_format)
    async with speaking(request, ordered) as speech:
        audio = encoded(request, speech, audio_format, whole=False)
        audio, headers = await keep(request, body, speech, audio)
        if body.stream_format == "sse":
            events = _events(body, speech, audio)
            headers |= ordered.headers
            return await deliver(request, EVENT_STREAM, events, _error_event, headers=headers)
        headers |= {**ordered.headers, **_attachment(audio_format)}
        return await deliver(request, audio_format.content_type, audio, headers=headers)


async def _whole(
    request: web.Request, body: SpeechBody, ordered: Order, audio_format: AudioFormat
) -> web.StreamResponse:
    """All the audio, as a file of exact length."""
    async with in_time(request), speaking(request, ordered) as speech:
        audio = encoded(request, speech, audio_format, whole=True)
        audio, headers = await keep(request, body, speech, audio)
        data = b"".join([piece async for piece in audio])
    return await deliver(
        request,
        audio_format.content_type,
        _once(data),
        length=len(data),
        headers={**headers, **ordered.headers, **_attachment(audio_format)},
    )


def _attachment(audio_format: AudioFormat) -> dict[str, str]:
    return {hdrs.CONTENT_DISPOSITION: f"attachment; filename=speech.{audio_format.value}"}


async def deliver(
    request: web.Request,
    content_type: str,
    pieces: AsyncGenerator[bytes, None],
    last_words: Callable[[SpeechError], bytes] | None = None,
    *,
    length: int | None = None,
    headers: Mapping[str, str],
) -> web.StreamResponse:
    """Send `pieces` as they come.

    A failure before the first is raised; after it, the body is aborted, behind `last_words` about
    it.
    """
    response = web.StreamResponse(
        headers={hdrs.CACHE_CONTROL: "no-cache", "X-Accel-Buffering": "no", **headers}
    )
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
    """Audio as OpenAI's server-sent events, with the times of words between them where they are
    wished for.
    """
    async with aclosing(audio):
        async for data in audio:
            for start in range(0, len(data), _EVENT_BYTES):
                piece = base64.b64encode(data[start : start + _EVENT_BYTES])
                yield _event(SpeechDelta(audio=piece.decode("ascii")))
            if body.return_timestamps and (times := _new_times(speech)) is not None:
                yield _event(times)
    said, spoken = len(body.input), speech.frames
    usage = Usage(input_tokens=said, output_tokens=spoken, total_tokens=said + spoken)
    yield _event(SpeechDone(usage=usage))


def _new_times(speech: Speaking) -> SpeechTimestamps | None:
    words, marks = speech.take_words(), speech.take_marks()
    if not words and not marks:
        return None
    return SpeechTimestamps(words=word_times(words), marks=mark_times(marks))


def _event(data: BaseModel) -> bytes:
    return b"data: " + data.model_dump_json().encode() + b"\n\n"


def _error_event(error: SpeechError) -> bytes:
    body = error_body(error).model_dump_json()
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
        description=(
            "The audio comes as it is spoken, from the first clause on, unless `stream` is false."
        ),
        body=SpeechBody,
        replies=REPLIES,
        errors=(404, 500, 503, 504),
    ),
)
