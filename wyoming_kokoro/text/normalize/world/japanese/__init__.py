"""Japanese: numbers in katakana with their counters, as the phonemiser would not know the sound
changes.
"""

import re
from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.world.japanese import names, rules
from wyoming_kokoro.text.normalize.world.japanese.counters import COUNTERS, loan
from wyoming_kokoro.text.normalize.world.japanese.numerals import JapaneseNumerals
from wyoming_kokoro.text.normalize.world.japanese.words import CURRENCIES, UNITS, WORDS
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.unit_forms import with_careless_forms

_SHORTENED = re.compile("(?<=イ)チ$|(?<=ハ)チ$|(?<=ジュ)ー$")
"""What a number loses before the sound of 点."""

_SCALES = "百 千 万 百万 千万 億 百億 千億 兆".split()


@dataclass(frozen=True, slots=True)
class Japanese(Language):
    """Dates and times in 年月日 and 時分秒, every counter with its own sound changes."""

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; speeds and Fahrenheit name the unit first."""
        before, gap, after = one.partition("…")
        return f"{before}{self.counted(number, after)}" if gap else self.counted(number, one)

    def counted(self, number: str, unit: str) -> str:
        """A number before a counter."""
        words = self.numerals.number(number)
        counter = COUNTERS.get(unit) or loan(unit)
        return words + counter.reading if "." in number else counter.say(int(number), words)

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time: ジューシチジ ニジューゴフン."""
        words = "レージ" if not hour else self.counted(str(hour), "時")
        if minute:
            words += f" {self.counted(str(minute), '分')}"
        return f"{words} {self.counted(str(second), '秒')}" if second else words

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: 午後ゴジ サンジュップン."""
        return f"{'午後' if afternoon else '午前'}{self.clock(hour % 12, minute, None)}"

    def date(self, year: int | None, month: int, day: int) -> str:
        """A date: ニセンニジューゴネン ジューニガツ ニジューヨッカ."""
        words = f"{self.counted(str(month), '月')} {self.counted(str(day), '日')}"
        return words if year is None else f"{self.counted(str(year), '年')} {words}"

    def percentage(self, number: str) -> str:
        """A number of percent; ten clips its end: ハチジュッパーセント."""
        return (
            number.removesuffix("ー") + "ッ" if number.endswith("ジュー") else number
        ) + "パーセント"

    def money(self, main: int, cents: int, currency: Currency) -> str:
        """A sum: ジューニドル ヨンジュッセント."""
        part = self.counted(str(cents), currency.cent) if cents else ""
        whole = self.counted(str(main), currency.one) if main or not part else ""
        return " ".join(filter(None, (whole, part)))

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction, the denominator first."""
        return f"{self.numerals.cardinal(bottom)}ブンノ{self.numerals.cardinal(top)}"

    def grade(self, mark: str, most: int, unit: str = "") -> str:
        """A mark out of the best: 十点満点中8.5, 五点満点中四点."""
        if unit == "点":
            mark = _SHORTENED.sub("ッ", mark) + "テン"
        return f"{self.counted(str(most), '点')}マンテンチュー {mark}"

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction."""
        return f"{self.numerals.cardinal(whole)}ト{self.fraction(top, bottom)}"


def language() -> Japanese:
    """Japanese."""
    return Japanese(
        tag="ja",
        episode=("シーズン…", "、エピソード…"),
        numerals=JapaneseNumerals("ja", point="テン", minus="マイナス", space=""),
        words=WORDS,
        units=with_careless_forms({symbol: (name, name) for symbol, name in UNITS.items()}),
        currencies=CURRENCIES,
        versions=frozenset("バージョン ver Ver ファームウェア ファーム リリース ビルド".split()),
        released=frozenset(
            "版 バージョン へのアップデート へアップデート にアップデート への更新 に更新 へ更新 がリリース をリリース リリース".split()
        ),
        formula_numbers={"2": "ツー", "3": "スリー", "4": "フォー"},
        decimals=".",
        space="",
        comma="、",
        scales={**{scale: scale for scale in _SCALES}, "k": "千", "m": "百万"},
        abbreviations={
            "No.": "ナンバー",
            "no.": "ナンバー",
            "Op.": "オーパス",
            "Vol.": "ボリューム",
            "vol.": "ボリューム",
            "Ver.": "バージョン",
            "ver.": "バージョン",
            "Lv.": "レベル",
        },
        first=(*names.RULES, *rules.FIRST),
        counting=rules.COUNTING,
    )
