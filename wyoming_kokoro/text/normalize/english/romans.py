"""Roman numerals: rulers, parts of books, listed buildings."""

import re

from wyoming_kokoro.text.normalize.english.lookups import numerals
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_ROMAN = re.compile(r"(?P<roman>[IVXLC]{1,9})(?P<rest>['’]s)?(?P<star>\*)?(?![\w*]|['’]\w)")
_TO = re.compile(r"[-–](?P<last>[IVX]{1,6})(?!\w)")
_FROM = re.compile(r"(?P<name>[A-Za-z][a-z]{1,12})\.? (?P<first>[IVX]{1,6})$")
"""Rulers from one to another: “Kings George I–IV”."""
_GRADE = re.compile(r"\bGrade $")
_AND_ANOTHER = re.compile(
    r"\b(?P<name>[A-Z][a-z]{2,12}) [IVX]{1,5}(?:, [IVX]{1,5}){0,4}(?:,? (?:and|&|or) |(?P<goes_on>, ))$"
)
_SECOND = re.compile(r"(?:[IVX]{2,5}|[VX])(?![\w*'’])")
_SECOND_NEXT = re.compile(r"(?:, [IVX]{1,5}){0,4},? (?:and|&|or) (?:[IVX]{2,5}|[VX])(?![\w'’])")
_AFTER_FIRST = re.compile(
    r"[a-z] [IVX]{1,5}(?:, [IVX]{1,5}){0,4}(?:,? (?:and|&|or) |(?P<goes_on>, ))$"
)
_ENDS = re.compile(r"[.,;:!?)]|$| (?:was|died|reigned|of (?:England|Scotland))\b")
_ENDS_TITLE = re.compile(r"I[VX][\"”]")
_REIGN = re.compile(r" \((?:r\. ?|reigned |born |b\. ?|c\. ?)?1[0-9]{3}")
_QUEEN = re.compile(r"(?:\bQueen |\b[IVX]{1,5},? (?:and |& )?)Mary $")
_TEAM = re.compile(r"^(?:1st|2nd|3rd|4th|5th|[Ff]irst|[Ss]econd|[Tt]hird|starting)$")
_SMALL_ROMAN = re.compile(
    r"(?<= )(?P<first>[ivxl]{2,8}|[vx])(?:[-–](?P<last>[ivxl]{1,8}))?(?![\w'’])"
)
_PAGES = frozenset("page pages p pp scene chapter".split())
_SMALL_PARTS = frozenset(
    "page pages p pp scene chapter section part verse appendix volume act psalm canto stanza".split()
)
_RULERS = frozenset(
    "Louis Henry George Edward Elizabeth William Charles James Richard John Paul Pius Benedict Leo Gregory Clement Innocent Urban Francis"
    " Philip Frederick Friedrich Wilhelm Peter Catherine Ivan Nicholas Alexander Napoleon Mary Ramses Ramesses Ptolemy Cleopatra Darius"
    " Xerxes Philippe Alfonso Ferdinand Carlos Juan Pedro Manuel Umberto Victor Emmanuel Gustav Carl Christian Haakon Harald Olav Oscar"
    " Margaret Margrethe Albert Leopold Baldwin Boniface Alexius Constantine Theodosius Justinian Otto Rudolf Maximilian Joseph"
    " Sixtus Julius Adrian Celestine Stephen Malcolm Robert David Edmund Kamehameha Thutmose Amenhotep Selim"
    " Suleiman Mehmed Murad Rama Wenceslaus Sigismund Casimir Ladislaus Harold Edgar Ethelred Felipe Augustus Conrad Henri Francois Eugene".split()
)  # fmt: skip
_ANCIENT = frozenset(
    "Napoleon Ramses Ramesses Ptolemy Cleopatra Darius Xerxes Haakon Olav Justinian Constantine Theodosius Otto Thutmose Amenhotep Suleiman"
    " Mehmed Murad Kamehameha Wenceslaus Sigismund Casimir Ladislaus Umberto Pius Boniface Alexius Selim".split()
)  # fmt: skip
"""Names that nobody bears who tells of himself."""
_CROWNED = re.compile(
    r"\b(?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Prince|Sultan|Duke|Shah|Pharaoh) [A-Z]\w{2,12} $"
)
_STAGED = re.compile(
    r"(?P<roman>I{1,3}|IV|VI{0,3}|IX|X)(?:(?P<letter>[ABCab])(?P<figure>[1-3]?)|-(?P<after>[A-F]))(?![\w'’-])"
)
_STAGES = frozenset("stage grade type phase class group part title category level tier".split())
"""What is parted once more: “stage IIIB”."""
_PARTS = frozenset(
    "chapter part act scene volume book section article title phase type level class grade appendix war mark episode season stage"
    " apollo bowl figure table unit division group tier category mk vol ch no number zeppelin final fantasy rocky wars step round lesson canto psalm"
    " corps generation gen div theorem amendment schedule annex exhibit version stanza verse movement symphony olympiad wave series"
    " factor saw scream halloween creed option scenario nerve sc fig figs bk app pt gta".split()
)  # fmt: skip
_SET_TO = re.compile(
    r"\b(?:dial|knob|switch|selector|thermostat|heater|hob|fan|valve) (?:to|at|is at|on) $"
)
"""Marks on a device: “turn the dial to II”."""
_NOT_ROMAN = frozenset("IV XL CC CCC CL LI XX XXL XXX CV LX CI IX VC C L".split())
_I_AM = re.compile(
    r" (?!was (?:beheaded|crowned|executed|king|queen|born|the|a|succeeded|deposed|killed|married)\b)(?:am|was|have|had|will|would|can|could|do|did|don|think|said|like|want|need|love|know|see|saw)\b"
)


