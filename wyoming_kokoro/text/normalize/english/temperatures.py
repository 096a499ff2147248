"""Temperatures, and the directions and settings beside them."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, NUMBER, say_number
from wyoming_kokoro.text.normalize.english.measures import SPACE, counted, is_lettered
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_TEMPERATURE = re.compile(
    rf"{ALONE}(?P<number>{NUMBER}){SPACE}?(?:°(?:{SPACE}?(?P<scale>[CFKcf](?![^\W_])))?|(?P<sign>[℃℉])"
    rf"|º{SPACE}?(?P<other>[CF](?![^\W_]))|(?P<letter>[CF](?![\w'’+#])))"
)
_COMPASS = re.compile(r"(?P<side>[NSEW])(?![^\W_])")
_EITHER = re.compile(r"/(?=[0-9]|(?:fan|gas)\b)")
_FAN = re.compile(r"fan(?: oven)?/(?=[Gg]as\b)")
_SCALES = {"C": " Celsius", "F": " Fahrenheit", "℃": " Celsius", "℉": " Fahrenheit", "": ""}
_SIDES = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _temperature(match: re.Match[str], context: Context) -> str | None:
    if match["letter"]:
        if is_lettered(match, context) or len(match["number"]) > 5:
            return None
    scale = (match["scale"] or match["sign"] or match["letter"] or match["other"] or "").upper()
    if scale == "K":
        return f"{say_number(match['number'], context)} kelvin"
    name = _SCALES[scale]
    return counted(match, f"degree{name}", f"degrees{name}", context)


def _compass(match: re.Match[str], context: Context) -> str | None:
    if context.last_class != "temperature" or context.since_last(match.start()) not in ("", " "):
        return None
    return _SIDES[match["side"]]


def _either(match: re.Match[str], context: Context) -> str | None:
    """A slash between two temperatures parts them: “200°C/180°C fan”."""
    last = context.last_class == "temperature" and context.last_end == match.start()
    return ", " if last else None


def _fan(match: re.Match[str], context: Context) -> str:
    """“160C fan/gas 4”."""
    return "fan, "


RULES = (
    Rule("temperature", DIGIT, _TEMPERATURE, _temperature),
    Rule("temperature", LETTER, _COMPASS, _compass),
    Rule("temperature", "/", _EITHER, _either),
    Rule("temperature", LETTER, _FAN, _fan),
)
