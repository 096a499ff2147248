"""What the work of a model costs, learned while it works."""

from collections import deque
from statistics import median

from ..sound import FRAME_SAMPLES, SAMPLE_RATE

FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_SAMPLES
_REMEMBERED = 15
_FIXED_TOKENS = 12.0
"""A plan costs as if it had so many tokens more."""
_FIXED_FRAMES = 14.0
"""A span costs as if it had so many frames more: what is decoded on either side and thrown away,
and the call itself.
"""
_PLAN_S, _SOUND_S = 0.002, 0.006
"""Seconds per token and per frame before anything was measured: a slow machine."""
_FRAMES_PER_TOKEN = 2.9


class Costs:
    """Seconds that a worker needs, as the medians of its latest jobs say.

    Every method is a guess but for the `learn_…`.
    """

    def __init__(self) -> None:
        self._plan: deque[float] = deque(maxlen=_REMEMBERED)
        self._sound: deque[float] = deque(maxlen=_REMEMBERED)
        self._frames: deque[float] = deque(maxlen=_REMEMBERED)
        self._refresh()

    def _refresh(self) -> None:
        self._per_token = median(self._plan or (_PLAN_S,))
        self._per_frame = median(self._sound or (_SOUND_S,))
        self._per_second = self._per_frame * FRAMES_PER_SECOND
        self._token_s = median(self._frames or (_FRAMES_PER_TOKEN,)) / FRAMES_PER_SECOND

    def learn_plan(self, tokens: int, frames: int, seconds: float) -> None:
        """A plan of `tokens` took that long, and the speech will have `frames`."""
        self._plan.append(seconds / (tokens + _FIXED_TOKENS))
        self._frames.append(frames / tokens)
        self._refresh()

    def learn_sound(self, frames: int, seconds: float) -> None:
        """The sound of `frames` took that long."""
        self._sound.append(seconds / (frames + _FIXED_FRAMES))
        self._refresh()

    def speech_of(self, tokens: int) -> float:
        """Seconds of speech that `tokens` make."""
        return tokens * self._token_s

    def plan(self, tokens: int) -> float:
        """Of planning a passage of `tokens`."""
        return self._per_token * (tokens + _FIXED_TOKENS)

    def sound(self, speech_s: float) -> float:
        """Of the sound of so many seconds of speech in one span."""
        return self._per_second * speech_s + self._per_frame * _FIXED_FRAMES

    def tokens_in(self, seconds: float) -> int:
        """Tokens that are planned in that time."""
        return int(seconds / self._per_token - _FIXED_TOKENS)

    def plan_of(self, speech_s: float) -> float:
        """Of planning a passage that makes so many seconds of speech."""
        return self.plan(round(speech_s / self._token_s))

    def speech_in(self, seconds: float) -> float:
        """Seconds of speech whose sound is made in that time in one span; negative where not even
        the fixed part fits.
        """
        return (seconds - self._per_frame * _FIXED_FRAMES) / self._per_second

    @property
    def real_time_factor(self) -> float:
        """Seconds of work per second of speech, plans included, the fixed part left aside."""
        return self._per_second + self._per_token / self._token_s
