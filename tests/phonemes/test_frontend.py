"""Words to phonemes by each language's own way, and which of the words each part belongs to."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import jieba  # type: ignore[import-untyped]
import misaki
import pytest

from wyoming_kokoro.phonemes import frontend
from wyoming_kokoro.phonemes.english import english_tagger, misaki_english
from wyoming_kokoro.phonemes.frontend import EnglishFrontend, Frontends, PlainFrontend, Spoken
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.lexicon import Lexicon
from wyoming_kokoro.phonemes.matching import matched
from wyoming_kokoro.phonemes.override import Override
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.phonemes.words import Words
from wyoming_kokoro.text.language import LANGUAGES
from wyoming_kokoro.text.segment import NormalizationOptions, Segment

PLAIN = NormalizationOptions()


@pytest.fixture(scope="module")
def english() -> EnglishFrontend:
    return EnglishFrontend(british=False)


@pytest.mark.parametrize(
    ("parts", "words", "ranges"),
    [
        ([3, 2], [3, 2], [(0, 0), (1, 1)]),
        ([5], [2, 3], [(0, 1)]),
        ([2, 3], [5], [(0, 0), (0, 0)]),
        ([4, 4], [2, 2, 4], [(0, 1), (2, 2)]),
        ([4, 4], [4, 2, 2], [(0, 0), (1, 2)]),
        ([2, 2, 4], [4, 4], [(0, 0), (0, 0), (1, 1)]),
        ([5, 1, 6, 3], [5, 7, 3], [(0, 0), (1, 1), (1, 1), (2, 2)]),
        ([2, 1, 1], [1, 1, 1], [(0, 0), (1, 1), (2, 2)]),
        ([2, 1, 1], [1, 1, 2], [(0, 1), (2, 2), (2, 2)]),
        ([9, 2], [1, 2, 3, 3, 2], [(0, 3), (4, 4)]),
        ([1], [1] * 20, [(0, 19)]),
        ([1] * 20, [20], [(0, 0)] * 20),
        ([1, 1], [1] * 20, [(0, 9), (10, 19)]),
        ([7, 1], [1] * 8, [(0, 5), (6, 7)]),
    ],
)
def test_parts_are_matched_with_words_of_their_length(
    parts: list[int], words: list[int], ranges: list[tuple[int, int]]
) -> None:
    found = matched(parts, words)
    assert len(found) == len(parts)
    if parts != [1, 1]:  # which may part anywhere
        assert found == ranges
    assert found[0][0] == 0 and found[-1][1] == len(words) - 1


def spelled(text: str) -> str:
    """As phonemes that differ from the letters: a comma is none."""
    return text.upper().replace(",", "").replace("LE ", "L")


def test_each_part_of_the_phonemes_has_its_words() -> None:
    frontend = PlainFrontend(spelled)
    text = "tout le monde, oui"
    assert frontend(text, ()) == [
        Spoken("TOUT", True, 0, 4), Spoken("LMONDE", True, 5, 14), Spoken("OUI", True, 15, 18),
    ]  # fmt: skip
    assert frontend("un deux", ()) == [Spoken("UN", True, 0, 2), Spoken("DEUX", True, 3, 7)]
    assert frontend(" ", ()) == frontend("", ()) == []
    assert PlainFrontend(lambda _: " ")("un deux", ()) == []
    assert PlainFrontend(lambda _: "un")("…", ()) == []


def test_given_phonemes_stand_between_what_is_read() -> None:
    frontend = PlainFrontend(spelled)
    given = [Override(3, 5, "x y"), Override(6, 7, None, 1.0), Override(8, 9, "z")]
    assert [(w.phonemes, w.start, w.end) for w in frontend("ab cd e f gh", given)] == [
        ("AB", 0, 2), ("x", 3, 5), ("y", 3, 5), ("E", 6, 7), ("z", 8, 9), ("GH", 10, 12),
    ]  # fmt: skip


def test_a_language_without_spaces_is_parted_by_its_own_words() -> None:
    frontend = PlainFrontend(
        lambda text: " ".join(text.upper()), lambda text: re.findall("..", text)
    )
    assert [(w.phonemes, w.start, w.end) for w in frontend("abcd", ())] == [
        ("A", 0, 2), ("B", 0, 2), ("C", 2, 4), ("D", 2, 4),
    ]  # fmt: skip


def test_what_is_no_word_of_the_text_has_no_phonemes() -> None:
    frontend = PlainFrontend(spelled, lambda text: ["no", "ab", ",", "ab", "…", "no", "c"])
    assert [(w.phonemes, w.start, w.end) for w in frontend("ab, ab c", ())] == [
        ("AB", 0, 2), ("AB", 4, 6), ("C", 7, 8),
    ]  # fmt: skip


def test_phonemes_are_given_to_many_blanks_too(english: EnglishFrontend) -> None:
    text = f"so a{' ' * 60}b is"
    words = english(text, [Override(3, 65, "pˈɪp")])
    assert [word.phonemes for word in words if word.phonemes.strip()] == ["sˌO", "pˈɪp", "ɪz"]
    assert [word.phonemes for word in english(text, [Override(66, 68, "pˈɪp")])][-1] == "pˈɪp"


def test_quotation_marks_of_japanese_are_plain_ones() -> None:
    assert frontend._Widths.zen_to_han("‘ab’ ”c“", kana=False) == "`ab' \"c“"
    assert frontend._Widths.han_to_zen("ab ｱ", digit=False) == "ab ｱ"


@pytest.mark.parametrize(
    ("word", "known"),
    [("house", True), ("House", True), ("HOUSE", True), ("Boston", True), ("boston", True), ("zzyzxq", False), ("cliché", False)],
)  # fmt: skip
def test_words_of_the_english_dictionaries_are_known(
    english: EnglishFrontend, word: str, known: bool
) -> None:
    assert english.knows(word) is known


def test_words_and_their_places_in_english(english: EnglishFrontend) -> None:
    text = "Well,\tI know it."
    words = english(text, ())
    assert [text[w.start : w.end] for w in words] == ["Well", ",", "I", "know", "it", "."]
    assert [w.space for w in words] == [False, True, True, True, False, False]
    again = "it is what it is"
    assert [(w.start, w.end) for w in english(again, ())] == [
        match.span() for match in re.finditer("[a-z]+", again)
    ]


@pytest.mark.parametrize(("stress", "phonemes"), [(-2, "tAbᵊl"), (-1, "tˌAbᵊl"), (0.5, "tˈAbᵊl"), (2, "tˈAbᵊl")])  # fmt: skip
def test_stress_is_shifted(english: EnglishFrontend, stress: float, phonemes: str) -> None:
    (word,) = english("table", [Override(0, 5, None, stress)])
    assert word.phonemes == phonemes


def test_what_was_not_asked_for_lately_is_forgotten() -> None:
    frontends = Frontends()
    for language in ("en-US", "es"):
        frontends[language]("one", ())
    american = frontends["en-US"]
    assert frontends.forget(60.0) == []
    assert frontends["en-US"] is american and english_tagger.cache_info().currsize == 1
    assert sorted(frontends.forget(0.0)) == ["en-US", "es"]
    assert english_tagger.cache_info().currsize == 0
    assert frontends["en-US"] is not american
    with pytest.raises(KeyError):
        frontends["xx"]


def test_the_tagger_stays_as_long_as_an_english_that_needs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    language = ""

    class Light(EnglishFrontend):
        def __init__(self, british: bool) -> None:
            assert british is (language == "en-GB")

    cleared: list[str] = []
    tagger = SimpleNamespace(cache_clear=lambda: cleared.append(language))
    monkeypatch.setattr(frontend, "EnglishFrontend", Light)
    monkeypatch.setattr(frontend, "english_tagger", tagger)
    frontends = Frontends()
    for language in ("en-US", "en-GB"):
        frontends[language]
        assert frontends.forget(60.0) == [] and cleared == []
        assert frontends.forget(0.0) == [language] and cleared == [language]
        cleared.clear()


def test_dictionaries_that_are_small_and_slow_are_read_ahead(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Asked(dict[str, object]):
        def __getitem__(self, language: str) -> object:
            asked.append(language)
            return None

    phonemizer = Phonemizer(vocabulary)
    monkeypatch.setattr(phonemizer, "_frontends", Asked())
    for language in LANGUAGES:
        phonemizer.read_ahead(language)
    assert asked == ["en-US", "en-GB", "ja"]


def test_spacy_is_there_only_if_somebody_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """misaki would import it for its English, which needs nothing of it."""
    theirs = ModuleType("spacy")
    for given in (None, theirs):
        monkeypatch.delitem(sys.modules, "misaki.en", raising=False)
        monkeypatch.delattr(misaki, "en", raising=False)
        monkeypatch.delitem(sys.modules, "spacy", raising=False)
        if given is not None:
            monkeypatch.setitem(sys.modules, "spacy", given)
        en = misaki_english.__wrapped__()
        assert sys.modules.get("spacy") is given
        assert (en.spacy is theirs) is (given is not None) and not hasattr(en.spacy, "load")


@pytest.fixture(scope="module")
def vocabulary(data_dir: Path) -> Vocabulary:
    return Vocabulary.load(data_dir / "config.json")


class OneLetter:
    """A front-end that can read no more than a letter at once, and no x."""

    def __call__(self, text: str, overrides: Sequence[Override]) -> list[Spoken]:
        if len(text) > 1 or text == "x":
            raise ValueError
        return [Spoken(text, False, 0, 1)]


def test_a_word_that_cannot_be_read_is_spelled(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    phonemizer = Phonemizer(vocabulary)
    monkeypatch.setattr(phonemizer, "_frontends", {"en-US": OneLetter()})
    text = "ab six de"
    words = phonemizer.phonemize([Segment(text, tuple(range(10, 19)))], "en-US", PLAIN)
    assert [(w.phonemes, w.start, w.end) for w in words] == [
        ("a", 10, 11), ("b", 11, 12), ("d", 17, 18), ("e", 18, 19),
    ]  # fmt: skip
    assert all(word.space for word in words)


def test_a_word_of_the_lexicon_is_found_in_its_sentence(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    sentences = {
        "my wi-fi works": "wi-fi", "at o'clock": "o'clock", "at o’clock": "o’clock", "the U.S.A now": "U.S.A", "x y": "x", "an ok now": "ok", "(Wi2) it": "Wi2",
        "end wifi.": "wifi",
    }  # fmt: skip
    entries = "".join(f"{word}\t/zˈuzuzu/\n" for word in [*sentences.values(), "nothing"])
    (tmp_path / "lexicon").write_text(entries, "utf-8")
    phonemizer = Phonemizer(vocabulary, Lexicon.load(tmp_path / "lexicon"))
    for text, word in sentences.items():
        words = phonemizer.phonemize([Segment(text, tuple(range(len(text))))], "en-US", PLAIN)
        assert [text[w.start : w.end] for w in words if w.phonemes == "zˈuzuzu"] == [word]


def test_a_respelling_stands_where_its_word_did(vocabulary: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "lexicon").write_text("HAOS\thome assistant\nsudo\t/sˈuduː/\n")
    phonemizer = Phonemizer(vocabulary, Lexicon.load(tmp_path / "lexicon"))
    text = "Is HAOS up"
    words = phonemizer.phonemize([Segment(text, tuple(range(5, 15)))], "en-US", PLAIN)
    assert [(w.start, w.end) for w in words] == [(5, 7), (8, 12), (11, 12), (13, 15)]
    given = Segment("HAOS", (0, 1, 2, 3), phonemes="hˈWs")
    (word,) = phonemizer.phonemize([given], "en-US", PLAIN)
    assert (word.phonemes, word.start, word.end) == ("hˈWs", 0, 4)
    (word,) = phonemizer.phonemize([Segment("sudo", (0, 1, 2, 3), phonemes="sˈu")], "en-US", PLAIN)
    assert word.phonemes == "sˈu"
    spelled = Segment("HAOS", (0, 1, 2, 3), say_as="characters")
    assert "assistant" not in phonemizer.spoken([spelled], "en-US", PLAIN)
    assert phonemizer.spoken([Segment("HAOS", (0, 1, 2, 3))], "en-US", PLAIN) == "home assistant"


def test_words_before_tell_how_a_form_is_read(vocabulary: Vocabulary) -> None:
    phonemizer = Phonemizer(vocabulary)
    segment = Segment("OR 97214", tuple(range(8)))
    alone = phonemizer.spoken([segment], "en-US", PLAIN)
    assert phonemizer.spoken([segment], "en-US", PLAIN, "in Portland, ") != alone
    words = phonemizer.phonemize([segment], "en-US", PLAIN, "in Portland, ")
    assert words != phonemizer.phonemize([segment], "en-US", PLAIN)
    given = Segment("it", (0, 1), phonemes="ˈɪt")
    later = phonemizer.spoken([given, segment], "en-US", PLAIN, "in Portland, ")
    assert later == f"it{alone}", "they stand before the first alone"
    segments = [Segment("**", ()), Segment("5", (0,)), Segment(" km", (3, 4, 5))]
    assert phonemizer.spoken(segments[1:], "en-US", PLAIN) == "five kilometers"


def test_a_dictionary_finds_words_with_and_without_a_capital() -> None:
    words = Words(
        {
            "boston": "b",
            "Paris": "p",
            "a": {"X": "ä"},
            "IBM": "i",
            "zoo": "z",
            "émile": "é",
            "ok": "o",
            "Al": "l",
        }
    )
    assert len(words) == 8
    assert sorted(words) == sorted(["boston", "Paris", "a", "IBM", "zoo", "émile", "ok", "Al"])
    assert [words[w] for w in ("boston", "Boston", "paris", "Paris", "a", "IBM", "Zoo", "Émile", "Ok", "al")] == [
        "b", "b", "p", "p", {"X": "ä"}, "i", "z", "é", "o", "l",
    ]  # fmt: skip
    for absent in ("A", "ibm", "BOSTON", "bosto", "bostonx", "", "zz", "0", "Ibm"):
        assert absent not in words
        with pytest.raises(KeyError):
            words[absent]


def test_the_dictionary_of_mandarin_is_that_of_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """jieba itself would look for one in the folder of all users' temporary files."""
    for name, value in (("FREQ", {}), ("total", 0), ("initialized", False)):
        monkeypatch.setattr(jieba.dt, name, value)
    monkeypatch.setattr(jieba.dt, "gen_pfdict", lambda file: ({"天": file.name}, 9))
    frontend._read_words()
    assert jieba.dt.FREQ == {"天": str(Path(jieba.__file__).with_name("dict.txt"))}
    assert (jieba.dt.total, jieba.dt.initialized) == (9, True)


def test_what_takes_much_memory_goes_with_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mandarin's dictionary takes 110 MB."""
    made: list[str] = []

    def voice(name: str) -> Callable[[str], str]:
        made.append(name)
        return lambda text: "pa"

    monkeypatch.setattr(frontend, "_espeak_voice", voice)
    monkeypatch.setattr(frontend, "MandarinFrontend", lambda _: lambda text, overrides: [])
    monkeypatch.setattr(jieba.dt, "FREQ", {"word": 1})
    monkeypatch.setattr(jieba.dt, "initialized", True)
    frontends = Frontends()
    for _ in range(2):
        frontends["es"]("нет да", ())
    assert made == ["es", "ru"]
    frontends["zh"]
    assert frontends.forget(60.0) == [] and jieba.dt.FREQ and jieba.dt.initialized
    frontends["es"]("нет", ())
    assert made == ["es", "ru"]  # what was said is remembered
    frontends["es"]("он", ())
    assert made == ["es", "ru", "ru"]
    assert sorted(frontends.forget(0.0)) == ["es", "zh"]
    assert not jieba.dt.FREQ and not jieba.dt.initialized
