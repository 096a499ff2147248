"""Words in capitals that are said letter by letter, and chemical formulas."""

import re

from wyoming_kokoro.text.normalize.patterns import SUBSCRIPTS
from wyoming_kokoro.text.normalize.scanner import LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import spoken_language

_SPELLED = frozenset("AES AI AM AP API CEO CO DIY EV IA IOT IP ID UE UI UV".split())
"""Acronyms that look like words and are spelled wherever they are known."""
_WORD = re.compile(
    r"(?<![^\W_])(?P<article>(?:[LlDdNnSs]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull)['’])?(?P<word>[A-Z]{2,5})(?![^\W_]|['’][^\W\d_]|\.[A-Za-z])"
)
_SHOUTED = re.compile(r"(?<![^\W_])(?P<word>[A-ZÀ-Ý]{2,24}) $")
_SHOUTED_AFTER = re.compile(r" (?P<word>[A-ZÀ-Ý]{2,24})(?![^\W_])")
_ONSET = r"(?:[BCDFGPT]R|[BCFGP]L|[CPST]H|QU|GN|S[PTCQMLN]|LL|RR|SS|TT|CC|PP|[B-DF-HJ-NP-TV-Z])"
_VOWELS = r"[AEIOUY]{1,3}"
_SAID = re.compile(
    rf"{_ONSET}?{_VOWELS}(?:[B-DF-HJ-NP-TV-Z]?{_ONSET}{_VOWELS})*(?:[NRL][STDC]|CT|[B-DF-HJ-NP-TV-Z])?"
)
"""What can be said as a word in the languages of the south of Europe."""
_FORMULA = re.compile(
    r"(?<![A-Za-z0-9])(?P<atoms>(?:(?:CO|NO|SO|CH|NH|SF|O|N|H)[2-6])+[OH]?|(?:H2|N2)O(?:2)?|[A-Z][A-Za-z]{0,3}[₀-₉]{1,2}(?:[A-Z][a-z]?[₀-₉]{0,2}){0,4})"
    r"(?![A-Za-z0-9₀-₉]|[.,][0-9])"
)
_ATOM = re.compile(r"[A-Z][a-z]?|[0-9]+")
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def _is_spelled(word: str, language: Language) -> bool:
    if word in language.spelled or word in _SPELLED:
        return True
    if word in language.acronyms or len(word) < 3:
        return False
    vowels = set("AEIOU")
    if not vowels & set(word[:2]) and (
        language.tag == "es" or len(word) > 4 or not vowels & set(word)
    ):
        return False  # the front end spells consonants, and in Spanish what begins with them
    return _SAID.fullmatch(word) is None


def _capitals(match: re.Match[str], context: Context) -> str | None:
    """Letters apart, as the phonemiser would take ``USB`` for a word."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    language = spoken_language(context)
    near = (_SHOUTED.search(before), _SHOUTED_AFTER.match(context.text, match.end()))
    if any(found and _SAID.fullmatch(found["word"]) for found in near):
        return None  # all is in capitals: “NO TOCAR EL USB”
    spelled = _is_spelled(match["word"], language)
    return f"{match['article'] or ''}{_letters(match['word'], language)}" if spelled else None


def _formula(match: re.Match[str], context: Context) -> str:
    """“CO₂”: its letters and numbers one after the other."""
    language = spoken_language(context)
    written = match["atoms"]
    name = language.substances.get(written) or language.substances.get(
        written.translate(SUBSCRIPTS)
    )
    if name and (len(written) > 2 or not written.isascii()):
        return name
    atoms = _ATOM.findall(match["atoms"].translate(SUBSCRIPTS))
    if not language.acronyms:
        return _joined(atoms, language)
    parts = [
        language.numerals.cardinal(int(atom)) if atom.isdecimal() else _letters(atom, language)
        for atom in atoms
    ]
    return " ".join(parts)


def _letters(word: str, language: Language) -> str:
    """Letters apart; alone some would be words: *O* is an article in Portuguese."""
    return " ".join(language.letters.get(letter, letter) for letter in word.upper())


def _joined(atoms: list[str], language: Language) -> str:
    """Letters as they are, which the front end spells, and numbers."""
    numbers = language.formula_numbers
    spoken = ""
    for atom in atoms:
        number = atom.isdecimal()
        after = language.space if spoken and (number or spoken[-1] not in _LATIN) else ""
        spoken += after + (
            (numbers.get(atom) or language.numerals.cardinal(int(atom))) if number else atom
        )
    return spoken


def rules(language: Language) -> tuple[Rule, ...]:
    """Formulas in every language, spelling in those whose phonemiser reads capitals as words."""
    spelling = (Rule("acronym", LETTER, _WORD, _capitals),) if language.acronyms else ()
    return (Rule("acronym", LETTER, _FORMULA, _formula), *spelling)
