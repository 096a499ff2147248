"""Segments are read out as phonemes, with the place of every word in the caller's text."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from misaki import en

from wyoming_kokoro import metrics
from wyoming_kokoro.errors import SetupError, SynthesisFailed
from wyoming_kokoro.phonemes.frontend import EnglishFrontend, Frontend, Frontends, Spoken
from wyoming_kokoro.phonemes.g2p import Phonemizer, _origins
from wyoming_kokoro.phonemes.lexicon import Lexicon
from wyoming_kokoro.phonemes.override import Override
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.text.document import Document
from wyoming_kokoro.text.segment import NormalizationOptions, Segment, SpokenForm

PLAIN = NormalizationOptions()


@pytest.fixture(scope="module")
def vocabulary(data_dir: Path) -> Vocabulary:
    return Vocabulary.load(data_dir / "config.json")


@pytest.fixture(scope="module")
def phonemizer(vocabulary: Vocabulary) -> Phonemizer:
    return Phonemizer(vocabulary)


def read(phonemizer: Phonemizer, text: str, language: str = "en-US") -> str:
    document = Document("text", language)
    clauses = document.feed(text) + document.flush()
    words = [w for c in clauses for w in phonemizer.phonemize(c.segments, language, PLAIN)]
    return "".join(word.phonemes + " " * word.space for word in words).strip()


def bare(phonemes: str) -> str:
    """Without stress, punctuation and spaces."""
    return re.sub(r"[^\w]|[ˈˌ]", "", phonemes)


def test_word_knows_its_place_in_what_the_caller_wrote(phonemizer: Phonemizer) -> None:
    text = "It is **21.5 °C** in the kitchen."
    document = Document("text", "en-US")
    clause = (document.feed(text) + document.flush())[0]
    words = phonemizer.phonemize(clause.segments, "en-US", PLAIN)
    assert {text[word.start : word.end].strip(" .") for word in words} >= {
        "It",
        "21.5 °C",
        "kitchen",
    }


def test_given_phonemes_and_stress_are_said(phonemizer: Phonemizer) -> None:
    assert "kˈOkəɹO" in read(phonemizer, "This is [Kokoro](/kˈOkəɹO/) speaking.")
    assert read(phonemizer, "[really](-2) good") != read(phonemizer, "really good")


def test_a_word_of_phonemes_that_the_model_does_not_know_is_no_word(
    phonemizer: Phonemizer,
) -> None:
    document = Document("text", "en-US")
    (clause,) = document.feed("So [it](/ʢʢ/) is.") + document.flush()
    words = phonemizer.phonemize(clause.segments, "en-US", PLAIN)
    assert len(words) > 1 and all(word.phonemes for word in words)


@pytest.mark.parametrize(
    "knot", ["1/", "'", "1-", "[a](", "aB", "a\u0301", "a1", "\u202e.", " ", "\t", "a\t", "\n "]
)
def test_a_word_of_hundreds_of_signs_reaches_the_dictionaries_in_pieces(
    phonemizer: Phonemizer, knot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """misaki takes the cube of their number in time: one such word held up everybody for ten
    seconds, and a thousand blanks for six.
    """
    parts: list[int] = []
    merge = en.merge_tokens

    def counted(tokens: list[object], *rest: object, **more: object) -> object:
        parts.append(len(tokens))
        return merge(tokens, *rest, **more)

    monkeypatch.setattr(en, "merge_tokens", counted)
    words = EnglishFrontend(british=False)(f"So {knot * 150} ends here.", ())
    assert max(parts, default=0) <= 30
    assert [word.phonemes for word in words][-3:] == ["ˈɛndz", "hˈɪɹ", "."]
    assert all(0 <= word.start <= word.end for word in words)


def test_given_phonemes_survive_beside_a_word_that_is_cut(phonemizer: Phonemizer) -> None:
    text = "1/" * 100 + " Kokoro"
    given = Override(201, 207, "kˈOkəɹO")
    last = EnglishFrontend(british=False)(text, [given])[-1]
    assert (last.phonemes, text[last.start : last.end]) == ("kˈOkəɹO", "Kokoro")


def test_given_phonemes_work_in_other_languages(phonemizer: Phonemizer) -> None:
    assert "kokoɾo" in read(phonemizer, "Esto es [Kokoro](/kokoɾo/) hablando.", "es")


@pytest.mark.parametrize(
    "language", ["en-US", "en-GB", "es", "fr", "hi", "it", "pt-BR", "ja", "zh"]
)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "?!",
        "🎉",
        "\x00\x01",
        "\ud800",
        "日本語 العربية हिन्दी",
        "a" * 3000,
        "1" * 3000,
    ],
)
def test_no_text_crashes_any_language(phonemizer: Phonemizer, language: str, text: str) -> None:
    assert set(read(phonemizer, text, language)) <= set(
        phonemizer.vocabulary.known(read(phonemizer, text, language))
    )


def test_english_within_chinese_is_said_in_english(phonemizer: Phonemizer) -> None:
    mixed = read(phonemizer, "请打开 kitchen 的灯", "zh")
    assert read(phonemizer, "kitchen") in mixed


def test_two_threads_that_ask_at_once_share_the_dictionaries() -> None:
    frontends, together = Frontends(), Barrier(2)

    def ask(_: int) -> Frontend:
        together.wait()
        return frontends["en-GB"]

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(ask, range(2))
    assert one is other


def test_lexicon_changes_how_a_word_is_said_and_follows_its_file(
    vocabulary: Vocabulary, phonemizer: Phonemizer, tmp_path: Path
) -> None:
    file = tmp_path / "lexicon.txt"
    file.write_text("HAOS  home assistant O S\nkokoro  /kˈOkəɹO/\n")
    own = Phonemizer(vocabulary, Lexicon.load(file))
    assert bare(read(own, "HAOS is up.")) == bare(read(phonemizer, "home assistant O S is up."))
    assert "kˈOkəɹO" in read(own, "Ask Kokoro, please.")
    file.write_text("HAOS  the whole house is\n")
    assert "hˌWs" in read(own, "HAOS up.") or "hˈWs" in read(own, "HAOS up.")


def test_what_is_loaded_is_forgotten_when_it_rests(vocabulary: Vocabulary) -> None:
    own = Phonemizer(vocabulary)
    own.warm_up("es")
    own.read_ahead("fr")
    assert own.forget(60.0) == []
    assert own.forget(0.0) == ["es"]
    assert own.forget(0.0) == []


def test_a_language_is_warm_when_it_has_said_something(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    own = Phonemizer(vocabulary)
    monkeypatch.setattr(own, "_frontends", {"hi": lambda *asked: said.append(asked)})
    own.warm_up("hi")
    assert said == [("1", ())]


@pytest.mark.parametrize("language", ["en-US", "es"])
def test_a_character_that_ends_strings_ends_no_text(phonemizer: Phonemizer, language: str) -> None:
    places = tuple(range(11))
    texts = ("hola\x00amigos", "hola amigos")
    one, other = (phonemizer.phonemize([Segment(t, places)], language, PLAIN) for t in texts)
    assert one == other


def _spoken(phonemizer: Phonemizer, segment: Segment, language: str = "en-US") -> str:
    return phonemizer.spoken([segment], language, PLAIN)


def test_a_segment_is_said_as_it_asks(phonemizer: Phonemizer) -> None:
    four, ten = (0, 1, 2, 3), tuple(range(10))
    assert _spoken(phonemizer, Segment("5 km", four)) == "five kilometers"
    assert _spoken(phonemizer, Segment("5 km", four, stress=1.0)) == "5 km"
    assert _spoken(phonemizer, Segment("5 km", four, phonemes="fˈIv")) == "5 km"
    date = Segment("01/02/2025", ten, say_as="date", say_as_format="dmy")
    assert "February" in _spoken(phonemizer, date)
    assert "January" in _spoken(phonemizer, replace(date, say_as_format="mdy"))
    assert "febrero" in _spoken(phonemizer, date, "es")


def test_each_character_that_is_said_has_its_place_in_the_text(phonemizer: Phonemizer) -> None:
    """Also where markup stood between them."""
    given = [
        Segment("It", (2, 3)),
        Segment("", ()),
        Segment(" is 5", (4, 5, 6, 7, 8)),
        Segment(" km", (11, 12, 13)),
        Segment(", or", (14, 15, 16, 17), phonemes="ɔɹ"),
        Segment(" ten", (20, 21, 22, 23), stress=-2.0),
        Segment(" ", (29,)),
        Segment("19", (30, 31), say_as="characters"),
        Segment(" so", (32, 33, 34)),
    ]
    words = phonemizer.phonemize(given, "en-US", PLAIN)
    assert [(w.phonemes, w.space, w.start, w.end) for w in words] == [
        ("ˌɪt", True, 2, 4),
        ("ɪz", True, 5, 7),
        ("fˈIv", True, 8, 14),
        ("kəlˈɑməTəɹz", False, 8, 14),
        ("ɔɹ", True, 14, 18),
        ("tɛn", True, 21, 24),
        ("wˈʌn", True, 30, 32),
        ("nˈIn", True, 30, 32),
        ("sˌO", False, 33, 35),
    ]


@pytest.mark.parametrize(
    ("form", "places"),
    [
        (SpokenForm(1, 3, "ab"), [(5, 6), (9, 10)]),
        (SpokenForm(1, 3, "a b"), [(5, 10)] * 3),
        (SpokenForm(1, 3, "ab", True), [(5, 10)] * 2),
        (SpokenForm(1, 1, "ab"), [(5, 5)] * 2),
        (SpokenForm(3, 3, "a"), [(9, 9)]),
        (SpokenForm(1, 3, ""), []),
    ],
)
def test_what_is_said_stands_for_a_stretch_of_the_text(
    form: SpokenForm, places: list[tuple[int, int]]
) -> None:
    """Letters as they are written for one of it each; what is said in their place for all of it."""
    assert _origins(form, (4, 5, 9)) == places


def test_parts_of_a_word_and_marks_stand_together(phonemizer: Phonemizer) -> None:
    assert read(phonemizer, "I can't go, won't you?") == "ˌI kˈænt ɡˌO, wOnt ju?"


@pytest.mark.parametrize(
    ("text", "american", "british"),
    [
        ("tomato", "təmˈATO", "təmˈɑːtQ"),  # the good dictionary
        ("nominating", "nˈɑmᵻnˌATɪŋ", "nˈɒmɪnˌAtɪŋ"),  # the other one
        ("guzmania", "ɡʌzmˈAniə", "ɡʌzmˈAnɪə"),
        ("Ferrara", "fəɹˈɑɹə", "fəɹˈɑːɹə"),  # espeak, of which it is two r
        ("zzyzx", "zˈizˈɪzks", "zˈɛdzˈɪzks"),
        ("you And he", "ju ˌænd hi", "juː ˌand hiː"),
        ("you MUST go, AND he", "ju mˈʌst ɡˌO, ˈænd hi", "juː mˈʌst ɡˌQ, ˈand hiː"),
    ],
)
def test_words_come_from_two_dictionaries_or_are_guessed(
    phonemizer: Phonemizer, text: str, american: str, british: str
) -> None:
    assert read(phonemizer, text) == american
    assert read(phonemizer, text, "en-GB") == british


def test_british_and_american_differ(phonemizer: Phonemizer) -> None:
    text = "The bath water is hot."
    assert read(phonemizer, text, "en-GB") != read(phonemizer, text, "en-US")


@pytest.mark.parametrize(
    ("text", "word", "phonemes"),
    [
        ("The old pipes are made of lead.", "lead", "lˈɛd"),
        ("Test the lead paint first.", "lead", "lˈɛd"),
        ("She will lead the team.", "lead", "lˈid"),
        ("He plays bass guitar.", "bass", "bˈAs"),
        ("Turn up the bass.", "bass", "bˈAs"),
        ("We had grilled bass for dinner.", "bass", "bˈæs"),
        ("Every minute detail counts.", "minute", "mInˈut"),
        ("One minute is left.", "minute", "mˈɪnət"),
        ("The minute hand is stuck.", "minute", "mˈɪnət"),
        ("There is a tear in the fabric.", "tear", "tˈɛɹ"),
        ("A tear fell.", "tear", "tˈɪɹ"),
        ("Send me your resume.", "resume", "ɹˈɛzəmˌA"),
        ("Please resume the music.", "resume", "ɹəzˈum"),
        ("The train to Reading is late.", "Reading", "ɹˈɛdɪŋ"),
        ("Reading is fun.", "Reading", "ɹˈidɪŋ"),
        ("We fly to Nice tomorrow.", "Nice", "nˈis"),
        ("The game is live now.", "live", "lˈIv"),
        ("They live here.", "live", "lˈɪv"),
    ],
)
def test_neighbours_tell_words_apart_that_are_written_alike(
    text: str, word: str, phonemes: str
) -> None:
    said = {text[w.start : w.end]: w.phonemes for w in EnglishFrontend(british=False)(text, ())}
    assert said[word] == phonemes


class Stumbling:
    """A front-end that cannot read what has a letter of `cannot` in it, and says so with the
    text.
    """

    def __init__(self, cannot: str) -> None:
        self._cannot = cannot

    def __call__(self, text: str, overrides: Sequence[Override]) -> list[Spoken]:
        if set(text) & set(self._cannot):
            raise ValueError(f"no idea of {text}")
        return [Spoken(m[1], bool(m[2]), *m.span(1)) for m in re.finditer(r"(\S+)(\s?)", text)]


def stumbling(monkeypatch: pytest.MonkeyPatch, vocabulary: Vocabulary, cannot: str) -> Phonemizer:
    phonemizer = Phonemizer(vocabulary)
    monkeypatch.setattr(phonemizer, "_frontends", {"en-US": Stumbling(cannot)})
    return phonemizer


def test_a_clause_that_cannot_be_read_fails_and_is_not_skipped_in_silence(
    monkeypatch: pytest.MonkeyPatch, vocabulary: Vocabulary, caplog: pytest.LogCaptureFixture
) -> None:
    phonemizer = stumbling(monkeypatch, vocabulary, "abcdefghijklmnopqrstuvwxyz")
    counter = metrics.UNREAD_WORDS.labels("en-US")
    before = counter._value.get()
    with pytest.raises(SynthesisFailed) as caught:
        read(phonemizer, "this is a secret")
    assert caught.value.message == "A part of the text cannot be read in en-US"
    assert counter._value.get() == before + 4
    assert caplog.messages == [  # without the text
        "A clause in en-US is read word by word: ValueError",
        "A clause in en-US cannot be read: ValueError",
    ]


def test_a_word_that_cannot_be_read_is_left_out_and_counted(
    monkeypatch: pytest.MonkeyPatch, vocabulary: Vocabulary
) -> None:
    counter = metrics.UNREAD_WORDS.labels("en-US")
    before = counter._value.get()
    phonemizer = stumbling(monkeypatch, vocabulary, "x")
    assert read(phonemizer, "is a fox there") == "is a there"
    assert counter._value.get() == before + 1


def test_why_a_language_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, vocabulary: Vocabulary, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(text: str, _: Sequence[Override]) -> list[Spoken]:
        raise SetupError("espeak-ng cannot be used")

    phonemizer = Phonemizer(vocabulary)
    monkeypatch.setattr(phonemizer, "_frontends", {"en-US": fail})
    with pytest.raises(SynthesisFailed, match="cannot be read in en-US"):
        read(phonemizer, "a secret")
    assert caplog.messages == [
        "A clause in en-US is read word by word: espeak-ng cannot be used",
        "A clause in en-US cannot be read: espeak-ng cannot be used",
    ]
