"""Numbers of accounts, cards and policies, digit by digit: “ending 4471”, “sort code 40-12-34”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, CAPITALS, END, numerals
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ACCOUNT = re.compile(rf"{ALONE}(?P<digits>[0-9]{{4,18}}){END}(?![-.,:/][0-9])")
_ACCOUNT_BEFORE = re.compile(
    r"\b(?:a/c|acct?\.?|accounts?|card|UTR|MPAN|MPRN|key ?safe|key ?pad|lock ?box|combination|member(?:ship)?|policy|passport|licen[sc]e|serial|tracking|customer|employee|student|patient|claim|RMA|MRN|SKU|UPC|PNR|MLS|EIN|NPI|routing|RN|LPN|LVN|NMLS|ref(?:erence)?\.?|ISBN|(?:charity|company|reg\.)(?= n))"
    r"(?: (?:no\.?|num\.?|number))?(?: is|:| ends? in| ending)? ?#? ?$|# is $",
    re.IGNORECASE,
)
_SOCIAL = re.compile(rf"{ALONE}[0-9]{{3}}-[0-9]{{2}}-[0-9]{{4}}{END}")
_SORT_CODE = re.compile(rf"{ALONE}[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}{END}(?!-)")
_SORT_BEFORE = re.compile(r"\b(?:sort[- ]code|s/c)(?: is|:)? $", re.IGNORECASE)
_SORT_SHORT = re.compile(r"(?<![\w/])[sS]/[cC](?=:? [0-9]{2}-[0-9]{2}-[0-9]{2}(?![\w-]))")
_CARD = re.compile(rf"{ALONE}[0-9]{{4}}(?:[ -][0-9]{{4}}){{2,6}}(?: [0-9]{{2}})?{END}")
_GROUPED = re.compile(
    rf"{ALONE}[0-9]{{2,6}}(?:[ -][0-9]{{2,6}}){{1,4}}{END}(?![-.,:/%°]?[0-9]|[%°])"
)
_NUMBERED_BEFORE = re.compile(
    r"\b(?:(?:UTR|MPAN|MPRN|NHS|key ?safe)(?: (?:no\.?|number|id|ref\.?))?|(?:a/c|acct\.?|account|policy|membership|member|customer|patient|claim|card|passport|licence|crime|case|booking|reference|ref\.?|order|invoice|parcel"
    r"|tracking|meter|roll|voucher|serial|employer|(?:VAT|company|charity)(?: reg(?:istration|istered|\.)?)?) (?:no\.?|number|id|ref\.?))(?: is|:)?(?: GB)? ?$|\b(?:policy|ref\.?|reference): ?$|\b(?:a/c|acct\.?)(?: is|:)? $",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"{ALONE}(?P<digits>[0-9]{{3,6}}){END}(?![-.,:/]?[0-9]|%)")
_ENDING_BEFORE = re.compile(
    r"\b(?P<what>[A-Za-z]{2,14})\.?(?P<number> (?:no\.?|number))?,? ending(?: in| with|:)? $"
)
_HELD = frozenset(
    "card account isa phone number mobile debit credit visa mastercard amex saver savings policy device mortgage loan payment barclaycard monzo".split()
)
_PERIODS = frozenset(
    "year years month quarter season period war era decade week weeks reign term campaign fiscal cycle session century story book film chapter".split()
)
_COUNTED = re.compile(r" (?:years?|months?|weeks?|days?|hours?|minutes?|times|people|miles?)\b")
_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
_CUT = re.compile(r"(?:\.{3}|…|[xX]|\*{1,2}|-)(?P<digits>[0-9]{4})(?![\w*]|[.,:/-][0-9])")
"""The last four digits after a sign for those that are left out."""
_CUT_BEFORE = re.compile(
    r"\b(?:card|visa|master ?card|amex|discover|chase|citi|acct\.?|account|checking|savings|debit|credit|ending(?: in)?)(?: \(|:? )$",
    re.IGNORECASE,
)
_MASKED = re.compile(
    r"(?<![\w*•])(?:\*{3,4}|•{2,4}|[xX]{2,4}(?=-)|[xX]{4})(?:[ -](?:\*{4}|•{4}|[xX]{4})){0,2}[ -]?(?P<digits>[0-9]{3,4})(?![\w*])"
)


_CARDS = re.compile(r"\b(?:Amex|Visa|Master[Cc]ard|Barclaycard|Discover) $")
_LAST_FOUR = re.compile(
    r"(?!(?:1[89]|20)[0-9]{2}|[0-9]{2}00)[0-9]{4}(?=[,;:]| (?:was|is|has|will)\b)"
)
"""“Amex 1005 was charged”, no year and no round sum."""


def _account(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 28) : match.start()]
    card = _CARDS.search(before) and _LAST_FOUR.match(context.text, match.start())
    if not card and not _ACCOUNT_BEFORE.search(before):
        return None
    return numerals(context).digits(match["digits"])


def _sort_code(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 16) : match.start()]
    return numerals(context).groups(match.group()) if _SORT_BEFORE.search(before) else None


def _grouped(match: re.Match[str], context: Context) -> str:
    return numerals(context).groups(match.group())


def _numbered(match: re.Match[str], context: Context) -> str | None:
    """“Policy no. 4471 2299 003”, “UTR 12345 67890”."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    if not _NUMBERED_BEFORE.search(before) or _COUNTED.match(context.text, match.end()):
        return None
    return numerals(context).groups(match.group())


