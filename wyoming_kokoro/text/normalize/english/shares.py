"""Halves and quarters as they are said with what they are of: “½ a tablet”, “¼ past 3”, “3/4in pipe”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    ends_sentence,
    numerals,
    spelled,
)
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_MEASURES = "hour mile pint cup teaspoon tablespoon litre liter metre meter pound kilo gram ounce glass slice minute day l pt hr tsp tbsp lb oz kg doz dozen tin stone"
_HALF = re.compile(
    rf"(?<![\w.,/])(?:1/2|½) (?=(?P<noun>{'|'.join(_MEASURES.split())}|an?(?= [a-z]))\b)"
)
_HOUR = r" (?P<way>to|past) (?=(?:1[0-2]|[1-9]|noon|midnight)(?:[.,;!?)](?![0-9])|$| (?:in|on|at|for|tonight|tomorrow|today|this|and|or|sharp|with|when|from|train|bus)\b))"
_OF_HOUR = re.compile(rf"{ALONE}(?<![./])(?P<share>1/4|¼|1/2|½){_HOUR}")
_HALF_HOUR = re.compile(
    r"(?:½|1/2) (?=(?:1[0-2]|[1-9])(?:[.,;!?)](?![0-9])|$| (?:on|for|tonight|tomorrow|in|and|or)\b))"
)
_BY_HOUR = re.compile(r"\b(?:at|by|til|till|until|before|after|from) $")
_NO_HOUR = re.compile(
    r"\b(?:add|use|cut|sand|drill|between|from|about a|take)(?: a)? $", re.IGNORECASE
)
_STATE = re.compile(
    rf"{ALONE}(?<![./])(?<![0-9] )(?P<share>1/4|¼|1/2|½|3/4|¾)(?: ?|-(?!size|term))(?P<way>way\b|(?=(?:price|full|empty|done|complete|completed|finished|charged|used|eaten|term|size|now|later|[A-Z][a-z]{{2,10}}(?:ish|an|ese|sh|ch))\b))"
)
_STATES = {"1/4": "a quarter", "¼": "a quarter", "1/2": "half", "½": "half", "3/4": "three quarters", "¾": "three quarters"}  # fmt: skip
_TIGHT_UNITS = "in inch ft lb lbs oz pt pint tsp tbsp cup kg l L hr mi mile doz".split()
_TIGHT = re.compile(
    rf"{ALONE}(?<![./])(?:(?P<whole>[0-9]{{1,3}})[ -]|(?<![0-9] ))(?:(?P<top>[1-9])/(?P<bottom>[2348])|(?P<glyph>[½¼¾]))(?P<unit>{'|'.join(sorted(_TIGHT_UNITS, reverse=True))})\b\.?(?P<noun>(?= (?!(?:of|and|or|to|in|on|at|for|from|above|below|apart|thick|wide|long|deep|high|away|each|per|with|by|is|are|was)\b)[a-z]{{3}}))?"
)
_GLYPHS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}
_PARTS = {2: "half", 3: "third", 4: "quarter", 8: "eighth"}


def _half(match: re.Match[str], context: Context) -> str | None:
    """Half an hour, half a mile; in Britain half of every measure."""
    noun = match["noun"]
    if noun not in ("hour", "hr", "mile", "a", "an") and not context.locale.day_first:
        return None
    if context.before(match.start()).lower() in ("a", "an", "one", "the"):
        return None
    if noun in ("a", "an"):
        return "half "
    return f"half {'an' if noun in ('hour', 'ounce', 'hr', 'oz') else 'a'} "


def _of_hour(match: re.Match[str], context: Context) -> str | None:
    """“1/4 to 6”, “½ past 3”."""
    half = match["share"] in ("1/2", "½")
    before = context.text[max(0, match.start() - 12) : match.start()]
    if half and match["way"] == "to" or _NO_HOUR.search(before):
        return None
    return f"{'half' if half else 'quarter'} {match['way']} "


def _half_hour(match: re.Match[str], context: Context) -> str | None:
    """“See you at ½ 7.”"""
    before = context.text[max(0, match.start() - 8) : match.start()]
    return "half " if context.locale.day_first and _BY_HOUR.search(before) else None


def _state(match: re.Match[str], context: Context) -> str:
    """“1/4 full”, “½ way”."""
    share = _STATES[match["share"]]
    if context.before(match.start()).lower() in ("a", "the", "another"):
        share = share.removeprefix("a ")
    if match["way"]:
        return f"{share}way" if share == "half" else f"{share} of the way"
    return f"{share} "


def part(top: int, bottom: int, context: Context, *, whole: bool = False) -> str:
    """A fraction in words: one half, three quarters; after a whole number a half, a quarter."""
    names = {2: ("half", "halves"), 4: ("quarter", "quarters")}
    rank = numerals(context).ordinal(bottom)
    rank = rank.removeprefix("one ") if bottom in (100, 1000) else rank
    one, many = names.get(bottom, (rank, rank + "s"))
    if top == 1:
        return f"{'a' if whole and bottom in names else 'one'} {one}"
    return f"{numerals(context).cardinal(top)} {many}"


def mixed(whole: str, top: int, bottom: int, context: Context) -> str:
    """“1 1/2”: one and a half."""
    return f"{numerals(context).cardinal(int(whole))} and {part(top, bottom, context, whole=True)}"


def _tight(match: re.Match[str], context: Context) -> str | None:
    """A unit right after its fraction: “1/2in elbows”, “3/4lb”, “½lb of mince”."""
    top, bottom = _GLYPHS.get(match["glyph"]) or (int(match["top"]), int(match["bottom"]))
    if top >= bottom:
        return None
    unit = spelled(UNITS.get(match["unit"], (match["unit"],))[0], context)
    if match["whole"]:
        return f"{mixed(match['whole'], top, bottom, context)} {unit if match['noun'] is not None else UNITS[match['unit']][1]}"
    many = f"{numerals(context).cardinal(top)} {_PARTS[bottom]}"
    if match["noun"] is not None and unit in ("inch", "foot", "mile"):
        return f"{_PARTS[bottom] if top == 1 and bottom != 3 else many} {unit}"
    stop = "." if match.group()[-1] == "." and ends_sentence(context, match.end()) else ""
    article = "an" if unit[0] in "aeio" or unit == "hour" else "a"
    if bottom == 2:
        return f"half {article} {unit}{stop}"
    if top == 1:
        many = f"{'an' if bottom == 8 else 'a'} {_PARTS[bottom]}"
    return f"{many if top == 1 else f'{many}s'} of {article} {unit}{stop}"


RULES = (
    Rule("fraction", DIGIT + "½¼", _OF_HOUR, _of_hour),
    Rule("fraction", DIGIT + "½", _HALF_HOUR, _half_hour),
    Rule("fraction", DIGIT + "½¼¾", _STATE, _state),
    Rule("fraction", DIGIT + "½¼¾", _TIGHT, _tight),
    Rule("fraction", DIGIT + "½", _HALF, _half),
)
