"""What the settings make of the ports, from the start to the signal."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from wyoming.client import AsyncTcpClient
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize

from wyoming_kokoro import service
from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.composition import build_lexicon, build_voices
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.http_server import MODELS, HttpOptions
from wyoming_kokoro.service import serve
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.wyoming_server import Limits

from .conftest import until
from .reliability.test_process import states
from .reliability.test_watchdog import notified  # noqa: F401  # a fixture
from .test_serving import free_port
from .wyoming_server.test_discovery import browsing

KEY = {"Authorization": "Bearer one"}
SPEECH = "/v1/audio/speech"


@asynccontextmanager
async def served(data_dir: Path, **given: Any) -> AsyncIterator[Settings]:
    """The service in this process, without the model until somebody speaks."""
    settings = Settings(
        data_dir=data_dir,
        uri=f"tcp://127.0.0.1:{free_port()}",
        http_uri=f"http://127.0.0.1:{free_port()}",
        preload=False,
        cache_mb=0,
        **given,
    )
    running = asyncio.create_task(serve(settings))
    try:
        await until(lambda: running.done() or _is_open(settings.uri))
        yield settings
    finally:
        if not running.done():
            os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert not _is_open(settings.uri) and not _is_open(settings.http_uri)
    nothing_is_left()


def nothing_is_left() -> None:
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not names & {"memory", "history", "read ahead", "watchdog", "zeroconf"}
    assert not [thread for thread in threading.enumerate() if thread.name == "voices"]


def _address(uri: str) -> tuple[str, int]:
    host, port = uri.partition("//")[2].split(":")
    return host, int(port)


def _is_open(uri: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(_address(uri)) == 0


async def wyoming(settings: Settings, event: Event, last: str) -> list[Event]:
    """The answer to an event, up to one of the type `last` or the end."""
    events: list[Event] = []
    async with AsyncTcpClient(*_address(settings.uri), read_timeout=60) as client:
        await client.write_event(event)
        while (answer := await client.read_event()) is not None:
            events.append(answer)
            if answer.type == last:
                break
    return events


async def test_http_is_as_open_as_the_settings_say(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("two\n")
    ingress = f"http://127.0.0.1:{free_port()}"
    async with served(
        data_dir,
        api_key=["one"],
        api_key_file=tmp_path / "keys",
        open_lists=False,
        cors_origin=["https://page.example"],
        allowed_host=["tts.example.org"],
        read_only_page=True,
        max_input_chars=100,
        max_text_chars=50,
        ingress_uri=ingress,
        trusted_proxy=["127.0.0.1"],
    ) as settings:
        async with aiohttp.ClientSession(settings.http_uri) as http:
            for headers, status in (
                ({}, 401),
                (KEY, 200),
                ({"Authorization": "Bearer two"}, 200),
            ):
                async with http.get("/v1/audio/voices", headers=headers) as reply:
                    assert reply.status == status, headers
            origin = KEY | {"Origin": "https://page.example"}
            async with http.get("/v1/models", headers=origin) as reply:
                assert reply.headers["Access-Control-Allow-Origin"] == "https://page.example"
                listed = [model["id"] for model in (await reply.json())["data"]]
                assert {"kokoro", "tts-1", "kokoro-v1"} <= set(listed)
            async with http.get("/ready", headers={"Host": "tts.example.org"}) as reply:
                assert (reply.status, await reply.json()) == (200, {"status": "ready"})
            async with http.post(SPEECH, json={"input": "a" * 51}, headers=KEY) as reply:
                assert reply.status == 413 and "limit is 50" in await reply.text()
            for path in ("/v1/lexicon", "/v1/presets"):
                async with http.get(path, headers=KEY) as reply:
                    assert (await reply.json())["saving"] == "read_only"
            async with http.get("/metrics", headers=KEY) as reply:
                assert reply.content_type == "text/plain" and reply.charset == "utf-8"
                text = await reply.text()
                kinds = [f'kokoro_memory_bytes{{kind="{k}"}}' for k in ("clients", "phrases")]
                assert all(kind in text for kind in kinds)
        async with aiohttp.ClientSession(ingress) as supervisor:
            async with supervisor.get("/v1/audio/voices") as reply:
                assert reply.status == 200, "who is let in there needs no key"


async def test_wyoming_is_as_the_settings_say(data_dir: Path) -> None:
    name = "Kokoro of a test"
    async with browsing() as browser:
        async with served(
            data_dir, zeroconf=name, samples_per_chunk=480, idle_timeout=0.3, voice="bf_emma"
        ) as settings:
            await until(lambda: name in browser.names)
            (info,) = await wyoming(settings, Describe().event(), "info")
            (program,) = Info.from_event(info).tts
            assert (program.name, program.voices[0].name) == (name, "bf_emma")
            ended = await wyoming(settings, Describe().event(), "never")
            assert [event.type for event in ended] == ["info"], "then it had been idle too long"
            heard = await wyoming(settings, Synthesize("Hi.").event(), "audio-stop")
            sizes = [len(event.payload or b"") for event in heard if event.type == "audio-chunk"]
            assert max(sizes) == 960 and len(sizes) > 10
        await until(lambda: name not in browser.names)


async def test_only_allowed_networks_may_speak_and_systemd_is_told(
    data_dir: Path,
    notified: socket.socket,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(notified.getsockname()))
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    caplog.set_level(logging.INFO, "wyoming_kokoro.service")
    monkeypatch.setattr(service, "lacking", lambda profile: f"no {profile.tag}")
    async with served(data_dir, allow=["192.0.2.0/24"]) as settings:
        workers = {thread.name for thread in threading.enumerate()}
        ours = {name for name in workers if name.startswith("worker_")}
        assert ours == {f"worker_{number}" for number in range(4)}
        names = {task.get_name() for task in asyncio.all_tasks()}
        assert "memory" in names, "it is looked after"
        heard: list[str] = []
        await until(lambda: bool(heard.extend(states(notified)) or len(heard) == 2))
        assert heard == ["READY=1", "WATCHDOG=1"]
        reader, writer = await asyncio.open_connection(*_address(settings.uri))
        writer.write(b'{"type":"describe"}\n')
        with suppress(ConnectionResetError):
            assert await reader.read() == b""
    assert states(notified) == ["STOPPING=1"]
    assert [m for m in caplog.messages if m in ("Ready", "Stopping")] == ["Ready", "Stopping"]
    assert {"no en-US", "no ja", "no zh"} <= set(caplog.messages)


@pytest.mark.parametrize("name", ["uri", "http_uri"])
async def test_a_port_that_is_taken_ends_all(
    data_dir: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "wyoming_kokoro.service")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        uris = {"uri": "tcp://127.0.0.1:0", "http_uri": "none"}
        uris[name] = f"tcp://{where}" if name == "uri" else f"http://{where}"
        with pytest.raises(SetupError, match="annot listen"):
            async with asyncio.timeout(30):
                await serve(Settings(data_dir=data_dir, preload=False, **uris))
    nothing_is_left()
    assert "Ready" not in caplog.messages


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_while_the_model_loads_ends_all(
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    number: signal.Signals,
) -> None:
    caplog.set_level(logging.INFO, "wyoming_kokoro.service")
    loading = asyncio.Event()

    async def start(*_: object, preload: bool) -> None:
        loading.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(SpeechEngine, "start", start)
    settings = Settings(data_dir=data_dir, uri="tcp://127.0.0.1:0", http_uri="none")
    running: asyncio.Task[None] | None = None
    before = signal.signal(number, lambda *_: running and running.cancel())
    running = asyncio.create_task(serve(settings))
    try:
        async with asyncio.timeout(60):
            await loading.wait()
            os.kill(os.getpid(), number)
            await running
    finally:
        signal.signal(number, before)
    nothing_is_left()
    told = [message for message in caplog.messages if message in ("Ready", "Stopping")]
    assert told == ["Stopping"]


class Recorder:
    """Stands for a server: what it was made of, and how it was stopped."""

    made: list[tuple[Any, ...]] = []
    stopped: list[float] = []
    port, bound = None, ()

    def __init__(self, *given: Any) -> None:
        self.made.append(given)

    async def start(self) -> None:
        pass

    async def stop(self, drain_s: float) -> None:
        self.stopped.append(drain_s)

    async def wait_ended(self) -> None:
        await asyncio.Event().wait()


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> type[Recorder]:
    Recorder.made, Recorder.stopped = [], []
    for name in ("WyomingServer", "HttpServer"):
        monkeypatch.setattr(service, name, Recorder)
    return Recorder


async def test_every_setting_of_the_wyoming_port_arrives(
    recorded: type[Recorder], monkeypatch: pytest.MonkeyPatch
) -> None:
    preloads: list[bool] = []

    async def start(*, preload: bool) -> None:
        preloads.append(preload)

    settings = Settings(
        uri="tcp://127.0.0.1:1",
        idle_timeout=11,
        send_timeout=12,
        max_text_chars=13,
        max_connections=14,
        samples_per_chunk=150,
        allow=["10.0.0.0/8"],
        drain_seconds=16,
        preload=False,
        zeroconf="Kitchen",
    )
    engine: Any = SimpleNamespace(start=start)
    memory, stops, stop = ClientMemory(), list[service.Stop](), asyncio.Event()
    await service._start_speaking(settings, engine, memory, stops, stop)
    limits = Limits(
        idle_timeout_s=11,
        send_timeout_s=12,
        max_text_chars=13,
        max_connections=14,
        samples_per_chunk=150,
    )
    assert recorded.made == [
        ("tcp://127.0.0.1:1", engine, limits, [ip_network("10.0.0.0/8")], "Kitchen", memory)
    ]
    assert preloads == [False] and len(stops) == 1
    await stops[0]()
    assert recorded.stopped == [16] and not stop.is_set()
    monkeypatch.setattr(recorded, "port", 1)
    for zeroconf, parts in ((None, 1), ("", 2)):
        plain = settings.model_copy(update={"zeroconf": zeroconf})
        stops.clear()
        await service._start_speaking(plain, engine, memory, stops, stop)
        assert recorded.made[-1][4] == "kokoro" and len(stops) == parts
    await stops[1]()


async def test_every_setting_of_the_http_ports_arrives(
    recorded: type[Recorder], monkeypatch: pytest.MonkeyPatch, data_dir: Path, tmp_path: Path
) -> None:
    apps: list[tuple[Any, HttpOptions, list[web.RouteDef]]] = []
    monkeypatch.setattr(service, "create_app", lambda *given: apps.append(given))
    (tmp_path / "keys").write_text("two\n")
    settings = Settings(
        data_dir=data_dir,
        http_uri="http://127.0.0.1:81",
        ingress_uri="http://127.0.0.2:82",
        api_key=["one"],
        api_key_file=tmp_path / "keys",
        cors_origin=["https://page.example"],
        allowed_host=["tts.example.org"],
        open_lists=False,
        max_input_chars=50,
        max_text_chars=100,
        max_connections=14,
        send_timeout=12,
        read_only_page=True,
        presets=tmp_path / "mine.toml",
        drain_seconds=16,
    )
    engine: Any = SimpleNamespace(models=SimpleNamespace(names=("kokoro-v1",)), style=len)
    voices, lexicon, memory = build_voices(Settings()), build_lexicon(Settings()), ClientMemory()
    options = service._http_options(settings, engine, voices, lexicon, memory)
    assert options.presets is not None and options.presets.file.path == tmp_path / "mine.toml"
    assert options.lexicon is not None and options.lexicon.file.path == lexicon.path
    assert options == HttpOptions(
        cors_origins=["https://page.example"],
        open_lists=False,
        max_input_chars=50,
        max_connections=14,
        send_timeout_s=12,
        models={**MODELS, "kokoro-v1": "kokoro-v1"},
        manager=engine.models,
        mix=len,
        allowed_hosts=["tts.example.org"],
        lexicon=options.lexicon,
        presets=options.presets,
        read_only=True,
        memory=memory,
    )
    stops: list[service.Stop] = []
    await service._start_http(settings, engine, options, stops)
    supervisor = (ip_network("172.30.32.2"),)
    expected = [
        replace(options, api_keys=["one", "two"]),
        replace(options, trusted_proxies=supervisor),
    ]
    assert [given[1] for given in apps] == expected
    assert all(given[0] is engine and given[2][0].path == "/metrics" for given in apps)
    assert [given[1:] for given in recorded.made] == [("127.0.0.1", 81), ("127.0.0.2", 82)]
    for stop in stops:
        await stop()
    assert recorded.stopped == [16, 16]
    one = settings.model_copy(
        update={"http_uri": "none", "trusted_proxy": (ip_network("127.0.0.1"),)}
    )
    await service._start_http(one, engine, options, stops)
    assert apps[-1][1].trusted_proxies == (ip_network("127.0.0.1"),) and len(apps) == 3
