"""Kokoro-82M v1.0 on the processor, on kernels of this project alone."""

import copy
import hashlib
import logging
from pathlib import Path
from typing import Self

import numpy as np

from ..errors import SetupError
from ..reasons import memory_limit
from .base import MAX_TOKENS, FloatArray, Passage, Speech
from .device import usable_cores
from .excitation import HarmonicSource
from .fast_decoder import FastDecoder
from .fast_prosody import FastProsody, prosody_precision
from .frames import FramePassage, span
from .kernels.installed import KernelStatus, find
from .kernels.library import Kernels, best_kind
from .prepared import Arrays, prepared_weights
from .store import CHECKPOINT, AssetPaths, read_origins
from .weights import read_weights

_LOGGER = logging.getLogger(__name__)
PRECISIONS = ("auto", "fp32", "bf16", "int8")


_LEAST_TO_PREPARE = 700 << 20
"""Measured in int8: 650 MB were not enough."""


class KernelNetwork:
    """The network with its weights, for one thread at a time."""

    def __init__(
        self, prosody: FastProsody, decoder: FastDecoder, source: HarmonicSource, seed: int
    ) -> None:
        """Each utterance's noise starts from `seed`."""
        self._prosody, self._decoder, self._source = prosody, decoder, source
        self._seed = seed

    @classmethod
    def open(cls, arrays: Arrays, kernels: Kernels, threads: int, seed: int) -> Self:
        """Out of what `packed` gave for this very library."""
        return cls(
            FastProsody.open(_part(arrays, "prosody"), kernels, threads),
            FastDecoder.open(_part(arrays, "decoder"), kernels, threads),
            HarmonicSource(arrays["source.weight"], arrays["source.bias"]),
            seed,
        )

    def sibling(self, threads: int) -> "KernelNetwork":
        """Another network for another thread, with memory and `threads` of its own, that shares the
        weights.
        """
        prosody, decoder = self._prosody.sibling(threads), self._decoder.sibling(threads)
        return KernelNetwork(prosody, decoder, self._source, self._seed)

    def plan(self, tokens: list[int], style: FloatArray, speed: float) -> FramePassage:
        """All but the sound of `tokens` in `style` (1, 256)."""
        ids = np.array([0, *tokens, 0], np.int64)
        timbre, melody = style[0, :128], style[0, 128:]
        layers = self._prosody
        encoded = layers.encode(layers.albert(ids), melody)
        frames = np.maximum(np.round(layers.durations(encoded) / speed), 1).astype(np.int64)
        pitch, energy = layers.curves(encoded.repeat(frames, 0), melody)
        text = layers.text(ids).repeat(frames, 0)
        features = self._decoder.front(text, pitch, energy, timbre)
        excitation = self._source(pitch, self._seed)
        return FramePassage(frames, pitch, energy, features, timbre, excitation)

    def sound(self, passage: FramePassage, first: int, last: int) -> Speech:
        """Speech of the frames first … last − 1."""
        return span(passage, first, last, self._decoder.sound)

    def trim(self) -> None:
        """Give working memory back."""
        self._decoder.trim()
        self._prosody.trim()

    def close(self) -> None:
        """Stop the threads, and free the weights with the last of the siblings."""
        self._decoder.close()
        self._prosody.close()


def packed(paths: AssetPaths, kernels: Kernels, precision: str) -> Arrays:
    """The weights of the data folder as `KernelNetwork.open` takes them; takes a second or two.

    Raises `SetupError` for a missing or damaged checkpoint.
    """
    weights = read_weights(paths)
    decoder = FastDecoder.pack(weights, kernels, precision, 1)
    prosody = FastProsody.pack(weights, kernels, prosody_precision(kernels, precision), 1)
    source = "decoder.generator.m_source.l_linear"
    arrays = {f"source.{part}": weights[f"{source}.{part}"] for part in ("weight", "bias")}
    for name, part in (("decoder", decoder), ("prosody", prosody)):
        arrays |= {f"{name}.{key}": value for key, value in part.saved().items()}
        part.close()
    return arrays


def prepared(paths: AssetPaths, kernels: Kernels, precision: str) -> Arrays:
    """What `packed` gives, mapped from the data folder. Raises `SetupError` as it does."""

    def make() -> Arrays:
        limit = memory_limit()
        if limit is not None and limit < _LEAST_TO_PREPARE:  # the system would kill it, wordless
            raise SetupError(
                f"This process is limited to {limit >> 20} MB; preparing the weights takes"
                f" {_LEAST_TO_PREPARE >> 20} MB, once (`wyoming-kokoro download` does it, too)"
            )
        _LOGGER.info("Preparing the weights for %s on this processor", precision)
        return packed(paths, kernels, precision)

    return prepared_weights(paths.prepared, _key(paths, kernels, precision), make)


