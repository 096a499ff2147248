"""The program as it serves: starts the engine and both servers, runs until a signal, drains, and
closes.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from ipaddress import ip_network

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST as METRICS_TYPE

from .client_memory import ClientMemory
from .composition import (
    build_budget,
    build_client_memory,
    build_engine,
    build_lexicon,
    build_voices,
    presets_path,
)
from .engine.engine import SpeechEngine
from .http_server import MODELS, HttpOptions, HttpServer, create_app, parse_http_uri, read_key_file
from .kept_file import KeptFile
from .metrics import exposition
from .models.assets import AssetPaths
from .phonemes.lexicon import Lexicon
from .phonemes.lexicon_file import LexiconFile
from .phonemes.vocabulary import Vocabulary
from .settings import Settings
from .text.languages import PROFILES, lacking
from .threads import full_pool
from .voices.library import VoiceLibrary
from .voices.preset_file import PresetFile
from .watchdog import Watchdog
from .wyoming_server import PROGRAM_NAME, Advertisement, Limits, WyomingServer

_LOGGER = logging.getLogger(__name__)
_SUPERVISOR = (ip_network("172.30.32.2"),)
"""Where Home Assistant's Supervisor asks from, in every installation."""
Stop = Callable[[], Awaitable[None]]
_WORKERS = 4
"""Threads for what is short and would block the loop: reading voices and phrases, shaping."""


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, or until standard input ends with ``stdio://``.

    Raises `SetupError`.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(full_pool(_WORKERS, "worker"))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    voices, lexicon = build_voices(settings), build_lexicon(settings)
    engine = build_engine(settings, voices, lexicon)
    for reason in filter(None, map(lacking, PROFILES.values())):
        _LOGGER.info("%s", reason)
    watchdog = Watchdog.from_environment(engine.pulse)
    budget = build_budget(settings, engine, voices)
    async with AsyncExitStack() as parts:
        voices.watch()
        budget.start()
        parts.push_async_callback(budget.stop)
        parts.push_async_callback(asyncio.to_thread, voices.close)
        parts.push_async_callback(engine.close)
        parts.push_async_callback(watchdog.stop)
        stops: list[Stop] = []
        parts.push_async_callback(_stop_all, stops)
        memory = build_client_memory(settings)
        options = _http_options(settings, engine, voices, lexicon, memory)
        await _start_http(settings, engine, options, stops)
        starting = asyncio.create_task(_start_speaking(settings, engine, memory, stops, stop))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            watchdog.start()
            _LOGGER.info("Ready")
        else:
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
        await stopping
        watchdog.stopping()
        _LOGGER.info("Stopping")


async def _stop_all(stops: list[Stop]) -> None:
    """All at the same time, for each takes up to `drain_seconds`."""
    results = await asyncio.gather(*(stop() for stop in stops), return_exceptions=True)
    for failure in (result for result in results if isinstance(result, Exception)):
        _LOGGER.error("A part did not stop as it should", exc_info=failure)


async def _start_speaking(
    settings: Settings,
    engine: SpeechEngine,
    memory: ClientMemory,
    stops: list[Stop],
    stop: asyncio.Event,
) -> None:
    """Warm the engine up, then let Wyoming clients in and tell the network."""
    await engine.start(preload=settings.preload)
    limits = Limits(
        idle_timeout_s=settings.idle_timeout,
        send_timeout_s=settings.send_timeout,
        max_text_chars=settings.max_text_chars,
        max_connections=settings.max_connections,
        samples_per_chunk=settings.samples_per_chunk,
    )
    server = WyomingServer(
        settings.uri,
        engine,
        limits,
        settings.allow,
        settings.zeroconf or PROGRAM_NAME,
        memory,
    )
    await server.start()
    stops.append(partial(server.stop, settings.drain_seconds))
    _watch_end(server, stop)
    if settings.zeroconf is not None and server.port is not None:
        hosts = [host for host, _ in server.bound]
        advertisement = Advertisement(server.port, hosts, settings.zeroconf)
        await advertisement.start()
        stops.append(advertisement.stop)


def _watch_end(server: WyomingServer, stop: asyncio.Event) -> None:
    """Stop the program when the server has ended by itself, as it does at the end of standard
    input.
    """
    ended = asyncio.create_task(server.wait_ended())
    ended.add_done_callback(lambda _: stop.set())


def _http_options(
    settings: Settings,
    engine: SpeechEngine,
    voices: VoiceLibrary,
    lexicon: Lexicon,
    memory: ClientMemory,
) -> HttpOptions:
    """What both HTTP ports have in common."""
    vocabulary = Vocabulary.load(AssetPaths(settings.data_dir).config)
    return HttpOptions(
        cors_origins=settings.cors_origin,
        open_lists=settings.open_lists,
        max_input_chars=min(settings.max_input_chars, settings.max_text_chars),
        max_connections=settings.max_connections,
        send_timeout_s=settings.send_timeout,
        models={**MODELS, **{name: name for name in engine.models.names}},
        manager=engine.models,
        mix=engine.style,
        allowed_hosts=settings.allowed_host,
        lexicon=LexiconFile(lexicon, vocabulary),
        presets=PresetFile(KeptFile(presets_path(settings)), voices),
        read_only=settings.read_only_page,
        memory=memory,
    )


async def _start_http(
    settings: Settings, engine: SpeechEngine, common: HttpOptions, stops: list[Stop]
) -> None:
    """Open the HTTP ports; they answer 503 to speech until the engine is ready."""
    keys = list(settings.api_key)
    if settings.api_key_file is not None:
        keys += read_key_file(settings.api_key_file)
    ports = {
        settings.http_uri: replace(common, api_keys=keys),
        settings.ingress_uri: replace(
            common, trusted_proxies=settings.trusted_proxy or _SUPERVISOR
        ),
    }
    ports.pop("none", None)
    for uri, options in ports.items():
        host, port = parse_http_uri(uri)
        app = create_app(engine, options, [web.get("/metrics", _metrics)])
        server = HttpServer(app, host, port)
        await server.start()
        stops.append(partial(server.stop, settings.drain_seconds))


async def _metrics(_: web.Request) -> web.Response:
    return web.Response(body=exposition(), headers={"Content-Type": METRICS_TYPE})
