"""The conversation on one connection."""

import asyncio
import logging
from typing import Any

import pytest
from wyoming.client import AsyncClient
from wyoming.event import Event
from wyoming.info import Describe, Info, SelectProgram
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from tests.conftest import until
from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.wyoming_server import WyomingServer

from .conftest import PATIENT_S, Serve, client_of
from .tone_engine import ToneEngine, tones

FORMAT = {"rate": 24_000, "width": 2, "channels": 1}


async def answer(client: AsyncClient, last: str = "audio-stop") -> list[Event]:
    """Events up to one of the type `last`, or to the end of the connection."""
    events: list[Event] = []
    while (event := await client.read_event()) is not None:
        events.append(event)
        if event.type == last:
            break
    return events


def audio(events: list[Event]) -> bytes:
    return b"".join(event.payload or b"" for event in events if event.type == "audio-chunk")


def shape(events: list[Event]) -> list[str]:
    """Types of events, a run of one type written once."""
    types = [event.type for event in events]
    return [
        kind for i, kind in enumerate(types) if kind != "audio-chunk" or types[i - 1 : i] != [kind]
    ]


async def ask(server: WyomingServer, data: dict[str, Any], last: str = "audio-stop") -> list[Event]:
    """The answer to a `synthesize` with this raw data."""
    async with client_of(server) as client:
        await client.write_event(Event("synthesize", data))
        return await answer(client, last)


async def send_stream(client: AsyncClient, *pieces: str) -> None:
    await client.write_event(SynthesizeStart().event())
    for piece in pieces:
        await client.write_event(SynthesizeChunk(piece).event())
    await client.write_event(SynthesizeStop().event())


async def test_synthesize_is_answered_by_one_start_the_audio_and_one_stop(
    server: WyomingServer,
) -> None:
    events = await ask(server, {"text": "Good morning"})
    assert shape(events) == ["audio-start", "audio-chunk", "audio-stop"]
    assert events[0].data == {**FORMAT, "timestamp": 0}
    assert audio(events) == tones("Good morning")


async def test_chunks_have_their_format_their_time_and_at_most_so_many_samples(
    serve: Serve,
) -> None:
    events = await ask(await serve(samples_per_chunk=480), {"text": "a bc"})
    chunks = [event for event in events if event.type == "audio-chunk"]
    # Of 700 and 1400 samples, the rest of a word being sent with it.
    assert [len(chunk.payload or b"") // 2 for chunk in chunks] == [480, 220, 480, 480, 440]
    assert [chunk.data["timestamp"] for chunk in chunks] == [0, 20, 29, 49, 69]
    assert all({**chunk.data, **FORMAT} == chunk.data for chunk in chunks)
    assert events[-1].data["timestamp"] == 87


async def test_a_stream_is_spoken_while_its_text_grows_and_ends_with_stopped(
    server: WyomingServer,
) -> None:
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk("Good mor").event())
        first = await answer(client, "audio-chunk")
        await client.write_event(SynthesizeChunk("ning").event())
        await client.write_event(SynthesizeStop().event())
        events = first + await answer(client, "synthesize-stopped")
    assert shape(events) == ["audio-start", "audio-chunk", "audio-stop", "synthesize-stopped"]
    assert audio(events) == tones("Good morning")


@pytest.mark.parametrize("place", ["first", "last"])
async def test_the_full_synthesize_within_a_stream_is_ignored(
    server: WyomingServer, place: str
) -> None:
    full = Synthesize("one two").event()
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        if place == "first":
            await client.write_event(full)
        for piece in ("one ", "two"):
            await client.write_event(SynthesizeChunk(piece).event())
        if place == "last":
            await client.write_event(full)
        await client.write_event(SynthesizeStop().event())
        await client.write_event(Synthesize("after").event())
        assert audio(await answer(client, "synthesize-stopped")) == tones("one two")
        assert audio(await answer(client)) == tones("after")


async def test_a_connection_can_be_used_again_in_any_order(server: WyomingServer) -> None:
    # A flag that was never reset made the second synthesize of a connection vanish.
    async with client_of(server) as client:
        for text in ("one", "two"):
            await send_stream(client, text)
            assert audio(await answer(client, "synthesize-stopped")) == tones(text)
            await client.write_event(Synthesize(text).event())
            assert audio(await answer(client)) == tones(text)


