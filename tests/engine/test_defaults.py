"""What a request that names no voice, language or speed is spoken with."""

from pathlib import Path

import pytest

from tests.conftest import speak
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.service import build_engine
from wyoming_kokoro.settings import load_settings


async def test_the_default_language_is_that_of_requests_that_name_neither_voice_nor_language(
    engine: SpeechEngine, data_dir: Path
) -> None:
    french = build_engine(load_settings({"data_dir": data_dir, "language": "FR"}, None))
    try:
        unnamed = await french.phonemize("chat")
        named = await engine.phonemize("chat", "fr")
        by_voice = await french.phonemize("chat", voice="af_heart")
        english = await engine.phonemize("chat")
    finally:
        await french.close()
    assert unnamed.phonemes == named.phonemes != english.phonemes
    assert by_voice.phonemes == english.phonemes


async def test_the_default_speed_is_that_of_requests_that_name_none(
    engine: SpeechEngine, data_dir: Path
) -> None:
    fast = build_engine(load_settings({"data_dir": data_dir, "speed": "2"}, None))
    try:
        await fast.start()
        text = "The kettle is boiling on the stove."
        unnamed = await speak(fast, SpeechRequest(text))
        named = await speak(fast, SpeechRequest(text, speed=1.0))
        twice = await speak(engine, SpeechRequest(text, speed=2.0))
    finally:
        await fast.close()
    seconds = [sum(chunk.seconds for chunk in chunks) for chunks in (unnamed, named, twice)]
    assert seconds[0] == pytest.approx(seconds[2], abs=0.03)
    assert seconds[0] < 0.7 * seconds[1]


@pytest.mark.parametrize("language", ["de", "nonsense"])
def test_a_language_without_voices_is_refused_at_the_start(language: str) -> None:
    with pytest.raises(SetupError, match="setting language"):
        load_settings({"language": language}, None)
