"""Names with numbers in Japanese: eras, sequels, pages, floors, flats, companies."""

import re
import unicodedata

from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.japanese.counters import COUNTERS, loan
from wyoming_kokoro.text.normalize.world.lookups import spoken_language

_APART = r"(?<![A-Za-z0-9.])"
_ERAS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_ERA = re.compile(
    rf"{_APART}(?P<era>[RHSTM])(?P<year>[1-9]|[1-6][0-9])[./](?P<month>0?[1-9]|1[0-2])[./](?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z]|[./][0-9])"
)
_ERA_YEAR = re.compile(rf"{_APART}(?P<era>[RHSTM])(?P<year>[1-9]|[1-6][0-9])年")
_ERA_MONTH = re.compile(
    rf"{_APART}(?P<era>[RHS])(?P<year>[1-9]|[1-6][0-9])[./](?P<month>0?[1-9]|1[0-2])(?:(?=まで|から|に|登録|取得|購入|築|建築|改装|交換|頃)|(?<=車検.{{4}})|(?<=車検.{{5}}))(?![0-9])"
)
_LOANED = re.compile(
    rf"{_APART}(?P<number>[1-4])(?P<noun>(?<=1)(?:オーナー|タッチ|ルーム|コイン|クリック|プッシュ|ボックス)|(?<=[12])アウト|(?<=[123])ストライク|(?<=[23])ラン(?![クドチニゲ])|(?<=[23])ピース|(?<=2)(?:シーター|トップ(?!ス)|トーン)|(?<=[24])ドア|(?<=[34])バック)"
)
_HOMER = re.compile(r"(?<=[0-9号ン続])HR(?![A-Za-z0-9])")
_LETTERED = re.compile(
    r"(?<![A-Za-z0-9.-])(?P<name>(?:[MKR]-|F)(?=1)|[JG](?=[123])|PS ?(?=[1-6])|Gen ?(?=[1-6])|Wi-Fi ?(?=[4-7])|Switch ?(?=2)|DDR(?=[2-6])|i(?=[3579]))(?P<number>[1-9])(?:-(?P<model>[0-9]{4,5})(?![0-9.]))?(?![0-9.]|-[0-9])"
)
_MODEL = re.compile(r"(?<![A-Za-z0-9])(?P<name>[RG]TX ?|RX ?)(?P<model>[0-9]{4})(?![0-9.])")
_WINDOWS = re.compile(r"(?<=Windows )1[01](?![0-9.])")
_SERIAL = re.compile(r"(?<=[A-Z]-)(?P<number>[0-9]{1,4})-(?=[0-9]{1,4}(?![0-9-]))")
_ROOM = re.compile(
    rf"{_APART}(?:(?<=教室)|(?<=部屋)|(?<=号棟)|(?<=[教会議]室は)|(?<=部屋は)|(?=[0-9]{{1,2}}-[0-9]{{3,4}}(?:号室|教室)))(?P<house>[0-9]{{1,2}})-(?P<room>[0-9]{{3,4}})(?![0-9-])(?=(?P<suffix>号室)?)"
)
_AVERAGE = re.compile(r"0?\.(?P<digits>[0-9]{3})(?![0-9])")
_AVERAGES = re.compile(r"[打塁勝]率[はが：: ]{0,2}$")
_POINTS = re.compile(r"(?<=[0-9])P(?=進呈|付与|獲得|還元|プレゼント|ゲット|利用|保有)")
_PLATE = re.compile(
    r"(?<=[一-龯ァ-ヴ ])(?P<kind>[1-9][0-9]{1,2}) ?(?P<kana>[ぁ-ん]) ?(?P<left>[0-9]{1,2})-(?P<right>[0-9]{2})(?![0-9-])"
)
_ERA_BOTH = re.compile(
    rf"{_APART}(?P<era>[RHS])(?P<year>[1-9]|[1-6][0-9])(?=[(（](?:19|20)[0-9]{{2}}[)）]年)"
)
_SIZE = re.compile(rf"{_APART}(?P<number>[0-9]{{2,3}})V(?=型|インチ)")
_ENGLISH = (
    "ワン ツー スリー フォー ファイブ シックス セブン エイト ナイン テン イレブン トゥエルブ サーティーン フォーティーン フィフティーン"
    " シックスティーン セブンティーン エイティーン ナインティーン トゥエンティー"
).split()
_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ROMAN = re.compile(
    rf"(?:(?<=[ァ-ヴー一-龯々])(?P<roman>[IVX]{{2,5}})|(?P<sign>[{_SIGNS}]{{1,4}}))(?![A-Za-z0-9.])(?P<counter>[世章部巻期類種型度編号])?"
)
_PAGE = re.compile(
    r"(?<![A-Za-z0-9])[Pp]{1,2}\. ?(?P<first>[0-9]{1,4})(?:[〜～~–-](?P<last>[0-9]{1,4}))?(?![0-9.])"
)
_FLOOR = re.compile(rf"(?:{_APART}|(?<=RC))(?P<below>B)?(?P<floor>[1-9][0-9]?)F(?![A-Za-z0-9])")
_FLAT = re.compile(
    rf"{_APART}(?P<rooms>[1-5])(?=(?:S?LDK|DK)(?![A-Za-z0-9])|(?<!4)[KR](?=[のでに、。]|[ 　][0-9.]{{1,5}} ?(?:㎡|m²|帖|畳)))"
)
_FIRMS = {"㈱": "株式会社", "㈲": "有限会社", "株": "株式会社", "有": "有限会社"}
_FIRM = re.compile(r"[㈱㈲]|[(（](?P<kind>株|有(?=[)）][一-龯ァ-ヴA-Z]))[)）]")
_HALF_DAY = re.compile(
    r"(?<![A-Za-z0-9])(?P<half>[AaPp])[Mm] ?(?P<hour>[0-9]|1[0-2]):(?P<minute>[0-5][0-9])(?![0-9:])"
)


