"""Abbreviations and Roman numerals of the languages that share their rules."""

import re
from collections.abc import Mapping

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import spoken_language

_ROMAN = re.compile(
    r"(?P<article>(?:[Ll]|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull)['’])?(?P<roman>[IVXLC]{1,9})(?P<mark>(?:(?<=I)er|(?<=I)[eè]?re(?=s?[ \u00a0][A-ZÉ])|e|ème)s?|\.?[ºª]|°)?(?![\w'’])"
)


_PAIRED = re.compile(
    r"(?P<noun>[^\W\d_]{1,12})\.? [IVXLC]{1,9}(?: (?:y|e|ed|et|o|u|ou|a|al|au|ao) |[-–])$"
)
_ARTICLE = r"(?P<article>(?:[LlDd]|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all)['’])?"


_BEFORE_NUMBER = frozenset(
    "ag. caps. capp. ess. acts. act. figs. figg. vols. voll. p. pp. ep. eps. ép. punt. th. op. esc. n. nn. sc. nºs n°s n.os núms. ref. मो.".split()
)
_BEFORE_ROMAN = frozenset(("s.", "ss.", "S.", "Ss.", "sec.", "Sec."))
_ROMAN_AFTER = re.compile(r" ?[IVXLC]{1,9}(?![^\W_])")
_ROMAN_BEFORE = re.compile(r"(?<![^\W_])[IVXLC]{1,9} $")
_NUMBER_AFTER = re.compile(r" ?(?:[A-Z]{1,3}[ -]?)?[0-9]| [A-Z](?![\w.'’-])")
_NAME_AFTER = re.compile(r" (?P<name>[A-ZÀ-Ý][a-zà-ÿ]+)")
_SURNAMED = re.compile(r"(?:[A-ZÀ-Ý]\.|[^\W\d_][a-zà-ÿ]+) ?$")
_INITIAL = re.compile(r"(?<![\w.])[A-ZÀ-Ý]\. $")
_LADIES = ("a", "Isabel", "Beatriz", "Inés", "Inês", "Carmen", "Pilar")
_LETTERS = frozenset(("C", "L", "CC", "CI", "CL", "CV", "LI", "XC", "XL", "XXL"))
"""Romans that are more often letters or sizes."""
_SPAN_AFTER = re.compile(
    r" ?[0-9]{1,4}(?:, ?[0-9]{1,4}){0,6}(?:[-–]|,? (?:y|e|et|ed|a|à|al|au) )[0-9]{1,4}(?![0-9]|[.,][0-9]| ?[%€°])"
)
_SET_TASK = re.compile(
    r" ?(?:n[.º°] ?)?[0-9]{1,3}(?![0-9]|[.,][0-9]| ?[%€°])(?: (?P<noun>[^\W\d_]{3,24}))?"
)
"""The number of what is to be done: “ex. 5”."""
_SPAN_SIGN = re.compile(" ?[0-9]{1,4}[-–]")
_EXAMPLE = frozenset("por per ad par".split())
_SINGLE = frozenset("el la le il lo l o un una une um uma".split())
_SEVERAL = frozenset("los las les des aux os as dos nos gli i degli dei agli ai negli nei".split())
_SEASON = re.compile(r" [0-9]{1,2}(?![0-9]|[.,][0-9]| ?[°º%])")
_NOUN = re.compile(r" (?P<noun>[^\W\d_]{3,24})(?![^\W_])")
_COUNTED_NOUN = re.compile(r" (?:[0-9]{1,4} )?(?P<noun>[^\W\d_]{2,24})")
_DETERMINER = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_]{1,5}) $")
_DETERMINERS = {
    "es": ("el un al del este", "la una esta", "los", "las"),
    "it": ("il lo un al del nel dal sul", "la una alla della nella dalla", "i gli dei degli ai", "le delle alle nelle"),
    "pt-BR": ("o um ao do no pelo", "a uma à da na pela", "os dos nos", "as das nas"),
}  # fmt: skip
"""Before a masculine and a feminine noun, and before several of them."""


def _forms(known: Mapping[str, str]) -> set[str]:
    """Abbreviations, also with a capital, and those of three letters and more without one."""
    capitals = {short[0].upper() + short[1:] for short in known}
    small = {short[0].lower() + short[1:] for short in known if len(short.rstrip(".")) > 2}
    return {*known, *capitals, *small}


