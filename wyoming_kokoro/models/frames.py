"""A passage as Kokoro's own networks plan it, in torch or on kernels, and how its spans are cut."""

from collections.abc import Callable
from dataclasses import dataclass

from ..sound import FRAME_SAMPLES
from .base import JOIN_SAMPLES, FloatArray, Passage, Speech
from .window import window_weights

_MARGIN_FRAMES = 6
"""Frames decoded on either side of a span and thrown away: the decoder's convolutions look that
far.
"""


@dataclass(frozen=True, slots=True)
class FramePassage(Passage):
    """A passage of T frames.

    `pitch` in hertz and `energy` are float32 (2 T,); for the generator there are `features`
    float32 (2 T, 512), `timbre` (128,), half of the voice, and `excitation` float32 (600 T,).
    """

    pitch: FloatArray
    energy: FloatArray
    features: FloatArray
    timbre: FloatArray
    excitation: FloatArray


Generator = Callable[[FloatArray, FloatArray, FloatArray, FloatArray | None], FloatArray]
"""Features, timbre, excitation and the weights of a window's steps to samples."""


def span(passage: FramePassage, first: int, last: int, generate: Generator) -> Speech:
    """Speech of the frames first … last − 1, made with a margin on either side."""
    frames = len(passage.features) // 2
    start, stop = max(0, first - _MARGIN_FRAMES), min(frames, last + _MARGIN_FRAMES)
    samples = generate(
        passage.features[2 * start : 2 * stop],
        passage.timbre,
        passage.excitation[start * FRAME_SAMPLES : stop * FRAME_SAMPLES],
        window_weights(passage.pitch, passage.energy, 2 * start, 2 * stop),
    )
    begin, end = (first - start) * FRAME_SAMPLES, (last - start) * FRAME_SAMPLES
    tail = samples[end : end + (JOIN_SAMPLES if last < frames else 0)]
    return Speech(samples[begin:end], passage.durations, tail)
