"""A running server with an engine that hums."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from openai import AsyncOpenAI

from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro.http_server import HttpOptions, HttpServer, create_app
from wyoming_kokoro.kept_file import KeptFile
from wyoming_kokoro.phonemes.lexicon import Lexicon
from wyoming_kokoro.phonemes.lexicon_file import LexiconFile
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.voices.library import VoiceLibrary
from wyoming_kokoro.voices.preset_file import PresetFile

Serve = Callable[..., Awaitable[str]]


@pytest.fixture
def engine() -> ToneEngine:
    return ToneEngine()


@pytest.fixture
async def serve(engine: ToneEngine) -> AsyncIterator[Serve]:
    """Starts a server with the given options; returns its address."""
    servers: list[HttpServer] = []

    async def start(**options: object) -> str:
        server = HttpServer(create_app(engine, HttpOptions(**options)), "127.0.0.1", 0)
        await server.start()
        servers.append(server)
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server in servers:
        await server.stop(0.1)


def kept_files(folder: Path) -> dict[str, Any]:
    """Options for a lexicon and presets in a folder."""
    presets = folder / "presets.toml"
    library = VoiceLibrary(folder, presets=presets, presets_may_be_missing=True)
    lexicon = Lexicon.load(folder / "lexicon.txt", may_be_missing=True)
    vocabulary = Vocabulary({phoneme: 1 for phoneme in "kˈOəɹnwIɪ "})
    return {
        "lexicon": LexiconFile(lexicon, vocabulary),
        "presets": PresetFile(KeptFile(presets), library),
    }


@pytest.fixture
async def url(serve: Serve) -> str:
    return await serve()


@pytest.fixture
async def http(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(url) as session:
        yield session


@pytest.fixture
async def openai(url: str) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key="unused", max_retries=0) as client:
        yield client
