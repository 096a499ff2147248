"""Where the time of a sentence goes: every part of its plan, a second of its sound, all of it;
medians of alternated rounds.

``.venv/bin/python script/kernel_times.py [--threads N] [--precision P] [LIBRARY …]`` times compiled
kernels, one library after the other in every round (``wyoming_kokoro/models/kernels/lib/avx2.so``),
or the best for this processor where none is given.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.models.excitation import HarmonicSource
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import FastProsody, prosody_precision
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kernels.library import Kernels, best_kind
from wyoming_kokoro.models.weights import read_weights
from wyoming_kokoro.models.window import window_weights
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import FRAME_SAMPLES
from wyoming_kokoro.voices.packs import Pack, PackFile, read_pack

T = TypeVar("T")
PASSAGE = "wˌɛn aɪ ɡɛt hˈOm, ðə lˈIts ɪn ðə lˈɪvɪŋ ɹˈum wɪl tˈɜɹn ˈɔn ˌɔɾəmˈæɾəkli."
SENTENCE = PASSAGE[:-1] + ", ænd ðə hˈiɾɪŋ wɪl bi sˈɛt tə twˈɛnti wˈʌn dəɡɹˈiz."
SPAN_FRAMES = 52  # a second and the margins of both sides


class Clock:
    """Seconds per part, of every round."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    def __call__(self, part: str, work: Callable[[], T]) -> T:
        begin = time.perf_counter()
        result = work()
        self.seconds[part].append(time.perf_counter() - begin)
        return result


class Subject:
    """One library at work."""

    def __init__(self, paths: AssetPaths, kernels: Kernels, precision: str, threads: int) -> None:
        self.precision = best_kind(kernels, precision) or "fp32"
        weights = read_weights(paths)
        self._decoder = FastDecoder.pack(weights, kernels, self.precision, threads)
        with_it = prosody_precision(kernels, self.precision)
        self._prosody = FastProsody.pack(weights, kernels, with_it, threads)
        mixer = "decoder.generator.m_source.l_linear"
        self._source = HarmonicSource(weights[f"{mixer}.weight"], weights[f"{mixer}.bias"])
        self._vocabulary = Vocabulary.load(paths.config)
        self.clock = Clock()

    def speak(self, phonemes: str, pack: Pack) -> int:
        """Plans and sounds `phonemes`, a span and the whole; returns the frames."""
        ids = np.array([0, *self._vocabulary.tokens(phonemes), 0])
        row, clock, layers = pack[len(phonemes) - 1, 0], self.clock, self._prosody
        timbre, melody = row[:128], row[128:]
        begin = time.perf_counter()
        hidden = clock("ALBERT", lambda: layers.albert(ids))
        encoded = clock("duration encoder", lambda: layers.encode(hidden, melody))
        durations = clock("durations", lambda: layers.durations(encoded))
        frames = np.maximum(np.round(durations), 1).astype(int)
        aligned = encoded.repeat(frames, 0)
        pitch, energy = clock("curves", lambda: layers.curves(aligned, melody))
        text = clock("text encoder", lambda: layers.text(ids)).repeat(frames, 0)
        front = clock("front", lambda: self._decoder.front(text, pitch, energy, timbre))
        excitation = clock("excitation", lambda: self._source(pitch, 0))
        clock.seconds["plan"].append(time.perf_counter() - begin)
        weights = clock("window weights", lambda: window_weights(pitch, energy, 0, 2 * SPAN_FRAMES))
        span = excitation[: FRAME_SAMPLES * SPAN_FRAMES]
        clock("span", lambda: self._decoder.sound(front[: 2 * SPAN_FRAMES], timbre, span, weights))
        clock("sound", lambda: self._decoder.sound(front, timbre, excitation))
        return len(front) // 2


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("libraries", nargs="*", type=Path)
    arguments = parser.parse_args()
    paths = AssetPaths(Settings().data_dir)
    found = [Kernels(path) for path in arguments.libraries]
    if not found and (kernels := installed.find().kernels):
        found = [kernels]
    pack = read_pack(PackFile(paths.voice("af_heart")))
    subjects = [Subject(paths, k, arguments.precision, arguments.threads) for k in found]
    for phonemes in (PASSAGE, SENTENCE):
        for subject in subjects:
            frames = subject.speak(phonemes, pack)
            subject.clock.seconds.clear()
        for _ in range(arguments.rounds):
            for subject in subjects:
                subject.speak(phonemes, pack)
        print(f"{len(phonemes)} phonemes, {frames / 40:.2f} s; milliseconds")
        print(f"{'':18}" + "".join(f"{s.precision:>10}" for s in subjects))
        for part in subjects[0].clock.seconds:
            values = (median(s.clock.seconds[part]) * 1e3 for s in subjects)
            print(f"{part:18}" + "".join(f"{v:10.2f}" for v in values))


if __name__ == "__main__":
    main()
