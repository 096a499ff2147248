"""What the signs of markdown mean: at the beginning of a line, and around words."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from .constructs import LONGEST_CODE, LONGEST_COMMENT, LONGEST_INFO

_QUOTE = re.compile(r"[ \t]*(?:> ?)+")
_HEADING = re.compile(r"[ \t]*#{1,6}(?=[ \t]|$)[ \t]*")
_BULLET = re.compile(r"[ \t]*[-*+•‣◦–][ \t]+(?:\[[ xX]\][ \t]+)?")
_ORDERED = re.compile(r"[ \t]*\d{1,2}([.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_TRAILING_HASHES = re.compile(r"(?<=[ \t])#+[ \t]*$")
_TABLE_RULE = frozenset("|:- \t")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})")
_TAGS = frozenset("""
    a abbr b big blockquote br center cite code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q
    s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var
    """.split())
_BREAKING_TAGS = frozenset(
    "blockquote br dd div dt h1 h2 h3 h4 h5 h6 hr li p pre section table td th tr".split()
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:|www\.)\S*|[^\s@:/]+@[^\s@/]+", re.IGNORECASE)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#39|#x27);")
ENTITIES = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "#39": "'", "#x27": "'",
}  # fmt: skip
ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Kind(Enum):
    """What a line is."""

    TEXT = auto()
    HEADING = auto()
    TABLE = auto()
    CODE = auto()
    RULE = auto()
    """Only a sign: a fence, a ruler, the line below a table's head."""


@dataclass(frozen=True, slots=True)
class LineStart:
    """`kind` of a line; the words begin `skip` characters in.

    `number_end` is where the dot of its list number stands, if it has one.
    """

    kind: Kind
    skip: int = 0
    number_end: int | None = None


def fence_of(line: str) -> str:
    """The sign of the code fence that `line` is, or ""."""
    sign = line.lstrip()[:3]
    if sign not in ("```", "~~~") or len(line) > LONGEST_INFO:
        return ""
    return "" if "`" in line.lstrip().lstrip("`") else sign


def start_of(line: str) -> LineStart:
    """What the beginning of a line outside of code says.

    `line` has no line break and need not be whole.
    """
    skip = 0
    quote = _QUOTE.match(line)
    if quote is not None:
        skip = quote.end()
    body = line[skip:]
    if _is_rule(body.strip()):
        return LineStart(Kind.RULE)
    if body.lstrip().startswith("|"):
        return LineStart(Kind.TABLE, skip)
    heading = _HEADING.match(body)
    if heading is not None:
        return LineStart(Kind.HEADING, skip + heading.end())
    bullet = _BULLET.match(body)
    if bullet is not None:
        skip += bullet.end()
        body = line[skip:]
    ordered = _ORDERED.match(body)
    if ordered is not None:
        return LineStart(Kind.TEXT, skip, skip + ordered.start(1))
    return LineStart(Kind.TEXT, skip)


def heading_end(line: str) -> int:
    """Where the words of a heading end that may be closed with hashes."""
    match = _TRAILING_HASHES.search(line[-20:])
    return len(line) if match is None else len(line) - len(match.group())


def _is_rule(body: str) -> bool:
    signs = body.replace(" ", "")
    if len(signs) > 2 and signs[0] in "-*_=" and signs == signs[0] * len(signs):
        return True
    return "-" in signs and "|" in signs and _TABLE_RULE.issuperset(signs)


class Emphasis:
    """Tells signs of emphasis from asterisks, underscores and tildes that mean themselves, within
    one line.
    """

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: set[str] = set()

    def is_marker(self, before: str, run: str, after: str) -> bool:
        """Whether `run`, of one sign, between the characters `before` and `after`, is markup.

        To be asked in order.
        """
        sign = run[0]
        left = _is_word_side(after, before)
        right = _is_word_side(before, after)
        if sign == "~":
            return len(run) > 1 and (left or right)
        if left and right:
            return self._within_word(before, run, after)
        if left:
            self._open.add(sign)
            return True
        if right:
            ours = sign in self._open or not before.isdigit()
            self._open.discard(sign)
            return ours
        return len(run) > 1

    def _within_word(self, before: str, run: str, after: str) -> bool:
        if (
            before.isdigit()
            and after.isdigit()
            or run[0] == "_"
            and before.isalnum()
            and after.isalnum()
        ):
            return False
        if len(run) > 1 or not before.isalnum() or not after.isalnum():
            return True
        ours = run[0] in self._open
        self._open.discard(run[0])
        return ours


def _is_word_side(near: str, far: str) -> bool:
    """Whether a sign leans on `near`: no space is there, and no punctuation unless beyond the sign
    there is no word either.
    """
    if near.isspace() or not near:
        return False
    return not _is_punctuation(near) or far.isspace() or not far or _is_punctuation(far)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


@dataclass(frozen=True, slots=True)
class Angle:
    """``<…>``: it ends before `end`, and of it `start` … `stop` are words; `parts` tells whether it
    parts what is around it.
    """

    end: int
    start: int
    stop: int
    parts: bool = False


def read_angle(text: str, at: int) -> Angle | None:
    """The tag, comment, address or placeholder that begins at `at`; `None` if the sign is only a
    sign.
    """
    if text.startswith("<!--", at):
        close = text.find("-->", at, at + LONGEST_COMMENT)
        return None if close < 0 else Angle(close + 3, close, close)
    close = text.find(">", at, at + LONGEST_CODE)
    inside = text[at + 1 : close]
    if close < 0 or not inside.strip() or "<" in inside:
        return None
    if _ADDRESS.fullmatch(inside):
        return Angle(close + 1, at + 1, close)
    match = _TAG.match(text, at)
    if match is None:
        return None
    rest = text[match.end() : close].strip()
    name = match.group(1).lower()
    if name in _TAGS and (rest in ("", "/") or "=" in rest):
        return Angle(close + 1, close, close, name in _BREAKING_TAGS)
    if rest or inside.startswith("/"):
        return None if rest else Angle(close + 1, close, close)
    return Angle(close + 1, at + 1, close)


def read_entity(text: str, at: int) -> tuple[str, int] | None:
    """The character that the HTML entity at `at` stands for, and where the entity ends."""
    match = _ENTITY.match(text, at)
    return None if match is None else (ENTITIES[match.group(1)], match.end())
