"""Ray's driver, with a module in Ray's place that keeps its actors in this process."""

import json
import logging
import os
import pickle
import re
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import psutil
import pytest

from tests.reliability.quick import QuickBackend
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.inference import remote
from wyoming_kokoro.inference.ray_driver import Place, connect
from wyoming_kokoro.inference.remote import Cluster, ClusterOptions, RemoteBackend, Reply
from wyoming_kokoro.inference.speaker import Identity, Recipe
from wyoming_kokoro.models.base import BackendLost

RECIPE = Recipe.of([1, 2], np.zeros((510, 1, 256), np.float32), 1.0)


class Failing(QuickBackend):
    """Raises what `speed` says."""

    def speak(self, tokens: list[int], style: Any, speed: float = 1.0) -> Any:
        if speed == 2.0:
            raise ValueError("of this text")
        if speed == 3.0:
            raise SetupError("of this machine")
        if speed == 4.0:
            raise ZeroDivisionError("somewhere")
        return super().speak(tokens, style, speed)


class Ray(ModuleType):
    """As much of Ray as the driver uses; what it was told is in `told`."""

    def __init__(self) -> None:
        super().__init__("ray")
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.alive: list[Any] = []
        self.breaks: str | None = None
        task_error = type("RayTaskError", (Exception,), {"cause": None})
        self.exceptions = SimpleNamespace(RayTaskError=task_error)

    def init(self, **how: Any) -> None:
        self.told.append(("init", how))

    def remote(self, kind: type) -> Any:
        def options(**given: Any) -> Any:
            self.told.append(("options", given))
            return SimpleNamespace(remote=lambda *arguments: self._actor(kind(*arguments)))

        return SimpleNamespace(options=options)

    def _actor(self, one: Any) -> Any:
        class Actor:
            def __getattr__(self, method: str) -> Any:
                return SimpleNamespace(remote=lambda *arguments: (getattr(one, method), arguments))

        self.alive.append(Actor())
        return self.alive[-1]

    def get(self, call: Any) -> Any:
        if self.breaks is not None:
            raise OSError(self.breaks)
        method, arguments = call
        try:
            return method(*arguments)
        except Exception as error:
            wrapped = self.exceptions.RayTaskError("remote")
            wrapped.cause = error
            raise wrapped from error

    def kill(self, actor: Any) -> None:
        self.alive.remove(actor)
        if self.breaks is not None:
            raise OSError("it is gone already")


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Ray:
    made = Ray()
    monkeypatch.setitem(sys.modules, "ray", made)
    return made


def options(address: str = "local", **given: Any) -> ClusterOptions:
    make = pickle.dumps(Failing)
    return ClusterOptions(address, 3, 1.5, 0.5, make, **given)


@pytest.fixture
def place(ray: Ray) -> Iterator[Connection]:
    ours, theirs = Pipe()
    thread = threading.Thread(target=Place(theirs, options()).run)
    thread.start()
    yield ours
    ours.close()
    thread.join()


def ask(place: Connection, method: str, *arguments: Any) -> Reply:
    place.send((method, arguments))
    reply: Reply = place.recv()
    return reply


def test_an_actor_does_what_is_asked_for(place: Connection, ray: Ray) -> None:
    assert isinstance(ask(place, "load").value, Identity)
    assert list(ask(place, "plan", RECIPE).value) == [3, 3, 3, 3]
    assert len(ask(place, "speak", RECIPE).value.samples) == 2 * 3 * 600
    ((_, given),) = ray.told
    assert given == {
        "num_cpus": 1.5,
        "num_gpus": 0.5,
        "scheduling_strategy": "SPREAD",
        "enable_task_events": False,
        "runtime_env": {"env_vars": {"RAY_max_direct_call_object_size": str(1 << 24)}},
    }


def test_there_is_one_actor_and_none_after_the_end(ray: Ray) -> None:
    ours, theirs = Pipe()
    thread = threading.Thread(target=Place(theirs, options()).run)
    thread.start()
    ask(ours, "load")
    (first,) = ray.alive
    ask(ours, "load")
    assert len(ray.alive) == 1 and ray.alive[0] is not first
    ours.close()
    thread.join()
    assert ray.alive == []


@pytest.mark.parametrize(
    ("speed", "kind", "message"),
    [
        (2.0, ValueError, "of this text"),
        (3.0, SetupError, "of this machine"),
        (4.0, RuntimeError, "somewhere"),
    ],
)
def test_what_an_actor_raises_is_told_as_it_is(
    place: Connection, ray: Ray, speed: float, kind: type, message: str
) -> None:
    ask(place, "load")
    reply = ask(place, "speak", Recipe(RECIPE.tokens, RECIPE.style, speed))
    assert type(reply.error) is kind and message in str(reply.error) and not reply.lost
    assert len(ray.alive) == 1


