"""Names with numbers in Chinese: years of a life, sequels, what is known by its digits."""

import re

from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.chinese.rules import numerals

_LIVED = re.compile(
    r"(?<=[（(])(?P<born>[12][0-9]{3}|[1-9][0-9]{2}(?=[^)）]{3,9}年))年?[-–—~～至]{1,2}(?:(?P<died>[12]?[0-9]{3})(?=年?[)）])|(?=[ ]?[)）]))"
)


def _lived(match: re.Match[str], context: Context) -> str:
    """Years of a life: “（1881—1936）”, “（1955—）”."""
    digits = numerals(context).digits
    return f"{digits(match['born'])}到{digits(match['died']) if match['died'] else '今'}"


_KNOWN_AS = re.compile(
    r"(?<![A-Za-z0-9.])(?:618(?=[ ]?(?:大促|购物|年中|电商|活动|期间|狂欢|预售))|(?<=京东)618(?![0-9])|(?<=天猫)618(?![0-9])"
    r"|996(?=[ ]?(?:工作制|加班|制度|福报|模式))|(?:985|211)(?=[ ]?(?:大学|高校|工程|院校|[、和/]))|(?<=985[、和/])211(?![0-9])|315(?=[ ]?晚会)|520(?=[ ]?(?:表白|告白|情人))"
    r"|007(?=[ ]?(?:系列|电影)))"
)
_GRADED = re.compile(r"(?<![A-Za-z0-9.])(?P<number>[1-5])A(?=级|景区|游戏|大作|广告|公司)")
_ROMAN = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|(?<![A-Za-z0-9])(?=[IVX]{1,4}[型级期类卷度]))(?P<roman>[IVX]{1,6})(?![A-Za-z0-9.])"
)


_CLOSED = tuple("》」，。、！？；：,") + ("",)


def _known_as(match: re.Match[str], context: Context) -> str:
    spoken = numerals(context).digits(match.group())
    return "二幺幺" if match.group() == "211" else spoken


def _graded(match: re.Match[str], context: Context) -> str:
    return f"{numerals(context).cardinal(int(match['number']))}A"


def _roman(match: re.Match[str], context: Context) -> str | None:
    """“《教父II》”, “II型糖尿病”."""
    roman = match["roman"]
    kind = context.text[match.end() : match.end() + 1] in tuple("型级期类卷度世")
    if not SHAPE.fullmatch(roman) or len(roman) == 1 and not kind:
        return None
    if set(roman) != {"I"} and len(roman) == 2 and not kind:
        if context.text[match.end() : match.end() + 1] not in _CLOSED:
            return None  # “VI设计”
    return numerals(context).cardinal(value(roman))


RULES = (
    Rule("range", DIGIT, _LIVED, _lived),
    Rule("number", DIGIT, _KNOWN_AS, _known_as),
    Rule("number", DIGIT, _GRADED, _graded),
    Rule("roman", LETTER, _ROMAN, _roman),
)
"""Tried before the other rules of Chinese."""
