"""What the planner knows of a sentence while it plans one clause of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.engine.slow_text import CATALOG, _Phonemizer
from tests.engine.test_written import runs_of
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.plan import LanguageRules, Manner, Planner, Preceding, Run
from wyoming_kokoro.errors import UnknownVoice
from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.text.document import Document, SpokenClause
from wyoming_kokoro.text.segment import Boundary, NormalizationOptions, Segment
from wyoming_kokoro.voices.blend import parse_blend

FEET = "fˈit"
SNOW = "It brought 3-5\" of snow, 1–2' in the mountains."


@pytest.fixture(scope="module")
def phonemizer(data_dir: Path) -> Phonemizer:
    return Phonemizer(Vocabulary.load(AssetPaths(data_dir).config))


def test_words_of_the_clause_before_tell_how_a_clause_is_read(phonemizer: Phonemizer) -> None:
    first, second = runs_of(phonemizer, SNOW, "en-US")
    assert FEET in second.phonemes, (first.phonemes, second.phonemes)


async def test_what_phonemize_tells_is_what_is_said(engine: SpeechEngine) -> None:
    read = await engine.phonemize(SNOW)
    assert read.read[1].said.startswith("one to two feet")


@pytest.mark.parametrize(
    "text",
    [
        "It brought 3-5\" of snow. 1–2' in the mountains.",
        "It brought 3-5\" of snow, [pause:1s] 1–2' in the mountains.",
        "1–2' in the mountains.",
    ],
)
def test_words_of_another_sentence_or_before_a_pause_do_not(
    phonemizer: Phonemizer, text: str
) -> None:
    assert FEET not in "".join(run.phonemes for run in runs_of(phonemizer, text, "en-US"))


# Every letter is a phoneme here.


def manner(voice: str = "af_heart", language: str = "en-US", speed: float = 1.0) -> Manner:
    return Manner(parse_blend(voice, CATALOG), language, speed, 0.0)


def planner(languages: LanguageRules | None = None, own: Manner = manner()) -> Planner:
    phonemizer: Any = _Phonemizer()
    return Planner(phonemizer, CATALOG, own, NormalizationOptions(), languages)


def clauses(text: str, text_format: Any = "text") -> list[SpokenClause]:
    document = Document(text_format, "en-US")
    return document.feed(text) + document.flush()


def planned(
    text: str, text_format: Any = "text", languages: LanguageRules | None = None
) -> list[Run]:
    plan = planner(languages).plan
    return [run for clause in clauses(text, text_format) for run in plan(clause)]


def told(run: Run) -> tuple[str, float, float, str]:
    """Phonemes, pause, speed and voice."""
    return run.phonemes, run.pause_s, run.manner.speed, str(run.manner.voice)


def test_a_run_ends_where_the_manner_changes_or_a_pause_is_ordered() -> None:
    text = "One [rate:2]two. [pause:1s][voice:bf_emma]Three. [rate:1]Four [pause:0.5s]five."
    assert [told(run) for run in planned(text)] == [
        ("One ", 0.0, 1.0, "af_heart"),
        ("two. ", 0.0, 2.0, "af_heart"),
        ("", 1.0, 2.0, "af_heart"),
        ("Three. ", 0.0, 2.0, "bf_emma"),
        ("Four ", 0.5, 1.0, "bf_emma"),
        ("five.", 0.0, 1.0, "bf_emma"),
    ]


def test_only_the_last_run_of_a_clause_has_its_boundary() -> None:
    first, second, third = planned("One [rate:2]two. Three")
    assert (first.boundary, second.boundary) == (None, Boundary.SENTENCE)
    assert first.continues and not second.continues and third.boundary is not None


@pytest.mark.parametrize(
    ("boundary", "pause_s", "continues"),
    [
        (None, 0.0, True),
        (Boundary.PHRASE, 0.0, True),
        (Boundary.CLAUSE, 0.0, True),
        (Boundary.SENTENCE, 0.0, False),
        (Boundary.PARAGRAPH, 0.0, False),
        (Boundary.PHRASE, 0.1, False),
    ],
)
def test_a_run_goes_on_within_its_sentence(
    boundary: Boundary | None, pause_s: float, continues: bool
) -> None:
    (run,) = planned("One")
    assert Run(run.manner, run.words, boundary, pause_s).continues is continues
    assert not Run(run.manner, (), boundary, pause_s).continues


@pytest.mark.parametrize(
    ("text", "pauses"),
    [("…", 0.65), ("[pause:1s] … ", 1.65), ("[pause:2s]", 2.0), ("One …", 0.0)],
)
def test_marks_alone_are_a_pause(text: str, pauses: float) -> None:
    """Of which the model would make a noise."""
    runs = planned(text)
    assert sum(run.pause_s for run in runs if not run.words) == pytest.approx(pauses)
    assert not [run for run in runs if run.phonemes.strip() == "…"]


def test_nothing_to_say_is_no_run() -> None:
    assert planned("") == [] and planned("**") == []


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("abcd " * 102, [509]),
        ("abcd " * 103, [510, 4]),
        ("abcd " * 59 + "abc, " + "abcd " * 60, [300, 299]),
        ("abcd " * 50 + "abc, " + "abcd " * 70, [510, 94]),
        ("abcd " * 58 + "abc, " + "abcd " * 61, [295, 304]),
        ("abcd " * 59 + "abc, " + "abcd " * 103, [300, 510, 4]),
        ("a" * 600, [255, 345]),
    ],
)
def test_no_run_is_longer_than_the_model_takes_and_it_is_cut_where_one_breathes(
    text: str, sizes: list[int]
) -> None:
    runs = planner().plan(_whole(text))
    assert [len(run.phonemes) for run in runs] == sizes
    assert "".join(run.phonemes for run in runs) == text.rstrip()
    assert [run.boundary for run in runs[:-1]] == [None] * (len(runs) - 1)


def _whole(text: str) -> SpokenClause:
    """All of a text as one clause."""
    segment = Segment(text.rstrip(), offsets=tuple(range(len(text.rstrip()))))
    return SpokenClause(text.rstrip(), 0, Boundary.SENTENCE, [segment])


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("One two,", "One two, "),
        ("One two;", "One two; "),
        ("One two", "One two"),
        ("One、", "One、"),
    ],
)
def test_a_clause_that_is_given_before_its_space_has_come_has_one(text: str, phonemes: str) -> None:
    assert [run.phonemes for run in planner().plan(_whole(text))] == [phonemes]


@pytest.mark.parametrize("stop", ".!?…;:—,")
def test_each_sign_is_a_place_to_breathe(stop: str) -> None:
    text = "abcd " * 59 + f"abc{stop} " + "abcd " * 60
    assert len(planner().plan(_whole(text))[0].phonemes) == 300


@pytest.mark.parametrize("size", [510, 511, 600])
def test_a_word_cut_to_pieces_is_written_once(size: int) -> None:
    first, *_ = runs = planner().plan(_whole("a" * size + " b"))
    assert first.words[0].written == () and not first.words[0].space
    written = [word.written for run in runs for word in run.words if word.written]
    assert written == [("a" * size,), ("b",)]
    assert "".join(run.phonemes for run in runs) == "a" * size + " b"


def test_marks_are_reached_with_the_words_behind_them() -> None:
    text = (
        "<speak>One <mark name='a'/><mark name='b'/>two. <break time='1s'/><mark name='c'/></speak>"
    )
    assert [(run.phonemes, run.pause_s, run.marks) for run in planned(text, "ssml")] == [
        ("One ", 0.0, ()),
        ("two. ", 1.0, ("a", "b")),
        ("", 0.0, ("c",)),
    ]
    text = "<speak>One <mark name='a'/><break time='1s'/>two.</speak>"
    assert [(run.phonemes, run.pause_s, run.marks) for run in planned(text, "ssml")] == [
        ("One ", 0.0, ()),
        ("", 1.0, ("a",)),
        ("two.", 0.0, ()),
    ]


def test_segments_of_one_manner_are_one_run() -> None:
    (run,) = planned("One [two](/tˈu/) **three** four.")
    assert "".join(run.phonemes.split()) == "Onetwothreefour."


def test_a_comma_alone_is_a_pause_too() -> None:
    (run,) = planner().plan(_whole(","))
    assert run.words == () and run.pause_s == 0.35


@pytest.mark.parametrize(("speed", "own", "pace"), [(2, 1.5, 3), (4, 2, 4), (0.25, 0.5, 0.25)])
def test_the_pace_is_what_the_model_can_do(speed: float, own: float, pace: float) -> None:
    blend = parse_blend("af_heart", CATALOG)
    assert Manner(type(blend)(blend.terms, blend.language, own), "en-US", speed, 0.0).pace == pace


def test_a_voice_of_the_markup_brings_its_language_and_gains_add_up() -> None:
    text = (
        "<speak><voice name='ff_siwis'>Oui <prosody volume='-6dB'>non</prosody></voice>"
        " <lang xml:lang='it'>Si</lang></speak>"
    )
    runs = planned(text, "ssml")
    assert [(str(r.manner.voice), r.manner.language, r.manner.gain_db) for r in runs] == [
        ("ff_siwis", "fr", 0.0),
        ("ff_siwis", "fr", -6.0),
        ("af_heart", "it", 0.0),
    ]
    with pytest.raises(UnknownVoice):
        planned("[voice:nobody]Hi.")
    with pytest.raises(UnknownVoice):
        planner().check(clauses("Hi. [voice:nobody]Hi."))


FRENCH, HAN = "Bonjour, comment allez-vous ?", "東京大学"


@pytest.mark.parametrize(
    ("text", "rules", "own", "language", "voice"),
    [
        (FRENCH, None, "af_heart", "en-US", "af_heart"),
        (FRENCH, LanguageRules(), "af_heart", "en-US", "af_heart"),
        (FRENCH, LanguageRules(detect=True), "af_heart", "fr", "ff_siwis"),
        (FRENCH, LanguageRules(detect=True, change_voice=False), "af_heart", "fr", "af_heart"),
        (FRENCH, LanguageRules(detect=True), "ff_siwis", "fr", "ff_siwis"),
        ("ありがとう。", LanguageRules(), "af_heart", "ja", "jf_alpha"),
        ("ありがとう。", None, "af_heart", "en-US", "af_heart"),
        (HAN, LanguageRules(), "jf_alpha", "ja", "jf_alpha"),
        (HAN, LanguageRules(), "af_heart", "zh", "zf_xiaoxiao"),
        ("Plain words here.", LanguageRules(detect=True), "bf_emma", "en-GB", "bf_emma"),
    ],
)
def test_a_sentence_is_spoken_in_its_language(
    text: str, rules: LanguageRules | None, own: str, language: str, voice: str
) -> None:
    blend = parse_blend(own, CATALOG)
    plan = planner(rules, manner(own, blend.language))
    for clause in clauses(text):
        for run in plan.plan(clause):
            assert (run.manner.language, str(run.manner.voice)) == (language, voice)
    assert plan.language == blend.language
    (run,) = plan.plan(_whole("ok"))
    assert run.manner == manner(own, blend.language), "the next sentence is its own"


def test_a_sentence_goes_on_in_its_language_and_the_next_is_its_own() -> None:
    plan = planner(LanguageRules(detect=True))
    for boundary in (Boundary.SENTENCE, Boundary.PARAGRAPH):
        for text, ends, language in (
            (FRENCH, Boundary.CLAUSE, "fr"),
            ("ok", boundary, "fr"),
            ("ok", boundary, "en-US"),
        ):
            (run,) = plan.plan(replace(_whole(text), boundary=ends))
            assert run.manner.language == language, (text, boundary)


def test_a_language_whose_dictionary_is_not_there_is_said_as_words_of_another_script(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "wyoming_kokoro.engine.plan.lacking",
        lambda profile: "no dictionary" if profile.tag == "ja" else None,
    )
    (run,) = planner(LanguageRules()).plan(_whole("ありがとう"))
    assert run.manner == manner()


class Noting(_Phonemizer):
    """Notes what is to be read, in which language, and behind which words."""

    def __init__(self) -> None:
        self.read: list[tuple[str, str, object, str]] = []

    def phonemize(
        self, segments: Any, language: str, options: NormalizationOptions, before: str = ""
    ) -> Any:
        text = "".join(segment.text for segment in segments)
        self.read.append((text, language, options, before))
        return super().phonemize(segments, language, options, before)


def test_words_are_read_behind_those_of_their_sentence_whether_planned_or_foreseen() -> None:
    phonemizer: Any = Noting()
    options = NormalizationOptions(emoji="name")
    plan = Planner(phonemizer, CATALOG, manner(), options)
    ssml = "<speak>two <mark name='a'/>three<voice name='ff_siwis'> non</voice></speak>"
    (rest,) = clauses(ssml, "ssml")
    clause = replace(_whole("One, "), boundary=Boundary.CLAUSE)
    (run,) = plan.plan(clause)
    assert plan.foresee(rest, run.manner) == "two three"
    plan.plan(clause)
    plan.plan(_whole("four."))
    plan.plan(_whole("five."))
    assert phonemizer.read == [
        ("One,", "en-US", options, ""),
        ("two ", "en-US", options, "One,"),
        ("three", "en-US", options, ""),
        ("One,", "en-US", options, "One,"),
        ("four.", "en-US", options, "One,"),
        ("five.", "en-US", options, ""),
    ]


def test_words_that_are_known_before_their_clause_are_foreseen_in_one_manner() -> None:
    plan = planner()
    (first,) = plan.plan(_whole("One"))
    rest = clauses("two [rate:2]three")[0]
    assert plan.foresee(rest, first.manner) == "two "
    assert plan.foresee(clauses("two [pause:1s]three")[0], first.manner) == "two "
    assert plan.foresee(rest, manner("bf_emma")) == ""


@pytest.mark.parametrize(
    ("segments", "text"),
    [
        ([Segment("one two ")], "one two "),
        ([Segment("one ", rate=2.0), Segment("two")], "one two"),
        ([Segment("one ", pause_s=1.0), Segment("two")], "two"),
        ([Segment("one ", phonemes="wˈʌn"), Segment("two")], "two"),
        ([Segment("one ", stress=1.0), Segment("two")], "two"),
        ([Segment("one", say_as="date"), Segment("two")], "two"),
        ([Segment("x" * 30 + " " + "y" * 29)], "x" * 30 + " " + "y" * 29),
        ([Segment("x" * 30 + " " + "y" * 30)], "y" * 30),
        ([Segment("one two " + "x" * 20 + " " + "y" * 45)], "y" * 45),
        ([Segment("far away "), Segment("x" * 20 + " " + "y" * 45)], "y" * 45),
    ],
)
def test_of_a_sentence_the_last_plain_words_tell_how_the_next_are_read(
    segments: list[Segment], text: str
) -> None:
    preceding = Preceding.of(segments, "en-US")
    assert preceding.text_in("en-US") == text and preceding.text_in("fr") == ""
