"""Judges what ends where a mark or white space stands between two words."""

import re

from . import characters as ch
from . import words
from .abbreviations import abbreviations_of
from .segment import Boundary

_WRAPPED_LINE = 50
"""A line at least this long, before one that begins with a small letter, was only wrapped."""
_LONGEST_LIST_NUMBER = 2
_WORD = re.compile(r"[^\s\d_./\\:@=&#+<>|$%]+")
"""A word that is no part of an address or number, whatever follows."""
_SIGNS = frozenset("+×*÷")
_TRIMMED = "".join(ch.OPENERS | ch.CLOSERS | ch.MARKS | {"-", "\\"})


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
        self._abbreviations = abbreviations_of(language)

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
        if not stop.space:
            return _judge_unspaced(stop, following)
        if stop.mark in ch.STOPS or stop.mark in ch.WIDE_STOPS:
            boundary = self._judge_stop(stop, following, token, before, leading)
            return min(boundary, Boundary.CLAUSE) if stop.in_table else boundary
        if self._joins(stop, following, token, before):
            return Boundary.CUT
        return _strength(stop, following)

    def is_sure(self, stop: Stop, token: str, before: str) -> bool:
        """Whether the words before `stop` are spoken the same whatever comes after it, though that is
        not known yet.

        `token` and `before` are as for `boundary`. A mark after an abbreviation or a number never is; nor
        is one within an address.
        """
        if stop.newlines > 1 or stop.newlines and not _is_wrapped(stop, "a"):
            return True
        if not stop.marks or stop.digit_before:
            return False
        if stop.mark == ":" and not stop.space:
            return False  # https:
        if stop.mark in ch.WIDE_MARKS:
            return not stop.quoted
        core = core_of(token)
        if _WORD.fullmatch(core) is None:
            return False
        return stop.marks not in (".", ":") or not self._abbreviations.may_be(core, before)

    def doubted(self, stop: Stop, following: str, token: str, before: str) -> Boundary | None:
        """What may end at `stop`, if the whole next word must be known for that: an abbreviation
        stands before a capital, or a dash before a date, or a comma before a state or a street.
        """
        if not stop.space or stop.newlines:
            return None
        core = core_of(before if token in ch.SPACED_DASHES else token)
        if stop.marks == "." and self._abbreviations.is_doubtful(core, following, before):
            return Boundary.SENTENCE
        named = following.isupper() and token[:1].isupper()
        if stop.mark == "," and (named or following.islower() and core.isdigit()):
            return Boundary.PHRASE
        dated = stop.digit_before or core in words.DATES
        if stop.marks in ch.SPACED_DASHES and following.isupper() and dated:
            return Boundary.CLAUSE
        return None

    def parts(self, found: Boundary, word: str, after: str, token: str, before: str) -> bool:
        """Whether `found` stands, now that the next word is `word`, with the characters `after`
        behind it; `token` and `before` are as for `boundary`.
        """
        if found is Boundary.CLAUSE:
            return word not in words.DATES  # “July 5 – August 9”
        core = core_of(token)
        if found is Boundary.PHRASE:
            dated = core in words.DATES and word in words.DATES  # “Thursday, November 6”
            housed = core.isdigit() and word in words.STREETS
            return not dated and not housed and not self._abbreviations.is_apposed(word, after)
        return self._abbreviations.starts_sentence(word, after, core, before)

    def _joins(self, stop: Stop, following: str, token: str, before: str) -> bool:
        """Whether what stands on both sides is one expression."""
        core = core_of(token)
        if token == "-":
            last = before.lower()
            return last[-2:-1] == "(" or words.is_preposition(last)  # “(n - k)”, “de - de 12 ans”
        if not following.isdigit():
            return False
        if stop.mark == ":":
            return self._abbreviations.is_label(core)  # “exp: 05/27”
        point = len(core) == 1 and before[-1:].isdigit()
        return stop.mark in ch.COMMAS and (point or any(map(str.isdigit, core)))

    def _judge_stop(
        self, stop: Stop, following: str, token: str, before: str, leading: bool
    ) -> Boundary:
        if stop.mark in ch.WIDE_STOPS:
            return Boundary.SENTENCE
        core = core_of(token)
        if following in ("=", "/", ">") or _is_factorial(stop, core, following):
            return Boundary.CUT
        if stop.marks == ".":
            if following and self._is_list_number(core, before, leading):
                return Boundary.CUT
            if self._abbreviations.waits_for_more(core, following, before):
                return Boundary.CUT
        return Boundary.CLAUSE if following.islower() else Boundary.SENTENCE

    def _is_list_number(self, core: str, before: str, leading: bool) -> bool:
        """“1. Unplug it.”, at the beginning of a line or of a sentence."""
        if not core.isdigit() or len(core) > _LONGEST_LIST_NUMBER:
            return False
        if leading or before[-1:] in ("!", ":", ";"):
            return True
        return before[-1:] == "." and not self._abbreviations.may_be(core_of(before), "")


def _is_factorial(stop: Stop, core: str, following: str) -> bool:
    """“5! + 3”, “n! and 2”."""
    factor = stop.marks == "!" and (len(core) == 1 or core.isdigit())
    return factor and (following in _SIGNS or following.islower())


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
        if stop.marks in ch.DASHES and stop.digit_before and following.isdigit():
            return None  # “Oct 28—31”
        return _strength(stop, following) or None
    if not following or not ch.is_unspaced(following):
        return Boundary.CLAUSE if mark == "…" and following.isalnum() else None
    if mark in ch.STOPS:
        return Boundary.SENTENCE
    return _strength(stop, following)
