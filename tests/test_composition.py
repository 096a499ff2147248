"""The parts are made as the settings say."""

import asyncio
import importlib.util
import os
import pickle
from contextlib import AsyncExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from wyoming_kokoro import composition
from wyoming_kokoro.client_memory import MOST_BYTES, OWN_BYTES
from wyoming_kokoro.composition import (
    build_budget,
    build_client_memory,
    build_engine,
    build_lexicon,
    build_models,
    build_voices,
)
from wyoming_kokoro.engine.engine import EngineLimits, SpeechEngine
from wyoming_kokoro.engine.plan import LanguageRules
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import Busy, SetupError, TextTooLong
from wyoming_kokoro.inference.remote import ClusterOptions
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.models.chosen import choose_model
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kokoro_onnx import KokoroOnnx
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.text.segment import NormalizationOptions

from .conftest import until
from .engine.test_cache import key, speech


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """`script/test` sets the threads of the models that tests load."""
    monkeypatch.delenv("WYOMING_KOKORO_THREADS", raising=False)


def test_presets_and_lexicon_are_those_of_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert "uncle" not in build_voices(settings).catalog
    build_lexicon(settings)
    (tmp_path / "presets.toml").write_text('[voices.uncle]\nblend = "am_adam"\n')
    (tmp_path / "lexicon.txt").write_text("Kokoro\t/kˈOkəɹO/\n")
    assert "uncle" in build_voices(settings).catalog
    assert build_lexicon(settings).lookup("Kokoro", "en-US")


def test_files_that_are_named_are_taken_and_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[voices.uncle]\nblend = "am_adam"\n')
    settings = Settings(data_dir=tmp_path / "data", presets=tmp_path / "mine.toml")
    assert "uncle" in build_voices(settings).catalog
    with pytest.raises(SetupError, match="absent.toml"):
        build_voices(Settings(presets=tmp_path / "absent.toml"))
    with pytest.raises(SetupError, match="absent.txt"):
        build_lexicon(Settings(lexicon=tmp_path / "absent.txt"))


def test_models_are_those_that_can_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my.onnx").write_bytes(b"")
    settings = {"data_dir": tmp_path, "device": "cpu", "precision": "fp32"}
    alone = build_models(Settings(**settings, workers=2, threads=2))
    (state,) = alone.states()
    assert (state.name, state.workers, state.precision) == ("kokoro-v1", 2, "fp32")
    both = build_models(Settings(**settings, onnx_file=tmp_path / "my.onnx"))
    assert set(both.names) == {"kokoro-v1", "kokoro-onnx"} and both.backend().name == "kokoro-v1"
    onnx = build_models(Settings(**settings, backend="kokoro-onnx"))
    assert onnx.backend().name == "kokoro-onnx"
    monkeypatch.setattr(composition, "runtime_is_there", lambda: False)
    without = build_models(Settings(**settings, onnx_file=tmp_path / "my.onnx"))
    assert set(without.names) == {"kokoro-v1"}


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> list[ClusterOptions]:
    """What is asked of Ray, which need not be there."""
    asked: list[ClusterOptions] = []
    real = composition.Cluster

    def made(options: ClusterOptions) -> composition.Cluster:
        asked.append(options)
        return real(options)

    monkeypatch.setattr(composition, "Cluster", made)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    return asked


@pytest.mark.parametrize(
    ("given", "workers", "threads", "device"),
    [
        ({"ray": "auto", "workers": 3}, 3, 1, "cpu"),
        ({"ray": "head:6379", "workers": 2, "worker_cpus": 2.5}, 2, 2, "cpu"),
        ({"ray": "auto", "workers": 1, "worker_cpus": 0.5, "worker_gpus": 0.25}, 1, 1, "cuda"),
        ({"ray": "auto", "workers": 1, "threads": 4, "device": "cpu"}, 1, 4, "cpu"),
    ],
)
def test_workers_of_a_cluster_get_what_was_asked_for(
    cluster: list[ClusterOptions],
    tmp_path: Path,
    given: dict[str, Any],
    workers: int,
    threads: int,
    device: str,
) -> None:
    settings = Settings(data_dir=tmp_path, precision="fp32", **given)
    (state,) = build_models(settings).states()
    assert (state.name, state.device, state.precision) == ("kokoro-v1", device, "fp32")
    (options,) = cluster
    assert (options.address, options.workers) == (given["ray"], workers)
    assert (options.cpus, options.gpus) == (settings.worker_cpus, settings.worker_gpus)
    make = pickle.loads(options.make)
    assert make.func is choose_model and make.args[0].data_dir == tmp_path
    assert make.keywords == {
        "device": device,
        "precision": "fp32",
        "threads": threads,
        "cuda_fallback": False,
    }


