"""Style packs: what makes a voice, read from the files in which voices are passed around.

A pack is float32 (510, 1, 256); row n − 1 is the style for n tokens. Files of other lengths are
brought to that shape: 511 rows are a pack of model 0.19, whose row n is for n tokens, so its first
row goes; from longer ones the first 510 rows are taken; in shorter ones the last row is repeated.

====================  =====================================================================
``.pt``               a torch tensor, loaded without running any code of the file
``.npz``              an archive of numpy arrays; with several, each is a voice
``.bin``              little-endian float32 without a header, or such an archive
``.safetensors``      a tensor; of several the first by name
====================  =====================================================================
"""

import io
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import SetupError
from ..reasons import reason
from ..torch_archive import read_archive, write_archive
from .catalog import VoiceCatalog

FloatArray = NDArray[np.float32]
Pack = FloatArray
"""A style pack: float32 (510, 1, 256), read-only where it comes from a cache."""

ROWS = 510
STYLE = 256
PACK_FORMATS = (".pt", ".npz", ".bin", ".safetensors")
"""File name endings of packs, in the order in which they are looked for."""
ARCHIVE = "voices-v1.0.bin"
"""The archive of all voices that kokoro-onnx publishes."""
_LEGACY_ROWS = 511
_LARGEST_BYTES = 64 << 20
_ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack by its file, and by its name inside it where the file is an archive of several."""

    path: Path
    member: str | None = None


def members(path: Path) -> tuple[str, ...]:
    """Names of the voices in an archive; empty for a file of one voice.

    Raises `SetupError` when the file is damaged.
    """
    with _readable(path):
        if not _is_archive(path):
            return ()
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".npy")]
    return tuple(name.removesuffix(".npy") for name in names) if len(names) > 1 else ()


def read_pack(file: PackFile) -> Pack:
    """The pack of a file, in the module's shape.

    Raises `SetupError`, one line naming the file, unless it is a usable pack.
    """
    reader = _READERS.get(file.path.suffix.lower())
    if reader is None:
        raise SetupError(
            f"{file.path} is no voice file: it ends in none of {', '.join(PACK_FORMATS)}"
        )
    with _readable(file.path):
        if file.path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("it is too large")
        return as_pack(reader(file))


def write_pack(pack: Pack, suffix: str) -> bytes:
    """The bytes of a file of that ending (one of `PACK_FORMATS`), which `read_pack` reads back bit
    by bit.
    """
    buffer = io.BytesIO()
    if suffix == ".pt":
        write_archive(pack, buffer)
    elif suffix == ".npz":
        np.savez(buffer, voice=pack)
    elif suffix == ".bin":
        buffer.write(pack.astype("<f4").tobytes())
    elif suffix == ".safetensors":
        from safetensors.numpy import save

        buffer.write(save({"voice": np.ascontiguousarray(pack)}))
    else:
        raise ValueError(f"no pack format {suffix!r}")
    return buffer.getvalue()


def as_pack(array: NDArray[Any]) -> Pack:
    """A floating-point array (n, 256) or (n, 1, 256), n ≥ 1, brought to the shape of a pack.

    Raises `ValueError` for other shapes and types and for values that float32 cannot hold.
    """
    rows = array[:, 0, :] if array.ndim == 3 and array.shape[1] == 1 else array
    if rows.ndim != 2 or rows.shape[1] != STYLE or len(rows) == 0:
        raise ValueError(f"its shape is {array.shape}, not (n, {STYLE}) or (n, 1, {STYLE})")
    if not np.issubdtype(rows.dtype, np.floating):
        raise ValueError(f"its numbers are {rows.dtype}, not floats")
    rows = rows[1:] if len(rows) == _LEGACY_ROWS else rows[:ROWS]
    with np.errstate(over="ignore"):
        rows = rows.astype(np.float32)
    if not np.isfinite(rows).all():
        raise ValueError("it is not finite everywhere")
    filler = np.repeat(rows[-1:], ROWS - len(rows), axis=0)
    return np.concatenate([rows, filler]).reshape(ROWS, 1, STYLE)


class VoicePacks:
    """The packs of the catalog's voices, loaded when asked for; the last `capacity` (half a
    megabyte each) are kept. Thread-safe.

    Built-in voices are looked for in `voices_dir` as ``ID`` with one of `PACK_FORMATS`, then in its
    `ARCHIVE`; others in what `provide` names.
    """

    def __init__(self, catalog: VoiceCatalog, voices_dir: Path, capacity: int = 64) -> None:
        self._catalog = catalog
        self._voices_dir = voices_dir
        self._capacity = capacity
        self._custom: Mapping[str, PackFile] = {}
        self._cache: OrderedDict[str, Pack] = OrderedDict()
        self._generation = 0
        self._lock = Lock()

    def provide(self, files: Mapping[str, PackFile]) -> None:
        """Take these files for voices of these ids from now on, in place of those provided before;
        empties the cache.
        """
        with self._lock:
            self._custom = dict(files)
            self._cache.clear()
            self._generation += 1

    def get(self, voice_id: str) -> Pack:
        """The pack of a voice, read-only.

        Raises `UnknownVoice` unless the catalog has it, so that no other string becomes a path, and
        `SetupError` when its file is absent or damaged.
        """
        voice = self._catalog[voice_id]
        return self.cached(voice.id, lambda: read_pack(self._file(voice.id)))

    def cached(self, key: str, make: Callable[[], Pack]) -> Pack:
        """What the cache has for `key`, else what `make` gives, read-only.

        Keys are voice ids and blends in their canonical form.
        """
        with self._lock:
            pack = self._cache.get(key)
            generation = self._generation
            if pack is not None:
                self._cache.move_to_end(key)
                return pack
        pack = make()
        pack.setflags(write=False)
        with self._lock:
            # A pack whose file was replaced meanwhile serves this caller but nobody after.
            if generation == self._generation:
                self._cache[key] = pack
                while len(self._cache) > self._capacity:
                    self._cache.popitem(last=False)
        return pack

    @property
    def bytes(self) -> int:
        """Bytes of the packs in memory."""
        with self._lock:
            return sum(pack.nbytes for pack in self._cache.values())

    def forget(self) -> None:
        """Empty the cache."""
        with self._lock:
            self._cache.clear()

    def _file(self, voice_id: str) -> PackFile:
        custom = self._custom.get(voice_id)
        if custom is not None:
            return custom
        for suffix in PACK_FORMATS:
            path = self._voices_dir / f"{voice_id}{suffix}"
            if path.is_file():
                return PackFile(path)
        archive = self._voices_dir / ARCHIVE
        if archive.is_file():
            return PackFile(archive, voice_id)
        raise SetupError(
            f"The voice {voice_id} is not in {self._voices_dir}; 'wyoming-kokoro download'"
            " brings it"
        )


class _readable:
    """Turns whatever reading a damaged file raises into `SetupError` naming the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        if self._path.exists() and not self._path.is_file():  # one might be read for ever
            raise SetupError(f"{self._path} is no usable voice: it is no regular file")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, SetupError) or not isinstance(error, Exception):
            return
        raise SetupError(f"{self._path} is no usable voice: {reason(error)}") from error


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC


