"""What is counted in Japanese, and the forms that no other language has."""

import re

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.japanese.counters import (
    COUNTERS,
    DATE,
    LOAN_STARTS,
    Counter,
    loan,
)
from wyoming_kokoro.text.normalize.world.lookups import (
    FIGURES,
    MARKS,
    SPAN,
    digit_by_digit,
    said_between,
    spoken_language,
)

_NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9]{3}){2,5}(?![0-9])|(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,12})?)"
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
_ALONE = r"(?<![A-Za-z0-9.])"
_COUNTED = re.compile(
    rf"{_ALONE}(?P<number>{_NUMBER}(?:[千百]?[万億兆](?:{_NUMBER})?|[百千](?:{_NUMBER})?){{0,4}})(?P<glyph>½)?"
    rf"(?P<counter>時(?=限[定り])|(?!年生ま|足す|対[応策象]|本塁打|打[数点席順者率線]|コ[ァ-ヴー])(?:{alternation(COUNTERS)})|年(?=生ま)|(?P<loan>[{''.join(sorted(LOAN_STARTS))}][ァ-ヴー]{{0,16}}))?(?P<half>半)?"
)
_DECIMAL = re.compile(r"(?P<number>[0-9]{1,9}\.[0-9]{1,6})(?P<scale>[千百]?[万億兆]|[百千])")
_SCALES = {"百": "ヒャク", "千": "セン", "万": "マン", "億": "オク", "兆": "チョー"}
_FRACTION = re.compile(rf"{_ALONE}(?P<bottom>[0-9]{{1,3}})分の(?P<top>[0-9]{{1,3}})")
_PART_OF = re.compile(
    rf"{_ALONE}(?:(?P<top>[1-9])/(?P<bottom>[2-9])|(?P<glyph>½))(?P<counter>[個本枚杯丁缶])"
)
_DAYS = re.compile(
    r"(?<![\u4e00-\u9030\u9032-\u9fff0-9][月火水木金土日])(?<=[月火水木金土日])(?:[～〜~–-](?P<last>[月火水木金土日])(?P<also>(?:[・、,，][月火水木金土日]){0,3})|(?P<more>(?:[・、,，/][月火水木金土日]){1,6}))(?:曜日?)?(?P<holiday>[・、]祝日?)?"
    r"(?=営業|定休|開|診療|午|朝|夜|昼|夕|放送|配信|収集|授業|[^\u4e00-\u9fff・]|$)"
)
"""Days by the first signs of their names, of which none but 週 stands behind another ideograph."""
_OPENED = re.compile(
    r"[0-9][:：][0-9]{2}|[0-9]時|営業|定休|休[診業館校]|開[催館講校店]|診療|受付|授業|会議|平日|毎週|祝|ゴミ|ごみ|休み|出[勤社]|勤務|曜|レッスン|収集|放送|配信|練習"
)
_CLUBS = frozenset("""
    巨人 阪神 中日 広島 ヤクルト DeNA 横浜 ソフトバンク 日本ハム 日ハム 楽天 西武 ロッテ オリックス カープ ドラゴンズ タイガース ジャイアンツ スワローズ
    ベイスターズ ホークス ファイターズ イーグルス ライオンズ マリーンズ バファローズ ドジャース パドレス ヤンキース メッツ レッドソックス エンゼルス カブス
    マリナーズ アストロズ ブルージェイズ フィリーズ ブレーブス レンジャーズ
    浦和 鹿島 川崎 川崎F 横浜FM 横浜FC 名古屋 G大阪 C大阪 神戸 柏 FC東京 東京V 町田 湘南 新潟 京都 福岡 鳥栖 札幌 磐田 清水 仙台 千葉 大宮 甲府 長崎
    徳島 岡山 山形 水戸 いわき 山口 熊本 大分 秋田 藤枝 今治 富山
    日本 韓国 ドイツ スペイン ブラジル アルゼンチン フランス イングランド オランダ ポルトガル クロアチア ベルギー メキシコ イラン サウジアラビア
    バルセロナ マドリード アーセナル チェルシー リバプール リヴァプール シティ ユナイテッド トッテナム バイエルン ドルトムント インテル ミラン ユベントス ナポリ
    """.split())
_CLUB_SCORE = re.compile(
    rf"(?=[0-9]{{1,2}} ?[-－–−])(?:{'|'.join(f'(?<={club}{gap})' for club in sorted(_CLUBS) for gap in ('', ' '))})(?P<left>[0-9]{{1,2}}) ?[-－–−] ?(?P<right>[0-9]{{1,2}}) ?(?={alternation(_CLUBS)}|レアル|マンチェスター|アトレティコ)"
)


