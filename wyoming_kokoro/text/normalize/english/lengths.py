"""Lengths in feet and inches: 5'10", 3–5" of snow, a 12' x 15' room."""

import re

from wyoming_kokoro.text.normalize.english.durations import counted
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    NUMBER,
    is_one,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.english.measures import DISPLAY, is_mixed
from wyoming_kokoro.text.normalize.english.nouns import describes_noun, is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ITEM = re.compile(
    r" (?!(?:and|but|for|with|from|was|are|were|when|wide|tall|long|deep|thick|high|apart|each|per|plus|not|now|off)\b)[a-z]{3,}\b"
)
_PRIMES = {"'": "feet", "′": "feet", "’": "feet", '"': "inches", "″": "inches", "”": "inches"}
_SIGNS = {sign: ("foot" if many == "feet" else "inch", many) for sign, many in _PRIMES.items()}
_FEET_INCHES = re.compile(
    rf"{ALONE}(?P<feet>[0-9]{{1,2}}) ?ft\.? ?(?P<inches>[0-9]{{1,2}}) ?in{END}"
)
_TIGHT_HEIGHT = re.compile(
    rf"{ALONE}(?P<feet>[3-7])(?:ft ?|['′’])(?P<inches>1[01]|[0-9])(?![\w'’′\"″”½¼¾]|[.,:/-][0-9]| ?[x×])(?=[.,;:!?)]|$| (?:and|tall|in|with|or|but|who|guy|man|woman|point|forward|centre|center)\b)"
)
_TROUSERS = re.compile(
    rf"{ALONE}(?P<waist>[2-5][0-9])W(?P<by> ?[x×/])? ?(?P<leg>[2-4][0-9])L{END}(?! ?[x×])"
)
_SIDES_OF = re.compile(
    rf"{ALONE}(?P<left>{NUMBER})(?P<one>['′’\"″”])(?: ?[x×] ?| by )(?P<right>{NUMBER})(?P<other>['′’\"″”])(?=[^\W_]?[x×]? ?[0-9]|(?!\w))"
    rf"(?: ?[x×] ?(?P<depth>{NUMBER})(?P<third>['′’\"″”])(?!\w))?"
)
_AREA_OF = re.compile(
    rf"{ALONE}(?P<left>{NUMBER}) ?(?P<one>ft|m|cm|mm|in)?\.? ?[x×] ?(?P<right>{NUMBER}) ?(?P<other>ft|m|cm|mm|in)\.?(?![\w²³/])"
    rf"(?= (?!(?:and|but|for|with|from|was|are|were|when|wide|tall|long|deep|thick|high|apart|each|per|plus|not|now|overall"
    rf"|outside|inside|max|min|total|approx|only|which|that|this|she|they|you|will|can|should|relay|inter|exter|folded|before|after|maybe|about|then|half|halves|thirds|quarters|pieces|two|three|four)\b)[a-z]{{3,}}\b)"
)
_AREA_NAMES = {"ft": "foot", "m": "meter", "cm": "centimeter", "mm": "millimeter", "in": "inch"}
_INCHES_BEFORE = re.compile('[0-9]["″”] (?:in|at|near|for|on) [^"“”!?]{1,30} (?:and|to|or) $')
_SIGN = re.compile('["″“”]')
_LONGEST_QUOTATION = 240
_INCH_SIGN = re.compile('(?<=[0-9])["″”](?!\\w)')
_INCH_FRACTION = re.compile(r"(?P<sign>[\"″”])(?!(?!x[0-9])\w|\")")
SIZE_OF = re.compile(
    r" (?!(?:it|he|she|they|we)\b|of|thick|wide|deep|long|tall|high|from|above|below|apart|off|between|or|and|to|in|by|at|on|is|are|was|short|too|away|over|under|x|each|per|for|with|but)"
    r"[a-z]{2}| [A-Z]{2,4}\b| ?[x×] ?[0-9/]{1,5}[\"″”] [a-z]{3}"
)
"""A noun whose size a fraction is: “5/8" garden hose”."""
_QUOTED = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?:(?P<dash>-|–| to )(?P<more>{NUMBER}))?(?P<sign>[\"″”])(?!\w)"
)
_QUOTED_FEET = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?:['′’]?(?P<dash>-|–| to | or )(?P<more>{NUMBER}))?(?P<sign>['′’])(?![\w'’\"”″]| ?[0-9](?!x[0-9]))"
)
_OF_FEET = re.compile(
    r" (?:tall|high|long|wide|deep|by|x|×|apart|away|above|below|down|up|across|of|[whdl](?=\.| ?[x×]))\b"
)
_IN_FEET = re.compile(
    r"\b(?:[Mm]ount(?:ain)?|[Mm]t|peak|summit|elevation|altitude|heights?|depths?|tall|high|deep|feet|foot|trail|climb\w*|div(?:e|es|ing)|ceilings?|ladder|putts?|boat|fence|apart|spacing|clearance|drop|snow\w*|surge|flood\w*|cables?|cords?|hoses?|ropes?|pools?|deck|lot)\b"
)
_OPENED = re.compile(r"(?:^|[\s(])['‘](?=\w)")
_OF_INCHES = re.compile(
    r"/(?:h|hr|hour|day|wk|week|mo|month|yr|year|min)(?![\w/])| ?(?:Hg|OC|o\.c|on center|above|below|off|from|between|under|blinds?|margins?|hems?|borders?|ht\.?|AFF|clearance|dia(?:m|g)?\.?|shelf|shelves|stud|centers|of|by(?! [A-Z])|wide|long|deep|thick|tall|high|across|apart|pipe|screen|display|monitor|TV|iPad|laptop|pizza|x|×)(?![a-z])"
)
_IN_INCHES = re.compile(
    r"\b(?:snow\w*|rain\w*|sleet|ice|inch\w*|tall|wide|long|deep|thick|boards?|pipes?|hoses?|drill|bolts?|screws?|screens?|monitors?|tv|telly|pizzas?|pots?|pans?|waist"
    r"|inseam|wheels?|tires?|tyres?|rims?|widths?|heights?|lengths?|depths?|diameters?|gaps?|shel(?:f|ves)|rulers?|nails?|planks?|cuts?|frames?|photos?|prints?|cake|vinyl|records?"
    r"|accumulat\w+|trim|lumber|tiles?|blade|skillet|sub|burrito|plant|pot|spacing|apart|measures?|laptop|ipad|size|lens|speakers?|woofers?|ginger|cinnamon|cubes|chunks|slices|strips|pieces|elbows?|joints?|copper|knob|desks?|couch|sofa|fridge|windows?|doors?|counters?|cabinets?|mirrors?|dresser|mattress|opening|margins?|borders?|hems?)\b",
    re.IGNORECASE,
)
_LETTERED_SIDE = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?P<sign>['′’\"″”])? ?(?P<side>[WHDL])(?![\w'’])(?P<by> ?[x×] ?(?=[0-9]))?"
)
_SIDE_NEXT = re.compile(r"[0-9.]{1,6}['′’\"″”]? ?(?P<side>[WHDL])(?!\w)")
_SIDE_LAST = re.compile(r"[0-9]['′’\"″”]? ?(?P<side>[WHDL]) ?[x×] ?$")
_SIDE_FIRST = re.compile(r"(?<!\w)(?P<side>[HWDL]) ?(?P<number>[0-9]{1,4}) ?(?P<unit>[cm])m(?!\w)")
_SIDES = {"W": "wide", "H": "high", "D": "deep", "L": "long"}
_FEET_FRACTION = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}})['′’] ?(?=(?:[0-9]{{1,2}}[- ])?[0-9]{{1,2}}/[0-9]{{1,2}}[\"″”]|[0-9]{{0,2}}[½¼¾⅛⅜⅝⅞][\"″”])"
)
_GAME = re.compile(r"\b(?:goals?|scor\w+|minutes?)\b")
_SENSOR = re.compile(rf"{ALONE}1/(?P<number>[1-4]\.[0-9]{{1,2}})(?:[\"″”]|-inch\b)(?!\w)")
_MERCURY = re.compile('(?<=[0-9]["″”] )Hg(?!\\w)')
_BESIDE = re.compile(
    r"[\"'′’″”](?: [whdl]\.?)? ?[x×] ?(?:[WHDL]:? ?)?$|[0-9]['′’] by $|\b[Uu]p to $"
)
_STATED = re.compile(r"\b(?:is|was|are|were) $")
_HEIGHT = re.compile(
    rf"{ALONE}(?P<feet>[0-9]{{1,2}})['′’][ -]?(?P<inches>[0-9]{{1,2}})(?P<half>½| 1/2)?(?:\"|″|”|''|′′)"
)
_NOUN_FEET = re.compile(
    r" (?:ladder|fence|garden|wall|board|ceiling|table|tree|rope|clearance|hose|cable|cord|pole|(?:elevation )?(?:gain|loss|climb|descent|drop)|[0-9]x[0-9]{1,2})s?\b"
)
_BY = re.compile(r"[x×](?=[ ]?[0-9])")
_FRACTIONED = (
    r" ?(?:[0-9]{1,3}(?:\.[0-9]{1,2})?(?:[ -][0-9]{1,2}/[0-9]{1,2})?|[0-9]{1,2}/[0-9]{1,2})"
)
_INCHES_NEXT = re.compile(
    rf"(?:{_FRACTIONED} ?[x×]){{0,2}}{_FRACTIONED}(?: ?in\.?(?!\w)| ?inch(?:es)?\b|[\"″”])"
)
"""“x 46 1/8 in.” after a fraction."""
_LETTERED = r"(?:[WHDL]:? ?{0} ?{1}|{0} ?{1} ?[WHDL])".format(
    r"[0-9]{1,4}(?:\.[0-9]{1,2})?", "(?:cm|mm|m|in\\.?|ft\\.?|[\"″”'′’])?"
)
_WHOLE = r"[0-9]{1,5}(?:\.[0-9]{1,2})? (?:pixels?|feet|foot|inch(?:es)?|yards?|blocks?|(?:centi|milli)?met(?:er|re)s?)"
_BY_SIDE = re.compile(rf"(?<=[\w.\"″”'′’] )[x×](?= (?:{_LETTERED}|{_WHOLE})(?!\w))")
_SIDE_BEFORE = re.compile(rf"(?<!\w)(?:{_LETTERED}|{_WHOLE}) $")
_LENGTH = re.compile(
    r"(?:(?<![a-zµμ/])[mckdnµμ]?m|(?<![a-z/])(?:in|ft|yds?|mi|px|inch|inches|feet|foot|pixels?)\.?|['′’\"″”])$"
)
"""A side of something and no factor."""
_NAMED = re.compile(r" (?:[A-Z][\w-]*[a-z0-9A-Z]|[0-9]K)\b")
_ARTICLES = frozenset("a an the my your our his her their this that new".split())


