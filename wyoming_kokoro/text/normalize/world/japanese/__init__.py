"""Japanese: numbers in katakana with their counters, as the phonemiser would not know the sound changes."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.world.japanese import rules
from wyoming_kokoro.text.normalize.world.japanese.counters import COUNTERS, loan
from wyoming_kokoro.text.normalize.world.japanese.numerals import JapaneseNumerals
from wyoming_kokoro.text.normalize.world.language import Language

_WORDS = {
    ".": "ドット", "@": "アットマーク", "/": "スラッシュ", "-": "ハイフン", "_": "アンダーバー", ":": "コロン", "?": "クエスチョン", "=": "イコール", "&": "アンド",
    "%": "パーセント", "#": "シャープ", "+": "プラス", "#tag": "ハッシュタグ", "www": "ダブリューダブリューダブリュー", "×": "かける", "÷": "わる",
    "±": "プラスマイナス", "≈": "約", "≤": "以下", "≥": "以上", "<": "小なり", ">": "大なり", "~": "約", "-n": "マイナス", "to": "から", "№": "ナンバー",
    "°": "度", "‰": "パーミル", "€": "ユーロ", "£": "ポンド", "$": "ドル", "¥": "円", "→": "から", "²": "の二乗", "³": "の三乗", "^": "の", "|": "または",
    "and": "", "of": "", "per": "毎", "over": "分の", "version": "バージョン", "∞": "無限大", "*": "アスタリスク",
}  # fmt: skip
_NAMES = {
    "W": "ワット", "mW": "ミリワット", "kW": "キロワット", "MW": "メガワット", "Wh": "ワット時", "kWh": "キロワット時", "MWh": "メガワット時", "V": "ボルト", "mV": "ミリボルト",
    "kV": "キロボルト", "A": "アンペア", "mA": "ミリアンペア", "Ah": "アンペア時", "mAh": "ミリアンペア時", "Ω": "オーム", "Hz": "ヘルツ", "kHz": "キロヘルツ",
    "MHz": "メガヘルツ", "GHz": "ギガヘルツ", "lx": "ルクス", "lm": "ルーメン", "dB": "デシベル", "ppm": "ピーピーエム", "ppb": "ピーピービー", "Pa": "パスカル",
    "hPa": "ヘクトパスカル", "kPa": "キロパスカル", "nm": "ナノメートル", "µm": "マイクロメートル", "mm": "ミリメートル", "cm": "センチメートル", "m": "メートル", "km": "キロメートル",
    "km/h": "時速…キロ", "m/s": "秒速…メートル", "mph": "時速…マイル", "m²": "平方メートル", "km²": "平方キロメートル", "cm²": "平方センチメートル", "m³": "立方メートル",
    "m2": "平方メートル", "m3": "立方メートル",
    "µg/m³": "マイクログラム毎立方メートル", "μg/m³": "マイクログラム毎立方メートル", "g": "グラム", "kg": "キログラム", "mg": "ミリグラム", "t": "トン", "l": "リットル", "L": "リットル",
    "ml": "ミリリットル", "mL": "ミリリットル", "kB": "キロバイト", "KB": "キロバイト", "MB": "メガバイト", "GB": "ギガバイト", "TB": "テラバイト", "Mbps": "メガビット毎秒",
    "Gbps": "ギガビット毎秒", "ms": "ミリ秒", "s": "秒", "min": "分", "h": "時間", "d": "日", "°": "度", "°C": "度", "°F": "華氏…度", "K": "ケルビン",
    "kcal": "キロカロリー",
    "cal": "カロリー", "rpm": "毎分…回転", "in": "インチ", "ft": "フィート", "lb": "ポンド", "oz": "オンス", "mi": "マイル", "psi": "ピーエスアイ",
    "㎡": "平方メートル", "㎏": "キログラム",
    "㎞": "キロメートル", "㎝": "センチメートル", "㎜": "ミリメートル", "㍑": "リットル",
}  # fmt: skip
_CURRENCIES = {
    "¥": Currency("円", "円"), "￥": Currency("円", "円"), "JPY": Currency("円", "円"), "$": Currency("ドル", "ドル", "セント", "セント"),
    "USD": Currency("ドル", "ドル", "セント", "セント"), "€": Currency("ユーロ", "ユーロ", "セント", "セント"), "EUR": Currency("ユーロ", "ユーロ", "セント", "セント"),
    "£": Currency("ポンド", "ポンド", "ペンス", "ペンス"),
}  # fmt: skip


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

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction."""
        return f"{self.numerals.cardinal(whole)}ト{self.fraction(top, bottom)}"


def language() -> Japanese:
    """Japanese."""
    return Japanese(
        tag="ja",
        numerals=JapaneseNumerals("ja", point="テン", minus="マイナス"),
        words=_WORDS,
        units={symbol: (name, name) for symbol, name in _NAMES.items()},
        currencies=_CURRENCIES,
        decimals=".",
        space="",
        comma="、",
        scales={"万": "万", "億": "億", "兆": "兆", "k": "千", "m": "百万"},
        abbreviations={"No.": "ナンバー", "no.": "ナンバー"},
        first=rules.FIRST,
        counting=rules.COUNTING,
    )
