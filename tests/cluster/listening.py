"""Clients of a server on a Unix socket, and what they heard."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

from wyoming.audio import AudioChunk
from wyoming.client import AsyncUnixClient
from wyoming.tts import Synthesize

TEXTS = [
    f"{who} {deed} the {thing} in the {place}, and then went home by the river."
    for who, deed, thing, place in zip(
        ["The teacher", "The doctor", "A farmer", "The painter", "A sailor"] * 2,
        ["opened", "carried", "painted", "repaired", "collected"] * 2,
        ["window", "ladder", "bicycle", "camera", "basket", "carpet", "lamp", "mirror", "bottle"]
        + ["engine"],
        ["kitchen", "garage", "library", "workshop", "office"] * 2,
        strict=True,
    )
]


@dataclass
class Heard:
    """What one client got; times on the monotonic clock, gaps in seconds."""

    text: str
    began_at: float = field(default_factory=time.monotonic)
    first_at: float = 0.0
    ended_at: float = 0.0
    events: list[str] = field(default_factory=list)
    error: str = ""
    pcm: bytes = b""
    longest_gap_s: float = 0.0

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 48_000


async def listen(path: str, text: str) -> Heard:
    """Have a text spoken, and play it as it comes."""
    heard = Heard(text)
    async with AsyncUnixClient(path) as client:
        await client.write_event(Synthesize(text).event())
        dry = 0.0
        while (event := await client.read_event()) is not None:
            heard.events.append(event.type)
            now = time.monotonic()
            if AudioChunk.is_type(event.type):
                chunk = AudioChunk.from_event(event)
                heard.first_at = heard.first_at or now
                heard.longest_gap_s = max(heard.longest_gap_s, now - dry if dry else 0.0)
                dry = max(dry, now) + chunk.seconds
                heard.pcm += chunk.audio
            if event.type == "error":
                heard.error = str(event.data)
            if event.type in ("audio-stop", "error"):
                break
    heard.ended_at = time.monotonic()
    return heard


async def crowd(path: str, utterances: int, clients: int, heard: list[Heard]) -> None:
    """So many utterances by so many clients, each of whom asks for one after the other; what they
    heard is added to `heard`.
    """
    texts = iter(list(itertools.islice(itertools.cycle(TEXTS), utterances)))

    async def client() -> None:
        for text in texts:
            heard.append(await listen(path, text))

    await asyncio.gather(*(client() for _ in range(clients)))
