"""Puts the shared rules of one language together."""

from wyoming_kokoro.text.normalize import addresses, emoji, symbols
from wyoming_kokoro.text.normalize.scanner import Grammar
from wyoming_kokoro.text.normalize.world import (
    amounts,
    capitals,
    clock,
    codes,
    feet,
    names,
    powers,
    ratios,
    schedules,
    sets,
    sizes,
)
from wyoming_kokoro.text.normalize.world.language import Language


def grammar(language: Language) -> Grammar:
    """The rules of a language, the most particular first."""
    return Grammar.of(
        language,
        (
            *emoji.RULES,
            *amounts.PER_RULES,
            *addresses.RULES,
            *language.first,
            *schedules.rules(language),
            *codes.FIRST,
            *sizes.FIRST,
            *feet.RULES,
            *sets.rules(language),
            *codes.latin_rules(language),
            *ratios.rules(language),
            *clock.rules(language),
            *amounts.rules(language),
            *names.rules(language),
            *capitals.rules(language),
            *powers.rules(language),
            *symbols.RULES,
        ),
    )
