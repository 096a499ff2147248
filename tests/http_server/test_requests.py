"""What a request may say, and what it is told when it may not."""

import asyncio
import json
import logging

import aiohttp
import pytest
from aiohttp import web

from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.text.segment import NormalizationOptions
from wyoming_kokoro.version import __version__

Session = aiohttp.ClientSession
SPEECH = "/v1/audio/speech"
HI = {"model": "kokoro", "input": "Hi there", "voice": "af_sky", "response_format": "pcm"}


async def error_of(reply: aiohttp.ClientResponse) -> dict[str, str | None]:
    body = await reply.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"message", "type", "param", "code"}
    return body["error"]  # type: ignore[no-any-return]


async def test_everything_but_the_input_may_be_left_out(http: Session, engine: ToneEngine) -> None:
    async with http.post(SPEECH, json={"input": "Hi"}) as reply:
        assert reply.status == 200 and reply.content_type == "audio/mpeg"
    request = engine.requests[0]
    assert (request.voice, request.speed, request.volume, request.language) == ("", 1.0, 1.0, None)
    assert request.normalization == NormalizationOptions()


async def test_null_is_the_same_as_nothing(http: Session) -> None:
    optional = (
        "voice response_format speed instructions stream_format stream lang_code volume_multiplier"
        " normalization_options"
    )
    async with http.post(SPEECH, json={"input": "Hi"} | dict.fromkeys(optional.split())) as reply:
        assert reply.status == 200


async def test_fields_of_other_servers_are_ignored(http: Session) -> None:
    async with http.post(SPEECH, json=HI | {"download_format": "mp3", "n": [1]}) as reply:
        assert reply.status == 200


async def test_all_fields_reach_the_engine(http: Session, engine: ToneEngine) -> None:
    body = HI | {
        "speed": 1.5,
        "volume_multiplier": 0.5,
        "lang_code": "en-GB",
        "text_format": "ssml",
        "voice": "alloy(2)+af_sky",
        "normalization_options": {
            "phone_normalization": False,
            "unit_normalization": True,
            "emoji": "name",
        },
    }
    async with http.post(SPEECH, json=body) as reply:
        assert reply.status == 200
    request = engine.requests[0]
    assert (request.speed, request.volume, request.language) == (1.5, 0.5, "en-GB")
    assert (request.text_format, request.voice) == ("ssml", "af_alloy(2)+af_sky")
    assert request.normalization == NormalizationOptions(
        disabled=frozenset({"phone"}), emoji="name"
    )
    assert (request.protocol, request.client) == ("http", "127.0.0.1")


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"volume_multiplier": 0}, "volume", 0.0),
        ({"volume_multiplier": "0.5"}, "volume", 0.5),
        ({"speed": "0.5"}, "speed", 0.5),
        ({"lang_code": ""}, "language", None),
        ({"voice": " af_sky "}, "voice", "af_sky"),
        ({"model": "other"}, "backend", "second"),
        ({"model": "kokoro"}, "backend", None),
    ],
)
async def test_values_are_taken_as_they_are_meant(
    serve: Serve, engine: ToneEngine, change: dict[str, object], field: str, value: object
) -> None:
    url = await serve(models={"kokoro": None, "other": "second"})
    async with aiohttp.request("POST", url + SPEECH, json=HI | change) as reply:
        assert reply.status == 200
    assert getattr(engine.requests[0], field) == value


async def test_a_body_needs_neither_a_type_nor_an_encoding(url: str) -> None:
    for headers in ({}, {"Content-Encoding": "Identity", "Content-Type": "application/json"}):
        async with aiohttp.ClientSession(url, skip_auto_headers=["Content-Type"]) as http:
            async with http.post(SPEECH, data=b'{"input": "Hi"}', headers=headers) as reply:
                assert reply.status == 200


async def test_what_announces_itself_as_too_large_is_refused_before_it_comes(serve: Serve) -> None:
    url = await serve(max_body_bytes=1000)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(f"POST {SPEECH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n".encode())
    assert b" 413 " in await asyncio.wait_for(reader.readline(), 20)
    writer.close()


async def test_normalisation_can_be_switched_off(http: Session, engine: ToneEngine) -> None:
    async with http.post(SPEECH, json=HI | {"normalization_options": {"normalize": False}}):
        assert not engine.requests[0].normalization.enabled


@pytest.mark.parametrize(
    ("switch", "left"),
    [
        ("unit", "unit"),
        ("url", "address"),
        ("email", "address"),
        ("phone", "phone"),
    ],
)
async def test_each_switch_leaves_a_class_as_written(
    http: Session, engine: ToneEngine, switch: str, left: str
) -> None:
    options = {f"{switch}_normalization": False, "disabled": ["time"]}
    async with http.post(SPEECH, json=HI | {"normalization_options": options}):
        assert engine.requests[0].normalization.disabled == {left, "time"}


async def test_symbols_can_be_left(http: Session, engine: ToneEngine) -> None:
    options = {"replace_remaining_symbols": False}
    async with http.post(SPEECH, json=HI | {"normalization_options": options}):
        assert engine.requests[0].normalization.disabled == {"symbol"}


