"""What is made for an utterance: each passage once, nothing for a phrase that is known, and no text
read on the event loop.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.conftest import speak, until
from tests.engine import virtual_time
from tests.engine.test_outline import run
from tests.engine.test_phrases import Shared
from tests.reliability.conftest import MakeEngine, backend, make_engine, phonemizer  # noqa: F401
from tests.reliability.quick import Gate, QuickBackend
from wyoming_kokoro.engine import outlet
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.engine.utterance import Parts, Utterance
from wyoming_kokoro.errors import SynthesisFailed, TextTooLong
from wyoming_kokoro.inference.costs import Costs
from wyoming_kokoro.inference.schedule import FIRST_S
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
        assert max(size for _, size in read) == 2_000
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


async def test_a_phrase_is_known_by_all_that_decides_how_it_sounds(
    make_engine: MakeEngine,  # noqa: F811
    backend: Counting,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And waited for, where others may know it, as long as it would take to make."""
    cache, shared = PhraseCache(8), Shared()
    engine = await make_engine(cache=cache)
    for learn in ("learn_plan", "learn_sound"):
        monkeypatch.setattr(Costs, learn, lambda *_: None)
    monkeypatch.setattr(engine._phrases, "_shared", shared)
    before = len(cache._phrases)
    request = SpeechRequest("The tea is ready, and the kettle boils.", speed=1.5, voice="bf_emma")
    assert await speak(engine, request)
    keys = list(cache._phrases)[before:]
    read = await engine.phonemize(str(request.text), voice="bf_emma")
    phrases = engine._phrases
    style = engine.style("bf_emma")
    assert {key.tokens for key in keys} == {tuple(read.tokens)}
    (pace,) = {key.speed for key in keys}
    assert pace == 1.5
    spans = [key.span for key in keys]
    assert spans[0][0] == 0 and spans[-1][1] == len(read.tokens)  # type: ignore[index]
    for known, span in zip(keys, spans, strict=True):
        assert known == phrases.key("quick/cpu/fp32", style, 1.5, read.tokens, span or (0, 0))
    async with engine.models.use() as workers:
        costs = workers.costs
    assert shared.patience == [costs.plan(len(read.tokens)) + costs.sound(FIRST_S)] * len(keys)
    assert list(shared.phrases) == keys


async def test_the_work_for_an_utterance_is_told_by_its_names_and_is_done_beside_the_loop(
    make_engine: MakeEngine, backend: Counting, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    engine = await make_engine()
    threads, shape = set[threading.Thread](), outlet.shape

    def noted(*given: Any) -> tuple[bytes, float]:
        threads.add(threading.current_thread())
        return shape(*given)

    monkeypatch.setattr(outlet, "shape", noted)
    gate = Gate(backend)
    speaking = asyncio.create_task(pcm(engine, LONG))
    await until(gate.reached.is_set)
    names = {task.get_name() for task in asyncio.all_tasks()}
    gate.open()
    assert names >= {"utterance", "utterance speech"}
    assert await speaking
    assert threads and threading.current_thread() not in threads


async def test_a_reader_whose_thread_was_shut_down_ends_the_speech(
    caplog: pytest.LogCaptureFixture,
) -> None:
    names: list[str] = []

    class Reader:
        async def read(self, *_: object) -> None:
            task = asyncio.current_task()
            names.extend([task.get_name()] if task is not None else [])
            raise asyncio.CancelledError

    utterance, _ = unheard(Reader())
    with pytest.raises(SynthesisFailed, match="^The speech could not be synthesised$"):
        async with asyncio.timeout(10):
            _ = [chunk async for chunk in utterance.chunks()]
    assert caplog.messages == ["Synthesis failed"] and names == ["utterance text"]


def unheard(reader: Any = None, *, aligned: bool = True) -> tuple[Utterance, Any]:
    """An utterance of which nothing was made yet, and its listener. Ten phonemes are a second."""
    workers: Any = SimpleNamespace(
        backend=SimpleNamespace(aligned=aligned),
        costs=SimpleNamespace(speech_of=lambda phonemes: phonemes / 10),
        lead_s=0.5,
        listening=lambda _: nullcontext(),
    )
    request: Any = SimpleNamespace(volume=1.0)
    unused: Any = None
    utterance = Utterance(request, reader, Parts(workers, unused, unused, 30.0))
    return utterance, utterance._listener


def test_words_are_needed_by_the_time_that_what_is_known_of_them_has_been_heard() -> None:
    async def main() -> None:
        await asyncio.sleep(7.0)
        utterance, listener = unheard()
        assert utterance._slack_s() is None
        await utterance._outline.extend([run("abcdefghi")])
        assert utterance._slack_s() == pytest.approx(1.0 - 0.5)
        utterance._made = 4
        assert utterance._slack_s() == pytest.approx(0.6 - 0.5)
        listener.held_s = 2.0
        assert utterance._slack_s() == pytest.approx(2.0 + 0.6 - 0.5)
        listener.runs_dry_at = 10.0
        assert utterance._slack_s() == pytest.approx(3.0 + 0.6 - 0.5)
        listener.runs_dry_at = 5.0
        assert utterance._slack_s() == pytest.approx(0.6 - 0.5), "late already"
        utterance._made = 12
        assert utterance._slack_s() == pytest.approx(-0.5)

    virtual_time.run(main())


def test_a_run_is_spoken_within_its_sentence_and_waits_for_it_until_a_second_before_need() -> None:
    async def main() -> None:
        clock = asyncio.get_running_loop().time
        utterance, listener = unheard()
        outline = utterance._outline
        first, second = run("abc,"), run("de,")
        await outline.extend([first, second])
        await outline.set_idle(True)
        context = await utterance._context(1, second)
        assert (context.before, context.phonemes) == ("abc,", " de,"), "behind a seam"
        assert clock() == 0.0, "who hears nothing yet waits for no words"
        utterance._outlet._tail = np.zeros(480, np.float32)
        listener.runs_dry_at = 5.0
        context = await utterance._context(1, second)
        assert (context.before, context.phonemes) == ("abc, ", "de,")
        assert clock() == 4.0
        alone, _ = unheard(aligned=False)
        await alone._outline.extend([first, second])
        context = await alone._context(1, second)
        assert (context.before, context.phonemes) == ("", "de,")

    virtual_time.run(main())


@pytest.mark.parametrize(("held_s", "ahead"), [(0.0, 59), (1.0, 179)])
def test_who_hears_nothing_yet_has_less_planned_ahead(held_s: float, ahead: int) -> None:
    async def main() -> None:
        utterance, listener = unheard()
        listener.held_s = held_s
        runs = [run("abcd " * 4)] * 12
        await utterance._outline.extend(runs)
        await utterance._outline.complete()
        assert len((await utterance._context(0, runs[0])).after) == ahead

    virtual_time.run(main())
