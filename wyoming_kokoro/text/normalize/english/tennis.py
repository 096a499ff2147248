"""Sets, games and points of tennis: “6–4, 3–6, 7–6 (7–5)”, “serving at 5-3”, “40-0”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, numerals
from wyoming_kokoro.text.normalize.english.nouns import counts_after
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SET = re.compile(
    rf"{ALONE}(?P<left>[0-7])[-–](?P<right>[0-7])(?:[ ]?\((?P<tie>[0-9]{{1,2}})(?:[-–](?P<break>[0-9]{{1,2}}))?\))?{END}(?![-.%][0-9])"
)
_OTHER_SET = r"[0-7][-–][0-7](?: ?\([0-9]{1,2}(?:[-–][0-9]{1,2})?\))?"
_SET_BEFORE = re.compile(rf"(?<![\w-]){_OTHER_SET},? (?:and )?$")
_SET_AFTER = re.compile(rf",? (?:and )?{_OTHER_SET}(?![\w-])")
_POINTS = re.compile(
    rf"{ALONE}(?P<left>0|15|30|40)[-–](?P<right>0|15|30|40){END}(?![-–/.:%°][0-9]|%|°| ?[=+])"
)
_GAMES = re.compile(
    rf"{ALONE}(?P<left>[0-6])[-–](?P<right>[0-6]){END}(?![-–/.:%°][0-9]|%|°| ?[=+])"
)
_SERVED = re.compile(
    r"\b(?:on (?:her|his|my|your|their|own|[A-Z]\w+['’]s?) (?:own )?serve|serving (?:at|for|first)|to serve|service games?|deuce|(?:break|game|set|match) points?|tennis|Wimbledon"
    r"|Roland Garros|(?:French|Australian|US) Open|Djokovic|Alcaraz|Sinner|Raducanu|Draper|Norrie|Swiatek|Sabalenka|Gauff)\b"
)
_AT_GAMES = re.compile(r"\b(?:serv(?:e|es|ed|ing) at|serving for (?:it|the set|the match) at) $")
_OF_TENNIS = re.compile(
    r"\b(?:first|second|third|fourth|fifth|final|deciding|opening|next) set\b|\b(?:Djokovic|Alcaraz|Raducanu|Draper|Norrie|Boulter|Swiatek|Sabalenka|Gauff|Medvedev|Zverev)\b"
)
_TOLD = re.compile(r"(?:\b(?:[Ii]t['’]s|[Ll]eads|[Ll]ed|at|up|is|was|score)|[,:(;.]|^) ?$")
_ALL = re.compile(r"[.,;!?)]|$")
_OTHER_GAME = re.compile(
    r"\b(?:rugby|football|hockey|NFL|basketball|half-?time|tries|try|drop goal|beat(?:en)?|beats|won|wins?|lost|loses?|thrash\w*|hammer\w*|win|victory|defeat\w*)\b"
)


def _set(match: re.Match[str], context: Context) -> str | None:
    """One of several sets in a row: “6–4, 3–6, 7–6 (7–5)”."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    if not (_SET_BEFORE.search(before) or _SET_AFTER.match(context.text, match.end())):
        return None
    if max(int(match["left"]), int(match["right"])) < 6 and match["tie"] is None:
        return None
    score = f"{_won(match['left'], context)} {_won(match['right'], context)}"
    if match["tie"] is None:
        return score
    if match["break"] is None:
        return f"{score} ({numerals(context).cardinal(int(match['tie']))})"
    return f"{score} ({_won(match['tie'], context)} {_won(match['break'], context)})"


def _won(number: str, context: Context) -> str:
    """Games or points of one side."""
    return "love" if number == "0" else numerals(context).cardinal(int(number))


def _points(match: re.Match[str], context: Context) -> str | None:
    """“40-0”, “0-30 on her serve”, “it's 15-40”."""
    left, right = match["left"], match["right"]
    if left == right == "0" or left == right == "40" or counts_after(match, context):
        return None
    sentence = context.near_in_sentence(match)
    if not _SERVED.search(sentence):
        before = context.text[max(0, match.start() - 12) : match.start()]
        ends = _ALL.match(context.text, match.end()) is not None
        sure = context.locale.day_first and left != "0" and ends and _TOLD.search(before)
        if not sure or right != "0" and not before.endswith(("t's ", "t’s ")):
            return None
        if _OTHER_GAME.search(sentence):
            return None
    return _said(left, right, context)


def _games(match: re.Match[str], context: Context) -> str | None:
    """“serving at 5-3”."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    served = _AT_GAMES.search(before)
    whole = "0" in (match["left"], match["right"])
    if not served and not (
        whole and (_SET_BEFORE.search(before) or _OF_TENNIS.search(context.near_in_sentence(match)))
    ):
        return None
    return _said(match["left"], match["right"], context)


def _said(left: str, right: str, context: Context) -> str:
    return f"{_won(left, context)} {'all' if left == right else _won(right, context)}"


RULES = (
    Rule("range", DIGIT, _POINTS, _points),
    Rule("range", DIGIT, _GAMES, _games),
    Rule("range", DIGIT, _SET, _set),
)
