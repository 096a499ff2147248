"""Numbers in the plural, which are no seconds: “over 18s”, “100s of fans”, “9 9s”, “60s & 70s”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, numerals
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_MANY = re.compile(rf"{ALONE}(?P<number>10|100|1,?000|10,?000|100,?000)s(?= of (?P<noun>[a-z]+))")
_RECORDED = frozenset(
    "audio video footage silence sound film music speech recording data delay latency lag rest buffer history work effort exercise warning"
    " the my your our this that each planks planking".split()
)
"""Of which one has seconds."""
_THOUSANDS = re.compile(rf"{ALONE}(?P<number>1,000)s(?![\w'’])")
_PLURAL = re.compile(
    rf"{ALONE}(?:(?P<low>[0-9]{{1,2}})[-–])?(?P<number>[1-9][0-9]{{0,2}})s(?![\w'’/]|\.? ?[0-9½]{{1,3}}d)"
)
_OLDER_THAN = re.compile(
    r"(?:^|[.!?;,(&\n] ?|[0-9] |[0-9]s (?:and|or) |\b(?P<inner>the|for|of|all|many|most|and|our|with|if|club|no) )(?:over|under)[ -]$",
    re.IGNORECASE,
)
_THEY = re.compile(
    r" (?:only|go|goes|free|half[- ]price|eat|pay|must|are|welcome|can|may|get|need|play|team|football|disco|night|club|squad|league|and (?:over|under)\b|or (?:over|under)\b)(?!\w)"
)
_COUNTED = re.compile(
    r"(?<![\w.,£$€])(?:[1-9][0-9]?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Ss]everal|[Pp]acks? of|[Bb]oxe?s? of) $"
)
_COUNT_ENDS = re.compile(
    r"[.,;!?)]|$| (?:and|or|in|at|from|for|on|with|near|but|so|this|last|today|yesterday|please|to|by|then)\b"
)
_GRADED = re.compile(
    r"\b(?:[Gg](?:ot|et|ets|etting)|[Ee]arn(?:ed|s)?|[Ss]traight|[Mm]ostly|[Aa]ll|[Mm]ainly|[Pp]redicted|[Hh]as|[Hh]ave|[Hh]ad) $|[a-z] [1-9]s in [A-Z][A-Za-z& ]{2,30} (?:and|&) $"
)
_IN_SUBJECT = re.compile(r" in (?:(?:all|both|my|her|his) )?[A-Z][a-z]")
"""“Got 8s in Bio”."""
_JOINT = r"(?:, ?| ?& ?| and | or |, and |-|–| to )"
_ROUND_BEFORE = re.compile(rf"(?<![\w.])(?:[12][0-9])?[1-9]0s{_JOINT}$")
_ROUND_AFTER = re.compile(rf"{_JOINT}[1-9]0s(?![\w'’/])")
_TO_ROUND = re.compile(r"(?<=0s)[-–](?=[1-9]0s(?![\w'’/]))")
_OR_OVER = re.compile(r" and (?:over|under)\b(?! [0-9])| (?:&|and|or) [uU][0-9]{1,2}s\b")
_AND_UNDER = re.compile(r",? (?:and|or|&) (?:over|under)[ -][0-9]{1,2}s\b")
"""“whether under 11s or under 7s”."""
_PACKED = re.compile(
    r"\b(?:eggs|tea ?bags|nappies|wipes|loo rolls?|toilet rolls?|fish fingers|crisps|tampons|pack(?:et)?s?)\b,?[^.!?]{0,20}$",
    re.IGNORECASE,
)
_BACKED = re.compile(r"\b(?:at|from|to) (?:[0-9]{1,2}s or )?$")
_BETTING = re.compile(
    r"\b(?:e/w|each[- ]way|odds|fav(?:ou?rite)?|back(?:ed|ing)?|bets?|punt\w*|bookies?|outsiders?|drift\w+|shorten\w+|tip(?:ped|ster)?|nap|won £[0-9]\w*)\b",
    re.IGNORECASE,
)
"""“I'd back it at 12s.”"""
_IN_A_ROW = re.compile(r"\b(?:back-to-back|consecutive|successive) $")
"""“consecutive 100s”."""
_RANKED = re.compile(r"[\w,] No\.? $")
"""“three No 1s”."""
_RUGBY = re.compile(
    r"\b(?:Premiership|[Rr]ugby|[Ww]orld|Dubai|Middlesex|[Ww]omen['’]s|[Mm]en['’]s) $"
)
"""“the Dubai 7s”."""
_SEVENS = re.compile(r" (?:tournaments?|squads?|teams?|rugby|circuit|players?)\b")
_BEST_DARTS = 180
_TEN = 10
_TIMING = re.compile(
    r"\b(?:wait\w*|hold\w*|rest\w*|plank\w*|intervals?|timers?|timeouts?|delays?|sprint\w*|reps?|sets?|clips?|pauses?|seconds?|secs?|minutes?|mins?|every|after|bursts?|retry|retries"
    r"|took|takes?|lasts?|lasted|within|countdown|windows?|ads?|spots?|polls?|polling|steps?|laps?|runs?|splits?|loads?|loading|latency|respon[ds]\w*)\b",
    re.IGNORECASE,
)


