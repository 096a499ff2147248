"""From a day to a day, and months of a year in figures."""

import re

from wyoming_kokoro.text.normalize.english.calendar import (
    DAY_OF,
    MONTH,
    MONTHS,
    WEEKDAYS,
    goes_with_next,
    month_number,
)
from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, ends_sentence, numerals
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DAY_RANGE = re.compile(
    r"(?P<day>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)\.?[ ]?[-–—/][ ]?(?P<last>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)(?:\.(?=,? [0-9])|(?!\w))"
)
_DAY_LIST = re.compile(rf"(?<![\w/]){DAY}(?:/{DAY}){{2,6}}(?![\w/])")
_EITHER = re.compile(r"\b(?:[Ee]ither|[Mm]aybe|[Pp]erhaps) $")
_DAYS = re.compile(
    rf"{MONTH}\.?[ ](?P<day>0?[1-9]|[12][0-9]|3[01])[ ]?[-–—][ ]?(?P<last>0?[1-9]|[12][0-9]|3[01])(?![0-9a-zA-Z:%°/-]|[.,][0-9])"
)
_SPAN = re.compile(
    rf"{ALONE}(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?[ ]?[-–—][ ]?(?P<last>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?[ ]{MONTH}(?![a-zA-Z])\.?"
)
_HOURS_OF_SEASON = re.compile(
    rf"{ALONE}(?P<first>1[0-2]|[1-9])[-–](?P<last>1[0-2]|[1-9])(?=,? \(?{MONTH}\.?[-–]{MONTH.replace('?P<month>', '?P<until>')}(?![\w-]))"
)
_MONTH_RANGE = re.compile(
    rf"{MONTH}\.?[-–/]{MONTH.replace('?P<month>', '?P<last>')}(?:\.(?= [a-z0-9]))?(?![\w-])"
)
_DAY_LETTERS = re.compile(
    r"(?<![\w-])(?P<day>M|Tu|W|Th|F|Sa|Su)[-–](?P<last>M|Tu|W|Th|F|Sa|Su)(?=,? (?:[0-9]|from|only|at|b4|before|after|until|till?|@|(?:and|&)(?! [A-Z][-–][A-Z])|plus|except|excl|during|all|daytime|days|lunch|dinner|breakfast|mornings?|afternoons?|evenings?|nights?|Sat|Sun)|[:.;,)!?]|$)"
)
_LETTER_DAYS = {
    "M": "Monday", "T": "Tuesday", "Tu": "Tuesday", "W": "Wednesday", "Th": "Thursday", "R": "Thursday", "F": "Friday", "Sa": "Saturday", "Su": "Sunday",
}  # fmt: skip
_DAY_LETTER = r"(?:M|Tu?|W|Th|R|F|Sa|Su)"
_WEEKDAYS = re.compile(
    rf"(?<![\w/&.'’-])(?P<days>MWF|TTh|TuTh|MW(?=,? [0-9])|{_DAY_LETTER}(?:(?:/|, ?|,? ?& ?|,? and ){_DAY_LETTER}){{1,5}})(?![\w/&-]|\.\w| ratios?\b)"
)
_LETTER_DATED = re.compile(
    rf"(?<![\w/&.'’-])(?P<day>{_DAY_LETTER})(?= (?:1[0-2]|0?[1-9])/(?:[12][0-9]|3[01]|0?[1-9])(?![\w/]))"
)
_DAY_LETTER_ALONE = re.compile("Tu|Th|Sa|Su|[MTWRF]")
_OPEN_DAYS = re.compile(
    r":?,? (?:@ ?)?[0-9]| (?:at|from|only|mornings?|evenings?|afternoons?|nights?|after|before|in the)\b"
)
_LETTERS = {name[:size]: name for name in WEEKDAYS for size in (1, 2) if name[:size] not in "TS"}
_TO_SHORT_YEAR = re.compile(r"(?<=['’‘][0-9]{2})[-–](?=['’‘][0-9]{2}(?!\w))")
_TO_MONTH = re.compile(rf"[-–—](?= ?{MONTH}\.?(?![\w-]))")
_MONTH_AND_DAY = re.compile(rf" ?{MONTH}\.? [0-9]")
_TO_WEEKDAY = re.compile(rf"[-–—](?= ?{DAY})")

