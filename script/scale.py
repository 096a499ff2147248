"""Predicts what a number of listeners takes: workers, first audio, hits of the cache, and money.

What is played is the server's own schedule on a clock that is not real
(`tests/inference/simulation`), with the costs of one worker given by --speed. All chance comes from
--seed. docs/scale.md has the tables and says what they are worth.
"""

import argparse
import math
import sys
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import Pool
from pathlib import Path
from random import Random
from statistics import fmean, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.inference.simulation import Machine, simulate  # noqa: E402

CHARACTERS_PER_S = 14.5
"""Of English text in a second of speech, as af_heart speaks it."""
MEDIAN_CHARACTERS, SPREAD = 70, 0.9
"""Of an answer of an assistant: lognormal, so 105 in the mean; a tenth is longer than 220."""
SENTENCE_S = 6.0
KB_PER_S = 48
"""Of a remembered phrase: 16 bits at 24 kHz."""
CATALOGUE, ZIPF = 100_000, 1.0
"""Phrases that are said again and again, and how steeply the frequent ones are so."""
REPEATED = 0.4
"""Of all requests, those out of the catalogue; the others are said once."""
BY_HOUR = (
    8,
    5,
    4,
    3,
    4,
    9,
    30,
    62,
    70,
    60,
    55,
    58,
    64,
    60,
    55,
    57,
    66,
    82,
    97,
    100,
    90,
    66,
    36,
    17,
)
"""Requests by hour of a household's day, of the busiest: mornings and evenings."""
FIRST_P99_S, GAPS = 1.0, 0.001
"""What is promised: first audio in 99 of 100, and the share of utterances with a gap."""
CORE_HOUR = 0.085
"""US dollars: two hyperthreads of a compute-optimised machine (docs/scale.md, prices)."""
FRONT_CORES = 0.1
"""Cores of a front end for each of its workers: text, queue, shaping, encoding, Ray's driver."""


@dataclass(frozen=True)
class Cell:
    """What a front end with so many workers did at a load (share of the workers' time)."""

    workers: int
    load: float
    listeners: float
    first_s: float
    first_p99_s: float
    gaps: float

    @property
    def keeps_promise(self) -> bool:
        return self.first_p99_s <= FIRST_P99_S and self.gaps <= GAPS


def length_s(random: Random) -> float:
    """Seconds of speech of an utterance."""
    return random.lognormvariate(math.log(MEDIAN_CHARACTERS), SPREAD) / CHARACTERS_PER_S


def sentences(seconds: float) -> list[float]:
    number = max(1, round(seconds / SENTENCE_S))
    return [max(0.5, seconds / number)] * number


def play(workers: int, load: float, speed: float, utterances: int, seed: int) -> Cell:
    """Have so many utterances come at random, as many an hour as make that load."""
    random = Random(f"{seed}/{workers}/{load}")
    spoken = [sentences(length_s(random)) for _ in range(utterances)]
    mean_s = fmean(map(sum, spoken))
    rate = load * workers / (speed * mean_s)
    times = accumulate(random.expovariate(rate) for _ in range(utterances))
    done = simulate(Machine(speed, seed), list(zip(times, spoken, strict=True)), workers)
    firsts = [each.first_audio_s for each in done if each.first_audio_s is not None]
    gaps = sum(any(gap > 0.02 for gap in each.gaps_s) for each in done) / len(done)
    return Cell(workers, load, rate * mean_s, fmean(firsts), quantiles(firsts, n=100)[-1], gaps)


def hit_rate(megabytes: int, requests: int, seed: int) -> float:
    """Share of requests that a cache of that size has, the least recently used forgotten first."""
    random = Random(f"{seed}/cache")
    weights = list(accumulate(1 / rank**ZIPF for rank in range(1, CATALOGUE + 1)))
    sizes = [KB_PER_S * length_s(random) for _ in range(CATALOGUE)]
    cache: OrderedDict[int, float] = OrderedDict()
    held_kb, hits, counted = 0.0, 0, 0
    for number, phrase in enumerate(_requests(random, weights, requests)):
        counts = number > requests // 2  # it is full by then
        counted += counts
        if phrase in cache:
            cache.move_to_end(phrase)
            hits += counts
            continue
        cache[phrase] = sizes[phrase] if phrase < CATALOGUE else KB_PER_S * length_s(random)
        held_kb += cache[phrase]
        while held_kb > megabytes * 1024:
            held_kb -= cache.popitem(last=False)[1]
    return hits / counted


