"""Cross-origin access for the pages of chosen origins."""

from collections.abc import Awaitable, Callable, Collection

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

_PREFLIGHT_AGE_S = 86_400
ANY = "*"
_EXPOSED = (
    "X-Request-Id, Retry-After, X-Download-Path, X-Timing-Path, X-Voice, Deprecation,"
    " Content-Disposition, ETag"
)


def cors_middleware(origins: Collection[str]) -> Middleware:
    """Answers a browser's question whether a page of one of `origins` may ask; asks for no key, as
    browsers send none here.
    """

    @web.middleware
    async def answer_preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
        asked = request.headers.get(hdrs.ACCESS_CONTROL_REQUEST_METHOD)
        if request.method != hdrs.METH_OPTIONS or asked is None or not is_allowed(request, origins):
            return await handler(request)
        headers = {
            hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST, PUT, DELETE",
            hdrs.ACCESS_CONTROL_ALLOW_HEADERS: request.headers.get(
                hdrs.ACCESS_CONTROL_REQUEST_HEADERS, "Authorization, Content-Type"
            ),
            hdrs.ACCESS_CONTROL_MAX_AGE: str(_PREFLIGHT_AGE_S),
        }
        return web.Response(status=204, headers=headers)

    return answer_preflight


def cors_signal(
    origins: Collection[str],
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Signal handler that marks replies as readable for the origins."""

    async def mark(request: web.Request, response: web.StreamResponse) -> None:
        if not origins:
            return
        response.headers.add(hdrs.VARY, hdrs.ORIGIN)
        if is_allowed(request, origins):
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = request.headers[hdrs.ORIGIN]
            response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = _EXPOSED

    return mark


def is_allowed(request: web.Request, origins: Collection[str]) -> bool:
    """Whether a page asks whose origin was let in."""
    origin = request.headers.get(hdrs.ORIGIN)
    return origin is not None and (ANY in origins or origin in origins)
