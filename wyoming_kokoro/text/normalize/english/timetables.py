"""Times as timetables and British notices write them: “the 10.30 service”, “noon-1pm”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import numerals
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DOTTED = re.compile(
    r"(?<![^\W_])(?<![.,:/£$€])(?P<hour>0[0-9]|[1-9]|1[0-9]|2[0-3])\.(?P<minute>[0-5][0-9])(?![\w%°]|[.,:/-][0-9])"
)
_NAMED_TIME = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Mm]y|[Yy]our|[Hh]is|[Hh]er|[Tt]heir) $")
_TIMED = re.compile(
    r" (?:to |from |at [A-Z]|train|bus|coach|tram|ferry|flight|service|mass|class|meeting|appointment|slot|showing|screening|performance|start\b|kick-?off"
    r"|session|departure|deadline|curfew|news\b|film|lecture|lesson|match|race|booking|reservation)(?! (?:charge|fee))"
)
_MEETING = re.compile(
    r"\b(?:[Mm]eet|[Ss]ee you|[Ss]tart(?:s|ing)?|[Bb]egin(?:s|ning)?|[Oo]pen(?:s|ing)?|[Cc]los(?:e|es|ing)|[Ll]eav(?:e|es|ing)|[Aa]rriv(?:e|es|ing)"
    r"|[Dd]epart(?:s|ing)?|[Ff]inish(?:es|ing)?|[Dd]inner|[Ll]unch|[Bb]reakfast|[Tt]ea|[Dd]oors|[Kk]ick-?off|[Aa]larm|[Tt]rain|[Bb]us|[Mm]eeting|[Ss]ervice)"
    r"(?:['’]s)?(?: (?:is|it|up|us|me|them|out|home|back|there|here|set|for|open|close)){0,2} (?:at|by) $"
)
_PRICED = re.compile(
    r"\b(?:[Oo]dds|[Pp]rices?|[Ss]hares?|[Bb]id\w*|[Ss]tock|[Ii]ndex|[Pp]ound|[Rr]ates?)\b"
)
_AT = re.compile(r"[Aa]t $")
_AGREED = re.compile(
    r"(?:\b(?:at|by|until|till|from|before|after|around)|(?<![0-9])[,;]|[0-9] to) $"
)
_MEASURED = re.compile(
    r"\b(?:averag\w+|valu\w+|list(?:ed|s)|trad(?:ed|ing)|stands?|stood|magnitude|measur\w+|scor\w+|rat(?:ed|ing|io)|GPA|pH|version|inflation|growth|level|section|clocked|capped|unchanged|priced?|worth|euros?|dollars?|sterling|up|down|rose|fell)\b"
)
_KICK_OFF = re.compile(
    r"[,;!?)]?(?:\s(?!(?:million|billion|percent|per|times|points|pounds|metres|out|on the)\b)|$)|\.(?:\s|$)"
)
_OF_DAY = re.compile(
    r" (?:this|tonight|tomorrow|in the|on|every|each|sharp|today|yesterday)\b(?! average)"
)
_ON = re.compile(
    r"[.,;!?)]?(?:\s|$)(?!(?:million|billion|percent|per|times|points|pounds|metres)\b)"
)
_NOON = re.compile(r"[-–](?=[0-9]{1,2}(?::[0-5][0-9])?(?:[ap]m?)?(?!\w))")
_NOON_BEFORE = re.compile(r"(?<!\w)(?:[Nn]oon|[Mm]idnight)$")


def _dotted(match: re.Match[str], context: Context) -> str | None:
    """A time written with a full stop, as in Britain: “at 7.05 this morning”."""
    if not context.locale.day_first or not _is_time(match, context):
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    if minute == 0:
        return full_hour(hour, context)
    return f"{numerals(context).cardinal(hour)} {numerals(context).pair(minute)}"


def _is_time(match: re.Match[str], context: Context) -> bool:
    before = context.text[max(0, match.start() - 40) : match.start()]
    if _NAMED_TIME.search(before):
        return _TIMED.match(context.text, match.end()) is not None
    if _AT.search(before) and _OF_DAY.match(context.text, match.end()):
        return True
    if _PRICED.search(before.rpartition(". ")[2]):
        return False
    if _AGREED.search(before) and match["minute"][1] in "05" and not _MEASURED.search(before):
        return _KICK_OFF.match(context.text, match.end()) is not None
    return _MEETING.search(before) is not None and _ON.match(context.text, match.end()) is not None


def full_hour(hour: int, context: Context) -> str:
    """An hour of the 24-hour clock: midnight, nine o'clock, six PM."""
    if hour in (0, 24):
        return "midnight"
    cardinal = numerals(context).cardinal
    return f"{cardinal(hour)} o'clock" if hour <= 12 else f"{cardinal(hour - 12)} PM"


def _noon(match: re.Match[str], context: Context) -> str | None:
    """“noon-1pm”."""
    before = context.text[max(0, match.start() - 9) : match.start()]
    return " to " if _NOON_BEFORE.search(before) else None


_KO = re.compile(r"(?:ko|k\.o\.|KO)(?![\w])")
_BEFORE_KO = re.compile(rf"(?:{_DOTTED.pattern})(?= (?:ko|k\.o\.|KO)(?!\w))")


def _before_kick_off(match: re.Match[str], context: Context) -> str:
    """“2.30 ko”."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if minute == 0:
        return full_hour(hour, context)
    return f"{numerals(context).cardinal(hour)} {numerals(context).pair(minute)}"


def _kick_off(match: re.Match[str], context: Context) -> str | None:
    near = context.last_class == "time" and context.since_last(match.start()) == " "
    return "kick off" if near else None


RULES = (
    Rule("time", DIGIT, _BEFORE_KO, _before_kick_off),
    Rule("time", "kK", _KO, _kick_off),
    Rule("time", DIGIT, _DOTTED, _dotted),
    Rule("range", "-–", _NOON, _noon),
)
