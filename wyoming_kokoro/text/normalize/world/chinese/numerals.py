"""Chinese numbers in characters."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.numerals import LONGEST, Numerals

DIGITS = "零一二三四五六七八九"
_CALLED = str.maketrans("一", "幺")
_PLACES = ("千", "百", "十", "")
_MYRIADS = ("", "万", "亿", "万亿", "亿亿")


def _below_myriad(number: int) -> str:
    """A number from 1 to 9999, without a zero before it."""
    words, gap = "", False
    for place, digit in zip(_PLACES, f"{number:04}", strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += (
            ("零" if gap else "")
            + ("两" if digit == "2" and place == "千" else DIGITS[int(digit)])
            + place
        )
        gap = False
    return words


@dataclass(frozen=True, slots=True)
class ChineseNumerals(Numerals):
    """Numbers in characters; two is 两 before 千, 万 and 亿."""

    def _whole(self, number: int) -> str:
        if not number:
            return DIGITS[0]
        parts: list[int] = []
        while number:
            number, part = divmod(number, 10_000)
            parts.append(part)
        words = ""
        for place in range(len(parts) - 1, -1, -1):
            part = parts[place]
            if not part:
                continue
            zero = words and (part < 1000 or place + 1 < len(parts) and not parts[place + 1])
            said = "两" if part == 2 and place else _below_myriad(part)
            # “九万四千六百亿”: the second sign of 万亿 follows with the next part
            scale = "万" if place == 3 and parts[2] else _MYRIADS[place]
            words += ("零" if zero else "") + said + scale
        return words.removeprefix("一") if words.startswith("一十") else words

    def ordinal(self, number: int) -> str:
        """Its rank: 第 and the number."""
        return "第" + self.cardinal(number)

    def called(self, written: str) -> str:
        """Each digit on its own as in telephone and room numbers, where one is yāo, so that it is
        not heard as seven.
        """
        return self.digits(written).translate(_CALLED)

    def number(self, written: str) -> str:
        """A number with 点 for the decimal sign."""
        whole, _, fraction = written.partition(self.decimal)
        spelled = len(whole) > LONGEST or len(whole) > 1 and whole[0] == "0"
        head = self.digits(whole) if spelled else self.cardinal(int(whole or 0))
        return f"{head}{self.point}{self.digits(fraction)}" if fraction else head

    def code(self, digits: str) -> str:
        """Digits that name something."""
        return (
            self.digits(digits)
            if len(digits) > 2 or digits[0] == "0"
            else self.cardinal(int(digits))
        )
