"""OpenAI's own client is served as OpenAI would serve it."""

import base64
import json

import numpy as np
import openai as sdk
import pytest
from openai import AsyncOpenAI

from tests.audio.decoders import adts_frames, decode, wav_sizes
from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.http_server.aliases import OPENAI_VOICES

TEXT = "The lights are on. The door is closed."


@pytest.mark.parametrize("name", [f.value for f in AudioFormat])
async def test_create_gives_the_speech_in_every_format(openai: AsyncOpenAI, name: str) -> None:
    reply = await openai.audio.speech.create(
        model="tts-1", voice="alloy", input=TEXT, response_format=name
    )
    audio_format = AudioFormat(name)
    assert reply.response.headers["content-type"] == audio_format.content_type
    samples = len(pcm_of(TEXT)) // 2
    if audio_format is AudioFormat.AAC:
        assert 0 <= len(adts_frames(reply.content)) * 1024 - samples <= 2048
    else:
        assert 0 <= len(decode(audio_format, reply.content)) - samples < 2400


@pytest.mark.parametrize("name", [f.value for f in AudioFormat])
async def test_streaming_gives_the_same_bytes_piece_by_piece(
    openai: AsyncOpenAI, name: str
) -> None:
    request = {"model": "gpt-4o-mini-tts", "voice": "nova", "input": TEXT, "response_format": name}
    whole = (await openai.audio.speech.create(**request)).content
    async with openai.audio.speech.with_streaming_response.create(**request) as reply:
        assert reply.headers["transfer-encoding"] == "chunked"
        pieces = b"".join([piece async for piece in reply.iter_bytes(512)])
    if name == "opus":
        # Every Ogg stream has its own serial number.
        assert np.array_equal(decode(AudioFormat.OPUS, pieces), decode(AudioFormat.OPUS, whole))
    else:
        assert pieces == whole


async def test_mp3_is_the_default(openai: AsyncOpenAI) -> None:
    reply = await openai.audio.speech.create(model="tts-1", voice="alloy", input=TEXT)
    assert reply.response.headers["content-type"] == "audio/mpeg"


async def test_events_carry_the_audio_and_end_with_the_usage(openai: AsyncOpenAI) -> None:
    events = []
    async with openai.audio.speech.with_streaming_response.create(
        model="gpt-4o-mini-tts",
        voice="coral",
        input=TEXT,
        response_format="pcm",
        stream_format="sse",
    ) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        async for line in reply.iter_lines():
            if line:
                assert line.startswith("data: ")
                events.append(json.loads(line.removeprefix("data: ")))
    *deltas, done = events
    assert {event["type"] for event in deltas} == {"speech.audio.delta"}
    assert b"".join(base64.b64decode(event["audio"]) for event in deltas) == pcm_of(TEXT)
    assert done == {
        "type": "speech.audio.done",
        "usage": {"input_tokens": len(TEXT), "output_tokens": 32, "total_tokens": len(TEXT) + 32},
    }


async def test_a_streamed_wav_says_that_its_length_is_open(openai: AsyncOpenAI) -> None:
    reply = await openai.audio.speech.create(
        model="kokoro", voice="af_sky", input=TEXT, response_format="wav"
    )
    assert wav_sizes(reply.content)[1] == 0xFFFFFFFF


async def test_a_whole_wav_says_its_length(openai: AsyncOpenAI) -> None:
    reply = await openai.audio.speech.create(
        model="kokoro",
        voice="af_sky",
        input=TEXT,
        response_format="wav",
        extra_body={"stream": False},
    )
    assert wav_sizes(reply.content)[1] == len(pcm_of(TEXT))
    assert int(reply.response.headers["content-length"]) == len(reply.content)


