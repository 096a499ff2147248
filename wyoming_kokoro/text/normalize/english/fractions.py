"""Fractions, scores out of something, and other figures with a slash between them but days."""

import re

from wyoming_kokoro.text.normalize.english import lengths, shares
from wyoming_kokoro.text.normalize.english.beats import is_time_signature
from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, numerals, say_number
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.english.programmes import is_part
from wyoming_kokoro.text.normalize.english.slashed_dates import (
    HOLIDAY,
    day_and_month,
    is_day,
    is_rated,
)
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_GLYPHS = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_GLYPH = f"[{''.join(_GLYPHS)}]"
_FIXED = {
    "24/7": "twenty four seven",
    "9/11": "nine eleven",
    "20/20": "twenty twenty",
}
_ON_DAY = re.compile(
    rf"\b(?:{DAY}|[Dd]ue|[Bb]y|[Ww]/[ceb]|[Dd]ated?|[Dd]eadline|[Bb]orn|DOB)[.:]? $"
)
"""Before the twenty fourth of July."""
_BOMBED = re.compile(
    r"\b(?:bomb\w*|attacks?|terror\w*|atrocit\w+|survivors?|victims|(?:horrors?|memorial|anniversary|aftermath) (?:of|to|for) 7/7)\b"
)
"""London's day of 2005."""
_SLASHED = re.compile(
    rf"{ALONE}(?:(?P<whole>[0-9]{{1,4}})[ -])?(?P<top>[0-9]{{1,4}})[/⁄](?P<bottom>[0-9]{{1,4}})(?![/⁄0-9]|[.,][0-9]){END}"
)
_JOINED = re.compile(
    rf"{ALONE}(?:(?P<whole>[0-9]{{1,3}})[ -])?(?P<top>[0-9]{{1,2}})[/⁄](?P<bottom>2|3|4|5|6|8|10|12|16|32|64)-"
    r"(?=(?:inch|mile|cup|acre|hour|pound|ounce|teaspoon|tablespoon|gallon|pint|quart|foot|yard|met(?:er|re)|lit(?:er|re)|ton|price|scale|size|length|time)s?\b)"
)
_DECIMAL = re.compile(
    rf"{ALONE}(?P<top>[0-9]{{1,4}}\.[0-9]{{1,2}})/(?P<bottom>[0-9]{{1,4}}(?:\.0)?){END}(?!\.?[0-9])"
)
_MIXED = re.compile(rf"{ALONE}(?P<whole>[0-9]{{1,6}})[ \u00a0]?(?P<glyph>{_GLYPH})")
_GLYPH_ALONE = re.compile(_GLYPH)
_MARKS = re.compile(
    r"\b(?:got|gets?|scored?|scores|rat(?:ed?|ing|ings)|stars?|marks?|grade[ds]?|gave|give|points?|correct|right|rank(?:ed|s|ing)?|quiz|test|exam|merit|dist|distinction"
    r"|UV|pollen|review\w*|out)\b",
    re.IGNORECASE,
)
_PUZZLE = re.compile(
    r"\b(?:Wordle|Quordle|Dordle|Octordle|Waffle|Heardle|Framed|Nerdle|Absurdle|Semantle) (?:#?[0-9,]{1,6} )?$",
    re.IGNORECASE,
)
"""A daily one and its number, before the tries that it took: “Wordle 1612 4/6”."""
_AGED = re.compile(r"\b[Aa]ge[ds]? $")
"""“age 7/8”, of clothes."""
_YEAR_GROUPS = re.compile(r"\b[Yy](?:ea)?rs? $")
_PLACES = re.compile(
    r"(?<!-)\b(?:step|page|part|room|rms?\.|pkg\.?|package|shipment|parcel|box|bag|piece|slide|question|item|episode|level|speed|round|phase|task|chapter|attempt|battery|lap|day|week|track|disc|test|ep|leg|heat|session|stop|door|device|server|seat|pin|port|channel|ch|GPIO|interface)s?[ :#]*$|\b(?:went|completed|converted) $",
    re.IGNORECASE,
)
_PRODUCTS = re.compile(
    r"\b(?:Windows|macOS|OS X|iOS|iPadOS|watchOS|Android|Python|PHP|Java|Ubuntu|Debian|Fedora|iPhone|iPad|Pixel|Galaxy S|Galaxy|OnePlus|PlayStation|PS|Xbox|Series|Watch|Wi-?Fi|USB|Bluetooth|Gen|CUDA|Node(?:\.js)?) ?$"
)
"""What has numbered releases: “Windows 10/11”."""
_PINS = re.compile(r"\b(?:room|rm|GPIO|pin|port|channel|ch\b|interface)s?", re.IGNORECASE)
_SPEEDS = re.compile(r" ?[MGmg]bps\b")
"""Down and up a line: “300/20 Mbps”."""
_EQUALS = re.compile(r" ?= ?-?[0-9]")
_TEMPERATURES = re.compile(
    r"\b(?:temps?\b\.?|temperatures?|highs?(?: ?(?:and|&|/) ?lows?)?|hi/lo|forecast|sunny|cloudy|overcast)(?: (?:today|tomorrow|of|are|is))?[,:]? $",
    re.IGNORECASE,
)
"""What a high and a low stand after."""
_WEATHER = re.compile(
    r",? (?:(?:[0-9]{1,3}%|chance|of|and|w/|with|mostly|partly|then|some|a few|scattered|light|heavy|PM|AM|afternoon|morning) )*(?:sun(?:ny)?|clouds|cloudy|rain\w*|snow\w*|showers|storms|t-storms|thunderstorms|windy|breezy|clear|fog(?:gy)?|flurries|overcast)\b"
)
_OFF = re.compile(r" (?:off|price)\b")
_TRIES = re.compile(
    r",? (?:(?:for )?[0-9]{1,3} (?:yards|yds)\b|on (?:doubles|trebles)\b|passing\b|shooting\b|from (?:the (?:field|floor|line|tee)|three|deep|beyond)\b)"
)
_COUNT = re.compile(r"[ -]ct\b")
"""Of shrimps in a pound: “21/25 ct.”"""
_NO_NOUN = (
    r"(?:of|away|from|ago|apart|long|wide|left|more|less|north|south|east|west|above|below|down|up|later|before|after|thick|deep|high|tall|and|or|to|for|at|in|on|is"
    r"|per|the|each|with|by|than|short|off)\b"
)
_SIZED = re.compile(
    rf" (?:inch|in\.|mile|mi\.?|hour(?! now)|hr\.?|ct\.?|carat) (?!{_NO_NOUN})[a-z]{{2}}"
)
_MEASURED = re.compile(
    r" (?P<noun>mile|hour|inch|pint|gallon|litre|metre|kilo|ounce|glass|minute|acre|pound|yard|ton|tonne)"
    rf"(?=[.,;:!?)]|$| {_NO_NOUN})"
)
_MEASURE_JOINED = re.compile(r"-(?:inch|cup|mile|acre|hour|pound|size|length)\b")
_RARE = frozenset((7, 9, 11, 13, 14, 15))
"""Of which a home has no shares."""
_ROUNDED = frozenset((20,))
_SCORED = re.compile(
    r"\b(?:got|gets?|scored?|scores|scoring|grade|marks?|rating|rated|with|answered|correct|rank(?:ed|ing)?|of|a)(?: an?)?:? $",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:(?:larg|small|great|bigg)er|less|more) than $")
