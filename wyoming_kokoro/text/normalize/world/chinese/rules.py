"""The forms that are Chinese alone: telephone, room and emergency numbers, years, 两 before measure
words, scores.
"""

import re
from typing import cast

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.chinese.numerals import ChineseNumerals
from wyoming_kokoro.text.normalize.world.lookups import (
    FIGURES,
    MARKS,
    SPAN,
    said_between,
    spoken_language,
)

_ALONE = r"(?<![A-Za-z0-9.])"
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,12})?"
_MEASURES = (
    "个 只 条 张 本 件 杯 碗 瓶 盒 包 袋 份 次 遍 回 位 名 人 口 家 间 座 台 部 辆 架 艘 盏 把 支 枝 根 块 片 颗 粒 朵 棵 株 头 匹 双 对 副 套"
    " 组 批 群 种 类 样 项 步 层 天 周 年 小时 分钟 秒 星期 礼拜 刻钟 倍 岁 元 毛 角 分 米 厘米 毫米 公里 千米 里 公斤 斤 千克 克 吨 升 毫升 度"
    " 摄氏度 勺 汤匙 茶匙 大勺 小勺 滴 桶 箱 筐 篮 笔 首 篇 章 节 页 集 季 场 局 盘 轮 站 票 点 平方米 立方米 瓦 千瓦 伏 安 美元 欧元 英镑"
    " 日元 港元 卷 床 顶 扇 面 道 餐 顿 排 圈 枚 行 字 声 句 段 户 封 幅 串 束 罐 听 筒 管 壶 锅 晚 夜 瓣 代 板 梯 菜 万 亿 千"
)
MEASURES = frozenset(_MEASURES.split())
"""Words before which two is 两."""
_NAMED = "月 号 日 楼 路 班 室 栋 单元 期 年级 号线 号楼 环 中 线"
_MEASURE = re.compile(alternation(MEASURES))
_NOT_COUNTED = re.compile(
    "(?!日元)" + alternation(_NAMED.split()) + r"|年级|季度|点球|等奖|手|站台|车间|号"
)
_COUNTED = re.compile(rf"{_ALONE}(?P<number>2)(?=[ ]?(?:{alternation(MEASURES)}))")
_YEAR = re.compile(
    rf"{_ALONE}(?P<year>[12][0-9]{{3}}|[0-9]{{2}})(?=(?<=(?:19|20)[0-9]{{2}})(?<!00)年前|[ ]?(?:年(?!级|前(?!后|夕)|后|来|多|间|的历史)|赛季|学年|财年|Q[1-4])|(?<=20[0-9]{{2}})[ ]?(?:款|届|级(?=学生|新生|校友|同学|毕业)|版))"
)
_YEARS = re.compile(
    rf"{_ALONE}(?P<year>[12][0-9]{{3}})[-–—~](?=[12][0-9]{{3}}[ ]?(?:年|赛季|学年|财年))"
)
_MOBILE = re.compile(r"(?<![A-Za-z0-9.])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])")
_LANDLINE = re.compile(
    r"(?<![A-Za-z0-9.])[(（]?0[0-9]{2,3}[)）]?[- ]?[0-9]{3,4}[- ]?[0-9]{4}(?![0-9])"
)
_SERVICE = re.compile(r"(?<![A-Za-z0-9.])[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])")
_CALLED = re.compile(
    rf"{_ALONE}(?P<digits>[0-9]{{3,11}})(?![0-9%年月元块米]|[.:][0-9]|,[0-9]{{3}}(?![0-9])|个|人)"
)
_TERM = r"(?:[0-9)）]|(?<![A-Za-z0-9°])[a-z])"
_LESS = re.compile(
    rf"(?:(?<={_TERM})−|(?<={_TERM} )− )(?=[A-Za-z0-9])|(?<=(?<![A-Za-z0-9])[a-z])-(?=[0-9a-z]{{1,4}} ?[=＝等])"
)
_CALL = re.compile(
    r"(?:火警|急救|报警|打|拨|电话|致电|呼叫|热线|号码|手机|客服|联系)[：:是为 ]{0,3}$"
)
_CALL_MADE = re.compile("(?:打|拨|报)(?:通|完|一下)?[了过]?$")
_CALL_ENDS = re.compile(r"\s*(?:[，。！？；、,.!?;）)”」]|$)|报警|求[助救]|叫|电话|投诉|举报|咨询")
"""What follows the number of a call, and no measure: “打了110。”"""
_SECRET = re.compile(
    r"(?:密码|订单|转|分机|验证码|代码|编号|账号|卡号|邮编|车牌号?|单号|工号|学号|尾号|航班|房间|房号|频道|取件码|取货码|取餐码|取餐号|提货码|提取码|兑换码|邀请码|优惠码|订单号|口令|单元|[A-Z]座|号楼)[：:是为号 ]{0,3}[A-Z*]{0,4}$"
)
_SPELLED = frozenset(
    ("110", "119", "120", "122", "114", "10086", "10010", "10000", "12306", "12345", "12315")
)
_LINES = re.compile(r"9[56][0-9]{3}|123[0-9]{2}|100(?:00|01|10|86|99)")
_LINE_NEAR = re.compile(r"热线|客服|服务|银行|咨询|举报|诈骗|短信|平台|投诉|拨|致电")
_NEARLY = re.compile("[多余万来]")
_CHAINED = re.compile(r"\s?[或、和及/，]\s?(?:者)?")
_REDUCED = re.compile(rf"{_ALONE}[1-9]{{2}}(?=折|新(?![\u4e00-\u9fff]))")
"""A price of 85 hundredths: 八五折."""
_ROOM = re.compile(
    rf"{_ALONE}(?P<digits>[0-9]{{3,4}})(?=[ ]?(?:室|会议室|教室|病房|诊室|包间|包厢|办公室|宿舍|机房|房|号房|号楼|路(?:公交|车|电车)?|次列车|次航班|航班|公交))"
)
_HOUSE = re.compile(rf"{_ALONE}(?P<house>[0-9]{{1,3}})-(?=[0-9]{{3,4}}(?:室|号房|房))")
_RATIO = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,4}}) ?[:：] ?(?=(?P<right>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,7}})(?![0-9:：]))"
)
_LISTED = re.compile(
    r"[0-9]{1,3}[-–—:：][0-9]{1,3} ?[、,，(（和] ?$",
)
_LISTS = re.compile(r"[0-9]{1,3} ?[、,，(（和] ?[0-9]{1,3}[-–—:：][0-9]")
_SPOT = re.compile(r"(?<=[A-Z]区)(?P<row>[0-9]{1,3})-(?=(?P<spot>[0-9]{1,3})(?![0-9-]))")
_SCORE = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,3}}(?:\.5)?)[-–—](?=[0-9]{{1,3}}(?:\.5)?(?![0-9-]|\.[0-9]))"
)
_EQUALS = re.compile(" ?(?:[=＝]|等[于於])")
_OFF = re.compile(r"(?<=满)(?P<least>[0-9]{1,5})-(?=[0-9]{1,5}(?![0-9-]|元起|[年岁周月天个人次]))")
_MINUTE = re.compile(rf"{_ALONE}(?P<minute>[0-9]{{1,3}})['′’](?![0-9'′’\"])")
_SCORER = re.compile(r"进球|破门|梅开二度|帽子戏法|扳平|点球|红牌|黄牌|换上|换下|绝杀")
_WEEKDAY = re.compile(
    rf"(?:(?<=[周期][一二三四五六日天][(（])){_ALONE}(?P<month>[1-9]|1[0-2])\.(?P<day>[1-9]|[12][0-9]|3[01])(?=[)）])"
)
_REIGN = re.compile(
    r"(?<=[宋唐明清元汉朝代期战])(?P<first>[1-9][0-9]{2,3})[-–—~](?P<last>[1-9][0-9]{2,3})(?=[ ,，。、；;)）]|年|$)"
)
_GAME = re.compile(
    r"半场|全场|终场|点球|加时|比分|战胜|击败|打败|领先|落后|赢|输|胜|负|战平|打平|夺冠|夺得|晋级|力克|横扫|逆转|取胜|不敌|CBA|NBA|英超|西甲|中超|意甲|德甲|法甲|欧冠|世界杯|亚洲杯|破门|进球|头球|绝杀|比赛|决赛|球队|国足|女排|主场|客场"
)
_BEGINS = re.compile(
    r"(?:分|点)?(?:直播|播出|开播|转播|重播|出发|发车|起飞|到达|结束|前|后|左右|开门|关门|集合|开始|开赛|开球|举行|进行|开战)"
)
_AT = re.compile(r"(?:[于在晚早晨到天日午间]|上午|下午|时间[：:]?|[-–—~到至]) ?$")
_AMOUNT = re.compile(
    rf"[0-9]{{1,3}} ?(?!点球)(?:{alternation(MEASURES - {'分', '场', '局', '盘'})}|月|日|号|级|℃)"
)
_DAYS = re.compile(r"(?<=[日号月年点时分楼层周岁])[-–—~〜～](?=[0-9]{1,4}[日号月年点时分楼层周岁])")
_DAY = re.compile(
    rf"{_ALONE}(?P<month>[1-9]|1[0-2])/(?P<day>1[3-9]|2[0-9]|3[01])(?![0-9/]|[ ]?的|{MARKS}| ?[-–—~〜～至到] ?[0-9]{{1,2}}/[0-9])|{_ALONE}(?P<month2>0?[1-9]|1[0-2])/(?P<day2>0?[1-9]|[12][0-9]|3[01])(?=起|前(?!排)|之前|开始|截止|上午|下午|中午|晚|早|[(（](?:周|星期)|生效|发布|上线|开业)|{_ALONE}(?P<month3>0?[1-9]|1[0-2])[-/](?P<day3>0[1-9]|[12][0-9]|3[01]|(?<=/)[1-9])(?=[ ]?(?:[01]?[0-9]|2[0-3]):[0-5][0-9])"
)


