"""One pass over a text: what rules may look at, and how what they read joins the rest."""

import logging
import re

import pytest

from wyoming_kokoro.text.normalize.locale import Locale
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Grammar, Rule
from wyoming_kokoro.text.segment import NormalizationOptions, SpokenForm

_LOCALE = Locale("xx", Numerals("en"))
_PLAIN = NormalizationOptions()


def _context(text: str, last_end: int = -1) -> Context:
    return Context(text, _LOCALE, _PLAIN, last_end=last_end)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("an At 5", "At"), ("At: (5", "At"), ("At#=.5", "At"), ("At,  (5", ""), ("At-5", ""), ("a_b 5", "b"), ("x9 5", "x9"), ("5", ""),
        ("a" * 50 + " 5", "a" * 39), ("n’t 5", "t"),
    ],
)  # fmt: skip
def test_the_word_before_a_form(text: str, word: str) -> None:
    assert _context(text).before(text.index("5")) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [("5At an", "At"), ("5 ,(At", "At"), ("5 , (At", ""), ("5.At", ""), ("5 9a", ""), ("5 a9", "a"), ("5 a_b", "a"), ("5", ""), ("5 " + "a" * 50, "a" * 39)],
)  # fmt: skip
def test_the_word_after_a_form(text: str, word: str) -> None:
    assert _context(text).after(1) == word


def test_what_stands_around_a_form() -> None:
    text = "a" * 100 + "5" + "b" * 100
    match = re.search("5", text)
    assert match is not None
    assert _context(text).near(match) == "a" * 80 + "5" + "b" * 80
    assert _context(text).near_in_sentence(match, 2) == "aa5bb"
    for text, found in (
        ("One. Two 5 three! Four", " Two 5 three"),
        ("a? b. c 5.5 d\ne", " c 5.5 d"),
        ("5", "5"),
        ("v1.x 5 v2.x", "v1.x 5 v2.x"),
    ):
        match = re.search("5", text)
        assert match is not None
        assert _context(text).near_in_sentence(match) == found


def test_what_stands_since_the_last_form() -> None:
    text = "0123456789abc"
    found = [_context(text, end).since_last(10) for end in (-1, 1, 2, 10, 11)]
    assert found == [None, None, text[2:10], "", None]
    assert _context(text, -1).since_last(3) is None and _context(text, 0).since_last(3) == "012"


@pytest.mark.parametrize(
    ("rest", "ends"),
    [
        ("", True),
        (" He", True),
        (" he", False),
        ("\n", True),
        (' "He', True),
        (" ”he", False),
        (")* _", True),
        (" 5", False),
        (",", False),
    ],
)
def test_a_full_stop_may_be_that_of_the_sentence(rest: str, ends: bool) -> None:
    assert _context("etc." + rest).ends_sentence(4) is ends


def _rule(starts: str, pattern: str, spoken: str | None, name: str = "sign") -> Rule:
    return Rule(name, starts, re.compile(pattern), lambda match, context: spoken)


def _read(text: str, *rules: Rule, space: str = " ") -> list[SpokenForm]:
    locale = Locale("xx", Numerals("en"), space=space)
    return list(Grammar.of(locale, rules).read(text, _PLAIN).forms)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a+b", "a plus b"),
        ("1 + 2", "1 plus 2"),
        ("+(b)+", "plus(b) plus"),
        ("++", "plus plus"),
        ("a * b", "a b"),
        ("* b", "b"),
        ("a *, b", "a, b"),
        ("a *)", "a )"),
        ("a *", "a"),
        ("7 *", "seven"),
        ("7 * * * * * a", "seven a"),
        ("a*b", "ab"),
        ("a ** b", "a b"),
        ("x@y", "x, so y"),
        ("x @", "x, so"),
        ("ab? b? 7", "ab? B? seven"),
        ("77 7a", "77 seven a"),
        ("été?", "été?"),
        ("½+", "½ plus"),
        ("\u00a07\u202fb 1\u00a02", "\u00a0seven\u202fb 1\u00a02"),
        ("٧ 7 0 9", "seven seven seven 9"),
    ],
)
def test_readings_are_set_among_the_words(text: str, read: str) -> None:
    rules = (
        _rule("+", r"\+", "plus"),
        _rule("*", r"\*", ""),
        _rule("@", "@", ", so"),
        _rule(LETTER, "b(?=.)", None),
        _rule("b", r"b(?=\?)", "B"),
        _rule(DIGIT, "[07](?![0-9])", "seven"),
        _rule(LETTER, "(?=a)", "never"),
    )
    assert "".join(form.spoken for form in _read(text, *rules)) == read


def test_words_without_spaces_are_kept_apart_only_where_they_would_be_one() -> None:
    rules = _rule("+", r"\+", "プラス"), _rule("-", "-", "minus")
    said = ["".join(form.spoken for form in _read(text, *rules, space="")) for text in ("本+本", "ア+ア", "a-b", "本-本")]  # fmt: skip
    assert said == ["本プラス本", "ア プラス ア", "a minus b", "本minus本"]


def test_forms_tell_what_was_changed() -> None:
    assert _read("a + b", _rule("+", r"\+", "plus"), _rule("b", "b", "b")) == [
        SpokenForm(0, 2, "a "), SpokenForm(2, 3, "plus", True), SpokenForm(3, 4, " "), SpokenForm(4, 5, "b", False),
    ]  # fmt: skip


def test_a_rule_knows_the_last_form() -> None:
    def told(_: re.Match[str], context: Context) -> str:
        return f"{context.last_class}:{context.last_start}:{context.last_end}"

    rules = _rule("+", r"\++", "plus"), Rule("other", "?", re.compile(r"\?"), told)
    assert [form.spoken for form in _read("? a ++ ?", *rules) if form.changed] == [
        ":-1:-1", "plus", "sign:4:6",
    ]  # fmt: skip


def test_a_class_that_is_switched_off_is_passed_over_and_each_reading_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    grammar = Grammar.of(
        _LOCALE, (_rule("+", r"\++", "plus"), _rule("-+", r"[-+]", "not", "other"))
    )
    options = NormalizationOptions(disabled=frozenset({"sign"}))
    assert grammar.read("a ++ - b", options).text == "a ++ not b"
    (line,) = caplog.messages
    rule = f"_rule.<locals>.<lambda> of {__name__}"
    assert line == f"Characters 5 to 6 are read as other by {rule}"
