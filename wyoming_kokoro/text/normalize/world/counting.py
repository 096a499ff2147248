"""Numbers before a noun, halves of things, and ordinals before a noun, in languages whose numbers
have genders.
"""

import re

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import (
    ALONE,
    ALONE_OR_BY,
    END,
    SPACE,
    end_stop,
    is_quoted,
    number_pattern,
    plain,
    spoken_language,
    unit_pattern,
)

_NOUN = r"(?P<noun>[^\W\d_]{2,24})(?![\w'’@.]\w|\w)"
GLYPHS = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_FRACTION = rf"(?:(?P<glyph>[{''.join(GLYPHS)}])|(?P<top>[1-9][0-9]?)/(?P<bottom>[2-9]|[1-9][0-9]{{1,3}})(?![0-9/.,]))"
_PART = re.compile(
    rf"{ALONE}(?:(?P<whole>[0-9]{{1,4}})(?:{SPACE}|(?=[{''.join(GLYPHS)}])))?{_FRACTION}{SPACE}{_NOUN}"
)
_PART_ALONE = re.compile(rf"{_FRACTION}{SPACE}{_NOUN}")
_COMPOUND = re.compile(r"(?:-[^\W\d_]+){0,3}")
_HALF_AFTER = re.compile(r"(?<= )(?:1/2|½)(?![\w/.,]\w|[0-9])")
_UNIT_BEFORE = re.compile(r"[0-9] ?(?P<unit>[^\W\d_]{1,3}) $")
_FOLLOWING = re.compile(r" (?P<word>[^\W\d_]+)(?!['’])")
_OR = frozenset("o u ou a à ni nem".split())
_JOINTS = alternation(("y", "e", "et", *_OR))
_AND = re.compile(r"(?<!\b[Ee]ntre )(?<!\b[TtFf]ra )\b(?P<noun>[^\W\d_]{3,24}) (?:y|e|et) $")
_AT = re.compile(r"\b(?:las?|[àa]s?) [0-9]{1,2} (?:y|e) $")
_FAR = re.compile("(?:vuelta|volta|hora|semana|parada|cuadra|quadra|légua)$")
"""How far something is: “a 1 vuelta”."""
_NUMBERED = re.compile(r"[0-9] (?:y|e|et) $")
_RANKED = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}})°(?:(?={SPACE}{_NOUN})|(?=[.,;:!?]|$|{SPACE}))"
)


def _counts(match: re.Match[str], number: str, context: Context) -> bool:
    """Whether the noun after a number is what it counts."""
    language = spoken_language(context)
    nouns = language.nouns
    if nouns is None or not nouns.is_noun(match["noun"]):
        return False
    if number == "1" and context.last_class == "range" and context.last_end == match.start():
        return False  # a score: “3-1 face à”
    before = _right_before(match, context)
    if before in nouns.labels:
        return False
    if number == "1" and before in nouns.articles and not _FAR.match(match["noun"]):
        return False
    plural = nouns.is_plural(match["noun"]) or nouns.is_plural(_compound(match, context))
    return number == "1" or plural or number.endswith("000000")


def _compound(match: re.Match[str], context: Context) -> str:
    """The noun after a number with what hyphens join to it."""
    rest = _COMPOUND.match(context.text, match.end("noun"))
    return match["noun"] + (rest.group() if rest else "")


def _right_before(match: re.Match[str], context: Context) -> str:
    """The word before a number, in lower case; none across a comma: “1 fase, 1 clave”."""
    comma = context.text.endswith(", ", 0, match.start())
    return "" if comma else context.before(match.start()).lower()


def is_labelled(match: re.Match[str], context: Context) -> bool:
    """Whether what stands before a number is named by it, and is no day: “paso 3/10”."""
    language, before = spoken_language(context), _right_before(match, context)
    labels = language.nouns.labels if language.nouns else ()
    return before in labels and before not in language.dated


