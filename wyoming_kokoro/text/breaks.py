"""Finds, token by token, the places where a growing text could be cut."""

from dataclasses import dataclass, replace

from . import characters as ch
from .segment import Boundary
from .sentences import SentenceJudge, Stop, core_of
from .tokens import LineKind, Role, Token
from .words import binds, is_conjunction, is_preposition

_LONGEST_WORD = 40
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


class BreakScanner:
    """Reads a text token by token and collects breaks in `found`, in order.

    What it finds depends on the tokens alone. A break is known once the characters after it show
    it; none lies between a token and one that is `whole`. `weight` counts the speech so far in
    Latin letters, `words` in words.
    """

    def __init__(self, language: str = "en-US") -> None:
        self.position = 0
        self.weight = 0.0
        self.words = 0.0
        self.found: list[Break] = []
        self._language = language
        self._judge = SentenceJudge(language)
        self._stop: Stop | None = None
        self._doubt: tuple[Break, str, str, list[str]] | None = None
        """A break that the next word decides, the abbreviation before it, what is before that, and
        the word so far.
        """
        self._space: Break | None = None
        self._word: list[str] = []
        self._worded = False
        self._before = ("", "")
        self._leading = True
        self._last = "\n"
        self._line = LineKind.TEXT
        self._line_from = 0
        self._line_leads = True
        """Whether no word of the line has been completed yet."""
        self._sign_from: int | None = None
        """Where signs that belong to the next word begin."""
        self._line_has_sign = False
        """Whether the line begins with a sign that makes it a part of its own."""
        self._whole = (0, 0)
        """Where the tokens that must stay together begin and end."""

    def push(self, token: Token) -> None:
        """Read the next token."""
        if not token.whole:
            self._forget_inside()
        self._whole = (self._whole[0] if token.whole else token.start, token.end)
        self._line = token.line
        if not token.said:
            self._lean(token)
        for char in token.said:
            self._push(char)
            self.position += 1
        self.position = token.end

    def _push(self, char: str) -> None:
        self._follow_doubt(char)
        if self._stop is not None and self._stop.takes(char):
            if char.isspace():
                self._end_word()
            else:
                self._extend_word(char)
        else:
            if self._stop is not None:
                self._settle(self._stop, char)
            self._plain(char)
        self._count(char)
        if char in ch.NEWLINES:
            self._line_from, self._line_leads = self.position + 1, True
        elif not char.isspace():
            self._line_has_sign = False
            self._sign_from = None
        self._last = char

    def _lean(self, token: Token) -> None:
        if self._last in ch.NEWLINES:
            self._line_has_sign = True
        if token.role is not Role.SIGN and self._sign_from is None:
            self._sign_from = token.start
        if token.start == token.end and self._stop is not None:
            self._settle(self._stop, "[")
            self._stop = None

    def _forget_inside(self) -> None:
        """What waits for more characters is forgotten if it lies within tokens that belong
        together.
        """
        if self._space is not None and self._is_inside(self._space):
            self._space = None
        if self._doubt is not None and self._is_inside(self._doubt[0]):
            self._doubt = None

    def _is_inside(self, found: Break) -> bool:
        return self._whole[0] < found.position < self._whole[1]

    @property
    def open_space(self) -> Break | None:
        """The space before the word that is being read, if a cut may be there."""
        return None if self._space is None or self._is_inside(self._space) else self._space

    @property
    def parting_space(self) -> Break | None:
        """The same, if its two words surely do not belong together, whatever the second one
        becomes.
        """
        space, first = self.open_space, self._word[0] if self._word else ""
        before = core_of(self._before[0])
        if space is None or not space.quality or not first.islower():
            return None
        return None if before[-1:].isdigit() or binds(before.lower()) else space

    def finish(self) -> None:
        """The text ends here: what waited for more is decided."""
        self._follow_doubt("")

    def here(self) -> Break | None:
        """The break at the very end of what was read, if it surely is one whatever comes next."""
        stop = self._stop
        if stop is None:
            return None
        token, before = self._before if stop.space else ("".join(self._word), self._before[0])
        if len(token) >= _LONGEST_WORD or not self._judge.is_sure(stop, token, before):
            return None
        boundary = self._judge.boundary(stop.with_space(), "", token, before, self._leading)
        return None if boundary is None else self._break(boundary)

    def _break(self, boundary: Boundary, quality: int = 1) -> Break:
        """A break before the next word and the signs that belong to it."""
        position = self.position if self._sign_from is None else self._sign_from
        return Break(position, boundary, self.weight, self.words, quality)

    def _add(self, found: Break) -> None:
        if not self._is_inside(found):
            self.found.append(found)

    def _plain(self, char: str) -> None:
        """A character that no stop is open before."""
        is_code = self._line is LineKind.CODE
        self._stop = None
        if char.isspace() and char not in ch.GLUE or char in ch.MARKS and not is_code:
            number = self._last.isdigit() or self._last in ch.NUMBER_SIGNS
            length = self.position - self._line_from
            self._stop = Stop(number, length, is_code, self._line is LineKind.TABLE)
            self._stop.takes(char)
            if char.isspace():
                self._end_word()
                return
        elif ch.is_unspaced(char) or ch.is_unspaced(self._last):
            self._between_wide(char)
        self._extend_word(char)

    def _between_wide(self, char: str) -> None:
        last = self._last
        if last.isalnum() and char.isalnum() and char not in _NEVER_FIRST:
            phrase_start = ch.is_kana(last) and not ch.is_kana(char)
            self._add(self._break(Boundary.CUT, 2 if phrase_start else 1))

    def _extend_word(self, char: str) -> None:
        if len(self._word) < _LONGEST_WORD:
            self._word.append(char)

    def _end_word(self) -> None:
        if not self._word:
            return
        word = "".join(self._word)
        self._word = []
        self._grade_space(word)
        self._before = (word, self._before[0])
        self._leading = self._line_leads
        self._line_leads = self._line_leads and not self._worded

    def _grade_space(self, text: str) -> None:
        """The word after a space is known: how good is it to cut there?"""
        found, self._space = self._space, None
        if found is None:
            return
        word, before = core_of(text), core_of(self._before[0])
        lower = word.lower()
        numbers = before[:1].isdigit() or before[-1:].isdigit() or word[:1].isdigit()
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
        token, before = self._before if stop.space else ("".join(self._word), self._before[0])
        doubted = self._judge.doubted(stop, char, token, before)
        if doubted is not None:
            self._doubt = (self._break(doubted), token, before, [])
            self._follow_doubt(char)
            return
        following = "-" if self._line_has_sign else char
        boundary = self._judge.boundary(stop, following, token, before, self._leading)
        if boundary is None:
            return
        if boundary is Boundary.CUT and stop.space:
            self._space = self._break(boundary, quality=0 if stop.marks else 1)
        else:
            self._add(self._break(boundary))

    def _follow_doubt(self, char: str) -> None:
        if self._doubt is None:
            return
        found, token, before, word = self._doubt
        if len(word) < _LONGEST_DOUBT and _is_word("".join(word), char):
            word.append(char)
            return
        self._doubt = None
        text = "".join(word)
        name = text.rstrip(" :")
        if self._judge.parts(found.boundary, name, text[len(name) :] + char, token, before):
            self._add(found)
        else:
            self._add(replace(found, boundary=Boundary.CUT, quality=0))

    def _count(self, char: str) -> None:
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


def _is_word(text: str, char: str) -> bool:
    """Whether `char` goes on with `text`, a word or number, or is a space or colon right behind it."""
    if not char or text[-1:] in (" ", ":"):
        return False
    if char.isalpha() or char in "'’":
        return True
    number = not text or text.isdigit()
    return char == " " or number and (char == ":" or char.isdigit())
