"""Files of text are parted at their chapters."""

import importlib
import warnings
import zipfile
from pathlib import Path

import pytest

from wyoming_kokoro.books import epub
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


def test_a_document_may_have_32_megabytes(tmp_path: Path) -> None:
    most = 32 << 20
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("most", bytes(most))
        archive.writestr("more", bytes(most + 1))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert len(epub._read(archive, "most")) == most
        with pytest.raises(KeyError, match="more is too large"):
            epub._read(archive, "more")


def test_a_document_that_says_that_it_is_xml_is_no_matter_for_a_warning(tmp_path: Path) -> None:
    path = book(tmp_path / "tale.epub", two="<p>A</p>")
    other = tmp_path / "tale.EPUB"
    with zipfile.ZipFile(other, "w") as made, zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            head = (
                b'<?xml version="1.0"?><!--%s-->' % (b" " * 500) if name.endswith("xhtml") else b""
            )
            made.writestr(name, head + archive.read(name).replace(b"<html>", b""))
    with warnings.catch_warnings(record=True) as told:
        importlib.reload(epub)  # as what it says of warnings at first is not kept between tests
        assert [chapter.text for chapter in read_chapters(other)] == ["A"]
    assert told == []


def test_a_title_in_two_lines_has_a_space(tmp_path: Path) -> None:
    assert document(tmp_path, "<h2>The<br>Fox</h2>a").title == "The Fox"


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
    with pytest.raises(SetupError, match="empty.txt has no text in it$"):
        read_chapters(path)


def test_parts_are_whole_paragraphs_and_lose_nothing() -> None:
    text = "\n\n".join(f"Paragraph {number} " + "word " * 100 for number in range(50))
    parts = parts_of([Chapter("Long", text), Chapter("Short", "End.")])
    assert [part.is_first for part in parts].count(True) == 2 and len(parts) > 5
    assert " ".join(part.text for part in parts).split() == f"{text} End.".split()
    assert max(len(part.text) for part in parts) < 5_000


def document(tmp_path: Path, body: str) -> Chapter:
    return read_chapters(book(tmp_path / "tale.epub", two=f"<p>.</p>{body}"))[0]


@pytest.mark.parametrize(
    "tag", "h1 h2 h3 h4 h5 h6 p li blockquote pre dd dt figcaption div section".split()
)
def test_a_block_is_a_paragraph(tmp_path: Path, tag: str) -> None:
    chapter = document(tmp_path, f"a <{tag}>b <i>c</i></{tag}> d<br>e")
    assert chapter.text == ".\n\na\n\nb c\n\nd e"
    assert chapter.title == ("b c" if tag in ("h1", "h2", "h3") else "tale 2")


@pytest.mark.parametrize("tag", "script style head nav svg math sup rt rp table".split())
def test_what_is_not_to_be_said_is_left_out(tmp_path: Path, tag: str) -> None:
    assert document(tmp_path, f"a<{tag}><b>b</b></{tag}>c<span>d</span>").text == ".\n\nacd"


@pytest.mark.parametrize("sign", r"\ [ ] * _ ` &lt; # | ~".split())
def test_signs_of_an_epub_are_no_markup(tmp_path: Path, sign: str) -> None:
    chapter = document(tmp_path, f"<p>a {sign}b c{sign}d</p>")
    assert "\\" in chapter.text
    assert said(chapter).split() == [".", *f"a {sign}b c{sign}d".replace("&lt;", "<").split()]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('href="text/two.xhtml"', 'href="/OPS/text/nowhere.xhtml"'),
        ("<opf:itemref", "<opf:itemref <"),
    ],
)
def test_an_epub_that_is_broken_is_named(tmp_path: Path, old: str, new: str) -> None:
    path = book(tmp_path / "tale.epub", two="<p>A</p>")
    with zipfile.ZipFile(tmp_path / "other.epub", "w") as other, zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            other.writestr(name, archive.read(name).replace(old.encode(), new.encode()))
    with pytest.raises(SetupError, match="other.epub is not an EPUB"):
        read_chapters(tmp_path / "other.epub")


ENTRIES = ((b"PK\3\4", 6), (b"PK\1\2", 8))
"""Where an entry's header says how it is encrypted; two bytes further on, how it is compressed."""


@pytest.mark.parametrize(
    ("further", "value", "told"),
    [(0, 1, "is encrypted"), (2, 99, "compression"), (2, 8, "decompressing|zlib|ended")],
    ids=["with a key", "by another way", "damaged"],
)
def test_an_epub_that_cannot_be_unpacked_is_named(
    tmp_path: Path, further: int, value: int, told: str
) -> None:
    path = book(tmp_path / "tale.epub", two="<p>A</p>")
    data = bytearray(path.read_bytes())
    for sign, place in ENTRIES:
        at = data.find(sign)
        while at >= 0:
            data[at + place + further] = value
            at = data.find(sign, at + 4)
    path.write_bytes(data)
    with pytest.raises(SetupError, match=f"tale.epub is not an EPUB that can be read: .*({told})"):
        read_chapters(path)


