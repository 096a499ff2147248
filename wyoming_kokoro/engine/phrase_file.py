"""Phrases on disk: one SQLite database, shared by the threads and processes that use its folder."""

import fcntl
import logging
import os
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from .packing import KeptSpeech, checksum, packed, unpacked

_LOGGER = logging.getLogger(__name__)
_T = TypeVar("_T")
_NAME = "phrases.sqlite3"
_DAMAGED = "phrases.damaged"
_BESIDE = ("-wal", "-shm")
"""Endings of the files that SQLite puts beside an open database."""
_APPLICATION_ID = 0x6B6F6B6F
"""What tells this program's databases from others ("koko")."""
_VERSION = 1
_RETRY_S = 300.0
"""Seconds without an attempt after one failed: a disk is not full for ever."""
_LOCK_S = 1.0
"""Seconds that a writer waits while another process writes."""
_JOURNAL_BYTES = 4 * 1024 * 1024
_LARGEST_BYTES = 64 * 1024 * 1024
"""Longest value that is read, so that a damaged length does not take the memory; a phrase has 6 MB
at most.
"""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""Results that no waiting mends. SQLITE_ERROR: tables other than those below."""
_READ_ONLY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite3 raises; UnicodeDecodeError where its own message quotes damage."""
_SCHEMA = f"""
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS phrases (
        id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, used INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS phrases_by_use ON phrases (used);
    CREATE TABLE IF NOT EXISTS speech (
        id INTEGER PRIMARY KEY, arrays BLOB NOT NULL, checksum INTEGER NOT NULL);
    PRAGMA application_id = {_APPLICATION_ID};
    PRAGMA user_version = {_VERSION};
    COMMIT;
"""
_OLD_FILE = re.compile(r"[0-9a-f]{64}\.npz|tmp\w+\.partial")
"""Before there was a database, each phrase had a file."""


class PhraseFile:
    """Phrases by digest in at most `limit` bytes, the least recently used forgotten first.

    Thread-safe; methods may wait for the disk, and raise nothing. A file that is damaged, or is not
    a database of phrases, is kept as ``phrases.damaged`` and begun anew. What fails for another
    reason (disk full, folder read-only) is tried again after five minutes. Either costs one log
    line.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._path = folder / _NAME
        self._limit = limit
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        self._inode: int | None = None
        self._is_writable = False
        self._open_again_at = 0.0
        self._write_again_at = 0.0
        self._has_warned = False

    def read(self, digest: str) -> KeptSpeech | None:
        """The phrase, bit by bit as it was written, or `None`."""
        with self._lock:
            if time.monotonic() < self._open_again_at:
                return None
            try:
                return self._on_database(lambda database: _select(database, digest))
            except (OSError, *_ERRORS) as error:
                if _code(error) != sqlite3.SQLITE_BUSY:
                    self._open_again_at = self._give_up(error)
                return None

    def write(self, digest: str, speech: KeptSpeech, used: Iterable[str] = ()) -> None:
        """Keep a phrase; `used` are digests of phrases that were said again, the latest at the
        end.
        """
        arrays = packed(speech)
        with self._lock:
            if time.monotonic() < max(self._open_again_at, self._write_again_at):
                return
            if not self._is_writable:
                self._close()
            try:
                self._on_database(
                    lambda database: self._insert(database, digest, arrays, list(used))
                )
            except (OSError, *_ERRORS) as error:
                if _code(error) != sqlite3.SQLITE_BUSY:
                    self._write_again_at = self._give_up(error)
            else:
                self._has_warned = False

    def close(self) -> None:
        """Leave the file alone until the next call. Idempotent."""
        with self._lock:
            self._close()

    def _on_database(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do `work`, and once more on a new file if this one is damaged."""
        try:
            return work(self._opened())
        except _ERRORS as error:
            self._close()
            if _code(error) not in _DAMAGE:
                raise
            self._set_aside(error)
        return work(self._opened())

    def _opened(self) -> sqlite3.Connection:
        if self._database is not None and _inode(self._path) == self._inode:
            return self._database
        self._close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._is_writable = True
        self._inode = _inode(self._path)
        if self._inode is not None and (self._path.is_symlink() or not self._path.is_file()):
            raise _damage("no regular file")
        try:
            self._database = self._connect("mode=rwc", _set_up)
        except sqlite3.OperationalError as error:
            if _code(error) not in _READ_ONLY or not self._path.exists():
                raise
            # Where no journal can be made beside it, it opens as a file that never changes.
            self._is_writable = False
            self._database = self._connect("mode=ro&immutable=1", _check)
        return self._database

    def _connect(
        self, mode: str, begin: Callable[[sqlite3.Connection], bool]
    ) -> sqlite3.Connection:
        database = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=_LOCK_S,
            isolation_level=None,
            check_same_thread=False,
        )
        self._inode = _inode(self._path)
        try:
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_BYTES)
            if begin(database):
                _remove_old_files(self._folder)
        except BaseException:
            database.close()
            raise
        return database

    def _close(self) -> None:
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _set_aside(self, reason: Exception) -> None:
        """Rename the file, unless another process has done so since it was opened here."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            if _inode(self._path) != self._inode:
                return
            damaged = self._folder / _DAMAGED
            self._path.replace(damaged)
            for ending in _BESIDE:
                self._path.with_name(_NAME + ending).unlink(missing_ok=True)
        finally:
            os.close(folder)
        _LOGGER.warning("The phrases in %s begin anew; %s: %s", self._path, damaged.name, reason)

    def _give_up(self, error: Exception) -> float:
        """Say so once; when to try again."""
        level = logging.DEBUG if self._has_warned else logging.WARNING
        self._has_warned = True
        _LOGGER.log(level, "Phrases cannot be kept in %s now: %s", self._folder, error)
        return time.monotonic() + _RETRY_S

    def _insert(
        self, database: sqlite3.Connection, digest: str, arrays: bytes, used: list[str]
    ) -> None:
        page = _number(database, "PRAGMA page_size")
        wanted = len(arrays) + 8 * page
        if wanted > self._limit:
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            _touch(database, used)
            _forget(database, digest)
            while _pages(database) * page + wanted > self._limit:
                _forget_oldest(database)
            number = database.execute(
                "INSERT INTO phrases (digest, used) VALUES (?, ?)", (digest, _latest(database) + 1)
            ).lastrowid
            database.execute(
                "INSERT OR REPLACE INTO speech VALUES (?, ?, ?)",
                (number, arrays, checksum(digest, arrays)),
            )
            if _select(database, digest) is None:
                raise _damage("what was written is not there")
            database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                database.execute("ROLLBACK")
            raise
        if _number(database, "PRAGMA page_count") * page > self._limit:  # of a larger limit's time
            database.executescript("PRAGMA incremental_vacuum")


def _check(database: sqlite3.Connection) -> bool:
    """Whether the database is empty; raises `sqlite3.DatabaseError` when it is somebody else's."""
    database.execute("BEGIN")  # one state of it, while another process may be making it
    marks = [_number(database, f"PRAGMA {name}") for name in ("application_id", "user_version")]
    tables = _number(database, "SELECT count(*) FROM sqlite_master")
    database.execute("COMMIT")
    if marks == [_APPLICATION_ID, _VERSION]:
        return False
    if marks == [0, 0] and tables == 0:
        return True
    raise _damage("not a database of phrases of this version")