def _ending(match: re.Match[str], context: Context) -> str | None:
    """“Card ending 4471”; a year ends in 2024."""
    before = context.text[max(0, match.start() - 36) : match.start()]
    found = _ENDING_BEFORE.search(before)
    if found is None or _COUNTED.match(context.text, match.end()):
        return None
    what = found["what"].lower()
    held = what in _HELD or found["number"] or found["what"].isupper()
    if what in _PERIODS or not held and _YEAR.fullmatch(match["digits"]):
        return None
    return numerals(context).digits(match["digits"])


def _masked(match: re.Match[str], context: Context) -> str:
    """“****4471”."""
    return numerals(context).digits(match["digits"])


def _cut(match: re.Match[str], context: Context) -> str | None:
    """“Visa x8812”, “checking (...5521)”."""
    dotted = match.group()[0] in ".…" and context.text[match.start() - 1 : match.start()] in (
        " ",
        "(",
    )
    if not dotted and not _CUT_BEFORE.search(
        context.text[max(0, match.start() - 16) : match.start()]
    ):
        return None
    return numerals(context).digits(match["digits"])


_MAPPED = re.compile(
    rf"{ALONE}(?P<square>[A-Z]{{2}}) ?[0-9]{{3,5}} ?[0-9]{{3,5}}{END}(?![.,:/-][0-9])"
)
_SQUARE = re.compile(r"[HNOST][A-HJ-Z] (?:[0-9]{3} [0-9]{3}|[0-9]{4} [0-9]{4})")
"""Of Britain's national grid, with the figures apart."""
_MAP_BEFORE = re.compile(r"\b(?:[Gg]rid|OS|[Mm]ap) ref(?:erence)?\.?:?(?: is)? $")


def _mapped(match: re.Match[str], context: Context) -> str | None:
    """“grid ref. SK 123 456”, “park at SD 721 603”."""
    told = _MAP_BEFORE.search(context.text[max(0, match.start() - 28) : match.start()])
    if not told and not (context.locale.day_first and _SQUARE.fullmatch(match.group())):
        return None
    return f"{'.'.join(match['square'])} {numerals(context).groups(match.group())}"


_POSTED = re.compile(
    rf"{ALONE}(?P<letters>[A-Z]{{2}}) ?(?P<digits>[0-9]{{4}}(?: ?[0-9]{{4}}){{1,4}}(?: ?[0-9]{{1,3}})?)(?: ?(?P<land>[A-Z]{{2}}))?{END}(?![-.,:/]?[0-9]|[%°])"
)
_TAXED = re.compile(
    rf"{ALONE}(?P<k>K?)(?P<digits>[1-9][0-9]{{1,3}})(?P<letter>[LMNT]|(?<=K[0-9]{{2}})|(?<=K[0-9]{{3}}))(?:[ /]?(?P<month>[MWX]1|X))?{END}(?![-.:/][0-9]|%)"
)
_TAXED_BEFORE = re.compile(
    r"\b(?:[Tt]ax|PAYE|[Yy]our|[Mm]y|[Nn]ew|[Ee]mergency) (?:tax )?codes?\b(?![^.!?]{0,36} (?:for|of|from|to) the\b)[^.!?]{0,36}$"
)


def _posted(match: re.Match[str], context: Context) -> str | None:
    """The number of a parcel: “RM 1234 5678 9GB”, “JD0002 2334 5567”."""
    spaced = " " in match["digits"]
    if not spaced and not (match["land"] and len(match["digits"]) == 9):
        return None
    land = f" {'.'.join(match['land'])}" if match["land"] else ""
    return f"{'.'.join(match['letters'])} {numerals(context).groups(match['digits'])}{land}"


def _taxed(match: re.Match[str], context: Context) -> str | None:
    """“tax code 1257L”."""
    before = context.text[max(0, match.start() - 40) : match.start()]
    if not context.locale.day_first or not _TAXED_BEFORE.search(before):
        return None
    parts = [match["k"], numerals(context).code(match["digits"]), match["letter"], match["month"]]
    return " ".join(filter(None, parts))


RULES = (
    Rule("number", CAPITALS, _POSTED, _posted),
    Rule("number", DIGIT + "K", _TAXED, _taxed),
    Rule("number", CAPITALS, _MAPPED, _mapped),
    Rule("abbreviation", "sS", _SORT_SHORT, lambda match, context: "sort code"),
    Rule("number", "*•xX", _MASKED, _masked),
    Rule("number", "*.…xX-", _CUT, _cut),
    Rule("number", DIGIT, _CARD, _grouped),
    Rule("number", DIGIT, _SOCIAL, _grouped),
    Rule("number", DIGIT, _SORT_CODE, _sort_code),
    Rule("number", DIGIT, _ENDING, _ending),
    Rule("number", DIGIT, _GROUPED, _numbered),
    Rule("number", DIGIT, _ACCOUNT, _account),
)
