"""What the signs of markdown around words mean: emphasis, tags, entities."""

import re
import unicodedata
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})")
_TAGS = frozenset("""
    a abbr b big blockquote br center cite code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q
    s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var
    """.split())
_BREAKING_TAGS = frozenset(
    "blockquote br center dd details div dt h1 h2 h3 h4 h5 h6 hr li p pre section summary table td th tr".split()
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:|www\.)\S*|[^\s@:/]+@[^\s@/]+", re.IGNORECASE)
ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


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
            return run != "*" or not after.isdigit()  # a key of a telephone: “*67”
        if right:
            grade = run == "*" and before == "A"  # the best in British schools
            ours = sign in self._open or not (before.isdigit() or grade)
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
    if near.isspace():
        return False
    return not _is_punctuation(near) or far.isspace() or _is_punctuation(far)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


class Angle(NamedTuple):
    """Of ``<…>`` the characters from `start` to before `stop` are words; `parts` tells whether it
    parts what is around it.
    """

    start: int
    stop: int
    parts: bool = False


_TYPE = re.compile(
    r"<(?:[A-Z][A-Za-z0-9]+|[TKVE]|int|str|string|bool|float|double|char|number|any)>"
)


def read_angle(text: str, before: str = "") -> Angle | None:
    """What ``<…>`` is: tag, comment, address or placeholder; `None` if the sign is only a sign, as
    in ``List<String>`` where `before`, the character before it, is the end of a word.
    """
    end = len(text)
    inside = text[1:-1]
    if text.startswith("<!--"):
        return Angle(end, end)
    if _ADDRESS.fullmatch(inside):
        return Angle(1, end - 1)
    match = _TAG.match(text)
    if match is None:
        return None
    rest = text[match.end() : -1].strip()
    name = match.group(1).lower()
    if name in _TAGS and (rest in ("", "/") or "=" in rest):
        return Angle(end, end, name in _BREAKING_TAGS)
    if rest or before.isalnum() and _TYPE.fullmatch(text):
        return None
    return Angle(end, end) if inside.startswith("/") else Angle(1, end - 1)


def read_entity(text: str) -> str | None:
    """The character that an entity such as ``&amp;`` stands for."""
    char = unescape(text)
    return " " if char == "\u00a0" else char if len(char) == 1 else None
