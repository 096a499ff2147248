"""What stands on prescriptions and results: “1 tab b.i.d.”, “q4-6h prn”, “20/40 vision”."""

import re

from wyoming_kokoro.text.normalize.english import prescriptions
from wyoming_kokoro.text.normalize.english.durations import counted
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    ends_sentence,
    initials,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DOSED = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took|give[ns]?|swallow|chew|dissolve|daily|bedtime|mouth|dos(?:es?|age)|m?c?g|mL|meals?|pain|refills?"
    r"|prn|bid|tid|qid|qd|qhs|q[0-9]{1,2}|Rx|Sig|po)\b|[btq]\.i\.d|q\.d|[0-9]mc?g\b",
    re.IGNORECASE,
)
_BROWSED = re.compile(
    r"\b(?:opens?|opened|clos(?:e|es|ed|ing)|browsers?|chrome|safari|windows?|pages?|click|guitar)\b",
    re.IGNORECASE,
)
_FORM = re.compile(r"(?<![\w'’-])(?P<form>tab|cap)(?P<many>s?)(?P<dot>\.?)(?![\w'’/-])")
_COUNTED = re.compile(
    r"(?:[0-9½¼¾]|\b(?:one|two|three|four|half|quarter|mc?g)|[0-9]mc?g) $", re.IGNORECASE
)
_SHARED = re.compile(r"(?:/[0-9]|[½¼¾]) $")
_SHARE = re.compile(
    r"(?<![\w./])(?<![0-9] )(?P<share>1/2|½|1/4|¼|3/4|¾) (?=(?:tab|tablet|pill|caplet|capsule|cap(?! of\b))s?\b)"
)
_SHARES = {"1/2": "half a", "½": "half a", "1/4": "a quarter", "¼": "a quarter", "3/4": "three quarters of a", "¾": "three quarters of a"}  # fmt: skip
_LATIN = {
    "bid": "twice a day", "tid": "three times a day", "qid": "four times a day", "qd": "daily", "qod": "every other day",
    "qhs": "at bedtime", "qam": "every morning", "qpm": "every evening", "prn": "as needed", "po": "by mouth",
    "od": "once a day", "bd": "twice a day", "tds": "three times a day", "qds": "four times a day", "nocte": "at night", "mane": "in the morning",
}  # fmt: skip
_WORDS = {
    written: spoken
    for short, spoken in _LATIN.items()
    for written in (short, short.upper(), "".join(f"{sign}." for sign in short), ".".join(short))
}
_TAKEN = re.compile(rf"(?<![\w.])(?P<latin>{alternation(_WORDS)})(?![\w'’/-])(?! ?#)")
_LIKE_WORDS = frozenset(
    "bid tid po BID PO TID QD QAM QPM od OD o.d o.d. bd BD b.d b.d. tds TDS t.d.s t.d.s. qds QDS mane MANE NOCTE".split()
)
_AFTER_DOSE = re.compile(
    r"(?:\b(?:tab|cap|tablet|capsule|pill|puff|drop|gtt|unit|cream|ointment|gel|lotion|spray|patch|meal|food)s?\.?|[0-9 ](?:mg|mL|ml|mcg|g)|\bpo|\bPO|\bp\.o\.|mouth|\b[Tt]ake (?:one|two|three|[1-9])"
    r"|[0-9] ?(?:mg|mL|ml|mcg|g|IU|units?)(?: of)? [A-Za-z]{2,20}) $"
)
_COUNTED_TOO = frozenset("bid po PO mane".split())
"""Those that are words, or other things, after a count as well: “1 bid”."""
_AFTER_SHORT = re.compile(r"(?:^|[,;:.(] ?)[1-4½] $")
"""A number of tablets: “caps, 1 tds”."""
_AFTER_COUNT = re.compile(r"(?:[0-9]|mc?g\)) $")
_LASTS = re.compile(
    r" (?:x ?[0-9]|for [0-9]{1,3} (?:d|days?|wks?|weeks?)\b|prn\b|PRN\b|until\b|as needed\b|(?:with|w/) (?:food|meals))"
)
_AGAINST = re.compile(
    r" (?:severe |mild |moderate )?(?:pain|fever|nausea|itch\w*|cough\w*|sleep|anxiety|headaches?|wheez\w+|shortness|allerg\w+|insomnia|vomiting|spasms?|constipation)\b"
)
_EVERY = re.compile(
    r"(?<!\w)q\.? ?(?P<low>[1-9][0-9]?)(?: ?[-–] ?(?P<high>[1-9][0-9]?))? ?(?P<unit>h|hrs?|hours?|°|min|d|days?|wks?)(?:\.(?= [a-z]))?(?![\w°])"
)
_PERIODS = {"m": "minute", "d": "day", "w": "week"}
_DAYS = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,3}}) ?d\b\.?(?P<noun>(?= (?:supply|course)\b))?")
_LASTING = re.compile(r"(?:\b(?:for|x)|×) $")
_SINCE = re.compile(r" (?:apart|later|after|post-?op|before|prior|ago)\b")
_SO_OFTEN = re.compile(
    rf"{ALONE}(?P<number>[1-9]|1[0-2]) ?[x×] ?(?=(?:a|per) (?:day|week|month|year)\b|(?:dai|week|month|year)ly\b)"
)
_FOR_SO_LONG = re.compile(
    r"(?<= )[x×] ?(?=[0-9]{1,3} ?(?:d|days?|wks?|weeks?|mos?|months?|nights?)(?![\w-]))"
)
_SO_LONG = re.compile(
    r"(?:(?<=[a-z]{3} )|(?<=°[FC] )|(?<=[°%] )|(?<=[A-Z]ID )|(?<= [BbOo][Dd] )|(?<=[TQ]DS )|(?<=/wk )|(?<=/day ))x ?(?=[0-9]{1,3}(?: ?[-–] ?[0-9]{1,3})? ?(?:secs?|mins?|minutes?|h|hrs?|hours?|days?|wks?|weeks?|mos?|months?|nights?|yrs?|years?)\b)"
)
_TESTED = re.compile(r"(?<=[Tt]ested )(?P<sign>[+-])(?= for\b|[.,;!]|$)")
_SIGHT = re.compile(
    rf"{ALONE}(?P<far>20|6)/(?P<near>5|6|7\.5|9|10|12|13|15|16|18|20|24|25|30|32|36|40|50|60|63|70|80|100|120|125|150|200|400){END}(?![/%]|[.,][0-9])"
)
_SEEN = re.compile(
    r"\b(?:vision|eyes?|eyesight|sight|acuity|seeing|correct(?:ed|ion)|glasses|contacts|lens|lenses|snellen|LASIK|optometrist)\b",
    re.IGNORECASE,
)
SHORT_FORMS = {"tab.": "tablet", "tabs.": "tablets", "cap.": "capsule", "caps.": "capsules"}


