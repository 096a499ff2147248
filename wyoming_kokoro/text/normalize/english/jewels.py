"""Carats of gold and stones: “a 9ct gold ring”, “a 0.5ct diamond”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_CARATS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?)(?P<gap>[ -]?)(?:ct|carat|kt)(?P<many>s?)(?![\w/])"
)
JEWELS = re.compile(
    r"\b(?:gold|diamonds?|rings?|bands?|bracelets?|necklaces?|earrings?|chains?|pendants?|sapphires?|rub(?:y|ies)|emeralds?|jewell?ery|hallmark\w*|gem\w*)\b",
    re.IGNORECASE,
)
_OF_GOLD = frozenset(("9", "10", "14", "18", "22", "24"))


def _carats(match: re.Match[str], context: Context) -> str | None:
    if not JEWELS.search(context.near_in_sentence(match)):
        return None
    whole = "." not in match["number"]
    noun = context.text[match.end() : match.end() + 2].strip().islower()
    many = not whole and match["gap"] != "-" and not noun
    counted = whole and match["number"] not in _OF_GOLD and match["gap"] == " "
    if counted and not JEWELS.match(context.text, match.end() + 1):
        return None  # “30 ct”
    return f"{say_number(match['number'], context)} carat{'s' if many else ''}"


RULES = (Rule("unit", DIGIT, _CARATS, _carats),)