def _key(paths: AssetPaths, kernels: Kernels, precision: str) -> str:
    """What prepared weights are made of: the checkpoint, the library, the precision."""
    try:
        status = paths.checkpoint.stat()
    except OSError as error:
        raise SetupError(f"{paths.checkpoint} is missing; run `wyoming-kokoro download`") from error
    origin = read_origins(paths).get(CHECKPOINT)
    content = str(status.st_mtime_ns) if origin is None else origin.sha256
    made_of = (
        content,
        str(status.st_size),
        _digest(kernels.path),
        precision,
        str(kernels.has_tiles),
    )
    return hashlib.sha256(" ".join(made_of).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part(arrays: Arrays, name: str) -> Arrays:
    return {
        key.removeprefix(f"{name}."): value
        for key, value in arrays.items()
        if key.startswith(f"{name}.")
    }


class KokoroKernels:
    """`PlanningBackend` on compiled kernels; needs neither torch nor the `kokoro` package.

    It goes by the name of the model that it computes.
    """

    name = "kokoro-v1"
    device = "cpu"
    aligned = True

    def __init__(
        self,
        paths: AssetPaths,
        *,
        precision: str = "auto",
        threads: int = 0,
        seed: int = 0,
        kernels: KernelStatus | None = None,
    ) -> None:
        """`precision` is ``fp32``, ``bf16``, ``int8``, or ``auto``: the fastest that this processor
        has instructions for; `threads` 0 means all cores; every utterance's noise starts from
        `seed`; `kernels` are looked for at the load where they are not given. Raises `SetupError`
        for another precision.
        """
        if precision not in PRECISIONS:
            raise SetupError(f"precision {precision!r} is none of {', '.join(PRECISIONS)}")
        self._paths = paths
        self._threads = threads or usable_cores()
        self._seed = seed
        self._kernels = kernels
        self.precision = precision
        """What the decoder computes in; that of the settings before the first load."""
        self.instructions = ""
        """The instruction set of the kernels; "" before the first load."""
        self._network: KernelNetwork | None = None
        self._elder: Self | None = None

    def load(self) -> None:
        """Map the weights; does nothing when they are there.

        Raises `SetupError` for missing or broken files, without kernels, and for a precision that
        this processor has no instructions for.
        """
        if self._network is not None:
            return
        elder = self._elder
        if elder is not None and elder._network is not None:
            self.precision, self.instructions = elder.precision, elder.instructions
            self._network = elder._network.sibling(self._threads)
            return
        status = self._kernels or find()
        if status.kernels is None:
            raise SetupError(f"There are no kernels for this processor: {status.reason}")
        precision = best_kind(status.kernels, self.precision)
        if precision is None:
            raise SetupError(f"This processor has no instructions for {self.precision}")
        self.instructions = status.variant
        arrays = prepared(self._paths, status.kernels, precision)
        self._network = KernelNetwork.open(arrays, status.kernels, self._threads, self._seed)
        self.precision = precision

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        """See `ModelBackend.speak`; the same arguments give the same samples."""
        return self.sound(self.plan(tokens, style, speed), 0, len(tokens))

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        """See `PlanningBackend`; so with `sound`."""
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; 1 to {MAX_TOKENS} can be spoken")
        return self._loaded().plan(tokens, style[len(tokens) - 1], speed)

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        if not isinstance(passage, FramePassage):
            raise TypeError("this passage was planned by another backend")
        return self._loaded().sound(passage, *passage.frames(first, last))

    def _loaded(self) -> KernelNetwork:
        if self._network is None:
            raise RuntimeError("the model is not loaded")
        return self._network

    def sibling(self) -> Self:
        """See `ModelBackend.sibling`; one that is loaded before this reads the weights for
        itself.
        """
        other = copy.copy(self)
        other._network = None
        other._elder = self
        return other

    def trim(self) -> None:
        """See `ModelBackend.trim`: what a second of speech needs stays."""
        if self._network is not None:
            self._network.trim()

    def close(self) -> None:
        """Drop the model; `load` brings it back."""
        if self._network is not None:
            self._network.close()
        self._network = None
