"""Plain text with inline markup and markdown to segments."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .characters import NEWLINES
from .directives import Pause, Rate, Voice, parse_directive, parse_target
from .markdown import (
    ESCAPABLE,
    Emphasis,
    Kind,
    fence_of,
    heading_end,
    read_angle,
    read_entity,
    start_of,
)
from .segment import Clause, Segment

_NEWLINES = "".join(sorted(NEWLINES))
_LINE = re.compile(f"([^{_NEWLINES}]*)(\r\n|[{_NEWLINES}]|$)")
_RUN = re.compile(r"\*+|_+|~+|`+")
_SIGNS = frozenset("\\`[]!<&*_~|")


class SegmentWriter:
    """Collects characters into segments of one manner each."""

    def __init__(self, manner: Segment) -> None:
        self.manner = manner
        self._segments: list[Segment] = []
        self._text: list[str] = []
        self._offsets: list[int] = []

    @property
    def last(self) -> str:
        """The last character that is no space, of the words written since the manner last
        changed.
        """
        return next((char for char in reversed(self._text) if not char.isspace()), "")

    def write(self, text: str, offsets: Iterable[int]) -> None:
        """Add words in the present manner."""
        self._text += text
        self._offsets += offsets

    def add(self, segment: Segment) -> None:
        """Add a segment with a manner of its own."""
        self._close()
        self._segments.append(segment)

    def turn(self, manner: Segment) -> None:
        """Go on in another manner."""
        if manner != self.manner:
            self._close()
            self.manner = manner

    def pause(self, seconds: float) -> None:
        """Silence after what was written."""
        self._close()
        if self._segments and not self._segments[-1].pause_s:
            self._segments[-1] = replace(self._segments[-1], pause_s=seconds)
        else:
            self._segments.append(replace(self.manner, pause_s=seconds))

    def finish(self) -> list[Segment]:
        """The segments."""
        self._close()
        return self._segments

    def _close(self) -> None:
        if self._text:
            self._segments.append(self.manner.with_text("".join(self._text), tuple(self._offsets)))
            self._text, self._offsets = [], []


class MarkupReader:
    """Reads clause after clause of one text; voice, rate, code fence and line go on from each to
    the next.

    Words keep their places in the caller's text; signs of markdown and markup are left out. Line
    breaks become spaces.
    """

    def __init__(self) -> None:
        self._manner = Segment()
        self._fence = ""
        self._kind = Kind.TEXT
        self._at_line_start = True
        self._before = "\n"
        self._emphasis = Emphasis()

    def read(self, clause: Clause) -> list[Segment]:
        """The segments of a clause, none if there is nothing to say.

        Raises `BadMarkup` with the place in the caller's text.
        """
        writer = SegmentWriter(self._manner)
        for match in _LINE.finditer(clause.text):
            line, newline = match.groups()
            start = clause.start + match.start()
            if line:
                self._read_line(line, start, writer)
            if newline:
                writer.write(" ", (start + len(line),))
                self._end_line()
        self._manner = writer.manner
        return writer.finish()

    def _end_line(self) -> None:
        self._at_line_start = True
        self._before = "\n"
        self._emphasis = Emphasis()

    def _read_line(self, line: str, start: int, writer: SegmentWriter) -> None:
        skip, number_end = 0, None
        if self._at_line_start:
            self._kind, skip, number_end = self._open_line(line)
            self._at_line_start = not line.strip()
        if self._kind is Kind.CODE:
            writer.write(line, range(start, start + len(line)))
        elif self._kind is not Kind.RULE:
            end = heading_end(line) if self._kind is Kind.HEADING else len(line)
            inline = _Inline(line, start, writer, self._emphasis, self._kind is Kind.TABLE)
            inline.read(skip, end, self._before, number_end)
        self._before = line[-1]

    def _open_line(self, line: str) -> tuple[Kind, int, int | None]:
        fence = fence_of(line)
        if fence and fence == (self._fence or fence):
            self._fence = "" if self._fence else fence
            return Kind.RULE, 0, None
        if self._fence:
            return Kind.CODE, 0, None
        start = start_of(line)
        return start.kind, start.skip, start.number_end


class _Inline:
    """Reads the words of one line, or of a part of it."""

    def __init__(
        self, text: str, start: int, writer: SegmentWriter, emphasis: Emphasis, is_table: bool
    ) -> None:
        self._text = text
        self._start = start
        self._writer = writer
        self._emphasis = emphasis
        self._is_table = is_table
        self._pairs = _pairs(text) if "[" in text else {}
        self._jumps: dict[int, int] = {}
        self._unclosed: set[str] = set()

    def read(self, at: int, end: int, before: str, number_end: int | None) -> None:
        """Write what is said from `at` to `end`; `before` is the character before the text."""
        self._before = before
        self._end = end
        text = self._text
        while at < end:
            char = text[at]
            if at == number_end:
                at = self._write(at, at + 1, ",")
            elif char not in _SIGNS:
                at = self._write(at, at + 1)
            else:
                at = self._sign(at, char)

    def _write(self, start: int, end: int, text: str | None = None) -> int:
        """Write characters of the line, or `text` in their place; the position after them."""
        words = self._text[start:end] if text is None else text
        first = self._start + start
        places = range(first, first + len(words)) if text is None else [first] * len(words)
        self._writer.write(words, places)
        return end

    def _sign(self, at: int, char: str) -> int:
        text, after = self._text, at + 1
        if char in "*_~`":
            match = _RUN.match(text, at)
            run = match.group() if match is not None else char
            return self._code(at, run) if char == "`" else self._emphasize(at, run)
        if char == "\\" and text[after : after + 1] in ESCAPABLE and after < self._end:
            return self._write(after, after + 1)
        if char == "[":
            return self._bracket(at)
        if char == "]" and at in self._jumps:
            return self._jumps[at]
        if char == "!" and self._is_link(after):
            return after
        if char == "<":
            return self._angle(at)
        if char == "&" and (entity := read_entity(text, at)) is not None:
            return self._write(at, entity[1], entity[0])
        if char == "|":
            return self._cell(at)
        return self._write(at, after)

    def _emphasize(self, at: int, run: str) -> int:
        end = at + len(run)
        before = self._text[at - 1] if at else self._before
        if self._emphasis.is_marker(before, run, self._text[end : end + 1] or " "):
            return end
        return self._write(at, end)

    def _code(self, at: int, run: str) -> int:
        start = at + len(run)
        close = -1 if run in self._unclosed else self._text.find(run, start, self._end)
        if close < 0:
            self._unclosed.add(run)
            return start
        self._write(start, close)
        return close + len(run)

    def _angle(self, at: int) -> int:
        angle = read_angle(self._text, at)
        if angle is None:
            return self._write(at, at + 1)
        if angle.parts:
            self._write(at, at + 1, " ")
        self._write(angle.start, angle.stop)
        return angle.end

    def _cell(self, at: int) -> int:
        around = self._text[at - 1 : at] + self._text[at + 1 : at + 2]
        if not self._is_table and not (len(around) == 2 and around.isspace()):
            return self._write(at, at + 1)
        first = not self._text[:at].strip()
        last = not self._text[at + 1 :].strip()
        if first or last or self._writer.last in ",":
            return at + 1
        return self._write(at, at + 1, ",")

    def _is_link(self, at: int) -> bool:
        close = self._pairs.get(at)
        return close is not None and close + 1 in self._pairs

    def _bracket(self, at: int) -> int:
        close = self._pairs.get(at)
        if close is None:
            return self._write(at, at + 1)
        label, place = self._text[at + 1 : close], self._start + at
        order = parse_directive(label, place)
        if order is not None:
            self._obey(order)
            return close + 1
        target_end = self._pairs.get(close + 1)
        if target_end is None:
            is_footnote = label[:1] == "^" and label[1:].isalnum()
            return close + 1 if is_footnote else self._write(at, at + 1)
        target = self._text[close + 2 : target_end]
        if self._text[close + 1] == "(":
            manner = parse_target(label, target.strip(), self._writer.manner, place)
            if manner is not None:
                words = range(place + 1, place + 1 + len(label))
                self._writer.add(manner.with_text(label, tuple(words)))
                return target_end + 1
        self._jumps[close] = target_end + 1
        return at + 1

    def _obey(self, order: Pause | Rate | Voice) -> None:
        manner = self._writer.manner
        if isinstance(order, Pause):
            self._writer.pause(order.seconds)
        elif isinstance(order, Rate):
            self._writer.turn(replace(manner, rate=order.factor))
        else:
            self._writer.turn(replace(manner, voice=order.name))


def _pairs(text: str) -> dict[int, int]:
    """Where each bracket and parenthesis closes that does, escaped ones left out."""
    pairs: dict[int, int] = {}
    brackets: list[int] = []
    parentheses: list[int] = []
    escaped = False
    for at, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char in "[(":
            (brackets if char == "[" else parentheses).append(at)
        elif char in "])":
            stack = brackets if char == "]" else parentheses
            if stack:
                pairs[stack.pop()] = at
    return pairs
