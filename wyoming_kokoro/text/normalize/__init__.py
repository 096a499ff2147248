"""Written forms to words: numbers, dates, units, addresses, signs, in nine languages."""

from wyoming_kokoro.text.normalize.grammars import grammar_of
from wyoming_kokoro.text.normalize.interpretation import say_as
from wyoming_kokoro.text.segment import NormalizationOptions, Reading, SpokenForm

__all__ = ["normalize", "say_as"]

_DEFAULT = NormalizationOptions()


def normalize(
    text: str, language: str, options: NormalizationOptions = _DEFAULT, before: str = ""
) -> Reading:
    """Reads out the written forms in `text`, which is plain text of any length; `language` is a
    canonical tag such as ``en-US``. What stands `before` it, and has been read out, may tell how.

    Text of a language without rules, and all text with `options.enabled` off, comes back as it is.
    Never raises on text.
    """
    grammar = grammar_of(language) if options.enabled else None
    if grammar is None:
        return Reading((SpokenForm(0, len(text), text),) if text else ())
    if before:
        reading = grammar.read(before + text, options).after(len(before))
        if reading is not None:
            return reading
    return grammar.read(text, options)
