"""Judges what ends where a mark or white space stands between two words."""

import re

from . import characters as ch
from . import words
from .segment import Boundary

_WRAPPED_LINE = 50
"""A line at least this long, before one that begins with a small letter, was only wrapped."""
_LONGEST_LIST_NUMBER = 2
_WORD = re.compile(r"[^\s\d_./\\:@=&#+<>|$%]+")
"""A word that is no part of an address or number, whatever follows."""
_HALF_OF_DAY = re.compile(r"[ap]\.m", re.IGNORECASE)
_SIZED = re.compile(r"[0-9].*-[a-z]{1,4}$")
_SHILLINGS = re.compile("[0-9]{1,2}s")
_VOWELS = frozenset("aeiouyàáâãäèéêëìíîïòóôõöùúûü")
_TRIMMED = "".join(ch.OPENERS | ch.CLOSERS | ch.MARKS | {"-", "\\"})


def _unelided(core: str) -> str:
    """A word without the article, the preposition or the number that is written together with it:
    *l'art*, *1341–c*.
    """
    return core[max(core.rfind("'"), core.rfind("’"), core.rfind("–")) + 1 :]


def core_of(token: str) -> str:
    """The word within a stretch between spaces: quotes, brackets, markers and marks at its ends
    taken off.
    """
    return token.strip(_TRIMMED)


class Stop:
    """What stands between two words: marks, closing quotes and brackets, white space."""

    __slots__ = (
        "marks", "space", "newlines", "digit_before", "line_length", "in_code", "in_table",
        "_carriage_return", "_closed",
    )  # fmt: skip

    def __init__(self, digit_before: bool, line_length: int, in_code: bool, in_table: bool) -> None:
        self.marks = ""
        self.space = False
        self.newlines = 0
        self.digit_before = digit_before
        self.line_length = line_length
        self.in_code = in_code
        self.in_table = in_table
        self._carriage_return = False
        self._closed = False

    @property
    def mark(self) -> str:
        """The mark that decides: the last one."""
        return self.marks[-1:]

    @property
    def quoted(self) -> bool:
        """Whether a quotation or bracket closes after the mark."""
        return self._closed

    def takes(self, char: str) -> bool:
        """Take `char` if it belongs here; `False` when the next word begins with it."""
        if char in ch.GLUE:
            return False
        if char.isspace():
            self._take_space(char)
            return True
        if self.newlines or self.in_code:
            return False
        if char in ch.MARKS or char in ch.SPACED_DASHES:
            return self._take_mark(char)
        if char in ch.CLOSERS and (not self.space or char in ch.SPACED_CLOSERS):
            self.space = False
            self._closed = True
            return True
        return False

    def with_space(self) -> "Stop":
        """The same with white space after it."""
        other = Stop(self.digit_before, self.line_length, self.in_code, self.in_table)
        other.marks, other.newlines, other.space = self.marks, self.newlines, True
        return other

    def _take_space(self, char: str) -> None:
        self.space = True
        if char in ch.NEWLINES and not (char == "\n" and self._carriage_return):
            self.newlines += 1 + (char == "\u2029")
        self._carriage_return = char == "\r"

    def _take_mark(self, char: str) -> bool:
        after_mark = self.marks and not self.space
        dash = char in ch.SPACED_DASHES
        if not self.marks or after_mark and (not dash or self.mark in ch.SPACED_DASHES):
            self.marks = (self.marks + char)[-3:]
            self.space = False
            return True
        return False


