"""Builds the parts from the settings and runs both servers until a signal: the only place where
everything meets.
"""

import asyncio
import importlib.util
import logging
import pickle
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST as METRICS_TYPE

from .engine.budget import MemoryBudget, Sacrifice
from .engine.cache import PhraseCache
from .engine.engine import EngineLimits, SpeechEngine
from .engine.plan import LanguageRules
from .errors import SetupError
from .http_server import MODELS, HttpOptions, HttpServer, create_app, parse_http_uri, read_key_file
from .inference.manager import ModelManager
from .inference.remote import LOCAL, Cluster, ClusterOptions, RemoteBackend
from .inference.speaker import MakeBackend
from .kept_file import KeptFile
from .memory import check_address_space
from .metrics import exposition, watch_memory
from .models.assets import AssetPaths, missing
from .models.base import ModelBackend
from .models.chosen import choose_model
from .models.device import choose_device, divided, usable_cores
from .models.kernels import installed
from .models.kokoro_onnx import KokoroOnnx, runtime_is_there
from .phonemes.g2p import Phonemizer
from .phonemes.lexicon import Lexicon
from .phonemes.lexicon_file import LexiconFile
from .phonemes.vocabulary import Vocabulary
from .settings import Settings
from .text.languages import PROFILES, lacking
from .text.segment import NormalizationOptions
from .threads import full_pool
from .voices.blend import mix
from .voices.library import VoiceLibrary
from .voices.preset_file import PresetFile
from .watchdog import Watchdog
from .wyoming_server import PROGRAM_NAME, Advertisement, Limits, WyomingServer

if TYPE_CHECKING:
    from .engine.shared_phrases import SharedPhrases

_LOGGER = logging.getLogger(__name__)
_SUPERVISOR = (ip_network("172.30.32.2"),)
"""Where Home Assistant's Supervisor asks from, in every installation."""
Stop = Callable[[], Awaitable[None]]
_IDLE_S = 60.0
"""Seconds after which a language that nobody reads may be given up for want of memory."""
_WORKERS = 4
"""Threads for what is short and would block the loop: reading voices and phrases, shaping."""


def build_voices(settings: Settings) -> VoiceLibrary:
    """All voices.

    Raises `SetupError` when the operator's cannot be read, and `UnknownVoice` when the default one
    is none of them.
    """
    return VoiceLibrary(
        AssetPaths(settings.data_dir).voices_dir,
        settings.voices_dir,
        _presets_path(settings),
        settings.voice,
        settings.language,
        presets_may_be_missing=settings.presets is None,
    )


def _presets_path(settings: Settings) -> Path:
    return settings.presets or settings.data_dir / "presets.toml"


def build_lexicon(settings: Settings) -> Lexicon:
    """The operator's pronunciations. Raises `SetupError` when they cannot be read."""
    path = settings.lexicon or settings.data_dir / "lexicon.txt"
    return Lexicon.load(path, may_be_missing=settings.lexicon is None)


def build_models(settings: Settings) -> ModelManager:
    """The model backends that can be had here.

    Raises `SetupError` when the default one is not among them.
    """
    if settings.ray is not None:
        return _build_remote(settings, settings.ray)
    paths = AssetPaths(settings.data_dir)
    device = choose_device(settings.device)
    # More than one worker on a card is for the operator to try.
    workers, threads = divided(settings.workers or int(device == "cuda"), settings.threads)
    backends: dict[str, ModelBackend] = {}
    kernels = installed.find()
    if device == "cuda" or kernels.kernels is not None:
        model = choose_model(
            paths,
            device=device,
            precision=settings.precision,
            threads=threads,
            cuda_fallback=settings.cuda_fallback,
        )
        backends[model.name] = model
    onnx_file = settings.onnx_file or paths.onnx
    if settings.backend == KokoroOnnx.name or not backends or _onnx_is_there(onnx_file):
        onnx_model = KokoroOnnx(onnx_file, device=settings.device, threads=threads)
        backends[onnx_model.name] = onnx_model
    default: str = settings.backend
    if default not in backends:
        _LOGGER.warning("No kernels: %s. ONNX Runtime speaks instead, slower", kernels.reason)
        default = KokoroOnnx.name
    return ModelManager(backends, default, settings.idle_unload or None, workers)


def _onnx_is_there(file: Path) -> bool:
    return file.is_file() and runtime_is_there()


