"""Mandarin."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.world.chinese import rules
from wyoming_kokoro.text.normalize.world.chinese.numerals import ChineseNumerals
from wyoming_kokoro.text.normalize.world.language import Language

_WORDS = {
    ".": "点", "@": "艾特", "/": "斜杠", "-": "杠", "_": "下划线", ":": "冒号", "?": "问号", "=": "等于", "&": "和", "%": "百分之", "#": "井号", "+": "加",
    "#tag": "话题", "×": "乘以", "÷": "除以", "±": "正负", "≈": "约等于", "≠": "不等于", "≤": "小于等于", "≥": "大于等于", "<": "小于", ">": "大于", "~": "约",
    "-n": "负", "to": "到", "№": "第", "°": "度", "‰": "千分之", "€": "欧元", "£": "英镑", "$": "美元", "¥": "元", "→": "到", "²": "的平方", "³": "的立方",
    "^": "的次方", "|": "或", "and": "", "of": "", "per": "每", "over": "比", "version": "版本", "∞": "无穷大", "*": "星号", "²s": "平方",
}  # fmt: skip
_NAMES = {
    "W": "瓦", "mW": "毫瓦", "kW": "千瓦", "MW": "兆瓦", "Wh": "瓦时", "kWh": "千瓦时", "MWh": "兆瓦时", "V": "伏", "mV": "毫伏", "kV": "千伏",
    "A": "安", "mA": "毫安", "Ah": "安时",
    "mAh": "毫安时", "Ω": "欧姆", "Hz": "赫兹", "kHz": "千赫", "MHz": "兆赫", "GHz": "吉赫", "lx": "勒克斯", "lm": "流明", "dB": "分贝",
    "ppm": "百万分之", "Pa": "帕",
    "hPa": "百帕", "kPa": "千帕", "nm": "纳米", "µm": "微米", "mm": "毫米", "cm": "厘米", "m": "米", "km": "公里", "km/h": "每小时…公里",
    "m/s": "每秒…米", "mph": "每小时…英里",
    "m²": "平方米", "km²": "平方公里", "cm²": "平方厘米", "m³": "立方米", "m2": "平方米", "m3": "立方米", "µg/m³": "微克每立方米", "μg/m³": "微克每立方米",
    "g": "克", "kg": "公斤",
    "mg": "毫克", "t": "吨", "l": "升", "L": "升", "ml": "毫升", "mL": "毫升", "kB": "千字节", "KB": "千字节", "MB": "兆字节", "GB": "吉字节",
    "TB": "太字节", "Mbps": "兆比特每秒",
    "Gbps": "吉比特每秒", "ms": "毫秒", "s": "秒", "min": "分钟", "h": "小时", "d": "天", "°": "度", "°C": "摄氏度", "°F": "华氏…度", "K": "开尔文",
    "kcal": "千卡", "cal": "卡",
    "rpm": "每分钟…转", "in": "英寸", "ft": "英尺", "lb": "磅", "oz": "盎司", "mi": "英里", "㎡": "平方米", "㎏": "公斤", "㎞": "公里", "㎝": "厘米", "㎜": "毫米",
}  # fmt: skip
_CURRENCIES = {
    "¥": Currency("元", "元", "分", "分"), "￥": Currency("元", "元", "分", "分"), "CNY": Currency("元", "元", "分", "分"), "RMB": Currency("元", "元", "分", "分"),
    "$": Currency("美元", "美元", "美分", "美分"),
    "USD": Currency("美元", "美元", "美分", "美分"), "€": Currency("欧元", "欧元", "欧分", "欧分"), "£": Currency("英镑", "英镑", "便士", "便士"),
    "HK$": Currency("港元", "港元"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chinese(Language):
    """Dates and times in 年月日 and 点分秒; a percentage is named before its number; two of something is 两."""

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; parts of a million and degrees Fahrenheit name the unit first."""
        before, gap, after = one.partition("…")
        if gap:
            return before + self.count(number, after, after)
        if one.endswith("之"):
            return one + self.numerals.number(number)
        return ("两" if number == "2" else self.numerals.number(number)) + one

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time: 十七点二十五分, 七点零五分, 两点, 七点半."""
        words = ("两" if hour == 2 else self.numerals.cardinal(hour)) + "点"
        if minute == 30 and not second:
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

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction."""
        return f"{self.numerals.cardinal(whole)}又{self.fraction(top, bottom)}"

    def percentage(self, number: str) -> str:
        """A percentage, the share named first."""
        return f"百分之{number}"


def language() -> Chinese:
    """Mandarin in either script."""
    return Chinese(
        tag="zh",
        numerals=ChineseNumerals("zh", point="点", minus="负"),
        words=_WORDS,
        units={symbol: (name, name) for symbol, name in _NAMES.items()},
        currencies=_CURRENCIES,
        decimals=".",
        space="",
        comma="、",
        scales={"万": "万", "亿": "亿", "k": "千", "m": "百万"},
        abbreviations={"No.": "第"},
        first=rules.FIRST,
        counting=rules.COUNTING,
    )
