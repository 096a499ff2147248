"""`/v1/status`: how the server is doing, for people who watch."""

import time

import aiohttp
import pytest

from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine
from tests.inference.test_manager import Counted
from wyoming_kokoro.engine.history import ActiveUtterance, History, Minute
from wyoming_kokoro.engine.progress import Progress
from wyoming_kokoro.errors import Busy
from wyoming_kokoro.http_server import status
from wyoming_kokoro.http_server.status import _minute
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.version import __version__


async def test_what_is_going_on_and_what_the_last_hour_was_like(
    serve: Serve, engine: ToneEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "resident", lambda: {"private": 3 << 20, "mapped": 4 << 20})
    monkeypatch.setattr(status, "_STARTED_AT", time.monotonic() - 100)
    worked_s, asked_at = 0.0, time.monotonic()
    engine.history = History(lambda: worked_s, lambda: asked_at)  # all in one minute
    engine.waiting = 2
    manager = ModelManager({"counted": Counted()}, "counted", workers=2)
    await manager.load()
    url = await serve(manager=manager)
    progress = Progress(asked_at, audio_s=1.254)
    worked_s = 30.0
    engine.history.ended(2.5, 0.25)
    engine.history.failed("http", Busy("full", retry_after_s=1))
    utterance = ActiveUtterance("wyoming", "bf_emma", "en-GB", asked_at, lambda: progress)
    with engine.history.under_way(utterance):
        async with aiohttp.request("GET", url + "/v1/status") as reply:
            assert reply.headers["Cache-Control"] == "no-store"
            told = await reply.json()
    now = time.time()
    assert abs(told["now"] - now) < 60 and 100 <= told["uptime_seconds"] < 160
    assert told["uptime_seconds"] == round(told["uptime_seconds"], 1)
    assert told["version"] == __version__ and told["memory_bytes"] == 7 << 20
    assert (told["ready"], told["waiting"], told["voices"]) == (True, 2, len(engine.catalog))
    (speaking,) = told["speaking"]
    assert 0 <= told["now"] - speaking.pop("asked_at") < 60
    assert speaking == {
        "protocol": "wyoming",
        "voice": "bf_emma",
        "language": "en-GB",
        "audio_seconds": 1.25,
    }
    (model,) = told["models"]
    load_s = model.pop("load_seconds")
    assert 0 < load_s < 60 and load_s == round(load_s, 3)
    assert model == {
        "name": "counted",
        "loaded": True,
        "device": "cpu",
        "precision": "fp32",
        "instructions": "",
        "workers": 2,
    }
    await manager.unload()
    async with aiohttp.request("GET", url + "/v1/status") as reply:
        (model,) = (await reply.json())["models"]
    assert not model["loaded"] and model["load_seconds"] is not None, "what it took remains"
    minute = told["minutes"][-1]
    assert (minute["utterances"], minute["audio_seconds"]) == (1, 2.5)
    assert minute["first_audio_seconds"] == 0.25
    assert 0 <= told["now"] - minute["at"] < 120
    assert 0.25 <= minute["load"] <= 1.0, "of two workers, half a minute of one at least"
    (error,) = told["errors"]
    assert (error["protocol"], error["code"]) == ("http", "busy")
    assert abs(error["at"] - now) < 60


@pytest.mark.parametrize("has_manager", [True, False])
async def test_a_server_whose_workers_are_lost_tells_how_it_does(
    serve: Serve, engine: ToneEngine, has_manager: bool
) -> None:
    """Of all times, then it failed."""
    worked_s, began = 0.0, time.monotonic()
    engine.history = History(lambda: worked_s, lambda: began)
    worked_s = 1.0
    engine.history.ended(2.5, 0.25)
    manager = ModelManager({"counted": Counted()}, "counted") if has_manager else None
    for worker in manager._default.workers._workers if manager is not None else ():
        worker.is_there = False
    url = await serve(manager=manager)
    async with aiohttp.request("GET", url + "/v1/status") as reply:
        told = await reply.json()
    (minute,) = told["minutes"]
    assert 1 / 60 <= minute["load"] <= 1.0
    assert [model["workers"] for model in told["models"]] == [0] * has_manager


@pytest.mark.parametrize(
    ("passed_s", "worked_s", "workers", "load"),
    [
        (0.1, 0.5, 1, 0.5),  # of a second at least
        (30.0, 15.0, 1, 0.5),
        (30.0, 15.0, 2, 0.25),
        (3600.0, 15.0, 1, 0.25),
        (30.0, 40.0, 1, 1.0),
        (60.0, 0.0, 1, 0.0),
        (30.0, 10.0, 1, 0.3333),
    ],
)
def test_load_is_the_share_of_a_minute_that_the_workers_worked(
    passed_s: float, worked_s: float, workers: int, load: float
) -> None:
    minute = Minute(1000, 3, 2.346, worked_s)
    told = _minute(minute, workers, 1000 + passed_s, 500.7)
    assert (told.at, told.load, told.first_audio_seconds) == (1501, load, None)
    assert (told.utterances, told.audio_seconds) == (3, 2.35)
    minute.first_audio_s += [0.1, 0.2346, 9.0]
    assert _minute(minute, workers, 1000 + passed_s, 0).first_audio_seconds == 0.235
