"""What goes into the engine and what comes out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal

from ..sound import SAMPLE_BYTES, SAMPLE_RATE
from ..text.segment import NormalizationOptions
from ..voices.catalog import SPEEDS

TextFormat = Literal["text", "ssml"]
MIN_SPEED, MAX_SPEED = SPEEDS
MAX_VOLUME = 4.0


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """An utterance to be spoken.

    `text` may be growing: an async iterator of `str` deltas. `voice` is an id, alias or blend, ""
    for the default voice (of `language`, if given). `speed` 0.25 … 4, `volume` a linear factor 0 …
    4. `client` identifies who asks, for fairness between clients and for the log (an address, never
    a secret). `backend` names a model backend, `None` the default one.
    """

    text: str | AsyncIterator[str]
    voice: str = ""
    language: str | None = None
    speed: float = 1.0
    volume: float = 1.0
    text_format: TextFormat = "text"
    normalization: NormalizationOptions = field(default_factory=NormalizationOptions)
    client: str = "local"
    protocol: str = "local"
    backend: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the caller's text, when it is spoken, and by which voice or blend.

    Times are seconds from the start of the utterance's audio, to the millisecond; words follow each
    other without overlap.
    """

    text: str
    start_s: float
    end_s: float
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An SSML mark and when playback reaches it, seconds from the start of the utterance's
    audio.
    """

    name: str
    at_s: float


@dataclass(frozen=True, slots=True)
class SpeechChunk:
    """Speech that is ready: `pcm` is 24 kHz mono int16 little-endian, never empty; it begins
    `start_s` into the utterance.
    """

    pcm: bytes
    start_s: float
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def seconds(self) -> float:
        """Length of the audio."""
        return len(self.pcm) / (SAMPLE_RATE * SAMPLE_BYTES)