def test_a_local_ray_has_as_many_workers_as_there_are_cores_for(
    cluster: list[ClusterOptions], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.setattr("wyoming_kokoro.models.device._CGROUP_CPU_MAX", tmp_path / "none")
    settings = Settings(ray="local", worker_cpus=3, backend="kokoro-onnx", onnx_file="/my.onnx")
    build_models(settings)
    assert cluster[0].workers == 2
    make = pickle.loads(cluster[0].make)
    assert make.func is KokoroOnnx and make.args == (Path("/my.onnx"),)
    assert make.keywords == {"device": "cpu", "threads": 3}
    monkeypatch.setattr(composition, "ModelManager", lambda *given: given[2:])
    for idle_unload, idle_s in ((0, None), (30, 30)):
        one = settings.model_copy(update={"worker_cpus": 16.0, "idle_unload": idle_unload})
        assert build_models(one) == (idle_s, 1)
    assert cluster[-1].workers == 1, "one at least"


def test_the_workers_of_a_joined_cluster_are_counted_by_the_operator(
    cluster: list[ClusterOptions],
) -> None:
    told = "^--ray needs --workers: how many are wanted, at most$"
    with pytest.raises(SetupError, match=told):
        build_models(Settings(ray="auto"))


def test_what_an_option_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path, tmp_path: Path
) -> None:
    with pytest.raises(SetupError, match=r"config.json and .. more in .*wyoming-kokoro download"):
        build_engine(Settings(data_dir=tmp_path))
    for wanting, told in (
        (["voices/af_sky.npz"], "voices/af_sky.npz"),
        (["a.json", "b.json"], "a.json and 1 more"),
        (["a.json", "b.json", "c.json"], "a.json and 2 more"),
    ):
        monkeypatch.setattr(composition, "missing", lambda _, wanting=wanting: wanting)
        with pytest.raises(SetupError) as raised:
            build_engine(Settings(data_dir=tmp_path))
        assert raised.value.message == (
            f"{told} in {tmp_path}: files are missing or not as they were; run `wyoming-kokoro"
            " download`"
        )
    monkeypatch.setattr(composition, "missing", lambda _: [])
    real = importlib.util.find_spec
    lacking = ("ray", "redis")
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in lacking else real(name)
    )
    with pytest.raises(SetupError) as without_ray:
        build_models(Settings(ray="local"))
    told = "--ray needs Ray: pip install 'wyoming-kokoro[ray]'"
    assert without_ray.value.message == told
    with pytest.raises(SetupError) as without_redis:
        build_engine(Settings(data_dir=data_dir, shared_cache="redis://nowhere"))
    told = "--shared-cache needs Redis's client: pip install 'wyoming-kokoro[redis]'"
    assert without_redis.value.message == told


def test_a_quarter_of_the_memory_is_for_clients() -> None:
    for limit, most in ((0, MOST_BYTES), (400, 100 << 20), (4096, MOST_BYTES)):
        account = build_client_memory(Settings(memory_limit=limit)).account()
        account.take(most)
        with pytest.raises(Busy):
            account.take(1 << 20)
        told = REGISTRY.get_sample_value("kokoro_memory_bytes", {"kind": "clients"})
        assert told == most - OWN_BYTES


