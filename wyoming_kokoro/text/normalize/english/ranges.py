"""Ranges, scores, ratios, sizes and products: two figures and what stands between them."""

import re

from wyoming_kokoro.text.normalize.english import scores
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    CAPITALS,
    DAY,
    END,
    NUMBER,
    joint,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.english.scores import SCORE
from wyoming_kokoro.text.normalize.english.slashed_dates import day_and_month
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_TAKEN = "days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?|seconds?|secs?|people|cups?|miles?"
"""What is told from so much to so much, whatever the dash stands next to: “10 -14 days”."""
_RANGE = re.compile(
    rf"{ALONE}(?P<low>{NUMBER})(?P<dash>--?|–|—| [-–] |[-–] | [-–](?={NUMBER} ?(?:{_TAKEN})\b))(?=(?P<sign>[-−$€£]?)(?P<high>{NUMBER})(?!-[0-9]))"
)
_DASHED_DAY = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])-(?:0[1-9]|1[0-2])-[0-4][0-9]")
_ON_DAY = re.compile(r"\b(?:on|by|due|dated|until|since|from|before|after) $", re.IGNORECASE)
_LIST = re.compile(
    rf"{ALONE}(?:[0-9]{{1,4}}(?:[-–][0-9]{{1,4}}){{2,8}}{END}(?![-–]?[0-9])"
    rf"|[0-9]{{1,4}}(?:/[0-9]{{1,4}}){{2,8}}{END}(?!/?[0-9])"
    rf"|[0-9]{{1,3}}\.[0-9]{{1,2}}(?:/[0-9]{{1,3}}\.[0-9]{{1,2}}){{2,4}}{END}(?![/.]?[0-9]))"
)
_RATIO = re.compile(
    rf"{ALONE}(?P<left>{NUMBER})[ ]?:[ ]?(?P<right>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}}|[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?){END}(?!:)"
)
_TIMES = re.compile(rf"{ALONE}(?P<left>{NUMBER})[ ]?(?P<sign>[x×X*])[ ]?(?=[£€]?{NUMBER})")
_VOTES = re.compile(
    r"\b(?:bill|measure|motion|passed|senate|house|commons|lords|council|approved|rejected|confirmed)\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:minus|subtract\w*|calculat\w+|comput\w+|what is|what[’']s|equals?|solve|maths?|equation|difference|sum|evaluate|how much is|multipl\w+)\b|[=+×÷^*<>]",
    re.IGNORECASE,
)
_LEAVES = re.compile(r" ?=| (?:is|makes|leaves) (?P<rest>[0-9]{1,6})(?![\w/:%-]|[.,][0-9])")
_ASKED = re.compile(r"\b(?:[Ww]hat(?: is|['’]s)|[Ss]olve|[Cc](?:alculate|ompute)|[Hh]ow much is) $")
_HOURS = re.compile(
    r"\b(?:open|opens|opening|closed|from|hours|daily|weekdays|weekends|work|works|working|office|available|service|busy|lunch|brunch|dinner|happy h(?:ou)?r"
    rf"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|{DAY}[-–]{DAY})\b",
    re.IGNORECASE,
)
_RATED = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Hh]is|[Tt]heir) $")
_NOUN = re.compile(r" [a-z]{3}")
_PORTION = re.compile(r"(?P<size>[0-9.,]+) ?(?:g|kg|mg|mcg|ml|cl|l|L|oz|lb|pt|pints?|litre)\b")
_DEGREE = re.compile(
    r" (?:in (?:[A-Z]|(?:my|his|her|their|the) (?:exams?|finals|degree|dissertation|essay)\b|(?:history|maths|law|physics|chemistry|biology|geography|economics|politics|philosophy|psychology|engineering|business|medicine|music|computing|nursing)\b)|from [A-Z]|degree|honours|at (?:uni|[A-Z])|or (?:above|better|higher))"
)
"""What follows a class of British degrees: “a 2:1 in History”."""
_AWARDED = re.compile(
    r"\b(?:got|gets?|getting|with|achieved?|expecting|expects?|predicted|awarded|needs?|wants?|minimum(?: of)?|least) an? (?:good |high )?$|\(an? $"
)
_AWARD_ENDS = re.compile(r"[.,;!?)]|$| (?:from|and|but|or)\b")
_ROGER = re.compile(
    r"(?<![\w.,-])10-4(?=[,.;!?\"”’)](?! ?[0-9])|$| good buddy| (?:over|on that|that)\b)"
)
_HEARD = re.compile(
    r"(?:^|[.!?\n][\"”’]? ?|[\"“‘(] ?|\b(?:roger|roger that|copy|copy that|a big|a|is|said|yes|yep|okay|ok|sir),? )$",
    re.IGNORECASE,
)
_SAME_LETTER = re.compile(r"(?<![^\W_])(?P<letter>[A-Z])(?P<low>[0-9]{1,3})$")
_LETTER_TO = re.compile(r"[-–](?=(?P<letter>[A-Z])(?P<high>[0-9]{1,3})(?!\w))")
_PLANES = frozenset(("boeing", "airbus"))
_PLANE = re.compile(r"7[0-8]7-(?:[2-9]00|[89]|10)(?![0-9])")
_CUSTOMERS = re.compile(rf"{ALONE}(?P<type>7[0-8]7)-(?P<code>[1-6][0-9]{{2}}){END}(?!-[0-9])")
"""An airliner and the code of who ordered it."""
_POWERS_OF_TEN = re.compile(r"10(?:\^|[⁰¹²³⁴-⁹⁻])")
_LABELLED = frozenset(
    "table figure fig section sec exhibit chapter appendix equation eq article problem exercise rule apollo lot".split()
)
_LIKE_YEAR = re.compile(r"1[1-9][0-9]{2}|20[0-9]{2}")
_SIZED = re.compile(
    r"\b(?:boards?|lumber|rooms?|photos?|rugs?|frames?|panels?|sheets?|screens?|beds?|sizes?|measur\w+|grids?|matri\w+|planks?|pans?|dish(?:es)?|trays?|tins?"
    r"|tents?|canop\w+|cards?|plots?|gardens?|prints?|pictures?|tiles?|post(?:er|card)s?|envelopes?|labels?|paper|patio|deck|shed|kitchen|bathroom|office|space)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?:[0-9.,]+ ?[xX×] ?)?[0-9.,]+(?: [0-9]{1,2}/[0-9]{1,2})?[ -]?(?:mm|cm|m|km|in|inch|inches|ft|feet|foot|px|pixels?|meters?|resolution|display|video|image)\b"
    r"|[0-9]+\"|[0-9.,]+ ?[xX] ?[0-9]"
)
_PIXELS = re.compile(r"[1-9][0-9]{2,3}(?![0-9.,]*[0-9%])")
_ROUND = re.compile(
    r"[0-9.]{1,5}[ -]?(?:cm|mm|in|inch)\.?[ -](?:(?:round|circle|disc|screw|bolt|nail)s|(?:[a-z-]{3,14} ){0,2}(?:plant pots|ramekins|(?:sandwich|cake|(?:loose-)?bottomed) tins))\b"
)
"""So many things with one measure: “cut out 12 x 6cm rounds”."""
_THE_SIZE = re.compile(r"[0-9]{1,2} [xX] $")
_ARTICLE = re.compile(r"\b(?:an?|the) $")
"""“bring the 9 x 13”: a pan."""
_HIGH_SCORES = re.compile(r"180s\b")
"""Counted: “7 x 180s”."""
_GAUGE_BEFORE = re.compile(r"\b[Nn]o\.? $")
"""Of a screw: “No. 8 x 2in”."""
_SIZE_BEFORE = re.compile(r"[0-9] ?[xX] ?$")