_LEAST = re.compile(r"满[0-9.,]{1,7}[元块]$")


def _span(match: re.Match[str], context: Context) -> str | None:
    """“3万-5万元”, but “满200元-30元” of what is taken off."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    return "减" if _LEAST.search(before) else said_between(match, context)


_FLOOR = re.compile(rf"{_ALONE}(?P<floor>[1-9][0-9]?)/(?P<floors>[1-9][0-9]?)(?P<unit>[层楼])")
_EMERGENCY = re.compile(r"报警|急救|火警|求助")
_BORN = re.compile(rf"{_ALONE}[0-9]0(?=后(?!面|边|来))")
_BELOW_TO = re.compile(
    r"(?<![0-9])[-−–](?P<number>[0-9]{1,2})[~〜～到至](?=[-−–][0-9]{1,2} ?(?:°C|℃|°|度))"
)
_BELOW_TO_ABOVE = re.compile(
    r"(?<![0-9])[-−–](?P<number>[0-9]{1,2})[~〜～到至](?=[0-9]{1,2} ?(?P<unit>°C|℃|°|度))"
)
_BELOW = re.compile(rf"[-−–](?P<number>{_NUMBER}) ?(?P<unit>°C|°F|℃|℉|°|度)")
_HALF = re.compile(r"(?<![A-Za-z0-9.])(?P<number>[0-9]{1,4})(?:½| 1/2)(?=(?:小时|星期|月))")
_SPEED = re.compile(rf"(?P<kind>[时秒风]速)(?P<number>{_NUMBER}) ?(?P<unit>km/h|m/s)(?![A-Za-z])")
_MODEL = re.compile(r"(?:(?<=[RG]TX )|(?<=GT )|(?<=RX )|(?<=i[3579]-))[0-9]{4,5}(?![0-9.])")
_FLIGHT = re.compile(
    r"(?P<named>(?<=[A-Z])(?<!CCTV)[0-9]{2,12}(?![0-9A-Za-z.]))|(?:(?<=[A-Za-z])[0-9]{2,12}|[0-9]{2,12}(?=[A-Za-z]))(?![0-9.])"
)
_CODE = re.compile(
    r"(?:[密证取换请惠活件货餐验别册问]码|口令|[编账单工学尾]号)(?:[：:] ?|[是为] ?|(?<=码) )[A-Za-z0-9]{0,11}$"
)
"""Before the digits of a code with letters of any kind among them."""


def numerals(context: Context) -> ChineseNumerals:
    """The number words of Chinese."""
    return cast(ChineseNumerals, context.locale.numerals)


_LOW = re.compile(rf"{_ALONE}2[-–—~〜～至到](?=[0-9]{{1,3}} ?(?P<measure>[^\W\d_a-zA-Z]{{1,3}}))")


def _low(match: re.Match[str], context: Context) -> str | None:
    return "两到" if counts("2", match["measure"]) else None


def counts(number: str, following: str) -> str | None:
    """两 where `number` is two and a measure word comes next."""
    if number != "2" or _NOT_COUNTED.match(following):
        return None
    return "两" if _MEASURE.match(following) else None


def _counted(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 1) : match.start()]
    pair = context.text[max(0, match.start() - 2) : match.start()]
    if (
        before in ("第", "初", "周", "零")
        and pair not in ("每周", "一周")
        or pair == "星期"
        or before == "点"
        and context.text[match.end() : match.end() + 1] == "分"
    ):
        return None
    return counts(match["number"], context.text[match.end() : match.end() + 4].lstrip())


_AGO = re.compile(r"距今(?:已有|已|约|大约|近)?$")
"""Before a number of years."""


def _year(match: re.Match[str], context: Context) -> str | None:
    year = match["year"]
    if (
        year.endswith("000")
        and year != "2000"
        or _AGO.search(context.text[max(0, match.start() - 5) : match.start()])
        or year.endswith("00")
        and context.text[max(0, match.start() - 2) : match.start()] in ("大约", "将近", "超过")
    ):
        return None
    if len(year) == 2 and not re.match(
        r" ?年(?:[0-9]{1,2} ?月|代|出生|款)", context.text[match.end() : match.end() + 6]
    ):
        return None
    if len(year) == 2 and context.text[match.end() : match.end() + 3].lstrip().startswith("年代"):
        return None if year[1] == "0" else numerals(context).digits(year)
    return numerals(context).digits(year)


def _years(match: re.Match[str], context: Context) -> str:
    return numerals(context).digits(match["year"]) + "到"


def _phone(match: re.Match[str], context: Context) -> str:
    groups = FIGURES.findall(match.group())
    last = groups[-1]
    if len(last) in (11, 13) and last[-11] == "1":  # with 86, or without
        groups[-1:] = [*filter(None, (last[:-11],)), last[-11:-8], last[-8:-4], last[-4:]]
    plus = "加" if match.group().startswith("+") else ""
    return plus + "、".join(map(numerals(context).called, groups))


def _called(match: re.Match[str], context: Context) -> str | None:
    digits = match["digits"]
    if context.last_class == "range" and context.last_end == match.start():
        return None  # the scale of a map
    before = context.text[max(0, match.start() - 8) : match.start()]
    if (
        digits in _SPELLED
        and len(digits) == 5
        and context.text[match.end() : match.end() + 1] not in ("元", "个", "人", "块", "步")
    ):
        return numerals(context).called(digits)
    if digits in _SPELLED and _EMERGENCY.match(context.text, match.end()):
        return numerals(context).called(digits)
    if _CALL.search(before) and (len(digits) >= 5 or digits in _SPELLED):
        return numerals(context).called(digits)
    if (
        digits in _SPELLED
        and _CALL_MADE.search(before)
        and _CALL_ENDS.match(context.text, match.end())
    ):
        return numerals(context).called(digits)
    chained = _CHAINED.fullmatch(context.since_last(match.start()) or "")
    if chained and context.last_class == "phone" and (len(digits) >= 5 or digits in _SPELLED):
        return numerals(context).called(digits)
    counted = _MEASURE.match(context.text, match.end()) or _NEARLY.match(context.text, match.end())
    if (
        not counted
        and _LINES.fullmatch(digits)
        and _LINE_NEAR.search(context.near_in_sentence(match, 12))
    ):
        return numerals(context).called(digits)
    return numerals(context).called(digits) if _SECRET.search(before) else None


def _collected(match: re.Match[str], context: Context) -> str | None:
    """A code whose groups are parted by dashes: “取件码5-2-8036”."""
    if not _SECRET.search(context.text[max(0, match.start() - 8) : match.start()]):
        return None
    return "杠".join(map(numerals(context).digits, FIGURES.findall(match.group())))


def _hundredths(match: re.Match[str], context: Context) -> str:
    """Hundredths of a second: “9秒83”."""
    return f"秒{numerals(context).digits(match['digits'])}"


def _each(match: re.Match[str], context: Context) -> str | None:
    """“元/度”, “公里/小时”."""
    if not _AMOUNT_BEFORE.search(context.text[max(0, match.start() - 8) : match.start()]):
        return None
    language = spoken_language(context)
    unit = match["unit"]
    period = f"每{match['period']}" if match["period"] else ""
    return f"每{language.units[unit][0] if unit in language.units else unit}{period}"


def _room(match: re.Match[str], context: Context) -> str | None:
    return None if match["digits"].endswith("00") else numerals(context).called(match["digits"])


def _house(match: re.Match[str], context: Context) -> str:
    """The house before a room: “8-302室”."""
    return f"{numerals(context).cardinal(int(match['house']))}杠"


def _played(match: re.Match[str], context: Context) -> bool:
    """Whether a game is spoken of near a score, or near the list that it stands in."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    listed = _LISTED.search(before) or _LISTS.match(context.text, match.end())
    return _GAME.search(context.near_in_sentence(match, 64 if listed else 20)) is not None


