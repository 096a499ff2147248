"""Whoever leaves, at whatever moment, frees the place, the clauses, the tasks and the encoder."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from tests.conftest import until
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import SynthesisFailed
from wyoming_kokoro.http_server import HttpOptions
from wyoming_kokoro.wyoming_server import Limits

from .conftest import LONG, MakeEngine, Serve, engine_is_idle, threads
from .quick import Gate, QuickBackend


async def listen(engine: SpeechEngine, text: str | AsyncIterator[str] = LONG) -> None:
    async with aclosing(engine.speak(SpeechRequest(text))) as chunks:
        async for _ in chunks:
            pass


async def leave(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 5, 8, 13, 21])
async def test_leaving_in_the_first_moments(engine: SpeechEngine, turns: int) -> None:
    task = asyncio.create_task(listen(engine))
    for _ in range(turns):
        await asyncio.sleep(0)
    await leave(task)
    await engine_is_idle(engine)


async def test_leaving_while_the_text_is_read_out(engine: SpeechEngine) -> None:
    release = threading.Event()
    engine._text_thread.submit(release.wait, 60)
    task = asyncio.create_task(listen(engine))
    await until(lambda: engine.admission.active == 1)
    await leave(task)
    release.set()
    await engine_is_idle(engine)


async def test_an_engine_that_closes_while_a_text_waits_to_be_read_tells_its_listener(
    make_engine: MakeEngine,
) -> None:
    """The reading was cancelled with its thread, and the listener waited for ever."""
    engine = await make_engine()
    release = threading.Event()
    engine._text_thread.submit(release.wait, 60)
    task = asyncio.create_task(listen(engine))
    await until(lambda: engine.admission.active == 1)
    await asyncio.sleep(0.05)  # until the text waits for its thread
    closing = asyncio.create_task(engine.close())
    await until(lambda: engine._text_thread._shutdown)
    release.set()
    await closing
    async with asyncio.timeout(20):
        with pytest.raises(SynthesisFailed):
            await task


async def test_leaving_while_a_clause_waits_and_while_one_is_made(
    engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = engine.models.backend()
    begun, release, made = threading.Event(), threading.Event(), []
    plan = backend.plan  # type: ignore[attr-defined]

    def slow_plan(tokens: list[int], *rest: object) -> object:
        begun.set()
        release.wait(60)
        made.append(len(tokens))
        return plan(tokens, *rest)

    monkeypatch.setattr(backend, "plan", slow_plan)
    in_hand = asyncio.create_task(listen(engine))
    await until(begun.is_set)
    waiting = asyncio.create_task(listen(engine))
    await until(lambda: engine.waiting_jobs == 1)
    before = threads()
    await leave(waiting)
    assert engine.waiting_jobs == 0
    await leave(in_hand)
    release.set()
    await engine_is_idle(engine)
    await engine.pulse()
    assert len(made) == 1, "only the job in hand is finished"
    assert threads() == before


async def test_leaving_after_each_chunk(engine: SpeechEngine) -> None:
    for wanted in (1, 2, 3):
        async with aclosing(engine.speak(SpeechRequest(LONG))) as chunks:
            for _ in range(wanted):
                await anext(chunks)
        await engine_is_idle(engine)


async def test_leaving_while_queued(make_engine: MakeEngine, backend: QuickBackend) -> None:
    engine = await make_engine(max_utterances=1, max_queue=4)
    gate = Gate(backend)
    tasks = [asyncio.create_task(listen(engine)) for _ in range(4)]
    await until(lambda: (engine.admission.active, engine.admission.waiting) == (1, 3))
    for task in reversed(tasks):
        await leave(task)
    assert (engine.admission.active, engine.admission.waiting) == (0, 0)
    gate.open()
    await engine_is_idle(engine)


def request(http: bool, text: str, audio_format: str = "mp3") -> bytes:
    """The bytes that ask for speech on one of the ports."""
    if not http:
        data = json.dumps({"text": text}).encode()
        header = {"type": "synthesize", "data_length": len(data)}
        return json.dumps(header).encode() + b"\n" + data
    body = json.dumps({"input": text, "response_format": audio_format}).encode()
    head = "POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize("http", [True, False], ids=["http", "wyoming"])
async def test_hanging_up_amid_the_real_speech(
    engine: SpeechEngine, serve: Serve, http: bool
) -> None:
    servers = await serve(engine)
    for read in (1, 5_000, 60_000):
        reader, writer = await servers.raw(http=http)
        writer.write(request(http, LONG[:2000], "mp3"))
        await reader.readexactly(read)
        writer.close()
    await servers.are_idle()


@pytest.mark.parametrize("http", [True, False], ids=["http", "wyoming"])
async def test_hanging_up_while_queued(
    make_engine: MakeEngine, serve: Serve, backend: QuickBackend, http: bool
) -> None:
    servers = await serve(await make_engine(max_utterances=1, max_queue=8))
    gate = Gate(backend)
    writers = [(await servers.raw(http=http))[1] for _ in range(5)]
    for writer in writers:
        writer.write(request(http, LONG))
    admission = servers.engine.admission
    await until(lambda: (admission.active, admission.waiting) == (1, 4))
    for writer in writers:
        writer.close()
    await until(lambda: (admission.active, admission.waiting) == (0, 0))
    gate.open()
    await servers.are_idle()


@pytest.mark.parametrize("http", [True, False], ids=["http", "wyoming"])
@pytest.mark.parametrize("hangs_up", [True, False])
async def test_a_socket_that_is_full(
    quick: SpeechEngine, serve: Serve, backend: QuickBackend, http: bool, hangs_up: bool
) -> None:
    """By hanging up, or by the send timeout where the client just sits there."""
    timeout_s = 60.0 if hangs_up else 0.5
    servers = await serve(
        quick,
        Limits(send_timeout_s=timeout_s, linger_s=0.1),
        HttpOptions(send_timeout_s=timeout_s, max_input_chars=200_000),
    )
    reader, writer = await servers.raw(http=http)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(request(http, LONG * 30, "pcm"))
    admission = quick.admission
    await until(lambda: admission.active == 1)
    if hangs_up:
        made = -1.0
        while made != backend.seconds:  # until the socket and the buffers are full
            made = backend.seconds
            await asyncio.sleep(0.2)
        writer.close()
        writer.transport.abort()
    await until(lambda: admission.active == 0)
    writer.transport.abort()
    await servers.are_idle()
    await servers.serve_the_next()
