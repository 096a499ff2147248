"""The phonemes of one language said with those of another, as a speaker of that one would."""

import re
import unicodedata
from collections.abc import Mapping

_VOWELS = frozenset("aeiouɑɒæɐəɛɜɤɨɪɔøœʊʌʏyɯAIOQWYᵊᵻ")
_INVENTORY: Mapping[str, str] = {
    "en-US": "iɪɛæɑɔʊuʌəɜAIWYOᵊᵻpbtdkɡfvθðszʃʒhmnŋlɹjwʧʤˈˌ",
    "en-GB": "iɪɛæɑɒɔʊuʌəɜaAIWYQᵊpbtdkɡfvθðszʃʒhmnŋlɹjwʧʤˈˌː",
    "es": "aeioupbtdkɡfθsxmnɲŋlʎrɾjwʧˈˌ",
    "fr": "aeiouyøœəɛɔɑpbtdkɡfvszʃʒmnɲŋlʁjwɥˈˌ\u0303",
    "hi": "aeiouəɛɔɪʊʌpbtdkɡfszʃhmnɳŋlɾɽrjʋʈɖʧʤˈˌːʰ\u0303",
    "it": "aeɛioɔupbtdkɡfvszʃmnɲŋlʎrjwʦʣʧʤˈˌː",
    "pt-BR": "aeɛioɔuæɐɪʊpbtdkɡfvszʃʒmnɲŋlʎɾxjwʧʤˈˌ\u0303",
    "ja": "aeioɯkɡszʦʨʥɕtdnɲhçɸbpmjɾβɴʔː",
    "zh": "aeiouyəɛɤɨpbtdkɡfsxʂʐʨɕmnŋljwʦʧʰˈˌ",
}
_NEAREST: Mapping[str, tuple[str, ...]] = {
    # vowels
    "a": ("ɑ",), "ɑ": ("a",), "æ": ("a",), "ɐ": ("ə", "a"), "ɒ": ("ɔ", "a"), "e": ("ɛ",), "ɛ": ("e",), "ə": ("ɐ", "e"), "ɜ": ("œ",), "ɘ": ("ə",),
    "ɵ": ("ʊ",), "ɤ": ("ʌ", "ə", "o"), "ɨ": ("ɪ",), "ɪ": ("i",), "o": ("O",), "ɔ": ("o",), "ø": ("ɜ",), "œ": ("ø", "e"), "ɶ": ("œ",),
    "ʊ": ("u",), "u": ("ɯ",), "ʌ": ("ɐ",), "y": ("u",), "ʏ": ("y",), "ɯ": ("u",), "ʉ": ("u",), "ɝ": ("ɜɹ", "eɾ", "er"), "ɚ": ("əɹ", "eɾ", "er"),
    "A": ("ei",), "I": ("ai",), "W": ("au", "aɯ"), "Y": ("oi",), "O": ("Q",), "Q": ("O", "oː", "ou"), "ᵊ": ("ə", "e"), "ᵻ": ("ɪ",),
    "\u0303": ("n",),
    # consonants
    "ʈ": ("t",), "ɖ": ("d",), "ɟ": ("ʤ", "ʥ", "ɡ"), "c": ("ʧ", "ʨ", "k"), "ɢ": ("ɡ",), "q": ("k",), "ɓ": ("b",), "ɗ": ("d",), "ɠ": ("ɡ",),
    "ɸ": ("f",), "f": ("ɸ",), "β": ("v", "b"), "v": ("β", "ʋ"), "ʋ": ("v", "w"), "θ": ("s",), "ð": ("d",), "z": ("s",), "ʂ": ("ʃ",), "ʐ": ("ʒ",),
    "ʃ": ("ʂ", "ɕ", "ʧ"), "ʒ": ("ʤ", "ʐ"), "ɕ": ("ʃ",), "ʑ": ("ʒ",), "ç": ("h", "ʃ"), "ʝ": ("j",), "x": ("h", "k"), "ɣ": ("ɡ",), "χ": ("x", "ʁ"),
    "ʁ": ("r", "ɾ", "x"), "ħ": ("h",), "h": ("x", ""), "ɦ": ("h",), "ʜ": ("h",), "ʍ": ("w",), "ɱ": ("m",), "ɳ": ("n",), "ɲ": ("nj",),
    "ɴ": ("n",), "ŋ": ("ɴ",), "r": ("ɾ",), "ɾ": ("ɹ",), "ɹ": ("ɾ", "r", "ʁ", "l"), "ɽ": ("ɾ",), "ɻ": ("ɹ",), "ʀ": ("ʁ",), "l": ("ɾ",),
    "ɫ": ("l",), "ɬ": ("l",), "ɮ": ("l",), "ɭ": ("l",), "ʎ": ("lj", "ɾj"), "ʟ": ("l",), "ɥ": ("j",), "w": ("ʋ",), "ɰ": ("w", ""),
    "ʧ": ("ʨ", "tʃ"), "ʤ": ("ʥ", "dʒ", "ʧ"), "ʨ": ("ʧ",), "ʥ": ("ʤ", "ʒ"), "ʦ": ("ts",), "ʣ": ("dz", "z"), "T": ("d",), "ʲ": ("j",),
    "S": ("sː", "s"),
}  # fmt: skip
_DOUBLED = re.compile(r"([bdfhklmnpstvwzɡŋɹʃʒʤʧ])\1+")
_FIRST = (
    ("g", "ɡ"),
    ("ɲɲ", "nɲ"),
    ("ɲi", "ni"),
    ("ɐ\u0303ʊ\u0303", "aʊn"),
    ("ɐ\u0303W\u0303", "aʊn"),
)
_JAPANESE_FIRST = (("ə", "a"), ("ᵊn", "ɴ"), ("ᵊl", "ɯl"), ("ʣ", "z"))
_BEFORE_I = {"s": "ɕ", "z": "ʥ"}
_CLOSED = {"t": "to", "d": "do", "ʨ": "ʨi", "ʥ": "ʥi", "n": "ɴ"}
_KEPT_APART = frozenset(" .,;:!?")


