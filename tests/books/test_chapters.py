"""Files of text are parted at their chapters."""

import zipfile
from pathlib import Path

import pytest

from wyoming_kokoro.books.chapters import Chapter, read_chapters
from wyoming_kokoro.books.parts import parts_of
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.text.document import Document

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
PACKAGE = """<?xml version="1.0"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf"><opf:manifest>
<opf:item id="n" href="nav.xhtml" properties="nav"/>
<opf:item id="a" href="text/one%20.xhtml"/><opf:item id="b" href="text/two.xhtml"/>
<opf:item id="c" href="text/notes.xhtml"/>
</opf:manifest><opf:spine><opf:itemref idref="n"/><opf:itemref idref="b"/><opf:itemref idref="a"/>
<opf:itemref idref="c" linear="no"/></opf:spine></opf:package>"""


def book(path: Path, **documents: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", PACKAGE)
        for name in ("text/one .xhtml", "text/two.xhtml", "text/notes.xhtml", "nav.xhtml"):
            body = documents.get(Path(name).stem.strip(), "")
            archive.writestr(
                f"OPS/{name}", f"<html><head><title>No</title></head><body>{body}</body></html>"
            )
    return path


def said(chapter: Chapter) -> str:
    document = Document("text", "en-US")
    clauses = document.feed(chapter.text) + document.flush()
    return "".join(segment.text for clause in clauses for segment in clause.segments)


def test_an_epub_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    path = book(
        tmp_path / "tale.epub",
        two=(
            "<h1>The <i>Fox</i></h1><p>A fox&nbsp;ran<br/>home.</p><div><p>It"
            " slept.<sup>1</sup></p></div>"
        ),
        one="<p>The end, [voice:nobody] *truly*.</p>",
        notes="<p>A note.</p>",
        nav="<p>Contents</p>",
    )
    chapters = read_chapters(path)
    assert chapters[0] == Chapter("The Fox", "The Fox\n\nA fox ran home.\n\nIt slept.")
    assert [chapter.title for chapter in chapters] == ["The Fox", "tale 3"]
    assert said(chapters[1]).strip() == "The end, [voice:nobody] *truly*."


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    path = tmp_path / "tale.md"
    path.write_text("\ufeff# One\n\nOnce.\n", encoding="utf-8")
    assert read_chapters(path) == [Chapter("One", "# One\n\nOnce.\n")]


def test_a_document_that_unfolds_to_more_than_a_chapter_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "bomb.epub", one="<p>A</p>", two=f"<p>{' ' * (33 << 20)}</p>")
    with pytest.raises(SetupError, match="two.xhtml is too large"):
        read_chapters(path)


@pytest.mark.parametrize("data", [b"", b"PK nothing", b"<html>"])
def test_what_is_no_epub_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "no.epub"
    path.write_bytes(data)
    with pytest.raises(SetupError, match="no.epub is not an EPUB"):
        read_chapters(path)


def test_markdown_is_parted_at_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("Intro.\n\n# One\nA.\n```\n# not\n```\n### Deep\n\n## Two ##\nB.\n")
    assert [(c.title, c.text.count("\n")) for c in read_chapters(path)] == [
        ("story", 2),
        ("One", 7),
        ("Two", 2),
    ]


def test_plain_text_is_parted_where_a_line_says_chapter(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "CHAPTER I.\n\nThe chapter began.\nChapter and verse.\n\nChapter 2: The End\n\nDone.\n"
    )
    assert [c.title for c in read_chapters(path)] == ["CHAPTER I.", "Chapter 2: The End"]


def test_a_file_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("\n — \n")
    with pytest.raises(SetupError, match="no text"):
        read_chapters(path)


def test_parts_are_whole_paragraphs_and_lose_nothing() -> None:
    text = "\n\n".join(f"Paragraph {number} " + "word " * 100 for number in range(50))
    parts = parts_of([Chapter("Long", text), Chapter("Short", "End.")])
    assert [part.is_first for part in parts].count(True) == 2 and len(parts) > 5
    assert " ".join(part.text for part in parts).split() == f"{text} End.".split()
    assert max(len(part.text) for part in parts) < 5_000
