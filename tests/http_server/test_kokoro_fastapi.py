"""What the README of Kokoro-FastAPI shows its clients, sent here."""

import asyncio
import base64
import json

import aiohttp
import numpy as np
import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.http_server.conftest import Serve
from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.http_server import create_app, downloads
from wyoming_kokoro.http_server.aliases import RETIRED_VOICES, kokoro_voice
from wyoming_kokoro.http_server.downloads import DOWNLOADS
from wyoming_kokoro.http_server.schemas import is_ssml
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog

Session = aiohttp.ClientSession
SPEECH = "/v1/audio/speech"


async def said(http: Session, engine: ToneEngine, path: str, **body: object) -> str:
    async with http.post(path, json=body) as reply:
        assert reply.status == 200, await reply.text()
        await reply.read()
    text = engine.requests[-1].text
    assert isinstance(text, str)
    return text


async def test_clients_recognise_it(http: Session) -> None:
    async with http.get("/v1/test") as reply:
        assert await reply.json() == {"status": "ok"}
    # Some take a server that answers here for LocalAI, which has no voices.
    async with http.get("/v1/readyz") as reply:
        assert reply.status == 404


@pytest.mark.parametrize("body", ["af_bella(2)+af_sky(1)", ["af_bella", "af_sky"]])
async def test_a_blend_alone_is_a_body_of_combine(serve: Serve, body: object) -> None:
    asked: list[str] = []

    def mix(blend: str) -> np.ndarray:
        asked.append(blend)
        return np.zeros((510, 1, 256), np.float32)

    url = await serve(mix=mix)
    async with aiohttp.request("POST", url + "/v1/audio/voices/combine", json=body) as reply:
        assert reply.status == 200 and reply.headers["Content-Disposition"]
    assert asked == [body if isinstance(body, str) else "af_bella+af_sky"]


async def test_aliases_stand_for_voices_in_the_field_and_in_tags(
    http: Session, engine: ToneEngine
) -> None:
    text = await said(
        http,
        engine,
        SPEECH,
        voice="narrator",
        input="[voice:Narrator] Once upon a time. [voice:villain] Never!",
        allow_voice_tags=True,
        voice_aliases={"narrator": "af_bella(2)+af_sky", "villain": "am_michael"},
    )
    assert text == "[voice:af_bella(2)+af_sky] Once upon a time. [voice:am_michael] Never!"
    assert engine.requests[-1].voice == "af_bella(2)+af_sky"


async def test_the_pace_of_an_alias_belongs_to_its_voice(http: Session, engine: ToneEngine) -> None:
    aliases = {"grandpa": {"voice": "am_michael", "rate": 0.8}}
    text = await said(
        http,
        engine,
        SPEECH,
        voice="grandpa",
        input="Slow. [rate:1.5]Less. [voice:af_sky]Own. [voice:grandpa]Slow.",
        voice_aliases=aliases,
    )
    assert (
        text == "[rate:0.8]Slow. [rate:1.2]Less. [voice:af_sky][rate:1]Own."
        " [voice:am_michael][rate:0.8]Slow."
    )
    await said(
        http, engine, SPEECH, voice="grandpa", input="Hi", voice_aliases=aliases,
        allow_voice_tags=False, speed="0.5",
    )  # fmt: skip
    assert engine.requests[-1].speed == pytest.approx(0.4)


async def test_tags_are_words_where_they_are_switched_off(
    http: Session, engine: ToneEngine
) -> None:
    """They were a 400 although they were not to be read as tags."""
    text = await said(http, engine, SPEECH, input="[voice:nosuch] Hi", allow_voice_tags="false")
    assert text == "\\[voice:nosuch] Hi"


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("[voice:nosuch]", "nosuch"),
        ("[rate:9]", "[rate:9] at character 12: "),
        ("[pause:11s]", "[pause:11s] at character 12: "),
    ],
)
async def test_a_wrong_tag_is_a_400_before_anything_is_said(
    http: Session, engine: ToneEngine, tag: str, told: str
) -> None:
    async with http.post(SPEECH, json={"input": f"Much text. {tag} Hi"}) as reply:
        assert reply.status == 400
        error = (await reply.json())["error"]
    assert error["param"] == "input" and told in error["message"]
    assert not engine.requests


async def test_turns_are_spoken_in_order(http: Session, engine: ToneEngine) -> None:
    text = await said(
        http,
        engine,
        "/dev/dialogue",
        turns=[
            {"voice": "af_bella", "text": "Did it land?"},
            {"voice_id": "alloy", "text": " It did. "},
        ],
        pause_between_turns="0.4004",
        response_format="mp3",
    )
    assert text == "[voice:af_bella]Did it land? [pause:0.400s]\n[voice:af_alloy]It did."


