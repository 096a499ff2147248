"""`POST /v1/audio/voices/combine`."""

import asyncio
from collections.abc import Mapping

from aiohttp import hdrs, web

from ..voices.packs import write_pack
from .aliases import kokoro_voice
from .encoding import ENCODING_THREADS
from .operations import Operation, read_body
from .ports import ENGINE, OPTIONS
from .schemas import CombineBody

_PT, _NPZ, _SAFETENSORS = "application/x-pytorch", "application/x-npz", "application/x-safetensors"
_SUFFIXES: Mapping[str, str] = {_PT: ".pt", _NPZ: ".npz", _SAFETENSORS: ".safetensors"}


async def combine_voices(request: web.Request) -> web.Response:
    """A voice pack of the body's blend, in the format that the Accept header names."""
    body = await read_body(request, CombineBody)
    mix = request.app[OPTIONS].mix
    assert mix is not None
    blend = kokoro_voice(body.blend, request.app[ENGINE].catalog)
    accept = request.headers.get(hdrs.ACCEPT, "")
    media_type = next((name for name in (_NPZ, _SAFETENSORS) if name in accept), _PT)
    suffix = _SUFFIXES[media_type]
    loop = asyncio.get_running_loop()
    data = await loop.run_in_executor(
        request.app[ENCODING_THREADS], lambda: write_pack(mix(blend), suffix)
    )
    disposition = f'attachment; filename="voice{suffix}"'
    return web.Response(
        body=data, content_type=media_type, headers={hdrs.CONTENT_DISPOSITION: disposition}
    )


OPERATIONS = (
    Operation(
        "POST",
        "/v1/audio/voices/combine",
        combine_voices,
        "Make a voice pack of a blend",
        description=(
            "A `.pt` file, or what the Accept header names of the others. The body may also be a"
            " blend or a list alone."
        ),
        body=CombineBody,
        replies=tuple((media_type, None) for media_type in _SUFFIXES),
        errors=(500,),
    ),
)
