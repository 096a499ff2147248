"""Style packs: every format in which they are passed around, and files that are none."""

import io
import pickle
import zipfile
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load, save

from wyoming_kokoro.errors import SetupError, UnknownVoice
from wyoming_kokoro.voices.catalog import BUILT_IN_VOICES, Voice, VoiceCatalog
from wyoming_kokoro.voices.packs import (
    PACK_FORMATS,
    Pack,
    PackFile,
    VoicePacks,
    as_pack,
    members,
    read_pack,
    write_pack,
)


@pytest.fixture
def pack() -> Pack:
    return np.random.default_rng(2).standard_normal((510, 1, 256), np.float32)


@pytest.mark.parametrize("suffix", PACK_FORMATS)
def test_each_format_round_trips_bit_by_bit(suffix: str, pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / f"voice{suffix}"
    path.write_bytes(write_pack(pack, suffix))
    again = read_pack(PackFile(path))
    assert again.shape == (510, 1, 256)
    assert again.tobytes() == pack.tobytes()


@pytest.mark.parametrize("shape", [(510, 1, 256), (510, 256)])
def test_both_shapes_in_the_wild_are_taken(shape: tuple[int, ...], pack: Pack) -> None:
    np.testing.assert_array_equal(as_pack(pack.reshape(shape)), pack)


def test_a_pack_of_model_019_loses_the_row_for_no_tokens(pack: Pack) -> None:
    legacy = np.concatenate([np.full((1, 1, 256), 9, np.float32), pack])
    np.testing.assert_array_equal(as_pack(legacy), pack)


def test_a_short_pack_goes_on_with_its_last_row(pack: Pack) -> None:
    result = as_pack(pack[:100])
    np.testing.assert_array_equal(result[:100], pack[:100])
    np.testing.assert_array_equal(result[100:], np.broadcast_to(pack[99], (410, 1, 256)))


def test_a_long_pack_is_cut(pack: Pack) -> None:
    np.testing.assert_array_equal(as_pack(np.concatenate([pack, pack])), pack)


@pytest.mark.parametrize("dtype", [np.float16, np.float64])
def test_other_float_types_become_float32(dtype: type[np.floating], pack: Pack) -> None:
    assert as_pack(pack.astype(dtype)).dtype == np.float32


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((510, 2, 256), np.float32),
        np.zeros((510, 1, 255), np.float32),
        np.zeros((0, 256), np.float32),
        np.zeros(256, np.float32),
        np.zeros((510, 1, 256), np.int64),
        np.full((510, 1, 256), np.nan, np.float32),
        np.full((510, 1, 256), np.inf, np.float32),
        np.full((510, 1, 256), 1e300, np.float64),
    ],
)
@pytest.mark.filterwarnings("error")
def test_what_is_no_pack_is_refused(array: np.ndarray) -> None:
    told = "^(its shape is .*, not |its numbers are int64, not floats|it is not finite everywhere)"
    with pytest.raises(ValueError, match=told):
        as_pack(array)


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "ran",))

    path = tmp_path / "voice.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("voice/data.pkl", pickle.dumps(Evil(), protocol=2))
        archive.writestr("voice/version", "3")
    with pytest.raises(SetupError, match=r"voice\.pt"):
        read_pack(PackFile(path))
    assert not (tmp_path / "ran").exists()


def test_an_array_of_objects_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "voice.npz"
    np.savez(path, voice=np.array([{}], dtype=object))
    with pytest.raises(SetupError, match=r"voice\.npy in it is not an array of numbers"):
        read_pack(PackFile(path))


