"""Plain numbers and ordinals."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    CLAUSE_ENDS,
    DAY,
    END,
    NUMBER,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.english.measures import is_house
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ORDINAL = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}|[0-9]{{1,18}})(?:st|nd|rd|th|ST|ND|RD|TH| (?:st|nd|rd|th)(?= (?:floor|grade|place|class|year|time|edition|half|inning|birthday|anniversary)\b)){END}(?P<hyphen>-(?=[a-zA-Z])(?!{DAY}))?"
)
_PERCENTILE = re.compile(r"%-?t?iles?\b")
_CHANGED_BY = re.compile(
    r"\b(?:rose|fell|grew|up|down|dropped|increased|decreased|climbed|slipped|shrank) by $"
)
_FOLD = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})[x×](?![\w])(?! ?[0-9]{{1,4}} ?(?:g|kg|ml|cl|l|L|oz|lb|pt|pints?|pk|pack|pts|m|mm|cm)\b)"
)
_IN_EQUATION = re.compile(r"(?: ?[-+−=<>≤≥*] ?[0-9a-z(]| ?/ ?[0-9(]|\^)")
_EQUATED = re.compile(r"[=+−*/<>(] ?$|\b(?:sin|cos|tan|log|ln) $")
_BARE = re.compile(r"[.,;:?!)]|$")
_LISTED = re.compile(r" (?!ROI|IRR|MOIC)(?:[A-Z]{2}|[A-Z]\w*-|M\.2)")
"""What a list of parts has so many of: “2x USB-A”."""
_THINGS = re.compile(
    r" (?!times\b|as\b|more\b|less\b|the\b|[a-z]+er\b)(?:[a-z]{3,10} )?(?P<things>[a-z]{3,14}s)\b"
)
_ONCE = re.compile(
    r"[.,;:?!)]|$|/(?:day|week|wk|month|mo|year|yr|night)\b| (?:a|per|each|every|this|today|tonight|daily|weekly|monthly|in|at|before|after|during|on|then|and)\b"
)
_ABOUT_FORMULA = re.compile(
    r"[²³^]|[a-z]\(x\)|\bd[a-z]/d[a-z]\b|\b(?:derivatives?|integrals?|equations?|polynomials?|slope)\b"
)
_SPACED = re.compile(
    r"(?<![^\W_])[0-9]{1,3}(?:[\u00a0\u202f\u2009 ][0-9]{3}){1,5}(?![0-9]|[ -][0-9]{3})(?P<rest>(?:\.[0-9]{1,6})?)"
)
_SCALED = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?P<scale>k|K|m|M|B|T|bn|tn| (?:bn|tn)(?!\. [a-z])){END}(?!['’])"
)
_SCALED_TO = re.compile(
    rf"{ALONE}(?P<low>[0-9]{{1,3}}(?:\.[0-9])?)[Kk] ?[-–] ?(?P<high>[0-9]{{1,3}}(?:\.[0-9])?)[Kk](?= (?!races?\b|runs?\b|runners\b|walks?\b)[a-z]{{2,12}}s\b| (?:people|steps|mi\.?|sq\.?)(?!\w))"
)
_SCALES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "T": "trillion",
    "tn": "trillion",
}
_NOT_MANY = frozenset(
    "runners races run race runs walks video videos movies screens monitors displays cameras lights tapes resistors fonts".split()
)
_RACES = frozenset(("5", "10", "15", "20"))
_RUN = re.compile(
    r"\b(?:the|this|my|first|her|his|our|a|fun|charity|city|parkrun|annual|[A-Z][a-z]+|ran|run|runs|running|did|do|easy|local|muddy|a \w{3,10}) $"
)
_RUN_ENDS = re.compile(
    r"[.,;:!?)]|$| (?:run|race|course|route|in|on|at|for|this|next|last|to|and|with|is|was|has|starts?|through|around|round|time|PB|training|today|tomorrow)\b"
)
"""A run of so many kilometres: “the 10k starts at 9”."""
_FOLK = frozenset(
    "followers people subscribers users views likes downloads steps words miles jobs members posts".split()
)
_SCIENTIFIC = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)[eE](?P<power>[+-]?[0-9]{{1,3}}){END}"
)
_LINES = re.compile(rf"{ALONE}(?P<number>[0-9]{{3,4}})p{END}")
_MODEL = re.compile(rf"(?P<number>[0-9]{{3,4}}){END}(?![.,:/%°-][0-9])")
_SIDES = frozenset("ENG IND AUS PAK BAN AFG IRE SCO ZIM RSA".split())
"""Whose runs stand after them: “ENG 298”."""
_COMPOUND = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})-(?P<age>(?:year|month|week|day)s?-old(?:s(?!\w))?)?(?=(?P<rest>[a-zA-Z])?)"
)
_WEEKDAY = re.compile(DAY)
"""“Tue 4-Thu 6 Nov”."""
_LETTERED = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,4}})a(?![\w'’])")
_LETTERED_SPAN = re.compile(
    rf"{ALONE}(?P<first>[0-9]{{1,2}})(?P<from>[ab])[-–](?P<last>[0-9]{{1,2}})(?P<to>[ab])(?![\w'’])"
)
_PLAIN = re.compile(rf"(?<![^\W\d_])(?P<number>{NUMBER})(?![0-9])")
_LONG = re.compile(r"[0-9]{19,}")
_POINT = re.compile(r"\.(?P<digits>[0-9]{1,18})(?![0-9]|\.[0-9.])")
_PLURAL = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,4}})['’]s{END}")


_WEEKDAY_BEFORE = re.compile(rf"\b{DAY}\.?,? $")


_DUE = re.compile(r"\b(?:due|by|until|till?|since) (?:on )?$")
_FROM = re.compile(r"\b(?:on|by|from|until|till?|before|after|since) $")
_OF_MONTH = re.compile(
    r" of (?:each|every|(?:the|this|next) (?:mth|month))\b|(?:,| or| and| &) [0-9]{1,2}(?:st|nd|rd|th)\b"
)
"""What follows a day that has no month: “on 1st, 8th or 15th of the month”."""
_AFTER_DAY = frozenset("between at from until till for or and to with is was we if then".split())


def _ordinal(match: re.Match[str], context: Context) -> str:
    """“3rd”; the day of a month after that of the week: “Mon 3rd”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    following = context.after(match.end())
    dated: object = _WEEKDAY_BEFORE.search(before) and (
        not following[:1].isalpha() or following in _AFTER_DAY
    )
    dated = dated or _WEEKDAY_BEFORE.search(before) and context.text[match.end()] in "-–,;"
    if context.locale.day_first and len(match["number"]) < 3 and not match["hyphen"]:
        dated = dated or (_FROM.search(before) and _OF_MONTH.match(context.text, match.end()))
        dated = dated or (_DUE.search(before) and CLAUSE_ENDS.match(context.text, match.end()))
    rank = numerals(context).ordinal(int(match["number"].replace(",", "")))
    return ("the " if dated else "") + rank + (" " if match["hyphen"] else "")