def _other_case(short: str, known: Mapping[str, str]) -> str:
    if short[0].isupper():
        spoken = known[short[0].lower() + short[1:]]
        return spoken[0].upper() + spoken[1:]
    spoken = known[short[0].upper() + short[1:]]
    return spoken if spoken[:2].isupper() else spoken[0].lower() + spoken[1:]


def _abbreviation(match: re.Match[str], context: Context) -> str | None:
    short = match["short"]
    following = context.text[match.end() : match.end() + 2]
    stop = (
        "."
        if short.endswith(".") and not following.strip() and not following.startswith(" ")
        else ""
    )
    if len(short) == 2 and short[0].isupper() and not following.strip():
        return None  # the last letter of what is spelled: “l'I R M.”
    if (
        len(short) == 2
        and short[0].isupper()
        and _INITIAL.search(context.text[max(0, match.start() - 4) : match.start()])
    ):
        return None  # “J. R. Guimarães”
    known = spoken_language(context).abbreviations
    if short in _BEFORE_ROMAN and _ROMAN_AFTER.match(context.text, match.end()) is None:
        if len(short) < 4 or not _ROMAN_BEFORE.search(
            context.text[max(0, match.start() - 10) : match.start()]
        ):
            return None
    if short.lower() in _BEFORE_NUMBER and _NUMBER_AFTER.match(context.text, match.end()) is None:
        return None
    spoken = known.get(short) or _other_case(short, known)
    if short == "Cap." and _NAME_AFTER.match(context.text, match.end()):
        return _CAPTAINS.get(spoken_language(context).tag)
    if short == "D.":
        return _don(match, context, spoken)
    if short == "Max" and context.before(match.start()).istitle():
        return None  # a name: “Mad Max”
    if short == "Jr." and not context.before(match.start()).istitle():
        return None
    spoken = _fitting(short, spoken, match, context)
    return f"{match['article'] or ''}{spoken}{stop}"


def _fitting(short: str, spoken: str, match: re.Match[str], context: Context) -> str:
    """What an abbreviation stands for as it agrees with what is around it."""
    language, described = spoken_language(context), context.before(match.start())
    if short.lower() == "temp." and _SEASON.match(context.text, match.end()):
        return language.episode[0]
    if (task := _task(short, match, context)) is not None:
        return task
    if short == "pers." and not described.isdigit():
        return "personne" if language.tag == "fr" else "persona"
    if short == "hab." and described.lower() in ("cada", "por", "chaque", "par"):
        return spoken[:-1]
    if spoken.lower() in _EXTREMES:
        feminine = (
            _DEGREES.match(context.text, match.end())
            or described.lower() in ("temp", "vel", "la", "a")
            or _is_feminine(described, language)
        )
        apart = context.text[: match.start()].endswith((", ", "; ", ": "))
        several = not apart and _is_plural(described.lower(), language) and language.tag != "it"
        if apart and not _DEGREES.match(context.text, match.end()):
            return spoken
        return (spoken[:-1] + "a" if feminine else spoken) + ("s" if several else "")
    if spoken.lower() in _AGREEING:
        noun = _COUNTED_NOUN.match(context.text, match.end())
        if _HOURS_AFTER.match(context.text, match.end()):
            return f"{spoken[:-1]}{'e' if language.tag == 'it' else 'as'}"
        return _agreed(spoken, noun["noun"] if noun else described, language)
    return spoken


def _counts(noun: str, language: Language) -> bool:
    """Whether a word after a number looks like several things."""
    plural = _is_plural(noun, language) or language.tag == "it" and noun.endswith("e")
    return language.nouns is not None and language.nouns.is_noun(noun) and plural


def _task(short: str, match: re.Match[str], context: Context) -> str | None:
    """What stands for another thing, or for several, before numbers: “ej. 5”, “ex. 3 et 4”, “p. 3-5”."""
    language, before = spoken_language(context), context.before(match.start()).lower()
    key = short.lower()
    many = language.spans.get(key)
    if key in language.tasks:
        numbered = _SET_TASK.match(context.text, match.end())
        if numbered is None or before in _EXAMPLE:
            return None
        if _counts(numbered["noun"] or "", language):
            return None  # “ex. 5 personnes”
    elif many is None:
        return None
    several = before in _SEVERAL
    if _SPAN_AFTER.match(context.text, match.end()):
        apart = before not in _SINGLE and not match["article"]
        several = apart or _SPAN_SIGN.match(context.text, match.end()) is not None
    spoken = many if several else language.tasks.get(key)
    return spoken.capitalize() if spoken and short[0].isupper() else spoken


