"""`POST /v1/audio/voices/combine`."""

import asyncio
import io
import json
import struct
from collections.abc import Callable, Mapping

import numpy as np
from aiohttp import hdrs, web

from ..models.base import FloatArray
from .aliases import kokoro_voice
from .operations import Operation, read_body
from .ports import ENGINE, OPTIONS
from .schemas import CombineBody
from .speaking import ENCODING_THREADS

_NPZ, _SAFETENSORS, _PT = "application/x-npz", "application/x-safetensors", "application/x-pytorch"


async def combine_voices(request: web.Request) -> web.Response:
    """A voice pack of the body's blend, in the format that the Accept header names."""
    body = await read_body(request, CombineBody)
    mix = request.app[OPTIONS].mix
    if mix is None:
        raise web.HTTPNotFound
    blend = kokoro_voice(body.blend, request.app[ENGINE].catalog)
    accept = request.headers.get(hdrs.ACCEPT, "")
    media_type = next((name for name in (_NPZ, _SAFETENSORS) if name in accept), _PT)
    suffix, write = _FORMATS[media_type]
    loop = asyncio.get_running_loop()
    data = await loop.run_in_executor(
        request.app[ENCODING_THREADS], lambda: write(np.ascontiguousarray(mix(blend), np.float32))
    )
    disposition = f'attachment; filename="voice.{suffix}"'
    return web.Response(
        body=data, content_type=media_type, headers={hdrs.CONTENT_DISPOSITION: disposition}
    )


def _npz(pack: FloatArray) -> bytes:
    file = io.BytesIO()
    np.savez(file, voice=pack)
    return file.getvalue()


def _safetensors(pack: FloatArray) -> bytes:
    """The format's layout: length of the header (8 bytes), JSON header padded with spaces to 8 bytes, little-endian data."""
    data = pack.astype("<f4").tobytes()
    tensor = {"dtype": "F32", "shape": list(pack.shape), "data_offsets": [0, len(data)]}
    header = json.dumps({"voice": tensor}, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + data


def _pt(pack: FloatArray) -> bytes:
    # Only here, so that a server on another backend never loads torch.
    import torch

    file = io.BytesIO()
    torch.save(torch.from_numpy(pack.copy()), file)
    return file.getvalue()


_FORMATS: Mapping[str, tuple[str, Callable[[FloatArray], bytes]]] = {
    _PT: ("pt", _pt),
    _NPZ: ("npz", _npz),
    _SAFETENSORS: ("safetensors", _safetensors),
}

OPERATIONS = (
    Operation(
        "POST",
        "/v1/audio/voices/combine",
        combine_voices,
        "Make a voice pack of a blend",
        description="A `.pt` file, or what the Accept header names of the others.",
        body=CombineBody,
        replies=tuple((media_type, None) for media_type in _FORMATS),
        errors=(500,),
    ),
)
