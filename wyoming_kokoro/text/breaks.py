"""Finds, character by character, the places where a growing text could be cut."""

from dataclasses import dataclass, replace

from . import characters as ch
from .constructs import LONGEST_INFO, Construct
from .segment import Boundary
from .sentences import Stop, core_of, is_doubtful, is_sure, judge, starts_sentence
from .words import binds, is_conjunction, is_preposition

_LONGEST_TOKEN = 40
_LONGEST_DOUBT = 12
_NEVER_FIRST = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーｰ々ゝゞヽヾﾞﾟ゛゜")
"""Kana and marks that no line may begin with."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place to cut: before the character at `position` of the text.

    `weight` and `words` measure the speech in the whole text before it; `quality` tells equal
    boundaries apart, higher is better.
    """

    position: int
    boundary: Boundary
    weight: float
    words: float
    quality: int = 1


class _Line:
    """What is known of the line that is being read, and of the code fence it may be in."""

    __slots__ = ("head", "length", "leading", "fence", "_last")

    def __init__(self) -> None:
        self.head = ""
        self.length = 0
        self.leading = True
        """No word has been completed yet."""
        self.fence = ""
        self._last = ""

    @property
    def is_fence(self) -> bool:
        """Whether the line opens or closes a code fence."""
        return self.head == (self.fence or self.head) and self.head in ("```", "~~~")

    @property
    def is_code(self) -> bool:
        return self.fence != "" or self.is_fence

    @property
    def is_table(self) -> bool:
        return self.head[:1] == "|" and not self.fence

    def push(self, char: str) -> None:
        if char in ch.NEWLINES:
            if self.is_fence:
                self.fence = "" if self.fence else self.head
            self.head, self.length, self.leading = "", 0, True
            return
        self.length += 1
        if len(self.head) < 3 and not char.isspace():
            self.head += char
        elif self.is_fence and (char == "`" != self._last or self.length > LONGEST_INFO):
            self.head = "x"
        self._last = char


