"""What the dashboard and the documentation name is measured, and what is measured is named
there.
"""

import gc
import json
import re
from pathlib import Path

import aiohttp
import pytest
from prometheus_client import Counter, Histogram
from prometheus_client.metrics import MetricWrapperBase

from wyoming_kokoro import metrics
from wyoming_kokoro.metrics import REGISTRY, exposition

from .conftest import Servers

ROOT = Path(__file__).parents[2]
DASHBOARD = json.loads((ROOT / "docs/grafana-dashboard.json").read_text(encoding="utf-8"))
SUFFIXES = {
    "counter": ("_total",),
    "histogram": ("_bucket", "_sum", "_count"),
    "gauge": ("",),
}


def families() -> dict[str, str]:
    """Names of all metrics and their types; without process metrics that this system cannot
    tell.
    """
    return {family.name: family.type for family in REGISTRY.collect()}


def test_every_metric_of_the_dashboard_exists() -> None:
    known = {name + suffix for name, kind in families().items() for suffix in SUFFIXES[kind]}
    queries = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    used = {name for query in queries for name in re.findall(r"(?:kokoro|process)_\w+", query)}
    assert len(queries) > 15
    assert used <= known


def test_every_metric_is_on_the_dashboard_and_in_the_documentation() -> None:
    own = {name for name in families() if name.startswith("kokoro_")}
    page = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    drawn = json.dumps(DASHBOARD)
    assert {name for name in own if name not in drawn} == set()
    assert {name for name in own if f"`{name}" not in page} == set()


SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 0.75, 1, 2, 4, 8, 16, 32)
LABELS = {
    "UTTERANCES": {"protocol", "language", "result"},
    "FIRST_AUDIO": {"protocol"},
    "JOB_WAIT": {"kind"},
    "UNREAD_WORDS": {"language"},
    "MODEL_LOADS": {"model", "result"},
    "ENCODER_SECONDS": {"format"},
    "WORKER_SECONDS": {"worker"},
}
BOUNDS = {
    **dict.fromkeys("FIRST_AUDIO PLAN_SECONDS SOUND_SECONDS JOB_WAIT QUEUE_WAIT".split(), SECONDS),
    "REAL_TIME_FACTOR": (0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 4),
    "PASSAGES": (0, 1, 2, 3, 4, 6, 8, 12, 16, 32, 64),
}
"""Quantiles are as exact as these are close; other ones break what was recorded before."""


TEXTS = {
    "utterances": "Utterances by protocol, language of the voice and result",
    "first_audio_seconds": "From the request to the first audio, where the text was complete",
    "real_time_factor": "Seconds of work per second of speech, by span, plans left aside",
    "plan_seconds": "Time to plan a passage: durations and prosody",
    "sound_seconds": "Time to make the sound of a span",
    "job_wait_seconds": "Time that a job waited for the model, by kind",
    "utterance_passages": "Passages planned for an utterance",
    "queue_wait_seconds": "Time that an utterance waited for a place",
    "unread_words": "Words left out because no dictionary could read them, by language",
    "clauses": "Clauses synthesised",
    "audio_seconds": "Seconds of speech handed out",
    "model_loads": "Loads by model and result",
    "encoder_seconds": "Time spent encoding, by format",
    "inference_restarts": "How often an inference thread was replaced",
    "jobs_again": "Jobs given to another worker because theirs was lost or silent",
    "worker_seconds": "Seconds of work on speech, by worker",
    "cache_hits": "Phrases found in the cache",
    "cache_misses": "Phrases not found in the cache",
    "shared_cache_failures": (
        "Questions to the shared cache that failed or were not answered in time"
    ),
    "active_utterances": "Utterances being spoken",
    "waiting_utterances": "Utterances waiting for a place",
    "waiting_jobs": "Jobs waiting for the model",
    "workers": "Workers that can work",
    "memory_bytes": "Memory by kind",
}


def test_a_metric_tells_what_it_is() -> None:
    told = {each.name: each.documentation for each in REGISTRY.collect()}
    own = {name: text for name, text in told.items() if name.startswith("kokoro_")}
    assert own == {f"kokoro_{name}": text for name, text in TEXTS.items()}


