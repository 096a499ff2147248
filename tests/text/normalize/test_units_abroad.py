"""Names of units and currencies that the languages have from Unicode's data, and dates of SSML."""

from pathlib import Path

import pytest

from wyoming_kokoro.text.normalize import normalize, say_as

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("units_abroad.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_SENTENCES = {
    "fr": "Il y a {} ici.",
    "it": "Sono {} qui.",
    "es": "Hay {} allí.",
    "pt-BR": "São {} aqui.",
}


@pytest.mark.parametrize("row", _ROWS[1:], ids=[row[0] for row in _ROWS[1:]])
def test_two_of_a_unit_have_its_name(row: list[str]) -> None:
    sign, *names = row
    for language, name in zip(_ROWS[0][1:], names, strict=True):
        sentence = _SENTENCES[language]
        read = normalize(sentence.format(f"2 {sign}"), language).text
        assert read == sentence.format(name)


@pytest.mark.parametrize(
    ("written", "format", "english", "french"),
    [
        (
            "3/4/2025",
            "mdy",
            "March fourth, twenty twenty five",
            "quatre mars deux mille vingt-cinq",
        ),
        ("4.3.25", "dmy", "March fourth, twenty twenty five", "quatre mars deux mille vingt-cinq"),
        (
            "2025/3/4",
            "ymd",
            "March fourth, twenty twenty five",
            "quatre mars deux mille vingt-cinq",
        ),
        (
            "2025/4/3",
            "ydm",
            "March fourth, twenty twenty five",
            "quatre mars deux mille vingt-cinq",
        ),
        (
            "20250304",
            "ymd",
            "March fourth, twenty twenty five",
            "quatre mars deux mille vingt-cinq",
        ),
        (
            "04032025",
            "dmy",
            "March fourth, twenty twenty five",
            "quatre mars deux mille vingt-cinq",
        ),
        ("3/4", "md", "March fourth", "quatre mars"),
        ("4/3", "DM", "March fourth", "quatre mars"),
        ("2025/3", "ym", "March twenty twenty five", "mars deux mille vingt-cinq"),
        ("3/2025", "my", "March twenty twenty five", "mars deux mille vingt-cinq"),
        ("4", "d", "fourth", "quatrième"),
        ("3", "m", "March", "mars"),
        ("2025", "y", "twenty twenty five", "deux mille vingt-cinq"),
    ],
)
def test_a_date_is_read_by_its_format(written: str, format: str, english: str, french: str) -> None:
    assert say_as(written, "date", format, "en-US") == english
    assert say_as(written, "date", format, "fr") == french


@pytest.mark.parametrize(
    ("way", "written", "read"),
    [
        ("number", "1,234", "one thousand two hundred thirty four"), (" Cardinal ", "−7", "minus seven"), ("cardinal", "+7", "seven"),
        ("ordinal", "22nd", "twenty second"), ("ordinal", "1,000th", "one thousandth"), ("cardinal", "9" * 19, " ".join(["nine"] * 19)),
        ("cardinal", "1" + "0" * 17, "one hundred quadrillion"), ("verbatim", "a1", "A one"), ("phone", "555 12", "five five five, one two"),
        ("digits", "a12", "one two"), ("digits", "abc", "abc"),
    ],
)  # fmt: skip
def test_each_way_has_its_names(way: str, written: str, read: str) -> None:
    assert say_as(written, way, None, "en-US") == read


@pytest.mark.parametrize(
    ("wide", "narrow"), zip("％＋－＝＆＃＠：／．＄￥￡＊～", "%+-=&#@:/.$¥£*~", strict=True)
)
def test_a_wide_sign_is_read_as_the_narrow_one(wide: str, narrow: str) -> None:
    for text in ("see {}5 now", "5{} now", "3 {} 5 now", "3{}30 now"):
        wide_read, read = (normalize(text.format(s), "en-US").text for s in (wide, narrow))
        assert wide_read.replace(wide, narrow) == read


@pytest.mark.parametrize("five", "５٥۵५৫੫๕༥၅៥᠕𝟓")
def test_digits_of_all_scripts_are_digits(five: str) -> None:
    assert normalize(f"It is {five}{five} km.", "en-US").text == "It is fifty five kilometers."