def _height(match: re.Match[str], context: Context) -> str:
    cardinal = context.locale.numerals.cardinal
    feet, inches = int(match["feet"]), int(match["inches"])
    if 11 < inches < 60:  # a lead in a race: “by 1'13"”
        return f"{counted(feet, 'minute', context)} {counted(inches, 'second', context)}"
    more = " and a half" if match.groupdict().get("half") else ""
    if describes_noun(match, context):
        return f"{cardinal(feet)} foot {cardinal(inches)}{more} inch"
    one = inches == 1 and not more
    return f"{cardinal(feet)} {'foot' if feet == 1 else 'feet'} {cardinal(inches)}{more} {'inch' if one else 'inches'}"


def _tight_height(match: re.Match[str], context: Context) -> str:
    """“5ft11”, “she's 5'4”."""
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['feet']))} foot {cardinal(int(match['inches']))}"


def _trousers(match: re.Match[str], context: Context) -> str:
    """“32W x 34L”."""
    waist, leg = (say_number(match[name], context) for name in ("waist", "leg"))
    return f"{waist} W{' by' if match['by'] else ','} {leg} L"


_SIDES_BEFORE = re.compile(r"[0-9] ?[x×][0-9]{1,3} $")
"""“14 1/4 x9 x 6 1/2 inch”."""


