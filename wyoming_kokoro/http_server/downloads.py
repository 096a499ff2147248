"""Files that are kept for a while so that they can be fetched: `GET /v1/download/{file}`."""

import asyncio
import re
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiohttp import hdrs, web

from ..audio.formats import AudioFormat
from .operations import Operation, Parameter

_TOKEN_BYTES = 24
_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100
_JSON = "application/json"


@dataclass(slots=True)
class _File:
    """A file in the folder, while it is written and after."""

    path: Path
    content_type: str
    begun_at: float
    size: int = 0
    complete: bool = False


class Downloads:
    """Files behind names that nobody can guess.

    At most `max_files` of `max_bytes` in all, each for `max_age_s` seconds: the oldest make room,
    and one that is larger than all of the room is lost. The folder is made when the first file is,
    and goes with the server.
    """

    def __init__(
        self, max_files: int = 64, max_bytes: int = 536_870_912, max_age_s: float = 3600.0
    ) -> None:
        self._max_files = max_files
        self._max_bytes = max_bytes
        self._max_age_s = max_age_s
        self._files: dict[str, _File] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._making = asyncio.Lock()

    async def begin(self, suffix: str, content_type: str) -> str:
        """The name of a new file that can be fetched when it is complete."""
        folder = await self._made_folder()
        await self._expire()
        while len(self._files) >= self._max_files:
            await self._drop(next(iter(self._files)))
        name = f"{secrets.token_urlsafe(_TOKEN_BYTES)}.{suffix}"
        path = Path(folder, name)
        self._files[name] = _File(path, content_type, time.monotonic())
        return name

    async def write(self, name: str, data: bytes) -> None:
        """Add to a file; what has no room is lost."""
        file = self._files.get(name)
        if file is None:
            return  # it was lost
        file.size += len(data)
        while sum(f.size for f in self._files.values()) > self._max_bytes:
            oldest = next(iter(self._files))
            await self._drop(oldest)
            if oldest == name:
                return
        await asyncio.to_thread(_append, file.path, data)

    def complete(self, name: str) -> None:
        """From now on the file can be fetched."""
        if name in self._files:
            self._files[name].complete = True

    async def discard(self, name: str) -> None:
        """Forget a file that is not complete."""
        if name in self._files and not self._files[name].complete:
            await self._drop(name)

    async def find(self, name: str) -> tuple[Path, str] | None:
        """Path and content type of a complete file."""
        await self._expire()
        file = self._files.get(name)
        return (file.path, file.content_type) if file is not None and file.complete else None

    def close(self) -> None:
        """Remove all files. Idempotent."""
        if self._folder is not None:
            self._folder.cleanup()

    async def _made_folder(self) -> str:
        async with self._making:
            if self._folder is None:
                make = partial(tempfile.TemporaryDirectory[str], prefix="wyoming-kokoro-")
                self._folder = await asyncio.to_thread(make)
            return self._folder.name

    async def _expire(self) -> None:
        oldest = time.monotonic() - self._max_age_s
        for name in [n for n, file in self._files.items() if file.begun_at < oldest]:
            await self._drop(name)

    async def _drop(self, name: str) -> None:
        if (file := self._files.pop(name, None)) is not None:
            await asyncio.to_thread(file.path.unlink, missing_ok=True)


DOWNLOADS = web.AppKey("downloads", Downloads)


async def downloads_of_app(app: web.Application) -> AsyncIterator[None]:
    """Cleanup context: the files go with the server."""
    yield
    await asyncio.to_thread(app[DOWNLOADS].close)


async def download(request: web.Request) -> web.StreamResponse:
    """Send a file that a reply's `X-Download-Path` or `X-Timing-Path` has named."""
    name = request.match_info["file"]
    found = await request.app[DOWNLOADS].find(name)
    if found is None:
        raise web.HTTPNotFound
    path, content_type = found
    saved_as = _saved_as(request.query.get("name", ""), path.suffix)
    headers = {
        hdrs.CONTENT_TYPE: content_type,
        hdrs.CONTENT_DISPOSITION: f'attachment; filename="{saved_as}"',
        hdrs.CACHE_CONTROL: "no-cache",
    }
    return web.FileResponse(path, headers=headers)


def _saved_as(wished: str, suffix: str) -> str:
    stem = _SAFE_NAME.sub("_", wished).removesuffix(suffix).strip("._-")[:_LONGEST_NAME]
    return (stem or "speech") + suffix


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


OPERATIONS = (
    Operation(
        "GET",
        "/v1/download/{file}",
        download,
        "Fetch a file that was kept",
        description=(
            "The name cannot be guessed, so that no key is needed. Files are kept for an hour."
        ),
        parameters=(
            Parameter("file", "path", "What `X-Download-Path` or `X-Timing-Path` named."),
            Parameter("name", "query", "The name to save it under."),
        ),
        replies=(*((f.content_type, None) for f in AudioFormat), (_JSON, None)),
        errors=(404,),
        needs_key=False,
    ),
)
