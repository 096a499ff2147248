"""Points of the compass: streets, lanes, winds, parts of a country."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ends_sentence
from wyoming_kokoro.text.normalize.english.nouns import precedes_thing
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_SIDES = {"N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest"}  # fmt: skip
_ROAD = "St|Ave|Rd|Dr|Blvd|Ln|Ct|Pl|Way|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Terrace|Pkwy|Parkway|Hwy|Highway|Cir|Circle"
SIDE = re.compile(
    r"(?<![\w.-])(?P<side>[NS][EW]|[NSEW])\.?(?= (?:[A-Z][a-z]+ |[0-9]{1,3}(?:st|nd|rd|th)? ){1,2}"
    rf"(?:{_ROAD})(?![a-z])| [1-9][0-9]{{0,2}}(?:st|nd|rd|th)? (?:st|ave)(?!\w))"
)
LAND = re.compile(
    r"(?<![\w.-])(?<!itamin )(?P<side>[NSEW])\.?(?= (?P<land>Germany|Korea|Sea|London|Anglia|Shields|Tyneside|Downs|Devon|Yorks|Yorkshire|Africa|America|Ireland|Isles|England|Scotland|Wales|Sussex|Midlands|Lothian|Lanarkshire|Ayrshire|Lincolnshire|Lincs|Somerset|Ham|Brom|Indies|Georgia|Texas|Florida|California|Alabama|Oregon|Idaho|Jersey|Mississippi|Louisiana|Arkansas|Missouri|Illinois|Indiana|Ohio|Michigan|Minnesota|Wisconsin|Iowa|Kansas|Nebraska|Oklahoma|Colorado|Arizona|Nevada|Utah|Tennessee|Kentucky|Virginia|Carolina|Dakota)\b)"
)
"""A point of the compass that names a country or county: “W. Germany”, “N Wales”."""
_AFTER_ROAD = re.compile(r"(?P<side>[NS][EW]|[NSEW])(?P<dot>\.?)(?![\w'’&/-]|\.\w)")
_BEFORE_QUADRANT = re.compile(rf"(?:[A-Z][a-z]*|[0-9](?:st|nd|rd|th)) (?:{_ROAD})\.?,? $")
_BOUND_SIDE = re.compile(r"(?P<side>[NSEW])(?![\w'’&-]|\.\w|/B)")
_ROAD_NUMBER = r"\b(?:I|U\.S\.|[A-Z]{2}|Hwy\.?|Highway|Route|Rte\.?|Rt\.?|Interstate|Loop|Road|Rd\.?)[- ]?[0-9]{1,4}[EW]?"
_BOUND_BEFORE = re.compile(
    rf"{_ROAD_NUMBER} $|\b[Tt]he [1-9][0-9]{{2}} $|\b(?:[Tt]urn(?:ing)?|[Hh]ead(?:ing|ed)?|[Ff]acing|[Dd]rive|[Dd]riving|[Gg]o|[Cc]ontinue|[Mm]erge) $"
)
NUMBERED_ROAD = re.compile(rf"{_ROAD_NUMBER}$")
_LANES = re.compile(r"(?P<side>[NSEW])/?B(?![\w'’&-]|\.\w)")
_ROAD_NEXT = re.compile(
    r" [0-9]{1,3} (?:@|at\b|nr\b|near\b|btwn\b|between\b|from\b|to\b|exit\b|past\b|closed\b|ramp\b|lanes?\b|traffic\b|is\b|bridge\b)"
)
"""“EB 66 near Nutley St.”"""
_FREEWAY_BEFORE = re.compile(r"\b[Tt]he [1-9][0-9]? $")
_BOUND_FOR = {"N": "northbound", "S": "southbound", "E": "eastbound", "W": "westbound"}
_WIND_SIDE = re.compile(r"(?P<side>[NS]?[NS][EW]|[EW][NS][EW]|[NSEW](?=-))(?![\w'’&]|\.\w|-[0-9])")
_DOTTED_SIDE = re.compile(
    r"(?<![\w.])(?P<side>[NS]\.[NS]\.[EW]|[EW]\.[NS]\.[EW]|[NS]\.[EW])\.(?![\w])"
)
_AT_SEA = re.compile(r"\b(?:winds?|breeze|gale|course|bearing|sail\w*|steer\w*|miles|leagues)\b")
_FROM_SIDE = re.compile(r"(?P<side>[NS][EW]|[NSEW])['’]ly(?!\w)")
_ROUTE = re.compile(r"Rt(?= [1-9][0-9]{0,3}[A-Za-z]?(?!\w))")
_MOTORWAY = re.compile(r"(?:(?<=\bA[0-9])|(?<=\bA[0-9]{2}))\(M\)")
_WIND = re.compile(
    r"\b(?:wind|winds|gust\w*|gales?|breeze|mph|knots?|kts?|blowing|heading|faces?|faced|facing|storm|swell)\b",
    re.IGNORECASE,
)
_WIND_ALONE = re.compile(r"(?P<side>[NSEW])(?= (?:at )?[0-9])")
_WIND_FROM = re.compile(
    r"(?<![\w.&])(?P<side>[NSEW])(?= (?:wind|breeze|gale|gusts?)\b| winds (?:[0-9]{1,3}|at|of|from|around|up to|becoming|near|gust|gusting|increasing|decreasing|diminishing|shifting|will)\b)"
)
_BEFORE_WIND = re.compile(
    r"\b[Ww]inds?:? (?:from the )?$|\b(?:backing|veering|becoming) $"
    r"|\b(?:Viking|Forties|Cromarty|Forth|Tyne|Dogger|Fisher|German Bight|Humber|Thames|Dover|Wight|Portland|Plymouth|Biscay|FitzRoy|Sole|Lundy|Fastnet|Irish Sea|Shannon|Rockall|Malin|Hebrides|Bailey|Fair Isle|Faeroes)[:,] $"
)
_OF_BUILDING = "side|end|hide|sky|entrance|exit|(?:parking )?lot|wing|wall|corner|tower|lobby|gate|ramp|doors?|stairs|shore|coast|bank|slope|yard|garden|window|campus|gym"
"""What lies on one side: “the N lot”, “S. entrance”."""
_SIDED = re.compile(
    rf"(?<=the )(?P<side>[NSEW])(?= (?:{_OF_BUILDING}|elevators?|half|face|horizon|bound)\b)"
)
_SHORT_OF = re.compile(r"(?<![\w.-])(?P<side>[NSEW])\.(?= of (?:the |[A-Z][a-z]))")
_SHORT_SIDED = re.compile(rf"(?<![\w.-])(?P<side>[NSEW])\.(?= (?:{_OF_BUILDING})\b)")
_HAND = re.compile(
    r"(?<![\w.&-])(?P<hand>[LR])(?= (?:side|eye|ear|arm|leg|knee|foot|shoulder|hip|lane|rear|front|deltoid|thigh|hand|breast|ankle|wrist|elbow|thumb|turn signal|headlight|taillight|mirror)\b)"
)
_TURN = re.compile(
    r"(?<![\w.&-])(?P<hand>[LR])(?= (?:on|onto|at) (?:the |[A-Z][a-z]|[0-9]{1,3}(?:st|nd|rd|th)\b|[A-Z]{1,2}[- ][0-9]))"
)
_STAGE = re.compile(r"(?<=[Ss]tage )(?P<hand>[LR])(?P<dot>\.?)(?!\w)")
_TURNED = re.compile(
    r"\b(?:[Dd]etours?|[Tt]urn|[Tt]hen|[Tt]ake|[Mm]ake|[Gg]o|[Ee]xit|mi|blocks?)\b"
)
HANDS = {"L": "left", "R": "right"}
_ON_ROAD = re.compile(
    r"(?<![\w.-])(?P<side>[NSEW])\.(?= [A-Z][a-z]{2,12}(?:[,;)]|\.(?:\s|$)|$| (?:and|near|at|between|for|this|was|is|after|&)\b))"
)
_ON_ROAD_BEFORE = re.compile(
    r"\b(?:block of|blk\. of|corner of|on|along|down|off|onto|[1-9][0-9]{1,4}) $"
)
_PAIRED = re.compile(
    r"(?<![\w&.-])(?P<side>[NS][EW]|[NSEW]) (?P<joint>&|and|or) (?P<other>[NS][EW]|[NSEW])"
    r"(?= (?:shores?|sides?|winds?|ends?|lots?|entrances?|exits?|towers?|wings?|gates?|lanes?|coasts?|walls?|ramps?|doors?|slopes?|windows?|parts?)\b)"
)
_OF = re.compile(
    r"(?P<side>[NS]?[NS][EW]|[EW][NS][EW]|[NSEW])\.?(?= of\b)(?! of (?!US\b|SR\b)[A-Z]{2})"
)
_OF_ROAD = re.compile(
    r" of (?:the )?(?:I-[0-9]|[AM][0-9]|(?:US|SR|Hwy|Highway|Route|Rte|Rt|Interstate)\b)"
)
_PLACE_AFTER = re.compile(r" of (?:the [a-z]|[A-Z][a-z])")
_LETTER_BEFORE = frozenset("the an a letter with and or".split())
_FAR = re.compile(
    r"\b(?:mi\.?|miles?|km|kilomet(?:er|re)s?|m|met(?:er|re)s?|ft\.?|feet|yards|blocks?|mins?\.?|hrs?\.?|minutes?|hours?|just|nm) $"
)
_PART = re.compile(
    r"(?P<side>[NS][EW])(?= (?P<place>(?:(?:and|or|to) [NS][EW] )?[A-Z][a-z]+)|[.,;:!?)]|$| (?:and|is|will|with|on|by|at)\b)"
)
_BEFORE_PART = re.compile(
    r"\b(?:[Ii]n|[Aa]cross|[Oo]ver|[Ff]or|[Ff]rom|[Tt]o|[Oo]f|[Tt]hroughout|[Aa]round|[Tt]owards?) (?P<the>the )?$"
)


def _before(match: re.Match[str], context: Context, width: int = 28) -> str:
    return context.text[max(0, match.start() - width) : match.start()]


def point(side: str) -> str:
    """A point of the compass in small letters: north, southwest, north northeast."""
    return f"{_SIDES[side[0]].lower() + ' ' if len(side) == 3 else ''}{_SIDES[side[-2:]].lower()}"


def _side(match: re.Match[str], context: Context) -> str:
    """A point of the compass before the name of a street."""
    return _SIDES[match["side"]]


def _land(match: re.Match[str], context: Context) -> str:
    """“N. Ireland” is Northern Ireland, “S Scotland” no land of that name."""
    side = _SIDES[match["side"]]
    if (match["land"], side) in (("Ireland", "North"), ("Isles", "West")):
        return f"{side}ern"
    return f"{side.lower()}ern" if match["land"] in ("England", "Scotland") else side


def _quadrant(match: re.Match[str], context: Context) -> str | None:
    """A point of the compass after the name of a street: “Pennsylvania Ave. NW”."""
    if not _BEFORE_QUADRANT.search(_before(match, context)):
        return None
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return _SIDES[match["side"]] + stop


def _bound(match: re.Match[str], context: Context) -> str | None:
    """The direction of a road: “I-95 N”; no watts of “the 300 W panel”."""
    if not _BOUND_BEFORE.search(_before(match, context, 24)):
        return None
    if match["side"] == "W" and precedes_thing(context, match.end()):
        return None
    return _SIDES[match["side"]].lower()


def _lanes(match: re.Match[str], context: Context) -> str | None:
    """“I-95 NB at exit 12”, “WB lanes”."""
    before = _before(match, context, 24)
    numbered = _ROAD_NEXT.match(context.text, match.end()) and not context.locale.day_first
    on_road = numbered or _BOUND_BEFORE.search(before) or _FREEWAY_BEFORE.search(before)
    if not on_road and not context.after(match.end()) in (
        "I", "US", "SR", "Hwy", "Highway", "Route", "lane", "lanes", "ramp", "ramps", "traffic",
    ):  # fmt: skip
        return None
    return _BOUND_FOR[match["side"]]


def _wind(match: re.Match[str], context: Context) -> str | None:
    """Where the wind comes from: “SW”, “NNE”."""
    return point(match["side"]) if _WIND.search(context.near_in_sentence(match)) else None


def _dotted_side(match: re.Match[str], context: Context) -> str | None:
    """“wind N.N.W.”."""
    side = match["side"].replace(".", "")
    if len(side) == 2 and not _AT_SEA.search(context.near_in_sentence(match)):
        return None
    return point(side) + ("." if ends_sentence(context, match.end()) else "")


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
    """“25 mi. NE of Reno”, “closed N of Big Sur”."""
    word = context.before(match.start())
    near = (
        _FAR.search(_before(match, context))
        or _OF_ROAD.match(context.text, match.end())
        or _PLACE_AFTER.match(context.text, match.end())
        and word.islower()
        and word not in _LETTER_BEFORE
    )
    return point(match["side"]) if near or len(match["side"]) > 1 else None


def _lies(match: re.Match[str], context: Context) -> str:
    """“the N lot”, “the S. entrance”, “W. of Denver”."""
    return point(match["side"])


def _turn(match: re.Match[str], context: Context) -> str | None:
    """“Detour: L on Oak, R on 3rd”."""
    return HANDS[match["hand"]] if _TURNED.search(context.near_in_sentence(match)) else None


def _stage(match: re.Match[str], context: Context) -> str:
    """“exit stage L.”"""
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return HANDS[match["hand"]] + stop


def _on_road(match: re.Match[str], context: Context) -> str | None:
    """“on S. Congress”, “the 1400 block of W. Grand”."""
    named = _ON_ROAD_BEFORE.search(_before(match, context))
    return _SIDES[match["side"]] if named and not context.locale.day_first else None


def _paired(match: re.Match[str], context: Context) -> str:
    """“N & W shores”."""
    joint = "or" if match["joint"] == "or" else "and"
    return f"{point(match['side'])} {joint} {point(match['other'])}"


def _part(match: re.Match[str], context: Context) -> str | None:
    """A part of a country: “in the SE”, “across NW England”."""
    before = _BEFORE_PART.search(_before(match, context))
    if (
        context.last_class == "abbreviation"
        and context.since_last(match.start()) in (" and ", " or ")
        and match["place"]
    ):
        return point(match["side"])
    return point(match["side"]) if before and (before["the"] or match["place"]) else None


RULES = (
    Rule("abbreviation", "NSEW", _DOTTED_SIDE, _dotted_side),
    Rule("abbreviation", "NSEW", SIDE, _side),
    Rule("abbreviation", "NSEW", LAND, _land),
    Rule("abbreviation", "NSEW", _AFTER_ROAD, _quadrant),
    Rule("abbreviation", "NSEW", _SHORT_OF, _lies),
    Rule("abbreviation", "NSEW", _ON_ROAD, _on_road),
    Rule("abbreviation", "NSEW", _SHORT_SIDED, _lies),
    Rule("abbreviation", "LR", _HAND, lambda match, context: HANDS[match["hand"]]),
    Rule("abbreviation", "LR", _STAGE, _stage),
    Rule("abbreviation", "LR", _TURN, _turn),
    Rule("abbreviation", "NSEW", _PAIRED, _paired),
    Rule("abbreviation", "NSEW", _OF, _of),
    Rule("abbreviation", "NSEW", _SIDED, _lies),
    Rule("abbreviation", "NS", _PART, _part),
)
MORE_RULES = (
    Rule("abbreviation", "NSEW", _BOUND_SIDE, _bound),
    Rule("abbreviation", "NSEW", _LANES, _lanes),
    Rule("abbreviation", "NSEW", _WIND_FROM, _wind_from),
    Rule("abbreviation", "NSEW", _WIND_ALONE, _wind_alone),
    Rule("abbreviation", "NSEW", _FROM_SIDE, _from_side),
    Rule("abbreviation", "R", _ROUTE, lambda match, context: "Route"),
    Rule("abbreviation", "(", _MOTORWAY, lambda match, context: " M"),
    Rule("abbreviation", "NSEW", _WIND_SIDE, _wind),
)
"""Tried after states, which have letters of the compass, too."""
