"""What the HTTP side needs of the rest of the program."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from types import MappingProxyType
from typing import Protocol

from aiohttp import web

from ..client_memory import Account, ClientMemory
from ..engine.engine import Phonemized
from ..engine.history import History
from ..engine.speech import SpeechChunk, SpeechRequest
from ..inference.manager import ModelManager
from ..models.base import FloatArray
from ..phonemes.lexicon_file import LexiconFile
from ..voices.catalog import VoiceCatalog
from ..voices.preset_file import PresetFile

MODELS: Mapping[str, str | None] = MappingProxyType(
    {"kokoro": None, "tts-1": None, "tts-1-hd": None, "gpt-4o-mini-tts": None}
)
"""Model names of clients and the backend that each stands for; `None` is the default backend."""


IpNetwork = IPv4Network | IPv6Network


class Engine(Protocol):
    """The part of the speech engine that the routes use."""

    @property
    def catalog(self) -> VoiceCatalog:
        """The voices that there are."""

    @property
    def ready(self) -> bool:
        """Whether it can speak."""

    @property
    def history(self) -> History:
        """What is being spoken, and the last hour."""

    @property
    def waiting(self) -> int:
        """Utterances waiting for a place."""

    def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        """Speech as it is ready; closing the generator cancels. Raises `errors.SpeechError`."""

    async def phonemize(self, text: str, language: str | None, voice: str) -> Phonemized:
        """How `text` would be read. Raises `errors.RequestError`."""


@dataclass(frozen=True, slots=True)
class HttpOptions:
    """How the HTTP side behaves; times in seconds.

    `request_timeout_s` is for the time until the reply begins, `send_timeout_s` for each piece of
    it. `mix` gives the pack (510, 1, 256) of a voice or a blend; without it voices cannot be
    combined into a file. `manager` knows which models are loaded; without it nobody can ask. With
    `open_lists` those without a key may list voices and models.

    `allowed_hosts` are names of this server beside those that only a home network has. Where
    `trusted_proxies` are given, nobody but they is let in, and they need no key: they have asked
    who it is. `lexicon` and `presets` are what may be changed, unless it is all `read_only`.
    `memory` is shared with the other ports.
    """

    api_keys: Sequence[str] = ()
    cors_origins: Sequence[str] = ()
    open_lists: bool = True
    max_input_chars: int = 100_000
    max_body_bytes: int = 1_048_576
    max_connections: int = 256
    body_timeout_s: float = 30.0
    request_timeout_s: float = 300.0
    send_timeout_s: float = 60.0
    models: Mapping[str, str | None] = field(default_factory=lambda: MODELS)
    manager: ModelManager | None = None
    mix: Callable[[str], FloatArray] | None = None
    allowed_hosts: Sequence[str] = ()
    trusted_proxies: Sequence[IpNetwork] = ()
    lexicon: LexiconFile | None = None
    presets: PresetFile | None = None
    read_only: bool = False
    memory: ClientMemory = field(default_factory=ClientMemory)


ENGINE = web.AppKey("engine", Engine)
OPTIONS = web.AppKey("options", HttpOptions)
ACCOUNT = web.RequestKey("account", Account)
"""What is held for the request until it is answered."""
