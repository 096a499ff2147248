"""Both servers on one engine, and what must be left when all is over: nothing."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakSet

import aiohttp
import pytest
from wyoming.client import AsyncTcpClient

from tests.conftest import until
from wyoming_kokoro.audio.encode import Encoder
from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.engine import EngineLimits, SpeechEngine
from wyoming_kokoro.http_server import HttpOptions, HttpServer, create_app
from wyoming_kokoro.http_server.activity import ACTIVITY
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.voices.blend import mix
from wyoming_kokoro.voices.catalog import VoiceCatalog
from wyoming_kokoro.voices.packs import VoicePacks
from wyoming_kokoro.wyoming_server import Limits, WyomingServer

from .quick import QuickBackend
from .running import Start

PATIENT_S = 60.0
LONG = "The kettle is boiling, the lights are on, and the door is locked. " * 40


@pytest.fixture(scope="session")
def phonemizer(data_dir: Path) -> Phonemizer:
    return Phonemizer(Vocabulary.load(data_dir / "config.json"))


@pytest.fixture
def backend() -> QuickBackend:
    return QuickBackend()


MakeEngine = Callable[..., Awaitable[SpeechEngine]]


@pytest.fixture
async def make_engine(
    backend: QuickBackend, phonemizer: Phonemizer, data_dir: Path
) -> AsyncIterator[MakeEngine]:
    """Starts the engine with the quick model; names are fields of `EngineLimits`."""
    engines: list[SpeechEngine] = []

    async def make(
        cache: PhraseCache | None = None, voices_dir: Path = data_dir / "voices", **limits: float
    ) -> SpeechEngine:
        catalog = VoiceCatalog()
        packs = VoicePacks(catalog, voices_dir)
        engine = SpeechEngine(
            ModelManager({backend.name: backend}, backend.name),
            phonemizer,
            catalog,
            lambda blend: mix(blend, packs),
            EngineLimits(**limits),  # type: ignore[arg-type]
            cache=cache,
        )
        await engine.start()
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        await engine.close()


@pytest.fixture
async def quick(make_engine: MakeEngine) -> SpeechEngine:
    return await make_engine()


@dataclass(frozen=True)
class Servers:
    """Both servers of one engine."""

    engine: SpeechEngine
    wyoming: WyomingServer
    http: HttpServer
    encoders: "WeakSet[Encoder]"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.port}"

    def client(self) -> AsyncTcpClient:
        assert self.wyoming.port is not None
        return AsyncTcpClient("127.0.0.1", self.wyoming.port, read_timeout=PATIENT_S)

    async def raw(self, *, http: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A bare connection to one of the ports."""
        port = self.http.port if http else self.wyoming.port
        return await asyncio.open_connection("127.0.0.1", port)

    async def are_idle(self, *, errors_kept: bool = False) -> None:
        """Wait until every counter is back at zero; `errors_kept` where the log still holds errors,
        and they their encoder.
        """
        await engine_is_idle(self.engine)
        activity = self.http._app[ACTIVITY]
        await until(lambda: (self.wyoming.active_utterances, activity.running) == (0, 0))
        await until(lambda: errors_kept or self._nothing_is_encoded())

    def _nothing_is_encoded(self) -> bool:
        if self.encoders:
            gc.collect()
        return not self.encoders

    async def serve_the_next(self, *, errors_kept: bool = False) -> None:
        """Somebody else is served on both ports, and then nobody is left."""
        async with aiohttp.ClientSession(self.url) as session:
            body = {"input": "Next, please.", "response_format": "pcm"}
            async with session.post("/v1/audio/speech", json=body) as reply:
                assert reply.status == 200 and await reply.read()
        reader, writer = await self.raw(http=False)
        writer.write(b'{"type":"synthesize","data":{"text":"Next."}}\n')
        async with asyncio.timeout(PATIENT_S):
            assert await reader.readuntil(b'"audio-stop"')
        writer.close()
        await self.are_idle(errors_kept=errors_kept)


async def engine_is_idle(engine: SpeechEngine) -> None:
    """Wait until the engine works for nobody."""
    admission = engine.admission
    await until(lambda: (admission.active, admission.waiting, engine.waiting_jobs) == (0, 0, 0))
    await until(lambda: not {t.get_name() for t in asyncio.all_tasks()} & _UTTERANCE_TASKS)
    assert not any(state.users for state in engine.models.states())


_UTTERANCE_TASKS = {"utterance", "utterance text", "utterance speech"}


def threads() -> list[str]:
    """Names of the program's own threads."""
    names = (thread.name for thread in threading.enumerate())
    return sorted(name for name in names if name.startswith(("inference", "text")))


Serve = Callable[..., Awaitable[Servers]]


@pytest.fixture
async def serve(encoders: "WeakSet[Encoder]") -> AsyncIterator[Serve]:
    """Starts both servers on an engine; further names are fields of `Limits` and `HttpOptions`."""
    running: list[Servers] = []
    unhandled: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))

    async def start(
        engine: SpeechEngine,
        limits: Limits = Limits(linger_s=0.2),
        options: HttpOptions = HttpOptions(),
        memory: ClientMemory | None = None,
    ) -> Servers:
        memory = memory or ClientMemory()
        wyoming = WyomingServer("tcp://127.0.0.1:0", engine, limits, memory=memory)
        http = HttpServer(create_app(engine, replace(options, memory=memory)), "127.0.0.1", 0)
        await wyoming.start()
        await http.start()
        running.append(Servers(engine, wyoming, http, encoders))
        return running[-1]

    yield start
    for servers in running:
        await asyncio.gather(servers.wyoming.stop(), servers.http.stop(0.1))
    assert unhandled == []


@pytest.fixture
async def servers(quick: SpeechEngine, serve: Serve) -> Servers:
    """Both servers on the engine with the quick model."""
    return await serve(quick)


@pytest.fixture
def start(data_dir: Path, tmp_path: Path) -> Iterator[Start]:
    starter = Start(data_dir, tmp_path)
    yield starter
    starter.end_all()