def _era_year(match: re.Match[str], context: Context) -> str:
    """“H30年”."""
    era, year = _ERAS[match["era"]], int(match["year"])
    if year == 1:
        return f"{era}ガンネン"
    return era + COUNTERS["年"].say(year, context.locale.numerals.cardinal(year))


def _era(match: re.Match[str], context: Context) -> str:
    """A date by the era: “R8.3.31”."""
    language = spoken_language(context)
    return (
        f"{_era_year(match, context)} {language.date(None, int(match['month']), int(match['day']))}"
    )


def _era_month(match: re.Match[str], context: Context) -> str:
    """A month by the era: “車検R8.3まで”."""
    month = int(match["month"])
    spoken = COUNTERS["月"].say(month, context.locale.numerals.cardinal(month))
    return f"{_era_year(match, context)} {spoken}"


def _loaned(match: re.Match[str], context: Context) -> str:
    """English numbers before English nouns: “2ランホームラン”, “4ドア”."""
    return _ENGLISH[int(match["number"]) - 1] + match["noun"]


def _lettered(match: re.Match[str], context: Context) -> str:
    """English numbers after letters: “PS5”, “M-1”, “i7-14700”."""
    model = f" {_said(match['model'], context)}" if match["model"] else ""
    return f"{match['name']}{_ENGLISH[int(match['number']) - 1]}{model}"


def _said(digits: str, context: Context) -> str:
    return context.locale.numerals.digits(digits).replace("ゼロ", "マル")


def _model(match: re.Match[str], context: Context) -> str:
    """“RTX4060”."""
    return match["name"] + _said(match["model"], context)


def _room(match: re.Match[str], context: Context) -> str:
    """“教室は3-402”."""
    house = context.locale.numerals.cardinal(int(match["house"]))
    return f"{house}の{_said(match['room'], context)}"


def _average(match: re.Match[str], context: Context) -> str | None:
    """A batting average: “打率.312”."""
    if not _AVERAGES.search(context.text[max(0, match.start() - 5) : match.start()]):
        return None
    cardinal = context.locale.numerals.cardinal
    parts = zip(match["digits"], ("ワリ", "ブ", "リン"), strict=True)
    return " ".join(cardinal(int(digit)) + part for digit, part in parts if digit != "0") or "ゼロ"


def _plate(match: re.Match[str], context: Context) -> str:
    """The plate of a car: “品川300 あ 12-34”."""
    numerals = context.locale.numerals
    left, right = numerals.digits(match["left"]), numerals.digits(match["right"])
    return f"{numerals.cardinal(int(match['kind']))} {match['kana']} {left}の{right}"