async def test_phrases_and_voices_that_were_read_are_given_up_for_memory(data_dir: Path) -> None:
    settings = Settings(data_dir=data_dir, memory_limit=256)
    voices = build_voices(settings)
    engine = build_engine(settings, voices)
    engine.style("af_heart")
    engine.cache.put(key(), speech())
    build_budget(settings, engine, voices)
    for kind, held in (("voices", voices.packs.bytes), ("phrases", engine.cache.bytes)):
        assert REGISTRY.get_sample_value("kokoro_memory_bytes", {"kind": kind}) == held > 0
    settings.memory_limit = 1  # of megabytes, so that nothing helps
    budget = build_budget(settings, engine, voices)
    await budget.look()
    assert voices.packs.bytes == engine.cache.bytes == 0 and engine.admission.is_closed
    await engine.close()


async def test_the_engine_is_as_the_settings_say(data_dir: Path, tmp_path: Path) -> None:
    engine = build_engine(
        Settings(
            data_dir=data_dir,
            max_text_chars=20,
            max_utterances=1,
            max_queue=2,
            leave_written=["time"],
            emoji="name",
            auto_language=False,
            foreign_language="accent",
            cache_mb=1,
            cache_dir=tmp_path / "cache",
            speed=1.5,
            voice="bf_emma",
        )
    )
    try:
        resolved = engine.resolve(SpeechRequest("Hi.", speed=2.0))
        assert (resolved.voice, resolved.manner.speed) == ("bf_emma", 3.0)
        assert resolved.normalization == NormalizationOptions(
            disabled=frozenset({"time"}), emoji="name"
        )
        assert resolved.languages == LanguageRules(detect=False, change_voice=False)
        with pytest.raises(TextTooLong, match="20"):
            engine.resolve(SpeechRequest("x" * 21))
        assert engine.cache.on_disk
        async with AsyncExitStack() as places:
            await places.enter_async_context(engine.admission.place("a"))
            waiting = [asyncio.create_task(_wait(engine, client)) for client in "bc"]
            await until(lambda: engine.waiting == 2)
            with pytest.raises(Busy):
                await _wait(engine, "d")
        await asyncio.gather(*waiting)
    finally:
        await engine.close()


async def _wait(engine: SpeechEngine, client: str) -> None:
    async with engine.admission.place(client):
        pass


async def test_voices_and_pronunciations_that_were_given_are_taken(
    data_dir: Path, tmp_path: Path
) -> None:
    """An empty lexicon was taken for none."""
    mine = Settings(data_dir=data_dir, lexicon=tmp_path / "mine.txt", voice="bf_emma")
    (tmp_path / "mine.txt").write_text("")
    voices, lexicon = build_voices(mine), build_lexicon(mine)
    engine = build_engine(Settings(data_dir=data_dir), voices, lexicon)
    assert engine.catalog is voices.catalog
    (tmp_path / "mine.txt").write_text("Hi = /bˈi/\n")
    assert (await engine.phonemize("Hi", "es")).phonemes == "bˈi"
    await engine.close()


def test_a_text_is_taken_to_be_in_its_own_language_unless_it_is_said_otherwise(
    data_dir: Path,
) -> None:
    engine = build_engine(Settings(data_dir=data_dir))
    resolved = engine.resolve(SpeechRequest("Hi."))
    assert resolved.languages == LanguageRules(detect=True, change_voice=True)
    assert not engine.cache.on_disk
    engine = build_engine(Settings(data_dir=data_dir, auto_language=False))
    resolved = engine.resolve(SpeechRequest("Hi."))
    assert resolved.languages == LanguageRules(detect=False, change_voice=True)


@pytest.mark.parametrize(("flush_ms", "flush_s"), [(0, None), (250, 0.25)])
def test_a_halt_is_as_long_as_set(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, flush_ms: int, flush_s: float | None
) -> None:
    limits: list[EngineLimits] = []
    monkeypatch.setattr(composition, "SpeechEngine", lambda *given, **_: limits.append(given[4]))
    build_engine(Settings(data_dir=data_dir, flush_ms=flush_ms))
    assert limits[0].flush_s == flush_s


