"""Characters that wait for those after them to tell what they are."""

from collections.abc import Callable, Iterable

from .tokens import LineKind, Role, Token


class HeldSigns:
    """Holds the characters of what may be a sign, and turns them into tokens in `out` or reads them
    again as ordinary ones.

    `_state` is called with each character, `_place` being after it. The machine that inherits from
    this begins in `_plainly`.
    """

    def __init__(self, out: list[Token]) -> None:
        self._out = out
        self._line = LineKind.TEXT
        self._place = 0
        self._held: list[str] = []
        self._held_from = 0
        self._state: Callable[[str], None] = self._plainly
        self._last = "\n"
        self._last_said = ""
        """The last character of the line that is said and no space."""
        self._ordinary: set[int] = set()
        """Places of signs that turned out to open nothing."""
        self._is_inside = False
        """Whether a token belongs with the one before, inside a link."""

    def _plainly(self, char: str) -> None:
        raise NotImplementedError

    @property
    def is_waiting(self) -> bool:
        """Whether characters are held."""
        return bool(self._held)

    def push(self, char: str) -> None:
        """Read the next character, which is no line break."""
        self._place += 1
        self._state(char)

    def _say(
        self, said: str, start: int, end: int, role: Role = Role.TEXT, aside: str = ""
    ) -> None:
        self._out.append(Token(said, start, end, role, self._line, self._is_inside, aside))
        if said and not said.isspace():
            self._last_said = said[-1]

    def _sign(self, role: Role, said: str = "") -> None:
        """All that is held is one token."""
        end = self._held_from + len(self._held)
        self._say(said, self._held_from, end, Role.TEXT if said else role)
        self._drop()

    def _drop(self) -> None:
        self._last = self._held[-1]
        self._held.clear()
        self._state = self._plainly

    def _hold(self, char: str, state: Callable[[str], None]) -> None:
        self._held.append(char)
        self._held_from = self._place - 1
        self._state = state

    def _again(self, char: str) -> None:
        self._place -= 1
        self.push(char)

    def _give_up(self) -> None:
        """What is held opens nothing: its first sign is an ordinary character."""
        self._ordinary.add(self._held_from)
        held, self._held = self._held, []
        self._read_again(held, self._held_from)

    def _read_again(self, chars: Iterable[str], start: int) -> None:
        place, self._place = self._place, start
        self._state = self._plainly
        for char in chars:
            self.push(char)
        self._place = place

    def _inside(self, said: str, start: int, end: int | None = None) -> None:
        """A token that belongs with the one before."""
        was_inside, self._is_inside = self._is_inside, True
        role = Role.TEXT if said else Role.SIGN
        if said or end is not None:
            self._say(said, start, start + len(said) if end is None else end, role)
        self._is_inside = was_inside
