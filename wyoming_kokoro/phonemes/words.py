"""A dictionary of pronunciations in little memory: one text of sorted lines, not an object for each
word.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

_CACHED = 4096


class Words(Mapping[str, Any]):
    """Word ─► pronunciation, a string or an object of JSON.

    A word without capitals is found also by its entry with a first one, and the other way round.
    """

    def __init__(self, entries: Mapping[str, Any]) -> None:
        lines = sorted(
            (word.encode(), value.encode() if isinstance(value, str) else _packed(value))
            for word, value in entries.items()
        )
        self._text = b"".join(word + b"\t" + value + b"\n" for word, value in lines)
        ends = np.cumsum([len(word) + len(value) + 2 for word, value in lines], dtype=np.uint32)
        self._starts = np.concatenate((np.zeros(1, np.uint32), ends[:-1]))
        self._found = lru_cache(_CACHED)(self._find)

    def __getitem__(self, word: str) -> Any:
        for written in (word, _other_case(word)):
            value = None if written is None else self._found(written)
            if value is not None:
                return value
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self._text.splitlines())

    def __len__(self) -> int:
        return len(self._starts)

    def _find(self, word: str) -> Any:
        sought = word.encode() + b"\t"
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            start = int(self._starts[middle])
            key = self._text[start : self._text.index(b"\t", start)]
            if key < sought[:-1]:
                low = middle + 1
            else:
                high = middle
        start = int(self._starts[low]) if low < len(self._starts) else len(self._text)
        if not self._text.startswith(sought, start):
            return None
        value = self._text[start + len(sought) : self._text.index(b"\n", start)].decode()
        return json.loads(value) if value.startswith("{") else value


def _packed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _other_case(word: str) -> str | None:
    if len(word) < 2:
        return None
    lower = word.lower()
    capital = lower.capitalize()
    return capital if word == lower else lower if word == capital else None
