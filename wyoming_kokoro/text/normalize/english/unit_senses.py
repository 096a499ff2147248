"""Symbols that stand for two units, told apart by what is spoken of: parsecs and pieces, points and
pints.
"""

import re

from wyoming_kokoro.text.normalize.english.measures import DISPLAY
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.scanner import Context

_AT_SEA = re.compile(
    r"\b(?:off(?:shore)?|coast\w*|ship|boats?|vessels?|sail\w*|ferr(?:y|ies)|harbou?r|nautical|seas?|buoy|marina|flights?|runway|airport|(?-i:[NSEW]{1,3}) of)\b",
    re.IGNORECASE,
)
_IN_SPACE = re.compile(
    r"\b(?:[Ss]tars?|[Gg]alax\w+|nebulae?|clusters?|Sun|Earth|parallax|light[- ]years?|ly|astronom\w+|supernovae?|Milky Way|exoplanets?|distances?)\b"
)
_TYPE = re.compile(
    r"\b(?:fonts?|Arial|Times New Roman|Helvetica|Calibri|Courier|Georgia|Verdana|Garamond|Roboto|typeface|heading|margins?|line spacing)\b"
)
HUNDREDS = re.compile("[1-9][1-9]00")
"""Turns that are counted in hundreds: seventy two hundred."""
_GRAVITY = re.compile(
    r"\b(?:gravity|gravitational|g-forces?|astronauts?|fighter|re-?entry|centrifuge)\b"
)
_DRINK = re.compile(
    r" (?:of )?(?:[a-z-]{3,12} )?(?:(?:semi-)?skimmed|full-fat|milk|beer|water|stock|cream|lager|cider|bitter|blood|ale|stout|guinness|squash|broth|juice|oil|ice cream|strawberries|blueberries|cherry)\b",
    re.IGNORECASE,
)


def unit_name(match: re.Match[str], context: Context) -> tuple[str, str]:
    """What a unit is called for one and for many, which its neighbours may change."""
    unit = match["unit"]
    if unit == "nm" and _AT_SEA.search(context.near_in_sentence(match)):
        return "nautical mile", "nautical miles"
    if unit in ("pc", "pcs") and _IN_SPACE.search(context.near_in_sentence(match)):
        return "parsec", "parsecs"
    if unit == "pt" and _TYPE.search(context.near_in_sentence(match)):
        return "point", "point" if _TYPE.match(context.after(match.end())) else "points"
    if (
        unit == "g"
        and context.after(match.end()) != "of"
        and _GRAVITY.search(context.near_in_sentence(match))
    ):
        return "G", "G's"
    if unit == "bps" and len(match["number"]) > 3:
        return "bit per second", "bits per second"
    if unit == "mls" and "," in match["number"]:  # on the clock of a car
        return UNITS["mi"]
    if unit in ("pts", "pts.") and _DRINK.match(context.text, match.end()):
        return UNITS["pt"]
    one, many = UNITS[unit]
    shown = unit in ("in", "in.") and DISPLAY.match(context.text, match.end())
    return one, one if shown or unit == "pk" and not match["gap"] else many
