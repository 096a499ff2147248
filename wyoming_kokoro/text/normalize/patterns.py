"""Regular expressions out of word lists, and figures below the line."""

import re
from collections.abc import Iterable

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
"""For `str.translate`."""


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of `words`, shaped as a tree of prefixes so that a long
    list costs no more than a short one.
    """
    return _branch(sorted(set(words)))


def _branch(words: list[str]) -> str:
    optional = "" in words
    by_first: dict[str, list[str]] = {}
    for word in words:
        if word:
            by_first.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + _branch(rest) for first, rest in by_first.items()]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if optional else joined