def _roman(match: re.Match[str], context: Context) -> str | None:
    roman = match["roman"]
    if match["star"]:
        listed = _GRADE.search(context.text[max(0, match.start() - 6) : match.start()])
        return f"{numerals(context).cardinal(value(roman))} star" if listed else None
    if SHAPE.fullmatch(roman) and _is_another(match, context):
        return f"the {numerals(context).ordinal(value(roman))}{match['rest'] or ''}"
    before = context.before(match.start())
    gap = context.text[max(0, match.start() - 2) : match.start()]
    if (
        len(gap) < 2
        or gap[1] != " "
        or not gap[0].isalnum()
        and gap[0] != "."
        or not SHAPE.fullmatch(roman)
    ):
        return None
    to = _TO.match(context.text, match.end())
    if to:
        return _from(roman, to["last"], before, context)
    if roman == "I" and gap[0] == "." and not _HEADS.match(context.text, match.end()):
        return None
    if before in _RULERS and _is_ranked(match, before, context):
        return f"the {numerals(context).ordinal(value(roman))}{match['rest'] or ''}"
    if _is_mark(match, context):
        return numerals(context).cardinal(value(roman))
    joined = roman[0] in "IVX" and _SECOND_NEXT.match(context.text, match.end())
    several = joined or len(roman) > 1 and roman not in _NOT_ROMAN
    part = before.lower()
    if part in _PARTS or several and part.removesuffix("s") in _PARTS:
        named = before[:1].isupper() or gap[0] == "."
        if len(roman) == 1 and not joined and (roman not in "IVX" or not named):
            return None
        if roman == "X" and before.lower() in ("gen", "generation"):
            return None
    elif (
        len(roman) < 2
        or roman in _NOT_ROMAN
        and not _ENDS_TITLE.match(context.text, match.start())
        or not before[:1].isupper()
        or before.isupper()
    ):
        return None
    return f"{numerals(context).cardinal(value(roman))}{match['rest'] or ''}"


def _is_mark(match: re.Match[str], context: Context) -> bool:
    """Whether it is a team or a mark on a device: “1st XI”, “turn the dial to II”."""
    if match["roman"] in ("XI", "XV", "VIII") and _TEAM.search(context.before(match.start())):
        return True
    set_to = _SET_TO.search(context.text[max(0, match.start() - 24) : match.start()])
    return len(match["roman"]) > 1 and set_to is not None


def _from(roman: str, last: str, before: str, context: Context) -> str | None:
    """The first of several: “Kings George I–IV”, “Acts I–III”."""
    if before in _RULERS:
        return f"the {numerals(context).ordinal(value(roman))}"
    return numerals(context).cardinal(value(roman)) if _are_parts(before, roman, last) else None


def _are_parts(name: str, first: str, last: str) -> bool:
    """Whether several of a kind are numbered from one to another: “Acts I–V”, “tests I–III”."""
    if name.lower().removesuffix("s") in _PARTS:
        return True
    rises = SHAPE.fullmatch(last) is not None and value(first) < value(last)
    return rises and len(last) > 1 and is_plural_noun(name.lower())


def _is_ranked(match: re.Match[str], before: str, context: Context) -> bool:
    """Whether the number is that of the ruler before it, and no “I am”."""
    roman = match["roman"]
    if len(roman) > 1:
        return True
    if before in _ANCIENT or _CROWNED.search(
        context.text[max(0, match.start() - 32) : match.start()]
    ):
        return True
    if roman == "I" and _I_AM.match(context.text, match.end()):
        return False
    known = before != "Malcolm" and (before != "Mary" or _is_queen(match, context))
    return roman in "IVX" and known


