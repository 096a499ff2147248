"""Home Assistant as the client, on both of its paths."""

import asyncio
import io
import wave
from collections.abc import AsyncIterator

import pytest

from tests.conftest import until
from wyoming_kokoro.voices.catalog import LANGUAGE_NAMES
from wyoming_kokoro.wyoming_server import WyomingServer

from .conftest import home_assistant_of
from .home_assistant import WyomingError
from .tone_engine import ToneEngine, tones

WAV_HEADER_BYTES = 44


async def deltas(*pieces: str) -> AsyncIterator[str]:
    """Text as a language model gives it."""
    for piece in pieces:
        await asyncio.sleep(0.001)
        yield piece


async def test_a_spoken_message_is_a_wav_file(server: WyomingServer) -> None:
    data = await home_assistant_of(server).speak("The lights are on", voice="af_bella")
    assert data is not None
    with wave.open(io.BytesIO(data)) as wav:
        assert (wav.getframerate(), wav.getsampwidth(), wav.getnchannels()) == (24_000, 2, 1)
        assert wav.readframes(wav.getnframes()) == tones("The lights are on", "af_bella")


async def test_an_empty_message_is_a_wav_file_with_audio(server: WyomingServer) -> None:
    data = await home_assistant_of(server).speak("")
    assert data is not None and len(data) > WAV_HEADER_BYTES


async def test_a_streamed_answer_is_a_wav_header_and_all_of_the_audio(
    server: WyomingServer,
) -> None:
    text = "Here is what I found about the weather in the next days"
    pieces = [text[i : i + 5] for i in range(0, len(text), 5)]
    client = home_assistant_of(server)
    data = b"".join([piece async for piece in client.stream(deltas(*pieces), "ff_siwis")])
    assert data.startswith(b"RIFF")
    assert data[WAV_HEADER_BYTES:] == tones(text, "ff_siwis")


async def test_audio_comes_before_the_last_delta(server: WyomingServer) -> None:
    audio_came = asyncio.Event()

    async def thinking() -> AsyncIterator[str]:
        yield "Let me see "
        await audio_came.wait()
        yield "twenty degrees"

    pieces = []
    async for piece in home_assistant_of(server).stream(thinking()):
        pieces.append(piece)
        if len(pieces) > 1:
            audio_came.set()
    assert b"".join(pieces[1:]) == tones("Let me see twenty degrees")


async def test_a_whole_message_in_one_chunk_is_spoken(server: WyomingServer) -> None:
    message = "word " * 200
    stream = home_assistant_of(server).stream(deltas(message))
    assert b"".join([piece async for piece in stream])[WAV_HEADER_BYTES:] == tones(message)


async def test_a_failure_raises_on_both_paths(server: WyomingServer) -> None:
    client = home_assistant_of(server)
    with pytest.raises(WyomingError, match="The model failed"):
        await client.speak("one fail")
    with pytest.raises(WyomingError, match="There is no voice"):
        await client.speak("one", voice="nobody")
    with pytest.raises(WyomingError, match="The model failed"):
        _ = [piece async for piece in client.stream(deltas("one fail"))]


async def test_an_interrupted_answer_frees_the_engine(
    server: WyomingServer, engine: ToneEngine
) -> None:
    stream = home_assistant_of(server).stream(deltas("one hold never"))
    assert (await anext(stream)).startswith(b"RIFF")
    await stream.aclose()  # type: ignore[attr-defined]
    await until(lambda: server.active_connections == 0)
    assert (engine.active, engine.cancelled) == (0, 1)


async def test_the_device_stays_available_while_others_speak(
    server: WyomingServer, engine: ToneEngine
) -> None:
    client = home_assistant_of(server)
    speaking = [asyncio.create_task(client.speak("one hold two")) for _ in range(5)]
    await until(lambda: engine.active == 5)
    assert (await client.program()).supports_synthesize_streaming
    engine.go_on.set()
    assert len(set(await asyncio.gather(*speaking))) == 1


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_a_new_pipeline_takes_the_recommended_voice(
    server: WyomingServer, engine: ToneEngine, language: str
) -> None:
    label, name = (await home_assistant_of(server).voices(language))[0]
    assert engine.catalog[name].recommended
    assert label.strip() == engine.catalog[name].label
