"""Texts that were never said before, and clients of both ports that tell when they heard what."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
from wyoming.audio import AudioChunk
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

NOUNS = (
    "kettle garden bicycle teacher station window market engine doctor river kitchen lamp carpet"
    " letter camera ladder orange pepper mirror blanket harbour island village forest castle bridge"
    " tunnel violin painter sailor farmer button pocket pencil cousin dragon rabbit monkey tiger"
    " pillow candle basket bottle saucer"
).split()
PLACES = "kitchen hallway cellar garage attic bedroom library workshop office bathroom".split()
VERBS = "opened moved carried watched painted cleaned repaired followed collected counted".split()
JOINS = ["and", "but", "because", "while", "although", "so"]


class FreshText:
    """Sentences out of words that are drawn, so that no clause comes twice."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def text(self, characters: int) -> str:
        """About so many characters: sentences of two or three clauses."""
        sentences: list[str] = []
        while (left := characters - sum(len(s) + 1 for s in sentences)) > 12:
            sentences.append(self._sentence(left))
        return " ".join(sentences)

    def _sentence(self, characters: int) -> str:
        words = self._clause()
        while len(" ".join(words)) + 30 < min(characters, self._random.randint(70, 150)):
            words[-1] += ","
            words += [self._random.choice(JOINS), *self._clause()]
        while len(" ".join(words)) + 1 > max(16, characters):
            words.pop()
        return " ".join(words).rstrip(",").capitalize() + "."

    def _clause(self) -> list[str]:
        pick = self._random.choice
        words = ["the", pick(NOUNS), pick(VERBS), "the", pick(NOUNS)]
        return words + self._random.choice(
            [[], ["near", "the", pick(NOUNS)], ["in", "the", pick(PLACES)]]
        )


@dataclass
class Heard:
    """Seconds to the first audio, of speech in all, and of the gaps in playback: the longest, and
    all together.
    """

    first_s: float = 0.0
    speech_s: float = 0.0
    longest_gap_s: float = 0.0
    gaps_s: float = 0.0


class Playback:
    """Plays what comes as it comes, and notes when it had nothing to play."""

    def __init__(self) -> None:
        self.heard = Heard()
        self._began = time.perf_counter()
        self._dry = 0.0

    def hear(self, seconds: float) -> None:
        """Speech of that length has come now."""
        now = time.perf_counter()
        if not self._dry:
            self.heard.first_s = now - self._began
            self._dry = now
        gap = max(0.0, now - self._dry)
        self.heard.longest_gap_s = max(self.heard.longest_gap_s, gap)
        self.heard.gaps_s += gap
        self._dry = max(self._dry, now) + seconds
        self.heard.speech_s += seconds


async def over_http(port: int, text: str, voice: str = "af_heart") -> Heard:
    """Ask the HTTP port for PCM and listen to its end."""
    body = {"model": "kokoro", "voice": voice, "input": text, "response_format": "pcm"}
    async with aiohttp.ClientSession() as session:
        playback = Playback()
        url = f"http://127.0.0.1:{port}/v1/audio/speech"
        async with session.post(url, json=body) as reply:
            reply.raise_for_status()
            async for data in reply.content.iter_any():
                playback.hear(len(data) / 48_000)
    return playback.heard


async def over_wyoming(port: int, text: str) -> Heard:
    """Ask for the whole text at once."""
    return await _over_wyoming(port, [Synthesize(text).event()], "audio-stop")


async def streamed(port: int, deltas: AsyncIterator[str]) -> Heard:
    """Send a growing text piece by piece."""
    return await _over_wyoming(port, deltas, "synthesize-stopped")


async def _over_wyoming(port: int, text: object, last: str) -> Heard:

    async with AsyncTcpClient("127.0.0.1", port) as client:
        playback = Playback()

        async def send() -> None:
            if isinstance(text, list):
                for event in text:
                    await client.write_event(event)
                return
            await client.write_event(SynthesizeStart().event())
            async for delta in text:
                await client.write_event(SynthesizeChunk(delta).event())
            await client.write_event(SynthesizeStop().event())

        sending = asyncio.create_task(send())
        while (event := await client.read_event()) is not None and event.type != last:
            if event.type == "error":
                raise SystemExit(f"the server says {event.data}")
            if AudioChunk.is_type(event.type):
                playback.hear(AudioChunk.from_event(event).seconds)
        await sending
    return playback.heard


async def deltas(text: str, characters: int = 4, pause_s: float = 0.0) -> AsyncIterator[str]:
    """The text in pieces, with pauses between them."""

    for place in range(0, len(text), characters):
        yield text[place : place + characters]
        await asyncio.sleep(pause_s)


async def describe(port: int) -> float:
    """Seconds until a new connection is told what the server is."""
    began = time.perf_counter()
    async with AsyncTcpClient("127.0.0.1", port) as client:
        await client.write_event(Describe().event())
        await client.read_event()
    return time.perf_counter() - began
