"""The description of the API, from the same tables and models that serve it."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from ..version import __version__
from .operations import Operation, Parameter
from .ports import HttpOptions
from .replies import ErrorReply
from .schemas import CaptionedBody, PhonemesBody, PhonemizeBody, SpeechBody, SsmlBody, Turn

_REF = "#/components/schemas/{model}"
_ERRORS = {
    400: "The request is wrong; `param` names the field.",
    401: "No API key, or a wrong one.",
    403: "Not for whoever asks, or not on this server.",
    404: "There is no such model or file.",
    408: "The body did not arrive in time.",
    412: "It was changed meanwhile; read it again.",
    413: "The body or the text is too long; the message states the limit.",
    415: "The body is not JSON.",
    428: "`If-Match` is missing.",
    429: "The queue is full, or too much is held; `Retry-After` says when to try again.",
    500: "The server failed; the log has the cause under the reply's `x-request-id`.",
    503: "The model is still loading, or no worker is there.",
    504: "No reply within the server's time limit.",
}
_OF_A_BODY = (400, 408, 413, 415, 429)
_TEXTS: dict[type[BaseModel], str] = {
    SpeechBody: "input",
    CaptionedBody: "input",
    Turn: "text",
    PhonemizeBody: "text",
    PhonemesBody: "phonemes",
    SsmlBody: "text",
}
"""Fields that are as long at most as the server's options let a text be."""
Json = dict[str, Any]


def describe(operations: Iterable[Operation], options: HttpOptions) -> Json:
    """An OpenAPI 3.1 document."""
    operations = tuple(operations)
    has_keys = bool(options.api_keys)
    paths: dict[str, Json] = {}
    for operation in operations:
        item = paths.setdefault(operation.path, {})
        needs_key = has_keys and not operation.is_open(options.open_lists)
        item[operation.method.lower()] = _operation(operation, needs_key)
    components: Json = {"schemas": _schemas(operations, options.max_input_chars)}
    if has_keys:
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "wyoming-kokoro",
            "version": __version__,
            "description": "Kokoro-82M text-to-speech behind OpenAI's speech API.",
        },
        "paths": paths,
        "components": components,
    }


def _operation(operation: Operation, needs_key: bool) -> Json:
    described: Json = {
        "operationId": operation.handler.__name__,
        "summary": operation.summary,
        "responses": _responses(operation, needs_key),
    }
    if operation.description:
        described["description"] = operation.description
    if operation.parameters:
        described["parameters"] = [_parameter(parameter) for parameter in operation.parameters]
    if operation.body is not None:
        content = {"application/json": {"schema": _ref(operation.body)}}
        described["requestBody"] = {"required": True, "content": content}
    if needs_key:
        described["security"] = [{"key": []}]
    return described


def _responses(operation: Operation, needs_key: bool) -> Json:
    content = {
        media: {"schema": _ref(model)} if model else {} for media, model in operation.replies
    }
    responses: Json = {"200": {"description": "Done.", "content": content}}
    statuses = set(operation.errors)
    if operation.body is not None:
        statuses.update(_OF_A_BODY)
    if needs_key:
        statuses.add(401)
    for status in sorted(statuses):
        error = {"application/json": {"schema": _ref(ErrorReply)}}
        responses[str(status)] = {"description": _ERRORS[status], "content": error}
    if operation.path == "/ready":
        responses["503"] = {"description": "Not yet.", "content": content}
    return responses


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.description,
        "schema": {"type": parameter.kind},
    }


def _schemas(operations: Iterable[Operation], max_input_chars: int) -> Json:
    models: set[tuple[type[BaseModel], JsonSchemaMode]] = {(ErrorReply, "serialization")}
    for operation in operations:
        if operation.body is not None:
            models.add((operation.body, "validation"))
        models.update((model, "serialization") for _, model in operation.replies if model)
    _, definitions = models_json_schema(list(models), ref_template=_REF)
    schemas: Json = definitions["$defs"]
    for body, name in _TEXTS.items():
        schemas[body.__name__]["properties"][name]["maxLength"] = max_input_chars
    return schemas


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": _REF.format(model=model.__name__)}
