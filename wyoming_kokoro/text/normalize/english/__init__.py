"""How written English is read."""

from wyoming_kokoro.text.normalize import addresses, emoji, symbols
from wyoming_kokoro.text.normalize.english import (
    ages,
    algebra,
    calendar,
    capitals,
    chemistry,
    chords,
    clock,
    codes,
    computing,
    counts,
    date_ranges,
    durations,
    formulas,
    fractions,
    grades,
    hardware,
    homes,
    identifiers,
    labels,
    medicine,
    messages,
    money,
    names,
    nature,
    neighbours,
    numbered,
    odds,
    papers,
    phones,
    places,
    plurals,
    ranges,
    rates,
    references,
    slashed_dates,
    sports,
    units,
    verses,
)
from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.numerals import EnglishNumerals
from wyoming_kokoro.text.normalize.locale import Locale
from wyoming_kokoro.text.normalize.scanner import Grammar

_RULES = (
    *chords.RULES,
    *computing.RULES,
    *emoji.RULES,
    *chemistry.RULES,
    *rates.RULES,
    *references.RULES,
    *algebra.RULES,
    *formulas.RULES,
    *medicine.RULES,
    *papers.RULES,
    *homes.RULES,
    *nature.RULES,
    *hardware.RULES,
    *labels.RULES,
    *identifiers.RULES,
    *grades.RULES,
    *verses.RULES,
    *addresses.RULES,
    *messages.RULES,
    *places.RULES,
    *codes.RULES,
    *date_ranges.RULES,
    *plurals.RULES,
    *calendar.RULES,
    *phones.RULES,
    *durations.RULES,
    *clock.RULES,
    *money.RULES,
    *ages.RULES,
    *units.RULES,
    *sports.RULES,
    *ranges.LIST_RULES,
    *odds.RULES,
    *slashed_dates.RULES,
    *fractions.RULES,
    *counts.RULES,
    *ranges.RULES,
    *codes.NAME_RULES,
    *neighbours.RULES,
    *numbered.RULES,
    *names.RULES,
    *capitals.RULES,
    *symbols.RULES,
    *codes.ATTACHED_RULES,
    *calendar.YEAR_RULES,
    *counts.NUMBER_RULES,
)


_WORDS = {
    ".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "?": "question mark", "=": "equals", "&": "and",
    "%": "percent", "#": "hash", "+": "plus", "\\": "backslash", ",": "comma", ";": "semicolon", "*": "star", "$": "dollar",
    "#tag": "hashtag", "www": "W W W", "×": "times", "÷": "divided by", "±": "plus or minus", "≈": "approximately", "≠": "is not equal to",
    "≤": "less than or equal to", "≥": "greater than or equal to", "<": "less than", ">": "greater than", "~": "about", "~/": "tilde", "-n": "minus",
    "to": "to", "№": "number", "∞": "infinity", "√": "square root of", "π": "pi", "∑": "sum of", "∆": "delta", "§": "section",
    "¶": "paragraph", "°": "degrees", "©": "copyright", "‰": "per mille", "€": "euros", "£": "pounds", "¥": "yen", "¢": "cents",
    "₿": "bitcoin", "₹": "rupees", "Ω": "ohms", "µ": "micro", "→": "to", "←": "from", "↔": "to and from", "↑": "up", "↓": "down",
    "²": "squared", "³": "cubed", "^": "to the power of", "⁄": "over", "|": "or", "sharp": "sharp", "flat": "flat",
}  # fmt: skip


def grammar(tag: str) -> Grammar:
    """The rules for ``en-US`` or ``en-GB``, which differ in the order of dates and the *and* in
    numbers.
    """
    british = tag == "en-GB"
    locale = Locale(
        tag=tag,
        numerals=EnglishNumerals("en", joined=False, british=british),
        words=_WORDS,
        currencies=money.CURRENCIES,
        months=tuple(calendar.MONTHS),
        day_first=british,
        abbreviations={**medicine.SHORT_FORMS, **neighbours.SHORT_FORMS, **ABBREVIATIONS},
        numbered_forms=verses.SHORT_FORMS | references.SHORT_FORMS,
        unsaid_host="www.",
    )
    return Grammar.of(locale, _RULES)
