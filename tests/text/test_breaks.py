"""Where a growing text could be cut, and how well."""

import pytest

from tests.text.test_lexer import tokens_of
from wyoming_kokoro.text.breaks import Break, BreakScanner
from wyoming_kokoro.text.segment import Boundary


def scanned(text: str, language: str = "en-US") -> BreakScanner:
    scanner = BreakScanner(language)
    for token in tokens_of(text):
        scanner.push(token)
    return scanner


def before(word: str, text: str, language: str = "en-US") -> tuple[Boundary, int] | None:
    """What the break before a word is, and its quality."""
    place = text.rindex(word)
    found = [each for each in scanned(text, language).found if each.position == place]
    return (found[0].boundary, found[0].quality) if found else None


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("red lamps glow now.", "glow", (Boundary.CUT, 1)),
        ("red lamps under it.", "under", (Boundary.CUT, 2)),
        ("red lamps and more.", "and", (Boundary.PHRASE, 0)),
        ("red lamps, though.", "though", (Boundary.PHRASE, 1)),
        ("red 7 and more.", "and", (Boundary.CUT, 0)),
        ("Tom Baker came.", "Baker", (Boundary.CUT, 0)),
        ("tom Baker came.", "Baker", (Boundary.CUT, 1)),
        ("Tom baker came.", "baker", (Boundary.CUT, 1)),
        ("red lamp 5 here.", "5", (Boundary.CUT, 0)),
        ("red lamp5 here now.", "here", (Boundary.CUT, 0)),
        ("see the lamp glow.", "lamp", (Boundary.CUT, 0)),
        ("see (the) lamp glow.", "lamp", (Boundary.CUT, 0)),
        ("see my lamp glow.", "lamp", (Boundary.CUT, 0)),
        ("red lamps' glow now.", "glow", (Boundary.CUT, 1)),
        ("on [a link here](x) it.", "link", None),
        ("on [a link here](x) it now.", "it", (Boundary.CUT, 1)),
        ("use `a b` it.", "b", None),
        ("5 - 6 of it.", "6", (Boundary.CUT, 0)),
        ("Yes - no of it.", "no", (Boundary.CLAUSE, 1)),
    ],
)
def test_a_space_is_a_place_to_cut(
    text: str, word: str, found: tuple[Boundary, int] | None
) -> None:
    assert before(word, text) == found


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("私は本を", 1, 1), ("私は本を", 2, 2), ("私は本を", 3, 1), ("カタ本", 2, 2), ("ABは", 2, 1), ("「本」", 1, None),
        ("**私**は本", 5, 1), ("**私**は本", 3, None),
        *((f"本{char}に", 1, None) for char in "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーｰ々ゝゞヽヾﾞﾟ゛゜"),
    ],
)  # fmt: skip
def test_text_without_spaces_is_cut_between_any_two_words(
    text: str, place: int, found: int | None
) -> None:
    places = {each.position: each.quality for each in scanned(text, "ja").found}
    assert places.get(place) == found


@pytest.mark.parametrize("char", "々〇ひヽㇰ㐀一豈ｱ𠀀")
def test_scripts_without_spaces_weigh_more(char: str) -> None:
    scanner = scanned(char)
    assert (scanner.weight, scanner.words) == (3.5, 0.5)


@pytest.mark.parametrize(
    ("text", "weight", "words"),
    [("ab", 2.0, 1), ("ab  cd", 5.0, 2), ("12", 5.0, 1), ("a1é가", 5.5, 1), ("a-b c'd", 7.0, 2), ("(,)", 3.0, 0), ("二つ目 a", 12.5, 2.5)],
)  # fmt: skip
def test_speech_is_weighed(text: str, weight: float, words: float) -> None:
    scanner = scanned(text)
    assert (scanner.weight, scanner.words) == (weight, words)


def grown(text: str) -> BreakScanner:
    """With the last word still being read."""
    scanner = BreakScanner()
    for token in tokens_of(f"{text}§"):
        if token.start < len(text):
            scanner.push(token)
    return scanner


