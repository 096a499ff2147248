"""Days, months and seasons in figures with a slash: “due 3/14”, “12/23-1/3”, “2023/24”; and what tells
that figures with points are a day.
"""

import re

from wyoming_kokoro.text.normalize.english.beats import is_time_signature
from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, numerals
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DATED = re.compile(
    rf"\b(?:{DAY}[.,]{{0,2}}|Tu|Th|Sa|Su|on|by|back|ready|returning|until|till?|thru|dl|as of|avail(?:able|\.)?|due|since|before|after|starting|beginning|ending|arriving|shipping|expiring|from|(?:moved|rescheduled|postponed|pushed|extended|changed|scheduled) (?:to|for)|dated|date|today is|it's|w/c|w/b|w/e|w(?:ee)?k\.? (?:commencing|beg(?:inning|\.)?|ending))[ :]*$"
    r"|(?:[0-9] ?[ap]\.?m\.?|[0-9]:[0-9]{2}),? $",
    re.IGNORECASE,
)
HOLIDAY = re.compile(
    r"\b(?:Pi|Boxing|Veterans|Independence|Earth|Groundhog|Tax|Christmas|Election|Inauguration) Day,?[ :]*$|\b[A-Z][a-z'’]{2,12} Day[,:] $"
)
_EVENTS = (
    r"\b(?:appt\.?|appointment|recital|party|class(?:es)?|meeting|mtg|concert|game|practice|trip|test|exam|reunion|b(?:irth)?-?day|anniversary|graduation|moon|eclipse|payment|inspection|opener|kick-?off|tournament|[A-Z][a-z]{2,12} (?:vs\.?|versus) [A-Z][a-z]{2,12}|sale|deadline|rehearsal|check-?up|visit|wedding"
    r"|holiday|shower|camp|tryouts?|registration|sign-?ups?|school|session|conference|reminder|delivery|flight|interview|surgery|webinar|workshop|orientation|auditions?|ceremony|funeral|prom|picnic|potluck|cookout|parade|festival|fundraiser|open house|hearing|dentist|haircut|oil change|play-?date|sleepover|lesson|jury duty|marathon|field day|(?:science|career|craft|job|health|county|state) fair|school play|spring break|open mic|blood drive|pick-?up|vet)"
)
_EVENT = re.compile(
    rf"{_EVENTS}(?: \w+)?(?: (?:is|are|was|for)|:) $"
    r"|\b(?:(?:set|slated|planned|book(?:ed)?(?: it| us| me| them)?) for|renews|resumes?|(?:re-?)?(?:starts?|opens?)|begins?|ends?|closes?|expires?|arrives?|shipped|returns?|reconvenes?|launch(?:es)?|debuts?|premieres?|airs|kicks? off|goes live) $",
    re.IGNORECASE,
)
_EVENT_BEFORE = re.compile(f"{_EVENTS} $", re.IGNORECASE)
_GOES_ON = re.compile(r" (?:at|@|with|w/|for|in(?!\.)|from)(?!\w)")
_JUDGED = re.compile(r"\b(?:is|are|was|were) $")
_VERDICT = re.compile(
    r" (?!(?:and|but|for|from|with|not|the|this|next|until|till?|thru|through|then|because|if|when|so|vs|before|after|noon|starting|beginning|instead|same|rain|per|via|pls|please)\b)[a-z]{3}"
)
"""What no date is followed by: “hard”, “easy to read”."""
_DONE = re.compile(
    r"\b(?!(?:scored|rated|ranked|graded|reduced|divided|multiplied|add|shed|red|bed|fed)\b)[a-z]{2,12}(?:ed|'d|’d) $|\b(?i:exp|eff|paid|pd|sent|expires|thru|made|done|built|born|met|due)\.?:? $"
)
_CHANGED = re.compile(
    r"\b(?:reduc\w+|cut|increas\w+|decreas\w+|shr[iau]nk\w*|up|down|grow\w*|grew|fell|rose|drop\w*|lower\w*|rais\w+|trim\w*|slash\w*)(?: \w+)? by $"
    r"|\b(?:reduc\w+|cut|increas\w+|decreas\w+|shr[iau]nk\w*|lower\w*|rais\w+|trim\w*|slash\w*|shorten\w*|lengthen\w*|dim|thin|multipl\w+|divid\w+|scal\w+)(?: (?:down|back) on|(?: down)? (?:the|your|my|our|his|her|their|its|this|that|each|all))"
    r"(?: (?!(?:and|or|to|up|off|out|for|money|funds|checks?|cheques?|grass|lawn|hedges?|trees?|bushes|keys?)\b)[\w'’-]+){1,4} by $",
    re.IGNORECASE,
)
CUT_PIECE = re.compile(
    r"\b(?:get|have|had|got) (?:it|this|that|them) cut by $"
    r"|\b(?:sign(?:ed|ing)?|wrap|finish|pick|clean|pack|show|set)(?: \w+){0,2} up by $",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[.,;:!?)](?![0-9])|$")
