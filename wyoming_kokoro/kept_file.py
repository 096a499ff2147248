"""A file of the operator's that clients may change: never half written, and never without a copy of
what it was.
"""

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from .errors import Changed, NotSaved, SetupError

ANY = "*"
"""The tag that every content has."""
_NEW_FILE_MODE = 0o644


class KeptFile:
    """UTF-8 text under `path`, which need not be there yet; without a file it is "".

    All methods block. Thread-safe within this process; what another program writes meanwhile is
    seen by its tag.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    @property
    def backup(self) -> Path:
        """Where the content before the last change is."""
        path = self.path.resolve()
        return path.with_name(f"{path.name}.bak")

    @property
    def writable(self) -> bool:
        """Whether it looks as if it could be changed.

        A file that is mounted by itself, as containers do it, cannot be replaced.
        """
        path = self.path.resolve()
        if path.exists() and (path.is_mount() or not os.access(path, os.W_OK)):
            return False
        return os.access(path.parent, os.W_OK | os.X_OK)

    def read(self) -> tuple[str, str]:
        """Its text and the tag of that. Raises `SetupError`."""
        try:
            content = self.path.read_bytes()
            return content.decode("utf-8-sig"), _tag(content)
        except FileNotFoundError:
            return "", _tag(b"")
        except OSError as error:
            raise SetupError(f"{self.path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise SetupError(f"{self.path} is not UTF-8") from error

    def change(self, tag: str, edit: Callable[[str], str]) -> str:
        """Replace the text by what `edit` makes of it; the new tag.

        Readers see the old file or the new one, also after a crash or a full disk. Raises `Changed`
        when the text is no longer the one of `tag`, `NotSaved` when it cannot be written, and what
        `edit` raises; the file is as it was then.
        """
        with self._lock:
            text, now = self.read()
            if tag not in (ANY, now):
                raise Changed("It was changed meanwhile; read it again")
            content = edit(text).encode("utf-8")
            try:
                self._replace(content)
            except OSError as error:
                raise NotSaved(f"It could not be saved: {error.strerror or error}") from error
            return _tag(content)

    def _replace(self, content: bytes) -> None:
        path = self.path.resolve()
        old = path.stat() if path.exists() else None
        if old is not None:
            copy = _beside(path, path.read_bytes())
            shutil.copystat(path, copy)
            _own_like(copy, old)
            copy.replace(self.backup)
        new = _beside(path, content)
        new.chmod(_NEW_FILE_MODE if old is None else old.st_mode & 0o7777)
        _own_like(new, old)
        new.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _beside(path: Path, content: bytes) -> Path:
    """A new file in the same folder, on the disk when this returns."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        os.unlink(name)
        raise
    return Path(name)


def _own_like(path: Path, old: os.stat_result | None) -> None:
    """Give it to whom the old file belonged, where that is for us to give."""
    if old is None or os.geteuid() != 0:
        return
    os.chown(path, old.st_uid, old.st_gid)


def _tag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
