"""Which voice speaks where none is named, and whose names are taken."""

from dataclasses import replace

import pytest

from wyoming_kokoro.errors import UnknownVoice
from wyoming_kokoro.voices.catalog import VoiceCatalog

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


@pytest.mark.parametrize("language", RECOMMENDED)
def test_a_language_alone_is_spoken_by_its_recommended_voice(language: str) -> None:
    """Not by the first of the table: Mandarin's is another."""
    assert VoiceCatalog().default_for(language).id == RECOMMENDED[language]


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