_SEVERAL = re.compile(
    rf"{ALONE}(?P<number>[1-9][0-9]?) [xX×] (?!(?:plus|minus|equals|squared|cubed|over|times|divided|and|axis|gives|was|has|then|for|from|in|on|at|of|to)\b)(?=(?P<often>(?:[Ww]orld|[Oo]lympic|[Ee]uropean|[Nn]ational|[Ll]eague|cup|grand|daily|weekly|monthly|more|less|as|the|an?|per|speed|zoom|optical|(?!jumper|burger|paper|poster|starter|charger|folder|hanger|holder|number|tester|washer|planter|marker|filter)[a-z]+er|champions?|winners?)\b)|[a-zA-Z][a-z-]{{2}}|[A-Z]{{3,5}}\b)"
)


def _several(match: re.Match[str], context: Context) -> str | None:
    """“3 x sirloin steaks”, “a 4 x world champion”."""
    if not context.locale.day_first:
        return None
    return f"{say_number(match['number'], context)} {'times ' if match['often'] else ''}"


_ORDERED = re.compile(r"(?<![\w.])[1-9][0-9]?x [a-z]{3}")
_ORDER_ENDS = re.compile(
    r" (?!(?:daily|weekly|monthly|more|less|than|the|times|price|speed|zoom|size|growth|[a-z]+er)\b)[a-z]{3,12}(?: [a-z]{3,12}){0,2}(?=[,.;)]| &| and\b|$)"
)


