"""Powers: “10⁹”, “3×10⁸ m/s”, “10⁻³ kg”, “2^8”, “xⁿ”, and raised figures of notes."""

import re

from wyoming_kokoro.text.normalize.scanner import Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import (
    SPACE,
    end_stop,
    spoken_language,
    unit_pattern,
)

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURES = str.maketrans(_RAISED + "⁻−", "0123456789--")
_BASE = r"(?:(?<=[0-9)])|(?<=(?<![A-Za-z0-9À-ɏ_])[A-Za-z])|(?<=(?<![A-Za-z0-9À-ɏ_])[a-z][xyz]))"
"""A number, a bracket or a letter alone; raised figures after a word are those of a note."""

_PER = {"秒速": "毎秒", "時速": "毎時"}
"""What is said behind a unit, by what is said before its number."""


def _power(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    if match["letter"]:
        return language.raised("n")
    exponent = int((match["raised"] or match["caret"]).translate(_FIGURES))
    unit = language.units[match["unit"]][1] if match["unit"] else ""
    before, gap, after = unit.partition("…")
    words = {2: language.words["²"], 3: language.words["³"]}.get(exponent)
    if gap:  # “每秒…米”: behind a power the whole of the unit follows
        unit = after + _PER.get(before, before)
    per = language.per(language.units[match["per"]][0]) if match["per"] else ""
    return language.join(words or language.power(exponent), unit, per) + end_stop(match, context)


_NOTE = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[^\W\d_]{{3}}\))|(?<=[%‰€£$])|(?<=[^\W\d_][.,;:!?»”\"])|(?<=[.,!? ][»”\"]))[{_RAISED}]{{1,3}}(?![^\W_]|[⁻⁺⁄/])"
)
_SUM = re.compile(rf"[{_RAISED}] ?[+=×·*/<>]|[+=×·*/<>] ?[^\W\d_]+[{_RAISED}]")
_TERM = re.compile(r"\([^()]*[-+=×·*/0-9][^()]*\)$")
_POWERED = frozenset(
    "sin sen cos tan tg cot sec csc log det dam lado lato côté radio raggio rayon raio".split()
)
"""Functions, and lengths that are no units."""


def _note(match: re.Match[str], context: Context) -> str | None:
    """A note's mark behind a word: “l'auteur² a dit”, but not “metros²”, “base² + altura²”."""
    language, word = spoken_language(context), context.before(match.start())
    names = {name for pair in language.units.values() for name in pair}
    power = match.group() in ("²", "³")
    if power and (word.lower() in _POWERED | names or word in language.units):
        return None
    before = context.text[max(0, match.start() - 80) : match.start()]
    if _SUM.search(context.near(match, len(word) + 3)) or _TERM.search(before):
        return None
    return "" if word.isalpha() or not context.text[match.start() - 1].isalnum() else None


def rules(language: Language) -> tuple[Rule, ...]:
    """Raised figures, with the unit that would be read only right behind a number."""
    units = unit_pattern(language)
    pattern = re.compile(
        rf"{_BASE}(?:(?P<letter>ⁿ(?![{_RAISED}⁺⁻])|\^n(?![^\W_]))|(?P<raised>⁻?[{_RAISED}]{{1,3}})|\^(?P<caret>[-−]?[0-9]{{1,3}})(?![0-9.,]))"
        rf"(?:(?<=[0-9{_RAISED}]){SPACE}?(?P<unit>{units})(?:/(?P<per>{units}))?(?![A-Za-zÀ-ɏ0-9²³/'’]))?"
    )
    note = (Rule("symbol", _RAISED, _NOTE, _note),) if language.nouns else ()
    return (*note, Rule("symbol", f"⁻^ⁿ{_RAISED}", pattern, _power))