async def test_requests_sent_ahead_are_answered_in_order(server: WyomingServer) -> None:
    async with client_of(server) as client:
        await client.write_event(Synthesize("one").event())
        await send_stream(client, "two ", "three")
        await client.write_event(Synthesize("four").event())
        assert audio(await answer(client)) == tones("one")
        assert audio(await answer(client, "synthesize-stopped")) == tones("two three")
        assert audio(await answer(client)) == tones("four")


async def test_a_stream_started_within_a_stream_ends_the_first(server: WyomingServer) -> None:
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk("one").event())
        await send_stream(client, "two")
        assert audio(await answer(client, "synthesize-stopped")) == tones("one")
        assert audio(await answer(client, "synthesize-stopped")) == tones("two")


@pytest.mark.parametrize("text", ["", " \n"])
async def test_nothing_to_say_is_a_short_silence(
    server: WyomingServer, engine: ToneEngine, text: str
) -> None:
    async with client_of(server) as client:
        await client.write_event(Synthesize(text).event())
        plain = await answer(client)
        await send_stream(client, text)
        streamed = await answer(client, "synthesize-stopped")
        await send_stream(client)
        empty = await answer(client, "synthesize-stopped")
    assert shape(plain) == ["audio-start", "audio-chunk", "audio-stop"]
    assert shape(streamed) == shape(empty) == [*shape(plain), "synthesize-stopped"]
    assert {audio(plain), audio(streamed), audio(empty)} == {bytes(4800)}
    assert len(engine.requests) == 2, "it is not the model's business"


async def test_describe_and_ping_are_answered_while_speaking(
    server: WyomingServer, engine: ToneEngine
) -> None:
    # Peers that read and handle in turn answer when they have finished speaking.
    async with client_of(server) as client:
        await client.write_event(Synthesize("hold on").event())
        await engine.holding.wait()
        await client.write_event(Describe().event())
        await client.write_event(Ping("are you there?").event())
        info, pong = await client.read_event(), await client.read_event()
        assert info is not None and Info.from_event(info).tts[0].name == "kokoro"
        assert pong is not None and Pong.from_event(pong).text == "are you there?"
        engine.go_on.set()
        assert audio(await answer(client)) == tones("hold on")


async def test_a_ping_without_text_is_answered(server: WyomingServer) -> None:
    async with client_of(server) as client:
        for data in ({}, {"text": None}, {"text": 7}):
            await client.write_event(Event("ping", data))
            assert await client.read_event() == Event("pong", {"text": None})


async def test_select_program_and_unknown_events_change_nothing(
    server: WyomingServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "wyoming_kokoro.wyoming_server.handler")
    async with client_of(server) as client:
        await client.write_event(SelectProgram("kokoro").event())
        await client.write_event(SelectProgram("another").event())
        await client.write_event(Event("select-program", {"name": 3}))
        await client.write_event(Event("transcribe", {"language": "en"}))
        await client.write_event(Event("audio-chunk", {**FORMAT}, bytes(100)))
        await client.write_event(SynthesizeChunk("outside of a stream").event())
        await client.write_event(SynthesizeStop().event())
        await client.write_event(Event("x" * 100))
        await client.write_event(Synthesize("one").event())
        assert audio(await answer(client)) == tones("one")
    ignored = ["'select-program'"] * 3 + ["'transcribe'", "'audio-chunk'"]
    assert caplog.messages == [
        *(f"127.0.0.1: nothing to do for {kind}" for kind in ignored),
        "127.0.0.1: synthesize-chunk outside of a stream",
        f"127.0.0.1: nothing to do for '{'x' * 63}",
    ]


