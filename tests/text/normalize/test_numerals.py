"""Numbers in words, Roman numerals, and patterns out of word lists."""

import re
from itertools import product

import pytest

from wyoming_kokoro.text.normalize import roman
from wyoming_kokoro.text.normalize.numerals import LONGEST, Numerals
from wyoming_kokoro.text.normalize.patterns import alternation

_PLAIN = Numerals("en", joined=False)
_JOINED = Numerals("en")
_FRENCH = Numerals("fr", "virgule", "moins", decimal=",", paired=True, space="_")


@pytest.mark.parametrize(
    ("numerals", "way", "number", "words"),
    [
        (_JOINED, "cardinal", 1123, "one thousand one hundred and twenty-three"),
        (_PLAIN, "cardinal", 1123, "one thousand one hundred and twenty three"),
        (_FRENCH, "cardinal", -21, "moins_vingt et un"),
        (_PLAIN, "cardinal", -1, "minus one"),
        (_PLAIN, "cardinal", 10**LONGEST, "one" + " zero" * LONGEST),
        (_PLAIN, "cardinal", -(10**LONGEST), "minus one" + " zero" * LONGEST),
        (_PLAIN, "cardinal", 10**17, "one hundred quadrillion"),
        (_PLAIN, "ordinal", 21, "twenty first"),
        (_JOINED, "ordinal", 21, "twenty-first"),
        (_PLAIN, "ordinal", 0, "zeroth"),
        (_PLAIN, "ordinal", -3, "minus three"),
        (_PLAIN, "ordinal", 10**LONGEST, "one" + " zero" * LONGEST),
        (_PLAIN, "digits", "0 9-1٣", "zero nine one"),
        (_FRENCH, "digits", "09", "zéro_neuf"),
        (_PLAIN, "number", "3.50", "three point five zero"),
        (_PLAIN, "number", "12", "twelve"),
        (_PLAIN, "number", ".5", "zero point five"),
        (_PLAIN, "number", "0", "zero"),
        (_PLAIN, "number", "07", "zero seven"),
        (_PLAIN, "number", "07.5", "seven point five"),
        (_PLAIN, "number", "7.", "seven"),
        (_PLAIN, "number", "1" + "0" * LONGEST, "one" + " zero" * LONGEST),
        (_FRENCH, "number", "3,14", "trois virgule quatorze"),
        (_FRENCH, "number", "3,141", "trois virgule cent quarante et un"),
        (_FRENCH, "number", "3,1", "trois virgule un"),
        (_FRENCH, "number", "3,04", "trois virgule zéro_quatre"),
        (_FRENCH, "number", "3,1415", "trois virgule un_quatre_un_cinq"),
        (_PLAIN, "code", "1234", "one thousand two hundred and thirty four"),
        (_PLAIN, "code", "12345", "one two three four five"),
        (_PLAIN, "code", "012", "zero one two"),
    ],
)
def test_a_number_is_said_in_words(
    numerals: Numerals, way: str, number: int | str, words: str
) -> None:
    assert getattr(numerals, way)(number) == words


def test_a_roman_numeral_has_a_shape_and_a_value() -> None:
    ones = ["", *"I II III IV V VI VII VIII IX".split()]
    tens = ["", *"X XX XXX XL L LX LXX LXXX XC".split()]
    numerals = ["".join(parts) for parts in product(["", "C", "CC", "CCC"], tens, ones)]
    assert all(roman.SHAPE.fullmatch(each) for each in numerals[1:])
    assert [roman.value(each) for each in numerals[1:]] == list(range(1, 400))
    for wrong in ("", "IIII", "VV", "IC", "XXXX", "LC", "VX", "CCCC", "IXI", "i"):
        assert not roman.SHAPE.fullmatch(wrong), wrong


@pytest.mark.parametrize(
    "words",
    [["a", "ab", "abc", "b."], ["", "x"], ["cm", "cm²", "m", "km/h", "km"], ["a|b", "a"], []],
)
def test_the_longest_of_some_words_is_found(words: list[str]) -> None:
    pattern = re.compile(alternation(words))
    for word in words:
        match = pattern.match(word + "z")
        assert match is not None and match.group() == word
        assert pattern.fullmatch(word)
    for other in ("z", "b", "k", "ac", "abcd", "k/h"):
        assert pattern.fullmatch(other) is None
