"""What normalisation promises for any text: forms that cover it, no error, linear time."""

import itertools
import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.normalize.tables import LANGUAGES
from wyoming_kokoro.text.normalize import normalize, say_as
from wyoming_kokoro.text.normalize.grammars import grammar_of
from wyoming_kokoro.text.segment import CLASSES, NormalizationOptions

_ATOMS = (
    "1 22 2026 0 99999999999999999999 1,234 3.5 : / - – . , ° °C C F % $ € £ R$ am PM p.m. h m min s kW kWh m² µg/m³ in in. st th ½ x × + ="
    " < > # * _ ` @ a the Room Call No. St. Dr. Elm Louis XIV I V v1.2 Jan May Mon e.g. http://a.b/c a@b.co light.x_y ' ’ 80s T Z ( ) [ ] 🎉"
    " \u200d \ufe0f 1️⃣ 🇩🇪 字 円 है १ ５ ％ ² ³ ª º er LED CO2 USB THE STOP k M B million +1 555 911 1234 | ~ ^ & -> é İ ß ﬀ ٣ Ⅳ"
).split() + [" ", "  ", "\n", "\u00a0"]
_TEXTS = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(_ATOMS), max_size=14).map("".join)
)
_WAYS = "cardinal ordinal characters spell-out digits date time telephone currency fraction unit nonsense".split()
_FLOODS = (
    "1, 1/ 1- 1. 1: a. a_ a@ @ # $ $1 ( - 9 0 ° * _ ` ~ < <a + / /a a/ http:// www. 1h A AB I é 字 [a]( [ ] 1x ^2 & &a = | \\ ' 's"
    " a'a ½ 1½ v1. 1.2.3."
    " e.g. 1€ € % 5% $1- 1,234, p. 1-800- #a #1 0. 1e -1 −1 ABCD aA ..."
).split() + [
    "1 ",
    "1 000 ",
    "A ",
    "St. ",
    "Jan 1 ",
    "THE ",
    "5 m",
    "\n- ",
    " ",
    "👨\u200d👩\u200d👧",
    "\u200d",
    "🇩🇪",
    "XI ",
]