async def test_turns_may_be_called_inputs_and_follow_each_other_at_once(
    http: Session, engine: ToneEngine
) -> None:
    inputs = [{"voice": "af_bella", "text": "One."}, {"voice": "af_sky", "text": "Two."}]
    text = await said(http, engine, "/dev/dialogue", inputs=inputs)
    assert text == "[voice:af_bella]One.\n[voice:af_sky]Two."
    assert engine.requests[-1].voice == "af_bella"


async def test_a_pause_is_a_number(http: Session) -> None:
    body = {"turns": [{"voice": "af_sky", "text": "Hi"}], "pause_between_turns": "nan"}
    async with http.post("/dev/dialogue", json=body) as reply:
        assert (reply.status, (await reply.json())["error"]["param"]) == (
            400,
            "pause_between_turns",
        )


@pytest.mark.parametrize("turns", [[], [{"voice": "af_sky", "text": " "}], [{"text": "Hi"}]])
async def test_turns_that_say_nothing_are_a_400(http: Session, turns: object) -> None:
    async with http.post("/dev/dialogue", json={"turns": turns}) as reply:
        assert reply.status == 400
        error = (await reply.json())["error"]
    assert error["param"] == "turns" and error["message"].startswith("Invalid 'turns': ")


async def test_ssml_is_ssml_only_where_it_begins_as_such(http: Session, engine: ToneEngine) -> None:
    """The field was ignored in silence."""
    await said(http, engine, SPEECH, input="<speak>Hi</speak>", ssml=True, allow_voice_tags=True)
    assert engine.requests[-1].text_format == "ssml"
    for more in ({}, {"ssml": False}):
        await said(http, engine, SPEECH, input="<speak>Hi</speak>", **more)
        assert engine.requests[-1].text_format == "text"
    for text in ("Hi", "<speaker>Hi</speaker>"):
        await said(http, engine, SPEECH, input=text, ssml=True)
        assert engine.requests[-1].text_format == "text"
    aliases = {"slow": {"voice": "af_sky", "rate": 0.5}}
    tagged = "<speak>[voice:x] Hi</speak>"
    more = {"text_format": "ssml", "voice": "slow", "voice_aliases": aliases, "speed": 0.3}
    assert await said(http, engine, SPEECH, input=tagged, **more) == tagged
    assert (engine.requests[-1].voice, engine.requests[-1].speed) == ("af_sky", 0.25)


async def test_ssml_is_written_as_inline_markup(http: Session) -> None:
    document = (
        '<speak>The city of <phoneme alphabet="x-kokoro" ph="wˈʊstəɹ">Worcester</phoneme> is'
        ' [easy].<break time="1s"/><voice name="am_michael"><prosody'
        ' rate="slow">See?</prosody></voice> Yes.</speak>'
    )
    async with http.post("/dev/ssml", json={"text": document, "voice": "af_sky"}) as reply:
        inline = (await reply.json())["text"]
    assert inline == (
        "The city of [Worcester](/wˈʊstəɹ/) is \\[easy]. [pause:1s] [voice:am_michael]"
        " [rate:0.75] See? [voice:af_sky] [rate:1] Yes."
    )
    async with http.post("/dev/ssml", json={"text": "No <speak>."}) as reply:
        assert (await reply.json())["text"] == "No <speak>."
    async with http.post("/dev/ssml", json={"text": "<speak>"}) as reply:
        assert reply.status == 400
    async with http.get("/dev/ssml") as reply:
        support = await reply.json()
    assert "break" in support["elements"] and support["rate_range"] == [0.25, 4.0]
    assert support["prosody_rates"]["slow"] == 0.75 and support["ignored"]


@pytest.mark.parametrize(
    "document",
    [
        "<speak/>",
        "<speak>Hi</speak>",
        '\n<?xml version="1.0"?>\n<!-- a > b --><!--\n--> <speak version="1.1">Hi</speak>',
        f"<?{'x' * 200}>" + f"<!--{'x' * 2000}-->\n" * 8 + "<speak>Hi</speak>",
    ],
)
async def test_what_may_stand_before_ssml(http: Session, engine: ToneEngine, document: str) -> None:
    await said(http, engine, SPEECH, input=document, ssml=True)
    assert engine.requests[-1].text_format == "ssml"
    await said(http, engine, SPEECH, input=document, ssml=True, text_format="text")
    assert engine.requests[-1].text_format == "text"


@pytest.mark.parametrize(
    "before", ["Hi ", "<?" + "x" * 201 + ">", f"<!--{'x' * 2001}-->", "<?x?>" * 10]
)
def test_what_may_not(before: str) -> None:
    assert not is_ssml(before + "<speak>Hi</speak>")


