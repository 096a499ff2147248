"""English numbers in words: years, room numbers and plurals besides those of every language."""

import re
from dataclasses import dataclass

from wyoming_kokoro.text.normalize.numerals import Numerals


@dataclass(frozen=True, slots=True)
class EnglishNumerals(Numerals):
    """`british` keeps the *and* of “two hundred and four”."""

    british: bool = False

    def _tidy(self, words: str) -> str:
        spoken = words.replace("-", " ").replace(",", "")
        return spoken if self.british else spoken.replace(" and ", " ")

    def year(self, year: int) -> str:
        """A year from 1 to 9999: nineteen oh five, two thousand six, twenty twenty five."""
        century, rest = divmod(year, 100)
        if year < 1000 or century % 10 == 0 and rest < 10:
            return self.cardinal(year)
        if rest == 0:
            return f"{self.cardinal(century)} hundred"
        return f"{self.cardinal(century)} {self.pair(rest)}"

    def groups(self, written: str) -> str:
        """Digit by digit, with a pause where a sign or a space parts them: “4471 2299”."""
        return ", ".join(map(self.digits, re.findall("[0-9]+", written)))

    def called(self, digits: str) -> str:
        """Digits of a telephone number; a zero is *oh* in Britain, and numbers that cost nothing
        begin with (oh) eight hundred.
        """
        if digits == "800":
            return "eight hundred"
        if len(digits) == 4 and digits[0] == "0" and digits[2:] == "00" and digits[1] in "358":
            return f"{self.called('0')} {self.digits(digits[1])} hundred"
        return self.digits(digits).replace("zero", "oh") if self.british else self.digits(digits)

    def pair(self, number: int) -> str:
        """The last two digits of something: oh five, forty two."""
        return f"oh {self.cardinal(number)}" if number < 10 else self.cardinal(number)

    def code(self, digits: str) -> str:
        """A room or flight number: two oh four, eight fifteen, twelve oh four; leading zeros and
        long ones digit by digit.
        """
        if len(digits) > 4 or digits[0] == "0":
            return self.digits(digits)
        number = int(digits)
        if number < 100 or number % 1000 == 0 or len(digits) == 3 and number % 100 == 0:
            return self.cardinal(number)
        head, rest = divmod(number, 100)
        if rest == 0:
            return f"{self.cardinal(head)} hundred"
        return f"{self.cardinal(head)} {self.pair(rest)}"


def plural(noun: str) -> str:
    """The plural of the last word: sixes, eighties, hundreds."""
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("x", "s", "ch", "sh")) else "s")