@pytest.mark.parametrize(
    ("why", "told"), [("the node is gone\nand more", "the node is gone"), ("", "OSError")]
)
def test_an_actor_that_does_not_answer_is_lost_and_ended(
    place: Connection, ray: Ray, why: str, told: str
) -> None:
    ask(place, "load")
    ray.breaks = why
    reply = ask(place, "plan", RECIPE)
    assert (reply.lost, reply.error, ray.alive) == (told, None, [])
    ray.breaks = None
    assert ask(place, "plan", RECIPE).lost
    assert isinstance(ask(place, "load").value, Identity)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("auto", {"address": "auto"}),
        (
            "local",
            {
                "_temp_dir": "/ours",
                "num_cpus": 5,
                "include_dashboard": False,
                "object_store_memory": 80_000_000,
            },
        ),
    ],
)
def test_the_cluster_is_joined_or_made(ray: Ray, address: str, told: dict[str, Any]) -> None:
    assert connect(options(address, folder="/ours")) is None
    common = {"log_to_driver": False, "logging_level": logging.WARNING}
    assert ray.told == [("init", common | told)]


_RAY = """
import json, os, sys
from types import SimpleNamespace

exceptions = SimpleNamespace(RayTaskError=type("RayTaskError", (Exception,), {}))

def init(**how):
    here = os.path.dirname(__file__)
    if os.path.exists(f"{here}/away"):
        raise ConnectionError("nobody is there\\nand more")
    variables = {name: value for name, value in os.environ.items() if name.startswith("RAY_")}
    with open(f"{here}/told", "a") as told:
        print(json.dumps([how, variables]), file=told)

class Actor:
    def __init__(self, one):
        self._one = one
    def __getattr__(self, method):
        return SimpleNamespace(remote=lambda *arguments: (getattr(self._one, method), arguments))

def remote(kind):
    made = SimpleNamespace(remote=lambda *arguments: Actor(kind(*arguments)))
    return SimpleNamespace(options=lambda **_: made)

def get(call):
    method, arguments = call
    return method(*arguments)

def kill(actor):
    open(f"{os.path.dirname(__file__)}/killed", "w").close()

shutdown = init
"""
_NODE = """
import json, os, sys, time

here = os.path.dirname(os.path.dirname(__file__))
with open(f"{here}/draft", "w") as draft:
    print(json.dumps([os.getpid(), sys.argv[1:]]), file=draft)
os.replace(f"{here}/draft", f"{here}/node")
time.sleep(600)
"""


