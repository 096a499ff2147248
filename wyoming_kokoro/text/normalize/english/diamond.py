"""A pitcher's line in a box score: “7 IP, 3 H, 1 ER, 0 BB, 9 K”."""

import re

from wyoming_kokoro.text.normalize.english.durations import counted
from wyoming_kokoro.text.normalize.english.lookups import ALONE, is_one, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ENTRY = re.compile(
    rf"{ALONE}(?<![-–.])(?P<number>[0-9]{{1,3}})(?P<third>\.[12])? ?(?P<what>IP|ER|SO|BBs?|Ks?|H|R)(?![\w'’/-]|\.\w)"
)
_PITCHED = re.compile(r"[0-9] ?(?:IP|ER|BB)\b|\b(?:struck out|strikeouts|ERA|innings)\b")
_THIRDS = {".1": " and a third", ".2": " and two thirds"}
_NAMES = {
    "IP": ("inning", "innings"), "ER": ("earned run", "earned runs"), "BB": ("walk", "walks"),
    "K": ("strikeout", "strikeouts"), "SO": ("strikeout", "strikeouts"), "H": ("hit", "hits"), "R": ("run", "runs"),
}  # fmt: skip


def _entry(match: re.Match[str], context: Context) -> str | None:
    if not _PITCHED.search(context.near_in_sentence(match)):
        return None
    third = match["third"]
    if third and match["what"] != "IP":
        return None
    number = say_number(match["number"], context)
    one, many = _NAMES[match["what"].rstrip("s")]
    if third and match["number"] == "0":
        return f"{_THIRDS[third].removeprefix(' and ')} of an inning"
    name = one if is_one(match["number"]) and not third else many
    return f"{number}{_THIRDS[third] if third else ''} {name}"


_MADE = re.compile(
    rf"{ALONE}(?<![-–.])(?P<goals>[0-9]{{1,2}})G,? (?:and |& )?(?P<assists>[0-9]{{1,2}})A(?![\w'’/-])"
)


def _made(match: re.Match[str], context: Context) -> str:
    """Of hockey: “1G, 2A”."""
    return ", ".join(counted(int(match[f"{noun}s"]), noun, context) for noun in ("goal", "assist"))


RULES = (Rule("unit", DIGIT, _ENTRY, _entry), Rule("unit", DIGIT, _MADE, _made))
