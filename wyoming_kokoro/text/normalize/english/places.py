"""Where something is: states after a city, ZIP codes, points of the compass."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    CAPITALS,
    END,
    ends_sentence,
    initials,
    numerals,
)
from wyoming_kokoro.text.normalize.english.place_names import (
    CITIES,
    CLEAR_PRESS,
    COUNTIES,
    DOUBTFUL,
    DOUBTFUL_PRESS,
    IN_OKLAHOMA,
    OF_COUNTY,
    PRESS,
    STATES,
)
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_STATE = re.compile(
    rf"(?P<state>{alternation(STATES)})(?![\w'’&/])(?!\.[A-Z])(?P<zip>,? [0-9]{{5}}{END}(?!-[0-9]))?"
)
_PRESS = re.compile(rf"(?P<state>{alternation(PRESS)})(?!\w)")
_PRESS_NAMES = alternation(PRESS)
_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", " & "))
_WITH_STATE = re.compile(
    r" (?:Gov|Sen|Rep|Lt|Atty|Att'y|A\.?G|Supreme|House|Senate|Legislature|State (?:Police|Senate|House|Rep|Sen|Patrol)|Democrats?|Republicans?|GOP|National Guard|Highway|St\.)(?!\w)"
    rf"|,?(?: and| or)? (?:{_PRESS_NAMES})(?!\w)"
)
"""What stands after a state that no city stands before: its officers, another state."""
_IN_STATE = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Aa]cross|[Tt]hroughout|[Oo]f|(?:[Ss]outh|[Nn]orth|[Ee]ast|[Ww]est)(?:ern)?|[Cc]entral|[Rr]ural|[Uu]pstate) $"
)
_OTHER_WORDS = frozenset(
    "Miss. Mass. Ill. Ind. Wash. Ore. Ark. Del. Mo. La. Mont. Tex. Nev.".split()
)
_CITY = re.compile(r"(?<![^\W_])(?P<city>[A-Z][a-z]+)(?P<comma>,?) $")
_LONG_CITY = re.compile(
    r"(?<![^\W_])(?:St\.|San|Santa|Los|Las|El|Fort|Port|Palm|Lake) [A-Z][a-z]+,? $"
)
_PARTY = re.compile(r"(?<![^\W_])[DRI]-$")
_NO_CITIES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November"
    " December However Well Yes No Yeah Sure Okay Hello Sorry Please Thanks Today Tomorrow Also So And But Dear Inc Ltd Jr Sr".split()
)
_COUNTY = re.compile(rf"(?P<county>{alternation(COUNTIES)})(?P<dot>\.?)(?!\w)")
_COUNTY_OF = re.compile(r"Co\.? (?=(?P<name>[A-Z][a-z]+)(?!\w))")
_ZIP = re.compile(
    rf"{ALONE}(?P<zip>[0-9]{{5}})(?:-(?P<more>[0-9]{{4}}))?{END}(?![,.:][0-9]|-[0-9])"
)
_BEFORE_ZIP = re.compile(
    rf"(?:[A-Z][a-z]+,? (?:{alternation(STATES)}|D\.C\.|N\.Y\.)|, (?:{alternation(set(STATES.values()))})|, (?:{alternation(PRESS)})),? $"
)
_CANADIAN = re.compile(
    rf"{ALONE}(?P<a>[A-Z])(?P<b>[0-9])(?P<c>[A-Z]) (?P<d>[0-9])(?P<e>[A-Z])(?P<f>[0-9]){END}"
)

_SIDES = {"N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest"}  # fmt: skip
_ROAD = "St|Ave|Rd|Dr|Blvd|Ln|Ct|Pl|Way|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Terrace|Pkwy|Parkway|Hwy|Highway|Cir|Circle"
SIDE = re.compile(
    r"(?<![\w.-])(?P<side>[NS][EW]|[NSEW])\.?(?= (?:[A-Z][a-z]+ |[0-9]{1,3}(?:st|nd|rd|th) ){1,2}"
    rf"(?:{_ROAD})(?![a-z]))"
)
LAND = re.compile(
    r"(?<![\w.-])(?<!itamin )(?P<side>[NSEW])\.?(?= (?P<land>Germany|Korea|Sea|London|Anglia|Shields|Tyneside|Downs|Devon|Yorks|Yorkshire|Africa|America|Ireland|England|Scotland|Wales|Sussex|Midlands|Lothian|Lanarkshire|Ayrshire|Lincolnshire|Lincs|Somerset|Ham|Brom|Indies|Virginia|Carolina|Dakota)\b)"
)
"""A point of the compass that names a country or county: “W. Germany”, “N Wales”."""
_AFTER_ROAD = re.compile(
    r"(?P<side>[NS][EW]|[NSEW])(?P<dot>\.?)(?![\w'’&/-]|\.\w| [A-Z][a-z]+ (?:St|Ave|Rd)\b)"
)
_BEFORE_QUADRANT = re.compile(rf"(?:[A-Z][a-z]*|[0-9](?:st|nd|rd|th)) (?:{_ROAD})\.?,? $")
_BOUND_SIDE = re.compile(r"(?P<side>[NSEW])(?![\w'’&-]|\.\w|/B)")
_ROAD_NUMBER = r"\b(?:I|US|U\.S\.|SR|FM|CR|Hwy\.?|Highway|Route|Rte\.?|Rt\.?|Interstate|Loop|(?:County|State) (?:Rd\.?|Road|Route)|Rd\.|[A-Z]{2})[- ]?[0-9]{1,4}[EW]?"
_BOUND_BEFORE = re.compile(
    rf"{_ROAD_NUMBER} $|\b[Tt]he [1-9][0-9]{{2}} $|\b(?:[Tt]urn(?:ing)?|[Hh]ead(?:ing|ed)?|[Ff]acing|[Dd]rive|[Dd]riving|[Gg]o|[Cc]ontinue|[Mm]erge) $"
)
NUMBERED_ROAD = re.compile(rf"{_ROAD_NUMBER}$")
_LANES = re.compile(r"(?P<side>[NSEW])/?B(?![\w'’&-]|\.\w)")
_FREEWAY_BEFORE = re.compile(r"\b[Tt]he [1-9][0-9]? $")
_BOUND_FOR = {"N": "northbound", "S": "southbound", "E": "eastbound", "W": "westbound"}
_WIND_SIDE = re.compile(r"(?P<side>[NS]?[NS][EW]|[EW][NS][EW]|[NSEW](?=-))(?![\w'’&]|\.\w|-[0-9])")
_FROM_SIDE = re.compile(r"(?P<side>[NS][EW]|[NSEW])['’]ly(?!\w)")
_MOTORWAY = re.compile(r"(?:(?<=\bA[0-9])|(?<=\bA[0-9]{2}))\(M\)")
_WIND = re.compile(
    r"\b(?:wind|winds|gust\w*|breeze|mph|knots?|kts?|blowing|heading|storm|swell)\b", re.IGNORECASE
)
_WIND_ALONE = re.compile(r"(?P<side>[NSEW])(?= (?:at |winds? )?[0-9])(?! [0-9]+(?:st|nd|rd|th))")
_WIND_FROM = re.compile(
    r"(?<![\w.&])(?P<side>[NSEW])(?= (?:wind|breeze|gale|gusts?)\b| winds (?:[0-9]{1,3}|at|of|from|around|up to|becoming|near)\b)"
)
_BEFORE_WIND = re.compile(r"\b[Ww]inds?:? (?:from the )?$")
_SIDED = re.compile(
    r"(?<=(?P<the>the ))(?P<side>[NSEW])(?= (?:side|end|sky|entrance|exit|(?:parking )?lot|wing|wall|corner|tower|lobby|gate|ramp|doors?|stairs|elevators?|shore|coast|bank|half|slope|face|yard|garden|window|horizon|campus|gym|bound)\b)"
)
_OF = re.compile(r"(?P<side>[NS]?[NS][EW]|[EW][NS][EW]|[NSEW])(?= of\b)(?! of [A-Z]{2})")
_OF_ROAD = re.compile(r" of (?:the )?(?:I-[0-9]|(?:US|SR|Hwy|Highway|Route|Rte|Rt|Interstate)\b)")
_FAR = re.compile(
    r"\b(?:mi\.?|miles?|km|kilomet(?:er|re)s?|m|met(?:er|re)s?|ft\.?|feet|yards|blocks?|mins?|minutes?|hours?|just|nm) $"
)
_PART = re.compile(
    r"(?P<side>[NS][EW])(?= (?P<place>[A-Z][a-z]+)|[.,;:!?)]|$| (?:and|of|is|will|with|on|by|at)\b)"
)
_BEFORE_PART = re.compile(
    r"\b(?:[Ii]n|[Aa]cross|[Oo]ver|[Ff]or|[Ff]rom|[Tt]o|[Oo]f|[Tt]hroughout|[Aa]round|[Tt]owards?) (?P<the>the )?$"
)


def _known(before: str, doubtful: bool, posted: bool, cities: frozenset[str] = CITIES) -> bool:
    """Whether what stands before a state's letters is a city."""
    found = _CITY.search(before)
    if found is None or found["city"] in _NO_CITIES:
        return False
    city = found["city"] in cities or posted or _LONG_CITY.search(before) is not None
    return city if doubtful or not found["comma"] else True


