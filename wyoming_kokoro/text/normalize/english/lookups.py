"""Patterns and small questions that several English rules share."""

import re
from collections.abc import Iterable
from string import ascii_uppercase
from typing import cast

from wyoming_kokoro.text.normalize.english.numerals import EnglishNumerals
from wyoming_kokoro.text.normalize.scanner import Context
from wyoming_kokoro.text.words import APPOSED, STARTERS

CAPITALS = ascii_uppercase
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,18})?"
"""A number without sign: 1,234,567.5 or 1234.5."""
END = r"(?![^\W_])"
"""No letter or digit follows."""
ALONE = r"(?<![^\W_xX])(?<![^0-9\"″”'′’ ][xX])(?<![^0-9\"″”'′’] [xX])"
"""No letter or digit stands before, but for the x of 2x4."""

DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b"
"""A day of the week, whole or short."""

CLAUSE_ENDS = re.compile(r"[,;!?)]|\.(?:\s|$)|$")
"""What stands right after the last word of a clause."""

POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
"""Of the compass."""

_GOES_ON = re.compile(
    r" (?:[NS]?[NESW]{1,2}(?! winds?\b)|[ECMPH][SD]?T|AK[SD]T|GMT|UTC|BST|CES?T|IST|AE[SD]T|Eastern|Central|Mountain|Pacific|local time|ESPN[2U+]?|FOX|Fox|FS[12]|CBS|NBC|ABC|TNT|TBS|BTN|SECN|ACCN|NFLN|MLBN|NBATV|PBS|HBO|AMC|HGTV|Peacock|Netflix|Hulu|Telemundo|Univision"
    r"|(?:Blvd|Ave|Rd|Pkwy|Hwy|Boulevard|Avenue|Parkway|Highway|Expressway|Expy)|(?:Rm|Bldg|Ste|Apt)\.? ?[0-9]{1,4}[A-Z]?)(?![\w'’])"
    rf"| ID(?![\w'’])| [MTWF][hu]?[-–/](?:M|Tu?|W|Th|F|Sa|Su)\b| #[0-9]| {DAY}(?:\.?,? (?:@|at|[0-9])|\. [a-z])"
)
"""What a sentence does not begin with after a short form: the compass, a time zone, the kind of a
road, a room, a number, a day with its time.
"""
_SHORT_FORM = re.compile(r"(?P<before>\S*)\s*(?<![^\W_])(?P<short>[^\W\d_]+(?:\.[^\W\d_]+)*)\.$")


def ends_sentence(context: Context, position: int) -> bool:
    """Whether the full stop of a short form, just before `position`, is the sentence's own."""
    if not context.ends_sentence(position) or _GOES_ON.match(context.text, position):
        return False
    return not _goes_on_with_next(context, position)


def _goes_on_with_next(context: Context, position: int) -> bool:
    """Whether the capital belongs to the short form: “Warner Bros. Pictures”, “the natl. Guard”."""
    found = _SHORT_FORM.search(context.text[max(0, position - 40) : position])
    following = context.after(position)
    if found is None or not following:
        return False
    short, locale = found["short"], context.locale
    if following in APPOSED and context.text.startswith(f"{following}.", position + 1):
        return True  # “Kaiser Bros. Inc.”
    if short in locale.named_forms or short.lower() in locale.named_forms:
        return following.lower() not in STARTERS
    if found["before"].endswith(",") and short in locale.regions:
        return False  # behind a town
    goes_on = locale.followers.get(short)
    return goes_on is not None and goes_on.match(context.text, position + 1) is not None


def initials(words: Iterable[str]) -> str:
    """The characters that words begin with, for `Rule.starts`."""
    return "".join(sorted({word[0] for word in words}))


def numerals(context: Context) -> EnglishNumerals:
    """The number words of the context's English."""
    return cast(EnglishNumerals, context.locale.numerals)


def say_number(written: str, context: Context) -> str:
    """A number as `NUMBER` finds it."""
    return context.locale.numerals.number(written.replace(",", ""))


def joint(context: Context, position: int) -> str:
    """What joins two ends of which the first begins at `position`: “between 2 and 4”, “2 to 4”."""
    between = context.before(position).lower() in ("between", "btw", "btwn")
    return " and " if between else " to "


def is_one(written: str) -> bool:
    """Whether what is counted stands in the singular."""
    return written == "1"


def spelled(name: str, context: Context) -> str:
    """The name of a unit as it is spelled where the context's English is at home."""
    if not context.locale.day_first:
        return name
    return name.replace("meter", "metre").replace("liter", "litre")
