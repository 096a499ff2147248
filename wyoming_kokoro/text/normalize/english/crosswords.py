"""Clues of a crossword: “7dn.”, “stuck on 12ac”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, ends_sentence, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_CLUE = re.compile(rf"{ALONE}(?P<number>[1-9][0-9]?)(?P<gap> ?)(?P<way>ac|dn)(?P<dot>\.?)(?!\w)")
_SOLVED = re.compile(
    r"\b(?:[Cc]rosswords?|[Cc]lues?|[Ss]tuck|[Ss]olv\w+|[Ll]etters|ltrs|[Gg]rid|[Pp]uzzle|anagram|[Gg]uardian|Times|[Cc]ryptic)\b|[0-9]dn\b|\([0-9]{1,2}(?:[,-][0-9]{1,2}){0,3}\)"
)


def _clue(match: re.Match[str], context: Context) -> str | None:
    """“7ac.” is no acre where a crossword is spoken of."""
    down = match["way"] == "dn"
    sure = down and not match["gap"]
    if not sure and not _SOLVED.search(context.near(match, 48)):
        return None
    last = match["dot"] and ends_sentence(context, match.end())
    return f"{say_number(match['number'], context)} {'down' if down else 'across'}{'.' if last else ''}"


_LETTERS = re.compile(r"(?<=\()[1-9][0-9]?(?:[,-][1-9][0-9]?){1,3}(?=\))")
_CLUED = re.compile(r"(?:[0-9] ?(?:ac|dn|across|down)\.?|\b[Cc]lue\b[^.!?]{0,40}) \($")


def _letters(match: re.Match[str], context: Context) -> str | None:
    """How long the words of an answer are: “7dn (5-4)”."""
    if not _CLUED.search(context.text[max(0, match.start() - 50) : match.start()]):
        return None
    return ", ".join(say_number(number, context) for number in re.split("[,-]", match.group()))


RULES = (
    Rule("number", DIGIT, _CLUE, _clue),
    Rule("number", DIGIT, _LETTERS, _letters),
)
