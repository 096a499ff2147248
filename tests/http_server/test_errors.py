"""What a request that fails is told: status, kind, code, field and headers."""

import logging
import re
from collections.abc import AsyncGenerator

import aiohttp
import numpy as np
import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.http_server.conftest import Serve
from tests.http_server.test_requests import HI, SPEECH, error_of
from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro import errors
from wyoming_kokoro.audio.encode import Encoder
from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.errors import SpeechError
from wyoming_kokoro.http_server import create_app, encoding

Session = aiohttp.ClientSession
_NO_MODEL = "The model 'x' does not exist or you do not have access to it."


class Failing(ToneEngine):
    """Raises what it was given."""

    error: Exception

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        raise self.error
        yield  # a generator


@pytest.fixture
def engine() -> Failing:
    return Failing()


@pytest.mark.parametrize(
    ("error", "status", "header", "logged"),
    [
        (errors.Busy("full", retry_after_s=2.5), 429, ("Retry-After", "3"), False),
        (errors.Busy("full", retry_after_s=0.0), 429, ("Retry-After", "1"), False),
        (errors.NoWorkers(), 503, ("Retry-After", "5"), True),
        (errors.NotReady("loading"), 503, ("Retry-After", "5"), False),
        (errors.Unauthorized("who?"), 401, ("WWW-Authenticate", "Bearer"), False),
        (errors.SynthesisFailed("no sound"), 500, None, True),
        (errors.RequestError("wrong", param="voice"), 400, None, False),
        (errors.TextTooLong("long", param="text"), 413, None, False),
        (errors.RequestError("wrong", param="language"), 400, None, False),
        (errors.RequestError("wrong", param="volume"), 400, None, False),
        (errors.RequestError("wrong", param="other"), 400, None, False),
    ],
)
async def test_an_error_of_the_engine_is_told_by_the_names_of_the_body(
    http: Session,
    engine: Failing,
    caplog: pytest.LogCaptureFixture,
    error: SpeechError,
    status: int,
    header: tuple[str, str] | None,
    logged: bool,
) -> None:
    sent = {"language": "lang_code", "volume": "volume_multiplier", "text": "input"}
    param = sent.get(error.param or "", error.param)
    engine.error = error
    async with http.post(SPEECH, json=HI) as reply:
        assert reply.status == status and reply.content_type == "application/json"
        told = await error_of(reply)
        for name in ("Retry-After", "WWW-Authenticate"):
            assert reply.headers.get(name) == (header[1] if header and header[0] == name else None)
    assert told == {
        "message": error.message,
        "type": error.openai_type,
        "param": param,
        "code": error.code,
    }
    assert bool([r for r in caplog.records if r.levelno >= logging.ERROR]) is logged


@pytest.mark.parametrize("error", [ZeroDivisionError("secret"), TimeoutError("secret")])
async def test_an_unforeseen_failure_is_told_without_its_cause(
    http: Session, engine: Failing, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    engine.error = error
    async with http.post(SPEECH, json=HI) as reply:
        assert reply.status == 500
        assert await error_of(reply) == {
            "message": "The server failed to carry out the request",
            "type": "server_error",
            "param": None,
            "code": "internal_error",
        }
        number = reply.headers["X-Request-Id"]
    (record,) = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert record.getMessage() == f"{number}: POST {SPEECH} failed"
    assert record.exc_info and record.exc_info[1] is error


async def test_an_encoder_that_fails_at_once_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: AudioFormat, *, whole: bool) -> Encoder:
        raise errors.SynthesisFailed("no codec")

    monkeypatch.setattr(encoding, "make_encoder", fail)
    async with TestClient(TestServer(create_app(ToneEngine()))) as http:
        for stream in (True, False):
            async with http.post(SPEECH, json=HI | {"stream": stream}) as reply:
                assert (reply.status, (await error_of(reply))["message"]) == (500, "no codec")


