"""The speech engine and its parts, made as the settings describe them; nothing is started here."""

import importlib.util
import logging
import pickle
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .client_memory import MOST_BYTES, ClientMemory
from .engine.budget import MemoryBudget, Sacrifice
from .engine.cache import PhraseCache
from .engine.engine import EngineLimits, SpeechEngine
from .engine.plan import LanguageRules
from .errors import SetupError
from .inference.manager import ModelManager
from .inference.remote import LOCAL, Cluster, ClusterOptions, RemoteBackend
from .inference.speaker import MakeBackend
from .memory import check_address_space
from .metrics import watch_memory
from .models.assets import AssetPaths, missing
from .models.base import ModelBackend
from .models.chosen import choose_model
from .models.device import choose_device, divided, usable_cores
from .models.kernels import installed
from .models.kokoro_onnx import KokoroOnnx, runtime_is_there
from .phonemes.g2p import Phonemizer
from .phonemes.lexicon import Lexicon
from .phonemes.vocabulary import Vocabulary
from .settings import Settings
from .text.segment import NormalizationOptions
from .voices.blend import mix
from .voices.library import VoiceLibrary

if TYPE_CHECKING:
    from .engine.shared_phrases import SharedPhrases

_LOGGER = logging.getLogger(__name__)
_IDLE_S = 60.0
"""Seconds after which a language that nobody reads may be given up for want of memory."""


def build_voices(settings: Settings) -> VoiceLibrary:
    """All voices.

    Raises `SetupError` when the operator's cannot be read, and `UnknownVoice` when the default one
    is none of them.
    """
    return VoiceLibrary(
        AssetPaths(settings.data_dir).voices_dir,
        settings.voices_dir,
        presets_path(settings),
        settings.voice,
        settings.language,
        presets_may_be_missing=settings.presets is None,
    )


def presets_path(settings: Settings) -> Path:
    """The file of the operator's presets, which need not be there."""
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
    found = installed.find()
    if device == "cuda" or found.kernels is not None:
        model = choose_model(
            paths,
            device=device,
            precision=settings.precision,
            threads=threads,
            cuda_fallback=settings.cuda_fallback,
            kernels=found,
        )
        backends[model.name] = model
    onnx_file = settings.onnx_file or paths.onnx
    if settings.backend == KokoroOnnx.name or not backends or _onnx_is_there(onnx_file):
        onnx_model = KokoroOnnx(onnx_file, device=settings.device, threads=threads)
        backends[onnx_model.name] = onnx_model
    default: str = settings.backend
    if default not in backends:
        _LOGGER.warning("No kernels: %s. ONNX Runtime speaks instead, slower", found.reason)
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
    if lexicon is None:  # an empty one counts
        lexicon = build_lexicon(settings)
    limits = EngineLimits(
        max_text_chars=settings.max_text_chars,
        max_utterances=settings.max_utterances,
        max_queue=settings.max_queue,
        flush_s=settings.flush_ms / 1000 or None,
    )
    return SpeechEngine(
        build_models(settings),
        Phonemizer(Vocabulary.load(paths.config), lexicon),
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


def build_client_memory(settings: Settings) -> ClientMemory:
    """What both ports may hold for clients: a quarter of the memory limit at most."""
    memory = ClientMemory(min(MOST_BYTES, (settings.memory_limit << 20) // 4 or MOST_BYTES))
    watch_memory("clients", lambda: memory.bytes)
    return memory


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