def _damage(what: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _set_up(database: sqlite3.Connection) -> bool:
    """Make an empty database one of phrases; whether it was empty."""
    is_new = _check(database)
    if is_new:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(_SCHEMA)
    # Without a wait for the disk at each phrase: a power cut costs the latest ones, never the file.
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA journal_size_limit = {_JOURNAL_BYTES}")
    return is_new


def _select(database: sqlite3.Connection, digest: str) -> KeptSpeech | None:
    row = database.execute(
        "SELECT arrays, checksum FROM phrases JOIN speech USING (id) WHERE digest = ?",
        (digest,),
    ).fetchone()
    if row is None:
        return None
    arrays, expected = row
    try:
        return unpacked(digest, arrays, expected)
    except (ValueError, TypeError) as error:
        _LOGGER.warning("A phrase in %s is damaged and forgotten: %s", _NAME, error)
        with suppress(sqlite3.OperationalError):  # read-only, or busy
            _forget(database, digest)
        return None


def _touch(database: sqlite3.Connection, used: list[str]) -> None:
    database.executemany(
        "UPDATE phrases SET used = ? WHERE digest = ?", enumerate(used, _latest(database) + 1)
    )


def _latest(database: sqlite3.Connection) -> int:
    return _number(database, "SELECT coalesce(max(used), 0) FROM phrases")


def _forget_oldest(database: sqlite3.Connection) -> None:
    oldest = database.execute("SELECT digest FROM phrases ORDER BY used LIMIT 1").fetchone()
    if oldest is None or not _forget(database, *oldest):
        raise _damage("it is full of nothing")


def _forget(database: sqlite3.Connection, digest: str) -> bool:
    """Whether there was such a phrase."""
    database.execute(
        "DELETE FROM speech WHERE id IN (SELECT id FROM phrases WHERE digest = ?)", (digest,)
    )
    return database.execute("DELETE FROM phrases WHERE digest = ?", (digest,)).rowcount > 0


def _pages(database: sqlite3.Connection) -> int:
    return _number(database, "PRAGMA page_count") - _number(database, "PRAGMA freelist_count")


def _number(database: sqlite3.Connection, query: str) -> int:
    return int(database.execute(query).fetchone()[0])


def _code(error: Exception) -> int:
    """SQLite's primary result code, 0 where there is none."""
    if isinstance(error, UnicodeDecodeError):
        return sqlite3.SQLITE_CORRUPT
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _inode(path: Path) -> int | None:
    try:
        return path.lstat().st_ino
    except OSError:
        return None


def _remove_old_files(folder: Path) -> None:
    for path in list(folder.iterdir()):
        if _OLD_FILE.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()