def _many(match: re.Match[str], context: Context) -> str | None:
    """“100s of fans”."""
    if match["noun"] in _RECORDED:
        return None
    return _bare_plural(match, context)


def _bare_plural(match: re.Match[str], context: Context) -> str:
    number = int(match["number"].replace(",", ""))
    return plural(numerals(context).cardinal(number).removeprefix("one "))


def _plural(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 16) : match.start()]
    cardinal = numerals(context).cardinal
    low, number = match["low"], int(match["number"])
    if low:
        grows = int(low) < number < 100 and _THEY.match(context.text, match.end())
        return f"{cardinal(int(low))} to {plural(cardinal(number))}" if grows else None
    if (
        _IN_A_ROW.search(before)
        or _RANKED.search(before)
        or number == 7
        and _is_rugby(match, before, context)
    ):
        return plural(cardinal(number))
    if number < _TEN and _is_grade(match, context):
        return plural(cardinal(number))
    if number == _BEST_DARTS or number < 100 and _is_age(match, context, before):
        return plural(cardinal(number))
    packed = _PACKED.search(context.text[max(0, match.start() - 40) : match.start()])
    backed = _BACKED.search(before) and _BETTING.search(context.near_in_sentence(match))
    several = (
        backed or packed or _is_counted(match, context, before) or _is_round(match, context, before)
    )
    if not several or _TIMING.search(context.near_in_sentence(match)):
        return None
    return plural(cardinal(number))


def _is_rugby(match: re.Match[str], before: str, context: Context) -> bool:
    """“the Dubai 7s”, “a 7s tournament”."""
    sevens = _RUGBY.search(before) or _SEVENS.match(context.text, match.end())
    return sevens is not None


def _is_age(match: re.Match[str], context: Context, before: str) -> bool:
    """“Under 5s go free”, “18s and over”."""
    if _OR_OVER.match(context.text, match.end()):
        return True
    if before.endswith(("under ", "over ")) and _AND_UNDER.match(context.text, match.end()):
        return True
    older = _OLDER_THAN.search(before)
    if older is None or older["inner"] and not _THEY.match(context.text, match.end()):
        return False
    return _TIMING.search(context.near_in_sentence(match)) is None


def _is_grade(match: re.Match[str], context: Context) -> bool:
    before = context.text[max(0, match.start() - 48) : match.start()]
    graded = _GRADED.search(before) and _IN_SUBJECT.match(context.text, match.end())
    return bool(graded) and _TIMING.search(context.near_in_sentence(match)) is None


def _is_counted(match: re.Match[str], context: Context, before: str) -> bool:
    """“Two 7s and a 9”, “pack of 44s”."""
    ends = _COUNT_ENDS.match(context.text, match.end())
    return ends is not None and _COUNTED.search(before) is not None


def _is_round(match: re.Match[str], context: Context, before: str) -> bool:
    """Tens that belong together: “20s and 30s are welcome”, “of the 60s, 70s & 80s”."""
    if int(match["number"]) % 10 or len(match["number"]) != 2:
        return False
    after = _ROUND_AFTER.match(context.text, match.end())
    return after is not None or _ROUND_BEFORE.search(before) is not None


def _to_round(match: re.Match[str], context: Context) -> str | None:
    """“20s-30s”."""
    near = context.last_class == "number" and context.last_end == match.start()
    return " to " if near else None


RULES = (
    Rule("range", "-–", _TO_ROUND, _to_round),
    Rule("number", DIGIT, _MANY, _many),
    Rule("number", DIGIT, _THOUSANDS, _bare_plural),
    Rule("number", DIGIT, _PLURAL, _plural),
)
