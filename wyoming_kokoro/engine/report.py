"""What became of each utterance: one log line and the metrics."""

import asyncio
import itertools
import logging
import time
from contextlib import ExitStack
from types import TracebackType

from .. import metrics
from ..errors import Busy, RequestError
from .history import ActiveUtterance, History
from .progress import Progress
from .resolving import ResolvedRequest

_LOGGER = logging.getLogger(__name__)
_numbers = itertools.count(1)


class Report:
    """Accompanies an utterance and says at its end how it went; the text itself only where
    `Progress.text` is kept.
    """

    def __init__(self, request: ResolvedRequest, history: History) -> None:
        self._request = request
        self._history = history
        self._under_way = ExitStack()
        self._number = next(_numbers)
        self._clock = asyncio.get_running_loop().time
        self._asked_at = self._clock()
        self._has_begun = False
        self.progress: Progress | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the utterance has had a place."""
        return self._has_begun

    def admitted(self, waited_s: float) -> None:
        """The utterance has a place now, for which it waited so long."""
        if self._has_begun:
            return
        self._has_begun = True
        metrics.QUEUE_WAIT.observe(waited_s)

    def __enter__(self) -> "Report":
        manner = self._request.manner
        utterance = ActiveUtterance(
            self._request.protocol,
            self._request.voice,
            manner.language,
            time.monotonic(),
            lambda: self.progress,
        )
        self._under_way.enter_context(self._history.under_way(utterance))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._under_way.close()
        result = _result(error)
        if error is not None and result != "cancelled":
            self._history.failed(self._request.protocol, error)
        request, progress = self._request, self.progress or Progress(self._asked_at)
        metrics.UTTERANCES.labels(request.protocol, request.manner.language, result).inc()
        metrics.AUDIO_SECONDS.inc(progress.audio_s)
        if progress.audio_s:
            metrics.PASSAGES.observe(progress.passages)
        first_s: float | None = None
        if progress.first_audio_at is not None:
            first_s = progress.first_audio_at - self._asked_at
            if isinstance(request.text, str):
                metrics.FIRST_AUDIO.labels(request.protocol).observe(first_s)
        awaited = isinstance(request.text, str)
        self._history.ended(progress.audio_s, first_s if awaited else None)
        fields = {
            "utterance": self._number,
            "protocol": request.protocol,
            "client": request.client,
            "voice": str(request.manner.voice),
            "language": request.manner.language,
            "characters": progress.characters,
            "clauses": progress.clauses,
            "passages": progress.passages,
            "audio_s": round(progress.audio_s, 2),
            "first_audio_s": None if first_s is None else round(first_s, 3),
            "took_s": round(self._clock() - self._asked_at, 3),
            "rtf": round(progress.inference_s / progress.audio_s, 3) if progress.audio_s else None,
            "result": result,
        }
        message = " ".join(f"{name}={value}" for name, value in fields.items())
        if progress.text:
            fields["text"] = progress.text
            message += f" text={progress.text!r}"
        _LOGGER.info("Utterance ended: %s", message, extra={"fields": fields})


def _result(error: BaseException | None) -> str:
    match error:
        case None:
            return "spoken"
        case GeneratorExit() | asyncio.CancelledError():
            return "cancelled"
        case Busy():
            return "busy"
        case RequestError():
            return "refused"
        case _:
            return "failed"
