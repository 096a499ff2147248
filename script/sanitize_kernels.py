"""What `script/check-sanitizers` watches: real passes in every precision, several contexts at once,
contexts opened and closed meanwhile.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.models.base import FloatArray, IntArray
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import FastProsody, prosody_precision
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.weights import read_weights
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import FRAME_SAMPLES

FRAMES, TOKENS = 9, 17
PASSES, OPENINGS = 4, 40


@dataclass(frozen=True)
class Inputs:
    """Drawn once: the layers take any numbers."""

    ids: IntArray
    style: FloatArray
    aligned: FloatArray
    text: FloatArray
    curve: FloatArray
    excitation: FloatArray
    weights: FloatArray

    @classmethod
    def draw(cls) -> "Inputs":
        """The same at every call."""
        draw = np.random.default_rng(0)

        def normal(*shape: int) -> FloatArray:
            return draw.standard_normal(shape, np.float32)

        return cls(
            ids=draw.integers(1, 150, TOKENS),
            style=normal(128) * 0.1,
            aligned=normal(FRAMES, 640),
            text=normal(FRAMES, 512),
            curve=np.abs(normal(2 * FRAMES)) * 100,
            excitation=normal(FRAME_SAMPLES * FRAMES) * 0.1,
            weights=np.abs(normal(2 * FRAMES)) + 0.5,
        )


def all_layers(decoder: FastDecoder, prosody: FastProsody, given: Inputs) -> list[FloatArray]:
    """What every entry point makes of `given`."""
    hidden = prosody.albert(given.ids)
    encoded = prosody.encode(hidden, given.style)
    features = decoder.front(given.text, given.curve, given.curve, given.style)
    return [
        hidden,
        encoded,
        prosody.durations(encoded),
        *prosody.curves(given.aligned, given.style),
        prosody.text(given.ids),
        features,
        decoder.sound(features, given.style, given.excitation),
        decoder.sound(features, given.style, given.excitation, given.weights),
    ]


def stress(decoder: FastDecoder, prosody: FastProsody) -> None:
    """Several contexts at once, others opened and closed beside them, one closed while it is
    called; raises where results differ.
    """
    given = Inputs.draw()
    right = all_layers(decoder, prosody, given)

    def work(threads: int) -> None:
        own, layers = decoder.sibling(threads), prosody.sibling(threads)
        for _ in range(PASSES):
            results = all_layers(own, layers, given)
            if not all(np.array_equal(a, b) for a, b in zip(results, right)):
                raise AssertionError("a sibling computes something else")
        own.close(), layers.close()

    def open_and_close() -> None:
        for _ in range(OPENINGS):
            other, layers = decoder.sibling(2), prosody.sibling(2)
            layers.text(given.ids)
            other.close(), layers.close()

    def call_until_closed(shared: FastProsody) -> None:
        try:
            while True:
                shared.albert(given.ids)
        except RuntimeError as error:
            if "closed" not in str(error):
                raise

    closing = prosody.sibling(2)
    jobs: list[Callable[[], None]] = [lambda: work(1), lambda: work(2), lambda: work(2)]
    jobs += [open_and_close, lambda: call_until_closed(closing)]
    with ThreadPoolExecutor(len(jobs) + 1) as pool:
        waiting = [pool.submit(job) for job in jobs]
        waiting[3].result()
        closing.close()
        for result in waiting:
            result.result()


def main() -> int:
    """0 when every precision of the kernels came through."""
    paths = AssetPaths(Settings().data_dir)
    status = installed.find()
    if status.kernels is None:
        print(f"No kernels: {status.reason}", file=sys.stderr)
        return 1
    weights = read_weights(paths)
    for kind in sorted(status.kernels.kinds):
        decoder = FastDecoder.pack(weights, status.kernels, kind.name, 2)
        with_it = prosody_precision(status.kernels, kind.name)
        prosody = FastProsody.pack(weights, status.kernels, with_it, 2)
        stress(decoder, prosody)
        decoder.close(), prosody.close()
        print(f"{kind.name}: several contexts at once, {OPENINGS} opened and closed beside them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