_PER_MILLE = re.compile(rf"(?P<number>{_NUMBER})‰")


def _per_mille(match: re.Match[str], context: Context) -> str:
    return f"千分之{numerals(context).number(match['number'])}"


_MINUTES_SAID = re.compile("分(?![钟店部校院享析配类批别]|公司|会场|组(?!织))")


def _minutes_said(match: re.Match[str], context: Context) -> str | None:
    """“8:15分发车”, where the time has said it."""
    said = context.last_class == "time" and context.last_end == match.start()
    return "" if said and context.text[match.start() - 3] == ":" else None


def _ratio(match: re.Match[str], context: Context) -> str | None:
    right = match["right"]
    if (len(right) == 2 and int(match["left"]) <= 24 and int(right) < 60) and (
        right in ("00", "30")
        or _AT.search(context.text[max(0, match.start() - 4) : match.start()])
        or _BEGINS.match(context.text, match.end("right"))
        or not _played(match, context)
    ):
        return None
    return f"{numerals(context).cardinal(int(match['left']))}比"


def _score(match: re.Match[str], context: Context) -> str | None:
    if len(match["left"]) < 3 and _AMOUNT.match(context.text, match.end()):
        return None
    right = FIGURES.match(context.text, match.end())
    falls = right is not None and float(match["left"]) > int(right.group()) > 9
    falls = falls and not _EQUALS.match(context.text, right.end() if right else 0)
    if not falls and not _played(match, context):
        return None
    return f"{numerals(context).number(match['left'])}比"


