"""Winds, water, earthquakes and places on the map."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, POINTS, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DEGREES = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}}\.[0-9]{{1,6}}) ?(?P<point>[NSEW])(?![\w'’])"
)
_MAPPED = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|coordinates?|coords)\b", re.IGNORECASE
)
_MAGNITUDE = re.compile(rf"(?<!\w)[Mm][ -]?(?P<number>[1-9]\.[0-9]){END}(?!\.[0-9])")
_DUST = re.compile(r"(?<!\w)PM(?P<size>10|2\.5|1)(?= [0-9])")
_QUAKE = re.compile(
    r"\b(?:(?:earth)?quakes?|aftershocks?|temblor|tremors?|seismic|epicenter|epicentre)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(r"(?<!\w)F(?P<low>[0-9]|1[0-2])(?:-(?P<high>[0-9]|1[0-2]))?(?![\w]|\.[0-9])")
_WINDY = re.compile(
    r"\b(?:winds?|gust(?:s|ing)?|gales?|seas?|shipping|beaufort|storm)\b", re.IGNORECASE
)
_WIND = re.compile(
    r"(?<!\w)[NS]?[NESW](?= (?:[2-9]|1[0-2])(?:(?: to | or |[-–])[1-9][0-2]?)?(?:[,;.]|$| (?:later|at|in)\b))"
)
_AT_SEA = re.compile(
    r"\b(?:[Gg]ale|[Vv]eering|[Bb]acking|[Cc]yclonic|[Oo]ccasionally|[Dd]ogger|[Ff]isher|German Bight|Viking|Utsire|Forties|Cromarty|Forth|Tyne|Humber|Thames|Wight"
    r"|Portland|Plymouth|Biscay|Trafalgar|FitzRoy|Sole|Lundy|Fastnet|Irish Sea|Shannon|Rockall|Malin|Hebrides|Bailey|Fair Isle|Faeroes|Southeast Iceland)\b"
)
_TIDE = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.[0-9])?)['′’](?![\w'’\"])")
_TIDES = re.compile(
    r"\b(?:tides?|waves?|surf|swells?|seas|draft|snowpack|elevation)\b", re.IGNORECASE
)


def _wind(match: re.Match[str], context: Context) -> str | None:
    """Where the wind of a shipping forecast comes from: “Dogger: SW 6 to 8, gale 9 later”."""
    if not _AT_SEA.search(context.near_in_sentence(match)):
        return None
    return "".join(POINTS[point] for point in match.group())


def _force(match: re.Match[str], context: Context) -> str | None:
    """Winds by Beaufort's scale: “SW F5-6”."""
    if not _WINDY.search(context.near_in_sentence(match)):
        return None
    forces = [say_number(match[name], context) for name in ("low", "high") if match[name]]
    return f"force {' to '.join(forces)}"


def _degrees(match: re.Match[str], context: Context) -> str | None:
    """“34.05 N, 118.24 W”."""
    near = context.near_in_sentence(match)
    if not _MAPPED.search(near) and len(_DEGREES.findall(near)) < 2:
        return None
    return f"{say_number(match['number'], context)} {POINTS[match['point']]}"


def _magnitude(match: re.Match[str], context: Context) -> str | None:
    """“an M6.2 quake”."""
    if not _QUAKE.search(context.near_in_sentence(match)):
        return None
    return f"magnitude {say_number(match['number'], context)}"


def _tide(match: re.Match[str], context: Context) -> str | None:
    """Feet of water: “waves 3-5'”."""
    if not _TIDES.search(context.near_in_sentence(match)):
        return None
    return f"{say_number(match['number'], context)} {'foot' if match['number'] == '1' else 'feet'}"


def _dust(match: re.Match[str], context: Context) -> str:
    """“PM2.5 8 µg/m³”: a comma parts the two numbers."""
    return f"PM {say_number(match['size'], context)},"


RULES = (
    Rule("acronym", "P", _DUST, _dust),
    Rule("abbreviation", "NESW", _WIND, _wind),
    Rule("unit", "F", _FORCE, _force),
    Rule("unit", DIGIT, _DEGREES, _degrees),
    Rule("unit", "Mm", _MAGNITUDE, _magnitude),
    Rule("unit", DIGIT, _TIDE, _tide),
)
