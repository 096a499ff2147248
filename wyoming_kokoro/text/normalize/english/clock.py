"""Times of day."""

import re

from wyoming_kokoro.text.normalize.english import military_times, timetables
from wyoming_kokoro.text.normalize.english.durations import SCALES, counted
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    DAY,
    END,
    ends_sentence,
    joint,
    numerals,
)
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_HALF = r"(?P<half>[AaPp])(?:[Mm]|\.[ ]?[Mm]\.?)"
_TWELVE = re.compile(
    rf"(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0\u202f]?{_HALF}(?!\w)"
)
_SHORT_HALF = re.compile(
    rf"{ALONE}(?P<hour>0?[1-9]|1[0-2]):(?P<minute>[0-5][0-9])(?P<half>[apAP]){END}(?![-/.]\w)"
)
_BARE_TIME = re.compile(
    rf"{ALONE}(?P<hour>[1-9]|1[0-2])[.:](?P<minute>[0-5][0-9])(?P<dash> ?[-–—] ?)"
    rf"(?=(?:[1-9]|1[0-2])(?:[.:][0-5][0-9])? ?{_HALF})"
)
_CLOCK = re.compile(
    rf"{ALONE}(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?P<military>[ ]?(?:hours|hrs|h))?(?:{END}(?!:[0-9]|,[0-9]{{3}})|(?=ish\b))"
)
_MACHINE = re.compile(
    r"\b(?:dryer|drier|washer|washing machine|dishwasher|oven|laundry|charg\w+|cycle)\b",
    re.IGNORECASE,
)
_FROM_FULL_HOUR = re.compile(r"(?:1[3-9]|2[0-3]):00 ?(?:-|–|to) ?$")
_TO_FULL_HOUR = re.compile(r" ?(?:-|–|to) ?(?:1[3-9]|2[0-3]):00(?![\w:])")
_LONG = re.compile(r" long(?=[,;!?)]|\.(?:\s|$)|$| (?:and|but|so|with|or|now|in all)\b)")
_LONG_THINGS = re.compile(
    r"\b(?:flights?|films?|movies?|drives?|journeys?|trips?|rides?|trains?|walks?|hikes?|tours?|commutes?|layovers?|concerts?|show|musicals?|operas?|games?|match(?:es)?|races?|exams?|meetings?|class(?:es)?|lectures?|shifts?|services?|ceremon(?:y|ies)|audiobooks?)\b"
)
"""What is told in hours and minutes: “my flight is 2:00 long”."""
_TIMER = re.compile(r"\b(?:timer|oven|minute)\b")
_MACHINE_HAS = re.compile(
    r"\b(?:dryer|drier|washer|washing machine|dishwasher|laundry|car|robot|vacuum)(?: still)? (?:has|needs)(?: about| another)? $",
    re.IGNORECASE,
)
_NOON = re.compile(r" ?(?:noon|midnight)\b")
_PACE = re.compile(r"/(?P<unit>mi|mile|km)(?!\w)")
_WEEKDAY = re.compile(rf" (?:{DAY}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\. [0-9])")
_MILITARY = re.compile(
    rf"{ALONE}(?P<hour>[01][0-9]|2[0-4])(?P<minute>[0-5][0-9])(?:(?P<hours> ?(?:hours|hrs|h))\b|{END}(?![.,:]?[0-9]|[%°]))"
)
_RUNS_AT = re.compile(
    r"\b(?:[Tt]rain|[Bb]us|[Tt]ram|[Ff]erry|[Ss]ervice|[Bb]oat|[Ss]ailing)(?:s|es)? (?:(?:is|goes) )?at $|\b(?:leaves|departs) at $"
)
_AT = re.compile(
    r"\b(?:at|from|by|until|till|til|since|before|after|between|around|about|(?:moved|changed|delayed|pushed|brought forward) to|(?:set|alarm) for|open|opens|hours:?|the|daily|eta:?|etd:?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon-fri),? $",
    re.IGNORECASE,
)
_FROM_EARLY = re.compile(r"\b0[0-9][0-5][0-9] ?[-–] ?$")
_LEAVING = re.compile(
    rf" (?:(?:from|to) [A-Z]|(?:GMT|UTC|BST|[ECMP][SD]?T|CES?T|JST|IST)\b|{DAY}|train\b|service\b|departure\b|bus\b|[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:[-–]| to )[A-Z])"
)
_ROUTE = re.compile(r"\b[A-Z]{3}[-–][A-Z]{3},? $")
_ON_WEEKDAY = re.compile(rf" {DAY}(?! [A-Z])")
"""“last bus 2345 Fri & Sat”."""
_OCTAL = re.compile(
    r"\b(?:modes?|chmod|permissions?|octal|umask|port|uid|pin|code|file)\b", re.IGNORECASE
)
_NUMBERED = frozenset(("number", "numbers", "calls"))
_UNTIL = frozenset((" to ", " - ", " – ", "-", "–", " and ", " until ", " till ", " or ", ", "))
_TIMED = re.compile(
    r"\b(?:timers?|countdown|duration|elapsed|remaining|time left|run ?time|stopwatch)(?: [0-9]{1,2})?(?: \([a-z ]{2,16}\))?(?: (?:for|of|is|at|has|set (?:for|to)))?:? $",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([0-9]{1,2}:[0-9]{2}\)")
_TIMERS = re.compile(r"\b[Tt]imers?\b")
_SHIFT = re.compile(
    rf"{ALONE}(?P<hour>1[0-2]|[1-9])(?::(?P<minute>[0-5][0-9]))?(?P<half>[apAP])?(?: ?[-–] ?| to )"
    rf"(?P<last>1[0-2]|[1-9])(?::(?P<more>[0-5][0-9]))?(?P<other>[apAP]){END}(?!\.[mM])"
)
_BARE_HALF = re.compile(
    rf"(?P<hour>[1-9]|1[0-2])(?P<half>[ap]|[AP](?= [ECMP][SD]?T\b))(?=[.,;:!?)]|$|[-–](?:close|midnight|noon|late|dusk|dark|sunset)\b| (?:[ECMP][SD]?T\b|[a-z(]|on |{DAY}|[-–]|-?[0-9]{{1,2}}°|(?<=p )[A-Z]{{2,5}}[12]?\b))"
)
_HALF_TOLD = re.compile(
    rf" (?:ESPN|FOX|FS[12]|CBS|NBC|ABC|TNT|TBS|PBS|HBO|CNN|HGTV|BTN|USA|AMC|TLC)\b| -?[0-9]{{1,2}}°| [ECMP][SD]?T\b| {DAY}| (?:MON|TUE|WED|THU|FRI|SAT|SUN|DAILY|daily)|[-–](?:close|midnight|noon|late|dusk|dark|sunset)\b"
)
_BOX_SCORE = re.compile(r", [0-9]{1,2}[ra]\b| [0-9]{1,2}r\b")
"""Points with rebounds and assists: “12p, 8r”."""
_PROGRAMME_BEFORE = re.compile(
    r"\b(?!(?:Unit|Type|Size|Room|Page) )(?:[A-Z][a-z]{2,12}[!?]?|(?<=@)[A-Z]{2,3}) $"
)
_BARE_BEFORE = re.compile(
    r"(?:\b(?:at|by|from|until|till?|thru|before|after|to|due|closed|closes|open|opens|starts|ends|Mon|Tues?|Wed|Thu(?:rs)?|Th|Fri|Sat|Sun|[MTWF]|[Mm]ornings?|[Dd]aily|[Tt]omorrow|[Tt]oday|ET/|CT/|MT/|PT/)\.?|@) ?$"
)
_CENTRAL = re.compile(
    rf"{ALONE}(?P<eastern>1[0-2]|[1-9])(?P<half>:30)?[ep]?[/|](?P<central>1[0-2]|[1-9])(?::30)?c{END}"
)
_ZONE_TOO = re.compile(r"/ ?(?=[0-9]{1,2}(?::[0-9]{2})? ?[AaPp](?:\.?[Mm]\.?)?(?![\w'’]))")
_ZONE = re.compile(r"(?<![^\W_])(?:[ECMPH][SD]?T|AK[SD]T|GMT|UTC|BST|CES?T)$")
_HALF_AFTER = re.compile(r" ?[AaPp]\.?[Mm]\b")
_SINCE = re.compile(
    r"(?:\b(?:at|since|until|till)|(?:datetime\.\w{1,16}|\b(?:alarm\w*|sun(?:rise|set)|opened|closed|triggered|updated|changed|seen))(?: is| was|:)?) $",
    re.IGNORECASE,
)
_LOGGED = re.compile(r"[a-z%], $")
_STOPS = re.compile(r"[,.;)]?(?:$|\s*\n)")
"""Right after a time at the end of a line: “Motion detected, 22:47:13”."""
_COUNTER = re.compile(
    rf"{ALONE}(?P<hour>[0-9]{{1,3}}):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])(?:[.,][0-9]{{1,6}})?(?:{END}(?!:[0-9])|(?=[AaPp][Mm]\b))"
)


_ATTRIBUTIVE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Mm]y) $")
"""“the 6:30 p.m. PTA meeting”."""


