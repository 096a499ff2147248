"""Powers: “10⁹”, “3×10⁸ m/s”, “10⁻³ kg”, “2^8”, “xⁿ”."""

import re

from wyoming_kokoro.text.normalize.scanner import Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import SPACE, end_stop, spoken_language, unit_pattern

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
    return language.join(words or language.power(exponent), unit) + end_stop(match, context)


def rules(language: Language) -> tuple[Rule, ...]:
    """Raised figures, with the unit that would be read only right behind a number."""
    units = unit_pattern(language)
    pattern = re.compile(
        rf"{_BASE}(?:(?P<letter>ⁿ(?![{_RAISED}⁺⁻])|\^n(?![^\W_]))|(?P<raised>⁻?[{_RAISED}]{{1,3}})|\^(?P<caret>[-−]?[0-9]{{1,3}})(?![0-9.,]))"
        rf"(?:(?<=[0-9{_RAISED}]){SPACE}?(?P<unit>{units})(?![A-Za-zÀ-ɏ0-9²³'’]))?"
    )
    return (Rule("symbol", f"⁻^ⁿ{_RAISED}", pattern, _power),)