_HOURS_AFTER = re.compile(r" [0-9]{1,3} ?h(?!\w)")
_DEGREES = re.compile(r":? ?(?:de )?[-−]?[0-9]{1,2}(?:[.,][0-9])? ?[°º]")
"""The highest and lowest temperatures are feminine: *la máxima*."""
_EXTREMES = frozenset("máximo mínimo massimo minimo".split())
"""Adjectives that agree with the noun before them."""
_AGREEING = frozenset("próximo último prossimo ultimo prochain".split())
"""Adjectives that stand before what they agree with."""


def _is_feminine(noun: str, language: Language) -> bool:
    noun, nouns = noun.lower(), language.nouns
    known = nouns is not None and nouns.is_noun(noun) and nouns.is_feminine(noun)
    return known or noun in _FEMININE_PLURALS


def _is_plural(noun: str, language: Language) -> bool:
    plural = language.nouns is not None and language.nouns.is_plural(noun)
    italian = language.tag == "it" and (noun.endswith("i") or noun in _FEMININE_PLURALS)
    return noun not in _SINGULAR and (plural or italian)


def _agreed(spoken: str, noun: str, language: Language) -> str:
    """An adjective in the gender and number of the noun that follows."""
    nouns = language.nouns
    if nouns is None or not noun:
        return spoken
    noun = noun.lower()
    feminine, plural = _is_feminine(noun, language), _is_plural(noun, language)
    if language.tag == "it":
        return spoken[:-1] + (("e" if plural else "a") if feminine else "i" if plural else "o")
    if language.tag == "fr":
        return spoken + ("e" if feminine else "") + ("s" if plural else "")
    return (spoken[:-1] + "a" if feminine else spoken) + ("s" if plural else "")


_SINGULAR = frozenset(
    "lunes martes miércoles jueves viernes mes mês fois cours lunedì martedì mercoledì giovedì venerdì".split()
)
_FEMININE_PLURALS = frozenset(
    "settimane ore giornate partite volte gare riunioni olimpiadi notizie partenze uscite puntate".split()
)


def _don(match: re.Match[str], context: Context, spoken: str) -> str | None:
    """A title before a first name, and no initial within one: “D. Pedro II”, “Franklin D. Roosevelt”."""
    found = _NAME_AFTER.match(context.text, match.end())
    before = _SURNAMED.search(context.text[max(0, match.start() - 24) : match.start()])
    if found is None or before and before.group()[0].isupper() or found["name"] in _SMALL:
        return None
    if context.before(match.start()).lower() in _LETTER_AFTER:
        return None
    return _MADAM[spoken] if found["name"].endswith(_LADIES) else spoken


_SMALL = frozenset(
    "El La Lo Los Las Un Una En No Es Se Si Al De Del Por Para Con Os As Um Uma Na Nos Nas Da Do Dos Das Com Mas".split()
)
_LETTER_AFTER = frozenset(
    "la a vitamina letra grupo bloque bloco plan plano opción opção clase classe turma planta puerta escalera portal torre ala serie série".split()
)
_CAPTAINS = {"es": "capitán", "it": "capitano", "pt-BR": "capitão"}
_MADAM = {"don": "doña", "dom": "dona"}


def _event(match: re.Match[str], context: Context) -> str | None:
    """A rank before what is held again and again: “el XXV Congreso”, “la II Guerra Mundial”."""
    language = spoken_language(context)
    roman, found = match["roman"], _NOUN.match(context.text, match.end())
    forms = _DETERMINERS.get(language.tag)
    if found is None or forms is None or roman in _LETTERS or match["mark"]:
        return None
    noun, known = found["noun"], found["noun"].lower() in language.events
    if noun.lower() in language.months and language.tag == "it":
        return language.day(value(roman))  # streets: “via XX Settembre”
    if language.tag == "it" and roman == "I" and _is_plural(noun.lower(), language):
        return None  # an article: “I giochi”
    before = _DETERMINER.search(context.text[max(0, match.start() - 8) : match.start()])
    word = before["word"].lower() if before else ""
    place = next((at for at, form in enumerate(forms) if word in form.split()), -1)
    if match["article"]:
        place = int(_is_feminine(noun, language))
    if (
        place < 0
        and known
        and (len(roman) > 1 or match.start() == 0 or context.text.endswith(", ", 0, match.start()))
    ):
        place = _is_feminine(noun, language) + 2 * _is_plural(noun.lower(), language)
    if place < 0 or not known and (len(roman) == 1 or not noun[0].isupper()):
        return None
    words = language.rank(value(roman), feminine=place % 2 == 1)
    if place > 1:
        return _several(words, language.tag)
    return language.ranked_before(words, noun.lower())


