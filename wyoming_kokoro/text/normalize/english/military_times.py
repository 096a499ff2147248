"""Spans of the 24-hour clock without a colon: “closed 0930-1500”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, numerals
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FOUR = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
_FOUR_TO_FOUR = re.compile(
    rf"{ALONE}(?<![-–+(/])(?P<first>{_FOUR})(?P<dash> ?[-–] ?| to )(?P<last>{_FOUR})(?: ?(?P<hours>hrs|hours|h))?{END}(?![-–/.:,][0-9]| ?[%°£])"
)
_RUNS_FROM = re.compile(
    r"\b(?:open|opens|closed|shut|hours|daily|weekdays|weekends|from|between|shift|curfew|window|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6})[:,]? $",
    re.IGNORECASE,
)


def _four_to_four(match: re.Match[str], context: Context) -> str | None:
    """“closed 0930-1500”."""
    told = match["hours"] or match["first"][0] == "0" and match["last"] > match["first"]
    before = context.text[max(0, match.start() - 16) : match.start()]
    if not told and not _RUNS_FROM.search(before):
        return None
    likely = match["dash"] != " to " and match["first"] < match["last"]
    if not told and (not likely or match["first"][:2] in ("19", "20")):
        return None
    if is_plural_noun(context.after(match.end())):
        return None
    times = []
    for written in (match["first"], match["last"]):
        hour, minute = numerals(context).pair(int(written[:2])), int(written[2:])
        hour = hour if written[0] == "0" else numerals(context).cardinal(int(written[:2]))
        times.append(f"{hour} {numerals(context).pair(minute) if minute else 'hundred'}")
    return f"{times[0]} to {times[1]}{' hours' if match['hours'] else ''}"


RULES = (Rule("time", DIGIT, _FOUR_TO_FOUR, _four_to_four),)
