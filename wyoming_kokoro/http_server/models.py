"""`/v1/models`."""

from aiohttp import web

from ..errors import UnknownModel
from .auth import is_known
from .errors import json_reply
from .operations import Operation, Parameter
from .ports import OPTIONS, HttpOptions
from .replies import BackendEntry, ModelEntry, ModelList, Status, Unloaded

# When Kokoro v1.0 was published, 2025-01-27 UTC; clients sort by it.
_CREATED = 1_737_936_000
_OWNER = "hexgrad"


async def list_models(request: web.Request) -> web.Response:
    """All names that a request's `model` may be."""
    options = request.app[OPTIONS]
    entries = [_entry(name, options, is_known(request)) for name in options.models]
    return json_reply(ModelList(data=entries))


async def get_model(request: web.Request) -> web.Response:
    """One of them."""
    name = request.match_info["model"]
    options = request.app[OPTIONS]
    _check(name, options)
    return json_reply(_entry(name, options, is_known(request)))


async def unload_models(request: web.Request) -> web.Response:
    """Give the memory of all models back, or of one, as far as they do not speak."""
    options = request.app[OPTIONS]
    manager, wished = options.manager, None
    assert manager is not None
    if (name := request.query.get("model")) is not None:
        _check(name, options)
        wished = manager.backend(options.models[name]).name
    unloaded = await manager.unload(wished)
    in_use = [s.name for s in manager.states() if s.loaded and wished in (None, s.name)]
    return json_reply(Unloaded(unloaded=unloaded, in_use=in_use))


async def unload_all(request: web.Request) -> web.Response:
    """The same for all, with Kokoro-FastAPI's reply."""
    manager = request.app[OPTIONS].manager
    assert manager is not None
    await manager.unload()
    return json_reply(Status(status="unloaded"))


def _check(name: str, options: HttpOptions) -> None:
    if name not in options.models:
        raise UnknownModel(f"The model '{name}' does not exist", param="model")


def _entry(name: str, options: HttpOptions, tells_all: bool) -> ModelEntry:
    backend: BackendEntry | None = None
    if options.manager is not None and tells_all:
        wanted = options.manager.backend(options.models[name]).name
        state = next(state for state in options.manager.states() if state.name == wanted)
        backend = BackendEntry(
            name=state.name,
            loaded=state.loaded,
            device=state.device,
            load_seconds=None if state.load_s is None else round(state.load_s, 3),
        )
    return ModelEntry(id=name, created=_CREATED, owned_by=_OWNER, backend=backend)


OPERATIONS = (
    Operation(
        "GET",
        "/v1/models",
        list_models,
        "List the models",
        description=(
            "All are Kokoro; OpenAI's names stand for it. Without the key, `backend` is null."
        ),
        replies=(("application/json", ModelList),),
        is_list=True,
    ),
    Operation(
        "GET",
        "/v1/models/{model}",
        get_model,
        "Describe a model",
        parameters=(Parameter("model", "path", "Its id."),),
        replies=(("application/json", ModelEntry),),
        errors=(404,),
        is_list=True,
    ),
)

MANAGER_OPERATIONS = (
    Operation(
        "POST",
        "/v1/models/unload",
        unload_models,
        "Give the models' memory back",
        description="The next request loads what it needs again.",
        parameters=(Parameter("model", "query", "Only this one."),),
        replies=(("application/json", Unloaded),),
        errors=(404,),
    ),
    Operation(
        "POST",
        "/dev/unload",
        unload_all,
        "Give the memory of all models back",
        description="As Kokoro-FastAPI has it. A model that speaks stays loaded.",
        replies=(("application/json", Status),),
    ),
)
