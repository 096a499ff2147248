"""Dates, years, decades, names of months and weekdays."""

import re

from wyoming_kokoro.text.normalize.english import history, slashed_dates
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    DAY,
    END,
    ends_sentence,
    numerals,
)
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
DAY_OF = {name[:3].lower(): name for name in WEEKDAYS}

MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_INITIALS = "JFMASOND"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?[ ](?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9:%°]|[.,][0-9]))?"
_ISO = re.compile(
    rf"{ALONE}(?P<year>[12][0-9]{{3}})(?P<sep>[-/.])(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12][0-9]"
    rf"|3[01])(?:T(?P<hour>[0-2][0-9]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:[.,][0-9]{{1,9}})?)?(?P<zone>Z"
    rf"|[+-][0-9]{{2}}:?[0-9]{{2}})?)?{END}(?!-[0-9])"
)
_CLOCK_AFTER = re.compile(r" [0-9]{1,2}:[0-9]{2}(?![0-9])")
_SLASHED = re.compile(
    rf"{ALONE}(?<![0-9][./-])(?P<a>0?[1-9]|[12][0-9]|3[01])(?P<sep>[-/.])(?P<b>0?[1-9]|[12][0-9]|3[01])(?P=sep)(?P<year>[12][0-9]{{3}}"
    rf"|[0-9]{{2}}(?=(?<=[/.][0-9]{{2}})(?![/.][0-9]))){END}"
)
_MONTH_DAY = re.compile(rf"{MONTH}\.?[ ]{_DAY}(?![0-9a-zA-Z%°/]|[.,:][0-9]){_YEAR}")
_MONTH_YEAR = re.compile(rf"{MONTH}\.?,?[ ](?P<year>1[0-9]{{3}}|20[0-9]{{2}}){END}(?![.,][0-9])")
_DAY_MONTH = re.compile(
    rf"{ALONE}{_DAY}(?: of)?[ -]{MONTH}(?![a-zA-Z])\.?(?:[ ,-]{{1,2}}(?P<year>1[0-9]{{3}}|20[0-9]{{2}}){END})?"
)
_NEXT_DAY = re.compile(r" (?:[12][0-9]|3[01]|[1-9])(?![\w%:]|[.,/–-][0-9]| ?[ap]\.?m\b)")
_MONTH_ALONE = re.compile(
    r"(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?P<dot>\.)?(?!\w)"
)
_DAY_TOO = re.compile(rf"\.?,? ?(?:&|and|or|to|thru)? ?{DAY}(?!['’])")
"""Another day of a list: “Mon, Wed & Fri”."""
_WEEKDAY = re.compile(r"(?P<day>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(?P<dot>\.)?(?![\w'’])")
_SUN_AFTER = re.compile(
    r"(?:[&,]|\b(?:Easter|Palm|Mothering|Remembrance|Whit|Trinity|Advent|all(?: day)?|[Oo]n|[Nn]ext|[Ee]very|[Cc]losed|[Oo]pens?|[Ee]nds?|[Ss]tarts?|returns?|[Uu]ntil|till|[Bb]y|due|since|through|thru|and|or|noon)) $"
)
_AT_HOUR = re.compile(
    r"(?:[0-9 ][apAP]\.?[mM]\.?|[0-9][apAP]) (?:[ECMP][SD]?T )?$|[0-9][.:][0-5][0-9] $|\b(?:0[0-9]|1[0-8]|2[1-3])[0-5][0-9] $"
)
_AT_AN_HOUR = re.compile(r",? (?:at|@) [0-9]| [ap]m\b")
_DAY_AFTER = re.compile(
    r"(?:[a-zM0-9,&)]|\b(?:[Aa]lt|[Aa]rr|[Dd]ep|[Ee]ff|[Ee]xp|resched|ret)\.) $"
)
"""Before a Saturday in short there is no end of a sentence; the sun has articles."""
_PART_OF_DAY = re.compile(
    r" (?:[AP]M|[ap]\.m\.|Night|Morning|Evening|Afternoon|Noon|Eve|Supper|Dinner|Bible|School|Worship|Mass|Services?|Matinee|Lunch|Vigil)\b"
)
"""What a name begins with after its day: “Wed. Night Supper”."""
_PART_TOO = re.compile(r" (?:morn|morning|aft|afternoon|eve|evening|night|nite|mat)s?\b")
_DECADE = re.compile(r"(?P<quote>['’‘])?(?P<year>[12][0-9]{2}0|[1-9]0)['’]?s(?!\w)")
_SHORT_YEAR = re.compile(r"['’‘](?P<year>[0-9]{2})(?![\w'’])")
_OF_ERA = frozenset("year ad d c ca circa".split())
_YEAR_OF_ERA = re.compile(
    rf"{ALONE}(?:(?P<year>[1-9][0-9]{{1,3}})(?:(?: ?[-–] ?|(?P<to> to | and ))(?P<last>[1-9][0-9]{{1,3}}))?(?= (?:BCE?|B\.C\.|CE|C\.E\.|AD|A\.D\.)(?!\w)(?! [a-z]{{4,12}}s\b))"
    r"|(?:(?<=AD )|(?<=A\.D\. ))(?P<after>[1-9][0-9]{2})(?:(?P<until> ?[-–] ?| to | and )(?P<end>[1-9][0-9]{2}))?(?!\w|,[0-9]))"
)
_QUARTER = re.compile(r"(?<![^\W_])(?:Q[1-4]|H[12]|FY)$")
_YEAR_ALONE = re.compile(
    rf"{ALONE}(?P<year>1[0-9]{{3}}|20[0-9]{{2}}){END}(?![.,:/][0-9])(?! ?[%°×²³])"
)
_YEARLY = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Yy]our|[Tt]heir|[Hh]is|[Hh]er|[Mm]y|final) (?=(?:19|20)[0-9]{2} (?:numbers|results|figures|taxes|models|rankings|standings|playoffs|finals|awards|championships"
    r"|midterms|budgets?|estimates|forecasts|holidays|wildfires|floods|riots|protests|earnings|goals|rules|stats|returns|games)\b)"
)
_CHAIN = (" and ", " or ", " to ", "-", "–", ", ", ", and ")
_OF_DECADE = re.compile(
    r" (?:[a-z]+ )?(?:rock|pop|music|hits|songs|tunes|playlist|station|jazz|hip[- ]hop|disco|country|R&B|soul|funk|dance|metal|punk|grunge|alternative|movies?|films?|party|fashion"
    r"|style|sitcoms?|cartoons?|nostalgia|night|theme|throwback|ballads?|classics|radio|channel|mix|trivia|flashback|kids?|bab(?:y|ies)|child|children)\b",
    re.IGNORECASE,
)
_DECADE_BEFORE = frozenset(
    "the early late mid his her their my our your low high upper lower".split()
)
_SPANNED = re.compile(
    rf"(?:\b(?:{'|'.join(_DECADE_BEFORE)})[ -]|['’‘]|[12][0-9])[1-9]0['’]?s ?[-–] ?$", re.IGNORECASE
)
_AMOUNT_BEFORE = frozenset(
    "about over nearly almost roughly approximately around exactly only just costs cost another these those all".split()
)
_BEFORE_MAY = frozenset(
    "on by the until from before after of c b e mon tue tues wed weds thu thur thurs fri sat sun".split()
)
"""“w/c 1st May” too."""
_TO_DAY = frozenset((" to ", " until ", " till ", " through ", " thru "))
_YEAR_BEFORE = frozenset("in since by until during before after".split())
_OWNED = re.compile(r"\w['’]s $")
"""“ERNIE's Nov draw”."""
_ALSO_NAMES = frozenset(("Mar", "Jan", "Jun"))
_MONTH_BEFORE = frozenset(
    "in by since until till from to of last next early late mid this every before after on".split()
)


def month_number(name: str) -> int:
    """1 to 12."""
    return _MONTH_OF[name[:3].lower()]


def say_date(
    year: str | None,
    month: int,
    day: int,
    context: Context,
    *,
    day_first: bool,
    article: bool = True,
) -> str:
    """A date in words; `day_first` makes it “the fifth of May”, else “May fifth”."""
    rank = numerals(context).ordinal(day)
    name = MONTHS[month - 1]
    spoken = f"{'the ' if article else ''}{rank} of {name}" if day_first else f"{name} {rank}"
    if not year:
        return spoken
    full = int(year) if len(year) > 2 else int(year) + (2000 if int(year) < 50 else 1900)
    return f"{spoken}, {numerals(context).year(full)}"


def _iso(match: re.Match[str], context: Context) -> str:
    spoken = _numeric(match["year"], int(match["month"]), int(match["day"]), match, context)
    if match["hour"] is None:
        return spoken + ("," if _CLOCK_AFTER.match(context.text, match.end()) else "")
    hour, minute = int(match["hour"]), int(match["minute"])
    clock = numerals(context).pair(minute) if minute else "hundred"
    return f"{spoken}, {numerals(context).cardinal(hour)} {clock}{' UTC' if match['zone'] == 'Z' else ''}"


def _numeric(year: str, month: int, day: int, match: re.Match[str], context: Context) -> str:
    article = context.before(match.start()).lower() != "the"
    return say_date(year, month, day, context, day_first=context.locale.day_first, article=article)


def _slashed(match: re.Match[str], context: Context) -> str | None:
    first, second = int(match["a"]), int(match["b"])
    if (
        match["sep"] == "."
        and len(match["year"]) == 2
        and not (
            context.locale.day_first
            and second <= 12
            and (
                len(match["a"]) == len(match["b"]) == 2
                or slashed_dates.is_dotted_day(match, context)
            )
        )
    ):
        return None
    day_first = context.locale.day_first or match["sep"] == "."
    month, day = (second, first) if day_first else (first, second)
    if month > 12:
        month, day = day, month
    if month > 12:
        return None
    return _numeric(history.century(match["year"], match, context), month, day, match, context)


def _month_day(match: re.Match[str], context: Context) -> str | None:
    if match["month"] == "May" and not match["year"] and is_plural_noun(context.after(match.end())):
        return None
    return say_date(
        match["year"], month_number(match["month"]), int(match["day"]), context, day_first=False
    )


def _month_year(match: re.Match[str], context: Context) -> str:
    return (
        f"{MONTHS[month_number(match['month']) - 1]} {numerals(context).year(int(match['year']))}"
    )


def goes_with_next(match: re.Match[str], context: Context) -> bool:
    """Whether the month belongs to the day after it, as in America: “lost 3-1 Oct. 5”."""
    day = None if context.locale.day_first else _NEXT_DAY.match(context.text, match.end())
    return day is not None and not is_plural_noun(context.after(day.end()))


def _day_month(match: re.Match[str], context: Context) -> str | None:
    span = context.last_class == "range" and context.last_end == match.start()
    if span and goes_with_next(match, context):
        return None
    if (
        match["month"] == "May"
        and not match["year"]
        and re.match(r" (?![ap]m\b)[a-z]", context.text[match.end() : match.end() + 4])
        and " of" not in match.group()
    ):
        from_day = context.last_class == "date" and context.since_last(match.start()) in _TO_DAY
        if not from_day and context.before(match.start()).lower() not in _BEFORE_MAY:
            return None
    article = context.before(match.start()).lower() != "the"
    stop = "." if match.group().endswith(".") and ends_sentence(context, match.end()) else ""
    return (
        say_date(
            match["year"],
            month_number(match["month"]),
            int(match["day"]),
            context,
            day_first=True,
            article=article,
        )
        + stop
    )


def _month_alone(match: re.Match[str], context: Context) -> str | None:
    known = _OWNED.search(context.text[max(0, match.start() - 4) : match.start()])
    preceding = context.before(match.start()).lower()
    ranked = preceding.endswith("est") or preceding == "for"
    ranked = ranked and match["month"] not in _ALSO_NAMES
    if not match["dot"] and not ranked and preceding not in _MONTH_BEFORE:
        if known is None or match["month"] in _ALSO_NAMES:
            return None
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return MONTHS[month_number(match["month"]) - 1] + stop


def _weekday(match: re.Match[str], context: Context) -> str | None:
    rest = context.text[match.end() : match.end() + 12].lstrip(" ,")
    dated = (
        rest[:1].isdigit()
        or rest[:1] == ":"
        and rest[1:2] == " "
        or rest[:3].lower() in _MONTH_OF
        and rest[:1].isupper()
    )
    before = context.before(match.start()).lower()
    first = context.text[max(0, match.start() - 2) : match.start()].strip() in ("", ":", ";")
    dated |= first and context.text.startswith((" - ", " – "), match.end())
    dated |= _PART_TOO.match(context.text, match.end()) is not None
    dated |= _DAY_TOO.match(context.text, match.end()) is not None
    dated |= before != "the" and _AT_AN_HOUR.match(context.text, match.end()) is not None
    known = _SUN_AFTER if match["day"] == "Sun" else _DAY_AFTER
    timed = _AT_HOUR.search(context.text[max(0, match.start() - 10) : match.start()]) is not None
    timed = (
        timed or known.search(context.text[max(0, match.start() - 12) : match.start()]) is not None
    )
    if match["day"] in ("Sat", "Sun", "Mon") and not (match["dot"] or dated or timed):
        return None
    if (
        match["dot"]
        and ends_sentence(context, match.end())
        and match["day"] in ("Sat", "Sun")
        and context.text[match.start() - 1 : match.start()] != "("
        and not timed
        and not _PART_OF_DAY.match(context.text, match.end())
    ):
        return None
    goes_on = dated or _PART_OF_DAY.match(context.text, match.end())
    stop = "." if match["dot"] and not goes_on and ends_sentence(context, match.end()) else ""
    many = "s" if before in ("alternate", "most") else ""
    return DAY_OF[match["day"][:3].lower()] + many + stop


def _decade(match: re.Match[str], context: Context) -> str | None:
    year = match["year"]
    chained = context.last_class == "date" and context.since_last(match.start()) in _CHAIN
    spanned = _SPANNED.search(context.text[max(0, match.start() - 12) : match.start()])
    known = (
        match["quote"]
        or chained
        or spanned
        or context.before(match.start()).lower() in _DECADE_BEFORE
    )
    if len(year) == 2 and not known and not _OF_DECADE.match(context.text, match.end()):
        return None
    if year.endswith("000"):
        return f"{numerals(context).cardinal(int(year))}s"
    return plural(numerals(context).year(int(year)))


def _short_year(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 3) : match.start()]
    return (
        None
        if before[-1:].isalnum() and not _QUARTER.search(before)
        else numerals(context).pair(int(match["year"]))
    )


