"""Text as it comes: what is read of it when, what is known beyond it, and what is refused."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from tests.engine import virtual_time
from tests.engine.slow_text import CATALOG, _Phonemizer
from wyoming_kokoro.engine.outline import Outline
from wyoming_kokoro.engine.plan import LanguageRules, Planner, Run
from wyoming_kokoro.engine.progress import Progress
from wyoming_kokoro.engine.reading import Reader
from wyoming_kokoro.engine.resolving import Resolver
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import SpeechError, TextTooLong, UnknownVoice
from wyoming_kokoro.text.segment import NormalizationOptions


class Noting(Outline):
    """Notes what it is told, and when."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[Any, ...]] = []

    def _note(self, *what: Any) -> None:
        self.told.append((asyncio.get_running_loop().time(), *what))

    async def extend(self, runs: Sequence[Run], rest: str = "") -> None:
        self._note("".join(run.phonemes for run in runs), rest)
        await super().extend(runs, rest)

    async def set_idle(self, idle: bool) -> None:
        self._note("idle" if idle else "busy")
        await super().set_idle(idle)

    async def complete(self) -> None:
        self._note("complete")
        await super().complete()


async def typed(*deltas: str) -> AsyncIterator[str]:
    """A delta each second."""
    for delta in deltas:
        await asyncio.sleep(1.0)
        yield delta
    await asyncio.sleep(1.0)


def read(
    text: str | AsyncIterator[str],
    *,
    slack_s: float | None = 60.0,
    keeps_text: bool = False,
    error: type[SpeechError] | None = None,
    **fields: Any,
) -> tuple[list[tuple[Any, ...]], Progress]:
    """What the outline of a text is told, of which a hundred characters may be."""
    outlines: list[Noting] = []

    async def main() -> Progress:
        outline, progress = Noting(), Progress(0.0)
        outlines.append(outline)
        resolver = Resolver(CATALOG, lambda _: None, NormalizationOptions(), LanguageRules(), 9_999)
        request = resolver.resolve(SpeechRequest(text, **fields))
        phonemizer: Any = _Phonemizer()
        planner = Planner(phonemizer, CATALOG, request.manner, request.normalization)
        reader = Reader(
            request,
            planner,
            virtual_time.InlineExecutor(1),
            flush_s=0.2,
            max_text_chars=100,
            keeps_text=keeps_text,
        )
        reading = reader.read(outline, progress, lambda: slack_s)
        if error is None:
            await reading
        else:
            with pytest.raises(error):
                await reading
            await asyncio.sleep(1.0)
        return progress

    progress = virtual_time.run(main())
    return outlines[0].told, progress


def test_a_text_that_grows_is_read_as_it_comes_and_is_told_to_be_waited_for() -> None:
    told, progress = read(typed("One, tw", "o. Three fo", "ur."))
    assert told == [
        (0.0, "idle"),
        (1.0, "busy"),
        (1.0, "idle"),
        (2.0, "busy"),
        (2.0, "One, two. ", ""),
        (2.0, "idle"),
        (3.0, "busy"),
        (3.0, "idle"),
        (3.2, "Three four.", ""),
        (4.0, "busy"),
        (4.0, "complete"),
    ]
    assert (progress.characters, progress.clauses, progress.text) == (21, 2, "")


def test_of_a_listener_who_needs_words_all_that_are_sure_are_given() -> None:
    told, progress = read(typed("The old kettle boils, and tea is ne", "ar. "), slack_s=0.0)
    assert [entry for entry in told if len(entry) == 3] == [
        (1.0, "The old kettle boils, ", "and tea is "),
        (1.0, "and tea ", "is "),
        (2.0, "is near. ", ""),
    ]
    assert progress.clauses == 3


def test_what_is_wrong_with_words_that_are_foreseen_is_told_when_they_come() -> None:
    text = "The old kettle boils, [voice:nobody]and tea is ne"
    told, _ = read(typed(text), slack_s=60.0, error=UnknownVoice)
    assert told == [
        (0.0, "idle"),
        (1.0, "busy"),
        (1.0, "The old kettle boils, ", ""),
        (1.0, "idle"),
        (2.0, "busy"),
    ]


def test_of_a_whole_text_nothing_is_spoken_before_all_is_known_to_be_right() -> None:
    told, progress = read("One, two. Three, four.", keeps_text=True)
    assert told == [
        (0.0, "One, two. ", ""),
        (0.0, "Three, four.", ""),
        (0.0, "complete"),
    ]
    assert (progress.characters, progress.text) == (22, "One, two. Three, four.")
    assert read("One. [voice:nobody]Two.", error=UnknownVoice)[0] == []


def test_a_text_may_be_as_long_as_it_may() -> None:
    assert "".join(entry[1] for entry in read("ab " * 33 + "c")[0][:-1]) == "ab " * 33 + "c"
    assert read("ab " * 33 + "cd", error=TextTooLong)[0] == []
    told, progress = read(typed("ab " * 33, "cd"), error=TextTooLong)
    assert told[-1] == (2.0, "busy") and progress.characters == 101


def test_markup_is_that_of_the_request() -> None:
    text = "<speak>One <mark name='a'/>two</speak>"
    assert read(text, text_format="ssml")[0][0] == (0.0, "One two", "")
    assert "speak" in read(text)[0][0][1]
