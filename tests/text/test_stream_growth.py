"""Work grows with the length of the text, not with its square: counted in executed lines, not in
seconds.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from wyoming_kokoro.errors import RequestError
from wyoming_kokoro.text.document import Document

FLOODS = (
    "word ", "a", ". ", "...", "[", "]", "(", "[a](", "[a](b) ", "[pause:1s]", "`", "`a` ", "``` ", "*", "**a",
    "_a_", "~~", "<", "<a", "<!--",
    "&amp;", "\\", '"', "|", "| a ", "- ", "> ", "# ", "1. ", "Dr. ", "I. The ", "\n", " ", "\t", "。", "日", "か日",
    "नम।", "https://a.b/", "—",
    "[[a](", "[[[a]]] ", "![", "[a][", "[a](b [c](d ", "[`a](b ", "[<a ", "` `` ``` ", "\\[", "&a", "|-", "- - ", "1. [x", "> - ", "# a #",
    "[a<b`c", "<b>", "~~~ ", "```\n", "[^1]",
    " - ", "\u00a0", "\x00", "\ud800", "👍", "7:30 ", "1,", "U.S. ", "The cat sat, and it was. ",
)  # fmt: skip


def steps(work: Callable[[], object]) -> int:
    """How many lines of the package's text modules run."""
    count = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, _: Any) -> Any:
        return line if "/wyoming_kokoro/text/" in frame.f_code.co_filename else None

    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


def read(text: str) -> None:
    document = Document()
    for char in text:
        document.feed(char)
    document.flush()


@pytest.mark.parametrize("flood", FLOODS)
def test_the_work_of_a_text_is_linear(flood: str) -> None:
    short, long = ((flood * size)[:size] for size in (600, 2400))
    read(short)  # tables are made when they are first asked for
    assert steps(lambda: read(long)) < 6 * steps(lambda: read(short))


def test_a_hundred_thousand_characters_are_read() -> None:
    document = Document()
    text = "".join((flood * 2500)[:2500] for flood in FLOODS)[:100_000]
    clauses = document.feed(text) + document.flush()
    assert "".join(clause.text for clause in clauses) == text


@pytest.mark.parametrize(
    "flood",
    [
        "<p>a</p>",
        "a ",
        "<break/>",
        "<mark name='a'/>",
        "&amp;",
        "<s>",
        "One. ",
        "<!-- a -->",
        "<sub alias='a'/>",
    ],
)
def test_the_work_of_a_document_is_linear(flood: str) -> None:
    def read_ssml(times: int) -> None:
        document = Document("ssml")
        document.feed("<speak>" + flood * times + "</speak>")
        try:
            document.flush()
        except RequestError:
            pass

    read_ssml(1)
    assert steps(lambda: read_ssml(800)) < 6 * steps(lambda: read_ssml(200))
