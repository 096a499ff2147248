"""Words with their manners, pauses and marks in a row, before they are cut into clauses."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from .characters import MARKS
from .segment import Boundary, Clause, Segment
from .spoken import SpokenClause
from .stream import ClauseSizes, ClauseStream

_STRUCTURE = -1
"""Manner number of line ends that are not said."""


class Script:
    """Collects what is said in one text, in order, and cuts it into clauses.

    Every character has its place in the caller's text; places never decrease. White space is
    collapsed.
    """

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._said: list[str] = []
        self._places: list[int] = []
        self._owners: list[int] = []
        self._manners: list[Segment] = []
        self._numbers: dict[Segment, int] = {}
        self._events: list[tuple[int, Segment]] = []

    def say(self, text: str, places: range, manner: Segment) -> None:
        """Words that may be parted."""
        number = self._numbers.setdefault(manner, len(self._manners))
        if number == len(self._manners):
            self._manners.append(manner)
        for char, place in zip(text, places, strict=True):
            if not char.isspace():
                self._add(char, char, place, number)
            elif self._shown and not self._shown[-1].isspace():
                self._add(" ", " ", place, number)

    def say_whole(self, text: str, places: range, manner: Segment) -> None:
        """Words that must stay together; `places` are spread over them."""
        self._manners.append(manner)
        number, last = len(self._manners) - 1, len(text) - 1
        for index, char in enumerate(text):
            place = places[min(index, len(places) - 1)]
            ends = index == last and char in MARKS
            self._add(char if char.isalnum() or ends else "x", char, place, number)

    def end_line(self, lines: int, place: int) -> None:
        """A sentence (1 line) or a paragraph (2 lines) ends here."""
        for _ in range(lines):
            self._add("\n", "\n", place, _STRUCTURE)

    def begin_line(self, place: int) -> None:
        """A sentence begins here: what was being said ends."""
        if self._owners and self._owners[-1] != _STRUCTURE:
            self.end_line(1, place)

    def event(self, segment: Segment, place: int) -> None:
        """A pause or mark, which parts words if it is a pause."""
        if segment.pause_s:
            self.say(" ", range(place, place + 1), replace(segment, pause_s=0.0))
        self._events.append((len(self._shown), segment))

    def clauses(self, source: str, language: str, sizes: ClauseSizes) -> list[SpokenClause]:
        """The clauses of all that is said, at least one; their texts joined are `source`."""
        stream = ClauseStream(language, sizes, markup=False)
        cut = stream.feed("".join(self._shown)) + stream.flush()
        if not cut:
            cut = [Clause("", 0, Boundary.PARAGRAPH)]
        starts = [0, *(self._places[clause.start] for clause in cut[1:]), len(source)]
        events = iter([*self._events, (len(self._shown) + 1, Segment())])
        upcoming = next(events)
        spoken = []
        for clause, start, end in zip(cut, starts, starts[1:]):
            last = clause.start + len(clause.text)
            due = []
            while upcoming[0] <= last:
                due.append(upcoming)
                upcoming = next(events)
            segments = tuple(self._segments(clause.start, last, due))
            spoken.append(SpokenClause(source[start:end], start, clause.boundary, segments))
        return spoken

    def _add(self, shown: str, said: str, place: int, number: int) -> None:
        self._shown.append(shown)
        self._said.append(said)
        self._places.append(max(place, self._places[-1]) if self._places else place)
        self._owners.append(number)

    def _segments(
        self, start: int, end: int, events: list[tuple[int, Segment]]
    ) -> Iterator[Segment]:
        """Segments of the characters from `start` to `end`, and the events among them."""
        pending: Segment | None = None
        for place, event in [*events, (end, Segment())]:
            for segment in self._words(start, place):
                if pending is not None:
                    yield pending
                pending = segment
            start = place
            if event.pause_s and pending is not None and not pending.pause_s:
                pending = replace(pending, pause_s=event.pause_s)
            elif event != Segment():
                if pending is not None:
                    yield pending
                pending = event
        if pending is not None:
            yield pending

    def _words(self, start: int, end: int) -> Iterator[Segment]:
        for number, group in groupby(range(start, end), self._owners.__getitem__):
            if number != _STRUCTURE:
                span = list(group)
                text = "".join(self._said[index] for index in span)
                places = tuple(self._places[index] for index in span)
                yield self._manners[number].with_text(text, places)
