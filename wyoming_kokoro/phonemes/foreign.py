"""Words in scripts that are not those of the sentence's language: said by the front end of their
own, with the sentence's accent.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from ..text.languages import PROFILES, lacking
from .accent import accented, with_vowels
from .letters import LETTERS, as_word
from .override import Override
from .southeast import romanised

# espeak's voice of each script, by the first word of its letters' Unicode names. Scripts that are
# not here, and those that espeak reads letter by letter (Thai, Burmese, Cherokee), are romanised: four
# of them by rules of our own, because anyascii leaves their vowels where they are written.
_VOICES: Mapping[str, str] = {
    "DEVANAGARI": "hi", "BENGALI": "bn", "GURMUKHI": "pa", "GUJARATI": "gu", "ORIYA": "or", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "SINHALA": "si", "GEORGIAN": "ka", "ARMENIAN": "hy", "HEBREW": "he", "ARABIC": "ar", "GREEK": "el", "CYRILLIC": "ru",
    "ETHIOPIC": "am", "HANGUL": "ko",
}  # fmt: skip
_VOWELLESS = frozenset(("ar", "fa", "ur", "he"))
_TELLING = (
    ("CYRILLIC", re.compile("[іїєґ]", re.IGNORECASE), "uk"),
    ("CYRILLIC", re.compile("[ђћљњџј]", re.IGNORECASE), "sr"),
    ("ARABIC", re.compile("[ٹڈڑںےھ]"), "ur"),
    ("ARABIC", re.compile("[پچژگکی]"), "fa"),
)
"""Letters that only one language of a script has."""
_JAPANESE = frozenset(("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"))
_HOME: Mapping[str, frozenset[str]] = {
    "hi": frozenset(("LATIN", "DEVANAGARI")),
    "ja": frozenset(("CJK", *_JAPANESE)),
    "zh": frozenset(("LATIN", "CJK")),
}
_LATIN = frozenset(("LATIN",))
_LATIN_NAMES = (
    (re.compile("ß", re.IGNORECASE), "de"),
    (re.compile("ñ", re.IGNORECASE), "es"),
    (re.compile("[ãõ]", re.IGNORECASE), "pt-br"),
    (re.compile("[ğışĞİŞ]"), "tr"),  # in any case, ı would be every i
    (re.compile("[őű]", re.IGNORECASE), "hu"),
    (re.compile("[ąęśźżłńć]", re.IGNORECASE), "pl"),
    (re.compile("[řěůčšž]", re.IGNORECASE), "cs"),
    (re.compile("[åø]", re.IGNORECASE), "sv"),
    (re.compile("[đơưă\u1ea0-\u1ef9]", re.IGNORECASE), "vi"),
    (re.compile("[çœêèâîûùë]", re.IGNORECASE), "fr-fr"),
    (re.compile("[ìòà]$", re.IGNORECASE), "it"),
    (re.compile("[äöü]", re.IGNORECASE), "de"),
)
"""Letters that tell the language of a Latin word which the English dictionaries lack, the surest
first.
"""
_NOT_HOME = re.compile(
    "[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefe\uff66-\uffdc\U00010000-\U0003ffff]"
)
_JOINERS = frozenset("\u200c\u200d’'·־")
_LONGEST = 80
_LAST_KNOWN = "\u017f"
"""The last Latin letter that espeak does not call by its code point."""


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """The script of a letter by the first word of its Unicode name, an empty string for what is no
    letter.
    """
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "").replace("FULLWIDTH ", "").replace("HALFWIDTH ", "")
    return name.partition(" ")[0]


def _words(text: str, home: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where words in scripts other than `home` begin and end, and their script."""
    place = 0
    while place < len(text):
        script = script_of(text[place])
        if not script or script in home:
            place += 1
            continue
        start = place
        kin = _JAPANESE | {"CJK"} if script in _JAPANESE or script == "CJK" else {script}
        kana = False
        while place < len(text) and place - start < _LONGEST and _goes_on(text[place], kin):
            kana = kana or script_of(text[place]) in _JAPANESE
            place += 1
        yield start, place, "HIRAGANA" if kana else script


def _goes_on(char: str, scripts: frozenset[str] | set[str]) -> bool:
    script = script_of(char)
    return (
        script in scripts
        if script
        else unicodedata.category(char).startswith("M") or char in _JOINERS
    )


