"""A running server with an engine that hums."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from openai import AsyncOpenAI

from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro.http_server import HttpOptions, HttpServer, create_app

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