@pytest.mark.parametrize(
    ("voice", "spoken_by"),
    [
        (None, "af_heart"),
        ({}, "af_heart"),
        ({"name": None, "language": None, "speaker": None}, "af_heart"),
        ({"name": ""}, "af_heart"),
        ({"language": ""}, "af_heart"),
        ({"name": "bm_lewis", "language": ""}, "bm_lewis"),
        ({"name": "bm_lewis"}, "bm_lewis"),
        ({"name": "bm_lewis", "speaker": ""}, "bm_lewis"),
        ({"speaker": "slow"}, "af_heart"),
        ({"language": "fr"}, "ff_siwis"),
        ({"name": "am_puck", "language": "fr"}, "am_puck"),
    ],
)
async def test_the_voice_is_the_one_asked_for(
    server: WyomingServer,
    engine: ToneEngine,
    voice: dict[str, str | None] | None,
    spoken_by: str,
) -> None:
    assert audio(await ask(server, {"text": "hello", "voice": voice})) == tones("hello", spoken_by)
    (request,) = engine.requests
    assert request.language == ((voice or {}).get("language") or None)


@pytest.mark.parametrize(
    ("speaker", "speed"),
    [(None, 1.0), ("", 1.0), ("slow", 0.8), ("normal", 1.0), (" Fast ", 1.25)],
)
async def test_the_speaker_is_a_speed(
    server: WyomingServer, engine: ToneEngine, speaker: str | None, speed: float
) -> None:
    await ask(server, {"text": "hello", "voice": {"name": "am_puck", "speaker": speaker}})
    assert [request.speed for request in engine.requests] == [speed]


async def test_an_unknown_speaker_is_an_error_that_names_the_known_ones(
    server: WyomingServer,
) -> None:
    *_, error = await ask(server, {"text": "hello", "voice": {"speaker": "bm_lewis"}})
    assert error.type == "error"
    told = "There is no speaker 'bm_lewis'; choose from slow, normal, fast"
    assert error.data == {"code": "invalid_value", "text": told}
    *_, error = await ask(server, {"text": "hello", "voice": {"speaker": "x" * 65}})
    assert error.data["text"].startswith(f"There is no speaker '{'x' * 64}'; ")


async def test_the_language_beside_a_name_reaches_the_engine(
    server: WyomingServer, engine: ToneEngine
) -> None:
    # wyoming's own class drops it.
    await ask(server, {"text": "bonjour", "voice": {"name": "am_puck", "language": "fr"}})
    assert engine.requests[0].language == "fr"


async def test_two_clients_at_once_each_have_their_own_voice(server: WyomingServer) -> None:
    # A voice kept in a global was swapped between clients.
    text = "one two three four five six seven eight"
    voices = ["af_heart", "bm_lewis", "ff_siwis", "zm_yunxi"]
    answers = await asyncio.gather(
        *(ask(server, {"text": text, "voice": {"name": voice}}) for voice in voices)
    )
    assert [audio(events) for events in answers] == [tones(text, voice) for voice in voices]


@pytest.mark.parametrize("streaming", [False, True])
async def test_ssml_is_passed_on_as_such(
    server: WyomingServer, engine: ToneEngine, streaming: bool
) -> None:
    kind = "synthesize-start" if streaming else "synthesize"
    async with client_of(server) as client:
        await client.write_event(Event(kind, {"text": "<speak/>", "text_format": "ssml"}))
        await client.write_event(SynthesizeStop().event())
        await answer(client)
    assert [request.text_format for request in engine.requests] == ["ssml"]


@pytest.mark.parametrize("text_format", [None, "", "text"])
async def test_text_is_plain_unless_it_says_otherwise(
    server: WyomingServer, engine: ToneEngine, text_format: str | None
) -> None:
    await ask(server, {"text": "hello", "text_format": text_format})
    assert [request.text_format for request in engine.requests] == ["text"]


async def test_the_engine_learns_who_asks(server: WyomingServer, engine: ToneEngine) -> None:
    await ask(server, {"text": "hello", "context": {"conversation": 1}})
    assert (engine.requests[0].client, engine.requests[0].protocol) == ("127.0.0.1", "wyoming")


async def test_nul_characters_are_spaces(server: WyomingServer, engine: ToneEngine) -> None:
    assert audio(await ask(server, {"text": "one\0two"})) == tones("one two")