class ForeignWords:
    """Finds words of other scripts in a sentence and says them.

    `espeak` gives the phonemes of a text by one of espeak's voices, `speak` those by the front end
    of a canonical tag.
    """

    def __init__(self, espeak: Callable[[str, str], str], speak: Callable[[str, str], str]) -> None:
        self._espeak = espeak
        self._speak = speak
        self._say = lru_cache(maxsize=4096)(self._said)

    def overrides(
        self,
        text: str,
        language: str,
        given: Sequence[Override],
        known: Callable[[str], bool] | None = None,
    ) -> list[Override]:
        """`given` and the phonemes of foreign words, in order; words that are given already are
        left alone.

        `known` tells whether a Latin word is one of the language's own dictionary; without it only
        those are foreign whose letters espeak would call by their code points.
        """
        found = [*given]
        home = _HOME.get(language, _LATIN)
        if "LATIN" not in home or _NOT_HOME.search(text):
            for start, end, script in _words(text, home):
                found.append(Override(start, end, self._say(text[start:end], script, language)))
        if language == "ja":
            for match in _HAN.finditer(text):
                if not _is_japanese(match.group()):
                    found.append(Override(*match.span(), self._say(match.group(), "CJK", language)))
        if not text.isascii():
            found += self._names(text, language, known)
        if len(found) == len(given):
            return found
        taken = [(override.start, override.end) for override in given]
        new = []
        for override in found[len(given) :]:
            if override.phonemes and all(
                override.end <= start or override.start >= end for start, end in taken
            ):
                new.append(override)
                taken.append((override.start, override.end))
        return sorted([*given, *new], key=lambda override: override.start)

    def _names(
        self, text: str, language: str, known: Callable[[str], bool] | None
    ) -> Iterator[Override]:
        for match in _LATIN_WORD.finditer(text):
            word = match.group()
            if word.isascii() or script_of(word[0]) != "LATIN" or known is not None and known(word):
                continue
            voice = _voice_of(word) if known is not None else ""
            if voice:
                yield Override(*match.span(), self._say(word, voice, language))
            elif max(word) > _LAST_KNOWN:
                yield Override(*match.span(), self._say(word, "ROMANISED", language))

    def _said(self, word: str, script: str, language: str) -> str:
        if script == "LATIN":
            return self._latin(word, language)
        if script in _JAPANESE and not lacking(PROFILES["ja"]):
            return accented(self._speak(word, "ja").replace("β", "w"), language)
        if script == "CJK" and not lacking(PROFILES["zh"]):
            return accented(self._speak(word, "zh").replace("x", "h"), language)
        voice = script if script.islower() else _voice(word, script)
        phonemes = self._espeak(word, voice) if voice else ""
        if voice in _VOWELLESS:
            phonemes = with_vowels(phonemes)
        return accented(phonemes, language) or self._romanised(word, language)

    def _romanised(self, word: str, language: str) -> str:
        latin = romanised(word, script_of(word[0]))
        if latin:
            return accented(self._espeak(latin, "es"), language)
        from anyascii import anyascii

        latin = re.sub("[^A-Za-z]", "", anyascii(word)).lower()
        if not latin:
            return ""
        vowels = sum(letter in "aeiouy" for letter in latin)
        return accented(
            self._espeak(latin if vowels * 4 >= len(latin) else with_vowels(latin), "es"), language
        )

    def _latin(self, word: str, language: str) -> str:
        """A Latin word in a sentence of a language with another script: letters by their names,
        words in English.
        """
        known = as_word(word)
        if known is not None:
            return self._speak(known, language)
        plain = unicodedata.normalize("NFKC", word)
        if plain.isupper() and len(plain) <= 5 or len(plain) == 1:
            return self._speak(
                "・".join(LETTERS.get(letter, "") for letter in plain.upper()), language
            )
        return accented(self._speak(plain, "en-US"), language)


_HAN = re.compile("[\u4e00-\u9fff]{1,40}")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]{2,40}")


def _is_japanese(word: str) -> bool:
    """Whether all characters are those of Japanese, as its old coded character set has them."""
    try:
        word.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def _voice(word: str, script: str) -> str:
    for telling, letters, voice in _TELLING:
        if telling == script and letters.search(word):
            return voice
    return _VOICES.get(script, "")


def _voice_of(word: str) -> str:
    return next((voice for letters, voice in _LATIN_NAMES if letters.search(word)), "")
