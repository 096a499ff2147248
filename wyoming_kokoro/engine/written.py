"""Which of the caller's words each spoken word stands for."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..phonemes.g2p import PhonemeWord
from ..text.characters import is_unspaced
from ..text.document import SpokenClause

_OPENING = frozenset(("Ps", "Pi"))
_PAUSING = frozenset(';:,.!?—…"()“” ')
"""Phonemes that are no sounds but punctuation."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as the caller wrote it, from `start` to `end` of the caller's text; `parted` tells
    whether white space follows.
    """

    text: str
    start: int
    end: int
    parted: bool


def sounds(phoneme: str) -> bool:
    """Whether the phoneme is heard as part of a word."""
    return phoneme not in _PAUSING


class WrittenWords:
    """Gives spoken words the caller's words, clause after clause of one text."""

    def __init__(self) -> None:
        self._unsaid = ""

    def attach(self, clause: SpokenClause, words: Sequence[PhonemeWord]) -> list[PhonemeWord]:
        """`words` of the clause, in order, each with the caller's words that end with it.

        All of these together are the clause's text without its markup, each word once. What is not
        spoken, such as an emoji, belongs to the word before it, or to the first one after it; at
        the end of the text it is left out where its clause says nothing.
        """
        spoken = [i for i, word in enumerate(words) if any(map(sounds, word.phonemes))]
        starts = _unspaced_starts(clause, [words[i] for i in spoken])
        tokens = list(_tokens(clause, starts))
        if not spoken:
            self._unsaid = _joined([self._unsaid, *(token.text for token in tokens)])
            return list(words)
        attached = list(words)
        groups = list(_groups(tokens, [(words[i].start, words[i].end) for i in spoken]))
        groups = groups or [(0, len(spoken) - 1, len(tokens))]
        place = 0
        for number, (first, last, end) in enumerate(groups):
            if number + 1 == len(groups):
                end = len(tokens)
            for index, texts in _shared(tokens[place:end], spoken[first : last + 1]):
                attached[index] = replace(words[index], written=texts)
            place = end
        return self._with_unsaid(attached)

    def _with_unsaid(self, words: list[PhonemeWord]) -> list[PhonemeWord]:
        if self._unsaid:
            for index, word in enumerate(words):
                if word.written:
                    first, *others = word.written
                    text = _joined([self._unsaid, first])
                    words[index] = replace(word, written=(text, *others))
                    self._unsaid = ""
                    break
        return words


def _joined(texts: Iterable[str]) -> str:
    return " ".join(text for text in texts if text)


def _tokens(clause: SpokenClause, starts: frozenset[int]) -> Iterator[_Token]:
    """The clause's words without markup, cut at white space and at the places `starts`."""
    text: list[str] = []
    places: list[int] = []
    for char, place in _characters(clause):
        if text and (char.isspace() or place in starts and place != places[-1]):
            yield _Token("".join(text), places[0], places[-1] + 1, char.isspace())
            text, places = [], []
        if not char.isspace():
            text.append(char)
            places.append(place)
    if text:
        yield _Token("".join(text), places[0], places[-1] + 1, True)


def _characters(clause: SpokenClause) -> Iterator[tuple[str, int]]:
    """What the caller wrote, without markup: each character and its place in the caller's text."""
    for segment in clause.segments:
        if segment.written is not None and segment.offsets:
            first, last = segment.offsets[0], segment.offsets[-1]
            yield from ((c, min(first + i, last)) for i, c in enumerate(segment.written))
        else:
            for char, place in zip(segment.text, segment.offsets, strict=True):
                if char != "," or segment.say_as is not None:
                    yield char, place
                elif (source := _at(clause, place)) != "|":
                    # The reader of markup says a comma for the sign after a list's number and
                    # between cells.
                    yield source, place


def _unspaced_starts(clause: SpokenClause, spoken: Sequence[PhonemeWord]) -> frozenset[int]:
    """Where words begin that no white space parts from those before them, as in Japanese and
    Chinese.
    """
    starts = set()
    reached = 0
    for word in spoken:
        start = word.start
        if start >= reached and _is_unspaced_at(clause, start):
            while start > reached and unicodedata.category(_at(clause, start - 1)) in _OPENING:
                start -= 1
            starts.add(start)
        reached = max(reached, word.end)
    return frozenset(starts)


def _is_unspaced_at(clause: SpokenClause, place: int) -> bool:
    return is_unspaced(_at(clause, place)) or is_unspaced(_at(clause, place - 1))


def _at(clause: SpokenClause, place: int) -> str:
    index = place - clause.start
    return clause.text[index] if 0 <= index < len(clause.text) else " "


def _groups(
    tokens: Sequence[_Token], spoken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """First and last spoken word of each group that shares tokens with no other, and the token
    after the group's last.
    """
    open_group: tuple[int, int, int] | None = None
    token = 0
    for number, (start, end) in enumerate(spoken):
        while token < len(tokens) and tokens[token].end <= start:
            token += 1
        after = token
        while after < len(tokens) and tokens[after].start < end:
            after += 1
        if after == token:
            continue  # stands for nothing that was written: its time goes to the next word
        if open_group is not None and token < open_group[2]:
            open_group = (open_group[0], number, max(after, open_group[2]))
            continue
        if open_group is not None:
            yield open_group[0], open_group[1], token
        open_group = (number, number, after)
    if open_group is not None:
        yield open_group


def _shared(
    tokens: Sequence[_Token], spoken: Sequence[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The tokens dealt out to the spoken words: one to one if there are as many, else all to the
    last.
    """
    texts = _readable(tokens)
    if len(texts) == len(spoken):
        yield from ((index, (text,)) for index, text in zip(spoken, texts, strict=True))
    elif texts:
        yield spoken[-1], tuple(texts)


def _readable(tokens: Sequence[_Token]) -> list[str]:
    """The tokens' texts; one without letters or digits joined to its neighbour."""
    texts: list[str] = []
    parted = False
    for token in tokens:
        if texts and (not _has_word(token.text) or not _has_word(texts[-1])):
            texts[-1] += " " * parted + token.text
        else:
            texts.append(token.text)
        parted = token.parted
    return texts


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)
