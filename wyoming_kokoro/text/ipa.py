"""IPA and X-SAMPA to the phonemes that Kokoro was trained on."""

import re
import unicodedata
from collections.abc import Mapping

# X-SAMPA (J. C. Wells, 1995), longest signs first when read.
_XSAMPA: Mapping[str, str] = {
    "b_<": "ɓ", "d`": "ɖ", "d_<": "ɗ", "g_<": "ɠ", "h\\": "ɦ", "j\\": "ʝ", "l`": "ɭ", "l\\": "ɺ", "n`": "ɳ", "p\\": "ɸ", "r`": "ɽ",
    "r\\": "ɹ", "r\\`": "ɻ", "s`": "ʂ", "s\\": "ɕ", "t`": "ʈ", "v\\": "ʋ", "x\\": "ɧ", "z`": "ʐ", "z\\": "ʑ", "A": "ɑ", "B": "β",
    "B\\": "ʙ", "C": "ç", "D": "ð", "E": "ɛ", "F": "ɱ", "G": "ɣ", "G\\": "ɢ", "H": "ɥ", "H\\": "ʜ", "I": "ɪ", "I\\": "ᵻ", "J": "ɲ",
    "J\\": "ɟ", "K": "ɬ", "K\\": "ɮ", "L": "ʎ", "L\\": "ʟ", "M": "ɯ", "M\\": "ɰ", "N": "ŋ", "N\\": "ɴ", "O": "ɔ", "O\\": "ʘ", "P": "ʋ",
    "Q": "ɒ", "R": "ʁ", "R\\": "ʀ", "S": "ʃ", "T": "θ", "U": "ʊ", "U\\": "ʊ", "V": "ʌ", "W": "ʍ", "X": "χ", "X\\": "ħ", "Y": "ʏ",
    "Z": "ʒ", '"': "ˈ", "%": "ˌ", "'": "ʲ", ":": "ː", ":\\": "ˑ", "@": "ə", "@\\": "ɘ", "@`": "ɚ", "{": "æ", "}": "ʉ", "1": "ɨ",
    "2": "ø", "3": "ɜ", "3`": "ɝ", "3\\": "ɞ", "4": "ɾ", "5": "ɫ", "6": "ɐ", "7": "ɤ", "8": "ɵ", "9": "œ", "&": "ɶ", "?": "ʔ",
    "?\\": "ʕ", "<\\": "ʢ", ">\\": "ʡ", "_j": "ʲ", "_h": "ʰ", "_w": "ʷ", "_~": "\u0303", "~": "\u0303", "_=": "\u0329",
    "=": "\u0329", "_^": "\u032f", "_0": "\u0325", "_v": "\u032c", "_d": "\u032a", "_}": "\u031a", "_G": "ˠ", "_r": "\u031d",
    "_o": "\u031e", "_+": "\u031f", "_-": "\u0320", "`": "˞", "-\\": "\u0361", "-": "", ".": ".", "|": "", "||": "", "!": "", "^": "",
}  # fmt: skip
_XSAMPA_SIGN = re.compile("|".join(map(re.escape, sorted(_XSAMPA, key=len, reverse=True))))

_TIES = re.compile("[\u0361\u035c^]")
_TIED: Mapping[str, str] = {"t\u0361s": "ʦ", "d\u0361z": "ʣ"}
_SYLLABIC = re.compile("(.)\u0329")
_EVERYWHERE = (
    ("tʃ", "ʧ"), ("dʒ", "ʤ"), ("tɕ", "ʨ"), ("dʑ", "ʥ"), ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q"),
    ("g", "ɡ"), ("'", "ˈ"), ("ʀ", "ʁ"), ("ɫ", "l"), ("ʍ", "w"), (".", ""), ("ˑ", ""), ("c\u0327", "ç"),
)  # fmt: skip
_ENGLISH = (
    ("əl", "ᵊl"), ("r", "ɹ"), ("ɚ", "əɹ"), ("ɝ", "ɜɹ"), ("˞", "ɹ"), ("e", "ɛ"), ("o", "ɔ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"),
    ("ɬ", "l"), ("\u0303", ""), ("ʲ", ""), ("ʔ", "t"),
)  # fmt: skip
_AMERICAN = (
    ("Q", "O"),
    ("ɜːɹ", "ɜɹ"),
    ("ɜː", "ɜɹ"),
    ("ɪə", "iə"),
    ("ɾ", "T"),
    ("ɒ", "ɑ"),
    ("ː", ""),
)
_BRITISH = (("O", "Q"), ("ɛə", "ɛː"), ("iə", "ɪə"), ("ɾ", "t"))


def xsampa_to_ipa(text: str) -> str:
    """IPA of X-SAMPA; signs that are the same in both stay."""
    return _XSAMPA_SIGN.sub(lambda match: _XSAMPA[match.group()], text)


def ipa_to_kokoro(ipa: str, language: str) -> str:
    """Kokoro's phonemes for broad IPA, with stress marks, in a language (canonical tag).

    Diphthongs and affricates become one sign, as misaki writes them, and for English the vowels and
    the r are those that it uses.
    """
    text = unicodedata.normalize("NFD", ipa)
    for tied, phoneme in _TIED.items():
        text = text.replace(tied, phoneme)
    text = _TIES.sub("", text).replace("\u032f", "")
    text = _SYLLABIC.sub(r"ᵊ\1", text)
    rules: tuple[tuple[str, str], ...] = _EVERYWHERE
    if language.startswith("en"):
        rules += _ENGLISH + (_BRITISH if language == "en-GB" else _AMERICAN)
    for written, phoneme in rules:
        text = text.replace(written, phoneme)
    return text
