"""Large files over HTTP: going on where the last try ended, with a bar for people and lines for
logs.
"""

import base64
import hashlib
import io
import logging
import sys
import time
from pathlib import Path
from typing import Any

import requests
from tqdm.auto import tqdm

from .registries import Remote, ask, host, reason
from .store import SourceFailed

_TRIES = 4
_PAUSE_S = 1.0
_BLOCK = 1 << 16
_LINE_EVERY_S = 10.0

_LOGGER = logging.getLogger(__name__)


class _Lines(tqdm):  # type: ignore[misc]
    """Progress as a line of the log now and then, where standard error is no terminal that could
    draw a bar.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "mininterval": _LINE_EVERY_S, "file": io.StringIO()})

    def display(self, *_args: Any, **_kwargs: Any) -> bool:
        if 0 < self.n and self.total and self.unit == "B":
            done, total = self.n / 1e6, self.total / 1e6
            _LOGGER.info("%s: %.0f of %.0f MB", self.desc or "Downloaded", done, total)
        return True


def bar_class(progress: bool) -> type[tqdm]:
    """The class of progress bars: drawn on a terminal, lines in a log, or silent without
    `progress`.
    """
    shown: Any = tqdm if sys.stderr.isatty() else _Lines

    class Bar(shown):  # type: ignore[misc]
        def __init__(bar, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "disable": not progress})

    return Bar


def download(session: requests.Session, remote: Remote, path: Path, bar: tqdm) -> None:
    """Bring a file whole to `path`, which may hold its beginning; `bar` counts the bytes.

    Tried again a few times. Raises `SourceFailed`, and `OSError` as writing does; what arrived then
    stays.
    """
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE_S * attempt)
        try:
            _go_on(session, remote, path, bar)
            break
        except SourceFailed as error:
            if attempt == _TRIES - 1:
                raise
            _LOGGER.debug("Trying again: %s", error)
    if not _is_as_stated(path, remote.digest):
        path.unlink()
        raise SourceFailed(
            f"{path.name} from {host(remote.url)} is not what the registry says of it"
        )


def _go_on(session: requests.Session, remote: Remote, path: Path, bar: tqdm) -> None:
    have = path.stat().st_size if path.exists() else 0
    headers = {**remote.headers, "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        answer = ask(session, remote.url, headers, stream=True)
    except SourceFailed as error:
        if have and "answers 416" in str(error):  # nothing is left to get, or it is another file
            if remote.digest and _is_as_stated(path, remote.digest):
                return
            path.unlink()
        raise
    with answer:
        if answer.status_code != requests.codes.partial_content:
            have = 0
        bar.n = have
        length = answer.headers.get("Content-Length")
        with path.open("ab" if have else "wb") as file:
            got = 0
            try:
                for block in answer.iter_content(_BLOCK):
                    file.write(block)
                    got += len(block)
                    bar.update(len(block))
            except requests.RequestException as error:
                raise SourceFailed(f"{host(remote.url)} broke off: {reason(error)}") from error
        if length is not None and got < int(length):
            raise SourceFailed(f"{host(remote.url)} broke off after {have + got} bytes")


def _is_as_stated(path: Path, digest: str) -> bool:
    name, dash, encoded = digest.partition("-")
    if dash:
        expected = base64.b64decode(encoded).hex()
    else:
        name, _, expected = digest.partition("=")
    if name not in hashlib.algorithms_guaranteed:
        return True
    with path.open("rb") as file:
        return hashlib.file_digest(file, name).hexdigest() == expected
