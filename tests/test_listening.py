"""What is said is heard: Whisper reads the speech of the real model back."""

import asyncio
from collections.abc import AsyncIterator

import jiwer
import numpy as np
import pytest

from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest

from .conftest import Listener, samples_of, speak
from .sentences import SENTENCES, VOICES, words


@pytest.mark.parametrize(
    "count", [len(VOICES), pytest.param(len(SENTENCES), marks=pytest.mark.long)]
)
async def test_english_voices_are_read_back_word_for_word(
    engine: SpeechEngine, hear: Listener, count: int
) -> None:
    said, heard = [], []
    for number, sentence in enumerate(SENTENCES[:count]):
        voice = VOICES[number % len(VOICES)]
        chunks = await speak(engine, SpeechRequest(sentence, voice=voice))
        said.append(words(sentence))
        heard.append(words(hear(samples_of(b"".join(chunk.pcm for chunk in chunks)))))
    errors = jiwer.wer(said, heard)
    print(f"word error rate {errors:.3f} over {count} sentences")
    wrong = [pair for pair in zip(said, heard) if pair[0] != pair[1]]
    assert errors <= 0.05, wrong


LANGUAGES = {
    "en-US": ("af_heart", "The kettle is boiling, and breakfast is nearly ready."),
    "en-GB": ("bf_emma", "The kettle is boiling, and breakfast is nearly ready."),
    "es": ("ef_dora", "La puerta del garaje está abierta y la luz sigue encendida."),
    "fr": ("ff_siwis", "La porte du garage est ouverte et la lumière est encore allumée."),
    "hi": ("hf_alpha", "गैराज का दरवाज़ा खुला है और बत्ती अभी भी जल रही है।"),
    "it": ("if_sara", "La porta del garage è aperta e la luce è ancora accesa."),
    "ja": ("jf_alpha", "ガレージのドアが開いていて、電気もついています。"),
    "pt-BR": ("pf_dora", "A porta da garagem está aberta e a luz continua acesa."),
    "zh": ("zf_xiaoxiao", "车库的门开着，灯也还亮着。"),
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_language_speaks(engine: SpeechEngine, language: str) -> None:
    voice, text = LANGUAGES[language]
    chunks = await speak(engine, SpeechRequest(text, voice=voice))
    samples = samples_of(b"".join(chunk.pcm for chunk in chunks))
    read = await engine.phonemize(text, voice=voice)
    seconds_per_phoneme = len(samples) / 24_000 / len(read.phonemes)
    assert np.sqrt(np.mean(samples**2)) > 0.01, "silent"
    assert 0.03 < seconds_per_phoneme < 0.2
    assert engine.catalog[voice].language == language


async def test_words_carry_their_times_and_are_the_callers_own(engine: SpeechEngine) -> None:
    text = "Good morning. The heating is on, and it is warm."
    chunks = await speak(engine, SpeechRequest(text))
    timed = [word for chunk in chunks for word in chunk.words]
    assert [word.text for word in timed] == text.split()
    starts = [word.start_s for word in timed]
    assert starts == sorted(starts)
    assert all(word.start_s <= word.end_s for word in timed)
    assert timed[-1].end_s <= sum(chunk.seconds for chunk in chunks)


async def test_the_same_request_gives_the_same_samples(engine: SpeechEngine) -> None:
    """One word, which is made in one piece; how more are parted is a matter of the load."""
    request = SpeechRequest("Remarkable.", voice="am_puck")
    first, second = await speak(engine, request), await speak(engine, request)
    assert [chunk.pcm for chunk in first] == [chunk.pcm for chunk in second]


async def test_speed_changes_the_length(engine: SpeechEngine) -> None:
    text = "The blinds will close when the sun has set."
    seconds = {}
    for speed in (0.5, 1.0, 2.0):
        chunks = await speak(engine, SpeechRequest(text, speed=speed))
        seconds[speed] = sum(chunk.seconds for chunk in chunks)
    assert seconds[0.5] > 1.5 * seconds[1.0] > 2.2 * seconds[2.0]


async def test_a_text_of_many_tokens_is_spoken_to_its_last_word(
    engine: SpeechEngine, hear: Listener
) -> None:
    text = "the lamp and " * 44 + "finally the green bicycle"
    chunks = await speak(engine, SpeechRequest(text))
    assert len(chunks) > 1
    pcm = b"".join(chunk.pcm for chunk in chunks)
    ending = samples_of(pcm)[-24_000 * 4 :]
    assert "green bicycle" in words(hear(ending))


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "🎉🎉", "\x00", "\ud800", "—"])
async def test_text_without_words_ends_without_an_error(engine: SpeechEngine, text: str) -> None:
    chunks = await speak(engine, SpeechRequest(text))
    assert sum(chunk.seconds for chunk in chunks) < 2


ANSWER = (
    "I have the calendar for you, and the first thing tomorrow is the dentist near the"
    " station. Let me check the weather. It will rain until noon, so take an umbrella with you."
)


async def heard_as(engine: SpeechEngine, hear: Listener, text: AsyncIterator[str]) -> str:
    chunks = await speak(engine, SpeechRequest(text))
    return words(hear(samples_of(b"".join(chunk.pcm for chunk in chunks))))


@pytest.mark.parametrize(
    "delay_s",
    [pytest.param(0.0, marks=pytest.mark.long), 0.12, pytest.param(0.3, marks=pytest.mark.long)],
)
async def test_an_answer_is_heard_whole_however_slowly_it_comes(
    engine: SpeechEngine, hear: Listener, delay_s: float
) -> None:
    """Between "calendar" and "for" the sentence was parted, and "for" was lost."""

    async def text() -> AsyncIterator[str]:
        for word in ANSWER.split():
            yield f"{word} " if word != "weather." else word
            await asyncio.sleep(1.0 if word == "weather." else delay_s)
            if word == "weather.":
                yield " "

    heard = await heard_as(engine, hear, text())
    outcome = jiwer.process_words(words(ANSWER), heard)
    # Where it is parted depends on the machine; at such a place the listener may hear more.
    assert not outcome.deletions and outcome.wer <= 0.1, heard


CUT = (
    "The key to the old garage is behind a box of books in the cellar, and the lamp for the desk"
    " is on the shelf by the door."
)
CUTS = range(3, len(CUT.split()))
LETTER_S = 0.09
"""More than the speech of a letter takes."""


@pytest.mark.parametrize(
    "cut", [pytest.param(cut, marks=() if cut == 6 else pytest.mark.long) for cut in CUTS]
)
async def test_no_word_is_lost_where_a_sentence_is_parted(
    engine: SpeechEngine, hear: Listener, cut: int
) -> None:
    """The text stands still behind a word until nothing is left to be heard."""
    head = "".join(f"{word} " for word in CUT.split()[:cut])

    async def text() -> AsyncIterator[str]:
        begun = CUT[: len(head) + 1]
        yield begun
        await asyncio.sleep(1.0 + LETTER_S * len(begun))
        yield CUT[len(begun) :]

    assert await heard_as(engine, hear, text()) == words(CUT)
