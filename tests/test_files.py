"""Files that others may have put there are opened and read within bounds."""

import os
from pathlib import Path

import pytest

from wyoming_kokoro.files import open_regular, read_small


def test_a_file_is_read_up_to_its_most(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 1000)
    assert read_small(tmp_path / "file", 1000) == b"x" * 1000
    with pytest.raises(OSError, match=r"^file is larger than 0\.000999 MB$"):
        read_small(tmp_path / "file", 999)


def test_settings_and_keys_may_have_four_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(4_000_000)
    assert len(read_small(tmp_path / "file")) == 4_000_000
    os.truncate(tmp_path / "file", 4_000_001)
    with pytest.raises(OSError, match=r"^file is larger than 4 MB$"):
        read_small(tmp_path / "file")


def test_what_is_no_file_is_neither_waited_for_nor_left_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    held = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError, match=r"^pipe is no regular file$"):
        open_regular(tmp_path / "pipe")
    assert len(os.listdir("/proc/self/fd")) == held


def test_a_child_does_not_inherit_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with open_regular(tmp_path / "file") as file:
        assert not os.get_inheritable(file.fileno())
