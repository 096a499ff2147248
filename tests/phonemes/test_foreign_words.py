"""Which words of a sentence are foreign, and by whom they are said."""

import pytest

from wyoming_kokoro.phonemes.foreign import ForeignWords, script_of
from wyoming_kokoro.phonemes.override import Override

# The voice of espeak, and words that it says: one of each script, one for each telling letter.
_VOICES = {
    "hi": "नमस्ते", "bn": "বাংলা", "pa": "ਪੰਜਾਬੀ", "gu": "ગુજરાતી", "or": "ଓଡ଼ିଆ", "ta": "வணக்கம்", "te": "నమస్తే", "kn": "ನಮಸ್ಕಾರ",
    "ml": "നമസ്കാരം", "si": "සිංහල", "ka": "გამარჯობა", "hy": "բարեւ", "he": "שלום", "ar": "مرحبا", "el": "Καλημέρα ἀθῆναι",
    "ru": "Привет ёж", "am": "ሰላም", "ko": "안녕하세요", "uk": "їв єв ґв ів ЇВ", "sr": "ђв ћв љв њв џв јв ЂВ", "ur": "ٹا ڈا ڑا اں اے ھا",
    "fa": "پا چا ژا گا کا ای",
}  # fmt: skip
_LATIN = {
    "de": "straße STRAẞE bär schön müde Ärger", "es": "niño NIÑO", "pt-br": "São põe coração", "tr": "dağ ışık kapı şeker İzmir Işık DAĞ Şişli Çeşme gülşen",
    "hu": "győr űr ŐR Győző", "pl": "są wię śr źle żyć łódź koń być żona mały", "cs": "ří ně dům čas švec žena Škoda", "sv": "Åse små børn smörgåsbord",
    "vi": "đi cơm tư tăm Nguyễn trưởng", "fr-fr": "ça œuf fête très vâ Où fîn sûr noël Citroën", "it": "così però città",
}  # fmt: skip


def foreign(text: str, language: str, *, english: bool = False) -> list[tuple[str, str, str]]:
    """The foreign words of a text, with what said them and what that was asked to say."""
    asked: list[tuple[str, str]] = []

    def say(by: str, said: str) -> str:
        asked.append((by, said))
        return "pa"

    words = ForeignWords(lambda said, voice: say(voice, said), lambda said, tag: say(tag, said))
    found = words.overrides(text, language, (), (lambda word: False) if english else None)
    assert [override.start for override in found] == sorted(o.start for o in found)
    return [(text[o.start : o.end], *told) for o, told in zip(found, asked, strict=True)]


@pytest.mark.parametrize("voice", _VOICES)
def test_a_word_is_said_by_the_voice_of_its_script_and_letters(voice: str) -> None:
    for word in _VOICES[voice].split():
        assert foreign(f"say {word} now", "en-US") == [(word, voice, word)]


@pytest.mark.parametrize("voice", _LATIN)
def test_an_accented_word_that_english_lacks_is_said_in_its_own_language(voice: str) -> None:
    """In any case, a Turkish ı was every i: “cliché” and “México” were read in Turkish."""
    for word in _LATIN[voice].split():
        for form in (word, word.upper()):
            if not form.isascii():
                assert foreign(f"say {form} now", "en-US", english=True) == [(form, voice, form)]


