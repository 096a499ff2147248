"""Numbers that files, forms, tickets and rooms go by: “No. 21-476”, “Your ref: AB/12345/C”."""

import re

from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    CAPITALS,
    END,
    initials,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.english.measures import is_lettered
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_REVISION = re.compile(
    r"(?<!\w)(?P<short>Rev|rev)\. ?(?![0-9]{1,3}:[0-9]|[A-Z](?:\. ?[A-Z]| [A-Z][a-z]))(?=[0-9A-Z](?![A-Za-z])|[0-9])"
)
_DOCKET = re.compile(rf"{ALONE}(?P<year>[0-9]{{2}})-(?P<number>[0-9]{{2,4}}){END}(?!-|[.,][0-9])")
_CASE = re.compile(
    r"\b(?:[Nn]o\.|[Cc]ase|[Dd]ocket|[Ff]ile|[Ii]ncident|[Oo]rdinance|[Rr]esolution)(?: (?:no\.|number|#))?:? ?#?$"
)
_TIGHT = (
    "No. no. Nos. nos. p. pp. Ch. ch. Fig. fig. Vol. vol. Ep. ep. para. Pt. Rm. approx. Approx. max. Max. min. Min. est. Est. Tel. tel. ext. Ext."
    " abt. pg. Pg. Apt. apt. Sec. Chap. chap. Rte. Rt. Hwy."
).split()
_NUMBER = re.compile(rf"(?<![\w.])(?P<short>{alternation(_TIGHT)})(?=[0-9])")
"""Short forms without a space before their number."""
_REFERENCE = re.compile(
    r"(?<![\w/])(?=[A-Z0-9/]{0,20}[0-9])[A-Z0-9]{1,8}(?:/[A-Z0-9]{1,8}){1,3}(?![\w/])"
)
_PLANNED = re.compile(r"(?:[A-Z]{1,3}/)?[0-9]{2,4}/[0-9]{3,6}/[A-Z]{2,6}(?:/[A-Z]{2,4})?")
"""An application to build: “24/00817/HOU”."""
_REFERRED = re.compile(
    r"\b(?:ref(?:erence|\.)?|(?:order|invoice)(?= n)|file|policy|claim|application|planning(?: app\.)?|case|quote|account)(?: (?:no\.?|number))?(?: is)?:? ?$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"#['’]?s(?!\w)")
"""“bring the Q3 #s”."""
_PRESCRIBED = re.compile(r"#(?P<digits>[0-9]{5,12})(?!-?[0-9]|[.,][0-9])")
_SEATS = re.compile(
    rf"{ALONE}(?P<first>[0-9]{{1,3}})(?P<one>[A-K])[-–](?P<last>[0-9]{{1,3}})(?P<other>[A-K])(?![\w-]|(?<=A) (?:MON|TUE|WED|THU|FRI|SAT|SUN|Mon|Tue|Wed|Thu|Fri|Sat|Sun|DAILY|daily|[ECMP][SD]?T\b)|(?<=K) [a-z]{{2,12}}s\b)"
)
_CURRENT = re.compile(
    r" (?:(?!is|are|have|has|was|were|and|on|with)[A-Za-z-]+ )?(?:fuses?|breakers?|circuits?|chargers?|suppl(?:y|ies)|relays?|motors?)\b"
)
_CURRENT_BEFORE = re.compile(
    r"\b(?:[Ff]uses?|[Bb]reakers?|[Aa]mps|[Cc]urrent|[Rr]at(?:ed|ing)|draws?)(?: (?:is|of|at|for|about|up to|as))?:? $"
)
_ENDING = re.compile(r"(?<=nding )(?:in )?-(?P<digits>[0-9]{4})(?![0-9.,])")
_ROOM = re.compile(rf"{ALONE}(?P<part>[0-9]{{1,4}})-(?P<rest>[0-9]{{2,6}})(?![\w-]|[.,][0-9])")
_ROOM_BEFORE = re.compile(
    r"\b(?:Rm\.?|[Rr]oom|[Ss]uite|Ste\.|[Rr]ef(?:erence)?\.? ?#?|[Oo]ffice|[Uu]nit|[Ll]ocker) ?$"
)
_ORDER = re.compile(rf"{ALONE}[0-9]{{1,6}}-[0-9]{{3,8}}(?![\w-]|[.,][0-9]| [a-z]{{3,12}}s\b)")
_ORDER_BEFORE = re.compile(
    r"\b(?:[Oo]rder|[Ii]nvoice|[Tt]icket|[Cc]laim|[Cc]ase|[Cc]heck|[Ii]tem|[Pp]olicy|[Jj]ob|[Cc]onfirmation|PO|SKU|[Bb]ooking|[Rr]eservation)(?: (?:no\.|number|is))?:? ?$"
)
_FORMS = re.compile(rf"{ALONE}(?P<number>1099|1040|1031|529)s(?![\w])")
_CIRCUIT = re.compile(r"(?:(?<=(?:st|nd|rd|th) )|(?<=[23]d ))Cir\.(?!\w)")


def _revision(match: re.Match[str], context: Context) -> str:
    return "Revision " if match["short"][0] == "R" else "revision "


def _docket(match: re.Match[str], context: Context) -> str | None:
    """“No. 21-476”."""
    if not _CASE.search(context.text[max(0, match.start() - 24) : match.start()].rstrip() or ""):
        return None
    return f"{numerals(context).cardinal(int(match['year']))} dash {numerals(context).code(match['number'])}"


def _number(match: re.Match[str], context: Context) -> str:
    """“No.7”, “p.47”."""
    short = match["short"]
    spoken = ABBREVIATIONS.get(short) or ABBREVIATIONS[short.lower()].capitalize()
    return f"{spoken} "


_ODDS_TOO = re.compile(r" ?[0-9]{1,3}/[1-9]\b")
"""A price of another horse: “Fact To File 8/11, 100/1 bar”."""


def _reference(match: re.Match[str], context: Context) -> str | None:
    """“Your ref: AB/12345/C”: sign by sign."""
    before = context.text[max(0, match.start() - 28) : match.start()]
    if context.text.startswith((", ", " & "), match.end()) and _ODDS_TOO.match(
        context.text, match.end() + 2
    ):
        return None
    if not (_PLANNED.fullmatch(match.group()) or _REFERRED.search(before)):
        return None
    return ", ".join(
        " ".join(
            numerals(context).digits(run) if run.isdecimal() else ".".join(run)
            for run in re.findall("[A-Z]+|[0-9]+", part)
        )
        for part in match.group().split("/")
    )


def _prescribed(match: re.Match[str], context: Context) -> str:
    """A long number after its sign: “Rx #7712345”."""
    return f"number {numerals(context).digits(match['digits'])}"


def _seats(match: re.Match[str], context: Context) -> str | None:
    """“12A-12C”; of C or F alone no temperatures, “50F-60F”, and of A no “5A-10A fuse”."""
    letter = match["one"] if match["one"] == match["other"] else ""
    before = context.text[max(0, match.start() - 20) : match.start()]
    electric = _CURRENT.match(context.text, match.end()) or _CURRENT_BEFORE.search(before)
    if letter in ("C", "F") and not is_lettered(match, context) or letter == "A" and electric:
        return None
    first, last = (say_number(match[name], context) for name in ("first", "last"))
    return f"{first} {match['one']} to {last} {match['other']}"


def _ending(match: re.Match[str], context: Context) -> str:
    """“card ending -4242”."""
    return f"in {numerals(context).digits(match['digits'])}"


def _room(match: re.Match[str], context: Context) -> str | None:
    """“Rm. 4-210”."""
    if not _ROOM_BEFORE.search(context.text[max(0, match.start() - 14) : match.start()]):
        return None
    return f"{numerals(context).code(match['part'])} dash {numerals(context).code(match['rest'])}"


def _order(match: re.Match[str], context: Context) -> str | None:
    """“Order 7-4491”."""
    if not _ORDER_BEFORE.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    return numerals(context).groups(match.group())


def _forms(match: re.Match[str], context: Context) -> str:
    """“1099s”."""
    return plural(numerals(context).code(match["number"]))


RULES = (
    Rule("symbol", "#", _NUMBERS, lambda match, context: "numbers"),
    Rule("number", DIGIT + CAPITALS, _REFERENCE, _reference),
    Rule("abbreviation", initials(_TIGHT), _NUMBER, _number),
    Rule("abbreviation", "Rr", _REVISION, _revision),
    Rule("number", DIGIT, _DOCKET, _docket),
    Rule("number", "#", _PRESCRIBED, _prescribed),
    Rule("number", DIGIT, _SEATS, _seats),
    Rule("number", "-i", _ENDING, _ending),
    Rule("number", DIGIT, _ROOM, _room),
    Rule("number", DIGIT, _ORDER, _order),
    Rule("number", DIGIT, _FORMS, _forms),
    Rule("abbreviation", "C", _CIRCUIT, lambda match, context: "Circuit"),
)
