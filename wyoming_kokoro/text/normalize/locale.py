"""What differs between languages: number words, units, currencies, names of months, words for
signs.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from wyoming_kokoro.text.normalize.numerals import Numerals

_FIGURES = {
    **{
        code: 0x30 + unicodedata.digit(chr(code))
        for code in range(0x0660, 0x1FBFA)
        if unicodedata.category(chr(code)) == "Nd"
    },
    **{
        ord(wide): ord(narrow)
        for wide, narrow in zip("％＋－＝＆＃＠：／．＄￥￡＊～", "%+-=&#@:/.$¥£*~", strict=True)
    },
}


@dataclass(frozen=True, slots=True)
class Currency:
    """Names of a currency and of its hundredth part, in the singular and the plural; no part where
    none is in use.
    """

    one: str
    many: str
    cent: str = ""
    cents: str = ""


@dataclass(frozen=True, slots=True)
class Locale:
    """The words and conventions of one language tag.

    `words` maps signs and small connecting words to how they are said; `units` maps symbols to
    singular and plural.
    """

    tag: str
    numerals: Numerals
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    currencies: Mapping[str, Currency] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    day_first: bool = True
    space: str = " "
    """What separates words."""
    comma: str = ", "
    """What parts groups of digits in speech."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """With their full stop, if they have one."""
    numbered_forms: frozenset[str] = frozenset()
    """Short forms, without their full stop, that stand before a number and may be other words elsewhere."""
    named_forms: frozenset[str] = frozenset()
    """Short forms in small letters that stand before names, beside those of `abbreviations` that have a
    capital.
    """
    words_as_well: frozenset[str] = frozenset()
    """Short forms with a capital that end a sentence where a capital follows."""
    regions: frozenset[str] = frozenset()
    """Short forms, without their full stop, that stand before a name, or behind a town and a comma."""
    region_names: frozenset[str] = frozenset()
    """Names and letters of regions that stand behind a town and a comma."""
    followers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """What goes on with the sentence behind a short form (without its full stop), though it has a
    capital or is a number.
    """
    spelled: frozenset[str] = frozenset()
    """Acronyms that look like words and are said letter by letter."""
    figures: Mapping[int, int] = field(default_factory=lambda: _FIGURES)
    """Characters that are read as others, as for `str.translate`: digits and signs of other
    scripts.
    """

    def short_forms(self) -> frozenset[str]:
        """The words that are written with a full stop, without it."""
        words = {word for short in self.abbreviations for word in short.split(" ")}
        return frozenset(word[:-1] for word in words if word.endswith("."))