@pytest.mark.parametrize(
    ("change", "param", "code"),
    [
        ({"speed": "fast"}, "speed", None),
        ({"speed": "9"}, "speed", "invalid_value"),
        ({"speed": 0.2}, "speed", "invalid_value"),
        ({"speed": "nan"}, "speed", "invalid_value"),
        ({"volume_multiplier": "nan"}, "volume_multiplier", "invalid_value"),
        ({"input": 5}, "input", "invalid_type"),
        ({"input": None}, "input", "invalid_type"),
        ({"voice": 5}, "voice", "invalid_type"),
        ({"voice": {}}, "voice", None),
        ({"voice": ["af_sky"]}, "voice", "invalid_type"),
        ({"voice": "../../etc/passwd"}, "voice", "voice_not_found"),
        ({"voice": " "}, "voice", None),
        ({"stream": "maybe"}, "stream", None),
        ({"stream": [True]}, "stream", "invalid_type"),
        ({"stream_format": "wav"}, "stream_format", None),
        ({"volume_multiplier": 5}, "volume_multiplier", "invalid_value"),
        ({"lang_code": "no such language"}, "lang_code", "invalid_value"),
        ({"normalization_options": {"normalize": 7}}, "normalization_options", None),
        ({"normalization_options": {"disabled": ["all"]}}, "normalization_options", None),
        ({"instructions": 1}, "instructions", "invalid_type"),
        ({"voice_aliases": {"a": {}}}, "voice_aliases", "invalid_type"),
    ],
)
async def test_a_wrong_value_is_a_400_that_names_the_field(
    http: Session, engine: ToneEngine, change: dict[str, object], param: str, code: str | None
) -> None:
    async with http.post(SPEECH, json=HI | change) as reply:
        assert reply.status == 400
        error = await error_of(reply)
    assert error["param"] == param
    assert error["type"] == "invalid_request_error"
    assert code is None or error["code"] == code
    assert not engine.requests


async def test_a_missing_input_is_named(http: Session) -> None:
    async with http.post(SPEECH, json={"model": "kokoro"}) as reply:
        assert reply.status == 400
        assert (await error_of(reply))["message"] == "Missing required parameter: 'input'."


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"input": "\\ud800"}',
        b"[" * 100_000,
        b'{"input": NaN}',
    ],
)
async def test_a_body_that_is_no_json_object_is_a_400(http: Session, raw: bytes) -> None:
    async with http.post(SPEECH, data=raw, headers={"Content-Type": "application/json"}) as reply:
        assert reply.status == 400
        await error_of(reply)


async def test_another_content_type_is_a_415(http: Session) -> None:
    async with http.post(SPEECH, data={"input": "Hi"}) as reply:
        assert reply.status == 415
        assert "application/json" in str((await error_of(reply))["message"])


async def test_too_much_text_is_a_413_that_states_the_limit(serve: Serve) -> None:
    url = await serve(max_input_chars=10)
    async with aiohttp.request("POST", url + SPEECH, json=HI | {"input": "x" * 11}) as reply:
        assert reply.status == 413
        error = await error_of(reply)
    assert "the limit is 10." in str(error["message"]) and error["param"] == "input"
    assert "smaller of the server's --max-input-chars and --max-text-chars" in str(error["message"])
    async with aiohttp.request("POST", url + SPEECH, json=HI | {"input": "x" * 10}) as reply:
        assert reply.status == 200


async def test_a_limit_of_the_engine_is_a_413_too(http: Session) -> None:
    async with http.post(SPEECH, json=HI | {"input": "TOOLONG"}) as reply:
        assert reply.status == 413


