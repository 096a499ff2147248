"""The capitals of a pharmacy's labels: “AMOXICILLIN 500MG CAP”, “TAKE 1 TAB BY MOUTH”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    ends_sentence,
    is_one,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_UNITS = {"MG": "milligram", "MCG": "microgram", "ML": "milliliter", "MEQ": "milliequivalent"}
_FORMS = {"TAB": "tablet", "TABS": "tablets", "CAP": "capsule", "CAPS": "capsules"}
_DOSE = re.compile(
    rf"{ALONE}(?<![+−-])(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?)[ -]?(?P<unit>MG|MCG|ML|MEQ)(?![\w'’-])"
    r"(?=/[0-9]|[.,;)](?![0-9])|$| (?:(?:TAB(?:LET)?|CAP(?:SULE|LET)?|PATCH|VIAL|INJ|CREAM|GEL|DAILY|TWICE|ONCE|BY|ER|XR|SUSP|SOLN|ORAL|EVERY|BID|TID|[Tt]ab|[Cc]ap)(?:[Ss]|lets?|sules?)?\b|daily\b|twice\b|once\b))"
)
_FORM = re.compile(r"(?P<form>TABS?|CAPS?)(?P<dot>\.?)(?![\w'’-])")
_THING = re.compile(r" (?:TAB|CAP|[Tt]ab|[Cc]ap|PATCH|VIAL)")
_MEASURED = re.compile(r"[0-9] ?MC?G $")
_COUNTED = re.compile(r"[0-9] $")
_TAKEN = re.compile(r" (?:BY|PO|DAILY|TWICE|ONCE|EVERY|AT)\b")


def _dose(match: re.Match[str], context: Context) -> str:
    described = _THING.match(context.text, match.end())
    many = "" if is_one(match["number"]) or described else "s"
    unit = spelled(_UNITS[match["unit"]], context)
    return f"{say_number(match['number'], context)} {unit}{many}"


def _form(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 6) : match.start()]
    taken = _COUNTED.search(before) and _TAKEN.match(context.text, match.end())
    if not taken and not _MEASURED.search(before):
        return None
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return _FORMS[match["form"]] + stop


RULES = (
    Rule("abbreviation", "TC", _FORM, _form),
    Rule("unit", DIGIT, _DOSE, _dose),
)
