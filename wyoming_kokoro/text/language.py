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
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?")
_ENDS = re.compile(r"[.!?¡¿:;…\n\"“”«»]")
_SAMPLE = 2000
"""Characters that are looked at: enough to tell a language."""
_SURE = 1.5
"""Points by which a language must lead the default one, so that few words do not decide."""
_SURE_ALONE = 1.2
"""The same where no word at all speaks for the default one."""
_MIXED = 4
"""Words of another language for each of the default one that make the sentence foreign."""
_DENSE = 0.35
"""Points for each word that a short sentence must have: names in it are not enough."""
_LONG = 6
"""Letters of a word that tells a language alone."""
_PARTICLES = frozenset(
    "a al da das de dei del della delle des di do dos du e el et il l la las le les lo los y".split()
)
"""Small words within names: “Maria della Valle”."""


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
    if (kana + han) * 2.5 > max(other, devanagari):
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
    words = _telling(text[:_SAMPLE])
    if not words:
        return default
    home = next(
        (tag for tag, profile in _LATIN.items() if profile.base == PROFILES[default].base), default
    )
    points = {tag: _points(words, profile) for tag, profile in _LATIN.items()}
    best = max(points, key=lambda language: (points[language], language == home))
    if best == home:
        return default
    foreign, native = _apart(words, _LATIN[best], _LATIN.get(home))
    if native and foreign <= _MIXED * native:
        return default  # a foreign phrase within a sentence of the default language
    if _is_plain(words, best):
        return best
    lead = foreign + _ended(words, _LATIN[best]) + _spelled(words, _LATIN[best])
    lead -= _ended(words, _LATIN[home]) if home in _LATIN else 0.0
    alone = home not in _LATIN or points[home] <= 0 and len(words) > 2
    if lead < (_SURE_ALONE if alone else _SURE):
        return default
    if len(words) < 6 and lead < len(words) * _DENSE:
        return default  # a name or a title in a short sentence of the default language
    return best


def _telling(text: str) -> list[str]:
    """The words of a text in lower case, each once, without names: what has a capital within a
    sentence, and the small words in it or before it.
    """
    found = list(_LATIN_WORD.finditer(text))
    shouted = not any(match.group()[1:].islower() for match in found)
    capital = [_is_name(match.group()) and not shouted for match in found]
    words: dict[str, None] = {}
    end = 0
    for at, match in enumerate(found):
        word = match.group().replace("’", "'")
        begins = at == 0 or _ENDS.search(text, end, match.start()) is not None
        end = match.end()
        named = capital[at] and not begins and not word.endswith("'s")
        ahead = capital[at + 1 : at + 3]
        if word.lower() in _PARTICLES and any(ahead) and not shouted:
            named = named or (ahead[0] if begins else any(capital[max(0, at - 2) : at]))
        if not named:
            words[word.lower()] = None
    return list(words)


def _is_name(word: str) -> bool:
    """Whether a word has a capital, after an elided article too."""
    return word[0].isupper() or word.replace("’", "'").partition("'")[2][:1].isupper()


def _is_common(word: str, profile: Profile) -> bool:
    return word in profile.common or word.partition("'")[0] + "'" in profile.common


def _ended(words: Iterable[str], profile: Profile) -> float:
    """What the endings of words say that are not common ones."""
    ends = (word for word in words if len(word) > 5 and not _is_common(word, profile))
    return 0.3 * sum(word.endswith(profile.endings) for word in ends)


def _spelled(words: Iterable[str], profile: Profile) -> float:
    """What letters with accents say for a language, and against it where it has no such."""
    letters = "".join(words)
    own = sum(char in profile.letters for char in letters)
    strange = sum(char in _FOREIGN_LETTERS and char not in profile.letters for char in letters)
    return 0.5 * min(3, own) - 0.5 * min(3, strange)


def _points(words: Iterable[str], profile: Profile) -> float:
    """How much speaks for a language: its common words, most of all those that no other has, its
    letters, its endings.
    """
    points = _ended(words, profile) + _spelled(words, profile)
    for word in words:
        if _is_common(word, profile):
            sharing = sum(_is_common(word, other) for other in _LATIN.values())
            points += 1.0 if sharing <= 1 else 0.4
    return points


def _is_plain(words: Iterable[str], language: str) -> bool:
    """Whether all words are common ones of a language, and a long one of no other: “Buongiorno.”"""
    profile = _LATIN[language]
    others = [other for tag, other in _LATIN.items() if tag != language]
    return all(_is_common(word, profile) for word in words) and any(
        len(word) >= _LONG
        and word in profile.common
        and not any(_is_common(word, other) for other in others)
        for word in words
    )


def _apart(words: Iterable[str], one: Profile, other: Profile | None) -> tuple[int, int]:
    """How many words are common in one of two languages and not in the other."""
    common = [
        (_is_common(word, one), other is not None and _is_common(word, other)) for word in words
    ]
    return common.count((True, False)), common.count((False, True))