def _range(match: re.Match[str], context: Context) -> str | None:
    if match["low"] == match["high"] == "50":
        return "fifty "
    low, high = (float(match[name].replace(",", "")) for name in ("low", "high"))
    leaves = _LEAVES.match(context.text, match.end("high"))
    sentence = context.near_in_sentence(match)
    falls = _falls(match, low, high, sentence)
    minus = leaves is not None and (
        not leaves["rest"] or falls and 0 < high == low - int(leaves["rest"])
    )
    shared = low + high == 100 and context.before(match.start()).isalpha()  # “backed it 52 - 48”
    spaced = " " in match["dash"] and not shared
    minus = minus or falls and (spaced or _SUM.search(sentence) is not None)
    if (
        minus
        and _RATED.search(context.text[max(0, match.start() - 8) : match.start()])
        and _NOUN.match(context.text, match.end("high"))
    ):
        minus = False
    if minus and re.match(
        r"(?:pm|am|PM|AM|GCSEs?|gra(?:d|$))\b",
        context.text[match.end("high") : match.end("high") + 7].lstrip(),
    ):
        minus = False
    if context.before(match.start()).lower() == "channel" and match["low"].isdigit():
        return f"{say_number(match['low'], context)} "
    built = context.before(match.start()).lower() in _PLANES and match["low"].isdigit()
    if built or _PLANE.match(context.text, match.start()):
        return f"{numerals(context).code(match['low'])} "
    if (
        _LIKE_YEAR.fullmatch(match["low"])
        and len(match["high"]) in (2, 4)
        and (not minus or _LIKE_YEAR.fullmatch(match["high"]))
    ):
        first = numerals(context).year(int(match["low"]))
    else:
        first = say_number(match["low"], context)
    loose = match["dash"] in ("- ", "– ") and low >= high  # “at 5- 3 of us came”
    if loose or match["low"][0] == "0" and match["low"][1:2].isdecimal():
        return None
    before = context.before(match.start())
    if falls and before.lower() in _LABELLED:
        return f"{say_number(match['low'], context)} dash "
    coded = re.fullmatch("[0-9]{4}", match["low"]) and not _LIKE_YEAR.fullmatch(match["low"])
    if falls and not minus and coded and high < 100:
        return f"{numerals(context).code(match['low'])} dash "
    opened = context.text[max(0, match.start() - 1) : match.start()] == "("
    apart = context.text[max(0, match.start() - 2) : match.start()] == ", "
    if falls and len(before) > 1 and before.isupper() and not (opened or apart):
        code = match["low"].isdigit()
        return f"{numerals(context).code(match['low']) if code else first} dash "
    return f"{first}{' minus ' if minus else joint(context, match.start())}"


