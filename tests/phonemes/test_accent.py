"""Sounds of one language in the mouth of another's speaker."""

from pathlib import Path

import pytest

from wyoming_kokoro.phonemes.accent import accented, with_vowels

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("accents.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_LANGUAGES = _ROWS[0][1:]


@pytest.mark.parametrize("row", _ROWS[1:], ids=[row[0] for row in _ROWS[1:]])
def test_a_sound_becomes_the_nearest_one_that_the_language_has(row: list[str]) -> None:
    """A combining mark stands on a dotted circle in the table, and silence is a hyphen."""
    sound, *expected = (cell.removeprefix("◌") for cell in row)
    heard = [accented(sound + "a", language)[:-1] or "-" for language in _LANGUAGES]
    assert dict(zip(_LANGUAGES, heard)) == dict(zip(_LANGUAGES, expected))


@pytest.mark.parametrize(
    ("sounds", "language", "heard"),
    [
        ("ga", "es", "ɡa"),  # as espeak writes it in some languages
        ("aɲɲa", "fr", "anɲa"),
        ("aɲi", "es", "ani"),
        ("kamɐ\u0303ʊ\u0303", "es", "kamaun"),
        ("sɐ\u0303W\u0303", "es", "saun"),
        ("açu", "fr", "aʃu"),
        ("ma→ma↓↗↘↑ 59˥˦˧˨˩", "es", "mama "),
        ("ɛ ɛla kˈɑfɛ", "en-US", "A ɛlɑ kˈɑfA"),
        ("bella", "en-US", "bɛlɑ"),
        ("bellla", "en-US", "bɛlɑ"),
        ("bellla", "es", "bellla"),
        ("masː", "en-GB", "masː"),
        ("hh dd ff kk ll mm nn pp rr ss tt vv ww zz bb ɡɡ ŋŋ ɹɹ ʃʃ ʒʒ ʤʤ ʧʧ", "en-US", "h d f k l m n p ɹ s t v w z b ɡ ŋ ɹ ʃ ʒ ʤ ʧ"),
        ("aa ii", "en-US", "ɑɑ ii"),
        ("a, b! c; d: e? f.", "it", "a, b! ʧ; d: e? f."),
        ("a(b)", "it", "ab"),
        ("abc", "xx", ""),
        # Japanese has a vowel after each consonant but ɴ.
        ("ɡat", "ja", "ɡato"),
        ("nid", "ja", "nido"),
        ("test", "ja", "tesɯto"),
        ("kiʧ", "ja", "kiʨi"),
        ("paʤ", "ja", "paʥi"),
        ("miʃ", "ja", "miɕɯ"),
        ("and", "ja", "aɴdo"),
        ("an am", "ja", "aɴ amɯ"),
        ("bel.", "ja", "beɾɯ."),
        ("sit zit dit tit", "ja", "ɕito ʥito dito tito"),
        ("kja", "ja", "kja"),
        ("taj", "ja", "taj"),
        ("aʔːɴ", "ja", "aʔːɴ"),
        ("batə", "ja", "bata"),
        ("bˈʌtᵊn", "ja", "batoɴ"),
        ("lˈɪtᵊl", "ja", "ɾitɯɾɯ"),
    ],
)  # fmt: skip
def test_words_are_said_with_an_accent(sounds: str, language: str, heard: str) -> None:
    assert accented(sounds, language) == heard


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mrħbaː", "marħabaː"),
        ("ktb", "katb"),
        ("ʃlvm", "ʃalvam"),
        ("aːbd", "aːbd"),
        ("b", "ba"),
        ("ktˤb", "katˤb"),
        ("bʲd", "bʲda"),
        ("ktʰb", "katʰb"),
        ("ktʷb", "katʷb"),
        ("bːda", "bːda"),
        ("ibn", "ibn"),
        ("kt bt", "kat bat"),
        ("", ""),
        *((f"b{vowel}t", f"b{vowel}t") for vowel in "aeiouɑɒæɐəɛɜɤɨɪɔøœʊʌʏyɯAIOQWYᵊᵻ"),
    ],
)
def test_consonants_without_vowels_get_some(written: str, said: str) -> None:
    assert with_vowels(written) == said