def _days(match: re.Match[str], context: Context) -> str | None:
    """“月～金 9:30-10:15”, “月・水・金”."""
    if not _OPENED.search(context.near_in_sentence(match, 24)):
        return None
    holiday = "、祝日" if match["holiday"] else ""
    if match["last"]:
        also = "".join(f"、{day}曜" for day in match["also"][1::2])
        return f"曜から{match['last']}曜{also}{holiday}"
    return "".join(["曜", *(f"、{day}曜" for day in match["more"][1::2]), holiday])


def _club_score(match: re.Match[str], context: Context) -> str:
    """“阪神 4-2 巨人”, “中日4-2広島”."""
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['left']))}タイ{cardinal(int(match['right']))} "


_WEEKDAY = re.compile(r"[(（](?P<day>[月火水木金土日])(?:曜)?(?P<close>[)）])")
_TO_DATE = " ?[〜～~–-] ?[0-9]{1,2}/[0-9]"
_DATED = re.compile(
    rf"{_ALONE}(?P<month>[1-9]|1[0-2])/(?P<day>[1-9]|[12][0-9]|3[01])(?=[(（][月火水木金土日]| [0-9]{{1,2}}(?::[0-9]{{2}}|時)|(?:から|[〜～])(?![0-9]{{1,2}}/[0-9])|まで|に(?!(?<=[1-4]/[2-9]に)(?:な[るっり]|[薄減縮切割落希分]|カット))|より|開催|付[けで、。]|現在|時点|以降|以前|発売|公開|放送|配信|締|〆)"
    rf"|{_ALONE}(?P<month2>[1-9]|1[0-2])/(?P<day2>1[3-9]|2[0-9]|3[01])(?![0-9/]|{_TO_DATE}|{MARKS}|の(?!予定|朝|昼|夜|夕方|午前|午後|試合|会議|準?決勝|大会|イベント|コンサート|ライブ|運動会))"
)
_SPEED = re.compile(rf"(?<=[時秒風]速)(?P<number>{_NUMBER}) ?(?P<unit>km/h|m/s)(?![A-Za-z])")
_SCORE = re.compile(rf"{_ALONE}(?P<left>[0-9]{{1,3}})対(?=[0-9])")
_WON = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,3}})[-–−ー](?=[0-9]{{1,3}}(?:で|の)?(?:勝|負|引き分|敗|スコア|逆転|リード))"
)
_PADDED = re.compile(
    rf"(?:(?<=時)|(?<=円)|{_ALONE}(?<!月)(?=0[0-9]月)|(?<=[年月]))0(?P<number>[1-9])(?P<counter>分|銭|月|日)"
)
_HOLIDAY = re.compile(
    rf"{_ALONE}(?P<month>[1-9]|1[0-2])/(?P<day>[1-9]|[12][0-9]|3[01])(?![0-9/]|{_TO_DATE}|の(?!予定)|カップ|個|本|杯|量)"
)
_HOLIDAYS = re.compile(
    r"(?:GW|連休|休み|休日|祝日|最終日|初日|開催|締切|〆切|発売|公開|営業|定休|雨天時?|予備日|順延|延期)[^0-9]{0,6}$"
)


_ANOTHER = re.compile(r"[0-9]/[0-9]{1,2}[(（][月火水木金土日]")


def _padded(match: re.Match[str], context: Context) -> str:
    """“18時04分”, “03月05日”, “512円03銭”: no zero is said."""
    number = int(match["number"])
    return COUNTERS[match["counter"]].say(number, context.locale.numerals.cardinal(number))


