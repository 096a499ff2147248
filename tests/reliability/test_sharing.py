"""Many listeners on one model: each gets on, those who run dry first go first, and memory is
bounded.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

import aiohttp
import pytest
from wyoming.error import Error
from wyoming.tts import Synthesize

from tests.conftest import speak, until
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest

from .conftest import LONG, MakeEngine, Serve, Servers, engine_is_idle
from .quick import Gate, QuickBackend

LISTENERS = 16
TEXT = (
    "The kettle is boiling in the kitchen. The lights are on in the hall. The garden door is open."
)


@pytest.mark.long
async def test_none_of_16_listeners_starves(engine: SpeechEngine) -> None:
    """With the real model, more than this machine may keep up with: all are spoken to, to the
    end.
    """

    async def listen(number: int) -> float:
        request = SpeechRequest(TEXT, client=f"listener {number}")
        async with aclosing(engine.speak(request)) as chunks:
            return sum([chunk.seconds async for chunk in chunks])

    alone = await listen(0)
    seconds = await asyncio.gather(*(listen(number) for number in range(LISTENERS)))
    # Pauses and cuts fall a little differently.
    assert seconds == pytest.approx([alone] * LISTENERS, rel=0.05)
    await engine_is_idle(engine)


async def test_clauses_are_spoken_by_the_time_their_listeners_run_dry(
    quick: SpeechEngine, backend: QuickBackend
) -> None:
    """Everybody's first clause is due at once, and comes before anybody's second."""
    # The job that waits at the gate is not to be taken for what work costs here.
    known = " ".join(f"There are {number} lights in the house." for number in range(20))
    await speak(quick, SpeechRequest(known))
    gate = Gate(backend)
    order: list[str] = []

    async def listen(name: str, text: str) -> None:
        async with aclosing(quick.speak(SpeechRequest(text, client=name))) as chunks:
            async for _ in chunks:
                order.append(name)

    early = [asyncio.create_task(listen(f"early {n}", TEXT)) for n in range(3)]
    await until(lambda: quick.waiting_jobs == 2)
    late = asyncio.create_task(listen("late", "Dinner is ready."))
    await until(lambda: quick.waiting_jobs == 3)
    # As a model does, it takes longer than it takes to ask for the next clause.
    backend.before = lambda: time.sleep(0.05)
    gate.open()
    await asyncio.gather(*early, late)
    assert set(order[:4]) == {"early 0", "early 1", "early 2", "late"}


async def test_a_listener_who_does_not_listen_costs_half_a_minute_of_audio(
    make_engine: MakeEngine, backend: QuickBackend
) -> None:
    engine = await make_engine(read_ahead_s=30.0)
    before = backend.seconds
    async with aclosing(engine.speak(SpeechRequest(LONG * 30))) as chunks:
        await anext(chunks)
        made = -1.0
        while made != backend.seconds:
            made = backend.seconds
            await asyncio.sleep(1.0)
        assert 25 < made - before < 75
    await engine_is_idle(engine)


@pytest.fixture
async def full(make_engine: MakeEngine, serve: Serve, backend: QuickBackend) -> Servers:
    """Servers whose only place is taken and whose queue is full."""
    servers = await serve(await make_engine(max_utterances=1, max_queue=1))
    return servers


async def test_over_the_queue_both_ports_say_busy(full: Servers, backend: QuickBackend) -> None:
    gate = Gate(backend)
    admission = full.engine.admission
    holders = [await full.raw(http=False) for _ in range(2)]
    for _, writer in holders:
        writer.write(json.dumps({"type": "synthesize", "data": {"text": "One."}}).encode() + b"\n")
    await until(lambda: (admission.active, admission.waiting) == (1, 1))
    async with aiohttp.ClientSession(full.url) as session:
        async with session.post("/v1/audio/speech", json={"input": "Two."}) as reply:
            body = await reply.json()
            assert (reply.status, body["error"]["code"]) == (429, "busy")
            assert 1 <= int(reply.headers["Retry-After"]) <= 60
    async with full.client() as client:
        await client.write_event(Synthesize("Three.").event())
        event = await client.read_event()
        assert event is not None and Error.from_event(event).code == "busy"
    gate.open()
    for reader, writer in holders:
        assert await reader.readuntil(b'"audio-stop"')
        writer.close()
    await full.serve_the_next()


async def test_a_session_that_is_heard_already_goes_on_without_a_place(
    make_engine: MakeEngine,
) -> None:
    engine = await make_engine(max_utterances=1, max_queue=0)
    go_on = asyncio.Event()

    async def growing() -> AsyncIterator[str]:
        yield "The kettle is boiling.\n\n"
        await go_on.wait()
        yield "The tea is ready."

    async with aclosing(engine.speak(SpeechRequest(growing(), client="first"))) as chunks:
        await anext(chunks)
        await until(lambda: engine.admission.active == 0)
        async with engine.admission.place("second"):
            go_on.set()
            rest = [chunk async for chunk in chunks]
    words = [word.text for chunk in rest for word in chunk.words]
    assert words[-4:] == "The tea is ready.".split()


async def test_keys_tell_clients_behind_a_proxy_apart(quick: SpeechEngine, serve: Serve) -> None:
    from wyoming_kokoro.http_server import HttpOptions

    servers = await serve(quick, options=HttpOptions(api_keys=("one", "two")))
    clients: list[str] = []
    speak = quick.speak

    def noted(request: SpeechRequest) -> object:
        clients.append(request.client)
        return speak(request)

    quick.speak = noted  # type: ignore[method-assign, assignment]
    async with aiohttp.ClientSession(servers.url) as session:
        for key in ("one", "two"):
            headers = {"Authorization": f"Bearer {key}"}
            body = {"input": "Hi.", "response_format": "pcm"}
            async with session.post("/v1/audio/speech", json=body, headers=headers) as reply:
                assert reply.status == 200 and await reply.read()
    assert clients == ["127.0.0.1#1", "127.0.0.1#2"]
