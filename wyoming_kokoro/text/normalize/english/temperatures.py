"""Temperatures, and the directions and settings beside them."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, NUMBER, POINTS, say_number
from wyoming_kokoro.text.normalize.english.measures import SPACE, counted, is_lettered
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_TEMPERATURE = re.compile(
    rf"{ALONE}(?P<number>{NUMBER}){SPACE}?(?:°(?:{SPACE}?(?P<scale>[CFKcf](?![^\W_])))?|(?P<sign>[℃℉])"
    rf"|º(?:{SPACE}?(?P<other>[CF](?![^\W_]))|(?<=[1-5][0-9][05]º)(?!\w))|(?P<letter>[CF](?![\w'’+#]| (?:cells?|batter(?:y|ies))\b)))"
)
_NAMED_BY_LETTER = re.compile(r" [CF]-(?!ish\b)[a-z]{3}")
"""“two or 3 C-sections”."""
_PLANE = re.compile(r"\b7[0-8]7-$|\bDAB $|#$")
"""“a 767-300F”, “apt #4F”."""
_SCALE_ALONE = re.compile(r"(?<![0-9] )(?<![0-9])°(?P<scale>[CF])(?![\w'’])")
_MODEL = re.compile(r"[A-Z]-[0-9]")
"""Cars and planes: “a 2026 F-150”."""
_COMPASS = re.compile(r"(?P<side>[NSEW])(?![^\W_])")
_EITHER = re.compile(r"/ ?(?P<minus>-)?(?=[0-9]|[A-Za-z][a-z]{2}|[HL][io]?:? ?-?[0-9])")
_HIGH_LOW = re.compile(r"(?P<which>[HL]):? ?(?=-?[0-9]{1,3}°)")
_POSITION = re.compile(
    rf"{ALONE}(?P<degrees>[0-9]{{1,3}})° ?(?P<minutes>[0-9]{{1,2}})['′’](?: ?(?P<seconds>[0-9]{{1,2}}(?:\.[0-9]{{1,3}})?)(?:\"|″|”|''|′′))? ?(?P<side>[NSEW](?!\w))?"
)
_HIGH = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}})(?=/(?P<low>-?[0-9]{{1,3}})(?: ?°|(?P<bare>C(?!\w))))"
)
_FAN = re.compile(r"fan(?: oven)?/(?=[Gg]as\b|GM)")
_ANGLED = re.compile(
    r" (?:elbows?|angles?|turns?|bends?|corners?|cuts?|fittings?|rotations?|miters?|joints?|hinges?|adapters?|lens(?:es)?|(?:wide )?field of view|view)\b"
)
_SCALES = {"C": " Celsius", "F": " Fahrenheit", "℃": " Celsius", "℉": " Fahrenheit", "": ""}


def _temperature(match: re.Match[str], context: Context) -> str | None:
    if match["letter"]:
        if _PLANE.search(context.text[max(0, match.start() - 5) : match.start()]):
            return None
        if _MODEL.match(context.text, match.start("letter")) and not match.group()[:-1].isdecimal():
            return None
        if _NAMED_BY_LETTER.match(context.text, match.end() - 2):
            return None
        if is_lettered(match, context) or len(match["number"]) > 5:
            return None
    scale = (match["scale"] or match["sign"] or match["letter"] or match["other"] or "").upper()
    if scale == "K":
        return f"{say_number(match['number'], context)} kelvin"
    name = _SCALES[scale]
    if not name and _ANGLED.match(context.text, match.end()):
        return f"{say_number(match['number'], context)} degree"
    return counted(match, f"degree{name}", f"degrees{name}", context)


def _scale_alone(match: re.Match[str], context: Context) -> str:
    """“convert °F to °C”."""
    return f"degrees{_SCALES[match['scale']]}"


def _compass(match: re.Match[str], context: Context) -> str | None:
    if context.last_class != "temperature" or context.since_last(match.start()) not in ("", " "):
        return None
    return POINTS[match["side"]]


def _high(match: re.Match[str], context: Context) -> str | None:
    """The first of two temperatures with one sign: “72/55°F”, “9/3C”."""
    if match["bare"] and int(match["number"]) <= int(match["low"]):
        return None
    return say_number(match["number"], context)


def _either(match: re.Match[str], context: Context) -> str | None:
    """A slash between two temperatures parts them: “200°C/180°C fan”."""
    last = context.last_class == "temperature" and context.since_last(match.start()) in ("", " ")
    minus = "minus " if match["minus"] else ""
    return f", {minus}" if last else None


def _high_low(match: re.Match[str], context: Context) -> str:
    """“H: 75° L: 58°”."""
    return "high " if match["which"] == "H" else "low "


def _position(match: re.Match[str], context: Context) -> str:
    """A place on the globe: 40°42′46″N."""
    parts = [
        f"{say_number(match[name], context)} {name.removesuffix('s') if match[name] == '1' else name}"
        for name in ("degrees", "minutes", "seconds")
        if match[name]
    ]
    return " ".join([*parts, *([POINTS[match["side"]]] if match["side"] else [])])


def _fan(match: re.Match[str], context: Context) -> str:
    """“160C fan/gas 4”."""
    return "fan, "


RULES = (
    Rule("temperature", "°", _SCALE_ALONE, _scale_alone),
    Rule("temperature", DIGIT, _POSITION, _position),
    Rule("temperature", "HL", _HIGH_LOW, _high_low),
    Rule("temperature", DIGIT, _HIGH, _high),
    Rule("temperature", DIGIT, _TEMPERATURE, _temperature),
    Rule("temperature", "NSEW", _COMPASS, _compass),
    Rule("temperature", "/", _EITHER, _either),
    Rule("temperature", "f", _FAN, _fan),
)
