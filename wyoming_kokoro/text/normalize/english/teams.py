"""Teams by their letters and what they won and lost: “LAL 3-1”, “Purdue (15-2, 6-1)”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_LETTERS = (
    "ARI ATL BAL BKN BOS BUF CAR CHI CHC CHW CIN CLE CLT COL CLB DAL DEN DET EDM FLA GSW HOU IND JAX KC LAC LAL LAR LAA LAD LV MEM MIA MIL MIN MTL"
    " NJD NSH NYG NYI NYJ NYK NYM NYR NYY OAK OKC ORL OTT PHI PHX PIT POR SAC SD SEA SF SJ STL TB TEN TEX TOR UTA VAN VGK WAS WPG WSH"
    " USC UCLA UNC LSU BYU SMU TCU UGA PSU OSU MSU UK KU UCF FSU VT NCSU UTEP UNLV UConn"
).split()
_COUNTS = r"(?P<won>[0-9]{1,3})-(?P<lost>[0-9]{1,3})(?:-(?P<tied>[0-9]{1,2}))?"
_AFTER_TEAM = re.compile(
    rf"{ALONE}{_COUNTS}{END}(?![-/][0-9]|\.[0-9]|%| (?:[A-Z]{{2,4}}\b|vs|over|win|loss|victory|up\b|down\b|lead|final))"
)
_TEAM = re.compile(rf"(?<![\w-])(?:{'|'.join(_LETTERS)}),? $")
_BEATEN = re.compile(
    r"\b(?:beat|beats|def(?=\. )|defeat\w*|over|topp\w*|edg\w+|upsets?|rout\w*|past|down(?:ed|s)|stun\w*|crush\w*|w[io]ns?|los[et]s?|vs|to|against|knock\w*|blank\w*|torch\w*|wallop\w*|shock\w*|hammer\w*|thrash\w*|dominat\w*|outlast\w*|outscor\w*|smash\w*|destroy\w*|demolish\w*|trounc\w*|surviv\w*|eliminat\w*|sweeps?|swept|pound\w*|hold|held|final)\b[^.!?;,]{0,24}$",
    re.IGNORECASE,
)
"""Before a score."""
_PAIR = re.compile(
    rf"(?<=\(){_COUNTS}, (?P<other>[0-9]{{1,2}}-[0-9]{{1,2}}(?:-[0-9]{{1,2}})?)(?=\))"
)
_NAME = re.compile(r"\b[A-Z][\w.&'’]{1,20} \($")
_FEWEST = 8
"""Games after which no set of tennis is told."""


def won_and_lost(counts: list[str], context: Context) -> str:
    """Games that were won, lost and, where it is not empty, tied."""
    words = ["oh" if count == "0" else say_number(count, context) for count in counts if count]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _score(match: re.Match[str], context: Context) -> str:
    return " to ".join(say_number(match[name], context) for name in ("won", "lost"))


def _after_team(match: re.Match[str], context: Context) -> str | None:
    """“LAL 3-1, OKC 4-0”."""
    before = context.text[max(0, match.start() - 36) : match.start()]
    if not _TEAM.search(before):
        return None
    if _BEATEN.search(before):
        return None if match["tied"] else _score(match, context)
    return won_and_lost([match["won"], match["lost"], match["tied"]], context)


def _pair(match: re.Match[str], context: Context) -> str | None:
    """All games and those of the league: “Purdue (15-2, 6-1)”."""
    named = _NAME.search(context.text[max(0, match.start() - 24) : match.start()])
    if (
        named is None
        or int(match["won"]) + int(match["lost"]) < _FEWEST
        or int(match["won"]) in (6, 7)
    ):
        return None
    overall = won_and_lost([match["won"], match["lost"], match["tied"]], context)
    return f"{overall}, {won_and_lost(match['other'].split('-'), context)}"


_PITCHER = re.compile(
    r"(?<=\()(?P<won>[0-9]{1,2})-(?P<lost>[0-9]{1,2})(?=, [0-9]{0,2}\.[0-9]{2}(?: ERA)?\))"
)


def _pitcher(match: re.Match[str], context: Context) -> str:
    """His games and his average: “Gausman (11-9, 3.55)”."""
    return won_and_lost([match["won"], match["lost"]], context)


RULES = (
    Rule("range", DIGIT, _PITCHER, _pitcher),
    Rule("range", DIGIT, _PAIR, _pair),
    Rule("range", DIGIT, _AFTER_TEAM, _after_team),
)
