"""Times as timetables and British notices write them: “the 10.30 service”, “noon-1pm”."""

import re

from wyoming_kokoro.text.normalize.english import noted_times
from wyoming_kokoro.text.normalize.english.lookups import CLAUSE_ENDS, DAY, numerals
from wyoming_kokoro.text.normalize.english.noted_times import HOUR, MEASURED, PRICED
from wyoming_kokoro.text.normalize.english.racing import COURSES, RACE_DAY
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DOTTED = re.compile(
    r"(?<![^\W_])(?<![.,:/£$€])(?P<hour>0[0-9]|[1-9]|1[0-9]|2[0-3])\.(?P<minute>[0-5][0-9])(?:(?=ish\b)|(?![\w%°]|[.,:/-][0-9]))"
)
_DOTTED_HALF = re.compile(
    r"(?<![^\W_])(?<![.,:/£$€])(?P<hour>0?[1-9]|1[0-2])\.(?P<minute>[0-5][0-9])(?P<half>[ap])(?!\w)"
)
_HOURS = re.compile(
    rf"(?<![^\W_])(?<![.,:/£$€-])(?P<hour>{HOUR})(?:\.(?P<minute>[0-5][05]))? ?[-–] ?(?P<last>{HOUR})(?:\.(?P<rest>[0-5][05]))?(?![\w%°]|[.,:/-][0-9])"
)
_DAY_AFTER = re.compile(
    rf" (?:on )?(?:{DAY}|tomorrow\b|today\b)(?! average)| (?:in|for) [Yy](?:ea)?rs? [R1-9]"
)
_SLOT = re.compile(
    rf"(?<![^\W_])(?<![.,:/£$€-])(?P<hour>{HOUR})\.(?P<minute>[0-5][0-9]) ?[-–] ?(?P<last>{HOUR})\.(?P<rest>[0-5][0-9])(?![\w%°]|[.,:/-][0-9])"
)
_DELIVERED = re.compile(
    r"\b(?:[Dd]elivery|[Dd]eliver(?:ed|ing)?|[Aa]rriv(?:e|es|ing)|[Ss]lot|[Pp]arcel|[Tt]oday|[Tt]omorrow|[Ww]indow|ETA)\b[^.!?]{0,16}$"
)
_OPEN = re.compile(
    rf"\b(?:{DAY}|(?:MON|TUES?|WEDS?|THU(?:RS?)?|FRI|SAT|SUN)(?:DAYS?)?\b|[Oo]pen(?:s|ing)?\b|[Hh]ours\b|[Dd]aily\b|[Ss]urgery\b|[Cc]losed\b|[Ss]hop\b|[Ll]ibrary\b|[Oo]ffice\b|[Ww]eek(?:days|ends)\b|[Ll]unch\b|[Pp]arking\b|[Cc]lub\b|[Ss]ession\b|[Cc]linic\b|[Pp]laygroup\b|[Nn]ursery\b|[Mm]arket\b|[Ff]air\b|[Rr]ing\b|[Cc]all\b|[Pp]hone\b|[Ll]ectures?\b|[Ss]eminars?\b|[Tt]utorials?\b|[Ww]orkshops?\b)\.?[^.!?]{{0,24}}$|\b(?:[Rr]m|[Rr]oom)\.? [A-Z]{{0,2}}[0-9]{{0,2}}\.?[0-9]{{1,3}}, $"
)
"""What hours of opening stand after."""
_HAPPENS = (
    r"\b(?:trains?|bus(?:es)?|coach(?:es)?|ferr(?:y|ies)|trams?|bath|story|bed|bedtime|tea|lunch|dinner|supper|breakfast|swimming|ballet|football|rugby|choir|yoga"
    r"|pilates|gym|brownies|cubs|scouts|guides|beavers|judo|karate|piano|assembly|registration|gates?|doors?|kick-?off|k\.?o\.?|delivered|del['’]d|collected|landed|show|curtain|alarm|heating|reminder|timer|dep\.?|arr\.?|mass|evensong|eucharist|communion|matins"
    r"|depart(?:s|ing)?|arriv(?:es?|ing)|leav(?:es?|ing)|wake|meet|see you|back|home|start(?:s|ing)?|begin(?:s|ning)?|ends|finish(?:es|ing)?|open(?:s|ing)?|clos(?:es?|ing)|bell|news|lv|hw|lw|meeting|service|eta|etd"
    r"|appts?\.?|appointment|slot|booking|viewing|(?:dep|arr)\.? [A-Z][a-z]{2,12}|Lv [A-Z][a-z]{2,12})(?:['’]s| is)?"
    r"(?: (?:it|up|us|me|them|out|there|here|set|for)){0,2}"
)
"""What happens at a time, as notes and notices say it."""
_EVENT = re.compile(rf"{_HAPPENS}(?::| @|: at)? $", re.IGNORECASE)
_EVENT_AT = re.compile(rf"{_HAPPENS} (?:at|by|set for) $", re.IGNORECASE)
_COURSE = re.compile(rf"\b(?:{COURSES})(?: Park)? $")
_AT_COURSE = re.compile(rf" (?:at )?(?:{COURSES})(?: Park)?\b")
_DEPARTURE = re.compile(
    r" (?:sailing|crossing|departure|drop-?off|pick-?up|wake-?up|collection|appointment|appt|slot|meeting|session|lesson|kick-?off|showing|performance|screening|check-?(?:out|in)|curfew|train|ferry|flight|bus)s?\b| (?:at the )?latest(?=[.,;!?)]|$| (?:&|and|or|or else|pls|please)(?!\w))"
)
_SINCE = re.compile(r"\b(?:down|off|up|out|on|awake|here|open|closed|shut|running|waiting) since $")
_CALLING = re.compile(
    r"\b(?:[Cc]all(?:s|ing)|[Ss]top(?:s|ping)) at [^.!?]{0,40}[A-Z][a-z]+(?: [A-Z][a-z]+)?,? $"
)
"""A station and when a train is there: “calls at York, 11.24”."""
_DRIVEN = re.compile(
    r"\b(?:[Dd]eliver\w*|[Pp]arcels?|[Cc]ouriers?)\b[^.!?]{0,40} at $|\bbe with (?:you|us) (?:at|by) $"
)
_THEN = re.compile(
    r"[,;.!?):]?(?:$|\s(?:& |and |- |– |tmrw|tomorrow|tonight|on |in the |sharp|daily|[a-z]+ [0-9]|[1-9][0-9]?/[1-9](?![\w/])|arr|dep|\())|[,;.!?):]\s"
)
_NEXT = re.compile(r"(?:,? (?:and |or |not |instead of |rather than )?|[;,] |, [a-z]{3,12} |)$")
_NEXT_EVENT = re.compile(
    r",(?: and| then)?(?: (?!(?:is|are|was|were|about|over|under|nearly|than|times|costs?|weigh\w*|worth|by|for)\b)[a-z]{3,12}){1,2} $"
)
"""“quiz 21.30, and lights out 23.30”."""
_AND = re.compile(rf"& (?={HOUR}\.[0-5][0-9])")
_WORDS = r"(?: (?:[A-Z][\w'’]{1,15}|a|of|the|and|in|to|news)(?![\w'’])){1,6}"
_TITLE = rf"{_WORDS}[,;] "
_PROGRAMME = re.compile(
    rf"{_TITLE}(?={HOUR}\.[0-5][0-9] [A-Z])|{_WORDS}(?:\.(?!\S)|$| \([0-9]|, (?:BBC|ITV|C[45]\b))"
)
_AFTER_PROGRAMME = re.compile(rf"{_WORDS}[,;]? $")
_NEXT_PROGRAMME = re.compile(r"[,;] (?:[A-Z][\w'’]{2,14} ){1,4}$")
_FOR_MEAL = re.compile(r" for (?P<hour>1[0-2]|[1-9])(?!\w|[.:][0-9]|[ -][a-z]{3,12}s\b)")
_SERIES = re.compile(rf"(?: {HOUR}\.[0-5][05]){{2}}(?![\w%°])")
"""“10.30 12.45 3.00”."""
_FIXTURE = re.compile(r"\b[A-Z][A-Za-z]{2,14} v [A-Z][A-Za-z]{2,14} $")
"""“Boro v Stoke 12.30”."""
_ROUTE = re.compile(
    rf" [A-Z][a-z]+(?: [A-Z][a-z]+)?[-–][A-Z][a-z]+| {DAY}| (?:&|and|or) (?:1[0-2]|[1-9]) ?[ap]\.?m\b"
)
"""What runs at a time, or another time: “10.30 Euston–Glasgow”, “2.30 & 7pm”."""
_RITE = re.compile(
    r" (?:(?:Sung|Holy|Family|Said|High) )?(?:Eucharist|Communion|Mass|Matins|Evensong)\b"
)
_AMOUNT = re.compile(r" ?(?:each|a|per|ea|m|metres?|by|x|kg|km|miles?|kilos?|grams?|stone|off|p)\b")
_NAMED_TIME = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Mm]y|[Yy]our|[Hh]is|[Hh]er|[Tt]heir) $")
_BOARD = "[Cc]atch|[Cc]aught|[Gg]et|[Mm]iss(?:ed)?|[Tt](?:akes?|ook)"
_CAUGHT = re.compile(rf"\b(?:[Oo]n|in|[Ww][io]n|{_BOARD}|[Gg]etting|[Tt]aking) the $")
"""A train: “I'm on the 18.04, home by 7”."""
_BOARDED = re.compile(rf"\b(?:{_BOARD}|[Cc]atches|[Cc]atching|[Gg]ets) the $")
_ONWARDS = re.compile(
    r" (?:home|back|and (?:gets?|got|is|was|arrives?|walks?)\b|in the|every (?:day|morning)|because|so)\b"
)
_TIMED = re.compile(
    r" (?:(?:[a-z-]{3,12} )?(?:to|from) [A-Z]|to |from |at [A-Z]|train|bus|coach|tram|ferry|flight|alarm|wake-up|service|mass|class|meeting|appointment|slot|showing|screening|performance|start\b|kick-?off"
    r"|session|departure|deadline|curfew|news\b|film|lecture|lesson|match|race|booking|reservation)(?! (?:charge|fee))"
    rf"| (?:and|or|&) (?:the )?{HOUR}\.[0-5][0-9](?![\w%°])| (?:is now|leaves|departs|arrives|gets)\b| (?:is|was|has been|will be|isn['’]t|won['’]t|will)(?: \w+)? (?:run(?:ning)?|late|delayed|canc(?:elled|d)?|on time|full|packed|early|due|stop\w*|call\w*)\b"
)
_RUNS = re.compile(
    r"[,;!?)]| (?:is|was|looks?|looked|went|goes|has|had|will|today|tomorrow|over|with|by|when|handicap|hurdle|chase|stakes|maiden|an? [1-7]½?[mf])\b"
)
_PRICE = re.compile(r"(?:,| at| is)(?: [A-Z][\w'’]+){0,3} [0-9]{1,3}/[1-9](?![\w/])")
"""What a horse of a race may win: “the 1.40, Jonbon 11/8”."""
_AT = re.compile(r"[Aa]t $")
_AGREED = re.compile(
    r"(?:\b(?:at|by|until|till?|from|before|after|around|[Ii]t was)|@|(?<![0-9])[,;]|[0-9] to|\bat [1-9][0-9]? for|\b(?:still|[Ww]e(?:['’]re)?|[Tt]able|up|ready) (?:on |booked )?for|\b(?:booked|reserved|pencilled in|[Ss]et (?:the |my |an )?(?:oven|alarm|heating|lights?|timer|radio|washing machine|dishwasher)) for|\b(?:moved|changed|put back|brought forward|postponed|delayed) (?:on |back )?to|\bkick-?off(?:['’]s| is) now) $"
)
_ALSO = re.compile(rf" and {HOUR}\.[0-5][05](?![\w%°])")
_ARRIVED = re.compile(
    r"\b(?:got in|arriv\w+|le(?:ft|aves)|depart\w*|pulled (?:in|out)|gets in) at $"
)
"""“My train got in at 18.52”."""
_EXPECTED = re.compile(
    r"\b(?:arriv\w+|deliver\w*|parcels?|slots?|engineers?|appointments?|call|visit|come|open|closed|shut|trains?|bus(?:es)?|here|home|tonight|tomorrow|today|morning|afternoon)\b"
)
_KICK_OFF = re.compile(
    r"[,;!?)]?(?:\s(?!(?:million|billion|percent|per|times|points|pounds|metres|out|kilos?|grams?|stone|kg)\b)|$)|\.(?:\s|$)"
)
_OF_DAY = re.compile(
    r" (?:this|tonight|tomorrow|in the|on|every|each|sharp|today|yesterday)\b(?! average)"
)
_ON_DAY = re.compile(rf" (?:on {DAY}|tonight\b|tomorrow\b|tmrw\b)")
_NOON = re.compile(r"[-–](?=[0-9]{1,2}(?::[0-5][0-9])?(?:[ap]m?)?(?!\w))")
_NOON_BEFORE = re.compile(
    r"(?<!\w)(?:[Nn]oon|[Mm]idnight|[Mm]idday|[Dd]awn|[Dd]usk|[Ss]unrise|[Ss]unset|[Ll]ate)$"
)


