"""Which words of a text the parts of its phonemes belong to, where their numbers differ."""

from collections.abc import Iterator, Sequence
from math import inf

_MOST = 6
"""Words in one part, or parts of one word, at most, where that suffices."""


def matched(parts: Sequence[int], words: Sequence[int]) -> list[tuple[int, int]]:
    """For each part of that many phonemes, the first and the last word that it stands for; `words`
    are the phonemes expected of each.

    Either several words are one part (French ``tout le`` ``monde``), or several parts one word.
    Chosen is the way in which the numbers differ least, found by dynamic programming; both
    sequences have at least one element.
    """
    ratio = -(-max(len(parts), len(words)) // min(len(parts), len(words)))
    most = max(_MOST, ratio)
    costs = [[inf] * (len(words) + 1) for _ in range(len(parts) + 1)]
    steps = [[(0, 0)] * (len(words) + 1) for _ in range(len(parts) + 1)]
    costs[0][0] = 0.0
    for i in range(len(parts)):
        for j in range(len(words)):
            if costs[i][j] == inf:
                continue
            for taken, said in _ways(most, len(parts) - i, len(words) - j):
                off = abs(sum(parts[i : i + taken]) - sum(words[j : j + said]))
                cost = costs[i][j] + off + 0.1 * (taken + said - 2)
                if cost < costs[i + taken][j + said]:
                    costs[i + taken][j + said] = cost
                    steps[i + taken][j + said] = (taken, said)
    return _followed(steps, len(parts), len(words))


def _ways(most: int, parts: int, words: int) -> Iterator[tuple[int, int]]:
    for count in range(1, min(most, words) + 1):
        yield 1, count
    for count in range(2, min(most, parts) + 1):
        yield count, 1


def _followed(steps: list[list[tuple[int, int]]], i: int, j: int) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    while i > 0:
        taken, said = steps[i][j]
        ranges += [(j - said, j - 1)] * taken
        i, j = i - taken, j - said
    return ranges[::-1]
