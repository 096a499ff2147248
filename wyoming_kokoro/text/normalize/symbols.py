"""Signs between and around words."""

import re
import unicodedata

from wyoming_kokoro.text.normalize import roman
from wyoming_kokoro.text.normalize.scanner import Context, Rule, ends_word

_SIGNS = "&=×÷±≈≠≤≥∞√π∑∆§¶°©@%‰€£$¥¢₿Ωµ№⇒→⟶➔➜➝←↔↑↓²³−⁄∕₹"
_SAME = {"⟶": "→", "➔": "→", "➜": "→", "➝": "→", "⇒": "→", "−": "-n", "∕": "⁄", "∼": "~"}
_PAIRS = {
    "->": "→", "=>": "→", "-->": "→", "==>": "→", "<-": "←", "<=": "≤", ">=": "≥", "!=": "≠", "==": "=", "===": "=", "+/-": "±",
    "<->": "↔", "&&": "&", "||": "|", "~=": "≈", "<>": "≠",
}  # fmt: skip
_DROPPED = "*_`|~#^™®•·▪‣●○◦◆■□★☆✓\\\u200b\u200c\u200d\ufeff\ufe0f"
_PAIR = re.compile("|".join(re.escape(pair) for pair in sorted(_PAIRS, key=len, reverse=True)))
_LINE = re.compile(r"([-*_=~#])\1{3,400}")
_PROMPT = re.compile(r"\$ (?=[a-z])")
_NUMBER_SIGN = re.compile(r"(?<![^\W_])#[ ]?(?=[0-9])")
_MINUS = re.compile(r"[-−–](?=\.?[0-9]|[$€£¥₹]\.?[0-9])")
_DASH_TO = re.compile(r"[-–—−〜～~][ ]?(?=[-−$€£¥￥₹]?[0-9½¼¾⅓⅔⅛])")
_TITLE = re.compile(r"[0-9]{1,4} [A-Z][a-z]{3}")
_ABOUT = re.compile(r"[~≈∼][ ]?(?=[$€£]?[0-9])")
_PLUS = re.compile(r"\+{1,2}")
_RISEN = re.compile("[▲▼](?= ?[+$€£]?[0-9])")
_LESS = re.compile(r"[<>]")
_STAR = re.compile(r"\*[ ]?(?=[0-9(a-z])")
_SUM_ENDS = re.compile(r"/[-=](?!\w)")
_DIVIDED = re.compile(r"/(?= [0-9])")
_POWER = re.compile(r"\^(?P<power>[0-9]{1,3})")
_ACCIDENTAL = re.compile("[♭♯]")
_SHARP = re.compile(r"#(?!\w|m\w)|#(?=m(?:in|aj)?(?!\w))")
_NOTE = re.compile(r"(?<![^\W_])(?:[A-G]|[Dd][oó]|[Rr][eé]|[Mm]i|[Ff][aá]|[Ss]ol|[Ll][aá]|[Ss]i)$")
_LETTERS = "πΩµ"
_APART = r"[^\W\d_\u2e80-\u9fff\uf900-\uffdc]"
"""A letter, save of scripts whose words stand next to a sign without a space."""
_ONE = re.compile(
    rf"(?<!{_APART})[{_LETTERS}](?!{_APART})|(?<!{_APART})π(?=[rRdD](?![A-Za-z]))|[{re.escape(''.join(sorted(set(_SIGNS) - set(_LETTERS))))}]"
)
_NUMERALS = "".join(map(chr, range(0x2160, 0x2180)))
_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))
_NUMERAL = re.compile(f"[{_NUMERALS}]+")
_DROP = re.compile(f"[{re.escape(_DROPPED)}]+")


def _word(sign: str, context: Context) -> str | None:
    return context.locale.words.get(sign)


def _previous(match: re.Match[str], context: Context) -> str:
    return context.text[max(0, match.start() - 1) : match.start()]


def _prompt(match: re.Match[str], context: Context) -> str | None:
    return "" if match.start() == 0 else None


def _one(match: re.Match[str], context: Context) -> str | None:
    return _word(_SAME.get(match.group(), match.group()), context)


def _pair(match: re.Match[str], context: Context) -> str | None:
    return _word(_PAIRS[match.group()], context)


def _drop(match: re.Match[str], context: Context) -> str:
    before = _previous(match, context)
    after = context.text[match.end() : match.end() + 1]
    return " " if before.isalnum() and after.isalnum() and match.group() not in ("™", "®") else ""


def _number_sign(match: re.Match[str], context: Context) -> str | None:
    return _word("№", context)


def _minus(match: re.Match[str], context: Context) -> str | None:
    before = _previous(match, context)
    if before and (ends_word(before) and before < "\u2e80" or before in ")]-–/.\\_%°"):
        return None
    return _word("-n", context)


_WITH_ASIDES = frozenset(("unit", "money", "ordinal", "fraction"))
"""After these a dash between spaces leads to something else."""