def _twelve(match: re.Match[str], context: Context) -> str:
    words = [numerals(context).cardinal(int(match["hour"]))]
    if match["minute"] and match["minute"] != "00":
        words.append(numerals(context).pair(int(match["minute"])))
    words.append("AM" if match["half"] in "Aa" else "PM")
    before = context.text[max(0, match.start() - 5) : match.start()]
    ends = (
        ends_sentence(context, match.end())
        and not _WEEKDAY.match(context.text, match.end())
        and not _ATTRIBUTIVE.search(before)
    )
    return " ".join(words) + ("." if match.group().endswith(".") and ends else "")


def _bare_time(match: re.Match[str], context: Context) -> str:
    """The first of two times of which only the second says its half of the day."""
    hour, minute = int(match["hour"]), int(match["minute"])
    words = numerals(context).cardinal(hour)
    return f"{words} {numerals(context).pair(minute)} to " if minute else f"{words} to "


def _shift(match: re.Match[str], context: Context) -> str | None:
    """Hours with the first letter of their half of the day: “8a-9p”."""
    if context.locale.day_first:
        return None
    if match["other"] == "A" and not (match["half"] in ("p", "P") or match["more"]):
        if not _HALF_TOLD.match(context.text, match.end()):
            return None  # “seats 9A-11A”
    times = []
    for hour, minute, half in (("hour", "minute", "half"), ("last", "more", "other")):
        words = numerals(context).cardinal(int(match[hour]))
        if match[minute] and match[minute] != "00":
            words += f" {numerals(context).pair(int(match[minute]))}"
        times.append(words + (f" {match[half].upper()}M" if match[half] else ""))
    return joint(context, match.start()).join(times)


