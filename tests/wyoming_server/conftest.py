"""A server on loopback with an engine of tones, watched for what it leaves behind."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import pytest
from wyoming.client import AsyncTcpClient

from wyoming_kokoro.wyoming_server import Limits, WyomingServer
from wyoming_kokoro.wyoming_server.server import Network

from .home_assistant import HomeAssistantClient
from .tone_engine import ToneEngine

Serve = Callable[..., Awaitable[WyomingServer]]
PATIENT_S = 10.0


def client_of(server: WyomingServer) -> AsyncTcpClient:
    """A Wyoming client of the server; to be entered."""
    assert server.port is not None
    return AsyncTcpClient("127.0.0.1", server.port, read_timeout=PATIENT_S)


def home_assistant_of(server: WyomingServer) -> HomeAssistantClient:
    """Home Assistant as a client of the server."""
    assert server.port is not None
    return HomeAssistantClient("127.0.0.1", server.port)


@pytest.fixture
async def engine() -> ToneEngine:
    """The engine behind the servers of a test."""
    return ToneEngine()


@pytest.fixture
async def serve(engine: ToneEngine) -> AsyncIterator[Serve]:
    """Start a server: ``await serve(uri=…, allow=…, idle_timeout_s=…)``, further names being fields
    of `Limits`.

    Afterwards it is stopped, and nothing may be left running or unhandled.
    """
    unhandled: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
    servers: list[WyomingServer] = []

    async def start(
        uri: str = "tcp://127.0.0.1:0", allow: Sequence[Network] = (), **limits: Any
    ) -> WyomingServer:
        server = WyomingServer(uri, engine, Limits(**limits), allow)
        await server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        await server.stop()
        assert (server.active_connections, server.active_utterances) == (0, 0)
    assert engine.active == 0
    assert unhandled == []


@pytest.fixture
async def server(serve: Serve) -> WyomingServer:
    """A running server with the usual limits."""
    return await serve()
