"""A speech engine without a model: every word is a tone of its own in each voice."""

import asyncio
import math
from array import array
from collections.abc import AsyncGenerator, AsyncIterator

from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.errors import SynthesisFailed
from wyoming_kokoro.voices.catalog import VoiceCatalog

SAMPLES_PER_LETTER = 700  # so that words end within an audio chunk


def tone(word: str, voice: str) -> bytes:
    """The audio of a word."""
    pitch = 200 + (sum(voice.encode()) * 13 + sum(word.encode()) * 7) % 900
    samples = range(SAMPLES_PER_LETTER * len(word))
    return array(
        "h", (int(9000 * math.sin(math.tau * pitch * i / 24_000)) for i in samples)
    ).tobytes()


def tones(text: str, voice: str = "af_heart") -> bytes:
    """The audio of a text."""
    return b"".join(tone(word, voice) for word in text.split())


class ToneEngine:
    """Speaks a word at a time.

    Words with a meaning: ``fail`` raises as a model does, ``crash`` as a defect does, ``hold`` goes
    on only when `go_on` is set.
    """

    def __init__(self) -> None:
        self.catalog = VoiceCatalog()
        self.requests: list[SpeechRequest] = []
        self.active = 0
        self.cancelled = 0
        self.words_spoken = 0
        self.go_on = asyncio.Event()
        self.holding = asyncio.Event()

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        """A chunk for every word."""
        voice = self._voice(request)
        self.requests.append(request)
        self.active += 1
        spoken_s = 0.0
        try:
            async for word in _words(request.text):
                await asyncio.sleep(0)
                await self._mind(word)
                chunk = SpeechChunk(tone(word, voice), spoken_s)
                spoken_s += chunk.seconds
                self.words_spoken += 1
                yield chunk
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise
        finally:
            self.active -= 1

    async def _mind(self, word: str) -> None:
        if word == "fail":
            raise SynthesisFailed("The model failed")
        if word == "crash":
            raise ZeroDivisionError("a defect")
        if word == "hold":
            self.holding.set()
            await self.go_on.wait()

    def _voice(self, request: SpeechRequest) -> str:
        if request.voice:
            return self.catalog[request.voice].id
        return self.catalog.default_for(request.language).id


async def _words(text: str | AsyncIterator[str]) -> AsyncIterator[str]:
    if isinstance(text, str):
        for word in text.split():
            yield word
        return
    rest = ""
    async for delta in text:
        rest += delta
        while len(parts := rest.split(maxsplit=1)) > 1 or (parts and rest[-1].isspace()):
            rest = parts[1] if len(parts) > 1 else ""
            yield parts[0]
    if rest.strip():
        yield rest.strip()
