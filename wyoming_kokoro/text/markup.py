"""Plain text with inline markup and markdown to segments."""

from collections.abc import Iterable
from dataclasses import replace

from .characters import NEWLINES
from .directives import Pause, RateChange, VoiceChange, parse_directive, parse_target
from .segment import Clause, Segment
from .tokens import Role, Token


class SegmentWriter:
    """Collects characters into segments of one manner each."""

    def __init__(self, manner: Segment) -> None:
        self.manner = manner
        self._segments: list[Segment] = []
        self._text: list[str] = []
        self._offsets: list[int] = []

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
    """Reads clause after clause of one text; voice, rate and line go on from each to the next.

    Words keep their places in the caller's text; signs of markdown and markup are left out. Line
    breaks become spaces.
    """

    def __init__(self) -> None:
        self._manner = Segment()
        self._last = "\n"

    def read(self, clause: Clause) -> list[Segment]:
        """The segments of a clause, none if there is nothing to say.

        Raises `BadMarkup` with the place in the caller's text.
        """
        writer = SegmentWriter(self._manner)
        for token in clause.tokens:
            self._read(token, writer)
        self._manner = writer.manner
        return writer.finish()

    def _read(self, token: Token, writer: SegmentWriter) -> None:
        said, start = token.said, token.start
        if token.role is Role.ORDER:
            _obey(parse_directive(token.aside, start), writer)
        elif token.role is Role.MANNER:
            manner = parse_target(said, token.aside, writer.manner, start - 1)
            writer.add(manner.with_text(said, tuple(range(start, start + len(said)))))
        elif said:
            self._write(said, start, writer)

    def _write(self, said: str, start: int, writer: SegmentWriter) -> None:
        ends_pair, self._last = (said, self._last) == ("\n", "\r"), said
        if said in NEWLINES and not ends_pair:
            writer.write(" ", (start,))
        elif not ends_pair:
            writer.write(said, range(start, start + len(said)))


def _obey(order: Pause | RateChange | VoiceChange, writer: SegmentWriter) -> None:
    if isinstance(order, Pause):
        writer.pause(order.seconds)
    elif isinstance(order, RateChange):
        writer.turn(replace(writer.manner, rate=order.factor))
    else:
        writer.turn(replace(writer.manner, voice=order.name))
