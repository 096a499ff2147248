"""Runs in pieces: what is planned, how far it looks, and which tokens each piece has."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.engine import virtual_time
from tests.engine.test_outline import run
from wyoming_kokoro.engine.outline import Outline
from wyoming_kokoro.engine.pieces import Piece, Pieces
from wyoming_kokoro.engine.plan import Run
from wyoming_kokoro.engine.progress import Progress
from wyoming_kokoro.inference.schedule import Listener
from wyoming_kokoro.inference.workers import Sounded
from wyoming_kokoro.models.base import Passage, Speech
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.text.segment import Boundary

VOCABULARY = Vocabulary({chr(code): code for code in range(32, 127)})
NOW_S = 7.0
"""When an utterance is asked for."""
STYLE = np.zeros((510, 1, 256), np.float32)


@dataclass
class Workers:
    """Makes as much of each span as `cuts` says, the rest in one go; remembers what was asked."""

    cuts: list[int] = field(default_factory=list)
    aligned: bool = True
    tokens_in: int = 50
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    left: list[tuple[float, float]] = field(default_factory=list)
    """Seconds still to be made, and of them those that are planned, at each question."""
    plan_s: list[float] = field(default_factory=list)
    """Seconds of which it was asked how much is planned in them."""

    @property
    def backend(self) -> Any:
        return SimpleNamespace(aligned=self.aligned)

    @property
    def costs(self) -> Any:
        return SimpleNamespace(
            speech_of=lambda phonemes: phonemes / 10,
            sound=lambda seconds: 0.1 * seconds,
            tokens_in=self._tokens_in,
        )

    def _tokens_in(self, seconds: float) -> int:
        self.plan_s.append(seconds)
        return round(1000 * seconds) if seconds > 0.06 else self.tokens_in

    def _sounded(self, listener: Listener, ends: list[int]) -> Sounded:
        self.left.append((listener.left_s, listener.planned_s))
        cut = self.cuts.pop(0) if self.cuts else len(ends) - 1
        samples = np.full(10, float(len(self.asked)), np.float32)
        return Sounded(Speech(samples, None, samples[:2] * 10), cut, 0.5)

    async def plan(
        self,
        listener: Listener,
        tokens: list[int],
        style: Any,
        pace: float,
        first: int,
        ends: list[int],
    ) -> tuple[Passage, Sounded]:
        text = "".join(map(chr, tokens))
        self.asked.append(("plan", text, pace, first, ends))
        durations = np.array([5, *range(1, len(tokens) + 1), 7])
        return Passage(durations), self._sounded(listener, ends)

    async def sound(
        self, listener: Listener, passage: Passage, first: int, ends: list[int]
    ) -> Sounded:
        self.asked.append(("sound", len(passage.durations), first, ends))
        return self._sounded(listener, ends)

    async def speak(
        self, listener: Listener, tokens: list[int], style: Any, pace: float
    ) -> Sounded:
        self.asked.append(("speak", "".join(map(chr, tokens)), pace))
        return self._sounded(listener, [1])


def made(
    workers: Workers, *runs: Run, listener: Listener | None = None, seam: bool = False
) -> tuple[list[list[Piece]], Listener, Progress]:
    """The pieces of each run of an utterance."""

    async def main() -> tuple[list[list[Piece]], Listener, Progress]:
        await asyncio.sleep(NOW_S)
        outline, progress = Outline(), Progress(0.0)
        await outline.extend(runs)
        await outline.complete()
        listens = listener or Listener(0.0)
        worker: Any = workers
        pieces = Pieces(worker, VOCABULARY, outline, listens, progress)
        all_of = []
        for index, each in enumerate(runs):
            context = outline.context(index, 180) if workers.aligned else outline.alone(index)
            if seam:
                context = context.after_seam()
            all_of.append([piece async for piece in pieces.of(index, each, context, STYLE)])
            listens.held_s += 1.0
        return all_of, listens, progress

    return virtual_time.run(main())


def told(pieces: list[Piece]) -> list[tuple[str, list[int], bool, bool]]:
    """Phonemes, durations and place of each piece."""
    return [
        (
            " ".join(word.phonemes for word in piece.words),
            [] if piece.durations is None else piece.durations.tolist(),
            piece.is_first,
            piece.is_last,
        )
        for piece in pieces
    ]


def test_a_passage_is_planned_once_and_sounded_span_by_span() -> None:
    workers = Workers(cuts=[0, 0])
    (first, second), listener, progress = made(
        workers, run("aa bb cc"), run("dd.", Boundary.SENTENCE)
    )
    assert workers.asked == [
        ("plan", "aa bb cc dd.", 1.0, 0, [3, 6, 9]),
        ("sound", 14, 3, [6, 9]),
        ("sound", 14, 6, [9]),
        ("sound", 14, 9, [12]),
    ]
    assert told(first) == [
        ("aa", [5, 1, 2, 3], True, False),
        ("bb", [0, 4, 5, 6], False, False),
        ("cc", [0, 7, 8, 9], False, True),
    ]
    assert told(second) == [("dd.", [0, 10, 11, 12], True, True)]
    assert (progress.passages, progress.inference_s) == (1, 2.0)
    assert workers.left == [(1.3, 0.0), (1.0, 0.9), (0.7, 0.6), (0.4, 0.3)]
    assert (listener.left_s, listener.planned_s) == (0.0, 0.0), "the space behind it is made, too"


def test_durations_are_counted_from_where_their_passage_begins() -> None:
    workers = Workers(cuts=[0, 0])
    (_, second), _, progress = made(
        workers, run("a.", Boundary.SENTENCE), run("bb cc.", Boundary.SENTENCE)
    )
    assert [how[1:] for how in workers.asked] == [
        ("a.", 1.0, 0, [2]),
        ("bb cc.", 1.0, 0, [3, 6]),
        (8, 3, [6]),
    ]
    assert told(second) == [
        ("bb", [5, 1, 2, 3], True, False),
        ("cc.", [0, 4, 5, 6], False, True),
    ]
    assert progress.passages == 2


def test_a_run_behind_a_seam_begins_with_the_space_before_it() -> None:
    workers = Workers(cuts=[0, 0])
    (_, second), _, _ = made(workers, run("aa"), run("bb cc.", Boundary.SENTENCE), seam=True)
    assert workers.asked == [
        ("plan", "aa bb cc.", 1.0, 0, [3]),
        ("sound", 11, 2, [6, 9]),
        ("sound", 11, 6, [9]),
    ]
    assert told(second) == [
        ("bb", [3, 4, 5, 6], True, False),
        ("cc.", [0, 7, 8, 9], False, True),
    ]


def test_spans_are_faded_into_each_other_and_the_tail_goes_on() -> None:
    (pieces,), _, _ = made(Workers(cuts=[0]), run("aa bb.", Boundary.SENTENCE))
    assert pieces[0].samples.tolist() == [1.0] * 10
    assert pieces[1].samples.tolist() == [10.0] + [2.0] * 9
    assert pieces[1].tail.tolist() == [20.0, 20.0]


LONG = run(" ".join(["abcde"] * 10))
"""Sixty phonemes."""
END = run("end.", Boundary.SENTENCE)


@pytest.mark.parametrize(
    ("tokens_in", "runs", "jobs"),
    [
        (
            50,  # of which the last word is cut off
            [LONG] * 4,
            [
                ("plan", 47, 0, 30),
                ("plan", 239, 30, 60),
                ("sound", 239, 60, 120),
                ("plan", 244, 120, 180),
                ("sound", 244, 180, 240),
                ("sound", 244, 240, 244),
            ],
        ),
        (
            200,  # and three runs after a run, of which two are looked ahead to
            [LONG] * 6,
            [
                ("plan", 197, 0, 60),
                ("sound", 197, 60, 120),
                ("plan", 359, 120, 180),
                ("sound", 359, 180, 240),
                ("plan", 244, 120, 180),
                ("sound", 244, 180, 240),
                ("sound", 244, 240, 244),
            ],
        ),
        (
            10,  # but forty phonemes at least, of which the last sixteen are not spoken yet
            [run("aaaa " * 30)],
            [("plan", 39, 0, 20), ("plan", 154, 20, 150), ("sound", 154, 150, 154)],
        ),
        (
            10,  # of which a word that ends with them is no part
            [run("aaaaaaaa" + " aaaaaaa" * 9)],
            [("plan", 32, 0, 9), ("plan", 85, 9, 81), ("sound", 85, 81, 85)],
        ),
        (
            10,  # and these are sixteen
            [run("a" * 19 + " " + "b" * 16 + " cccccccc" * 5)],
            [("plan", 36, 0, 20), ("plan", 86, 20, 82), ("sound", 86, 82, 86)],
        ),
        (
            50,  # and a text of so many is planned as it is
            [run("abcde " * 7 + "abc")],
            [("plan", 50, 0, 46), ("sound", 50, 46, 50)],
        ),
        (
            50,  # and one that cannot be cut between the twentieth and the last of them
            [run("x" * 15 + " " + "y" * 80)],
            [("plan", 101, 0, 97), ("sound", 101, 97, 101)],
        ),
        (
            500,  # sixty phonemes behind a run are enough
            [LONG, LONG, run("abcde " * 9 + "abcdef"), run("abcde " * 20 + "abc")],
            [
                ("plan", 180, 0, 60),
                ("sound", 180, 60, 120),
                ("plan", 309, 120, 181),
                ("sound", 309, 181, 305),
                ("sound", 309, 305, 309),
            ],
        ),
        (
            500,  # and no more than 180 are looked ahead to
            [LONG, LONG, run("abcde " * 19 + "abcdef")],
            [
                ("plan", 119, 0, 60),
                ("plan", 245, 60, 120),
                ("sound", 245, 120, 241),
                ("sound", 245, 241, 245),
            ],
        ),
    ],
)
def test_a_passage_is_planned_anew_where_the_one_at_hand_does_not_look_ahead_far_enough(
    tokens_in: int, runs: list[Run], jobs: list[tuple[str, int, int, int]]
) -> None:
    """Of the first one no more is planned than there is time for."""
    workers = Workers(tokens_in=tokens_in)
    made(workers, *runs, END)
    asked = [
        (
            ("plan", len(how[0]), how[2], how[3][-1])
            if kind == "plan"
            else ("sound", how[0] - 2, how[1], how[2][-1])
        )
        for kind, *how in workers.asked
    ]
    assert asked == jobs
    assert workers.plan_s[0] == 0.056


@pytest.mark.parametrize(
    ("runs_dry_at", "tokens_in", "behind"),
    [(None, 0, 120), (0.156, 100, 60), (0.156, 190, 120), (0.1, 179, 60), (10.0, 0, 120)],
)
def test_who_is_about_to_run_dry_has_less_planned_behind_what_is_next(
    runs_dry_at: float | None, tokens_in: int, behind: int
) -> None:
    workers = Workers(tokens_in=tokens_in)
    listener = Listener(0.0, runs_dry_at and NOW_S + runs_dry_at, held_s=1.0)
    made(workers, *[LONG] * 4, END, listener=listener)
    plans = [how for kind, *how in workers.asked if kind == "plan"]
    assert [(len(text), first) for text, _, first, _ in plans] == [
        (239, 0),
        (behind + 124, behind),
    ]
    planning_s = max(0.056, (runs_dry_at or 0.0) - 0.1)
    assert workers.plan_s == ([] if runs_dry_at is None else [pytest.approx(planning_s)] * 2)


def test_a_backend_without_durations_speaks_a_run_at_once() -> None:
    workers = Workers(aligned=False)
    (pieces, _), listener, progress = made(workers, run("aa bb"), run("cc.", Boundary.SENTENCE))
    assert workers.asked == [("speak", "aa bb", 1.0), ("speak", "cc.", 1.0)]
    assert [left_s for left_s, _ in workers.left] == [0.0, 0.4] and listener.left_s == 0.0
    assert told(pieces) == [("aa bb", [], True, True)]
    assert (progress.passages, progress.inference_s) == (0, 1.0)


@pytest.mark.parametrize(("place", "left_s"), [(0, 1.0), (4, 0.6), (10, 0.0), (12, 0.0)])
def test_workers_are_told_how_much_is_still_to_be_made(place: int, left_s: float) -> None:
    listener, outline = Listener(0.0), SimpleNamespace(known=10)
    parts: Any = (Workers(), VOCABULARY, outline)
    Pieces(*parts, listener, Progress(0.0)).expect(place)
    assert (listener.left_s, listener.planned_s) == (left_s, 0.0)