def _spot(match: re.Match[str], context: Context) -> str | None:
    """In a car park: “B区3-2”; a range would rise."""
    falls = int(match["row"]) > int(match["spot"])
    return f"{numerals(context).cardinal(int(match['row']))}杠" if falls else None


def _minute(match: re.Match[str], context: Context) -> str | None:
    """The minutes of goals: “第12'、35'进球”."""
    if not _SCORER.search(context.near_in_sentence(match, 30)):
        return None
    return f"{numerals(context).cardinal(int(match['minute']))}分钟"


def _weekday(match: re.Match[str], context: Context) -> str:
    """A date behind its day: “周四(12.4)”."""
    return spoken_language(context).date(None, int(match["month"]), int(match["day"]))


def _reign(match: re.Match[str], context: Context) -> str:
    """The years of a dynasty: “南宋1127-1279”."""
    digits = numerals(context).digits
    return f"{digits(match['first'])}到{digits(match['last'])}"


def _below(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 1) : match.start()]
    if before.isdigit() or before in ("度", "℃", "C"):
        return None
    unit = {"℃": "°C", "℉": "°F", "度": "°"}.get(match["unit"], match["unit"])
    return "零下" + spoken_language(context).count(
        match["number"].replace(",", ""), *spoken_language(context).units[unit]
    )


