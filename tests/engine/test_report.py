"""What the log says of each utterance, and what of its text."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import speak
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
    assert fields["text"] == TEXT and f"text={TEXT!r}" in message


def test_of_a_book_the_beginning_is_kept() -> None:
    progress = Progress(0.0)
    for _ in range(100):
        progress.keep("a hundred characters".ljust(100))
    assert len(progress.text) == 2_000


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
    assert len(history.errors) == (result != "cancelled")
