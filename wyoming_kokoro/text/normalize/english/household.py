"""Measures of a house that are no units elsewhere: stones of weight, spoons level or heaped."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, ends_sentence, say_number
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SPOONS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}|[0-9]?[½¼¾]) (?P<how>level|heaped|rounded|scant|generous|good|big|large) (?P<unit>tsp|tbsp|dsp)s?\b(?P<dot>\.?)"
)
_POUNDS = re.compile(r" [0-9]{1,2} ?lbs?\b")
_STONE = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.[0-9])?)[ ]?st(?![\w]|\.\w)")


def _spoons(match: re.Match[str], context: Context) -> str | None:
    """“2 level tsp. salt”."""
    if not match["number"].isdecimal():
        return None
    unit = UNITS[match["unit"]][match["number"] != "1"]
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return f"{say_number(match['number'], context)} {match['how']} {unit}{stop}"


def _stone(match: re.Match[str], context: Context) -> str | None:
    """Stones, in British English; ``1st`` and ``21st`` are ordinals."""
    number = match["number"]
    if (
        not context.locale.day_first
        or " " not in match.group()
        and number.endswith("1")
        and number != "11"
        and not (number == "1" and _POUNDS.match(context.text, match.end()))
    ):
        return None
    return f"{say_number(number, context)} stone"


RULES = (
    Rule("unit", DIGIT, _SPOONS, _spoons),
    Rule("unit", DIGIT, _STONE, _stone),
)