_DAY_OF_MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_LISTED = rf"(?P<days>{_DAY_OF_MONTH}(?:, {_DAY_OF_MONTH}){{0,8}}(?P<joint>,? (?:and|&|or) |, |/){_DAY_OF_MONTH})"
_FIRST_DAY = re.compile(
    rf"(?<=[a-z] )(?P<day>0?[1-9]|[12][0-9]|3[01])(?=(?:(?:,| (?:to|until|till|and|or|&|-|–)) | ?[-–]){DAY}\.? {_DAY_OF_MONTH} {MONTH}(?![a-z]))"
)
_DAY_TO_DAY = re.compile(
    rf"{ALONE}(?P<day>0?[1-9]|[12][0-9]|3[01])(?= (?:to|until|till|through|thru) (?P<last>0?[1-9]|[12][0-9]|3[01]) {MONTH}(?![a-zA-Z]))"
)
_MONTH_BEFORE = re.compile(rf"(?<!\w){MONTH}\.? $")
_WEEKDAY = rf"\b{DAY} "
_AFTER_WEEKDAY = re.compile(f"{_WEEKDAY}$")
_AFTER_DATED = re.compile(f"{_WEEKDAY}[0-9]{{1,2}}$")
_DAYS_LISTED = re.compile(
    rf"(?<![\w£$€#%])(?<![0-9][.,:/-]){_LISTED}(?: of)? {MONTH}(?![a-zA-Z])(?P<dot>\.?)(?:,? (?P<year>(?:19|20)[0-9]{{2}})(?![\w:%]|[.,][0-9]))?"
)
_MONTH_LISTED = re.compile(
    rf"{MONTH}\.? {_LISTED}(?=[.,;:!?)](?! ?[0-9])|$| (?:at|from|in|for|only|with|on|we|as|this|next|until|between|is|are)\b)"
)
_NUMBER = re.compile(r"[0-9]{1,2}")
_MAY = re.compile(
    r" (?:be|have|not|need|take|cause|also|go|come|vary|differ|contain|require|get|make|help|still|only)\b"
)


def _listed_days(match: re.Match[str], context: Context) -> str | None:
    """The days of a list in words; they rise, and “6, 7 March” may be an hour and a day, “30, 31
    March” may not.
    """
    days = [int(day) for day in _NUMBER.findall(match["days"])]
    pair = match["joint"] == ", " and len(days) == 2
    if days != sorted(set(days)) or pair and not 12 < days[0] == days[1] - 1:
        return None
    ranks = [numerals(context).ordinal(day) for day in days]
    joint = "or" if "or" in match["joint"] else "and"
    return f"{', '.join(ranks[:-1])} {joint} {ranks[-1]}"


def _first_day(match: re.Match[str], context: Context) -> str | None:
    """“Mon 26 to Fri 30 Oct”."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    if not _AFTER_WEEKDAY.search(before):
        return None
    return f"the {numerals(context).ordinal(int(match['day']))}"


def _day_to_day(match: re.Match[str], context: Context) -> str | None:
    """“from 18 to 21 July”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    may = match["month"] == "May" and _MAY.match(context.text, match.end("month"))
    if int(match["day"]) >= int(match["last"]) or _MONTH_BEFORE.search(before) or may:
        return None
    article = "" if context.before(match.start()).lower() == "the" else "the "
    return f"{article}{numerals(context).ordinal(int(match['day']))}"


def _days_of_month(match: re.Match[str], context: Context) -> str | None:
    """“24, 25 and 26 Dec”."""
    days = _listed_days(match, context)
    if days is None or match["month"] == "May" and _MAY.match(context.text, match.end()):
        return None
    article = "" if context.before(match.start()).lower() == "the" else "the "
    year = f", {numerals(context).year(int(match['year']))}" if match["year"] else ""
    ends = match["dot"] and not year and ends_sentence(context, match.end())
    return (
        f"{article}{days} of {MONTHS[month_number(match['month']) - 1]}{year}{'.' if ends else ''}"
    )


