"""Patterns and conversions that the shared rules have in common."""

import re
from typing import cast

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import Context
from wyoming_kokoro.text.normalize.world.language import Language

ALONE = r"(?<![A-Za-z0-9À-ɏ])"
"""No Latin letter or digit stands before; other scripts set numbers without a space."""
ALONE_OR_BY = rf"(?:{ALONE}|(?<=[0-9][x×])|(?<=[0-9] [x×])|(?<=[a-z]×)|(?<=m[xX]))"
"""As `ALONE`, or after the sign between two measures: “180x90”."""
END = r"(?![A-Za-z0-9À-ɏ])"
"""No Latin letter or digit follows."""
MARK = r"[\u0900-\u0963]"
"""A letter of Devanagari or a sign on one."""
SPACE = r"[ \u00a0\u202f]"
_HECTARES = r"ha(?=[,;:!?)]|\.?$|\.\s| (?:de|di|del|en|in|nel|nella|a|al|y|e|o|entre|tra|con|por|per|para)(?!\w))"
MARKS = r"(?<=/[123]0)(?:点(?=\W|[でだをのはが満的]|$)|分(?=\W|[的了]|$))"
"""What makes of figures with a slash a mark out of the best, and no day: “11/20点”."""
FIGURES = re.compile(r"[0-9]+")
"""The groups of a telephone number, of a code."""


def number_pattern(language: Language) -> str:
    """A number without sign in the conventions of a language; a lone point or comma is a decimal
    sign unless three digits follow.
    """
    if language.decimals == ",":
        grouped = r"(?!0\.)[0-9]{1,3}(?:[.\u00a0\u202f ][0-9]{3}){1,5}(?![0-9])(?:,[0-9]{1,18})?"
        foreign = r"[0-9]{1,3}(?:,[0-9]{3}){2,5}(?![0-9])"
        return rf"(?:{grouped}|{foreign}|[0-9]{{1,18}}(?:[.,][0-9]{{1,18}})?)"
    lakhs = "(?:,[0-9]{2,3}){0,5}" if language.space else "(?:,[0-9]{3}){0,5}"
    grouped = rf"[0-9]{{1,3}}{lakhs},[0-9]{{3}}(?![0-9])(?:\.[0-9]{{1,18}})?"
    foreign = r"[0-9]{1,3}(?:\.[0-9]{3}){2,5}(?![0-9])"
    return rf"(?:{grouped}|{foreign}|[0-9]{{1,18}}(?:\.[0-9]{{1,18}})?)"


def unit_pattern(language: Language) -> str:
    """The symbols of a language's units, but for degrees and those that are words as well; “ha” is
    a unit before some words.
    """
    symbols = alternation(
        symbol
        for symbol in language.units
        if not symbol.startswith("°") and symbol not in language.ambiguous
    )
    return f"(?:{symbols}|{_HECTARES})" if "ha" in language.ambiguous else symbols


def spoken_language(context: Context) -> Language:
    """The context's locale, which under these rules is a `Language`."""
    return cast(Language, context.locale)


def end_stop(match: re.Match[str], context: Context) -> str:
    """The full stop of an abbreviation that ends the sentence as well."""
    return "." if match.group().endswith(".") and context.ends_sentence(match.end()) else ""


def clock_time(match: re.Match[str], context: Context) -> str:
    """Hour and minute, as they are said."""
    return spoken_language(context).clock(int(match["hour"]), int(match["minute"]), None)


def plain(written: str, language: Language) -> str:
    """A number as `number_pattern` finds it, without group separators and with the decimal sign of
    the number words.
    """
    sign = language.numerals.decimal
    if language.decimals == ",":
        grouped = re.fullmatch(
            r"(?!0\.)([0-9]{1,3}(?:[.\u00a0\u202f ][0-9]{3})+)(?:,([0-9]+))?", written
        )
        if grouped:
            return re.sub(r"[^0-9]", "", grouped.group(1)) + (
                sign + grouped.group(2) if grouped.group(2) else ""
            )
        return (
            written.replace(",", "")
            if written.count(",") > 1
            else written.replace(",", ".").replace(".", sign)
        )
    return written.replace(".", "") if written.count(".") > 1 else written.replace(",", "")


SPAN = re.compile(
    r"[-–—~〜～](?=第?(?:[0-9]{1,4}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,3})?(?P<unit>[\u3041-\u9fff]{1,8})(?P<result> ?[=＝])?)"
)
"""What parts two amounts where words are not set apart."""
_UNIT_BEFORE = re.compile(r"[0-9](?P<unit>[\u3041-\u9fff]{1,8})$")
_SCALES = re.compile("[百千]?[万萬亿億兆]|[百千]")
_PERIODS = re.compile("秒钟?|分钟?|小时|[天周年]|个?月")


def said_between(match: re.Match[str], context: Context) -> str | None:
    """What is said for the sign of `SPAN`: *to* between amounts of one kind, “3万-5万元”, “3個〜5個”,
    “30分钟-1小时”, and nothing between the parts of an address, “3号楼-2单元”.
    """
    before = _UNIT_BEFORE.search(context.text[max(0, match.start() - 12) : match.start()])
    if before is None or match["result"]:
        return None
    first, last = before["unit"], match["unit"]
    if last.startswith(first) or any(
        kind.fullmatch(first) and kind.match(last) for kind in (_SCALES, _PERIODS)
    ):
        return context.locale.words["to"]
    return "" if match.group() == "-" and last[0] != "度" else None


_OPENING = re.compile(r'(?<![^\s(])"(?=\S)')
_QUOTATION = re.compile(r'(?<![0-9])"[^"]*"|“[^”]*”')
_OPENED = re.compile(r'(?<![0-9])"|“')
_CLOSING = re.compile(r'(?<=[^\s\d½¼¾(])"')


def is_quoted(context: Context, position: int) -> bool:
    """Whether a quotation in straight marks that began before `position` goes on there."""
    before = context.text[max(0, position - 200) : position]
    if not context.locale.space:
        return _OPENED.search(_QUOTATION.sub("", before)) is not None
    return len(_OPENING.findall(before)) > len(_CLOSING.findall(before))


def say(written: str, context: Context) -> str:
    """A number as `number_pattern` finds it, in words."""
    language = spoken_language(context)
    return language.numerals.number(plain(written, language))


def digit_by_digit(written: str, context: Context) -> str:
    """The groups of digits in what is written, every digit for itself."""
    language = spoken_language(context)
    return language.comma.join(map(language.numerals.digits, FIGURES.findall(written)))