def _by(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 10) : match.start()]
    if _SIDES_BEFORE.search(before) and _INCHES_NEXT.match(context.text, match.end()):
        return "by"
    if context.last_class == "fraction" and context.since_last(match.start()) in ("", " "):
        tight = context.last_end == match.start()
        return "by" if tight or _INCHES_NEXT.match(context.text, match.end()) else None
    if context.last_class != "unit" or context.since_last(match.start()) not in ("", " "):
        return None
    return "by" if _LENGTH.search(context.text[context.last_start : context.last_end]) else "times"


_SIDE_LETTER = re.compile(r"(?P<side>[whdl])\.? ?[x×] ?(?=[0-9])")


def _side_letter(match: re.Match[str], context: Context) -> str | None:
    """“4ft w. x 2ft d.”"""
    if context.last_class != "unit" or context.since_last(match.start()) != " ":
        return None
    if not _LENGTH.search(context.text[context.last_start : context.last_end]):
        return None
    return f"{_SIDES[match['side'].upper()]} by "


def _by_side(match: re.Match[str], context: Context) -> str | None:
    """“L 120 cm × W 60 cm”."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    return "by" if _SIDE_BEFORE.search(before) else None


def _sides_of(match: re.Match[str], context: Context) -> str:
    """“12' x 15'”: twelve feet by fifteen feet; “a 2" x 4" board”: two inch by four inch."""
    sides = (("left", "one"), ("right", "other"), ("depth", "third"))
    described = describes_noun(match, context) or _ITEM.match(context.text, match.end())
    names = {sign: one if described else many for sign, (one, many) in _SIGNS.items()}
    return " by ".join(
        f"{say_number(match[number], context)} {names[match[sign]]}"
        for number, sign in sides
        if match[number]
    )


_SHEET = re.compile(
    r" (?:photos?|photographs?|prints?|pictures?|posters?|postcards?|cards?|labels?|envelopes?|sheets?|frames?|rugs?|stickers?|badges?)\b"
)


def _is_sheet(match: re.Match[str], context: Context) -> bool:
    """Whether two sides are told and no count: “two 45 x 35mm photos”."""
    left, right = (float(match[name].replace(",", "")) for name in ("left", "right"))
    return left * 3 >= right and _SHEET.match(context.text, match.end()) is not None


def _area_of(match: re.Match[str], context: Context) -> str | None:
    """“a 6ft x 4ft shed”, “a 3x4m patio”."""
    apart = not match["one"] and " " in match.group().partition("x")[0]
    if apart and not _is_sheet(match, context):
        return None  # four times one hundred metres
    sides = (("left", "one"), ("right", "other"))
    return " by ".join(
        f"{say_number(match[number], context)}"
        + (f" {spelled(_AREA_NAMES[match[unit]], context)}" if match[unit] else "")
        for number, unit in sides
    )


def _lettered_side(match: re.Match[str], context: Context) -> str | None:
    """“36"W x 70"H”, “60W x 30D”."""
    said = say_number(match["number"], context)
    if match["sign"]:
        said += f" {_SIGNS[match['sign']][not is_one(match['number'])]}"
    else:
        other = _SIDE_LAST.search(context.text[max(0, match.start() - 8) : match.start()])
        if other is None and match["by"]:
            other = _SIDE_NEXT.match(context.text, match.end())
        if other is None or other["side"] == match["side"]:
            return None
    said += f" {_SIDES[match['side']]}"
    return said + (" by " if match["by"] else "")


def _side_first(match: re.Match[str], context: Context) -> str:
    """“D55cm”."""
    unit = spelled("centimeter" if match["unit"] == "c" else "millimeter", context)
    unit += "" if is_one(match["number"]) else "s"
    return f"{match['side']} {say_number(match['number'], context)} {unit}"


def _feet_fraction(match: re.Match[str], context: Context) -> str:
    """Feet before inches with a fraction: “5' 7-1/2"”."""
    return (
        f"{say_number(match['number'], context)} {'foot' if is_one(match['number']) else 'feet'} "
    )


