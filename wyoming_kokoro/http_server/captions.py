"""`POST /dev/captioned_speech`: speech with the times of its words, or these alone as subtitles."""

import base64
from collections.abc import AsyncGenerator
from contextlib import aclosing

from aiohttp import web

from ..audio.formats import AudioFormat
from ..engine.speech import Word
from ..engine.subtitles import SubtitleFormat, subtitles
from .encoding import encoded
from .errors import json_reply
from .operations import Operation, in_time, read_body
from .orders import order, refusals_counted
from .replies import CaptionedSpeech
from .schemas import CaptionedBody
from .speaking import Speaking, speaking
from .speech import deliver
from .times import mark_times, word_times

_JSON = "application/json"
_JSON_LINES = "application/x-ndjson"
_SUBTITLE_TYPES = {"srt": "application/x-subrip", "vtt": "text/vtt"}


async def captioned_speech(request: web.Request) -> web.StreamResponse:
    """Speak the body's input and tell when each word is spoken."""
    with refusals_counted():
        body = await read_body(request, CaptionedBody)
        ordered = order(request, body)
    if (form := body.subtitle_format) is not None:
        async with speaking(request, ordered) as speech:
            cues = _subtitles(speech, form)
            return await deliver(request, _SUBTITLE_TYPES[form], cues, headers=ordered.headers)
    audio_format = AudioFormat(body.response_format or AudioFormat.MP3)
    if body.stream is not False:
        async with speaking(request, ordered) as speech:
            lines = _captions(request, body, audio_format, speech)
            return await deliver(request, _JSON_LINES, lines, headers=ordered.headers)
    async with in_time(request), speaking(request, ordered) as speech:
        audio = encoded(request, speech, audio_format, whole=True)
        data = b"".join([piece async for piece in audio])
        reply = json_reply(_captioned(body, audio_format, data, speech))
        reply.headers.update(ordered.headers)
        return reply


async def _subtitles(speech: Speaking, form: SubtitleFormat) -> AsyncGenerator[bytes, None]:
    async def words() -> AsyncGenerator[Word, None]:
        async with aclosing(speech.pcm()) as pcm:
            async for _ in pcm:
                for word in speech.take_words():
                    yield word

    async with aclosing(subtitles(words(), form)) as cues:
        async for cue in cues:
            yield cue.encode()


async def _captions(
    request: web.Request, body: CaptionedBody, audio_format: AudioFormat, speech: Speaking
) -> AsyncGenerator[bytes, None]:
    """A line of JSON for each piece of audio."""
    async with aclosing(encoded(request, speech, audio_format, whole=False)) as audio:
        async for data in audio:
            line = _captioned(body, audio_format, data, speech)
            yield line.model_dump_json().encode() + b"\n"


def _captioned(
    body: CaptionedBody, audio_format: AudioFormat, data: bytes, speech: Speaking
) -> CaptionedSpeech:
    words, marks = speech.take_words(), speech.take_marks()
    wanted = body.return_timestamps is not False
    return CaptionedSpeech(
        audio=base64.b64encode(data).decode("ascii"),
        audio_format=audio_format.content_type,
        timestamps=word_times(words) if wanted else None,
        marks=mark_times(marks) if wanted else None,
    )


OPERATIONS = (
    Operation(
        "POST",
        "/dev/captioned_speech",
        captioned_speech,
        "Speak a text and tell when each word is spoken",
        description=(
            "With `stream` false the reply is one object; otherwise a line of such JSON for each"
            " piece of audio."
        ),
        body=CaptionedBody,
        replies=(
            (_JSON, CaptionedSpeech),
            *((media, None) for media in (_JSON_LINES, *_SUBTITLE_TYPES.values())),
        ),
        errors=(404, 500, 503, 504),
    ),
)
