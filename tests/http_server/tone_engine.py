"""An engine that hums instead of speaking: what the routes do is tested without the model's
seconds.
"""

import asyncio
import re
from collections.abc import AsyncGenerator

import numpy as np

from wyoming_kokoro.engine.engine import Phonemized, ReadClause
from wyoming_kokoro.engine.history import History
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest, Word
from wyoming_kokoro.errors import Busy, NotReady, RequestError, SynthesisFailed, TextTooLong
from wyoming_kokoro.voices.catalog import VoiceCatalog

WORD_SAMPLES = 2_400
"""A tenth of a second a word."""


class ToneEngine:
    """A tone for each word, a chunk for each sentence.

    A sentence that is one of these words makes trouble instead: ``FAIL``, ``CRASH``, ``BUSY``,
    ``LOADING``, ``TOOLONG``; ``WAIT`` waits for ever, ``ENDLESS`` hums for ever, ``SILENT`` gives
    nothing.
    """

    def __init__(self) -> None:
        self.catalog = VoiceCatalog()
        self.ready = True
        self.history = History(lambda: 0.0)
        self.requests: list[SpeechRequest] = []
        self.running = 0
        self.waiting = 0
        self.given = 0

    def _validate(self, request: SpeechRequest) -> None:
        for voice in re.split(r"[+-]", request.voice or self.catalog.default.id):
            self.catalog[re.sub(r"\(.*\)", "", voice.strip())]
        if request.language is not None and not re.fullmatch(r"[a-zA-Z_-]+", request.language):
            raise RequestError("There is no such language", param="language")

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        assert isinstance(request.text, str)
        self._validate(request)
        self.requests.append(request)
        self.running += 1
        start = 0.0
        try:
            for sentence in re.findall(r"[^.]+", request.text):
                voice = request.voice or self.catalog.default.id
                async for chunk in self._sentence(sentence.strip(), start, voice):
                    start += chunk.seconds
                    self.given += 1
                    yield chunk
        finally:
            self.running -= 1

    async def _sentence(
        self, sentence: str, start: float, voice: str
    ) -> AsyncGenerator[SpeechChunk, None]:
        # As with the real one, the loop gets its turn before each chunk.
        await asyncio.sleep(0)
        if sentence == "FAIL":
            raise SynthesisFailed("The model failed")
        if sentence == "CRASH":
            raise RuntimeError("secret cause")
        if sentence == "BUSY":
            raise Busy("The queue is full", retry_after_s=2.5)
        if sentence == "LOADING":
            raise NotReady("The model is still loading")
        if sentence == "TOOLONG":
            raise TextTooLong("The text is longer than 9 characters", param="input")
        if sentence == "WAIT":
            await asyncio.Event().wait()
        while sentence == "ENDLESS":
            await asyncio.sleep(0)
            yield SpeechChunk(tone("endless") * 20, start)
        if sentence and sentence != "SILENT":
            yield hum(sentence, start, voice)

    async def phonemize(self, text: str, language: str | None, voice: str) -> Phonemized:
        self._validate(SpeechRequest(text, voice, language))
        if text == "WAIT":
            await asyncio.Event().wait()
        clauses = [
            ReadClause(
                part,
                f"{part}!",
                part.upper(),
                language or "en-US",
                tuple((word, word.upper()) for word in part.split()),
            )
            for part in re.findall(r"[^.]+\.?", text)
        ]
        return Phonemized(text.upper(), [len(word) for word in text.split()], clauses)


def hum(sentence: str, start: float, voice: str) -> SpeechChunk:
    words = sentence.split()
    seconds = WORD_SAMPLES / 24_000
    times = tuple(
        Word(word, round(start + i * seconds, 3), round(start + (i + 1) * seconds, 3), voice)
        for i, word in enumerate(words)
    )
    return SpeechChunk(b"".join(map(tone, words)), start, times)


def tone(word: str) -> bytes:
    """The same for the same word."""
    hertz = 200 + sum(word.encode()) % 40 * 20
    times = np.arange(WORD_SAMPLES) / 24_000
    return (6000 * np.sin(2 * np.pi * hertz * times)).astype("<i2").tobytes()


def pcm_of(text: str) -> bytes:
    """What the engine gives for a text without trouble in it."""
    return b"".join(map(tone, text.replace(".", " ").split()))