def _sensor(match: re.Match[str], context: Context) -> str:
    """The size of a camera's sensor: “1/1.28"”."""
    return f"one over {say_number(match['number'], context)} inch"


def _inch_fraction(match: re.Match[str], context: Context) -> str | None:
    """“5/8"”: five eighths of an inch."""
    if context.last_class != "fraction" or context.last_end != match.start():
        return None
    fraction = context.text[context.last_start : context.last_end]
    sized = SIZE_OF.match(context.text, match.end()) or DISPLAY.match(context.text, match.end())
    closes = match["sign"] in '"”' and _is_quotation(match, context)
    if closes and (not sized or context.text[context.last_start - 1] in '"“'):
        return None
    if sized:
        return " inch"
    if fraction == "1/2":
        return " an inch"
    return " inches" if is_mixed(fraction) else " of an inch"


def _quoted(match: re.Match[str], context: Context) -> str | None:
    """Inches: “3–5" of snow”, “a 12" pizza”; a quotation may end after a number, too."""
    if context.text[max(0, match.start() - 1) : match.start()] in ('"', "“"):
        return None  # the name of a song
    opened = match["sign"] in '"”' and _is_quotation(match, context)
    displayed = DISPLAY.match(context.text, match.end()) is not None
    measured = _OF_INCHES.match(context.text, match.end()) is not None
    if not opened and _NAMED.match(context.text, match.end()):  # “a 65" OLED”
        before = context.before(match.start())
        displayed |= before.lower() in _ARTICLES or before.istitle() and not measured
    if match["more"] and (opened or len(match["number"].partition(".")[0]) > 3):
        return None
    if not match["more"] and not measured:
        if opened or not displayed and not _measured(match, context):
            return None
    number = say_number(match["number"], context)
    if match["more"]:
        number += f" to {say_number(match['more'], context)}"
    if displayed:
        return f"{number} inch"
    one = is_one(match["more"] or match["number"]) or describes_noun(match, context)
    named = context.before(match.start()).lower() in ("a", "an", "the")
    after = context.after(match.end())
    one |= (
        context.text[match.end() : match.end() + 1] == " "
        and is_plural_noun(after)
        and after not in ("inches", "feet", "times", "yards")
    )
    one |= named and not context.text.startswith(" of ", match.end())
    return f"{number} {'inch' if one else 'inches'}"