def _holiday(match: re.Match[str], context: Context) -> str | None:
    """A day after a word for one: “GW最終日の5/6”."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    if not _HOLIDAYS.search(before) and not _ANOTHER.search(context.near_in_sentence(match, 40)):
        return None
    return spoken_language(context).date(None, int(match["month"]), int(match["day"]))


_PLACE = re.compile(
    r"[区市町村郡][^\s0-9。、]{0,10}$|(?:番地|住所|所在地)[はを：: ]{0,2}$|[\u4e00-\u9fffヶケ]$"
)
_WARD = re.compile(r"[都道府県区市町村郡][^\s0-9。、]{0,12}$|(?:番地|住所|所在地)[はを：: ]{0,2}$")
_ADDRESS = re.compile(rf"{_ALONE}[0-9]{{1,4}}(?:[-－‐–−][0-9]{{1,4}}){{1,3}}(?![0-9-])")
_GAME = re.compile(
    r"サッカー|野球|試合|代表|破[りっる]|下し|下す|[快圧完辛]勝|勝[ちっつ利]|敗|負け|ゴール|得点|先制|逆転|ストレート|強入り|突破|スコア|リード|引き?分|[48]強|決勝|戦|チーム|対戦|優勝|セット|延長|前半|後半|終了"
)
_SCORED = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,3}})(?P<walked>[xX])?[-–−ー](?:(?P<right>[0-9]{{1,3}})(?=(?!ページ)[ァ-ヴ]|日本)|(?=[0-9]{{1,3}}(?![0-9円人年月日時分個歳ページ階回本枚度%-])))"
)
_FALLING = re.compile(
    r"(?<![0-9])(?:1[1-9]-[0-9]|1[1-9]-1[0-7]|2[1-9]-(?:1?[0-9]|2[0-8]))(?![0-9-])"
)
_NOUGHT = re.compile(r"0(?![0-9.])")
_LISTED = re.compile(r"(?<=[0-9])[、,(（]$")
_LISTS = re.compile(r"[0-9]{1,3} ?[、,(（] ?[0-9]{1,3}[-–−ー][0-9]")
_SECRETS = re.compile(
    r"(?:パスワード|暗証番号|認証コード|確認コード|コード|暗証|PIN|ピン|番号|末尾|下[4四]桁|会員番号|予約番号|受付番号|注文番号|口座番号|郵便番号)[はがを：: ]{0,3}(?:[A-Z]{1,3}-)?$"
)
_ACCOUNT = re.compile(r"(?:普通|当座)(?:預金)?[：: ]?$")
_SECRET = re.compile(
    rf"{_ALONE}(?:[0-9]{{2}}(?= [0-9]{{2}} [0-9]{{2}})|[0-9]{{3,12}})(?:[- ][0-9]{{2,5}}){{0,3}}(?![0-9.,:%円人個年月日号番線台枚件])"
)
_TO = re.compile(
    r"(?<=[日月時分年階回人円歳度号F万億兆条項間])[〜～~–-](?=[0-9])|(?:(?<=[0-9][時円歳条])|(?<=[0-9]世紀))[〜～](?=[ぁ-んァ-ヴ一-龯])|(?:(?<=[月火水木金土日]曜)|(?<=曜日)|(?<=[一二三四五六七八九十]月))[〜～~–-](?=[月火水木金土日]曜|十?[一二三四五六七八九十]月)"
)
_LAST_DAY = re.compile(
    r"(?<=[〜～~–-])(?P<day>[12][0-9]|3[01]|[1-9])(?=[(（][月火水木金土日]曜?[)）])"
)
_QUAKE = re.compile(r"(?<![A-Za-z0-9])M(?=[0-9]\.[0-9](?![0-9]))")
_AMOUNT_BEFORE = re.compile(
    r"[0-9][千百万億]?(?:円|銭|回|人|個|本|枚|台|件|度|回転|トン|(?:立方|平方)?[ァ-ヴー]{2,10}| ?[a-zA-Z]{1,4})$"
)
_RATE = re.compile(
    r"[/／](?P<unit>kWh|kW|km²|km|kg|cm³|cm²|mL|dL|mol|m²|㎡|m³|L|h|min|s|(?:立方|平方)?[ァ-ヴー]{2,8}|[一-龯]{1,4}|[\u3041-\u9fffァ-ヴー]{1,4})(?![A-Za-z0-9])"
)
_PERIODS = {
    "月": "ツキ", "年": "ネン", "日": "ニチ", "人": "ニン", "個": "コ", "本": "ホン", "枚": "マイ", "泊": "パク", "袋": "フクロ", "回": "カイ", "分": "フン",
}  # fmt: skip
_PART = re.compile(rf"(?P<number>{_NUMBER})(?P<scale>[千百]?[万億兆]|[百千])?")
_TO_DAY = re.compile("(?:[〜～-]|から)[0-9]{1,2}日(?![間目])")
_FIRST_OF_MONTH = re.compile(r"(?:月|毎月|今月|来月|先月|翌月)の?[ ]?$")
_RATIO = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,3}}):(?P<right>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,7}})(?![0-9:])"
)
_NAMES = {
    "5G": "ファイブジー", "4G": "フォージー", "3D": "スリーディー", "2D": "ツーディー", "4K": "ヨンケー", "8K": "ハチケー", "No.1": "ナンバーワン",
    "A4": "エーヨン", "A3": "エーサン", "B5": "ビーゴ",
}  # fmt: skip
_NAME = re.compile(rf"(?<![A-Za-z0-9])(?:{alternation(_NAMES)})(?![A-Za-z0-9])")
_NULL = {
    "時半": "レージハン",
    "時": "レージ",
    "度": "レード",
    "点": "レーテン",
    "分": "レーフン",
    "時間": "ゼロジカン",
}


def _whole(written: str) -> str:
    """A number with ideographs for its thousands and myriads, in digits: ``1万5千`` is ``15000``."""
    total = 0
    for match in _PART.finditer(written.replace(",", "")):
        scale = 1
        for sign in match["scale"] or "":
            scale *= _SCALE[sign]
        whole, _, part = match["number"].partition(".")
        total += int(whole or 0) * scale + int(part or 0) * scale // 10 ** len(part)
    return str(total)


def _counter(match: re.Match[str]) -> Counter:
    written = match["counter"]
    return loan(written) if match["loan"] else COUNTERS[written]


def say_counted(number: str, counter: Counter, context: Context) -> str:
    """A number without group separators, and its counter."""
    words = context.locale.numerals.number(number)
    if "." in number or number[0] == "0" and len(number) > 1:
        return words + counter.reading
    return counter.say(int(number), words)


def _counted(match: re.Match[str], context: Context) -> str | None:
    written = match["number"]
    if written.count(".") > 1 and written.replace(".", "").isdecimal():
        written = written.replace(".", "")
    decimal = _DECIMAL.fullmatch(written)
    if decimal and not match["glyph"]:
        scaled = context.locale.numerals.number(decimal["number"]) + "".join(
            _SCALES[sign] for sign in decimal["scale"]
        )
        counter = _counter(match).reading if match["counter"] else ""
        return scaled + counter + ("ハン" if match["half"] else "")
    number = written.replace(",", "")
    if any(sign in written for sign in _SCALE):
        number = _whole(written)
    elif len(number.partition(".")[0]) > 18:
        return None
    half = "ハン" if match["half"] or match["glyph"] else ""
    if not match["counter"]:
        if number == written.replace(",", "") and not half:
            return None
        return context.locale.numerals.number(number) + half
    return _named(number, half, match, context) or (
        say_counted(number, _counter(match), context) + half
    )


def _named(number: str, half: str, match: re.Match[str], context: Context) -> str | None:
    """Numbers that with their counter have a name of their own."""
    counter, numerals = match["counter"], context.locale.numerals
    if counter == "日" and number == "1":
        before = context.text[max(0, match.start() - 6) : match.start()]
        first = _TO_DAY.match(context.text, match.end()) or _FIRST_OF_MONTH.search(before)
        return "ツイタチ" if first else f"イチニチ{half}"
    if counter == "分" and context.last_class == "number":
        if context.since_last(match.start()) == "" and context.text[match.start() - 1] in "割":
            return numerals.cardinal(int(number)) + "ブ"
    if number == "0" and counter in _NULL:
        return _NULL[counter]
    if counter == "番" and number == "110":
        return "ヒャクトーバン"
    if counter == "号室" and len(number) > 2 and number.isdecimal():
        return numerals.digits(number).replace("ゼロ", "マル") + "ゴーシツ"
    return None


def _fraction(match: re.Match[str], context: Context) -> str:
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['bottom']))}ブンノ{cardinal(int(match['top']))}"


def _part_of(match: re.Match[str], context: Context) -> str:
    """“1/2本”: the counter changes as after the number itself."""
    top, bottom = (1, 2) if match["glyph"] else (int(match["top"]), int(match["bottom"]))
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(bottom)}ブンノ{COUNTERS[match['counter']].say(top, cardinal(top))}"


def _weekday(match: re.Match[str], context: Context) -> str | None:
    if not context.text[max(0, match.start() - 1) : match.start()].endswith("日"):
        if context.last_class != "date" or context.last_end != match.start():
            return None
    return f"{match.group()[0]}{match['day']}曜日{match['close']}"


def _score(match: re.Match[str], context: Context) -> str:
    return context.locale.numerals.cardinal(int(match["left"])) + "タイ"


def _dated(match: re.Match[str], context: Context) -> str:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return spoken_language(context).date(None, int(month), int(day))


def _last_day(match: re.Match[str], context: Context) -> str | None:
    """The last of several days: “7/22(火)〜25(金)”."""
    day = int(match["day"])
    return DATE.say(day, context.locale.numerals.cardinal(day))


def _speed(match: re.Match[str], context: Context) -> str:
    """The unit alone, for 時速 stands before the number: “新幹線は時速300km/h”."""
    unit = "キロ" if match["unit"] == "km/h" else "メートル"
    return say_counted(match["number"].replace(",", ""), loan(unit), context)


def _ratio(match: re.Match[str], context: Context) -> str | None:
    left, right = match["left"], match["right"]
    if len(right) == 2 and int(left) <= 24 and int(right) < 60:
        return None
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(left))}タイ{cardinal(int(right.replace(',', '')))}"


def _name(match: re.Match[str], context: Context) -> str:
    return _NAMES[match.group()]


def _address(match: re.Match[str], context: Context) -> str | None:
    """Block and house in an address: “北沢2-14-8”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    groups = FIGURES.findall(match.group())
    place = _PLACE if len(groups) > 2 else _WARD
    if groups[0][0] == "0" or len(groups[0]) == 4 or not place.search(before):
        return None  # a telephone number, a date
    return "の".join(context.locale.numerals.cardinal(int(group)) for group in groups)