def _clock(match: re.Match[str], context: Context) -> str | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    if SCALES.search(context.near(match)):
        return f"{numerals(context).cardinal(hour)} to {numerals(context).cardinal(minute)}"
    duration = not match["military"] and _is_duration(match, context)
    if duration and hour <= 9 and _runs_on(match, context):
        parts = [counted(hour, "hour", context)] if hour else []
        return " ".join([*parts, *([counted(minute, "minute", context)] if minute else [])])
    if duration:
        parts = [counted(hour, "minute", context)] if hour else []
        return " ".join(
            [*parts, *([counted(minute, "second", context)] if minute or not hour else [])]
        )
    if match["military"]:
        return f"{numerals(context).cardinal(hour)} {numerals(context).pair(minute) if minute else 'hundred'} hours"
    if minute == 0 and _PACE.match(context.text, match.end()):
        return counted(hour, "minute", context)
    if (
        hour > 12
        and minute
        and (
            _FROM_FULL_HOUR.search(context.text[max(0, match.start() - 10) : match.start()])
            or _TO_FULL_HOUR.match(context.text, match.end())
        )
    ):
        return f"{numerals(context).cardinal(hour - 12)} {numerals(context).pair(minute)} PM"
    if minute == 0 and hour in (0, 12) and _NOON.match(context.text, match.end()):
        return "twelve"
    if minute == 0 and match["hour"] != "0":
        return timetables.full_hour(hour, context, timetables.is_halved(match, context))
    if match["hour"] == "0":
        return _under_a_minute(minute, match, context)
    if hour == 0:
        return f"twelve {numerals(context).pair(minute)} AM"
    return f"{numerals(context).cardinal(hour)} {numerals(context).pair(minute)}"


