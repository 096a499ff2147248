"""The bodies of replies, which `/openapi.json` describes."""

from typing import Literal

from pydantic import BaseModel, Field


class Reading(BaseModel):
    """How a text is read."""

    phonemes: str
    tokens: list[int]
    normalized: str
    clauses: list[str]


class WordTime(BaseModel):
    """A word of the input, when it is spoken, in seconds, and by which voice."""

    word: str
    start_time: float
    end_time: float
    voice: str


class MarkTime(BaseModel):
    """A mark of SSML, and when it is reached, in seconds."""

    name: str
    time: float


class CaptionedSpeech(BaseModel):
    """Speech, or with `stream` a part of it, its words and marks."""

    audio: str = Field(description="Base64.")
    audio_format: str = Field(description="Media type.")
    timestamps: list[WordTime] | None
    marks: list[MarkTime] | None


class Stretch(BaseModel):
    """What is said, and when, in seconds; a text of "" is a pause."""

    text: str
    start: float
    end: float
    voice: str | None = None


class Timing(BaseModel):
    """All that is said, in stretches of a clause at most."""

    chunks: list[Stretch]


class InlineMarkup(BaseModel):
    """Text with inline markup."""

    text: str


class SsmlSupport(BaseModel):
    """What is understood of SSML."""

    elements: dict[str, str] = Field(description="Each element and what it does.")
    ignored: list[str] = Field(description="Elements of which only the text is said.")
    break_strengths: dict[str, float] = Field(description="Seconds.")
    prosody_rates: dict[str, float]
    rate_range: list[float]


class VoiceEntry(BaseModel):
    """A voice."""

    id: str
    name: str
    language: str = Field(description="BCP-47 tag.")
    gender: str
    recommended: bool


class VoiceList(BaseModel):
    """All voices; with `legacy` only their ids."""

    voices: list[VoiceEntry] | list[str]


class BackendEntry(BaseModel):
    """What does the work for a model name."""

    name: str
    loaded: bool = Field(description="Whether it is in memory.")
    device: str = Field(description="Where it computes: `cpu` or `cuda`.")
    load_seconds: float | None = Field(description="How long its last load took.")


class ModelEntry(BaseModel):
    """A model name that requests may use."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str
    backend: BackendEntry | None = None


class ModelList(BaseModel):
    """All model names."""

    object: Literal["list"] = "list"
    data: list[ModelEntry]


class Unloaded(BaseModel):
    """What became of the wish to unload."""

    unloaded: list[str] = Field(description="Backends whose memory was given back.")
    in_use: list[str] = Field(description="Backends that stay loaded because they speak.")


class Status(BaseModel):
    """Whether the program runs, or can speak."""

    status: Literal["healthy", "ready", "loading", "ok", "unloaded"]


class SpeechDelta(BaseModel):
    """A piece of audio, in order."""

    type: Literal["speech.audio.delta"] = "speech.audio.delta"
    audio: str = Field(description="Base64.")


class SpeechTimestamps(BaseModel):
    """Words and marks of the audio so far that were not told yet."""

    type: Literal["speech.audio.timestamps"] = "speech.audio.timestamps"
    words: list[WordTime]
    marks: list[MarkTime]


class Usage(BaseModel):
    """Characters in, model frames of 25 ms out."""

    input_tokens: int
    output_tokens: int
    total_tokens: int


class SpeechDone(BaseModel):
    """The end of the speech; without it, it is incomplete."""

    type: Literal["speech.audio.done"] = "speech.audio.done"
    usage: Usage


class ErrorDetail(BaseModel):
    """What is wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorReply(BaseModel):
    """The body of every error."""

    error: ErrorDetail
