"""Lengths in feet and inches, whose signs are those of minutes and seconds as well."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import ALONE, spoken_language

_PRIME = "['′’]"
_SIDES = re.compile(
    rf"{ALONE}(?P<left>[0-9]{{1,3}}){_PRIME} ?[x×] ?(?P<right>[0-9]{{1,3}}){_PRIME}(?![A-Za-z0-9'′’\"])"
)
_HEIGHT = re.compile(
    rf"{ALONE}(?P<feet>[0-9]{{1,2}}){_PRIME} ?(?P<inches>1[01]|[0-9])(?:[\"″”]|'')(?![A-Za-z0-9])"
)
_FEET = re.compile(rf"{ALONE}(?<![°º])(?P<feet>[0-9]{{1,3}}){_PRIME}(?![A-Za-z0-9À-ɏ'′’\"″”+])")
_LONG = re.compile(
    r"\b(?:mid(?:e|en|o|ió|iendo)|medir|estatura|altura|comprimento|largura|mede[m]?|eslora|vel(?:e|ei|ie)r[oi]s?|yates?|barc[ao]s?|bateaux?|voiliers?|planches?|pranchas?"
    r"|tabl(?:as?|ón|ones|ero)|tábuas?|tavol[ae]|surf|snowboard|escaleras?|échelles?|escada|valla|cerca|clôture|steccato|mesure[rsnt]{0,3}|taille|misura\w{0,2}|altezza|lunghezza|larghezza"
    r"|(?:es|é|è|est|était|fait|di|de|in) (?:alt[oa]|haute?|lung[oa]|long(?:ue)?|larg[aoe]|anch[oa])|pies|pieds?|piedi|pés)\b"
    rf"|[0-9]{_PRIME} (?:de |di |du |en |in )?(?:alt|larg|anch|haut|long|lung|prof|comprim|eslora)",
    re.IGNORECASE,
)
_NEVER_MINUTES = frozenset(("hi", "ja", "zh"))


def _is_length(match: re.Match[str], context: Context) -> bool:
    language = spoken_language(context)
    return language.tag in _NEVER_MINUTES or (
        _LONG.search(context.near_in_sentence(match, 40)) is not None
    )


def _said(number: str, unit: str, language: Language) -> str:
    return language.count(str(int(number)), *language.units[unit])


def _sides(match: re.Match[str], context: Context) -> str:
    """“30' x 40'”."""
    language = spoken_language(context)
    by = language.words.get("by") or language.words["×"]
    left, right = (_said(match[name], "ft", language) for name in ("left", "right"))
    return language.join(left, by, right)


def _height(match: re.Match[str], context: Context) -> str | None:
    """“mide 6'2"”; without a word of length it is a time."""
    if not _is_length(match, context):
        return None
    language = spoken_language(context)
    inches = _said(match["inches"], "in", language) if int(match["inches"]) else ""
    return language.join(_said(match["feet"], "ft", language), inches)


def _feet(match: re.Match[str], context: Context) -> str | None:
    """“un tablón de 6'”."""
    quoted = context.text.count("'", max(0, match.start() - 40), match.start()) % 2
    if quoted or not _is_length(match, context):
        return None
    return _said(match["feet"], "ft", spoken_language(context))


RULES = (
    Rule("unit", DIGIT, _SIDES, _sides),
    Rule("unit", DIGIT, _HEIGHT, _height),
    Rule("unit", DIGIT, _FEET, _feet),
)
"""Tried before times."""