def _is_ordered(match: re.Match[str], context: Context) -> bool:
    """“2x flat white, 1x toastie”."""
    if len(match["number"]) > 2 or not _ORDER_ENDS.match(context.text, match.end()):
        return False
    return len(_ORDERED.findall(context.near_in_sentence(match))) > 1


def _fold(match: re.Match[str], context: Context) -> str:
    """“3x faster”; in an equation 3x is a product."""
    before = context.text[max(0, match.start() - 5) : match.start()]
    bare = _BARE.match(context.text, match.end()) and _ABOUT_FORMULA.search(context.near(match, 60))
    if len(match["number"]) == 1 and _LISTED.match(context.text, match.end()):
        return say_number(match["number"], context)
    if context.locale.day_first and _is_ordered(match, context):
        return say_number(match["number"], context)
    things = _THINGS.match(context.text, match.end()) if context.locale.day_first else None
    if things and is_plural_noun(things["things"]) and len(match["number"]) < 3:
        return say_number(match["number"], context)
    if bare or _IN_EQUATION.match(context.text, match.end()) or _EQUATED.search(before):
        return f"{say_number(match['number'], context)} x"
    if match["number"] == "1" and _ONCE.match(context.text, match.end()):
        return "once"
    return f"{say_number(match['number'], context)} times"


def _spaced(match: re.Match[str], context: Context) -> str | None:
    groups = re.split(r"\s", match.group())
    if " " in match.group() and len(groups) == 2 and groups[1] != "000":
        return None
    if groups[0][0] == "0" or match["rest"] and " " in match.group():
        return None
    return say_number("".join(groups), context)


def _scaled(match: re.Match[str], context: Context) -> str | None:
    scale, number = match["scale"].strip(), match["number"]
    before = context.text[max(0, match.start() - 24) : match.start()]
    if scale == "k" and number in _RACES and _RUN.search(before):
        if _RUN_ENDS.match(context.text, match.end()):
            return f"{say_number(number, context)} K"
    if scale == "M" and context.locale.day_first and is_house(match, context):
        return None
    if scale in "BKTm" and not _is_many(number, scale, match, context):
        return None
    if match["scale"] == "k" and match["number"] in ("401", "403"):
        return f"{numerals(context).code(match['number'])} K"
    if match["scale"] == "k" and match["number"] == "5":
        return None
    return f"{say_number(number, context)} {_SCALES.get(scale, 'billion')}"


def _scaled_to(match: re.Match[str], context: Context) -> str:
    """“5K–7.5K miles”."""
    low, high = (f"{say_number(match[name], context)} thousand" for name in ("low", "high"))
    return f"{low} to {high}"


def _is_many(number: str, scale: str, match: re.Match[str], context: Context) -> bool:
    """Whether a capital stands for thousands and more: “310K likes”, “a 5K run” is none."""
    following = (
        context.after(match.end()) if context.text[match.end() : match.end() + 1] == " " else ""
    )
    if scale == "T" and context.locale.day_first and not is_plural_noun(following):
        return False  # an engine with a turbo
    if scale == "m":
        return context.text[match.start() - 1 : match.start()] != "-"
    if context.text[max(0, match.start() - 1) : match.start()] in ("-", "/"):
        return False
    if (
        _CHANGED_BY.search(context.text[max(0, match.start() - 16) : match.start()])
        and scale == "K"
    ):
        return True
    if context.text.startswith(("+", "-plus"), match.end()) and len(number) > 1:
        return True
    if (
        following in _NOT_MANY
        or scale == "K"
        and number in ("4", "5", "8", "10")
        and following.lower() not in _FOLK
    ):
        return False
    if following in ("ft", "lbs", "lb", "mi", "gal", "sq"):
        return True
    counted = is_plural_noun(following) or following.lower() in _FOLK
    return "." in number or counted or scale == "K" and len(number) > 2


