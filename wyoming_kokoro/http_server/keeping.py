"""Speech that is kept as a file while it is sent, and the times of its stretches."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from aiohttp import web

from ..audio.formats import AudioFormat
from .downloads import DOWNLOADS, Downloads
from .replies import Stretch, Timing
from .schemas import SpeechBody
from .speaking import Speaking

Encoded = AsyncGenerator[bytes, None]


async def keep(
    request: web.Request, body: SpeechBody, speech: Speaking, audio: Encoded
) -> tuple[Encoded, dict[str, str]]:
    """The audio, kept on its way as far as the body wishes, and the headers that say where."""
    downloads = request.app[DOWNLOADS]
    headers: dict[str, str] = {}
    if body.return_download_link:
        audio_format = body.response_format or AudioFormat.MP3
        name = await downloads.begin(audio_format.value, audio_format.content_type)
        audio = _kept(audio, downloads, name)
        headers["X-Download-Path"] = f"/download/{name}"
    if body.return_timing:
        name = await downloads.begin("json", "application/json")
        speech.stretches = []
        audio = _timed(audio, downloads, name, speech)
        headers["X-Timing-Path"] = f"/download/{name}"
    return audio, headers


async def _kept(audio: Encoded, downloads: Downloads, name: str) -> Encoded:
    """Each piece is written before it is given on; the file is complete when all have come."""
    try:
        async with aclosing(audio):
            async for piece in audio:
                await downloads.write(name, piece)
                yield piece
        downloads.complete(name)
    finally:
        await downloads.discard(name)


async def _timed(audio: Encoded, downloads: Downloads, name: str, speech: Speaking) -> Encoded:
    try:
        async with aclosing(audio):
            async for piece in audio:
                yield piece
        stretches = [
            Stretch(text=s.text, start=s.start_s, end=s.end_s, voice=s.voice or None)
            for s in speech.stretches or ()
        ]
        await downloads.write(name, Timing(chunks=stretches).model_dump_json().encode())
        downloads.complete(name)
    finally:
        await downloads.discard(name)
