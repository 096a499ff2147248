"""Patterns and small questions that several English rules share."""

import re
from typing import cast

from wyoming_kokoro.text.normalize.english.numerals import EnglishNumerals
from wyoming_kokoro.text.normalize.scanner import Context

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,18})?"
"""A number without sign: 1,234,567.5 or 1234.5."""
END = r"(?![^\W_])"
"""No letter or digit follows."""
ALONE = r"(?<![^\W_])"
"""No letter or digit stands before."""

_SMALL_WORDS = frozenset(
    "a an the and or but is are was were be been has have had do does did will would can could shall should may might must"
    " of in on at to for from by with as if than then that this per not no so it he she they we you i"
    " left remaining ago later away today tomorrow tonight yesterday now each more less extra total only again please"
    " when while because until before after during since over under above below between into onto off up down out".split()
)


def numerals(context: Context) -> EnglishNumerals:
    """The number words of the context's English."""
    return cast(EnglishNumerals, context.locale.numerals)


def say_number(written: str, context: Context) -> str:
    """A number as `NUMBER` finds it."""
    return context.locale.numerals.number(written.replace(",", ""))


def is_one(written: str) -> bool:
    """Whether what is counted stands in the singular."""
    return written == "1"


def describes_noun(match: re.Match[str], context: Context) -> bool:
    """Whether the amount stands between an article and a noun, as in “a 60 W bulb”, and so takes
    the singular.
    """
    if context.before(match.start()).lower() not in ("a", "an"):
        return False
    if context.text[match.end() : match.end() + 1] != " ":
        return False
    following = context.after(match.end())
    return len(following) > 1 and following.islower() and following not in _SMALL_WORDS


def is_plural_noun(word: str) -> bool:
    """Whether a lower-case word looks like the plural of something that can be counted."""
    if word in (
        "people",
        "men",
        "women",
        "children",
        "feet",
        "mice",
        "sheep",
        "fish",
        "percent",
        "million",
        "billion",
        "thousand",
    ):
        return True
    return (
        len(word) > 3
        and word.islower()
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word
        not in (
            "was",
            "has",
            "does",
            "series",
            "sees",
            "says",
            "goes",
            "olympics",
            "elections",
            "always",
            "perhaps",
            "news",
        )
    )