@settings(deadline=None, max_examples=400)
@given(_TEXTS, st.sampled_from(LANGUAGES), st.sampled_from(("drop", "name")))
def test_forms_cover_any_text_in_order(text, language, emoji):
    position = 0
    for form in normalize(text, language, NormalizationOptions(emoji=emoji)).forms:
        assert form.start == position < form.end
        assert form.changed or form.spoken == text[form.start : form.end]
        position = form.end
    assert position == len(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_may_follow_every_other(language):
    """Days and hours of a clock that runs raised a `KeyError` in two languages."""
    for first, second in itertools.product("d h min m s ms km kg % °C".split(), repeat=2):
        assert normalize(f"5 {first} 4 {second}", language).text


@settings(deadline=None, max_examples=300)
@given(
    _TEXTS,
    st.sampled_from(_WAYS),
    st.sampled_from((None, "mdy", "dmy", "ymd", "y", "d", "my", "hms12")),
    st.sampled_from(LANGUAGES),
)
def test_say_as_takes_any_text(text, way, format, language):
    assert isinstance(say_as(text, way, format, language), str)


@pytest.mark.parametrize(
    ("language", "longest"),
    [
        ("en-US", 8_000),
        ("es", 4_000),
        ("zh", 4_000),
        pytest.param("en-US", 40_000, marks=pytest.mark.long),
        pytest.param("es", 10_000, marks=pytest.mark.long),
        pytest.param("zh", 10_000, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("flood", _FLOODS, ids=repr)
def test_ten_times_the_text_takes_about_ten_times_as_long(flood, language, longest):
    def work(length: int) -> float:
        text = (flood * length)[:length]
        began = time.process_time()
        normalize(text, language)
        return time.process_time() - began

    work(1_000)
    once = max(min(work(longest // 10), work(longest // 10)), 0.005)
    # A quadratic rule would need a hundred times as long.
    assert any(work(longest) < 50 * once for _ in range(3))


def test_dropped_emoji_leave_no_gap_between_words():
    assert normalize("I ❤️ you 🎉🎉 and 🎉 me", "en-US").text == "I you and me"


def test_the_log_tells_which_rule_has_read_a_form(caplog):
    with caplog.at_level(logging.DEBUG):
        normalize("He lives at 742 Oak Ave.", "en-US")
    told = [record.getMessage() for record in caplog.records]
    assert any(
        line.startswith("Characters 12 to 15 are") and "english.codes" in line for line in told
    )
    assert "742" not in "".join(told)


def test_what_is_read_out_is_a_form_of_its_own():
    reading = normalize("It is 22.5°C at 7am.", "en-US")
    changed = [(form.start, form.end, form.spoken) for form in reading.forms if form.changed]
    assert changed == [(6, 12, "twenty two point five degrees Celsius"), (16, 19, "seven AM")]


_CLASSED = {
    "temperature": ("19°C", "nineteen degrees Celsius"),
    "time": ("7:05", "seven oh five"),
    "date": ("March 3rd", "March third"),
    "fraction": ("½", "one half"),
    "money": ("$5", "five dollars"),
    "number": ("12", "twelve"),
    "ordinal": ("21st", "twenty first"),
    "roman": ("Henry VIII", "Henry the eighth"),
    "phone": ("call 555-0123", "call five five five, zero one two three"),
    "version": ("v1.2", "version one point two"),
    "unit": ("5 km", "five kilometers"),
    "abbreviation": ("Dr. Miller", "Doctor Miller"),
    "address": ("me@example.com", "me at example dot com"),
    "acronym": ("an LED lamp", "an L.E.D lamp"),
    "symbol": ("salt & pepper", "salt and pepper"),
    "emoji": ("fine ✅", "fine"),
}


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "range"])
def test_a_class_that_is_switched_off_stays_as_written(name):
    written, read = _CLASSED[name]
    assert normalize(written, "en-US").text == read
    options = NormalizationOptions(disabled=frozenset((name,)))
    other, said = ("7%", "seven percent") if name != "unit" else ("½", "one half")
    assert normalize(f"{written}, {other}", "en-US", options).text == f"{written}, {said}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_of_a_class_that_can_be_switched_off(language):
    grammar = grammar_of(language)
    assert grammar is not None
    assert {rule.name for rules in grammar.rules.values() for rule in rules} <= set(CLASSES)


def test_a_range_that_is_switched_off_has_no_word_between_its_numbers():
    options = NormalizationOptions(disabled=frozenset(("range",)))
    assert normalize("pages 10-20", "en-US").text == "pages ten to twenty"
    assert "-" in normalize("pages 10-20", "en-US", options).text


def test_normalisation_off_leaves_everything():
    assert normalize("19°C ✅", "en-US", NormalizationOptions(enabled=False)).text == "19°C ✅"


def test_a_language_without_rules_is_left_alone():
    assert normalize("19°C", "tlh").text == "19°C"


def test_what_stands_before_tells_how_unless_a_form_reaches_over_the_place():
    for before, text, read in (
        ("", "2 Elm St. now", "two Elm Street now"),
        ("He is at St. ", "Louis, MO now", "Louis, Missouri now"),
        ("It is 1", "5 now", "five now"),
        ("", "5 now", "five now"),
    ):
        reading = normalize(text, "en-US", before=before)
        assert (reading.text, reading.forms[0].start) == (read, 0)
        assert reading.forms[-1].end == len(text)


def test_an_empty_text_has_no_pieces():
    assert normalize("", "en-US").forms == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Done ✅", "Done check mark"),
        ("🎉🎉", "party popper, party popper"),
        ("👍🏽", "thumbs up sign"),
        ("👨\u200d👩\u200d👧", "man woman girl"),
        ("🇩🇪", "flag d e"),
        ("5️⃣ eggs", "five eggs"),
        ("So ✔ and ☀ and ❤️ it is", "So check mark and sun and red heart it is"),
        ("📧 me", "e mail symbol me"),
        ("🎉 🎉x🎉", "party popper party popper x party popper"),
        ("#️⃣1 or *️⃣2 or 0⃣", "hash one or star two or zero"),
        ("a\u200db ✅\ufe0f.", "ab check mark."),
        ("🇩 or 🇩🇪🇫🇷", "flag d or flag d e, flag f r"),
        ("🏴\U000e0067\U000e0062\U000e007f is", "waving black flag is"),
    ],
)
def test_emoji_are_named_on_request(written, read):
    assert normalize(written, "en-US", NormalizationOptions(emoji="name")).text == read


def test_emoji_have_names_in_english_alone():
    options = NormalizationOptions(emoji="name")
    assert normalize("✅ oui 5⃣ *⃣", "fr", options).text == "oui cinq étoile"


@pytest.mark.parametrize(
    "code",
    [
        0x200D, 0x20E3, 0x2300, 0x23FF, 0x2600, 0x266C, 0x2670, 0x27BF, 0x2B00, 0x2BFF, 0x3030, 0x303D, 0x3297, 0x3299, 0xFE0E, 0xFE0F,
        0x1F000, 0x1F1E5, 0x1F1E6, 0x1F1FF, 0x1F200, 0x1F3FA, 0x1F3FB, 0x1F3FF, 0x1F400, 0x1FAFF, 0xE0020, 0xE007F,
    ],
)  # fmt: skip
def test_the_first_and_the_last_of_the_pictures_are_left_out(code):
    assert normalize(f"a {chr(code)} b", "fr").text == "a b"


@pytest.mark.parametrize(
    "code",
    [0x22FF, 0x2400, 0x25FF, 0x27C0, 0x2AFF, 0x2C00, 0x302F, 0x3031, 0x303C, 0x303E, 0x3298, 0x329A, 0x1EFFF, 0x1FB00, 0xE001F, 0xE0080],
)  # fmt: skip
def test_what_stands_beside_the_pictures_stays(code):
    assert normalize(f"a {chr(code)} b", "fr").text == f"a {chr(code)} b"


def test_very_long_numbers_are_read_digit_by_digit():
    assert normalize("9" * 25, "en-US").text == " ".join(["nine"] * 25)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-01-15", "January fifteenth, twenty twenty four"),  # not “20 24 to 1 to 15”
        ("1/2", "one half"),  # not “1 slash 2”
        ("What is 10-5?", "What is ten minus five?"),  # not “10 to 5”
        ("5 in a row", "five in a row"),  # not “5 inches a row”
        ("20 mA", "twenty milliamps"),  # not “megaamps”
        ("# Heading", "Heading"),  # not “number Heading”
        ("555-1234", "five five five, one two three four"),  # not “555 to 1234”
    ],
)
def test_traps_that_other_normalisers_fall_into(written, read):
    assert normalize(written, "en-US").text == read


@pytest.mark.parametrize(
    "text",
    [
        "Good morning, everyone; how are you today?",
        "I am here, and he is over there - in the kitchen.",
        "Mr. Smith can't come (he's ill).",
        "The mix of “odd” quotes… isn't a problem — really!",
    ],
)
def test_plain_words_go_through_untouched(text):
    assert normalize(text, "en-US").text == text