async def test_each_reply_is_a_line_of_the_log_for_those_who_debug(
    http: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with http.get("/v2"):
        pass
    assert not caplog.messages, "there is no second log beside it"
    caplog.set_level(logging.DEBUG, "wyoming_kokoro")
    async with http.get("/v2", headers={"X-Request-Id": "mine"}):
        (told,) = caplog.messages
    assert re.fullmatch(r"mine: GET /v2 → 404 in \d{1,2}\.\d{3} s", told)


@pytest.mark.parametrize(
    ("raw", "code", "param", "message"),
    [
        ("{", "invalid_json", None, "The body is not JSON: EOF while parsing an object"),
        ('{"input": "\\x"}', "invalid_json", None, "The body is not JSON: invalid escape at"),
        ("[]", "invalid_type", None, "The body must be a JSON object"),
        ("{}", "missing_required_parameter", "input", "Missing required parameter: 'input'."),
        ('{"input": 5}', "invalid_type", "input", "Invalid 'input': Input should be a valid"),
        ('{"input": ""}', "invalid_value", "input", "Invalid 'input': String should have at"),
        ('{"input": "a", "voice": {}}', "invalid_type", "voice", "Invalid 'voice': Input should"),
        ('{"input": "a", "speed": 5}', "invalid_value", "speed", "less than or equal to 4."),
        ('{"input": "  "}', "invalid_value", "input", "The input is empty"),
        ('{"input": "a", "model": "x"}', "model_not_found", None, _NO_MODEL),
    ],
)
async def test_the_first_fault_of_a_body_is_told(
    http: Session, raw: str, code: str, param: str | None, message: str
) -> None:
    async with http.post(SPEECH, data=raw, headers={"Content-Type": "application/json"}) as reply:
        assert reply.status == (404 if code == "model_not_found" else 400)
        error = await error_of(reply)
    assert (error["code"], error["param"]) == (code, param) and message in str(error["message"])
    assert error["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("method", "path", "status", "code", "message"),
    [
        ("GET", "/v2", 404, None, "Invalid URL (GET /v2)"),
        ("GET", SPEECH, 405, "method_not_supported", f"Not allowed to GET on {SPEECH}"),
        ("POST", SPEECH, 413, "request_too_large", "The body is larger than 1000 bytes"),
    ],
)
async def test_what_is_no_request_is_told(
    serve: Serve, method: str, path: str, status: int, code: str | None, message: str
) -> None:
    url = await serve(max_body_bytes=1000)
    body = {"input": "x" * 1000} if method == "POST" else None
    async with aiohttp.request(method, url + path, json=body) as reply:
        assert reply.status == status
        error = await error_of(reply)
    told = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    assert error == told


async def test_a_body_may_be_as_large_as_the_limit(serve: Serve, engine: Failing) -> None:
    url = await serve(max_body_bytes=1000)
    engine.error = errors.Busy("full", retry_after_s=1)
    for size, status in ((1000, 429), (1001, 413)):
        raw = b'{"input": "%s"}' % (b"x" * (size - 13))
        assert len(raw) == size
        for data in (raw, _in_pieces(raw)):
            headers = {"Content-Type": "application/json"}
            async with aiohttp.request("POST", url + SPEECH, data=data, headers=headers) as reply:
                assert reply.status == status, size


async def test_a_reply_that_there_is_no_room_for_is_an_error(serve: Serve) -> None:
    memory = ClientMemory(1000)
    url = await serve(memory=memory, mix=lambda _: np.zeros((510, 1, 256), np.float32))
    async with aiohttp.request("POST", url + "/v1/audio/voices/combine", json="af_sky") as reply:
        assert (reply.status, reply.headers["Retry-After"]) == (429, "10")
        assert (await error_of(reply))["code"] == "busy"
    assert memory.bytes == 0


async def _in_pieces(raw: bytes) -> AsyncGenerator[bytes, None]:
    for start in range(0, len(raw), 400):
        yield raw[start : start + 400]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 429),
        ("application/json; charset=utf-8", 429),
        ("application/vnd.api+json", 429),
        ("text/plain", 415),
        ("text/x+json", 415),
        ("application/jsonp", 415),
        ("application/" + "x" * 53, 415),
    ],
)
async def test_a_body_is_json_by_its_type(
    http: Session, engine: Failing, content_type: str, status: int
) -> None:
    engine.error = errors.Busy("full", retry_after_s=1)
    headers = {"Content-Type": content_type}
    async with http.post(SPEECH, data=b'{"input": "a"}', headers=headers) as reply:
        assert reply.status == status
        told = str((await error_of(reply))["message"])
    kind = content_type.partition(";")[0][:64]
    assert status != 415 or told == f"The body must be application/json, not {kind}"


@pytest.mark.parametrize(
    ("wished", "kept"), [("a" * 128, True), ("a" * 129, False), ("A.b:c-d_1", True), ("ä", False)]
)
async def test_a_request_has_its_clients_number_where_it_is_short_and_plain(
    http: Session, wished: str, kept: bool
) -> None:
    async with http.get("/health", headers={"X-Request-Id": wished}) as reply:
        number = reply.headers["X-Request-Id"]
    assert (number == wished) is kept and (kept or len(number) == 36)
