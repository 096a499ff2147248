"""SSML's say-as in words."""

import pytest

from wyoming_kokoro.text.normalize import say_as


@pytest.mark.parametrize(
    ("text", "way", "format", "language", "read"),
    [
        ("1234", "cardinal", None, "en-US", "one thousand two hundred thirty four"),
        ("1234", "cardinal", None, "en-GB", "one thousand two hundred and thirty four"),
        ("-5", "cardinal", None, "es", "menos cinco"),
        ("3", "ordinal", None, "en-US", "third"),
        ("3rd", "ordinal", None, "en-US", "third"),
        ("3", "ordinal", None, "es", "tercero"),
        ("LED2", "characters", None, "en-US", "L.E.D two"),
        ("a-b", "spell-out", None, "en-US", "A dash B"),
        ("ab1", "characters", None, "es", "A B uno"),
        ("2025", "digits", None, "en-US", "two zero two five"),
        ("+1 (555) 123", "telephone", None, "en-US", "plus one, five five five, one two three"),
        ("1/2", "fraction", None, "en-US", "one half"),
        ("3+1/2", "fraction", None, "en-US", "three and a half"),
        ("12/24/2025", "date", "mdy", "en-US", "December twenty fourth, twenty twenty five"),
        ("24.12.2025", "date", "dmy", "en-US", "December twenty fourth, twenty twenty five"),
        ("20251224", "date", None, "en-US", "December twenty fourth, twenty twenty five"),
        ("12/24", "date", "md", "en-US", "December twenty fourth"),
        ("2025-12", "date", "ym", "en-US", "December twenty twenty five"),
        ("1999", "date", "y", "en-US", "nineteen ninety nine"),
        ("24/12/2025", "date", "dmy", "es", "veinticuatro de diciembre de dos mil veinticinco"),
        ("5:30pm", "time", "hms12", "en-US", "five thirty PM"),
        ("$45.30", "currency", None, "en-US", "forty five dollars and thirty cents"),
        ("10 ft", "unit", None, "en-US", "ten feet"),
        ("hello", "no such way", None, "en-US", "hello"),
        ("hello", "cardinal", None, "en-US", "hello"),
        ("13/45/2025", "date", "mdy", "en-US", "thirteen, forty five, two thousand twenty five"),
    ],
)
def test_say_as(text, way, format, language, read):
    assert say_as(text, way, format, language) == read
