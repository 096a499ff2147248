"""Lengths of time: “1h 30m”, “27:45”, “1:43.2”, “prep 20m”, “0% APR for 18m”."""

import re

from wyoming_kokoro.text.normalize.english.crowds import is_million
from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, NUMBER, is_one, say_number
from wyoming_kokoro.text.normalize.english.measures import ROAD
from wyoming_kokoro.text.normalize.english.nouns import describes_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

SCALES = re.compile(
    r"\b(?:ratio|dilut|aspect|odds|scale|mix|display|resolution|widescreen)", re.IGNORECASE
)
"""What stands near figures with a colon that are a ratio."""
_TENTHS = re.compile(
    rf"{ALONE}(?P<minute>[0-9]{{1,2}}):(?P<second>[0-5][0-9]\.[0-9]{{1,3}}){END}(?!:)"
)
_LENGTH = re.compile(
    rf"{ALONE}(?P<minute>2[5-9]|[3-9][0-9]|1[0-9]{{2}}):(?P<second>[0-5][0-9])(?:\.[0-9]{{1,3}})?{END}(?!:[0-9])"
)
_NAMES = {"d": "day", "h": "hour", "m": "minute", "s": "second"}
_SPELLED = {"hr": "h", "hrs": "h", "min": "m", "mins": "m", "sec": "s", "secs": "s"}
_PART = r"[0-9]{1,4}[ ]?(?:d|hrs?|h|mins?|m|secs?|s)"
_RACED = re.compile(
    rf"{ALONE}(?:(?P<hour>[0-9]{{1,2}})h ?)?(?P<minute>[0-9]{{1,2}})m ?(?P<second>[0-9]{{1,2}}\.[0-9]{{1,3}})s{END}"
)
_COMPOUND = re.compile(rf"{ALONE}{_PART}(?:[ ]?{_PART}){{1,3}}{END}")
_HOUR_REST = re.compile(rf"{ALONE}(?P<hour>[0-9]{{1,2}})h(?P<minute>[0-5][0-9]){END}")
_SINGLE = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?: (?=m\.))?(?P<unit>m){END}(?![²³/])(?:\.(?= [a-z@(]))?"
)
_COUNTDOWN = re.compile(
    r"(?<![\w-])T ?[-–−] ?(?=[0-9]{1,3}(?: (?:sec|min|minute|second|hour|hr|day|week)s?\b|:[0-9]{2}(?!\w)))"
)
_DAYS = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?) d(?![\w'’]|\.\w)")
_DAYS_BEFORE = re.compile(
    r"\b(?:in|for|over|every|after|within|past|last|next|another|about|(?:yrs?|years?|mos?|months?|wks?|weeks?)\.?,?(?: and)?) $",
    re.IGNORECASE,
)
_PERIODS = re.compile(r"\b(?:orbit\w*|half-li(?:fe|ves)|orbital period|rotation\w*)\b")
_DAYS_AFTER = re.compile(r" (?:left|ago|remaining|old|overdue|late|early|to go)\b")
_PARTS = re.compile(r"([0-9]{1,4}) ?([a-z]+)")
_MINUTES_AFTER = frozenset(
    "left remaining ago later timer break nap late early overdue delay delays".split()
)
_LENGTHS_AFTER = frozenset(
    "high deep wide tall away rope cable hose sprint race swim lengths".split()
)
_WAYS = frozenset("walk drive".split())
_WALKED = re.compile(r"\b[Aa]n? $")
_MINUTES_BEFORE = frozenset(
    "timer wait in for after every another duration uptime eta last next lasts takes about snooze delay delayed".split()
)
_ON_ROAD = re.compile(
    rf"{ROAD}|,? (?:(?:turn|bear|keep|fork|go) (?:left|right|straight)|take the (?:[a-z0-9]{{3,8}} )?(?:exit|left|right|turn(?:ing)?|slip road)|at the roundabout)\b"
)
"""What a driver meets so many metres on: “In 200m turn left”."""
_COOKED = re.compile(
    r"\b(?:prep(?:aration)?|cook(?:ing)?|bak(?:e|ing)|simmer|boil|roast|grill|microwave|steam|marinate|soak|prove|knead|stew|poach|fry|saut[eé]|chill|reheat|infuse|steep|(?:then|and) rest)"
    r"(?: time)?(?: (?:it|them|covered|gently|uncovered|total|a further))?:? $",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r" (?:(?:SIM(?:-only)?|phone|broadband|rolling|interest[- ]free) )?(?:contract|warranty|guarantee|subscription|membership|tenancy|lease|interest[- ]free|fix\b|fixed\b|old\b)"
)
_FOR = re.compile(r"\b(?:for|over|to|first|within) $")
_LOAN = re.compile(
    r"\b(?:APR|interest|finance|contracts?|0%|loan|install?ments?|repay\w*|credit|warranty|mortgage|[Bb]roadband|SIM|[MG]bps|[0-9]pm|/mth|per month|a month|tenancy|no (?:[a-z]+ )?(?:payments?|fees?|charges?|deposit))",
    re.IGNORECASE,
)
_PLAYED = re.compile(
    r"\b(?:[Ee]p(?:isode|s)?\b\.?|[Mm]ovies?|[Ff]ilms?|[Vv]ideos?|[Pp]odcasts?|[Aa]udiobook|[Rr]untime|[Mm]eetings?|[Cc]alls?|[Cc]ommute|[Tt]raffic|[Ww]orkouts?|[Cc]lass|[Tt]imers?|[Ss]creen ?time)"
)
_RAN = re.compile(r"\b(?:ran|run|swam|swim|sprinted)\b")
_RACES = frozenset(("100", "200", "400", "800"))
_FREEZER = re.compile(r"\b(?:[Ff]reez(?:e|er|es|ing)|[Ff]rozen|[Kk]eeps?|[Ss]tores?)\b")
_TERMS = frozenset(("12", "18", "24", "36"))
"""Months that contracts run."""
_ENDS = re.compile(r"[,;)]|\.(?:\s|$)|$")
_LONGEST_LOAN = 84


def counted(number: int, noun: str, context: Context) -> str:
    """A whole number of something, `noun` in the singular."""
    return f"{context.locale.numerals.cardinal(number)} {noun}{'' if number == 1 else 's'}"


def _compound(match: re.Match[str], context: Context) -> str | None:
    parts = [
        (int(number), _SPELLED.get(unit, unit)) for number, unit in _PARTS.findall(match.group())
    ]
    order = ["dhms".index(unit) for _, unit in parts]
    if order != sorted(set(order)):
        return None
    if describes_noun(match, context):
        cardinal = context.locale.numerals.cardinal
        return " ".join(f"{cardinal(number)} {_NAMES[unit]}" for number, unit in parts)
    return " ".join(counted(number, _NAMES[unit], context) for number, unit in parts)


def _hour_rest(match: re.Match[str], context: Context) -> str:
    return f"{counted(int(match['hour']), 'hour', context)} {counted(int(match['minute']), 'minute', context)}"


_WORD = re.compile(r"([A-Za-z]+)[ :,(]{1,3}$")
_FROM = re.compile(r"(?<![\w.])[0-9]{1,3} ?[-–] ?$")
"""The less of two lengths of time: “bake for 12-15m”."""


def _single(match: re.Match[str], context: Context) -> str | None:
    """An m that is minutes or months: “bake 25m”, “0% APR for 18m”."""
    after = context.after(match.end()).lower()
    before = _FROM.sub("", context.text[max(0, match.start() - 32) : match.start()])
    if is_million(match, context) or " " in match.group() and not _COOKED.search(before):
        return None
    noun = "month" if _are_months(match, before, context) else ""
    if not noun and not _is_run(match, before) and _are_minutes(before, after, match, context):
        noun = "minute"
    if not noun:
        return None
    one = is_one(match["number"]) or describes_noun(match, context)
    return f"{say_number(match['number'], context)} {noun}{'' if one else 's'}"


def _is_run(match: re.Match[str], before: str) -> bool:
    """Whether metres were run: “8:24 for 1500m”, “swam for 400m”."""
    return len(match["number"]) > 3 or match["number"] in _RACES and _RAN.search(before) is not None


def _are_minutes(before: str, after: str, match: re.Match[str], context: Context) -> bool:
    if after in _MINUTES_AFTER:
        return True
    if after in _LENGTHS_AFTER - {"long"} or context.text.startswith(
        (" of ", " x ", "-"), match.end()
    ):
        return False
    if (
        not context.locale.day_first
        and match["number"] not in _RACES
        and _PLAYED.search(context.near(match, 40))
    ):
        return True
    if after == "long":
        return False
    if after in _WAYS and _WALKED.search(before):
        return True
    word = _WORD.search(before)
    return (
        word is not None
        and word[1].lower() in _MINUTES_BEFORE
        and not _ON_ROAD.match(context.text, match.end())
        or _COOKED.search(before) is not None
    )


def _are_months(match: re.Match[str], before: str, context: Context) -> bool:
    """Of a loan, a contract or a freezer."""
    if "." in match["number"] or int(match["number"].replace(",", "")) > _LONGEST_LOAN:
        return False
    if _CONTRACT.match(context.text, match.end()):
        return True
    over = _FOR.search(before) is not None
    if not over and not (
        match["number"] in _TERMS
        and _ENDS.match(context.text, match.end())
        and before.endswith(", ")
    ):
        return False
    sentence = context.near_in_sentence(match)
    return bool(_LOAN.search(sentence) or _FREEZER.search(sentence) and len(match["number"]) < 3)


def _days(match: re.Match[str], context: Context) -> str | None:
    """“due in 12 d”."""
    before = context.text[max(0, match.start() - 14) : match.start()]
    told = _DAYS_BEFORE.search(before) or _DAYS_AFTER.match(context.text, match.end())
    if not told and not _PERIODS.search(context.near_in_sentence(match)):
        return None
    return f"{say_number(match['number'], context)} day{'' if is_one(match['number']) else 's'}"


def _length(match: re.Match[str], context: Context) -> str | None:
    """A length of more minutes than a clock has hours: “27:45”."""
    minute, second = int(match["minute"]), int(match["second"])
    if minute + second == 100 or SCALES.search(context.near(match)):
        return None
    parts = [counted(minute, "minute", context), counted(second, "second", context)]
    return " ".join(parts if second else parts[:1])


def _tenths(match: re.Match[str], context: Context) -> str:
    """A result of a race: “1:43.2”."""
    minutes = counted(int(match["minute"]), "minute", context)
    return f"{minutes} {_with_tenths(match['second'], context)}"


def _with_tenths(second: str, context: Context) -> str:
    return (
        f"{say_number(second if second[1] == '.' else second.removeprefix('0'), context)} seconds"
    )


def _raced(match: re.Match[str], context: Context) -> str:
    """“2m14.5s”."""
    parts = [counted(int(match[part]), part, context) for part in ("hour", "minute") if match[part]]
    return " ".join((*parts, _with_tenths(match["second"], context)))


_LAST_SECONDS = re.compile(
    r"(?<![\w:]):(?P<second>[0-5][0-9])(?= (?:left|to go|remaining|to play|on the clock)\b)"
)


def _last_seconds(match: re.Match[str], context: Context) -> str:
    """Of a game: “w/ :04 left”."""
    return counted(int(match["second"]), "second", context)


RULES = (
    Rule("time", ":", _LAST_SECONDS, _last_seconds),
    Rule("time", "T", _COUNTDOWN, lambda match, context: "T minus "),
    Rule("time", DIGIT, _TENTHS, _tenths),
    Rule("time", DIGIT, _LENGTH, _length),
    Rule("time", DIGIT, _RACED, _raced),
    Rule("time", DIGIT, _COMPOUND, _compound),
    Rule("time", DIGIT, _HOUR_REST, _hour_rest),
    Rule("time", DIGIT, _DAYS, _days),
    Rule("time", DIGIT, _SINGLE, _single),
)