_UNTIL = re.compile(r" ?[-–—] ?(?=(?:noon|midnight|close|late|dusk|dark|dawn|sunset|sunrise)\b)")
_NOON_UNTIL = re.compile(
    r"(?P<begin>[Nn]oon|[Mm]idnight|[Dd]awn|[Ss]unrise)[-–—](?=(?:close|late|dusk|sunset|midnight|noon)\b)"
)


def _dotted(match: re.Match[str], context: Context) -> str | None:
    """A time written with a full stop, as in Britain: “at 7.05 this morning”."""
    if not context.locale.day_first or not (_is_time(match, context) or _is_listed(match, context)):
        return None
    return _said(match["hour"], match["minute"], context, is_halved(match, context))


def _dotted_half(match: re.Match[str], context: Context) -> str | None:
    """“dep Leeds 7.12a”."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    if not context.locale.day_first or not _EVENT.search(before):
        return None
    minute = "" if match["minute"] == "00" else match["minute"]
    return f"{_said(match['hour'], minute, context)} {match['half'].upper()}M"


def _said(hour: str, minute: str | None, context: Context, halved: bool = False) -> str:
    if minute == "00":
        return full_hour(int(hour), context, halved)
    number = numerals(context).cardinal(int(hour))
    return f"{number} {numerals(context).pair(int(minute))}" if minute else number


def _from_to(match: re.Match[str], context: Context) -> str:
    """“14.00-15.50”: both by the clock of 24 hours where one must be."""
    times = [(match["hour"], match["minute"]), (match["last"], match["rest"])]
    whole = not any(int(hour) > 12 and (minute or "00") != "00" for hour, minute in times)
    halved = whole and any(int(hour) > 12 and minute == "00" for hour, minute in times)
    return " to ".join(
        (
            _said(hour, minute, context, halved)
            if whole or int(hour) <= 12 or minute != "00"
            else f"{numerals(context).cardinal(int(hour))} hundred"
        )
        for hour, minute in times
    )


_QUARTERS = frozenset(("00", "15", "30", "45"))


def _over_noon(match: re.Match[str]) -> bool:
    """“9.30-3.30”, which only a clock does."""
    first, last = int(match["hour"]), int(match["last"])
    return 7 <= first <= 12 and 1 <= last < 7


def _hours(match: re.Match[str], context: Context) -> str | None:
    """Hours of opening: “Mon-Fri, 8.30-5”, “surgery 8.30-12.30, 2-6.30”."""
    if not context.locale.day_first or not (match["minute"] or match["rest"]):
        return None
    before = context.text[max(0, match.start() - 40) : match.start()]
    chained = context.last_class == "time" and context.since_last(match.start()) in (
        ", ",
        " & ",
        " and ",
        "; ",
    )
    dated = _DAY_AFTER.match(context.text, match.end()) is not None
    halves = match["minute"] in _QUARTERS and match["rest"] in _QUARTERS
    dated = dated or context.last_class == "time" and match.start() - context.last_end < 16
    dated = dated or halves and _over_noon(match) and not MEASURED.search(before)
    dated = dated or noted_times.runs_on(match, context)
    if not chained and not dated and (not _OPEN.search(before) or PRICED.search(before)):
        return None
    return _from_to(match, context)


def _slot(match: re.Match[str], context: Context) -> str | None:
    """From one minute to another: “Delivery: 11.24-13.24”."""
    before = context.text[max(0, match.start() - 40) : match.start()]
    if not context.locale.day_first or not _DELIVERED.search(before):
        return None
    return _from_to(match, context)


def _is_time(match: re.Match[str], context: Context) -> bool:
    before = context.text[max(0, match.start() - 40) : match.start()]
    if _CAUGHT.search(before) and CLAUSE_ENDS.match(context.text, match.end()):
        return True
    if _BOARDED.search(before) and _ONWARDS.match(context.text, match.end()):
        return True
    if _NAMED_TIME.search(before) and not _ON_DAY.match(context.text, match.end()):
        return _TIMED.match(context.text, match.end()) is not None or _is_race(match, context)
    if match["hour"][0] == "0" and not MEASURED.search(before):
        return True
    if before.endswith((f" {match['hour']} for ", f" {match['hour']}pm for ")):  # “7 for 7.30”
        return match["minute"] in ("15", "30", "45")
    if _ON_DAY.match(context.text, match.end()) and not PRICED.search(before):
        return MEASURED.search(before) is None
    if PRICED.search(before.rpartition(". ")[2]):
        return False
    if _AT.search(before) and _OF_DAY.match(context.text, match.end()):
        return True
    if _ARRIVED.search(before) and CLAUSE_ENDS.match(context.text, match.end()):
        return True
    if before.endswith("etween ") and _ALSO.match(context.text, match.end()):
        return _EXPECTED.search(context.near_in_sentence(match)) is not None
    if _AGREED.search(before) and match["minute"][1] in "05" and not MEASURED.search(before):
        return _KICK_OFF.match(context.text, match.end()) is not None
    happens = _EVENT_AT.search(before) is not None
    return happens and _KICK_OFF.match(context.text, match.end()) is not None


def _is_race(match: re.Match[str], context: Context) -> bool:
    """“The 3.30 is a good handicap.”"""
    if context.before(match.start()).lower() != "the":
        return False
    if _PRICE.match(context.text, match.end()):
        return True
    told = match["minute"][1] in "05" and _RUNS.match(context.text, match.end()) is not None
    return told and RACE_DAY.search(context.near_in_sentence(match)) is not None


def _is_listed(match: re.Match[str], context: Context) -> bool:
    """Whether one of several times is told, or that of something that happens at one: “Trains:
    7.12, 7.42”, “bath 6.45, story 7.15”, “doors open 6.30 for 7”.
    """
    before = context.text[max(0, match.start() - 32) : match.start()]
    if noted_times.is_rough(match, before, context):
        return True
    if _AMOUNT.match(context.text, match.end()) or PRICED.search(before):
        return False
    if _chained(match, context) or _ROUTE.match(context.text, match.end()):
        return True
    if context.text.startswith("ish", match.end()) or _RITE.match(context.text, match.end()):
        return True
    if _CALLING.search(context.text[max(0, match.start() - 80) : match.start()]):
        return True
    if _DRIVEN.search(context.text[max(0, match.start() - 60) : match.start()]):
        return CLAUSE_ENDS.match(context.text, match.end()) is not None
    if noted_times.is_noted(match, before, context):
        return True
    if (
        _is_gathering(match, context)
        or _AT_COURSE.match(context.text, match.end())
        or _DEPARTURE.match(context.text, match.end())
    ):
        return True
    if _EVENT.search(before) or _COURSE.search(before) or _SINCE.search(before):
        return _THEN.match(context.text, match.end()) is not None
    if _SERIES.match(context.text, match.end()) and match["minute"][1] in "05":
        return True
    if _FIXTURE.search(before):
        return match["minute"][1] in "05"
    begins = not before.strip() or before.rstrip()[-1] in ":;.!?\n"
    return begins and _PROGRAMME.match(context.text, match.end()) is not None


def _is_gathering(match: re.Match[str], context: Context) -> bool:
    """Drinks before a meal: “6.30 for 7”, “12.30 for 1”."""
    begins = _FOR_MEAL.match(context.text, match.end())
    if begins is None or match["minute"] not in ("15", "30", "45"):
        return False
    return (int(begins["hour"]) - int(match["hour"])) % 12 == 1


def _chained(match: re.Match[str], context: Context) -> bool:
    """Whether the last thing read was a time, and only a joint or a programme stands between."""
    if context.last_class != "time" or match.start() - context.last_end > 40:
        return False
    gap = context.text[context.last_end : match.start()]
    if _NEXT.match(gap):
        return True
    if _NEXT_EVENT.match(gap) and match["minute"] in _QUARTERS:
        return noted_times.GOES_ON.match(context.text, match.end()) is not None
    if _NEXT_PROGRAMME.match(gap) and context.locale.day_first:
        return CLAUSE_ENDS.match(context.text, match.end()) is not None
    return _AFTER_PROGRAMME.match(gap) is not None and context.after(match.end())[:1].isupper()


def _and(match: re.Match[str], context: Context) -> str | None:
    """Between two times."""
    timed = context.last_class == "time" and context.since_last(match.start()) == " "
    return "and " if timed else None


_UNTIL_HOUR = r"(?: ?[-–—] ?| (?:to|until|till|through) )"
_AFTERNOON = r"(?:1[3-9]|2[0-4]|00)[:.]00"
_AFTERNOON_NEXT = re.compile(
    rf"(?:{_UNTIL_HOUR}{_AFTERNOON}| and (?:1[3-9]|2[0-3])[:.]00)(?![\w:]|\.[0-9])"
)
_FROM_AFTERNOON = re.compile(
    rf"(?<![\w.:])(?:{_AFTERNOON}{_UNTIL_HOUR}|(?:1[3-9]|2[0-3])[:.]00 and )$"
)


def is_halved(match: re.Match[str], context: Context) -> bool:
    """Whether an hour stands beside one that is told with its half of the day: “22:00-07:00”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    following = _AFTERNOON_NEXT.match(context.text, match.end())
    return following is not None or _FROM_AFTERNOON.search(before) is not None


