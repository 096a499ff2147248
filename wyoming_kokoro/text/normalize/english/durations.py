"""Lengths of time: “1h 30m”, “27:45”, “1:43.2”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, NUMBER, is_one, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

SCALES = re.compile(
    r"\b(?:ratio|aspect|odds|scale|mix|display|resolution|widescreen)", re.IGNORECASE
)
"""What stands near figures with a colon that are a ratio."""
_TENTHS = re.compile(
    rf"{ALONE}(?P<minute>[0-9]{{1,2}}):(?P<second>[0-5][0-9]\.[0-9]{{1,3}}){END}(?!:)"
)
_LENGTH = re.compile(
    rf"{ALONE}(?P<minute>2[5-9]|[3-9][0-9]|1[0-9]{{2}}):(?P<second>[0-5][0-9])(?:\.[0-9]{{1,3}})?{END}(?!:[0-9])"
)
_NAMES = {"d": "day", "h": "hour", "m": "minute", "s": "second"}
_SPELLED = {"hr": "h", "hrs": "h", "min": "m", "mins": "m", "sec": "s", "secs": "s"}
_PART = r"[0-9]{1,4}[ ]?(?:d|hrs?|h|mins?|m|secs?|s)"
_COMPOUND = re.compile(rf"{ALONE}{_PART}(?:[ ]?{_PART}){{1,3}}{END}")
_HOUR_REST = re.compile(rf"{ALONE}(?P<hour>[0-9]{{1,2}})h(?P<minute>[0-5][0-9]){END}")
_SINGLE = re.compile(rf"{ALONE}(?P<number>{NUMBER})(?P<unit>m){END}(?![²³/])")
_PARTS = re.compile(r"([0-9]{1,4}) ?([a-z]+)")
_MINUTES_AFTER = frozenset("left remaining ago later timer break nap".split())
_MINUTES_BEFORE = frozenset(
    "timer wait in for after every another duration uptime eta last next lasts takes about snooze".split()
)


def counted(number: int, noun: str, context: Context) -> str:
    """A whole number of something, `noun` in the singular."""
    return f"{context.locale.numerals.cardinal(number)} {noun}{'' if number == 1 else 's'}"


def _compound(match: re.Match[str], context: Context) -> str | None:
    parts = [
        (int(number), _SPELLED.get(unit, unit)) for number, unit in _PARTS.findall(match.group())
    ]
    order = ["dhms".index(unit) for _, unit in parts]
    if order != sorted(set(order)):
        return None
    return " ".join(counted(number, _NAMES[unit], context) for number, unit in parts)


def _hour_rest(match: re.Match[str], context: Context) -> str:
    return f"{counted(int(match['hour']), 'hour', context)} {counted(int(match['minute']), 'minute', context)}"


def _minutes(match: re.Match[str], context: Context) -> str | None:
    after = context.after(match.end()).lower()
    if after not in _MINUTES_AFTER and (
        context.before(match.start()).lower() not in _MINUTES_BEFORE
        or after in ("long", "high", "deep", "wide", "tall", "away")
    ):
        return None
    noun = "minute" if is_one(match["number"]) else "minutes"
    return f"{say_number(match['number'], context)} {noun}"


def _length(match: re.Match[str], context: Context) -> str | None:
    """A length of more minutes than a clock has hours: “27:45”."""
    minute, second = int(match["minute"]), int(match["second"])
    if minute + second == 100 or SCALES.search(context.near(match)):
        return None
    parts = [counted(minute, "minute", context), counted(second, "second", context)]
    return " ".join(parts if second else parts[:1])


def _tenths(match: re.Match[str], context: Context) -> str:
    """A result of a race: “1:43.2”."""
    minutes = counted(int(match["minute"]), "minute", context)
    second = match["second"].removeprefix("0") if match["second"][1] != "." else match["second"]
    return f"{minutes} {say_number(second, context)} seconds"


RULES = (
    Rule("time", DIGIT, _TENTHS, _tenths),
    Rule("time", DIGIT, _LENGTH, _length),
    Rule("time", DIGIT, _COMPOUND, _compound),
    Rule("time", DIGIT, _HOUR_REST, _hour_rest),
    Rule("time", DIGIT, _SINGLE, _minutes),
)