@pytest.mark.parametrize(
    ("text", "space", "parts"),
    [
        ("see red lam", 8, True), ("see red Lam", 8, False), ("see red 5", 8, False), ("see 5 lam", 6, False), ("see the lam", 8, False),
        ("see The lam", 8, False), ("see red, lam", None, False), ("see red ", None, False), ("lam", None, False), ("see x5 lam", 7, False),
        ("see [red lam", 9, True), ("see Dr. lam", 8, False),
    ],
)  # fmt: skip
def test_the_word_that_is_being_read_may_be_parted_from_the_one_before(
    text: str, space: int | None, parts: bool
) -> None:
    scanner = grown(text)
    places = [None if each is None else each.position for each in (scanner.open_space, scanner.parting_space)]  # fmt: skip
    assert places == [space, space if parts else None]


def test_an_abbreviation_before_a_capital_waits_for_the_word() -> None:
    assert before("Brown", "We met Dr. Brown there.") == (Boundary.CUT, 0)
    assert before("They", "We met the Dr. They left.") == (Boundary.SENTENCE, 1)
    scanner = scanned("We met the Dr. They")
    assert scanner.found[-1].position < 15
    scanner.finish()
    assert scanner.found[-1] == Break(15, Boundary.SENTENCE, 15.0, 4.0)


