"""The names of everything that is counted and timed, for Prometheus."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

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
    "Seconds of inference per second of speech, by clause",
    buckets=_RATIOS,
    registry=REGISTRY,
)
QUEUE_WAIT = Histogram(
    "kokoro_queue_wait_seconds",
    "Time that an utterance waited for a place",
    buckets=_SECONDS,
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
_ACTIVE = Gauge("kokoro_active_utterances", "Utterances being spoken", registry=REGISTRY)
_WAITING = Gauge("kokoro_waiting_utterances", "Utterances waiting for a place", registry=REGISTRY)
_JOBS = Gauge("kokoro_waiting_clauses", "Clauses waiting for the model", registry=REGISTRY)
_DEATHS = Gauge(
    "kokoro_inference_restarts", "How often the inference thread was replaced", registry=REGISTRY
)
_HITS = Gauge("kokoro_cache_hits", "Phrases found in the cache", registry=REGISTRY)
_MISSES = Gauge("kokoro_cache_misses", "Phrases not found in the cache", registry=REGISTRY)


def watch_engine(
    active: Callable[[], float],
    waiting: Callable[[], float],
    jobs: Callable[[], float],
    deaths: Callable[[], float],
    hits: Callable[[], float],
    misses: Callable[[], float],
) -> None:
    """Read these values at every scrape."""
    _ACTIVE.set_function(active)
    _WAITING.set_function(waiting)
    _JOBS.set_function(jobs)
    _DEATHS.set_function(deaths)
    _HITS.set_function(hits)
    _MISSES.set_function(misses)


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
