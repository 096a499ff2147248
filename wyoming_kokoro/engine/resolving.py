"""What a client asked for, looked up and checked: once for each request, before anything is done
for it.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from ..errors import RequestError, TextTooLong
from ..text.language import canonical_language
from ..text.segment import NormalizationOptions
from ..voices.blend import parse_blend
from ..voices.catalog import VoiceCatalog
from .plan import LanguageRules, Manner
from .speech import MAX_SPEED, MAX_VOLUME, MIN_SPEED, SpeechRequest, TextFormat


@dataclass(frozen=True, slots=True)
class ResolvedRequest:
    """A request that can be spoken: its names are looked up, its defaults filled in, its ranges
    checked.

    `voice` is the name that was asked for, or that of the default. `manner` is the voice, the
    language and the speed that markup departs from. `languages` is `None` where the text is known
    to be in the manner's language. The rest is as in `SpeechRequest`.
    """

    text: str | AsyncIterator[str]
    text_format: TextFormat
    voice: str
    manner: Manner
    volume: float
    normalization: NormalizationOptions
    languages: LanguageRules | None
    client: str
    protocol: str
    backend: str | None


class Resolver:
    """Turns what clients ask for into what is to be done. Keeps nothing of a request."""

    def __init__(
        self,
        catalog: VoiceCatalog,
        check_backend: Callable[[str | None], object],
        normalization: NormalizationOptions,
        languages: LanguageRules,
        max_text_chars: int,
        speed: float = 1.0,
    ) -> None:
        """`check_backend` raises `RequestError` for a name that is no backend's; the options are
        for requests that name none.

        `speed` multiplies that of every request.
        """
        self._catalog = catalog
        self._check_backend = check_backend
        self._normalization = normalization
        self._languages = languages
        self._max_text_chars = max_text_chars
        self._speed = speed

    def resolve(self, request: SpeechRequest) -> ResolvedRequest:
        """All of a request that can be known without reading its text. Raises `RequestError`."""
        language = canonical_language(request.language) if request.language else None
        voice = request.voice or self._catalog.default_for(language).id
        manner = self._manner(request, voice, language)
        self._check_backend(request.backend)
        if not 0 <= request.volume <= MAX_VOLUME:
            raise RequestError(f"volume must be from 0 to {MAX_VOLUME:g}", param="volume")
        if request.text_format not in ("text", "ssml"):
            raise RequestError("text_format must be text or ssml", param="text_format")
        limit = self._max_text_chars
        if isinstance(request.text, str) and len(request.text) > limit:
            raise TextTooLong(f"The text is longer than {limit} characters", param="input")
        own = request.normalization
        return ResolvedRequest(
            text=request.text,
            text_format=request.text_format,
            voice=voice,
            manner=manner,
            volume=request.volume,
            normalization=self._normalization if own == NormalizationOptions() else own,
            languages=None if request.language else self._languages,
            client=request.client,
            protocol=request.protocol,
            backend=request.backend,
        )

    def _manner(self, request: SpeechRequest, voice: str, language: str | None) -> Manner:
        blend = parse_blend(voice, self._catalog)
        if not MIN_SPEED <= request.speed <= MAX_SPEED:
            raise RequestError(f"speed must be from {MIN_SPEED} to {MAX_SPEED}", param="speed")
        return Manner(blend, language or blend.language, request.speed * self._speed, 0.0)
