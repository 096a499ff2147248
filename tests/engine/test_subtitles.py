"""Words become cues that can be read."""

from collections.abc import AsyncIterator

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


async def test_japanese_and_chinese_have_no_spaces_between_words() -> None:
    made = await cues(["今天", "天气", "很", "好，", "我们", "去", "公园。"])
    assert made[0].splitlines()[2] == "今天天气很好，我们去公园。"


async def test_web_subtitles_begin_with_their_name_and_escape_signs() -> None:
    assert await cues("a <b> & c", "vtt") == [
        "WEBVTT\n\n",
        "1\n00:00:00.000 --> 00:00:01.200\na &lt;b&gt; &amp; c\n\n",
    ]
