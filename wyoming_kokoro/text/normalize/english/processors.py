"""Names of processors and graphics cards: “i7-13700K”, “Ryzen 5 5600X”, “16C/22T”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, numerals, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_CORES = re.compile(rf"{ALONE}(?P<cores>[0-9]{{1,3}})C/(?P<threads>[0-9]{{1,3}})T{END}")
_PROCESSOR = re.compile(
    rf"(?<![\w-])(?P<series>i[3579]|DDR[345]X?)-(?P<digits>[0-9]{{4,5}})(?P<rest>[A-Z]{{0,3}}){END}"
)
_STACKED = re.compile(rf"{ALONE}(?P<digits>[0-9]{{4}})X3D{END}")
_CHIP = re.compile(
    r"(?<=[A-Za-z0-9] )(?P<digits>[1-9][0-9]{3})(?P<rest>(?:XT|GT|GE|HX|HS|XTX|X|G|H|K|U|T|S|F)?)(?!\w)"
)
_CHIPS = re.compile(
    r"\b(?:Ryzen(?: AI)?(?: [3579])?|Threadripper|RX|Radeon|Xeon|Core Ultra [579]) $"
)


def _chip(match: re.Match[str], context: Context) -> str | None:
    """“Ryzen 5 5600X”."""
    if not _CHIPS.search(context.text[max(0, match.start() - 16) : match.start()]):
        return None
    return f"{numerals(context).code(match['digits'])} {'.'.join(match['rest'])}".rstrip()


def _cores(match: re.Match[str], context: Context) -> str:
    """“16C/22T”."""
    cores, threads = (say_number(match[name], context) for name in ("cores", "threads"))
    many = "" if context.text[match.end() : match.end() + 2].strip().isalpha() else "s"
    return f"{cores} core{many}, {threads} thread{many}"


def _stacked(match: re.Match[str], context: Context) -> str:
    """“a 5800X3D”."""
    return f"{numerals(context).code(match['digits'])} X three D"


def _processor(match: re.Match[str], context: Context) -> str:
    """“i7-13700K”: seven thirteen seven hundred; “DDR5-6000”."""
    digits, code = match["digits"], numerals(context).code
    said = f"{code(digits[:2])} {code(digits[2:])}" if len(digits) > 4 else code(digits)
    series = re.sub("([0-9])", lambda one: f" {say_number(one.group(), context)}", match["series"])
    return " ".join(filter(None, (series, said, ".".join(match["rest"]))))


RULES = (
    Rule("number", DIGIT, _CHIP, _chip),
    Rule("number", "iD", _PROCESSOR, _processor),
    Rule("number", DIGIT, _CORES, _cores),
    Rule("number", DIGIT, _STACKED, _stacked),
)
