"""One utterance: from the events that ask for it to the events that carry its audio."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from sys import getsizeof
from typing import Any, Protocol

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event
from wyoming.tts import SynthesizeStopped

from ..engine.speech import SpeechChunk, SpeechRequest, TextFormat
from ..errors import RequestError, TextTooLong
from ..sound import SAMPLE_BYTES, SAMPLE_RATE, silence
from ..voices.catalog import VoiceCatalog
from .growing_text import GrowingText
from .speakers import speed_of
from .writer import EventWriter

_CHANNELS = 1
_SILENCE = silence(0.1)


class Engine(Protocol):
    """The part of the speech engine that the Wyoming server needs."""

    @property
    def catalog(self) -> VoiceCatalog:
        """The voices that can be asked for."""

    def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        """Speak; closing the generator cancels. Raises `errors.SpeechError`."""


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Something to be said to a client; `streaming` when its text comes in `synthesize-chunk`
    events.
    """

    request: SpeechRequest
    streaming: bool

    @classmethod
    def from_synthesize(cls, event: Event, client: str, max_chars: int) -> "Synthesis":
        """The utterance of a `synthesize` event. Raises `errors.RequestError`."""
        text = text_of(event)
        if len(text) > max_chars:
            raise TextTooLong(f"The text is over {max_chars} characters")
        return cls(_request(text, event, client), streaming=False)

    @classmethod
    def from_start(cls, event: Event, client: str, text: GrowingText) -> "Synthesis":
        """The utterance of a `synthesize-start` event. Raises `errors.RequestError`."""
        return cls(_request(text, event, client), streaming=True)

    @property
    def waits_for_text(self) -> bool:
        """Whether it is the client's turn: the text has not ended."""
        text = self.request.text
        return isinstance(text, GrowingText) and not text.ended

    @property
    def size(self) -> int:
        """Bytes of what the client has sent for it so far."""
        request = self.request
        text = request.text
        so_far = text.size if isinstance(text, GrowingText) else getsizeof(text)
        return so_far + getsizeof(request.voice) + getsizeof(request.language)

    async def speak(self, engine: Engine, writer: EventWriter, samples_per_chunk: int) -> None:
        """Send one `audio-start`, the audio, and one `audio-stop`; for a stream then
        `synthesize-stopped`.

        Nothing is sent before there is audio, so a request that fails early is answered by its
        error alone. Where there is nothing to say, a short silence is sent, for clients make a file
        of the audio and an empty one breaks them. Raises `errors.SpeechError` and what
        `EventWriter.send` does; cancelling cancels the engine's work.
        """
        audio = AudioSender(writer, samples_per_chunk)
        text = self.request.text
        if not isinstance(text, str) or text.strip():
            async with aclosing(engine.speak(self.request)) as speech:
                async for chunk in speech:
                    await audio.send(chunk.pcm)
        await audio.stop()
        if self.streaming:
            await writer.send(SynthesizeStopped())


class AudioSender:
    """Cuts PCM into `audio-chunk` events with timestamps; starts at the first sample."""

    def __init__(self, writer: EventWriter, samples_per_chunk: int) -> None:
        self._writer = writer
        self._chunk_bytes = samples_per_chunk * SAMPLE_BYTES
        self._sent_bytes = 0

    @property
    def _timestamp_ms(self) -> int:
        return self._sent_bytes * 1000 // (SAMPLE_RATE * SAMPLE_BYTES)

    async def send(self, pcm: bytes) -> None:
        """Send all of `pcm`, the last incomplete chunk too."""
        if not self._sent_bytes:
            await self._writer.send(AudioStart(SAMPLE_RATE, SAMPLE_BYTES, _CHANNELS, timestamp=0))
        for start in range(0, len(pcm), self._chunk_bytes):
            piece = pcm[start : start + self._chunk_bytes]
            await self._writer.send(
                AudioChunk(
                    SAMPLE_RATE, SAMPLE_BYTES, _CHANNELS, piece, timestamp=self._timestamp_ms
                )
            )
            self._sent_bytes += len(piece)

    async def stop(self) -> None:
        """End the audio."""
        if not self._sent_bytes:
            await self.send(_SILENCE)
        await self._writer.send(AudioStop(timestamp=self._timestamp_ms))


def text_of(event: Event) -> str:
    """The text of a `synthesize` or `synthesize-chunk` event. Raises `errors.RequestError`."""
    text = event.data.get("text")
    if not isinstance(text, str):
        raise RequestError(f"{event.type} has no text")
    return text.replace("\0", " ")  # ends a string in the libraries further on


def _request(text: str | GrowingText, event: Event, client: str) -> SpeechRequest:
    voice, language, speaker = _voice_of(event.data.get("voice"))
    return SpeechRequest(
        text=text,
        voice=voice or "",
        language=language,
        speed=speed_of(speaker),
        text_format=_format_of(event.data.get("text_format")),
        client=client,
        protocol="wyoming",
    )


def _voice_of(voice: Any) -> tuple[str | None, str | None, str | None]:
    """Name, language and speaker out of an event's raw `voice`: wyoming's own class drops the
    language where there is a name.
    """
    if voice is None:
        return None, None, None
    if not isinstance(voice, dict):
        raise RequestError("voice is not an object")
    fields: list[str | None] = []
    for field in ("name", "language", "speaker"):
        value = voice.get(field)
        if value is not None and not isinstance(value, str):
            raise RequestError(f"voice.{field} is not a string")
        fields.append(value or None)
    name, language, speaker = fields
    return name, language, speaker


def _format_of(text_format: Any) -> TextFormat:
    match text_format:
        case None | "" | "text":
            return "text"
        case "ssml":
            return "ssml"
        case _:
            raise RequestError('text_format is neither "text" nor "ssml"')