def _scientific(match: re.Match[str], context: Context) -> str:
    power = numerals(context).cardinal(int(match["power"]))
    return f"{say_number(match['number'], context)} times ten to the power of {power}"


def _lines(match: re.Match[str], context: Context) -> str:
    return f"{numerals(context).code(match['number'])} P"


def _model(match: re.Match[str], context: Context) -> str | None:
    """The number of a model or standard after letters in capitals, e.g. RTX 4090."""
    before = context.before(match.start())
    if len(before) < 2 or not before.isupper() or context.text[match.start() - 1] != " ":
        return None
    if before in _SIDES and context.locale.day_first:
        return None
    return numerals(context).code(match["number"])


def _compound(match: re.Match[str], context: Context) -> str | None:
    """A number that a hyphen joins to a word, as in a 24-hour clock."""
    if match["age"]:
        return f"{say_number(match['number'], context)} {match['age'].replace('-', ' ')}"
    if not match["rest"] or _WEEKDAY.match(context.text, match.end()):
        return None
    return f"{say_number(match['number'], context)} "


def _lettered(match: re.Match[str], context: Context) -> str:
    """A small letter a after a number, which would be an article: “Fig. 3a”."""
    return f"{numerals(context).code(match['number'])} A"


def _lettered_span(match: re.Match[str], context: Context) -> str | None:
    """“zones 4a–8b”; from 8a to 11a are hours."""
    if match["from"] == match["to"] == "a":
        return None
    ends = (("first", "from"), ("last", "to"))
    return " to ".join(
        f"{numerals(context).cardinal(int(match[number]))} {match[letter].upper()}"
        for number, letter in ends
    )


def _plain(match: re.Match[str], context: Context) -> str:
    return say_number(match["number"], context)


def _long(match: re.Match[str], context: Context) -> str:
    return numerals(context).digits(match.group())


def _point(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 1) : match.start()]
    return None if before.isalnum() else f"point {numerals(context).digits(match['digits'])}"


def _plural(match: re.Match[str], context: Context) -> str:
    return f"{numerals(context).code(match['number'])}'s"


RULES = (
    Rule("ordinal", DIGIT, _ORDINAL, _ordinal),
    Rule("ordinal", "%", _PERCENTILE, lambda match, context: "percentile"),
    Rule("symbol", DIGIT, _SEVERAL, _several),
    Rule("number", DIGIT, _SCALED_TO, _scaled_to),
    Rule("symbol", DIGIT, _FOLD, _fold),
    Rule("number", DIGIT, _SCIENTIFIC, _scientific),
    Rule("number", DIGIT, _LINES, _lines),
)
NUMBER_RULES = (
    Rule("number", DIGIT, _PLURAL, _plural),
    Rule("number", DIGIT, _SPACED, _spaced),
    Rule("number", DIGIT, _SCALED, _scaled),
    Rule("number", DIGIT, _COMPOUND, _compound),
    Rule("range", DIGIT, _LETTERED_SPAN, _lettered_span),
    Rule("number", DIGIT, _LETTERED, _lettered),
    Rule("number", DIGIT, _MODEL, _model),
    Rule("number", DIGIT, _LONG, _long),
    Rule("number", DIGIT, _PLAIN, _plain),
    Rule("number", ".", _POINT, _point),
)
"""Tried after everything else that begins with a digit."""
