"""English text to tokens as the tagger was trained on them: the rules of spaCy's English.

A token is what is left of a stretch between white space after affixes are split off, unless the
stretch or what is left of it is a special case (``can't`` is ``ca`` and ``n't``). A run of white
space that is more than one blank is a token as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from .hashes import string_id

_STRETCH = re.compile(r"\s+|\S+")
_CACHED = 20_000


class Token(NamedTuple):
    """A token; `norm` is its spelling as the tagger takes it, `space` whether a blank follows."""

    text: str
    norm: str
    space: bool = False


class Tokenizer:
    """Splits text by `rules`, which `script/tagger` takes from spaCy: patterns of ``prefix``,
    ``suffix``, ``infix`` and ``url``, ``special`` cases as lists of texts and norms, ``phrases``
    (special cases that the patterns split), and ``norms`` of words, by their ids and as they
    are.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._special: Mapping[str, list[list[str]]] = rules["special"]
        self._norms: Mapping[str, str] = rules["norms"]
        self._norms_by_id = {int(number): norm for number, norm in rules["norms_by_id"].items()}
        self._symbols: Mapping[str, int] = rules["symbols"]
        self._phrases = {tuple(parts): text for parts, text in rules["phrases"]}
        self._openings = {parts[0] for parts in self._phrases}
        self._longest = max(map(len, self._phrases), default=0)
        self._prefix = re.compile(rules["prefix"]).search
        self._suffix = re.compile(rules["suffix"]).search
        self._infixes = re.compile(rules["infix"]).finditer
        self._url_pattern = rules["url"]
        self._of_stretch = lru_cache(_CACHED)(lambda text: tuple(self._split(text)))

    @cached_property
    def _is_url(self) -> Any:
        return re.compile(self._url_pattern).match

    def __call__(self, text: str) -> list[Token]:
        """The tokens of `text`; all it consists of but single blanks."""
        tokens: list[Token] = []
        for match in _STRETCH.finditer(text):
            stretch = match.group()
            if stretch[0].isspace():
                if stretch[0] == " " and tokens:
                    tokens[-1] = tokens[-1]._replace(space=True)
                    stretch = stretch[1:]
                if stretch in self._special:
                    tokens += self._specials(stretch)
                elif stretch:
                    tokens.append(self._token(stretch))
            else:
                tokens += self._of_stretch(stretch)
        return self._joined(tokens)

    def _norm(self, text: str) -> str:
        norm = self._norms_by_id.get(string_id(text, self._symbols))
        return norm or self._norms.get(text) or text.lower()

    def _token(self, text: str) -> Token:
        return Token(text, self._norm(text))

    def _specials(self, text: str) -> Iterator[Token]:
        return (Token(part, norm or self._norm(part)) for part, norm in self._special[text])

    def _split(self, stretch: str) -> Iterator[Token]:
        if stretch in self._special:
            yield from self._specials(stretch)
            return
        before, rest, after = self._affixes(stretch)
        yield from map(self._token, before)
        if rest in self._special:
            yield from self._specials(rest)
        elif rest and "." in rest and self._is_url(rest):
            yield self._token(rest)
        elif rest:
            yield from map(self._token, self._between(rest))
        yield from map(self._token, reversed(after))

    def _affixes(self, text: str) -> tuple[list[str], str, list[str]]:
        """What is split off at the beginning, what is left, and what is split off at the end, its
        last piece first.
        """
        before: list[str] = []
        after: list[str] = []
        while text and text not in self._special:
            first = self._prefix(text)
            head = len(first.group()) if first else 0
            if head and text[head:] in self._special:
                before.append(text[:head])
                return before, text[head:], after
            last = self._suffix(text[head:])
            tail = len(last.group()) if last else 0
            if tail and text[:-tail] in self._special:
                after.append(text[-tail:])
                return before, text[:-tail], after
            if not head and not tail:
                break
            if head:
                before.append(text[:head])
            if tail and head + tail <= len(text):
                after.append(text[-tail:])
                text = text[head:-tail]
            else:
                text = text[head:]
        return before, text, after

    def _between(self, text: str) -> Iterator[str]:
        """A text cut at its infixes, which are pieces themselves."""
        place = 0
        for match in self._infixes(text):
            start, end = match.span()
            if start == 0:
                continue
            if start != place:
                yield text[place:start]
            if start != end:
                yield text[start:end]
            place = end
        if place < len(text):
            yield text[place:]

    def _joined(self, tokens: list[Token]) -> list[Token]:
        """The tokens with special cases that the patterns had split put right."""
        if not any(token.text in self._openings for token in tokens):
            return tokens
        spans = sorted(self._matches(tokens), key=lambda span: (span[0] - span[1], span[0]))
        taken: set[int] = set()
        found: dict[int, int] = {}
        for start, end in spans:
            if start not in taken and end - 1 not in taken:
                found[start] = end
            taken.update(range(start, end))
        return list(self._replaced(tokens, found))

    def _matches(self, tokens: list[Token]) -> Iterable[tuple[int, int]]:
        for start, token in enumerate(tokens):
            if token.text in self._openings:
                for end in range(start + 1, min(start + self._longest, len(tokens)) + 1):
                    if tuple(part.text for part in tokens[start:end]) in self._phrases:
                        yield start, end

    def _replaced(self, tokens: list[Token], spans: Mapping[int, int]) -> Iterator[Token]:
        place = 0
        while place < len(tokens):
            end = spans.get(place, place + 1)
            parts = tokens[place:end]
            text = self._phrases.get(tuple(part.text for part in parts), "")
            if place in spans and not any(part.space for part in parts[:-1]):
                special = list(self._specials(text))
                special[-1] = special[-1]._replace(space=parts[-1].space)
                yield from special
            else:
                yield from parts
            place = end
