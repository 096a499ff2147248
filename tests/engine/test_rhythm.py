"""When a growing text is spoken before it has gone on, on a clock that a test sets."""

import pytest

from wyoming_kokoro.engine.rhythm import Move, Rhythm
from wyoming_kokoro.text.segment import Need

SOON, NOW, OVERDUE = Need.SOON, Need.NOW, Need.OVERDUE
HALTED = Move(0.0)


class Text:
    """A text that comes in deltas, and what its listener has before it (`None`: nothing yet)."""

    def __init__(self, halt_s: float | None = None) -> None:
        self.now = 100.0
        self.slack_s: float | None = None
        self.rhythm = Rhythm(lambda: self.now, lambda: self.slack_s, halt_s)

    def comes(self, *pauses_s: float) -> None:
        """A delta after each of these pauses."""
        for pause_s in pauses_s:
            self.now += pause_s
            self.rhythm.beat()

    def moves(self, seconds: float) -> list[tuple[float, Need | None]]:
        """What is done while no delta comes, and after how many seconds."""
        begun, end, done = self.now, self.now + seconds, []
        while True:
            move = self.rhythm.next()
            if move.wait_s == 0:
                done.append((round(self.now - begun, 3), move.need))
            elif move.wait_s is None or self.now + move.wait_s > end:
                self.now = end
                return done
            else:
                assert move.wait_s >= 0.005
                self.now += move.wait_s
                if self.slack_s is not None:
                    self.slack_s -= move.wait_s


def test_before_there_is_text_there_is_nothing_to_do() -> None:
    text = Text()
    assert text.rhythm.next() == Move(None)
    assert text.moves(60.0) == []


def test_who_hears_nothing_yet_is_spoken_to_ever_sooner() -> None:
    """A clause at once, half of one after 0.2 s, a word after 0.8 s, a sentence when it halts."""
    text = Text()
    text.comes(5.0)
    assert text.moves(9.0) == [(0.0, SOON), (0.15, None), (0.2, NOW), (0.8, OVERDUE)]


def test_patience_is_counted_from_the_first_delta() -> None:
    text = Text(halt_s=9.0)
    text.comes(5.0, 0.3, 0.3)
    assert text.moves(1.0) == [(0.0, NOW), (0.2, OVERDUE)]


def test_who_has_audio_is_spoken_to_before_it_ends() -> None:
    text = Text(halt_s=9.0)
    text.comes(1.0)
    text.slack_s = 2.0
    assert text.moves(8.0) == [(1.4, SOON), (1.7, NOW), (2.0, OVERDUE)]


def test_needs_that_are_met_may_arise_again() -> None:
    text = Text(halt_s=9.0)
    text.comes(1.0)
    text.slack_s = 0.5
    assert text.moves(0.1) == [(0.0, SOON)]
    text.slack_s = 0.65  # what was taken has been made
    assert text.moves(0.04) == []
    text.slack_s = 0.5
    assert text.moves(0.1) == [(0.0, SOON)]
    text.slack_s = 0.5
    text.comes(0.1)
    assert text.moves(0.0) == [(0.0, SOON)], "with each delta all is asked anew"


@pytest.mark.parametrize(
    ("pauses_s", "halt_s"),
    [
        ([], 0.15),
        ([0.01], 0.15),
        ([0.1], 0.2),
        ([0.1, 0.2, 0.9], 0.4),
        ([0.4], 0.5),
        ([0.1] * 9 + [0.2] * 8, 0.4),
        ([0.01] + [0.1] * 4 + [0.2] * 4, 0.3),
    ],
)
def test_a_halt_is_twice_as_long_as_the_last_pauses_usually_are(
    pauses_s: list[float], halt_s: float
) -> None:
    text = Text()
    text.comes(1.0, *pauses_s)
    text.slack_s = 60.0
    assert text.moves(9.0) == [(halt_s, None)]
    text.comes(0.0)
    assert len(text.moves(9.0)) == 1, "after each delta once"


def test_a_halt_may_be_set() -> None:
    text = Text(halt_s=1.2)
    text.comes(1.0, 0.1)
    text.slack_s = 60.0
    assert text.moves(9.0) == [(1.2, None)]


def test_needs_are_looked_at_four_times_a_second() -> None:
    """What is known of them is a guess until the speech is made."""
    text = Text(halt_s=0.05)
    text.comes(1.0)
    text.slack_s = 60.0
    assert text.rhythm.next() == Move(pytest.approx(0.05))
    text.now += 0.05
    assert text.rhythm.next() == HALTED
    assert text.rhythm.next() == Move(0.25)
    text.slack_s = 0.602
    assert text.rhythm.next() == Move(0.005)
