"""A dictionary of pronunciations in little memory: one text of sorted lines, not an object for each
word.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

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
        self._text = b"\n" + b"".join(word + b"\t" + value + b"\n" for word, value in lines)
        self._starts: dict[bytes, int] = {}
        """Where the words begin whose first three bytes are these."""
        place = 0
        for word, value in lines:
            self._starts.setdefault(_head(word), place)
            place += len(word) + len(value) + 2
        self._ends = dict(zip(self._starts, [*self._starts.values()][1:] + [place]))
        self._size = len(lines)
        self._found = lru_cache(_CACHED)(self._find)

    def __getitem__(self, word: str) -> Any:
        for written in (word, _other_case(word)):
            value = None if written is None else self._found(written)
            if value is not None:
                return value
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self._text.splitlines()[1:])

    def __len__(self) -> int:
        return self._size

    def _find(self, word: str) -> Any:
        key = word.encode()
        sought, head = b"\n%b\t" % key, _head(key)
        start = self._text.find(sought, self._starts.get(head, 0), self._ends.get(head, 0))
        if start < 0:
            return None
        start += len(sought)
        value = self._text[start : self._text.index(b"\n", start)].decode()
        return json.loads(value) if value.startswith("{") else value


def _head(word: bytes) -> bytes:
    return (word + b"\t")[:3]


def _packed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _other_case(word: str) -> str | None:
    if len(word) < 2:
        return None
    lower = word.lower()
    capital = lower.capitalize()
    return capital if word == lower else lower if word == capital else None