async def test_ssml_is_as_long_as_other_text(serve: Serve) -> None:
    url = await serve(max_input_chars=20)
    body = {"text": "<speak>" + "x" * 20 + "</speak>"}
    async with aiohttp.request("POST", url + "/dev/ssml", json=body) as reply:
        assert (reply.status, (await reply.json())["error"]["param"]) == (413, "text")


async def test_phonemes_are_spoken(http: Session, engine: ToneEngine) -> None:
    async with http.post(
        "/dev/generate_from_phonemes", json={"phonemes": 'həlˈO, "wˈɜɹld!', "voice": "af_bella"}
    ) as reply:
        assert reply.status == 200 and reply.content_type == "audio/wav"
        assert (await reply.read())[:4] == b"RIFF"
    assert (
        engine.requests[-1].text == '<speak><phoneme alphabet="x-kokoro" ph="həlˈO,">x,</phoneme>'
        ' <phoneme alphabet="x-kokoro" ph=\'"wˈɜɹld!\'>x!</phoneme></speak>'
    )
    assert engine.requests[-1].text_format == "ssml"


async def test_phonemes_have_a_voice_a_speed_and_a_limit(http: Session, engine: ToneEngine) -> None:
    path = "/dev/generate_from_phonemes"
    text = await said(http, engine, path, phonemes="hˈI", voice="bf_emma", speed=1.5)
    assert text.endswith('ph="hˈI">x</phoneme></speak>')
    assert (engine.requests[-1].voice, engine.requests[-1].speed) == ("bf_emma", 1.5)
    async with http.post(path, json={"phonemes": "a " * 20_000}) as reply:
        assert (reply.status, (await reply.json())["error"]["param"]) == (413, "phonemes")


async def test_a_file_can_be_fetched_after_the_stream(serve: Serve) -> None:
    url = await serve(api_keys=("secret",))
    body = {"input": "Hello world. Again.", "response_format": "pcm", "return_download_link": True}
    body |= {"return_timing": "true"}
    async with Session(url, headers={"Authorization": "Bearer secret"}) as http:
        async with http.post(SPEECH, json=body) as reply:
            sound = await reply.read()
            path, timing = reply.headers["X-Download-Path"], reply.headers["X-Timing-Path"]
            assert reply.headers["Content-Disposition"] == "attachment; filename=speech.pcm"
    async with Session(url) as browser:
        async with browser.get(f"/v1{path}?name=../My talk.pcm") as reply:
            assert reply.content_type == "audio/pcm"
            assert reply.headers["Content-Disposition"] == 'attachment; filename="My_talk.pcm"'
            assert await reply.read() == sound == pcm_of("Hello world. Again.")
        async with browser.get(f"/v1{timing}") as reply:
            assert await reply.json() == {
                "chunks": [
                    {"text": "Hello world", "start": 0.0, "end": 0.2, "voice": "af_heart"},
                    {"text": "Again", "start": 0.2, "end": 0.3, "voice": "af_heart"},
                ]
            }
        for wrong in ("x.pcm", "..%2F..%2Fetc%2Fpasswd", path.rpartition("/")[2][1:]):
            async with browser.get(f"/v1/download/{wrong}") as reply:
                assert reply.status == 404


async def test_what_was_cut_off_cannot_be_fetched_and_takes_no_room(engine: ToneEngine) -> None:
    app = create_app(engine)
    body = {"input": "Well begun. FAIL", "response_format": "pcm"}
    body |= {"return_download_link": True, "return_timing": True}
    async with TestClient(TestServer(app)) as http:
        async with http.post(SPEECH, json=body) as reply:
            paths = [reply.headers["X-Download-Path"], reply.headers["X-Timing-Path"]]
            with pytest.raises(aiohttp.ClientError):
                await reply.read()
        for path in paths:
            async with http.get(f"/v1{path}") as found:
                assert found.status == 404
        assert app[DOWNLOADS]._files == {}


async def test_what_is_not_complete_cannot_be_fetched(http: Session) -> None:
    body = {"input": "Begun. WAIT", "response_format": "pcm", "return_download_link": True}
    async with http.post(SPEECH, json=body) as reply:
        assert await reply.content.readany()
        async with http.get(f"/v1{reply.headers['X-Download-Path']}") as found:
            assert found.status == 404


