"""Roman numerals up to a few hundred."""

import re

SHAPE = re.compile(r"(?=.)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
"""A well-formed numeral of the letters I, V, X, L and C."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def value(roman: str) -> int:
    """The number of a numeral that has the `SHAPE`."""
    total = 0
    for sign, following in zip(roman, roman[1:] + " ", strict=True):
        here = _VALUES[sign]
        total += -here if _VALUES.get(following, 0) > here else here
    return total
