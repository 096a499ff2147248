"""Short forms whose meaning the name beside them tells: St., Dr., Co., Ch., Pt."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    POINTS,
    ends_sentence,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_STREET = re.compile(r"(?P<short>St|Dr)(?P<dot>\.?)(?!\w)")
_SIDES = frozenset("N S E W NE NW SE SW".split())
_SAINTS = frozenset(
    "John Mary Paul Peter Louis Helens Petersburg James Patrick Nicholas George Joseph Michael Andrew Francis Thomas Luke Mark"
    " Matthew Stephen Lawrence Martin Moritz Tropez Lucia Kitts Vincent Barts Albans Andrews Pancras Catherine Anne Anthony Augustine"
    " Davids Edmunds Annes Ives Neots Giles Leonards Austell Asaph Johns Bernard Christopher Clair Cloud David Denis Elmo Gallen Germain Jerome Jude Pierre Valentine Teresa Theresa".split()
)  # fmt: skip
_TITLES = frozenset("Lord Lady Sir Miss Mr Mrs Madame".split())
_ROADS = frozenset(
    "Main Elm Oak High Park First Second Third Fourth Fifth Church Maple Pine Cedar Wall King Queen Mill Baker".split()
)
_WORD_TWICE = re.compile(r"(?:([^\W_]+)[ ]+)?([^\W_]+)[ ]$")
_STATE_TEAM = re.compile(r"St(?P<dot>\.)(?!\w)")
_UNIVERSITY = re.compile(
    r"(?<![0-9] )(?<!\b[NSEW] )(?<!\b[NSEW]\. )(?<!\bon )(?<!\bat )(?<!onto )(?<!near )(?<!down )(?<!along )(?<!and )"
    r"(?:Ohio|Penn|Iowa|Mich(?:igan|\.)|Fla\.|Florida|Fresno|San Diego|San Jose|Boise|Kansas|Oklahoma|Okla\.|Miss(?:issippi|\.)|Arizona|Ariz\.|Oregon|Washington"
    r"|Wash\.|Utah|Colorado|NC|N\.C\.|Ball|Kent|Wichita|App(?:alachian|\.)|Ark(?:ansas|\.)|Texas|Murray|Weber|Cleveland|Wright|Youngstown|Georgia|Illinois|Indiana"
    r"|Montana|Idaho|Norfolk|Morgan|Alabama|Jackson|Tennessee|Sacramento|Portland|Long Beach|Missouri|Louisiana) $"
)
_PLAYERS = re.compile(
    r" (?:Bulldogs|Buckeyes|Spartans|Wildcats|Cyclones|Cowboys|Seminoles|Aztecs|Broncos|Bears|Beavers|Cougars|Nittany|Sun Devils|Red Raiders|Rams|Aggies|Tigers|Lions"
    r"|Hornets|Bobcats|Eagles|Redbirds|Vikings|Golden|QB|RB|WR|[Cc]oach|[Hh]ead)\b"
)
_SHORT_COUNTY = re.compile(r"Co\.")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+ $")
_WITHIN = re.compile(r"\b(?:[Ii]n|[Aa]cross|[Nn]ear|[Tt]hroughout)(?: [A-Z][a-z]+){1,2} $")
_OFFICIAL = re.compile(
    r"\b(?:watch|warning|tornado|flood\w*|thunderstorms?|sheriff\w*|deput(?:y|ies)|schools|court|courthouse|jail|election|commission\w*|residents|voters|evacuat\w+|burn ban|fair|roads|snow emerg\w*)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"[Cc]h\.(?= [0-9]{1,3}(?![0-9]|\.[0-9](?! [A-Z][A-Za-z]*TV\b)))")
_CHANNEL_TIGHT = re.compile(r"Ch(?=[45](?!\w|[.,:][0-9]))")
_AIRED = re.compile(r" [0-9]{1,3}(?:[.,;!?)]|$| (?:at|tonight|tomorrow|now)\b)")
"""What is on a channel stands at the end of its sentence."""
_STATION = re.compile(r" [0-9]{1,3}(?:/[A-Z]{3,4}\b|\.[0-9] [A-Z][A-Za-z]*TV\b)")
_TELEVISION = re.compile(
    r"(?:\b|(?<=[0-9]))(?:watch\w*|tun(?:e|ed|ing)|TV|televis\w+|cable|airs?|aired|broadcast\w*|NBC|ABC|CBS|FOX|Fox|FXX?|PBS|ESPN|TNT|TBS|TCM|HBO|AMC|CNN|MSNBC|HGTV|TLC|CW|BBC[0-9]?|ITV[0-9]?|Film4|E4|Sky|Wi-?Fi|GHz|MHz|news|antenna|aerial|remote|Freeview|game|kick-?off)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<![\w.])Pt\.(?= (?:One|Two|Three|Four|Five|Six|Seven)\b)")
_POINT = re.compile(r"(?<![\w.])Pt\.(?= [A-Z][a-z])")
"""Of a coast: “Pt. Reyes”."""


_JUNCTION = re.compile(
    r"(?<!\w)J(?:(?P<first>[1-9][0-9]?)/(?P<other>[1-9][0-9]?)(?![\w/])|(?=[1-9][0-9]?[AaBb]?(?!\w|\.[0-9])))"
)
_MOTORWAY = re.compile(
    r"\b(?:[MAN][0-9]{1,4}(?:\(M\))?|[Mm]otorway|[Jj]unctions?|[Ss]lip road)(?!\w)"
)
_BOUND = re.compile(r"(?<!\w)(?P<point>[nsewNSEW])/b(?:ound)?(?![\w]| [0-9])")


_NUMBERED = re.compile(
    rf"{ALONE}(?P<number>[1-9][0-9]{{0,2}}) (?P<road>[Ss]t|Ave?|Pl)(?=[-–/,;:)]|\.?$| [a-z(&]| Station)"
)
_COUNTED = re.compile(r"\b(?:[Ee]xit|[Uu]nit|[Aa]pt\.?|[Rr]oom|[Ll]ot|[Gg]rade) $")
_AT = re.compile(r"\b(?:[Aa]t|[Oo]n|[NSEW]) $")
_SMALL = re.compile(r"(?<=[0-9](?:st|nd|rd|th) )(?:st|ave)(?![\w'’-])")
_KNITTED = re.compile(
    r"\b(?:[Kk]nit\w*|[Pp]url\w*|[Cc]rochet\w*|[Ss]titch\w*|[Ss]ts|rows?|needles?|hook|yarn)\b"
)


def _numbered(match: re.Match[str], context: Context) -> str | None:
    """As New York writes its streets and stations: “W 4 St”, “5 Av-59 St”."""
    before = context.text[max(0, match.start() - 6) : match.start()]
    if context.locale.day_first or _COUNTED.search(before):
        return None
    ranked = match["number"][-1] == "1" and match["number"] != "11"  # “on 1 st floor”
    if match["road"] == "st" and (ranked or not _AT.search(before)):
        return None
    road = {"St": "Street", "st": "street", "Pl": "Place"}.get(match["road"], "Avenue")
    return f"{numerals(context).ordinal(int(match['number']))} {road}"


def _small(match: re.Match[str], context: Context) -> str | None:
    """As messages name a street: “on 42nd st”; a pattern counts stitches so."""
    if match.group() == "ave":
        return "avenue"
    return "stitch" if _KNITTED.search(context.near_in_sentence(match)) else "street"


def _street(match: re.Match[str], context: Context) -> str | None:
    """St. is a saint before a name and a street after one; Dr. is a doctor before a name and a
    drive after one.
    """
    name, road = ("Saint", "Street") if match["short"] == "St" else ("Doctor", "Drive")
    found = _WORD_TWICE.search(context.text[max(0, match.start() - 48) : match.start()])
    earlier, last = (found.group(1) or "", found.group(2)) if found else ("", "")
    after = context.text[match.end() : match.end() + 1] == " " and context.after(match.end()) or ""
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    if name == "Saint" and len(last) == 1 and last.isupper() and last != "I":
        return road + stop
    if name == "Doctor" and last in ("The", "This", "My", "Our", "Your"):
        return name
    numbered = last.endswith(("st", "nd", "rd", "th")) and last[:1].isdigit()
    if after in _SIDES and (numbered or last[:1].isupper()):
        return road
    if name == "Saint" and numbered and after not in _SAINTS:
        return road + stop
    if not after[:1].isupper():
        ranked = name == "Saint" and last.endswith(("st", "nd", "rd", "th"))
        if last[:1].isupper() or last[:1].isdigit() or ranked:
            return road + stop
        return name if match["dot"] and name == "Doctor" else None
    if name == "Saint" and (after in _SAINTS and last not in _ROADS or last in _TITLES):
        return name
    if (
        last in _ROADS
        or last[1:]
        and last[:1].isupper()
        and earlier
        and not earlier[:1].isupper()
        and last not in ("The", "And", "Mount", "Fort", "With")
    ):
        return road + stop
    return name


def _state_team(match: re.Match[str], context: Context) -> str | None:
    """A university: “Ohio St. beat Iowa St.”."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    if context.locale.day_first or not _UNIVERSITY.search(before):
        return None
    last = match["dot"] and ends_sentence(context, match.end())
    return "State" + ("." if last and not _PLAYERS.match(context.text, match.end()) else "")


