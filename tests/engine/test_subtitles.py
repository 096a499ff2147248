"""Words become cues that can be read."""

from collections.abc import AsyncIterator

import pytest

from wyoming_kokoro.engine.speech import Word
from wyoming_kokoro.engine.subtitles import SubtitleFormat, subtitles


async def cues(
    texts: str | list[str], form: SubtitleFormat = "srt", step_s: float = 0.3
) -> list[str]:
    async def words() -> AsyncIterator[Word]:
        for place, text in enumerate(texts.split() if isinstance(texts, str) else texts):
            yield Word(text, place * step_s, (place + 1) * step_s)

    return [cue async for cue in subtitles(words(), form)]


async def test_a_sentence_ends_a_cue() -> None:
    assert await cues("Good morning. It's half past seven.") == [
        "1\n00:00:00,000 --> 00:00:00,600\nGood morning.\n\n",
        "2\n00:00:00,600 --> 00:00:01,800\nIt's half past seven.\n\n",
    ]


async def test_long_sentences_have_two_lines_of_42_characters_at_most() -> None:
    made = await cues("the quick brown fox jumps over the lazy dog " * 12, step_s=0.1)
    lines = [cue.splitlines()[2:-1] for cue in made]
    assert all(len(each) <= 2 and max(map(len, each)) <= 42 for each in lines)
    assert (
        " ".join(" ".join(each) for each in lines).split()
        == ("the quick brown fox jumps over the lazy dog " * 12).split()
    )


async def test_no_cue_lasts_longer_than_seven_seconds() -> None:
    assert len(await cues("slow " * 8, step_s=2.0)) == 3


async def test_a_quotation_ends_with_its_sentence_and_a_pause_ends_a_cue() -> None:
    assert len(await cues("“Good morning.” He left.")) == 2

    async def words() -> AsyncIterator[Word]:
        for text, start_s in (("One", 0.0), ("two", 0.5), ("three", 1.5)):
            yield Word(text, start_s, start_s + 0.4)

    assert len([cue async for cue in subtitles(words(), "srt")]) == 1
    late = [Word("One", 0.0, 0.4), Word("two", 1.5, 1.8), Word("three", 3661.25, 3662.0)]

    async def parted() -> AsyncIterator[Word]:
        for word in late:
            yield word

    made = [cue async for cue in subtitles(parted(), "srt")]
    assert [cue.splitlines()[2] for cue in made] == ["One", "two", "three"]
    assert made[2].splitlines()[1] == "01:01:01,250 --> 01:01:02,000"


async def test_japanese_and_chinese_have_no_spaces_between_words() -> None:
    made = await cues(["今天", "天气", "很", "好，", "我们", "去", "公园。"])
    assert made[0].splitlines()[2] == "今天天气很好，我们去公园。"


async def test_web_subtitles_begin_with_their_name_and_escape_signs() -> None:
    assert await cues("a <b> & c", "vtt") == [
        "WEBVTT\n\n",
        "1\n00:00:00.000 --> 00:00:01.200\na &lt;b&gt; &amp; c\n\n",
    ]


@pytest.mark.parametrize(
    "end", [".", "!", "?", "…", "。", "！", "？", "।", *(f".{c}" for c in "\"'”’»)]」』")]
)
async def test_each_end_of_a_sentence_ends_a_cue(end: str) -> None:
    assert len(await cues(["One" + end, "two"])) == 2


async def test_a_comma_or_a_colon_does_not() -> None:
    assert len(await cues(["One,", "two:", "three;", "four"])) == 1


@pytest.mark.parametrize(
    ("first", "second", "size", "lines"),
    [("a", "b", 20, 1), ("a", "b", 21, 2), ("今", "天", 21, 1), ("今", "天", 22, 2)],
)
async def test_a_line_is_full_with_42_characters(
    first: str, second: str, size: int, lines: int
) -> None:
    (cue,) = await cues([first * 21, second * size])
    assert len(cue.splitlines()[2:-1]) == lines


async def test_a_third_line_is_another_cue_and_a_word_alone_may_be_longer() -> None:
    made = await cues(["a" * 30, "b" * 30, "c" * 30, "d" * 60])
    assert [cue.splitlines()[2:-1] for cue in made] == [
        ["a" * 30, "b" * 30],
        ["c" * 30, "d" * 60],
    ]
    assert [cue.splitlines()[0] for cue in await cues("One. Two. Three. Four")] == list("1234")


@pytest.mark.parametrize(
    ("times", "count"),
    [
        ([(0.0, 1.0), (2.0, 3.0)], 2),
        ([(0.0, 1.0), (1.999, 3.0)], 1),
        ([(0.0, 1.0), (1.5, 7.0)], 1),
        ([(0.0, 1.0), (1.5, 7.001)], 2),
    ],
)
async def test_a_cue_ends_after_a_second_of_silence_or_seven_in_all(
    times: list[tuple[float, float]], count: int
) -> None:
    async def words() -> AsyncIterator[Word]:
        for start_s, end_s in times:
            yield Word("word", start_s, end_s)

    assert len([cue async for cue in subtitles(words(), "srt")]) == count


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["「はい」", "OK"], "「はい」OK"),
        (["OK", "はい"], "OKはい"),
        (["はい", "OK"], "はいOK"),
        (["a、", "b"], "a、b"),
        (["a〿", "b"], "a〿b"),
        (["a：", "b"], "a：b"),
        (["a￮", "b"], "a￮b"),
        (["ｃ", "d"], "ｃd"),
        (["a", "ｃ"], "a ｃ"),
        (["two  words", " x "], "two words x"),
    ],
)
async def test_spaces_stand_where_they_are_written(words: list[str], text: str) -> None:
    (cue,) = await cues(words)
    assert cue.splitlines()[2] == text


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.0004, "00:00:00,000"),
        (59.9996, "00:01:00,000"),
        (3599.123, "00:59:59,123"),
        (36000.0, "10:00:00,000"),
    ],
)
async def test_times_are_told_to_the_millisecond(seconds: float, told: str) -> None:
    async def words() -> AsyncIterator[Word]:
        yield Word("a", 0.0, seconds)

    (cue,) = [cue async for cue in subtitles(words(), "srt")]
    assert cue.splitlines()[1] == f"00:00:00,000 --> {told}"


async def test_subrip_escapes_nothing_and_nothing_said_is_no_cue() -> None:
    assert (await cues("a <b> & c"))[0].splitlines()[2] == "a <b> & c"
    assert await cues([]) == [] and await cues([], "vtt") == ["WEBVTT\n\n"]