def _dash_to(match: re.Match[str], context: Context) -> str | None:
    if context.last_class not in (
        "time",
        "temperature",
        "unit",
        "money",
        "date",
        "ordinal",
        "fraction",
    ):
        return None
    between = context.text[context.last_end : match.start()]
    if between not in ("", " ") or (between == " ") != match.group().endswith(" "):
        return None
    if between and context.text[context.last_start : context.last_end] == "24/7":
        return None  # “open 24/7 - 365 days a year”
    if match.group() == "— " and context.last_class in _WITH_ASIDES:
        if context.locale.tag.startswith("en"):
            return None  # “due on the 9th — 2 weeks early”
    if context.last_class == "time" and between and _TITLE.match(context.text, match.end()):
        return None  # “8 PM - 60 Minutes”
    if context.text[context.last_end - 1] in " :/":
        return None  # “L: -9°”
    joint = (
        "&"
        if context.before(context.last_start).lower() == "between"
        and context.locale.tag.startswith("en")
        else "to"
    )
    to = _word(joint, context)
    return to if between or to is None else f"{context.locale.space}{to}"


def _about(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 2) : match.start()].rstrip()
    return _word("≈" if match.group()[0] != "~" and before[-1:].isdigit() else "~", context)


def _plus(match: re.Match[str], context: Context) -> str | None:
    plus = _word("+", context)
    return plus and " ".join([plus] * len(match.group()))


def _risen(match: re.Match[str], context: Context) -> str | None:
    """“▲9%”."""
    return _word("↑" if match.group() == "▲" else "↓", context)


def _less(match: re.Match[str], context: Context) -> str | None:
    after = context.text[match.end() : match.end() + 1]
    if not after or not (after.isalnum() or after in " -$€£."):
        return ""
    return _word(match.group(), context)


def _star(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 2) : match.start()]
    spaced = match.group() == "* " and before[-1:] == " " and before[:1].isalnum()
    if not spaced and not (match.group() == "*" and before[-1:].isdigit()):
        return None
    times = _word("×", context)
    return f"{times} " if times and context.text.startswith("(", match.end()) else times


def _sum_ends(match: re.Match[str], context: Context) -> str | None:
    """What closes a sum in India, that nobody may add to it: “₹500/-”."""
    summed = context.last_class == "money" and context.last_end == match.start()
    if context.locale.tag == "hi" and _previous(match, context).isdigit():
        summed = True
    return "" if summed else None


def _divided(match: re.Match[str], context: Context) -> str | None:
    if context.last_class in ("phone", "time", "date") and context.last_end == match.start() - 1:
        return context.locale.comma.strip()
    before = context.text[max(0, match.start() - 2) : match.start()]
    return (
        _word("÷", context)
        if len(before) == 2 and before[0].isdigit() and before[1] == " "
        else None
    )


def _power(match: re.Match[str], context: Context) -> str | None:
    if not _previous(match, context).isalnum():
        return None
    power = int(match["power"])
    if power in (2, 3):
        return _word("²" if power == 2 else "³", context)
    to_the = _word("^", context)
    return to_the and f"{to_the} {context.locale.numerals.cardinal(power)}"


def _sharp(match: re.Match[str], context: Context) -> str | None:
    key = _NOTE.search(context.text[max(0, match.start() - 4) : match.start()])
    return _word("sharp", context) if key else None


def _accidental(match: re.Match[str], context: Context) -> str | None:
    """A note's sign: “B♭”, “fa♯”."""
    return _word("flat" if match.group() == "♭" else "sharp", context)


def _numeral(match: re.Match[str], context: Context) -> str | None:
    """Roman numerals that are characters of their own: “Chapter Ⅱ”."""
    letters = unicodedata.normalize("NFKC", match.group()).upper()
    if not roman.SHAPE.fullmatch(letters):
        return None
    return context.locale.numerals.cardinal(roman.value(letters))


def _circled(match: re.Match[str], context: Context) -> str:
    """The number of a step: “③”."""
    return context.locale.numerals.cardinal(int(unicodedata.numeric(match.group())))


RULES = (
    Rule("symbol", "-*_=~#", _LINE, _drop),
    Rule("symbol", "$", _PROMPT, _prompt),
    Rule("symbol", "#", _NUMBER_SIGN, _number_sign),
    Rule("symbol", "#", _SHARP, _sharp),
    Rule("symbol", "♭♯", _ACCIDENTAL, _accidental),
    Rule("symbol", "-=<>!+&|~", _PAIR, _pair),
    Rule("range", "-–—−〜～~", _DASH_TO, _dash_to),
    Rule("symbol", "-−–", _MINUS, _minus),
    Rule("symbol", "~≈∼", _ABOUT, _about),
    Rule("symbol", "+", _PLUS, _plus),
    Rule("symbol", "▲▼", _RISEN, _risen),
    Rule("symbol", "<>", _LESS, _less),
    Rule("symbol", "*", _STAR, _star),
    Rule("symbol", "/", _SUM_ENDS, _sum_ends),
    Rule("symbol", "/", _DIVIDED, _divided),
    Rule("symbol", "^", _POWER, _power),
    Rule("symbol", _SIGNS, _ONE, _one),
    Rule("number", _CIRCLED, re.compile(f"[{_CIRCLED}]"), _circled),
    Rule("roman", _NUMERALS, _NUMERAL, _numeral),
    Rule("symbol", _DROPPED, _DROP, _drop),
)
