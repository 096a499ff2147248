"""Ratios and scales: “escala 1:50.000”, “un rapport 1:10”, which are no times."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import ALONE, number_pattern, say, spoken_language

_NAMED = re.compile(
    r"\b(?:escala|échelle|scala|rapport[io]?|ratio|raz[óã]o?n?|proporci[óo]n|proporção|proportion|proporzion[ei]|dilu\w+|mezcl\w+|mélang\w+|miscel\w+|mistur\w+|अनुपात|पैमाने?|पैमाना|स्केल)(?![^\W_])",
    re.IGNORECASE,
)
_ROUND = re.compile(r"1 ?: ?[1-9][0-9., \u00a0\u202f]*000$")
"""The scale of a map."""
_NAMED_AFTER = re.compile(" (?:के |का )?अनुपात")
_PICTURE = re.compile("(?:1[6-9]|2[01]):9|4:3|3:2")
_SHOWN = re.compile(
    r"\b(?:pantallas?|schermo|écrans?|telas?|monitor\w*|tele?vi\w+|télévi\w+|télés?|TV|v[ií]d[ée]os?|film\w*|formato?s?|im[aá]ge\w*|imagem|immagin[ei]|स्क्रीन|वीडियो|फ़ॉर्मेट|फॉर्मेट|टीवी)(?![^\W_])",
    re.IGNORECASE,
)


def _ratio(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    before = context.text[max(0, match.start() - 48) : match.start()]
    picture = _PICTURE.fullmatch(match.group()) and _SHOWN.search(
        context.near_in_sentence(match, 40)
    )
    if picture and language.nouns:  # *seize neuvièmes*
        top, bottom = int(match["left"]), int(match["right"])
        if language.tag != "pt-BR":
            return language.fraction(top, bottom)
        cardinal = language.numerals.cardinal
        return language.join(cardinal(top), "por", cardinal(bottom))
    if len(match["right"]) == 2 and match["right"][0] == "0":
        return None  # minutes
    named = _NAMED.search(before) or _NAMED_AFTER.match(context.text, match.end())
    if not (picture or named or _ROUND.match(match.group())):
        return None
    sides = say(match["left"], context), say(match["right"], context)
    return language.join(sides[0], language.words["ratio"], sides[1])


def rules(language: Language) -> tuple[Rule, ...]:
    """None in a language that has no word for it."""
    if "ratio" not in language.words:
        return ()
    number = number_pattern(language)
    pattern = re.compile(
        rf"{ALONE}(?<!\ba la )(?<!\blas )(?<!\balle )(?<!\bàs )(?P<left>[0-9]{{1,4}}) ?: ?(?P<right>{number})(?![\w:]|[.,][0-9])"
    )
    return (Rule("range", DIGIT, pattern, _ratio),)
