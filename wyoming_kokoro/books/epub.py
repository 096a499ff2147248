"""EPUB to text, after the EPUB 3 specification: container, package, spine, documents."""

import posixpath
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import ParseError

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from ..errors import SetupError

# The documents are XHTML that is often broken, which the parser of HTML does not mind.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError,
    ParseError,
)  # fmt: skip
"""What is raised for an archive that is none, damaged, encrypted or packed in another way."""
_CONTAINER = "META-INF/container.xml"
_MOST_BYTES = 32 * 1024 * 1024
"""Of one document: nobody writes a longer chapter, and a small archive could unfold to anything."""
_BLOCKS = (
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote", "pre", "dd", "dt", "figcaption",
    "div", "section",
)  # fmt: skip
_SILENT = ("script", "style", "head", "nav", "svg", "math", "sup", "rt", "rp", "table")
_HEADINGS = ("h1", "h2", "h3")
_SIGNS = str.maketrans({sign: "\\" + sign for sign in "\\[]*_`<#|~"})


def read_epub(path: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each document of the spine, markup escaped.

    Raises `SetupError` for what is no EPUB.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            rootfile = _xml(archive, _CONTAINER).find(".//{*}rootfile")
            name = "" if rootfile is None else rootfile.get("full-path", "")
            package = _xml(archive, name)
            items = {item.get("id"): item for item in package.iterfind(".//{*}item")}
            for number, reference in enumerate(package.iterfind(".//{*}itemref"), 1):
                item = items.get(reference.get("idref"))
                if item is None or reference.get("linear") == "no":
                    continue
                if "nav" in item.get("properties", "").split():
                    continue
                document = _read(archive, _inside(name, item.get("href", "")))
                yield _document(BeautifulSoup(document, "html.parser"), f"{path.stem} {number}")
    except _UNREADABLE as error:
        raise SetupError(f"{path} is not an EPUB that can be read: {error}") from error


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(_read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise KeyError(f"{name} is too large")
    return archive.read(name)


def _inside(package: str, href: str) -> str:
    """The name in the archive of what the package refers to."""
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), path))


def _document(soup: BeautifulSoup, fallback: str) -> tuple[str, str]:
    for silent in soup.find_all(_SILENT):
        silent.decompose()
    heading = soup.find(_HEADINGS)
    title = " ".join(heading.get_text(" ").split()) if heading is not None else ""
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for block in soup.find_all(_BLOCKS):
        block.insert_before("\n\n")
        block.insert_after("\n\n")
    paragraphs = (" ".join(part.split()) for part in soup.get_text().split("\n\n"))
    text = "\n\n".join(part.translate(_SIGNS) for part in paragraphs if part)
    return title or fallback, text