def _form(match: re.Match[str], context: Context) -> str | None:
    """Tablets and capsules that are taken, no tab of a browser and no cap of a head."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    if not _COUNTED.search(before):
        return None
    sentence = context.near_in_sentence(match)
    if not _SHARED.search(before) and (not _DOSED.search(sentence) or _BROWSED.search(sentence)):
        return None
    if match["form"] == "cap" and context.after(match.end()) == "of":
        return None
    ends = ends_sentence(context, match.end()) and not _TAKEN.match(context.text, match.end() + 1)
    stop = "." if match["dot"] and ends else ""
    return SHORT_FORMS[f"{match['form']}{match['many']}."] + stop


def _share(match: re.Match[str], context: Context) -> str:
    """“1/4 tab”: a quarter tablet."""
    return f"{_SHARES[match['share']]} "


def _taken(match: re.Match[str], context: Context) -> str | None:
    """“b.i.d.”, “PO”; those that are words or other things only after a dose."""
    latin = match["latin"]
    before = context.text[max(0, match.start() - 32) : match.start()]
    dotted = "." in latin and _AFTER_COUNT.search(before)
    if latin not in _COUNTED_TOO and _AFTER_SHORT.search(before):
        dotted = dotted or _DOSED.search(context.near_in_sentence(match))
    lasts = latin in ("BID", "TID", "QD", "PO", "po") and _LASTS.match(context.text, match.end())
    if latin in _LIKE_WORDS and not (dotted or lasts or _AFTER_DOSE.search(before)):
        return None
    stop = "." if latin.endswith(".") and ends_sentence(context, match.end()) else ""
    spoken = _WORDS[latin]
    against = spoken == "as needed" and _AGAINST.match(context.text, match.end())
    return spoken + (" for" if against else stop)


def _every(match: re.Match[str], context: Context) -> str:
    """“q6h”, “q4-6h”, “q15min”: every so many hours."""
    period = _PERIODS.get(match["unit"][0], "hour")
    low, high = match["low"], match["high"]
    if low == "1" and not high:
        return f"every {period}"
    times = " to ".join(numerals(context).cardinal(int(each)) for each in (low, high) if each)
    return f"every {times} {period}s"


def _days(match: re.Match[str], context: Context) -> str | None:
    """“30 d. supply”, “for 7 d.” of a medicine."""
    number = say_number(match["number"], context)
    if match["noun"] is not None:
        return f"{number} day"
    if _SINCE.match(context.text, match.end()):
        return f"{number} day{'' if match['number'] == '1' else 's'}"
    before = context.text[max(0, match.start() - 6) : match.start()]
    if not _LASTING.search(before) or not _DOSED.search(context.near_in_sentence(match)):
        return None
    last = match.group().endswith(".") and ends_sentence(context, match.end())
    return f"{number} day{'' if match['number'] == '1' else 's'}{'.' if last else ''}"


def _so_often(match: re.Match[str], context: Context) -> str:
    """“4 x daily”."""
    often = {"1": "once", "2": "twice"}.get(match["number"])
    return f"{often or numerals(context).cardinal(int(match['number'])) + ' times'} "


def _for_so_long(match: re.Match[str], context: Context) -> str | None:
    """“5 mg po x 3d”: for three days."""
    return "for " if _DOSED.search(context.near(match, 40)) else None


def _sight(match: re.Match[str], context: Context) -> str | None:
    """What an eye sees: “20/40”."""
    if not _SEEN.search(context.near_in_sentence(match)):
        return None
    near = match["near"]
    spoken = say_number(near, context) if "." in near else numerals(context).code(near)
    return f"{say_number(match['far'], context)} {spoken}"


_UNITS = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,3}}) ?(?P<unit>u|iu)(?![\w'’])")
_INSULIN = re.compile(r"\b(?:[Ii]nsulin|Lantus|NovoRapid|Humalog|Levemir|[Bb]asal|[Bb]olus)\b")


def _units(match: re.Match[str], context: Context) -> str | None:
    """“Insulin: 12u at 8am”."""
    if not _INSULIN.search(context.near_in_sentence(match)):
        return None
    return f"{say_number(match['number'], context)} unit{'' if match['number'] == '1' else 's'}"


_SPAN = re.compile(rf"{ALONE}(?P<number>[1-9][0-9]?)/(?P<base>52|12|7)(?![\w/%]|[.,][0-9])")
_SPANS = {"52": "week", "12": "month", "7": "day"}
_SPAN_BEFORE = re.compile(
    r"\b(?:in|for|every|after|x|×|past|last|next|of|at|f/u|[Ff]ollow[- ]up|[Rr]eview|[Rr]epeat) $|^$|[,;(] ?$"
)
_TREATED = re.compile(
    r"\b(?:review\w*|repeat\w*|rpt|[Bb]loods?|BP|scan|follow[- ]?up|f/u|HbA1c|clinic|prescri\w+|antibiotics?|tabs?|tablets?|caps?|capsules?|dose|GP|smear|history of|pain|cough|symptoms?|m?c?g|mls?"
    r"|bd|BD|tds|TDS|qds|QDS|od|OD|daily|meds?|eGFR|check-?up|stitches|dressing|physio|weeks?' leave|rash)\b|[0-9]m?c?g\b"
)


def _span(match: re.Match[str], context: Context) -> str | None:
    """Weeks, months and days as doctors write them: “repeat in 6/12”, “for 7/7”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    past = context.text.startswith(" ago", match.end())
    if not context.locale.day_first or not (past or _SPAN_BEFORE.search(before)):
        return None
    if past:
        return counted(int(match["number"]), _SPANS[match["base"]], context)
    if match["base"] != "52" and not _TREATED.search(context.near_in_sentence(match)):
        return None
    return counted(int(match["number"]), _SPANS[match["base"]], context)


RULES = (
    *prescriptions.RULES,
    Rule("unit", DIGIT, _SPAN, _span),
    Rule("unit", DIGIT, _UNITS, _units),
    Rule("abbreviation", "tc", _FORM, _form),
    Rule("fraction", DIGIT + "½¼¾", _SHARE, _share),
    Rule("abbreviation", initials(_WORDS), _TAKEN, _taken),
    Rule("unit", "q", _EVERY, _every),
    Rule("unit", DIGIT, _DAYS, _days),
    Rule("number", DIGIT, _SO_OFTEN, _so_often),
    Rule("abbreviation", "x×", _FOR_SO_LONG, _for_so_long),
    Rule("abbreviation", "x", _SO_LONG, lambda match, context: "for "),
    Rule(
        "symbol",
        "+-",
        _TESTED,
        lambda match, context: "positive" if match["sign"] == "+" else "negative",
    ),
    Rule("number", DIGIT, _SIGHT, _sight),
)
