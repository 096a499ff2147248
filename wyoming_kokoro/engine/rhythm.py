"""When a text that grows is spoken before it has gone on: as late as the listener can wait, for
what is known sounds better.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from ..text.segment import Need

_SLACK_S = {Need.SOON: 0.6, Need.NOW: 0.3, Need.OVERDUE: 0.0}
"""Seconds before the listener needs words at which they are needed so much."""
_PATIENCE_S = {Need.SOON: 0.0, Need.NOW: 0.2, Need.OVERDUE: 0.8}
"""The same for one who hears nothing yet, in seconds since the first text."""
_SHORTEST_HALT_S, _LONGEST_HALT_S = 0.15, 0.5
_LONGER = 2.0
"""A halt is so much longer than what usually lies between the deltas."""
_REMEMBERED = 8
_LOOK_S, _TICK_S = 0.25, 0.005
"""How often the listener's needs are looked at; what is known of them is a guess until the speech
is made.
"""


@dataclass(frozen=True, slots=True)
class Move:
    """Wait for `wait_s` seconds (`None`: for the text) or, at 0, take what serves `need`, or the
    sentence that ended where there is none.
    """

    wait_s: float | None
    need: Need | None = None


class Rhythm:
    """Follows the deltas of a text and the needs of its listener."""

    def __init__(
        self,
        clock: Callable[[], float],
        slack_s: Callable[[], float | None],
        halt_s: float | None = None,
    ) -> None:
        """`slack_s` tells how many seconds from now the listener needs words, `None` before it was
        given any.

        `halt_s` is how long a text has halted when a sentence is taken to have ended; `None`:
        according to its usual pace.
        """
        self._clock = clock
        self._slack_s = slack_s
        self._halt_s = halt_s
        self._first_at: float | None = None
        self._last_at = clock()
        self._pauses: deque[float] = deque(maxlen=_REMEMBERED)
        self._has_halted = True
        self._given: Need | None = None

    def beat(self) -> None:
        """There is a delta."""
        now = self._clock()
        if self._first_at is None:
            self._first_at = now
        else:
            self._pauses.append(now - self._last_at)
        self._last_at = now
        self._has_halted = False
        self._given = None

    def next(self) -> Move:
        """What is to be done before the next delta; each thing is said once."""
        if self._first_at is None:
            return Move(None)
        now = self._clock()
        waits: list[float] = []
        if not self._has_halted:
            left = self._last_at + self._usual_halt_s - now
            if left <= 0:
                self._has_halted = True
                return Move(0.0)
            waits.append(left)
        times = self._times(now, self._first_at)
        due = [need for need, wait_s in times.items() if wait_s <= 0]
        if due and (self._given is None or max(due) > self._given):
            self._given = max(due)
            return Move(0.0, self._given)
        if not due:
            self._given = None
        waits += [min(wait_s, _LOOK_S) for wait_s in times.values() if wait_s > 0]
        return Move(max(min(waits), _TICK_S) if waits else None)

    def _times(self, now: float, first_at: float) -> dict[Need, float]:
        """Seconds until the needs arise."""
        slack_s = self._slack_s()
        if slack_s is None:
            return {need: first_at + wait_s - now for need, wait_s in _PATIENCE_S.items()}
        return {need: slack_s - before_s for need, before_s in _SLACK_S.items()}

    @property
    def _usual_halt_s(self) -> float:
        if self._halt_s is not None:
            return self._halt_s
        usual = median(self._pauses) if self._pauses else 0.0
        return min(_LONGEST_HALT_S, max(_SHORTEST_HALT_S, _LONGER * usual))
