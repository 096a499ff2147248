"""Phrases that were said before: a house says the same things every day."""

import hashlib
import logging
import os
import tempfile
import threading
import time
import zipfile
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..models.base import Speech

_LOGGER = logging.getLogger(__name__)
_MEGABYTE = 1024 * 1024
_RETRY_S = 300.0
"""Seconds without an attempt to write after one failed: the disk may be full, and not for ever."""
_STALE_S = 3600.0
"""Age in seconds of an unfinished file that nobody writes any more: its server was killed."""


@dataclass(frozen=True, slots=True)
class PhraseKey:
    """All that decides how a phrase sounds: `backend` names model and precision, `style` is a digest of the style used.

    A voice's name would not do, for the operator's own voices change under their names.
    """

    backend: str
    style: str
    speed: float
    tokens: tuple[int, ...]
    span: tuple[int, int] | None

    @property
    def digest(self) -> str:
        """Name of the phrase's file: made of nothing but hexadecimal digits."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class PhraseCache:
    """Speech by phrase, the least recently said forgotten first. Thread-safe.

    Memory holds `memory_mb` megabytes of samples; with `folder`, up to `disk_mb` megabytes survive a restart. A hit is bit-identical to what
    was put in. A folder that cannot be written, or a damaged file, costs one log line and never a phrase; writing is tried again later.
    """

    def __init__(self, memory_mb: int, folder: Path | None = None, disk_mb: int = 512) -> None:
        self._limit = memory_mb * _MEGABYTE
        self._folder = folder
        self._disk_limit = disk_mb * _MEGABYTE
        self._phrases: OrderedDict[PhraseKey, Speech] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._write_again_at = 0.0
        self._has_warned = False
        self.hits = 0
        self.misses = 0

    @property
    def on_disk(self) -> bool:
        """Whether `load` may find something that `get` does not know."""
        return self._folder is not None

    def get(self, key: PhraseKey) -> Speech | None:
        """The phrase if memory has it; never blocks for long."""
        with self._lock:
            speech = self._phrases.get(key)
            if speech is None:
                self.misses += 1
                return None
            self.hits += 1
            self._phrases.move_to_end(key)
            return speech

    def load(self, key: PhraseKey) -> Speech | None:
        """The phrase if the folder has it. Reads a file: not for the event loop."""
        if self._folder is None:
            return None
        path = self._folder / f"{key.digest}.npz"
        try:
            with np.load(path, allow_pickle=False) as data:
                durations = data["durations"] if "durations" in data else None
                speech = Speech(data["samples"], durations, data["tail"])
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                _LOGGER.debug("A cached phrase cannot be read: %s", error)
            return None
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            _LOGGER.warning("A cached phrase is unreadable and forgotten: %s", error)
            with suppress(OSError):  # the folder may be read-only
                path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)
        self._remember(key, speech)
        with self._lock:
            self.hits += 1
            self.misses -= 1
        return speech

    def put(self, key: PhraseKey, speech: Speech) -> None:
        """Remember a phrase. Writes a file if there is a folder: not for the event loop then."""
        self._remember(key, speech)
        if self._folder is None or time.monotonic() < self._write_again_at:
            return
        try:
            self._write(self._folder, key, speech)
        except OSError as error:
            self._write_again_at = time.monotonic() + _RETRY_S
            level = logging.DEBUG if self._has_warned else logging.WARNING
            self._has_warned = True
            _LOGGER.log(level, "Phrases cannot be kept in %s now: %s", self._folder, error)
        else:
            self._has_warned = False

    def _remember(self, key: PhraseKey, speech: Speech) -> None:
        size = _size(speech)
        if size > self._limit:
            return
        with self._lock:
            if key in self._phrases:
                return
            self._phrases[key] = speech
            self._bytes += size
            while self._bytes > self._limit:
                _, oldest = self._phrases.popitem(last=False)
                self._bytes -= _size(oldest)

    def _write(self, folder: Path, key: PhraseKey, speech: Speech) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {"samples": speech.samples, "tail": speech.tail}
        if speech.durations is not None:
            arrays["durations"] = speech.durations  # type: ignore[assignment]
        handle, name = tempfile.mkstemp(dir=folder, suffix=".partial")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]
            os.replace(name, folder / f"{key.digest}.npz")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._prune(folder)

    def _prune(self, folder: Path) -> None:
        for path in folder.glob("*.partial"):
            if time.time() - path.stat().st_mtime > _STALE_S:
                path.unlink(missing_ok=True)
        files = sorted(
            ((path.stat().st_mtime, path.stat().st_size, path) for path in folder.glob("*.npz")),
            reverse=True,
        )
        total = 0
        for _, size, path in files:
            total += size
            if total > self._disk_limit:
                path.unlink(missing_ok=True)


def _size(speech: Speech) -> int:
    return (
        speech.samples.nbytes
        + speech.tail.nbytes
        + (0 if speech.durations is None else speech.durations.nbytes)
    )
