"""The data folder: what is found wanting, and how it is filled from a local folder and the
packages.
"""

import errno
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import store
from wyoming_kokoro.models.assets import AssetPaths, download, missing
from wyoming_kokoro.models.pinned import CONFIG_SHA256, ONNX_SHA256, VOICE_SHA256, VOICE_SIZE
from wyoming_kokoro.models.store import REQUIRED, read_origins
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
        assert store.sha256_of(paths.onnx) == ONNX_SHA256


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
    assert read_origins(AssetPaths(folder))["config.json"].source == "found"


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
    with pytest.raises(SetupError, match="local, hub, packages"):
        download(tmp_path, source="ftp")
    with pytest.raises(SetupError, match="needs the folder"):
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
    with pytest.raises(SetupError, match="disk is full") as caught:
        download(folder, source="local", local=data_dir, progress=False)
    assert "\n" not in caught.value.message
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
    files = json.loads((filled / "SOURCE.json").read_text())["files"]
    assert set(files) == set(REQUIRED)
    assert set(files["config.json"]) == {"source", "origin", "sha256", "size", "time"}