def _day(match: re.Match[str], context: Context) -> str:
    """A month and a day; fractions with such denominators are rare."""
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day2"] or match["day3"]
    return spoken_language(context).date(None, int(month), int(day))


def _floor(match: re.Match[str], context: Context) -> str | None:
    """A floor of so many: “18/33层”."""
    floor, floors = (int(match[name]) for name in ("floor", "floors"))
    if floor > floors:
        return None
    cardinal = numerals(context).cardinal
    return f"{cardinal(floor)}{match['unit']}，共{cardinal(floors)}{match['unit']}"


def _below_to(match: re.Match[str], context: Context) -> str:
    return f"零下{numerals(context).cardinal(int(match['number']))}到"


def _below_to_above(match: re.Match[str], context: Context) -> str:
    """“-3~5℃”: the unit follows both, as the second is not below zero."""
    unit = {"℃": "°C", "度": "°"}.get(match["unit"], match["unit"])
    number = numerals(context).cardinal(int(match["number"]))
    return f"零下{number}{spoken_language(context).units[unit][0]}到"


def _half(match: re.Match[str], context: Context) -> str:
    number = match["number"]
    return f"{'两' if number == '2' else numerals(context).cardinal(int(number))}个半"


def _speed(match: re.Match[str], context: Context) -> str:
    unit = "公里" if match["unit"] == "km/h" else "米"
    return match["kind"] + spoken_language(context).count(
        match["number"].replace(",", ""), unit, unit
    )


