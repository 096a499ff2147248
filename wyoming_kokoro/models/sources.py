"""Where files can come from: a folder of this machine, or the hub.

`packages` has the third source.
"""

import errno
import hashlib
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from .store import SourceFailed, Store, reserve, sha256_of
from .transfer import bar_class

_HUB_ANSWER_S = 6.0
"""Longest wait for the hub's first answer before another source is tried, name resolution and all
its addresses included.
"""
_HUB_REQUEST_S = 4.0
_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


class Source(Protocol):
    """A place that has the files."""

    @property
    def title(self) -> str:
        """What it is called in messages."""

    def fetch(self, wanted: Sequence[str], store: Store) -> None:
        """Give the `wanted` files to `store.take`, as many as it has.

        Raises `SourceFailed`; what was taken before stays.
        """


class LocalSource:
    """A folder laid out as the hub's repository: ``config.json``, ``kokoro-v1_0.pth``,
    ``voices/ID.pt``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.title = f"the folder {folder}"

    def fetch(self, wanted: Sequence[str], store: Store) -> None:
        """Copy the wanted files that the folder has; see `Source.fetch`."""
        if not self._folder.is_dir():
            raise SourceFailed("there is no such folder")
        found = [name for name in wanted if (self._folder / name).is_file()]
        reserve(store.paths, sum((self._folder / name).stat().st_size for name in found))
        failures: list[str] = []
        for name in found:
            staged = store.staging / "copy"
            shutil.copyfile(self._folder / name, staged)
            try:
                store.take(name, staged, "local", str(self._folder / name))
            except SourceFailed as error:
                failures.append(str(error).replace(staged.name, name, 1))
        lacking = [name for name in wanted if name not in found]
        if lacking:
            failures.append(f"it lacks {lacking[0]} and {len(lacking) - 1} more of {len(wanted)}")
        if failures:
            raise SourceFailed("; ".join(failures[:3]))


class HubSource:
    """A model repository of the hub; `endpoint` `None` means the one that huggingface_hub is set
    to.
    """

    def __init__(self, repo_id: str, revision: str, endpoint: str | None, progress: bool) -> None:
        self._repo_id = repo_id
        self._revision = revision
        self._endpoint = endpoint
        self._progress = progress
        self.title = f"the hub ({repo_id})"

    def fetch(self, wanted: Sequence[str], store: Store) -> None:
        """Download the wanted files and compare them with the repository's checksums; see
        `Source.fetch`.
        """
        info = self._ask()
        known = {sibling.rfilename: sibling for sibling in info.siblings or ()}
        lacking = [name for name in wanted if name not in known]
        if lacking:
            raise SourceFailed(f"revision {self._revision} has no {lacking[0]}")
        reserve(store.paths, sum(known[name].size or 0 for name in wanted))
        folder = store.staging / "hub"
        self._download(wanted, info.sha, folder)
        for name in wanted:
            path = folder / name
            if not path.is_file() or not _is_as_published(path, known[name]):
                raise SourceFailed(f"{name} did not arrive whole")
            store.take(name, path, "hub", f"{self._repo_id} at {info.sha}")

    def _ask(self) -> Any:
        """The repository's files with sizes and checksums."""
        from huggingface_hub import HfApi

        answers: list[Any] = []
        failures: list[Exception] = []

        def ask() -> None:
            try:
                api = HfApi(endpoint=self._endpoint)
                answers.append(
                    api.model_info(
                        self._repo_id,
                        revision=self._revision,
                        files_metadata=True,
                        timeout=_HUB_REQUEST_S,
                    )
                )
            except Exception as error:  # its transport's own errors, whichever that is
                failures.append(error)

        # A timeout of the client holds for each address in turn, and none for resolving the name.
        thread = threading.Thread(target=ask, name="hub", daemon=True)
        thread.start()
        thread.join(_HUB_ANSWER_S)
        if answers:
            return answers[0]
        if failures:
            raise SourceFailed(f"no answer ({_first_line(failures[0])})") from failures[0]
        raise SourceFailed(f"no answer within {_HUB_ANSWER_S:.0f} s")

    def _download(self, wanted: Sequence[str], commit: str | None, folder: Path) -> None:
        from huggingface_hub import snapshot_download

        try:
            snapshot_download(
                self._repo_id,
                revision=commit or self._revision,
                allow_patterns=list(wanted),
                local_dir=folder,
                etag_timeout=_HUB_REQUEST_S,
                endpoint=self._endpoint,
                max_workers=4,
                tqdm_class=bar_class(self._progress),
            )
        except Exception as error:  # as above, but a full disk is no fault of the hub
            if isinstance(error, OSError) and error.errno in _DISK_ERRORS:
                raise
            raise SourceFailed(f"the download broke off ({_first_line(error)})") from error


def _is_as_published(path: Path, sibling: Any) -> bool:
    """Compare with the hub's metadata: SHA-256 for large files, git's object id for the others."""
    if sibling.size is not None and path.stat().st_size != sibling.size:
        return False
    lfs = sibling.lfs
    if lfs is not None:
        expected = lfs["sha256"] if isinstance(lfs, dict) else lfs.sha256
        return bool(sha256_of(path) == expected)
    if sibling.blob_id is None:
        return True
    content = path.read_bytes()
    header = b"blob %d\0" % len(content)
    return bool(hashlib.sha1(header + content).hexdigest() == sibling.blob_id)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