def _read_torch(file: PackFile) -> NDArray[Any]:
    array = read_archive(file.path, verify=True)
    if not isinstance(array, np.ndarray):
        raise ValueError(f"it holds a {type(array).__name__}, not a tensor")
    return array


def _read_archive(file: PackFile) -> NDArray[Any]:
    with zipfile.ZipFile(file.path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".npy")]
        name = f"{file.member}.npy" if file.member is not None else (names or [""])[0]
        if name not in names:
            raise ValueError(f"it holds no array {file.member or ''}".rstrip())
        if archive.getinfo(name).file_size > _LARGEST_BYTES:
            raise ValueError(f"{name} in it is too large")
        content = io.BytesIO(archive.read(name))
    version = np.lib.format.read_magic(content)
    read_header = (
        np.lib.format.read_array_header_1_0
        if version == (1, 0)
        else np.lib.format.read_array_header_2_0
    )
    shape, _, dtype = read_header(content)
    # The header is not believed: an array of the size that it claims would be allocated before it
    # is found missing.
    if dtype.hasobject or int(np.prod(shape, dtype=object)) * dtype.itemsize > _LARGEST_BYTES:
        raise ValueError(f"{name} in it is not an array of numbers")
    content.seek(0)
    array: NDArray[Any] = np.lib.format.read_array(content, allow_pickle=False)
    return array


def _read_raw(file: PackFile) -> NDArray[Any]:
    if _is_archive(file.path):
        return _read_archive(file)
    content = file.path.read_bytes()
    if len(content) % (4 * STYLE):
        raise ValueError(f"its {len(content)} bytes are no whole number of styles")
    return np.frombuffer(content, "<f4").reshape(-1, STYLE)


def _read_safetensors(file: PackFile) -> NDArray[Any]:
    from safetensors.numpy import load

    tensors = load(file.path.read_bytes())
    if not tensors:
        raise ValueError("it holds no tensor")
    array: NDArray[Any] = tensors[min(tensors)]  # they come in any order
    return array


_READERS: Mapping[str, Callable[[PackFile], NDArray[Any]]] = {
    ".pt": _read_torch,
    ".npz": _read_archive,
    ".bin": _read_raw,
    ".safetensors": _read_safetensors,
}