@pytest.mark.parametrize("shape", [(1 << 40, 256), (1 << 62, 256), ((1 << 16) + 1, 256)])
def test_a_header_that_claims_terabytes_costs_nothing(
    tmp_path: Path, shape: tuple[int, int]
) -> None:
    header = io.BytesIO()
    description = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(header, description)
    path = tmp_path / "voice.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("voice.npy", header.getvalue())
    with pytest.raises(SetupError, match=r"voice\.npy in it is not an array of numbers"):
        read_pack(PackFile(path))


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "voice.bin"
    with path.open("wb") as file:
        file.truncate((64 << 20) + 4 * 256)
    with pytest.raises(SetupError, match="it is too large"):
        read_pack(PackFile(path))
    with path.open("wb") as file:
        file.truncate(64 << 20)
    assert not read_pack(PackFile(path)).any(), "as large as may be"


def test_floats_that_are_no_whole_number_of_styles_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "voice.bin"
    path.write_bytes(bytes(1028))
    with pytest.raises(SetupError, match="its 1028 bytes are no whole number of styles"):
        read_pack(PackFile(path))
    path.write_bytes(bytes(3 * 1024))
    assert read_pack(PackFile(path)).shape == (510, 1, 256)


def test_a_file_of_no_tensors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "voice.safetensors"
    path.write_bytes(save({}))
    with pytest.raises(SetupError, match="it holds no tensor"):
        read_pack(PackFile(path))


def test_a_flipped_bit_in_a_torch_file_is_seen(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "voice.pt"
    content = bytearray(write_pack(pack, ".pt"))
    content[content.index(pack.tobytes()[:64]) + 9] ^= 1
    path.write_bytes(content)
    with pytest.raises(SetupError, match="damaged"):
        read_pack(PackFile(path))


def test_an_array_of_the_other_version_of_its_format_is_read(pack: Pack, tmp_path: Path) -> None:
    array = io.BytesIO()
    np.lib.format.write_array(array, pack, version=(2, 0))
    path = tmp_path / "voice.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about the voice")
        archive.writestr("voice.npy", array.getvalue())
    assert members(path) == ()
    assert read_pack(PackFile(path)).tobytes() == pack.tobytes()


def test_an_archive_without_arrays_is_no_voice(tmp_path: Path) -> None:
    path = tmp_path / "voice.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about the voice")
    with pytest.raises(SetupError, match="it holds no array$"):
        read_pack(PackFile(path))


