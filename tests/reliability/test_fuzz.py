"""Anything at all, by hypothesis: each input ends in speech or in an error that a client can be
told.
"""

import asyncio
import json
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wyoming_kokoro.client_memory import ClientMemory
from wyoming_kokoro.engine.plan import Manner, Planner
from wyoming_kokoro.errors import RequestError, SetupError, SpeechError
from wyoming_kokoro.http_server.schemas import SpeechBody
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.lexicon import Lexicon
from wyoming_kokoro.text.document import Document
from wyoming_kokoro.text.segment import NormalizationOptions
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog
from wyoming_kokoro.voices.packs import PACK_FORMATS, PackFile, read_pack
from wyoming_kokoro.wyoming_server import Limits
from wyoming_kokoro.wyoming_server.protocol import EventReader, ProtocolError

CATALOG = VoiceCatalog()
MOST = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
SIGNS = st.sampled_from(
    "[ ] ( ) < > / \\ * _ ~ ` # | : ; . , ! ? … — - ' \" % $ € & @ + = ^ { } \n \t \0 \u200d \u202e"
    " \u0301 ° ½ ² ٣ 漢 か ह 😀 1 2 0 a B ß".split(" ")
)
WORDS = st.sampled_from(
    [
        "[pause:", "1.5s]", "](/", "[voice:", "<speak>", "</speak>", "<break time='", "<p>", "<say-as interpret-as='",
        "<prosody rate='", "&amp;", "&#0;", "<![CDATA[", "<!--", "http://", "12:30", "2024-02-30", "1/0", "$1.2.3", "-273.15°C",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(SIGNS, WORDS, st.text(max_size=5)), max_size=60).map("".join)
LANGUAGES = st.sampled_from(["en-US", "en-GB", "es", "fr", "hi", "it", "pt-BR", "ja", "zh"])


def planner(phonemizer: Phonemizer, language: str) -> Planner:
    voice = parse_blend(CATALOG.default_for(language).id, CATALOG)
    manner = Manner(voice, language, 1.0, 0.0)
    return Planner(phonemizer, CATALOG, manner, NormalizationOptions(), None)


@MOST
@given(TEXTS, st.sampled_from(["text", "ssml"]), LANGUAGES, st.integers(1, 40))
def test_any_text_in_any_pieces_is_planned_or_refused(
    phonemizer: Phonemizer, text: str, text_format: str, language: str, size: int
) -> None:
    plan = planner(phonemizer, language)
    document = Document("ssml" if text_format == "ssml" else "text", language)
    try:
        clauses = [
            clause
            for start in range(0, len(text), size)
            for clause in document.feed(text[start : start + size])
        ]
        runs = [run for clause in clauses + document.flush() for run in plan.plan(clause)]
    except RequestError as error:
        assert error.message
        return
    for run in runs:
        assert len(run.phonemes) <= 510
        assert 0 <= run.pause_s < 3600


@pytest.mark.parametrize("letters", range(5, 35, 3))
def test_words_of_any_length_make_runs_that_the_model_takes(
    phonemizer: Phonemizer, letters: int
) -> None:
    """What was left of a run behind its last breath, and a long word, were more than 510."""
    document = Document("text", "en-US")
    text = f",1.{'W' * letters}\x01\0{'W' * 50}"
    plan = planner(phonemizer, "en-US")
    runs = [r for clause in document.feed(text) + document.flush() for r in plan.plan(clause)]
    assert max(len(run.phonemes) for run in runs) <= 510


@MOST
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(["af_sky", "bm_george", "+", "-", "(", ")", "2", "1e9", "-1", ".", " ", "nan"]),
            max_size=20,
        ).map("".join),
    )
)  # fmt: skip
def test_any_blend_is_a_blend_or_refused(text: str) -> None:
    try:
        blend = parse_blend(text, CATALOG)
    except RequestError as error:
        assert error.param == "voice"
        return
    assert sum(weight for _, weight in blend.terms) == pytest.approx(1)
    assert parse_blend(str(blend), CATALOG).terms == blend.terms


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@MOST
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_lexicon_is_read_or_refused_in_one_line(folder: Path, content: bytes) -> None:
    file = folder / "lexicon"
    file.write_bytes(content)
    try:
        lexicon = Lexicon.load(file)
    except SetupError as error:
        assert "\n" not in error.message
        return
    assert lexicon.lookup("kitchen", "en-US") is None or content


@MOST
@given(
    st.sampled_from(PACK_FORMATS),
    st.sampled_from([b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\x80\x02", b"<\0\0\0\0\0\0\0{"]),
    st.binary(max_size=2_000),
)
def test_any_pack_is_read_or_refused_in_one_line(
    folder: Path, suffix: str, magic: bytes, content: bytes
) -> None:
    file = folder / f"pack{suffix}"
    file.write_bytes(magic + content)
    try:
        pack = read_pack(PackFile(file))
    except SetupError as error:
        assert "\n" not in error.message
        return
    assert pack.shape == (510, 1, 256)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=10,
)
FIELDS = st.sampled_from([*SpeechBody.model_fields, "unknown"])


@MOST
@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_any_json_is_a_body_or_a_fault_of_a_field(body: dict[str, object]) -> None:
    from pydantic import ValidationError

    from wyoming_kokoro.http_server.errors import error_reply, invalid_body

    try:
        SpeechBody.model_validate_json(json.dumps(body))
    except ValidationError as error:
        reply = error_reply(invalid_body(error))
        assert reply.status == 400 and isinstance(reply.body, bytes | bytearray)
        assert set(json.loads(reply.body)) == {"error"}


HEADER = st.fixed_dictionaries(
    {},
    optional={
        "type": st.one_of(JSON, st.sampled_from(["describe", "synthesize", "synthesize-start"])),
        "data": JSON,
        "data_length": st.one_of(JSON, st.integers(-5, 200)),
        "payload_length": st.one_of(JSON, st.integers(-5, 200)),
    },
)
FRAMES = st.tuples(HEADER.map(lambda header: json.dumps(header).encode()), st.binary(max_size=200))


@MOST
@given(st.lists(FRAMES, max_size=4), st.binary(max_size=50))
def test_any_frames_are_events_or_the_end(
    frames: list[tuple[bytes, bytes]], garbage: bytes
) -> None:
    async def read() -> None:
        stream = asyncio.StreamReader(limit=64 * 1024)
        stream.feed_data(b"".join(head + b"\n" + rest for head, rest in frames) + garbage)
        stream.feed_eof()
        reader = EventReader(stream, Limits(event_timeout_s=5.0), ClientMemory().account())
        try:
            while (event := await reader.read()) is not None:
                assert isinstance(event.type, str) and isinstance(event.data, dict)
        except ProtocolError as error:
            assert error.message

    asyncio.run(read())


@MOST
@given(st.text(string.printable, max_size=30))
def test_any_name_of_a_voice_is_no_path(name: str) -> None:
    try:
        assert CATALOG[name].id.replace("_", "").isalnum()
    except SpeechError as error:
        assert error.code == "voice_not_found"
