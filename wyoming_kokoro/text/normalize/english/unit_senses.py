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
_PINTS_OF = re.compile(
    r"\b(?:(?:semi-?|un)?skimmed|milk|cream|beer|lager|cider|bitter|stock|(?:blue|green|red)[- ]top)\b",
    re.IGNORECASE,
)
_POINTS_OF = re.compile(
    r"\b(?:win|wins|won|los[et]|lead|leads|led|clear|ahead|behind|league|table|goals?|scor\w+|games?|match|rank\w*|rate|rates|loyalty|card|licen[cs]e|font)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:modems?|baud|serial|UART|RS-?232|teletypes?|teleprinters?|telemetry|dial-?up|acoustic|telex|fax|data rates?|bandwidth|LoRa\w*)\b",
    re.IGNORECASE,
)
"""Where bps are bits, no basis points."""
_SET_OF = re.compile(r" sets\b")
_GREW = re.compile(
    r"\b(?:rose|rises?|rising|risen|fell|falls?|falling|fallen|grew|grown?s?|growth|up|down|by|to|at|from|inflation|gained|lost|dropped|climbed|slipped|jumped|swing of|rate of|(?:turnout|unemployment|inflation) (?:is|was|of|hit)|yields?|yielding|rates?|(?-i:Lab(?:our)?|Con(?:servatives?)?|Tor(?:y|ies)|LD|Lib Dems?|Reform(?: UK)?|Greens?|SNP|UKIP|Ukip|Plaid)) (?:just |only |about |around |nearly |almost |over |under )?$",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r" (?:(?:pay|price|tax|wage|annual|fuel|rent|interest|mortgage|corporation|basic|top) )?(?:rises?|falls?|drops?|cuts?|increases?|decreases?|declines?|stakes?|shares?|swings?|hikes?|jumps?|chance|discounts?|tax|VAT|rates?|target|levy|offer|lead|growth|inflation|(?:un)?employment|turnout|deposit|dividend|duty|profit|loss|margin|support|approval|alcohol|fat|majority|interest|mortgage|gains?|higher|lower|more|less|a year|of (?:the|all|those|voters|people|women|men|respondents|households|GDP))\b"
)
_DRINK = re.compile(
    r" (?:of )?(?:[a-z-]{3,12} )?(?:(?:semi-)?skimmed|full-fat|milk|beer|water|stock|cream|lager|cider|bitter|blood|ale|stout|guinness|squash|broth|juice|oil|ice cream|strawberries|blueberries|cherry)\b",
    re.IGNORECASE,
)


_CLUE = re.compile(
    r"\b(?:Across|Down|across|down|clues?|crossword|letters|[0-9]{1,2} ?(?:ac|dn))\b"
)


def are_pints(match: re.Match[str], context: Context) -> bool:
    """“2 pts of milk”, “Semi-skimmed is £1.45 for 2 pts”."""
    if _DRINK.match(context.text, match.end()):
        return True
    sentence = context.near_in_sentence(match)
    return _PINTS_OF.search(sentence) is not None and _POINTS_OF.search(sentence) is None


def _is_percent(match: re.Match[str], context: Context) -> bool:
    """As newspapers write it in Britain: “rose 5.1pc”, “a 10pc rise”, no set of pieces."""
    if not context.locale.day_first or match["gap"] or _SET_OF.match(context.text, match.end()):
        return False
    before = context.text[max(0, match.start() - 16) : match.start()]
    told = _GREW.search(before) or _GROWTH.match(context.text, match.end())
    return "." in match["number"] or told is not None


_SPARE = re.compile(r"\b(?:[Aa]|[Oo]ne|[Aa]nother|[Ss]pare|[Ff]resh|[Nn]ew) $")
"""Before a battery that is told by its voltage: “one 9V”."""


def unit_name(match: re.Match[str], context: Context) -> tuple[str, str]:
    """What a unit is called for one and for many, which its neighbours may change."""
    unit = match["unit"]
    if unit == "nm" and _AT_SEA.search(context.near_in_sentence(match)):
        return "nautical mile", "nautical miles"
    if unit in ("pc", "pcs") and _IN_SPACE.search(context.near_in_sentence(match)):
        return "parsec", "parsecs"
    if unit.startswith("ltr") and _CLUE.search(context.near_in_sentence(match)):
        return "letter", "letters"
    if unit in ("pc", "pc.") and _is_percent(match, context):
        return "percent", "percent"
    if unit == "pt" and _TYPE.search(context.near_in_sentence(match)):
        return "point", "point" if _TYPE.match(context.after(match.end())) else "points"
    if (
        unit == "g"
        and context.after(match.end()) != "of"
        and _GRAVITY.search(context.near_in_sentence(match))
    ):
        return "G", "G's"
    if unit == "bps" and (
        len(match["number"]) > 3 or _SENT.search(context.near_in_sentence(match))
    ):
        return "bit per second", "bits per second"
    if unit == "mls" and "," in match["number"]:  # on the clock of a car
        return UNITS["mi"]
    if unit in ("pts", "pts.") and are_pints(match, context):
        return UNITS["pt"]
    one, many = UNITS[unit]
    if unit == "V" and _SPARE.search(context.text[max(0, match.start() - 12) : match.start()]):
        return one, one
    shown = unit in ("in", "in.") and DISPLAY.match(context.text, match.end())
    return one, one if shown or unit == "pk" and not match["gap"] else many
