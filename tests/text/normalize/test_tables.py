"""Every line of the tables is read as its second column says."""

import pytest

from tests.text.normalize.tables import LANGUAGES, cases
from wyoming_kokoro.text.normalize import normalize
from wyoming_kokoro.text.segment import CLASSES, Boundary, NormalizationOptions
from wyoming_kokoro.text.stream import ClauseStream

_TOLD_BY_WHAT_FOLLOWS = frozenset(
    (
        "Watford, Herts, and Co. Durham.", "Odds of 11/4, the fav is 6/1.", "Radio: 5.45 Shipping Forecast, 6.00 Today.", "It comes Thu, Dec 4 – Mon, Dec 8.",
        "O Sr. e a Sra. Lima chegam dom. 8 de nov.",
    )
)  # fmt: skip
"""Texts that are cut where the words after the cut would tell how those before it are read."""
_ALL = [case for language in LANGUAGES for case in cases(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_read_as_these_words(language: str) -> None:
    read = [(case, normalize(case.written, language).text.rstrip()) for case in cases(language)]
    assert [(case.written, case.read, got) for case, got in read if got != case.read] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_clauses_are_read_as_the_text_that_they_are_cut_from(language: str) -> None:
    """“St. Louis, MO” lost its state, for the second clause did not know the first."""
    wrong = []
    for case in cases(language):
        stream = ClauseStream(language)
        parts, before = [], ""
        for clause in stream.feed(case.written) + stream.flush():
            parts.append(normalize(clause.text, language, before=before).text)
            before = before + clause.text if clause.boundary < Boundary.SENTENCE else ""
        if _letters(" ".join(parts)) != _letters(case.read):
            wrong.append((case.written, parts))
    assert [each for each in wrong if each[0] not in _TOLD_BY_WHAT_FOLLOWS] == []


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_table(language):
    table = cases(language)
    assert len(table) >= 150
    assert len({case.written for case in table}) == len(table)


def test_a_doubt_has_a_reason():
    assert all(len(case.doubt) > 10 for case in _ALL if case.doubt)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_an_example(name):
    assert any(case.name == name for case in cases("en-US"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_class_left_means_the_text_as_written(language: str) -> None:
    everything = NormalizationOptions(disabled=frozenset(CLASSES))
    texts = [case.written for case in cases(language)]
    assert [text for text in texts if normalize(text, language, everything).text != text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_were_read_out_are_read_the_same_again(language: str) -> None:
    once = [normalize(case.written, language).text for case in cases(language)]
    assert [text for text in once if normalize(text, language).text != text] == []
