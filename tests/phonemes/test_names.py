"""Names that misaki's dictionaries have not, or have wrong: “IKEA” was spelled, “LAPD” was “lapped”."""

from pathlib import Path

import pytest

from wyoming_kokoro.phonemes.frontend import Frontends
from wyoming_kokoro.phonemes.names import english_names
from wyoming_kokoro.phonemes.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def frontends() -> Frontends:
    return Frontends()


def test_each_is_said_as_its_line_says(frontends: Frontends) -> None:
    text = Path(__file__).with_name("names.tsv").read_text(encoding="utf-8")
    wrong = []
    for line in text.splitlines():
        language, word, phonemes = line.split("\t")
        written = f"We like {word} today."
        said = "".join(
            found.phonemes
            for found in frontends[language](written, ())
            if 8 <= found.start < 8 + len(word)
        )
        if said != phonemes:
            wrong.append((language, word, phonemes, said))
    assert wrong == []


@pytest.mark.parametrize("british", [False, True])
def test_all_are_of_sounds_that_the_model_knows(british: bool, data_dir: Path) -> None:
    vocabulary = Vocabulary.load(data_dir / "config.json")
    for said in english_names(british).values():
        assert vocabulary.known(said) == said


@pytest.mark.parametrize(
    ("text", "word", "phonemes"),
    [
        ("We drove to Des Moines.", "Des", "də"),
        ("Des is here.", "Des", "dˈɛs"),
        ("They live in Santa Fe.", "Fe", "fˈA"),
        ("They live in Terre Haute.", "Haute", "hˈOt"),
        ("It is haute cuisine.", "haute", "ˈOt"),
        ("It is Cinco de Mayo.", "Mayo", "mˈIO"),
        ("Hold the mayo.", "mayo", "mˈAO"),
        ("They beat Real Madrid.", "Real", "ɹAˈɑl"),
        ("Real friends came.", "Real", "ɹˈiᵊl"),
        ("It is a Serie A game.", "Serie", "sˈɛɹiA"),
        ("Rangers two, Celtic three.", "Celtic", "sˈɛltɪk"),
        ("They play against Celtic.", "Celtic", "sˈɛltɪk"),
        ("We play Celtic music.", "Celtic", "kˈɛltɪk"),
    ],
)
def test_names_of_two_words_are_said_as_one(
    frontends: Frontends, text: str, word: str, phonemes: str
) -> None:
    said = {text[found.start : found.end]: found.phonemes for found in frontends["en-US"](text, ())}
    assert said[word] == phonemes
