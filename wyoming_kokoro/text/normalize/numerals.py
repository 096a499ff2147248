"""Numbers in words, in every language that num2words knows."""

import re
from dataclasses import dataclass
from functools import lru_cache

from num2words import num2words

LONGEST = 18
"""Digits up to which a number is said as a whole; longer ones are read digit by digit."""

_JOINT = re.compile(r"[-‐,]+")


@lru_cache(maxsize=4096)
def _words(number: int, language: str, form: str) -> str:
    return str(num2words(number, lang=language, to=form))


@dataclass(frozen=True, slots=True)
class Numerals:
    """Says numbers in one language.

    `language` is a num2words code; `joined` keeps its hyphens and *and*s.
    """

    language: str
    point: str = "point"
    minus: str = "minus"
    joined: bool = True
    decimal: str = "."
    paired: bool = False
    """Whether two or three decimals are said as one number: 3,14 as *trois virgule quatorze*."""
    space: str = " "
    """What stands between words."""

    def cardinal(self, number: int) -> str:
        """A whole number in words; longer than `LONGEST` digits, digit by digit."""
        if number < 0:
            return f"{self.minus}{self.space}{self.cardinal(-number)}"
        if number >= 10**LONGEST:
            return self.digits(str(number))
        return self._whole(number)

    def ordinal(self, number: int) -> str:
        """Its rank in words."""
        if not 0 <= number < 10**LONGEST:
            return self.cardinal(number)
        return self._tidy(_words(number, self.language, "ordinal"))

    def digits(self, written: str) -> str:
        """Each ASCII digit on its own; other characters are left out."""
        said = (self.cardinal(int(digit)) for digit in written if "0" <= digit <= "9")
        return self.space.join(said)

    def number(self, written: str) -> str:
        """A number without group separators, e.g. ``3.50``, with this language's word for the
        decimal sign.
        """
        whole, sign, fraction = written.partition(self.decimal)
        if len(whole) > LONGEST or (len(whole) > 1 and whole[0] == "0" and not sign):
            head = self.digits(whole)
        else:
            head = self.cardinal(int(whole)) if whole else self.cardinal(0)
        return f"{head} {self.point} {self.fraction(fraction)}" if fraction else head

    def fraction(self, digits: str) -> str:
        """The digits after the decimal sign."""
        if self.paired and len(digits) in (2, 3) and digits[0] != "0":
            return self.cardinal(int(digits))
        return self.digits(digits)

    def code(self, digits: str) -> str:
        """Digits that name something: short ones as a number, the others one by one."""
        return (
            self.digits(digits)
            if len(digits) > 4 or digits[0] == "0"
            else self.cardinal(int(digits))
        )

    def _whole(self, number: int) -> str:
        """A number of at most `LONGEST` digits."""
        return self._tidy(_words(number, self.language, "cardinal"))

    def _tidy(self, words: str) -> str:
        return words.replace(",", "") if self.joined else " ".join(_JOINT.sub(" ", words).split())