@pytest.mark.parametrize("voice", OPENAI_VOICES)
async def test_each_of_openais_voices_speaks(
    openai: AsyncOpenAI, engine: ToneEngine, voice: str
) -> None:
    await openai.audio.speech.create(
        model="tts-1-hd", voice=voice, input="Hi", response_format="pcm"
    )
    assert engine.requests[-1].voice in engine.catalog


async def test_a_voice_may_be_an_object(openai: AsyncOpenAI, engine: ToneEngine) -> None:
    await openai.audio.speech.create(model="tts-1", voice={"id": "bf_emma"}, input="Hi")
    assert engine.requests[-1].voice == "bf_emma"


async def test_models_are_listed_and_found(openai: AsyncOpenAI) -> None:
    ids = [model.id async for model in openai.models.list()]
    assert ids == ["kokoro", "tts-1", "tts-1-hd", "gpt-4o-mini-tts"]
    assert (await openai.models.retrieve("tts-1-hd")).id == "tts-1-hd"
    with pytest.raises(sdk.NotFoundError):
        await openai.models.retrieve("TTS-1")


@pytest.mark.parametrize(
    ("change", "error", "param"),
    [
        ({"speed": 9}, sdk.BadRequestError, "speed"),
        ({"response_format": "mp4"}, sdk.BadRequestError, "response_format"),
        ({"voice": "nobody"}, sdk.BadRequestError, "voice"),
        ({"input": ""}, sdk.BadRequestError, "input"),
        ({"input": " \n"}, sdk.BadRequestError, "input"),
        ({"model": "tts-9"}, sdk.NotFoundError, None),
        ({"input": "x" * 100_001}, sdk.APIStatusError, "input"),
        ({"input": "BUSY"}, sdk.RateLimitError, None),
        ({"input": "LOADING"}, sdk.InternalServerError, None),
        ({"input": "FAIL"}, sdk.InternalServerError, None),
    ],
)
async def test_errors_are_the_clients_own_exceptions(
    openai: AsyncOpenAI,
    change: dict[str, object],
    error: type[sdk.APIStatusError],
    param: str | None,
) -> None:
    request: dict[str, object] = {"model": "tts-1", "voice": "alloy", "input": "Hi"}
    with pytest.raises(error) as raised:
        await openai.audio.speech.create(**request | change)
    assert raised.value.param == param
    assert raised.value.request_id
    assert isinstance(raised.value.body, dict)
    assert set(raised.value.body) == {"message", "type", "param", "code"}


async def test_a_wrong_key_is_an_authentication_error(serve: Serve) -> None:
    url = await serve(api_keys=("right", "other"))
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key="wrong", max_retries=0) as client:
        with pytest.raises(sdk.AuthenticationError):
            await client.audio.speech.create(model="tts-1", voice="alloy", input="Hi")
        right = client.with_options(api_key="other")
        assert (await right.audio.speech.create(model="tts-1", voice="alloy", input="Hi")).content


@pytest.mark.parametrize("stream_format", ["audio", "sse"])
async def test_a_failure_midway_is_not_a_short_success(
    openai: AsyncOpenAI, stream_format: str
) -> None:
    with pytest.raises(
        Exception, match="incomplete|peer closed|reset|disconnected|ReadError"
    ) as raised:
        async with openai.audio.speech.with_streaming_response.create(
            model="tts-1", voice="alloy", input="Well begun. FAIL", stream_format=stream_format
        ) as reply:
            assert reply.status_code == 200
            async for _ in reply.iter_bytes():
                pass
    assert not isinstance(raised.value, sdk.APIStatusError)


@pytest.mark.parametrize(("text", "seconds"), [("BUSY", "3"), ("LOADING", "5")])
async def test_a_server_that_cannot_now_says_when_to_try_again(
    openai: AsyncOpenAI, text: str, seconds: str
) -> None:
    with pytest.raises(sdk.APIStatusError) as raised:
        await openai.audio.speech.create(model="tts-1", voice="alloy", input=text)
    assert raised.value.response.headers["retry-after"] == seconds
