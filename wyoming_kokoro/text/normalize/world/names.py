"""Abbreviations and Roman numerals of the languages that share their rules."""

import re

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import spoken_language

_ROMAN = re.compile(r"(?P<roman>[IVXLC]{1,9})(?P<mark>er|e|ème)?(?![\w'’])")


def _abbreviation(match: re.Match[str], context: Context) -> str:
    short = match["short"]
    following = context.text[match.end() : match.end() + 2]
    stop = (
        "."
        if short.endswith(".") and not following.strip() and not following.startswith(" ")
        else ""
    )
    return spoken_language(context).abbreviations[short] + stop


def _roman(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    roman, before = match["roman"], context.before(match.start())
    if not SHAPE.fullmatch(roman):
        return None
    number = value(roman)
    if match["mark"]:
        if language.tag != "fr" or roman in ("C", "L"):
            return None
        return language.rank(number, feminine=False)
    if before in language.rulers:
        return language.roman(number, ranked=True)
    if before.lower() in language.numbered:
        return language.roman(number, ranked=False)
    if len(roman) > 1 and context.after(match.end()).lower() in language.numbered:
        return language.rank(number, feminine=False)
    return None


def rules(language: Language) -> tuple[Rule, ...]:
    """Abbreviations, then Roman numerals."""
    found = [Rule("roman", LETTER, _ROMAN, _roman)]
    if language.abbreviations:
        shorts = alternation(language.abbreviations)
        found.insert(
            0,
            Rule(
                "abbreviation",
                LETTER,
                re.compile(rf"(?<![\w.@/])(?P<short>{shorts})(?![\w@])"),
                _abbreviation,
            ),
        )
    return tuple(found)
