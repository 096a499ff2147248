"""Every failure becomes one of OpenAI's error bodies here."""

import logging
import math
import re
import time
import uuid
from contextvars import ContextVar

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, ValidationError

from ..errors import Busy, NotReady, RequestError, SpeechError, Unauthorized
from ..version import __version__
from .replies import ErrorDetail, ErrorReply

_LOGGER = logging.getLogger(__name__)
REQUEST_ID: ContextVar[str] = ContextVar("request_id")
"""Id of the request that the running task answers; also the reply's `x-request-id`."""
_CLIENT_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)
_NOT_READY_RETRY_S = 5


class InvalidBody(RequestError):
    """A request body that the schema does not allow."""

    def __init__(self, message: str, *, param: str | None, code: str) -> None:
        super().__init__(message, param=param)
        self.code = code


def invalid_body(error: ValidationError) -> InvalidBody:
    """The first fault that pydantic found, by the field's name."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    kind, message = fault["type"], fault["msg"]
    if kind == "json_invalid":
        why = message.removeprefix("Invalid JSON: ")
        return InvalidBody(f"The body is not JSON: {why}", param=None, code="invalid_json")
    if not fault["loc"]:
        return InvalidBody("The body must be a JSON object", param=None, code="invalid_type")
    param = str(fault["loc"][0])
    if kind == "missing" and len(fault["loc"]) == 1:
        code, text = "missing_required_parameter", f"Missing required parameter: '{param}'."
    else:
        code = "invalid_type" if kind.endswith("_type") else "invalid_value"
        text = f"Invalid '{param}': {message}."
    return InvalidBody(text, param=param, code=code)


def error_reply(error: SpeechError) -> web.Response:
    """The reply to a request that failed, with what its headers must say."""
    headers: dict[str, str] = {}
    if isinstance(error, Busy):
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after_s)))
    elif isinstance(error, NotReady):
        headers["Retry-After"] = str(_NOT_READY_RETRY_S)
    elif isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    return _reply(error.http_status, error_body(error), headers)


def error_body(error: SpeechError) -> ErrorReply:
    """The body that tells of `error`."""
    return ErrorReply(
        error=ErrorDetail(
            message=error.message, type=error.openai_type, param=error.param, code=error.code
        )
    )


@web.middleware
async def error_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Number the request, and turn what is raised into a reply; failures of our own are logged
    once, with that number.
    """
    wished = request.headers.get("X-Request-Id", "")
    request_id = wished if _CLIENT_ID.fullmatch(wished) else f"req_{uuid.uuid4().hex}"
    REQUEST_ID.set(request_id)
    begun = time.monotonic()
    response = await _answer(request, handler)
    _LOGGER.debug(
        "%s: %s %s → %d in %.3f s",
        request_id,
        request.method,
        request.path,
        response.status,
        time.monotonic() - begun,
    )
    return response


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _http_reply(request, error)
    except SpeechError as error:
        if error.http_status >= 500 and not isinstance(error, NotReady):
            _log(request, error)
        return error_reply(error)
    except Exception as error:
        # The one place where an unforeseen failure may end: the client gets a reply, the log the
        # cause.
        _log(request, error)
        return error_reply(SpeechError("The server failed to carry out the request"))


def _log(request: web.Request, error: Exception) -> None:
    _LOGGER.error(
        "%s: %s %s failed", REQUEST_ID.get(), request.method, request.path, exc_info=error
    )


def _http_reply(request: web.Request, error: web.HTTPException) -> web.Response:
    """The reply for what aiohttp itself refuses."""
    message, code = error.reason, None
    if isinstance(error, web.HTTPNotFound):
        message = f"Invalid URL ({request.method} {request.path})"
    elif isinstance(error, web.HTTPMethodNotAllowed):
        message = f"Not allowed to {request.method} on {request.path}"
        code = "method_not_supported"
    elif isinstance(error, web.HTTPRequestEntityTooLarge):
        message = f"The body is larger than {request.client_max_size} bytes"
        code = "request_too_large"
    kind = "server_error" if error.status >= 500 else "invalid_request_error"
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    detail = ErrorDetail(message=message, type=kind, param=None, code=code)
    return _reply(error.status, ErrorReply(error=detail), headers)


def _reply(status: int, body: ErrorReply, headers: dict[str, str]) -> web.Response:
    return web.Response(
        status=status, text=body.model_dump_json(), content_type="application/json", headers=headers
    )


async def sign(_: web.Request, response: web.StreamResponse) -> None:
    """Signal handler: every reply tells its number and who gave it."""
    response.headers["X-Request-Id"] = REQUEST_ID.get()
    response.headers["Server"] = f"wyoming-kokoro/{__version__}"


def json_reply(body: BaseModel, status: int = 200) -> web.Response:
    """A pydantic model as a JSON reply."""
    return web.Response(status=status, text=body.model_dump_json(), content_type="application/json")