def _is_another(match: re.Match[str], context: Context) -> bool:
    """Whether a second number of a ruler's stands here: “Henry VII and VIII”, “James VI & I”,
    “James I, II and III”."""
    found = _AND_ANOTHER.search(context.text[max(0, match.start() - 36) : match.start()])
    if found is None or found["name"] not in _RULERS:
        return False
    if found["goes_on"]:
        return _SECOND_NEXT.match(context.text, match.end()) is not None
    sure = len(match["roman"]) > 1 or match["rest"] or found.group().endswith("& ")
    return bool(sure or _ENDS.match(context.text, match.end()))


def _is_queen(match: re.Match[str], context: Context) -> bool:
    """Whether no Mary tells of herself: “Mary I's half-sister”, “Elizabeth I, Mary I and …”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    dated = _REIGN.match(context.text, match.end())
    return bool(match["rest"] or dated or _QUEEN.search(before))


def _second(match: re.Match[str], context: Context) -> str | None:
    """A numeral behind another: “Rocky II & III”, “World War I and II”, “Phases I, II and III”."""
    joints = (" ",) if context.last_class == "symbol" else (" and ", " or ", ", ", ", and ")
    if context.last_class not in ("roman", "symbol") or not SHAPE.fullmatch(match.group()):
        return None
    if context.since_last(match.start()) not in joints:
        return None
    found = _AFTER_FIRST.search(context.text[max(0, match.start() - 32) : match.start()])
    if found is None or found["goes_on"] and not _SECOND_NEXT.match(context.text, match.end()):
        return None
    return numerals(context).cardinal(value(match.group()))


def _small_roman(match: re.Match[str], context: Context) -> str | None:
    """“scene ii”, “p. xii”."""
    before = context.before(match.start()).lower()
    figures = [match[name].upper() for name in ("first", "last") if match[name]]
    if before not in (_SMALL_PARTS if len(figures[0]) > 1 else _PAGES) or not all(
        map(SHAPE.fullmatch, figures)
    ):
        return None
    return " to ".join(numerals(context).cardinal(value(figure)) for figure in figures)


def _to_another(match: re.Match[str], context: Context) -> str | None:
    """“George I–IV”: to the fourth; “Acts I–III”: to three."""
    before = _FROM.search(context.text[max(0, match.start() - 20) : match.start()])
    last = match["last"]
    if before is None or not SHAPE.fullmatch(last) or not SHAPE.fullmatch(before["first"]):
        return None
    if value(before["first"]) >= value(last):
        return None
    if before["name"] in _RULERS:
        return f" to the {numerals(context).ordinal(value(last))}"
    if not _are_parts(before["name"], before["first"], last):
        return None
    return f" to {numerals(context).cardinal(value(last))}"


def _staged(match: re.Match[str], context: Context) -> str | None:
    """“stage IIIB”, “Title IV-E”."""
    if context.before(match.start()).lower() not in _STAGES or not SHAPE.fullmatch(match["roman"]):
        return None
    number = numerals(context).cardinal(value(match["roman"]))
    figure = f" {numerals(context).cardinal(int(match['figure']))}" if match["figure"] else ""
    return f"{number} {(match['letter'] or match['after']).upper()}{figure}"


_HEADS = re.compile(r"\. ?—")
"""Of a chapter: “Ch. I.—The River Bank”."""
_YEAR = re.compile(
    r"(?<!\w)(?P<thousands>M{1,2})(?P<hundreds>CM|CD|D?C{0,4})(?P<rest>XC[IVX]{0,4}|[LXVI]{0,9})(?!\w| ?=)(?<=[A-Z]{4})"
)


def _year(match: re.Match[str], context: Context) -> str | None:
    """“MDCCXCII”, as on title pages and after films."""
    hundreds = {"": 0, "CM": 900, "CD": 400}.get(
        match["hundreds"], 500 * match["hundreds"].count("D") + 100 * match["hundreds"].count("C")
    )
    rest = match["rest"]
    if rest and not SHAPE.fullmatch(rest):
        return None
    year = 1000 * len(match["thousands"]) + hundreds + (value(rest) if rest else 0)
    return numerals(context).year(year) if 1400 < year < 2100 else None


RULES = (
    Rule("roman", "M", _YEAR, _year),
    Rule("roman", "IVX", _STAGED, _staged),
    Rule("roman", "-–", _TO, _to_another),
    Rule("roman", "IVXLC", _ROMAN, _roman),
    Rule("roman", "IVX", _SECOND, _second),
    Rule("roman", "ivxl", _SMALL_ROMAN, _small_roman),
)
