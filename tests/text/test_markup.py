"""Inline markup and markdown of plain text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wyoming_kokoro.errors import BadMarkup
from wyoming_kokoro.text.document import Document, SpokenClause
from wyoming_kokoro.text.segment import Need, Segment


def clauses_of(text: str) -> list[SpokenClause]:
    document = Document()
    return document.feed(text) + document.flush()


def segments_of(text: str) -> list[Segment]:
    return [segment for clause in clauses_of(text) for segment in clause.segments]


def said(text: str) -> str:
    return " ".join("".join(segment.text for segment in segments_of(text)).split())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Note:** dinner is _ready_.", "Note: dinner is ready."),
        ("***Both*** and __bold__ and *one*.", "Both and bold and one."),
        ("A ~~wrong~~ right word.", "A wrong right word."),
        ("**bold**text", "boldtext"),
        ("# Title", "Title"),
        ("## Title ##", "Title"),
        ("#hashtag", "#hashtag"),
        ("C# is fine", "C# is fine"),
        ("* apples\n- pears\n+ plums\n• figs", "apples pears plums figs"),
        ("- [x] done\n- [ ] to do", "done to do"),
        ("1. First\n2) Second", "1, First 2, Second"),
        ("> quoted\n>> twice", "quoted twice"),
        ("One\n\n---\n\n* * *\nTwo", "One Two"),
        ("Title\n=====\nText", "Title Text"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a , b 1 , 2"),
        ("Home | Contact", "Home , Contact"),
        ("See [this page](https://example.org/a_(b)).", "See this page."),
        ("See [the *new* page](https://example.org) now", "See the new page now"),
        ("See [this][ref] page", "See this page"),
        ("![A cat](cat.png) sits", "A cat sits"),
        ("Go to <https://example.org/a_b>.", "Go to https://example.org/a_b."),
        ("Mail <ann@mail.org> now", "Mail ann@mail.org now"),
        ("one<br>two<br/>three", "one two three"),
        ('<b class="x">bold</b> H<sub>2</sub>O', "bold H2O"),
        ("start <file> now", "start file now"),
        ("Use `a_b*c` and ``x`y``.", "Use a_b*c and x`y."),
        ("`[a](b)` stays", "[a](b) stays"),
        ("```python\nx = *a* # _b_\n```\nDone", "x = *a* # _b_ Done"),
        ("~~~\na_b\n~~~\n*c*", "a_b c"),
        (r"\*not bold\* and 1\. x", "*not bold* and 1. x"),
        ("salt &amp; pepper &lt; 3", "salt & pepper < 3"),
        ("fact[^1] here", "fact here"),
    ],
)
def test_markdown_is_read_as_its_text(written: str, read: str) -> None:
    assert said(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "light.kitchen_main is off", "snake_case_name", "2*3 and 2 * 3", "5* hotel", "an A* in maths", "about ~5 of them",
        "[sic] he said", "if a < b and c > d",
        "C:\\Users\\me", "[a] (b)", "f(x)[0]", "AT&T & co", "a|b", "3 > 2", "-5 degrees", "[unclosed", "closed]",
        "{{ states('light.a_b') }}",
        "2**3", "[1] is a source", "[voices: many]", "1.5 is more", "100. It was", "https://a.b/c_d_e?f=g*h",
    ],
)  # fmt: skip
def test_what_is_no_markup_stays(text: str) -> None:
    assert said(text) == text


def test_words_keep_their_places() -> None:
    text = "# A **bold** [link](https://x.y) &amp; more"
    for segment in segments_of(text):
        for char, offset in zip(segment.text, segment.offsets, strict=True):
            assert text[offset] == char


def test_a_line_that_is_cut_into_clauses_is_still_one_line() -> None:
    words = "the heating in the living room was set to twenty degrees because "
    assert said("## " + words * 4 + "so ##").startswith("the heating")
    assert "#" not in said("## " + words * 4 + "so ##")
    assert said("> *" + words * 4 + "so*") == (words * 4 + "so")
    assert said("| " + words * 4 + "| so |") == words * 4 + ", so"


def test_pauses_follow_the_words_before_them() -> None:
    assert [(s.text, s.pause_s) for s in segments_of("One [pause:1.5s] two[pause:300ms]")] == [
        ("One ", 1.5), (" two", 0.3),
    ]  # fmt: skip
    assert [s.pause_s for s in segments_of("[pause:2][pause: 1 second ]a")] == [2, 1, 0]
    for unit in ("s", " sec", "secs", " second", "seconds", ""):
        assert segments_of(f"[PAUSE:.5{unit}]a")[0].pause_s == 0.5
    for unit in ("ms", " millisecond", "milliseconds"):
        assert segments_of(f"[pause:10000{unit}]a")[0].pause_s == 10.0


def test_the_slowest_and_the_fastest_rate_and_the_most_stress() -> None:
    assert [s.rate for s in segments_of("[rate:0.25]a [Rate:4]b [rate]c [rate:.5]d")] == [
        0.25,
        4,
        1,
        0.5,
    ]
    stresses = [s.stress for s in segments_of("[a](2) [b](-2) [c](.5) [d](+1.25) [e](0)")][::2]
    assert stresses == [2.0, -2.0, 0.5, 1.25, 0.0]


def test_an_error_shows_no_more_than_forty_characters() -> None:
    for length, end in ((33, "x"), (34, "…")):
        with pytest.raises(BadMarkup) as caught:
            segments_of("[rate:" + "x" * length + "]")
        shown = caught.value.message.partition(" at character 1: ")[0]
        assert len(shown) == 40 and shown.rstrip("]")[-1] == end


@pytest.mark.parametrize(
    "text",
    ["[pause]", "[voices]", "[a](//)", "[a](/)", "[a](12)", "[a](1.234)", "[a][/b/]", "[a][1]"],
)
def test_what_is_nearly_an_instruction_is_a_word(text: str) -> None:
    assert segments_of(text)[0].text.startswith(("[", "a"))
    assert (
        all(s.phonemes is None and s.stress is None for s in segments_of(text)) or text == "[a](//)"
    )


def test_phonemes_and_stress_belong_to_their_word() -> None:
    first, _, second, _, third = segments_of("[Kokoro]( /kˈOkəɹO/ ) is [so]( +1) [good](-0.5)")
    assert (first.text, first.phonemes) == ("Kokoro", "kˈOkəɹO")
    assert (second.text, second.stress) == ("so", 1.0)
    assert (third.text, third.stress) == ("good", -0.5)


def test_voice_and_rate_last_until_they_are_reset() -> None:
    text = "a [voice:af_sky]b. [rate:1.2]C is here. D [voice]e [rate:]f"
    assert [(s.text.strip(), s.voice, s.rate) for s in segments_of(text)] == [
        ("a", None, 1.0), ("b.", "af_sky", 1.0), ("C is here.", "af_sky", 1.2), ("D", "af_sky", 1.2), ("e", None, 1.2), ("f", None, 1.0),
    ]  # fmt: skip


def test_what_is_read_ahead_changes_no_voice() -> None:
    document = Document()
    document.feed("The old lamp on ")
    assert document.take(Need.NOW)
    document.feed("[voice:b] the table")
    rest = document.rest()
    assert rest is not None
    assert [(s.text, s.voice) for s in rest.segments] == [("on ", None), (" the ", "b")]
    (clause,) = document.flush()
    assert [(s.text, s.voice) for s in clause.segments] == [("on ", None), (" the table", "b")]


def test_a_blend_is_a_voice() -> None:
    assert segments_of("[voice:af_bella(2)+af_sky]hi")[0].voice == "af_bella(2)+af_sky"


_WHY = {
    "p": "a pause is written like 1.5s or 300ms and lasts at most 10 seconds",
    "r": "a rate is a number from 0.25 to 4",
    "x": "stress goes from -2 to 2",
}


@pytest.mark.parametrize(
    "markup",
    "[pause:abc] [pause:] [pause:11s] [pause:10.1s] [pause:-1s] [pause:1e9s] [pause:1m] [rate:99] [rate:4.01] [rate:0.24] [rate:0] [rate:nan]"
    " [rate:fast] [x](+3) [x](-2.1)".split(),
)
def test_bad_markup_is_an_error_that_names_the_place(markup: str) -> None:
    with pytest.raises(BadMarkup) as caught:
        segments_of("It is\nso " + markup)
    assert caught.value.message == f"{markup} at character 10: {_WHY[markup[1]]}"


def test_markup_in_code_is_text() -> None:
    assert said("Write `[pause:abc]` here") == "Write [pause:abc] here"
    assert said("```\n[rate:99]\n```") == "[rate:99]"


PIECES = (
    "word ", "and ", ". ", ", ", "\n", "\n\n", "*", "**", "_", "__", "~~", "`", "```", "```\n", "# ", "- ", "1. ",
    "> ", "| ", "|---|\n", "[", "]", "(",
    ")", "](", "![", "<", ">", "<br>", "</b>", "<!--", "-->", "&amp;", "\\", "[pause:1s]", "[rate:2]",
    "[voice:af_sky]", "[voice]", "[a](/b/)",
    "[a](+1)", "[a](b)", "日本", "。", "\ud800", "\x00", " ", "https://a.b/c_d ",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)


@given(texts, st.lists(st.integers(0, 300), max_size=8))
@settings(max_examples=300, deadline=None)
def test_the_reading_does_not_depend_on_the_deltas(text: str, cuts: list[int]) -> None:
    document = Document()
    edges = [0, *sorted(min(c, len(text)) for c in cuts), len(text)]
    clauses = [c for a, b in zip(edges, edges[1:]) for c in document.feed(text[a:b])]
    clauses += document.flush()
    assert clauses == clauses_of(text)
    assert "".join(clause.text for clause in clauses) == text


@given(texts)
@example("On it `is the command that removes what was left behind and then starts anew [pause:1s]`")
@settings(max_examples=300, deadline=None)
def test_every_character_has_a_place_within_its_clause(text: str) -> None:
    for clause in clauses_of(text):
        for segment in clause.segments:
            places = range(clause.start, clause.start + len(clause.text))
            assert len(segment.text) == len(segment.offsets)
            assert all(offset in places for offset in segment.offsets)
            assert list(segment.offsets) == sorted(segment.offsets)
