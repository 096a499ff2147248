"""Parts of speech of English words: the tagger of spaCy's ``en_core_web_sm``, in numpy.

Misaki's dictionaries need the tags (``VBD``, ``NN``, …; the Penn Treebank's) to tell *read* from
*read*. Importing spaCy for them takes longer than everything else that speech needs, and more
memory. `script/tagger` makes the data out of the trained pipeline; `tests/phonemes/test_tagger.py`
compares the two.

The network: hashed embeddings of a word's features, a maxout layer over them, four more with a
residual connection that see one neighbour on either side each, and a linear layer over 50 tags.
"""

import json
from collections.abc import Sequence
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
_MOST = 400
"""Tokens that are tagged at a time: the network sees four neighbours."""
_CACHED = 2000

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
        layers = ("mix", *(f"layer{i}" for i in range(_LAYERS)))
        self._layers = [
            [arrays[f"{layer}.{part}"].astype(np.float32) for part in _PARTS] for layer in layers
        ]
        self._scores = [arrays[f"scores.{part}"].astype(np.float32) for part in ("weight", "bias")]
        self._embedded = lru_cache(_CACHED)(self._embed)

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
        x = _maxout(np.stack([self._embedded(token) for token in tokens]), *self._layers[0])
        x = np.pad(x, ((_LAYERS, _LAYERS), (0, 0)))  # as in training; they count as neighbours
        nothing = np.zeros((1, x.shape[1]), np.float32)
        for layer in self._layers[1:]:
            before, after = np.concatenate((nothing, x[:-1])), np.concatenate((x[1:], nothing))
            x = x + _maxout(np.concatenate((before, x, after), 1), *layer)
        weight, bias = self._scores
        return [
            self._tags[best] for best in np.argmax(_product(x[_LAYERS:-_LAYERS], weight) + bias, 1)
        ]

    def _embed(self, token: Token) -> _Array:
        """The embedding of each feature (576,): of each four rows of a table, chosen by a hash."""
        text = token.text
        written = (token.norm, text[0], text[-3:], _shape(text))
        ids = [string_id(feature, self._symbols) for feature in written] + [
            int(token.space),
            int(text.isspace()),
        ]
        parts = []
        for number, seed, table in zip(ids, self._seeds, self._embeddings):
            rows = [row % len(table) for row in four_hashes(number, seed)]
            parts.append(table[rows].astype(np.float32).sum(0))
        return np.concatenate(parts)


def _product(x: _Array, weight: _Array) -> _Array:
    """`x` (n, inputs) times the transposed `weight` (outputs, inputs), on this thread alone.

    ``@`` wakes numpy's BLAS threads for it, which then spin on the cores that the model works on.
    """
    product: _Array = np.einsum("ni,oi->no", x, weight)
    return product


def _maxout(x: _Array, weight: _Array, bias: _Array, gain: _Array, shift: _Array) -> _Array:
    """The largest of three linear layers, normalised: `weight` is (outputs, 3, inputs)."""
    sums = _product(x, weight.reshape(-1, weight.shape[2])) + bias.reshape(-1)
    pieces = sums.reshape(len(x), *bias.shape)
    best: _Array = np.maximum(np.maximum(pieces[:, :, 0], pieces[:, :, 1]), pieces[:, :, 2])
    centred = best - best.mean(1, keepdims=True)
    deviation = np.sqrt(np.square(centred).mean(1, keepdims=True) + np.float32(1e-8))
    normal: _Array = centred / deviation * gain + shift
    return normal


def _shape(text: str) -> str:
    """``Xxxxx-dd`` of a word: kinds of characters, at most four alike in a row."""
    if len(text) >= 100:
        return "LONG"
    kinds = [
        ("X" if char.isupper() else "x") if char.isalpha() else "d" if char.isdigit() else char
        for char in text
    ]
    return "".join(kind for i, kind in enumerate(kinds) if i < 4 or kinds[i - 4 : i] != [kind] * 4)