"""What is done on a day: “cleared 5/6.”"""
_SHARED = re.compile(
    r" ?(?:of\b|full|done|complete|over|cups?\b|inch|in\.|mile|hour|acres?\b|way|price|off|scale\b|power\b|speed\b|turns?\b|time (?:to|job|work)\b)"
    r"|[-–][0-9]{1,2} (?:tons?|inch(?:es)?|in\.|miles?|cups?|acres?|hours?|lbs?|pounds?|oz|ounces?|ft|feet|tsp|tbsp)\b"
)
_DOSE = re.compile(
    r"\b(?:take|give|eat|drink|use|add|fill\w*|pour|dose|dosage|swallow|apply|mix|have|tablets?|pills?|another|other|first|only|about)(?: (?:it|her|him|them|the|another))? $",
    re.IGNORECASE,
)
"""What a share of something stands after, at whatever time it is taken."""
_AT = re.compile(
    r" (?:at|from) (?:[1-9]|1[0-2])(?:[.,;!?]|$| (?:o'clock|in the|sharp|tonight|for|with|and))"
)
_TIMED = re.compile(
    r",? (?:(?:at|@|from) )?[0-9]{1,2}(?::[0-9]{2}|(?:\.[0-5][0-9])? ?[AaPp]\.?[Mm]\b)|,? at (?:1[0-2]|[1-9])\.[0-5][05](?![\w%]|\.[0-9]| ?(?:kg|g|km|m|s|secs?|seconds)\b)"
)
_SPAN = re.compile(
    rf"{ALONE}(?P<top>[0-9]{{1,2}})/(?P<bottom>[0-9]{{1,2}})(?P<joint> ?[-–—] ?| to )"
    rf"(?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})(?![-/0-9]|[.,][0-9]){END}"
)
_DAYS_OF = re.compile(
    rf"{ALONE}(?P<month>[0-9]{{1,2}})/(?P<first>[0-9]{{1,2}}) ?[-–] ?(?P<last>[0-9]{{1,2}})(?![-/0-9]|[.,:][0-9]|[\"″”%°]){END}"
)
_SEASON = re.compile(
    rf"{ALONE}(?P<year>(?:19|20)?[0-9]{{2}})/(?P<next>(?:19|20)?[0-9]{{2}}){END}(?!/)"
)
_SEASONS = re.compile(
    r" ?(?:seasons?|campaigns?|tax year|financial year|fiscal|school year|academic|winter|vintage|term)\b"
)
_OF_SEASON = re.compile(
    r"\b(?:INSET days?|[Tt]erm dates|[Cc]alendar|[Ff]ixtures|[Cc]ouncil [Tt]ax|[Ss]ubs|[Ff]or|[Ii]n|[Ss]ince|[Oo]f) $|£[0-9.,]{1,8}(?:k|K|m|M|mm|MM|bn|tn?|T| ?(?:[mbt]n|thousand|[mbtr]{1,2}illion))? $"
)
_EXPIRY = re.compile(rf"{ALONE}(?P<month>0?[1-9]|1[0-2])/(?P<year>2[0-9]|3[0-9]){END}(?![/.][0-9])")
_EXPIRES = re.compile(
    r"\b(?:best before|use by|exp(?:iry|ires|\.)?|expiration|valid (?:thru|until|to)|bb)[ :]{1,2}$",
    re.IGNORECASE,
)


