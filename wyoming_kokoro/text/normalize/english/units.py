"""Measured amounts: temperatures, percentages and the units of a home, only after a number."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    NUMBER,
    describes_noun,
    is_one,
    say_number,
)
from wyoming_kokoro.text.normalize.english.names import SIDE
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_SPACE = r"[ \u00a0\u202f]"
_SYMBOLS = alternation(UNITS)
_UNIT = re.compile(
    rf"(?<![^\W\d_]){ALONE}(?P<number>{NUMBER})(?P<gap>{_SPACE}?|-)(?P<unit>{_SYMBOLS})(?![\w²³°])(?!['’]\w|/C\b)"
)
_TEMPERATURE = re.compile(
    rf"{ALONE}(?P<number>{NUMBER}){_SPACE}?(?:°(?:{_SPACE}?(?P<scale>[CFKcf](?![^\W_])))?|(?P<sign>[℃℉])"
    rf"|º{_SPACE}?(?P<other>[CF](?![^\W_]))|(?P<letter>[CF](?![\w'’+#])))"
)
_COMPASS = re.compile(r"(?P<side>[NSEW])(?![^\W_])")
_EITHER = re.compile(r"/(?=[0-9])")
_PERCENT = re.compile(rf"{ALONE}(?P<number>{NUMBER})(?P<half>[½¼¾])?{_SPACE}?(?P<sign>[%‰])")
_INCHES = re.compile(
    r"[ ](?:of|long|wide|tall|deep|thick|high|by|x|×|screen|display|monitor|TV)\b|[ ]?(?:[;:!?)\n]|[.,](?![^\W_])|$)"
)
_DISPLAY = re.compile(r" (?:screen|display|monitor|TV|tablet|pipe|pizza)\b")
_BY = re.compile(r"[x×](?=[ ]?[0-9])")
_PRIMES = {"'": "feet", "′": "feet", "’": "feet", '"': "inches", "″": "inches", "”": "inches"}
_FEET_INCHES = re.compile(
    rf"{ALONE}(?P<feet>[0-9]{{1,2}}) ?ft\.? ?(?P<inches>[0-9]{{1,2}}) ?in{END}"
)
_SIDES_OF = re.compile(
    rf"{ALONE}(?P<left>{NUMBER})(?P<one>['′’\"″”]) ?[x×] ?(?P<right>{NUMBER})(?P<other>['′’\"″”])(?!\w)"
)
_INCH_FRACTION = re.compile(r"[\"″”](?![\w\"])")
_QUOTED = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?:\"|″|”)(?=[ ]?(?:[x×]|wide|long|deep|thick|tall|high|pipe|screen|TV|monitor|display))"
)
_NOUN = re.compile(r" [a-z]")
_NAME = re.compile(r"[A-Za-z]+")
_STONE = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.[0-9])?)[ ]?st(?![\w]|\.\w)")
_AFTER_FRACTION = re.compile(rf"(?P<unit>{_SYMBOLS})(?![\w²³°])")
_RUNS = re.compile(r"[0-9]+")
_BARE = re.compile(
    r"(?<![\w./-])(?P<unit>kWh|Wh|MWh|kW|Mbps|Gbps|kbps|hPa|kPa|GHz|MHz|kHz|dBm?|ppm|kg|km|mm|km/h|ml|mAh)(?![\w/.²³-]\w|\w)"
)
_HEIGHT = re.compile(
    rf"{ALONE}(?P<feet>[0-9]{{1,2}})['′’][ ]?(?P<inches>[0-9]{{1,2}})(?:\"|″|”|''|′′)"
)
_SCALES = {"C": " Celsius", "F": " Fahrenheit", "℃": " Celsius", "℉": " Fahrenheit", "": ""}
_LETTERED = frozenset(
    "room gate seat row suite apt apartment unit vitamin terminal class section flight bus platform pier dock building block"
    " locker building level zone grade type size option exit step figure fig table hepatitis".split()
)  # fmt: skip
_SIDES = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _is_lettered(match: re.Match[str], context: Context) -> bool:
    """Whether a number with a letter names a seat, a gate or the like: “seat 4A”, “your seat is
    4A”, “seats 4A and 4C”.
    """
    words = [
        word.lower()
        for word in _NAME.findall(context.text[max(0, match.start() - 32) : match.start()])
    ]
    while (
        match.group()[-1].isupper()
        and words
        and words[-1] in ("is", "are", "was", "number", "to", "and", "or", "from")
    ):
        words.pop()
    return bool(words) and (words[-1] in _LETTERED or words[-1].removesuffix("s") in _LETTERED)


def _counted(match: re.Match[str], one: str, many: str, context: Context) -> str:
    noun = one if is_one(match["number"]) or describes_noun(match, context) else many
    return f"{say_number(match['number'], context)} {noun}"


def _temperature(match: re.Match[str], context: Context) -> str | None:
    if match["letter"]:
        if _is_lettered(match, context) or len(match["number"]) > 5:
            return None
    scale = (match["scale"] or match["sign"] or match["letter"] or match["other"] or "").upper()
    if scale == "K":
        return f"{say_number(match['number'], context)} kelvin"
    name = _SCALES[scale]
    return _counted(match, f"degree{name}", f"degrees{name}", context)


def _compass(match: re.Match[str], context: Context) -> str | None:
    if context.last_class != "temperature" or context.since_last(match.start()) not in ("", " "):
        return None
    return _SIDES[match["side"]]


def _either(match: re.Match[str], context: Context) -> str | None:
    """A slash between two temperatures parts them: “200°C/180°C fan”."""
    last = context.last_class == "temperature" and context.last_end == match.start()
    return ", " if last else None


def _percent(match: re.Match[str], context: Context) -> str:
    return f"{say_number(match['number'], context)} {'percent' if match['sign'] == '%' else 'per mille'}"


def _unit(match: re.Match[str], context: Context) -> str | None:
    unit, rest = match["unit"], context.text[match.end() : match.end() + 12]
    if match["gap"] == "-":
        return (
            f"{say_number(match['number'], context)} {UNITS[unit][0]}"
            if _NOUN.match(rest) and unit not in ("in", "h")
            else None
        )
    if unit == "in" and not _INCHES.match(rest):
        return None
    if not match["gap"] and unit in ("K", "mi") and len(match["number"].replace(",", "")) < 3:
        return None
    if unit == "W" and SIDE.match(context.text, match.start("unit")):
        return None
    if len(unit) == 1 and _is_lettered(match, context):
        return None
    one, many = UNITS[unit]
    if unit in ("in", "in.") and _DISPLAY.match(rest):
        many = one
    stop = "." if unit.endswith(".") and context.ends_sentence(match.end()) else ""
    return _counted(match, one, many, context) + stop


def _bare_unit(match: re.Match[str], context: Context) -> str | None:
    """A symbol without a number: “per kWh”, “how many kWh”."""
    one, many = UNITS[match["unit"]]
    return (
        one
        if context.before(match.start()).lower() in ("per", "a", "an", "each", "every")
        else many
    )


def _height(match: re.Match[str], context: Context) -> str:
    cardinal = context.locale.numerals.cardinal
    feet, inches = int(match["feet"]), int(match["inches"])
    return f"{cardinal(feet)} {'foot' if feet == 1 else 'feet'} {cardinal(inches)} {'inch' if inches == 1 else 'inches'}"


def _by(match: re.Match[str], context: Context) -> str | None:
    measured = context.last_class == "unit" and context.since_last(match.start()) in ("", " ")
    return "by" if measured else None


def _sides_of(match: re.Match[str], context: Context) -> str:
    """“12' x 15'”: twelve feet by fifteen feet."""
    left, right = (say_number(match[name], context) for name in ("left", "right"))
    return f"{left} {_PRIMES[match['one']]} by {right} {_PRIMES[match['other']]}"


def _inch_fraction(match: re.Match[str], context: Context) -> str | None:
    """“5/8"”: five eighths of an inch."""
    if context.last_class != "fraction" or context.last_end != match.start():
        return None
    fraction = context.text[context.last_start : context.last_end]
    mixed = len(_RUNS.findall(fraction)) > 2 or fraction[:1].isdecimal() and "/" not in fraction
    return " inches" if mixed else " of an inch"