class SentenceJudge:
    """Judges what ends where a mark or white space stands between two words of a language (BCP-47)."""

    def __init__(self, language: str) -> None:
        self._short_forms = words.short_forms(language)
        self._numbered_forms = words.numbered_forms(language)
        is_english = language.partition("-")[0] == "en"
        self._roman = re.compile("[IVXLC]{2,8}|[VX]" if is_english else "[IVXLC]{2,8}|[IVX]")

    def boundary(
        self, stop: Stop, following: str, token: str, before: str, leading: bool
    ) -> Boundary | None:
        """What ends at `stop`: `None` where no cut is possible.

        `following` is the first character of the next word ("" for none yet), `token` what stands
        between the spaces around the mark, `before` the token before it; `leading` tells whether
        `token` is the first of its line.
        """
        if stop.newlines > 1:
            return Boundary.PARAGRAPH
        if stop.newlines and not _is_wrapped(stop, following):
            return Boundary.SENTENCE
        if stop.in_code:
            return Boundary.CUT if stop.space else None
        if not stop.space:
            return _judge_unspaced(stop, following)
        if stop.mark in ch.STOPS or stop.mark in ch.WIDE_STOPS:
            boundary = self._judge_stop(stop, following, token, before, leading)
            return min(boundary, Boundary.CLAUSE) if stop.in_table else boundary
        return _strength(stop, following)

    def is_sure(self, stop: Stop, token: str, before: str) -> bool:
        """Whether the words before `stop` are spoken the same whatever comes after it, though that is
        not known yet.

        `token` and `before` are as for `boundary`. A mark after an abbreviation or a number never is; nor
        is one within an address.
        """
        if stop.newlines > 1 or stop.newlines and not _is_wrapped(stop, "a"):
            return True
        if stop.in_code or not stop.marks or stop.digit_before:
            return False
        if stop.mark == ":" and not stop.space:
            return False  # https:
        if stop.mark in ch.WIDE_MARKS:
            return not stop.quoted
        core = core_of(token)
        if _WORD.fullmatch(core) is None:
            return False
        return stop.marks != "." or not self._may_be_abbreviation(core, before)

    def is_doubtful(self, stop: Stop, following: str, token: str, before: str) -> bool:
        """Whether the whole next word must be known, because an abbreviation stands before a
        capital.
        """
        if stop.marks != "." or not stop.space or stop.newlines or stop.in_code:
            return False
        return following.isupper() and self._may_be_abbreviation(core_of(token), before)

    def starts_sentence(self, word: str, after: str, token: str, before: str) -> bool:
        """Whether `word`, with the character `after` behind it, begins a sentence although `token`,
        an abbreviation, is before it, and `before` that.
        """
        name, short = word.lower().replace("’", "'"), core_of(token)
        if _HALF_OF_DAY.fullmatch(short) and word in words.CALENDAR:
            return False  # “9 a.m. Sat.”
        if after.isdigit() or len(word) == 1 and (after in (".", "-", "‐") or word in "NSEW"):
            return False  # a code, the initials of a name, a point of the compass
        if not self._is_abbreviation(short, before):
            return self._roman.fullmatch(word) is None and not (word.isupper() and len(word) > 1)
        if name in words.ARTICLES_OF_NAMES and short in self._short_forms:
            return not short.isalpha() or not short.istitle()  # Av. Los Pinos, but: EE. UU. Los …
        return after != "." and name in words.STARTERS

    def _judge_stop(
        self, stop: Stop, following: str, token: str, before: str, leading: bool
    ) -> Boundary:
        if stop.mark in ch.WIDE_STOPS:
            return Boundary.SENTENCE
        if following in ("=", "/"):
            return Boundary.CUT  # 5! = 120
        if stop.marks == ".":
            core = core_of(token)
            if leading and core.isdigit() and len(core) <= _LONGEST_LIST_NUMBER and following:
                return Boundary.CUT
            if self._waits_for_more(core, following, before):
                return Boundary.CUT
            if following.islower() and _is_measured(core, before):
                return Boundary.CUT
            if following.isdigit() and _is_counted(core, before):
                return Boundary.CUT
        return Boundary.CLAUSE if following.islower() else Boundary.SENTENCE

    def _waits_for_more(self, core: str, following: str, before: str) -> bool:
        name = _unelided(core).lower()
        if self._is_numbered(core):
            if (
                following.isdigit()
                or following in ("#", "~")
                or name not in words.NO
                and following.islower()
            ):
                return True
            return self._is_abbreviation(core, before)
        if _is_county(core, before):
            return True
        if name in words.TRAILERS or core in words.CALENDAR:
            return bool(following) and not following.isupper()
        if self._is_abbreviation(core, before):
            return True
        return self._is_short_form(core) and bool(following) and not following.isupper()

    def _may_be_abbreviation(self, core: str, before: str) -> bool:
        name = _unelided(core).lower()
        if self._is_numbered(core) or name in words.TRAILERS or core in words.CALENDAR:
            return True
        if self._is_short_form(core):
            return True
        short = len(core) == 2 and not core.isupper() and not _VOWELS.intersection(name)
        return short or name in words.TITLES or self._is_abbreviation(core, before)

    def _is_numbered(self, core: str) -> bool:
        short = _unelided(core)
        return short in self._numbered_forms or short.lower() in words.NUMBERED

    def _is_short_form(self, core: str) -> bool:
        short = _unelided(core)
        first, _, last = short.rpartition("-")
        if first.endswith(".") and first.rstrip(".").lower() in self._short_forms:
            short = last  # “lun.-ven. 9-17”
        return short in self._short_forms or short.lower() in self._short_forms

    def _is_abbreviation(self, core: str, before: str) -> bool:
        short = _unelided(core)
        name = short.lower()
        if len(core) == 1 or len(short) == 1 and short.islower() and core[-2] == "–":
            return short.isalpha() and not ch.is_unspaced(short)
        first, _, last = name.rpartition("-")
        if first.endswith(".") and last in words.TITLES:
            return True  # “Sgt.-Maj. Hale”
        if name in words.TITLES:
            return not (name in words.MEASURES and before[-1:].isdigit() and short.islower())
        if _is_county(core, before):
            return True
        if name in words.TRAILERS or name in words.NO:
            return False
        if short.istitle() and (short in self._short_forms or name == "cap"):
            return True  # written so before a name
        if len(core) == 2 and core.isupper() and core[0] == core[1]:
            return True  # the plural that Spanish doubles: EE. UU.
        return words.DOTTED.fullmatch(core) is not None and not any(c.isdigit() for c in core)


