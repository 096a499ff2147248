"""From a request's body to what the engine is asked for: everything that can be wrong is found
here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from aiohttp import web

from .. import metrics
from ..engine.speech import MAX_SPEED, MIN_SPEED, SpeechRequest
from ..errors import RequestError, TextTooLong, UnknownModel
from ..text.segment import NormalizationOptions
from ..voices.blend import parse_blend
from ..voices.catalog import VoiceCatalog
from .aliases import DEPRECATED_SINCE, kokoro_voice, retired
from .auth import client_of
from .ports import ENGINE, OPTIONS, HttpOptions
from .schemas import SpeechBody
from .tags import Aliases, resolved, spoken_as_written

_SENT_NAMES = {"language": "lang_code", "volume": "volume_multiplier", "text": "input"}


@dataclass(frozen=True, slots=True)
class Order:
    """Speech that can be made, and what the reply's headers must say about it."""

    speech: SpeechRequest
    headers: Mapping[str, str]


@contextmanager
def refusals_counted() -> Iterator[None]:
    """Requests for speech that are refused before the engine has seen them are counted."""
    try:
        yield
    except (RequestError, web.HTTPClientError):
        metrics.UTTERANCES.labels("http", "", "refused").inc()
        raise


def order(request: web.Request, body: SpeechBody) -> Order:
    """The same for the engine, which checks the rest when it speaks. Raises `RequestError`."""
    options, engine = request.app[OPTIONS], request.app[ENGINE]
    if body.model not in options.models:
        raise UnknownModel(
            f"The model '{body.model}' does not exist or you do not have access to it."
        )
    if not body.input.strip():
        raise RequestError("The input is empty", param="input")
    check_length(body.input, options, "input")
    catalog = engine.catalog
    aliases = Aliases(body.voice_aliases or {})
    named, pace = aliases.resolve(body.voice_name)
    voice = kokoro_voice(named, catalog)
    speed = 1.0 if body.speed is None else body.speed
    text, is_ssml = body.input, body.is_ssml
    if not is_ssml and body.allow_voice_tags is not False:
        text = _resolved(text, pace, aliases, catalog)
    else:
        text = text if is_ssml else spoken_as_written(text)
        speed = min(MAX_SPEED, max(MIN_SPEED, speed * pace))
    normalization = body.normalization_options
    speech = SpeechRequest(
        text=text,
        voice=voice,
        language=body.lang_code or None,
        speed=speed,
        volume=1.0 if body.volume_multiplier is None else body.volume_multiplier,
        text_format="ssml" if is_ssml else "text",
        normalization=normalization.options() if normalization else NormalizationOptions(),
        client=client_of(request),
        protocol="http",
        backend=options.models[body.model],
    )
    old = retired(named, catalog)
    headers = {"Deprecation": DEPRECATED_SINCE, "X-Voice": voice} if old else {}
    return Order(speech, headers)


def check_length(text: str, options: HttpOptions, param: str) -> None:
    """Raises `TextTooLong` beyond the limit."""
    limit = options.max_input_chars
    if len(text) > limit:
        raise TextTooLong(
            f"The {param} has {len(text)} characters; the limit is {limit}."
            " It is the smaller of the server's --max-input-chars and --max-text-chars.",
            param=param,
        )


@contextmanager
def named_as_sent() -> Iterator[None]:
    """Errors blame a field by the name that it has in the body."""
    try:
        yield
    except RequestError as error:
        error.param = _SENT_NAMES.get(error.param or "", error.param)
        raise


def _resolved(text: str, pace: float, aliases: Aliases, catalog: VoiceCatalog) -> str:
    """The text with the voices of its tags in full. Raises `UnknownVoice` and `BadMarkup`."""

    def full_name(voice: str) -> tuple[str, float]:
        named, own_pace = aliases.resolve(voice)
        full = kokoro_voice(named, catalog)
        parse_blend(full, catalog)
        return full, own_pace

    try:
        return resolved(text, pace, full_name)
    except RequestError as error:
        error.param = "input"
        raise
