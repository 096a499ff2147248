"""X-SAMPA and IPA to Kokoro's phonemes."""

import pytest

from wyoming_kokoro.text.ipa import ipa_to_kokoro, xsampa_to_ipa

# J. C. Wells, Computer-coding the IPA (1995): sign and symbol by turns.
_XSAMPA = r"""
    b_< ɓ d` ɖ d_< ɗ g_< ɠ h\ ɦ j\ ʝ l` ɭ l\ ɺ n` ɳ p\ ɸ r` ɽ r\ ɹ r\` ɻ s` ʂ s\ ɕ t` ʈ v\ ʋ x\ ɧ z` ʐ z\ ʑ A ɑ B β B\ ʙ C ç D ð E ɛ F ɱ
    G ɣ G\ ɢ H ɥ H\ ʜ I ɪ I\ ᵻ J ɲ J\ ɟ K ɬ K\ ɮ L ʎ L\ ʟ M ɯ M\ ɰ N ŋ N\ ɴ O ɔ O\ ʘ P ʋ Q ɒ R ʁ R\ ʀ S ʃ T θ U ʊ U\ ʊ V ʌ W ʍ X χ
    X\ ħ Y ʏ Z ʒ " ˈ % ˌ ' ʲ : ː :\ ˑ @ ə @\ ɘ @` ɚ { æ } ʉ 1 ɨ 2 ø 3 ɜ 3` ɝ 3\ ɞ 4 ɾ 5 ɫ 6 ɐ 7 ɤ 8 ɵ 9 œ & ɶ ? ʔ ?\ ʕ <\ ʢ >\ ʡ
    _j ʲ _h ʰ _w ʷ _G ˠ ` ˞ . .
""".split()
_MARKS = {
    "_~": 0x303, "~": 0x303, "_=": 0x329, "=": 0x329, "_^": 0x32F, "_0": 0x325, "_v": 0x32C, "_d": 0x32A, "_}": 0x31A, "_r": 0x31D,
    "_o": 0x31E, "_+": 0x31F, "_-": 0x320, "-\\": 0x361,
}  # fmt: skip


@pytest.mark.parametrize(("sign", "symbol"), zip(_XSAMPA[::2], _XSAMPA[1::2], strict=True))
def test_a_sign_of_xsampa_is_a_symbol(sign: str, symbol: str) -> None:
    assert xsampa_to_ipa(f"b{sign}b") == f"b{symbol}b"


@pytest.mark.parametrize("sign", _MARKS)
def test_a_mark_of_xsampa_stands_on_the_symbol_before_it(sign: str) -> None:
    assert xsampa_to_ipa(f"e{sign}") == "e" + chr(_MARKS[sign])


@pytest.mark.parametrize("sign", ["-", "|", "||", "!", "^"])
def test_what_is_no_sound_is_left_out(sign: str) -> None:
    assert xsampa_to_ipa(f"a{sign}b") == "ab"


def test_letters_are_the_same_in_both() -> None:
    assert xsampa_to_ipa("abdefhijklmnoprstuvwxyz") == "abdefhijklmnoprstuvwxyz"


@pytest.mark.parametrize(
    ("ipa", "american", "british", "spanish"),
    [
        # everywhere
        ("tʃ", "ʧ", "ʧ", "ʧ"), ("dʒ", "ʤ", "ʤ", "ʤ"), ("tɕ", "ʨ", "ʨ", "ʨ"), ("dʑ", "ʥ", "ʥ", "ʥ"), ("ts", "ts", "ts", "ts"),
        ("t\u0361s", "ʦ", "ʦ", "ʦ"), ("d\u0361z", "ʣ", "ʣ", "ʣ"), ("t\u0361ʃ", "ʧ", "ʧ", "ʧ"), ("d\u035cʒ", "ʤ", "ʤ", "ʤ"), ("t^ʃ", "ʧ", "ʧ", "ʧ"),
        ("eɪ", "A", "A", "A"), ("aɪ", "I", "I", "I"), ("aɪ\u032f", "I", "I", "I"), ("aʊ", "W", "W", "W"), ("ɔɪ", "Y", "Y", "Y"),
        ("oʊ", "O", "Q", "O"), ("əʊ", "O", "Q", "Q"), ("g", "ɡ", "ɡ", "ɡ"), ("'a", "ˈa", "ˈa", "ˈa"), ("ʀ", "ʁ", "ʁ", "ʁ"), ("ɫ", "l", "l", "l"),
        ("ʍ", "w", "w", "w"), ("a.b", "ab", "ab", "ab"), ("aˑ", "a", "a", "a"), ("ç", "k", "k", "ç"), ("ˈaˌb", "ˈaˌb", "ˈaˌb", "ˈaˌb"),
        ("n\u0329", "ᵊn", "ᵊn", "ᵊn"), ("l\u0329", "ᵊl", "ᵊl", "ᵊl"),
        # English
        ("əl", "ᵊl", "ᵊl", "əl"), ("r", "ɹ", "ɹ", "r"), ("ɚ", "əɹ", "əɹ", "ɚ"), ("ɝ", "ɜɹ", "ɜɹ", "ɝ"), ("ə˞", "əɹ", "əɹ", "ə˞"),
        ("e", "ɛ", "ɛ", "e"), ("o", "ɔ", "ɔ", "o"), ("x", "k", "k", "x"), ("ɐ", "ə", "ə", "ɐ"), ("ɬ", "l", "l", "ɬ"), ("ã", "a", "a", "a\u0303"),
        ("tʲ", "t", "t", "tʲ"), ("ʔ", "t", "t", "ʔ"),
        # American and British
        ("ɜː", "ɜɹ", "ɜː", "ɜː"), ("ɜːɹ", "ɜɹ", "ɜːɹ", "ɜːɹ"), ("ɪə", "iə", "ɪə", "ɪə"), ("ɾ", "T", "t", "ɾ"), ("ɒ", "ɑ", "ɒ", "ɒ"), ("iː", "i", "iː", "iː"),
        ("ɛə", "ɛə", "ɛː", "ɛə"), ("iə", "iə", "ɪə", "iə"),
    ],
)  # fmt: skip
def test_a_symbol_is_a_phoneme_of_the_language(
    ipa: str, american: str, british: str, spanish: str
) -> None:
    spoken = [ipa_to_kokoro(ipa, language) for language in ("en-US", "en-GB", "es")]
    assert spoken == [american, british, spanish]
