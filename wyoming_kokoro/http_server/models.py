"""`/v1/models`."""

from aiohttp import web

from ..errors import UnknownModel
from .errors import json_reply
from .operations import Operation, Parameter
from .ports import OPTIONS
from .schemas import ModelEntry, ModelList

# When Kokoro v1.0 was published, 2025-01-27 UTC; clients sort by it.
_CREATED = 1_737_936_000
_OWNER = "hexgrad"


async def list_models(request: web.Request) -> web.Response:
    """All names that a request's `model` may be."""
    return json_reply(ModelList(data=[_entry(name) for name in request.app[OPTIONS].models]))


async def get_model(request: web.Request) -> web.Response:
    """One of them."""
    name = request.match_info["model"]
    if name not in request.app[OPTIONS].models:
        raise UnknownModel(f"The model '{name}' does not exist", param="model")
    return json_reply(_entry(name))


def _entry(name: str) -> ModelEntry:
    return ModelEntry(id=name, created=_CREATED, owned_by=_OWNER)


OPERATIONS = (
    Operation(
        "GET",
        "/v1/models",
        list_models,
        "List the models",
        description="All are Kokoro; OpenAI's names stand for it.",
        replies=(("application/json", ModelList),),
    ),
    Operation(
        "GET",
        "/v1/models/{model}",
        get_model,
        "Describe a model",
        parameters=(Parameter("model", "path", "Its id."),),
        replies=(("application/json", ModelEntry),),
        errors=(404,),
    ),
)