def _build_remote(settings: Settings, address: str) -> ModelManager:
    """The default backend, made where Ray has a place for it; paths are the same everywhere."""
    if importlib.util.find_spec("ray") is None:
        raise SetupError("--ray needs Ray: pip install 'wyoming-kokoro[ray]'")
    paths, device = AssetPaths(settings.data_dir), settings.device
    if device == "auto":
        device = "cuda" if settings.worker_gpus else "cpu"
    threads = settings.threads or max(1, int(settings.worker_cpus))
    make: MakeBackend
    if settings.backend == KokoroOnnx.name:
        file = settings.onnx_file or paths.onnx
        make = partial(KokoroOnnx, file, device=device, threads=threads)
    else:
        make = partial(
            choose_model,
            paths,
            device=device,
            precision=settings.precision,
            threads=threads,
            cuda_fallback=False,
        )
    workers = settings.workers
    if not workers and address != LOCAL:
        raise SetupError("--ray needs --workers: how many are wanted, at most")
    workers = workers or max(1, int(usable_cores() / settings.worker_cpus))
    options = ClusterOptions(
        address, workers, settings.worker_cpus, settings.worker_gpus, pickle.dumps(make)
    )
    backend = RemoteBackend(Cluster(options), settings.backend, settings.precision, device)
    return ModelManager(
        {settings.backend: backend}, settings.backend, settings.idle_unload or None, workers
    )


def _shared_phrases(url: str | None) -> "SharedPhrases | None":
    if url is None:
        return None
    if importlib.util.find_spec("redis") is None:
        raise SetupError("--shared-cache needs Redis's client: pip install 'wyoming-kokoro[redis]'")
    from .engine.shared_phrases import SharedPhrases

    return SharedPhrases(url)


def build_engine(
    settings: Settings, voices: VoiceLibrary | None = None, lexicon: Lexicon | None = None
) -> SpeechEngine:
    """The engine as the settings describe it, not yet started; `voices` are those of
    `build_voices`, `lexicon` that of `build_lexicon`.

    Raises `SetupError` when files are missing, or memory is limited to less than the libraries
    need.
    """
    check_address_space()
    paths = AssetPaths(settings.data_dir)
    if wanting := missing(paths):
        more = f" and {len(wanting) - 1} more" if len(wanting) > 1 else ""
        raise SetupError(
            f"{wanting[0]}{more} in {settings.data_dir}: files are missing or not as they were;"
            " run `wyoming-kokoro download`"
        )
    voices = voices or build_voices(settings)
    packs = voices.packs
    limits = EngineLimits(
        max_text_chars=settings.max_text_chars,
        max_utterances=settings.max_utterances,
        max_queue=settings.max_queue,
        flush_s=settings.flush_ms / 1000 or None,
    )
    return SpeechEngine(
        build_models(settings),
        Phonemizer(Vocabulary.load(paths.config), lexicon or build_lexicon(settings)),
        voices.catalog,
        lambda blend: mix(blend, packs),
        limits,
        normalization=NormalizationOptions(
            disabled=frozenset(settings.leave_written), emoji=settings.emoji
        ),
        languages=LanguageRules(settings.auto_language, settings.foreign_language == "voice"),
        cache=PhraseCache(settings.cache_mb, settings.cache_dir),
        shared=_shared_phrases(settings.shared_cache),
        speed=settings.speed,
        log_text=settings.log_text,
    )


def build_budget(settings: Settings, engine: SpeechEngine, voices: VoiceLibrary) -> MemoryBudget:
    """What keeps the engine's memory within the settings."""

    async def shrink() -> None:
        engine.cache.shrink()
        voices.packs.forget()

    watch_memory("phrases", lambda: engine.cache.bytes)
    watch_memory("voices", lambda: voices.packs.bytes)
    limit = settings.memory_limit << 20 or None
    return MemoryBudget(
        engine.admission,
        limit,
        [
            Sacrifice("half of the remembered phrases", shrink),
            Sacrifice("idle languages and models", partial(engine.forget_idle, _IDLE_S)),
        ],
    )


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
        await _start_http(settings, engine, _http_options(settings, engine, voices, lexicon), stops)
        starting = asyncio.create_task(_start_speaking(settings, engine, stops, stop))
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
    settings: Settings, engine: SpeechEngine, stops: list[Stop], stop: asyncio.Event
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
        settings.uri, engine, limits, settings.allow, settings.zeroconf or PROGRAM_NAME
    )
    await server.start()
    stops.append(partial(server.stop, settings.drain_seconds))
    _watch_end(server, stop)
    if settings.zeroconf is not None and server.port is not None:
        hosts = [host for host, _ in server.bound]
        advertisement = Advertisement(server.port, hosts, settings.zeroconf or None)
        await advertisement.start()
        stops.append(advertisement.stop)


def _watch_end(server: WyomingServer, stop: asyncio.Event) -> None:
    """Stop the program when the server has ended by itself, as it does at the end of standard
    input.
    """
    ended = asyncio.create_task(server.wait_ended())
    ended.add_done_callback(lambda _: stop.set())


def _http_options(
    settings: Settings, engine: SpeechEngine, voices: VoiceLibrary, lexicon: Lexicon
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
        presets=PresetFile(KeptFile(_presets_path(settings)), voices),
        read_only=settings.read_only_page,
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
