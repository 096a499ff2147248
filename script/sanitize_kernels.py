"""What `script/check-sanitizers` watches: real passes in every precision, several contexts at once,
contexts opened and closed meanwhile.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import torch
from torch import Tensor

from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.models.base import FRAME_SAMPLES
from wyoming_kokoro.models.decoder import fold_weight_norm
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import FastProsody, prosody_precision
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.network import read_model
from wyoming_kokoro.settings import Settings

FRAMES, TOKENS = 9, 17
PASSES, OPENINGS = 4, 40


@dataclass(frozen=True)
class Inputs:
    """Drawn once: the layers take any numbers."""

    ids: Tensor
    style: Tensor
    aligned: Tensor
    text: Tensor
    curve: Tensor
    excitation: Tensor
    weights: Tensor

    @classmethod
    def draw(cls) -> "Inputs":
        """The same at every call."""
        torch.manual_seed(0)
        return cls(
            ids=torch.randint(1, 150, (1, TOKENS)),
            style=torch.randn(1, 128) * 0.1,
            aligned=torch.randn(1, FRAMES, 640),
            text=torch.randn(1, 512, FRAMES),
            curve=torch.rand(1, 2 * FRAMES) * 100,
            excitation=torch.randn(FRAME_SAMPLES * FRAMES) * 0.1,
            weights=torch.rand(2 * FRAMES) + 0.5,
        )


def all_layers(decoder: FastDecoder, prosody: FastProsody, given: Inputs) -> list[Tensor]:
    """What every entry point makes of `given`."""
    hidden = prosody.albert(given.ids)
    encoded = prosody.encode(hidden[..., :512], given.style)
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
            if not all(torch.equal(a, b) for a, b in zip(results, right)):
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
    torch.set_num_threads(1)
    paths = AssetPaths(Settings().data_dir)
    status = installed.find()
    if status.kernels is None:
        print(f"No kernels: {status.reason}", file=sys.stderr)
        return 1
    model = read_model(paths)
    fold_weight_norm(model)
    for kind in sorted(status.kernels.kinds):
        decoder = FastDecoder(model.decoder, status.kernels, kind.name, 2)
        with_it = prosody_precision(status.kernels, kind.name)
        prosody = FastProsody(model, status.kernels, with_it, 2)
        stress(decoder, prosody)
        decoder.close(), prosody.close()
        print(f"{kind.name}: several contexts at once, {OPENINGS} opened and closed beside them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
