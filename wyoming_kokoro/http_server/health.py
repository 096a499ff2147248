"""`/health`, `/ready` and `/v1/test`."""

from aiohttp import web

from .errors import json_reply
from .operations import Operation
from .ports import ENGINE
from .replies import Status


async def health(_: web.Request) -> web.Response:
    """The process answers."""
    return json_reply(Status(status="healthy"))


async def ready(request: web.Request) -> web.Response:
    """Whether it can speak."""
    if request.app[ENGINE].ready:
        return json_reply(Status(status="ready"))
    return json_reply(Status(status="loading"), status=503)


async def test(_: web.Request) -> web.Response:
    """What clients of Kokoro-FastAPI recognise it by."""
    return json_reply(Status(status="ok"))


OPERATIONS = (
    Operation(
        "GET",
        "/v1/test",
        test,
        "Tell clients that they are talking to a server like Kokoro-FastAPI",
        replies=(("application/json", Status),),
        needs_key=False,
    ),
    Operation(
        "GET",
        "/health",
        health,
        "Tell whether the server runs",
        replies=(("application/json", Status),),
        needs_key=False,
    ),
    Operation(
        "GET",
        "/ready",
        ready,
        "Tell whether it can speak",
        description="503 with the status `loading` until it can, and while all workers are lost.",
        replies=(("application/json", Status),),
        needs_key=False,
    ),
)