def _year_alone(match: re.Match[str], context: Context) -> str | None:
    before = context.before(match.start()).lower()
    if context.last_class == "range" and context.last_end == match.start():
        return numerals(context).year(int(match["year"]))
    if (
        before in _AMOUNT_BEFORE
        or not _YEARLY.search(context.text[max(0, match.start() - 6) : match.end() + 16])
        and before not in _YEAR_BEFORE
        and context.text[match.end() : match.end() + 1] == " "
        and is_plural_noun(context.after(match.end()))
    ):
        return None
    if (
        match["year"].startswith("10")
        and before not in _MONTH_BEFORE
        and before not in _OF_ERA
        and not history.MEDIEVAL.search(context.near_in_sentence(match))
    ):
        return None
    return numerals(context).year(int(match["year"]))


def _year_of_era(match: re.Match[str], context: Context) -> str:
    """“2560 BC”, “384–322 B.C.”: three eighty four to three twenty two."""
    years = [
        numerals(context).code(match[name])
        for name in ("year", "last", "after", "end")
        if match[name]
    ]
    joint = match["to"] or match["until"] or ""
    return (joint if joint.strip().isalpha() else " to ").join(years)


RULES = (
    *history.RULES,
    Rule("date", DIGIT, _ISO, _iso),
    Rule("date", DIGIT, _SLASHED, _slashed),
    Rule("date", _MONTH_INITIALS, _MONTH_DAY, _month_day),
    Rule("date", _MONTH_INITIALS, _MONTH_YEAR, _month_year),
    Rule("date", DIGIT, _DAY_MONTH, _day_month),
    Rule("date", _MONTH_INITIALS, _MONTH_ALONE, _month_alone),
    Rule("date", "MTWFS", _WEEKDAY, _weekday),
    Rule("date", DIGIT + "'’‘", _DECADE, _decade),
    Rule("date", "'’‘", _SHORT_YEAR, _short_year),
)
ERA_RULES = (Rule("date", DIGIT, _YEAR_OF_ERA, _year_of_era),)
"""Tried before spans of numbers."""

YEAR_RULES = (Rule("date", DIGIT, _YEAR_ALONE, _year_alone),)
"""Tried after the units, so that 2000 W is no year."""
