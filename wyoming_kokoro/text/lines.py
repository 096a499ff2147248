"""What the beginning of a line says: heading, list, quotation, table, ruler, fence."""

import re
from dataclasses import dataclass

from .tokens import LineKind

LONGEST_OPENING = 200
"""How far into a line its kind is looked for."""
_LONGEST_INFO = 60
"""Longest line that opens a code fence."""
_BOX = r"(?:\[[ xX]\][ \t]+)?"
_QUOTE = r"[ \t]*(?:>[ \t]?)*[ \t]*"
_BULLET = rf"(?:[-*+•‣◦–][ \t]+{_BOX})?"
_OPENING = re.compile(
    rf"(?P<signs>{_QUOTE}{_BULLET})(?:(?P<number>\d{{1,2}})[.)](?P<box>[ \t]+{_BOX}))?"
)
_HEADING = re.compile(rf"{_QUOTE}#{{1,6}}(?:[ \t]+|$)")
_OPEN_BOX = r"(?:\[(?:[ xX](?:\][ \t]*)?)?)?"
_UNDECIDED = re.compile(
    rf"{_QUOTE}(?:"
    r"(?P<rule>[-*_=])(?: *(?P=rule))* *|[|:-][|:\t -]*|#{1,6}[ \t]*"
    rf"|(?:[-*+•‣◦–](?:[ \t]+{_OPEN_BOX})?)?|{_BULLET}\d{{1,2}}(?:[.)](?:[ \t]+{_OPEN_BOX})?)?"
    r"|`{1,3}|~{1,3}|`{3}[^`]*|~{3}[^`]*"
    r")"
)
_TABLE_RULE = frozenset("|:- \t")


@dataclass(frozen=True, slots=True)
class LineStart:
    """`kind` of a line: its first `signs` characters are not said, then come the `number` of its
    place in a list, the dot after it, and `box` characters that are not said either.
    """

    kind: LineKind
    signs: int = 0
    number: int = 0
    box: int = 0


def fence_of(line: str) -> str:
    """The sign of the code fence that `line` is, or ""."""
    sign = line[:3]
    if sign not in ("```", "~~~") or len(line) > _LONGEST_INFO:
        return ""
    return "" if "`" in line.lstrip("`") else sign


def may_open(line: str) -> bool:
    """Whether more characters must be known before `start_of` can tell what `line` is."""
    return len(line) < LONGEST_OPENING and _UNDECIDED.fullmatch(line) is not None


def may_close(line: str, fence: str) -> bool:
    """Whether a line of code may turn out to be the end of its fence."""
    return len(line) <= _LONGEST_INFO and (fence.startswith(line) or line.startswith(fence))


def start_of(line: str) -> LineStart:
    """What the beginning of a line outside of code says.

    `line` has no line break and need not be whole, see `may_open`.
    """
    match = _OPENING.match(line)
    quote = len(line) - len(line.lstrip(" \t>"))
    body = line[quote:]
    if _is_rule(body.strip()):
        return LineStart(LineKind.RULE, len(line))
    if body.startswith("|"):
        return LineStart(LineKind.TABLE, quote)
    heading = _HEADING.match(line)
    if heading is not None:
        return LineStart(LineKind.HEADING, heading.end())
    if match is None:
        return LineStart(LineKind.TEXT)
    signs = len(match["signs"])
    if match["number"] is None:
        return LineStart(LineKind.TEXT, signs)
    return LineStart(LineKind.TEXT, signs, len(match["number"]), len(match["box"]))


def _is_rule(body: str) -> bool:
    signs = body.replace(" ", "")
    if len(signs) > 2 and signs[0] in "-*_=" and signs == signs[0] * len(signs):
        return True
    return "-" in signs and "|" in signs and _TABLE_RULE.issuperset(signs)