def test_memory_is_told_by_kind() -> None:
    metrics.watch_memory("of a test", lambda: 12_345)
    try:
        told = values()
    finally:
        del metrics._MEMORY.kinds["of a test"]
    assert told['kokoro_memory_bytes{kind="of a test"}'] == 12_345
    for kind in ("private", "mapped", "freed"):
        assert told[f'kokoro_memory_bytes{{kind="{kind}"}}'] > 0


def metrics_of_the_program() -> dict[str, MetricWrapperBase]:
    return {k: v for k, v in vars(metrics).items() if isinstance(v, Counter | Histogram)}


@pytest.mark.parametrize("name", metrics_of_the_program())
def test_a_metric_has_its_labels_and_its_bounds(name: str) -> None:
    metric, labels = metrics_of_the_program()[name], LABELS.get(name, set())
    if labels:
        metric = metric.labels(**dict.fromkeys(labels, "x"))
    (family,) = metric.collect()
    bounds = {sample.labels["le"] for sample in family.samples if "le" in sample.labels}
    assert bounds == {*map(str, map(float, BOUNDS[name])), "+Inf"} if name in BOUNDS else not bounds


def test_what_engines_have_to_do_is_told_as_long_as_they_live() -> None:
    class Busy:
        active, waiting, waiting_jobs, workers = 10, 200, 3_000, 40_000

    before, one, other = values(), Busy(), Busy()
    metrics.watch(one)
    metrics.watch(other)
    names = ("active_utterances", "waiting_utterances", "waiting_jobs", "workers")
    grown = [values()[f"kokoro_{name}"] - before[f"kokoro_{name}"] for name in names]
    assert grown == [20, 400, 6_000, 80_000]
    del one, other
    gc.collect()
    assert values()["kokoro_workers"] == before["kokoro_workers"]


def test_panels_neither_overlap_nor_share_an_id() -> None:
    places = [tuple(panel["gridPos"].values()) for panel in DASHBOARD["panels"]]
    assert len(set(places)) == len(places) == len({panel["id"] for panel in DASHBOARD["panels"]})


def values() -> dict[str, float]:
    lines = (line for line in exposition().decode().splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


@pytest.mark.parametrize("audio_format", ["mp3", "wav"])
async def test_an_utterance_is_counted_from_the_queue_to_the_encoder(
    servers: Servers, audio_format: str
) -> None:
    before = values()
    async with aiohttp.ClientSession(servers.url) as session:
        body = {"input": "Hello there.", "response_format": audio_format, "voice": "bf_emma"}
        async with session.post("/v1/audio/speech", json=body) as reply:
            assert reply.status == 200 and await reply.read()
        for path, wrong in (
            ("/v1/audio/speech", body | {"input": "[pause:x]"}),
            ("/v1/audio/speech", body | {"speed": "fast"}),
            ("/v1/audio/speech", []),
            ("/dev/captioned_speech", body | {"response_format": "midi"}),
            ("/dev/dialogue", {"turns": []}),
            ("/dev/generate_from_phonemes", {"phonemes": " "}),
        ):
            async with session.post(path, json=wrong) as reply:
                assert reply.status == 400, (path, wrong)
        large = body | {"input": "a" * (1 << 20)}
        async with session.post("/v1/audio/speech", json=large) as reply:
            assert reply.status == 413
    after = values()

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    labels = 'language="en-GB",protocol="http"'
    assert grown(f'kokoro_utterances_total{{{labels},result="spoken"}}') == 1
    refused = 'language="",protocol="http",result="refused"'
    assert grown(f"kokoro_utterances_total{{{refused}}}") == 7
    assert grown('kokoro_first_audio_seconds_count{protocol="http"}') == 1
    assert grown("kokoro_queue_wait_seconds_count") == 1
    assert grown("kokoro_real_time_factor_count") == grown("kokoro_clauses_total") == 1
    assert grown("kokoro_audio_seconds_total") > 0
    assert 0 < grown(f'kokoro_encoder_seconds_total{{format="{audio_format}"}}') < 60
    assert (after["kokoro_active_utterances"], after["kokoro_waiting_utterances"]) == (0, 0)