def _whole(match: re.Match[str], language: Language) -> str | None:
    """The figures of a number that counts things."""
    number = plain(match["number"], language)
    if language.tag == "pt-BR" and re.fullmatch("0[2-9]", number):
        return number[1]  # “05 pessoas”
    return number if number.isdecimal() and len(number) <= 15 and number[0] != "0" else None


def _counted(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    number = _whole(match, language)
    if number is None or not _counts(match, number, context):
        return None
    noun = match["noun"]
    whole = _compound(match, context)
    words = language.before_noun(language.numerals.cardinal(int(number)), whole)
    return words if words.endswith("'") else language.join(words, noun).removesuffix(noun)


def _paired(match: re.Match[str], context: Context) -> str | None:
    """The first of two numbers before a noun: “entre 200 y 500 personas”, “1 o 2 tazas”."""
    language = spoken_language(context)
    number = _whole(match, language)
    if number is None or number == "1" and match["joint"] not in _OR:
        return None
    nouns = language.nouns
    if nouns is None or not nouns.is_noun(match["noun"]) or not nouns.is_plural(match["noun"]):
        return None
    if _right_before(match, context) in nouns.labels:
        return None
    return language.agree(language.numerals.cardinal(int(number)), match["noun"])


def _half_after(match: re.Match[str], context: Context) -> str | None:
    """“2 tazas y 1/2”: the half agrees with what stands before it."""
    language = spoken_language(context)
    word = _FOLLOWING.match(context.text, match.end())
    following = word["word"] if word else ""
    if following in language.units or language.nouns and language.nouns.is_noun(following):
        return None
    unit = _UNIT_BEFORE.search(context.text[max(0, match.start() - 24) : match.start()])
    if language.halves[0] and unit and unit["unit"] in language.units:
        feminine = language.is_feminine(language.units[unit["unit"]][0])
        return language.join(language.words["and"], language.halves[feminine])
    if language.halves[1] and _AT.search(context.text[max(0, match.start() - 12) : match.start()]):
        return language.halves[1]
    if language.halves[0] and _NUMBERED.search(
        context.text[max(0, match.start() - 12) : match.start()]
    ):
        return language.halves[0]
    found = _AND.search(context.text[max(0, match.start() - 32) : match.start()])
    if found is None or language.nouns is None or not language.nouns.is_noun(found["noun"]):
        return None
    return language.and_half(2, found["noun"]).rpartition(" ")[2]


def _ratio(match: re.Match[str]) -> tuple[int, int]:
    return GLYPHS[match["glyph"]] if match["glyph"] else (int(match["top"]), int(match["bottom"]))


_THE_ONE = frozenset("la una a uma da na une".split())
"""Articles before a share of which there is one: “la 1/5 parte”."""


_ARTICLES = frozenset("un une una um uma le la au du el al del".split())
_ONE = re.compile("^(?:une?|u[nm]a?) ")


def behind_article(words: str, match: re.Match[str], context: Context) -> str:
    """A share without its own article where one stands before it: “un 1/3”, “le 1/4 h”."""
    return _ONE.sub("", words) if context.before(match.start()).lower() in _ARTICLES else words


def _part(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    nouns, noun = language.nouns, match["noun"]
    top, bottom = _ratio(match)
    if nouns is None or not nouns.is_noun(noun) or not 0 < top < bottom:
        return None
    if noun.endswith("mente") or bottom > 10 and noun not in language.shares:
        return None  # “2 3/4 aproximadamente”
    whole = match.groupdict().get("whole")
    before = context.before(match.start()).lower()
    if not whole and is_labelled(match, context):
        over = language.words["of"] or language.words["over"]  # “paso 3/10 listo”
        cardinal = language.numerals.cardinal
        return language.join(cardinal(top), over, cardinal(bottom), noun)
    if not whole and top == 1 and noun in language.shares and before in _THE_ONE:
        return language.share(top, bottom).partition(" ")[2]
    words = _shared(language, int(whole) if whole else 0, (top, bottom), noun)
    return words and (words if whole else behind_article(words, match, context))


def _shared(language: Language, whole: int, part: tuple[int, int], noun: str) -> str | None:
    """A whole number and a fraction of `noun`; 0 for no whole number."""
    if part == (1, 2):
        return language.and_half(whole, noun) if whole else language.half(noun)
    if not whole and noun in language.shares:
        return language.share(*part)
    fraction = language.fraction(*part) or language.small_fraction(*part)
    if whole:
        things, _, _ = language.and_half(whole, noun).rpartition(" ")
        return language.join(things, fraction)
    return language.join(fraction, language.words.get("part of", ""), noun)


_LATITUDE = re.compile(r" ?[NS](?![\w.-]\w|\w)")
_AFTER_LATITUDE = re.compile(r"[0-9][°º'′] ?[NS](?:,| y| e| et)? $")
_DOOR = re.compile(r"\b(?P<word>[Ee]l|[Pp]iso|[Ll]a|[Cc]lasse|[Cc]lase|[Tt]urma) $")
_LETTER_AFTER = re.compile(r" [ABDEGHILMOPQRTUVZ](?![\w'’]|\.\w)")
_CLASS = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}})º(?=[A-Z](?!\w|\.\w))")


