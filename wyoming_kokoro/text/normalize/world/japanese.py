"""Japanese: numbers stay in figures, which the phonemiser reads with the right counters; units and signs become words."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.world.language import Language

_DIGITS = "零一二三四五六七八九"
_WORDS = {
    ".": "ドット", "@": "アットマーク", "/": "スラッシュ", "-": "ハイフン", "_": "アンダーバー", ":": "コロン", "?": "クエスチョン", "=": "イコール", "&": "アンド",
    "%": "パーセント", "#": "シャープ", "+": "プラス", "#tag": "ハッシュタグ", "www": "ダブリューダブリューダブリュー", "×": "かける", "÷": "わる",
    "±": "プラスマイナス", "≈": "約", "≤": "以下", "≥": "以上", "<": "小なり", ">": "大なり", "~": "約", "-n": "マイナス", "to": "から", "№": "ナンバー",
    "°": "度", "‰": "パーミル", "€": "ユーロ", "£": "ポンド", "$": "ドル", "¥": "円", "→": "から", "²": "の二乗", "³": "の三乗", "^": "の", "|": "または",
    "and": "", "of": "", "over": "ぶんの", "version": "バージョン", "∞": "無限大", "*": "アスタリスク",
}  # fmt: skip
_NAMES = {
    "W": "ワット", "mW": "ミリワット", "kW": "キロワット", "MW": "メガワット", "Wh": "ワット時", "kWh": "キロワット時", "MWh": "メガワット時", "V": "ボルト", "mV": "ミリボルト",
    "kV": "キロボルト", "A": "アンペア", "mA": "ミリアンペア", "Ah": "アンペア時", "mAh": "ミリアンペア時", "Ω": "オーム", "Hz": "ヘルツ", "kHz": "キロヘルツ",
    "MHz": "メガヘルツ", "GHz": "ギガヘルツ", "lx": "ルクス", "lm": "ルーメン", "dB": "デシベル", "ppm": "ピーピーエム", "ppb": "ピーピービー", "Pa": "パスカル",
    "hPa": "ヘクトパスカル", "kPa": "キロパスカル", "nm": "ナノメートル", "µm": "マイクロメートル", "mm": "ミリメートル", "cm": "センチメートル", "m": "メートル", "km": "キロメートル",
    "km/h": "キロメートル毎時", "m/s": "メートル毎秒", "mph": "マイル毎時", "m²": "平方メートル", "km²": "平方キロメートル", "cm²": "平方センチメートル", "m³": "立方メートル",
    "m2": "平方メートル", "m3": "立方メートル",
    "µg/m³": "マイクログラム毎立方メートル", "μg/m³": "マイクログラム毎立方メートル", "g": "グラム", "kg": "キログラム", "mg": "ミリグラム", "t": "トン", "l": "リットル", "L": "リットル",
    "ml": "ミリリットル", "mL": "ミリリットル", "kB": "キロバイト", "KB": "キロバイト", "MB": "メガバイト", "GB": "ギガバイト", "TB": "テラバイト", "Mbps": "メガビット毎秒",
    "Gbps": "ギガビット毎秒", "ms": "ミリ秒", "s": "秒", "min": "分", "h": "時間", "d": "日", "°": "度", "°C": "度", "°F": "華氏度", "K": "ケルビン",
    "kcal": "キロカロリー",
    "cal": "カロリー", "rpm": "回転毎分", "in": "インチ", "ft": "フィート", "lb": "ポンド", "oz": "オンス", "mi": "マイル", "psi": "ピーエスアイ",
    "㎡": "平方メートル", "㎏": "キログラム",
    "㎞": "キロメートル", "㎝": "センチメートル", "㎜": "ミリメートル", "㍑": "リットル",
}  # fmt: skip
_CURRENCIES = {
    "¥": Currency("円", "円"), "￥": Currency("円", "円"), "JPY": Currency("円", "円"), "$": Currency("ドル", "ドル", "セント", "セント"),
    "USD": Currency("ドル", "ドル", "セント", "セント"), "€": Currency("ユーロ", "ユーロ", "セント", "セント"), "EUR": Currency("ユーロ", "ユーロ", "セント", "セント"),
    "£": Currency("ポンド", "ポンド", "ペンス", "ペンス"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureNumerals(Numerals):
    """Whole numbers stay in figures; digits that are said one by one become ideographs."""

    zero: str = "零"

    def cardinal(self, number: int) -> str:
        """The number in figures."""
        return str(number)

    def ordinal(self, number: int) -> str:
        """The number in figures, its rank before it."""
        return f"第{number}"

    def digits(self, written: str) -> str:
        """Each digit as an ideograph."""
        return "".join(
            self.zero if digit == "0" else _DIGITS[int(digit)]
            for digit in written
            if "0" <= digit <= "9"
        )

    def number(self, written: str) -> str:
        """Figures up to the decimal sign, ideographs after it."""
        whole, _, fraction = written.partition(self.decimal)
        head = (
            self.digits(whole)
            if len(whole) > 16 or len(whole) > 1 and whole[0] == "0"
            else whole or "0"
        )
        return f"{head}{self.point}{self.digits(fraction)}" if fraction else head


@dataclass(frozen=True, slots=True)
class Japanese(Language):
    """Dates and times in 年月日 and 時分秒."""

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time: 17時25分."""
        return f"{hour}時" + (f"{minute}分" if minute else "") + (f"{second}秒" if second else "")

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: 午後5時30分."""
        return f"{'午後' if afternoon else '午前'}{self.clock(hour, minute, None)}"

    def date(self, year: int | None, month: int, day: int) -> str:
        """A date: 2025年12月24日."""
        return ("" if year is None else f"{year}年") + f"{month}月{day}日"

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction, the denominator first."""
        return f"{bottom}分の{top}"

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction."""
        return f"{whole}と{bottom}分の{top}"


def language() -> Japanese:
    """Japanese."""
    return Japanese(
        tag="ja",
        numerals=FigureNumerals("ja", point="点", minus="マイナス", zero="ゼロ"),
        words=_WORDS,
        units={symbol: (name, name) for symbol, name in _NAMES.items()},
        currencies=_CURRENCIES,
        decimals=".",
        space="",
        comma="、",
        scales={"万": "万", "億": "億", "兆": "兆", "k": "千", "m": "百万"},
        abbreviations={"No.": "ナンバー", "no.": "ナンバー"},
    )