def _short_county(match: re.Match[str], context: Context) -> str | None:
    """“a tornado watch for Polk Co.”."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    if context.locale.day_first or not _NAME_BEFORE.search(before):
        return None
    if not _WITHIN.search(before) and not _OFFICIAL.search(context.near_in_sentence(match)):
        return None
    return "County" + ("." if ends_sentence(context, match.end()) else "")


def _channel(match: re.Match[str], context: Context) -> str | None:
    """Of television: “on Ch. 5”."""
    found = (
        _STATION.match(context.text, match.end())
        or _TELEVISION.search(context.near_in_sentence(match))
        or (context.before(match.start()) == "on" and _AIRED.match(context.text, match.end()))
    )
    return "channel" if found else None


def _junction(match: re.Match[str], context: Context) -> str | None:
    """“Leave the M25 at J10”, “M4 J8/9”."""
    near = match["other"] or _MOTORWAY.search(context.near_in_sentence(match))
    if not (context.locale.day_first and near):
        return None
    both = [say_number(match[name], context) for name in ("first", "other") if match[name]]
    return f"junction {' '.join(both)}"


def _bound(match: re.Match[str], context: Context) -> str:
    """“s/bound”."""
    return f"{POINTS[match['point'].upper()]}bound"


RULES = (
    Rule("abbreviation", "J", _JUNCTION, _junction),
    Rule("ordinal", DIGIT, _NUMBERED, _numbered),
    Rule("abbreviation", "sa", _SMALL, _small),
    Rule("abbreviation", "nsewNSEW", _BOUND, _bound),
    Rule("abbreviation", "S", _STATE_TEAM, _state_team),
    Rule("abbreviation", "C", _SHORT_COUNTY, _short_county),
    Rule("abbreviation", "Cc", _CHANNEL, _channel),
    Rule("abbreviation", "C", _CHANNEL_TIGHT, lambda match, context: "Channel"),
    Rule("abbreviation", "SD", _STREET, _street),
    Rule("abbreviation", "P", _PART, lambda match, context: "Part"),
    Rule("abbreviation", "P", _POINT, lambda match, context: "Point"),
)
