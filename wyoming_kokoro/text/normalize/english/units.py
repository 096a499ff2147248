"""Measured amounts: percentages and the units of a home, only after a number."""

import re

from wyoming_kokoro.text.normalize.english import lengths, temperatures
from wyoming_kokoro.text.normalize.english.compass import LAND, NUMBERED_ROAD, SIDE
from wyoming_kokoro.text.normalize.english.crowds import is_million
from wyoming_kokoro.text.normalize.english.jewels import JEWELS
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    CLAUSE_ENDS,
    NUMBER,
    ends_sentence,
    initials,
    numerals,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.english.measures import (
    DISPLAY,
    ITEM_ENDS,
    SPACE,
    after_unit,
    counted,
    ends_item,
    is_improper,
    is_lettered,
    is_mixed,
    is_part_of,
)
from wyoming_kokoro.text.normalize.english.nouns import (
    describes_noun,
    is_plural_noun,
    precedes_thing,
)
from wyoming_kokoro.text.normalize.english.physical_units import FORCED
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.english.unit_senses import HUNDREDS, are_pints, unit_name
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SYMBOLS = alternation(UNITS)
_UNIT = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?P<gap>{SPACE}?|-)(?P<unit>{_SYMBOLS})(?![\w²³°⁻])(?!['’]\w|/C\b|/o\b|\.[a-z]\.|(?<= W)[-–](?:F|Th|Sa|Su)(?:[a-z]{{0,6}}\b))"
)
_STOPPED = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})-(?P<unit>{_SYMBOLS})\.(?= [A-Za-z(]|-(?:tall|long|wide|high|deep|thick)\b)"
)
_PARTS = {"½": " and a half", "¼": " and a quarter", "¾": " and three quarters"}
_PERCENT = re.compile(rf"{ALONE}(?P<number>{NUMBER})(?P<half>[½¼¾])?{SPACE}?(?P<sign>[%‰])")
_INCHES = re.compile(
    r"[ ](?:of|long|wide|tall|deep|thick|high|apart|across|one|by|x|screen|display|monitor|TV|[whdl](?:\.|(?= ?[x×])))(?!\w)| [=≈×]|[ ]?(?:[;:!?)\n]|[.,](?![^\W_])|$)"
)
_HOT = re.compile(
    r"\b(?:kelvins?|temperatures?|melt\w*|freez\w*|boil\w*|absolute|superconduct\w*|cryo\w*|bulbs?|lights?|lamps?|leds?|warm\w*|cool\w*|white|tint|glow\w*|color|colour|stars?)\b",
    re.IGNORECASE,
)
_TINT = re.compile(r"[1-9],?[0-9]00")
"""The colour of a light in kelvin."""
_FILM = re.compile(r"\b(?:films?|movies?|cinema|cert(?:ificate)?)\b", re.IGNORECASE)
"""Which in Britain are for those of 12 or 15 years: 12A."""
_NOUN = re.compile(r" (?:[a-z]|[A-Z][a-z]+ [a-z]{3}|\(|[0-9]+%)|\) [a-z]")
_NAME = re.compile(r" (?:[A-Z][A-Z0-9]|[A-Z]\w*-|[0-9])")
_MEASURED = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|[Mm]y|[Yy]our|[Oo]ur) $")
_ANOTHER = re.compile(r", (?:[$£€]?[0-9]|$)|;")
"""Another amount of the same noun: “a 6-ft, 180-lb man”."""
_YIELD = re.compile(r"[0-9]%|\b(?:yields?|gilts?|bonds?|rates?|swaps?|spreads?)\b")
_POUNDS = re.compile(r" [0-9]{1,2} ?lbs?\b")
_STONE = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.[0-9])?)(?P<half>[½¼¾])?[ ]?st(?:\.(?= [0-9]{{1,2}} ?lbs?\b))?(?![\w]|\.\w)"
)
_WEIGHED = re.compile(r"\bweigh(?:s|ed|ing)? $")
_STITCHED = re.compile(
    r" (?:at )?(?:each|both) ends?\b| (?:at (?:neck|front|armhole)|on (?:needle|holder))\b"
)
"""What is done to a stitch: “dec 1 st each end”."""
_AFTER_FRACTION = re.compile(rf"(?P<hyphen>-?)(?P<unit>{_SYMBOLS})(?![\w²³°])")
_DESCRIBED = re.compile(
    r" (?!(?:of|and|or|to|for|from|in|on|at|is|was|left|more|each|ago|away|long|wide|apart|later|before|after|per|with|than|short|off)\b)[a-z]{3}"
)
_RAISED = re.compile(r"10[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|[0-9.]{1,12}[eE][+-]?[0-9]{1,3}|\D{0,2}[0-9]{0,2}π")
_BARE = re.compile(
    r"(?P<unit>(?:(?<=illion )|(?<=[0-9][KMBT] ))(?:mi|ly|gal|lbs?|bbl|sq mi|sq ft|sq km|yrs?|ft)|(?<![\w./-])(?:kWh|Wh|MWh|kW|[MGmgk]bps|hPa|kPa|GHz|MHz|kHz|dBm?|ppm|kg|km|(?<![0-9] )cm|mm|km/h|ml|mAh))(?![\w/.²³-]\w|\w)"
)
_POINTS = re.compile(
    r" (?:range|shot|line|land|play|dogs?\b|underdogs?|buck|spread|game|lead|deficit|advantage|attempt|conversion|win|loss|favorite|favourite|underdog|run|swing|margin|scale|font|shoot|type|inspection|plan)"
)
_PER = re.compile(
    r"(?<=\bper )(?P<unit>sq\. ?ft\.|sq ft|ft|yd|qt|lb|oz|gal|mi|hr|sec|wk|mo|yr|min|in|bu|doz|tbsp|tsp)(?!\w)(?P<dot>\.?)"
)
_PER_NAMES = {"bu": "bushel", "doz": "dozen", "min": "minute"}
_INITIAL = re.compile(r"\. [A-Z][a-z]")
_NAMED_BY_LETTER = re.compile(r"-(?:levels?|roads?|listers?|frames?|lines?|strings?)\b")
"""What is told by a letter: “3 A-levels”."""
_FOUR_H = re.compile(r"4 (?:clubs?|fairs?|camps?|kids|youth|leaders?|members?|agents?)\b")
"""What belongs to a club of young people: “my 4-h club”."""
_POINTED = re.compile(r" (?:is|was|are|were|has|below|above|on|of)\b")
"""After a part that is named by its letter: “question 2-h was hard”."""
_AGES = re.compile(r"(?:over|under)-$|[0-9]x$", re.IGNORECASE)