_UNIT_AFTER = re.compile(
    r" ?-?(?:t(?:ea)?sp(?:oon)?|t(?:a)?b(?:le)?sp(?:oon)?|cup|c|lb|pound|oz|ounce|gal(?:lon)?|qt|quart|pint|pt|ml|mL|mg|g|in\.|inch|ft|foot|mi|mile|hr|hour|min(?:ute)?|tab(?:let)?|pill|cap(?:sule)?|scoop"
    r"|dose|stick|dropper|packet|bottle|glass|bag|acre)(?:e?s)?(?![\w'’-])"
)
"""What a fraction is of, and no score."""
_GIVEN = re.compile(r"\b(?:[Gg]ive|[Tt]ake|[Tt]ook|[Gg]ave)(?: him| her| it| them| me)? $")
"""Before a share of a dose: “Give 1/2 at nine”."""
_RECKONED = re.compile(
    r"[=+×÷√^]|\b(?:fractions?|improper|mixed number|simplif\w+|reduc\w+|numerators?|denominators?|answers?|solutions?|ratio|proportion|equals|slope|times|math|equation|reciprocal|score[ds]?|wires?|wiring|cable|Romex|[Ff]lat|gauge)\b",
    re.IGNORECASE,
)
"""What stands near a fraction of more than one."""
_ROUND = frozenset((10, 20, 50, 100, 1000))
"""Denominators that a score is out of more often than a share is of."""


