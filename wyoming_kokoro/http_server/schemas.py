"""The bodies of requests: what validates them also describes them in `/openapi.json`."""

import re
from typing import Annotated, Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ..audio.formats import AudioFormat
from ..engine.speech import MAX_SPEED, MIN_SPEED
from ..engine.subtitles import SubtitleFormat
from ..text.directives import MAX_PAUSE_S
from ..text.segment import CLASSES, NormalizationOptions

_VoiceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=512)]
_Speed = Annotated[float, Field(ge=MIN_SPEED, le=MAX_SPEED)]
_Volume = Annotated[float, Field(ge=0.0, le=4.0)]
_Pause = Annotated[float, Field(ge=0.0, le=MAX_PAUSE_S)]
_LanguageTag = Annotated[str, Field(max_length=35)]


_SPEAK = re.compile(r"\s*(?:<\?[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*){0,9}<speak[\s/>]", re.DOTALL)


def is_ssml(text: str) -> bool:
    """Whether the text is an SSML document; comments and declarations may come first."""
    return _SPEAK.match(text) is not None


class _Request(BaseModel):
    """Fields that are not known are ignored; numbers and switches may be written as strings."""

    model_config = ConfigDict(frozen=True)


class VoiceReference(_Request):
    """A voice by its id."""

    id: _VoiceName


class Normalization(_Request):
    """What is read out in words, by Kokoro-FastAPI's names; each switch is on where it is not
    given.
    """

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


class VoiceAlias(_Request):
    """A voice or blend under a name of the request's own."""

    voice: _VoiceName
    rate: _Speed | None = Field(None, description="Factor on the speed while this name speaks.")


class _SpeechOptions(_Request):
    """What all ways to speak have in common."""

    model: str = Field("kokoro", max_length=128, description="One of `GET /v1/models`.")
    response_format: AudioFormat | None = Field(None, description="`mp3` where it is not given.")
    speed: _Speed | None = Field(None, description="1 is the voice's own.")
    stream: bool | None = Field(
        None, description="Off: the reply begins when all is spoken, and its length is known."
    )
    lang_code: _LanguageTag | None = Field(
        None, description="BCP-47 tag or Kokoro's letter; where it is not given, the voice's own."
    )
    volume_multiplier: _Volume | None = Field(None, description="Linear; 1 is the voice's own.")
    normalization_options: Normalization | None = None
    voice_aliases: Annotated[dict[str, _VoiceName | VoiceAlias], Field(max_length=100)] | None = (
        Field(None, description="Names for voices and blends, used in `voice` and `[voice:…]`.")
    )
    return_download_link: bool | None = Field(
        None, description="On: `X-Download-Path` names a file that `/v1/download/…` has afterwards."
    )
    return_timing: bool | None = Field(
        None, description="On: `X-Timing-Path` names a file with the time of each stretch."
    )


class SpeechBody(_SpeechOptions):
    """Text to be spoken, and how."""

    input: str = Field(min_length=1, description="The text.")
    voice: _VoiceName | VoiceReference | None = Field(
        None,
        description=(
            "A voice of `GET /v1/audio/voices`, a blend such as `af_bella(2)+af_sky(1)`, or one of"
            " OpenAI's names. Where it is not given, the default voice, or the best one of"
            " `lang_code`."
        ),
    )
    instructions: str | None = Field(None, description="Accepted; has no effect.")
    stream_format: Literal["audio", "sse"] | None = Field(
        None, description="`audio`: the body is the audio. `sse`: events with base64 audio."
    )
    return_timestamps: bool | None = Field(
        None, description="On, with `sse`: events with the times of words and marks."
    )
    allow_voice_tags: bool | None = Field(
        None, description="Off: `[voice:…]` and `[rate:…]` are words like others."
    )
    text_format: Literal["text", "ssml"] | None = Field(
        None, description="`ssml`: `input` is a `<speak>` document."
    )
    ssml: bool | None = Field(None, description="On: `input` is SSML if it begins with `<speak`.")

    @property
    def voice_name(self) -> str:
        """The voice as a string, "" for none."""
        return self.voice.id if isinstance(self.voice, VoiceReference) else self.voice or ""

    @property
    def is_ssml(self) -> bool:
        """Whether the input is an SSML document."""
        if self.text_format is not None:
            return self.text_format == "ssml"
        return self.ssml is True and is_ssml(self.input)


class CaptionedBody(SpeechBody):
    """Text to be spoken with the times of its words."""

    response_format: AudioFormat | SubtitleFormat | None = Field(  # type: ignore[assignment]
        None, description="`mp3` where it is not given; `srt` and `vtt` give subtitles alone."
    )
    return_timestamps: bool | None = Field(None, description="Off: `timestamps` is null.")

    @property
    def subtitle_format(self) -> SubtitleFormat | None:
        """The format, where subtitles are wished for."""
        form = self.response_format
        return None if form is None or isinstance(form, AudioFormat) else form


class Turn(_Request):
    """What one speaker says."""

    voice: _VoiceName = Field(validation_alias=AliasChoices("voice", "voice_id"))
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class DialogueBody(_SpeechOptions):
    """Turns of several speakers."""

    turns: Annotated[list[Turn], Field(min_length=1, max_length=1000)] = Field(
        validation_alias=AliasChoices("turns", "inputs")
    )
    pause_between_turns: _Pause | None = Field(None, description="Seconds.")

    def speech(self) -> SpeechBody:
        """The same as one text with voice tags."""
        pause = f" [pause:{self.pause_between_turns:.3f}s]\n" if self.pause_between_turns else "\n"
        shared = {name: getattr(self, name) for name in _SpeechOptions.model_fields}
        text = pause.join(f"[voice:{turn.voice}]{turn.text}" for turn in self.turns)
        return SpeechBody(input=text, voice=self.turns[0].voice, **shared)


class PhonemizeBody(_Request):
    """Text whose reading is asked for."""

    text: str = Field(min_length=1)
    language: _LanguageTag | None = Field(None, description="BCP-47 tag or Kokoro's letter.")
    voice: _VoiceName | None = None


class PhonemesBody(_Request):
    """Phonemes to be spoken."""

    phonemes: str = Field(min_length=1, description="In Kokoro's alphabet.")
    voice: _VoiceName | None = None
    speed: _Speed | None = None


class SsmlBody(_Request):
    """SSML to be written as inline markup."""

    text: str = Field(min_length=1)
    voice: str = Field("", max_length=512, description="The request's voice, to return to.")


class CombineBody(_Request):
    """Voices to be made into one; a blend or a list alone is taken too."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, body: object) -> object:
        return {"voices": body} if isinstance(body, (str, list)) else body

    voices: _VoiceName | Annotated[list[_VoiceName], Field(min_length=1, max_length=8)] = Field(
        description="A blend, or names of which the mean is taken."
    )

    @property
    def blend(self) -> str:
        """As a blend."""
        return self.voices if isinstance(self.voices, str) else "+".join(self.voices)


class LexiconBody(_Request):
    """Entries of a lexicon."""

    text: str = Field(
        min_length=1,
        max_length=1_000_000,
        description=(
            "A line for each: the word, how it is said (phonemes between slashes, or another"
            " spelling) and optionally its language, parted by tabs."
        ),
    )


class PresetBody(_Request):
    """A voice made of others."""

    blend: _VoiceName = Field(description="A voice or a blend.")
    speed: _Speed = Field(1.0, description="Multiplies that of requests.")
    language: _LanguageTag | None = Field(None, description="That of the first voice otherwise.")
    label: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)] | None
    ) = Field(None, description="What lists show.")
