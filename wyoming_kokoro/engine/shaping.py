"""The last touch: silence, loudness, edges, 16 bits."""

import warnings
from dataclasses import dataclass

import numpy as np

from ..models.base import FloatArray
from ..sound import SAMPLE_RATE, silence
from ..text.segment import Boundary

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pydub warns about ffmpeg, which only its file formats need
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

_SILENCE_DBFS = -46.0
_STEP_MS = 5
_KEPT_MS = 25
"""Silence left before and after the speech, so that soft consonants stay whole."""
_FADE_MS = 4
PAUSE_S = {
    Boundary.CUT: 0.0,
    Boundary.PHRASE: 0.12,
    Boundary.CLAUSE: 0.22,
    Boundary.SENTENCE: 0.35,
    Boundary.PARAGRAPH: 0.65,
}
"""Silence after a clause whose own pause the model did not make, at speed 1."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a stretch of samples joins its neighbours.

    `opens`: nothing that the model knew of came before, so its leading silence is cut; `ends`:
    nothing followed, so the trailing silence is replaced by the pause of that boundary, divided by
    `speed`. `pause_s` is added besides. `gain` is a linear factor.
    """

    opens: bool
    ends: Boundary | None
    pause_s: float = 0.0
    gain: float = 1.0
    speed: float = 1.0


def joined(tail: FloatArray | None, samples: FloatArray) -> FloatArray:
    """Samples (n,) faded in over the `tail` (m,) of what came before them: both are the same sound,
    so the fade is linear.
    """
    if tail is None or not 0 < len(tail) <= len(samples):
        return samples
    rise = np.linspace(0, 1, len(tail), dtype=np.float32)
    return np.concatenate((tail * (1 - rise) + samples[: len(tail)] * rise, samples[len(tail) :]))


def shape(samples: FloatArray, how: Shape) -> tuple[bytes, float]:
    """PCM (int16 little-endian, 24 kHz mono) of float32 samples (n,), and the seconds that were cut
    from their start.
    """
    scaled = np.nan_to_num(samples) * (how.gain * 32767.0)
    pcm = np.clip(np.rint(scaled), -32768, 32767).astype("<i2")
    audio = AudioSegment(pcm.tobytes(), sample_width=2, frame_rate=SAMPLE_RATE, channels=1)
    cut_ms = 0
    if how.opens:
        cut_ms = max(0, _silence_ms(audio) - _KEPT_MS)
        audio = audio[cut_ms:]
    if how.ends is not None:
        tail_ms = max(0, _silence_ms(audio.reverse()) - _KEPT_MS)
        audio = audio[: len(audio) - tail_ms]
    if len(audio) > 2 * _FADE_MS:
        audio = _faded(audio, how)
    pause_s = how.pause_s
    if how.ends is not None:
        pause_s += PAUSE_S[how.ends] / how.speed
    return bytes(audio.raw_data) + silence(pause_s), cut_ms / 1000


def _faded(audio: AudioSegment, how: Shape) -> AudioSegment:
    if how.opens:
        audio = audio.fade_in(_FADE_MS)
    if how.ends is not None:
        audio = audio.fade_out(_FADE_MS)
    return audio


def _silence_ms(audio: AudioSegment) -> int:
    """Leading milliseconds below the threshold; all of them if nothing is louder."""
    return min(len(audio), int(detect_leading_silence(audio, _SILENCE_DBFS, _STEP_MS)))
