"""How Japanese counts: the words of the numbers, and what each counter does to the last of them.

A counter's reading begins with a consonant that fuses with 1, 6, 8, 10, 100 and 1000 (一本 イッポン), may
turn voiced after 3 (三階 サンガイ), and asks for other words for 4, 7 and 9 (四時 ヨジ). After NHK's
dictionary of pronunciation and accent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

DIGITS = "ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュー".split()
SPELLED = "ゼロ イチ ニー サン ヨン ゴー ロク ナナ ハチ キュー".split()
"""Digits that are said one by one, each of two moras."""
HUNDREDS = {1: "ヒャク", 3: "サンビャク", 6: "ロッピャク", 8: "ハッピャク"}
THOUSANDS = {1: "セン", 3: "サンゼン", 8: "ハッセン"}
MYRIADS = ("", "マン", "オク", "チョー", "ケー")
_CLIPPED = {
    "イチ": "イッ",
    "ロク": "ロッ",
    "ハチ": "ハッ",
    "ジュー": "ジュッ",
    "ヒャク": "ヒャッ",
    "ビャク": "ビャッ",
    "ピャク": "ピャッ",
}
_P_ROW = str.maketrans("ハヒフヘホ", "パピプペポ")
_B_ROW = str.maketrans("ハヒフヘホ", "バビブベボ")
_VOICED = str.maketrans("カキクケコサシスセソ", "ガギグゲゴザジズゼゾ")
_VOICED_AFTER_N = frozenset(("ワ", "ケン", "ソク"))
"""Counters that are voiced after セン, too."""
_NATIVE = ("", "ヒト", "フタ")


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter: its `reading` in katakana; which number words (`clips`) lose their end before it.

    `labial` counters of the row ハ begin with パ after these; `after_three` and `after_four` are the
    readings after サン and ヨン where they differ; `digits` are other words for last digits; `whole`
    are readings of number and counter in one.
    """

    reading: str
    clips: str = ""
    labial: bool = False
    after_three: str = ""
    after_four: str = ""
    digits: Mapping[int, str] = field(default_factory=dict)
    whole: Mapping[int, str] = field(default_factory=dict)

    def say(self, number: int, words: str) -> str:
        """Number and counter; `words` are those of the number on its own."""
        if number in self.whole:
            return self.whole[number]
        if number % 10 in self.digits and number % 10:
            words = words.removesuffix(DIGITS[number % 10]) + self.digits[number % 10]
        for full, short in _CLIPPED.items():
            if (
                words.endswith(full)
                and full[-4:].replace("ビ", "ヒ").replace("ピ", "ヒ") in self.clips.split()
            ):
                return words.removesuffix(full) + short + self._labial()
        if words.endswith(
            ("サン", "セン", "ゼン", "マン")
            if self.labial or self.reading in _VOICED_AFTER_N
            else "サン"
        ):
            return words + (self.after_three or self.reading)
        if words.endswith("ヨン"):
            return words + (self.after_four or self.reading)
        return words + self.reading

    def _labial(self) -> str:
        return self.reading[0].translate(_P_ROW) + self.reading[1:] if self.labial else self.reading


def _k(reading: str, *, voiced: bool = False) -> Counter:
    first = reading[0].translate(_VOICED) + reading[1:]
    return Counter(reading, "イチ ロク ハチ ジュー ヒャク", after_three=first if voiced else "")


def _s(reading: str, *, voiced: bool = False) -> Counter:
    first = reading[0].translate(_VOICED) + reading[1:]
    return Counter(reading, "イチ ハチ ジュー", after_three=first if voiced else "")


def _h(reading: str, *, three: str = "b", four: str = "") -> Counter:
    row = {"b": _B_ROW, "p": _P_ROW}.get(three)
    after_three = reading[0].translate(row) + reading[1:] if row else ""
    after_four = reading[0].translate(_P_ROW) + reading[1:] if four else ""
    return Counter(reading, "イチ ロク ハチ ジュー ヒャク", True, after_three, after_four)


def _plain(reading: str, **digits: str) -> Counter:
    return Counter(reading, digits={int(key[1:]): word for key, word in digits.items()})


def _native(reading: str, most: int = 2) -> Counter:
    """Things that are counted the native way up to two: 一部屋 ヒトヘヤ, 二部屋 フタヘヤ."""
    clips = (
        "ロク ジュー ヒャク"
        if reading[0] in "カキクケコ"
        else "ジュー" if reading[0] in "サシツタ" else ""
    )
    return Counter(
        reading, clips, whole={number: _NATIVE[number] + reading for number in range(1, most + 1)}
    )