def _scored(match: re.Match[str], context: Context) -> str | None:
    if context.last_class == "range" and (context.since_last(match.start()) or "")[1:] in (
        "（",
        "(",
        "、",
    ):
        return _score(match, context)
    listed = (
        _LISTED.search(context.text, match.start() - 2, match.start())
        if match.start() > 1
        else None
    )
    listed = listed or _LISTS.match(context.text, match.end())
    if _NOUGHT.match(context.text, match.end()):
        return _score_of(match, context)
    if listed and _FALLING.search(context.text[max(0, match.start() - 30) : match.end() + 30]):
        return _score_of(match, context)
    if not _GAME.search(context.near_in_sentence(match, 64 if listed else 24)):
        return None
    return _score_of(match, context)


def _score_of(match: re.Match[str], context: Context) -> str:
    left = context.locale.numerals.cardinal(int(match["left"]))
    right = context.locale.numerals.cardinal(int(match["right"])) if match["right"] else ""
    return f"{left}{'エックス' if match['walked'] else ''}タイ{right}"


def _secret(match: re.Match[str], context: Context) -> str | None:
    """Digits that are said one by one: “パスワードは7351”."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    account = len(match.group()) == 7 and _ACCOUNT.search(before)
    if not account and not _SECRETS.search(before):
        return None
    return digit_by_digit(match.group(), context)


def _rate(match: re.Match[str], context: Context) -> str | None:
    """“31円/kWh”."""
    if not _AMOUNT_BEFORE.search(context.text[max(0, match.start() - 12) : match.start()]):
        return None
    language = spoken_language(context)
    unit = match["unit"]
    return f"パー{language.units[unit][0] if unit in language.units else _PERIODS.get(unit, unit)}"


_HOURS = re.compile(
    rf"{_ALONE}(?P<low>[0-9]{{1,2}})[〜～~–-](?=[0-9]{{1,2}}(?P<counter>時(?!間|限)|月(?!間)))"
)


def _hours(match: re.Match[str], context: Context) -> str:
    """Two hours or months with one sign: “9〜17時”."""
    low = int(match["low"])
    return f"{COUNTERS[match['counter']].say(low, context.locale.numerals.cardinal(low))}から"


def _quake(match: re.Match[str], context: Context) -> str:
    return "マグニチュード"


FIRST = (
    Rule("time", DIGIT, _PADDED, _padded),
    Rule("date", DIGIT, _HOLIDAY, _holiday),
    Rule("symbol", "℡", re.compile("℡"), lambda match, context: "電話 "),
    Rule("range", DIGIT, _CLUB_SCORE, _club_score),
    Rule("date", "～〜~–-・、,，/", _DAYS, _days),
    Rule("number", DIGIT, _ADDRESS, _address),
    Rule("number", DIGIT, _SECRET, _secret),
    Rule("unit", "/／", _RATE, _rate),
    Rule("time", DIGIT, _HOURS, _hours),
    Rule("range", "〜～~–-", _TO, lambda match, context: "から"),
    Rule("range", "〜～~–-", SPAN, said_between),
    Rule("unit", LETTER, _QUAKE, _quake),
    Rule("range", DIGIT, _RATIO, _ratio),
    Rule("range", DIGIT, _WON, _score),
    Rule("range", DIGIT, _SCORED, _scored),
    Rule("acronym", DIGIT + LETTER, _NAME, _name),
    Rule("date", "(（", _WEEKDAY, _weekday),
    Rule("date", DIGIT, _DATED, _dated),
    Rule("date", DIGIT, _LAST_DAY, _last_day),
    Rule("unit", DIGIT, _SPEED, _speed),
)
COUNTING = (
    Rule("fraction", DIGIT, _FRACTION, _fraction),
    Rule("fraction", DIGIT + "½", _PART_OF, _part_of),
    Rule("range", DIGIT, _SCORE, _score),
    Rule("number", DIGIT, _COUNTED, _counted),
)
"""Tried before bare numbers."""
