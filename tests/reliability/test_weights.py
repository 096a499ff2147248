"""Whatever happens to the checkpoint and to the weights prepared of it, also under a server that
has them mapped.
"""

import fcntl
import os
import shutil
import signal
import tempfile
from pathlib import Path

import aiohttp
import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models.base import FloatArray
from wyoming_kokoro.models.prepared import Arrays, prepared_weights, write_prepared
from wyoming_kokoro.models.store import CHECKPOINT, REQUIRED, AssetPaths
from wyoming_kokoro.models.weights import read_weights

from .conftest import LONG
from .damage import DAMAGES, Damage, bound_by_modes, logged
from .running import Start

MOST = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
WEIGHTS = {"layers": np.arange(20_000, dtype=np.uint8), "table": np.eye(3, dtype=np.float32)}
KEY = "0123456789abcdef of the checkpoint and of the kernels"


class Maker:
    """Makes the weights, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return WEIGHTS


def check_sound(arrays: Arrays) -> None:
    assert arrays.keys() == WEIGHTS.keys()
    assert all(np.array_equal(arrays[name], array) for name, array in WEIGHTS.items())


@MOST
@given(DAMAGES)
def test_any_damage_to_the_prepared_weights_has_them_made_anew(damage: Damage) -> None:
    with tempfile.TemporaryDirectory() as name, logged() as log:
        folder, outside, make = Path(name) / "prepared", Path(name) / "outside", Maker()
        write_prepared(outside, "of something else", {"one": np.ones(9_000)})
        before = outside.read_bytes()
        check_sound(prepared_weights(folder, KEY, make))
        (file,) = folder.iterdir()
        assert file.stat().st_mode & 0o777 == 0o444, "what is mapped is not written to by mistake"
        damage(file, outside)
        with bound_by_modes():
            for _ in range(3):
                check_sound(prepared_weights(folder, KEY, make))
        given_up = any("cannot be kept" in line for line in log.lines)
        assert make.times <= (4 if given_up else 2)
        assert len(log.lines) <= (3 if given_up else 1), "a line each time that it costs time"
        assert all(str(file) in line and "\n" not in line for line in log.lines)
        assert list(folder.iterdir()) == [file] and outside.read_bytes() == before
        event("given up" if given_up else f"made {make.times} times, {len(log.lines)} lines")


def test_what_a_killed_process_left_is_removed_and_what_another_writes_is_not(
    tmp_path: Path,
) -> None:
    left, busy, folder = (tmp_path / name for name in ("a.1.draft", "b.2.draft", "old.weights"))
    left.touch()
    folder.mkdir()
    with busy.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        check_sound(prepared_weights(tmp_path, KEY, Maker()))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{KEY[:16]}.weights", "b.2.draft", "old.weights",
    ]  # fmt: skip


def test_where_nothing_may_be_written_each_load_says_so(tmp_path: Path) -> None:
    make = Maker()
    tmp_path.chmod(0o555)
    with bound_by_modes(), logged() as log:
        check_sound(prepared_weights(tmp_path / "prepared", KEY, make))
        check_sound(prepared_weights(tmp_path / "prepared", KEY, make))
    tmp_path.chmod(0o755)
    assert make.times == len(log.lines) == 2
    assert f"permission denied to user {os.geteuid()}" in log.lines[0]


# The checkpoint.


@pytest.fixture(scope="module")
def checkpoint(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a copy of the checkpoint."""
    folder = tmp_path_factory.mktemp("checkpoint")
    (folder / "SOURCE.json").symlink_to(data_dir / "SOURCE.json")
    return folder


@pytest.fixture(scope="module")
def sound(data_dir: Path) -> dict[str, FloatArray]:
    return read_weights(AssetPaths(data_dir))


@pytest.mark.long
@settings(MOST, max_examples=30)
@given(DAMAGES)
def test_any_damage_to_the_checkpoint_is_found_and_has_a_remedy(
    data_dir: Path, checkpoint: Path, sound: dict[str, FloatArray], damage: Damage
) -> None:
    copy = checkpoint / CHECKPOINT
    if copy.is_dir() and not copy.is_symlink():
        copy.rmdir()
    copy.unlink(missing_ok=True)
    shutil.copyfile(data_dir / CHECKPOINT, copy)
    damage(copy, data_dir / "voices/bf_emma.pt")
    with bound_by_modes(), logged() as log:
        try:
            found = read_weights(AssetPaths(checkpoint))
        except SetupError as error:
            event("refused")
            assert str(copy) in error.message and "`wyoming-kokoro download`" in error.message
            assert "\n" not in error.message
        else:
            event("the damage was outside of the weights")
            assert found.keys() == sound.keys()
            assert all(np.array_equal(found[name], sound[name]) for name in sound)
    assert log.lines == []


# Under a running server.


@pytest.mark.long
async def test_prepared_weights_may_vanish_under_a_server_and_are_made_anew_after_a_cut(
    data_dir: Path, tmp_path: Path
) -> None:
    """A mapped file that is cut short ends the process, as the page says: no program can be asked
    to go on without its memory. The next start finds the damage and mends it.
    """
    data = tmp_path / "data"
    (data / "voices").mkdir(parents=True)
    for name in (*REQUIRED, "SOURCE.json"):
        (data / name).symlink_to(data_dir / name)
    start = Start(data, tmp_path)
    try:
        server = start("--cache-mb", "0")
        await server.ready()
        (file,) = (data / "prepared").iterdir()
        moved = tmp_path / "moved"
        file.rename(moved)
        assert (await server.synthesize("It was moved away.")).pcm
        os.truncate(moved, 4096)
        with pytest.raises(aiohttp.ClientError):
            await server.post(LONG)
        assert await server.end() == -signal.SIGBUS
        moved.rename(file)
        server = start("--cache-mb", "0")
        await server.ready()
        assert server.log.count("made anew") == 1 and str(file) in server.log
        assert (await server.synthesize("And it speaks again.")).pcm
        server.process.send_signal(signal.SIGTERM)
        assert await server.end() == 0
    finally:
        start.end_all()
