"""SSML to a script, with a parser that nothing in a document can lead astray."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NoReturn
from xml.parsers import expat

from ..errors import BadMarkup
from . import ssml_values as values
from .script import Script
from .segment import Segment

MAX_CHARS = 200_000
"""Of a document, which its reader sees to."""
MAX_DEPTH = 32
MAX_ELEMENTS = 5000
_LINES_AFTER = {"p": 2, "paragraph": 2, "s": 1, "sentence": 1}
_WHOLE = frozenset(("say-as", "sub", "phoneme"))
_NOT_SAID = frozenset(("desc", "metadata", "meta", "lexicon", "title", "style", "script"))

Attributes = Mapping[str, str]


def parse_ssml(text: str, language: str = "en-US") -> Script:
    """What an SSML document says.

    `language` (a canonical tag) is that of its phonemes where it names none.

    Elements that are not known are read as their text. Raises `BadMarkup` with line and column for
    what is not well-formed, for document type declarations and entities, for wrong values, and for
    documents nested too deep or with too many elements.
    """
    return _Parser(text, language).parse()


@dataclass(slots=True)
class _Element:
    name: str
    attributes: Attributes
    manner: Segment
    silent: bool = False
    text: list[str] = field(default_factory=list)
    first: int | None = None
    """Place of the first character inside."""
    last: int = 0


class _Parser:
    """Runs expat over one document."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._script = Script()
        self._stack: list[_Element] = []
        self._whole: _Element | None = None
        self._count = 0
        self._skipped = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        encoded_sizes = (len(char.encode("utf-8", "surrogatepass")) for char in text)
        self._bytes = list(accumulate(encoded_sizes, initial=0))
        self._expat = expat.ParserCreate("utf-8")

    def parse(self) -> Script:
        parser = self._expat
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._forbid
        parser.EntityDeclHandler = self._forbid
        parser.ExternalEntityRefHandler = self._forbid
        try:
            parser.Parse(self._text[self._skipped :].encode("utf-8", "surrogatepass"), True)
        except expat.ExpatError as error:
            self._fail(expat.errors.messages[error.code])
        return self._script

    @property
    def _here(self) -> int:
        """Code point of the byte that expat is at."""
        byte = self._expat.CurrentByteIndex + self._bytes[self._skipped]
        return bisect_right(self._bytes, byte) - 1

    def _fail(self, why: str) -> NoReturn:
        place = self._here
        line = self._text.count("\n", 0, place) + 1
        column = place - self._text.rfind("\n", 0, place)
        raise BadMarkup(f"SSML line {line}, column {column}: {why}")

    def _forbid(self, *_: object) -> NoReturn:
        self._fail("document types and entities are not allowed")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._count += 1
        if not self._stack and name != "speak":
            self._fail(f"the document must be <speak>, not <{name[:40]}>")
        if len(self._stack) >= MAX_DEPTH:
            self._fail(f"elements are nested deeper than {MAX_DEPTH}")
        if self._count > MAX_ELEMENTS:
            self._fail(f"there are more than {MAX_ELEMENTS} elements")
        outer = self._stack[-1] if self._stack else _Element("", {}, Segment())
        try:
            manner = self._manner(name, attributes, outer.manner)
        except ValueError as error:
            self._fail(f"<{name[:40]}>: {error}")
        element = _Element(name, attributes, manner, outer.silent or name in _NOT_SAID)
        self._stack.append(element)
        if self._whole is None and name in _WHOLE and not element.silent:
            self._whole = element
        if name in _LINES_AFTER:
            self._script.begin_line(self._here)

    def _manner(self, name: str, attributes: Attributes, outer: Segment) -> Segment:
        """How the inside of an element is said. Raises `ValueError`."""
        manner = outer
        tag = attributes.get("xml:lang") or (
            attributes.get("language") if name == "voice" else None
        )
        if tag:
            language = values.language_of(tag)
            # Many clients put a fixed tag there, so that of the document does not tell kinds of
            # English apart.
            if self._stack or language[:2] != self._language[:2]:
                manner = replace(manner, language=language)
        change = _CHANGES.get(name)
        return manner if change is None else change(manner, attributes)

    def _data(self, data: str) -> None:
        element = self._stack[-1]
        if element.silent:
            return
        start = self._here
        whole = self._whole
        if whole is None:
            # A reference like &amp; is one character here and several in the source: only its
            # beginning has a place.
            self._script.say(data, range(start, start + len(data)), element.manner)
            return
        whole.first = start if whole.first is None else whole.first
        whole.last = start + len(data)
        whole.text.append(data)

    def _end(self, name: str) -> None:
        element = self._stack.pop()
        if element is self._whole:
            self._whole = None
            self._say_whole(element)
        elif not element.silent and self._whole is None:
            self._event(element)
        if name in _LINES_AFTER:
            self._script.end_line(_LINES_AFTER[name], self._here)

    def _event(self, element: _Element) -> None:
        attributes = element.attributes
        if element.name == "break":
            try:
                seconds = values.pause_of(attributes.get("time"), attributes.get("strength"))
            except ValueError as error:
                self._fail(f"<break>: {error}")
            if seconds:
                self._script.event(replace(element.manner, pause_s=seconds), self._here)
        elif element.name == "mark" and attributes.get("name"):
            self._script.event(replace(element.manner, mark=attributes["name"]), self._here)

    def _say_whole(self, element: _Element) -> None:
        attributes, manner = element.attributes, element.manner
        text = " ".join("".join(element.text).split())
        if element.name == "sub":
            manner = replace(manner, written=text)
            text = " ".join(attributes.get("alias", text).split())
        elif element.name == "phoneme":
            language = manner.language or self._language
            try:
                ph, alphabet = attributes.get("ph"), attributes.get("alphabet")
                manner = replace(manner, phonemes=values.phonemes_of(ph, alphabet, language))
            except ValueError as error:
                self._fail(f"<phoneme>: {error}")
            text = text or manner.phonemes or ""
        elif not attributes.get("interpret-as"):
            self._fail("<say-as>: interpret-as is missing")
        else:
            manner = replace(
                manner, say_as=attributes["interpret-as"], say_as_format=attributes.get("format")
            )
        first = self._here if element.first is None else element.first
        places = range(first, max(element.last, first + 1))
        self._script.say_whole(text, places, manner)


def _prosody(manner: Segment, attributes: Attributes) -> Segment:
    if "rate" in attributes:
        manner = replace(manner, rate=values.rate_of(attributes["rate"], manner.rate))
    if "volume" in attributes:
        manner = replace(manner, gain_db=values.gain_of(attributes["volume"], manner.gain_db))
    return manner


def _voice(manner: Segment, attributes: Attributes) -> Segment:
    name = attributes.get("name", "").strip()
    return replace(manner, voice=name) if name else manner


def _emphasis(manner: Segment, attributes: Attributes) -> Segment:
    stress, factor = values.emphasis_of(attributes.get("level"))
    return replace(manner, stress=stress, rate=values.rate_of(str(factor), manner.rate))


_CHANGES: Mapping[str, Callable[[Segment, Attributes], Segment]] = {
    "prosody": _prosody,
    "voice": _voice,
    "emphasis": _emphasis,
}
