"""Language tags, and which language a text is in."""

import re
from collections.abc import Iterable, Mapping

from ..errors import RequestError
from .characters import is_kana, is_unspaced

LANGUAGES = ("en-US", "en-GB", "es", "fr", "hi", "it", "ja", "pt-BR", "zh")
"""The languages of Kokoro v1.0 as BCP-47 tags, canonically written."""
LANGUAGE_OF_LETTER: Mapping[str, str] = {
    "a": "en-US",
    "b": "en-GB",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-BR",
    "z": "zh",
}
"""What Kokoro's `lang_code` letters stand for."""
_OF_PRIMARY: Mapping[str, str] = {
    "en": "en-US", "eng": "en-US", "es": "es", "spa": "es", "fr": "fr", "fra": "fr", "fre": "fr", "hi": "hi", "hin": "hi",
    "it": "it", "ita": "it", "ja": "ja", "jpn": "ja", "pt": "pt-BR", "por": "pt-BR", "zh": "zh", "cmn": "zh", "zho": "zh", "chi": "zh",
}  # fmt: skip
_BRITISH = frozenset("gb uk ie au nz za in".split())
"""Regions whose English is nearer to British than to American."""
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
_LONGEST_TAG = 64


def canonical_language(tag: str) -> str:
    """The tag of `LANGUAGES` for a BCP-47 tag in any case, with hyphens or underscores, or a Kokoro letter.

    Raises `RequestError` for what is no tag and for languages that Kokoro does not speak.
    """
    plain = tag.strip().replace("_", "-").lower() if len(tag) <= _LONGEST_TAG else ""
    if plain in LANGUAGE_OF_LETTER:
        return LANGUAGE_OF_LETTER[plain]
    if _TAG.fullmatch(plain):
        primary, *rest = plain.split("-")
        canonical = _OF_PRIMARY.get(primary)
        if canonical == "en-US" and _BRITISH.intersection(rest):
            return "en-GB"
        if canonical is not None and "yue" not in rest:
            return canonical
    raise RequestError(
        f"Language {tag[:_LONGEST_TAG]!r} is not spoken; choose from {', '.join(LANGUAGES)}",
        param="language",
    )


_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        """
        the and of to a in is it you that was for on are as with his they i at be this have from or had by not but what all were we
        when your can said there use an each which she do how their if will up other about out many then them these so some her would
        make like him into has look two more go see no way could my than been who now did get may i'm it's don't what's is off
        please turned light door good morning hello thanks today
        """.split()
    ),
    "es": frozenset(
        """
        el la de que y a en un ser se no haber por con su para como estar tener le lo los las del al una es son está están muy más
        pero sus hay este esta eso ese yo tú él ella nosotros me te nos qué cómo cuándo dónde sí también o si porque cuando sin sobre
        hoy mañana buenos buenas días noches hola gracias casa luz fue era ha he hace todo ya
        """.split()
    ),
    "fr": frozenset(
        """
        le la les de des du un une et à en est que qui dans pour pas sur avec ce cette ces il elle nous vous ils elles je tu on ne se
        au aux son sa ses mon ma mes par plus mais ou où sont être avoir fait comme tout bien très ici aujourd'hui demain bonjour
        merci oui non était c'est j'ai n'est qu'il l'on d'un d'une maison lumière y a deux
        """.split()
    ),
    "it": frozenset(
        """
        il lo la i gli le di a da in con su per tra fra e è un uno una che non si sono ma come più anche del della dei delle dello al
        alla nel nella dal dalla sul sulla questo questa quello quella io tu lui lei noi voi loro mi ti ci vi ho ha hai hanno c'è cosa
        dove quando perché molto bene oggi domani buongiorno ciao grazie casa luce era stato essere sta accesa l'
        """.split()
    ),
    "pt-BR": frozenset(
        """
        o a os as de do da dos das em no na nos nas um uma e é que não se para por com como mais mas ao à aos às pelo pela seu sua eu
        você vocês ele ela nós eles elas isso este esta está estão são foi ser ter há muito bem hoje amanhã bom dia olá obrigado
        obrigada sim também ou quando onde porque já tem casa luz acesa meu minha
        """.split()
    ),
}  # fmt: skip
_LETTERS: Mapping[str, str] = {
    "es": "ñ¿¡áíóúü",
    "fr": "çœêèëîïùûâôæ",
    "it": "àèìòùé",
    "pt-BR": "ãõçâêôáàíó",
}
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "es": ("ción", "dad", "mente", "iendo", "ado", "ada", "ido", "ida"),
    "fr": ("eux", "tion", "ment", "eau", "oir", "ez"),
    "it": ("zione", "mente", "ità", "gli", "ndo", "tto"),
    "pt-BR": ("ção", "ções", "mente", "dade", "inho", "ando"),
    "en": ("ing", "tion", "ness", "ly", "ed"),
}
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SAMPLE = 2000
"""Characters that are looked at: enough to tell a language."""
_SURE = 1.5
"""Points by which a language must lead the default one, so that few words do not decide."""


def script_language(text: str) -> str | None:
    """The language that the script of most letters belongs to: ``ja``, ``zh``, ``hi``; ``None`` for Latin and others.

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
    """The language of a sentence as a tag of `LANGUAGES`: by its script, and for Latin letters by its words.

    `default`, also such a tag, is kept where the text does not clearly say otherwise, and its kind of English where it is English.
    """
    by_script = script_language(text)
    if by_script is not None:
        return by_script
    words = [
        match.group().lower().replace("’", "'") for match in _LATIN_WORD.finditer(text[:_SAMPLE])
    ]
    if not words:
        return default
    points = {language: _points(words, text[:_SAMPLE].lower(), language) for language in _WORDS}
    home = "en" if default.startswith("en") else default
    best = max(points, key=lambda language: (points[language], language == home))
    if best == home or points[best] < points.get(home, 0.0) + _SURE:
        return default
    return "en-US" if best == "en" else best


def _points(words: Iterable[str], text: str, language: str) -> float:
    """How much speaks for a language: its common words, most of all those that no other has, its letters, its endings."""
    points = 0.0
    for word in words:
        if word in _WORDS[language] or word.partition("'")[0] + "'" in _WORDS[language]:
            sharing = sum(word in common for common in _WORDS.values())
            points += 1.0 if sharing <= 1 else 0.4
        elif len(word) > 5 and word.endswith(_ENDINGS[language]):
            points += 0.3
    letters = _LETTERS.get(language, "")
    foreign = "".join(_LETTERS.values())
    points += 0.5 * min(3, sum(char in letters for char in text))
    points -= 0.5 * min(3, sum(char in foreign and char not in letters for char in text))
    return points