def _is_county(core: str, before: str) -> bool:
    """Whether a name of Ireland follows: “in Co. Mayo”, but not “Hill and Co.”."""
    return core == "Co" and (before[-1:] == "," or words.is_preposition(before.lower()))


def _is_measured(core: str, before: str) -> bool:
    """Whether `core` has a unit before what is measured: “an 8x8-in. pan”, “3 in. wide”."""
    return _SIZED.search(core) is not None or core == "in" and before[-1:].isdigit()


def _is_counted(core: str, before: str) -> bool:
    """Whether `core` has a number after it: shillings before pence, a book of the Bible."""
    return (
        _SHILLINGS.fullmatch(core) is not None
        or before in ("1", "2", "3", "I", "II", "III")
        and core.istitle()
    )


def _is_wrapped(stop: Stop, following: str) -> bool:
    code_or_table = stop.in_code or stop.in_table
    return not code_or_table and stop.line_length >= _WRAPPED_LINE and following.islower()


def _strength(stop: Stop, following: str) -> Boundary:
    mark = stop.mark
    # "15 – 17" is a range; a long dash between numbers parts two thoughts.
    if not mark or stop.digit_before and following.isdigit() and mark not in ch.DASHES:
        return Boundary.CUT
    if mark in ch.COMMAS or mark in ch.WIDE_COMMAS:
        return Boundary.PHRASE
    return Boundary.CLAUSE


def _judge_unspaced(stop: Stop, following: str) -> Boundary | None:
    mark = stop.mark
    if mark in ch.WIDE_STOPS:
        if stop.quoted and following in ch.PARTICLES:
            return Boundary.CUT
        return Boundary.SENTENCE
    if mark in ch.WIDE_MARKS:
        return _strength(stop, following) or None
    if not following or not ch.is_unspaced(following):
        return Boundary.CLAUSE if mark == "…" and following.isalnum() else None
    if mark in ch.STOPS:
        return Boundary.SENTENCE
    return _strength(stop, following)
