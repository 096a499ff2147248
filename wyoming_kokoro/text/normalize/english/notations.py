"""Notations of particular trades: flats to let, dockets, earthquakes, places on the
map, batting averages.
"""

import re

from wyoming_kokoro.text.normalize.english.calendar import MONTHS, month_number
from wyoming_kokoro.text.normalize.english.lookups import ALONE, CAPITALS, END, numerals, say_number
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ROOMS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.5|½)?)[ -]?(?P<room>BR|BA|BD|bdrms?|bths?|bd|ba|br)(?![\w'’])(?P<next>/(?=[0-9]))?"
)
_TEAM = re.compile(rf"{ALONE}(?P<number>49|76)ers{END}")
_EXTENSION = re.compile(r"(?<!\w)x(?P<digits>[0-9]{3,6})(?![\w.])")
_CALL = re.compile(
    r"\b(?:call|dial|at|ring|phone|ext(?:ension)?\.?|desk|reach \w{1,10} at|transfer to) $",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"/(?P<period>day|week|month|year|hour|night|person|min|minute|hr|wk|mo|yr|adult|child|game|mile)(?![\w/-])"
)
_PERIODS = {"min": "minute", "hr": "hour", "wk": "week", "mo": "month", "yr": "year"}
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_DEGREES = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}}\.[0-9]{{1,6}}) ?(?P<point>[NSEW])(?![\w'’])"
)
_MAPPED = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|coordinates?|coords)\b", re.IGNORECASE
)
_MAGNITUDE = re.compile(rf"(?<!\w)[Mm][ -]?(?P<number>[1-9]\.[0-9]){END}(?!\.[0-9])")
_QUAKE = re.compile(
    r"\b(?:(?:earth)?quakes?|aftershocks?|temblor|tremors?|seismic|epicenter|epicentre)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"(?<![\w.])\.(?P<digits>[0-9]{3})(?![\w.])")
_BATTING = re.compile(
    r"\b(?:hit(?:s|ting)?|bat(?:s|ted|ting)?|average[ds]?|averaging|slugging|slash line|OBP|OPS|slugged|slashing|clip)\b",
    re.IGNORECASE,
)
_REVISION = re.compile(r"(?<!\w)(?P<short>Rev|rev)\. ?(?=[0-9A-Z](?![A-Za-z])|[0-9])")
_DOCKET = re.compile(rf"{ALONE}(?P<year>[0-9]{{2}})-(?P<number>[0-9]{{2,4}}){END}(?!-|[.,][0-9])")
_CASE = re.compile(
    r"\b(?:[Nn]o\.|[Cc]ase|[Dd]ocket|[Ff]ile|[Ii]ncident|[Oo]rdinance|[Rr]esolution)(?: (?:no\.|number|#))?:? ?#?$"
)
_FLOOR = re.compile(r"(?<=(?:st|nd|rd|th) )fl\.?(?![\w-])")
_HARDWARE_END = re.compile(
    r"(?<![\w:])(?=[0-9A-F:]{0,14}[A-F])(?=[A-F:]{0,14}[0-9])[0-9A-F]{2}(?::[0-9A-F]{2}){1,4}(?![\w:])"
)
_HARDWARE = re.compile(r"\b(?:MAC|BSSID|bluetooth|device|address|ending|ends)\b", re.IGNORECASE)


_CONSUMPTION = re.compile(rf"{ALONE}(?P<city>[0-9]{{2}})/(?=[0-9]{{2}} ?mpg{END})")
_UNTIL = re.compile(r" ?[-–—] ?(?=(?:noon|midnight|close|late|dusk|dawn|sunset|sunrise)\b)")
_NOON_UNTIL = re.compile(
    r"(?P<begin>[Nn]oon|[Mm]idnight|[Dd]awn|[Ss]unrise)[-–—](?=(?:close|late|dusk|sunset|midnight|noon)\b)"
)
_FORCE = re.compile(r"(?<!\w)F(?P<low>[0-9]|1[0-2])(?:-(?P<high>[0-9]|1[0-2]))?(?![\w]|\.[0-9])")
_WINDY = re.compile(
    r"\b(?:winds?|gust(?:s|ing)?|gales?|seas?|shipping|beaufort|storm)\b", re.IGNORECASE
)
_GRADES = re.compile(rf"{ALONE}(?P<count>[0-9]{{1,2}}) (?P<grade>[1-9])s(?![\w'’])")
_EXAMS = re.compile(r"\b(?:GCSEs?|grades?|results?|exams?|levels?)\b")
_UNDER = re.compile(r"(?<!\w)[Uu]-?(?P<age>[5-9]|1[0-9]|2[0-3])(?P<many>s)?(?![\w.])")
_YOUNG = re.compile(
    r"\b(?:tickets?|adults?|kids|children|team|squad|cup|league|side|boys|girls|free|football|rugby|match|go)\b|£",
    re.IGNORECASE,
)
_HALF_TIME = re.compile(r"(?<!\w)(?P<half>HT|FT|AET)(?=:? [0-9]{1,2}[-–][0-9])")
_HALVES = {"HT": "half time", "FT": "full time", "AET": "after extra time"}
_SCORE = re.compile(r"(?P<left>[0-9]{1,2})[-–](?P<right>[0-9]{1,2})(?![\w-])")
_OFFER = re.compile(r"(?:ono|ovno|o\.n\.o\.|OBO|obo)(?![\w])")
_OFFERS = {
    "on": "or nearest offer",
    "o.": "or nearest offer",
    "ov": "or very near offer",
    "ob": "or best offer",
}
_BOUND = re.compile(r"(?<!\w)(?P<point>[nsewNSEW])/b(?:ound)?(?![\w]| [0-9])")
_MONTH_OF = re.compile(
    r"(?<!\w)(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?= ['’‘][0-9]{2}(?![0-9\w]))"
)


def _consumption(match: re.Match[str], context: Context) -> str:
    """In the city and on the road: “20/26 mpg”."""
    return f"{say_number(match['city'], context)}, "


def _until(match: re.Match[str], context: Context) -> str | None:
    """“6am–midnight”."""
    last = context.last_class == "time" and context.last_end == match.start()
    return " to " if last else None


def _noon_until(match: re.Match[str], context: Context) -> str:
    """“noon-close”."""
    return f"{match['begin']} to "


def _force(match: re.Match[str], context: Context) -> str | None:
    """Winds by Beaufort's scale: “SW F5-6”."""
    if not _WINDY.search(context.near_in_sentence(match)):
        return None
    forces = [say_number(match[name], context) for name in ("low", "high") if match[name]]
    return f"force {' to '.join(forces)}"


def _grades(match: re.Match[str], context: Context) -> str | None:
    """“3 9s, 5 8s”: three nines, five eights."""
    if not _EXAMS.search(context.near_in_sentence(match)):
        return None
    count, grade = (say_number(match[name], context) for name in ("count", "grade"))
    return f"{count} {plural(grade)}"


def _under(match: re.Match[str], context: Context) -> str | None:
    """Ages: “u16s go free”."""
    if not _YOUNG.search(context.near_in_sentence(match)):
        return None
    age = say_number(match["age"], context)
    return f"under {plural(age) if match['many'] else age}"


def _half_time(match: re.Match[str], context: Context) -> str:
    return _HALVES[match["half"]]


def _half_time_score(match: re.Match[str], context: Context) -> str | None:
    """“HT 1-0”."""
    if not _AFTER_HALF.search(context.text[max(0, match.start() - 5) : match.start()]):
        return None
    left, right = (
        (
            "nil"
            if match[name] == "0" and context.locale.day_first
            else say_number(match[name], context)
        )
        for name in ("left", "right")
    )
    return f"{left} {right}" if context.locale.day_first else f"{left} to {right}"


_AFTER_HALF = re.compile(r"(?:HT|FT|AET):? $")


def _offer(match: re.Match[str], context: Context) -> str | None:
    """“£325k ono”."""
    last = context.last_class == "money" and context.since_last(match.start()) == " "
    return _OFFERS[match.group()[:2].lower()] if last else None


def _bound(match: re.Match[str], context: Context) -> str:
    """“s/bound”."""
    return f"{_POINTS[match['point'].upper()]}bound"


def _month_of(match: re.Match[str], context: Context) -> str:
    """“Nov '25”."""
    return MONTHS[month_number(match["month"]) - 1]


def _rooms(match: re.Match[str], context: Context) -> str | None:
    """“3BR/2.5BA”."""
    room, number = match["room"], match["number"].replace("½", ".5")
    if room.islower() and len(room) == 2 and not match["next"] and context.last_class != "unit":
        return None
    name = "bath" if room[1:2].lower() in ("a", "t") else "bedroom"
    whole, _, half = number.partition(".")
    spoken = numerals(context).cardinal(int(whole)) + (" and a half" if half else "")
    described = context.before(match.start()).lower() in ("a", "an", "the") or (
        context.last_class == "unit" and context.last_end == match.start() and _described(context)
    )
    many = "" if number == "1" or described or not (match["next"] or _ends(match, context)) else "s"
    return f"{spoken} {name}{many}{', ' if match['next'] else ''}"


def _described(context: Context) -> bool:
    """Whether the rooms before were those of a house that is named after them."""
    return context.before(context.last_start).lower() in ("a", "an", "the")


def _ends(match: re.Match[str], context: Context) -> bool:
    """Whether no noun follows: “a 3 BR house”."""
    following = context.text[match.end() : match.end() + 2]
    return not re.match(" [a-z]", following) or context.after(match.end()) in (
        "and",
        "with",
        "in",
        "for",
        "on",
        "at",
    )


def _team(match: re.Match[str], context: Context) -> str:
    """“49ers”: forty niners."""
    return numerals(context).cardinal(int(match["number"])).removesuffix("e") + "ers"


def _extension(match: re.Match[str], context: Context) -> str | None:
    """“Call x4410”."""
    if not _CALL.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    return f"extension {numerals(context).called(match['digits'])}"


def _each(match: re.Match[str], context: Context) -> str | None:
    """“max 8/day”."""
    if context.last_end != match.start() or context.last_class != "number":
        return None
    return f" per {_PERIODS.get(match['period'], match['period'])}"


def _degrees(match: re.Match[str], context: Context) -> str | None:
    """“34.05 N, 118.24 W”."""
    near = context.near_in_sentence(match)
    if not _MAPPED.search(near) and len(_DEGREES.findall(near)) < 2:
        return None
    return f"{say_number(match['number'], context)} {_POINTS[match['point']]}"


def _magnitude(match: re.Match[str], context: Context) -> str | None:
    """“an M6.2 quake”."""
    if not _QUAKE.search(context.near_in_sentence(match)):
        return None
    return f"magnitude {say_number(match['number'], context)}"


def _average(match: re.Match[str], context: Context) -> str | None:
    """“hitting .312”: three twelve; “.305”: three oh five."""
    if not _BATTING.search(context.near_in_sentence(match, 40)):
        return None
    return numerals(context).code(match["digits"])


def _revision(match: re.Match[str], context: Context) -> str:
    return "Revision " if match["short"][0] == "R" else "revision "


def _docket(match: re.Match[str], context: Context) -> str | None:
    """“No. 21-476”."""
    if not _CASE.search(context.text[max(0, match.start() - 24) : match.start()].rstrip() or ""):
        return None
    return f"{numerals(context).cardinal(int(match['year']))} dash {numerals(context).code(match['number'])}"


def _hardware_end(match: re.Match[str], context: Context) -> str | None:
    """The end of a device's address: “ends in 3F:9C”."""
    if not _HARDWARE.search(context.near_in_sentence(match)):
        return None
    return ", ".join(
        " ".join(numerals(context).digits(sign) if sign.isdecimal() else sign for sign in part)
        for part in match.group().split(":")
    )


_WEEK_OF = re.compile(
    r"(?<=[Ww]/[ceCE] )(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?![\w-])(?! (?:of )?[A-Z])"
)
_NUMBER = re.compile(r"(?<!\w)(?P<short>[Nn])o\.(?=[0-9])")
_REFERENCE = re.compile(
    r"(?<![\w/])(?=[A-Z0-9/]{0,20}[0-9])[A-Z0-9]{1,8}(?:/[A-Z0-9]{1,8}){1,3}(?![\w/])"
)
_REFERRED = re.compile(
    r"\b(?:ref(?:erence)?|file|policy|claim|application|case|quote|account)(?: (?:no\.?|number))?(?: is)?:? ?$",
    re.IGNORECASE,
)


def _week_of(match: re.Match[str], context: Context) -> str:
    """“w/c 15th”."""
    return f"the {numerals(context).ordinal(int(match['day']))}"


def _number(match: re.Match[str], context: Context) -> str:
    """“No.7”."""
    return "Number " if match["short"] == "N" else "number "


def _reference(match: re.Match[str], context: Context) -> str | None:
    """“Your ref: AB/12345/C”: sign by sign."""
    if not _REFERRED.search(context.text[max(0, match.start() - 28) : match.start()]):
        return None
    return ", ".join(
        " ".join(
            numerals(context).digits(run) if run.isdecimal() else ".".join(run)
            for run in re.findall("[A-Z]+|[0-9]+", part)
        )
        for part in match.group().split("/")
    )


_PRESCRIBED = re.compile(r"#(?P<digits>[0-9]{5,12})(?![0-9.,])")
_SEATS = re.compile(
    rf"{ALONE}(?P<first>[0-9]{{1,3}})(?P<one>[A-Z])[-–](?P<last>[0-9]{{1,3}})(?P<other>[A-Z])(?![\w-])"
)
_ENDING = re.compile(r"(?<=nding )(?:in )?-(?P<digits>[0-9]{4})(?![0-9.,])")
_ROOM = re.compile(rf"{ALONE}(?P<part>[0-9]{{1,4}})-(?P<rest>[0-9]{{2,6}})(?![\w-]|[.,][0-9])")
_ROOM_BEFORE = re.compile(
    r"\b(?:Rm\.?|[Rr]oom|[Ss]uite|Ste\.|[Rr]ef(?:erence)?\.? ?#?|[Oo]ffice|[Uu]nit|[Ll]ocker) ?$"
)
_THREADS = re.compile(
    rf"{ALONE}(?P<size>[0-9]{{1,2}})-(?P<thread>[0-9]{{2}}) (?=(?:machine )?(?:screws?|bolts?|threads?|taps?|nuts?|thread)\b)"
)
_FORMS = re.compile(rf"{ALONE}(?P<number>1099|1040|1031|529)s(?![\w])")
_TIDE = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.[0-9])?)['′’](?![\w'’\"])")
_TIDES = re.compile(
    r"\b(?:tides?|waves?|surf|swells?|seas|draft|snowpack|elevation)\b", re.IGNORECASE
)
_CIRCUIT = re.compile(r"(?<=(?:st|nd|rd|th) )Cir\.(?!\w)")