class BreakScanner:
    """Reads a text one character at a time and collects breaks in `found`, in order.

    What it finds depends on the characters alone. A break is known once the characters after it
    show it; none lies inside a link, directive, tag, inline code or address. `weight` counts the
    speech so far in Latin letters, `words` in words.
    """

    def __init__(self, language: str = "en-US", markup: bool = True) -> None:
        self.position = 0
        self.weight = 0.0
        self.words = 0.0
        self.found: list[Break] = []
        self._language = language
        self._markup = markup
        self._stop: Stop | None = None
        self._doubt: tuple[Break, list[str]] | None = None
        self._space: Break | None = None
        self._token: list[str] = []
        self._worded = False
        self._before = ("", "")
        self._leading = True
        self._last = "\n"
        self._line = _Line()
        self._construct: Construct | None = None
        self._construct_from = self._break(Boundary.CUT, 0)
        self._silent_from = (0.0, 0.0)
        self._held: list[Break] = []

    @property
    def open_construct(self) -> Break | None:
        """The place before the construct that is open now, if one is."""
        return None if self._construct is None else self._construct_from

    def push(self, char: str) -> None:
        """Read the next character."""
        self._follow_construct(char)
        self._follow_doubt(char)
        if self._stop is not None and self._stop.takes(char):
            if char.isspace():
                self._end_token()
            else:
                self._extend_token(char)
        else:
            if self._stop is not None:
                self._settle(self._stop, char)
            self._plain(char)
        self._open_construct(char)
        self._count(char)
        if self._markup or char in ch.NEWLINES:
            self._line.push(char)
        self._last = char
        self.position += 1

    @property
    def open_space(self) -> Break | None:
        """The space before the word that is being read."""
        return self._space if self._construct is None else None

    @property
    def parting_space(self) -> Break | None:
        """The same, if its two words surely do not belong together, whatever the second one
        becomes.
        """
        space, first = self.open_space, self._token[0] if self._token else ""
        before = core_of(self._before[0])
        if space is None or not space.quality or not first.islower():
            return None
        return None if before[-1:].isdigit() or binds(before.lower()) else space

    def finish(self) -> None:
        """The text ends here: what waited for more is decided."""
        self._follow_doubt("")
        self._give_up_construct()

    def here(self) -> Break | None:
        """The break at the very end of what was read, if it surely is one whatever comes next."""
        stop = self._stop
        if stop is None or self._construct is not None:
            return None
        token, before = self._before if stop.space else ("".join(self._token), self._before[0])
        if len(token) >= _LONGEST_TOKEN or not is_sure(stop, token, before):
            return None
        boundary = judge(stop.with_space(), "", token, before, self._leading)
        return None if boundary is None else self._break(boundary)

    def _break(self, boundary: Boundary, quality: int = 1) -> Break:
        return Break(self.position, boundary, self.weight, self.words, quality)

    def _add(self, found: Break) -> None:
        held = self._construct is not None and found.position > self._construct_from.position
        (self._held if held else self.found).append(found)

    def _plain(self, char: str) -> None:
        """A character that no stop is open before."""
        line = self._line
        self._stop = None
        mark = "," if char == "|" and line.is_table else char
        if char.isspace() and char not in ch.GLUE or mark in ch.MARKS and not line.is_code:
            number = self._last.isdigit() or self._last in ch.NUMBER_SIGNS
            self._stop = Stop(number, line.length, line.is_code, line.is_table)
            self._stop.takes(char)
            if char.isspace():
                self._end_token()
                return
        elif ch.is_unspaced(char) or ch.is_unspaced(self._last):
            self._between_wide(char)
        self._extend_token(char)

    def _between_wide(self, char: str) -> None:
        last = self._last
        if last.isalnum() and char.isalnum() and char not in _NEVER_FIRST:
            phrase_start = ch.is_kana(last) and not ch.is_kana(char)
            self._add(self._break(Boundary.CUT, 2 if phrase_start else 1))

    def _extend_token(self, char: str) -> None:
        if len(self._token) < _LONGEST_TOKEN:
            self._token.append(char)

    def _end_token(self) -> None:
        if not self._token:
            return
        token = "".join(self._token)
        self._token = []
        self._grade_space(token)
        self._before = (token, self._before[0])
        self._leading = self._line.leading
        self._line.leading = self._line.leading and not self._worded
        self._worded = False

    def _grade_space(self, token: str) -> None:
        """The word after a space is known: how good is it to cut there?"""
        found, self._space = self._space, None
        if found is None:
            return
        word, before = core_of(token), core_of(self._before[0])
        lower = word.lower()
        numbers = before[-1:].isdigit() or word[:1].isdigit()
        if found.quality and not numbers and is_conjunction(lower, self._language):
            self._add(replace(found, boundary=Boundary.PHRASE, quality=0))
            return
        quality = 2 if is_preposition(lower) else 1
        names = word[:1].isupper() and before[:1].isupper()
        if not found.quality or names or numbers or binds(before.lower()):
            quality = 0
        self._add(replace(found, quality=quality))

    def _settle(self, stop: Stop, char: str) -> None:
        """The word after a stop begins with `char`."""
        self._worded = False
        token, before = self._before if stop.space else ("".join(self._token), self._before[0])
        if is_doubtful(stop, char, token, before):
            self._doubt = (self._break(Boundary.SENTENCE), [])
            self._follow_doubt(char)
            return
        boundary = judge(stop, char, token, before, self._leading)
        if boundary is None:
            return
        if boundary is Boundary.CUT and stop.space:
            self._space = self._break(boundary, quality=0 if stop.marks else 1)
        else:
            self._add(self._break(boundary))

    def _follow_doubt(self, char: str) -> None:
        if self._doubt is None:
            return
        found, word = self._doubt
        if (char.isalpha() or char in "'’") and char and len(word) < _LONGEST_DOUBT:
            word.append(char)
            return
        self._doubt = None
        if starts_sentence("".join(word), char):
            self._add(found)
        else:
            self._add(replace(found, boundary=Boundary.CUT, quality=0))

    def _count(self, char: str) -> None:
        if self._line.is_fence:
            return
        if char.isspace():
            self.weight += not self._last.isspace()
            return
        self.weight += ch.weight_of(char)
        if not char.isalnum():
            return
        if ch.is_unspaced(char):
            self.words += 0.5
        elif not self._worded:
            self.words += 1
        self._worded = True

    def _follow_construct(self, char: str) -> None:
        construct = self._construct
        if construct is not None and not construct.closed:
            construct.push(char)
            if construct.failed:
                self._give_up_construct()
            return
        if construct is not None:
            if construct.extend(char):
                self._silent_from = (self.weight, self.words)
                return
            self._close_construct(construct)

    def _open_construct(self, char: str) -> None:
        if self._construct is not None:
            return
        if not self._markup or self._line.is_code or not Construct.opens(self._last, char):
            return
        in_tag = self._last == "<"
        self._construct = Construct("<" if in_tag else char)
        begin = self._break(Boundary.CUT, 0)
        if in_tag:
            begin = replace(begin, position=begin.position - 1, weight=begin.weight - 1)
        self._construct_from = begin
        self._silent_from = (self.weight, self.words)

    def _close_construct(self, construct: Construct) -> None:
        if construct.in_target or construct.silent:
            self.weight, self.words = self._silent_from
        if construct.in_target:
            self._stop = None
        if self._space is not None and self._space.position > self._construct_from.position:
            self._space = None
        self._doubt = None
        self._held.clear()
        self._construct = None

    def _give_up_construct(self) -> None:
        self._construct = None
        self.found += self._held
        self._held.clear()
