"""What a reply with speech says beside the audio: headers, events, stretches, captions."""

import base64
import itertools
import json
import threading
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from types import SimpleNamespace

import aiohttp
import pytest

from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.audio.pcm import WavEncoder
from wyoming_kokoro.engine.speech import Mark, SpeechChunk, SpeechRequest, Word
from wyoming_kokoro.http_server import encoding
from wyoming_kokoro.http_server.aliases import OPENAI_VOICES, RETIRED_VOICES, kokoro_voice, retired
from wyoming_kokoro.http_server.tags import spoken_as_written
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.sound import silence
from wyoming_kokoro.voices.catalog import Voice, VoiceCatalog

Session = aiohttp.ClientSession
SPEECH, CAPTIONS = "/v1/audio/speech", "/dev/captioned_speech"
KOKORO_V1 = datetime(2025, 1, 27, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("path", "more"),
    [
        (SPEECH, {}),
        (SPEECH, {"stream_format": "sse"}),
        (SPEECH, {"stream": False}),
        (SPEECH, {"stream": False, "stream_format": "sse"}),
        (CAPTIONS, {}),
        (CAPTIONS, {"stream": False}),
        (CAPTIONS, {"response_format": "srt"}),
    ],
)
async def test_the_successor_of_a_voice_is_told_however_speech_is_asked_for(
    http: Session, path: str, more: dict[str, object]
) -> None:
    async with http.post(path, json={"input": "Hi", "voice": "AF_v0 + nova"} | more) as reply:
        assert reply.status == 200 and reply.headers["X-Voice"] == "af_bella+af_sarah + af_nova"
        assert reply.headers["Deprecation"] == f"@{KOKORO_V1:.0f}"
        is_audio = path == SPEECH and "stream_format" not in more
        assert ("Content-Disposition" in reply.headers) is is_audio
        is_whole = more.get("stream") is False and "stream_format" not in more
        assert ("Content-Length" in reply.headers) is is_whole
        assert await reply.read()


async def test_models_are_hexgrads_and_as_old_as_kokoro_v1(http: Session) -> None:
    async with http.get("/v1/models/tts-1") as reply:
        assert await reply.json() == {
            "id": "tts-1",
            "object": "model",
            "created": KOKORO_V1,
            "owned_by": "hexgrad",
            "backend": None,
        }
    async with http.get("/v1/models/tts-2") as reply:
        error = (await reply.json())["error"]
    assert (reply.status, error["param"]) == (404, "model")
    assert error["message"] == "The model 'tts-2' does not exist"
    async with http.get("/v1/models") as reply:
        assert (await reply.json())["object"] == "list"


def test_every_voice_of_kokoro_v0_has_a_successor() -> None:
    women = "bella nicole sarah sky irulan"
    old = {"af_v0", "af_jadzia", "bf_v0emma", "bf_v0isabella", "bm_v0george", "bm_v0lewis"}
    old |= {f"af_v0{name}" for name in women.split()}
    old |= {f"am_v0{name}" for name in "adam michael gurney".split()}
    assert set(RETIRED_VOICES) == old
    catalog = VoiceCatalog()
    for name in old:
        assert retired(name, catalog) and retired(f"af_sky+{name.upper()}(2)", catalog)
    assert not retired("af_sky+nova", catalog)


@pytest.mark.parametrize(
    ("asked", "voice"),
    [
        (" ALLOY ", "af_alloy"),
        ("nova(2)+af_sky-onyx", "af_nova(2)+af_sky-am_onyx"),
        ("nobody", "nobody"),
        ("", ""),
        ("am_v0gurney", "am_fenrir"),
        ("AF_jadzia", "af_heart"),
        ("af_v0irulan", "af_heart"),
    ],
)
def test_names_of_others_are_replaced_wherever_they_stand(asked: str, voice: str) -> None:
    assert kokoro_voice(asked, VoiceCatalog()) == voice
    assert len(set(OPENAI_VOICES.values())) == len(OPENAI_VOICES)


