"""Plain numbers, ordinals, fractions, ranges, scores, ratios and sums."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, NUMBER, numerals, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_GLYPHS = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_GLYPH = f"[{''.join(_GLYPHS)}]"
_FIXED = {
    "24/7": "twenty four seven",
    "9/11": "nine eleven",
    "50/50": "fifty fifty",
    "20/20": "twenty twenty",
    "60/40": "sixty forty",
}

_SLASHED = re.compile(
    rf"{ALONE}(?:(?P<whole>[0-9]{{1,4}})[ -])?(?P<top>[0-9]{{1,4}})[/⁄](?P<bottom>[0-9]{{1,4}})(?![/⁄0-9]|[.,][0-9]){END}"
)
_MIXED = re.compile(rf"{ALONE}(?P<whole>[0-9]{{1,6}})[ \u00a0]?(?P<glyph>{_GLYPH})")
_GLYPH_ALONE = re.compile(_GLYPH)
_ORDINAL = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}|[0-9]{{1,18}})(?:st|nd|rd|th|ST|ND|RD|TH){END}"
)
_RANGE = re.compile(
    rf"{ALONE}(?P<low>{NUMBER})(?P<dash>-|–|—| [-–] )(?=(?P<sign>[-−$€£]?)(?P<high>{NUMBER})(?!-[0-9]))"
)
_LIST = re.compile(rf"{ALONE}[0-9]{{1,4}}(?:[-–][0-9]{{1,4}}){{2,8}}{END}(?![-–]?[0-9])")
_RATIO = re.compile(
    rf"{ALONE}(?P<left>{NUMBER})[ ]?:[ ]?(?P<right>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?){END}(?!:)"
)
_TIMES = re.compile(rf"{ALONE}(?P<left>{NUMBER})[ ]?(?P<sign>[x×X*])[ ]?(?={NUMBER})")
_FOLD = re.compile(rf"{ALONE}(?P<number>{NUMBER})[x×](?![\w])")
_SPACED = re.compile(
    r"(?<![^\W_])[0-9]{1,3}(?:[\u00a0\u202f\u2009 ][0-9]{3}){1,5}(?![0-9]|[ -][0-9]{3})(?=(?P<rest>(?:\.[0-9]{1,6})?))"
)
_SCALED = re.compile(rf"{ALONE}(?P<number>{NUMBER})(?P<scale>k|M|B|bn){END}")
_PLAIN = re.compile(rf"(?<![^\W\d_])(?P<number>{NUMBER})(?![0-9])")
_LONG = re.compile(r"[0-9]{19,}")
_POINT = re.compile(r"\.(?P<digits>[0-9]{1,18})(?![0-9.])")
_PLURAL = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,4}})['’]s{END}")

_SCORE = re.compile(
    r"\b(?:scored?|scores|won|wins?|lost|lose|loses|beat|beats|beating|defeat|defeated|led|leads?|leading|trail\w*|match|game|games|tied|ties|tie|draw|drew"
    r"|record|final|half-?time|victory|loss|series|vote[ds]?|odds|set|sets|goals?|ahead|playoffs?|team|countdown|count|down|job|shift|ratio|up)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\b(?:got|gets?|scored?|scores|rat(?:ed?|ing|ings)|stars?|marks?|grade[ds]?|gave|give|points?|correct|right|quiz|test|exam|review\w*|out)\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:step|page|part|slide|question|item|episode|level|round|phase|task|file|chapter|attempt|battery|lap|day|week)s?[ :#]*$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:on|by|until|till|due|since|before|after|starting|from|dated|date|today is|it's)[ :]*$",
    re.IGNORECASE,
)
_PRESSURE = re.compile(r"\b(?:pressure|bp|systolic|diastolic|mmhg)\b", re.IGNORECASE)
_LIKE_YEAR = re.compile(r"1[1-9][0-9]{2}|20[0-9]{2}")
_SIZE = re.compile(
    r"[0-9.,]+ ?(?:mm|cm|m|km|in|inch|inches|ft|feet|foot|px|pixels?|meters?|resolution|display|screen|video|image|room|board|lumber|[x×])\b|[0-9]+\""
)


def _part(top: int, bottom: int, context: Context, *, mixed: bool = False) -> str:
    """A fraction in words: one half, three quarters; after a whole number a half, a quarter."""
    names = {2: ("half", "halves"), 4: ("quarter", "quarters")}
    rank = numerals(context).ordinal(bottom)
    rank = rank.removeprefix("one ") if bottom in (100, 1000) else rank
    one, many = names.get(bottom, (rank, rank + "s"))
    if top == 1:
        return f"{'a' if mixed and bottom in names else 'one'} {one}"
    return f"{numerals(context).cardinal(top)} {many}"


def _mixed(match: re.Match[str], context: Context) -> str:
    top, bottom = _GLYPHS[match["glyph"]]
    return f"{numerals(context).cardinal(int(match['whole']))} and {_part(top, bottom, context, mixed=True)}"


def _glyph(match: re.Match[str], context: Context) -> str:
    return _part(*_GLYPHS[match.group()], context)


def _slashed(match: re.Match[str], context: Context) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    cardinal = numerals(context).cardinal
    before = context.text[max(0, match.start() - 40) : match.start()]
    if match["whole"]:
        if not 0 < top < bottom <= 64:
            return None
        return f"{cardinal(int(match['whole']))} and {_part(top, bottom, context, mixed=True)}"
    if match.group() in _FIXED:
        return _FIXED[match.group()]
    if _PLACES.search(before):
        return f"{cardinal(top)} of {cardinal(bottom)}"
    if _DATED.search(before) and 1 <= top <= 31 and 1 <= bottom <= 31 and min(top, bottom) <= 12:
        return _day_and_month(top, bottom, context)
    if _PRESSURE.search(context.near(match)) or top >= 60 and 40 <= bottom <= top:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    of_next = context.after(match.end()).lower() == "of"
    if (
        not of_next
        and (
            bottom in (10, 100, 20, 50, 1000) and top > 1 or _MARKS.search(context.near(match, 30))
        )
        and top <= bottom
    ):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    if 0 < top < bottom and (1 < bottom <= 100 or top == 1):
        if bottom > 16 and bottom <= 31 and top <= 12 and not of_next:
            return _day_and_month(top, bottom, context)
        return _part(top, bottom, context)
    if 0 < top <= 31 and 1 < bottom <= 12 and context.locale.day_first:
        return _day_and_month(top, bottom, context)
    if 2 <= bottom <= 16 and top > bottom and top < 100:
        return _part(top, bottom, context)
    return f"{cardinal(top)} over {cardinal(bottom)}"


def _day_and_month(first: int, second: int, context: Context) -> str:
    month, day = (second, first) if context.locale.day_first else (first, second)
    if month > 12:
        month, day = day, month
    name = context.locale.months[month - 1]
    rank = numerals(context).ordinal(day)
    return f"the {rank} of {name}" if context.locale.day_first else f"{name} {rank}"


def _ordinal(match: re.Match[str], context: Context) -> str:
    return numerals(context).ordinal(int(match["number"].replace(",", "")))


def _range(match: re.Match[str], context: Context) -> str | None:
    low, high = (float(match[name].replace(",", "")) for name in ("low", "high"))
    following = context.text[match.end("high") : match.end("high") + 4].lstrip()
    minus = "-" in match["dash"] and (
        following.startswith("=")
        or low >= high
        and not _SCORE.search(context.near_in_sentence(match))
    )
    if minus and re.match(r"(?:pm|am|PM|AM)\b", following):
        minus = False
    if _LIKE_YEAR.fullmatch(match["low"]) and len(match["high"]) in (2, 4) and not minus:
        first = numerals(context).year(int(match["low"]))
    else:
        first = say_number(match["low"], context)
        if _LIKE_YEAR.fullmatch(match["low"]) and len(match["high"]) == 2:
            return None
    if match["low"][0] == "0" and len(match["low"]) > 1:
        return None
    return f"{first} {'minus' if minus else 'to'} "


def _list(match: re.Match[str], context: Context) -> str:
    parts = re.split(r"[-–]", match.group())
    return ", ".join(say_number(part, context) for part in parts)


def _ratio(match: re.Match[str], context: Context) -> str | None:
    if " " in match.group() and ": " in match.group() and " :" not in match.group():
        return None
    return f"{say_number(match['left'], context)} to {say_number(match['right'], context)}"


def _times(match: re.Match[str], context: Context) -> str:
    rest = context.text[match.end() : match.end() + 24]
    tight = " " not in match.group() and match["sign"] != "*"
    size = (
        match["sign"] in "xX"
        and tight
        or _SIZE.match(rest) is not None
        or tight
        and len(match["left"]) >= 3
    )
    left = say_number(match["left"], context)
    digits = match["left"]
    if size and len(digits) == 4 and digits.isdigit() and digits[2:] != "00":
        left = numerals(context).code(digits)
    return f"{left} {'by' if size else 'times'} "


def _fold(match: re.Match[str], context: Context) -> str:
    return f"{say_number(match['number'], context)} times"


def _spaced(match: re.Match[str], context: Context) -> str | None:
    groups = re.split(r"\s", match.group())
    if " " in match.group() and len(groups) == 2 and groups[1] != "000":
        return None
    if match["rest"] or groups[0][0] == "0":
        return None
    return say_number("".join(groups), context)


def _scaled(match: re.Match[str], context: Context) -> str | None:
    if match["scale"] == "B" and "." not in match["number"]:
        return None
    if match["scale"] == "k" and match["number"] == "5":
        return None
    scale = {"k": "thousand", "M": "million"}.get(match["scale"], "billion")
    return f"{say_number(match['number'], context)} {scale}"


def _plain(match: re.Match[str], context: Context) -> str:
    return say_number(match["number"], context)


def _long(match: re.Match[str], context: Context) -> str:
    return numerals(context).digits(match.group())


def _point(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 1) : match.start()]
    return None if before.isalnum() else f"point {numerals(context).digits(match['digits'])}"


def _plural(match: re.Match[str], context: Context) -> str:
    return f"{numerals(context).code(match['number'])}'s"


RULES = (
    Rule("fraction", DIGIT, _SLASHED, _slashed),
    Rule("fraction", DIGIT, _MIXED, _mixed),
    Rule("fraction", "".join(_GLYPHS), _GLYPH_ALONE, _glyph),
    Rule("ordinal", DIGIT, _ORDINAL, _ordinal),
    Rule("range", DIGIT, _LIST, _list),
    Rule("range", DIGIT, _RANGE, _range),
    Rule("range", DIGIT, _RATIO, _ratio),
    Rule("symbol", DIGIT, _TIMES, _times),
    Rule("symbol", DIGIT, _FOLD, _fold),
)
NUMBER_RULES = (
    Rule("number", DIGIT, _PLURAL, _plural),
    Rule("number", DIGIT, _SPACED, _spaced),
    Rule("number", DIGIT, _SCALED, _scaled),
    Rule("number", DIGIT, _LONG, _long),
    Rule("number", DIGIT, _PLAIN, _plain),
    Rule("number", ".", _POINT, _point),
)
"""Tried after everything else that begins with a digit."""
