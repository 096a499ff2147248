"""A folder of the operator's own voices."""

import io
import logging
import os
from pathlib import Path

import numpy as np
import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.voices.catalog import VoiceCatalog
from wyoming_kokoro.voices.custom import CustomVoices
from wyoming_kokoro.voices.packs import VoicePacks, write_pack

PACK = np.ones((510, 1, 256), np.float32)


@pytest.fixture
def custom(tmp_path: Path) -> CustomVoices:
    return CustomVoices(tmp_path, VoiceCatalog())


def test_each_usable_file_is_a_voice(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = ("bm_uncle bob.pt", "fm__luc.npz", "my-voice.safetensors", "my_a.bin", "Übung.bin")
    for name in names:
        (tmp_path / name).write_bytes(write_pack(PACK, Path(name).suffix))
    (tmp_path / "readme.txt").write_text("not a voice")
    assert custom.scan()
    assert [(v.id, v.name, v.language, v.gender) for v in custom.voices] == [
        ("bm_uncle_bob", "Uncle bob", "en-GB", "male"),
        ("fm__luc", "Luc", "fr", "male"),
        ("my_a", "My a", "en-US", "neutral"),
        ("my_voice", "My voice", "en-US", "neutral"),
        ("Übung", "Übung", "en-US", "neutral"),
    ]
    assert not caplog.records


@pytest.mark.parametrize(
    ("letter", "language"),
    zip("abefhijpz", "en-US en-GB es fr hi it ja pt-BR zh".split(), strict=True),
)
def test_a_name_like_kokoros_tells_language_and_gender(
    custom: CustomVoices, tmp_path: Path, letter: str, language: str
) -> None:
    for name in (
        f"{letter}f_ann.BIN",
        f"{letter}m_bob.bin",
        f"{letter}x_eve.bin",
        f"{letter}f_.bin",
    ):
        (tmp_path / name).write_bytes(write_pack(PACK, ".bin"))
    (tmp_path / f".{letter}f_hidden.bin").write_bytes(write_pack(PACK, ".bin"))
    custom.scan()
    assert [(v.name, v.language, v.gender) for v in custom.voices] == [
        (f"{letter.upper()}f", "en-US", "neutral"),
        ("Ann", language, "female"),
        ("Bob", language, "male"),
        (f"{letter.upper()}x eve", "en-US", "neutral"),
    ]


def test_found_voices_can_be_spoken_with(custom: CustomVoices, tmp_path: Path) -> None:
    (tmp_path / "mine.bin").write_bytes(write_pack(PACK, ".bin"))
    custom.scan()
    packs = VoicePacks(VoiceCatalog(custom.voices, "mine"), tmp_path)
    packs.provide(custom.files)
    np.testing.assert_array_equal(packs.get("mine"), PACK)


def test_a_bad_file_is_skipped_with_one_line_naming_it(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "good.bin").write_bytes(write_pack(PACK, ".bin"))
    (tmp_path / "broken.pt").write_bytes(b"not a tensor")
    with caplog.at_level(logging.WARNING):
        custom.scan()
        (tmp_path / "better.bin").write_bytes(write_pack(PACK, ".bin"))
        custom.scan()  # which reads only what is new
    assert [voice.id for voice in custom.voices] == ["better", "good"]
    assert [record.getMessage() for record in caplog.records if "broken.pt" in record.message] == [
        caplog.records[0].getMessage()
    ]


def test_only_a_change_is_reported(custom: CustomVoices, tmp_path: Path) -> None:
    assert not custom.scan()
    (tmp_path / "one.bin").write_bytes(write_pack(PACK, ".bin"))
    assert custom.scan()
    assert not custom.scan()
    os.utime(tmp_path / "one.bin", ns=(1, 1))
    assert custom.scan()
    (tmp_path / "one.bin").write_bytes(write_pack(PACK[:9], ".bin"))
    os.utime(tmp_path / "one.bin", ns=(1, 1))
    assert custom.scan(), "it has another size"
    (tmp_path / "one.bin").unlink()
    assert custom.scan()
    assert custom.voices == ()


def test_a_built_in_voice_keeps_its_name(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "af_heart.bin").write_bytes(write_pack(PACK, ".bin"))
    custom.scan()
    assert custom.voices == ()
    path = tmp_path / "af_heart.bin"
    assert caplog.messages == [f"{path}: skipped where the name is taken: af_heart"]


def test_an_archive_gives_several_voices(custom: CustomVoices, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, one=PACK, two=2 * PACK, af_heart=PACK)
    (tmp_path / "voices-v1.0.bin").write_bytes(buffer.getvalue())
    custom.scan()
    packs = VoicePacks(VoiceCatalog(custom.voices, "one"), tmp_path / "empty")
    packs.provide(custom.files)
    assert [voice.id for voice in custom.voices] == ["one", "two"]
    np.testing.assert_array_equal(packs.get("two"), 2 * PACK)


def test_of_two_files_with_one_name_the_first_counts(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a b.bin").write_bytes(write_pack(PACK, ".bin"))
    (tmp_path / "a-b.bin").write_bytes(write_pack(2 * PACK, ".bin"))
    custom.scan()
    assert custom.files["a_b"].path.name == "a b.bin"
    assert caplog.messages == [f"{tmp_path / 'a-b.bin'} is skipped: there is another voice a_b"]


def test_an_archive_with_a_bad_voice_is_skipped_whole(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    np.savez(tmp_path / "both.npz", a=PACK, b=PACK[:, :, :9])
    custom.scan()
    assert custom.voices == ()
    (line,) = caplog.messages
    assert line.startswith(f"A voice is skipped: {tmp_path / 'both.npz'} is no usable voice: its")


def test_a_file_that_is_removed_while_the_folder_is_listed_is_no_voice(
    custom: CustomVoices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.bin").write_bytes(write_pack(PACK, ".bin"))
    monkeypatch.setattr(
        Path, "iterdir", lambda folder: iter([folder / "gone.bin", folder / "mine.bin"])
    )
    custom.scan()
    assert [voice.id for voice in custom.voices] == ["mine"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = f"^The voices in {tmp_path}/nowhere cannot be listed: No such file or directory$"
    with pytest.raises(SetupError, match=told):
        CustomVoices(tmp_path / "nowhere", VoiceCatalog()).scan()


def test_what_is_no_voice_by_its_name_is_left_alone(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "readme.txt").write_text("not a voice")
    (tmp_path / "-.bin").write_bytes(write_pack(PACK, ".bin"))
    custom.scan()
    assert custom.voices == () and "readme" not in caplog.text
    assert "-.bin: skipped where the name is taken" in caplog.text


def test_two_of_an_archive_with_one_name_are_one_voice(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    np.savez(tmp_path / "both.npz", **{"a b": PACK, "a-b": 2 * PACK, "c": PACK})
    custom.scan()
    assert {voice_id: file.member for voice_id, file in custom.files.items()} == {
        "a_b": "a b",
        "c": "c",
    }
    assert caplog.messages == [f"{tmp_path / 'both.npz'}: skipped where the name is taken: a_b"]


def test_a_link_is_followed_to_its_file(
    custom: CustomVoices, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    target = tmp_path / "elsewhere" / "voice"
    (tmp_path / "mine.bin").symlink_to(target)
    assert custom.scan() and custom.voices == ()
    assert "mine.bin" in caplog.text, "it leads nowhere"
    target.parent.mkdir()
    target.write_bytes(write_pack(PACK, ".bin"))
    assert custom.scan() and [voice.id for voice in custom.voices] == ["mine"]
    os.utime(target, ns=(1, 1))
    assert custom.scan(), "the file behind it is another"