@pytest.fixture
def ray_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module in Ray's place for processes; in its folder lies what it was `told`, and it cannot
    connect while a file `away` lies there.
    """
    package = tmp_path / "ray"
    for folder in ("_private", "scripts"):
        (package / folder).mkdir(parents=True)
    (package / "__init__.py").write_text(_RAY)
    (package / "_private/worker.py").write_text(
        "from pathlib import Path\n"
        "from types import SimpleNamespace\n"
        f"stopped = SimpleNamespace(set=Path({str(package / 'stopped')!r}).touch)\n"
        "global_worker = SimpleNamespace(threads_stopped=stopped)\n"
    )
    (package / "scripts/scripts.py").write_text(_NODE)
    root = Path(__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{root}")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return package


RAY_VARIABLES = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_gcs_rpc_server_reconnect_timeout_s": "86400",
    "RAY_timeout_ms_task_wait_for_death_info": "100",
}
RAY_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_enable_metrics_collection": "0"}
"""Of a Ray of our own, besides."""


@pytest.fixture
def cluster() -> Cluster:
    return Cluster(ClusterOptions("local", 2, 1.5, 0.0, pickle.dumps(QuickBackend)))


def test_a_driver_lives_as_long_as_somebody_uses_it(ray_on_disk: Path, cluster: Cluster) -> None:
    first = RemoteBackend(cluster, "kokoro-v1", "auto", "cpu")
    second = first.sibling()
    style = np.zeros((510, 1, 256), np.float32)
    for backend in (first, second):
        backend.load()
        assert backend.plan([1, 2], style).durations.tolist() == [3, 3, 3, 3]
    (folder,) = ray_on_disk.parent.glob("kokoro-ray-*")
    ((how, variables),) = map(json.loads, (ray_on_disk / "told").read_text().splitlines())
    assert (how["num_cpus"], how["_temp_dir"]) == (3, str(folder))
    assert variables == RAY_VARIABLES | RAY_ALONE
    assert (ray_on_disk / "stopped").exists()  # else a core waits for a head that is away
    first.close()
    while not (ray_on_disk / "killed").exists():
        time.sleep(0.005)
    assert len(second.speak([1], style).samples) == 1800
    second.close()
    assert not folder.exists()
    assert len((ray_on_disk / "told").read_text().splitlines()) == 2  # it was shut down


def lives(process: int) -> bool:
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_machine_joins_a_cluster_for_as_long_as_its_driver_lives(
    ray_on_disk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    cluster = Cluster(ClusterOptions("head:6379", 1, 1.0, 0.0, pickle.dumps(QuickBackend)))
    backend, style = RemoteBackend(cluster, "kokoro-v1", "auto", "cpu"), np.zeros((510, 1, 256))

    def joined() -> int:
        """The process of the node."""
        backend.load()
        while not (ray_on_disk / "node").exists():
            time.sleep(0.005)
        process, arguments = json.loads((ray_on_disk / "node").read_text())
        (ray_on_disk / "node").unlink()
        (folder,) = ray_on_disk.parent.glob("kokoro-ray-*")
        assert arguments == [
            *("start", "--block", "--num-cpus=0", "--num-gpus=0"),
            *("--object-store-memory=80000000", "--address=head:6379", f"--temp-dir={folder}"),
        ]
        how, variables = json.loads((ray_on_disk / "told").read_text().splitlines()[-1])
        assert (how["address"], how["_temp_dir"]) == ("head:6379", str(folder))
        assert "num_cpus" not in how and variables == RAY_VARIABLES
        return int(process)

    def driver() -> int:
        assert cluster._driver is not None
        return cluster._driver._process.pid

    node = joined()
    status = dict(
        line.split(":\t") for line in Path(f"/proc/{driver()}/status").read_text().splitlines()
    )
    assert int(status["SigIgn"], 16) >> (signal.SIGINT - 1) & 1  # a Ctrl+C is for the server
    for process in (driver(), node):
        assert os.getsid(process) == process
        assert os.readlink(f"/proc/{process}/fd/1") == os.devnull  # `say` may write audio to ours
    assert os.readlink(f"/proc/{node}/fd/0") == os.devnull
    assert backend.plan([1], style).durations.tolist() == [3] * 3
    os.kill(node, signal.SIGKILL)
    with pytest.raises(BackendLost):
        while True:
            backend.plan([1], style)
    told = capfd.readouterr().err
    assert "This machine's node of Ray's cluster has ended with status -9" in told
    node = joined()
    os.kill(driver(), signal.SIGKILL)
    while lives(node):
        time.sleep(0.005)
    with pytest.raises(BackendLost):
        backend.plan([1], style)
    node = joined()
    backend.close()
    assert not lives(node)
    assert not list(ray_on_disk.parent.glob("kokoro-ray-*"))


def test_a_driver_that_is_dead_before_it_was_told_anything_is_lost(
    ray_on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_MODULE", "no.such.module")
    cluster = Cluster(ClusterOptions("local", 1, 1.0, 0.0, bytes(1_000_000)))
    with pytest.raises(BackendLost, match="Ray's driver ended"):
        RemoteBackend(cluster, "kokoro-v1", "auto", "cpu").load()
    assert not list(ray_on_disk.parent.glob("kokoro-ray-*"))


def test_a_driver_that_does_not_end_is_ended(
    ray_on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ray_on_disk.parent / "stubborn.py").write_text("import time; time.sleep(600)")
    monkeypatch.setattr(remote, "_MODULE", "stubborn")
    monkeypatch.setattr(remote, "_END_S", 0.05)
    cluster = Cluster(ClusterOptions("local", 1, 1.0, 0.0, b""))
    cluster.connect(0)
    assert cluster._driver is not None
    process = cluster._driver._process
    cluster.disconnect()
    assert process.returncode == -signal.SIGKILL


def test_a_driver_that_dies_or_reaches_nobody_is_started_again(
    ray_on_disk: Path, cluster: Cluster, capfd: pytest.CaptureFixture[str]
) -> None:
    backend = RemoteBackend(cluster, "kokoro-v1", "auto", "cpu")
    (ray_on_disk / "away").touch()
    with pytest.raises(BackendLost, match="Ray's driver ended"):
        backend.load()
    told = r"20..-..-.. ..:..:..,... ERROR \w+: Ray at local cannot be reached: nobody is there\n"
    assert re.fullmatch(told, capfd.readouterr().err)
    (ray_on_disk / "away").unlink()
    both, style = (backend, backend.sibling()), np.zeros((510, 1, 256), np.float32)
    for each in both:
        each.load()
    assert cluster._driver is not None
    cluster._driver._process.kill()
    cluster._driver._process.wait()
    for each in both:
        with pytest.raises(BackendLost):
            each.plan([1], style)
        each.load()
        assert each.plan([1], style).durations.tolist() == [3] * 3
    for each in both:
        each.close()
    assert not list(ray_on_disk.parent.glob("kokoro-ray-*"))
