"""Files of text to chapters: plain text, markdown, EPUB."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import SetupError
from ..reasons import reason
from .epub import read_epub

MARKDOWN_SUFFIXES = frozenset((".md", ".markdown"))
_HEADING = re.compile(r"[ ]{0,3}#{1,2}[ \t]+(?P<title>.+?)[ \t#]*")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_NUMBER = r"(?:\d{1,4}|[IVXLCDM]{1,8}|[A-Za-z-]{3,15})"
_PLAIN_HEADING = re.compile(
    r"(?:chapter|part|book|prologue|epilogue|capítulo|chapitre|capitolo|kapitel)\b(?:["
    rf" \t]+{_NUMBER}\b.{{0,80}})?"
    r"|第[0-9０-９一二三四五六七八九十百]{1,6}[章回部].{0,60}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; `text` has its heading in it, as it is said too."""

    title: str
    text: str


def read_chapters(path: Path) -> list[Chapter]:
    """The chapters of a file that say something, in order.

    Raises `SetupError` for what cannot be read.
    """
    try:
        if path.suffix.lower() == ".epub":
            chapters = [Chapter(title, text) for title, text in read_epub(path)]
        else:
            text = path.read_text(encoding="utf-8-sig")
            is_markdown = path.suffix.lower() in MARKDOWN_SUFFIXES
            chapters = list(_parted(text, path.stem, is_markdown))
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: {reason(error)}") from error
    chapters = [chapter for chapter in chapters if any(map(str.isalnum, chapter.text))]
    if not chapters:
        raise SetupError(f"{path} has no text in it")
    return chapters


def _parted(text: str, name: str, is_markdown: bool) -> Iterator[Chapter]:
    """The text parted at its headings."""
    title, lines = name, list[str]()
    fence = ""
    after_empty = True
    for line in text.splitlines(keepends=True):
        if is_markdown and (sign := _FENCE.match(line)) is not None:
            fence = "" if fence == sign.group(1) else fence or sign.group(1)
        heading = None if fence else _heading(line.rstrip("\r\n"), is_markdown, after_empty)
        if heading is not None:
            yield Chapter(title, "".join(lines))
            title, lines = heading, []
        lines.append(line)
        after_empty = not line.strip()
    yield Chapter(title, "".join(lines))


def _heading(line: str, is_markdown: bool, after_empty: bool) -> str | None:
    if is_markdown:
        match = _HEADING.fullmatch(line)
        return None if match is None else match["title"]
    plain = line.strip()
    return plain if after_empty and _PLAIN_HEADING.fullmatch(plain) else None