def _measured(match: re.Match[str], context: Context) -> bool:
    """Whether something is measured nearby, or several numbers have such signs and nothing else has."""
    if _INCHES_BEFORE.search(context.text[max(0, match.start() - 48) : match.start()]):
        return True
    near = context.near_in_sentence(match)
    signs = len(_INCH_SIGN.findall(near))
    if _IN_INCHES.search(near) is not None or signs > 1 and signs == len(_SIGN.findall(near)):
        return True
    return match["sign"] in '"″'


def _is_quotation(match: re.Match[str], context: Context) -> bool:
    """Whether a quotation mark before is still open."""
    before = context.text[max(0, match.start() - _LONGEST_QUOTATION) : match.start()]
    if match["sign"] == "”":
        return before.rfind("“") > before.rfind("”")
    opened = False
    for place, sign in enumerate(before):
        if sign == '"':
            opened = not opened and not before[max(0, place - 1) : place].isnumeric()
    return opened


def _quoted_feet(match: re.Match[str], context: Context) -> str | None:
    """“a 10' ladder”, “14,411'”, “1–2' apart”; a quotation may end after a number, too."""
    if match["sign"] != "′" and _OPENED.search(
        context.text[max(0, match.start() - 80) : match.start()]
    ):
        return None
    described = (
        context.before(match.start()).lower() in _ARTICLES
        and not _GAME.search(context.near_in_sentence(match))
        and re.match(r" \(?(?:[a-z]{3}|[A-Z]\w)", context.text[match.end() : match.end() + 5])
    )
    measured = _OF_FEET.match(context.text, match.end())
    single = _NOUN_FEET.match(context.text, match.end()) or described
    before = context.text[max(0, match.start() - 8) : match.start()]
    beside = _BESIDE.search(before)
    stated = _STATED.search(before) and not _GAME.search(context.near_in_sentence(match))
    if (
        "," not in match["number"]
        and not (single or measured or beside or stated)
        and not _IN_FEET.search(context.near_in_sentence(match))
    ):
        return None
    number = say_number(match["number"], context)
    if match["more"]:
        joint = "or" if match["dash"] == " or " else "to"
        number += f" {joint} {say_number(match['more'], context)}"
    one = single or is_one(match["number"]) and not match["more"]
    return f"{number} {'foot' if one else 'feet'}"


RULES = (
    Rule("unit", DIGIT, _HEIGHT, _height),
    Rule("unit", DIGIT, _FEET_INCHES, _height),
    Rule("unit", DIGIT, _TIGHT_HEIGHT, _tight_height),
    Rule("range", DIGIT, _TROUSERS, _trousers),
    Rule("unit", DIGIT, _SENSOR, _sensor),
    Rule("unit", DIGIT, _FEET_FRACTION, _feet_fraction),
    Rule("unit", DIGIT, _LETTERED_SIDE, _lettered_side),
    Rule("unit", "HWDL", _SIDE_FIRST, _side_first),
    Rule("unit", DIGIT, _SIDES_OF, _sides_of),
    Rule("unit", DIGIT, _AREA_OF, _area_of),
    Rule("unit", '"″”', _INCH_FRACTION, _inch_fraction),
)
QUOTED_RULES = (
    Rule("unit", "H", _MERCURY, lambda match, context: "of mercury"),
    Rule("unit", DIGIT, _QUOTED, _quoted),
    Rule("unit", DIGIT, _QUOTED_FEET, _quoted_feet),
    Rule("unit", "x×", _BY_SIDE, _by_side),
    Rule("unit", "x×", _BY, _by),
    Rule("unit", "whdl", _SIDE_LETTER, _side_letter),
)
"""Tried after the units, and the product after all of them."""
