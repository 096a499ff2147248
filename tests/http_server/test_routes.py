"""The routes beside speech."""

import asyncio
import base64
import io
import json
import threading
from pathlib import Path

import aiohttp
import numpy as np
import pytest

from tests.audio.decoders import wav_sizes
from tests.http_server.conftest import Serve, kept_files
from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.version import __version__

Session = aiohttp.ClientSession


async def test_voices_have_the_shape_that_open_webui_reads(
    http: Session, engine: ToneEngine
) -> None:
    async with http.get("/v1/audio/voices") as reply:
        voices = (await reply.json())["voices"]
    assert len(voices) == len(engine.catalog)
    assert [voice["recommended"] for voice in voices] == [v.recommended for v in engine.catalog]
    assert voices[3] == {
        "id": "af_heart",
        "name": "Heart (American English, female)",
        "language": "en-US",
        "gender": "female",
        "recommended": True,
    }


async def test_legacy_voices_are_strings(http: Session, engine: ToneEngine) -> None:
    async with http.get("/v1/audio/voices?legacy=true") as reply:
        assert (await reply.json())["voices"] == [voice.id for voice in engine.catalog]


@pytest.mark.parametrize(
    ("legacy", "alone"), [("1", True), ("YES", True), ("0", False), ("no", False), ("", False)]
)
async def test_a_switch_is_written_in_many_ways(http: Session, legacy: str, alone: bool) -> None:
    async with http.get("/v1/audio/voices", params={"legacy": legacy}) as reply:
        voices = (await reply.json())["voices"]
    assert isinstance(voices[0], str) is alone


@pytest.mark.parametrize(
    ("language", "first", "count"),
    [
        ("en-GB", "bf_alice", 8),
        ("en_gb", "bf_alice", 8),
        ("b", "bf_alice", 8),
        ("en", "af_alloy", 28),
        ("pt", "pf_dora", 3),
        ("xx", None, 0),
    ],
)
async def test_voices_of_a_language(
    http: Session, language: str, first: str | None, count: int
) -> None:
    async with http.get("/v1/audio/voices", params={"language": language, "legacy": "1"}) as reply:
        voices = (await reply.json())["voices"]
    assert len(voices) == count
    assert not voices or voices[0] == first


async def test_health_is_about_the_process_and_ready_about_the_voice(
    http: Session, engine: ToneEngine
) -> None:
    engine.ready = False
    async with http.get("/health") as reply:
        assert (reply.status, await reply.json()) == (200, {"status": "healthy"})
    async with http.get("/ready") as reply:
        assert (reply.status, await reply.json()) == (503, {"status": "loading"})
    async with http.get("/v1/status") as reply:
        assert (await reply.json())["ready"] is False
    engine.ready = True
    async with http.get("/ready") as reply:
        assert (reply.status, await reply.json()) == (200, {"status": "ready"})


async def test_phonemize_tells_how_a_text_is_read(http: Session) -> None:
    async with http.post(
        "/dev/phonemize", json={"text": "two words.Yes", "language": "a"}
    ) as reply:
        assert await reply.json() == {
            "phonemes": "TWO WORDS.YES",
            "tokens": [3, 9],
            "normalized": "two words.!Yes!",
            "clauses": ["two words.", "Yes"],
            "read": [
                {
                    "written": "two words.",
                    "said": "two words.!",
                    "phonemes": "TWO WORDS.",
                    "language": "a",
                    "words": [
                        {"written": "two", "phonemes": "TWO"},
                        {"written": "words.", "phonemes": "WORDS."},
                    ],
                },
                {
                    "written": "Yes",
                    "said": "Yes!",
                    "phonemes": "YES",
                    "language": "a",
                    "words": [{"written": "Yes", "phonemes": "YES"}],
                },
            ],
        }


