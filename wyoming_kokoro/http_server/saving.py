"""Who may change the operator's files, and how a change says what it is a change of."""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from aiohttp import hdrs, web

from ..errors import Forbidden, NotSaved, SetupError, Unconditional
from ..kept_file import KeptFile
from .errors import json_reply
from .operations import Parameter
from .ports import OPTIONS
from .replies import Saved, Saving

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")
_REASONS = {
    "read_only": "Nothing can be changed over HTTP here (--read-only-page)",
    "no_key": "Changes need an API key, and this server has none: start it with --api-key",
    "not_writable": "The server may not write this file",
}
CHANGE_ERRORS = (403, 412, 428, 500)
"""Statuses of a change that is refused, besides those of its body."""
IF_MATCH = Parameter("If-Match", "header", "The `ETag` of what is changed, or `*`.")


def saving(request: web.Request, file: KeptFile) -> Saving:
    """Whether a change of the file would be let through, and if not, why. Looks at the disk."""
    options = request.app[OPTIONS]
    if options.read_only:
        return "read_only"
    if not options.api_keys and not options.trusted_proxies:
        return "no_key"
    return "yes" if file.writable else "not_writable"


async def on_disk(work: Callable[[], T]) -> T:
    """What `work` gives, off the loop; that a file is wrong is the operator's business and goes to
    the log. Raises `NotSaved`, and what else `work` does.
    """
    try:
        return await asyncio.to_thread(work)
    except SetupError as error:
        _LOGGER.error("%s", error.message)
        raise NotSaved("The file cannot be read; the server's log says why") from error


async def changed(
    request: web.Request, file: KeptFile, change: Callable[[str], str]
) -> web.Response:
    """Carry out a change of the file: `change` gets the tag that it is a change of, and gives the
    new one.

    Raises `Forbidden`, `Unconditional`, and what `on_disk` does.
    """
    state = await on_disk(lambda: saving(request, file))
    if state != "yes":
        raise Forbidden(_REASONS[state])
    wanted = request.headers.get(hdrs.IF_MATCH, "")
    if not wanted:
        raise Unconditional("If-Match must have the ETag of what is changed, or *")
    # Proxies that compress make tags weak on the way.
    tag = wanted.removeprefix("W/").strip('"')
    return tagged(json_reply(Saved()), await on_disk(lambda: change(tag)))


def tagged(reply: web.Response, tag: str) -> web.Response:
    """The reply with its tag."""
    reply.headers[hdrs.ETAG] = f'"{tag}"'
    reply.headers[hdrs.CACHE_CONTROL] = "no-store"
    return reply
