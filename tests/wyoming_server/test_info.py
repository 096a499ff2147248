"""What a client learns from `info`."""

import re
from dataclasses import replace

import pytest
from wyoming.info import Info

from wyoming_kokoro.text.language import canonical_language
from wyoming_kokoro.version import __version__
from wyoming_kokoro.voices.catalog import BUILT_IN_VOICES, LANGUAGE_NAMES, VoiceCatalog
from wyoming_kokoro.wyoming_server.info import Description, build_info, listed_label

CATALOG = VoiceCatalog()


def first_in_a_sorted_list(catalog: VoiceCatalog, language: str) -> str:
    labels = {listed_label(v, catalog): v.id for v in catalog if v.language == language}
    return labels[sorted(labels)[0]]


def test_there_is_one_program_that_streams_and_has_every_voice() -> None:
    (program,) = Info.from_event(build_info(CATALOG).event()).tts
    assert program.name == "kokoro"
    assert program.installed
    assert program.supports_synthesize_streaming
    assert program.attribution.name == "hexgrad"
    assert {voice.name for voice in program.voices} == {voice.id for voice in CATALOG}
    assert all(voice.installed for voice in program.voices)
    assert program.voices[0].name == "af_heart"


def test_each_voice_has_the_speeds_as_speakers() -> None:
    (program,) = Info.from_event(build_info(CATALOG).event()).tts
    for voice in program.voices:
        assert [speaker.name for speaker in voice.speakers or ()] == ["slow", "normal", "fast"]


def test_languages_are_bcp_47_tags_with_hyphens() -> None:
    for voice in build_info(CATALOG).tts[0].voices:
        assert voice.languages[0] == CATALOG[voice.name].language
        assert all(re.fullmatch("[a-z]{2}(-[A-Z]{2})?", tag) for tag in voice.languages)
        assert {canonical_language(tag) for tag in voice.languages} == {voice.languages[0]}


def test_all_is_told_of_the_program_and_of_a_voice() -> None:
    author = {"name": "hexgrad", "url": "https://huggingface.co/hexgrad/Kokoro-82M"}
    program = build_info(CATALOG).event().data["tts"][0]
    voices = program.pop("voices")
    assert program == {
        "name": "kokoro",
        "description": "Kokoro text-to-speech",
        "attribution": author,
        "installed": True,
        "version": __version__,
        "supports_synthesize_streaming": True,
    }
    assert [voice for voice in voices if voice["name"] == "bm_lewis"] == [
        {
            "name": "bm_lewis",
            "description": "Lewis (British English, male)",
            "attribution": author,
            "installed": True,
            "version": None,
            "languages": ["en-GB"],
            "speakers": [{"name": "slow"}, {"name": "normal"}, {"name": "fast"}],
        }
    ]


@pytest.mark.parametrize(
    "tag", "en en-US en-GB es es-ES es-MX fr fr-FR fr-CA hi it ja ja-JP pt pt-BR zh zh-CN".split()
)
def test_home_assistant_finds_voices_under_the_tags_that_people_choose(tag: str) -> None:
    """It refused `en`, `pt`, `zh-CN`, `ja-JP`, `es-ES`, `es-MX` and `fr-CA`."""
    assert any(tag in voice.languages for voice in build_info(CATALOG).tts[0].voices)


def test_the_name_of_the_server_is_what_people_see() -> None:
    assert build_info(CATALOG).tts[0].name == "kokoro"
    assert build_info(CATALOG, "Kitchen").tts[0].name == "Kitchen"


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_the_recommended_voice_sorts_first_in_its_language(language: str) -> None:
    assert CATALOG[first_in_a_sorted_list(CATALOG, language)].recommended


def test_the_default_voice_sorts_before_the_recommended_one() -> None:
    catalog = VoiceCatalog(default="bm_lewis")
    assert first_in_a_sorted_list(catalog, "en-GB") == "bm_lewis"
    assert first_in_a_sorted_list(catalog, "en-US") == "af_heart"


def test_labels_look_the_same_in_html() -> None:
    for voice in CATALOG:
        assert listed_label(voice, CATALOG).split() == voice.label.split()


def test_the_event_is_built_anew_only_when_the_voices_change() -> None:
    catalog = VoiceCatalog()
    description = Description(catalog)
    before = description.event()
    assert description.event() is before
    catalog.replace_own([replace(BUILT_IN_VOICES[0], id="xx_new", name="New")])
    voices = description.event().data["tts"][0]["voices"]
    assert [voice["description"] for voice in voices if voice["name"] == "xx_new"] == [
        "New (American English, female)"
    ]
