"""What is being spoken, and what the last hour was like, for those who watch: no word of it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from ..errors import SpeechError
from .progress import Progress

MINUTES = 60
_ERRORS = 20
_TICK_S = 5.0


@dataclass(frozen=True, slots=True)
class ActiveUtterance:
    """An utterance under way: whose protocol, which voice and language, when it was asked for
    (monotonic time), and how far it is.
    """

    protocol: str
    voice: str
    language: str
    asked_at: float
    progress: Callable[[], Progress | None]

    @property
    def audio_s(self) -> float:
        """Seconds of speech made so far."""
        progress = self.progress()
        return 0.0 if progress is None else progress.audio_s


@dataclass(frozen=True, slots=True)
class Trouble:
    """An utterance that was not spoken: when (monotonic time), over which protocol, and the error's
    code, which has no word of the text.
    """

    at: float
    protocol: str
    code: str


@dataclass(slots=True)
class Minute:
    """A minute that begins at `at` (monotonic time): utterances that ended in it, seconds of their
    speech, the first audio of each in seconds, and the seconds that the model worked.
    """

    at: int
    utterances: int = 0
    audio_s: float = 0.0
    work_s: float = 0.0
    first_audio_s: list[float] = field(default_factory=list)

    @property
    def median_first_audio_s(self) -> float | None:
        """`None` where nobody waited for any."""
        return median(self.first_audio_s) if self.first_audio_s else None


class History:
    """Keeps the last hour by the minute. Belongs to the event loop."""

    def __init__(
        self, worked_s: Callable[[], float], now: Callable[[], float] = time.monotonic
    ) -> None:
        """`worked_s` gives the seconds that the model has worked since it was made."""
        self.errors: deque[Trouble] = deque(maxlen=_ERRORS)
        self._worked_s, self._now = worked_s, now
        self._seen_s = 0.0
        self._minutes: deque[Minute] = deque(maxlen=MINUTES)
        self._speaking: dict[int, ActiveUtterance] = {}

    async def keep(self) -> None:
        """Note the model's work as it happens, until cancelled."""
        while True:
            self._minute()
            await asyncio.sleep(_TICK_S)

    @property
    def speaking(self) -> list[ActiveUtterance]:
        """The utterances under way, the oldest first."""
        return list(self._speaking.values())

    def minutes(self) -> list[Minute]:
        """The minutes in which anything happened, of the last hour, in order."""
        oldest = self._minute().at - MINUTES * 60
        return [minute for minute in self._minutes if minute.at > oldest]

    @contextmanager
    def under_way(self, utterance: ActiveUtterance) -> Iterator[None]:
        """The utterance is spoken inside the block."""
        number = id(utterance)
        self._speaking[number] = utterance
        try:
            yield
        finally:
            del self._speaking[number]

    def ended(self, audio_s: float, first_audio_s: float | None) -> None:
        """An utterance ended; without `first_audio_s` nobody waited for it to begin."""
        minute = self._minute()
        minute.utterances += 1
        minute.audio_s += audio_s
        if first_audio_s is not None:
            minute.first_audio_s.append(first_audio_s)

    def failed(self, protocol: str, error: BaseException) -> None:
        """An utterance was not spoken, or not to its end."""
        code = error.code if isinstance(error, SpeechError) else SpeechError.code
        self.errors.append(Trouble(self._now(), protocol, code))

    def _minute(self) -> Minute:
        """The present one, with the work up to now."""
        at = int(self._now()) // 60 * 60
        if not self._minutes or self._minutes[-1].at < at:
            self._minutes.append(Minute(at))
        minute = self._minutes[-1]
        worked_s = self._worked_s()
        minute.work_s += worked_s - self._seen_s
        self._seen_s = worked_s
        return minute
