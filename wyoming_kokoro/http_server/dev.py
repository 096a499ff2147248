"""`/dev/…`: how a text is read, and speech with the times of its words."""

import base64
from collections.abc import AsyncGenerator
from contextlib import aclosing

from aiohttp import web

from ..audio.encode import AudioFormat
from ..engine.speech import Word
from ..errors import TextTooLong
from .aliases import kokoro_voice
from .errors import json_reply
from .operations import Operation, in_time, read_body
from .ports import ENGINE, OPTIONS
from .schemas import CaptionedBody, CaptionedSpeech, PhonemizeBody, Reading, WordTime
from .speaking import Speaking, encoded, speaking
from .speech import deliver

_JSON_LINES = "application/x-ndjson"


async def phonemize(request: web.Request) -> web.Response:
    """Tell how the body's text would be read."""
    body = await read_body(request, PhonemizeBody)
    limit = request.app[OPTIONS].max_input_chars
    if len(body.text) > limit:
        raise TextTooLong(
            f"The text has {len(body.text)} characters; the limit is {limit}", param="text"
        )
    engine = request.app[ENGINE]
    voice = kokoro_voice(body.voice or "", engine.catalog)
    async with in_time(request):
        read = await engine.phonemize(body.text, body.language or None, voice)
    reading = Reading(
        phonemes=read.phonemes, tokens=read.tokens, normalized=read.normalized, clauses=read.clauses
    )
    return json_reply(reading)


async def captioned_speech(request: web.Request) -> web.StreamResponse:
    """Speak the body's input and tell when each word is spoken."""
    body = await read_body(request, CaptionedBody)
    audio_format = body.response_format or AudioFormat.MP3
    if body.stream is not False:
        async with speaking(request, body) as speech:
            return await deliver(request, _JSON_LINES, _captions(request, body, speech))
    async with in_time(request), speaking(request, body) as speech:
        async with aclosing(encoded(request, speech, audio_format, whole=True)) as audio:
            data = b"".join([piece async for piece in audio])
        return json_reply(_captioned(body, data, speech.take_words()))


async def _captions(
    request: web.Request, body: CaptionedBody, speech: Speaking
) -> AsyncGenerator[bytes, None]:
    """A line of JSON for each piece of audio."""
    audio_format = body.response_format or AudioFormat.MP3
    async with aclosing(encoded(request, speech, audio_format, whole=False)) as audio:
        async for data in audio:
            line = _captioned(body, data, speech.take_words())
            yield line.model_dump_json().encode() + b"\n"


def _captioned(body: CaptionedBody, data: bytes, words: list[Word]) -> CaptionedSpeech:
    times = [
        WordTime(word=word.text, start_time=word.start_s, end_time=word.end_s) for word in words
    ]
    return CaptionedSpeech(
        audio=base64.b64encode(data).decode("ascii"),
        audio_format=body.response_format or AudioFormat.MP3,
        timestamps=None if body.return_timestamps is False else times,
    )


OPERATIONS = (
    Operation(
        "POST",
        "/dev/phonemize",
        phonemize,
        "Show how a text is read",
        body=PhonemizeBody,
        replies=(("application/json", Reading),),
        errors=(500, 503, 504),
    ),
    Operation(
        "POST",
        "/dev/captioned_speech",
        captioned_speech,
        "Speak a text and tell when each word is spoken",
        description="With `stream` false the reply is one object; otherwise a line of such JSON for each piece of audio.",
        body=CaptionedBody,
        replies=(("application/json", CaptionedSpeech), (_JSON_LINES, None)),
        errors=(404, 429, 500, 503, 504),
    ),
)
