"""Abbreviations and Roman numerals of the languages that share their rules."""

import re
from collections.abc import Mapping

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import spoken_language

_ROMAN = re.compile(r"(?P<roman>[IVXLC]{1,9})(?P<mark>er|e|ème)?(?![\w'’])")


_ARTICLE = r"(?P<article>(?:[LlDd]|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all)['’])?"


_BEFORE_NUMBER = frozenset(("p.", "pp.", "th."))
_BEFORE_ROMAN = frozenset(("s.", "ss.", "S.", "Ss.", "sec.", "Sec."))
_ROMAN_AFTER = re.compile(r" ?[IVXLC]{1,9}(?![^\W_])")
_NUMBER_AFTER = re.compile(r" ?[0-9]")


def _forms(known: Mapping[str, str]) -> set[str]:
    """Abbreviations, also with a capital, and those of three letters and more without one."""
    capitals = {short[0].upper() + short[1:] for short in known}
    small = {short[0].lower() + short[1:] for short in known if len(short.rstrip(".")) > 2}
    return {*known, *capitals, *small}


def _other_case(short: str, known: Mapping[str, str]) -> str:
    if short[0].isupper():
        return known[short[0].lower() + short[1:]].capitalize()
    return known[short[0].upper() + short[1:]].lower()


def _abbreviation(match: re.Match[str], context: Context) -> str | None:
    short = match["short"]
    following = context.text[match.end() : match.end() + 2]
    stop = (
        "."
        if short.endswith(".") and not following.strip() and not following.startswith(" ")
        else ""
    )
    if len(short) == 2 and short[0].isupper() and not following.strip():
        return None  # the last letter of what is spelled: “l'I R M.”
    known = spoken_language(context).abbreviations
    if short in _BEFORE_ROMAN and _ROMAN_AFTER.match(context.text, match.end()) is None:
        return None
    if short.lower() in _BEFORE_NUMBER and _NUMBER_AFTER.match(context.text, match.end()) is None:
        return None
    spoken = known.get(short) or _other_case(short, known)
    return f"{match['article'] or ''}{spoken}{stop}"


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
        if before.endswith(("a", "Isabel", "Beatriz")) and language.feminine_marks and number <= 10:
            return language.rank(number, feminine=language.tag != "fr")
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
        known = language.abbreviations
        shorts = alternation(_forms(known))
        found.insert(
            0,
            Rule(
                "abbreviation",
                LETTER,
                re.compile(rf"(?<![\w.@/]){_ARTICLE}(?P<short>{shorts})(?![\w@])"),
                _abbreviation,
            ),
        )
    return tuple(found)