@pytest.mark.parametrize("suffix", PACK_FORMATS)
def test_a_file_of_one_voice_has_no_members(suffix: str, pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / f"voice{suffix.upper()}"
    path.write_bytes(write_pack(pack, suffix))
    assert members(path) == ()


@pytest.mark.parametrize("suffix", [".npz", ".NPZ", ".bin", ".BIN"])
def test_an_archive_of_several_has_their_names(suffix: str, pack: Pack, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, one=pack, two=-pack)
    path = tmp_path / f"voices{suffix}"
    path.write_bytes(buffer.getvalue())
    assert members(path) == ("one", "two")


def test_an_archive_that_unfolds_to_too_much_is_not_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "voice.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("voice.npy", bytes((64 << 20) + 1))
    with pytest.raises(SetupError, match="voice.npy in it is too large"):
        read_pack(PackFile(path))


def test_a_dictionary_in_a_torch_file_is_refused(tmp_path: Path) -> None:
    torch.save({"voice": torch.zeros(510, 1, 256)}, tmp_path / "voice.pt")
    with pytest.raises(SetupError, match="voice: it holds a dict, not a tensor$"):
        read_pack(PackFile(tmp_path / "voice.pt"))


@pytest.mark.parametrize("suffix", [*PACK_FORMATS, ".exe", ""])
def test_a_file_that_does_not_exist_is_named(suffix: str, tmp_path: Path) -> None:
    told = (
        r"is no usable voice: .*No such file"
        if suffix in PACK_FORMATS
        else r"is no voice file: it ends in none of \.pt, \.npz, \.bin, \.safetensors"
    )
    with pytest.raises(SetupError, match=rf"voice{suffix} {told}"):
        read_pack(PackFile(tmp_path / f"voice{suffix}"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(suffix=st.sampled_from(PACK_FORMATS), content=st.binary(), cut=st.integers(0, 5000))
def test_damaged_files_are_refused_in_one_line(
    suffix: str, content: bytes, cut: int, tmp_path: Path
) -> None:
    whole = write_pack(np.zeros((4, 1, 256), np.float32), suffix)
    path = tmp_path / f"voice{suffix}"
    for damaged in (content, whole[:cut], whole[:cut] + content + whole[cut + len(content) :]):
        path.write_bytes(damaged)
        try:
            members(path)
            assert read_pack(PackFile(path)).shape == (510, 1, 256)
        except SetupError as error:
            assert "voice" in error.message
            assert "\n" not in error.message


def test_the_archive_of_all_voices_gives_each_by_its_name(pack: Pack, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, af_bella=pack, af_sky=-pack)
    (tmp_path / "voices-v1.0.bin").write_bytes(buffer.getvalue())
    assert members(tmp_path / "voices-v1.0.bin") == ("af_bella", "af_sky")
    packs = VoicePacks(VoiceCatalog(), tmp_path)
    np.testing.assert_array_equal(packs.get("af_sky"), -pack)
    with pytest.raises(SetupError, match="voices-v1.0.bin is .*: it holds no array af_heart$"):
        packs.get("af_heart")


def test_a_pack_is_read_once_and_cannot_be_written_to(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "af_sky.bin").write_bytes(write_pack(pack, ".bin"))
    packs = VoicePacks(VoiceCatalog(), tmp_path)
    first = packs.get("af_sky")
    assert packs.get("af_sky") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0


def test_the_cache_keeps_the_voices_used_last(pack: Pack, tmp_path: Path) -> None:
    for voice_id in ("af_sky", "af_nova", "af_bella"):
        (tmp_path / f"{voice_id}.bin").write_bytes(write_pack(pack, ".bin"))
    packs = VoicePacks(VoiceCatalog(), tmp_path, capacity=2)
    sky, nova = packs.get("af_sky"), packs.get("af_nova")
    assert packs.get("af_sky") is sky
    packs.get("af_bella")
    assert packs.get("af_sky") is sky
    assert packs.get("af_nova") is not nova


def test_64_packs_are_kept_unless_told_otherwise(tmp_path: Path) -> None:
    packs = VoicePacks(VoiceCatalog(), tmp_path)
    for number in range(65):
        packs.cached(str(number), lambda: np.zeros(1, np.float32))
    assert packs.bytes == 64 * 4
    made: list[int] = []
    for number in (1, 0):
        packs.cached(str(number), lambda: made.append(1) or np.zeros(1, np.float32))
    assert made == [1]


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    for suffix in PACK_FORMATS:
        path = tmp_path / f"voice{suffix}"
        path.symlink_to("/dev/null")
        for look in (members, lambda path: read_pack(PackFile(path))):
            with pytest.raises(SetupError, match="is no usable voice: it is no regular file$"):
                look(path)


def test_of_several_tensors_in_a_file_the_first_counts(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "voice.safetensors"
    path.write_bytes(save({"a": pack, "b": -pack}))
    assert read_pack(PackFile(path)).tobytes() == pack.tobytes()


def test_in_a_file_of_named_arrays_a_pack_is_the_voice(pack: Pack) -> None:
    with np.load(io.BytesIO(write_pack(pack, ".npz"))) as arrays:
        assert arrays.files == ["voice"]
    assert list(load(write_pack(pack, ".safetensors"))) == ["voice"]


def test_many_threads_get_the_right_packs(tmp_path: Path) -> None:
    ids = [voice.id for voice in BUILT_IN_VOICES[:6]]
    for number, voice_id in enumerate(ids):
        content = write_pack(np.full((510, 1, 256), number, np.float32), ".bin")
        (tmp_path / f"{voice_id}.bin").write_bytes(content)
    packs = VoicePacks(VoiceCatalog(), tmp_path, capacity=3)
    wrong: list[str] = []

    def read() -> None:
        for _ in range(20):
            for number, voice_id in enumerate(ids):
                if not (packs.get(voice_id) == number).all():
                    wrong.append(voice_id)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("voice_id", ["../secret", "/etc/passwd", "secret", "", "af_sky\x00"])
def test_only_known_ids_become_paths(voice_id: str, pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "secret.bin").write_bytes(write_pack(pack, ".bin"))
    (tmp_path / "voices" / "secret.bin").write_bytes(write_pack(pack, ".bin"))
    with pytest.raises(UnknownVoice):
        VoicePacks(VoiceCatalog(), tmp_path / "voices").get(voice_id)


def test_provided_files_take_effect_at_once(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "mine.bin"
    path.write_bytes(write_pack(pack, ".bin"))
    catalog = VoiceCatalog([*BUILT_IN_VOICES, Voice("mine", "Mine", "en-US", "neutral")])
    packs = VoicePacks(catalog, tmp_path / "none")
    packs.provide({"mine": PackFile(path)})
    np.testing.assert_array_equal(packs.get("mine"), pack)
    path.write_bytes(write_pack(-pack, ".bin"))
    packs.provide({"mine": PackFile(path)})
    np.testing.assert_array_equal(packs.get("mine"), -pack)
    packs.provide({})
    path.unlink()
    told = f"^The voice mine is not in {tmp_path}/none; 'wyoming-kokoro download' brings it$"
    with pytest.raises(SetupError, match=told):
        packs.get("mine")


def test_a_pack_whose_file_was_replaced_while_it_was_read_serves_nobody_after(
    pack: Pack, tmp_path: Path
) -> None:
    packs = VoicePacks(VoiceCatalog(), tmp_path)
    packs.provide({})

    def read_slowly() -> Pack:
        packs.provide({})  # the operator's files have changed meanwhile
        return pack.copy()

    packs.cached("mine", read_slowly)
    assert packs.cached("mine", lambda: pack + 1).tobytes() == (pack + 1).tobytes()


def test_all_54_voices_are_packs(data_dir: Path) -> None:
    packs = VoicePacks(VoiceCatalog(), data_dir / "voices")
    first_rows = {packs.get(voice.id)[0].tobytes() for voice in BUILT_IN_VOICES}
    assert len(first_rows) == 54


def test_a_voice_in_several_formats_is_taken_from_the_first(pack: Pack, tmp_path: Path) -> None:
    formats = (".pt", ".npz", ".bin", ".safetensors")
    for number, suffix in enumerate(formats):
        (tmp_path / f"af_sky{suffix}").write_bytes(write_pack(pack + number, suffix))
    packs = VoicePacks(VoiceCatalog(), tmp_path)
    for number, suffix in enumerate(formats):
        assert packs.get("af_sky").tobytes() == (pack + number).tobytes()
        assert packs.bytes == pack.nbytes
        packs.forget()
        assert packs.bytes == 0
        (tmp_path / f"af_sky{suffix}").unlink()


def test_a_pack_of_unknown_kind_is_not_written(pack: Pack) -> None:
    with pytest.raises(ValueError, match="no pack format '.wav'"):
        write_pack(pack, ".wav")


@pytest.mark.parametrize("suffix", [".npz", ".bin", ".NPZ"])
def test_an_archive_of_one_is_a_voice_named_after_its_file(
    suffix: str, pack: Pack, tmp_path: Path
) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, one=pack)
    path = tmp_path / f"voice{suffix}"
    path.write_bytes(buffer.getvalue())
    assert members(path) == ()
    assert read_pack(PackFile(path)).tobytes() == pack.tobytes()
    with pytest.raises(SetupError, match="it holds no array two"):
        read_pack(PackFile(path, "two"))
