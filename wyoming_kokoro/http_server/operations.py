"""What a route does and how it is described: the same table makes the router, `/openapi.json` and
the page at `/docs`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from ..errors import UnsupportedMedia
from .errors import invalid_body
from .ports import ACCOUNT, OPTIONS

B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the path or the query."""

    name: str
    place: str
    description: str
    kind: str = "string"


@dataclass(frozen=True, slots=True)
class Operation:
    """A method on a path.

    `replies` are media types of the reply with status 200 and their models, `None` for what is not
    JSON. `errors` are the statuses of failures besides those that the way of asking implies.
    `needs_key` off leaves a GET open to those without an API key; so does `is_list`, which tells
    nothing but names, unless the server's options close the lists.
    """

    method: str
    path: str
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    summary: str
    replies: tuple[tuple[str, type[BaseModel] | None], ...]
    description: str = ""
    body: type[BaseModel] | None = None
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[int, ...] = ()
    needs_key: bool = True
    is_list: bool = False

    def is_open(self, open_lists: bool) -> bool:
        """Whether it is open to those without an API key."""
        return not self.needs_key or self.is_list and open_lists


async def read_body(request: web.Request, schema: type[B]) -> B:
    """The request's body.

    Raises `RequestError` for what is not JSON or not of the schema, and `Busy` where too much is
    held already.
    """
    if request.headers.get("Content-Type") and not _is_json(request.content_type):
        raise UnsupportedMedia(
            f"The body must be application/json, not {request.content_type[:64]}"
        )
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMedia("The body must not be compressed")
    limit = request.app[OPTIONS].max_body_bytes
    if (claimed := request.content_length or 0) > limit:  # it need not be waited for
        raise web.HTTPRequestEntityTooLarge(limit, claimed)
    seconds = request.app[OPTIONS].body_timeout_s
    try:
        async with asyncio.timeout(seconds):
            raw = await _read(request, limit)
    except TimeoutError as error:
        raise web.HTTPRequestTimeout(
            reason=f"The body did not arrive within {seconds:g} s"
        ) from error
    except web.RequestPayloadError as error:
        raise web.HTTPBadRequest(reason="The body cannot be read") from error
    try:
        return schema.model_validate_json(raw)
    except ValidationError as error:
        raise invalid_body(error) from error


async def _read(request: web.Request, most: int) -> bytes:
    raw = bytearray()
    async for piece in request.content.iter_any():
        request[ACCOUNT].take(len(piece))
        raw += piece
        if len(raw) > most:
            raise web.HTTPRequestEntityTooLarge(most, len(raw))
    return bytes(raw)


@asynccontextmanager
async def in_time(request: web.Request) -> AsyncIterator[None]:
    """Answers with a 504 when what it encloses takes longer than a reply may take to begin."""
    seconds = request.app[OPTIONS].request_timeout_s
    try:
        async with asyncio.timeout(seconds) as limit:
            yield
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise web.HTTPGatewayTimeout(reason=f"No reply within {seconds:g} s") from error


def _is_json(content_type: str) -> bool:
    return content_type == "application/json" or (
        content_type.startswith("application/") and content_type.endswith("+json")
    )