async def test_phonemize_has_the_limit_of_speech(serve: Serve) -> None:
    url = await serve(max_input_chars=5)
    async with aiohttp.request("POST", url + "/dev/phonemize", json={"text": "longer"}) as reply:
        assert reply.status == 413
        assert (await reply.json())["error"]["param"] == "text"


async def test_captions_come_with_the_audio_that_they_are_about(http: Session) -> None:
    body = {"input": "One two. Three.", "response_format": "pcm"}
    async with http.post("/dev/captioned_speech", json=body) as reply:
        lines = [json.loads(line) for line in (await reply.text()).splitlines()]
    assert [[word["word"] for word in line["timestamps"]] for line in lines] == [
        ["One", "two"],
        ["Three"],
    ]
    assert b"".join(base64.b64decode(line["audio"]) for line in lines) == pcm_of(body["input"])


async def test_captions_of_a_whole_file_are_one_object(http: Session) -> None:
    body = {"input": "One two. Three.", "response_format": "wav", "stream": False}
    async with http.post("/dev/captioned_speech", json=body) as reply:
        caption = await reply.json()
    assert caption["timestamps"][2] == {
        "word": "Three",
        "start_time": 0.2,
        "end_time": 0.3,
        "voice": "af_heart",
    }
    assert caption["audio_format"] == "audio/wav"
    sound = base64.b64decode(caption["audio"])
    assert sound[44:] == pcm_of(body["input"])
    assert wav_sizes(sound)[1] == len(sound) - 44
    async with http.post("/dev/captioned_speech", json=body | {"stream": True}) as reply:
        first = json.loads(await reply.content.readline())
    assert wav_sizes(base64.b64decode(first["audio"]))[1] == 0xFFFFFFFF


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "pt"),
        ("*/*", "pt"),
        ("application/x-npz", "npz"),
        ("application/x-safetensors", "safetensors"),
        ("text/html, application/x-npz;q=0.9", "npz"),
    ],
)
async def test_voices_are_combined_into_a_pack(
    serve: Serve, accept: str | None, suffix: str
) -> None:
    pack = np.arange(510 * 256, dtype=np.float32).reshape(510, 1, 256)
    asked: list[str] = []

    def mix(blend: str) -> np.ndarray:
        assert threading.current_thread().name.startswith("encoder"), "the loop goes on"
        asked.append(blend)
        return pack

    url = await serve(mix=mix)
    body = {"voices": ["alloy", "bf_emma"]}
    headers = {} if accept is None else {"Accept": accept}
    async with Session(url, skip_auto_headers=["Accept"]) as http:
        async with http.post("/v1/audio/voices/combine", json=body, headers=headers) as reply:
            assert reply.status == 200
            assert reply.headers["Content-Disposition"] == f'attachment; filename="voice.{suffix}"'
            assert reply.content_type == f"application/x-{'pytorch' if suffix == 'pt' else suffix}"
            data = await reply.read()
    assert asked == ["af_alloy+bf_emma"]
    assert np.array_equal(read_pack(suffix, data), pack)


def read_pack(suffix: str, data: bytes) -> np.ndarray:
    if suffix == "npz":
        return np.load(io.BytesIO(data))["voice"]
    if suffix == "safetensors":
        return pytest.importorskip("safetensors.numpy").load(data)["voice"]
    torch = pytest.importorskip("torch")
    return torch.load(io.BytesIO(data), weights_only=True).numpy()


async def test_without_packs_there_is_no_combining(http: Session) -> None:
    async with http.post("/v1/audio/voices/combine", json={"voices": "af_sky"}) as reply:
        assert reply.status == 404


async def test_the_page_shows_every_operation_and_asks_for_nothing_from_elsewhere(
    http: Session,
) -> None:
    async with http.get("/openapi.json") as reply:
        paths = (await reply.json())["paths"]
    async with http.get("/docs") as reply:
        page = await reply.text()
    for path in paths:
        assert f"<code>{path}</code>" in page
    assert "http://" not in page and "https://" not in page and "<script" not in page