def _several(words: str, tag: str) -> str:
    if tag == "it":
        return words[:-1] + ("e" if words.endswith("a") else "i")
    return " ".join(f"{word}s" for word in words.split())


def _roman(match: re.Match[str], context: Context) -> str | None:
    spoken = _ranked(match, context)
    return spoken and (match["article"] or "") + spoken


def _ranked(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    roman, before = match["roman"], context.before(match.start())
    if not SHAPE.fullmatch(roman):
        return None
    number = value(roman)
    follows = _NOUN.match(context.text, match.end())
    if match["mark"] and match["mark"][-1] in "°ºª":
        if language.nouns is None or roman in _LETTERS:
            return None
        noun = follows["noun"].lower() if follows else ""
        feminine = before not in language.rulers and _is_feminine(noun, language)
        feminine = feminine or match["mark"][-1] == "ª"
        return language.ranked_before(language.rank(number, feminine=feminine), noun)
    if match["mark"]:
        if language.tag != "fr" or roman in ("C", "L"):
            return None
        words = language.rank(number, feminine=match["mark"].rstrip("s").endswith("re"))
        return f"{words}s" if match["mark"].endswith("s") else words
    if before in language.rulers:
        if (
            before.endswith(("a", "Isabel", "Beatriz", "Elizabeth"))
            and language.feminine_marks
            and number <= 10
        ):
            return language.rank(number, feminine=language.tag != "fr")
        return language.roman(number, ranked=True)
    numbered = _numbered(match, context)
    if numbered and roman not in ("C", "L"):
        if language.tag == "it" and _is_feminine(numbered, language):
            return language.rank(number, feminine=True)
        return language.roman(number, ranked=False)
    event = _event(match, context)
    if (
        event is None
        and len(roman) > 1
        and follows
        and follows["noun"].lower() in language.numbered
    ):
        return language.rank(number, feminine=False)
    return event or _joined(match, context, number)


_JOINT = r" (?:y|e|ed|et|o|u|ou) "
_JOINED_AFTER = re.compile(rf"{_JOINT}(?P<roman>[IVX]{{1,9}})(?![\w'’-])")
_JOINED_BEFORE = re.compile(rf"(?P<noun>[^\W\d_]{{3,24}}) (?P<roman>[IVX]{{1,9}}){_JOINT}$")


def _joined(match: re.Match[str], context: Context, number: int) -> str | None:
    """One of two in a row after what they number: “le giornate XV e XVI”."""
    language = spoken_language(context)
    after = _JOINED_AFTER.match(context.text, match.end())
    before = _JOINED_BEFORE.search(context.text[max(0, match.start() - 40) : match.start()])
    other = after or before
    if other is None or not SHAPE.fullmatch(other["roman"]):
        return None
    noun = before["noun"] if before else context.before(match.start())
    rises = value(other["roman"]) - number == (1 if after else -1)
    named = language.nouns is not None and language.nouns.is_noun(noun)
    if not rises or not named or match["article"]:
        return None
    if language.tag == "it" and _is_feminine(noun, language):
        return language.rank(number, feminine=True)
    return language.roman(number, ranked=False)


def _numbered(match: re.Match[str], context: Context) -> str:
    """The noun that a Roman number counts, also as the second of a pair: “siglos XV y XVI”."""
    before = context.before(match.start())
    pair = _PAIRED.search(context.text[max(0, match.start() - 32) : match.start()])
    for noun in (before, pair["noun"] if pair else ""):
        if noun.lower() in spoken_language(context).numbered:
            return noun
    return ""


def rules(language: Language) -> tuple[Rule, ...]:
    """Abbreviations, then Roman numerals."""
    found = [Rule("roman", LETTER, _ROMAN, _roman)]
    if language.abbreviations:
        signs = "[A-Z0-9]" if language.tag == "ja" else "[0-9]"  # 第 stands before figures alone
        numbered = rf"(?={signs})" if language.space else rf"(?: (?=[0-9])|(?={signs}))"
        known = language.abbreviations
        shorts = alternation(_forms(known))
        apart = r"(?<![\w.@/])" if language.space else r"(?<![A-Za-z0-9.@/])"
        found.insert(
            0,
            Rule(
                "abbreviation",
                LETTER,
                re.compile(
                    rf"{apart}{_ARTICLE}(?P<short>{shorts})(?:(?<=[.°º]){numbered}|(?![\w@]))"
                ),
                _abbreviation,
            ),
        )
    return tuple(found)
