"""Parts of speech of English words: the tagger of spaCy's ``en_core_web_sm``, in numpy.

Misaki's dictionaries need the tags (``VBD``, ``NN``, …; the Penn Treebank's) to tell *read* from
*read*. Importing spaCy for them takes longer than everything else that speech needs, and more
memory. `script/tagger` makes the data out of the trained pipeline; `tests/phonemes/test_tagger.py`
compares the two.

The network: hashed embeddings of a word's features, a maxout layer over them, four more with a
residual connection that see one neighbour on either side each, and a linear layer over 50 tags.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .hashes import four_hashes, string_id
from .tokenizer import Token, Tokenizer

_DATA = Path(__file__).with_name("english_tagger.npz")
_FEATURES = ("norm", "prefix", "suffix", "shape", "space", "blank")
_PARTS = ("weight", "bias", "gain", "shift")
_LAYERS = 4
_MOST = 40
"""Tokens that are tagged at a time: the network sees four neighbours."""
_CACHED = 2500
"""Of 1.2 kB each."""
_ALONE = 524_287
"""Multiplications up to which OpenBLAS stays on one thread: it takes one for each 262,144 of them
(``interface/gemm.c``).
"""

_Array = NDArray[np.float32]


class Tagger:
    """Splits text into tokens and tags them."""

    def __init__(self, data: Path = _DATA) -> None:
        with np.load(data) as file:
            rules = json.loads(file["rules"].tobytes())
            arrays = {name: file[name] for name in file.files if name != "rules"}
        self.tokenize = Tokenizer(rules)
        self._tags: list[str] = rules["tags"]
        self._symbols: dict[str, int] = rules["symbols"]
        self._seeds: list[int] = rules["seeds"]
        self._embeddings = [arrays[f"{name}.embedding"] for name in _FEATURES]
        self._mix, *self._layers = (
            _Layer.of(arrays, name) for name in ("mix", *(f"layer{i}" for i in range(_LAYERS)))
        )
        self._scores = [arrays[f"scores.{part}"].astype(np.float32) for part in ("weight", "bias")]
        self._mixed = lru_cache(_CACHED)(self._mix_of)
        self._weighed = lru_cache(_CACHED)(self._weigh)

    def __call__(self, text: str) -> list[tuple[Token, str]]:
        """Tokens and their tags."""
        tokens = self.tokenize(text)
        tagged: list[tuple[Token, str]] = []
        for start in range(0, len(tokens), _MOST):
            part = tokens[max(0, start - _LAYERS) : start + _MOST + _LAYERS]
            tags = self._tagged(part)[min(start, _LAYERS) :]
            tagged += zip(tokens[start : start + _MOST], tags)
        return tagged

    def _tagged(self, tokens: Sequence[Token]) -> list[str]:
        mixed = self._mix.largest(np.array([self._mixed(token) for token in tokens]))
        ends = np.zeros((_LAYERS, mixed.shape[1]), np.float32)  # as in training
        x = np.concatenate((ends, mixed, ends))
        for layer in self._layers:
            seen = np.concatenate((x[:-2], x[1:-1], x[2:]), 1)
            x = x[1:-1] + layer.largest(_product(seen, layer.weight))
        weight, bias = self._scores
        return [self._tags[best] for best in (_product(x, weight) + bias).argmax(1)]

    def _mix_of(self, token: Token) -> _Array:
        """What the features of a token add up to in the first layer (288,)."""
        text = token.text
        written = (token.norm, text[0], text[-3:], _shape(text))
        ids = [string_id(feature, self._symbols) for feature in written]
        ids += [int(token.space), int(text.isspace())]
        weighed = [self._weighed(*feature) for feature in enumerate(ids)]
        return sum(weighed[1:], weighed[0])

    def _weigh(self, feature: int, number: int) -> _Array:
        """What a feature of that number adds (288,): four rows of a table, chosen by a hash."""
        table = self._embeddings[feature]
        rows = [row % len(table) for row in four_hashes(number, self._seeds[feature])]
        row = table[rows].sum(0, dtype=np.float32)
        place = feature * len(row)
        weighed: _Array = np.einsum("oi,i->o", self._mix.weight[:, place : place + len(row)], row)
        return weighed


@dataclass(frozen=True, slots=True)
class _Layer:
    """Maxout of three linear layers, normalised: `weight` is (3 × 96, inputs), `bias` (3 × 96,),
    `gain` and `shift` (96,).
    """

    weight: _Array
    bias: _Array
    gain: _Array
    shift: _Array

    @classmethod
    def of(cls, arrays: Mapping[str, _Array], name: str) -> "_Layer":
        """A layer of the file, where the three of an output stand side by side."""
        weight, bias, gain, shift = (arrays[f"{name}.{part}"].astype(np.float32) for part in _PARTS)
        return cls(np.concatenate(np.moveaxis(weight, 1, 0)), bias.T.ravel(), gain, shift)

    def largest(self, sums: _Array) -> _Array:
        """The output (n, 96) for what `weight` makes of the inputs (n, 3 × 96)."""
        size = self.gain.size
        best: _Array = (sums + self.bias).reshape(-1, 3, size).max(1)
        best -= best.sum(1, keepdims=True) / size
        variance = np.einsum("no,no->n", best, best)[:, None] / size
        best *= self.gain / np.sqrt(variance + np.float32(1e-8))
        best += self.shift
        return best


def _product(x: _Array, weight: _Array) -> _Array:
    """`x` (n, inputs) times the transposed `weight` (outputs, inputs), on this thread alone.

    Threads that BLAS wakes for it would spin on the cores that the model works on: it gets so few
    outputs at a time that it wakes none.
    """
    at_once = max(1, _ALONE // x.size)
    return np.concatenate(
        [x @ weight[i : i + at_once].T for i in range(0, len(weight), at_once)], 1
    )


def _shape(text: str) -> str:
    """``Xxxxx-dd`` of a word: kinds of characters, at most four alike in a row."""
    if len(text) >= 100:
        return "LONG"
    kinds = [
        ("X" if char.isupper() else "x") if char.isalpha() else "d" if char.isdigit() else char
        for char in text
    ]
    return "".join(kind for i, kind in enumerate(kinds) if i < 4 or kinds[i - 4 : i] != [kind] * 4)
