"""Sets of tennis: “6-4, 3-6, 7-6(5)”."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import ALONE, END, spoken_language

_TIE = r"[ ]?\((?P<tie>[0-9]{1,2})(?:[-–/](?P<break>[0-9]{1,2}))?\)"
_SET = re.compile(
    rf"{ALONE}(?P<left>[0-7])(?P<dash>[-–/])(?P<right>[0-7])(?:{_TIE})?{END}(?![-–/.,%][0-9])"
)
_OTHER = r"(?P<left>[0-7])(?P<dash>[-–/])(?P<right>[0-7])(?: ?\([0-9]{1,2}(?:[-–/][0-9]{1,2})?\))?"
_BEFORE = re.compile(rf"(?<![\w/-]){_OTHER}(?:,| (?:y|e|et|और)|, (?:y|e|et|और))? $")
_AFTER = re.compile(rf"(?:,| (?:y|e|et|और)|, (?:y|e|et|और))? {_OTHER}(?![\w/-])")
_GAMES = ((6, 7), (7, 6), (7, 5), (5, 7))


def _is_set(left: int, right: int) -> bool:
    return max(left, right) == 6 and min(left, right) < 5 or (left, right) in _GAMES


def _set(match: re.Match[str], context: Context) -> str | None:
    """One of several sets in a row, or one with the points of its tie-break."""
    language = spoken_language(context)
    left, right = int(match["left"]), int(match["right"])
    if not _is_set(left, right):
        return None
    before = _BEFORE.search(context.text[max(0, match.start() - 20) : match.start()])
    after = _AFTER.match(context.text, match.end())
    beside = any(
        found
        and found["dash"] == match["dash"]
        and _is_set(int(found["left"]), int(found["right"]))
        for found in (before, after)
    )
    if not beside and (match["tie"] is None or 7 not in (left, right)):
        return None
    score = _joined(left, right, language)
    if match["tie"] is None:
        return score
    tie = language.numerals.cardinal(int(match["tie"]))
    if match["break"]:
        tie = _joined(int(match["tie"]), int(match["break"]), language)
    return f"{score} ({tie})"


def _joined(left: int, right: int, language: Language) -> str:
    to = language.words["to"] if language.tag == "pt-BR" else ""
    return language.join(language.numerals.cardinal(left), to, language.numerals.cardinal(right))


def rules(language: Language) -> tuple[Rule, ...]:
    """For languages that set words apart."""
    return (Rule("range", DIGIT, _SET, _set),) if language.space else ()