_DAYS = {
    1: "ツイタチ", 2: "フツカ", 3: "ミッカ", 4: "ヨッカ", 5: "イツカ", 6: "ムイカ", 7: "ナノカ", 8: "ヨーカ", 9: "ココノカ", 10: "トーカ",
    14: "ジューヨッカ", 20: "ハツカ", 24: "ニジューヨッカ",
}  # fmt: skip
_THINGS = "ヒトツ フタツ ミッツ ヨッツ イツツ ムッツ ナナツ ヤッツ ココノツ".split()
_PEOPLE = {1: "ヒトリ", 2: "フタリ"}
_YEAR = {"_4": "ヨ"}
_HOUR = {"_4": "ヨ", "_7": "シチ", "_9": "ク"}
DATE = Counter("ニチ", digits={7: "シチ", 9: "ク"}, whole=_DAYS)
"""The day of a month; as a length of time one day is イチニチ."""


def _days(after: str) -> Counter:
    whole = {number: days + after for number, days in _DAYS.items() if number > 1}
    return Counter("ニチ" + after, digits={7: "シチ", 9: "ク"}, whole=whole)


COUNTERS: Mapping[str, Counter] = {
    # time
    "時": _plain("ジ", **_HOUR), "時間": _plain("ジカン", **_HOUR), "時間半": _plain("ジカンハン", **_HOUR), "時半": _plain("ジハン", **_HOUR),
    "分": _h("フン", three="p", four="p"), "分間": _h("フンカン", three="p", four="p"), "分半": _h("フンハン", three="p", four="p"),
    "秒": _plain("ビョー"), "秒間": _plain("ビョーカン"),
    "日": DATE, "日間": _days("カン"), "日目": _days("メ"),
    "週間": _s("シューカン"), "週": _s("シュー"), "週目": _s("シューメ"),
    "月": _plain("ガツ", _4="シ", _7="シチ", _9="ク"), "か月": _k("カゲツ"), "ヶ月": _k("カゲツ"), "カ月": _k("カゲツ"), "ヵ月": _k("カゲツ"),
    "ケ月": _k("カゲツ"), "箇月": _k("カゲツ"), "か月間": _k("カゲツカン"), "ヶ月間": _k("カゲツカン"),
    "年": _plain("ネン", **_YEAR), "年間": _plain("ネンカン", **_YEAR), "年生": _plain("ネンセー", **_YEAR), "年目": _plain("ネンメ", **_YEAR),
    "年度": _plain("ネンド", **_YEAR), "年代": _plain("ネンダイ", **_YEAR), "世紀": _s("セーキ"), "世": _s("セー"), "世代": _s("セダイ"), "世帯": _s("セタイ"), "均": _k("キン"), "晩": _native("バン"), "泊": _h("ハク", three="p", four="p"),
    "学期": _plain("ガッキ"), "周年": _s("シューネン"), "回忌": _k("カイキ"),
    # people
    "人": Counter("ニン", digits={4: "ヨ", 7: "シチ"}, whole=_PEOPLE), "人前": _plain("ニンマエ", _4="ヨ"), "人用": _plain("ニンヨー", _4="ヨ"),
    "人目": Counter("ニンメ", digits={4: "ヨ", 7: "シチ"}, whole={1: "ヒトリメ", 2: "フタリメ"}),
    "人組": _plain("ニングミ", _4="ヨ"), "人分": Counter("ニンブン", digits={4: "ヨ"}, whole={1: "ヒトリブン", 2: "フタリブン"}),
    "人家族": _plain("ニンカゾク", _4="ヨ"), "名": _plain("メー"), "名様": _plain("メーサマ"), "歳": Counter("サイ", "イチ ハチ ジュー", whole={20: "ハタチ"}),
    "才": Counter("サイ", "イチ ハチ ジュー", whole={20: "ハタチ"}), "歳児": _s("サイジ"), "代": _plain("ダイ"), "年前": _plain("ネンマエ", **_YEAR),
    # things
    "つ": Counter("ツ", whole=dict(enumerate(_THINGS, 1))), "つ目": Counter("ツメ", whole={n: word + "メ" for n, word in enumerate(_THINGS, 1)}),
    "個": _k("コ"), "コ": _k("コ"), "個入り": _k("コイリ"), "本": _h("ホン"), "枚": _plain("マイ"), "台": _plain("ダイ"), "匹": _h("ヒキ"), "頭": _s("トー"),
    "尾": _plain("ビ"), "羽": Counter("ワ", after_three="バ"), "冊": _s("サツ"), "杯": _h("ハイ"), "脚": _k("キャク"), "回": _k("カイ"), "回転": _k("カイテン"), "回目": _k("カイメ"), "階": _k("カイ", voiced=True),
    "階建て": _k("カイダテ", voiced=True), "軒": _k("ケン", voiced=True), "件": _k("ケン"), "足": _s("ソク", voiced=True), "着": _s("チャク"), "丁": _s("チョー"),
    "丁目": _s("チョーメ"), "番": _plain("バン"), "番目": _plain("バンメ"), "番地": _plain("バンチ"), "番線": _plain("バンセン"), "番組": _plain("バングミ"),
    "号": _plain("ゴー"), "号室": _plain("ゴーシツ"), "号車": _plain("ゴーシャ"), "号線": _plain("ゴーセン"), "便": _plain("ビン"),
    "度": _plain("ド"), "度目": _plain("ドメ"), "倍": _plain("バイ"),
    "割": _plain("ワリ"), "割引": _plain("ワリビキ"), "点": _s("テン"), "位": _plain("イ"), "級": _k("キュー"), "段": _plain("ダン"), "行": _plain("ギョー"),
    "列": _plain("レツ"), "曲": _k("キョク"), "曲目": _k("キョクメ"), "通": _s("ツー"), "話": _plain("ワ"), "章": _s("ショー"), "巻": _k("カン"), "歩": _h("ホ", three="p"),
    "発": _h("ハツ", three="p", four="p"), "拍": _h("ハク", three="p"), "票": _h("ヒョー"), "文字": _plain("モジ"), "種類": _s("シュルイ"), "種": _s("シュ"),
    "品": _h("ヒン", three="p"), "部屋": _native("ヘヤ"), "箱": Counter("ハコ", "ロク ジュー ヒャク", True, "パコ", whole={1: "ヒトハコ", 2: "フタハコ"}), "皿": _native("サラ"), "袋": _native("フクロ"), "切れ": _native("キレ"),
    "束": _native("タバ"), "片": _native("カケ"), "波": _h("ハ", three="p"), "玉": _native("タマ"), "粒": _native("ツブ"), "組": _plain("クミ"), "口": _native("クチ"), "桁": _native("ケタ"),
    "畳": _plain("ジョー", _4="ヨ"), "畳半": _plain("ジョーハン", _4="ヨ"), "膳": _plain("ゼン"), "缶": _k("カン"), "社": _s("シャ"), "店": _s("テン"),
    "勝": _s("ショー"), "敗": _h("ハイ", three="p"), "連勝": _plain("レンショー"), "試合": _s("シアイ"), "対": _s("タイ"), "両": _plain("リョー"),
    "部": _plain("ブ"), "問": _plain("モン"), "限": _plain("ゲン"), "時限": _plain("ジゲン", _4="ヨ"), "食": _s("ショク"), "合": _plain("ゴー"), "升": _s("ショー"), "錠": _plain("ジョー"), "斤": _k("キン"), "銭": _s("セン"), "等": _s("トー"), "等賞": _s("トーショー"), "区": _k("ク"),
    "包": _h("ホー", three="p"), "滴": _s("テキ"), "票差": _h("ヒョーサ"), "点差": _s("テンサ"), "球": _k("キュー"), "打": _plain("ダ"), "塁": _plain("ルイ"),
    "条": _plain("ジョー"), "項": _k("コー"), "面": _plain("メン"), "門": _plain("モン"), "冠": _k("カン"), "着目": _s("チャクメ"), "割増": _plain("ワリマシ"),
    "円": _plain("エン", _4="ヨ"), "円玉": _plain("エンダマ", _4="ヨ"), "円札": _plain("エンサツ", _4="ヨ"), "語": _plain("ゴ"), "坪": _native("ツボ"), "リットル": _plain("リットル"),
    "か所": _k("カショ"), "ヶ所": _k("カショ"), "カ所": _k("カショ"), "箇所": _k("カショ"), "か国": _k("カコク"), "カ国": _k("カコク"), "ヶ国": _k("カコク"),
}  # fmt: skip
"""Counters by how they are written."""
_LOANS = {
    "カ": "ロク ジュー ヒャク",
    "キ": "ロク ジュー ヒャク",
    "ク": "ロク ジュー ヒャク",
    "ケ": "ロク ジュー ヒャク",
    "コ": "ロク ジュー ヒャク",
}
_LOANS |= {first: "イチ ハチ ジュー" for first in "サシスセソタチツテト"}
_LOANS |= {first: "ジュー" for first in "パピプペポ"}
LOAN_STARTS = frozenset(_LOANS)


def loan(reading: str) -> Counter:
    """A unit of foreign origin in katakana, which fuses with fewer numbers."""
    return Counter(reading, _LOANS.get(reading[0], ""))