def _before(match: re.Match[str], context: Context, width: int = 28) -> str:
    return context.text[max(0, match.start() - width) : match.start()]


def _state(match: re.Match[str], context: Context) -> str | None:
    """A state's letters after a city or a party: “Austin, TX”, “(D-MA)”."""
    state, before = match["state"], _before(match, context)
    posted = match["zip"] is not None
    addressed = posted and before.endswith(", ") and state not in DOUBTFUL
    cities = IN_OKLAHOMA if state == "OK" else CITIES
    known = _known(before, state in DOUBTFUL, posted, cities)
    if not (addressed or _PARTY.search(before) or known):
        return None
    zipped = f" {numerals(context).digits(match['zip'])}" if posted else ""
    return f"{STATES[state]}{zipped}"


def _press(match: re.Match[str], context: Context) -> str | None:
    state, before = match["state"], _before(match, context)
    if not context.locale.day_first and _is_alone(match, context):
        ruled = _WITH_STATE.match(context.text, match.end())
        return PRESS[state] + ("." if not ruled and ends_sentence(context, match.end()) else "")
    doubtful = state in DOUBTFUL_PRESS and context.text[match.end() : match.end() + 1] != ","
    if not _PARTY.search(before) and not (
        before.endswith(", ") and _known(before, doubtful, False)
    ):
        return None
    return PRESS[state] + ("." if ends_sentence(context, match.end()) else "")


