"""Homes to let and for sale, and things: “3BR/2.5BA”, “2nd fl.”, “£150 ono”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    ends_sentence,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_HOME = re.compile(
    r" (?:[Cc]olonial|[Cc]ape|[Rr]anch|[Bb]ungalow|[Ss]plit[- ]level|[Vv]ictorian|Tudor|[Cc]raftsman|[Dd]uplex|[Tt]ownhome|[Pp]enthouse|[Ll]oft|[Vv]illa|[Rr]ambler|[Ff]armhouse|[Bb]rownstone|[Cc]o-op|condo|apartment|apt|house|home|townhouse|rental|flat|suite|place|cabin|cottage|unit)s?\b"
)
_ROOMS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.5|½)?)[ -]?(?P<room>BR|BA|BD|bdrms?|bths?|bds?|ba|br|b(?= (?:det|semi|terr)\b(?!-)))(?![\w'’])(?:\.(?={_HOME.pattern}))?(?P<next>/(?=[0-9]))?"
)
_NEXT_ROOM = re.compile(
    r" [0-9](?:\.5)?[ -]?(?:ba|BA|bths?) (?:apt|apartment|house|home|condo|townhouse|unit|flat)"
)
_REST_OF_ROOMS = re.compile(rf"[0-9](?:\.5|½)?[ -]?(?:BA|ba|bths?|bath)(?={_HOME.pattern})")
_FLOOR = re.compile(r"(?<=(?:st|nd|rd|th) )[Ff]l\.?(?![\w-])")
_AREA = re.compile(
    rf"{ALONE}(?P<number>[1-9][0-9]{{2}}|[1-9][0-9]?,[0-9]{{3}}) ?(?:SF|sf)(?=[.,;:!?)]|$| [+&/]| (?:u/a|home|house|lot|condo|office|space|unit|warehouse|building|townhouse|apartment)s?\b)"
)
_BEDS = re.compile(
    r"(?<![\w/.$])(?P<beds>[2-6])/(?P<baths>[1-4])(?P<half>\.5)?(?= (?:(?:w/|with) ?(?:a )?(?:pool|garage|den|loft)|pool home|ranch|condo|townhouse|split|house|home)\b)"
)
_PARKING = re.compile(r"off-st(?:\.|reet)? (?:pkg|pkng|prkg|prkng)(?P<dot>\.?)(?!\w)")
_BOGO = re.compile(r"B(?P<buy>[1-9])G(?P<get>[1-9])(?!\w)")
_OFFER = re.compile(r"/?(?:ono|ovno|o\.n\.o\.|obo|(?<=/)bo|(?<=/)trade)(?!\w)", re.IGNORECASE)
_OFFERS = {
    "on": "or nearest offer",
    "o.": "or nearest offer",
    "ov": "or very near offer",
    "ob": "or best offer",
    "bo": "or best offer",
    "tr": "or trade",
}


def _offer(match: re.Match[str], context: Context) -> str | None:
    """“£325k ono”."""
    offer = match.group().lstrip("/")
    gap = "" if offer != match.group() else " "
    last = context.last_class == "money" and context.since_last(match.start()) == gap
    return gap[1:] + _OFFERS[offer[:2].lower()] if last else None


def _rooms(match: re.Match[str], context: Context) -> str | None:
    """“3BR/2.5BA”."""
    room, number = match["room"], match["number"].replace("½", ".5")
    short = room.islower() and 1 < len(room) < 4 and not match["next"]
    hyphenated = "-" in match.group() or _HOME.match(context.text, match.end())
    if short and not hyphenated and len(_ROOMS.findall(context.near(match, 24))) < 2:
        return None
    name = "bath" if room[1:2].lower() in ("a", "t") else "bedroom"
    whole, _, half = number.partition(".")
    spoken = numerals(context).cardinal(int(whole)) + (" and a half" if half else "")
    last_room = _REST_OF_ROOMS.match(context.text, match.end()) if match["next"] else None
    described = (
        last_room is not None
        or context.before(match.start()).lower() in ("a", "an", "the")
        or (
            context.last_class == "unit"
            and context.since_last(match.start()) in ("", ", ", " and ")
            and _described(context)
        )
    )
    many = "" if number == "1" or described or not (match["next"] or _ends(match, context)) else "s"
    return f"{spoken} {name}{many}{', ' if match['next'] else ''}"


def _described(context: Context) -> bool:
    """Whether the rooms before were those of a house that is named after them."""
    return context.before(context.last_start).lower() in ("a", "an", "the")


def _ends(match: re.Match[str], context: Context) -> bool:
    """Whether no noun follows: “a 3 BR house”."""
    if any(noun.match(context.text, match.end()) for noun in (_NEXT_ROOM, _HOME)):
        return False
    following = context.text[match.end() : match.end() + 2]
    return not re.match(" [a-z]", following) or context.after(match.end()) in (
        "and",
        "with",
        "in",
        "for",
        "on",
        "at",
    )


def _area(match: re.Match[str], context: Context) -> str:
    """“2,400 SF”: square feet, and square foot before what is so large."""
    described = (
        context.text[match.end() : match.end() + 1] == " "
        and context.after(match.end()).isalpha()
        and not context.text.startswith(" u/a", match.end())
    )
    return f"{say_number(match['number'], context)} square {'foot' if described else 'feet'}"


_DRIVEN = re.compile(rf"{ALONE}(?P<number>[1-9][0-9]{{0,2}},[0-9]{{3}})m(?!\w)")
_CAR = re.compile(
    r"\b(?:MOT|FSH|PSH|HPI|(?:[0-9]{1,3})?(?:mpg|bhp)|owners?|plate|ULEZ|TDI|petrol|diesel|auto|hatchback)\b"
)


def _driven(match: re.Match[str], context: Context) -> str | None:
    """“38,500m, FSH”: miles of a car."""
    if not context.locale.day_first or not _CAR.search(context.near_in_sentence(match)):
        return None
    return f"{say_number(match['number'], context)} miles"


def _floor(match: re.Match[str], context: Context) -> str:
    """“2nd fl.”"""
    stop = "." if match.group().endswith(".") and ends_sentence(context, match.end()) else ""
    return f"{match.group()[0]}loor{stop}"


def _beds(match: re.Match[str], context: Context) -> str:
    """“4/3 w/ pool”."""
    beds, baths = (numerals(context).cardinal(int(match[name])) for name in ("beds", "baths"))
    return f"{beds} bedroom, {baths}{' and a half' if match['half'] else ''} bath"


def _parking(match: re.Match[str], context: Context) -> str:
    """“off-st. pkg.”"""
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return f"off-street parking{stop}"


def _bogo(match: re.Match[str], context: Context) -> str:
    """“B1G1 free”."""
    buy, get = (numerals(context).cardinal(int(match[name])) for name in ("buy", "get"))
    return f"buy {buy} get {get}"


_MAKES = "Ford|Honda|Toyota|Chevy|Chevrolet|Nissan|Dodge|Jeep|Subaru|Mazda|Buick|GMC|Kia|Hyundai|VW|Volvo|BMW|Lexus|Acura|Audi|Pontiac|Saturn|Lincoln|Cadillac|Chrysler|Harley"
_MODEL_YEAR = re.compile(rf"(?<![\w.,:/$#'’-])0(?P<year>[1-9])(?= (?:{_MAKES})\b)")


def _model_year(match: re.Match[str], context: Context) -> str:
    """“06 Ford F-150”."""
    return f"oh {numerals(context).cardinal(int(match['year']))}"


_LETTERED = re.compile(rf"{ALONE}(?P<number>[1-9][0-9]{{0,3}})(?P<letter>[ABDE])(?![\w'’/-])")


def _lettered(match: re.Match[str], context: Context) -> str | None:
    """“221B, not 221A”, “flats 4A and 4B”: no amps."""
    near = context.near_in_sentence(match, 40)
    others = "ABDE".replace(match["letter"], "")
    if not re.search(rf"(?<!\w){match['number']}[{others}](?!\w)", near):
        return None
    return f"{numerals(context).code(match['number'])} {match['letter']}"


RULES = (
    Rule("number", DIGIT, _LETTERED, _lettered),
    Rule("date", DIGIT, _MODEL_YEAR, _model_year),
    Rule("unit", DIGIT, _BEDS, _beds),
    Rule("abbreviation", "o", _PARKING, _parking),
    Rule("abbreviation", "B", _BOGO, _bogo),
    Rule("money", "oO/", _OFFER, _offer),
    Rule("unit", DIGIT, _ROOMS, _rooms),
    Rule("unit", DIGIT, _DRIVEN, _driven),
    Rule("unit", DIGIT, _AREA, _area),
    Rule("abbreviation", "fF", _FLOOR, _floor),
)