def _mixed(match: re.Match[str], context: Context) -> str:
    top, bottom = _GLYPHS[match["glyph"]]
    return shares.mixed(match["whole"], top, bottom, context)


_HOUR = re.compile(r"(?:1[0-2]|[1-9])(?![\w/%°]|[.,:][0-9])")
"""“back by ½6”."""


_NEARLY = re.compile(r"\b(?:nearly|almost|about|roughly|over|under|by|than) $")


def _glyph(match: re.Match[str], context: Context) -> str:
    if match.group() == "¾" and context.text.startswith(" time", match.end()):
        return "three four"
    if match.group() == "½" and _HOUR.match(context.text, match.end()):
        return "half "
    if match.group() == "¾" and _MEASURE_JOINED.match(context.text, match.end()):
        return "three quarter"
    if match.group() == "½" and _NEARLY.search(
        context.text[max(0, match.start() - 10) : match.start()]
    ):
        return "half"
    return _bare(shares.part(*_GLYPHS[match.group()], context), match, context)


def _bare(part: str, match: re.Match[str], context: Context) -> str:
    """A share after an article: “a 1/2 gal.”, “a 1/3 off”."""
    if (
        part in ("one half", "one third", "one quarter")
        and context.before(match.start()).lower() == "a"
    ):
        return part.removeprefix("one ")
    return part