async def test_no_two_operations_are_described_alike(serve: Serve, tmp_path: Path) -> None:
    url = await serve(mix=lambda _: np.zeros(1), **kept_files(tmp_path))
    async with aiohttp.request("GET", url + "/openapi.json") as reply:
        paths = (await reply.json())["paths"]
    async with aiohttp.request("GET", await serve() + "/openapi.json") as reply:
        everywhere = set((await reply.json())["paths"])
    names = ("/v1/presets", "/v1/presets/{name}", "/v1/lexicon", "/v1/audio/voices/combine")
    assert set(paths) - everywhere == set(names), "only what there is is described"
    told = [way["summary"] for path in paths.values() for way in path.values()]
    assert len(told) == len(set(told)) and all(told)


async def test_the_description_states_the_limits_that_hold(serve: Serve) -> None:
    """Replies and lexicons had that of a text, too, and phonemes none."""
    url = await serve(max_input_chars=77, api_keys=("k",))
    async with aiohttp.request("GET", url + "/openapi.json") as reply:
        described = await reply.json()
    limited = {
        f"{name}.{field}"
        for name, schema in described["components"]["schemas"].items()
        for field, of in schema.get("properties", {}).items()
        if of.get("maxLength") == 77
    }
    assert limited == {
        *("SpeechBody.input", "CaptionedBody.input", "Turn.text", "PhonemizeBody.text"),
        *("PhonemesBody.phonemes", "SsmlBody.text"),
    }
    assert described["paths"]["/ready"]["get"]["description"].startswith("503 with the status")
    assert "description" not in described["paths"]["/health"]["get"]
    assert described["paths"]["/v1/models/{model}"]["get"]["parameters"] == [
        {
            "name": "model",
            "in": "path",
            "required": True,
            "description": "Its id.",
            "schema": {"type": "string"},
        }
    ]
    assert described["info"] == {
        "title": "wyoming-kokoro",
        "version": __version__,
        "description": "Kokoro-82M text-to-speech behind OpenAI's speech API.",
    }
    assert described["paths"]["/v1/audio/speech"]["post"]["security"] == [{"key": []}]
    assert "401" in described["paths"]["/v1/audio/speech"]["post"]["responses"]
    assert "401" not in described["paths"]["/v1/models"]["get"]["responses"]


async def test_where_there_are_no_keys_the_description_has_none(http: Session) -> None:
    async with http.get("/openapi.json") as reply:
        described = await reply.json()
    assert set(described["components"]) == {"schemas"}
    for ways in described["paths"].values():
        for operation in ways.values():
            assert "security" not in operation and "401" not in operation["responses"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/metrics", 401),
        ("/v1/models/unload", 404),
        ("/v1/models", 200),
        ("/v1/models/kokoro", 200),
        ("/v1/audio/voices", 200),
        ("/v1/test", 200),
        ("/v1/readyz", 401),
        ("/nothing", 401),
        ("/health", 200),
        ("/ready", 200),
        ("/docs", 200),
    ],
)
async def test_what_a_key_is_needed_for(serve: Serve, path: str, status: int) -> None:
    url = await serve(api_keys=("right",))
    async with aiohttp.request("GET", url + path) as reply:
        assert reply.status == status
        assert status != 401 or reply.headers["WWW-Authenticate"] == "Bearer"
    async with aiohttp.request("HEAD", url + path) as reply:
        assert (reply.status == 401) == (status == 401)
    async with aiohttp.request(
        "GET", url + path, headers={"Authorization": "Bearer right"}
    ) as reply:
        assert reply.status != 401


@pytest.mark.parametrize("path", ["/v1/models", "/v1/audio/voices"])
async def test_lists_need_the_key_too_where_they_are_not_open(serve: Serve, path: str) -> None:
    url = await serve(api_keys=("right",), open_lists=False)
    async with aiohttp.request("GET", url + path) as reply:
        assert reply.status == 401
    async with aiohttp.request("GET", url + "/openapi.json") as reply:
        assert (await reply.json())["paths"][path]["get"]["security"] == [{"key": []}]


