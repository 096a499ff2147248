"""What stands in brackets within a line: links, images, footnotes, instructions."""

from .directives import is_directive, is_manner
from .held import HeldSigns
from .tokens import Role, Token

_LONGEST_LABEL = 200
_LONGEST_TARGET = 600
_CLOSERS = {"[": "]", "(": ")"}


class Brackets(HeldSigns):
    """Reads a label in brackets and the target after it, from `_begin_bracket` on.

    One that is not closed within its line, or is too long, is an ordinary character.
    """

    def __init__(self, out: list[Token]) -> None:
        super().__init__(out)
        self._open: list[int] = []
        """Places of the brackets that are open within what is held."""
        self._opener = ""
        self._label_end = 0
        self._is_escaped = False

    def finish(self, after: str) -> None:
        """The line, or the inside of a link, ends: `after` is what comes next."""
        raise NotImplementedError

    def _give_up(self) -> None:
        """The brackets that are open in what is held are ordinary, too."""
        self._ordinary.update(self._open)
        self._open.clear()
        super()._give_up()

    def _begin_bracket(self, opener: str, place: int) -> None:
        self._opener = opener
        self._open = [place]
        self._is_escaped = False

    def _label(self, char: str) -> None:
        self._held.append(char)
        if self._closes(char):
            self._label_end = len(self._held)
            label = self._label_text()
            if is_directive(label):
                self._say("", self._held_from, self._place, Role.ORDER, label)
                self._drop()
            else:
                self._state = self._after_label
        elif len(self._held) > _LONGEST_LABEL:
            self._give_up()

    def _closes(self, char: str) -> bool:
        """Follow the nesting; whether `char` closes what was opened first."""
        if self._is_escaped or char == "\\":
            self._is_escaped = not self._is_escaped
        elif char == self._opener:
            self._open.append(self._place - 1)
        elif char == _CLOSERS[self._opener]:
            self._open.pop()
            return not self._open
        return False

    @property
    def _label_from(self) -> int:
        return 2 if self._held[0] == "!" else 1

    def _label_text(self) -> str:
        return "".join(self._held[self._label_from : self._label_end - 1])

    def _after_label(self, char: str) -> None:
        if char in "([" and self._place - 1 not in self._ordinary:
            self._held.append(char)
            self._begin_bracket(char, self._place - 1)
            self._state = self._target
            return
        self._end_bracket()
        self._again(char)

    def _end_bracket(self) -> None:
        """A label without a target: a footnote, or words in brackets."""
        label = self._label_text()
        if self._held[0] == "[" and label[:1] == "^" and label[1:].isalnum():
            self._sign(Role.SIGN)
            return
        self._ordinary.add(self._held_from + self._label_from - 1)
        self._give_up()

    def _target(self, char: str) -> None:
        self._held.append(char)
        if self._closes(char):
            self._end_link()
        elif len(self._held) > _LONGEST_TARGET:
            self._ordinary.add(self._held_from + self._label_from - 1)
            self._give_up()

    def _end_link(self) -> None:
        label, start, end = self._label_text(), self._held_from, self._place
        label_start = start + self._label_from
        target = "".join(self._held[self._label_end + 1 : -1]).strip()
        mannered = self._held[self._label_end] == "(" and is_manner(target)
        self._say("", start, label_start, Role.OPENER)
        self._drop()
        self._is_inside = True
        if mannered:
            self._say(label, label_start, label_start + len(label), Role.MANNER, target)
        else:
            self._last = "["
            self._read_again(label, label_start)
            self.finish("]")
        self._say("", label_start + len(label), end, Role.SIGN)
        self._is_inside = False
        self._last = ")"