@pytest.mark.parametrize(
    ("text", "word", "language", "boundary"),
    [
        # what a mark is worth in a table and in code
        ("| It came. Then left |", "Then", "en-US", Boundary.CLAUSE),
        ("```\nIt came. Then left\n```", "Then", "en-US", Boundary.CUT),
        ("```\nIt came.\nThen left\n```", "Then", "en-US", Boundary.SENTENCE),
        # numerals and letters after a short form
        ("Look at the fig. I saw it.", "I saw", "en-US", Boundary.SENTENCE),
        ("Ver el cap. I sobre esto.", "I sobre", "es", Boundary.CUT),
        ("See vol. XII there.", "XII", "en-US", Boundary.CUT),
        ("See vol. IBM there.", "IBM", "en-US", Boundary.CUT),
        ("We met Mr. T. there.", "T.", "en-US", Boundary.CUT),
        ("We met at 9 a.m. Sat there.", "Sat", "en-US", Boundary.CUT),
        ("We left at 9 a.m. They stayed.", "They", "en-US", Boundary.SENTENCE),
        ("It is on the Blvd. N side.", "N side", "en-US", Boundary.CUT),
        # numbers and what is counted
        ("12. Then left.", "Then", "en-US", Boundary.PHRASE),
        ("123. Then left.", "Then", "en-US", Boundary.SENTENCE),
        ("It was 12. Then left.", "Then", "en-US", Boundary.SENTENCE),
        ("It cost 5s. 6d each.", "6d", "en-US", Boundary.CUT),
        ("Read 2 Kings. 5 is long.", "5 is", "en-US", Boundary.CUT),
        ("It is 5! = 120 then.", "= 120", "en-US", Boundary.CUT),
        ("It is 3 in. wide there.", "wide", "en-US", Boundary.CUT),
        ("An 8x8-in. pan there.", "pan", "en-US", Boundary.CUT),
        ("He came in. wide there.", "wide", "en-US", Boundary.CLAUSE),
        ("From 15 - 17 there.", "17", "en-US", Boundary.CUT),
        ("From 15 — 17 there.", "17", "en-US", Boundary.CLAUSE),
        ("From 1, 2 there.", "2", "en-US", Boundary.CUT),
        # names
        ("It is in Co. Mayo there.", "Mayo", "en-US", Boundary.CUT),
        ("By Hill and Co. They left.", "They", "en-US", Boundary.SENTENCE),
        ("In EE. UU. Los otros no.", "Los", "es", Boundary.SENTENCE),
        ("En la Av. Los Pinos hay.", "Los", "es", Boundary.CUT),
        ("Voir l'av. Foch ici.", "Foch", "fr", Boundary.CUT),
        ("It was mine. and yours.", "and", "en-US", Boundary.CLAUSE),
        ("Es de los EE. Brown hoy.", "Brown", "es", Boundary.CUT),
        ("Es de los UU hoy. 5 quedan.", "5", "es", Boundary.SENTENCE),
        # signs, and numbers of a list within a line
        *((f"It is 5! {sign} 3 then.", sign, "en-US", Boundary.CUT) for sign in "+×*÷"),
        ("It is n! and 3 then.", "and", "en-US", Boundary.CUT),
        ("It is so! and 3 then.", "and", "en-US", Boundary.CLAUSE),
        ("Go to Menu. > File there.", "> File", "en-US", Boundary.CUT),
        ("Go to Menu. / File there.", "/ File", "en-US", Boundary.CUT),
        *((f"Do this{mark} 2. Open it.", "Open", "en-US", Boundary.CUT) for mark in ".!:;"),
        ("We met the Dr. 2. Open it.", "Open", "en-US", Boundary.SENTENCE),
        ("Do this, 2. Open it.", "Open", "en-US", Boundary.SENTENCE),
        # letters and short words
        ("He said hm. and left.", "and", "en-US", Boundary.CLAUSE),
        ("He said sh. and left.", "and", "en-US", Boundary.CLAUSE),
        ("He had a hx. of asthma.", "of", "en-US", Boundary.CUT),
        ("He got an A. Bob knew it.", "Bob", "en-US", Boundary.SENTENCE),
        ("He got a B. Bob knew it.", "Bob", "en-US", Boundary.SENTENCE),
        ("We met Al B. Bob knew it.", "Bob", "en-US", Boundary.CUT),
        ("Vive en el 3.º B. Pedro lo sabe.", "Pedro", "es", Boundary.SENTENCE),
        ("Vive en la 3.ª B. Pedro lo sabe.", "Pedro", "es", Boundary.SENTENCE),
        *((f"Il y a 5 {unit}. Puis elle.", "Puis", "fr", Boundary.SENTENCE) for unit in "ghlmst"),
        *((f"En la Av. {point} hay.", f"{point} hay", "es", Boundary.CUT) for point in "NSEW"),
        *((f"We saw it, etc. {word} demain.", f"{word} d", "en-US", Boundary.SENTENCE) for word in "AIOYÀÈÉ"),
        *((f"We saw it, etc. {word} demain.", f"{word} d", "en-US", Boundary.CUT) for word in "BEUÊ"),
        *((f"On a vu, etc. {word} demain.", f"{word} d", "fr", Boundary.SENTENCE) for word in "AOUYÀÈÉÊÓÔ"),
        *((f"On a vu, etc. {word} demain.", f"{word} d", "fr", Boundary.CUT) for word in "BEI"),
        *((f"Read {book} Kings. 5 is long.", "5 is", "en-US", Boundary.CUT) for book in ("1", "3", "I", "II", "III")),
        ("Read 4 Kings. 5 is long.", "5 is", "en-US", Boundary.SENTENCE),
        ("It cost 55s. 6d each.", "6d", "en-US", Boundary.CUT),
        ("It cost 555s. 6d each.", "6d", "en-US", Boundary.SENTENCE),
    ],
)  # fmt: skip
def test_what_ends_before_a_word(text: str, word: str, language: str, boundary: Boundary) -> None:
    scanner = scanned(text, language)
    scanner.finish()
    place = text.index(word)
    assert [each.boundary for each in scanner.found if each.position == place] == [boundary]


def test_a_line_that_was_only_wrapped_goes_on() -> None:
    for length, boundary in ((49, Boundary.SENTENCE), (50, Boundary.CUT)):
        line = "a" * (length - 4) + " bcd"
        for word, ends in (("lamps", boundary), ("Lamps", Boundary.SENTENCE)):
            scanner = scanned(f"{line}\n{word} glow now.")
            assert [b.boundary for b in scanner.found if b.position == length + 1] == [ends]


def test_a_very_long_word_ends_no_sentence_until_the_next_one_begins() -> None:
    for length, is_sure in ((38, True), (39, False)):
        assert (grown(f"It is {'a' * length}.").here() is not None) is is_sure
