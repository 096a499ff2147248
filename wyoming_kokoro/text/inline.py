"""The signs within a line: emphasis, code, tags, entities, cells, and what brackets.py reads."""

from collections.abc import Callable

from .brackets import Brackets
from .markdown import ESCAPABLE, Emphasis, read_angle, read_entity
from .tokens import LineKind, Role, Token

_LONGEST_CODE = 120
_LONGEST_RUN = 60
_LONGEST_ENTITY = 10
_SIGNS = frozenset("\\`[!<&*_~|#")
_HELD_LONG = frozenset("[`<")
"""Announced by an empty token, because what comes before need not wait for them."""
_BEFORE_IMAGE = frozenset(" \t([\n")


class InlineLexer(Brackets):
    """Reads the characters of one line after its beginning and appends tokens to `out`.

    What may be the beginning of a sign is held until the characters after it tell. A bracket, tick
    or tag that is not closed within its line, or is too long, turns out to be an ordinary
    character; what was held after it is read again, but never for the same reason twice, so that
    the work stays linear.
    """

    def __init__(self, out: list[Token]) -> None:
        super().__init__(out)
        self._emphasis = Emphasis()
        self._opening_ticks = 0
        self._ticks = 0

    def begin(self, line: LineKind, place: int, last: str) -> None:
        """Go on at `place`, in a new line; `last` is the character before."""
        self._line, self._place, self._last = line, place, last
        self._emphasis = Emphasis()
        self._ordinary.clear()
        self._last_said = ""

    def finish(self, after: str) -> None:
        """The line, or the inside of a link, ends: `after` is what comes next."""
        while self._held:
            if self._state == self._run:
                self._end_run(after)
            elif self._state == self._after_label:
                self._end_bracket()
            elif self._state in (self._hashes, self._cell):
                self._sign(Role.SIGN)
            else:
                self._give_up()

    def settle(self) -> None:
        """Nothing comes for now: emphasis that closes after a word has surely closed."""
        if self._state == self._run and not self._last.isspace():
            self._end_run(" ")

    def _plainly(self, char: str) -> None:
        start = self._place - 1
        if char not in _SIGNS:
            self._say(char, start, start + 1)
            self._last = char
            return
        state = self._state_of(char, start)
        if state is not None:
            if char in _HELD_LONG:
                self._say("", start, start, Role.OPENER)
            self._hold(char, state)
            return
        if char == "`":
            self._say("", start, start + 1, Role.SIGN)
        else:
            self._say(char, start, start + 1)
        self._last = char

    def _state_of(self, char: str, start: int) -> Callable[[str], None] | None:
        """What to wait for after a sign; `None` if it is decided."""
        if char in "*_~":
            return self._run
        if start in self._ordinary:
            return None
        if char == "[":
            self._begin_bracket(char, start)
            return self._label
        if char == "`":
            self._ticks = 0
            return self._open_ticks
        if char == "|":
            if self._line is LineKind.TABLE:
                return self._cell
            return self._bar if self._last.isspace() else None
        if char == "!":
            return self._bang if self._last in _BEFORE_IMAGE else None
        if char == "#":
            return self._hashes if self._line is LineKind.HEADING and self._last in " \t" else None
        return {"\\": self._escape, "<": self._angle, "&": self._entity}[char]

    def _run(self, char: str) -> None:
        if char == self._held[0] and len(self._held) < _LONGEST_RUN:
            self._held.append(char)
            return
        self._end_run(char)
        self._again(char)

    def _end_run(self, after: str) -> None:
        run = "".join(self._held)
        if self._emphasis.is_marker(self._last, run, after):
            self._sign(Role.SIGN if after.isspace() or self._last.isalnum() else Role.OPENER)
        else:
            self._sign(Role.SIGN, run)

    def _hashes(self, char: str) -> None:
        if char in "# \t" and len(self._held) < _LONGEST_RUN:
            self._held.append(char)
            return
        self._sign(Role.SIGN, "".join(self._held))
        self._again(char)

    def _escape(self, char: str) -> None:
        if char in ESCAPABLE:
            self._sign(Role.OPENER)
            self._say(char, self._place - 1, self._place)
            self._last = char
            return
        self._sign(Role.TEXT, "\\")
        self._again(char)

    def _bang(self, char: str) -> None:
        if char == "[" and self._place - 1 not in self._ordinary:
            self._held.append(char)
            self._begin_bracket(char, self._place - 1)
            self._state = self._label
            return
        self._give_up()
        self._again(char)

    def _bar(self, char: str) -> None:
        if char.isspace():
            self._sign(Role.TEXT, ",")
        else:
            self._sign(Role.TEXT, "|")
        self._again(char)

    def _cell(self, char: str) -> None:
        """The bar between two cells is a comma; others are nothing."""
        if char in " \t" and len(self._held) < _LONGEST_RUN:
            self._held.append(char)
            return
        start, spaces = self._held_from, self._held[1:]
        self._drop()
        if self._last_said and self._last_said != ",":
            self._say(",", start, start + 1)
        else:
            self._say("", start, start + 1, Role.OPENER)
        for place, space in enumerate(spaces, start + 1):
            self._say(space, place, place + 1)
        self._again(char)

    def _entity(self, char: str) -> None:
        self._held.append(char)
        if char == ";":
            said = read_entity("".join(self._held))
            if said is not None:
                self._sign(Role.TEXT, said)
                return
        if not (char.isalnum() or char == "#") or len(self._held) > _LONGEST_ENTITY:
            self._give_up()

    def _open_ticks(self, char: str) -> None:
        if char == "`" and len(self._held) < _LONGEST_RUN:
            self._held.append(char)
            return
        self._opening_ticks = len(self._held)
        self._state = self._code
        self._code(char)

    def _code(self, char: str) -> None:
        self._held.append(char)
        size = self._opening_ticks
        self._ticks = self._ticks + 1 if char == "`" else 0
        if self._ticks == size:
            start, end = self._held_from, self._held_from + len(self._held)
            said = "".join(self._held[size:-size])
            self._say("", start, start + size, Role.OPENER)
            self._inside(said, start + size)
            self._inside("", end - size, end)
            self._drop()
        elif len(self._held) > _LONGEST_CODE + size:
            self._ordinary.update(range(self._held_from, self._held_from + size))
            self._give_up()

    def _angle(self, char: str) -> None:
        first = len(self._held) == 1
        self._held.append(char)
        opens = not first or char.isalpha() or char in "/!"
        if not opens or char == "<" or len(self._held) > _LONGEST_CODE:
            self._give_up()
        elif char == ">":
            text = "".join(self._held)
            if self._held[1] != "!" or text.endswith("-->"):
                self._end_angle(text)

    def _end_angle(self, text: str) -> None:
        angle = read_angle(text, self._last)
        if angle is None:
            self._give_up()
            return
        start, end = self._held_from, self._held_from + len(text)
        if angle.parts:
            self._sign(Role.TEXT, " ")
            return
        if angle.start == len(text):
            self._sign(Role.OPENER if text[1] != "/" else Role.SIGN)
            return
        self._say("", start, start + angle.start, Role.OPENER)
        self._inside(text[angle.start : angle.stop], start + angle.start)
        self._inside("", start + angle.stop, end)
        self._drop()