def _flight(match: re.Match[str], context: Context) -> str | None:
    """“CA1302”; what is as long as a number may be follows a word for a code: “提取码：AX93”, “a12k”."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    flight = match["named"] and (3 <= len(match.group()) <= 5 or _SECRET.search(before))
    if not flight and not _CODE.search(before):
        return None
    return numerals(context).called(match.group())


_COLLECTED = re.compile(rf"{_ALONE}[0-9]{{1,4}}(?:-[0-9]{{1,5}}){{1,4}}(?![0-9-])")
_HUNDREDTHS = re.compile(r"(?<=[0-9])秒(?P<digits>[0-9]{1,3})(?![0-9]|\.[0-9])")
_AMOUNT_BEFORE = re.compile(
    r"[￥¥$][0-9.,]{1,12}$|[0-9⁰¹²³⁴-⁹][万亿千]?(?:[微毫纳皮千]克|[微毫]?摩尔|毫升|立方(?:厘?米|分米)|平方(?:厘?米|公里)|国际单位|人次|单位|转|吨|千?瓦|大卡|千卡|千?焦|步|帧|字|词|页|滴|桶|箱|头|株|户|位|名|场|趟|班|架|辆|台|套|层|间|床|亩|公顷|度|米|厘米|毫米|公里|千米|美元|公斤|分钟|平方米|[元角分块次个人张件米里斤克升度袋瓶包盒卷片粒枚支罐]| ?[a-zA-Z]{1,4})$|[0-9]万$"
)
_EACH = re.compile(
    r"[/／](?P<unit>kWh|kW|km²|km|kg|cm³|cm²|mL|dL|mol|m²|㎡|m³|L|h|min|s|[\u4e00-\u9fff]{1,3})(?:[/·](?P<period>[月年天次人户台间床])|(?![A-Za-z0-9]))"
)
_STATURE = re.compile(r"(?<=[0-9]米)(?P<part>[1-9])(?P<last>[0-9])(?![0-9.米厘秒分])")


def _stature(match: re.Match[str], context: Context) -> str:
    """“1米80” is 一米八, “1米75” 一米七五."""
    digits = numerals(context).digits
    return digits(match["part"]) + (digits(match["last"]) if match["last"] != "0" else "")


_MYRIADS = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?)w(?=[+＋，。！？、,!?的左右多粉块元人播阅点像]|$|以)"
)


def _myriads(match: re.Match[str], context: Context) -> str:
    """“200w” in chats: 万."""
    return f"{numerals(context).number(match['number'])}万"


_EVEN = re.compile(
    rf"{_ALONE}(?P<main>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}|[0-9]{{1,12}})\.(?P<tenth>[0-9])0(?=元|块钱)"
)


def _even(match: re.Match[str], context: Context) -> str:
    """A price without hundredths: “86.50元” is 八十六点五元, “1,250.00元” 一千二百五十元."""
    main = numerals(context).cardinal(int(match["main"].replace(",", "")))
    if match["tenth"] == "0":
        return main
    return f"{main}点{numerals(context).digits(match['tenth'])}"


_AMPERE = re.compile(rf"{_ALONE}(?P<number>[0-9]{{1,4}})A(?![A-Za-z0-9/])")
_FLAT = re.compile(r"[楼室房栋舱]|单元|座位|登机口|航班|住|家在")
_OVERNIGHT = re.compile(r"(?<=[0-9])[-–—~]{1,2}(?=次日|翌日|第二天|明[天早晨日]|今[天晚日])")
_MONTHLY = re.compile(r"(?<=[0-9]{3})/(?P<period>[月年天晚])(?![0-9])")


def _lettered(match: re.Match[str], context: Context) -> str | None:
    """A flat or a seat, and no current: “12A”."""
    if not _FLAT.search(context.near_in_sentence(match, 12)):
        return None
    return f"{numerals(context).cardinal(int(match['number']))}A"


_MONTH = re.compile(
    rf"{_ALONE}(?P<year>20[0-9]{{2}})(?:-(?P<month>0[1-9]|1[0-2])|/(?P<month2>0?[1-9]|1[0-2]))(?![0-9/-]|[.,][0-9]|年|号)"
)


def _month(match: re.Match[str], context: Context) -> str | None:
    """“2024-05”, “2024/5”; of a span of years the second is later."""
    if match["month"] and match["month"] > match["year"][2:]:
        return None
    month = numerals(context).cardinal(int(match["month"] or match["month2"]))
    return f"{numerals(context).digits(match['year'])}年{month}月"


FIRST = (
    Rule("number", DIGIT, _FLIGHT, _flight),
    Rule("number", DIGIT, _AMPERE, _lettered),
    Rule("range", "-–—~", _OVERNIGHT, lambda match, context: "到"),
    Rule("range", "-–—~〜～", _DAYS, lambda match, context: "到"),
    Rule("range", "-–—~〜～", SPAN, _span),
    Rule("unit", "/", _MONTHLY, lambda match, context: f"每{match['period']}"),
    Rule("money", DIGIT, _EVEN, _even),
    Rule("unit", DIGIT, _STATURE, _stature),
    Rule("number", DIGIT, _MYRIADS, _myriads),
    Rule("number", DIGIT, _COLLECTED, _collected),
    Rule("unit", "/／", _EACH, _each),
    Rule(
        "symbol",
        "#",
        re.compile(r"(?<=[0-9])#(?=[楼栋幢机库门]|[ ]?[0-9])"),
        lambda match, context: "号",
    ),
    Rule("number", DIGIT, _MODEL, lambda match, context: numerals(context).digits(match.group())),
    Rule("unit", LETTER, _SPEED, _speed),
    Rule("time", LETTER, _HUNDREDTHS, _hundredths),
    Rule("phone", DIGIT + "+", _MOBILE, _phone),
    Rule("phone", DIGIT + "(（", _LANDLINE, _phone),
    Rule("phone", DIGIT, _SERVICE, _phone),
    Rule("phone", DIGIT, _CALLED, _called),
    Rule("fraction", DIGIT, _HALF, _half),
    Rule("number", DIGIT, _REDUCED, lambda match, context: numerals(context).digits(match.group())),
    Rule("number", DIGIT, _HOUSE, _house),
    Rule("number", DIGIT, _ROOM, _room),
    Rule("number", DIGIT, _FLOOR, _floor),
    Rule("date", DIGIT, _MONTH, _month),
    Rule("date", DIGIT, _DAY, _day),
    Rule("date", DIGIT, _BORN, lambda match, context: numerals(context).digits(match.group())),
    Rule("temperature", "-−–", _BELOW_TO, _below_to),
    Rule("temperature", "-−–", _BELOW_TO_ABOVE, _below_to_above),
    Rule("range", DIGIT, _YEARS, _years),
    Rule("date", DIGIT, _YEAR, _year),
    Rule("range", DIGIT, _RATIO, _ratio),
    Rule(
        "range",
        DIGIT,
        _OFF,
        lambda match, context: f"{numerals(context).cardinal(int(match['least']))}减",
    ),
    Rule("range", DIGIT, _SPOT, _spot),
    Rule("range", DIGIT, _SCORE, _score),
    Rule("unit", DIGIT, _PER_MILLE, _per_mille),
    Rule("time", DIGIT, _MINUTE, _minute),
    Rule("time", "分", _MINUTES_SAID, _minutes_said),
    Rule("date", DIGIT, _WEEKDAY, _weekday),
    Rule("date", DIGIT, _REIGN, _reign),
    Rule("number", DIGIT, _LOW, _low),
    Rule("temperature", "-−–", _BELOW, _below),
    Rule("symbol", "−-", _LESS, lambda match, context: "减"),
)
COUNTING = (Rule("number", DIGIT, _COUNTED, _counted),)
"""Tried before bare numbers."""
