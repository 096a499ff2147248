"""A run is spoken within its sentence, as far as that is known in time."""

import asyncio

from wyoming_kokoro.engine.outline import Outline
from wyoming_kokoro.engine.plan import Manner, Run, opening_spans
from wyoming_kokoro.models.base import MAX_TOKENS
from wyoming_kokoro.phonemes.g2p import PhonemeWord
from wyoming_kokoro.text.segment import Boundary
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog

CATALOG = VoiceCatalog()


def run(
    phonemes: str,
    boundary: Boundary = Boundary.PHRASE,
    *,
    voice: str = "af_heart",
    pause_s: float = 0.0,
) -> Run:
    manner = Manner(parse_blend(voice, CATALOG), "en-US", 1.0, 0.0)
    words = tuple(PhonemeWord(word, True, 0, 1) for word in phonemes.split())
    return Run(manner, words, boundary, pause_s)


async def outline_of(*runs: Run) -> Outline:
    outline = Outline()
    await outline.extend(runs)
    await outline.complete()
    return outline


async def test_passage_holds_the_sentence_and_nothing_beyond_it() -> None:
    outline = await outline_of(
        run("end.", Boundary.SENTENCE), run("a,"), run("b,"), run("c.", Boundary.SENTENCE), run("d")
    )
    passage = outline.passage(2, 100)
    assert (passage.before, passage.phonemes, passage.after) == ("a, ", "b, ", "c.")
    assert outline.passage(0, 100).after == ""
    assert outline.passage(1, 100).before == ""


async def test_another_voice_or_an_ordered_pause_is_no_context() -> None:
    outline = await outline_of(
        run("a,"), run("b,", voice="am_adam"), run("c,", pause_s=1.0), run("d")
    )
    assert outline.passage(0, 100).after == ""
    assert outline.passage(1, 100).before == ""
    assert outline.passage(2, 100).after == ""
    assert outline.passage(3, 100).before == ""


async def test_passage_never_exceeds_what_the_model_takes() -> None:
    runs = [run(" ".join(["abcd"] * 60)) for _ in range(5)]
    outline = await outline_of(*runs)
    for index in range(5):
        passage = outline.passage(index, 10_000)
        whole = passage.before + passage.phonemes + passage.after
        assert len(whole) <= MAX_TOKENS
        assert passage.phonemes.split() == ["abcd"] * 60


async def test_look_ahead_waits_for_context_only_as_long_as_there_is_time() -> None:
    outline = Outline()
    await outline.extend([run("a,")])
    await outline.set_idle(True)
    await asyncio.wait_for(outline.look_ahead(0, 50, patience_s=0.0), 1)
    waiting = asyncio.create_task(outline.look_ahead(0, 50, patience_s=30))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await outline.extend([run("b.", Boundary.SENTENCE)])
    await asyncio.wait_for(waiting, 1)
    assert outline.passage(0, 50).after == "b."


async def test_look_ahead_waits_while_the_text_is_still_being_planned() -> None:
    outline = Outline()
    await outline.extend([run("a,")])
    waiting = asyncio.create_task(outline.look_ahead(0, 50, patience_s=0.0))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await outline.complete()
    await asyncio.wait_for(waiting, 1)


async def test_planning_stops_far_ahead_of_the_voice() -> None:
    outline = Outline()
    planning = asyncio.create_task(outline.extend([run("a,")] * 100))
    await asyncio.sleep(0.01)
    assert not planning.done()
    await outline.run(90)
    await asyncio.wait_for(planning, 1)


async def test_there_is_no_run_after_the_last() -> None:
    outline = await outline_of(run("a."))
    assert await outline.run(0) is not None
    assert await outline.run(1) is None


def test_the_opening_is_cut_at_words_into_spans_that_double() -> None:
    whole = run(" ".join(["abcd"] * 30), Boundary.SENTENCE, pause_s=0.5)
    spans = opening_spans(whole)
    assert "".join(span.phonemes for span in spans) == whole.phonemes
    lengths = [len(span.phonemes) for span in spans]
    assert lengths == [15, 30, 60, 45]
    assert [span.boundary for span in spans] == [None, None, None, Boundary.SENTENCE]
    assert [span.pause_s for span in spans] == [0, 0, 0, 0.5]
    assert all(span.continues for span in spans[:-1])


def test_a_short_opening_is_left_whole_and_no_crumb_is_cut_off() -> None:
    assert len(opening_spans(run("abcd abcd abcd"))) == 1
    assert [len(span.words) for span in opening_spans(run("abcd " * 4))] == [4]
    assert [len(span.words) for span in opening_spans(run("abcd " * 5))] == [3, 2]
