"""Products and sizes: “3 x 4”, “180x90 cm”, “1920×1080”; in Brazil scores as well."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.lookups import ALONE_OR_BY, plain, say, spoken_language

_WORDS = re.compile(r"[^\W\d_]+")
_TEAMS = re.compile(r"[A-ZÀ-Ý]\w+ [0-9]{1,2} ?[x×] ?[0-9]{1,2} [A-ZÀ-Ý]\w+")
_LENGTH = re.compile(
    r"(?:[0-9.,]{1,8} ?[x×] ?){0,2}[0-9.,]{1,8}[ \u00a0\u202f]?"
    r"(?:(?:mm|cm|dm|m|km|in|px|p[ií]xel\w{0,3}|pouces|pulgadas|polegadas|pollici|m[eè]tr\w{1,3}|metros?|cent[ií]m[eè]tr\w{1,3})(?![^\W_²])|[\"″]|फुट|फ़ुट|फीट|मीटर|इंच|सेमी|से\.मी)"
)
_MEASURED = re.compile(
    r"\b(?:mid[eo]|medid|mede|medem|mesur|dimens|format|tamañ|tamanh|taill|écran|resoluc|resoluç|résol|risol|pantall|scherm|misur|tapi|cuadro"
    r"|cadre|quadr|foto|mesa|table|tavol|colch|matelas|materass)|尺寸|分辨率|大小|サイズ|解像度|आकार",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"[0-9.,]{1,12} ?=")


def _is_size(match: re.Match[str], context: Context) -> bool:
    """Whether lengths, or pixels, stand on both sides."""
    text, end = context.text, match.end()
    if _LENGTH.match(text, end):
        return True
    if _EQUALS.match(text, end) or text[end - 1 : end] == " " and text[match.end("left")] == " ":
        return _MEASURED.search(context.near_in_sentence(match, 40)) is not None
    right = re.match(r"[0-9]{3,4}(?![0-9])", text[end : end + 5])
    large = right is not None and len(match["left"]) >= 3
    return large or _MEASURED.search(context.near_in_sentence(match, 40)) is not None


def _is_score(match: re.Match[str], context: Context) -> bool:
    games = spoken_language(context).games
    near = set(_WORDS.findall(context.near_in_sentence(match, 40).lower()))
    around = context.text[max(0, match.start() - 24) : match.end() + 24]
    return bool(games and (near & games or _TEAMS.search(around)))


def _times(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    if _is_size(match, context):
        sign = language.words.get("by") or language.words["×"]
    else:
        sign = language.words["to" if _is_score(match, context) else "×"]
    return language.join(say(match["left"], context), sign, "") + language.space


def _round_the_clock(match: re.Match[str], context: Context) -> str | None:
    """“24 h/24”, “7j/7”: all hours of all."""
    if (match["unit"][0] in "ho" or match["unit"] == "ore") != (match["all"] == "24"):
        return None
    language = spoken_language(context)
    units = {"j": ("jour", "jours"), "gg": ("giorno", "giorni"), "h": language.units["h"]}
    one, many = units.get(match["unit"], (match["unit"], match["unit"]))
    amount = language.count(plain(match["number"], language), one, many)
    return language.join(
        amount, language.words["over"], language.numerals.cardinal(int(match["all"]))
    )


_ALL = re.compile(
    rf"{ALONE_OR_BY}(?P<number>24|[1-7])[ \u00a0\u202f]?(?P<unit>h|heures|j|jours|ore|gg|giorni|horas) ?/ ?(?P<all>24|7)(?![\w/])"
)


_SCREW = re.compile(r"(?<![A-Za-z0-9])M(?P<width>[0-9]{1,2}) ?[x×] ?(?=[0-9]{1,3}(?![0-9A-Za-z]))")


def _screw(match: re.Match[str], context: Context) -> str:
    """“M6x40”."""
    language = spoken_language(context)
    by = language.words.get("by") or language.words["×"]
    return f"M {language.numerals.cardinal(int(match['width']))} {by} "


def rules(number: str) -> tuple[Rule, ...]:
    """What stands between two numbers as an x; `number` is the pattern of a number."""
    product = re.compile(rf"{ALONE_OR_BY}(?P<left>{number})[ ]?[x×][ ]?(?={number})")
    return (Rule("symbol", DIGIT, product, _times),)


FIRST = (
    Rule("unit", DIGIT, _ALL, _round_the_clock),
    Rule("number", "M", _SCREW, _screw),
)
"""Tried before units."""
