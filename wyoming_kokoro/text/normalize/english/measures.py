"""What the modules of measured amounts share."""

import re

from wyoming_kokoro.text.normalize.english.lookups import is_one, say_number, spelled
from wyoming_kokoro.text.normalize.english.nouns import describes_noun
from wyoming_kokoro.text.normalize.scanner import Context

SPACE = r"[ \u00a0\u202f]"
DISPLAY = re.compile(
    r" (?:(?:[2-8]K|4K UHD|(?:U|F|Q)?HD|[QO]?LED|AMOLED|LCD|IPS|Retina|touch|flat|smart|curved|ultrawide|gaming|plasma|alloy|cast[- ]iron|non-?stick|deep-dish|wall-mounted|portable"
    r"|Samsung|LG|Sony|Dell|TCL|Hisense|Roku|Apple) ){0,3}(?:screen|OLED|QLED|display|monitor|TV|telly|tablet|iPad|laptop|MacBook|iMac|television|touchscreen|pipe|pizza|plywood|drive|bit|wrench|nut|valve|fitting|board|bolt|screw|nail|drill|hose|pan|pot|skillet|frame|wheel|rim|tile"
    r"|plank|gap|cake|cable|blade|sub|record|woofer|speaker|lens|drain|socket|tin|pie|dish|ring|waist|leg|inseam|chest|collar|tyre|tire|square|round|springform|loaf)s?\b"
)
"""What is told by its inches."""
_RUNS = re.compile(r"[0-9]+")
_LETTER_AFTER = re.compile(r" (?:St|Ave|Street|Avenue)\b|\.(?:[DE]\b|[A-Z]\.|[0-9])")
_LETTERED = (
    "room flat gate seat row suite apt apartment unit vitamin terminal class section flight bus platform pier dock building block locker level zone"
    " grade type size option exit step figure fig table hepatitis ward code jeans trousers jacket bra shorts house junction jct group grp"
)  # fmt: skip
_AND_OTHERS = r"(?:[0-9]{1,4}[A-Z](?:,? (?:& |and |or |to )?|,|/|[-–])){0,3}$"
_LETTERED_BEFORE = re.compile(
    rf"\b(?:{_LETTERED.replace(' ', '|')})(?:e?s)?\.?(?P<verb> (?:is|are|was|number|to|and|or|from))?[ :]{_AND_OTHERS}",
    re.IGNORECASE,
)
_PARTS = (
    "page|pp?|chap(?:ter)?|ch|fn|footnote|sec|art(?:icle)?|para(?:graph)?|rule|exhibit|clause|schedule|regulation|appendix|annex"
    "|season|series|vol(?:ume)?|book|episode|ep|route|rte?|highway|hwy|county road|[cs]r"
)
_PART_BEFORE = re.compile(
    rf"(?:\b(?:{_PARTS})s?\.? |(?<![\w.])(?:s|nos?)\. ?|§ ?){_AND_OTHERS}",
    re.IGNORECASE,
)
"""Of a law, a book or a show, or a road: “a s. 21A notice”, “Route 9A”."""
_MEASURED_ROOM = re.compile(
    r"\b(?:(?:room|flat|level|building|block|zone|class|ward|unit|suite|table|apartment|section)s? (?:is|are|was)|house(?: is| was)?) $",
    re.IGNORECASE,
)
"""What has a temperature more often than a letter."""
ROAD = r" (?:[A-Z][a-z]+ ){1,2}(?:St|Street|Rd|Road|Ave|Avenue|Ln|Lane|Dr|Drive|Cl|Close|Sq|Square|Gdns|Gardens|Way|Terrace|Ter|Tce|Grove|Gr|Walk|Wlk|Court|Ct|View|Vw|Parade|Pde|Mews|Mws|Crescent|Cres|Place|Pl|Hill|Row)\b"
_ADDRESS = re.compile(ROAD)
_FORM = re.compile("(?:[1-9]|1[0-3])[CF]")
_BEGINS = re.compile(r"(?:^|[.!?:;(\n] ?)$")
_THEY = re.compile(r" (?:have|are|were|need|go|went|do|did)\b")
_SCHOOL = re.compile(
    r"\b(?:class(?:es)?|pupils?|parents|schools?|homework|assembl(?:y|ies)|half[- ]term|teachers?|spellings|reading books?|school trip|PE kit|nativity)\b"
)
"""Where 4C is a class of children."""
_SHOES = re.compile(r"\b(?:shoes?|boots?|sneakers?|sandals?|loafers|sizes?)\b", re.IGNORECASE)
_TYRE = re.compile(r"\bR(?:1[2-9]|2[0-3]) $")


