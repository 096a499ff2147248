"""How written English is read."""

from wyoming_kokoro.text.normalize import emoji
from wyoming_kokoro.text.normalize.english import (
    addresses,
    calendar,
    capitals,
    clock,
    codes,
    counts,
    money,
    names,
    symbols,
    units,
)
from wyoming_kokoro.text.normalize.english.numerals import EnglishNumerals
from wyoming_kokoro.text.normalize.locale import Locale
from wyoming_kokoro.text.normalize.scanner import Grammar

_RULES = (
    *emoji.RULES,
    *addresses.RULES,
    *codes.RULES[:1],
    *calendar.RULES,
    *codes.RULES[1:3],
    *clock.RULES,
    *money.RULES,
    *units.RULES,
    *counts.RULES,
    *codes.RULES[3:],
    *names.RULES,
    *capitals.RULES,
    *symbols.RULES,
    *codes.ATTACHED_RULES,
    *calendar.YEAR_RULES,
    *counts.NUMBER_RULES,
)


def grammar(tag: str) -> Grammar:
    """The rules for ``en-US`` or ``en-GB``, which differ in the order of dates and the *and* in numbers."""
    british = tag == "en-GB"
    locale = Locale(
        tag=tag,
        numerals=EnglishNumerals("en", joined=False, british=british),
        words={"#": "number sign", "*": "star"},
        currencies=money.CURRENCIES,
        months=tuple(calendar.MONTHS),
        weekdays=tuple(calendar.WEEKDAYS),
        day_first=british,
    )
    return Grammar.of(locale, _RULES)
