"""What the server says about itself when asked to describe."""

from wyoming.event import Event
from wyoming.info import Attribution, Info, TtsProgram, TtsVoice, TtsVoiceSpeaker

from ..version import __version__
from ..voices.catalog import Voice, VoiceCatalog
from .speakers import SPEAKERS

PROGRAM_NAME = "kokoro"
_TAGS = {
    "en-US": ("en",),
    "es": ("es-ES", "es-MX"),
    "fr": ("fr-FR", "fr-CA"),
    "ja": ("ja-JP",),
    "pt-BR": ("pt",),
    "zh": ("zh-CN",),
}
"""Tags that people write for a language besides its own.

Home Assistant refuses each that no voice lists, but shows all in its lists of languages, so these
are no more than are in use.
"""
_AUTHOR = Attribution(name="hexgrad", url="https://huggingface.co/hexgrad/Kokoro-82M")


def listed_label(voice: Voice, catalog: VoiceCatalog) -> str:
    """The voice's label, with a space before it for the default voice of its language.

    Home Assistant sorts the labels of a language and gives a new pipeline the first. A space sorts
    before every name, and HTML does not show it.
    """
    is_default = catalog.default_for(voice.language) == voice
    return f" {voice.label}" if is_default else voice.label


def build_info(catalog: VoiceCatalog, name: str = PROGRAM_NAME) -> Info:
    """One program with all voices of the catalog, the default voice first for clients that take the
    first one.

    `name` is what people see of the server.
    """
    voices = sorted(catalog, key=lambda voice: voice != catalog.default)
    program = TtsProgram(
        name=name,
        description="Kokoro text-to-speech",
        attribution=_AUTHOR,
        installed=True,
        version=__version__,
        voices=[
            TtsVoice(
                name=voice.id,
                description=listed_label(voice, catalog),
                attribution=_AUTHOR,
                installed=True,
                version=None,
                languages=[voice.language, *_TAGS.get(voice.language, ())],
                speakers=[TtsVoiceSpeaker(name) for name in SPEAKERS],
            )
            for voice in voices
        ],
        supports_synthesize_streaming=True,
    )
    return Info(tts=[program])


class Description:
    """The `info` event, built anew only when the catalog has changed."""

    def __init__(self, catalog: VoiceCatalog, name: str = PROGRAM_NAME) -> None:
        self._catalog = catalog
        self._name = name
        self._built_from: tuple[Voice, ...] = ()
        self._event = Event(type="info")

    def event(self) -> Event:
        """The event for the catalog as it is now."""
        voices = (self._catalog.default, *self._catalog)
        if voices != self._built_from:
            self._event = build_info(self._catalog, self._name).event()
            self._built_from = voices
        return self._event
