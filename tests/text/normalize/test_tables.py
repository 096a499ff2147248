"""Every line of the tables is read as its second column says."""

import pytest

from tests.text.normalize.pronunciation import pronouncer
from tests.text.normalize.tables import LANGUAGES, Case, cases
from wyoming_kokoro.text.normalize import normalize
from wyoming_kokoro.text.segment import CLASSES, NormalizationOptions

_ALL = [case for language in LANGUAGES for case in cases(language)]


def _identify(case: Case) -> str:
    return f"{case.language}-{case.written}"


@pytest.fixture(scope="module")
def american():
    return pronouncer()


@pytest.mark.parametrize("case", cases("en-US"), ids=_identify)
def test_american_text_has_the_phonemes_of_its_reading(case, american):
    assert american(normalize(case.written, case.language).text) == american(case.read)


@pytest.mark.parametrize("case", [case for case in _ALL if case.language != "en-US"], ids=_identify)
def test_text_is_read_as_these_words(case):
    assert normalize(case.written, case.language).text == case.read


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_an_example(name):
    assert any(case.name == name for case in cases("en-US"))


@pytest.mark.parametrize("case", _ALL, ids=_identify)
def test_no_class_left_means_the_text_as_written(case):
    everything = NormalizationOptions(disabled=frozenset(CLASSES))
    assert normalize(case.written, case.language, everything).text == case.written


@pytest.mark.parametrize("case", _ALL, ids=_identify)
def test_words_that_were_read_out_are_read_the_same_again(case):
    once = normalize(case.written, case.language).text
    if case.language not in ("ja", "zh"):  # figures stay there
        assert normalize(once, case.language).text == once