async def test_too_large_a_body_is_a_413_that_states_the_limit(serve: Serve) -> None:
    url = await serve(max_body_bytes=1000)
    async with aiohttp.request("POST", url + SPEECH, json=HI | {"input": "x" * 2000}) as reply:
        assert reply.status == 413
        assert "1000" in str((await error_of(reply))["message"])


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "nonsense"])
async def test_a_compressed_body_is_a_415(
    http: Session, encoding: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Encoding": encoding, "Content-Type": "application/json"}
    async with http.post(SPEECH, data=b"whatever it is", headers=headers) as reply:
        assert reply.status == 415
        assert (await error_of(reply))["message"] == "The body must not be compressed"
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


async def test_a_body_that_does_not_come_is_a_408(serve: Serve) -> None:
    url = await serve(body_timeout_s=0.05)

    async def never() -> object:
        yield b"{"
        await asyncio.sleep(5)

    async with aiohttp.request(
        "POST", url + SPEECH, data=never(), headers={"Content-Type": "application/json"}
    ) as reply:
        assert reply.status == 408
        error = await error_of(reply)
    assert error["type"] == "invalid_request_error"
    assert error["message"] == "The body did not arrive within 0.05 s"


async def test_a_body_that_breaks_off_is_a_400(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def break_off(_: aiohttp.StreamReader) -> bytes:
        raise web.RequestPayloadError("Connection lost")

    monkeypatch.setattr(aiohttp.StreamReader, "readany", break_off)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(f"POST {SPEECH} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}".encode())
    answered = await asyncio.wait_for(reader.readuntil(b"}}"), 20)
    assert b" 400 " in answered and b'"The body cannot be read"' in answered
    writer.close()


async def test_speech_that_does_not_come_is_a_504(serve: Serve, engine: ToneEngine) -> None:
    url = await serve(request_timeout_s=0.05)
    begun = {"input": "Begun. WAIT", "stream": False}
    for path, body in (
        (SPEECH, {"input": "WAIT"}),
        (SPEECH, begun),
        ("/dev/captioned_speech", {"input": "WAIT", "response_format": "srt"}),
        ("/dev/captioned_speech", begun),
        ("/dev/phonemize", {"text": "WAIT"}),
    ):
        async with aiohttp.request("POST", url + path, json=body) as reply:
            assert reply.status == 504
            error = await error_of(reply)
        assert (error["type"], error["message"]) == ("server_error", "No reply within 0.05 s")
    assert engine.running == 0


async def test_an_unknown_path_is_a_404_in_openais_shape(http: Session) -> None:
    async with http.post("/v1/nothing") as reply:
        assert reply.status == 404
        assert (await error_of(reply))["message"] == "Invalid URL (POST /v1/nothing)"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_another_method_is_a_405_that_says_what_is_allowed(
    http: Session, method: str
) -> None:
    async with http.request(method, SPEECH) as reply:
        assert reply.status == 405
        assert reply.headers["Allow"] == "POST"
        if method != "HEAD":
            await error_of(reply)


async def test_head_is_answered_where_get_is(http: Session) -> None:
    async with http.head("/v1/models") as reply:
        assert reply.status == 200


async def test_a_failure_of_ours_is_logged_once_with_the_id_that_the_client_got(
    http: Session, caplog: pytest.LogCaptureFixture
) -> None:
    async with http.post(SPEECH, json=HI | {"input": "CRASH"}) as reply:
        assert reply.status == 500
        error = await error_of(reply)
        request_id = reply.headers["x-request-id"]
    assert "secret" not in str(error)
    records = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(records) == 1
    assert request_id in records[0].getMessage()


async def test_a_failure_midway_is_logged_once_with_the_id(
    http: Session, caplog: pytest.LogCaptureFixture
) -> None:
    async with http.post(SPEECH, json=HI | {"input": "Well begun. CRASH"}) as reply:
        request_id = reply.headers["x-request-id"]
        with pytest.raises(aiohttp.ClientError):
            await reply.read()
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.getMessage() == f"{request_id}: speech failed midway"
    assert record.exc_info and str(record.exc_info[1]) == "secret cause"


@pytest.mark.parametrize(
    ("trouble", "told"),
    [("FAIL", "The model failed"), ("CRASH", "The speech failed midway")],  # of whose cause no word
)
async def test_a_failure_among_events_is_told_before_the_body_is_aborted(
    http: Session, trouble: str, told: str
) -> None:
    async with http.post(
        SPEECH, json=HI | {"input": f"Well begun. {trouble}", "stream_format": "sse"}
    ) as reply:
        read = b""
        with pytest.raises(aiohttp.ClientError):
            async for data in reply.content.iter_any():
                read += data
    *_, error, end = read.split(b"\n\n")
    assert json.loads(error.removeprefix(b"data: ")) == {
        "type": "error",
        "error": {
            "message": told,
            "type": "server_error",
            "param": None,
            "code": "synthesis_failed",
        },
    }
    assert end == b"" and b"speech.audio.done" not in read


async def test_a_failure_before_the_end_of_a_whole_file_is_an_error(http: Session) -> None:
    async with http.post(SPEECH, json=HI | {"input": "Well begun. FAIL", "stream": False}) as reply:
        assert reply.status == 500
        assert (await error_of(reply))["code"] == "synthesis_failed"


async def test_text_without_a_word_gives_a_short_silence(http: Session) -> None:
    async with http.post(SPEECH, json=HI | {"input": "SILENT"}) as reply:
        data = await reply.read()
    assert data and not any(data)


async def test_the_clients_own_request_id_is_kept_if_it_is_harmless(http: Session) -> None:
    async with http.get("/health", headers={"X-Request-Id": "mine-1"}) as reply:
        assert reply.headers["x-request-id"] == "mine-1"
        assert reply.headers["Server"] == f"wyoming-kokoro/{__version__}"
    async with http.get("/health", headers={"X-Request-Id": "a b" * 9}) as reply:
        assert reply.headers["x-request-id"].startswith("req_")


async def test_audio_is_not_kept_by_caches_and_proxies(http: Session) -> None:
    async with http.post(SPEECH, json=HI) as reply:
        assert reply.headers["Cache-Control"] == "no-cache"
        assert reply.headers["X-Accel-Buffering"] == "no"
        assert await reply.read() == pcm_of("Hi there")
