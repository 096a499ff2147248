"""What deploy/ starts are programs that know those flags."""

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from wyoming_kokoro.settings import Settings, add_flags, load_settings

ROOT = Path(__file__).parents[2]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "deploy/compose.yml").read_text())
    return loaded["services"]  # type: ignore[no-any-return]


def kubernetes() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((ROOT / "deploy/kubernetes.yaml").read_text()))


def settings(arguments: list[str]) -> Settings:
    """As the command line reads them."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_flags(parser, "serve")
    return load_settings(vars(parser.parse_args(arguments)), None)


def test_the_front_end_of_compose_wants_the_places_that_there_are() -> None:
    services = compose()
    front, worker = settings(services["front"]["command"]), services["worker"]
    places = next(int(w.partition("=")[2]) for w in worker["entrypoint"] if "--num-cpus" in w)
    assert front.workers * front.worker_cpus == worker["deploy"]["replicas"] * places
    assert front.ray == "head:6379" and "--port=6379" in services["head"]["entrypoint"]
    assert front.shared_cache == "redis://cache:6379" and "cache" in services
    assert "allkeys-lru" in services["cache"]["command"]


def test_the_head_of_compose_remembers_in_a_store_that_forgets_nothing() -> None:
    services = compose()
    head, store = services["head"], services["memory"]["command"]
    assert head["environment"]["RAY_REDIS_ADDRESS"] == "memory:6379"
    assert store[store.index("--maxmemory-policy") + 1] == "noeviction"
    password = store[store.index("--requirepass") + 1]
    assert f"--redis-password={password}" in head["entrypoint"]


def test_the_head_on_kubernetes_remembers_in_a_store_that_forgets_nothing() -> None:
    documents = {(each["kind"], each["metadata"]["name"]): each for each in kubernetes()}
    memory = documents["RayCluster", "kokoro"]["spec"]["gcsFaultToleranceOptions"]
    name, _, port = memory["redisAddress"].partition(":")
    assert documents["Service", name]["spec"]["ports"][0]["port"] == int(port)
    pod = documents["Deployment", name]["spec"]["template"]["spec"]
    (store,) = pod["containers"]
    assert store["args"][1:] == [
        "--requirepass",
        "$(PASSWORD)",
        "--maxmemory-policy",
        "noeviction",
        "--save",
        "",
    ]
    assert store["env"] == [{"name": "PASSWORD", **memory["redisPassword"]}]


def test_only_the_front_end_of_compose_is_reached_from_outside() -> None:
    for name, service in compose().items():
        assert service["cap_drop"] == ["ALL"], name
        assert ("ports" in service) == (name == "front")
        assert service["networks"] == ["cluster", "outside"][: 1 + (name == "front")]


def test_the_front_ends_on_kubernetes_want_the_places_that_there_are() -> None:
    documents = {(each["kind"], each["metadata"]["name"]): each for each in kubernetes()}
    deployment = documents["Deployment", "kokoro-front"]["spec"]
    (container,) = deployment["template"]["spec"]["containers"]
    front = settings(container["args"])
    cluster = documents["RayCluster", "kokoro"]
    (group,) = cluster["spec"]["workerGroupSpecs"]
    (worker,) = group["template"]["spec"]["containers"]
    places = int(worker["resources"]["limits"]["cpu"])
    assert deployment["replicas"] * front.workers * front.worker_cpus == group["replicas"] * places
    assert front.ray == f"{cluster['metadata']['name']}-head-svc:6379"
    assert front.drain_seconds < deployment["template"]["spec"]["terminationGracePeriodSeconds"]
    assert front.shared_cache == "redis://kokoro-cache:6379"
    assert ("Service", "kokoro-cache") in documents


def test_the_manifest_is_for_the_version_of_ray_that_is_locked() -> None:
    lock = (ROOT / "locks/cluster.txt").read_text(encoding="utf-8")
    (cluster,) = [each for each in kubernetes() if each["kind"] == "RayCluster"]
    assert f"\nray=={cluster['spec']['rayVersion']} " in lock


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="no Ray")
def test_ray_knows_the_flags_of_compose() -> None:
    # Its help keeps some to itself.
    code = "from ray.scripts.scripts import start; print([p.opts for p in start.params])"
    known = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout
    services = compose()
    for word in services["head"]["entrypoint"] + services["worker"]["entrypoint"]:
        assert not word.startswith("--") or f"'{word.partition('=')[0]}'" in known, word
