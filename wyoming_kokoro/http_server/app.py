"""The HTTP side as an aiohttp application."""

import json
from collections.abc import AsyncIterator, Iterable

from aiohttp import web

from ..threads import full_pool
from . import (
    captions,
    combine,
    dialogue,
    downloads,
    health,
    lexicon,
    models,
    phonemes,
    presets,
    speech,
    ssml,
    status,
    voices,
)
from .activity import ACTIVITY, Activity
from .auth import ApiKeys, key_middleware
from .cors import cors_middleware, cors_signal
from .docs_page import render
from .downloads import DOWNLOADS, Downloads, downloads_of_app
from .encoding import ENCODING_THREADS
from .errors import error_middleware, sign
from .holding import holding_middleware
from .openapi import describe
from .operations import Operation
from .origin import origin_middleware
from .page import page_routes
from .ports import ENGINE, OPTIONS, Engine, HttpOptions

_OPEN_PATHS = frozenset({"/", "/page/{file}", "/docs", "/openapi.json"})
"""Paths of pages and of the description: what they say is known to everyone."""
_DOCS_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_ENCODING_THREADS = 2


def create_app(
    engine: Engine,
    options: HttpOptions = HttpOptions(),
    extra_routes: Iterable[web.AbstractRouteDef] = (),
) -> web.Application:
    """The application. `extra_routes` are served beside its own, behind the same middlewares."""
    operations = _operations(options)
    open_paths = _OPEN_PATHS | {o.path for o in operations if o.is_open(options.open_lists)}
    origins = frozenset(options.cors_origins)
    activity = Activity()
    app = web.Application(
        client_max_size=options.max_body_bytes,
        middlewares=(
            activity.count,
            error_middleware,
            holding_middleware,
            cors_middleware(origins),
            key_middleware(ApiKeys(options.api_keys), open_paths),
            origin_middleware(options.allowed_hosts, origins, options.trusted_proxies),
        ),
    )
    app[ENGINE] = engine
    app[OPTIONS] = options
    app[ACTIVITY] = activity
    app[DOWNLOADS] = Downloads()
    app.on_response_prepare.append(sign)
    app.on_response_prepare.append(cors_signal(origins))
    app.on_response_prepare.append(activity.mark_closing)
    app.cleanup_ctx.append(_encoding_threads)
    app.cleanup_ctx.append(downloads_of_app)
    app.add_routes(web.route(o.method, o.path, o.handler) for o in operations)
    app.add_routes(_description_routes(operations, options))
    app.add_routes(page_routes())
    app.add_routes(extra_routes)
    return app


def _operations(options: HttpOptions) -> tuple[Operation, ...]:
    combining = combine.OPERATIONS if options.mix is not None else ()
    unloading = models.MANAGER_OPERATIONS if options.manager is not None else ()
    teaching = lexicon.OPERATIONS if options.lexicon is not None else ()
    mixing = presets.OPERATIONS if options.presets is not None else ()
    return (
        *speech.OPERATIONS,
        *voices.OPERATIONS,
        *combining,
        *mixing,
        *teaching,
        *models.OPERATIONS,
        *unloading,
        *captions.OPERATIONS,
        *dialogue.OPERATIONS,
        *phonemes.OPERATIONS,
        *ssml.OPERATIONS,
        *downloads.OPERATIONS,
        *status.OPERATIONS,
        *health.OPERATIONS,
    )


def _description_routes(
    operations: tuple[Operation, ...], options: HttpOptions
) -> list[web.RouteDef]:
    """The description, made once: for machines and for people."""
    description = describe(operations, options)
    document, page = json.dumps(description), render(description)

    async def openapi(_: web.Request) -> web.Response:
        return web.Response(text=document, content_type="application/json")

    async def docs(_: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html", headers=_DOCS_HEADERS)

    return [web.get("/openapi.json", openapi), web.get("/docs", docs)]


async def _encoding_threads(app: web.Application) -> AsyncIterator[None]:
    executor = full_pool(_ENCODING_THREADS, "encoder")
    app[ENCODING_THREADS] = executor
    yield
    executor.shutdown(wait=False)