def _prescribed(match: re.Match[str], context: Context) -> str:
    """A long number after its sign: “Rx #7712345”."""
    return f"number {numerals(context).digits(match['digits'])}"


def _seats(match: re.Match[str], context: Context) -> str:
    """“12A-12C”."""
    first, last = (say_number(match[name], context) for name in ("first", "last"))
    return f"{first} {match['one']} to {last} {match['other']}"


def _ending(match: re.Match[str], context: Context) -> str:
    """“card ending -4242”."""
    return f"in {numerals(context).digits(match['digits'])}"


def _room(match: re.Match[str], context: Context) -> str | None:
    """“Rm. 4-210”."""
    if not _ROOM_BEFORE.search(context.text[max(0, match.start() - 14) : match.start()]):
        return None
    return f"{numerals(context).code(match['part'])} dash {numerals(context).code(match['rest'])}"


def _threads(match: re.Match[str], context: Context) -> str:
    """“10-32 screws”."""
    return f"{say_number(match['size'], context)} {say_number(match['thread'], context)} "


def _forms(match: re.Match[str], context: Context) -> str:
    """“1099s”."""
    return plural(numerals(context).code(match["number"]))


def _tide(match: re.Match[str], context: Context) -> str | None:
    """Feet of water: “waves 3-5'”."""
    if not _TIDES.search(context.near_in_sentence(match)):
        return None
    return f"{say_number(match['number'], context)} {'foot' if match['number'] == '1' else 'feet'}"


