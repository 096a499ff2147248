"""What the log says of each utterance, and what of its text."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import speak
from tests.reliability.test_metrics import values
from wyoming_kokoro.composition import build_engine
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.history import History
from wyoming_kokoro.engine.progress import Progress
from wyoming_kokoro.engine.report import Report
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import Busy, RequestError
from wyoming_kokoro.settings import Settings

TEXT = "The tea is ready.\nIt is hot."


def told(caplog: pytest.LogCaptureFixture) -> tuple[str, dict[str, Any]]:
    """Message and fields of the one line about an utterance."""
    (record,) = (r for r in caplog.records if r.getMessage().startswith("Utterance ended"))
    return record.getMessage(), record.__dict__["fields"]


async def test_a_line_tells_everything_but_the_text(
    engine: SpeechEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    request = SpeechRequest(TEXT, voice="bf_emma", protocol="http", client="kitchen")
    chunks = await speak(engine, request)
    message, fields = told(caplog)
    assert (fields["protocol"], fields["client"]) == ("http", "kitchen")
    assert (fields["voice"], fields["language"]) == ("bf_emma", "en-GB")
    assert (fields["characters"], fields["clauses"]) == (len(TEXT), 2)
    assert 1 <= fields["passages"] <= 4
    assert fields["audio_s"] == round(sum(chunk.seconds for chunk in chunks), 2)
    assert 0 < fields["first_audio_s"] <= fields["took_s"] and fields["rtf"] > 0
    assert fields["result"] == "spoken" and "result=spoken" in message
    assert "text" not in fields and "tea" not in message


async def test_the_text_is_told_where_the_operator_wants_it(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    engine = build_engine(Settings(data_dir=data_dir, log_text=True, cache_mb=0))
    await engine.start(preload=False)
    await speak(engine, SpeechRequest(TEXT))
    await engine.close()
    message, fields = told(caplog)
    assert fields["text"] == TEXT and message.endswith(f" result=spoken text={TEXT!r}")
    assert message.startswith("Utterance ended: utterance=")


def test_of_a_book_the_beginning_is_kept() -> None:
    progress = Progress(0.0)
    for _ in range(100):
        progress.keep("a hundred characters".ljust(100))
    assert progress.text == "a hundred characters".ljust(100) * 20
    progress = Progress(0.0)
    for text in ("x" * 1_999, "abc", "d"):
        progress.keep(text)
    assert progress.text == "x" * 1_999 + "a"


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (Busy("full", retry_after_s=1.0), "busy"),
        (RequestError("no such voice"), "refused"),
        (OSError("no space left"), "failed"),
        (asyncio.CancelledError(), "cancelled"),
        (GeneratorExit(), "cancelled"),
    ],
)
async def test_how_it_ended_is_one_word(
    engine: SpeechEngine,
    caplog: pytest.LogCaptureFixture,
    error: BaseException,
    result: str,
) -> None:
    caplog.set_level(logging.INFO)
    history = History(lambda: 0.0)
    with pytest.raises(type(error)):
        with Report(engine.resolve(SpeechRequest("Hi.")), history):
            assert len(history.speaking) == 1
            raise error
    assert told(caplog)[1]["result"] == result
    assert not history.speaking
    code = getattr(error, "code", "internal_error")
    told_of = [(trouble.protocol, trouble.code) for trouble in history.errors]
    assert told_of == ([] if result == "cancelled" else [("local", code)])


async def _growing() -> AsyncIterator[str]:
    yield "Hi."


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("spoken", [True, False])
async def test_a_report_is_counted_and_logged_to_the_last_figure(
    engine: SpeechEngine, caplog: pytest.LogCaptureFixture, whole: bool, spoken: bool
) -> None:
    caplog.set_level(logging.INFO)
    before, history = values(), History(lambda: 0.0)
    text = "Hi." if whole else _growing()
    request = engine.resolve(
        SpeechRequest(text, voice="ff_siwis", protocol="tested", client="kitchen")
    )
    now = asyncio.get_running_loop().time()
    with Report(request, history) as report:
        assert not report.has_begun
        for waited_s in (0.25, 99.0):
            report.admitted(waited_s)
        assert report.has_begun
        report.progress = Progress(now, None, 3, 1, 2)
        if spoken:
            report.progress = Progress(now, now + 0.51267, 3, 1, 2, 4.126, 1.0)
        assert history.speaking[0].audio_s == 4.126 * spoken
        assert (history.speaking[0].voice, history.speaking[0].language) == ("ff_siwis", "fr")
        assert abs(history.speaking[0].asked_at - time.monotonic()) < 60
    message, fields = told(caplog)
    assert fields.pop("utterance") > 0
    took_s, first_s = fields.pop("took_s"), fields.pop("first_audio_s")
    assert 0 <= took_s == round(took_s, 3) < 60
    if spoken:
        assert first_s == pytest.approx(0.513, abs=0.1) and first_s == round(first_s, 3)
    else:
        assert first_s is None
    assert fields == {
        "protocol": "tested",
        "client": "kitchen",
        "voice": "ff_siwis",
        "language": "fr",
        "characters": 3,
        "clauses": 1,
        "passages": 2,
        "audio_s": 4.13 * spoken,
        "rtf": 0.242 if spoken else None,
        "result": "spoken",
    }
    assert " voice=ff_siwis language=fr characters=3 " in message
    (minute,) = history.minutes()
    assert (minute.utterances, minute.audio_s) == (1, 4.126 * spoken)
    assert len(minute.first_audio_s) == (whole and spoken) and not history.errors
    grown = {name: value - before.get(name, 0.0) for name, value in values().items()}
    labels = 'language="fr",protocol="tested",result="spoken"'
    assert grown[f"kokoro_utterances_total{{{labels}}}"] == 1
    assert grown["kokoro_audio_seconds_total"] == pytest.approx(4.126 * spoken)
    assert grown["kokoro_queue_wait_seconds_sum"] == pytest.approx(0.25)
    assert grown["kokoro_utterance_passages_sum"] == pytest.approx(2 * spoken)
    heard = grown.get('kokoro_first_audio_seconds_count{protocol="tested"}', 0.0)
    assert heard == (whole and spoken)


async def test_utterances_are_numbered(engine: SpeechEngine) -> None:
    numbers = [Report(engine.resolve(SpeechRequest("Hi.")), History(lambda: 0.0)) for _ in "ab"]
    assert numbers[1]._number == numbers[0]._number + 1
