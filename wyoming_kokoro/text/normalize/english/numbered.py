"""What stands before or after a number and is short without a stop: “No 10”, “the 12th min”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ends_sentence
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_NO = re.compile(r"(?:[Nn]o |(?<!\w)No)(?=[0-9]{1,3}[A-Za-z]?(?![\w%]|[.,:/][0-9]))")
_NUMBER = re.compile(r"no ?[0-9]{1,3}[A-Za-z]?", re.IGNORECASE)
_HOUSED = re.compile(
    r"\b(?:at|to|from|house|by|outside|past|near|opposite|flat|room|bus(?:es)?|size|ranked|seeded|world|wearing|(?:this is|it's|we're|I'm) at) $",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"[\w,’'] $")
_DOWNING = re.compile(
    r"No 1[01](?: (?:has|hasn['’]t|is|isn['’]t|was|says|said|insists?|sources?|refuse[sd]|wants|will|declined|denie[sd]|officials?|staff|told|confirmed|spokes\w+)\b|[,:])"
)
_RANKED = re.compile(
    r"No [0-9]{1,2} (?:(?:hit|smash|UK|US) )?(?:hits?|singles?|albums?|records?|songs?|seeds?|priorit(?:y|ies)|picks?|draft picks?|smash(?:es)?|tracks?)(?!\w)(?! (?:was|were|is|are|has|have|came|got)\b)"
)
"""What is told by its place: “17 No 1 singles”."""
_NO_OF_THING = re.compile(
    r"(?:[Nn]o|NO)(?=(?: is| was)?:? ?[A-Z]{0,3}[ /-]?[0-9])|(?<=[a-z.] )no(?=(?P<bare>[,;:!?)]|$))"
)
THING = (
    r"(?i:\b(?:account|acc\.?|acct\.?|a/c|policy|order|ref\.?|reference|invoice|card|member|membership|customer|patient|phone|mobile|tel\.?|telephone|contact|fax|licen[cs]e"
    r"|passport|case|claim|crime|serial|model|part|flight|room|booking|reg\.?|registration|roll|meter|ticket|tracking|voucher|student|employee|employer|payroll|tax|VAT|charity|company"
    r"|NHS|NI|insurance|ID|platform|plot|page|question|item|batch|job|parcel|receipt|cheque|prescription|appointment|track|catalogue|lot|plate|confirmation|conf\.?) $)"
)
"""What a number is known by: “Policy no 44718”."""
_THING = re.compile(THING)
_ONES_OWN = re.compile(r"\b(?:your|my|our|his|her|their|the|an?|new|old|same) [a-zA-Z/.]{2,14} $")
_MINUTE = re.compile(r"min(?P<dot>\.)?(?!\w)")


def _no(match: re.Match[str], context: Context) -> str | None:
    """The word number: “at no 4”, “said No 10 was aware”; “there is no 9 bus” has none."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    number = _NUMBER.match(context.text, match.start())
    told = _DOWNING.match(context.text, match.start())
    told = told or _WITHIN.search(before) and _RANKED.match(context.text, match.start())
    if number is None or not told and is_plural_noun(context.after(number.end())):
        return None
    capital = match.group()[0] == "N"
    if match.group() == "No":  # “No1 this week”
        return "Number "
    inside = _WITHIN.search(before) if capital else _HOUSED.search(before)
    if not inside and not told:
        return None
    return "Number " if capital else "number "


def _no_of_thing(match: re.Match[str], context: Context) -> str | None:
    """“Policy no 44718”, “Flight No BA123”, but: “order no 12 rolls”."""
    number = _NUMBER.match(context.text, match.start())
    if number is not None and is_plural_noun(context.after(number.end())):
        return None
    before = context.text[max(0, match.start() - 32) : match.start()]
    named = _THING.search(before[-16:])
    if match["bare"] is None or before.endswith(". "):
        return "number" if named else None
    own = match["bare"] not in (",", "!") and _ONES_OWN.search(before)  # “Enter your ref no”
    return "number" if named and own else None


def _minute(match: re.Match[str], context: Context) -> str | None:
    """Of a match: “in the 67th min.”."""
    if context.last_class != "ordinal" or context.since_last(match.start()) not in ("", " "):
        return None
    return "minute." if match["dot"] and ends_sentence(context, match.end()) else "minute"


_SCHOOL_YEAR = re.compile(
    r"(?<![\w./-])(?:Y|[Yy]rs? ?(?=[1-9]))(?<! )(?=(?P<year>[1-9]|1[0-3])(?:s|['’]s)?(?![\w=]|[.,:][0-9]|-[0-9]))"
)
_NO_YEAR = re.compile(
    r"\b(?:row|cell|seat|bus|route|gate|bay|model|Model|Huawei|axis|column|point) $|[=+] ?$"
)


def _school_year(match: re.Match[str], context: Context) -> str | None:
    """“the Y4 trip”."""
    before = context.text[max(0, match.start() - 8) : match.start()]
    if not context.locale.day_first or _NO_YEAR.search(before):
        return None
    return f"{match.group()[0]}ear "


_UNCHANGED = re.compile(r"(?<=[0-9%] )\(=\)")
"""Of a party in a poll."""
RULES = (
    Rule("symbol", "(", _UNCHANGED, lambda match, context: "(no change)"),
    Rule("abbreviation", "Yy", _SCHOOL_YEAR, _school_year),
    Rule("abbreviation", "Nn", _NO_OF_THING, _no_of_thing),
    Rule("abbreviation", "Nn", _NO, _no),
    Rule("abbreviation", "m", _MINUTE, _minute),
)
