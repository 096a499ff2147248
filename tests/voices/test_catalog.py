"""Which voice speaks where none is named, and whose names are taken."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from wyoming_kokoro.errors import UnknownVoice
from wyoming_kokoro.voices.catalog import BUILT_IN_VOICES, LANGUAGE_NAMES, VoiceCatalog

RECOMMENDED = {
    "en-US": "af_heart",
    "en-GB": "bf_emma",
    "es": "ef_dora",
    "fr": "ff_siwis",
    "hi": "hf_alpha",
    "it": "if_sara",
    "ja": "jf_alpha",
    "pt-BR": "pf_dora",
    "zh": "zf_xiaoxiao",
}

_README = Path(__file__).parents[2] / "README.md"
_ROW = re.compile(r"^\| ([A-Z][^|]+) \| `([a-zA-Z-]+)` \| (.*) \|$", re.MULTILINE)


@pytest.mark.parametrize(("name", "language", "voices"), _ROW.findall(_README.read_text("utf-8")))
def test_the_voices_of_a_language_are_those_of_the_readme(
    name: str, language: str, voices: str
) -> None:
    speakers = [voice for voice in BUILT_IN_VOICES if voice.language == language]
    listed = [
        f"**{voice.id}**" if voice.recommended else voice.id
        for voice in sorted(speakers, key=lambda voice: (not voice.recommended, voice.id))
    ]
    assert listed == voices.split(", ")
    assert LANGUAGE_NAMES[language] == name
    for voice in speakers:
        gender = {"f": "female", "m": "male"}[voice.id[1]]
        assert voice.label == f"{voice.id[3:].title()} ({name}, {gender})"


@pytest.mark.parametrize("language", RECOMMENDED)
def test_a_language_alone_is_spoken_by_its_recommended_voice(language: str) -> None:
    """Not by the first of the table: Mandarin's is another."""
    assert VoiceCatalog().default_for(language).id == RECOMMENDED[language]


def test_a_language_without_a_recommended_voice_is_spoken_by_the_first() -> None:
    heart, *_ = (voice for voice in BUILT_IN_VOICES if voice.id == "af_heart")
    others = [replace(heart, id=name, language="it", recommended=False) for name in ("uno", "due")]
    catalog = VoiceCatalog([heart, *others])
    assert catalog.default_for("it").id == "uno" and catalog.default_for("fr").id == "af_heart"
    assert 3 not in catalog and None not in catalog


def test_the_chosen_voice_speaks_its_own_language() -> None:
    catalog = VoiceCatalog()
    catalog.choose_default("zm_yunxi")
    assert catalog.default.id == catalog.default_for("zh").id == "zm_yunxi"
    assert catalog.default_for("fr").id == "ff_siwis"
    with pytest.raises(UnknownVoice):
        catalog.choose_default("nobody")


def test_a_voice_of_ones_own_cannot_take_a_name_of_kokoros() -> None:
    catalog = VoiceCatalog()
    heart = catalog["af_heart"]
    impostor = replace(heart, language="fr", name="Impostor")
    catalog.replace_own([impostor, replace(impostor, id="own")])
    assert catalog["af_heart"] == heart
    assert catalog["own"].name == "Impostor"
    catalog.replace_own([])
    assert "own" not in catalog


def test_a_default_that_goes_away_leaves_kokoros() -> None:
    catalog = VoiceCatalog()
    catalog.replace_own([replace(catalog["bm_lewis"], id="own")])
    catalog.choose_default("own")
    catalog.replace_own([])
    assert catalog.default.id == "af_heart"


def test_voices_of_a_language_that_is_not_installed_are_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "wyoming_kokoro.voices.catalog.lacking",
        lambda profile: "it lacks a dictionary" if profile.tag == "ja" else None,
    )
    catalog = VoiceCatalog()
    assert len(catalog) == 49 and "jf_alpha" not in catalog and "AF_heart" in catalog
    assert {voice.language for voice in catalog} == set(RECOMMENDED) - {"ja"}
    assert catalog.default_for("ja").id == "af_heart"
    own = replace(catalog["af_heart"], id="Own_jA", language="ja")
    catalog.replace_own([own])
    for name in ("jf_ALPHA", "Own_JA"):
        with pytest.raises(UnknownVoice) as refused:
            catalog[name]
        assert refused.value.message == f"The voice '{name}' cannot speak: it lacks a dictionary"
        assert (refused.value.param, refused.value.code) == ("voice", "voice_not_found")
