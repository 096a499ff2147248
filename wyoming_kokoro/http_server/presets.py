"""`/v1/presets`: voices that the operator has made of others."""

from aiohttp import web

from ..voices.preset_file import PresetFile
from .aliases import kokoro_voice
from .errors import json_reply
from .operations import Operation, Parameter, read_body
from .ports import ENGINE, OPTIONS
from .replies import PresetReply, PresetsReply, Saved
from .saving import CHANGE_ERRORS, IF_MATCH, changed, on_disk, saving, tagged
from .schemas import PresetBody


def _presets(request: web.Request) -> PresetFile:
    presets = request.app[OPTIONS].presets
    assert presets is not None
    return presets


async def get_presets(request: web.Request) -> web.Response:
    """All presets."""
    presets = _presets(request)
    state = await on_disk(presets.read)
    listed = [
        PresetReply(name=name, **preset.model_dump()) for name, preset in state.presets.items()
    ]
    may = await on_disk(lambda: saving(request, presets.file))
    return tagged(json_reply(PresetsReply(presets=listed, saving=may)), state.tag)


async def put_preset(request: web.Request) -> web.Response:
    """Make the preset that the path names, or replace it."""
    presets, name = _presets(request), request.match_info["name"]
    body = await read_body(request, PresetBody)
    table = body.model_dump(exclude_none=True)
    table["blend"] = kokoro_voice(body.blend, request.app[ENGINE].catalog)
    return await changed(request, presets.file, lambda tag: presets.put(name, table, tag))


async def delete_preset(request: web.Request) -> web.Response:
    """Take a preset out."""
    presets, name = _presets(request), request.match_info["name"]
    return await changed(request, presets.file, lambda tag: presets.remove(name, tag))


_NAME = Parameter("name", "path", "Letters, digits and underscores; no other voice's name.")

OPERATIONS = (
    Operation(
        "GET",
        "/v1/presets",
        get_presets,
        "List the presets",
        replies=(("application/json", PresetsReply),),
        errors=(500,),
    ),
    Operation(
        "PUT",
        "/v1/presets/{name}",
        put_preset,
        "Save a blend as a voice",
        description="Home Assistant and `GET /v1/audio/voices` list it at once.",
        parameters=(_NAME, IF_MATCH),
        body=PresetBody,
        replies=(("application/json", Saved),),
        errors=CHANGE_ERRORS,
    ),
    Operation(
        "DELETE",
        "/v1/presets/{name}",
        delete_preset,
        "Remove a preset",
        parameters=(_NAME, IF_MATCH),
        replies=(("application/json", Saved),),
        errors=(400, *CHANGE_ERRORS),
    ),
)