def _unit(match: re.Match[str], context: Context) -> str | None:
    unit, rest = match["unit"], context.text[match.end() : match.end() + 12]
    if match["gap"] == "-":
        return _hyphenated(match, context)
    if (
        unit == "in"
        and not (_INCHES.match(rest) or DISPLAY.match(context.text, match.end()))
        and not (not match["gap"] and rest.startswith(" from "))
        or unit == "K"
        and not _is_kelvin(match, context)
    ):
        return None
    if unit == "A" and match["number"] in ("12", "15") and _FILM.search(context.near(match)):
        return None
    named = match["gap"] and len(unit) == 1 and _NAMED_BY_LETTER.match(rest)
    part = unit in ("pt", "pt.") and rest[1:2].isdecimal() and is_part_of(match, context)
    if named or part or _is_direction(match, context):
        return None
    if len(unit) == 1 and (_is_model(match, context) or is_lettered(match, context)):
        return None
    if not match["gap"] and _is_joined(match, context):
        return None
    spoon = unit in ("c.", "T.", "t.")
    if spoon and not _NOUN.match(rest) and not ends_item(match, context):
        stop = "" if rest[:1] in (",", ";", ":") else "."
        return f"{counted(match, 'ton', 'tons', context)}{stop}" if unit == "t." else None
    if match["unit"].isupper() and _INITIAL.match(context.text, match.end()):
        if context.text[match.start() - 1 : match.start()] in ("-", "–"):
            return None  # “6-3 L. Humphries”
    tight = context.text[match.end("number")] != " "
    if unit == "bp" and tight and not _YIELD.search(context.near_in_sentence(match)):
        return None
    one, many = unit_name(match, context)
    last = (
        unit.endswith(".")
        and not (spoon and _NOUN.match(rest))
        and ends_sentence(context, match.end())
    )
    if unit == "rpm" and HUNDREDS.fullmatch(match["number"]):
        many = one if describes_noun(match, context) else many
        return f"{numerals(context).code(match['number'])} {many}"
    return counted(match, one, many, context) + ("." if last and not _NAME.match(rest) else "")