def _quoted(match: re.Match[str], context: Context) -> str:
    if _DISPLAY.match(context.text, match.end()):
        return f"{say_number(match['number'], context)} inch"
    return _counted(match, "inch", "inches", context)


def _after_fraction(match: re.Match[str], context: Context) -> str | None:
    if context.last_class != "fraction" or context.since_last(match.start()) not in ("", " "):
        return None
    unit = match["unit"]
    if unit == "in" and not _INCHES.match(context.text[match.end() : match.end() + 12]):
        return None
    fraction = context.text[context.last_start : context.last_end]
    mixed = len(_RUNS.findall(fraction)) > 2 or fraction[:1].isdecimal() and "/" not in fraction
    one = UNITS[unit][mixed]
    stop = "." if unit.endswith(".") and context.ends_sentence(match.end()) else ""
    if not mixed and one in ("hour", "mile"):
        one = f"of {'an' if one == 'hour' else 'a'} {one}"
    return one + stop


def _stone(match: re.Match[str], context: Context) -> str | None:
    """Stones, in British English; ``1st`` and ``21st`` are ordinals."""
    number = match["number"]
    if (
        not context.locale.day_first
        or " " not in match.group()
        and number.endswith("1")
        and number != "11"
    ):
        return None
    return f"{say_number(number, context)} stone"


RULES = (
    Rule("unit", DIGIT, _STONE, _stone),
    Rule("unit", DIGIT, _HEIGHT, _height),
    Rule("unit", DIGIT, _FEET_INCHES, _height),
    Rule("unit", DIGIT, _SIDES_OF, _sides_of),
    Rule("unit", '"″”', _INCH_FRACTION, _inch_fraction),
    Rule("temperature", DIGIT, _TEMPERATURE, _temperature),
    Rule("temperature", LETTER, _COMPASS, _compass),
    Rule("temperature", "/", _EITHER, _either),
    Rule("unit", DIGIT, _PERCENT, _percent),
    Rule("unit", DIGIT, _UNIT, _unit),
    Rule("unit", DIGIT, _QUOTED, _quoted),
    Rule("unit", LETTER + "×", _BY, _by),
    Rule("unit", LETTER, _AFTER_FRACTION, _after_fraction),
    Rule("unit", LETTER, _BARE, _bare_unit),
)