@pytest.mark.parametrize(
    ("value", "is_wrong"),
    [
        (b"Basic right", False),
        (b"Bearer", False),
        (b"Bearer ", False),
        ("Bearer \u00a0".encode(), False),
        (b"right", False),
        (b"Bearer righ", True),
        (b"Bearer right2", True),
        ("Bearer rïght".encode(), True),
        (b"Bearer \xff", True),
    ],
)
async def test_what_is_no_key(serve: Serve, value: bytes, is_wrong: bool) -> None:
    url = await serve(api_keys=("right",))
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    head = b"POST /dev/phonemize HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
    writer.write(head + value + b"\r\n\r\n")
    answered = (await reader.read()).decode()
    writer.close()
    assert " 401 " in answered
    needed = "An API key is needed: send it as 'Authorization: Bearer KEY'"
    assert f'"message":"{"Incorrect API key" if is_wrong else needed}"' in answered


async def test_no_origin_is_let_in_by_default(http: Session) -> None:
    headers = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
    async with http.options("/v1/audio/speech", headers=headers) as reply:
        assert reply.status == 405
        assert "Access-Control-Allow-Origin" not in reply.headers
        assert "Vary" not in reply.headers


async def test_all_origins_may_be_let_in(serve: Serve) -> None:
    url = await serve(cors_origins=("*",))
    headers = {"Origin": "https://any.example"}
    async with aiohttp.request("GET", url + "/v1/models", headers=headers) as reply:
        assert reply.headers["Access-Control-Allow-Origin"] == "https://any.example"
    async with aiohttp.request("GET", url + "/page/main.js", headers=headers) as reply:
        assert set(reply.headers.getall("Vary")) == {"Accept-Encoding", "Origin"}
    for host, status in (("127.0.0.1", 200), ("evil.example.com", 403)):
        async with aiohttp.request("GET", url + "/v1/models", headers={"Host": host}) as reply:
            assert reply.status == status, "who has no origin is no page"
            assert "Access-Control-Allow-Origin" not in reply.headers


async def test_a_chosen_origin_is_let_in_with_its_key(serve: Serve) -> None:
    url = await serve(cors_origins=("https://page.example",), api_keys=("right",))
    asked = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
    async with aiohttp.request("OPTIONS", url + "/v1/audio/speech", headers=asked) as reply:
        assert reply.status == 204
        methods = {
            name.strip() for name in reply.headers["Access-Control-Allow-Methods"].split(",")
        }
        assert methods == {"GET", "POST", "PUT", "DELETE"}
        assert reply.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
        assert reply.headers["Access-Control-Allow-Origin"] == "https://page.example"
        assert "Origin" in reply.headers.getall("Vary")
    wished = asked | {"Access-Control-Request-Headers": "if-match"}
    async with aiohttp.request("OPTIONS", url + "/v1/audio/speech", headers=wished) as reply:
        assert reply.headers["Access-Control-Allow-Headers"] == "if-match"
    async with aiohttp.request(
        "POST", url + "/dev/phonemize", headers={"Origin": "https://page.example"}
    ) as reply:
        # The page may read why it was refused.
        assert reply.status == 401
        assert reply.headers["Access-Control-Allow-Origin"] == "https://page.example"
        readable = {
            name.strip() for name in reply.headers["Access-Control-Expose-Headers"].split(",")
        }
        assert {"X-Request-Id", "Retry-After", "X-Voice", "ETag", "X-Timing-Path"} <= readable
    async with aiohttp.request(
        "OPTIONS", url + "/v1/models", headers=asked | {"Origin": "https://other.example"}
    ) as reply:
        assert "Access-Control-Allow-Origin" not in reply.headers
