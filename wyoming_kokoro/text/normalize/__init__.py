"""Written forms to words: numbers, dates, units, addresses, signs, in nine languages."""

from functools import lru_cache

from wyoming_kokoro.text.normalize import english, world
from wyoming_kokoro.text.normalize.scanner import Grammar
from wyoming_kokoro.text.segment import NormalizationOptions, Piece, Reading

_DEFAULT = NormalizationOptions()


@lru_cache(maxsize=16)
def _grammar(language: str) -> Grammar | None:
    if language.startswith("en"):
        return english.grammar("en-GB" if language == "en-GB" else "en-US")
    return world.grammar(language)


def normalize(text: str, language: str, options: NormalizationOptions = _DEFAULT) -> Reading:
    """Reads out the written forms in `text`, which is plain text of any length; `language` is a canonical tag such as ``en-US``.

    Text of a language without rules, and all text with `options.enabled` off, comes back as it is. Never raises on text.
    """
    grammar = _grammar(language) if options.enabled else None
    if grammar is None:
        return Reading((Piece(0, len(text), text),) if text else ())
    return grammar.read(text, options)
