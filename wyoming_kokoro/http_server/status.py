"""`/v1/status`: how the server is doing, for people who watch."""

import time

from aiohttp import web

from ..engine.history import Minute
from ..inference.manager import ModelState
from ..memory import resident
from ..version import __version__
from .errors import json_reply
from .operations import Operation
from .ports import ENGINE, OPTIONS
from .replies import ErrorEntry, MinuteEntry, ModelStatus, ServerStatus, UtteranceEntry

_STARTED_AT = time.monotonic()
_SECONDS = 60


async def status(request: web.Request) -> web.Response:
    """All of it; nothing is of any text."""
    engine, options = request.app[ENGINE], request.app[OPTIONS]
    history, now = engine.history, time.monotonic()
    states = options.manager.states() if options.manager is not None else []
    # What is kept goes by the monotonic clock; people read the other one, which may be set.
    shift = time.time() - now
    workers = max(1, sum(state.workers for state in states))
    reply = ServerStatus(
        version=__version__,
        now=now + shift,
        uptime_seconds=round(now - _STARTED_AT, 1),
        ready=engine.ready,
        waiting=engine.waiting,
        memory_bytes=sum(resident().values()),
        voices=len(engine.catalog),
        speaking=[
            UtteranceEntry(
                protocol=each.protocol,
                voice=each.voice,
                language=each.language,
                asked_at=each.asked_at + shift,
                audio_seconds=round(each.audio_s, 2),
            )
            for each in history.speaking
        ],
        models=[_model(state) for state in states],
        minutes=[_minute(minute, workers, now, shift) for minute in history.minutes()],
        errors=[
            ErrorEntry(at=e.at + shift, protocol=e.protocol, code=e.code) for e in history.errors
        ],
    )
    response = json_reply(reply)
    response.headers["Cache-Control"] = "no-store"
    return response


def _model(state: ModelState) -> ModelStatus:
    return ModelStatus(
        name=state.name,
        loaded=state.loaded,
        device=state.device,
        precision=state.precision,
        instructions=state.instructions,
        workers=state.workers,
        load_seconds=None if state.load_s is None else round(state.load_s, 3),
    )


def _minute(minute: Minute, workers: int, now: float, shift: float) -> MinuteEntry:
    passed_s = min(_SECONDS, max(1.0, now - minute.at))
    first_s = minute.median_first_audio_s
    return MinuteEntry(
        at=round(minute.at + shift),
        utterances=minute.utterances,
        audio_seconds=round(minute.audio_s, 2),
        first_audio_seconds=None if first_s is None else round(first_s, 3),
        load=round(min(1.0, minute.work_s / (passed_s * workers)), 4),
    )


OPERATIONS = (
    Operation(
        "GET",
        "/v1/status",
        status,
        "Tell how the server is doing",
        description="What is spoken now, the last hour by the minute, the models, the last errors.",
        replies=(("application/json", ServerStatus),),
    ),
)
