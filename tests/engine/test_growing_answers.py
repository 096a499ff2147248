"""Answers of language models, quick and slow, on machines quick and slow: nobody hears a hole that
the text did not make.
"""

import pytest

from tests.engine.answers import ANSWERS, TOOL
from tests.engine.slow_text import Heard, heard
from wyoming_kokoro.text.segment import Need
from wyoming_kokoro.text.stream import ClauseStream

TOOL_S = 6.0
SLOWEST, RATES = 2, (2, 5, 8, 15, 30, 60)
"""Tokens a second; a token has four letters, and speech takes up 3.5 tokens a second."""
FACTORS = (0.1, 0.3)
SOON_S = 0.3
A_WORD_S = 0.5
TOOL_EXTRA_S = 1.2


def answered(answer: str, rate: float, factor: float) -> Heard:
    text, pauses = "", {}
    for part in answer.split(TOOL):
        if text:
            pauses[len(text)] = TOOL_S
        text += part
    return heard(text, rate, factor, pauses)


def first_sure(spoken: Heard) -> float:
    """When the first words could have been parted from the rest without guessing."""
    stream = ClauseStream()
    for char, at in zip(spoken.text, spoken.arrivals, strict=True):
        if stream.feed(char) or stream.take(Need.NOW):
            return at
    return spoken.arrivals[-1]


def letters(word: str) -> str:
    return word.strip(". ")


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("rate", RATES)
def test_silence_within_answers_is_what_the_text_forces(rate: float, factor: float) -> None:
    """Between the first clause of an answer and the next was a gap of 2.2 s that nothing in the
    text asked for.
    """
    spoken = [answered(answer, rate, factor) for answer in ANSWERS]
    silence, forced = (sum(getattr(h, name) for h in spoken) for name in ("silence_s", "forced_s"))
    assert silence <= forced * 1.15
    if rate > SLOWEST:
        # Where the text is quicker than speech there is none but at tools, and there a few words
        # must come first.
        tools = sum(answer.count(TOOL) for answer in ANSWERS)
        assert silence - forced <= tools * TOOL_EXTRA_S
    else:
        assert all(h.silence_s - h.forced_s < 5 * A_WORD_S for h in spoken)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("rate", RATES)
def test_speech_begins_soon_after_the_first_place_that_is_sure(rate: float, factor: float) -> None:
    for answer in ANSWERS:
        spoken = answered(answer, rate, factor)
        made_s = 2 * spoken.machine_s
        assert spoken.first_s <= first_sure(spoken) + SOON_S + made_s, spoken.text


@pytest.mark.parametrize("answer", [answer for answer in ANSWERS if TOOL in answer])
def test_what_is_said_before_a_tool_is_heard_while_it_works(answer: str) -> None:
    """A finished sentence was held until the next word came, which was after the tool."""
    spoken = answered(answer, 20, 0.1)
    called_at = spoken.arrivals[answer.index(TOOL) - 1]
    assert spoken.first_s <= called_at + 0.8


@pytest.mark.parametrize("rate", (SLOWEST, 60))
def test_the_pace_of_the_text_changes_no_word(rate: float) -> None:
    for answer in ANSWERS:
        quick, slow = answered(answer, 10_000, 0.1).words, answered(answer, rate, 0.1).words
        assert list(map(letters, slow)) == list(map(letters, quick))