def accented(phonemes: str, language: str) -> str:
    """`phonemes` of any language with those of `language` (a canonical tag): the nearest ones that
    it has.

    What is no phoneme is left out, so the result holds nothing that `language` does not say.
    """
    inventory = _INVENTORY.get(language, "")
    text = unicodedata.normalize("NFD", phonemes).replace("c\u0327", "ç")
    for written, sound in _FIRST + (_JAPANESE_FIRST if language == "ja" else ()):
        text = text.replace(written, sound)
    said = "".join(_nearest(sign, inventory, frozenset()) or "" for sign in text)
    if language == "ja":
        return _syllables(said)
    return _english(said) if language.startswith("en") else said


def _nearest(sign: str, inventory: str, tried: frozenset[str]) -> str | None:
    """What `sign` becomes, an empty string for silence, `None` if nothing is near."""
    if sign in inventory or sign in _KEPT_APART:
        return sign
    others = _NEAREST.get(sign, ())
    for other in others:
        if all(part in inventory for part in other):
            return other
    for other in others:
        if other not in tried:
            found = _nearest(other, inventory, tried | {sign})
            if found is not None:
                return found
    return None


def _english(said: str) -> str:
    """English has diphthongs for an open *e* at the end of a word, and no long consonants."""
    return re.sub("ɛ(?=$| )", "A", _DOUBLED.sub(r"\1", said))


def _syllables(said: str) -> str:
    """Open syllables, as Japanese has them: a vowel after every consonant but ɴ."""
    out = ""
    for index, sign in enumerate(said):
        following = said[index + 1 : index + 2]
        if sign in _VOWELS or sign in "ɴːʔj" or sign in _KEPT_APART:
            out += sign
        elif following not in _VOWELS and following != "j":
            out += _CLOSED.get(sign, sign + "ɯ")
        else:
            out += _BEFORE_I.get(sign, sign) if following == "i" else sign
    return out


def with_vowels(phonemes: str) -> str:
    """Consonants that a script without vowels leaves alone, with an *a* between them: ``mrħbaː`` is
    said ``marħabaː``.
    """
    out = ""
    for index, sign in enumerate(phonemes):
        out += sign
        following = phonemes[index + 1 : index + 2]
        if (
            _is_consonant(sign)
            and _is_consonant(following)
            and not (len(out) > 1 and out[-2] in _VOWELS | {"ː"})
        ):
            out += "a"
    if phonemes and not any(sign in _VOWELS for sign in out):
        out += "a"
    return out


def _is_consonant(sign: str) -> bool:
    return sign.isalpha() and sign not in _VOWELS and sign not in "ːʲʰʷˤ"
