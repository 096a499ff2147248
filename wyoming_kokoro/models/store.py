"""The data folder: what belongs in it, where each file came from, and the only way in for a
file.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import SetupError
from ..files import read_small
from ..reasons import reason
from ..torch_archive import read_archive
from .pinned import VOICE_SHA256

CONFIG = "config.json"
CHECKPOINT = "kokoro-v1_0.pth"
ONNX = "kokoro-v1.0.int8.onnx"
ORIGINS = "SOURCE.json"
VOICE_NAMES: Mapping[str, str] = {voice_id: f"voices/{voice_id}.pt" for voice_id in VOICE_SHA256}
"""Voice id ─► its file's name in the data folder, as in the hub's repository."""
REQUIRED: tuple[str, ...] = (CONFIG, CHECKPOINT, *VOICE_NAMES.values())
"""What the program needs, the configuration first because the checkpoint is checked against it."""
STYLE_SHAPE = (510, 1, 256)

_LOGGER = logging.getLogger(__name__)


class SourceFailed(Exception):
    """A source cannot be reached, lacks a file or has a wrong one; the message is one line.

    Another source may do.
    """


@dataclass(frozen=True, slots=True)
class AssetPaths:
    """Where the files are under `data_dir`; the folder and the files need not exist."""

    data_dir: Path

    @property
    def config(self) -> Path:
        """``config.json``: the model's numbers and its phoneme table."""
        return self.data_dir / CONFIG

    @property
    def checkpoint(self) -> Path:
        """The torch checkpoint that `kokoro.KModel` loads."""
        return self.data_dir / CHECKPOINT

    @property
    def prepared(self) -> Path:
        """The folder of weights packed for this machine's kernels, made of the checkpoint."""
        return self.data_dir / "prepared"

    @property
    def onnx(self) -> Path:
        """The int8 ONNX file, which is there if the model came from the packages, or where there
        are no kernels.
        """
        return self.data_dir / ONNX

    @property
    def voices_dir(self) -> Path:
        """The folder of the built-in voices' style packs, ``ID.pt``."""
        return self.data_dir / "voices"

    @property
    def downloads(self) -> Path:
        """The folder of packages that arrived in part or are still needed; gone once all files are
        there.
        """
        return self.data_dir / ".downloads"

    @property
    def origins(self) -> Path:
        """``SOURCE.json``: where each file came from."""
        return self.data_dir / ORIGINS

    def voice(self, voice_id: str) -> Path:
        """The style pack of a built-in voice.

        Raises `KeyError` for any other string, which so never becomes a path.
        """
        return self.data_dir / VOICE_NAMES[voice_id]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from; `sha256` and `size` (bytes) are those of the file as it lies in the
    data folder.
    """

    source: str
    """``local``, ``hub``, ``packages``, or ``found`` for a file that was there before."""
    origin: str
    """The folder, the repository and revision, or the package and version."""
    sha256: str
    size: int
    time: str
    """ISO 8601, UTC."""


def read_origins(paths: AssetPaths) -> dict[str, Origin]:
    """The records of ``SOURCE.json`` by file name; empty when it is absent or not readable as
    such.
    """
    try:
        records = json.loads(read_small(paths.origins))["files"]
        return {name: Origin(**record) for name, record in records.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        if not os.access(paths.data_dir, os.X_OK):  # whoever needs a file in it says so
            return {}
        _LOGGER.warning(
            "%s cannot be used (%s): `wyoming-kokoro download` checks the files and writes it anew",
            paths.origins,
            reason(error),
        )
        return {}


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_content(name: str, path: Path) -> None:
    """Make sure that `path` can serve as the file `name` of the data folder.

    Raises `SourceFailed` saying what is wrong.
    """
    try:
        if name == CONFIG:
            _check_config(path)
        elif name == CHECKPOINT:
            _check_checkpoint(path)
        elif name == ONNX:
            return
        else:
            _check_voice(path)
    except OSError:
        raise
    except Exception as error:  # whatever unpickling of a damaged file may raise
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise SourceFailed(f"{path.name} is not usable: {reason}") from error


def _check_config(path: Path) -> None:
    config: Any = json.loads(path.read_text("utf-8"))
    if not isinstance(config, dict) or not isinstance(config.get("vocab"), dict):
        raise ValueError("it has no vocabulary")


def _check_checkpoint(path: Path) -> None:
    from .weights import check

    check(read_archive(path, verify=True, mapped=True))


def _check_voice(path: Path) -> None:
    pack = read_archive(path, verify=True)
    if not isinstance(pack, np.ndarray) or pack.shape != STYLE_SHAPE:
        raise ValueError(f"it is not a tensor of shape {STYLE_SHAPE}")
    if not np.isfinite(pack).all():
        raise ValueError("it is not finite")


class Store:
    """Takes files into the data folder: checked, whole or not at all, and recorded.

    `staging` is an existing folder on the same file system, in which sources put files together.
    Raises `OSError` as writing does.
    """

    def __init__(self, paths: AssetPaths, staging: Path) -> None:
        self.paths = paths
        self.staging = staging
        self.taken: set[str] = set()
        self._origins = read_origins(paths)

    def take(
        self, name: str, staged: Path, source: str, origin: str, *, checked: bool = False
    ) -> None:
        """Move `staged` to its place as `name`.

        Raises `SourceFailed` unless it is usable; `checked` says that it is known to be.
        """
        if not checked:
            check_content(name, staged)
        target = self.paths.data_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with staged.open("rb") as file:
            os.fsync(file.fileno())
        record = self._describe(staged, source, origin)
        os.replace(staged, target)
        self._record(name, record)
        self.taken.add(name)

    def adopt(self, name: str) -> None:
        """Record a file that somebody else put into the data folder.

        Raises `SourceFailed` unless it is usable.
        """
        path = self.paths.data_dir / name
        check_content(name, path)
        self._record(name, self._describe(path, "found", "was in the data folder"))

    @staticmethod
    def _describe(path: Path, source: str, origin: str) -> Origin:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Origin(source, origin, sha256_of(path), path.stat().st_size, now)

    def _record(self, name: str, record: Origin) -> None:
        self._origins[name] = record
        content = {"files": {key: asdict(self._origins[key]) for key in sorted(self._origins)}}
        staged = self.staging / ORIGINS
        staged.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
        os.replace(staged, self.paths.origins)


def reserve(paths: AssetPaths, needed: int) -> None:
    """Raise `SetupError` unless `needed` bytes are free in the data folder."""
    free = shutil.disk_usage(paths.data_dir).free
    if free < needed:
        raise SetupError(
            f"The disk is too full: {paths.data_dir} has {free >> 20} MB free, {needed >> 20} MB"
            " are needed"
        )
