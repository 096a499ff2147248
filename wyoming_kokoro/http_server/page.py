"""The page at `/`: its files, read once, with nothing in them from elsewhere."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import hdrs, web

from ..version import __version__
from .ports import OPTIONS, HttpOptions

_TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src"
    " blob:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_INGRESS_PATH = re.compile(r"/[\w.~/-]{1,200}")
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class _Asset:
    """A file as it is sent."""

    content_type: str
    plain: bytes
    packed: bytes
    tag: str


def page_routes() -> list[web.RouteDef]:
    """The page, and the files that it asks for."""
    folder = files(__package__).joinpath("static/page")
    kept = {name: _read(item) for name, item in _items(folder)}
    index = kept.pop(_INDEX).plain.decode("utf-8")

    async def page(request: web.Request) -> web.Response:
        text = _filled(index, request, request.app[OPTIONS])
        headers = {**_HEADERS, hdrs.CACHE_CONTROL: "no-store"}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def file(request: web.Request) -> web.Response:
        found = kept.get(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound
        return _reply(request, found)

    return [web.get("/", page), web.get("/page/{file:.+}", file)]


def _filled(index: str, request: web.Request, options: HttpOptions) -> str:
    """The page with what it must know before it asks for anything."""
    behind_ingress = bool(options.trusted_proxies)
    base = request.headers.get("X-Ingress-Path", "") if behind_ingress else ""
    has_base = _INGRESS_PATH.fullmatch(base) is not None
    values = {
        "version": __version__,
        "key": "needed" if options.api_keys else "none",
        "ingress": "yes" if behind_ingress else "no",
        "base": f'<base href="{base.rstrip("/")}/">' if has_base else "",
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], index)


def _items(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _items(item, f"{prefix}{item.name}/")
        elif item.name.rpartition(".")[2] in _TYPES:
            yield prefix + item.name, item


def _read(item: Traversable) -> _Asset:
    plain = item.read_bytes()
    tag = hashlib.sha256(plain).hexdigest()[:32]
    content_type = _TYPES[item.name.rpartition(".")[2]]
    return _Asset(content_type, plain, gzip.compress(plain), f'"{tag}"')


def _reply(request: web.Request, file: _Asset) -> web.Response:
    headers = {
        **_HEADERS,
        hdrs.ETAG: file.tag,
        # Asked for anew each time, as the files of a page must be of one version.
        hdrs.CACHE_CONTROL: "no-cache",
        hdrs.VARY: hdrs.ACCEPT_ENCODING,
    }
    if file.tag in request.headers.get(hdrs.IF_NONE_MATCH, ""):
        return web.Response(status=304, headers=headers)
    body = file.plain
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        headers[hdrs.CONTENT_ENCODING] = "gzip"
        body = file.packed
    return web.Response(body=body, content_type=file.content_type, charset="utf-8", headers=headers)
