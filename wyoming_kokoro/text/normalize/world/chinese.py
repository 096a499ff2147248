"""Mandarin: whole numbers and years stay in figures, which the phonemiser reads; units, money, times and signs become words."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.world.japanese import FigureNumerals
from wyoming_kokoro.text.normalize.world.language import Language

_WORDS = {
    ".": "点", "@": "艾特", "/": "斜杠", "-": "杠", "_": "下划线", ":": "冒号", "?": "问号", "=": "等于", "&": "和", "%": "百分之", "#": "井号", "+": "加",
    "#tag": "话题", "×": "乘以", "÷": "除以", "±": "正负", "≈": "约等于", "≠": "不等于", "≤": "小于等于", "≥": "大于等于", "<": "小于", ">": "大于", "~": "约",
    "-n": "负", "to": "到", "№": "第", "°": "度", "‰": "千分之", "€": "欧元", "£": "英镑", "$": "美元", "¥": "元", "→": "到", "²": "的平方", "³": "的立方",
    "^": "的次方", "|": "或", "and": "", "of": "", "over": "比", "version": "版本", "∞": "无穷大", "*": "星号", "²s": "平方",
}  # fmt: skip
_NAMES = {
    "W": "瓦", "mW": "毫瓦", "kW": "千瓦", "MW": "兆瓦", "Wh": "瓦时", "kWh": "千瓦时", "MWh": "兆瓦时", "V": "伏", "mV": "毫伏", "kV": "千伏",
    "A": "安", "mA": "毫安", "Ah": "安时",
    "mAh": "毫安时", "Ω": "欧姆", "Hz": "赫兹", "kHz": "千赫", "MHz": "兆赫", "GHz": "吉赫", "lx": "勒克斯", "lm": "流明", "dB": "分贝",
    "ppm": "百万分之", "Pa": "帕",
    "hPa": "百帕", "kPa": "千帕", "nm": "纳米", "µm": "微米", "mm": "毫米", "cm": "厘米", "m": "米", "km": "千米", "km/h": "千米每小时",
    "m/s": "米每秒", "mph": "英里每小时",
    "m²": "平方米", "km²": "平方千米", "cm²": "平方厘米", "m³": "立方米", "m2": "平方米", "m3": "立方米", "µg/m³": "微克每立方米", "μg/m³": "微克每立方米",
    "g": "克", "kg": "千克",
    "mg": "毫克", "t": "吨", "l": "升", "L": "升", "ml": "毫升", "mL": "毫升", "kB": "千字节", "KB": "千字节", "MB": "兆字节", "GB": "吉字节",
    "TB": "太字节", "Mbps": "兆比特每秒",
    "Gbps": "吉比特每秒", "ms": "毫秒", "s": "秒", "min": "分钟", "h": "小时", "d": "天", "°": "度", "°C": "摄氏度", "°F": "华氏度", "K": "开尔文",
    "kcal": "千卡", "cal": "卡",
    "rpm": "转每分钟", "in": "英寸", "ft": "英尺", "lb": "磅", "oz": "盎司", "mi": "英里", "㎡": "平方米", "㎏": "千克", "㎞": "千米", "㎝": "厘米", "㎜": "毫米",
}  # fmt: skip
_CURRENCIES = {
    "¥": Currency("元", "元"), "￥": Currency("元", "元"), "CNY": Currency("元", "元"), "RMB": Currency("元", "元"),
    "$": Currency("美元", "美元", "美分", "美分"),
    "USD": Currency("美元", "美元", "美分", "美分"), "€": Currency("欧元", "欧元", "欧分", "欧分"), "£": Currency("英镑", "英镑", "便士", "便士"),
    "HK$": Currency("港元", "港元"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chinese(Language):
    """Dates and times in 年月日 and 点分秒; a percentage is named before its number."""

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; parts of a million come first."""
        spoken = self.numerals.number(number)
        return f"{one}{spoken}" if one.endswith("之") else f"{spoken}{one}"

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time: 17点25分, 7点零5分."""
        words = f"{hour}点" + (
            f"{'零' if minute < 10 else ''}{minute}分" if minute else "整" if not second else "零分"
        )
        return words + (f"{second}秒" if second else "")

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: 下午5点30分."""
        return (
            f"{'下午' if afternoon else '上午'}{self.clock(hour, minute, None).removesuffix('整')}"
        )

    def date(self, year: int | None, month: int, day: int) -> str:
        """A date: 2025年12月24日."""
        return ("" if year is None else f"{year}年") + f"{month}月{day}日"

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction, the denominator first."""
        return f"{bottom}分之{top}"

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction."""
        return f"{whole}又{bottom}分之{top}"

    def percentage(self, number: str) -> str:
        """A percentage, the share named first."""
        return f"百分之{number}"


def language() -> Chinese:
    """Mandarin in either script."""
    return Chinese(
        tag="zh",
        numerals=FigureNumerals("zh", point="点", minus="负"),
        words=_WORDS,
        units={symbol: (name, name) for symbol, name in _NAMES.items()},
        currencies=_CURRENCIES,
        decimals=".",
        space="",
        comma="、",
        scales={"万": "万", "亿": "亿", "k": "千", "m": "百万"},
        abbreviations={"No.": "第"},
    )
