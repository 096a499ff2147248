"""Which pages a browser may ask for: those of this server, under names that nobody else can have.

A page anywhere can make a browser ask servers of the home. What such a request cannot have is an
API key. Without one, its Host header must be a name that no stranger can point at this machine
(DNS rebinding), and what changes or makes something must not come from another site's page.
"""

import ipaddress
import re
import socket
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from ..errors import Forbidden
from .auth import has_shown_key
from .cors import is_allowed
from .ports import IpNetwork

_SAFE_METHODS = frozenset((hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS))
_HOME_DOMAINS = (".local", ".localhost", ".localdomain", ".lan", ".home", ".internal", ".home.arpa")
"""Domains that the public DNS does not have."""
_ROUTER_DOMAINS = (".fritz.box",)
"""Domains of routers, whose makers own them."""
_PORT = re.compile(r":\d*$")
_FORWARDED_HOST = "X-Forwarded-Host"
_FETCH_SITE = "Sec-Fetch-Site"


def origin_middleware(
    allowed_hosts: Iterable[str], origins: Collection[str], proxies: Collection[IpNetwork]
) -> Middleware:
    """Refuses what a stranger's page may have made a browser ask for; `origins` are let in.

    With trusted `proxies` nobody but they is let in, and the names are theirs to check.
    """
    own_names = {socket.gethostname().lower(), *(name.lower() for name in allowed_hosts)}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if proxies and not _is_from(request, proxies):
            raise Forbidden("This port is for Home Assistant's Supervisor alone")
        if has_shown_key(request) or is_allowed(request, origins):
            return await handler(request)
        if not proxies and not is_home_name(request.host, own_names):
            raise Forbidden(
                f"{request.host[:100]!r} is no name of this server; --allowed-host adds one"
            )
        if request.method not in _SAFE_METHODS and not _is_own_page(request):
            raise Forbidden(
                "Pages of other sites may not ask for this; --cors-origin lets one in. A reverse"
                " proxy must pass the Host header on"
            )
        return await handler(request)

    return check


def is_home_name(host: str, own_names: Collection[str]) -> bool:
    """Whether a Host header has an address or a name that a stranger cannot have in the DNS."""
    name = _PORT.sub("", host).strip("[]").lower().rstrip(".")
    if "." not in name or name in own_names:
        return True
    if name.endswith(_HOME_DOMAINS + _ROUTER_DOMAINS):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_own_page(request: web.Request) -> bool:
    """Whether no page asks, or one of this server's own."""
    site = request.headers.get(_FETCH_SITE)
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return True
    try:
        asked_by = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    # No page of another site can set these without asking first, which it is not allowed.
    names = (request.headers.get(_FORWARDED_HOST), request.host)
    return asked_by in {name.lower() for name in names if name}


def _is_from(request: web.Request, proxies: Collection[IpNetwork]) -> bool:
    try:
        address = ipaddress.ip_address(request.remote or "")
    except ValueError:
        return False
    return any(address in network for network in proxies)
