"""What American bets, drafts and forecasts write: “o47.5”, “6-4, 310-lb.”, “H 41/L 28”."""

import re

from wyoming_kokoro.text.normalize.english.compass import HANDS
from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, numerals, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_TOTAL = re.compile(r"(?<![\w.])(?P<side>[ouOU]) ?(?P<number>[0-9]{1,3}\.5)(?!\w|\.[0-9])")
_SIDES = {"o": "over", "u": "under"}
_HEIGHT = re.compile(
    rf"{ALONE}(?P<feet>[5-7])-(?P<inches>1[01]|[0-9])(?=,? (?:and )?[1-4][0-9]{{2}}[- ](?:lbs?|pounds?)\b)"
)
_HIGH_LOW = re.compile(
    r"(?<![\w.])H:? ?(?P<high>-?[0-9]{1,3})(?:(?:/|, ?| )L:? ?(?P<low>-?[0-9]{1,3})|(?=[.,;/]|$))(?![\w°%.][\w°]|[°%\w])"
)
_SKY = re.compile(
    r"\b(?:[Ss]now|[Rr]ain|[Ss]un(?:ny)?|[Cc]loud[sy]|cldy|[Ll]ikely|[Cc]hance|[Cc]lear|[Ss]howers|[Ff]og)\b"
)
_LANES = re.compile(rf"{ALONE}(?P<number>[1-6]) (?P<hand>[LR])(?= (?:lanes?|lns?)\b)")
_SEASON = re.compile(
    rf"(?<![\w.-])S(?P<number>[1-9]|[1-4][0-9]){END}(?P<part> P(?:t\.? ?)?[1-9]{END})?(?= (?:premiere\w*|finale|drops|trailer|returns|now on|streaming|is (?:now )?(?:on|streaming|out))\b|[\"”])"
)


def _total(match: re.Match[str], context: Context) -> str:
    """“SF/SEA o47.5”."""
    return f"{_SIDES[match['side'].lower()]} {say_number(match['number'], context)}"


def _height(match: re.Match[str], context: Context) -> str:
    """Of a player: “6-4, 310-lb.”"""
    return " ".join(numerals(context).cardinal(int(match[name])) for name in ("feet", "inches"))


def _high_low(match: re.Match[str], context: Context) -> str | None:
    """“H 41/L 28”, “Snow likely, H 33”."""
    if not match["low"] and not _SKY.search(context.near_in_sentence(match)):
        return None
    words = []
    for name in ("high", "low") if match["low"] else ("high",):
        degrees = say_number(match[name].lstrip("-"), context)
        words.append(f"{name} {'minus ' if match[name][0] == '-' else ''}{degrees}")
    return ", ".join(words)


def _lanes(match: re.Match[str], context: Context) -> str:
    """“2 L lanes”."""
    return f"{numerals(context).cardinal(int(match['number']))} {HANDS[match['hand']]}"


def _season(match: re.Match[str], context: Context) -> str:
    """“Yellowstone S5 P2 premieres”."""
    name = "series" if context.locale.day_first else "season"
    part = f" part {numerals(context).cardinal(int(match['part'][-1]))}" if match["part"] else ""
    return f"{name} {numerals(context).cardinal(int(match['number']))}{part}"


RULES = (
    Rule("number", "ouOU", _TOTAL, _total),
    Rule("range", DIGIT, _HEIGHT, _height),
    Rule("temperature", "H", _HIGH_LOW, _high_low),
    Rule("abbreviation", DIGIT, _LANES, _lanes),
    Rule("abbreviation", "S", _SEASON, _season),
)
