"""Wherever and whenever a growing text is cut, the same words are spoken."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.text.document import Document, SpokenClause
from wyoming_kokoro.text.segment import Need, NormalizationOptions

PHONEMIZER = Phonemizer(Vocabulary({}))
MOVES = ("nothing", "halt", *Need)
TEXTS = (
    "Dr. Smith called Mrs. Peel at 5 p.m. about the U.S. Army, e.g. on Dec. 24, 2025, and left.",
    "3. Open the door. 4. Close it.",
    "1. Press the button for 5 s.\n2. Wait, e.g. 10 min.\n\nDone.",
    "It is half past 6.30 now. It was 6. Then it was 7:30 p.m. on 3 May 2025.",
    "It costs $5. The other costs $5.99 or 3,000 dollars, i.e. 12 % more.",
    "See example.org. Or https://example.org/plans?a=b.c, or ann.lee@mail.example.org. Thanks!",
    "Open settings.json and run main.py. Version 2.10.3 is out. See Fig. 3 and No. 5 there.",
    "Run this:\n```python\nprint('a. b', 3.14)\n```\nThen use `foo.bar` and go on.",
    "It's 21.5 °C, 1/2 cup, 5 km/h, and 10-15 minutes. Between 5 and 10 km, or 2 and 1/2 cups.",
    "- apples\n- 2 kg bread\n- 10 x 20 cm paper\n\n| a | 1.5 |\n|---|---|\n| b | 20 % |\n",
    "Prof. Dr. J. R. R. Tolkien wrote vol. 2, pp. 3-5, etc. and St. John read it.",
    'He said "Stop." Then "Really?" she asked... and so on. [the docs. Here](https://a.b/c?d. E) are good.',
    "Queen Elizabeth II and Henry VIII met in the 1920s, in WW2, at 9/11, on 2024-01-15, at 10:05.",
    "One moment, please... Wait...what? Hmm.. yes, from foo..bar!? Really?!! (No...) \"So?\" it was.",
    "Call 555-1234 or +49 30 123456 from 9 to 5, Mon. to Fri., or in 3-4 days.",
)  # fmt: skip


def words(clauses: list[SpokenClause]) -> str:
    options = NormalizationOptions()
    spoken = " ".join(PHONEMIZER.spoken(c.segments, "en-US", options) for c in clauses)
    return " ".join(re.findall(r"[^\W_]+", spoken.lower().replace("'", "")))


@cache
def whole(text: str) -> str:
    document = Document()
    return words(document.feed(text) + document.flush())


def moved(document: Document, move: str | Need) -> list[SpokenClause]:
    if isinstance(move, Need):
        return document.take(move)
    return document.halt() if move == "halt" else []


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("move", MOVES[1:])
def test_a_halt_at_any_one_place_changes_no_word(text: str, move: str | Need) -> None:
    for place in range(1, len(text)):
        document = Document()
        clauses = document.feed(text[:place]) + moved(document, move)
        clauses += document.feed(text[place:]) + document.flush()
        assert words(clauses) == whole(text), text[:place]


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=300, deadline=None)
def test_no_pattern_of_deltas_and_delays_changes_a_word(text: str, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 12), min_size=len(text), max_size=len(text)))
    moves = data.draw(st.lists(st.sampled_from(MOVES), min_size=len(text), max_size=len(text)))
    document, clauses, place = Document(), [], 0
    for size, move in zip(sizes, moves, strict=True):
        clauses += document.feed(text[place : place + size]) + moved(document, move)
        place += size
    assert words(clauses + document.flush()) == whole(text)
