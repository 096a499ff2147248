"""Spans of the 24-hour clock without a colon: “closed 0930-1500”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, numerals
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FOUR = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
_FOUR_TO_FOUR = re.compile(
    rf"{ALONE}(?<![-–+(/])(?P<first>{_FOUR})(?P<dash> ?[-–] ?| to )(?P<last>{_FOUR})(?: ?(?P<hours>hrs|hours|h))?{END}(?![-–/.:,][0-9]| ?[%°£])"
)
_DAYS = re.compile(rf",? {DAY}|,? (?:daily|nightly)\b")
_RUNS_FROM = re.compile(
    rf"\b(?:open|opens|closed|shut|hours|daily|weekdays|weekends|from|between|shift(?:s? (?:is|are|runs?))?|curfew|window|{DAY})[:,]? $",
    re.IGNORECASE,
)


def four_figures(hour: str, minute: str, context: Context) -> str:
    """A time of the 24-hour clock, each in two digits: oh nine thirty, fifteen hundred."""
    pair = numerals(context).pair
    return f"{pair(int(hour))} {pair(int(minute)) if int(minute) else 'hundred'}"


def _four_to_four(match: re.Match[str], context: Context) -> str | None:
    """“closed 0930-1500”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    runs = _RUNS_FROM.search(before)
    rises = match["last"] > match["first"] or runs and match["last"] == match["first"]
    told = match["hours"] or match["first"][0] == "0" and rises
    daily = _DAYS.match(context.text, match.end())
    if not told and not daily and not runs:
        return None
    likely = match["dash"] != " to " and match["first"] < match["last"]
    likely = likely and match["first"][:2] not in ("19", "20")
    overnight = match["first"] >= "1600" and match["last"][0] == "0"
    if not told and not likely and not overnight:
        return None
    if is_plural_noun(context.after(match.end())):
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