def _requests(random: Random, weights: list[float], number: int) -> Iterator[int]:
    """Phrases by rank; those beyond the catalogue come once."""
    for once in range(CATALOGUE, CATALOGUE + number):
        repeated = random.random() < REPEATED
        yield random.choices(range(CATALOGUE), cum_weights=weights)[0] if repeated else once


def table(header: str, rows: list[list[str]]) -> None:
    print(f"| {header} |\n|{'---|' * (header.count('|') + 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def cells(sizes: list[int], speed: float, utterances: int, seed: int) -> dict[int, Cell]:
    """Each size at rising loads; the highest one up to which all keep the promise."""
    loads = [0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9]
    cases = [(size, load, speed, utterances, seed) for size in sizes for load in loads]
    with Pool() as pool:
        played = pool.starmap(play, cases, chunksize=1)
    rows: list[list[str]] = []
    best: dict[int, Cell] = {}
    broken: set[int] = set()
    for cell in played:
        rows.append(
            [str(cell.workers), f"{cell.load:.2f}", f"{cell.listeners:.1f}", f"{cell.first_s:.2f}"]
            + [f"{cell.first_p99_s:.2f}", f"{100 * cell.gaps:.2f} %"]
        )
        broken |= set() if cell.keeps_promise else {cell.workers}
        if cell.workers not in broken:
            best[cell.workers] = cell
    table("workers | load | listening at once | first audio, mean (s) | p99 (s) | with a gap", rows)
    return best


def day(cell: Cell, peak: int, hits: float, speed: float) -> list[str]:
    """Workers at the peak, and what a day of `peak` listeners at the busiest hour costs."""
    per_worker = cell.listeners / cell.workers / (1 - hits)
    at_peak = math.ceil(peak / per_worker / cell.workers) * cell.workers
    by_hour = [max(cell.workers, math.ceil(at_peak * share / 100)) for share in BY_HOUR]
    characters = sum(peak * share / 100 * 3600 * CHARACTERS_PER_S for share in BY_HOUR)
    fixed, scaled = (
        hours * (1 + FRONT_CORES) * CORE_HOUR / characters * 1e6
        for hours in (24 * at_peak, sum(by_hour))
    )
    fronts = math.ceil(at_peak / cell.workers)
    return [f"{peak:,}", f"{at_peak:,}", f"{fronts:,}", f"{characters / 1e6:,.0f}"] + [
        f"{fixed:.3f}",
        f"{scaled:.3f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--speed", type=float, default=0.2, help="seconds of work of a worker per second of speech"
    )
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--utterances", type=int, default=300, help="per size and load")
    parser.add_argument("--requests", type=int, default=300_000, help="to each cache")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    best = cells(given.workers, given.speed, given.utterances, given.seed)
    sizes = [64, 512, 4096, 16384]
    with Pool() as pool:
        rates = pool.starmap(hit_rate, [(size, given.requests, given.seed) for size in sizes])
    table(
        "cache (MB) | hits",
        [[f"{size:,}", f"{100 * rate:.1f} %"] for size, rate in zip(sizes, rates, strict=True)],
    )
    if not best:
        raise SystemExit("No size keeps the promise at any load")
    cell, hits = best[max(best)], rates[1]
    print(f"Cells of {cell.workers} workers at a load of {cell.load}, {100 * hits:.1f} % hits:\n")
    table(
        "listeners at the busiest hour | workers | front ends | characters a day (M)"
        " | $ per million, always all | $ per million, by the hour",
        [day(cell, peak, hits, given.speed) for peak in (10, 100, 1_000, 10_000, 100_000)],
    )


if __name__ == "__main__":
    main()