def test_a_name_of_ones_own_is_nobody_elses() -> None:
    catalog = VoiceCatalog()
    catalog.replace_own([Voice(n, n, "fr", "neutral", blend="af_sky") for n in ("nova", "af_v0")])
    assert kokoro_voice("nova+af_v0+onyx", catalog) == "nova+af_v0+am_onyx"
    assert not retired("nova+af_v0", catalog)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[voice:a] [Rate : 2][ RATE]", "\\[voice:a] \\[Rate : 2]\\[ RATE]"),
        ("[pause:1s] [Pause]", "[pause:1s] [Pause]"),
        ("\\[voice:a] [voices] [rate:[x]", "\\[voice:a] [voices] [rate:[x]"),
        ("[voice:a\nb] \n[ \n rate:2]", "[voice:a\nb] \n[ \n rate:2]"),
        ("[voice:" + "a" * 512 + "]", "\\[voice:" + "a" * 512 + "]"),
        ("[voice:" + "a" * 513 + "]", "[voice:" + "a" * 513 + "]"),
    ],
)
def test_tags_that_are_not_to_be_read_are_escaped(text: str, written: str) -> None:
    assert spoken_as_written(text) == written


@pytest.mark.parametrize(
    ("rate", "text", "said"),
    [
        (2.0, "[rate:3]A", "[rate:2][rate:4]A"),
        (0.3, "[rate:0.5]A", "[rate:0.3][rate:0.25]A"),
        (0.5, "[voice:]A[voice:b]B", "[rate:0.5][voice:][rate:0.5]A[voice:af_sky][rate:1]B"),
        (None, "[voice:b]A[rate:2]B[pause:1s]", "[voice:af_sky]A[rate:2]B[pause:1s]"),
    ],
)
async def test_the_pace_of_an_alias_stays_within_what_the_model_can_do(
    http: Session, engine: ToneEngine, rate: float | None, text: str, said: str
) -> None:
    aliases = {"a": {"voice": "bf_emma", "rate": rate}, " B ": "af_sky"}
    body = {"input": text, "voice": "A", "voice_aliases": aliases}
    async with http.post(SPEECH, json=body) as reply:
        assert reply.status == 200, await reply.text()
    assert (engine.requests[-1].text, engine.requests[-1].voice) == (said, "bf_emma")
    async with http.post(SPEECH, json=body | {"allow_voice_tags": False, "speed": 3}) as reply:
        assert reply.status == 200
    assert engine.requests[-1].speed == min(4.0, 3 * (rate or 1.0))


async def test_no_event_is_longer_than_clients_read_in_a_line(
    http: Session, engine: ToneEngine
) -> None:
    body = {"input": "word " * 30, "response_format": "pcm", "stream_format": "sse"}
    async with http.post(SPEECH, json=body) as reply:
        assert reply.content_type == "text/event-stream"
        lines = (await reply.text()).splitlines()
    assert max(map(len, lines)) < 65_536
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line]
    audio = b"".join(base64.b64decode(event.get("audio", "")) for event in events)
    assert audio == pcm_of(body["input"]) and len(events) == 7


class Marked(ToneEngine):
    """Words, silences and marks at known times."""

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        words = (Word("One", 0.1, 0.4, "af_sky"), Word("two.", 0.4, 0.6, "af_sky"))
        yield SpeechChunk(silence(1.0), 0.0, words, (Mark("begin", 0.1),))
        yield SpeechChunk(silence(0.51), 1.0001, (), (Mark("end", 1.2),))
        yield SpeechChunk(silence(0.7001), 1.5101, (Word("Three.", 1.6, 1.71, "bf_emma"),))
        yield SpeechChunk(silence(0.5), 2.2101, (Word("Four.", 2.22, 2.211, ""),))