def full_hour(hour: int, context: Context, halved: bool = False) -> str:
    """An hour of the 24-hour clock: midnight, nine o'clock, six PM; “nine AM” if it is `halved`."""
    if hour in (0, 24):
        return "midnight"
    cardinal = numerals(context).cardinal
    if hour > 12:
        return f"{cardinal(hour - 12)} PM"
    half = "AM" if halved and hour < 12 else "o'clock"
    return f"{cardinal(hour)} {half}"


def _noon(match: re.Match[str], context: Context) -> str | None:
    """“noon-1pm”."""
    before = context.text[max(0, match.start() - 9) : match.start()]
    return " to " if _NOON_BEFORE.search(before) else None


_KO = re.compile(r"(?:ko|k\.o\.|KO)(?![\w])")
_BEFORE_KO = re.compile(rf"(?:{_DOTTED.pattern})(?= (?:ko|k\.o\.|KO)(?!\w))")


def _before_kick_off(match: re.Match[str], context: Context) -> str:
    """“2.30 ko”."""
    return _said(match["hour"], match["minute"], context)


def _kick_off(match: re.Match[str], context: Context) -> str | None:
    near = context.last_class == "time" and context.since_last(match.start()) == " "
    return "kick off" if near else None


def _until(match: re.Match[str], context: Context) -> str | None:
    """“6am–midnight”."""
    last = context.last_class == "time" and context.last_end == match.start()
    return " to " if last else None


def _noon_until(match: re.Match[str], context: Context) -> str:
    """“noon-close”."""
    return f"{match['begin']} to "


_TO_NOON = re.compile(
    r"(?<![\w.,:/£$€-])(?P<hour>1[0-2]|[1-9])[-–](?=(?:noon|midnight|dusk|sunset|close)\b)"
)


def _to_noon(match: re.Match[str], context: Context) -> str:
    """“9-noon”."""
    return f"{numerals(context).cardinal(int(match['hour']))} to "


RULES = (
    Rule("time", DIGIT, _TO_NOON, _to_noon),
    Rule("range", "-–—", _UNTIL, _until),
    Rule("time", "nNmMdDsS", _NOON_UNTIL, _noon_until),
    Rule("time", DIGIT, _BEFORE_KO, _before_kick_off),
    Rule("time", "kK", _KO, _kick_off),
    Rule("time", "&", _AND, _and),
    Rule("time", DIGIT, _HOURS, _hours),
    Rule("time", DIGIT, _SLOT, _slot),
    Rule("time", DIGIT, _DOTTED, _dotted),
    Rule("time", DIGIT, _DOTTED_HALF, _dotted_half),
    Rule("range", "-–", _NOON, _noon),
)
