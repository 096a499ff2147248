"""A run is spoken within its sentence, as far as that is known in time."""

import asyncio

import pytest

from wyoming_kokoro.engine.outline import Outline
from wyoming_kokoro.engine.plan import Manner, Run
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


async def test_context_holds_the_sentence_and_nothing_beyond_it() -> None:
    outline = await outline_of(
        run("end.", Boundary.SENTENCE), run("a,"), run("b,"), run("c.", Boundary.SENTENCE), run("d")
    )
    context = outline.context(2, 100)
    assert (context.before, context.phonemes, context.after) == ("a, ", "b, ", "c.")
    assert outline.context(0, 100).after == ""
    assert outline.context(1, 100).before == ""


async def test_another_voice_or_an_ordered_pause_is_no_context() -> None:
    outline = await outline_of(
        run("a,"), run("b,", voice="am_adam"), run("c,", pause_s=1.0), run("d")
    )
    assert outline.context(0, 100).after == ""
    assert outline.context(1, 100).before == ""
    assert outline.context(2, 100).after == ""
    assert outline.context(3, 100).before == ""


async def test_words_that_are_in_no_run_yet_are_planned_with_the_last_one() -> None:
    outline = Outline()
    await outline.extend([run("the"), run("kalendar")], "for ju")
    context = outline.context(1, 100)
    assert context.text == "the kalendar for ju"
    assert context.end == len("the kalendar ")
    assert outline.context(0, 100).text == context.text
    await outline.extend([run("for ju,")])
    assert outline.context(1, 100).text == "the kalendar for ju,"


async def test_a_run_that_is_not_joined_begins_with_the_space_before_it() -> None:
    """The first consonant begins in that space; "for" was lost after "calendar"."""
    outline = await outline_of(run("kalendar"), run("for ju."))
    context = outline.context(1, 100)
    apart = context.after_seam()
    assert (apart.before, apart.phonemes) == ("kalendar", " for ju.")
    assert (apart.text, apart.place, apart.end) == (context.text, context.place, context.end)
    assert apart.span == (context.span[0] - 1, context.span[1])


async def test_a_run_that_no_space_parts_from_the_last_keeps_its_place() -> None:
    """Japanese has no spaces."""
    manner = Manner(parse_blend("jf_alpha", CATALOG), "ja", 1.0, 0.0)
    runs = [
        Run(manner, (PhonemeWord(said, False, 0, 1),), Boundary.PHRASE, 0.0)
        for said in ("neko", "desɨ")
    ]
    context = (await outline_of(*runs)).context(1, 100)
    assert context.before == "neko" and context.after_seam() == context


@pytest.mark.parametrize(
    ("rest", "joined"), [("", False), ("for ", False), ("for ju in the ", True)]
)
async def test_a_run_is_joined_to_words_that_will_surely_be_there_in_time(
    rest: str, joined: bool
) -> None:
    outline = Outline()
    await outline.extend([run("kalendar")], rest)
    assert outline.context(0, 100).is_joined == joined


async def test_a_run_is_joined_to_the_one_behind_it() -> None:
    outline = await outline_of(run("kalendar"), run("a."))
    assert outline.context(0, 100).is_joined and not outline.context(1, 100).is_joined


@pytest.mark.parametrize(("size", "kept"), [(200, 200), (201, 199)])
async def test_half_of_the_room_is_for_what_follows(size: int, kept: int) -> None:
    before, own, after = "a" * 199 + " ", "abcd " * 22, ("abcd " * 50)[: size - 1] + "."
    outline = await outline_of(run(before), run(own), run(after, Boundary.SENTENCE))
    context = outline.context(1, 1_000, 1_000)
    assert len(context.after) == kept
    assert len(context.before) == 200


async def test_context_never_exceeds_what_the_model_takes() -> None:
    runs = [run(" ".join(["abcd"] * 60)) for _ in range(5)]
    outline = await outline_of(*runs)
    for index in range(5):
        context = outline.context(index, 10_000)
        whole = context.before + context.phonemes + context.after
        assert len(whole) <= MAX_TOKENS
        assert context.phonemes.split() == ["abcd"] * 60


@pytest.mark.parametrize(
    ("phonemes", "after"), [(0, "bb"), (5, "bb"), (6, "bb cc"), (8, "bb cc"), (9, "bb cc dd")]
)
async def test_so_much_is_known_after_a_run_but_one_run_at_least(phonemes: int, after: str) -> None:
    outline = await outline_of(*map(run, ("aa", "bb", "cc", "dd")), run("ee."))
    context = outline.context(0, phonemes)
    assert context.after == after and context.rest == ""
    assert (context.place, context.span, context.end) == (0, (0, 3), 3 + len(after))


