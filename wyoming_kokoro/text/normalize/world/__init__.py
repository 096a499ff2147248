"""Spanish, French, Hindi, Italian, Japanese, Portuguese and Mandarin: one set of rules, a module of
words each.
"""

from wyoming_kokoro.text.normalize.scanner import Grammar
from wyoming_kokoro.text.normalize.world import (
    chinese,
    french,
    hindi,
    italian,
    japanese,
    portuguese,
    rules,
    spanish,
)

_LANGUAGES = {
    "es": spanish.language,
    "fr": french.language,
    "hi": hindi.language,
    "it": italian.language,
    "ja": japanese.language,
    "pt": portuguese.language,
    "zh": chinese.language,
}


def grammar(tag: str) -> Grammar | None:
    """The rules for a tag such as ``es`` or ``pt-BR``, or `None` for a language that has none."""
    language = _LANGUAGES.get(tag.partition("-")[0])
    return rules.grammar(language()) if language else None