_RIDDEN = re.compile(
    r" (?:bus(?:es)?|trams?|trains?|bras?|(?:now |only |also )?(?:stops|calls|leaves|terminates))\b|(?:(?:,| and| or| &){1,2} (?:the )?[A-Z]{0,2}[0-9]{1,3}[A-Z]?){1,4} (?:bus(?:es)?|trams?|trains?|routes)\b"
)
"""Lines that are told by their numbers, “the 3A, 12 & N37 buses”, and “a 34F bra”."""


def is_house(match: re.Match[str], context: Context) -> bool:
    """“12M Elm Grove”."""
    return match.group()[-1].isupper() and _ADDRESS.match(context.text, match.end()) is not None


def is_part_of(match: re.Match[str], context: Context) -> bool:
    """Whether a number tells the part of a law, a book or a show: “season 2 pt 3”."""
    return _PART_BEFORE.search(context.text[max(0, match.start() - 40) : match.start()]) is not None


def is_lettered(match: re.Match[str], context: Context) -> bool:
    """Whether a number with a letter names a seat, a gate or the like: “seat 4A”, “your seat is
    4A”, “seats 4A & 4C”; a house or a tyre: “22F London Rd”, “R16 91V”; or the letter is a
    street's or an era's: “400 C St.”, “1066 A.D.”.
    """
    if _LETTER_AFTER.match(context.text, match.end()):
        return True
    before = context.text[max(0, match.start() - 40) : match.start()]
    letter = match.group()[-1]
    tight = letter.isupper() and " " not in match.group()
    if tight and _RIDDEN.match(context.text, match.end()):
        return True
    wide = letter == "W" and re.fullmatch("[1-9]|1[0-6]", match["number"]) is not None
    if wide and _SHOES.search(context.near_in_sentence(match)):
        return True
    if letter in "CF" and _MEASURED_ROOM.search(before):
        return False
    if tight and (is_house(match, context) or _TYRE.search(before) or is_part_of(match, context)):
        return True
    if _FORM.fullmatch(match.group()) and context.locale.day_first:
        near = _SCHOOL.search((context.near if letter == "C" else context.near_in_sentence)(match))
        if near or _BEGINS.search(before) and _THEY.match(context.text, match.end()):
            return True
    found = _LETTERED_BEFORE.search(before)
    return found is not None and (letter.isupper() or not found["verb"])


_FOOD = re.compile(
    r"\b(?:flour|sugar|salt|butter|oil|vanilla|soda|powder|milk|cream|cinnamon|pepper|honey|vinegar|juice|garlic|yeast|cornstarch|cocoa|mustard|ginger|nutmeg|oregano|basil|thyme|syrup|mayo"
    r"|ketchup|sauce|extract|cayenne|broth|stock|rice|oats|cheese|chips|nuts|cumin|paprika|water)\b",
    re.IGNORECASE,
)
ITEM_ENDS = re.compile(r"[;,)\n]|\s*$| [A-Z(+]")


def ends_item(match: re.Match[str], context: Context) -> bool:
    """Whether a spoon or a cup stands after what it measures: “salt, 2 t.; flour, 3 c.”."""
    if context.locale.day_first or not ITEM_ENDS.match(context.text, match.end()):
        return False
    return _FOOD.search(context.text[max(0, match.start() - 24) : match.start()]) is not None


def counted(match: re.Match[str], one: str, many: str, context: Context) -> str:
    """The number of a match and its unit, in the singular before a noun."""
    noun = one if is_one(match["number"]) or describes_noun(match, context) else many
    return f"{say_number(match['number'], context)} {spelled(noun, context)}"


def is_mixed(fraction: str) -> bool:
    """Whether a fraction as it is written has a whole number before it."""
    return len(_RUNS.findall(fraction)) > 2 or fraction[:1].isdecimal() and "/" not in fraction


def is_improper(fraction: str) -> bool:
    """Whether two figures with a slash are no share: 118/76."""
    figures = _RUNS.findall(fraction)
    return len(figures) == 2 and "/" in fraction and int(figures[0]) >= int(figures[1])


def after_unit(match: re.Match[str], context: Context) -> str | None:
    """A slash between two measures of one thing: “225g/8oz”, “240V/50A”."""
    return ", " if context.last_class == "unit" and context.last_end == match.start() else None
