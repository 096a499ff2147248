"""What is loaded, and giving it back."""

from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from tests.inference.test_manager import Counted
from wyoming_kokoro.inference.manager import ModelManager

Serve = Callable[..., Awaitable[str]]


@pytest.fixture
def manager() -> ModelManager:
    return ModelManager({"counted": Counted()}, "counted")


@pytest.fixture
async def url(serve: Serve, manager: ModelManager) -> str:
    models = {"kokoro": None, "counted": "counted"}
    return await serve(manager=manager, models=models)


async def test_each_model_tells_whether_it_is_loaded(
    http: aiohttp.ClientSession, manager: ModelManager
) -> None:
    async def loaded() -> list[bool]:
        async with http.get("/v1/models") as reply:
            entries = (await reply.json())["data"]
        assert [entry["id"] for entry in entries] == ["kokoro", "counted"]
        assert {(e["backend"]["name"], e["backend"]["device"]) for e in entries} == {
            ("counted", "cpu")
        }
        return [entry["backend"]["loaded"] for entry in entries]

    assert await loaded() == [False, False]
    await manager.load()
    assert await loaded() == [True, True]
    async with http.get("/v1/models/kokoro") as reply:
        assert (await reply.json())["backend"]["load_seconds"] > 0


async def test_models_are_unloaded_unless_they_are_in_use(
    http: aiohttp.ClientSession, manager: ModelManager
) -> None:
    async def unload() -> object:
        async with http.post("/v1/models/unload") as reply:
            assert reply.status == 200
            return await reply.json()

    async with manager.use():
        assert await unload() == {"unloaded": [], "in_use": ["counted"]}
    assert await unload() == {"unloaded": ["counted"], "in_use": []}
    assert await unload() == {"unloaded": [], "in_use": []}


async def test_one_model_can_be_named(http: aiohttp.ClientSession, manager: ModelManager) -> None:
    await manager.load()
    async with http.post("/v1/models/unload", params={"model": "nonsense"}) as reply:
        assert reply.status == 404
        assert (await reply.json())["error"]["code"] == "model_not_found"
    async with http.post("/v1/models/unload", params={"model": "kokoro"}) as reply:
        assert (await reply.json())["unloaded"] == ["counted"]


async def test_each_name_stands_for_its_backend(serve: Serve) -> None:
    backends = {"one": Counted(), "two": Counted()}
    for name, backend in backends.items():
        backend.name = name
    manager = ModelManager(backends, "one")
    models = {"kokoro": None, "second": "two"}
    async with aiohttp.ClientSession(await serve(manager=manager, models=models)) as http:

        async def loaded() -> list[tuple[str, bool]]:
            async with http.get("/v1/models") as reply:
                told = [entry["backend"] for entry in (await reply.json())["data"]]
            return [(backend["name"], backend["loaded"]) for backend in told]

        async def unload(path: str, **query: str) -> object:
            async with http.post(path, params=query) as reply:
                return await reply.json()

        await manager.load("two")
        assert await loaded() == [("one", False), ("two", True)]
        async with http.get("/v1/models/second") as reply:
            seconds = (await reply.json())["backend"]["load_seconds"]
        assert 0 < seconds == round(seconds, 3) and seconds % 1
        async with manager.use("one"), manager.use("two"):
            for name, in_use in (("kokoro", ["one"]), ("second", ["two"])):
                told = await unload("/v1/models/unload", model=name)
                assert told == {"unloaded": [], "in_use": in_use}
            assert await unload("/v1/models/unload") == {"unloaded": [], "in_use": ["one", "two"]}
        told = await unload("/v1/models/unload", model="second")
        assert told == {"unloaded": ["two"], "in_use": []}
        assert await loaded() == [("one", True), ("two", False)]
        await manager.load("two")
        assert await unload("/dev/unload") == {"status": "unloaded"}
        assert await loaded() == [("one", False), ("two", False)]


async def test_kokoro_fastapis_way_to_unload_unloads_all(
    http: aiohttp.ClientSession, manager: ModelManager
) -> None:
    await manager.load()
    async with http.post("/dev/unload") as reply:
        assert (reply.status, await reply.json()) == (200, {"status": "unloaded"})
    assert not any(state.loaded for state in manager.states())


async def test_what_is_loaded_is_for_those_with_a_key(serve: Serve, manager: ModelManager) -> None:
    url = await serve(manager=manager, models={"kokoro": None}, api_keys=["secret"])
    async with aiohttp.ClientSession(url) as session:
        key = {"Authorization": "Bearer secret"}
        async with session.post("/v1/models/unload") as reply:
            assert reply.status == 401
        async with session.post("/v1/models/unload", headers=key) as reply:
            assert reply.status == 200
        async with session.get("/v1/models") as reply:
            assert [entry["backend"] for entry in (await reply.json())["data"]] == [None]
        async with session.get("/v1/models", headers=key) as reply:
            assert (await reply.json())["data"][0]["backend"]["name"] == "counted"


async def test_without_a_manager_nothing_is_said_and_nothing_unloaded(serve: Serve) -> None:
    async with aiohttp.ClientSession(await serve()) as session:
        for path in ("/v1/models/unload", "/dev/unload"):
            async with session.post(path) as reply:
                assert reply.status in (404, 405)
        async with session.get("/v1/models") as reply:
            assert {entry["backend"] for entry in (await reply.json())["data"]} == {None}
