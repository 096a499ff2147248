"""The bodies of replies, which `/openapi.json` describes."""

from typing import Literal

from pydantic import BaseModel, Field


class ReadWord(BaseModel):
    """A word, or several that are read as one, and the phonemes that are said for it."""

    written: str
    phonemes: str


class ReadClause(BaseModel):
    """How a clause is read."""

    written: str
    said: str = Field(description="In words.")
    phonemes: str
    language: str = Field(description="BCP-47 tag.")
    words: list[ReadWord]


class ReadText(BaseModel):
    """How a text is read."""

    phonemes: str
    tokens: list[int]
    normalized: str
    clauses: list[str]
    read: list[ReadClause] = Field(description="The same clause by clause.")


Saving = Literal["yes", "read_only", "no_key", "not_writable"]
"""Whether whoever asks may change what the reply tells, and if not, why."""


class LexiconEntry(BaseModel):
    """A word and how it is said."""

    word: str
    said: str = Field(description="Phonemes between slashes, or another spelling.")
    language: str = Field(description='BCP-47 tag, one without a region, or "" for all.')


class LexiconReply(BaseModel):
    """The lexicon. The reply's `ETag` is what a change of it names in `If-Match`."""

    entries: list[LexiconEntry]
    text: str = Field(description="The file.")
    saving: Saving


class PresetReply(BaseModel):
    """A preset by its name."""

    name: str
    blend: str
    speed: float
    language: str | None
    label: str | None


class PresetsReply(BaseModel):
    """The presets. The reply's `ETag` is what a change of them names in `If-Match`."""

    presets: list[PresetReply]
    saving: Saving


class Saved(BaseModel):
    """It is saved; the reply's `ETag` is the new one."""

    saved: Literal[True] = True


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
    voice: str | None


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


class UtteranceEntry(BaseModel):
    """An utterance under way."""

    protocol: str
    voice: str
    language: str
    asked_at: float = Field(description="Unix time.")
    audio_seconds: float = Field(description="Made so far.")


class ModelStatus(BaseModel):
    """A model and what it computes with."""

    name: str
    loaded: bool = Field(description="Whether it is in memory; if not, it sleeps.")
    device: str
    precision: str
    instructions: str = Field(description="What of the processor it uses.")
    workers: int
    load_seconds: float | None


class MinuteEntry(BaseModel):
    """A minute in which something happened."""

    at: int = Field(description="When it began, Unix time.")
    utterances: int = Field(description="That ended in it.")
    audio_seconds: float
    first_audio_seconds: float | None = Field(description="The median of these utterances.")
    load: float = Field(description="Share of the time that the workers worked, 0 … 1.")


class ErrorEntry(BaseModel):
    """An utterance that failed; nothing in it is of the text."""

    at: float = Field(description="Unix time.")
    protocol: str
    code: str


class ServerStatus(BaseModel):
    """How the server is doing."""

    version: str
    now: float = Field(description="Unix time.")
    uptime_seconds: float
    ready: bool
    waiting: int = Field(description="Utterances that wait for a place.")
    memory_bytes: int = Field(description="Resident.")
    voices: int
    speaking: list[UtteranceEntry]
    models: list[ModelStatus]
    minutes: list[MinuteEntry] = Field(description="Of the last hour.")
    errors: list[ErrorEntry] = Field(description="The last ones.")


class SpeechDelta(BaseModel):
    """A piece of audio in base64, in order."""

    type: Literal["speech.audio.delta"] = "speech.audio.delta"
    audio: str


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