NO_TEXT, NO_OBJECT = "synthesize has no text", "voice is not an object"
NO_FORMAT = 'text_format is neither "text" nor "ssml"'
BAD_REQUESTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no text": ({}, "invalid_value", NO_TEXT),
    "text is null": ({"text": None}, "invalid_value", NO_TEXT),
    "text is a number": ({"text": 5}, "invalid_value", NO_TEXT),
    "text is a list": ({"text": ["a"]}, "invalid_value", NO_TEXT),
    "voice is a list": ({"text": "a", "voice": ["af_heart"]}, "invalid_value", NO_OBJECT),
    "voice is a string": ({"text": "a", "voice": "af_heart"}, "invalid_value", NO_OBJECT),
    **{
        f"{field} is a number": (
            {"text": "a", "voice": {field: 1}},
            "invalid_value",
            f"voice.{field} is not a string",
        )
        for field in ("name", "language", "speaker")
    },
    "no such voice": ({"text": "a", "voice": {"name": "af_hart"}}, "voice_not_found", "af_hart"),
    "a path": ({"text": "a", "voice": {"name": "../../etc/passwd"}}, "voice_not_found", "etc"),
    "no such format": ({"text": "a", "text_format": "markdown"}, "invalid_value", NO_FORMAT),
    "format is a list": ({"text": "a", "text_format": []}, "invalid_value", NO_FORMAT),
}


@pytest.mark.parametrize(("data", "code", "told"), BAD_REQUESTS.values(), ids=BAD_REQUESTS)
async def test_a_bad_request_is_answered_by_its_error_and_the_end(
    server: WyomingServer, data: dict[str, Any], code: str, told: str
) -> None:
    events = await ask(server, data, last="never")
    assert [event.type for event in events] == ["error"]
    assert events[0].data["code"] == code
    assert told in events[0].data["text"]


async def test_a_bad_chunk_ends_the_stream_with_an_error(server: WyomingServer) -> None:
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(Event("synthesize-chunk", {"text": None}))
        (error,) = await answer(client, "never")
    assert error.data == {"code": "invalid_value", "text": "synthesize-chunk has no text"}


async def test_an_unknown_voice_of_a_stream_is_refused_before_its_text(
    server: WyomingServer,
) -> None:
    async with client_of(server) as client:
        await client.write_event(Event("synthesize-start", {"voice": {"name": "nobody"}}))
        (error,) = await answer(client, "never")
    assert error.data["code"] == "voice_not_found"


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("one fail", "synthesis_failed", "The model failed"),
        ("one crash", "internal_error", "Internal error"),
    ],
)
@pytest.mark.parametrize("streaming", [False, True])
async def test_a_failure_within_the_audio_is_no_short_success(
    server: WyomingServer, text: str, code: str, told: str, streaming: bool
) -> None:
    async with client_of(server) as client:
        if streaming:
            await send_stream(client, text)
        else:
            await client.write_event(Synthesize(text).event())
        events = await answer(client, "never")
    assert shape(events) == ["audio-start", "audio-chunk", "error"]
    assert events[-1].data == {"code": code, "text": told}


async def test_an_error_waits_for_the_answers_before_it(server: WyomingServer) -> None:
    async with client_of(server) as client:
        await client.write_event(Synthesize("one").event())
        await client.write_event(Event("synthesize", {"text": "a", "voice": {"name": "nobody"}}))
        events = await answer(client, "never")
    assert shape(events) == ["audio-start", "audio-chunk", "audio-stop", "error"]
    assert audio(events) == tones("one")


async def test_a_text_over_the_limit_is_refused(serve: Serve, engine: ToneEngine) -> None:
    server = await serve(max_text_chars=10)
    (error,) = await ask(server, {"text": "a" * 11}, last="never")
    assert error.data == {"code": "text_too_long", "text": "The text is over 10 characters"}
    assert engine.requests == []
    assert audio(await ask(server, {"text": "a" * 10})) == tones("a" * 10)


async def test_the_chunks_of_a_stream_are_limited_together(serve: Serve) -> None:
    server = await serve(max_text_chars=10)
    async with client_of(server) as client:
        await send_stream(client, "one ", "two ", "three")
        events = await answer(client, "never")
    assert events[-1].type == "error"
    told = "The text is over 10 characters"
    assert events[-1].data == {"code": "text_too_long", "text": told}


async def test_requests_ahead_are_limited(serve: Serve, engine: ToneEngine) -> None:
    server = await serve(max_pending=2)
    async with client_of(server) as client:
        for _ in range(4):
            await client.write_event(Synthesize("hold").event())
        events = await answer(client, "never")
    assert [event.data.get("code") for event in events] == ["busy"]