def test_an_epub_without_a_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.books.test_chapters.CONTAINER", "<container/>")
    with pytest.raises(SetupError, match="tale.epub is not an EPUB"):
        read_chapters(book(tmp_path / "tale.epub"))


@pytest.mark.parametrize(
    ("old", "new", "titles"),
    [
        ('idref="b"', 'idref="missing"', ["tale 3"]),
        ('properties="nav"', 'properties="scripted nav"', ["tale 2", "tale 3"]),
        ('properties="nav"', "", ["tale 1", "tale 2", "tale 3"]),
        ('properties="nav"', 'properties="navy"', ["tale 1", "tale 2", "tale 3"]),
        (' linear="no"', ' linear="yes"', ["tale 2", "tale 3", "tale 4"]),
        ('href="text/two.xhtml"', 'href="./text/../text/two.xhtml#top"', ["tale 2", "tale 3"]),
        ("opf:", "", ["tale 2", "tale 3"]),
        ("xmlns:opf", "xmlns", ["tale 2", "tale 3"]),
    ],
)
def test_the_spine_says_what_is_read(
    tmp_path: Path, old: str, new: str, titles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = PACKAGE.replace("opf:", "") if old == "xmlns:opf" else PACKAGE
    package = package.replace("xmlns:opf", "xmlns") if old == "opf:" else package
    monkeypatch.setattr("tests.books.test_chapters.PACKAGE", package.replace(old, new))
    path = book(tmp_path / "tale.epub", one="a", two="b", notes="c", nav="d")
    assert [chapter.title for chapter in read_chapters(path)] == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# One\na", ["One"]),
        ("   ## One ##  \na", ["One"]),
        ("#\tOne\na", ["One"]),
        ("a\r\n# One #\r\nb", ["story", "One"]),
        ("    # One\na", ["story"]),
        ("### One\na", ["story"]),
        ("#One\na", ["story"]),
        ("~~~\n# One\n~~~\n# Two\na", ["story", "Two"]),
        ("```\n# One\n~~~\n# Two\n```\n# Three\na", ["story", "Three"]),
        ("   ```\n# One\n   ```\n# Two\na", ["story", "Two"]),
        ("Chapter 1\n\na", ["story"]),
    ],
)
@pytest.mark.parametrize("suffix", ["md", "markdown", "MD"])
def test_headings_of_markdown_are_titles(
    tmp_path: Path, suffix: str, text: str, titles: list[str]
) -> None:
    path = tmp_path / f"story.{suffix}"
    path.write_bytes(text.encode())
    assert [chapter.title for chapter in read_chapters(path)] == titles


@pytest.mark.parametrize(
    "line",
    [
        "Chapter 1", "PART II", "Book One", "Prologue", "epilogue", "Capítulo 3", "Chapitre IV", "Capitolo Primo", "Kapitel 12: Heim",
        "  Chapter\t9999. All of it  ", "Chapter Twenty-one", "Chapter XXXVIII", "第1章", "第十二回 夜", "第三部", "第０２章", "第一二三四五六章", "第七八九百章",
        "Chapter 1" + "." * 80, "第1章" + "。" * 60, "Chapter CD", "Chapter ML", "Chapter XV", "Chapter " + "a" * 15, "第９０章", "第9部",
    ],
)  # fmt: skip
def test_a_line_of_its_own_that_says_chapter_is_a_title(tmp_path: Path, line: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"a\n\n{line}\n\nb\n", encoding="utf-8")
    assert [chapter.title for chapter in read_chapters(path)] == ["story", line.strip()]
    path.write_text(f"a\n{line}\n\nb\n", encoding="utf-8")
    assert [chapter.title for chapter in read_chapters(path)] == ["story"]


@pytest.mark.parametrize(
    "line",
    [
        "Chapters 1", "Chapter, verse", "My chapter 1", "Chapter 12345", "Chapter 1" + "." * 81, "第1章" + "。" * 61, "第1234567章", "Chapter " + "a" * 16, "Chapter AB", "第章", "1章", "Part of", "# Chapter 1",
    ],
)  # fmt: skip
def test_other_lines_are_no_titles(tmp_path: Path, line: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"a\n\n{line}\n\nb\n", encoding="utf-8")
    assert [chapter.title for chapter in read_chapters(path)] == ["story"]


def test_a_part_is_as_long_as_paragraphs_go_into_four_thousand_characters() -> None:
    for gap in ("\n \n", "\n\t\n", "\n\n  "):
        three = gap.join(("a" * 1000, "b" * 3000, "c"))
        assert [len(part.text) for part in parts_of([Chapter("A", three)])] == [4002, 1]
    long = f"{'a' * 5000}\n\nb\n\n\n"
    assert [part.text for part in parts_of([Chapter("A", long)])] == ["a" * 5000, "b"]
    assert parts_of([Chapter("A", "\n\n")]) == []


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "story.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SetupError, match="story.txt: "):
        read_chapters(path)


def test_signs_of_markdown_are_none_in_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("```\n\nChapter 1\n\na\n")
    assert [chapter.title for chapter in read_chapters(path)] == ["Chapter 1"]
