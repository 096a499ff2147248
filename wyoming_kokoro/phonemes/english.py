"""misaki's English on the tagger of this project in place of spaCy."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import ModuleType
from typing import Any

from .names import english_names
from .tagger import Tagger
from .words import Words

_CACHED = 4096


@cache
def misaki_english() -> Any:
    """The module `misaki.en`, which imports spaCy for nothing but what `_tokenize` does here: it is
    given an empty module of that name meanwhile, unless somebody has imported the real one. Its
    tokens are made lighter: see `_Underscore` and `_replaced`.
    """
    given = "spacy" in sys.modules
    if not given:
        sys.modules["spacy"] = ModuleType("spacy")
    try:
        from misaki import en
    finally:
        if not given:
            del sys.modules["spacy"]
    en.subtokenize = lru_cache(_CACHED)(en.subtokenize)
    en.replace = _replaced
    en.MToken.Underscore = _Underscore
    return en


@dataclass(slots=True)
class _Underscore:
    """What misaki notes about a token, in a dictionary that takes as long to make as the word takes
    to look up.
    """

    is_head: bool
    num_flags: str
    prespace: bool
    alias: str | None = None
    stress: float | None = None
    currency: str | None = None
    rating: int | None = None


def _replaced(token: Any, **changes: object) -> Any:
    """A copy of a token with `changes`, without the checks of `dataclasses.replace`."""
    copy = object.__new__(type(token))
    copy.__dict__.update(token.__dict__, **changes)
    return copy


def english_g2p(british: bool) -> Any:
    """misaki's `G2P`, which says words that its dictionaries lack with espeak."""
    en = misaki_english()
    g2p = en.G2P.__new__(en.G2P)  # its __init__ downloads spaCy's tagger
    g2p.version = None
    g2p.british = british
    g2p.lexicon = _lexicon(en, british)
    g2p.fallback = lambda token: _guessed(token, british)
    g2p.unk = ""
    g2p.tokenize = lambda text, words, features: _tokenize(en.MToken, text, words, features)
    return g2p


def _guessed(token: Any, british: bool) -> tuple[str | None, int | None]:
    """What espeak makes of a word; its American vowels with an r (ɚ) have another one after them in
    “Ferrara”.
    """
    phonemes, rating = _fallback(british)(token)
    return phonemes and phonemes.replace("ɹɹ", "ɹ"), rating


@cache
def _fallback(british: bool) -> Any:
    from . import espeak

    return espeak.EspeakFallback(british=british)


def _lexicon(en: Any, british: bool) -> Any:
    """misaki's `Lexicon`; its __init__ enters most words twice, with and without a capital."""
    lexicon = en.Lexicon.__new__(en.Lexicon)
    lexicon.british = british
    lexicon.cap_stresses = (0.5, 2)
    files, name = resources.files(en.data), "gb" if british else "us"
    golds, silvers = (
        json.loads((files / f"{name}_{kind}.json").read_bytes()) for kind in ("gold", "silver")
    )
    lexicon.golds = Words({**golds, **english_names(british)})
    lexicon.silvers = Words(silvers)
    return lexicon


@cache
def english_tagger() -> Tagger:
    """American and British share it."""
    return Tagger()


def _tokenize(
    token_class: Any, text: str, words: Sequence[str], features: dict[int, str | float]
) -> list[Any]:
    """Tokens as misaki takes them, tagged, with the caller's `features` by the number of the word:
    phonemes after a slash, or a shift of stress.
    """
    tokens = [
        token_class(
            text=token.text,
            tag=tag,
            whitespace=" " if token.space else "",
            _=token_class.Underscore(is_head=True, num_flags="", prespace=False),
        )
        for token, tag in english_tagger()(text)
    ]
    if not features:
        return tokens
    aligned = _aligned(words, [token.text for token in tokens])
    for word, feature in features.items():
        for place, number in enumerate(aligned[word]):
            token = tokens[number]
            if isinstance(feature, str):
                token.phonemes = feature.lstrip("/") if place == 0 else ""
                token._.is_head = place == 0
            else:
                token._.stress = feature
    return tokens


def _aligned(words: Sequence[str], tokens: Sequence[str]) -> list[list[int]]:
    """For each of `words`, the tokens (by number) that share a character with it; white space does
    not count, and both say the same.
    """
    owners = [i for i, token in enumerate(tokens) for char in token if not char.isspace()]
    found: list[list[int]] = []
    place = 0
    for word in words:
        end = place + sum(not char.isspace() for char in word)
        found.append(sorted(set(owners[place:end])))
        place = end
    return found