async def test_files_are_bounded_in_number_size_and_age() -> None:
    kept = downloads.Downloads(max_files=2, max_bytes=10, max_age_s=0.2)

    async def add(size: int) -> str:
        name = await kept.begin("pcm", "audio/pcm")
        await kept.write(name, bytes(size))
        kept.complete(name)
        return name

    try:
        begun = await asyncio.gather(*(kept.begin("pcm", "audio/pcm") for _ in range(2)))
        assert len({kept._files[name].path.parent for name in begun}) == 1
        first, second = await add(3), await add(3)
        for name in begun:
            await kept.write(name, b"x")
            kept.complete(name)
            await kept.discard(name)
            assert await kept.find(name) is None, "two newer ones are there"
        assert await kept.find(first) and await kept.find(second)
        third = await add(3)
        assert await kept.find(first) is None and await kept.find(third)
        large = await add(8)
        assert [bool(await kept.find(n)) for n in (second, third)] == [False, False]
        found = await kept.find(large)
        assert found is not None
        assert await kept.find(await add(11)) is None
        assert not list(found[0].parent.iterdir()), "what is lost takes no room on the disk"
        growing = await kept.begin("pcm", "audio/pcm")
        for size in (6, 4, 1):
            assert growing in kept._files
            await kept.write(growing, bytes(size))
        assert growing not in kept._files, "its pieces count together"
        last = await kept.find(await add(1))
        await asyncio.sleep(0.25)
        late = await add(1)
        assert last is not None and not last[0].exists()
        await asyncio.sleep(0.25)
        assert await kept.find(late) is None
    finally:
        kept.close()


@pytest.mark.parametrize(
    ("old", "new"), [("af_v0bella", "af_bella"), ("af_v0", "af_bella+af_sarah")]
)
async def test_retired_voices_have_successors_and_say_so(
    http: Session, engine: ToneEngine, old: str, new: str
) -> None:
    async with http.post(SPEECH, json={"input": "Hi", "voice": old}) as reply:
        assert reply.headers["Deprecation"] and reply.headers["X-Voice"] == new
    body = {"input": "Hi", "voice": "mine", "voice_aliases": {"mine": old}}
    async with http.post(SPEECH, json=body) as reply:
        assert reply.headers["Deprecation"] and reply.headers["X-Voice"] == new
    async with http.post(SPEECH, json={"input": "Hi", "voice": new}) as reply:
        assert "Deprecation" not in reply.headers
    assert [request.voice for request in engine.requests] == [new] * 3


@pytest.mark.parametrize("old", RETIRED_VOICES)
def test_a_successor_is_there_and_is_the_namesake_or_of_the_same_sex(old: str) -> None:
    catalog = VoiceCatalog()
    new = kokoro_voice(old, catalog)
    assert all(voice[1] == old[1] for voice, _ in parse_blend(new, catalog).terms)
    namesake = old.replace("v0", "")
    assert new == namesake or namesake not in catalog


async def test_captions_tell_the_media_type_and_the_voices(http: Session) -> None:
    body = {"input": "Hello world!", "voice": "af_bella", "stream": False, "allow_voice_tags": True}
    async with http.post("/dev/captioned_speech", json=body) as reply:
        caption = await reply.json()
    assert caption["audio_format"] == "audio/mpeg"
    assert {word["voice"] for word in caption["timestamps"]} == {"af_bella"}
    assert base64.b64decode(caption["audio"])


@pytest.mark.parametrize(
    ("form", "content_type", "text"),
    [
        ("srt", "application/x-subrip", "1\n00:00:00,000 --> 00:00:00,400\nOne two Three four\n\n"),
        ("vtt", "text/vtt", "WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.400\nOne two Three four\n\n"),
    ],
)
async def test_captions_can_be_subtitles(
    http: Session, form: str, content_type: str, text: str
) -> None:
    body = {"input": "One two. Three four", "response_format": form}
    async with http.post("/dev/captioned_speech", json=body) as reply:
        assert reply.content_type == content_type
        assert await reply.text() == text


async def test_events_tell_times_where_they_are_wished_for(http: Session) -> None:
    body = {"input": "One two. Three.", "response_format": "pcm", "stream_format": "sse"}
    kinds = {}
    for wished in (False, True):
        async with http.post(SPEECH, json=body | {"return_timestamps": wished}) as reply:
            events = [json.loads(e[6:]) for e in (await reply.text()).split("\n\n") if e]
        kinds[wished] = [event["type"].rpartition(".")[2] for event in events]
    assert kinds == {
        False: ["delta", "delta", "done"],
        True: ["delta", "timestamps", "delta", "timestamps", "done"],
    }
    assert events[1]["marks"] == [] and events[1]["words"][1] == {
        "word": "two",
        "start_time": 0.1,
        "end_time": 0.2,
        "voice": "af_heart",
    }


async def test_legacy_is_true_or_false(http: Session) -> None:
    async with http.get("/v1/audio/voices?legacy=maybe") as reply:
        error = (await reply.json())["error"]
    assert (reply.status, error["param"]) == (400, "legacy")
    assert error["message"] == "Invalid 'legacy': it is true or false."
