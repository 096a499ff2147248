"""systemd hears from the program while the loop and its threads run, and no longer."""

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import speak, until
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import NotReady
from wyoming_kokoro.service import _stop_all
from wyoming_kokoro.watchdog import Watchdog

from .conftest import MakeEngine
from .quick import QuickBackend
from .test_process import states


@pytest.fixture
def notified(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.setblocking(False)
        yield listener


@pytest.mark.parametrize("stuck", ["inference", "text"])
async def test_a_thread_that_hangs_silences_the_watchdog(
    quick: SpeechEngine, backend: QuickBackend, notified: socket.socket, stuck: str
) -> None:
    release = threading.Event()
    watchdog = Watchdog(quick.pulse, str(notified.getsockname()), 0.03)
    watchdog.start()
    watchdog.start()
    heard: list[str] = []
    await until(lambda: bool(heard.extend(states(notified)) or "WATCHDOG=1" in heard))
    assert heard[0] == "READY=1"
    held = threading.Event()

    def hang() -> None:
        held.set()
        release.wait(60)

    if stuck == "text":
        quick._text_thread.submit(hang)
        hanging = None
    else:
        backend.before = hang
        hanging = asyncio.create_task(speak(quick, SpeechRequest("Hello.")))
    await until(held.is_set)
    await asyncio.sleep(0.05)  # one that was on its way
    states(notified)
    await asyncio.sleep(0.2)
    assert states(notified) == []
    release.set()
    await until(lambda: "WATCHDOG=1" in states(notified))
    if hanging is not None:
        assert await hanging
    watchdog.stopping()
    await watchdog.stop()
    await watchdog.stop()
    assert states(notified)[-1] == "STOPPING=1"


async def test_a_pulse_that_fails_ends_the_signs_of_life(
    notified: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    async def dead() -> None:
        raise RuntimeError("no thread can be started")

    watchdog = Watchdog(dead, str(notified.getsockname()), 0.03)
    watchdog.start()
    await asyncio.sleep(0.1)
    assert states(notified) == ["READY=1"]
    await watchdog.stop()
    assert caplog.messages == ["The program is no longer alive"]
    assert "RuntimeError: no thread can be started" in caplog.text


async def test_a_closed_engine_has_no_pulse(make_engine: MakeEngine) -> None:
    engine = await make_engine()
    await engine.pulse()
    await engine.close()
    with pytest.raises((NotReady, RuntimeError)):
        await engine.pulse()


async def test_without_systemd_nothing_is_sent_nor_asked() -> None:
    asked: list[None] = []

    async def pulse() -> None:
        asked.append(None)

    watchdog = Watchdog.from_environment(pulse, {"WATCHDOG_USEC": "1000"})
    watchdog.start()
    await asyncio.sleep(0.01)
    watchdog.stopping()
    await watchdog.stop()
    assert asked == []


async def test_another_process_watchdog_is_not_ours(
    quick: SpeechEngine, notified: socket.socket
) -> None:
    environment = {
        "NOTIFY_SOCKET": str(notified.getsockname()),
        "WATCHDOG_USEC": "1000",
        "WATCHDOG_PID": "1",
    }
    watchdog = Watchdog.from_environment(quick.pulse, environment)
    watchdog.start()
    await asyncio.sleep(0.05)
    assert states(notified) == ["READY=1"]
    await watchdog.stop()


async def test_the_parts_stop_at_the_same_time_and_one_that_fails_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each takes up to `drain_seconds`: one after the other would be twice as long as systemd
    waits.
    """
    both = asyncio.Barrier(2)
    stopped: list[str] = []

    async def stop(name: str) -> None:
        await both.wait()
        stopped.append(name)

    async def fail() -> None:
        raise RuntimeError("defect")

    async with asyncio.timeout(10):
        await _stop_all([lambda: stop("wyoming"), fail, lambda: stop("http")])
    assert sorted(stopped) == ["http", "wyoming"]
    (told,) = caplog.records
    assert (told.levelname, told.message) == ("ERROR", "A part did not stop as it should")
    assert "RuntimeError: defect" in caplog.text


async def test_signs_of_life_come_at_the_rate_that_systemd_asks_for(
    notified: socket.socket,
) -> None:
    """With another unit for the period there would be one at the start, and then none for a day."""
    address = str(notified.getsockname())
    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "300000"}
    environment["WATCHDOG_PID"] = str(os.getpid())
    watchdog = Watchdog.from_environment(alive, environment)
    watchdog.start()
    heard: list[str] = []
    await until(lambda: bool(heard.extend(states(notified)) or heard.count("WATCHDOG=1") > 2))
    await watchdog.stop()


async def test_of_three_signs_of_life_one_may_come_late(
    notified: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    monkeypatch.setattr("wyoming_kokoro.watchdog.asyncio.sleep", note)
    environment = {"NOTIFY_SOCKET": str(notified.getsockname()), "WATCHDOG_USEC": "30000000"}
    watchdog = Watchdog.from_environment(alive, environment)
    watchdog.start()
    async with asyncio.timeout(10):
        while len(waits) < 2:
            await sleep(0.001)
    await watchdog.stop()
    assert waits[0] == pytest.approx(10.0)


async def alive() -> None:
    pass


@pytest.mark.parametrize("period", ["", "0", "soon", "-1"])
async def test_without_a_period_there_are_no_signs_of_life(
    notified: socket.socket, period: str
) -> None:
    environment = {"NOTIFY_SOCKET": str(notified.getsockname()), "WATCHDOG_USEC": period}
    watchdog = Watchdog.from_environment(alive, environment)
    watchdog.start()
    await asyncio.sleep(0.01)
    await watchdog.stop()
    assert states(notified) == ["READY=1"]


async def test_an_address_may_be_an_abstract_name() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(f"\0wyoming-kokoro-{os.getpid()}")
        listener.setblocking(False)
        Watchdog(alive, f"@wyoming-kokoro-{os.getpid()}").stopping()
        assert listener.recv(100) == b"STOPPING=1"


async def test_a_systemd_that_does_not_listen_is_no_trouble(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Watchdog(alive, str(tmp_path / "nobody")).stopping()
    assert "systemd was not told STOPPING=1: " in caplog.text


def test_a_systemd_that_does_not_read_is_not_waited_for(notified: socket.socket) -> None:
    watchdog = Watchdog(alive, str(notified.getsockname()))

    def tell() -> None:
        for _ in range(5000):
            watchdog.stopping()

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    telling.join(20)
    assert not telling.is_alive()
