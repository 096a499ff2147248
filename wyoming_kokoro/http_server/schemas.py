"""The bodies of requests and replies; what validates a request also describes it in `/openapi.json`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..audio.encode import AudioFormat
from ..engine.speech import MAX_SPEED, MIN_SPEED
from ..text.segment import CLASSES, NormalizationOptions

_VoiceName = Annotated[str, Field(min_length=1, max_length=512)]
_Speed = Annotated[float, Field(ge=MIN_SPEED, le=MAX_SPEED, allow_inf_nan=False)]
_Volume = Annotated[float, Field(ge=0.0, le=4.0, allow_inf_nan=False)]
_LanguageTag = Annotated[str, Field(max_length=35)]


class _Request(BaseModel):
    """Fields that are not known are ignored; no value is turned into another type."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class VoiceReference(_Request):
    """A voice by its id."""

    id: _VoiceName


class Normalization(_Request):
    """What is read out in words, by Kokoro-FastAPI's names; each switch is on where it is not given."""

    normalize: bool | None = Field(None, description="Off: nothing is changed.")
    unit_normalization: bool | None = Field(None, description="10 kB as “ten kilobytes”.")
    url_normalization: bool | None = Field(None, description="Web addresses; with e-mail.")
    email_normalization: bool | None = Field(None, description="E-mail addresses; with web.")
    optional_pluralization_normalization: bool | None = Field(None, description="Has no effect.")
    phone_normalization: bool | None = Field(None, description="Telephone numbers.")
    replace_remaining_symbols: bool | None = Field(None, description="Symbols such as & and %.")
    disabled: list[Literal[CLASSES]] | None = Field(  # type: ignore[valid-type]
        None, description="Classes of written forms to leave as they are."
    )
    emoji: Literal["drop", "name"] | None = Field(None, description="What becomes of emoji.")

    def options(self) -> NormalizationOptions:
        """The same for the engine."""
        disabled = set(self.disabled or ())
        for off, name in (
            (self.unit_normalization, "unit"),
            (self.url_normalization, "address"),
            (self.email_normalization, "address"),
            (self.phone_normalization, "phone"),
            (self.replace_remaining_symbols, "symbol"),
        ):
            if off is False:
                disabled.add(name)
        return NormalizationOptions(
            enabled=self.normalize is not False,
            disabled=frozenset(disabled),
            emoji=self.emoji or "drop",
        )


class SpeechBody(_Request):
    """Text to be spoken, and how."""

    model: str = Field("kokoro", max_length=128, description="One of `GET /v1/models`.")
    input: str = Field(min_length=1, description="The text.")
    voice: _VoiceName | VoiceReference | None = Field(
        None,
        description="A voice of `GET /v1/audio/voices`, a blend such as `af_bella(2)+af_sky(1)`, or one of OpenAI's names."
        " Where it is not given, the default voice, or the best one of `lang_code`.",
    )
    response_format: AudioFormat | None = Field(None, description="`mp3` where it is not given.")
    speed: _Speed | None = Field(None, description="1 is the voice's own.")
    instructions: str | None = Field(None, description="Accepted; has no effect.")
    stream_format: Literal["audio", "sse"] | None = Field(
        None, description="`audio`: the body is the audio. `sse`: events with base64 audio."
    )
    stream: bool | None = Field(
        None, description="Off: the reply begins when all is spoken, and its length is known."
    )
    lang_code: _LanguageTag | None = Field(
        None, description="BCP-47 tag or Kokoro's letter; where it is not given, the voice's own."
    )
    volume_multiplier: _Volume | None = Field(None, description="Linear; 1 is the voice's own.")
    normalization_options: Normalization | None = None
    text_format: Literal["text", "ssml"] | None = Field(
        None, description="`ssml`: `input` is a `<speak>` document."
    )

    @property
    def voice_name(self) -> str:
        """The voice as a string, "" for none."""
        return self.voice.id if isinstance(self.voice, VoiceReference) else self.voice or ""


class CaptionedBody(SpeechBody):
    """Text to be spoken with the times of its words."""

    return_timestamps: bool | None = Field(None, description="Off: `timestamps` is null.")


class PhonemizeBody(_Request):
    """Text whose reading is asked for."""

    text: str = Field(min_length=1)
    language: _LanguageTag | None = Field(None, description="BCP-47 tag or Kokoro's letter.")
    voice: _VoiceName | None = None


class CombineBody(_Request):
    """Voices to be made into one."""

    voices: _VoiceName | Annotated[list[_VoiceName], Field(min_length=1, max_length=8)] = Field(
        description="A blend, or names of which the mean is taken."
    )

    @property
    def blend(self) -> str:
        """As a blend."""
        return self.voices if isinstance(self.voices, str) else "+".join(self.voices)


class Reading(BaseModel):
    """How a text is read."""

    phonemes: str
    tokens: list[int]
    normalized: str
    clauses: list[str]


class WordTime(BaseModel):
    """A word of the input and when it is spoken, in seconds."""

    word: str
    start_time: float
    end_time: float


class CaptionedSpeech(BaseModel):
    """Speech, or with `stream` a part of it, and its words."""

    audio: str = Field(description="Base64.")
    audio_format: AudioFormat
    timestamps: list[WordTime] | None


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

    status: Literal["healthy", "ready", "loading"]


class SpeechDelta(BaseModel):
    """A piece of audio, in order."""

    type: Literal["speech.audio.delta"] = "speech.audio.delta"
    audio: str = Field(description="Base64.")


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
