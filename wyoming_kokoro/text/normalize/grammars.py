"""Which language has which rules."""

from functools import lru_cache

from wyoming_kokoro.text.normalize import english, world
from wyoming_kokoro.text.normalize.locale import Locale
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.scanner import Grammar

_NO_RULES = Locale("", Numerals("en"))


@lru_cache(maxsize=16)
def grammar_of(language: str) -> Grammar | None:
    """The rules of a canonical tag such as ``en-US``, or `None` for a language that has none; built
    once.
    """
    if language.partition("-")[0] == "en":
        return english.grammar("en-GB" if language == "en-GB" else "en-US")
    return world.grammar(language)


def locale_of(language: str) -> Locale:
    """The words and conventions of a canonical tag; none of a language that has no rules."""
    grammar = grammar_of(language)
    return _NO_RULES if grammar is None else grammar.locale