def _hyphenated(match: re.Match[str], context: Context) -> str | None:
    """“a 10-ft. HDMI cable”, but not the end of “T-5 in”."""
    unit, rest = match["unit"], context.text[match.end() : match.end() + 12]
    before = context.text[max(0, match.start() - 5) : match.start()]
    named = (
        _NAME.match(rest) or rest[:1] in (")", ":") or rest[:1] == " " and _MEASURED.search(before)
    )
    named = named or _ANOTHER.match(rest)
    named = named or len(unit) > 1 and rest[1:2].isupper()  # “two 20-oz Cokes”
    named = named or UNITS[unit][0] == "pack" or _is_plural(unit)
    symbol = len(unit) > 1 and not unit.islower()
    named = (
        named
        or symbol
        and (CLAUSE_ENDS.match(context.text, match.end()) or rest[:1] in ("-", "/", "+"))
    )
    named = named or _SAME.match(context.text, match.end())
    another = re.match(rf"(?:[-–]| & )[0-9][0-9.,]*-{re.escape(unit)}(?!\w)", rest)
    named = named or another is not None
    if not (_NOUN.match(rest) or named):
        return None
    if unit == "h" and (_FOUR_H.match(match["number"] + rest) or _POINTED.match(rest)):
        return None
    if len(unit) == 1 and is_lettered(match, context):
        return None  # “Route 9-W”
    if unit == "in" and (rest.startswith(" one") or not describes_noun(match, context)):
        return None
    one, many = unit_name(match, context)
    if one == "pint" and _POINTS.match(rest.lower()):
        one = "point"
    elif _is_plural(unit) and not (
        rest[:1] == "-"
        or describes_noun(match, context)
        or rest[:1] == " "
        and is_plural_noun(context.after(match.end()))
    ):
        stop = unit.endswith(".") and ends_sentence(context, match.end())
        one = f"{many}." if stop else many  # “It takes 2-hrs now.”
    return f"{say_number(match['number'], context)} {spelled(one, context)}"


def _is_plural(unit: str) -> bool:
    """Whether it is written with the s of many: “hrs”, no “ms”."""
    short = unit.rstrip(".")
    return short.endswith("s") and UNITS.get(short[:-1]) == UNITS[unit]


def _stopped(match: re.Match[str], context: Context) -> str | None:
    """“a 750-ml. bottle”, where the unit has no full stop of its own."""
    if len(match["unit"]) == 1 and (is_part_of(match, context) or is_lettered(match, context)):
        return None  # “Section 4-A. It …”
    one = UNITS[match["unit"]][0]
    return f"{say_number(match['number'], context)} {spelled(one, context)}"


def _is_direction(match: re.Match[str], context: Context) -> bool:
    """Whether a W or N is a direction: “410 W. 5th St.”, “Hwy 50 W”."""
    if match["unit"] == "N":
        return not FORCED.search(context.near_in_sentence(match))
    if match["unit"] != "W":
        return False
    road = context.text[max(0, match.start() - 20) : match.end("number")]
    place = match.start("unit")
    named = SIDE.match(context.text, place) or LAND.match(context.text, place)
    return bool(named or NUMBERED_ROAD.search(road))


def _is_model(match: re.Match[str], context: Context) -> bool:
    """Whether letters and a hyphen stand before: “T-800A”, “i7-13700K”."""
    before = context.text[max(0, match.start() - 2) : match.start()]
    if len(before) < 2 or before[1] != "-":
        return False
    if context.last_class == "range" and context.last_end == match.start():
        return False  # “30s-40s”
    return before[0].isalpha() or before[0].isdigit() and match["unit"] == "K"


def _is_joined(match: re.Match[str], context: Context) -> bool:
    """Whether a letter right after a number is no unit: ages, houses, people, short miles."""
    unit = match["unit"]
    if unit == "mi":
        return len(match["number"].replace(",", "")) < 3
    if unit == "ac":
        return "." not in match["number"]  # a product of a formula: “4ac”
    if unit == "s":
        return _AGES.search(context.text[max(0, match.start() - 6) : match.start()]) is not None
    return unit == "m" and is_million(match, context)


