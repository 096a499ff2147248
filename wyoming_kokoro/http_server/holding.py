"""What is held for a request: its body, and a reply that is there as a whole."""

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from ..client_memory import OWN_BYTES
from .delivery import deliver_whole
from .ports import ACCOUNT, OPTIONS


@web.middleware
async def holding_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count what the request takes until it is answered, and what is large of the answer until it
    is read. Raises `Busy` where too much is held already.
    """
    options = request.app[OPTIONS]
    with options.memory.account() as account:
        request[ACCOUNT] = account
        response = await handler(request)
        body = response.body if isinstance(response, web.Response) else None
        if isinstance(body, bytes) and len(body) > OWN_BYTES and request.method != hdrs.METH_HEAD:
            account.take(len(body))
            await deliver_whole(request, response, body, options.send_timeout_s)
        return response