def _falls(match: re.Match[str], low: float, high: float, sentence: str) -> bool:
    """Whether the second number is the less, and no score, hours or years tell why."""
    if "-" not in match["dash"] and not _asks(match) or low < high:
        return False
    if _LIKE_YEAR.fullmatch(match["low"]) and len(match["high"]) == 2 and 12 < high > low % 100:
        return False
    if len(match["low"]) == 4 and match["high"][0] == "0":
        return False  # a year or a month
    return not any(words.search(sentence) for words in (SCORE, _HOURS, _VOTES))


def _asks(match: re.Match[str]) -> bool:
    """“What is 9–4?”: a sum with a longer dash."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return "–" in match["dash"] and _ASKED.search(before) is not None


def _plane(match: re.Match[str], context: Context) -> str | None:
    """“a 747-436”: a range would rise."""
    votes = any(words.search(context.near_in_sentence(match)) for words in (SCORE, _VOTES))
    if votes or match["code"] >= match["type"]:
        return None
    return " ".join(numerals(context).code(match[name]) for name in ("type", "code"))


_MANY_FOR = re.compile(rf"{ALONE}(?P<many>[2-9])(?:-for-|/)(?=[£€$])")


def _many_for(match: re.Match[str], context: Context) -> str:
    """“2-for-£3.50”."""
    return f"{say_number(match['many'], context)} for "


def _roger(match: re.Match[str], context: Context) -> str | None:
    """“10-4” over the radio: understood."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    if not _HEARD.search(before) or SCORE.search(context.near_in_sentence(match)):
        return None
    return "ten four"


def _list(match: re.Match[str], context: Context) -> str:
    if match.group() == "24/7/365":
        return "twenty four seven, three sixty five"
    if match.group() == "2-4-1":
        return "two for one"
    parts = re.split(r"[-–/]", match.group())
    if context.locale.day_first and _DASHED_DAY.fullmatch(match.group()):
        if _ON_DAY.search(context.text[max(0, match.start() - 10) : match.start()]):
            day, month, year = (int(part) for part in parts)
            return f"{day_and_month(day, month, context)}, {numerals(context).year(2000 + year)}"
    return ", ".join(say_number(part, context) for part in parts)


