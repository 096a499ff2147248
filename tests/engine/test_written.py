"""The words of captions are the caller's, without markup, each exactly once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.text.normalize.tables import LANGUAGES, cases
from wyoming_kokoro.engine.plan import Manner, Planner, Run
from wyoming_kokoro.engine.written import WrittenWords
from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.phonemes.g2p import PhonemeWord, Phonemizer
from wyoming_kokoro.phonemes.matching import matched
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.text.document import Document, SpokenClause
from wyoming_kokoro.text.segment import Boundary, NormalizationOptions, Segment
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog

CATALOG = VoiceCatalog()


@pytest.fixture(scope="module")
def phonemizer(data_dir: Path) -> Phonemizer:
    return Phonemizer(Vocabulary.load(AssetPaths(data_dir).config))


def runs_of(phonemizer: Phonemizer, text: str, language: str, *, ssml: bool = False) -> list[Run]:
    document = Document("ssml" if ssml else "text", language)
    manner = Manner(parse_blend(CATALOG.default_for(language).id, CATALOG), language, 1.0, 0.0)
    planner = Planner(phonemizer, CATALOG, manner, NormalizationOptions())
    return [run for c in document.feed(text) + document.flush() for run in planner.plan(c)]


def words_of(runs: list[Run]) -> list[str]:
    return [text for run in runs for word in run.words for text in word.written]


def said(
    phonemizer: Phonemizer, text: str, language: str = "en-US", *, ssml: bool = False
) -> list[str]:
    return words_of(runs_of(phonemizer, text, language, ssml=ssml))


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_joined_are_the_text(phonemizer: Phonemizer, language: str, every: int) -> None:
    wrong = []
    for case in cases(language)[::every]:
        document = Document("text", language)
        clauses = document.feed(case.written) + document.flush()
        plain = "".join(segment.text for clause in clauses for segment in clause.segments)
        if "".join(plain.split()) != "".join(case.written.split()):
            continue  # has markdown in it
        words = said(phonemizer, case.written, language)
        if "".join("".join(words).split()) != "".join(case.written.split()):
            wrong.append((case.written, words))
    assert not wrong


MARKUP = (
    "[{}](https://example.org/a)",
    "{}",
    "**{}**",
    "_{}_",
    "[pause:0.1s] {}",
    "[voice:am_adam]{}",
    "[rate:1.2] {}",
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_markup_between_any_words_changes_none_of_them(
    phonemizer: Phonemizer, data: st.DataObject
) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    plain = [case.written for case in cases(language) if case.written.isprintable()]
    plain = [text for text in plain if not set(text) & set("*_`[]<>#|~\\&")]
    written = " ".join(data.draw(st.lists(st.sampled_from(plain), min_size=1, max_size=3))).split()
    marked = [
        data.draw(st.sampled_from(MARKUP if word.isalnum() else MARKUP[1:])).format(word)
        for word in written
    ]
    text = " ".join(marked)
    words = said(phonemizer, text, language)
    assert "".join("".join(words).split()) == "".join(written)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi. [voice:am_michael] Bye. [rate:1.2]Fast.", ["Hi.", "Bye.", "Fast."]),
        ("One. [pause:1s] See?", ["One.", "See?"]),
        ("The city of [Worcester](/wˈʊstər/) is easy.", "The city of Worcester is easy.".split()),
        ("A **bold** [link](https://example.org/a) here.", "A bold link here.".split()),
        ("It is **5** km to Rome & back 🙂. Bye.", ["It", "is", "5", "km", "to", "Rome", "&", "back 🙂.", "Bye."]),
        ("1. Milk\n2. Eggs", ["1.", "Milk", "2.", "Eggs"]),
        ("| Tea | Cup |\n|---|---|\n| one | two |", ["Tea", "Cup", "one", "two"]),
        ("# Heading\n\nBody text.", ["Heading", "Body", "text."]),
        ("Tom &amp; Jerry.", ["Tom", "&", "Jerry."]),
        ("🙂 Hello.", ["🙂 Hello."]),
    ],
)  # fmt: skip
def test_markup_is_no_word(phonemizer: Phonemizer, text: str, words: list[str]) -> None:
    assert said(phonemizer, text) == words


def test_ssml_is_no_word(phonemizer: Phonemizer) -> None:
    text = (
        '<speak>Hi <sub alias="World Wide Web">WWW</sub> &amp; all,<break time="1s"/> it is'
        ' <say-as interpret-as="cardinal">5</say-as>.</speak>'
    )
    assert said(phonemizer, text, ssml=True) == ["Hi", "WWW", "&", "all,", "it", "is", "5."]


def test_french_loses_no_word(phonemizer: Phonemizer) -> None:
    """espeak joins some words, and one of them was lost."""
    text = "Bonjour. Tout le monde est là. Il y a de l'eau, c'est-à-dire peu."
    assert said(phonemizer, text, "fr") == text.split()


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ja", "「こんにちは」と言った。", ["「こんにちは」", "と", "言った。"]),
        ("zh", "我们去公园吧。", ["我们", "去", "公园", "吧。"]),
    ],
)
def test_words_are_told_apart_without_spaces(
    phonemizer: Phonemizer, language: str, text: str, words: list[str]
) -> None:
    assert said(phonemizer, text, language) == words


def test_a_mark_begins_a_run_so_that_its_time_is_that_of_its_place(phonemizer: Phonemizer) -> None:
    runs = runs_of(
        phonemizer, '<speak>Tea <mark name="here"/>is ready.</speak>', "en-US", ssml=True
    )
    assert [(run.marks, words_of([run])) for run in runs] == [
        ((), ["Tea"]),
        (("here",), ["is", "ready."]),
    ]


def test_parts_go_to_the_words_whose_sounds_they_have() -> None:
    assert matched([4, 6], [4, 2, 4]) == [(0, 0), (1, 2)]
    assert matched([2, 3, 5], [5, 5]) == [(0, 0), (0, 0), (1, 1)]
    assert matched([5], [1, 2, 2]) == [(0, 2)]
    assert len(matched([3] * 40, [4])) == 40


def test_what_is_not_said_goes_to_the_first_of_several_words_said_as_one(
    phonemizer: Phonemizer,
) -> None:
    assert said(phonemizer, "👍\n\nJune 5-8 works for us.") == [
        "👍 June",
        "5-8",
        "works",
        "for",
        "us.",
    ]


@pytest.mark.parametrize(
    ("text", "places", "written"),
    [
        ("ab cd", [(0, 2), (3, 5)], ["ab", "cd"]),
        ("ab cd", [(0, 5)], ["ab|cd"]),
        ("ab cd", [(0, 2)], ["ab|cd"]),
        ("ab cd", [(3, 5)], ["ab|cd"]),
        ("ab", [(0, 1), (1, 2)], ["", "ab"]),
        ("ab cd ef", [(0, 5), (0, 2), (3, 5), (6, 8)], ["", "", "ab|cd", "ef"]),
        ("ab cd ef", [(0, 2), (0, 5), (3, 5), (6, 8)], ["", "", "ab|cd", "ef"]),
        ("ab cd ef", [(0, 4), (3, 5), (6, 8)], ["ab", "cd", "ef"]),
        ("ab - cd", [(0, 2), (5, 7)], ["ab -", "cd"]),
        ("- ab", [(2, 4)], ["- ab"]),
        ("ab , cd ef", [(0, 7), (8, 10)], ["ab ,|cd", "ef"]),
        ("ab cd ef", [(0, 2), (5, 5), (6, 8)], ["ab|cd", "", "ef"]),
        ("ね「は«と", [(0, 1), (2, 3), (4, 5)], ["ね", "「は", "«と"]),
        ("ね「は", [(0, 2), (2, 3)], ["ね「", "は"]),
        ("はい", [(0, 2), (1, 2)], ["", "はい"]),
        ("はいね", [(0, 3), (0, 1), (1, 2)], ["", "", "はいね"]),
        ("はOK", [(0, 1), (1, 3)], ["は", "OK"]),
        ("ab cd", [(5, 5), (5, 5)], ["ab", "cd"]),
        ("はい ね", [(0, 1), (1, 4)], ["は", "い|ね"]),
    ],
)
def test_written_words_are_dealt_out_by_their_places(
    text: str, places: list[tuple[int, int]], written: list[str]
) -> None:
    segment = Segment(text, offsets=tuple(range(len(text))))
    clause = SpokenClause(text, 0, Boundary.SENTENCE, [segment])
    words = [PhonemeWord("x", True, start, end) for start, end in places]
    dealt = WrittenWords().attach(clause, words)
    assert ["|".join(word.written) for word in dealt] == written


@pytest.mark.parametrize(
    ("text", "segments", "places", "written"),
    [
        (
            "ねは",
            [Segment("ね", offsets=(0,)), Segment("xx", offsets=(1, 1), written="はい")],
            [(0, 1), (1, 2)],
            ["ね", "はい"],
        ),
        ("www ab", [Segment("x", offsets=(0, 5), written="www ab")], [(0, 3), (4, 6)], ["www", "ab"]),
        (
            "ab xy",
            [Segment("x", offsets=(0, 1), written="abcdef gh"), Segment(" xy", offsets=(2, 3, 4))],
            [(0, 2), (3, 5)],
            ["abcdef|gh", "xy"],
        ),
        ("ab", [Segment("", written="x"), Segment("ab", offsets=(0, 1))], [(0, 2)], ["ab"]),
        ("1|5", [Segment("1,5", offsets=(0, 1, 2), say_as="cardinal")], [(0, 3)], ["1,5"]),
        ("1|5", [Segment("1,5", offsets=(0, 1, 2))], [(0, 3)], ["15"]),
    ],
)  # fmt: skip
def test_what_markup_has_read_otherwise_is_written_as_it_was(
    text: str, segments: list[Segment], places: list[tuple[int, int]], written: list[str]
) -> None:
    clause = SpokenClause(text, 0, Boundary.SENTENCE, segments)
    dealt = WrittenWords().attach(clause, [PhonemeWord("x", True, *place) for place in places])
    assert ["|".join(word.written) for word in dealt] == written


def test_what_is_not_said_goes_before_the_first_of_a_word_s_parts() -> None:
    words, told = WrittenWords(), []
    for text, places in (
        ("👍 :", []),
        ("ab cd ef", [(0, 5), (0, 2), (3, 5), (6, 8)]),
        ("gh", [(0, 2)]),
    ):
        segment = Segment(text, offsets=tuple(range(len(text))))
        clause = SpokenClause(text, 0, Boundary.SENTENCE, [segment])
        dealt = words.attach(clause, [PhonemeWord("x", True, *place) for place in places])
        told += [word.written for word in dealt]
    assert told == [(), (), ("👍 : ab", "cd"), ("ef",), ("gh",)]