_ON_DOTTED = re.compile(r"\b(?:on|by|until|till|since|dated|due|born|died|date:?|DOB:?|from|of) $")
_VERSION = re.compile(
    r"\b(?:versions?|runs?|running|updat\w+|upgrad\w+|releas\w+|firmware|install\w*|build|kernel|[a-z]*OS|Python|Node|Core)\b"
)
_OFFERED = re.compile(r"\b(?:off|coupons?|promo|offers?|deals?|discounts?)\b", re.IGNORECASE)
"""What ends on a day, as a card ends with a month."""
_PAIR = r"(?P<day>[12][0-9]|3[01])/(?P<month>0?[1-9]|1[0-2])"
_LISTED_AFTER = re.compile(rf"(?:, | and | & | or |; ){_PAIR}(?![/\w]|[.,][0-9])")
_LISTED_BEFORE = re.compile(rf"(?<![\w/.]){_PAIR}(?:, | and | & | or |; )$")
_BETWEEN = re.compile(
    r"(?<=between )(?P<top>[0-9]{1,2})/(?P<bottom>[0-9]{1,2}) and (?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})(?![-/0-9]|[.,][0-9]| of\b)"
)
_EASY = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100))
"""What shares are told in."""
_MONTHS = 12
_TEN = 10
_THIS_CENTURY = 39
_DETERMINERS = frozenset("the my your his her our their".split())
_NO_YEARS = re.compile(r" (?:of|marks?|points?|[a-z]{3,12}s)\b")
"""What so many of all are: “23/24 pupils”."""
_THROUGH = re.compile(r"\b(?:through|exp\.?) $", re.IGNORECASE)
_SHARES_OF = frozenset((2, 3, 4, 5, 6, 8, 12))
_HALVES = frozenset((2, 3, 4, 8, 16))


_DAY_BEFORE = re.compile(
    r"(?:\b(?:1[0-2]|[1-9])/(?:1[3-9]|2[0-9]|3[01])(?:-[0-9]{1,2}(?:/[0-9]{1,2})?)?)(?: & | and |, | or )$"
)
"""A day that nothing else can be: “closed 12/24-25 & 1/1”."""


def is_day(top: int, bottom: int, before: str, match: re.Match[str], context: Context) -> bool:
    """Whether a word before or a time after says that a day and a month are meant."""
    if not _is_date(top, bottom):
        return False
    if _is_score(top, bottom, before, match, context):
        return False
    share = top < bottom and (bottom <= _MONTHS or bottom in _HALVES)
    if share and _CHANGED.search(before) and not CUT_PIECE.search(before):
        return False
    whole = not _SHARED.match(context.text, match.end())
    if context.locale.day_first and whole and _is_listed(before, match, context):
        return True
    if context.locale.day_first and whole and before.endswith(("wk ", "Wk ")):
        return True
    if _THROUGH.search(before) and (top > bottom or bottom not in _HALVES):
        return whole
    if whole and bottom not in _HALVES and _DAY_BEFORE.search(before):
        return True
    weekday = context.text[context.last_start : context.last_end].rstrip(".").isalpha()
    if (
        whole
        and context.last_class == "date"
        and weekday
        and context.since_last(match.start()) == " "
    ):
        return True
    if _is_of_event(bottom, before, match, context):
        return True
    if whole and (_EVENT.search(before) or _DATED.search(before) or HOLIDAY.search(before)):
        return True
    timed = _TIMED.match(context.text, match.end()) is not None and not _DOSE.search(before)
    if top > bottom and _AT.match(context.text, match.end()):
        timed = True
    return timed