def _ratio(match: re.Match[str], context: Context) -> str | None:
    if " " in match.group() and ": " in match.group() and " :" not in match.group():
        return None
    if match.group() == "1:1" and _is_talk(match, context):
        return "one on one"
    if match.group() in ("2:1", "2:2") and _is_degree(match, context):
        return f"two {say_number(match['right'], context)}"
    to = " " if match["left"] == match["right"] == "50" else " to "  # “split it 50:50”
    return f"{say_number(match['left'], context)}{to}{say_number(match['right'], context)}"


_TALK = re.compile(
    r" (?:(?:w/|with) ?(?:[A-Z]|(?:my|your|the)\b)|meetings?\b|calls?\b|sessions?\b|chats?\b|check-?ins?\b|today|tomorrow|tonight|on [MTWF])"
)
_TALK_BEFORE = re.compile(r"\b(?:[Mm]y|[Oo]ur|[Ww]eekly|[Mm]onthly|[Bb]i-?weekly|[Qq]uarterly) $")


def _is_talk(match: re.Match[str], context: Context) -> bool:
    """“1:1 w/ Priya”, “our weekly 1:1”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    return not context.locale.day_first and bool(
        _TALK.match(context.text, match.end()) or _TALK_BEFORE.search(before)
    )


def _is_degree(match: re.Match[str], context: Context) -> bool:
    """Whether a class of a British degree is told: “a 2:1 in History”, “she got a 2:2.”"""
    if _DEGREE.match(context.text, match.end()):
        return True
    before = context.text[max(0, match.start() - 24) : match.start()]
    return (
        _AWARDED.search(before) is not None
        and _AWARD_ENDS.match(context.text, match.end()) is not None
    )


def _times(match: re.Match[str], context: Context) -> str:
    rest = context.text[match.end() : match.end() + 24]
    tight = " " not in match.group() and match["sign"] != "*"
    letter = match["sign"] in "xX"
    sized = (
        _SIZE.match(rest) is not None
        or _SIZE_BEFORE.search(context.text[max(0, match.start() - 4) : match.start()]) is not None
        or _SIZED.search(context.near_in_sentence(match)) is not None
    )
    size = sized or tight and (letter or len(match["left"]) >= 3)
    size = (
        size
        or letter
        and _THE_SIZE.match(match.group(), 0) is not None
        and _ARTICLE.search(context.text[max(0, match.start() - 4) : match.start()]) is not None
    )
    pixels = _PIXELS.match(rest) if match["sign"] != "*" and len(match["left"]) >= 3 else None
    if pixels and not is_plural_noun(context.after(match.end() + pixels.end())):
        apart = context.near_in_sentence(match).replace(match.group(), "", 1)
        size = size or _SUM.search(apart) is None
    size = size and not _POWERS_OF_TEN.match(rest)
    if _HIGH_SCORES.match(rest):
        return f"{say_number(match['left'], context)} "
    if rest[0] in "£€":
        return f"{say_number(match['left'], context)} times "
    if match["sign"] != "*" and _GAUGE_BEFORE.search(
        context.text[max(0, match.start() - 5) : match.start()]
    ):
        return f"{say_number(match['left'], context)} by "
    if match["sign"] != "*" and _ROUND.match(rest):
        return f"{say_number(match['left'], context)} "
    portion = _PORTION.match(rest) if letter else None
    if portion:
        heard = "times " if _run_together(match["left"], portion["size"]) else ""
        return f"{say_number(match['left'], context)} {heard}"
    left = say_number(match["left"], context)
    digits = match["left"]
    if size and len(digits) == 4 and digits.isdigit() and digits[2:] != "00":
        left = numerals(context).code(digits)
    return f"{left} {'by' if size else 'times'} "


def _run_together(left: str, right: str) -> bool:
    """Whether two numbers would be heard as one: 20 5, 1 23."""
    if not (left.isdecimal() and right.isdecimal()):
        return False
    many, size = int(left), int(right)
    if many < 10:
        return 10 <= size < 100
    return many % 100 == 0 and size < 100 or many % 10 == 0 and size < 10


_ITEM_TIMES = re.compile(
    r"(?:[x×] ?|X )(?=(?!(?:16|32|64|86)\b)[1-9][0-9]?(?:[.,;!?)](?![0-9])|$| \(| (?:and|please|for|from|or|plus|in|on|since|at|with|per|p/|an?)(?!\w)))"
)
_ITEM = re.compile(r"(?!and|the|for|ith)[a-z)]{3} $|\b[A-Z]{2,4} $|[£€$][0-9.,]{1,8} $|[0-9]p $")


def _item_times(match: re.Match[str], context: Context) -> str | None:
    """“eggs x 6”, “AAA x 4”."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    return "times " if _ITEM.search(before) else None