def _joined(match: re.Match[str], context: Context) -> str | None:
    """A fraction that a hyphen joins to its measure: “a 1/4-inch hole”, “1 1/2-inch screws”."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if not 0 < top < bottom:
        return None
    if match["whole"]:
        return f"{shares.mixed(match['whole'], top, bottom, context)} "
    part = shares.part(top, bottom, context)
    if bottom in (2, 4):
        part = part.removeprefix("one ").removesuffix("s")
    return f"{part} "


_TAKEN_BY = re.compile(
    r"\b(?:multipl|divid|scal|reduc|increas|shrunk|shrink|grown?)[a-z]{0,5}(?: (?:it|this|that|them|all))? by $",
    re.IGNORECASE,
)
"""Before a factor: “multiply by 5/9”."""


def _slashed(match: re.Match[str], context: Context) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    cardinal = numerals(context).cardinal
    before = context.text[max(0, match.start() - 40) : match.start()]
    if match["whole"]:
        fits = 0 < top < bottom <= 64 and not _PUZZLE.search(before)
        return shares.mixed(match["whole"], top, bottom, context) if fits else None
    known = (
        _TAKEN_BY.search(before)
        and shares.part(top, bottom, context)
        or _fixed(match, context)
        or _measured(top, bottom, match, context)
        or _grown(top, bottom, before, context)
    )
    if known:
        return known
    if is_time_signature(top, bottom, before, match, context):
        return f"{cardinal(top)} {cardinal(bottom)}"
    if _PUZZLE.search(before):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    named = _named(top, bottom, before, match, context)
    if named and not HOLIDAY.search(before):
        return named
    if not bottom:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    if is_day(top, bottom, before, match, context):
        return day_and_month(top, bottom, context, match.start())
    if _SPEEDS.match(context.text, match.end()):
        return f"{cardinal(top)} slash {cardinal(bottom)}"
    if _EQUALS.match(context.text, match.end()) and 1 < bottom <= top:
        return f"{cardinal(top)} divided by {cardinal(bottom)}"
    if top > bottom and _are_temperatures(before, match, context):
        return f"{cardinal(top)}, {cardinal(bottom)}"
    if _is_score(top, bottom, match, context):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    share = _share_or_date(top, bottom, match, context)
    return _bare(share, match, context) if share else f"{cardinal(top)} over {cardinal(bottom)}"


def _grown(top: int, bottom: int, before: str, context: Context) -> str | None:
    """“age 7/8”, “the Yr 5/6 team”."""
    joint = " " if _YEAR_GROUPS.search(before) else " to " if _AGED.search(before) else ""
    if not joint or bottom != top + 1:
        return None
    return f"{numerals(context).cardinal(top)}{joint}{numerals(context).cardinal(bottom)}"


def _named(
    top: int, bottom: int, before: str, match: re.Match[str], context: Context
) -> str | None:
    """Two of what the word before has numbered: “Windows 10/11”, “page 3/12”, “pins 4/5”."""
    first, last = numerals(context).cardinal(top), numerals(context).cardinal(bottom)
    if bottom > top and _PRODUCTS.search(before):
        return f"{first} or {last}"
    if top < bottom and before.endswith("% ("):
        return f"{first} of {last}"
    if before.endswith("ARM ") and bottom in (1, 6):
        return f"{first} {last}"
    place = _PLACES.search(before)
    if place and top < bottom and _UNIT_AFTER.match(context.text, match.end()):
        return None  # “Heat 1/4 c. oil”
    if place is None and not is_part(top, bottom, before, match, context):
        return None
    return f"{first} {'slash' if place and _PINS.search(place.group()) else 'of'} {last}"


def _are_temperatures(before: str, match: re.Match[str], context: Context) -> bool:
    """Whether a high and a low are told: “highs 72/54”, “Sat: 65/49, 80% rain”."""
    if context.after(match.end()) == "of":
        return False
    return bool(_TEMPERATURES.search(before) or _WEATHER.match(context.text, match.end()))


def _measured(top: int, bottom: int, match: re.Match[str], context: Context) -> str | None:
    """Of all tries, lean and fat, or a share of a price or a measure: “22/31 for 289 yards”, “80/20
    beef”, “1/3 off”, “a 3/4 inch pipe”, “3/4 mile away”.
    """
    if top + bottom == 100 and not _EQUALS.match(context.text, match.end()):
        return " ".join(numerals(context).cardinal(number) for number in (top, bottom))
    if 10 < top < bottom and _COUNT.match(context.text, match.end()):
        return " ".join(numerals(context).cardinal(number) for number in (top, bottom))
    if top <= bottom and _TRIES.match(context.text, match.end()):
        return " of ".join(numerals(context).cardinal(number) for number in (top, bottom))
    if not 0 < top < bottom:
        return None
    if bottom in (2, 4, 8, 16, 32, 64) and context.text[match.end() : match.end() + 1] in (
        '"',
        "″",
        "”",
    ):
        adjective = bottom in (2, 4) and lengths.SIZE_OF.match(context.text, match.end() + 1)
        part = shares.part(top, bottom, context)
        half = (top, bottom) == (1, 2)
        return part.removeprefix("one ").removesuffix("s") if adjective or half else part
    if bottom <= 10 and _OFF.match(context.text, match.end()):
        return "half" if bottom == 2 else _bare(shares.part(top, bottom, context), match, context)
    measure = _MEASURED.match(context.text, match.end())
    if not measure and (top, bottom) == (3, 4) and _SIZED.match(context.text, match.end()):
        return "three quarter"
    if measure is None or context.before(match.start()).lower() in ("a", "an"):
        return None
    if not context.locale.day_first and (
        top == 1 or measure["noun"] not in ("mile", "hour", "inch")
    ):
        return None
    return f"{shares.part(top, bottom, context)} of {'an' if measure['noun'][0] in 'ahio' else 'a'}"


def _fixed(match: re.Match[str], context: Context) -> str | None:
    """“24/7”; “7/7” of a day of 2005."""
    if match.group() == "24/7" and context.locale.day_first:
        if _ON_DAY.search(context.text[max(0, match.start() - 12) : match.start()]):
            return None
    if match.group() == "7/7" and _BOMBED.search(context.near_in_sentence(match)):
        return "seven seven"
    return _FIXED.get(match.group())


def _is_score(top: int, bottom: int, match: re.Match[str], context: Context) -> bool:
    if context.after(match.end()).lower() == "of" or top > bottom:
        return False
    if _UNIT_AFTER.match(context.text, match.end()):
        return False
    before = context.text[max(0, match.start() - 24) : match.start()]
    if _COMPARED.search(before):
        return False
    if (top, bottom) == (1, 2) and _GIVEN.search(before):
        return False
    if top <= 12 and 16 < bottom <= 31 and bottom not in _ROUNDED and not _SCORED.search(before):
        return False
    return (
        is_rated(match, context)
        or top == bottom > 1
        or bottom in _ROUND
        and top > 1
        or _MARKS.search(context.near_in_sentence(match, 30)) is not None
    )


def _share_or_date(top: int, bottom: int, match: re.Match[str], context: Context) -> str | None:
    share = context.after(match.end()).lower() == "of"
    share = share or _UNIT_AFTER.match(context.text, match.end()) is not None
    reckoned = share or _RECKONED.search(context.near_in_sentence(match, 40)) is not None
    if 0 < top < bottom and (1 < bottom <= 100 or top == 1):
        counted = top > 1 and bottom > 20 and bottom not in (32, 64)
        if (bottom in _RARE or counted) and is_plural_noun(context.after(match.end())):
            return f"{numerals(context).cardinal(top)} of {numerals(context).cardinal(bottom)}"
        rare = 16 < bottom <= 31 or bottom in _RARE
        if rare and 1 <= top <= 12 and not reckoned:
            return day_and_month(top, bottom, context, match.start())
        return shares.part(top, bottom, context)
    if (
        0 < top <= 31
        and 1 < bottom <= 12
        and context.locale.day_first
        and (top > 12 or not reckoned)
    ):
        return day_and_month(top, bottom, context, match.start())
    if bottom < top <= 12 and not reckoned:
        return day_and_month(top, bottom, context, match.start())
    alone = context.before(match.start()).isalpha()
    if top == bottom == 1 and alone and not reckoned:
        return day_and_month(1, 1, context, match.start())
    return shares.part(top, bottom, context) if 2 <= bottom <= 16 and bottom < top < 100 else None


def _decimal(match: re.Match[str], context: Context) -> str:
    return f"{say_number(match['top'], context)} out of {say_number(match['bottom'], context)}"


RULES = (
    *shares.RULES,
    Rule("fraction", DIGIT, _JOINED, _joined),
    Rule("fraction", DIGIT, _SLASHED, _slashed),
    Rule("fraction", DIGIT, _DECIMAL, _decimal),
    Rule("fraction", DIGIT, _MIXED, _mixed),
    Rule("fraction", "".join(_GLYPHS), _GLYPH_ALONE, _glyph),
)
