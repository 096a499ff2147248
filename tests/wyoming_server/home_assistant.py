"""Home Assistant's side of the conversation: what its ``wyoming`` integration sends, and what it
makes of the answers.
"""

import asyncio
import io
import wave
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.info import Describe, Info, TtsProgram
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

_UNBOUNDED_FRAMES = 0  # Home Assistant cannot know the length of a stream


class WyomingError(Exception):
    """What Home Assistant raises for an `error` event."""


@dataclass(frozen=True, slots=True)
class HomeAssistantClient:
    """Talks to a server as the integration does; each request has its own connection."""

    host: str
    port: int

    async def describe(self) -> Info:
        """Ask what the server offers."""
        async with self._connect() as client:
            await client.write_event(Describe().event())
            while (event := await client.read_event()) is not None:
                if Info.is_type(event.type):
                    return Info.from_event(event)
        raise WyomingError("no info")

    async def program(self) -> TtsProgram:
        """The only program that is used: the first installed one."""
        return next(program for program in (await self.describe()).tts if program.installed)

    async def voices(self, language: str) -> list[tuple[str, str]]:
        """Labels and names of a language's voices in the order in which a person sees them."""
        voices = (await self.program()).voices
        return sorted(
            (voice.description or voice.name, voice.name)
            for voice in voices
            if voice.installed and language in voice.languages
        )

    async def speak(self, message: str, voice: str | None = None) -> bytes | None:
        """A WAV file by the path without streaming; `None` when the connection is lost."""
        async with self._connect() as client:
            await client.write_event(Synthesize(text=message, voice=_voice(voice)).event())
            file = io.BytesIO()
            wav: wave.Wave_write | None = None
            while True:
                event = await client.read_event()
                if event is None:
                    return None
                if Error.is_type(event.type):
                    raise WyomingError(Error.from_event(event).text)
                if AudioStop.is_type(event.type):
                    break
                if AudioChunk.is_type(event.type):
                    chunk = AudioChunk.from_event(event)
                    if wav is None:
                        wav = _wav_writer(file, chunk.rate, chunk.width, chunk.channels)
                    wav.writeframes(chunk.audio)
            if wav is not None:
                wav.close()
            return file.getvalue()

    async def stream(
        self, deltas: AsyncIterable[str], voice: str | None = None
    ) -> AsyncIterator[bytes]:
        """A WAV file in pieces by the streaming path: the header first, then the audio as it comes.

        The deltas are sent by a task of their own, as the text of a language model is.
        """
        async with self._connect() as client:
            writing = asyncio.create_task(self._write_stream(client, deltas, _voice(voice)))
            try:
                async for piece in self._read_stream(client):
                    yield piece
            finally:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)

    def _connect(self) -> AsyncTcpClient:
        return AsyncTcpClient(self.host, self.port)

    @staticmethod
    async def _write_stream(
        client: AsyncTcpClient, deltas: AsyncIterable[str], voice: SynthesizeVoice | None
    ) -> None:
        await client.write_event(SynthesizeStart(voice=voice).event())
        text = ""
        async for delta in deltas:
            text += delta
            await client.write_event(SynthesizeChunk(text=delta).event())
        await client.write_event(Synthesize(text=text, voice=voice).event())
        await client.write_event(SynthesizeStop().event())

    @staticmethod
    async def _read_stream(client: AsyncTcpClient) -> AsyncIterator[bytes]:
        started = False
        while (event := await client.read_event()) is not None:
            if SynthesizeStopped.is_type(event.type):
                return
            if Error.is_type(event.type):
                raise WyomingError(Error.from_event(event).text)
            if AudioStart.is_type(event.type) and not started:
                started = True
                start = AudioStart.from_event(event)
                header = io.BytesIO()
                _wav_writer(header, start.rate, start.width, start.channels).close()
                yield header.getvalue()
            elif AudioChunk.is_type(event.type) and started:
                yield AudioChunk.from_event(event).audio


def _voice(name: str | None) -> SynthesizeVoice | None:
    return None if name is None else SynthesizeVoice(name=name)


def _wav_writer(file: io.BytesIO, rate: int, width: int, channels: int) -> wave.Wave_write:
    wav = wave.open(file, "wb")
    wav.setframerate(rate)
    wav.setsampwidth(width)
    wav.setnchannels(channels)
    wav.setnframes(_UNBOUNDED_FRAMES)
    return wav