def _is_of_event(bottom: int, before: str, match: re.Match[str], context: Context) -> bool:
    """Whether something is done or takes place on a day: “cleared 5/6.”, “dental appt 3/4 at 9”."""
    ends = _CLOSES.match(context.text, match.end()) is not None
    if ends and _DONE.search(before):
        return True
    marked = bottom == _TEN or before.endswith(("test ", "exam "))
    if marked or not _EVENT_BEFORE.search(before):
        return False
    return ends or _GOES_ON.match(context.text, match.end()) is not None


_RATED = re.compile(
    r"\b(?:fell|falls?|fallen|drop(?:s|ped)?|rose|risen|rises?|(?P<went>went|gone|goes)|slipped|jumped|climbed|improved|down|up) from (?P<first>[0-9]|10)/(?P<of>5|10) to (?P<last>[0-9]|10)/(?P=of)(?![/\w]|[.,][0-9])"
)


def is_rated(match: re.Match[str], context: Context) -> bool:
    """Whether marks go from one to another: “fell from 5/5 to 4/5”, “from 8/10 to 3/10”."""
    found = _RATED.search(context.text[max(0, match.start() - 24) : match.end() + 9])
    if found is None:
        return False
    best, marks = int(found["of"]), [int(found["first"]), int(found["last"])]
    odds = found["went"] and context.locale.day_first and best == 5 and best not in marks
    return max(marks) <= best and not odds


def _is_score(top: int, bottom: int, before: str, match: re.Match[str], context: Context) -> bool:
    """“it's 3/4”, “that test was 10/10 hard”."""
    if before.rstrip().lower().endswith("it's") and top < bottom <= 8:
        return True
    if is_rated(match, context):
        return True
    verdict = top <= bottom == _TEN and _VERDICT.match(context.text, match.end())
    return bool(verdict and _JUDGED.search(before))