def is_coordinate(match: re.Match[str], context: Context) -> bool:
    """Whether degrees tell a place on the globe, “23ºS, 45ºO”; “2ºE” and “el 3ºN” are doors."""
    before = context.text[max(0, match.start() - 8) : match.start()]
    if _AFTER_LATITUDE.search(before):
        return True
    door = len(match["number"]) == 1 and _DOOR.search(before)
    return not door and _LATITUDE.match(context.text, match.end()) is not None


def _class(match: re.Match[str], context: Context) -> str | None:
    """A flat or a form: “5ºD”."""
    if is_coordinate(match, context):
        return None
    return f"{spoken_language(context).rank(int(match['number']), feminine=False)} "


_RUNNER = re.compile(r" [A-ZÀ-Ý][a-zà-ÿ]{2}")


def _placed(match: re.Match[str], context: Context) -> bool:
    """Whether someone's name follows: “1° Rossi”, or whose it is stands before: “il suo 14° titolo”."""
    known = _RUNNER.match(context.text, match.end()) is not None
    return known and not context.text.startswith((" Cel", " Fah"), match.end())


def _ranked(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    noun = (match["noun"] or "").lower()
    following = context.text[match.end() : match.end() + 16].lower().split()
    month = following[1:2] if following[:1] == ["de"] else following[:1]
    before = context.text[max(0, match.start() - 2) : match.start()]
    placed = context.before(match.start()).lower() in language.placed or before == "§ "
    if placed or _placed(match, context):
        return language.rank(int(match["number"]), feminine=False)
    door = _DOOR.search(context.text[max(0, match.start() - 8) : match.start()])
    if door and len(match["number"]) == 1 and _LETTER_AFTER.match(context.text, match.end()):
        feminine = language.tag == "it" and language.is_feminine(door["word"].lower())
        return language.rank(int(match["number"]), feminine=feminine)
    if noun not in language.ranked and not (month and month[0].strip(".,;:!?)") in language.months):
        return None
    feminine = bool(language.nouns and language.nouns.is_feminine(noun))
    return language.ranked_before(language.rank(int(match["number"]), feminine=feminine), noun)


_RATE = re.compile(r" (?:(?:par|por|per|al(?:la)?|aux|cada|ogni) |all').*")
_MARKS = ('"', "″", "”")
"""Marks of inches."""


def _part_of_unit(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    top, bottom = _ratio(match)
    inches = match["unit"] in _MARKS
    if not 0 < top < bottom or bottom > 10 and top > 1 and not inches:
        return None  # “8/16 GB”
    one, many = language.units["in" if inches else match["unit"]]
    whole = int(match["whole"] or 0)
    noun = many if whole > 1 else one
    rate = _RATE.search(noun)
    end = rate.start() if rate else len(noun)
    words = _shared(language, whole, (top, bottom), noun[:end])
    return words and behind_article(words, match, context) + noun[end:] + end_stop(match, context)


_INCHES = re.compile(
    rf"{ALONE}(?:(?P<whole>[0-9]{{1,2}})(?: |(?=[{''.join(GLYPHS)}])))?{_FRACTION}(?P<unit>[\"″”])(?!\w)"
)


def _inches(match: re.Match[str], context: Context) -> str | None:
    """“1½″”, “3/4″”, unless the mark ends a quotation."""
    if match["unit"] == '"' and is_quoted(context, match.start()):
        return None
    return _part_of_unit(match, context)


_ONE_OF = {
    "millones": "millón", "millions": "million", "milliards": "milliard", "milioni": "milione", "miliardi": "miliardo",
    "milhões": "milhão", "bilhões": "bilhão", "trilhões": "trilhão",
}  # fmt: skip


def _millions(match: re.Match[str], context: Context) -> str:
    """“1 mld”, “68 M d'habitants”."""
    language = spoken_language(context)
    scale = language.millions[match["scale"]]
    number = plain(match["number"], language)
    words = language.count(number, _ONE_OF[scale], scale)
    people = language.abbreviations.get(match["people"] or "")
    if people:
        words = language.join(words, language.words["part of"], people)
    stop = match.group().endswith(".")
    return words + ("." if stop and context.ends_sentence(match.end()) else "")


def _millions_rules(language: Language, number: str) -> tuple[Rule, ...]:
    """Millions in short; a lone M needs an *of* after it."""
    if not language.millions:
        return ()
    people = r"ab\." if "ab." in language.abbreviations else r"hab\."
    scales = alternation(scale for scale in language.millions if scale != "M")
    pattern = re.compile(
        rf"{ALONE}(?P<number>{number}){SPACE}?(?P<scale>{scales}|M(?= d(?:[ei]|['’])| {people}))(?![^\W_])\.?(?: (?P<people>{people}))?"
    )
    return (Rule("number", DIGIT, pattern, _millions),)


def ranked_rules(language: Language) -> tuple[Rule, ...]:
    """Ordinals with a degree sign, tried before temperatures."""
    if language.nouns is None:
        return ()
    return (Rule("ordinal", DIGIT, _CLASS, _class), Rule("ordinal", DIGIT, _RANKED, _ranked))


def rules(language: Language) -> tuple[Rule, ...]:
    """Nothing for languages whose nouns have no gender here."""
    if language.nouns is None:
        return ()
    number = number_pattern(language)
    units = unit_pattern(language)
    paired = re.compile(
        rf"{ALONE}(?P<number>{number})(?={SPACE}(?P<joint>{_JOINTS}){SPACE}{number}{SPACE}{_NOUN})"
    )
    counted = re.compile(rf"{ALONE_OR_BY}(?P<number>{number}){SPACE}(?={_NOUN})")
    of_unit = re.compile(
        rf"{ALONE}(?:(?P<whole>[0-9]{{1,4}})(?:{SPACE}|(?=[{''.join(GLYPHS)}])))?{_FRACTION}{SPACE}?(?P<unit>{units}){END}(?!['’]\w|[²³])"
    )
    return (
        *_millions_rules(language, number),
        Rule("fraction", DIGIT + "".join(GLYPHS), of_unit, _part_of_unit),
        Rule("fraction", DIGIT + "½", _HALF_AFTER, _half_after),
        Rule("fraction", DIGIT + "".join(GLYPHS), _INCHES, _inches),
        Rule("fraction", DIGIT, _PART, _part),
        Rule("fraction", "".join(GLYPHS), _PART_ALONE, _part),
        Rule("number", DIGIT, paired, _paired),
        Rule("number", DIGIT, counted, _counted),
    )
