"""Where a sentence ends, and where an abbreviation only seems to end one."""

from pathlib import Path

import pytest

from tests.text.test_stream import cut, sentences
from wyoming_kokoro.text.normalize.grammars import locale_of


@pytest.mark.parametrize("table", ["ends", "passages"])
def test_a_sentence_ends_where_one_does(table: str) -> None:
    """“7 p.m. Tuesday”, “exp. Jan 5” and “the Ky. Derby” were two sentences, “Gary, Ind. Police said”
    was one. The passages are news, letters, recipes, notices and answers.
    """
    text = (Path(__file__).with_name("sentences") / f"{table}.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    got = [(text, sentences(text.replace("| ", ""), language)) for language, text in rows]
    assert [row for row in got if "| ".join(row[1]) != row[0]] == []


_LETTERED = """
    plan option team group class vitamin section block blk building gate type grade item answer exhibit row room unit zone appendix app
    schedule platform terminal flat apt hepatitis wing phase category tier war chapter volume
    opción grupo vitamina sección bloque puerta groupe vitamine bloc porte hépatite gruppo opzione scala opção bloco
"""


@pytest.mark.parametrize("word", _LETTERED.split())
def test_a_letter_behind_what_has_letters_is_no_initial(word: str) -> None:
    first, second = f"We saw the {word} B. ", "Bob saw it, too."
    assert sentences(first + second, "en-US") == [first, second]


@pytest.mark.parametrize(
    "word",
    "Ann Art Bar Ben Bus Cat Dom Ed Eve Fed Inn Long Off Part Per Sat Stu Tab Val Vic".split(),
)
def test_a_short_form_that_is_a_name_ends_a_sentence(word: str) -> None:
    """“I asked Ben. Tom knew it.” was one sentence."""
    assert word in locale_of("en-US").short_forms()
    first, second = f"We saw {word}. ", "Bob saw it, too."
    assert sentences(first + second, "en-US") == [first, second]


_FOLLOWERS = {
    "a.m p.m A.M P.M": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "alt arr avail beg dep eff ent exp postpd recd resched ret Exp Eff": (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
    ),
    "App Apt Bldg Cl Div Fig Figs Gr Rm Sched Sec Ste Unit": "A I",
    "Art Bk Ch Chap Pt Sc Vol Vols bk ch chap chs vol vols": "I",
    "Co": (
        "Antrim Armagh Carlow Cavan Clare Cork Donegal Dublin Durham Fermanagh Galway Kerry Kildare Kilkenny Laois Leitrim Limerick"
        " Londonderry Longford Louth Mayo Meath Monaghan Offaly Roscommon Sligo Tipperary Tyrone Waterford Westmeath Wexford Wicklow"
    ),
    "Jr": (
        "Day Boulevard Blvd Drive Dr Avenue Ave Street St Way Highway Hwy Parkway Pkwy Library Memorial Park School High Middle"
        " Elementary Center Bridge"
    ),
    "Bros": "Pictures Discovery Studios Records Television Games Entertainment Animation Movie Interactive Home Music Circus Coffee",
    "Mass Miss Pa": (
        "Gov Sen Rep Lt Atty AG Supreme House Senate Legislature Democrat Democrats Republican Republicans GOP Highway St Derby Keys"
        " Times Turnpike State National"
    ),
}  # fmt: skip


@pytest.mark.parametrize("shorts", _FOLLOWERS)
def test_what_goes_on_behind_a_short_form_begins_no_sentence(shorts: str) -> None:
    texts = [
        f"We saw the {short}. {word} there."
        for short in shorts.split()
        for word in _FOLLOWERS[shorts].split()
    ]
    assert [text for text in texts if len(sentences(text, "en-US")) > 1] == []


def test_other_languages_have_none() -> None:
    french = locale_of("fr")
    assert not french.followers and not french.words_as_well and locale_of("en-GB").followers
    assert len(sentences("Il dit « p.m. Tuesday est là ».", "en-US")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The fair is from July 5 – August 9 this year.",
        "The fair is from Mon – Fri in the whole of May.",
        "The fair is from January - Friday in the whole town.",
        "The fair was on Oct 28—31 in the whole of the town.",
        "It has run here for 38,500m, 12 times a year.",
        "The ship is now at 34.05 N, 118.24 W of the shore.",
        "We will all meet on Tues., Dec. 9 in the clubhouse there.",
        "We will all meet on Thursday, November 6 in the clubhouse.",
        "The suspect was arrested in Gary, Ind. on a street there.",
        "The suspect was arrested in Salem, Mass. on a street there.",
        "The suspect was arrested in Boise, Idaho on a street there.",
        "The suspect was arrested in Austin, TX on a street there.",
        "The firm is called Bell Labs, Inc. and is large and old.",
        "The firm is called Bell Labs, LLC and is large and old.",
        "The man was called Henry Lodge, Jr. and was large and old.",
        "So the sum is (n - k) and so on and on and on.",
        "It has some milk exp: 05 and a temp: 70 or pop: 500 now.",
    ],
)
def test_an_expression_is_parted_nowhere(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "street",
    "rue av. avenue bd boulevard place pl. allée chemin impasse quai cours route square".split(),
)
def test_a_number_stays_with_its_street(street: str) -> None:
    text = f"Nous habitons toujours au 12, {street} Foch à Lyon."
    assert cut(text, "fr") == [text]


@pytest.mark.parametrize("name", "Inc Ltd LLC LLP PLC Jr Sr PhD MD RN CPA DDS".split())
def test_what_is_apposed_stays_with_its_name(name: str) -> None:
    text = f"We had to see Robert Hale, {name} in the old town there."
    assert cut(text) == [text]


def test_numbers_and_a_conjunction_between_them_stay_together() -> None:
    text = "The road to the old town hall is closed between 3rd and 5th Street until the morning."
    assert not [part for part in cut(text) if part.endswith("3rd ")]


def test_a_dash_or_a_comma_before_a_name_parts() -> None:
    assert cut("The suspect was arrested in Gary, Bob was told in there.")[1].startswith("Bob")
    assert cut("He came home on May 5 – Bob was there then.")[0] == "He came home on May 5 – "
