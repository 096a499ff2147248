"""Japanese numbers in katakana."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.numerals import LONGEST, Numerals
from wyoming_kokoro.text.normalize.world.japanese.counters import (
    DIGITS,
    HUNDREDS,
    MYRIADS,
    SPELLED,
    THOUSANDS,
)

_BEFORE_POINT = {
    "イチ": "イッ",
    "ハチ": "ハッ",
    "ジュー": "ジュッ",
    "ゼロ": "レー",
    "ゴ": "ゴー",
    "ニ": "ニー",
}
_BEFORE_TRILLION = {"イチ": "イッ", "ハチ": "ハッ", "ジュー": "ジュッ"}


def _below_myriad(number: int, *, last: bool) -> str:
    """A number from 1 to 9999; before a myriad a thousand is イッセン."""
    thousands, hundreds, tens, ones = (number // unit % 10 for unit in (1000, 100, 10, 1))
    words = ""
    if thousands:
        one = "セン" if last or number != 1000 else "イッセン"
        words += one if thousands == 1 else THOUSANDS.get(thousands, DIGITS[thousands] + "セン")
    if hundreds:
        words += HUNDREDS.get(hundreds, DIGITS[hundreds] + "ヒャク")
    if tens:
        words += ("" if tens == 1 else DIGITS[tens]) + "ジュー"
    return words + (DIGITS[ones] if ones else "")


def _changed(words: str, changes: dict[str, str]) -> str:
    """The words with their last number word in another form."""
    for full, other in changes.items():
        if words.endswith(full):
            return words.removesuffix(full) + other
    return words


@dataclass(frozen=True, slots=True)
class JapaneseNumerals(Numerals):
    """Numbers in katakana, as the phonemiser would not say them: ハッピャク, イッテンゴ."""

    def _whole(self, number: int) -> str:
        if not number:
            return DIGITS[0]
        words, place = "", 0
        while number:
            number, part = divmod(number, 10_000)
            if part:
                name = MYRIADS[place]
                said = _below_myriad(part, last=not place)
                if name in ("チョー", "ケー"):
                    said = _changed(said, _BEFORE_TRILLION)
                words = said + name + words
            place += 1
        return words

    def ordinal(self, number: int) -> str:
        """Its rank: 第 and the number."""
        return "ダイ" + self.cardinal(number)

    def digits(self, written: str) -> str:
        """Each digit on its own."""
        return "".join(SPELLED[int(digit)] for digit in written if "0" <= digit <= "9")

    def number(self, written: str) -> str:
        """A number with テン for the decimal sign."""
        whole, _, fraction = written.partition(self.decimal)
        spelled = len(whole) > LONGEST or len(whole) > 1 and whole[0] == "0"
        head = self.digits(whole) if spelled else self.cardinal(int(whole or 0))
        if not fraction:
            return head
        after = "".join(DIGITS[int(digit)] for digit in fraction)
        return self.pointed(head) + after

    def pointed(self, words: str) -> str:
        """Number words and the decimal sign after them: イッテン, ゴーテン."""
        return _changed(words, _BEFORE_POINT) + self.point
