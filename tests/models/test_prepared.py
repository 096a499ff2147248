"""The file of prepared weights: mapped, checked, made again where it is not right."""

import errno
import fcntl
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from wyoming_kokoro.models import prepared as prepared_module
from wyoming_kokoro.models.excitation import HarmonicSource
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import FastProsody, prosody_precision
from wyoming_kokoro.models.kernels.graphs import NativeProsody
from wyoming_kokoro.models.kernels.library import Kernels, Kind
from wyoming_kokoro.models.kokoro_kernels import KernelNetwork, prepared
from wyoming_kokoro.models.prepared import prepared_weights, read_prepared, write_prepared
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.models.weights import read_weights

from .conftest import most_rounded

_ARRAYS = {
    "a.layers": np.arange(10_000, dtype=np.uint8),
    "a.table": np.linspace(0, 1, 6, dtype=np.float32).reshape(2, 3),
    "one": np.array(3.5),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_prepared(tmp_path / "new" / "some.weights", "key", _ARRAYS)
    return tmp_path / "new" / "some.weights"


def test_what_was_written_is_mapped(file: Path) -> None:
    arrays = read_prepared(file, "key")
    assert arrays is not None and arrays.keys() == _ARRAYS.keys()
    for name, array in _ARRAYS.items():
        assert np.array_equal(arrays[name], array) and arrays[name].dtype == array.dtype
        assert not arrays[name].flags.writeable
        assert arrays[name].ctypes.data % 64 == 0


def test_a_file_made_of_something_else_is_left(file: Path) -> None:
    assert read_prepared(file, "another key") is None
    assert read_prepared(file.with_name("absent.weights"), "key") is None


@pytest.mark.parametrize("place", [0, 12, 40, 5000, -1])
def test_a_damaged_file_is_refused(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises(ValueError, match="it was damaged"):
        read_prepared(file, "key")


@pytest.mark.parametrize(
    ("length", "told"),
    [(0, "empty"), (19, "^it was cut off$"), (20, "damaged"), (4096, "damaged"), (8000, "damaged")],
)
def test_half_a_file_is_refused(file: Path, length: int, told: str) -> None:
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(ValueError, match=told):
        read_prepared(file, "key")


def test_a_damaged_file_is_made_anew_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    prepared_weights(tmp_path, "key", lambda: _ARRAYS)
    assert caplog.messages == []
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o222 == 0, "who has it mapped would be ended by a change"
    damaged = file.read_bytes()[:-100]
    file.unlink()
    file.write_bytes(damaged)
    arrays = prepared_weights(tmp_path, "key", lambda: _ARRAYS)
    assert np.array_equal(arrays["a.table"], _ARRAYS["a.table"])
    assert f"{file} were made anew: it was damaged" in caplog.text
    assert read_prepared(file, "key") is not None


def test_two_keys_are_two_files_and_only_the_latest_stays(tmp_path: Path) -> None:
    for key in ("0123456789abcdef and one", "0123456789abcdeX and another"):
        prepared_weights(tmp_path, key, lambda: _ARRAYS)
        (file,) = tmp_path.iterdir()
        assert file.name == f"{key[:16]}.weights"
        assert read_prepared(file, key) is not None


def test_what_was_made_is_given_as_the_file_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All processes share the memory of the file; what `make` gave would be this one's own."""
    found = prepared_weights(tmp_path, "key", lambda: _ARRAYS)
    assert not any(array.flags.writeable for array in found.values())

    def vanished(*_: object) -> None:
        raise OSError("it vanished")

    with monkeypatch.context() as patched:
        patched.setattr(prepared_module, "read_prepared", vanished)
        assert prepared_weights(tmp_path, "key", lambda: _ARRAYS) is _ARRAYS


def test_a_file_of_another_version_is_no_damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8] += 1
    file.unlink()
    file.write_bytes(content)
    assert read_prepared(file, "key") is None


def test_a_file_system_without_locks_will_do_and_a_failure_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(os, "fsync", synced.append)
    write_prepared(tmp_path / "some.weights", "key", _ARRAYS)
    assert len(synced) == 1
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_prepared(tmp_path / "other.weights", "key", _ARRAYS)
    assert [path.name for path in tmp_path.iterdir()] == ["some.weights"]


def test_a_draft_is_locked_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process that tidies up takes it for one that was left."""
    names: list[str] = []

    def look(_: int) -> None:
        (draft,) = tmp_path.glob("*.draft")
        names.append(draft.name)
        with draft.open() as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    monkeypatch.setattr(os, "fsync", look)
    write_prepared(tmp_path / "some.weights", "key", _ARRAYS)
    assert names == [f"some.{os.getpid()}.draft"]


def test_a_draft_that_was_left_is_removed_and_one_in_hand_stays(tmp_path: Path) -> None:
    for name in ("left.1.draft", "held.2.draft"):
        (tmp_path / name).write_bytes(b"half")
    (tmp_path / "notes.txt").write_text("mine")
    with (tmp_path / "held.2.draft").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        prepared_weights(tmp_path, "key", lambda: _ARRAYS)
    found = {path.name for path in tmp_path.iterdir()}
    assert found == {"key.weights", "held.2.draft", "notes.txt"}


def test_arrays_begin_at_pages(file: Path) -> None:
    """So that they can be given to the kernels as they lie, and be shared."""
    arrays = read_prepared(file, "key")
    assert arrays is not None
    begins = [array.ctypes.data % 4096 for array in arrays.values()]
    assert begins == [0, 0, 0]


def test_packed_layers_compute_what_they_were_packed_from(kernels: Kernels) -> None:
    draw = np.random.default_rng(1)
    first = NativeProsody(kernels, 1)
    size = {"inputs": (2048, 640), "states": (2048, 256), "bias": (2048,)}
    given = {name: draw.normal(size=shape, scale=0.1) for name, shape in size.items()}
    first.set_lstm(1, Kind.fp32, **given)
    image = first.save()
    second = NativeProsody(kernels, 1, image)
    rows = draw.normal(size=(7, 640))
    assert np.array_equal(second.lstm(1, rows), first.lstm(1, rows))
    with pytest.raises(RuntimeError, match="shared"):
        second.set_conv(0, Kind.fp32, np.zeros((64, 32, 1)), None)
    with pytest.raises(RuntimeError, match="missing"):
        second.lstm(0, rows)
    longer = np.append(image, np.zeros(64, np.uint8))
    for cut, told in (
        (image[:100], "cut off"),
        (image[:-64], "cut off"),
        (longer, "of another size"),
    ):
        with pytest.raises(ValueError) as caught:
            NativeProsody(kernels, 1, np.ascontiguousarray(cut))
        words = f"no packed weights for these kernels: the packed weights are {told}"
        assert str(caught.value) == words


def test_weights_are_prepared_once_and_speak_alike(
    data_dir: Path, tmp_path: Path, kernels: Kernels, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("kokoro-v1_0.pth", "SOURCE.json"):
        (tmp_path / name).symlink_to(data_dir / name)
    paths, precision = AssetPaths(tmp_path), most_rounded(kernels).name
    (tmp_path / "prepared").mkdir()
    (tmp_path / "prepared" / "older.weights").write_bytes(b"")
    weights = read_weights(paths)
    source = "decoder.generator.m_source.l_linear"
    fresh = KernelNetwork(
        FastProsody.pack(weights, kernels, prosody_precision(kernels, precision), 2),
        FastDecoder.pack(weights, kernels, precision, 2),
        HarmonicSource(weights[f"{source}.weight"], weights[f"{source}.bias"]),
        0,
    )
    prepared(paths, kernels, precision)
    (file,) = (tmp_path / "prepared").iterdir()
    written = file.stat().st_mtime_ns
    mapped = prepared(paths, kernels, precision)
    assert file.stat().st_mtime_ns == written
    _put_zeros(paths.checkpoint)
    mapped = prepared(paths, kernels, precision)  # for which nobody reads the checkpoint
    style = np.full((1, 256), 0.1, np.float32)
    sounds = []
    for network in (fresh, KernelNetwork.open(mapped, kernels, 2, 0)):
        passage = network.plan(list(range(43, 55)), style, 1.0)
        sounds.append(network.sound(passage, 0, int(passage.durations.sum())).samples)
        network.close()
    assert np.array_equal(*sounds)


def _put_zeros(checkpoint: Path) -> None:
    """In place of the link to it."""
    size = checkpoint.stat().st_size
    checkpoint.unlink()
    with checkpoint.open("wb") as file:
        file.truncate(size)


def test_a_folder_that_cannot_be_written_to_costs_only_time(
    data_dir: Path, tmp_path: Path, kernels: Kernels, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "kokoro-v1_0.pth").symlink_to(data_dir / "kokoro-v1_0.pth")
    (tmp_path / "prepared").write_text("no folder")
    arrays = prepared(AssetPaths(tmp_path), kernels, most_rounded(kernels).name)
    told = (
        rf"The prepared weights cannot be kept in {tmp_path}/prepared/[0-9a-f]{{16}}\.weights:"
        r" File exists\. Mend that, or each load takes longer"
    )
    assert re.fullmatch(told, caplog.messages[-1])
    assert "decoder.layers" in arrays


_SPEAK = """
import json, sys
from pathlib import Path
import numpy as np
from wyoming_kokoro.composition import build_models
from wyoming_kokoro.settings import Settings

model = build_models(Settings(data_dir=Path(sys.argv[1]), device="cpu")).backend()
model.load()
samples = model.speak(list(range(43, 63)), np.zeros((510, 1, 256), np.float32)).samples
heavy = [name for name in ("torch", "kokoro", "transformers") if name in sys.modules]
print(json.dumps([len(samples), heavy]))
"""


def test_the_processor_speaks_without_torch(data_dir: Path, kernels: Kernels) -> None:
    command = [sys.executable, "-c", _SPEAK, str(data_dir)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    length, imported = json.loads(done.stdout)
    assert length > 0 and imported == []
