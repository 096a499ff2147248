"""Downloads from a hub on this machine, which answers as the real one does, or badly, or not at
all.
"""

import errno
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import huggingface_hub
import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import sources
from wyoming_kokoro.models.assets import AssetPaths, download, missing
from wyoming_kokoro.models.store import REQUIRED, SourceFailed, Store, read_origins

REPO = "someone/some-kokoro"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
VOICES = ["voices/af_nova.pt", "voices/af_sky.pt"]


class Hub(ThreadingHTTPServer):
    """A repository with `files`; `large` ones have a SHA-256 in their metadata, the others git's
    object id.
    """

    daemon_threads = True

    def __init__(self, files: dict[str, bytes], large: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.files = files
        self.served = dict(files)
        self.large = large
        self.requests: list[str] = []

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def entry(self, name: str) -> dict[str, object]:
        content = self.files[name]
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        entry: dict[str, object] = {"size": len(content), "oid": blob}
        if name in self.large:
            digest = hashlib.sha256(content).hexdigest()
            entry["lfs"] = {"sha256": digest, "oid": digest, "size": len(content), "pointerSize": 1}
        return entry


class _Answers(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        self.server.requests.append(f"{self.command} {path}")
        prefix = f"/{REPO}/resolve/{COMMIT}/"
        if path.startswith(f"/api/models/{REPO}/tree/"):
            entries = [
                {"type": "file", "path": n, **self.server.entry(n)} for n in self.server.files
            ]
            self._send(json.dumps(entries).encode())
        elif path in (f"/api/models/{REPO}/revision/{r}" for r in ("main", COMMIT)):
            siblings = [self._sibling(name) for name in self.server.files]
            self._send(json.dumps({"id": REPO, "sha": COMMIT, "siblings": siblings}).encode())
        elif path.startswith(prefix) and path.removeprefix(prefix) in self.server.served:
            self._send(self.server.served[path.removeprefix(prefix)])
        else:
            self.send_error(404)

    def _sibling(self, name: str) -> dict[str, object]:
        entry = self.server.entry(name)
        return {"rfilename": name, "blobId": entry.pop("oid"), **entry}

    def _send(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub(data_dir: Path) -> Iterator[Hub]:
    names = ["config.json", *VOICES]
    hub = Hub({name: (data_dir / name).read_bytes() for name in names}, tuple(VOICES))
    thread = threading.Thread(target=hub.serve_forever)
    thread.start()
    yield hub
    hub.shutdown()
    thread.join()
    hub.server_close()


@pytest.fixture
def folder(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder that lacks two voices and the configuration."""
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    copy = tmp_path / "data"
    shutil.copytree(filled, copy, copy_function=os.link)
    for name in ("config.json", *VOICES):
        (copy / name).unlink()
    yield copy
    (copy / "kokoro-v1_0.pth").unlink()


def test_the_missing_files_and_no_others_come_from_the_hub(
    folder: Path, hub: Hub, data_dir: Path
) -> None:
    got = download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)
    assert got == ["config.json", *VOICES]
    assert missing(AssetPaths(folder), verify=True) == []
    asked = [request for request in hub.requests if request.endswith("/revision/main")]
    assert len(asked) == 1, "the files are of the commit that the first answer names"
    origin = read_origins(AssetPaths(folder))["config.json"]
    assert (origin.source, origin.origin) == ("hub", f"{REPO} at {COMMIT}")
    assert (folder / "config.json").read_bytes() == (data_dir / "config.json").read_bytes()
    assert {path.name for path in folder.iterdir()} == {
        *{name.split("/")[0] for name in REQUIRED},
        "SOURCE.json",
        ".lock",
    }


def test_the_environment_tells_where_the_hub_is(folder: Path, hub: Hub) -> None:
    code = (
        "import sys; from pathlib import Path; from wyoming_kokoro.models.assets import download;"
        "print(download(Path(sys.argv[1]), source='hub', repo_id=sys.argv[2]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), REPO],
        env={**os.environ, "HF_ENDPOINT": hub.endpoint},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(["config.json", *VOICES])
    assert done.stderr == ""  # which is no terminal


@pytest.mark.parametrize("name", ["config.json", "voices/af_sky.pt"])
def test_a_file_that_differs_from_its_checksum_is_refused(
    name: str, folder: Path, hub: Hub
) -> None:
    content = hub.files[name]
    hub.served[name] = content[:-1] + bytes([content[-1] ^ 1])
    with pytest.raises(SetupError, match=rf"{name} did not arrive whole"):
        download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)
    assert not (folder / name).exists()
    assert not list(folder.glob(".partial-*"))


def test_a_repository_without_the_voices_is_refused_at_once(folder: Path, hub: Hub) -> None:
    del hub.files["voices/af_sky.pt"]
    with pytest.raises(SetupError, match=r"no voices/af_sky\.pt"):
        download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)
    assert not any("resolve" in request for request in hub.requests)


def test_a_repository_that_does_not_exist_is_refused(folder: Path, hub: Hub) -> None:
    with pytest.raises(SetupError, match="no answer") as caught:
        download(folder, source="hub", repo_id="no/such", endpoint=hub.endpoint, progress=False)
    assert "\n" not in caught.value.message


def test_nobody_listening_is_one_line(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(SetupError, match="the hub .*no answer") as caught:
        download(folder, source="hub", endpoint=f"http://127.0.0.1:{port}", progress=False)
    assert "\n" not in caught.value.message


def test_a_hub_that_never_answers_is_given_up(
    folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sources._HUB_REQUEST_S < sources._HUB_ANSWER_S < 10, "others are waiting for their turn"
    monkeypatch.setattr(sources, "_HUB_ANSWER_S", 0.5)
    monkeypatch.setattr(sources, "_HUB_REQUEST_S", 2.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(SetupError, match="no answer within 0 s"):
            download(folder, source="hub", endpoint=endpoint, progress=False)
        (waiting,) = (thread for thread in threading.enumerate() if thread.name == "hub")
        assert waiting.daemon, "the program may end"


def test_offline_mode_is_respected(folder: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(SetupError, match="no answer"):
        download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)
    assert hub.requests == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "no room"), "cannot be written: the disk is full"),
        (OSError(errno.ECONNRESET, "reset"), "the download broke off .*reset"),
        (ValueError("\n not this\nand more"), r"the download broke off \(not this\)"),
    ],
)
def test_a_download_that_breaks_off_is_the_hubs_fault_unless_the_disk_is_full(
    folder: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(huggingface_hub, "snapshot_download", broken)
    with pytest.raises(SetupError, match=told):
        download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)


def test_a_file_that_the_hub_named_and_did_not_send_is_told(
    folder: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda *_, **__: None)
    source = sources.HubSource(REPO, "main", hub.endpoint, False)
    with pytest.raises(SourceFailed, match="config.json did not arrive whole"):
        source.fetch(["config.json"], Store(AssetPaths(folder), folder))


def test_room_for_what_is_missing_is_asked_for_first(
    folder: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = sum(len(content) for content in hub.files.values())
    free = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free._replace(free=needed - 1))
    with pytest.raises(SetupError, match="The disk is too full"):
        download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free._replace(free=needed))
    assert download(folder, source="hub", repo_id=REPO, endpoint=hub.endpoint, progress=False)


def test_the_hub_is_asked_for_just_what_is_wanted_within_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    names = ["config.json", *VOICES, "voices/none_wants_it.pt"]
    files = [SimpleNamespace(rfilename=name, size=None, lfs=None, blob_id=None) for name in names]

    class Api:
        def __init__(self, endpoint: str | None) -> None:
            asked.append({"endpoint": endpoint})

        def model_info(self, repo_id: str, **given: Any) -> Any:
            asked.append({"repo_id": repo_id, **given})
            return SimpleNamespace(sha=None, siblings=files)

    def snapshot_download(repo_id: str, **given: Any) -> None:
        asked.append({"repo_id": repo_id, **given})
        raise ValueError("\n")

    monkeypatch.setattr(huggingface_hub, "HfApi", Api)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot_download)
    source = sources.HubSource(REPO, "v2", "https://hub.home", False)
    with pytest.raises(SourceFailed, match=r"the download broke off \(ValueError\)"):
        source.fetch(VOICES, Store(AssetPaths(tmp_path), tmp_path / "staging"))
    api, info, snapshot = asked
    assert api == {"endpoint": "https://hub.home"}
    assert info == {"repo_id": REPO, "revision": "v2", "files_metadata": True, "timeout": 4.0}
    assert snapshot.pop("tqdm_class")(total=1).disable
    assert snapshot == {
        "repo_id": REPO,
        "revision": "v2",
        "allow_patterns": VOICES,
        "local_dir": tmp_path / "staging" / "hub",
        "etag_timeout": 4.0,
        "endpoint": "https://hub.home",
        "max_workers": 4,
    }


@pytest.mark.parametrize(
    ("size", "lfs", "blob_id", "is_right"),
    [
        (5, None, None, True),
        (None, None, None, True),
        (4, None, None, False),
        (5, None, "ce013625030ba8dba906f756967f9e9ca394464a", False),
        (None, None, "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0", True),
        (5, {"sha256": hashlib.sha256(b"hello").hexdigest()}, "x", True),
        (5, {"sha256": hashlib.sha256(b"hullo").hexdigest()}, None, False),
        (5, SimpleNamespace(sha256=hashlib.sha256(b"hello").hexdigest()), None, True),
        (5, SimpleNamespace(sha256="0"), None, False),
    ],
)
def test_a_file_is_compared_with_whatever_the_hub_says_of_it(
    tmp_path: Path, size: int | None, lfs: object, blob_id: str | None, is_right: bool
) -> None:
    (tmp_path / "file").write_bytes(b"hello")
    said = SimpleNamespace(size=size, lfs=lfs, blob_id=blob_id)
    assert sources._is_as_published(tmp_path / "file", said) == is_right


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_disk_that_cannot_be_written_is_no_fault_of_the_hub(
    folder: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(huggingface_hub, "snapshot_download", broken)
    source = sources.HubSource(REPO, "main", hub.endpoint, False)
    with pytest.raises(OSError, match=os.strerror(number)):
        source.fetch(VOICES, Store(AssetPaths(folder), folder))


def test_a_folder_gives_what_it_has_and_tells_what_it_lacks(tmp_path: Path, data_dir: Path) -> None:
    local, data = tmp_path / "local", tmp_path / "data"
    for path in (local / "voices", data / "staging"):
        path.mkdir(parents=True)
    shutil.copy(data_dir / "voices/af_sky.pt", local / "voices")
    (local / "voices/af_nova.pt").write_bytes(b"no voice")
    store = Store(AssetPaths(data), data / "staging")
    with pytest.raises(SourceFailed) as caught:
        sources.LocalSource(local).fetch(["config.json", *VOICES, "voices/am_adam.pt"], store)
    first, second = str(caught.value).split("; ")
    assert first.startswith("voices/af_nova.pt is not usable: ")
    assert second == "it lacks config.json and 1 more of 4"
    assert store.taken == {"voices/af_sky.pt"}
