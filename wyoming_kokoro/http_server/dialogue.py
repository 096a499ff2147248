"""`POST /dev/dialogue`: turns of several speakers."""

from aiohttp import web

from .operations import Operation, read_body
from .orders import order, refusals_counted
from .schemas import DialogueBody
from .speech import REPLIES, reply_with_speech


async def create_dialogue(request: web.Request) -> web.StreamResponse:
    """Speak the body's turns, each with its voice."""
    with refusals_counted():
        body = (await read_body(request, DialogueBody)).speech()
        ordered = order(request, body)
    return await reply_with_speech(request, body, ordered)


OPERATIONS = (
    Operation(
        "POST",
        "/dev/dialogue",
        create_dialogue,
        "Speak turns of several speakers",
        description="Markup in the texts is understood.",
        body=DialogueBody,
        replies=REPLIES,
        errors=(404, 500, 503, 504),
    ),
)
