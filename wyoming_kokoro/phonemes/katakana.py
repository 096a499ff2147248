"""Words in katakana that the Japanese dictionary cuts into pieces or takes for others."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

_RUN = re.compile("[ァ-ヺー]+")
_LONGEST = 12
"""Most characters that are joined to one word; what is longer has several."""
_SMALL = frozenset("ァィゥェォッャュョヮンー")
"""What no word begins with."""
_SHORT = 2
"""Characters of a piece that is hardly a word of its own next to another."""
_KATAKANA = 7
"""The class of characters by which the analyser calls katakana."""


class _Feature(Protocol):
    @property
    def pron(self) -> str | None: ...


class MecabWord(Protocol):
    """A word as MeCab's dictionary gives it."""

    @property
    def surface(self) -> str: ...

    @property
    def white_space(self) -> str: ...

    @property
    def feature(self) -> _Feature: ...


@dataclass(frozen=True, slots=True)
class _SaidAsWritten:
    pron: str


@dataclass(frozen=True, slots=True)
class _Joined:
    """Several pieces of katakana as one word, which is said as it is written."""

    surface: str
    white_space: str
    feature: _SaidAsWritten
    char_type: int = _KATAKANA


class Katakana:
    """A tagger that leaves words in katakana whole: ジュップン is not ジュップ and ン, ツイタチ not ツイ and タチ,
    and ハツカ no peppermint (ハッカ).
    """

    def __init__(self, tagger: Callable[[str], Iterable[MecabWord]]) -> None:
        self._tagger = tagger

    def __call__(self, text: str) -> list[MecabWord]:
        """The words of a text in order."""
        return list(self._joined(self._tagger(text)))

    def _joined(self, words: Iterable[MecabWord]) -> Iterator[MecabWord]:
        pieces: list[MecabWord] = []
        for word in words:
            if pieces and not _goes_on(pieces, word):
                yield _whole(pieces)
                pieces = []
            pieces.append(word)
        if pieces:
            yield _whole(pieces)


def _goes_on(pieces: list[MecabWord], word: MecabWord) -> bool:
    """Whether a piece belongs to the word before it."""
    before, after = pieces[-1].surface, word.surface
    if word.white_space or not _RUN.fullmatch(before) or not _RUN.fullmatch(after):
        return False
    if after[0] in _SMALL or before[-1] == "ッ":
        return True
    if sum(len(piece.surface) for piece in pieces) + len(after) > _LONGEST:
        return False
    return len(before) <= _SHORT or len(after) <= _SHORT


def _whole(pieces: list[MecabWord]) -> MecabWord:
    """The pieces as one word; a word whose dictionary says another one is said as it is written."""
    first = pieces[0]
    surface = "".join(piece.surface for piece in pieces)
    if not _RUN.fullmatch(surface) or len(pieces) == 1 and _is_said(surface, first.feature.pron):
        return first
    return _Joined(surface, first.white_space, _SaidAsWritten(surface))


def _is_said(surface: str, reading: str | None) -> bool:
    """Whether a reading is that of the characters but for the length of vowels: メーン for メイン."""
    if reading is None or len(reading) != len(surface):
        return reading is None
    return all(said in (written, "ー") for said, written in zip(reading, surface, strict=True))