@pytest.mark.parametrize("fallback", [True, False])
def test_every_setting_of_a_model_arrives(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fallback: bool
) -> None:
    asked: list[dict[str, Any]] = []
    files: list[tuple[Any, ...]] = []

    def chosen(paths: AssetPaths, **how: Any) -> SimpleNamespace:
        asked.append({"paths": paths, **how})
        return SimpleNamespace(name="kokoro-v1")

    class Onnx:
        name = "kokoro-onnx"

        def __init__(self, *given: Any, **how: Any) -> None:
            files.append((*given, how))

    found = installed.KernelStatus(object(), "avx2", "", ())  # type: ignore[arg-type]
    monkeypatch.setattr(installed, "find", lambda: found)
    monkeypatch.setattr(composition, "choose_model", chosen)
    monkeypatch.setattr(composition, "KokoroOnnx", Onnx)
    monkeypatch.setattr(composition, "ModelManager", lambda *given: given)
    settings = Settings(
        data_dir=tmp_path,
        device="cpu",
        precision="bf16",
        threads=4,
        workers=2,
        cuda_fallback=fallback,
        idle_unload=30,
        onnx_file=tmp_path / "my.onnx",
        backend="kokoro-onnx",
    )
    backends, default, idle_s, workers = cast("tuple[Any, ...]", build_models(settings))
    assert set(backends) == {"kokoro-v1", "kokoro-onnx"}
    assert (default, idle_s, workers) == ("kokoro-onnx", 30, 2)
    assert asked == [
        {
            "paths": AssetPaths(tmp_path),
            "device": "cpu",
            "precision": "bf16",
            "threads": 2,
            "cuda_fallback": fallback,
            "kernels": found,
        }
    ]
    assert files == [(tmp_path / "my.onnx", {"device": "cpu", "threads": 2})]
    plain = settings.model_copy(update={"onnx_file": None, "idle_unload": 0})
    assert cast("tuple[Any, ...]", build_models(plain))[2] is None
    assert files[1][0] == AssetPaths(tmp_path).onnx


def test_a_graphics_card_has_one_worker_unless_more_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    devices: list[str] = []

    def chosen(_: AssetPaths, *, device: str, **how: Any) -> SimpleNamespace:
        devices.append(device)
        return SimpleNamespace(name="kokoro-v1")

    monkeypatch.setattr(composition, "choose_device", lambda _: "cuda")
    none = installed.KernelStatus(None, "", "there are none", ())
    monkeypatch.setattr(installed, "find", lambda: none)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(32)))
    monkeypatch.setattr("wyoming_kokoro.models.device._CGROUP_CPU_MAX", tmp_path / "none")
    monkeypatch.setattr(composition, "choose_model", chosen)
    monkeypatch.setattr(composition, "ModelManager", lambda *given: given[3])
    workers = [build_models(Settings(data_dir=tmp_path, workers=n)) for n in (0, 3)]
    assert workers == [1, 3] and devices == ["cuda", "cuda"]


@pytest.mark.parametrize("log_text", [True, False])
def test_parts_of_the_engine_are_as_the_settings_say(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, log_text: bool
) -> None:
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(composition, "SpeechEngine", lambda *_, **how: made.append(how))
    monkeypatch.setattr(composition, "PhraseCache", lambda *given: given)
    settings = Settings(data_dir=data_dir, log_text=log_text, cache_mb=3, cache_dir="/cache")
    build_engine(settings)
    assert made[0]["log_text"] is log_text and made[0]["shared"] is None
    assert made[0]["cache"] == (3, Path("/cache"))


async def test_what_is_given_up_for_memory_begins_with_what_is_cheapest(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=data_dir, memory_limit=256)
    engine = build_engine(settings)
    idle: list[float] = []

    async def forget_idle(idle_s: float) -> None:
        idle.append(idle_s)

    engine.forget_idle = forget_idle  # type: ignore[assignment,method-assign]
    settings.memory_limit = 1
    voices = build_voices(settings)
    await build_budget(settings, engine, voices).look()
    assert idle == [60.0], "a language that was just read stays"
    monkeypatch.setattr(composition, "MemoryBudget", lambda *given: given[1:])
    for megabytes, limit in ((0, None), (2, 2 << 20)):
        settings.memory_limit = megabytes
        told, sacrifices = cast("tuple[Any, ...]", build_budget(settings, engine, voices))
        assert told == limit
    names = [sacrifice.name for sacrifice in sacrifices]
    assert names == ["half of the remembered phrases", "idle languages and models"]
    await engine.close()