def _is_alone(match: re.Match[str], context: Context) -> bool:
    """Whether a state is meant though no city stands before it: “Fla. Gov. Doe”, “in Wis.”, “N.C.,
    Ga. and Fla.”.
    """
    state = match["state"]
    if _WITH_STATE.match(context.text, match.end()):
        return True
    if context.since_last(match.start()) in _LISTED:
        return context.text[context.last_start : context.last_end] in PRESS
    if state in CLEAR_PRESS:
        return True
    if state in _OTHER_WORDS or re.match(" [A-Z]", context.text[match.end() : match.end() + 2]):
        return False
    return _IN_STATE.search(_before(match, context)) is not None


def _county(match: re.Match[str], context: Context) -> str | None:
    before = _CITY.search(_before(match, context))
    if before is None or not before["comma"]:
        return None
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return COUNTIES[match["county"]] + stop


def _county_of(match: re.Match[str], context: Context) -> str | None:
    return "County " if match["name"] in OF_COUNTY else None


def _zip(match: re.Match[str], context: Context) -> str | None:
    """The five or nine digits after a state."""
    if not _BEFORE_ZIP.search(_before(match, context, 40)) and not match["more"]:
        return None
    spoken = numerals(context).digits(match["zip"])
    return f"{spoken}, {numerals(context).digits(match['more'])}" if match["more"] else spoken


def _canadian(match: re.Match[str], context: Context) -> str:
    """A Canadian postcode, the letters dotted, so that misaki takes no A for an article."""
    digits = numerals(context).digits
    return f"{match['a']}. {digits(match['b'])} {match['c']}., {digits(match['d'])} {match['e']}. {digits(match['f'])}"


def point(side: str) -> str:
    """A point of the compass in small letters: north, southwest, north northeast."""
    return f"{_SIDES[side[0]].lower() + ' ' if len(side) == 3 else ''}{_SIDES[side[-2:]].lower()}"


def _side(match: re.Match[str], context: Context) -> str:
    """A point of the compass before the name of a street."""
    return _SIDES[match["side"]]


