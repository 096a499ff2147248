"""What the planner knows of a sentence while it plans one clause of it."""

from pathlib import Path

import pytest

from tests.engine.test_written import runs_of
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.vocabulary import Vocabulary

MISSOURI = "məzˈʊɹi"


@pytest.fixture(scope="module")
def phonemizer(data_dir: Path) -> Phonemizer:
    return Phonemizer(Vocabulary.load(AssetPaths(data_dir).config))


def test_words_of_the_clause_before_tell_how_a_clause_is_read(phonemizer: Phonemizer) -> None:
    first, second = runs_of(phonemizer, "It's raining in St. Louis, MO right now.", "en-US")
    assert second.phonemes.startswith(MISSOURI), (first.phonemes, second.phonemes)


async def test_what_phonemize_tells_is_what_is_said(engine: SpeechEngine) -> None:
    read = await engine.phonemize("It's raining in St. Louis, MO right now.")
    assert read.read[1].said.startswith("Missouri")


@pytest.mark.parametrize(
    "text",
    [
        "It is raining now in St. Louis. MO right now.",
        "It is raining now in St. Louis, [pause:1s] MO right now.",
        "MO right now.",
    ],
)
def test_words_of_another_sentence_or_before_a_pause_do_not(
    phonemizer: Phonemizer, text: str
) -> None:
    assert MISSOURI not in "".join(run.phonemes for run in runs_of(phonemizer, text, "en-US"))