def _floor(match: re.Match[str], context: Context) -> str:
    """“2nd fl.”"""
    stop = "." if match.group().endswith(".") and context.ends_sentence(match.end()) else ""
    return f"floor{stop}"


RULES = (
    Rule("number", DIGIT + "ABCDEF", _HARDWARE_END, _hardware_end),
    Rule("number", DIGIT + CAPITALS, _REFERENCE, _reference),
    Rule("date", DIGIT, _WEEK_OF, _week_of),
    Rule("abbreviation", "Nn", _NUMBER, _number),
    Rule("unit", DIGIT, _CONSUMPTION, _consumption),
    Rule("range", "-–—", _UNTIL, _until),
    Rule("time", "nNmMdDsS", _NOON_UNTIL, _noon_until),
    Rule("unit", "F", _FORCE, _force),
    Rule("number", DIGIT, _GRADES, _grades),
    Rule("number", "uU", _UNDER, _under),
    Rule("abbreviation", "HFA", _HALF_TIME, _half_time),
    Rule("range", DIGIT, _SCORE, _half_time_score),
    Rule("money", "oO", _OFFER, _offer),
    Rule("abbreviation", "nsewNSEW", _BOUND, _bound),
    Rule("date", "JFMASOND", _MONTH_OF, _month_of),
    Rule("unit", DIGIT, _ROOMS, _rooms),
    Rule("number", DIGIT, _TEAM, _team),
    Rule("phone", "x", _EXTENSION, _extension),
    Rule("unit", "/", _EACH, _each),
    Rule("unit", DIGIT, _DEGREES, _degrees),
    Rule("unit", "Mm", _MAGNITUDE, _magnitude),
    Rule("number", ".", _AVERAGE, _average),
    Rule("abbreviation", "Rr", _REVISION, _revision),
    Rule("number", DIGIT, _DOCKET, _docket),
    Rule("abbreviation", "f", _FLOOR, _floor),
    Rule("number", "#", _PRESCRIBED, _prescribed),
    Rule("number", DIGIT, _SEATS, _seats),
    Rule("number", "-i", _ENDING, _ending),
    Rule("number", DIGIT, _ROOM, _room),
    Rule("number", DIGIT, _THREADS, _threads),
    Rule("number", DIGIT, _FORMS, _forms),
    Rule("unit", DIGIT, _TIDE, _tide),
    Rule("abbreviation", "C", _CIRCUIT, lambda match, context: "Circuit"),
)
"""Tried before the rules of numbers."""
