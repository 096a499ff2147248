"""Words of other scripts within a sentence are said: no language flag, no name of a code point, no
silence.
"""

import re
import unicodedata
from pathlib import Path

import pytest
from anyascii import anyascii

from wyoming_kokoro.phonemes.accent import accented
from wyoming_kokoro.phonemes.foreign import script_of
from wyoming_kokoro.phonemes.frontend import Frontends
from wyoming_kokoro.phonemes.southeast import romanised
from wyoming_kokoro.text.language import LANGUAGES

_WORDS = {
    "Hindi": "नमस्ते", "Bengali": "বাংলা", "Punjabi": "ਪੰਜਾਬੀ", "Gujarati": "ગુજરાતી", "Odia": "ଓଡ଼ିଆ", "Tamil": "வணக்கம்", "Telugu": "నమస్తే",
    "Kannada": "ನಮಸ್ಕಾರ", "Malayalam": "നമസ്കാരം", "Sinhala": "සිංහල", "Thai": "สวัสดี", "Lao": "ສະບາຍດີ", "Khmer": "ជំរាបសួរ",
    "Burmese": "မင်္ဂလာပါ", "Tibetan": "བཀྲ་ཤིས", "Georgian": "გამარჯობა", "Armenian": "բարեւ", "Hebrew": "שלום", "Arabic": "مرحبا",
    "Persian": "سلام", "Urdu": "آداب", "Greek": "Καλημέρα", "Russian": "Привет", "Ukrainian": "Київ", "Amharic": "ሰላም", "Korean": "안녕하세요",
    "Chinese": "你好", "Japanese": "こんにちは", "katakana": "カタカナ", "Bopomofo": "ㄅㄆㄇ", "Mongolian": "ᠮᠣᠩᠭᠣᠯ", "Cherokee": "ᏣᎳᎩ",
    "Inuktitut": "ᐃᓄᒃᑎᑐᑦ", "Tifinagh": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "N’Ko": "ߒߞߏ", "Syriac": "ܫܠܡܐ", "Thaana": "ދިވެހި", "Javanese": "ꦗꦮ", "Tagalog": "ᜊᜌ᜔ᜊᜌᜒᜈ᜔",
    "Gothic": "𐌰𐌱", "runes": "ᚠᚢᚦ", "Vietnamese": "Nguyễn",
}  # fmt: skip
_SOUTHEAST = [
    line.split("\t")
    for line in Path(__file__).with_name("southeast.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_SPELLED = re.compile("ʧIn(?:ˈ|ˌ)?iz|l(?:ˈ|ˌ)?ɛT|lˈɛtə|sˈimbolo|lˈɛtʁ")


@pytest.fixture(scope="module")
def frontends() -> Frontends:
    return Frontends()


def said(frontends: Frontends, text: str, language: str) -> str:
    return " ".join(word.phonemes for word in frontends[language](text, ()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", _WORDS.values(), ids=list(_WORDS))
def test_a_word_of_any_script_is_said_in_a_sentence_of_any_language(
    frontends: Frontends, word: str, language: str
) -> None:
    with_it = said(frontends, f"1, {word}, 2", language)
    without = said(frontends, "1, , 2", language)
    assert len(with_it) >= len(without) + 3
    assert "(" not in with_it
    assert not _SPELLED.search(with_it)


@pytest.mark.parametrize(
    ("text", "language", "phonemes"),
    [
        ("Say नमस्ते to him.", "en-US", "nəmˈʌstA"),
        ("Call 안녕 now.", "en-US", "ənjʌŋ"),
        ("Привет is hello.", "en-US", "pɹjivjˈɛt"),
        ("Visit Straße today.", "en-US", "ʃtɹˈɑsə"),
        ("テレビでYouTubeを見る", "ja", "jɯːʨɨːbɯ"),
        ("NHKを見る", "ja", "enɯ"),
        ("iPhoneを買った", "ja", "aiɸoːɴ"),
        ("Di 你好 a todos.", "es", "nixau"),
    ],
)
def test_a_foreign_word_has_the_sounds_of_its_language_in_those_of_the_sentence(
    frontends: Frontends, text: str, language: str, phonemes: str
) -> None:
    assert re.sub("[ˈˌ]", "", phonemes) in re.sub("[ˈˌ]", "", said(frontends, text, language))


def test_words_around_a_foreign_one_stay_as_they_are(frontends: Frontends) -> None:
    words = frontends["en-US"]("Say வணக்கம் now.", ())
    assert [word.phonemes for word in words if word.phonemes][0::2] == ["sˈA", "nˈW"]
    assert ["Say வணக்கம் now."[word.start : word.end] for word in words][1] == "வணக்கம்"


def test_english_words_within_mandarin_stand_where_they_were(frontends: Frontends) -> None:
    parts = [("请打开", "zh"), ("kitchen light", "en-US"), ("的灯", "zh")]
    apart = " ".join(said(frontends, *part) for part in parts)
    assert said(frontends, "请打开kitchen light的灯", "zh") == " ".join(apart.split())
    assert said(frontends, "kitchen", "zh") == said(frontends, "kitchen", "en-US")
    for words in ("it's", "it’s", "wi-fi", "OK it's", "Zoom it’s", "a Wi-Fi", "Az aZ zA"):
        spoken = said(frontends, f"{words}了", "zh")
        assert spoken == f"{said(frontends, words, 'en-US')} {said(frontends, '了', 'zh')}"


@pytest.mark.parametrize(
    ("sounds", "language", "heard"),
    [
        ("ʁuʒ", "es", "ruʧ"),  # once ruɾ
        ("mʏnʧən", "en-US", "munʧən"),
        ("ɦuis", "pt-BR", "xuis"),
        ("çiɕ", "es", "xiʧ"),
        ("ɭaʟa", "ja", "ɾaɾa"),
        ("baχ", "it", "bak"),
    ],
)
def test_what_a_language_lacks_is_said_with_what_is_nearest_to_the_nearest(
    sounds: str, language: str, heard: str
) -> None:
    assert accented(sounds, language) == heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accent_has_only_sounds_of_its_language(language: str) -> None:
    every = "".join(chr(code) for code in range(0x250, 0x2B0)) + "abcdefhijklmnopqrstuvwxyzæðøœŋβθχ"
    once = accented(every, language)
    assert once
    assert accented(unicodedata.normalize("NFC", once), language) == once


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("TVを見て、iPhoneで電話します。", ["teɾebʲi", "o mʲite", "aiɸoːɴ", "de deɴβa ɕi masɨ"]),
        ("Müllerさんに会う。", ["saɴ ɲi"]),
        ("NguyễnとLEDライト", ["ɾaito"]),
    ],
)
def test_what_is_joined_to_a_foreign_word_stays_japanese(
    frontends: Frontends, text: str, parts: list[str]
) -> None:
    phonemes = said(frontends, text, "ja")
    assert [part for part in parts if part not in phonemes] == []


@pytest.mark.parametrize(("script", "words"), _SOUTHEAST)
def test_vowels_are_said_after_their_consonants(script: str, words: str) -> None:
    """Where they are written before them, Thai was heard as "swas-di, khob-khun, e-chiyng-aihm"."""
    pairs = list(zip(words.split()[::2], words.split()[1::2], strict=True))
    assert [(word, romanised(word, script)) for word, _ in pairs] == pairs


@pytest.mark.parametrize(("word", "script"), [("๑๒", "THAI"), ("שלום", "HEBREW")])
def test_what_is_read_elsewhere_has_no_latin_letters(word: str, script: str) -> None:
    assert romanised(word, script) == ""


@pytest.mark.long
def test_no_script_is_silent_that_can_be_read(frontends: Frontends) -> None:
    scripts: dict[str, str] = {}
    for char in map(chr, range(0x370, 0x30000)):
        script = script_of(char) if char.isalpha() else ""
        if script and len(scripts.get(script, "")) < 3:
            scripts[script] = scripts.get(script, "") + char
    without = len(said(frontends, "1, , 2", "en-US"))
    readable = {s: word for s, word in scripts.items() if re.search("[a-z]", anyascii(word), re.I)}
    spoken = {s: said(frontends, f"1, {word}, 2", "en-US") for s, word in readable.items()}
    assert len(spoken) > 150
    assert [s for s, words in spoken.items() if len(words) < without + 2 or "(" in words] == []