def _land(match: re.Match[str], context: Context) -> str:
    """“N. Ireland” is Northern Ireland, “S Scotland” no land of that name."""
    side = _SIDES[match["side"]]
    if match["land"] == "Ireland" and side == "North":
        return "Northern"
    return f"{side.lower()}ern" if match["land"] in ("England", "Scotland") else side


def _quadrant(match: re.Match[str], context: Context) -> str | None:
    """A point of the compass after the name of a street: “Pennsylvania Ave. NW”."""
    if not _BEFORE_QUADRANT.search(_before(match, context)):
        return None
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return _SIDES[match["side"]] + stop


def _bound(match: re.Match[str], context: Context) -> str | None:
    """The direction of a road: “I-95 N”."""
    if not _BOUND_BEFORE.search(_before(match, context, 24)):
        return None
    return _SIDES[match["side"]].lower()


def _lanes(match: re.Match[str], context: Context) -> str | None:
    """“I-95 NB at exit 12”, “WB lanes”."""
    before = _before(match, context, 24)
    on_road = _BOUND_BEFORE.search(before) or _FREEWAY_BEFORE.search(before)
    if not on_road and not context.after(match.end()) in (
        "I", "US", "SR", "Hwy", "Highway", "Route", "lane", "lanes", "ramp", "ramps", "traffic",
    ):  # fmt: skip
        return None
    return _BOUND_FOR[match["side"]]


def _wind(match: re.Match[str], context: Context) -> str | None:
    """Where the wind comes from: “SW”, “NNE”."""
    return point(match["side"]) if _WIND.search(context.near_in_sentence(match)) else None


def _from_side(match: re.Match[str], context: Context) -> str:
    """“a light NW'ly breeze”."""
    return f"{_SIDES[match['side']].lower()}erly"


def _wind_alone(match: re.Match[str], context: Context) -> str | None:
    return point(match["side"]) if _BEFORE_WIND.search(_before(match, context)) else None


def _wind_from(match: re.Match[str], context: Context) -> str:
    """“W wind 5 mph”."""
    spoken = point(match["side"])
    return spoken if context.before(match.start()) else spoken.capitalize()


def _of(match: re.Match[str], context: Context) -> str | None:
    """“25 mi. NE of Reno”."""
    near = _FAR.search(_before(match, context)) or _OF_ROAD.match(context.text, match.end())
    return None if len(match["side"]) == 1 and not near else point(match["side"])


def _part(match: re.Match[str], context: Context) -> str | None:
    """A part of a country: “in the SE”, “across NW England”."""
    before = _BEFORE_PART.search(_before(match, context))
    if (
        context.last_class == "abbreviation"
        and context.since_last(match.start()) == " and "
        and match["place"]
    ):
        return point(match["side"])
    return point(match["side"]) if before and (before["the"] or match["place"]) else None


SHORT_FORMS = {state: PRESS[state] for state in CLEAR_PRESS}
"""Those that end no sentence."""
RULES = (
    Rule("abbreviation", "NSEW", SIDE, _side),
    Rule("abbreviation", "NSEW", LAND, _land),
    Rule("abbreviation", "NSEW", _AFTER_ROAD, _quadrant),
    Rule("abbreviation", "NSEW", _OF, _of),
    Rule("abbreviation", "NSEW", _SIDED, lambda match, context: point(match["side"])),
    Rule("abbreviation", "NSEW", _PART, _part),
    Rule("abbreviation", initials(STATES), _STATE, _state),
    Rule("abbreviation", initials(PRESS), _PRESS, _press),
    Rule("abbreviation", initials(COUNTIES), _COUNTY, _county),
    Rule("abbreviation", "C", _COUNTY_OF, _county_of),
    Rule("number", CAPITALS, _CANADIAN, _canadian),
    Rule("number", DIGIT, _ZIP, _zip),
    Rule("abbreviation", "NSEW", _BOUND_SIDE, _bound),
    Rule("abbreviation", "NSEW", _LANES, _lanes),
    Rule("abbreviation", "NSEW", _WIND_FROM, _wind_from),
    Rule("abbreviation", "NSEW", _WIND_ALONE, _wind_alone),
    Rule("abbreviation", "NSEW", _FROM_SIDE, _from_side),
    Rule("abbreviation", "(", _MOTORWAY, lambda match, context: " M"),
    Rule("abbreviation", "NSEW", _WIND_SIDE, _wind),
)