def _under_a_minute(second: int, match: re.Match[str], context: Context) -> str:
    """“The ad lasts 0:30”; the whole hour of a machine's is told in minutes."""
    if not second:
        return "zero"
    unit = "minute" if _MACHINE.search(context.near_in_sentence(match)) else "second"
    return counted(second, unit, context)


def _runs_on(match: re.Match[str], context: Context) -> bool:
    """Whether a machine tells how long it still runs, or a flight how long it is, in hours and
    minutes.
    """
    near = context.near_in_sentence(match)
    if _LONG.match(context.text, match.end()) and _LONG_THINGS.search(near):
        return True
    before = context.text[max(0, match.start() - 36) : match.start()]
    machine = _MACHINE.search(near) or _MACHINE_HAS.search(before)
    return machine is not None and not _TIMER.search(near)


def _is_duration(match: re.Match[str], context: Context) -> bool:
    """Whether minutes and seconds of a timer are meant, no time of day."""
    after = context.after(match.end()).lower()
    if context.text.startswith(" to go", match.end()) or _LONG.match(context.text, match.end()):
        return True
    if context.text[match.end() : match.end() + 1] == " " and after in (
        "left",
        "remaining",
        "timer",
        "elapsed",
    ):
        return True
    if _BRACKETED.match(context.text, max(0, match.start() - 1)) and _TIMERS.search(
        context.near_in_sentence(match)
    ):
        return True
    before = context.text[max(0, match.start() - 36) : match.start()]
    return _TIMED.search(before[-24:]) is not None or _MACHINE_HAS.search(before) is not None


def _counter(match: re.Match[str], context: Context) -> str:
    hour, minute, second = (int(match[name]) for name in ("hour", "minute", "second"))
    dated = context.last_class == "date" and context.since_last(match.start()) in (
        " ",
        ", ",
        " at ",
    )
    half = _HALF_AFTER.match(context.text, match.end()) is not None
    signed = context.text[max(0, match.start() - 2) : match.start()].strip() == "@"
    before = context.text[max(0, match.start() - 24) : match.start()]
    logged = 12 < hour < 24 and _LOGGED.search(before) and _STOPS.match(context.text, match.end())
    if dated or half or signed or logged or _SINCE.search(before):
        clock = numerals(context).cardinal(hour or 12)
        if minute:
            clock += f" {numerals(context).pair(minute)}"
        elif not half:
            clock = timetables.full_hour(hour, context)
        return f"{clock} and {counted(second, 'second', context)}" if second else clock
    parts = [
        counted(number, noun, context)
        for number, noun in ((hour, "hour"), (minute, "minute"), (second, "second"))
        if number
    ]
    return " ".join(parts) or "zero seconds"


