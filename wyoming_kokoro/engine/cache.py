"""Phrases that were said before: a house says the same things every day."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from ..models.base import Speech
from .packing import FORMAT, KeptSpeech
from .phrase_file import PhraseFile

_MEGABYTE = 1024 * 1024
_MOST_USED = 1000
"""Phrases of which the file is told, with the next one that it keeps, that they were said again."""


@dataclass(frozen=True, slots=True)
class PhraseKey:
    """All that decides how a phrase sounds: `backend` names model and precision, `style` is a
    digest of the style used.

    A voice's name would not do, for the operator's own voices change under their names.
    """

    backend: str
    style: str
    speed: float
    tokens: tuple[int, ...]
    span: tuple[int, int] | None

    def __str__(self) -> str:
        """For a log, without the text: two phrases can be told apart, and why they differ."""
        first, last = self.span or (0, len(self.tokens))
        said, whole = (
            hashlib.sha256(repr(part).encode()).hexdigest()[:8]
            for part in (self.tokens[first:last], self.tokens)
        )
        return (
            f"tokens {first} to {last} ({said}) of {len(self.tokens)} ({whole}), {self.backend},"
            f" style {self.style[:8]}, speed {self.speed}"
        )

    @property
    def digest(self) -> str:
        """What names the phrase on disk: made of nothing but hexadecimal digits."""
        return hashlib.sha256(f"{FORMAT} {self!r}".encode()).hexdigest()


class PhraseCache:
    """Speech by phrase, the least recently said forgotten first. Thread-safe.

    Memory holds `memory_mb` megabytes of samples; with `folder`, up to `disk_mb` megabytes survive
    a restart (`PhraseFile`). A hit is what was put in, to 16 bits.
    """

    def __init__(self, memory_mb: int, folder: Path | None = None, disk_mb: int = 512) -> None:
        self._limit = memory_mb * _MEGABYTE
        self._file = PhraseFile(folder, disk_mb * _MEGABYTE) if folder is not None else None
        self._phrases: OrderedDict[PhraseKey, KeptSpeech] = OrderedDict()
        self._used: OrderedDict[PhraseKey, None] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def on_disk(self) -> bool:
        """Whether `load` may find something that `get` does not know."""
        return self._file is not None

    def get(self, key: PhraseKey) -> Speech | None:
        """The phrase if memory has it; never blocks for long."""
        with self._lock:
            kept = self._phrases.get(key)
            if kept is None:
                return None
            self._phrases.move_to_end(key)
            self._note(key)
        return kept.speech()

    def load(self, key: PhraseKey) -> Speech | None:
        """The phrase if the folder has it. Reads a file: not for the event loop."""
        kept = self._file.read(key.digest) if self._file is not None else None
        if kept is None:
            return None
        self._remember(key, kept)
        with self._lock:
            self._note(key)
        return kept.speech()

    def put(self, key: PhraseKey, speech: Speech) -> None:
        """Remember a phrase. Writes a file if there is a folder: not for the event loop then."""
        kept = KeptSpeech.of(speech)
        self._remember(key, kept)
        if self._file is None:
            return
        with self._lock:
            used, self._used = self._used, OrderedDict()
        self._file.write(key.digest, kept, (said.digest for said in used))

    @property
    def bytes(self) -> int:
        """Bytes of the phrases in memory."""
        return self._bytes

    def shrink(self) -> None:
        """Keep half of what memory has now, and no more from now on."""
        with self._lock:
            self._limit = self._bytes // 2
            self._evict()

    def close(self) -> None:
        """Leave the folder alone until the next call. Idempotent."""
        if self._file is not None:
            self._file.close()

    def _note(self, key: PhraseKey) -> None:
        self._used[key] = None
        self._used.move_to_end(key)
        if len(self._used) > _MOST_USED:
            self._used.popitem(last=False)

    def _remember(self, key: PhraseKey, kept: KeptSpeech) -> None:
        if kept.bytes > self._limit:
            return
        with self._lock:
            if key in self._phrases:
                return
            self._phrases[key] = kept
            self._bytes += kept.bytes
            self._evict()

    def _evict(self) -> None:
        while self._bytes > self._limit:
            _, oldest = self._phrases.popitem(last=False)
            self._bytes -= oldest.bytes