STRETCHES = [
    {"text": "One two.", "start": 0.0, "end": 1.0, "voice": "af_sky"},
    {"text": "", "start": 1.0, "end": 1.51, "voice": None},
    {"text": "Three.", "start": 1.51, "end": 1.71, "voice": "bf_emma"},
    {"text": "", "start": 1.71, "end": 2.21, "voice": None},
    {"text": "Four.", "start": 2.21, "end": 2.71, "voice": None},
]
WORDS = [
    {"word": "One", "start_time": 0.1, "end_time": 0.4, "voice": "af_sky"},
    {"word": "two.", "start_time": 0.4, "end_time": 0.6, "voice": "af_sky"},
    {"word": "Three.", "start_time": 1.6, "end_time": 1.71, "voice": "bf_emma"},
    {"word": "Four.", "start_time": 2.22, "end_time": 2.211, "voice": ""},
]
MARKS = [{"name": "begin", "time": 0.1}, {"name": "end", "time": 1.2}]


class TestMarks:
    @pytest.fixture
    def engine(self) -> Marked:
        return Marked()

    async def test_half_a_second_of_silence_is_a_stretch_of_its_own(self, http: Session) -> None:
        body = {"input": "x", "return_timing": True, "response_format": "wav"}
        for more in ({}, {"stream": False}, {"stream_format": "sse"}):
            async with http.post(SPEECH, json=body | more) as reply:
                assert await reply.read() and "X-Download-Path" not in reply.headers
                path = f"/v1{reply.headers['X-Timing-Path']}"
                assert path.endswith(".json")
            async with http.get(path) as reply:
                assert reply.content_type == "application/json"
                assert reply.headers["Cache-Control"] == "no-cache"
                assert (await reply.json())["chunks"] == STRETCHES

    @pytest.mark.parametrize("wished", [None, True, False])
    async def test_captions_have_words_and_marks_unless_they_are_not_wished_for(
        self, http: Session, wished: bool | None
    ) -> None:
        body = {"input": "x", "response_format": "pcm", "return_timestamps": wished}
        async with http.post(CAPTIONS, json=body | {"stream": False}) as reply:
            assert reply.content_type == "application/json"
            whole = await reply.json()
        told = (None, None) if wished is False else (WORDS, MARKS)
        assert (whole["timestamps"], whole["marks"]) == told
        async with http.post(CAPTIONS, json=body) as reply:
            assert reply.content_type == "application/x-ndjson"
            lines = [json.loads(line) for line in (await reply.text()).splitlines()]
        pieces = [len(base64.b64decode(line["audio"])) for line in lines]
        assert pieces == [48_000, 24_480, 33_604, 24_000] and sum(pieces) == len(
            base64.b64decode(whole["audio"])
        )
        assert {line["audio_format"] for line in lines} == {"audio/pcm"}
        if wished is False:
            assert all(line["timestamps"] is line["marks"] is None for line in lines)
        else:
            assert [word for line in lines for word in line["timestamps"]] == WORDS
            assert [line["marks"] for line in lines] == [MARKS[:1], MARKS[1:], [], []]

    async def test_events_tell_words_and_marks_after_their_audio(self, http: Session) -> None:
        body = {"input": "xyz", "response_format": "pcm", "stream_format": "sse"}
        async with http.post(SPEECH, json=body | {"return_timestamps": True}) as reply:
            events = [json.loads(e[6:]) for e in (await reply.text()).split("\n\n") if e]
        times = [event for event in events if event["type"] == "speech.audio.timestamps"]
        assert [word for each in times for word in each["words"]] == WORDS
        assert [mark for each in times for mark in each["marks"]] == MARKS
        assert all(each["words"] or each["marks"] for each in times)
        frames = -(-65_042 // 600)
        assert events[-1]["usage"] == {
            "input_tokens": 3,
            "output_tokens": frames,
            "total_tokens": 3 + frames,
        }


async def test_a_text_without_a_word_is_a_tenth_of_a_second_of_silence(http: Session) -> None:
    async with http.post(SPEECH, json={"input": "SILENT", "response_format": "pcm"}) as reply:
        assert await reply.read() == silence(0.1)
    async with http.post(CAPTIONS, json={"input": "SILENT", "response_format": "srt"}) as reply:
        assert (reply.status, await reply.read()) == (200, b"")


async def test_audio_without_new_words_has_no_event_of_times(http: Session) -> None:
    body = {"input": "SILENT", "stream_format": "sse", "return_timestamps": True}
    async with http.post(SPEECH, json=body) as reply:
        events = [json.loads(e[6:]) for e in (await reply.text()).split("\n\n") if e]
    kinds = {event["type"] for event in events}
    assert kinds == {"speech.audio.delta", "speech.audio.done"}


@pytest.mark.parametrize("audio_format", ["mp3", "flac"])
async def test_what_is_kept_has_the_format_of_the_reply(http: Session, audio_format: str) -> None:
    body = {"input": "Hi", "return_download_link": True, "stream": False}
    given = {} if audio_format == "mp3" else {"response_format": audio_format}
    async with http.post(SPEECH, json=body | given) as reply:
        sound, kind = await reply.read(), reply.content_type
        assert reply.headers["Content-Disposition"] == f"attachment; filename=speech.{audio_format}"
        path = reply.headers["X-Download-Path"]
    assert path.startswith("/download/") and path.endswith(f".{audio_format}") and len(path) > 42
    for name, saved in (
        ("", "speech"),
        (f"talk.{audio_format}", "talk"),
        ("../a b/c", "a_b_c"),
        ("._-", "speech"),
        ("n" * 120, "n" * 100),
        ("été-1.x", "t_-1.x"),
    ):
        async with http.get(f"/v1{path}", params={"name": name} if name else {}) as reply:
            wanted = f'attachment; filename="{saved}.{audio_format}"'
            assert reply.headers["Content-Disposition"] == wanted
            assert (reply.content_type, await reply.read()) == (kind, sound)


async def test_clients_are_told_apart_by_address_and_key(serve: Serve, engine: ToneEngine) -> None:
    url = await serve(api_keys=("one", "two"))
    for key in ("two", "one"):
        headers = {"Authorization": f"bearer  {key} "}
        async with aiohttp.request("POST", url + SPEECH, json={"input": "Hi"}, headers=headers):
            pass
    assert [request.client for request in engine.requests] == ["127.0.0.1#2", "127.0.0.1#1"]


@pytest.mark.parametrize(
    ("phonemes", "status", "told"),
    [
        ("ab " * 3, 200, ""),
        (" \n", 400, "The phonemes are empty"),
        ("a" * 2_001, 413, "The phonemes has 2001 characters; the limit is 2000"),
        ("a " * 100, 413, "The phonemes are too many words: as SSML they are over 2000 c"),
    ],
)
async def test_phonemes_have_the_limits_of_a_text(
    serve: Serve, engine: ToneEngine, phonemes: str, status: int, told: str
) -> None:
    """Many short ones were told to be too long an input, which they did not have."""
    url = await serve(max_input_chars=2_000)
    body = {"phonemes": phonemes}
    async with aiohttp.request("POST", url + "/dev/generate_from_phonemes", json=body) as reply:
        assert reply.status == status
        if status == 200:
            assert (engine.requests[-1].voice, engine.requests[-1].speed) == ("", 1.0)
            return
        error = (await reply.json())["error"]
    assert error["param"] == "phonemes" and told in error["message"]


async def test_phonemes_may_be_as_long_as_a_text_may_be(serve: Serve, engine: ToneEngine) -> None:
    lengths = []
    for limit in (2_000, 0):
        url = await serve(max_input_chars=limit or lengths[0])
        body = {"phonemes": "ab " * 9}
        async with aiohttp.request("POST", url + "/dev/generate_from_phonemes", json=body) as reply:
            assert reply.status == 200
        lengths.append(len(str(engine.requests[-1].text)))


async def test_the_time_that_encoders_take_is_counted_and_they_are_closed(
    http: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted() -> float:
        labels = {"format": "wav"}
        return REGISTRY.get_sample_value("kokoro_encoder_seconds_total", labels) or 0.0

    def second() -> int:
        assert threading.current_thread().name.startswith("encoder"), "not one of the others'"
        return next(seconds)

    seconds, before, closed = itertools.count(), counted(), list[WavEncoder]()
    monkeypatch.setattr(WavEncoder, "close", lambda encoder: closed.append(encoder))
    monkeypatch.setattr(encoding, "time", SimpleNamespace(perf_counter=second))
    async with http.post(SPEECH, json={"input": "One. Two.", "response_format": "wav"}) as reply:
        assert await reply.read()
    assert counted() - before == 3, "each chunk and the end"
    assert len(closed) == 1


@pytest.mark.parametrize("stop", ".!?…;:,—x")
async def test_punctuation_of_phonemes_parts_sentences(
    http: Session, engine: ToneEngine, stop: str
) -> None:
    async with http.post("/dev/generate_from_phonemes", json={"phonemes": f"hˈI{stop}"}) as reply:
        assert reply.status == 200
    text = engine.requests[-1].text
    assert isinstance(text, str) and f">x{stop.strip('x')}</phoneme>" in text


async def test_a_text_is_read_in_the_voice_and_language_that_are_named(http: Session) -> None:
    for more, language in (
        ({}, "en-US"),
        ({"language": "fr"}, "fr"),
        ({"voice": "alloy", "language": ""}, "en-US"),
    ):
        async with http.post("/dev/phonemize", json={"text": "a"} | more) as reply:
            assert (await reply.json())["read"][0]["language"] == language
    async with http.post("/dev/phonemize", json={"text": "a", "voice": "nobody"}) as reply:
        assert (reply.status, (await reply.json())["error"]["param"]) == (400, "voice")


async def test_turns_have_all_that_speech_has(http: Session, engine: ToneEngine) -> None:
    body = {
        "turns": [{"voice": "a", "text": "Hi."}],
        "voice_aliases": {"a": "bf_emma"},
        "speed": 1.5,
        "lang_code": "en-GB",
        "volume_multiplier": 0.5,
        "normalization_options": {"emoji": "name"},
        "response_format": "pcm",
    }
    async with http.post("/dev/dialogue", json=body) as reply:
        assert reply.content_type == "audio/pcm"
    request = engine.requests[-1]
    assert request.text == "[voice:bf_emma]Hi." and request.voice == "bf_emma"
    assert (request.speed, request.volume, request.language) == (1.5, 0.5, "en-GB")
    assert request.normalization.emoji == "name"


@pytest.mark.parametrize("legacy", ["true", "false"])
async def test_a_switch_is_written_as_javascript_does(http: Session, legacy: str) -> None:
    async with http.get("/v1/audio/voices", params={"legacy": legacy}) as reply:
        assert isinstance((await reply.json())["voices"][0], str) is (legacy == "true")


async def test_a_preflight_holds_for_a_day_and_all_headers_may_be_read(serve: Serve) -> None:
    async with Session(await serve(cors_origins=("https://a.example",))) as http:
        asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
        async with http.options(SPEECH, headers=asked) as reply:
            assert reply.headers["Access-Control-Max-Age"] == "86400"
        async with http.get("/health", headers=asked) as reply:
            assert reply.status == 200
        async with http.get("/health", headers={"Origin": "https://a.example"}) as reply:
            readable = reply.headers["Access-Control-Expose-Headers"].split(", ")
        async with http.get("/health") as reply:
            assert reply.headers["Vary"] == "Origin"
            assert "Access-Control-Allow-Origin" not in reply.headers
        async with http.options(SPEECH, headers={"Origin": "https://a.example"}) as reply:
            assert reply.status == 405, "no browser asks so"
    assert set(readable) == {
        *("X-Request-Id", "Retry-After", "X-Download-Path", "X-Timing-Path", "X-Voice"),
        *("Deprecation", "Content-Disposition", "ETag"),
    }