@pytest.mark.parametrize(
    "word", ["cliché", "fiancé", "México", "naive", "José", "à-propos", "vòlta", "×ñu"]
)
def test_an_accent_that_many_languages_have_leaves_a_word_english(word: str) -> None:
    assert foreign(f"say {word} now", "en-US", english=True) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("It's 5 °C, OK? Straße", "fr", []),
        ("Straße", "en-US", []),  # no English dictionary was asked
        ("नमस्ते, hello Straße", "hi", []),
        ("привет नमस्ते", "hi", [("привет", "ru", "привет")]),
        ("你好 hello", "zh", []),
        ("你好 привет", "zh", [("привет", "ru", "привет")]),
        ("こんにちは 世界 カタカナ ー", "ja", []),
        ("こんにちは привет", "ja", [("привет", "ru", "привет")]),
        # Chinese and Japanese
        ("say 你好 now", "en-US", [("你好", "zh", "你好")]),
        ("say ごはん now", "en-US", [("ごはん", "ja", "ごはん")]),
        ("say テレビ now", "en-US", [("テレビ", "ja", "テレビ")]),
        ("say ラーメン屋 now", "en-US", [("ラーメン屋", "ja", "ラーメン屋")]),
        ("say 食べる now", "es", [("食べる", "ja", "食べる")]),
        ("它说ごはん吗", "zh", [("ごはん吗", "ja", "ごはん吗")]),
        ("这は", "ja", [("这", "zh", "这")]),
        ("約束は", "ja", []),
        # Latin letters where they are foreign
        ("TV", "ja", [("TV", "ja", "テレビ")]),
        ("TVを", "ja", [("TV", "ja", "テレビ")]),
        ("ＴＶを", "ja", [("ＴＶ", "ja", "ティー・ブイ")]),
        ("gmailを", "ja", [("gmail", "ja", "ジーメール")]),
        ("LEDを", "ja", [("LED", "ja", "エル・イー・ディー")]),
        ("ABCDEを", "ja", [("ABCDE", "ja", "エー・ビー・シー・ディー・イー")]),
        ("FGHIJを", "ja", [("FGHIJ", "ja", "エフ・ジー・エイチ・アイ・ジェー")]),
        ("KLMNOを", "ja", [("KLMNO", "ja", "ケー・エル・エム・エヌ・オー")]),
        ("PQRSTを", "ja", [("PQRST", "ja", "ピー・キュー・アール・エス・ティー")]),
        ("UVWXYを", "ja", [("UVWXY", "ja", "ユー・ブイ・ダブリュー・エックス・ワイ")]),
        ("ZÉを", "ja", [("ZÉ", "ja", "ゼット・")]),
        ("ABCDEFを", "ja", [("ABCDEF", "en-US", "ABCDEF")]),
        ("KITCHENを", "ja", [("KITCHEN", "en-US", "KITCHEN")]),
        ("xを", "ja", [("x", "ja", "エックス")]),
        ("kitchenを", "ja", [("kitchen", "en-US", "kitchen")]),
        # What belongs to a word
        ("п'ять п’ять", "en-US", [("п'ять", "ru", "п'ять"), ("п’ять", "ru", "п’ять")]),
        ("בית־ספר", "en-US", [("בית־ספר", "he", "בית־ספר")]),
        ("می\u200cخواهم", "en-US", [("می\u200cخواهم", "fa", "می\u200cخواهم")]),
        ("ශ්\u200dරී", "en-US", [("ශ්\u200dරී", "si", "ශ්\u200dරී")]),
        ("约翰·史密斯", "en-US", [("约翰·史密斯", "zh", "约翰·史密斯")]),
        ("он, она", "en-US", [("он", "ru", "он"), ("она", "ru", "она")]),
        ("приветαβγ", "en-US", [("привет", "ru", "привет"), ("αβγ", "el", "αβγ")]),
        ("я" * 100, "en-US", [("я" * 80, "ru", "я" * 80), ("я" * 20, "ru", "я" * 20)]),
        # Scripts that espeak would spell, or has not
        ("สวัสดี", "en-US", [("สวัสดี", "es", "sauatdi")]),
        ("ᎣᏏᏲ", "en-US", [("ᎣᏏᏲ", "es", "osiyo")]),
        ("ܫܠܡ", "en-US", [("ܫܠܡ", "es", "sahlam")]),
        ("ſn ƀn Nguyễn", "fr", [("ƀn", "es", "ban"), ("Nguyễn", "es", "nguyen")]),
        ("Müller Łódź ŕ", "fr", []),
        ("ᎣᏏ’Ᏺ", "en-US", [("ᎣᏏ’Ᏺ", "es", "osiyo")]),
        # one vowel in four letters is enough
        *((f"ƀnt{vowel}", "fr", [(f"ƀnt{vowel}", "es", f"bnt{vowel}")]) for vowel in "aeiouy"),
        ("ƀntra", "fr", [("ƀntra", "es", "bantara")]),
    ],
)  # fmt: skip
def test_foreign_words_of_a_sentence(
    text: str, language: str, found: list[tuple[str, str, str]]
) -> None:
    assert foreign(text, language) == found


def test_words_of_known_sound_are_left_alone() -> None:
    words = ForeignWords(lambda *_: "pa", lambda *_: "pa")
    text = "нет да он, я"
    given = [Override(4, 6, "dˈA")]
    assert words.overrides(text, "en-US", given) == [
        Override(0, 3, "pɑ"), given[0], Override(7, 9, "pɑ"), Override(11, 12, "pɑ"),
    ]  # fmt: skip
    assert words.overrides("plain", "en-US", given) == given
    assert words.overrides("niño", "en-US", (), lambda word: word == "niño") == []


def test_a_foreign_word_beside_one_of_known_sound_is_said() -> None:
    words = ForeignWords(lambda *_: "pa", lambda *_: "pa")
    given = [Override(3, 5, "dˈA")]
    assert words.overrides("нетdaда", "en-US", given) == [
        Override(0, 3, "pɑ"), given[0], Override(5, 7, "pɑ"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "said"),
    [("مرحبا", "kɑtb"), ("کتب", "kɑtb"), ("ٹا", "kɑtb"), ("שלום", "kɑtb"), ("привет", "ktb")],
)
def test_a_script_without_vowels_gets_some(word: str, said: str) -> None:
    (found,) = ForeignWords(lambda *_: "ktb", lambda *_: "").overrides(word, "en-US", ())
    assert found.phonemes == said


@pytest.mark.parametrize(
    ("word", "language", "said"),
    [("わ", "en-US", "wɑh"), ("わ", "fr", "wak"), ("你", "en-US", "vɑh"), ("你", "fr", "va")],
)
def test_sounds_of_japanese_and_mandarin_are_as_they_are_known_abroad(
    word: str, language: str, said: str
) -> None:
    (found,) = ForeignWords(lambda *_: "", lambda *_: "βax").overrides(word, language, ())
    assert found.phonemes == said


def test_a_word_is_said_once() -> None:
    words = ForeignWords(lambda *_: "pa", lambda *_: "pa")
    assert words.overrides("Nguyễnを", "ja", ()) == [Override(0, 6, "pa")]


@pytest.mark.parametrize("char", "ͱἀⲁ豈ﬓﬠﹰｱ𐌰")
def test_a_rare_letter_is_noticed(char: str) -> None:
    assert foreign(f"say {char} now", "en-US")


def test_what_has_no_sound_is_not_given_one() -> None:
    assert ForeignWords(lambda *_: "", lambda *_: "").overrides("нет", "en-US", ()) == []
    spanish = ForeignWords(lambda _, voice: "pa" * (voice == "es"), lambda *_: "")
    assert spanish.overrides("ا", "en-US", ()) == []  # which has no Latin letters, either


@pytest.mark.parametrize(
    ("char", "script"),
    [("a", "LATIN"), ("Ａ", "LATIN"), ("ｱ", "KATAKANA"), ("ー", "KATAKANA-HIRAGANA"), ("я", "CYRILLIC"), ("5", ""), (".", "")],
)  # fmt: skip
def test_a_letter_has_a_script(char: str, script: str) -> None:
    assert script_of(char) == script