def _stone(match: re.Match[str], context: Context) -> str | None:
    """Stones, in British English; ``1st`` and ``21st`` are ordinals."""
    number = match["number"]
    pounds = _POUNDS.match(context.text, match.end()) is not None
    weighed = _WEIGHED.search(context.text[max(0, match.start() - 9) : match.start()]) is not None
    if (
        not (context.locale.day_first or weighed or pounds and " " in match.group())
        or " " not in match.group()
        and number.endswith("1")
        and number != "11"
        and not (number == "1" and pounds)
    ):
        return None
    if _STITCHED.match(context.text, match.end()):
        return f"{say_number(number, context)} {'stitch' if number == '1' else 'stitches'}"
    return f"{say_number(number, context)}{_PARTS[match['half']] if match['half'] else ''} stone"


def _after_fraction(match: re.Match[str], context: Context) -> str | None:
    if context.last_class != "fraction" or context.since_last(match.start()) not in ("", " "):
        return None
    unit = match["unit"]
    if unit == "A" and context.after(match.end()) in ("team", "class", "side"):
        return None
    if match["hyphen"]:
        ends = len(unit) > 1 and context.text[match.end() : match.end() + 1] in (",", ";")
        joined = ends or _NOUN.match(context.text, match.end())
        return f" {spelled(UNITS[unit][0], context)}" if joined else None
    rest = context.text[match.end() : match.end() + 12]
    if (
        unit == "in"
        and not _INCHES.match(rest)
        or unit in ("c.", "T.", "t.")
        and not (_NOUN.match(rest) or ITEM_ENDS.match(rest))
    ):
        return None
    fraction = context.text[context.last_start : context.last_end]
    mixed = is_mixed(fraction)
    many = mixed or is_improper(fraction)
    pints = unit in ("pts", "pts.") and are_pints(match, context)
    carats = unit in ("ct", "ct.") and JEWELS.search(context.near_in_sentence(match))
    names = ("carat", "carats") if carats else UNITS["pt" if pints else unit]
    described = precedes_thing(context, match.end()) or _is_described(match, context)
    one = spelled(names[many and not described], context)
    stop = "." if unit.endswith(".") and ends_sentence(context, match.end()) else ""
    if not mixed and one in ("hour", "mile") and not _is_described(match, context):
        one = f"of {'an' if one == 'hour' else 'a'} {one}"
    return one + stop


def _is_described(match: re.Match[str], context: Context) -> bool:
    """Whether a noun after an article is so long: “a 1½ hr walk”."""
    article = context.before(context.last_start).lower() in ("a", "an")
    return article and _DESCRIBED.match(context.text, match.end()) is not None


def _after_power(match: re.Match[str], context: Context) -> str | None:
    """The unit of a power of ten, or of a part of a circle: “3 × 10^8 m/s”, “2π rad”."""
    start = context.last_start - 2 * (context.last_class == "symbol")
    raised = context.text[
        max(0, start) : start + 3 if start < context.last_start else context.last_end
    ]
    if (
        context.last_class not in ("symbol", "number")
        or context.since_last(match.start()) != " "
        or not _RAISED.fullmatch(raised)
        or match["unit"] in ("in", "h", "t", "pt", "A", "c.", "T.", "t.", "ft.", "in.")
    ):
        return None
    return spelled(UNITS[match["unit"]][1], context)


def _percent(match: re.Match[str], context: Context) -> str:
    part = _PARTS[match["half"]] if match["half"] else ""
    return f"{say_number(match['number'], context)}{part} {'percent' if match['sign'] == '%' else 'per mille'}"


def _is_kelvin(match: re.Match[str], context: Context) -> bool:
    """Whether a K means kelvin and not a thousand: “4000K”, “77 K”."""
    following = context.after(match.end())
    if is_plural_noun(following) and following not in ("bulbs", "lights", "lamps"):
        return False
    number = match["number"]
    if match["gap"]:
        return True
    hot = _HOT.search(context.near_in_sentence(match)) is not None
    return hot and len(number) > 2 or _TINT.fullmatch(number) is not None


def _bare_unit(match: re.Match[str], context: Context) -> str | None:
    """A symbol without a number: “per kWh”, “how many kWh”."""
    one, many = UNITS[match["unit"]]
    single = context.before(match.start()).lower() in ("per", "a", "an", "each", "every", "one")
    return spelled(one if single else many, context)


