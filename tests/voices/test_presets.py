"""Voices that the operator makes of others in a file."""

import logging
from pathlib import Path

import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import Voice, VoiceCatalog
from wyoming_kokoro.voices.presets import read_presets

CATALOG = VoiceCatalog()


def presets_of(tmp_path: Path, text: str) -> tuple[Voice, ...]:
    file = tmp_path / "presets.toml"
    file.write_text(text, "utf-8")
    return read_presets(file, CATALOG)


def catalog_of(*presets: Voice) -> VoiceCatalog:
    catalog = VoiceCatalog()
    catalog.replace_own(presets)
    return catalog


NARRATOR = """
[voices.narrator]
blend = "af_bella(2)+af_sky(1)"
speed = 0.9
language = "en_gb"
label = "The narrator"
"""


def test_a_preset_is_a_voice_of_the_catalog(tmp_path: Path) -> None:
    (narrator,) = presets_of(tmp_path, NARRATOR)
    assert narrator.id == "narrator"
    assert narrator.label == "The narrator (British English, female)"
    assert catalog_of(narrator)["narrator"] == narrator


def test_what_is_not_given_is_that_of_the_first_voice(tmp_path: Path) -> None:
    (uncle,) = presets_of(tmp_path, '[voices.old_uncle]\nblend = "ff_siwis+bm_lewis"')
    assert (uncle.name, uncle.language, uncle.gender, uncle.speed) == (
        "Old uncle",
        "fr",
        "female",
        1.0,
    )


@pytest.mark.parametrize("speed", [0.25, 4.0])
def test_the_largest_preset_is_one(tmp_path: Path, speed: float) -> None:
    name, blend, label = "Ä" + "b" * 63, "af_sky" + " " * 506, "a" * 64
    (voice,) = presets_of(
        tmp_path, f'[voices."{name}"]\nblend = "{blend}"\nspeed = {speed}\nlabel = "{label}"'
    )
    assert (voice.id, voice.name, voice.speed) == (name, label, speed)


def test_a_preset_sounds_like_its_blend(tmp_path: Path) -> None:
    catalog = catalog_of(*presets_of(tmp_path, NARRATOR))
    blend = parse_blend("narrator", catalog)
    assert blend.terms == parse_blend("af_bella(2)+af_sky(1)", CATALOG).terms
    assert (blend.language, blend.speed) == ("en-GB", 0.9)


def test_a_preset_can_be_blended_and_counts_as_its_voices(tmp_path: Path) -> None:
    catalog = catalog_of(*presets_of(tmp_path, NARRATOR))
    blend = parse_blend("narrator + af_nova", catalog)
    assert [voice_id for voice_id, _ in blend.terms] == ["af_bella", "af_sky", "af_nova"]
    assert [weight for _, weight in blend.terms] == pytest.approx([1 / 3, 1 / 6, 1 / 2])
    assert blend.speed == 1.0


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ('[voices.bad]\nblend = "af_nobody"', "af_nobody"),
        ('[voices.bad]\nblend = "af_bella+"', "column"),
        ('[voices.bad]\nblend = "narrator"', "narrator"),
        ('[voices.bad]\nblend = "af_sky"\nspeed = 4.01', "speed"),
        ('[voices.bad]\nblend = "af_sky"\nspeed = 0.24', "speed"),
        ('[voices.bad]\nblend = ""', "blend"),
        (f'[voices.bad]\nblend = "af_sky{" " * 507}"', "blend"),
        ('[voices.bad]\nblend = "af_sky"\nlabel = ""', "label"),
        (f'[voices.bad]\nblend = "af_sky"\nlabel = "{"a" * 65}"', "label"),
        ('[voices.1bad]\nblend = "af_sky"', "1bad"),
        (f'[voices.{"b" * 65}]\nblend = "af_sky"', "b" * 64),
        ('[voices.bad]\nblend = "af_sky"\nspeed = nan', "speed"),
        ('[voices.bad]\nblend = "af_sky"\nlanguage = "tlh"', "tlh"),
        ('[voices.bad]\nblend = "af_sky"\npitch = 1', "pitch"),
        ("[voices.bad]\nspeed = 1", "blend"),
        ("[voices]\nbad = 3", "bad"),
        ('[voices.af_heart]\nblend = "af_sky"', "af_heart"),
        ('[voices."../bad"]\nblend = "af_sky"', "../bad"),
    ],
)
def test_a_bad_preset_is_one_line_and_the_others_stay(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, table: str, complaint: str
) -> None:
    with caplog.at_level(logging.WARNING):
        order = (NARRATOR, table) if table.startswith("[voices.") else (table, NARRATOR)
        voices = presets_of(tmp_path, "\n".join(order))
    assert [voice.id for voice in voices] == ["narrator"]
    (line,) = [record.getMessage() for record in caplog.records]
    assert complaint in line and "presets.toml" in line and "\n" not in line


@pytest.mark.parametrize("text", ["[voices", "voices = 3", "\udcff"])
def test_a_file_that_is_no_presets_at_all_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "presets.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SetupError, match="presets.toml"):
        read_presets(file, CATALOG)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="nowhere.toml"):
        read_presets(tmp_path / "nowhere.toml", CATALOG)