async def test_the_text_of_a_stream_counts_as_long_as_it_is_held(engine: ToneEngine) -> None:
    memory = ClientMemory(30_000)
    server = WyomingServer("tcp://127.0.0.1:0", engine, memory=memory)
    await server.start()
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        for _ in range(5):
            await client.write_event(SynthesizeChunk("a" * 20_000).event())
        (error,) = await answer(client, "never")
    assert error.data["code"] == "busy"
    await until(lambda: server.active_connections == 0)
    assert memory.bytes == 0
    await server.stop()


@pytest.mark.parametrize("field", ["name", "language"])
async def test_the_voice_of_what_waits_counts_as_its_text_does(
    engine: ToneEngine, field: str
) -> None:
    memory = ClientMemory(30_000)
    server = WyomingServer("tcp://127.0.0.1:0", engine, memory=memory)
    await server.start()
    async with client_of(server) as client:
        await client.write_event(Synthesize("hold").event())
        await engine.holding.wait()
        for _ in range(5):
            voice = {field: "a" * 20_000}
            await client.write_event(Event("synthesize", {"text": "one", "voice": voice}))
        (error,) = await answer(client, "never")
    assert error.data["code"] == "busy"
    await server.stop()


async def test_as_many_requests_may_wait_as_the_limit_says(
    serve: Serve, engine: ToneEngine
) -> None:
    server = await serve(max_pending=2)
    async with client_of(server) as client:
        await client.write_event(Synthesize("hold").event())
        await engine.holding.wait()
        for event in (Synthesize("one"), Synthesize("two"), Ping()):
            await client.write_event(event.event())
        assert shape(await answer(client, "pong")) == ["pong"]
        await client.write_event(Synthesize("three").event())
        (error,) = await answer(client, "never")
    assert error.data == {"code": "busy", "text": "Too many requests wait on this connection"}


async def test_a_closed_socket_cancels_at_once(server: WyomingServer, engine: ToneEngine) -> None:
    async with client_of(server) as client:
        await client.write_event(Synthesize("one hold").event())
        await client.write_event(Synthesize("never").event())
        await engine.holding.wait()
    await until(lambda: engine.active == 0)
    assert (engine.cancelled, len(engine.requests)) == (1, 1)
    await until(lambda: server.active_connections == 0)


async def test_a_closed_socket_cancels_a_stream_that_waits_for_text(
    server: WyomingServer, engine: ToneEngine
) -> None:
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        await until(lambda: engine.active == 1)
    await until(lambda: engine.active == 0)


async def test_a_client_that_stops_reading_costs_only_itself(
    serve: Serve, engine: ToneEngine
) -> None:
    server = await serve(send_timeout_s=0.2)
    async with client_of(server) as stalled:
        await stalled.write_event(Synthesize("stalled " * 3000).event())
        assert audio(await ask(server, {"text": "one"})) == tones("one")
        async with asyncio.timeout(PATIENT_S):
            await until(lambda: server.active_connections == 0)
    assert engine.cancelled == 1
    assert engine.words_spoken < 3000


async def test_an_idle_connection_is_closed(serve: Serve) -> None:
    server = await serve(idle_timeout_s=0.3)
    async with client_of(server) as client:
        await client.write_event(Ping().event())
        assert shape(await answer(client, "never")) == ["pong"]


async def test_a_stream_whose_text_does_not_go_on_is_closed(
    serve: Serve, engine: ToneEngine
) -> None:
    server = await serve(idle_timeout_s=0.3)
    async with client_of(server) as client:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk("one two").event())
        events = await answer(client, "never")
    assert shape(events) == ["audio-start", "audio-chunk", "error"]
    assert events[-1].data == {"code": "protocol_error", "text": "No text came for 0.3 s"}
    assert engine.cancelled == 1


async def test_a_connection_is_not_idle_while_its_answer_is_made(
    serve: Serve, engine: ToneEngine
) -> None:
    server = await serve(idle_timeout_s=0.2)
    async with client_of(server) as client:
        await client.write_event(Synthesize("hold").event())
        await engine.holding.wait()
        await asyncio.sleep(0.5)
        engine.go_on.set()
        assert audio(await answer(client)) == tones("hold")