def _month_with_days(match: re.Match[str], context: Context) -> str | None:
    """“Dec 24, 25 and 26”."""
    days = _listed_days(match, context)
    return days and f"{MONTHS[month_number(match['month']) - 1]} {days}"


_MONTH_OF = re.compile(
    r"(?<!\w)(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?= ['’‘][0-9]{2}(?![0-9\w]))"
)
_WEEK_OF = re.compile(
    r"(?<=[Ww]/[ceCE] )(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?![\w-])(?! (?:of )?[A-Z])"
)


def _day_range(match: re.Match[str], context: Context) -> str:
    asked = context.text.startswith("?", match.end())
    asked |= _EITHER.search(context.text[max(0, match.start() - 8) : match.start()]) is not None
    joint = ("or" if asked else "and") if "/" in match.group() else "to"
    return f"{DAY_OF[match['day'][:3].lower()]} {joint} {DAY_OF[match['last'][:3].lower()]}"


def _day_list(match: re.Match[str], context: Context) -> str:
    """“Mon/Wed/Fri”."""
    many = "s" if "days" in match.group().lower() else ""
    days = [DAY_OF[day[:3].lower()] + many for day in match.group().split("/")]
    return f"{', '.join(days[:-1])} and {days[-1]}"


def _letter_dated(match: re.Match[str], context: Context) -> str:
    """“Th 3/5”."""
    return _LETTER_DAYS[match["day"]]


def _weekdays(match: re.Match[str], context: Context) -> str | None:
    """“MWF”, “Tu/Th”, “M, W & F at 5”: days that follow on one another, and no initials."""
    letters = _DAY_LETTER_ALONE.findall(match["days"])
    days = [_LETTER_DAYS[letter] for letter in letters]
    places = [WEEKDAYS.index(day) for day in days]
    clear = (
        "/" in match["days"]
        and match["days"] != "M/F"
        or match["days"].isalpha()
        or len(days) > 2
        or max(map(len, letters)) > 1
    )
    if places != sorted(set(places)) or not (clear or _OPEN_DAYS.match(context.text, match.end())):
        return None
    return f"{', '.join(days[:-1])} and {days[-1]}"


_LETTER_HOURS = re.compile(
    r"(?<![\w/&.'’-])(?P<day>Tu|Th|Sa|Su|[MTWF](?<=, [MTWF]))(?= (?:1[0-2]|[1-9])(?::[0-5][0-9])?(?: ?[ap]\.?m\.?)?(?:[-–]| to )(?:1[0-2]|[1-9]|noon)(?![0-9]))"
)


_LETTER_TO_DAY = re.compile(
    r"(?<![\w/&.'’-])(?P<day>M|Tu|W|Th|F)[-–](?=(?:Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b)"
)


def _letter_to_day(match: re.Match[str], context: Context) -> str:
    """“M-Sat. 8-8”."""
    return f"{_LETTER_DAYS[match['day']]} to "


def _letter_hours(match: re.Match[str], context: Context) -> str | None:
    """“Th 10:30-11:15”, and in a list of hours “F 9-6”."""
    if len(match["day"]) == 1 and context.last_class not in ("time", "range", "number"):
        return None
    return _LETTER_DAYS[match["day"]]


def _days(match: re.Match[str], context: Context) -> str | None:
    first, last = int(match["day"]), int(match["last"])
    if first >= last:
        return None
    rank = numerals(context).ordinal
    return f"{MONTHS[month_number(match['month']) - 1]} {rank(first)} to {rank(last)}"


def _month_range(match: re.Match[str], context: Context) -> str:
    """“Jan-Mar”."""
    joint = "and" if "/" in match.group() else "to"
    first, last = (MONTHS[month_number(match[name]) - 1] for name in ("month", "last"))
    return f"{first} {joint} {last}"


def _hours_of_season(match: re.Match[str], context: Context) -> str:
    """“open 8-6 Apr-Sep”."""
    cardinal = numerals(context).cardinal
    return f"{cardinal(int(match['first']))} to {cardinal(int(match['last']))}"


