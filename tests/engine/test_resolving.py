"""What a client names is looked up once, and what is left out is filled in."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from wyoming_kokoro.engine.plan import LanguageRules
from wyoming_kokoro.engine.resolving import Resolver
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import RequestError, TextTooLong, UnknownModel, UnknownVoice
from wyoming_kokoro.text.segment import NormalizationOptions
from wyoming_kokoro.voices.catalog import VoiceCatalog

HOUSE = NormalizationOptions(emoji="name")
RULES = LanguageRules(detect=True)
HELLO = SpeechRequest("Hello.")


def check_backend(name: str | None) -> None:
    if name not in (None, "kokoro-v1"):
        raise UnknownModel("There is no such model", param="model")


RESOLVER = Resolver(VoiceCatalog(), check_backend, HOUSE, RULES, 100)


def test_what_is_left_out_is_the_servers_default() -> None:
    resolved = RESOLVER.resolve(HELLO)
    assert (str(resolved.manner.voice), resolved.manner.language) == ("af_heart", "en-US")
    assert (resolved.normalization, resolved.languages) == (HOUSE, RULES)
    assert (resolved.text, resolved.text_format, resolved.volume) == ("Hello.", "text", 1.0)
    assert (resolved.manner.speed, resolved.manner.gain_db) == (1.0, 0.0)
    assert (resolved.client, resolved.protocol, resolved.backend) == ("local", "local", None)


def test_a_language_chooses_its_voice_and_is_believed() -> None:
    resolved = RESOLVER.resolve(replace(HELLO, language="pt_br"))
    assert (str(resolved.manner.voice), resolved.manner.language) == ("pf_dora", "pt-BR")
    assert resolved.languages is None


def test_a_voice_brings_its_language_unless_another_is_named() -> None:
    french = replace(HELLO, voice="ff_siwis")
    assert RESOLVER.resolve(french).manner.language == "fr"
    assert RESOLVER.resolve(replace(french, language="en-GB")).manner.language == "en-GB"


def test_the_operators_speed_multiplies_that_of_the_request() -> None:
    quick = Resolver(VoiceCatalog(), check_backend, HOUSE, RULES, 100, 1.5)
    assert quick.resolve(replace(HELLO, speed=0.5)).manner.pace == 0.75


async def _growing() -> AsyncIterator[str]:
    yield "x" * 101


def test_all_else_is_passed_on_and_a_growing_text_is_measured_as_it_grows() -> None:
    text = _growing()
    resolved = RESOLVER.resolve(
        SpeechRequest(
            text,
            "af_sky+af_bella",
            volume=0.5,
            text_format="ssml",
            client="kitchen",
            protocol="http",
            backend="kokoro-v1",
        )
    )
    assert resolved.text is text and resolved.voice == "af_sky+af_bella"
    assert (resolved.volume, resolved.text_format) == (0.5, "ssml")
    assert (resolved.client, resolved.protocol) == ("kitchen", "http")
    assert resolved.backend == "kokoro-v1" and resolved.manner.gain_db == 0.0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"speed": 5.0}, "speed must be from 0.25 to 4.0"),
        ({"volume": 5.0}, "volume must be from 0 to 4"),
        ({"text": "x" * 101}, "The text is longer than 100 characters"),
        ({"text_format": "html"}, "text_format must be text or ssml"),
    ],
)
def test_what_would_be_right_is_told(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(RequestError) as raised:
        RESOLVER.resolve(replace(HELLO, **fields))
    assert raised.value.message == told


def test_options_of_the_request_win() -> None:
    own = NormalizationOptions(disabled=frozenset({"money"}))
    assert RESOLVER.resolve(replace(HELLO, normalization=own)).normalization == own


@pytest.mark.parametrize(
    ("fields", "error", "param"),
    [
        ({"voice": "nobody"}, UnknownVoice, "voice"),
        ({"voice": "../../etc/passwd"}, UnknownVoice, "voice"),
        ({"language": "tlh"}, RequestError, "language"),
        ({"speed": 0.24}, RequestError, "speed"),
        ({"speed": 4.01}, RequestError, "speed"),
        ({"speed": float("nan")}, RequestError, "speed"),
        ({"volume": -0.1}, RequestError, "volume"),
        ({"volume": 4.1}, RequestError, "volume"),
        ({"text_format": "html"}, RequestError, "text_format"),
        ({"backend": "gpt"}, UnknownModel, "model"),
        ({"text": "x" * 101}, TextTooLong, "input"),
    ],
)
def test_what_cannot_be_spoken_is_refused_by_the_name_of_its_field(
    fields: dict[str, object], error: type[RequestError], param: str
) -> None:
    with pytest.raises(error) as raised:
        RESOLVER.resolve(replace(HELLO, **fields))  # type: ignore[arg-type]
    assert raised.value.param == param


@pytest.mark.parametrize(
    "fields",
    [{"speed": 0.25}, {"speed": 4.0}, {"volume": 0.0}, {"volume": 4.0}, {"text": "x" * 100}],
)
def test_the_ends_of_the_ranges_are_in_them(fields: dict[str, object]) -> None:
    RESOLVER.resolve(replace(HELLO, **fields))  # type: ignore[arg-type]