def _military(match: re.Match[str], context: Context) -> str | None:
    """The 24-hour clock without a colon: “0600 to 2100”, “1430 hours”."""
    hour, minute = int(match["hour"]), int(match["minute"])
    before = context.text[max(0, match.start() - 20) : match.start()]
    chained = context.last_class == "time" and context.since_last(match.start()) in _UNTIL
    chained |= context.last_class == "range" and _FROM_EARLY.search(before) is not None
    early = (
        match["hour"][0] == "0"
        and (
            _AT.search(before) or _ROUTE.search(before) or _LEAVING.match(context.text, match.end())
        )
        and context.after(match.end()).lower() not in _NUMBERED
    )
    british = context.locale.day_first and hour not in (19, 20)
    following = context.after(match.end())
    counts = following.islower() and is_plural_noun(following)  # “leaves at 1400 metres”
    runs = context.locale.day_first and not counts and _RUNS_AT.search(before) is not None
    timed = runs or british and _ON_WEEKDAY.match(context.text, match.end())
    if not (match["hours"] or early or chained or timed) or _OCTAL.search(
        context.near_in_sentence(match)
    ):
        return None
    words = (
        numerals(context).cardinal(hour)
        if match["hour"][0] != "0" or not hour
        else f"oh {numerals(context).cardinal(hour)}"
    )
    spoken = f"{words} {numerals(context).pair(minute) if minute else 'hundred'}"
    if hour == 0 and minute:
        spoken = f"zero zero {numerals(context).pair(minute)}"
    return f"{spoken} hours" if match["hours"] else spoken


def _bare_half(match: re.Match[str], context: Context) -> str | None:
    """“by 5p”, “9-10a”, in America."""
    told = _HALF_TOLD.match(context.text, match.end())
    before = context.text[max(0, match.start() - 10) : match.start()]
    named = _PROGRAMME_BEFORE.search(context.text[max(0, match.start() - 16) : match.start()])
    evening = (
        named is not None
        and match["half"] in "pP"
        and not _BOX_SCORE.match(context.text, match.end())
    )
    if context.locale.day_first or not (told or evening or _BARE_BEFORE.search(before)):
        return None
    return f"{numerals(context).cardinal(int(match['hour']))} {'AM' if match['half'] in 'Aa' else 'PM'}"


def _central(match: re.Match[str], context: Context) -> str:
    """A television hour in two time zones: “8/7c”."""
    half = " thirty" if match["half"] else ""
    eastern, central = (
        numerals(context).cardinal(int(match[zone])) for zone in ("eastern", "central")
    )
    return f"{eastern}{half}, {central}{half} central"


def _pace(match: re.Match[str], context: Context) -> str | None:
    """Of a run, after minutes and seconds: “7:55/mi”."""
    if context.last_class != "time" or context.last_end != match.start():
        return None
    return f" per {'mile' if match['unit'][0] == 'm' else 'kilometer'}"


def _zone_too(match: re.Match[str], context: Context) -> str | None:
    """A slash between the same time in two zones: “9 p.m. ET/6 p.m. PT”."""
    before = context.text[max(0, match.start() - 5) : match.start()]
    return ", " if _ZONE.search(before.rstrip()) else None


RULES = (
    *military_times.RULES,
    Rule("time", DIGIT, _CENTRAL, _central),
    Rule("time", "/", _ZONE_TOO, _zone_too),
    Rule("time", "/", _PACE, _pace),
    Rule("time", DIGIT, _MILITARY, _military),
    Rule("time", DIGIT, _SHIFT, _shift),
    Rule("time", DIGIT, _BARE_HALF, _bare_half),
    Rule("time", DIGIT, _COUNTER, _counter),
    Rule("time", DIGIT, _TWELVE, _twelve),
    Rule("time", DIGIT, _SHORT_HALF, _twelve),
    *timetables.RULES,
    Rule("time", DIGIT, _BARE_TIME, _bare_time),
    Rule("time", DIGIT, _CLOCK, _clock),
)
