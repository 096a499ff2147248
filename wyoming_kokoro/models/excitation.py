"""The excitation that the decoder shapes into speech: harmonics where the pitch is voiced, noise
elsewhere.
"""

import numpy as np

from ..sound import FRAME_SAMPLES, SAMPLE_RATE
from .base import FloatArray

VOICED_ABOVE_HZ = 10.0
_SINE_AMPLITUDE = 0.1
_VOICED_NOISE = 0.003
_STEP_SAMPLES = FRAME_SAMPLES // 2  # pitch and energy come twice a frame
_WITHIN_STEP = ((np.arange(_STEP_SAMPLES) + 0.5) / _STEP_SAMPLES).astype(np.float32)


class HarmonicSource:
    """Makes excitations: nine harmonics of the pitch, and noise.

    The same distribution as ``SourceModuleHnNSF`` of kokoro: its nine independent noises only ever
    enter as a weighted sum, so one noise of that sum's deviation stands for them; its random
    starting phases never reach the output (they sit on a sample that its resampling to frame rate
    leaves out), so there are none.
    """

    def __init__(self, weight: FloatArray, bias: FloatArray) -> None:
        """`weight` (1, 9) and `bias` (1,) mix the harmonics (``l_linear``)."""
        self._weight = np.asarray(weight, np.float32).flatten()
        self._bias = np.float32(np.asarray(bias).item())

    def __call__(self, pitch: FloatArray, seed: int | None = None) -> FloatArray:
        """Excitation float32 (600·T,) of `pitch` (2T,) in Hz; the same `seed` gives the same
        samples.
        """
        draw = np.random.Generator(np.random.SFC64(seed))
        noise = draw.standard_normal(len(pitch) * _STEP_SAMPLES, dtype=np.float32)
        return self.mix(pitch, noise)

    def mix(self, pitch: FloatArray, noise: FloatArray) -> FloatArray:
        """The excitation for `pitch` (2T,) and normal `noise` (600·T,)."""
        voiced = (pitch > VOICED_ABOVE_HZ).astype(np.float32)[:, None]
        sines = self._sum_harmonics(_turns(pitch) * np.float32(2 * np.pi))
        spread = np.float32(np.sqrt(np.square(self._weight).sum()))
        amplitude = voiced * _VOICED_NOISE + (1 - voiced) * (_SINE_AMPLITUDE / 3)
        mixed: FloatArray = sines.reshape(len(pitch), -1) * (voiced * _SINE_AMPLITUDE)
        mixed += noise.reshape(mixed.shape) * (amplitude * spread)
        mixed += self._bias
        return np.tanh(mixed, out=mixed).reshape(-1)

    def _sum_harmonics(self, angle: FloatArray) -> FloatArray:
        """Σ weight[k−1]·sin(k·angle), by Clenshaw's recurrence."""
        twice = 2 * np.cos(angle)
        after, now = np.zeros_like(angle), np.zeros_like(angle)
        for weight in self._weight[::-1]:
            after *= -1
            after += weight
            after += twice * now
            now, after = after, now
        return now * np.sin(angle)


def _turns(pitch: FloatArray) -> FloatArray:
    """How far the fundamental has turned at each sample, (600·T,), in −½ … ½ turns around a whole
    number of them; between the middles of two steps it turns evenly.

    Summed up in double precision, for a whole passage is thousands of turns.
    """
    ends = np.cumsum(pitch.astype(np.float64) / SAMPLE_RATE) * _STEP_SAMPLES
    steps = np.diff(ends).astype(np.float32)[:, None]
    starts = (ends - np.floor(ends)).astype(np.float32)
    turns = np.empty(len(pitch) * _STEP_SAMPLES, np.float32)
    half = _STEP_SAMPLES // 2
    turns[:half], turns[-half:] = starts[0], starts[-1]
    between = turns[half:-half].reshape(len(pitch) - 1, _STEP_SAMPLES)
    np.add(starts[:-1, None], steps * _WITHIN_STEP, out=between)
    turns -= np.round(turns)
    return turns
