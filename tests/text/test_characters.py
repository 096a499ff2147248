"""Each mark, space and bracket, between two words."""

import pytest

from tests.text.test_lexer import said, tokens_of
from wyoming_kokoro.text.breaks import BreakScanner
from wyoming_kokoro.text.segment import Boundary

_TAGS = """
    a abbr b big cite code dd del em font i img ins kbd mark ol q s samp small span strike strong sub sup tbody tfoot thead tt u ul
    var dl
"""
_PARTING_TAGS = """
    blockquote br center dd details div dt h1 h2 h3 h4 h5 h6 hr li p pre section summary table td th tr
"""


def parted(text: str, language: str = "en-US") -> tuple[str, Boundary | None]:
    """What stands before the first place where more than running words ends, and what ends there."""
    scanner = BreakScanner(language)
    for token in tokens_of(text):
        scanner.push(token)
    scanner.finish()
    found = next((each for each in scanner.found if each.boundary), None)
    return (text, None) if found is None else (text[: found.position], found.boundary)


@pytest.mark.parametrize("mark", ".!?…‼⁇⁈⁉؟۔")
def test_a_stop_ends_a_sentence_before_a_space(mark: str) -> None:
    assert parted(f"These came here{mark} They left") == (
        f"These came here{mark} ",
        Boundary.SENTENCE,
    )
    assert parted(f"These came here{mark}They left")[1] is not Boundary.SENTENCE


@pytest.mark.parametrize("mark", "。！？｡．।॥")
def test_a_wide_stop_ends_a_sentence(mark: str) -> None:
    assert parted(f"今日は晴れ{mark}明日は雨", "ja") == (f"今日は晴れ{mark}", Boundary.SENTENCE)


@pytest.mark.parametrize("mark", ";:؛—―")
def test_a_mark_ends_a_clause(mark: str) -> None:
    assert parted(f"these came here{mark} they left") == (
        f"these came here{mark} ",
        Boundary.CLAUSE,
    )


@pytest.mark.parametrize("mark", "–-‒—―")
def test_a_dash_between_spaces_ends_a_clause(mark: str) -> None:
    assert parted(f"these came here {mark} they left") == (
        f"these came here {mark} ",
        Boundary.CLAUSE,
    )
    within = parted(f"these came here{mark}they left now")[0]
    assert within.startswith(f"these came here{mark}they") is (mark in "–-‒")


@pytest.mark.parametrize("mark", "；：")
def test_a_wide_mark_ends_a_clause(mark: str) -> None:
    assert parted(f"今日はとても晴れ{mark}明日は雨", "ja") == (
        f"今日はとても晴れ{mark}",
        Boundary.CLAUSE,
    )


@pytest.mark.parametrize("mark", ",،")
def test_a_comma_ends_a_phrase(mark: str) -> None:
    assert parted(f"these came here{mark} they left") == (
        f"these came here{mark} ",
        Boundary.PHRASE,
    )


@pytest.mark.parametrize("mark", "、，､")
def test_a_wide_comma_ends_a_phrase(mark: str) -> None:
    assert parted(f"今日はとても晴れ{mark}明日は雨", "ja") == (
        f"今日はとても晴れ{mark}",
        Boundary.PHRASE,
    )


@pytest.mark.parametrize("space", "\u00a0\u202f\u2007\u2060\ufeff")
def test_glue_forbids_a_break(space: str) -> None:
    text = f"these came here.{space}They left"
    assert parted(text)[0] == text


@pytest.mark.parametrize("end", "\n\r\v\f\x85\u2028")
def test_a_line_ends_a_sentence(end: str) -> None:
    assert parted(f"these came here{end}they left") == (f"these came here{end}", Boundary.SENTENCE)


def test_a_paragraph_ends_with_an_empty_line() -> None:
    for end in ("\n\n", "\r\n\r\n", "\n \n", "\u2029"):
        assert parted(f"these came here{end}they left")[1] is Boundary.PARAGRAPH
    assert parted("these came here\r\nthey left")[1] is Boundary.SENTENCE


@pytest.mark.parametrize("closer", "\"'”’»›)]}）］｝」』】》〉〕")
def test_what_closes_belongs_to_the_sentence(closer: str) -> None:
    text = f"These came here.{closer} "
    assert parted(f"{text}They left") == (text, Boundary.SENTENCE)


@pytest.mark.parametrize("closer", "”»›)]}）］｝」』】》〉〕")
def test_what_closes_after_a_space_belongs_to_the_sentence_too(closer: str) -> None:
    text = f"These came here. {closer} "
    assert parted(f"{text}They left") == (text, Boundary.SENTENCE)


@pytest.mark.parametrize("particle", "とっはがをにもでの")
def test_a_quotation_that_goes_on_ends_no_sentence(particle: str) -> None:
    assert parted(f"「今日は晴れ。」{particle}言った", "ja")[1] is not Boundary.SENTENCE
    assert parted("「今日は晴れ。」雨が降る", "ja")[1] is Boundary.SENTENCE


@pytest.mark.parametrize("tag", _TAGS.split())
def test_a_tag_is_not_said(tag: str) -> None:
    assert said(f"a<{tag}>b</{tag.upper()}>c<{tag}/>d") in ("abcd", "a b c d")
    assert said(f'a<{tag} class="x">b') in ("ab", "a b")


@pytest.mark.parametrize("tag", _PARTING_TAGS.split())
def test_a_tag_of_a_block_parts_words(tag: str) -> None:
    assert said(f"a<{tag}>b</{tag}>c") == "a b c"


@pytest.mark.parametrize("sign", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
def test_an_escaped_sign_is_itself(sign: str) -> None:
    assert said(f"a\\{sign}b") == f"a{sign}b"
    assert said("a\\bc") == "a\\bc"


@pytest.mark.parametrize("kind", "T K V E int str string bool float double char number any".split())
def test_a_type_is_said_after_its_container(kind: str) -> None:
    assert said(f"List<{kind}> x") == f"List<{kind}> x"
    assert said(f"a <{kind}> x") == f"a {kind} x"
