"""Workers on machines of their own, under Ray, with the real model: whatever dies, everybody hears
all of it once.

Machines are network namespaces, so these tests need root.
"""

import asyncio
import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from wyoming.client import AsyncUnixClient
from wyoming.info import Describe

from tests.conftest import Listener as Ear
from tests.conftest import samples_of
from wyoming_kokoro.composition import build_models
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend
from wyoming_kokoro.models.chosen import choose_model
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.settings import Settings

from .listening import TEXTS, Heard, crowd, listen
from .machines import HEAD, Machine, Process, may_make_machines, network

PATIENT_S = 240.0
LOOK_S = 5.0
STORE = shutil.which("redis-server") or shutil.which("valkey-server")
needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="no Ray")


async def until(condition: Callable[[], bool], what: str) -> None:
    async with asyncio.timeout(PATIENT_S):
        while not condition():
            await asyncio.sleep(0.1)
    print(f"{time.strftime('%X')} {what}")


class Front:
    """A server on the last machine, and its log."""

    def __init__(self, machine: Machine, folder: Path, workers: int) -> None:
        self.path = str(folder / "wyoming.sock")
        self._log = folder / "server.log"
        self._log.touch()
        command = [sys.executable, "-m", "wyoming_kokoro", "serve", "--uri", f"unix://{self.path}"]
        command += ["--ray", HEAD, "--workers", str(workers), "--cache-mb", "0"]
        self.process: Process = machine.start(command, self._log)

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def count(self, words: str) -> int:
        return self.log.count(words)

    async def cores(self) -> float:
        """What the server with its driver and its node takes."""

        def seconds() -> float:
            spent = 0.0
            for process in psutil.Process(self.process.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    times = process.cpu_times()
                    spent += times.user + times.system
            return spent

        before = seconds()
        await asyncio.sleep(LOOK_S)
        return (seconds() - before) / LOOK_S


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list[Machine]]:
    """One for the head, two for workers, and one for the server."""
    if shutil.which("ip") is None or not may_make_machines():
        pytest.skip("network namespaces need root")
    with network(tmp_path) as made:
        made += [Machine(number, tmp_path) for number in range(4)]
        yield made


def start_cluster(head: Machine, *others: Machine) -> None:
    """A place on each of the others."""
    head.start_ray(0)
    for machine in others:
        machine.start_ray(1)


def whole(heard: Heard, reference: dict[str, float]) -> bool:
    """Neither lost nor cut nor said twice: one stream, as long as it should be."""
    once = [heard.events.count(name) for name in ("audio-start", "audio-stop")] == [1, 1]
    return once and abs(heard.seconds / reference[heard.text] - 1) < 0.04


@needs_ray
@pytest.mark.long
async def test_whatever_dies_a_hundred_utterances_are_heard_whole_and_once(
    machines: list[Machine], tmp_path: Path, hear: Ear
) -> None:
    head, one, other, last = machines
    start_cluster(head, one, other)
    front = Front(last, tmp_path, 2)
    await until(lambda: front.count(", is there") == 2, "two workers")
    await until(lambda: "Ready" in front.log, "ready")
    reference = {text: (await listen(front.path, text)).seconds for text in TEXTS}
    print({text[:20]: round(seconds, 2) for text, seconds in reference.items()})
    heard: list[Heard] = []
    speaking = asyncio.create_task(crowd(front.path, 100, 2, heard))

    async def after(number: int) -> None:
        await until(lambda: len(heard) >= number or speaking.done(), f"{number} heard")

    await after(8)
    one.kill("ray::Speaker")
    await until(lambda: front.count(", is there") == 3, "the killed worker is back")
    await after(len(heard) + 8)
    other.kill("raylet/raylet")
    await until(lambda: front.count("is lost") == 2, "a raylet was killed")
    other.crash()
    await after(len(heard) + 8)
    other.start_ray(1)
    await until(lambda: front.count(", is there") == 4, "a machine has joined")
    await after(len(heard) + 8)
    head.crash()
    await after(len(heard) + 12)
    assert front.count("is lost") == 2, "workers were lost with the head"
    await speaking
    assert len(heard) == 100
    assert [each.error for each in heard if each.error] == []
    assert [each.text for each in heard if not whole(each, reference)] == []
    print("longest gap", max(each.longest_gap_s for each in heard))
    for each in heard[::10]:
        assert each.text.split()[1] in hear(samples_of(each.pcm)), each.text
    for machine in (one, other):
        machine.crash()
    await until(lambda: front.count("is lost") == 4, "no worker is left")
    assert await front.cores() < 0.2, "somebody looks for the head without a pause"
    # The new head knows nothing of the old one's machines; they and the server join it anew.
    there = front.count(", is there")
    start_cluster(head, one, other)
    await until(lambda: front.count(", is there") == there + 2, "two workers of the new head")
    assert whole(await listen(front.path, TEXTS[0]), reference)


