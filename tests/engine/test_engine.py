"""The engine with the real model: who gets what, and what is left when somebody leaves."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import samples_of, speak, until
from tests.reliability.conftest import MakeEngine, backend, make_engine, phonemizer  # noqa: F401
from tests.reliability.quick import Gate, QuickBackend
from tests.reliability.test_metrics import values
from wyoming_kokoro.composition import build_engine
from wyoming_kokoro.engine import engine as engine_module
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import (
    BadMarkup,
    NotReady,
    RequestError,
    SetupError,
    SynthesisFailed,
    TextTooLong,
    UnknownVoice,
)
from wyoming_kokoro.inference.manager import ModelManager
from wyoming_kokoro.inference.schedule import Schedule
from wyoming_kokoro.metrics import REGISTRY
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import SAMPLE_RATE
from wyoming_kokoro.text.segment import NormalizationOptions

LONG = (
    "The garden lights are on, and they stay on until midnight, when the doors are locked."
    " The heating goes down at ten. The alarm is set at eleven, unless someone is still awake."
)


async def growing(text: str, size: int = 5) -> AsyncIterator[str]:
    for place in range(0, len(text), size):
        yield text[place : place + size]
        await asyncio.sleep(0)


def idle(engine: SpeechEngine) -> bool:
    return engine.admission.active == 0 and engine.admission.waiting == 0


async def test_text_that_grows_is_spoken_whole(engine: SpeechEngine) -> None:
    chunks = await speak(engine, SpeechRequest(growing(LONG)))
    words = [word.text for chunk in chunks for word in chunk.words]
    assert words == LONG.split()


async def test_chunks_follow_each_other_without_gap_or_overlap(engine: SpeechEngine) -> None:
    place = 0.0
    for chunk in await speak(engine, SpeechRequest(LONG)):
        assert chunk.start_s == pytest.approx(place, abs=1e-6)
        place += chunk.seconds


async def test_leaving_frees_everything(engine: SpeechEngine) -> None:
    for taken in (0, 1, 2):
        async with aclosing(engine.speak(SpeechRequest(LONG))) as chunks:
            for _ in range(taken):
                await anext(chunks)
        assert idle(engine)
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not names & {"utterance", "utterance text", "utterance speech"}


async def test_leaving_while_the_text_still_comes_frees_everything(engine: SpeechEngine) -> None:
    async def endless() -> AsyncIterator[str]:
        while True:
            yield "And on it goes, one sentence after the other. "
            await asyncio.sleep(0.01)

    async with aclosing(engine.speak(SpeechRequest(endless()))) as chunks:
        await anext(chunks)
    assert idle(engine)


async def test_a_text_that_fails_ends_the_speech_with_its_error(engine: SpeechEngine) -> None:
    async def broken() -> AsyncIterator[str]:
        yield "This is a first sentence. And a"
        raise TextTooLong("enough")

    with pytest.raises(TextTooLong):
        await speak(engine, SpeechRequest(broken()))
    assert idle(engine)


async def test_several_at_once_sound_as_they_do_alone(engine: SpeechEngine) -> None:
    requests = [
        SpeechRequest("The kettle is boiling.", voice="am_onyx"),
        SpeechRequest("La puerta está abierta.", voice="ef_dora"),
        SpeechRequest("The kettle is boiling.", voice="bf_emma", speed=1.3),
    ]
    alone = [await speak(engine, request) for request in requests]
    together = await asyncio.gather(*(speak(engine, request) for request in requests))
    assert [[c.pcm for c in chunks] for chunks in together] == [[c.pcm for c in cs] for cs in alone]


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (SpeechRequest("Hi.", voice="nobody"), UnknownVoice),
        (SpeechRequest("Hi.", voice="af_heart+"), UnknownVoice),
        (SpeechRequest(f"{LONG} [voice:nobody] Hi."), UnknownVoice),
        (
            SpeechRequest(
                f'<speak>{LONG} <voice name="nobody">Hi.</voice></speak>', text_format="ssml"
            ),
            UnknownVoice,
        ),
        (SpeechRequest("Hi.", speed=5.0), RequestError),
        (SpeechRequest("Hi.", speed=float("nan")), RequestError),
        (SpeechRequest("Hi.", volume=-1.0), RequestError),
        (SpeechRequest("Hi.", language="klingon"), RequestError),
        (SpeechRequest("a" * 100_001), TextTooLong),
        (SpeechRequest("Fine so far. [pause:abc] Not fine."), BadMarkup),
        (SpeechRequest("<speak>Never closed", text_format="ssml"), BadMarkup),
    ],
)
async def test_bad_requests_fail_before_any_audio(
    engine: SpeechEngine, request_: SpeechRequest, kind: type[RequestError]
) -> None:
    chunks = 0
    with pytest.raises(kind):
        async with aclosing(engine.speak(request_)) as speech:
            async for _ in speech:
                chunks += 1
    assert chunks == 0 and idle(engine)


async def test_pauses_are_as_long_as_they_are_written(engine: SpeechEngine) -> None:
    async def seconds(text: str, **fields: str) -> float:
        chunks = await speak(engine, SpeechRequest(text, **fields))  # type: ignore[arg-type]
        return sum(chunk.seconds for chunk in chunks)

    plain = await seconds("One. Two.")
    assert await seconds("One. [pause:1.5s] Two.") == pytest.approx(plain + 1.5, abs=0.3)
    assert await seconds("[pause:0.5s]") == pytest.approx(0.5, abs=0.01)
    broken = '<speak>One.<break time="1500ms"/> Two.<break time="700ms"/></speak>'
    assert await seconds(broken, text_format="ssml") == pytest.approx(plain + 2.2, abs=0.3)


async def test_volume_and_rate_are_those_of_the_request_times_those_of_the_text(
    engine: SpeechEngine,
) -> None:
    async def said(text: str, **fields: Any) -> tuple[float, float]:
        """Loudest sample and seconds."""
        chunks = await speak(engine, SpeechRequest(text, **fields))
        samples = samples_of(b"".join(chunk.pcm for chunk in chunks))
        return float(np.abs(samples).max()), len(samples) / SAMPLE_RATE

    loudness, seconds = await said("The tea is ready.")
    half, _ = await said("The tea is ready.", volume=0.5)
    assert half == pytest.approx(loudness / 2, rel=0.01)
    soft = '<speak><prosody volume="-6dB">The tea is ready.</prosody></speak>'
    quarter, _ = await said(soft, text_format="ssml", volume=0.5)
    assert quarter == pytest.approx(loudness / 4, rel=0.02)
    _, quick = await said("[rate:1.5] The tea is ready.")
    _, quicker = await said("[rate:1.5] The tea is ready.", speed=1.5)
    assert quicker < 0.9 * quick < 0.9 * 0.9 * seconds


async def test_it_refuses_before_its_start_and_after_its_end(data_dir: Path) -> None:
    engine = build_engine(Settings(data_dir=data_dir, preload=False))

    async def refuses() -> None:
        assert not engine.ready
        with pytest.raises(NotReady, match="^The model is still loading$"):
            await speak(engine, SpeechRequest("Hi."))

    await refuses()
    await engine.start(preload=False)
    assert engine.ready
    await engine.close()
    await refuses()


async def test_a_language_without_a_voice_name_picks_a_voice_of_it(engine: SpeechEngine) -> None:
    spanish = await engine.phonemize("Radio.", language="es")
    assert spanish.phonemes and spanish.phonemes != (await engine.phonemize("Radio.")).phonemes


@pytest.mark.parametrize("text", ["...", "!", "?!", "👍!", "— —", '"."'])
async def test_marks_alone_are_a_pause_and_no_noise(engine: SpeechEngine, text: str) -> None:
    pcm = b"".join([chunk.pcm for chunk in await speak(engine, SpeechRequest(text))])
    assert not any(pcm) and len(pcm) <= 0.7 * 48_000


async def test_a_session_takes_a_place_only_while_it_has_text_to_speak(
    engine: SpeechEngine,
) -> None:
    """Home Assistant leaves sessions open without text; each held a place for minutes."""
    more, end = asyncio.Event(), asyncio.Event()

    async def text() -> AsyncIterator[str]:
        await more.wait()
        yield "The kettle is boiling.\n\n"
        await end.wait()
        yield "The tea is ready."

    async with aclosing(engine.speak(SpeechRequest(text()))) as chunks:
        first = asyncio.ensure_future(anext(chunks))
        await asyncio.sleep(0.05)
        assert idle(engine)
        more.set()
        await first
        for _ in range(200):
            if idle(engine):
                break
            await asyncio.sleep(0.05)
        assert idle(engine)
        end.set()
        assert [chunk async for chunk in chunks]
    assert idle(engine)


@pytest.mark.parametrize("text", ["The kettle is boiling.\n\n", "The kettle is boiling. The"])
async def test_what_is_said_is_heard_before_more_text_comes_however_slow_the_machine(
    engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Nobody begins who would run dry; but when all is made there is nothing to wait for."""
    monkeypatch.setattr(Schedule, "_keeps_up", lambda *_: False)
    end = asyncio.Event()

    async def texts() -> AsyncIterator[str]:
        yield text
        await end.wait()

    async with aclosing(engine.speak(SpeechRequest(texts()))) as chunks:
        async with asyncio.timeout(60):
            assert (await anext(chunks)).pcm
        end.set()
        assert all([chunk.pcm async for chunk in chunks])


