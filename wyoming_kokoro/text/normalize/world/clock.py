"""Times, durations and dates of the languages that share their rules."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import ALONE, END, spoken_language

_HALF = re.compile(
    rf"{ALONE}(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0\u202f]?(?P<half>[AaPp])\.?[ ]?[Mm](?:\.(?=\S"
    rf"| [^\W\d_A-Z])|{END})"
)
_CLOCK = re.compile(
    rf"{ALONE}(?P<hour>[01]?[0-9]|2[0-4])[:hH](?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?:[ ]?(?:h|hrs?|horas?|heures?"
    rf"|बजे))?{END}(?!:[0-9])"
)
_COUNTER = re.compile(rf"{ALONE}(?P<hour>00):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9]){END}")
_PART = r"[0-9]{1,4}[ ]?(?:d|h|min|m|s)"
_COMPOUND = re.compile(rf"{ALONE}{_PART}(?:[ ]?{_PART}){{1,3}}{END}")
_PARTS = re.compile(r"([0-9]{1,4}) ?([a-z]+)")
_ISO = re.compile(
    rf"{ALONE}(?P<year>[12][0-9]{{3}})(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12][0-9]|3[01])"
    rf"(?:T(?P<hour>[0-2][0-9]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{{1,9}})?)?(?:Z"
    rf"|[+-][0-9]{{2}}:?[0-9]{{2}})?)?{END}(?![-./][0-9])"
)
_NUMERIC = re.compile(
    rf"{ALONE}(?P<day>0?[1-9]|[12][0-9]|3[01])(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<year>[12][0-9]{{3}}"
    rf"|[0-9]{{2}}){END}(?![-./][0-9])"
)
_SHORT = re.compile(
    rf"{ALONE}(?P<day>[0-2][0-9]|3[01]|[1-9](?=/0))/(?P<month>0[1-9]|1[0-2]){END}(?![/0-9])"
)
_ORDER = "dhms"


def _half(match: re.Match[str], context: Context) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    return spoken_language(context).half_day(hour, minute, afternoon=match["half"] in "Pp")


def _clock(match: re.Match[str], context: Context) -> str | None:
    second = int(match["second"]) if match["second"] else None
    return spoken_language(context).clock(int(match["hour"]), int(match["minute"]), second)


def _counter(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    counts = ((match["minute"], "min"), (match["second"], "s"))
    return language.join(
        *(
            language.count(str(int(number)), *language.units[unit])
            for number, unit in counts
            if int(number)
        )
    )


def _compound(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    parts = [
        (str(int(number)), "min" if unit == "m" else unit)
        for number, unit in _PARTS.findall(match.group())
    ]
    order = [_ORDER.index(unit[0]) for _, unit in parts]
    if order != sorted(set(order)):
        return None
    return language.join(*(language.count(number, *language.units[unit]) for number, unit in parts))


def _iso(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    spoken = language.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return spoken
    return language.comma.join(
        (spoken, language.clock(int(match["hour"]), int(match["minute"]), None))
    )


def _numeric(match: re.Match[str], context: Context) -> str | None:
    year = int(match["year"])
    if len(match["year"]) == 2:
        if match["sep"] != "/":
            return None
        year += 2000
    return spoken_language(context).date(year, int(match["month"]), int(match["day"]))


def _short(match: re.Match[str], context: Context) -> str:
    return spoken_language(context).date(None, int(match["month"]), int(match["day"]))


def rules(language: Language) -> tuple[Rule, ...]:
    """Dates first, then times."""
    return (
        Rule("date", DIGIT, _ISO, _iso),
        Rule("date", DIGIT, _NUMERIC, _numeric),
        Rule("date", DIGIT, _SHORT, _short),
        Rule("time", DIGIT, _COUNTER, _counter),
        Rule("time", DIGIT, _HALF, _half),
        Rule("time", DIGIT, _CLOCK, _clock),
        Rule("time", DIGIT, _COMPOUND, _compound),
    )
