"""The names of everything that is counted and timed, for Prometheus."""

from collections.abc import Callable, Iterator
from typing import Protocol
from weakref import WeakSet

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from .memory import freed, resident

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # resident memory, descriptors, processor time
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 0.75, 1, 2, 4, 8, 16, 32)
_RATIOS = (0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 4)

UTTERANCES = Counter(
    "kokoro_utterances",
    "Utterances by protocol, language of the voice and result",
    ("protocol", "language", "result"),
    registry=REGISTRY,
)
FIRST_AUDIO = Histogram(
    "kokoro_first_audio_seconds",
    "From the request to the first audio, where the text was complete",
    ("protocol",),
    buckets=_SECONDS,
    registry=REGISTRY,
)
REAL_TIME_FACTOR = Histogram(
    "kokoro_real_time_factor",
    "Seconds of work per second of speech, by span, plans left aside",
    buckets=_RATIOS,
    registry=REGISTRY,
)
PLAN_SECONDS = Histogram(
    "kokoro_plan_seconds",
    "Time to plan a passage: durations and prosody",
    buckets=_SECONDS,
    registry=REGISTRY,
)
SOUND_SECONDS = Histogram(
    "kokoro_sound_seconds", "Time to make the sound of a span", buckets=_SECONDS, registry=REGISTRY
)
JOB_WAIT = Histogram(
    "kokoro_job_wait_seconds",
    "Time that a job waited for the model, by kind",
    ("kind",),
    buckets=_SECONDS,
    registry=REGISTRY,
)
PASSAGES = Histogram(
    "kokoro_utterance_passages",
    "Passages planned for an utterance",
    buckets=(0, 1, 2, 3, 4, 6, 8, 12, 16, 32, 64),
    registry=REGISTRY,
)
QUEUE_WAIT = Histogram(
    "kokoro_queue_wait_seconds",
    "Time that an utterance waited for a place",
    buckets=_SECONDS,
    registry=REGISTRY,
)
UNREAD_WORDS = Counter(
    "kokoro_unread_words",
    "Words left out because no dictionary could read them, by language",
    ("language",),
    registry=REGISTRY,
)
CLAUSES = Counter("kokoro_clauses", "Clauses synthesised", registry=REGISTRY)
AUDIO_SECONDS = Counter("kokoro_audio_seconds", "Seconds of speech handed out", registry=REGISTRY)
MODEL_LOADS = Counter(
    "kokoro_model_loads", "Loads by model and result", ("model", "result"), registry=REGISTRY
)
ENCODER_SECONDS = Counter(
    "kokoro_encoder_seconds", "Time spent encoding, by format", ("format",), registry=REGISTRY
)
INFERENCE_RESTARTS = Counter(
    "kokoro_inference_restarts", "How often an inference thread was replaced", registry=REGISTRY
)
JOBS_AGAIN = Counter(
    "kokoro_jobs_again",
    "Jobs given to another worker because theirs was lost or silent",
    registry=REGISTRY,
)
WORKER_SECONDS = Counter(
    "kokoro_worker_seconds", "Seconds of work on speech, by worker", ("worker",), registry=REGISTRY
)
CACHE_HITS = Counter("kokoro_cache_hits", "Phrases found in the cache", registry=REGISTRY)
CACHE_MISSES = Counter("kokoro_cache_misses", "Phrases not found in the cache", registry=REGISTRY)
SHARED_CACHE_FAILURES = Counter(
    "kokoro_shared_cache_failures",
    "Questions to the shared cache that failed or were not answered in time",
    registry=REGISTRY,
)


class Load(Protocol):
    """What one engine has to do at present."""

    @property
    def active(self) -> int:
        """Utterances being spoken."""

    @property
    def waiting(self) -> int:
        """Utterances waiting for a place."""

    @property
    def waiting_jobs(self) -> int:
        """Jobs waiting for the model."""

    @property
    def workers(self) -> int:
        """Workers that can work."""


class _Loads(Collector):
    """Gauges of all engines of this process together, as long as they live."""

    def __init__(self) -> None:
        self._loads: WeakSet[Load] = WeakSet()

    def watch(self, load: Load) -> None:
        self._loads.add(load)

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        for attribute, name, text in (
            ("active", "active_utterances", "Utterances being spoken"),
            ("waiting", "waiting_utterances", "Utterances waiting for a place"),
            ("waiting_jobs", "waiting_jobs", "Jobs waiting for the model"),
            ("workers", "workers", "Workers that can work"),
        ):
            total = sum(getattr(load, attribute) for load in tuple(self._loads))
            yield GaugeMetricFamily(f"kokoro_{name}", text, value=total)


_LOADS = _Loads()
REGISTRY.register(_LOADS)


class _Memory(Collector):
    """Bytes of memory by kind, read at each scrape."""

    def __init__(self) -> None:
        self.kinds: dict[str, Callable[[], int]] = {}

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        gauge = GaugeMetricFamily("kokoro_memory_bytes", "Memory by kind", labels=["kind"])
        for kind, size in (resident() | {"freed": freed()}).items():
            gauge.add_metric([kind], size)
        for kind, told in self.kinds.items():
            gauge.add_metric([kind], told())
        yield gauge


_MEMORY = _Memory()
REGISTRY.register(_MEMORY)


def watch_memory(kind: str, size: Callable[[], int]) -> None:
    """Tell the bytes that `size` gives as a kind of memory."""
    _MEMORY.kinds[kind] = size


def watch(load: Load) -> None:
    """Count this engine's load at every scrape, as long as it lives."""
    _LOADS.watch(load)


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