def _roman(match: re.Match[str], context: Context) -> str | None:
    """A sequel's number is English, a king's or a chapter's is not: “ドラゴンクエストIII”, “ヘンリーIV世”."""
    written = match["roman"] or unicodedata.normalize("NFKC", match["sign"])
    if not SHAPE.fullmatch(written):
        return None
    number = value(written)
    numbered = context.text[max(0, match.start() - 1) : match.start()] == "第"
    cardinal, counter = context.locale.numerals.cardinal(number), match["counter"] or ""
    if counter in COUNTERS:
        return COUNTERS[counter].say(number, cardinal)
    if numbered or counter:
        return cardinal + counter
    return _ENGLISH[number - 1] if number <= len(_ENGLISH) else cardinal


def _page(match: re.Match[str], context: Context) -> str:
    """“p.36〜38”."""
    cardinal, page = context.locale.numerals.cardinal, loan("ページ")
    first, last = int(match["first"]), match["last"]
    if last is None:
        return page.say(first, cardinal(first))
    return f"{cardinal(first)}から{page.say(int(last), cardinal(int(last)))}"


def _size(match: re.Match[str], context: Context) -> str:
    """Of a television, and no volts: “65V型”."""
    return f"{context.locale.numerals.cardinal(int(match['number']))}V"


def _floor(match: re.Match[str], context: Context) -> str:
    """“5F”, “B1F”."""
    floor = int(match["floor"])
    spoken = COUNTERS["階"].say(floor, context.locale.numerals.cardinal(floor))
    return f"地下{spoken}" if match["below"] else spoken


def _flat(match: re.Match[str], context: Context) -> str:
    """“2LDK”, “1Kの部屋”; one is English."""
    rooms = int(match["rooms"])
    if rooms < 3:
        return _ENGLISH[0] if rooms == 1 else "ニー"
    return context.locale.numerals.cardinal(rooms)


def _firm(match: re.Match[str], context: Context) -> str:
    return _FIRMS[match["kind"] or match.group()]


def _half_day(match: re.Match[str], context: Context) -> str:
    """“AM9:00”."""
    afternoon = match["half"] in "Pp"
    return spoken_language(context).half_day(
        int(match["hour"]), int(match["minute"]), afternoon=afternoon
    )


RULES = (
    Rule("date", LETTER, _ERA, _era),
    Rule("date", LETTER, _ERA_MONTH, _era_month),
    Rule("date", LETTER, _ERA_YEAR, _era_year),
    Rule(
        "date",
        LETTER,
        _ERA_BOTH,
        lambda match, context: _ERAS[match["era"]]
        + context.locale.numerals.cardinal(int(match["year"])),
    ),
    Rule("number", DIGIT, _SIZE, _size),
    Rule("acronym", LETTER, _LETTERED, _lettered),
    Rule("acronym", LETTER, _MODEL, _model),
    Rule(
        "number",
        DIGIT,
        _SERIAL,
        lambda match, context: context.locale.numerals.cardinal(int(match["number"])) + " ",
    ),
    Rule("number", DIGIT, _WINDOWS, lambda match, context: _ENGLISH[int(match.group()) - 1]),
    Rule("number", DIGIT, _ROOM, _room),
    Rule("number", DIGIT + ".", _AVERAGE, _average),
    Rule("unit", LETTER, _POINTS, lambda match, context: "ポイント"),
    Rule("number", DIGIT, _PLATE, _plate),
    Rule("number", DIGIT, _LOANED, _loaned),
    Rule("abbreviation", LETTER, _HOMER, lambda match, context: "ホームラン"),
    Rule("time", LETTER, _HALF_DAY, _half_day),
    Rule("number", LETTER, _PAGE, _page),
    Rule("number", DIGIT + LETTER, _FLOOR, _floor),
    Rule("number", DIGIT, _FLAT, _flat),
    Rule("roman", LETTER + _SIGNS, _ROMAN, _roman),
    Rule("abbreviation", "㈱㈲(（", _FIRM, _firm),
    Rule("symbol", "〒", re.compile("〒 ?"), lambda match, context: "郵便番号"),
)
"""Tried before what is counted."""
