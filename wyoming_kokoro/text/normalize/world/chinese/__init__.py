"""Mandarin."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.world.chinese import names, rules
from wyoming_kokoro.text.normalize.world.chinese.numerals import ChineseNumerals
from wyoming_kokoro.text.normalize.world.chinese.words import CURRENCIES, UNITS, WORDS
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.unit_forms import with_careless_forms

_SCALES = "百 千 万 百万 千万 亿 百亿 千亿 万亿".split()


@dataclass(frozen=True, slots=True)
class Chinese(Language):
    """Dates and times in 年月日 and 点分秒; a percentage is named before its number; two of something is
    两.
    """

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; parts of a million and degrees Fahrenheit name the unit
        first.
        """
        before, gap, after = one.partition("…")
        if gap:
            return before + self.count(number, after, after)
        if one.endswith("之"):
            return one + self.numerals.number(number)
        return ("两" if number == "2" else self.numerals.number(number)) + one

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time: 十七点二十五分, 七点零五分, 两点, 七点半."""
        words = ("两" if hour == 2 else self.numerals.cardinal(hour)) + "点"
        if minute == 30 and hour <= 12 and not second:
            return words + "半"
        if minute or second:
            words += (
                f"{'零' if minute < 10 else ''}{self.numerals.cardinal(minute) if minute else ''}分"
            )
        return words + (f"{self.numerals.cardinal(second)}秒" if second else "")

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: 下午五点半."""
        part = (
            ("晚上" if 6 <= hour < 12 else "下午" if hour < 6 else "中午")
            if afternoon
            else ("凌晨" if hour in (12, 1, 2, 3, 4) else "上午")
        )
        return part + self.clock(hour, minute, None)

    def date(self, year: int | None, month: int, day: int) -> str:
        """A date: 二零二五年十二月二十四日."""
        words = f"{self.numerals.cardinal(month)}月{self.numerals.cardinal(day)}日"
        return words if year is None else f"{self.numerals.digits(str(year))}年{words}"

    def money(self, main: int, cents: int, currency: Currency) -> str:
        """A sum: 十二元五角, 十二美元四十美分."""
        if currency.one != "元" or not cents:
            return Language.money(self, main, cents, currency)
        tenths, rest = divmod(cents, 10)
        parts = ((main, "元"), (tenths, "角"), (rest, "分"))
        return "".join(self.count(str(number), name, name) for number, name in parts if number)

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction, the denominator first."""
        return f"{self.numerals.cardinal(bottom)}分之{self.numerals.cardinal(top)}"

    def grade(self, mark: str, most: int, unit: str = "") -> str:
        """A mark out of the best: 八点五分，满分十分; 四颗星，满分五颗星."""
        unit = unit if unit.endswith("星") else "分"
        mark = "两" if mark == "二" and unit == "颗星" else mark
        return f"{mark}{unit}，满分{self.numerals.cardinal(most)}{unit}"

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction."""
        return f"{self.numerals.cardinal(whole)}又{self.fraction(top, bottom)}"

    def percentage(self, number: str) -> str:
        """A percentage, the share named first."""
        return "百分之百" if number == "一百" else f"百分之{number}"


def language() -> Chinese:
    """Mandarin in either script."""
    return Chinese(
        tag="zh",
        episode=("第…季", "第…集"),
        numerals=ChineseNumerals("zh", point="点", minus="负", space=""),
        words=WORDS,
        units=with_careless_forms({symbol: (name, name) for symbol, name in UNITS.items()}),
        currencies=CURRENCIES,
        versions=frozenset("版本 固件 更新到 升级到 升级至 更新至 版本号 版本为 版本是".split()),
        released=frozenset("版本 版 固件".split()),
        substances={
            "CO2": "二氧化碳",
            "SO2": "二氧化硫",
            "NO2": "二氧化氮",
            "NH3": "氨气",
            "CH4": "甲烷",
            "O2": "氧气",
            "O3": "臭氧",
            "N2": "氮气",
            "H2": "氢气",
        },
        decimals=".",
        space="",
        comma="、",
        scales={**{scale: scale for scale in _SCALES}, "k": "千", "m": "百万"},
        abbreviations={"No.": "第", "Op.": "作品"},
        first=(*names.RULES, *rules.FIRST),
        counting=rules.COUNTING,
    )