def test_a_voice_that_cannot_be_read_is_told_without_its_path(
    engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise SetupError("/data/voices/af_heart.pt is damaged")

    assert engine.style("af_sky+af_bella").shape == (510, 1, 256)
    monkeypatch.setattr(engine, "_style", fail)
    with pytest.raises(SynthesisFailed, match=r"^The voice could not be read$"):
        engine.style("af_heart")
    assert "/data/voices/af_heart.pt is damaged" in caplog.messages


def test_what_is_refused_is_counted_and_remembered(engine: SpeechEngine) -> None:
    refused = {"protocol": "test", "language": "", "result": "refused"}

    def count() -> float:
        return REGISTRY.get_sample_value("kokoro_utterances_total", refused) or 0.0

    before = count()
    with pytest.raises(RequestError):
        engine.resolve(SpeechRequest("Hi.", speed=9.0, protocol="test"))
    assert count() == before + 1
    last = engine.history.errors[-1]
    assert (last.protocol, last.code) == ("test", "invalid_value")


async def test_how_a_text_is_read_is_told_clause_by_clause(engine: SpeechEngine) -> None:
    read = await engine.phonemize("**5 km** to go.\n\n[voice:ff_siwis]Oui, 3.", "en-GB")
    assert [(each.written, each.language) for each in read.read] == [
        ("**5 km** to go.\n\n", "en-GB"),
        ("[voice:ff_siwis]Oui, 3.", "fr"),
    ]
    first, second = read.read
    assert first.said.strip() == "five kilometres to go." and "trois" in second.said
    assert [word for word, _ in first.words] == ["5", "km", "to", "go."]
    assert "".join(phonemes for _, phonemes in first.words) == "".join(
        first.phonemes.split()
    ).rstrip(".")
    assert [word for word, _ in second.words] == ["Oui,", "3."]
    assert read.normalized == (first.said + second.said).strip()
    assert read.clauses == [first.written, second.written]
    assert read.phonemes == (first.phonemes + second.phonemes).strip()
    vocabulary = engine._phonemizer.vocabulary
    assert read.tokens == vocabulary.tokens(read.phonemes) and len(read.tokens) > 20
    (oui,) = (await engine.phonemize("Oui.", voice="ff_siwis")).read
    assert oui.language == "fr"


async def test_a_text_is_read_with_the_options_of_the_server(
    engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await engine.phonemize("Tea 👍.")).normalized == "Tea."
    monkeypatch.setattr(engine._resolver, "_normalization", NormalizationOptions(emoji="name"))
    assert "thumbs up" in (await engine.phonemize("Tea 👍.")).normalized


# With a model that hums.


async def test_other_languages_are_read_ahead_beside_the_event_loop(
    make_engine: MakeEngine,  # noqa: F811
    phonemizer: Phonemizer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[str] = []
    given: list[int] = []

    def read_ahead(language: str) -> None:
        assert threading.current_thread() is not threading.main_thread()
        asked.append(language)
        if language == "fr":
            raise SetupError("there is no French")

    monkeypatch.setattr(phonemizer, "read_ahead", read_ahead)
    monkeypatch.setattr(engine_module, "give_memory_back", lambda: given.append(len(asked)))
    caplog.set_level(logging.DEBUG, engine_module.__name__)
    await make_engine()
    await until(lambda: bool(given))
    assert asked == "en-US en-GB es fr hi it ja pt-BR zh".split() and given == [9]
    assert caplog.messages == ["fr could not be read ahead: there is no French"]


async def test_what_begins_with_the_engine_ends_with_it(
    make_engine: MakeEngine,  # noqa: F811
    phonemizer: Phonemizer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    go_on, asked = threading.Event(), list[str]()

    def read_ahead(language: str) -> None:
        asked.append(language)
        go_on.wait(60)

    def begun() -> set[str]:
        return {task.get_name() for task in asyncio.all_tasks()} & {"history", "read ahead"}

    monkeypatch.setattr(phonemizer, "read_ahead", read_ahead)
    workers = values()["kokoro_workers"]
    engine = await make_engine(cache=PhraseCache(0, tmp_path))
    assert values()["kokoro_workers"] == workers + 1
    await until(lambda: bool(asked))
    assert begun() == {"history", "read ahead"} and engine.ready and engine.workers == 1
    monkeypatch.setattr(ModelManager, "is_attended", property(lambda _: False))
    assert not engine.ready
    monkeypatch.undo()
    await engine.close()
    go_on.set()
    assert begun() == set() and len(asked) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["phrases.sqlite3"], "and no journal"
    with pytest.raises(RuntimeError):
        engine._text_thread.submit(print)


async def test_what_is_idle_is_given_up(
    make_engine: MakeEngine,  # noqa: F811
    phonemizer: Phonemizer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = await make_engine()
    given_up: list[object] = []

    def forget(idle_s: float) -> None:
        given_up.append((idle_s, threading.current_thread().name.partition("_")[0]))

    async def unload() -> None:
        given_up.append("models")

    monkeypatch.setattr(phonemizer, "forget", forget)
    monkeypatch.setattr(engine.models, "unload", unload)
    await engine.forget_idle(7.0)
    assert given_up == [(7.0, "text"), "models"]


@pytest.mark.parametrize("preload", [True, False])
async def test_a_language_that_cannot_be_read_is_told_at_the_start(
    make_engine: MakeEngine,  # noqa: F811
    phonemizer: Phonemizer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    preload: bool,
) -> None:
    engine = await make_engine()
    await engine.close()
    asked: list[str] = []

    def warm_up(language: str) -> None:
        asked.append(language)
        raise SetupError("there is no English")

    monkeypatch.setattr(phonemizer, "warm_up", warm_up)
    other = SpeechEngine(engine.models, phonemizer, engine.catalog, engine._style)
    with pytest.raises(SetupError, match="there is no English"):
        await other.start(preload=preload)
    assert asked == ["en-US"] and not other.ready
    await other.close()


async def test_what_the_first_words_lack_is_told_to_the_operator(
    make_engine: MakeEngine, backend: QuickBackend, tmp_path: Path  # noqa: F811
) -> None:
    with pytest.raises(SetupError, match="The voice af_heart is not in"):
        await make_engine(voices_dir=tmp_path)

    def fail() -> None:
        raise ValueError("a defect")

    backend.before = fail
    with pytest.raises(SynthesisFailed, match="could not be synthesised"):
        await make_engine()


async def test_who_is_spoken_to_and_who_waits_is_told(
    make_engine: MakeEngine, backend: QuickBackend  # noqa: F811
) -> None:
    engine = await make_engine(max_utterances=2, max_queue=4)
    gate, before = Gate(backend), values()
    speaking = [
        asyncio.create_task(speak(engine, SpeechRequest("Hello.", client=client)))
        for client in "abcde"
    ]
    await until(lambda: engine.waiting_jobs == 1)
    assert (engine.active, engine.waiting) == (2, 3)
    grown = {name: value - before.get(name, 0.0) for name, value in values().items()}
    assert grown["kokoro_active_utterances"] == 2 and grown["kokoro_waiting_utterances"] == 3
    await asyncio.sleep(0.05)
    gate.open()
    await asyncio.gather(*speaking)
    name = "kokoro_queue_wait_seconds_sum"
    assert 3 * 0.05 <= values()[name] - before[name] < 60


async def test_an_utterance_is_bounded_as_the_engine_is(
    make_engine: MakeEngine,  # noqa: F811
) -> None:
    engine = await make_engine(flush_s=0.25, max_text_chars=99, read_ahead_s=4.0)
    async with engine.models.use() as workers:
        utterance = engine._utterance(engine.resolve(SpeechRequest("Hi.", volume=0.5)), workers)
    reader = utterance._reader
    assert (reader._flush_s, reader._max_text_chars, reader._keeps_text) == (0.25, 99, False)
    assert utterance._buffer._limit_s == 4.0 and utterance._outlet._volume == 0.5
    assert engine._text_thread._max_workers == 1, "what reads text is not made for more"


async def test_what_is_still_to_be_read_at_the_end_is_read_no_more(
    make_engine: MakeEngine,  # noqa: F811
) -> None:
    engine, go_on = await make_engine(), threading.Event()
    engine._text_thread.submit(go_on.wait, 1.0)
    waiting = engine._text_thread.submit(print)
    closing = asyncio.create_task(engine.close())
    await until(waiting.done)
    go_on.set()
    await closing
    assert waiting.cancelled()
