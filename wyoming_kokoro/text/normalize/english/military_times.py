"""Spans of the 24-hour clock without a colon: “closed 0930-1500”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, numerals
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FOUR = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
_FOUR_TO_FOUR = re.compile(
    rf"{ALONE}(?<![-–+(/])(?P<first>{_FOUR})(?P<dash> ?[-–] ?| to )(?P<last>{_FOUR})(?: ?(?P<hours>hrs|hours|h))?{END}(?![-–/.:,][0-9]| ?[%°£])"
)
_DAYS = re.compile(rf",? {DAY}|,? (?:daily|nightly|tonight|tomorrow)\b")
_RUNS_FROM = re.compile(
    rf"\b(?:open|opens|closed|shut|daily|weekdays|weekends|from|between|(?:hours|shifts?|watch|patrol|duty|lates|earlies|nights)(?: (?:is|are|runs?))?|curfew|window|{DAY})[:,]? $",
    re.IGNORECASE,
)
_OVERNIGHT = r"(?:1[6-9]|2[0-4])(?:00|15|30|45)(?: ?[-–] ?| to )0[0-9](?:00|15|30|45)"
_SURE = re.compile(
    rf"(?<![\w.:/(+-])(?<![0-9] )(?:{_OVERNIGHT}|0[0-9][0-5][0-9][-–](?:[01][0-9]|2[0-4])[0-5][0-9]|{_FOUR}[-–]{_FOUR}(?={_DAYS.pattern}))(?![\w/-]|[.,:][0-9]| [0-9])"
)
"""No years and no numbers: “2300-0300”, “0900-1730”, “1900-2100 nightly”."""
_OF_CODE = re.compile(
    r"\b(?:call|phone|ph|tel|telephone|fax|ring|dial|text|mobile|cell|number|no|nos|ref|part|model|sku|code|id|lot|item|serial|sn|order|ticket|bib|account|exit|sector|room|unit|box)[.:#]* #?$",
    re.IGNORECASE,
)


def four_figures(hour: str, minute: str, context: Context) -> str:
    """A time of the 24-hour clock, each in two digits: oh nine thirty, fifteen hundred."""
    pair = numerals(context).pair
    spoken = pair(int(hour)) if int(hour) else "zero zero" if int(minute) else "zero"
    return f"{spoken} {pair(int(minute)) if int(minute) else 'hundred'}"


def _four_to_four(match: re.Match[str], context: Context) -> str | None:
    """“closed 0930-1500”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    runs = _RUNS_FROM.search(before)
    rises = match["last"] > match["first"] or runs and match["last"] == match["first"]
    told = match["hours"] or match["first"][0] == "0" and rises
    daily = _DAYS.match(context.text, match.end())
    sure = _SURE.search(context.near_in_sentence(match)) and not _OF_CODE.search(before)
    if not told and not daily and not runs and not sure:
        return None
    likely = match["dash"] != " to " and match["first"] < match["last"]
    years = all(match[name][:2] in ("19", "20") for name in ("first", "last"))
    likely = likely and (not years or daily is not None)
    clear = match["dash"] != " to " and (runs or daily)
    late = match["first"] >= "1600" or match["first"][0] != "0" and clear
    overnight = late and match["last"][0] == "0"
    if not told and not likely and not overnight:
        return None
    counts = context.text.startswith(" ", match.end()) and not overnight
    if counts and is_plural_noun(context.after(match.end())):
        return None
    first, last = (
        four_figures(match[name][:2], match[name][2:], context) for name in ("first", "last")
    )
    return f"{first} to {last}{' hours' if match['hours'] else ''}"


_TWO_TO_TWO = re.compile(
    rf"{ALONE}(?<![-–+(/.,:])(?P<first>[01][0-9]|2[0-3])[-–](?P<last>[01][0-9]|2[0-4]){END}(?![-–/.:,][0-9]| ?[%°£])"
)


def _two_to_two(match: re.Match[str], context: Context) -> str | None:
    """“Open 08-18”; in America a month and a day."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    hours = [int(match[name]) for name in ("first", "last")]
    if not context.locale.day_first or "0" not in (match["first"][0], match["last"][0]):
        return None
    if 0 in hours or not _RUNS_FROM.search(before) or is_plural_noun(context.after(match.end())):
        return None
    return " to ".join(numerals(context).cardinal(hour) for hour in hours)


RULES = (
    Rule("time", DIGIT, _FOUR_TO_FOUR, _four_to_four),
    Rule("time", DIGIT, _TWO_TO_TWO, _two_to_two),
)
