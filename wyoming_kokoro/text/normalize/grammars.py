"""Which language has which rules."""

from functools import lru_cache

from wyoming_kokoro.text.normalize import english, world
from wyoming_kokoro.text.normalize.scanner import Grammar


@lru_cache(maxsize=16)
def grammar_of(language: str) -> Grammar | None:
    """The rules of a canonical tag such as ``en-US``, or `None` for a language that has none; built
    once.
    """
    if language.partition("-")[0] == "en":
        return english.grammar("en-GB" if language == "en-GB" else "en-US")
    return world.grammar(language)
