"""API keys."""

import hashlib
import hmac
from collections.abc import Iterable
from pathlib import Path

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from ..errors import SetupError, Unauthorized
from ..files import read_small
from ..reasons import reason

_KEY_NUMBER = web.RequestKey("key_number", int)


class ApiKeys:
    """The keys that open the door; without any it stands open."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = [_digest(key) for key in keys]

    def check(self, request: web.Request) -> int:
        """Number of the key that the request carries, from 1; 0 where none is needed.

        Raises `Unauthorized`.

        All keys are compared, each in constant time, so that the time of the reply tells nothing
        about them.
        """
        if not self._digests:
            return 0
        scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthorized("An API key is needed: send it as 'Authorization: Bearer KEY'")
        offered = _digest(token.strip())
        matches = [hmac.compare_digest(offered, digest) for digest in self._digests]
        if not any(matches):
            raise Unauthorized("Incorrect API key")
        return matches.index(True) + 1


def read_key_file(path: Path) -> tuple[str, ...]:
    """The keys of a file, one a line; empty lines and lines that begin with ``#`` are skipped.

    Raises `SetupError`.
    """
    try:
        lines = read_small(path).decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"API key file {path}: {reason(error)}") from error
    keys = tuple(key for line in lines if (key := line.strip()) and not key.startswith("#"))
    if not keys:
        raise SetupError(f"API key file {path} has no key in it")
    return keys


def key_middleware(keys: ApiKeys, open_paths: frozenset[str]) -> Middleware:
    """Lets only requests with a key through, except GETs of `open_paths`, in the form that routes
    have.
    """

    @web.middleware
    async def check_key(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            request[_KEY_NUMBER] = keys.check(request)
        except Unauthorized:
            if not _is_open(request, open_paths):
                raise
        return await handler(request)

    return check_key


def is_known(request: web.Request) -> bool:
    """Whether whoever asks has a key, or none is needed; only on an open path it may be
    otherwise.
    """
    return _KEY_NUMBER in request


def has_shown_key(request: web.Request) -> bool:
    """Whether whoever asks has a key."""
    return bool(request.get(_KEY_NUMBER))


def _is_open(request: web.Request, open_paths: frozenset[str]) -> bool:
    resource = request.match_info.route.resource
    is_reading = request.method in (hdrs.METH_GET, hdrs.METH_HEAD)
    return is_reading and resource is not None and resource.canonical in open_paths


def client_of(request: web.Request) -> str:
    """Who asks, for fairness and the log: the address, and the number of the key where there are
    keys.

    Behind a proxy all have one address; in a house several may have one key.
    """
    address = request.remote or "unknown"
    number = request.get(_KEY_NUMBER)
    return f"{address}#{number}" if number else address


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