def is_dotted_day(match: re.Match[str], context: Context) -> bool:
    """“crowned on 12.5.37”, no version."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    sentence = context.near_in_sentence(match)
    return _ON_DOTTED.search(before) is not None and not _VERSION.search(sentence)


def _is_listed(before: str, match: re.Match[str], context: Context) -> bool:
    """Whether another of a list can only be a day: “4/12, 18/12”."""
    pairs = [_LISTED_BEFORE.search(before), _LISTED_AFTER.match(context.text, match.end())]
    return any(pair and int(pair["day"]) > _MONTHS >= int(pair["month"]) for pair in pairs)


def _span(match: re.Match[str], context: Context) -> str | None:
    """From a day to a day: “12/23-1/3”."""
    pairs = [(int(match[a]), int(match[b])) for a, b in (("top", "bottom"), ("first", "second"))]
    (top, bottom), (first, second) = pairs
    order = -1 if context.locale.day_first else 1
    falls = pairs[0][::order] > pairs[1][::order]
    if falls and bottom in (4, 8) and is_time_signature(first, second, "to ", match, context):
        cardinal = numerals(context).cardinal
        return f"{cardinal(top)} {cardinal(bottom)} to {cardinal(first)} {cardinal(second)}"
    likely = any(max(pair) > 12 for pair in pairs) or pairs[0][0] > pairs[0][1]
    likely = likely or any(pair[1] not in _SHARES_OF for pair in pairs)
    if not likely or not all(_is_date(*pair) for pair in pairs) or is_rated(match, context):
        return None
    start = day_and_month(*pairs[0], context, match.start())
    return f"{start} to {day_and_month(*pairs[1], context)}"


def _between(match: re.Match[str], context: Context) -> str | None:
    """“between 3/10 and 2/11”, no shares."""
    pairs = [(int(match[a]), int(match[b])) for a, b in (("top", "bottom"), ("first", "second"))]
    shares = all(top < bottom and bottom in _EASY for top, bottom in pairs)
    if (
        not context.locale.day_first
        or shares
        or pairs[0][1] == pairs[1][1]
        or not all(_is_date(*pair) for pair in pairs)
    ):
        return None
    return " and ".join(day_and_month(*pair, context) for pair in pairs)


def _days_of(match: re.Match[str], context: Context) -> str | None:
    """Days of one month: “4/21-22”; in America alone, where the month is first."""
    month, first, last = (int(match[name]) for name in ("month", "first", "last"))
    if context.locale.day_first or not (1 <= month <= 12 and 1 <= first < last <= 31):
        return None
    before = context.text[max(0, match.start() - 40) : match.start()]
    told = _DATED.search(before) or _EVENT.search(before) or _EVENT_BEFORE.search(before)
    if first in _HALVES and not told or _SHARED.match(context.text, match.end()):
        return None
    return f"{day_and_month(month, first, context)} to {numerals(context).ordinal(last)}"


def _is_plate(year: int, number: int) -> bool:
    """Whether a car of a year has a number on its plate: “2019/69”."""
    return 2001 <= year <= 2049 and number - year % 100 in (0, 50)


def _season(match: re.Match[str], context: Context) -> str | None:
    """Two years that belong together: “2023/24”, “the 21/22 season”."""
    year, following = match["year"], int(match["next"])
    if following > 99:
        both = following == int(year) + 1  # “2019/2020”
        return " ".join(map(numerals(context).year, (int(year), following))) if both else None
    if len(year) == 4 and _is_plate(int(year), following) and context.locale.day_first:
        return f"{numerals(context).year(int(year))} {numerals(context).pair(following)}"
    if (int(year) + 1) % 100 != following:
        return None
    era = context.before(match.start()) in ("AD", "CE")  # “AD 60/61”
    if len(year) == 2 and not era and not _SEASONS.match(context.text, match.end()):
        before = context.text[max(0, match.start() - 16) : match.start()]
        likely = context.locale.day_first and _MONTHS < int(year) < following <= _THIS_CENTURY
        if (
            not likely
            or not _OF_SEASON.search(before)
            or _NO_YEARS.match(context.text, match.end())
        ):
            return None
    first = (
        numerals(context).year(int(year)) if len(year) == 4 else numerals(context).pair(int(year))
    )
    return f"{first} {numerals(context).pair(following)}"


def _expiry(match: re.Match[str], context: Context) -> str | None:
    """A month and a year on a tin or a card."""
    before = context.text[max(0, match.start() - 40) : match.start()]
    if not context.locale.day_first and (len(match["month"]) == 1 or _OFFERED.search(before)):
        return None  # a day
    british = context.locale.day_first and match["month"][0] == "0"  # no day of a 26th month
    if not british and not _EXPIRES.search(before):
        return None
    return f"{context.locale.months[int(match['month']) - 1]} {numerals(context).year(2000 + int(match['year']))}"


def _is_date(first: int, second: int) -> bool:
    return 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12


def day_and_month(first: int, second: int, context: Context, start: int = 0) -> str:
    """With an article in Britain, unless one stands before `start`: “the 12/3 meeting”."""
    month, day = (second, first) if context.locale.day_first else (first, second)
    if month > 12:
        month, day = day, month
    name = context.locale.months[month - 1]
    rank = numerals(context).ordinal(day)
    article = "" if context.before(start).lower() in _DETERMINERS else "the "
    return f"{article}{rank} of {name}" if context.locale.day_first else f"{name} {rank}"


RULES = (
    Rule("date", DIGIT, _SPAN, _span),
    Rule("date", DIGIT, _BETWEEN, _between),
    Rule("date", DIGIT, _DAYS_OF, _days_of),
    Rule("date", DIGIT, _SEASON, _season),
    Rule("date", DIGIT, _EXPIRY, _expiry),
)