def _span(match: re.Match[str], context: Context) -> str | None:
    """Days of one month, the month last: “14-18 Feb”."""
    first, last = int(match["day"]), int(match["last"])
    if first >= last or goes_with_next(match, context):
        return None
    rank = numerals(context).ordinal
    stop = "." if match.group().endswith(".") and ends_sentence(context, match.end()) else ""
    article = "" if context.before(match.start()).lower() == "the" else "the "
    return f"{article}{rank(first)} to the {rank(last)} of {MONTHS[month_number(match['month']) - 1]}{stop}"


def _day_letters(match: re.Match[str], context: Context) -> str:
    """“M-F 9am”."""
    return f"{_LETTERS[match['day']]} to {_LETTERS[match['last']]}"


def _to_month(match: re.Match[str], context: Context) -> str | None:
    """A dash between two dates: “Aug. 25 - Dec. 12”."""
    day = _MONTH_AND_DAY.match(context.text, match.end())  # “8/25 - Dec. 12”
    dated = context.last_class == "date" or context.last_class == "fraction" and day is not None
    dated &= context.since_last(match.start()) in ("", " ")
    return None if not dated else " to " if context.last_end == match.start() else "to"


def _to_weekday(match: re.Match[str], context: Context) -> str | None:
    """“Mon 3rd-Fri 7th Feb”."""
    dated = context.last_class in ("date", "ordinal", "time", "fraction")
    dated |= (
        _AFTER_DATED.search(context.text[max(0, match.start() - 14) : match.start()]) is not None
    )
    gap = context.since_last(match.start())
    if not dated or gap is None or gap.strip():
        return None
    return f"{'' if gap else ' '}to{'' if gap or context.text[match.end()] == ' ' else ' '}"


_MONTH_YEAR = re.compile(
    rf"{ALONE}(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{{2}}){END}(?![-/%]|[.,][0-9])"
)


def _month_year(match: re.Match[str], context: Context) -> str | None:
    """“exp. 5/2027”; no score, as in “10/2000 steps”."""
    following = context.after(match.end())
    if context.text.startswith(" ", match.end()) and (
        following == "of" or is_plural_noun(following)
    ):
        return None
    year = numerals(context).year(int(match["year"]))
    return f"{context.locale.months[int(match['month']) - 1]} {year}"


def _month_of(match: re.Match[str], context: Context) -> str:
    """“Nov '25”."""
    return MONTHS[month_number(match["month"]) - 1]


def _week_of(match: re.Match[str], context: Context) -> str:
    """“w/c 15th”."""
    return f"the {numerals(context).ordinal(int(match['day']))}"


RULES = (
    Rule("range", "-–", _TO_SHORT_YEAR, lambda match, context: " to "),
    Rule("date", DIGIT, _WEEK_OF, _week_of),
    Rule("date", "JFMASOND", _MONTH_OF, _month_of),
    Rule("date", DIGIT, _MONTH_YEAR, _month_year),
    Rule("range", "-–—", _TO_WEEKDAY, _to_weekday),
    Rule("date", DIGIT, _FIRST_DAY, _first_day),
    Rule("date", DIGIT, _DAY_TO_DAY, _day_to_day),
    Rule("date", DIGIT, _DAYS_LISTED, _days_of_month),
    Rule("date", "JFMASOND", _MONTH_LISTED, _month_with_days),
    Rule("time", DIGIT, _HOURS_OF_SEASON, _hours_of_season),
    Rule("date", DIGIT, _SPAN, _span),
    Rule("date", "JFMASOND", _DAYS, _days),
    Rule("date", "JFMASOND", _MONTH_RANGE, _month_range),
    Rule("date", "MTWFS", _DAY_LIST, _day_list),
    Rule("date", "MTWFS", _DAY_RANGE, _day_range),
    Rule("date", "MTWRFS", _WEEKDAYS, _weekdays),
    Rule("date", "MTWRFS", _LETTER_DATED, _letter_dated),
    Rule("date", "MTWFS", _DAY_LETTERS, _day_letters),
    Rule("date", "MTWFS", _LETTER_HOURS, _letter_hours),
    Rule("date", "MTWF", _LETTER_TO_DAY, _letter_to_day),
    Rule("range", "-–—", _TO_MONTH, _to_month),
)