def _per_unit(match: re.Match[str], context: Context) -> str:
    """“$2 per ft.”."""
    unit = match["unit"]
    stop = "." if (match["dot"] or unit[-1] == ".") and ends_sentence(context, match.end()) else ""
    one = (
        _PER_NAMES.get(unit)
        or UNITS[unit.replace("sq. ft.", "sq ft").replace("sq.ft.", "sq ft")][0]
    )
    return spelled(one, context) + stop


_SAME = re.compile(
    r"/(?=[0-9.½¼¾]{1,6}[ -]?(?:g|kg|ml|l|oz|lb|lbs|in|cm|mm|m|ft|km|mi|tsp|tbsp|fl oz|pints?|cups?|inch|kJ|kcal)\b)"
)
_PER_AMOUNT = re.compile(
    r"/(?=[0-9][0-9,.]{0,6}[ -]?(?:(?P<dose>mL|ml|L|tablets?|doses?)|(?P<ground>sq\.? ?ft|acres?|ac\.?|gal)|(?P<time>hrs?|h|hours?|days?|weeks?)|(?P<body>m(?:²|2|\^2)))(?!\w))"
)
_OF_ALL = re.compile(
    r"/(?=(?P<all>[0-9]{1,4}\.[0-9]{1,2}) ?(?:kWh|Wh|GB|TB|MB|GiB|TiB|MiB|L|gal)(?![\w/]))"
)
_USED = re.compile(r"(?<![\w./])[0-9]{1,4}\.[0-9]{1,2}$")
_DOSES = re.compile(r"(?:mg|mcg|[µμ]g|IU|mEq)$")
_SPREAD = re.compile(r"(?:lbs?|oz|gals?|qts?|pts?|[km]?g|m?[lL]|tbsps?|tsps?)\.?$")
_WHOLE_UNIT = re.compile(
    r"[0-9½¼¾] (?:cup|pint|quart|gallon|pound|ounce|tablespoon|teaspoon|gram|liter|bag)s?$"
)
_TIMES_BEFORE = re.compile(r"(?:\b|[0-9])(?:h|hrs?|min|mins|s|secs?|days?|wks?)\.?$")


def _per_amount(match: re.Match[str], context: Context) -> str | None:
    """Of another kind after a slash: “160 mg/5 mL”, “1 lb./100 sq. ft.”, “4 g/24 hrs”."""
    whole = _WHOLE_UNIT.search(context.text[max(0, match.start() - 16) : match.start()])
    if whole:
        return " per " if match["ground"] else None
    if context.last_class != "unit" or context.last_end != match.start():
        return None
    amount = context.text[context.last_start : context.last_end]
    fits = (
        match["body"]
        or match["dose"]
        and (_DOSES.search(amount) or context.text.startswith("100", match.end()))
        or match["ground"]
        and _SPREAD.search(amount)
        or match["time"]
        and not _TIMES_BEFORE.search(amount)
    )
    return " per " if fits else None


def _of_all(match: re.Match[str], context: Context) -> str | None:
    """“9.6/13.5 kWh”: what is there of what there is room for."""
    used = _USED.search(context.text[max(0, match.start() - 8) : match.start()])
    return " out of " if used and float(used.group()) <= float(match["all"]) else None


RULES = (
    Rule("unit", "/", _OF_ALL, _of_all),
    Rule("unit", "/", _PER_AMOUNT, _per_amount),
    Rule("unit", "/", _SAME, after_unit),
    Rule("unit", DIGIT, _STONE, _stone),
    *lengths.RULES,
    *temperatures.RULES,
    Rule("unit", DIGIT, _PERCENT, _percent),
    Rule("unit", DIGIT, _UNIT, _unit),
    Rule("unit", DIGIT, _STOPPED, _stopped),
    *lengths.QUOTED_RULES,
    Rule("unit", initials(UNITS) + "-", _AFTER_FRACTION, _after_fraction),
    Rule("unit", initials(UNITS), _AFTER_FRACTION, _after_power),
    Rule("unit", "kWMGhdpmlbsgyfc", _BARE, _bare_unit),
    Rule("unit", "sfyqlogmhwibdt", _PER, _per_unit),
)
