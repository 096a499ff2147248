"""Voices that the operator makes of others in a file."""

import logging
from pathlib import Path

import pytest

from wyoming_kokoro.errors import RequestError, SetupError
from wyoming_kokoro.kept_file import KeptFile
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import Voice, VoiceCatalog
from wyoming_kokoro.voices.library import VoiceLibrary
from wyoming_kokoro.voices.preset_file import PresetFile, PresetsState
from wyoming_kokoro.voices.presets import Preset, read_presets

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


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('blend = "af_sky"\nspeed = 4.01', "speed: Input should be less than or equal to 4"),
        ('blend = "af_sky"\npitch = 1', "pitch: Extra inputs are not permitted"),
        ('blend = "af_bela"', "There is no voice 'af_bela'; did you mean af_bella"),
    ],
)
def test_a_preset_that_is_skipped_is_named_with_what_is_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, table: str, told: str
) -> None:
    presets_of(tmp_path, f"[voices.mine]\n{table}")
    (line,) = caplog.messages
    assert line.startswith(f"The preset mine of {tmp_path}/presets.toml is skipped: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[voices", "The presets in {} are no TOML: ."),
        ("voices = 3", r"{}: voices is no table: write \[voices\.NAME\]$"),
        ("\udcff", "The presets in {} are no TOML: ."),
    ],
)
def test_a_file_that_is_no_presets_at_all_is_named(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "presets.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SetupError, match=f"^{told.format(file)}"):
        read_presets(file, CATALOG)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nowhere.toml"
    told = f"^The presets in {file} cannot be read: No such file or directory$"
    with pytest.raises(SetupError, match=told):
        read_presets(file, CATALOG)


@pytest.fixture
def changed(tmp_path: Path) -> PresetFile:
    """A file of presets, not there yet, and the voices that follow it."""
    file = tmp_path / "presets.toml"
    library = VoiceLibrary(tmp_path, presets=file, presets_may_be_missing=True)
    return PresetFile(KeptFile(file), library)


def test_a_preset_is_put_read_and_removed(changed: PresetFile) -> None:
    tag = changed.put("mine", {"blend": "af_sky", "speed": 0.5}, changed.read().tag)
    assert changed.read() == PresetsState({"mine": Preset(blend="af_sky", speed=0.5)}, tag)
    assert changed.file.path.read_text() == '[voices.mine]\nblend = "af_sky"\nspeed = 0.5\n'
    assert changed._library.catalog["mine"].speed == 0.5
    assert changed.put("mine", {"blend": "af_nova"}, tag) != tag
    assert changed.read().presets == {"mine": Preset(blend="af_nova")}
    tag = changed.remove("mine", "*")
    assert changed.read() == PresetsState({}, tag) and "mine" not in changed._library.catalog


def test_a_change_that_cannot_be_is_told_with_its_place(changed: PresetFile) -> None:
    with pytest.raises(RequestError) as caught:
        changed.put("mine", {"blend": "nobody"}, "*")
    assert caught.value.message == "The preset cannot be: There is no voice 'nobody'"
    assert caught.value.param == "preset"
    for text in (None, '[voices.mine]\nblend = "af_sky"\n'):
        if text is not None:
            changed.file.path.write_text(text)
        with pytest.raises(RequestError) as caught:
            changed.remove("n" * 65, "*")
        assert caught.value.message == f"There is no preset '{'n' * 64}'"
        assert caught.value.param == "name"


def test_a_file_whose_voices_are_no_table_has_no_presets_and_is_left(changed: PresetFile) -> None:
    file = changed.file.path
    file.write_text("voices = 3\n")
    assert changed.read().presets == {}
    told = rf"^{file}: voices is no table: write \[voices\.NAME\]$"
    with pytest.raises(SetupError, match=told):
        changed.put("mine", {"blend": "af_sky"}, "*")
    with pytest.raises(SetupError, match=told):
        changed.remove("mine", "*")
    assert file.read_text() == "voices = 3\n"


def test_a_file_that_is_no_toml_is_told_and_left(changed: PresetFile) -> None:
    file = changed.file.path
    file.write_text("[voices\n")
    with pytest.raises(SetupError, match="^The presets are no TOML: ."):
        changed.read()
    with pytest.raises(SetupError, match=f"^The presets in {file} are no TOML: ."):
        changed.put("mine", {"blend": "af_sky"}, "*")
    assert file.read_text() == "[voices\n"
