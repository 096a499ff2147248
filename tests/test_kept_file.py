"""Files that clients may change."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from wyoming_kokoro.errors import Changed, NotSaved, SetupError
from wyoming_kokoro.kept_file import ANY, KeptFile


@pytest.fixture
def kept(tmp_path: Path) -> KeptFile:
    (tmp_path / "words.txt").write_text("one\n", "utf-8")
    return KeptFile(tmp_path / "words.txt")


def names(kept: KeptFile) -> list[str]:
    return sorted(path.name for path in kept.path.parent.iterdir())


def test_a_change_keeps_a_copy_of_what_was(kept: KeptFile) -> None:
    _, tag = kept.read()
    new = kept.change(tag, lambda text: text + "two\n")
    assert kept.read() == ("one\ntwo\n", new)
    assert kept.backup.read_text("utf-8") == "one\n"
    assert names(kept) == ["words.txt", "words.txt.bak"]


def test_of_two_who_read_the_same_the_second_is_told(kept: KeptFile) -> None:
    _, tag = kept.read()
    kept.change(tag, lambda text: text + "from one tab\n")
    with pytest.raises(Changed, match="^It was changed meanwhile; read it again$"):
        kept.change(tag, lambda text: text + "from the other\n")
    assert kept.read()[0] == "one\nfrom one tab\n"


def test_an_editor_in_between_is_noticed(kept: KeptFile) -> None:
    _, tag = kept.read()
    kept.path.write_text("by hand\n", "utf-8")
    with pytest.raises(Changed):
        kept.change(tag, str.upper)
    assert kept.read()[0] == "by hand\n"


def test_many_at_once_lose_nothing(kept: KeptFile) -> None:
    def add(number: int) -> None:
        kept.change(ANY, lambda text: f"{text}{number}\n")

    threads = [threading.Thread(target=add, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, kept.read()[0].split()[1:])) == list(range(20))


def test_an_edit_that_fails_leaves_the_file_alone(kept: KeptFile) -> None:
    def edit(_: str) -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.change(ANY, edit)
    assert names(kept) == ["words.txt"]


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    """A limit on the size of files is the smallest full disk."""
    (tmp_path / "words.txt").write_text("old\n", "utf-8")
    program = """
import resource, signal, sys
from pathlib import Path
from wyoming_kokoro.errors import NotSaved
from wyoming_kokoro.kept_file import ANY, KeptFile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    KeptFile(Path(sys.argv[1])).change(ANY, lambda text: "x" * 5000)
except NotSaved as error:
    print(error.message)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "words.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "could not be saved: File too large" in done.stdout
    assert (tmp_path / "words.txt").read_text("utf-8") == "old\n"
    left = {path.name for path in tmp_path.iterdir()} - {"words.txt", "words.txt.bak"}
    assert not left


def test_rights_and_links_stay(kept: KeptFile) -> None:
    kept.path.chmod(0o640)
    link = kept.path.with_name("link.txt")
    link.symlink_to(kept.path)
    KeptFile(link).change(ANY, str.upper)
    assert link.is_symlink() and kept.path.read_text("utf-8") == "ONE\n"
    assert kept.path.stat().st_mode & 0o777 == 0o640
    assert kept.backup.stat().st_mode & 0o777 == 0o640


def test_what_is_not_there_is_empty_and_can_be_begun(tmp_path: Path) -> None:
    kept = KeptFile(tmp_path / "new.txt")
    text, tag = kept.read()
    assert text == "" and kept.writable
    kept.change(tag, lambda _: "first\n")
    assert kept.read()[0] == "first\n"
    assert not kept.backup.exists()


def test_a_new_file_may_be_read_by_everybody(tmp_path: Path) -> None:
    kept = KeptFile(tmp_path / "new.txt")
    kept.change(ANY, lambda _: "first\n")
    assert kept.path.stat().st_mode & 0o777 == 0o644


def test_all_is_on_the_disk_before_it_takes_the_place_of_the_old(
    kept: KeptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a crash leaves an empty file."""
    synced: list[tuple[str, int]] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        name = os.readlink(f"/proc/self/fd/{handle}")
        is_folder = name == str(kept.path.parent)
        synced.append(("folder" if is_folder else "file", os.fstat(handle).st_size))
        assert is_folder or Path(name).name.startswith(".words.txt."), "hidden meanwhile"
        assert is_folder or kept.read()[0] == "one\n"
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    held = len(os.listdir("/proc/self/fd"))
    kept.change(ANY, lambda _: "one\ntwo\n")
    assert [what for what, _ in synced] == ["file", "file", "folder"]
    assert [size for what, size in synced if what == "file"] == [4, 8]
    assert len(os.listdir("/proc/self/fd")) == held


def test_a_file_of_its_own_mount_is_not_writable(
    kept: KeptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.writable
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "words.txt")
    assert not kept.writable
    monkeypatch.undo()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "words.txt")
    assert not kept.writable, "nor one that may only be read"
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.X_OK)
    assert not kept.writable, "nor one in a folder that may not be entered"


def test_root_leaves_the_owner_as_it_was(kept: KeptFile) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(kept.path, 12345, 54321)
    kept.change(ANY, str.upper)
    for path in (kept.path, kept.backup):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_a_mark_at_the_beginning_is_no_text_and_a_tag_is_of_the_bytes(kept: KeptFile) -> None:
    _, plain = kept.read()
    kept.path.write_bytes(b"\xef\xbb\xbfone\n")
    text, tag = kept.read()
    assert text == "one\n" and tag != plain and len(tag) == len(plain) == 32


def test_what_cannot_be_read_or_saved_is_told(
    kept: KeptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(NotSaved, match=r"^It could not be saved: Input/output error$"):
        kept.change(ANY, str.upper)
    assert names(kept) == ["words.txt"]
    kept.path.unlink()
    kept.path.mkdir()
    with pytest.raises(SetupError, match="words.txt cannot be read: Is a directory"):
        kept.read()


def test_a_folder_that_is_not_there_is_not_writable(tmp_path: Path) -> None:
    kept = KeptFile(tmp_path / "none" / "new.txt")
    assert not kept.writable
    with pytest.raises(NotSaved):
        kept.change(ANY, lambda _: "text")


def test_what_is_no_text_cannot_be_read(kept: KeptFile) -> None:
    kept.path.write_bytes(b"\xff\xfe")
    with pytest.raises(SetupError, match=f"^{kept.path} is not UTF-8$"):
        kept.read()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_folder_is_not_writable(kept: KeptFile) -> None:
    kept.path.parent.chmod(0o500)
    assert not kept.writable


def test_who_is_not_root_keeps_what_he_writes(
    kept: KeptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file of root's in a folder of his own, say."""

    def chown(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "chown", chown)
    kept.change(ANY, str.upper)
    assert kept.read()[0] == "ONE\n"
