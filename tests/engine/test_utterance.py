"""What is made for an utterance: each passage once, nothing for a phrase that is known, and no text
read on the event loop.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from tests.conftest import speak, until
from tests.reliability.conftest import MakeEngine, backend, make_engine, phonemizer  # noqa: F401
from tests.reliability.quick import QuickBackend
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import SynthesisFailed, TextTooLong
from wyoming_kokoro.models.base import FloatArray, Passage, Speech
from wyoming_kokoro.text.document import Document

SENTENCE = "The {} painted the kitchen door, and the carpenter repaired the old window."
LONG = "When the {} comes home in the evening, all of the lamps on the ground floor are lit. " * 6


class Counting(QuickBackend):
    def __init__(self) -> None:
        super().__init__()
        self.plans = 0
        self.sounds = 0

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        self.plans += 1
        return super().plan(tokens, style, speed)

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        self.sounds += 1
        return super().sound(passage, first, last)


@pytest.fixture(name="backend")
def counting() -> Counting:
    return Counting()


async def pcm(engine: SpeechEngine, text: str) -> bytes:
    return b"".join([chunk.pcm for chunk in await speak(engine, SpeechRequest(text))])


async def test_listeners_who_interleave_have_each_sentence_planned_once(
    make_engine: MakeEngine, backend: Counting  # noqa: F811
) -> None:
    engine = await make_engine()
    before = backend.plans
    names = ("doctor", "teacher", "farmer", "sailor")
    await asyncio.gather(*(pcm(engine, SENTENCE.format(name)) for name in names))
    assert backend.plans - before == 4
    assert backend.sounds > 4


async def test_a_known_phrase_needs_no_model(
    make_engine: MakeEngine, backend: Counting  # noqa: F811
) -> None:
    engine = await make_engine(cache=PhraseCache(8))
    text = SENTENCE.format("doctor")
    first = await pcm(engine, text)
    made = (backend.plans, backend.sounds)
    assert await pcm(engine, text) == first
    assert (backend.plans, backend.sounds) == made


async def test_what_its_listener_left_is_not_remembered(
    make_engine: MakeEngine, backend: Counting  # noqa: F811
) -> None:
    cache = PhraseCache(8)
    engine = await make_engine(cache=cache)
    async with aclosing(engine.speak(SpeechRequest(LONG))) as chunks:
        await anext(chunks)
    left = cache.bytes
    await pcm(engine, LONG)
    assert left < cache.bytes / 2


async def test_the_same_words_behind_others_are_another_phrase_and_the_log_tells_why(
    make_engine: MakeEngine, backend: Counting, caplog: pytest.LogCaptureFixture  # noqa: F811
) -> None:
    engine = await make_engine(cache=PhraseCache(8))
    caplog.set_level(logging.DEBUG, "wyoming_kokoro.engine.phrases")
    said = SENTENCE.format("doctor")
    for text in (said, said, f"The kettle is boiling now. {said}"):
        await pcm(engine, text)
    found = [message.partition(":")[0] for message in caplog.messages]
    runs = found.index("Remembered")
    assert (
        found[:runs] == ["Not remembered"] * runs
        and found[runs : 2 * runs] == ["Remembered"] * runs
    )
    assert "Not remembered" in found[2 * runs :]
    assert all("style" in message and "doctor" not in message for message in caplog.messages)


async def test_a_phrase_is_known_whatever_the_load_was_when_it_was_first_said(
    make_engine: MakeEngine, backend: Counting  # noqa: F811
) -> None:
    """Spans are cut by the load; a phrase that was kept by its spans would not be found again."""
    engine = await make_engine(cache=PhraseCache(64))
    text = SENTENCE.format("doctor")
    others = ("teacher", "farmer", "sailor", "painter")
    first, *_ = await asyncio.gather(
        pcm(engine, text), *(pcm(engine, LONG.replace("{}", name)) for name in others)
    )
    made = (backend.plans, backend.sounds)
    assert await pcm(engine, text) == first
    assert (backend.plans, backend.sounds) == made


async def test_a_huge_piece_of_text_is_read_bit_by_bit_beside_the_event_loop(
    make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    """99,000 characters in one chunk held the loop for over a second."""
    engine = await make_engine()
    read: list[tuple[str, int]] = []
    feed = Document.feed

    def told(self: Document, delta: str) -> object:
        read.append((threading.current_thread().name, len(delta)))
        return feed(self, delta)

    monkeypatch.setattr(Document, "feed", told)
    text = "The kettle is boiling. " * 300

    async def at_once() -> AsyncIterator[str]:
        yield text

    for request in (SpeechRequest(text), SpeechRequest(at_once())):
        read.clear()
        assert await speak(engine, request)
        assert sum(size for _, size in read) == len(text)
        assert max(size for _, size in read) <= 2_000
        assert {name.partition("_")[0] for name, _ in read} == {"text"}


async def test_a_text_that_grows_too_long_is_refused_where_it_does(
    make_engine: MakeEngine, backend: Counting  # noqa: F811
) -> None:
    engine = await make_engine(max_text_chars=30)

    async def growing() -> AsyncIterator[str]:
        yield "The kettle boils; tea is near."
        yield "!"

    with pytest.raises(TextTooLong) as refused:
        await speak(engine, SpeechRequest(growing()))
    assert refused.value.message == "The text is longer than 30 characters"
    assert refused.value.param == "input"


async def test_a_text_that_is_waited_for_ends_with_its_listener(
    make_engine: MakeEngine, backend: Counting  # noqa: F811
) -> None:
    engine = await make_engine()
    never, ended = asyncio.Event(), asyncio.Event()

    async def growing() -> AsyncIterator[str]:
        try:
            yield "The kettle boils. The tea is near. "
            await never.wait()
        finally:
            ended.set()

    async with aclosing(engine.speak(SpeechRequest(growing()))) as chunks:
        await anext(chunks)
        assert not ended.is_set()
    await until(ended.is_set)


async def test_what_is_wrong_on_this_side_is_for_the_log(
    make_engine: MakeEngine,  # noqa: F811
    backend: Counting,  # noqa: F811
    data_dir: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "af_heart.pt").symlink_to(data_dir / "voices/af_heart.pt")
    engine = await make_engine(voices_dir=tmp_path)

    def fail() -> None:
        raise ValueError("a defect")

    for voice, before in (("af_sky", backend.before), ("af_heart", fail)):
        backend.before = before
        with pytest.raises(SynthesisFailed) as failed:
            await speak(engine, SpeechRequest("Hello.", voice=voice))
        assert failed.value.message == "The speech could not be synthesised"
    file, defect = [record for record in caplog.records if "utterance" in record.name]
    assert file.message.startswith(f"Synthesis failed: The voice af_sky is not in {tmp_path}")
    assert not file.exc_info
    assert defect.message == "Synthesis failed" and defect.exc_info is not None
    assert "a defect" in str(defect.exc_info[1])
    assert {record.levelname for record in (file, defect)} == {"ERROR"}
