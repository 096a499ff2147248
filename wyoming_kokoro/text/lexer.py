"""The one reader of markdown and markup: characters of a growing text to tokens."""

from .characters import NEWLINES
from .inline import InlineLexer
from .lines import LineStart, fence_of, may_close, may_open, start_of
from .tokens import LineKind, Role, Token


class Lexer:
    """Tokens out of a growing text, each as soon as what follows has told what it is.

    They follow each other without a gap and depend on the characters alone, but for `settle`. With
    `markup` off all is text.
    """

    def __init__(self, markup: bool = True) -> None:
        self._markup = markup
        self._place = 0
        self._out: list[Token] = []
        self._inline = InlineLexer(self._out)
        self._opening: list[str] = []
        """The beginning of a line, as long as it may be a sign."""
        self._opening_from = 0
        self._is_open = markup
        """Whether the kind of the line is not known yet."""
        self._kind = LineKind.TEXT
        self._fence = ""
        self._last = "\n"
        self._last_break = Role.TEXT

    @property
    def is_waiting(self) -> bool:
        """Whether characters were read that are in no token yet."""
        return bool(self._opening) or self._inline.is_waiting

    def push(self, char: str) -> list[Token]:
        """Read the next character; what is sure now."""
        if char in NEWLINES:
            self._end_line()
            self._break(char)
        elif self._is_open:
            self._open(char)
        else:
            self._go_on(char, self._place)
        self._last = char
        self._place += 1
        return self._taken()

    def settle(self) -> list[Token]:
        """The text stands still: what is sure to end here whatever comes."""
        self._inline.settle()
        return self._taken()

    def finish(self) -> list[Token]:
        """The text ends here: the rest."""
        self._end_line()
        return self._taken()

    def _taken(self) -> list[Token]:
        tokens = self._out.copy()
        self._out.clear()
        return tokens

    def _say(self, said: str, start: int, end: int, role: Role = Role.TEXT) -> None:
        if start < end:
            self._out.append(Token(said, start, end, role, self._kind))

    def _go_on(self, char: str, place: int) -> None:
        if self._markup and self._kind is not LineKind.CODE:
            self._inline.push(char)
        else:
            self._say(char, place, place + 1)

    def _break(self, char: str) -> None:
        """A line break; that of a line of signs alone is a sign, too."""
        if not (char == "\n" and self._last == "\r"):
            self._last_break = Role.SIGN if self._kind is LineKind.RULE else Role.TEXT
        said = char if self._last_break is Role.TEXT else ""
        self._say(said, self._place, self._place + 1, self._last_break)
        self._is_open = self._markup
        self._kind = LineKind.TEXT

    def _open(self, char: str) -> None:
        if not self._opening and char in " \t":
            self._say(char, self._place, self._place + 1)
            return
        if not self._opening:
            self._opening_from = self._place
        self._opening.append(char)
        line = "".join(self._opening)
        if not (may_close(line, self._fence) if self._fence else may_open(line)):
            self._decide(line)
        elif len(line) == 1:
            self._out.append(Token("", self._place, self._place, Role.OPENER))

    def _end_line(self) -> None:
        if self._opening:
            self._decide("".join(self._opening))
        self._inline.finish("\n")

    def _decide(self, line: str) -> None:
        """The kind of the line is known, as far as its beginning `line` tells."""
        first = self._opening_from
        self._opening.clear()
        self._is_open = False
        start = self._start_of(line)
        self._kind = start.kind
        self._say("", first, first + start.signs, Role.OPENER)
        said = self._number(line, first, start)
        self._inline.begin(start.kind, first + said, line[said - 1] if said else "\n")
        for place, char in enumerate(line[said:], first + said):
            self._go_on(char, place)

    def _start_of(self, line: str) -> LineStart:
        fence = fence_of(line)
        if fence and fence == (self._fence or fence):
            self._fence = "" if self._fence else fence
            return LineStart(LineKind.RULE, len(line))
        return LineStart(LineKind.CODE) if self._fence else start_of(line)

    def _number(self, line: str, first: int, start: LineStart) -> int:
        """The number of a list's line, which parts what follows from it; where it ends."""
        at = start.signs
        if not start.number:
            return at
        dot = at + start.number
        self._say(line[at:dot], first + at, first + dot)
        self._out.append(Token(",", first + dot, first + dot + 1, whole=True))
        end = dot + 1 + start.box
        self._out.append(Token(" ", first + dot + 1, first + end, whole=True))
        return end