@needs_ray
@pytest.mark.skipif(STORE is None, reason="neither redis-server nor valkey-server")
@pytest.mark.long
async def test_a_head_that_remembers_comes_back_and_nobody_hears_it(
    machines: list[Machine], tmp_path: Path
) -> None:
    head, one, other, last = machines
    assert STORE is not None
    store = [STORE, "--bind", last.address, "--requirepass", "secret", "--save", ""]
    last.start(store, tmp_path / "store.log")

    def start_head() -> None:
        memory = f"{last.address}:6379"
        head.start_ray(0, "--redis-password=secret", RAY_REDIS_ADDRESS=memory)

    start_head()
    for machine in (one, other):
        machine.start_ray(1)
    front = Front(last, tmp_path, 2)
    await until(lambda: front.count(", is there") == 2 and "Ready" in front.log, "ready")
    reference = {text: (await listen(front.path, text)).seconds for text in TEXTS}
    heard: list[Heard] = []
    speaking = asyncio.create_task(crowd(front.path, 100, 2, heard))

    async def after(number: int) -> None:
        await until(lambda: len(heard) >= number or speaking.done(), f"{number} heard")

    await after(8)
    head.crash()
    await after(len(heard) + 12)
    start_head()
    await after(len(heard) + 20)
    assert front.count("is lost") == 0, front.log
    one.kill("ray::Speaker")
    await until(lambda: front.count(", is there") == 3, "the killed worker is back")
    assert front.count("is lost") == 1, front.log
    await speaking
    assert [each.error for each in heard if each.error] == []
    assert [each.text for each in heard if not whole(each, reference)] == []


@needs_ray
@pytest.mark.long
async def test_a_machine_that_is_cut_off_is_replaced_and_without_any_the_server_is_busy(
    machines: list[Machine], tmp_path: Path
) -> None:
    head, one, other, last = machines
    start_cluster(head, one, other)
    front = Front(last, tmp_path, 2)
    await until(lambda: front.count(", is there") == 2 and "Ready" in front.log, "ready")
    reference = {text: (await listen(front.path, text)).seconds for text in TEXTS[:2]}
    speaking = [asyncio.create_task(listen(front.path, text)) for text in TEXTS[:2]]
    await asyncio.sleep(0.5)
    one.unplug()
    assert all([whole(await each, reference) for each in speaking])
    other.crash()
    refused = await listen(front.path, TEXTS[0])
    assert "busy" in refused.error
    async with AsyncUnixClient(front.path) as client:
        await client.write_event(Describe().event())
        assert await client.read_event() is not None
    there = front.count(", is there")
    other.start_ray(1)
    await until(lambda: front.count(", is there") > there, "a machine has joined")
    assert whole(await listen(front.path, TEXTS[0]), reference)


@needs_ray
@pytest.mark.long
def test_an_actor_makes_the_samples_that_a_thread_makes(data_dir: Path) -> None:
    import pickle

    make = partial(
        choose_model,
        AssetPaths(data_dir),
        device="cpu",
        precision="auto",
        threads=1,
        cuda_fallback=False,
    )
    cluster = Cluster(ClusterOptions("local", 1, 1.0, 0.0, pickle.dumps(make)))
    there, here = RemoteBackend(cluster, "kokoro-v1", "auto", "cpu"), make()
    there.load()
    here.load()
    try:
        assert (there.precision, there.device, there.aligned) == (here.precision, "cpu", True)
        style = np.random.default_rng(0).normal(0, 0.1, (510, 1, 256)).astype(np.float32)
        tokens = list(range(43, 68)) * 4
        ours, theirs = here.plan(tokens, style), there.plan(tokens, style)
        assert np.array_equal(ours.durations, theirs.durations)
        for first, last in ((0, 30), (30, 100), (0, 100)):
            one, other = here.sound(ours, first, last), there.sound(theirs, first, last)
            assert np.array_equal(one.samples, other.samples)
            assert np.array_equal(one.tail, other.tail)
        there.close()
        there.load()
        again = there.sound(theirs, 0, 30)
        assert np.array_equal(again.samples, here.sound(ours, 0, 30).samples)
        with pytest.raises(ValueError, match="tokens 5 to 500"):
            there.sound(theirs, 5, 500)
    finally:
        there.close()
        here.close()


def test_without_the_flags_neither_ray_nor_redis_is_imported() -> None:
    code = "import sys, wyoming_kokoro.service; print({'ray', 'redis'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout
    assert told.strip() == "set()"


def test_a_cluster_asks_how_many_workers_are_wanted(data_dir: Path) -> None:
    from wyoming_kokoro.errors import SetupError

    with pytest.raises(SetupError, match="--workers"):
        build_models(Settings(data_dir=data_dir, ray=HEAD))
