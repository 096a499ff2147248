"""Every line of the tables is read as its second column says."""

import pytest

from tests.text.normalize.tables import LANGUAGES, cases
from wyoming_kokoro.text.normalize import normalize
from wyoming_kokoro.text.segment import CLASSES, NormalizationOptions

_ALL = [case for language in LANGUAGES for case in cases(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_read_as_these_words(language: str) -> None:
    read = [(case, normalize(case.written, language).text.rstrip()) for case in cases(language)]
    assert [(case.written, case.read, got) for case, got in read if got != case.read] == []


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