_JUNCTIONS = re.compile(r"[-–](?=J?[0-9]{1,2}(?:[abAB]?\b))")
_JUNCTION = re.compile(r"(?<!\w)[JqQ][0-9]{1,2}[abAB]?$")


def _junctions(match: re.Match[str], context: Context) -> str | None:
    """Of a motorway: “M4 J10-12”."""
    before = context.text[max(0, match.start() - 5) : match.start()]
    return " to " if _JUNCTION.search(before) else None


def _letter_to(match: re.Match[str], context: Context) -> str | None:
    """“Q1–Q3”, “J10-J12”."""
    before = _SAME_LETTER.search(context.text[max(0, match.start() - 5) : match.start()])
    if (
        before is None
        or before["letter"] != match["letter"]
        or int(before["low"]) >= int(match["high"])
        and before["letter"] != "J"
    ):
        return None
    preceding = context.before(match.start() - len(before.group())).lower()
    return " and " if preceding == "between" else " to "


_LETTERED = re.compile(r"(?<![\w.’'&/-])(?P<first>[A-Y])[-–](?P<last>[B-Z])(?![\w’'-])")
_OF_LETTERS = re.compile(r"\b[A-Za-z][a-z]{2,12}s $")
_THEY_DO = re.compile(
    r" (?:please )?(?:bring|go|sit|use|meet|queue|come|line up|park|report|register|pick up|collect|wear|start|arrive|to the)\b"
)
"""What those do whose names begin so."""


def _lettered(match: re.Match[str], context: Context) -> str | None:
    """“coaches J-L”, “surnames A–K”, “A–M bring salads”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    named = _OF_LETTERS.search(before) or _THEY_DO.match(context.text, match.end())
    if match["first"] >= match["last"] or not named:
        return None
    return f"{match['first']}{'.' if match['first'] == 'A' else ''} to {match['last']}"


_LESS = re.compile(r"(?:-(?= )|(?<=[0-9])-)(?= ?[0-9]{1,4}(?:/[0-9]{1,2})?(?: ?=|[?.]?$))")


def _less(match: re.Match[str], context: Context) -> str | None:
    """“4/5 - 2 =”, “What is 4/5 - 2?”."""
    gap = context.since_last(match.start())
    if context.last_class != "fraction" or gap not in ("", " "):
        return None
    if not _SUM.search(context.near_in_sentence(match)):
        return None
    return "minus" if gap else " minus "


_PARTS = re.compile(r"(?<=[a-z] ):(?= [0-9]{1,3} parts?\b)")
_PART = re.compile(r"\b[0-9]{1,3} parts? (?:[a-z][a-z ]{1,24} )?$")


def _parts(match: re.Match[str], context: Context) -> str | None:
    """“5 parts sand : 1 part cement”."""
    mixed = _PART.search(context.text[max(0, match.start() - 40) : match.start()])
    return "to" if mixed else None


LIST_RULES = (Rule("range", DIGIT, _LIST, _list),)
"""Tried before the fractions."""
RULES = (
    Rule("range", CAPITALS, _LETTERED, _lettered),
    Rule("range", "-–", _LETTER_TO, _letter_to),
    Rule("range", ":", _PARTS, _parts),
    Rule("range", "-", _LESS, _less),
    Rule("range", "-–", _JUNCTIONS, _junctions),
    Rule("number", DIGIT, _MANY_FOR, _many_for),
    Rule("number", DIGIT, _ROGER, _roger),
    *scores.RULES,
    Rule("number", DIGIT, _CUSTOMERS, _plane),
    Rule("range", DIGIT, _RANGE, _range),
    Rule("range", DIGIT, _RATIO, _ratio),
    Rule("symbol", DIGIT, _TIMES, _times),
    Rule("symbol", "xX×", _ITEM_TIMES, _item_times),
)