@pytest.mark.parametrize(
    ("phonemes", "before"), [(0, "cc "), (5, "cc "), (6, "bb cc "), (9, "aa bb cc ")]
)
async def test_so_much_is_known_before_a_run_but_one_run_at_least(
    phonemes: int, before: str
) -> None:
    outline = await outline_of(*map(run, ("aa", "bb", "cc", "dd.")))
    context = outline.context(3, 0, phonemes)
    assert (context.before, context.place) == (before, 9 - len(before))
    assert context.text == before + "dd."
    assert outline.known == 13


async def test_of_160_phonemes_before_a_run_is_what_is_usually_known() -> None:
    outline = await outline_of(*[run("abcdefg")] * 22, run("end."))
    assert len(outline.context(22, 0).before) == 160
    outline = await outline_of(*[run("a" * 22)] * 8, run("end."))
    assert len(outline.context(8, 0).before) == 138, "with another one it would be 161"


@pytest.mark.parametrize(("rest", "joined"), [("abc ef hijk", False), ("abc ef hijkl", True)])
async def test_twelve_phonemes_of_what_is_in_no_run_yet_come_in_time(
    rest: str, joined: bool
) -> None:
    outline = Outline()
    await outline.extend([run("kalendar")], rest)
    assert outline.context(0, 100).is_joined is joined


async def test_what_is_known_of_the_next_words_is_of_no_run_but_the_last_of_a_sentence() -> None:
    outline = Outline()
    await outline.extend([run("a"), run("b.", Boundary.SENTENCE)], "for ju in the ")
    assert outline.context(1, 100).text == "a b."
    await outline.extend([run("c"), run("dd"), run("e")], "rest")
    assert outline.context(2, 3).text == "c dd", "as far as was asked for"
    assert outline.context(2, 5).text == "c dd e rest"
    await outline.extend([run("f", voice="am_adam")], "rest")
    assert outline.context(2, 5).text == "c dd e", "it would be said by the other voice"


async def test_a_sentence_longer_than_the_model_takes_is_cut_at_spaces_on_both_sides() -> None:
    outline = await outline_of(*[run("abcd " * 20) for _ in range(20)])
    context = outline.context(10, 1_000, 1_000)
    assert len(context.text) <= MAX_TOKENS and context.phonemes == "abcd " * 20
    assert len(context.after) == 204 and context.after == ("abcd " * 41)[:-1]
    assert len(context.before) == 205 and context.before == "abcd " * 41
    assert context.place == 10 * 100 - 205 and context.text[context.span[0] :].startswith("abcd")
    first = outline.context(0, 1_000)
    assert (first.place, first.before, len(first.after)) == (0, "", 204)
    last = outline.context(19, 1_000, 1_000)
    assert last.phonemes == ("abcd " * 20).rstrip() and len(last.before) == 410


async def test_alone_a_run_has_nothing_around_it() -> None:
    outline = await outline_of(run("aa"), run("bb"), run("cc."))
    context = outline.alone(1)
    assert (context.place, context.text, context.span) == (3, "bb", (0, 2))
    assert not context.is_joined and context.after_seam() is context


async def test_what_is_at_hand_is_not_waited_for() -> None:
    outline = Outline()
    assert await outline.at_hand(0) is None
    await outline.extend([run("a,")])
    assert await outline.at_hand(0) == run("a,") and await outline.at_hand(1) is None
    waiting = asyncio.create_task(outline.run(1))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await outline.complete()
    assert await waiting is None


@pytest.mark.parametrize(("phonemes", "enough"), [(4, True), (5, False)])
async def test_look_ahead_is_content_with_what_was_asked_for(phonemes: int, enough: bool) -> None:
    outline = Outline()
    await outline.extend([run("a"), run("b"), run("c")])
    looking = asyncio.create_task(outline.look_ahead(0, phonemes, patience_s=0.0))
    await asyncio.sleep(0.01)
    assert looking.done() is enough
    await outline.set_idle(True)
    await asyncio.wait_for(looking, 1)


async def test_look_ahead_waits_for_nothing_behind_another_voice() -> None:
    outline = Outline()
    await outline.extend([run("a"), run("b", voice="am_adam")])
    await asyncio.wait_for(outline.look_ahead(0, 50, patience_s=0.0), 1)


async def test_look_ahead_gives_up_after_its_patience() -> None:
    outline = Outline()
    await outline.extend([run("a")])
    await outline.set_idle(True)
    await asyncio.wait_for(outline.look_ahead(0, 50, patience_s=0.01), 1)


async def test_four_and_twenty_runs_are_planned_ahead() -> None:
    outline = Outline()
    await asyncio.wait_for(outline.extend([run("a")] * 23), 1)
    planning = asyncio.create_task(outline.extend([run("a")]))
    await asyncio.sleep(0.01)
    assert not planning.done()
    await outline.at_hand(1)
    await asyncio.wait_for(planning, 1)


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
    assert outline.context(0, 50).after == "b."


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
