"""Language tags, and which language a text is in."""

import re
from collections.abc import Iterable, Mapping

from ..errors import RequestError
from .characters import is_kana, is_unspaced
from .languages import PROFILES, Profile, lacking

LANGUAGES = tuple(PROFILES)
"""The languages of Kokoro v1.0 as BCP-47 tags, canonically written."""
LANGUAGE_OF_LETTER: Mapping[str, str] = {profile.letter: tag for tag, profile in PROFILES.items()}
"""What Kokoro's `lang_code` letters stand for."""
_OF_CODE = {code: profile for profile in PROFILES.values() for code in profile.codes}
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
_LONGEST_TAG = 64


def canonical_language(tag: str) -> str:
    """The tag of `LANGUAGES` for a BCP-47 tag in any case, with hyphens or underscores, or a Kokoro
    letter.

    Raises `RequestError` for what is no tag, and for languages that Kokoro does not speak or that
    are not installed.
    """
    plain = tag.strip().replace("_", "-").lower() if len(tag) <= _LONGEST_TAG else ""
    if plain in LANGUAGE_OF_LETTER:
        return _installed(PROFILES[LANGUAGE_OF_LETTER[plain]])
    if _TAG.fullmatch(plain):
        primary, *rest = plain.split("-")
        spoken = _OF_CODE.get(primary)
        if spoken is not None and "yue" not in rest:
            kin = (
                other
                for other in PROFILES.values()
                if other.base == spoken.base and other.regions.intersection(rest)
            )
            return _installed(next(kin, spoken))
    raise RequestError(
        f"Language {tag[:_LONGEST_TAG]!r} is not spoken; choose from {', '.join(LANGUAGES)}",
        param="language",
    )


def _installed(profile: Profile) -> str:
    if reason := lacking(profile):
        raise RequestError(reason, param="language")
    return profile.tag


_LATIN = {
    tag: profile for tag, profile in PROFILES.items() if profile.common and not profile.regions
}
"""Languages that their words tell, one for each base."""
_FOREIGN_LETTERS = frozenset("".join(profile.letters for profile in _LATIN.values()))
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SAMPLE = 2000
"""Characters that are looked at: enough to tell a language."""
_SURE_ALONE = 1.2
"""The same where no word at all speaks for the default one."""
_DENSE = 0.35
"""Points for each word that a short sentence must have: names in it are not enough."""
_SURE = 1.5
"""Points by which a language must lead the default one, so that few words do not decide."""


def script_language(text: str) -> str | None:
    """The language that the script of most letters belongs to: ``ja``, ``zh``, ``hi``; ``None`` for
    Latin and others.

    Han characters are Japanese where there is kana among them.
    """
    kana = han = devanagari = other = 0
    for char in text[:_SAMPLE]:
        if is_kana(char):
            kana += 1
        elif is_unspaced(char):
            han += 1
        elif "\u0900" <= char <= "\u097f":
            devanagari += 1
        elif char.isalpha():
            other += 1
    # A Han character or syllable of kana says as much as two or three letters.
    if (kana + han) * 2 > max(other, devanagari):
        return "ja" if kana * 10 > han else "zh"
    return "hi" if devanagari > other else None


def detect_language(text: str, default: str) -> str:
    """The language of a sentence as a tag of `LANGUAGES`: by its script, and for Latin letters by
    its words.

    `default`, also such a tag, is kept where the text does not clearly say otherwise, and its kind
    of English where it is English.
    """
    by_script = script_language(text)
    if by_script is not None:
        return by_script
    found = (match.group().lower() for match in _LATIN_WORD.finditer(text[:_SAMPLE]))
    words = list(dict.fromkeys(word.replace("’", "'") for word in found))
    if not words:
        return default
    sample = text[:_SAMPLE].lower()
    points = {tag: _points(words, sample, profile) for tag, profile in _LATIN.items()}
    home = next(
        (tag for tag, profile in _LATIN.items() if profile.base == PROFILES[default].base), default
    )
    best = max(points, key=lambda language: (points[language], language == home))
    sure = _SURE if points.get(home, 0.0) > 0 or len(words) < 3 else _SURE_ALONE
    if best == home or points[best] < points.get(home, 0.0) + sure:
        return default
    if len(words) < 6 and points[best] < len(words) * _DENSE:
        return default  # a name or a title in a short sentence of the default language
    return best


def _points(words: Iterable[str], text: str, profile: Profile) -> float:
    """How much speaks for a language: its common words, most of all those that no other has, its
    letters, its endings.
    """
    points = 0.0
    for word in words:
        if word in profile.common or word.partition("'")[0] + "'" in profile.common:
            sharing = sum(word in other.common for other in _LATIN.values())
            points += 1.0 if sharing <= 1 else 0.4
        elif len(word) > 5 and word.endswith(profile.endings):
            points += 0.3
    points += 0.5 * min(3, sum(char in profile.letters for char in text))
    points -= 0.5 * min(
        3, sum(char in _FOREIGN_LETTERS and char not in profile.letters for char in text)
    )
    return points
