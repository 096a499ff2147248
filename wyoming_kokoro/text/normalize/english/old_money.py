"""Shillings and pence of before 1971: “2s. 6d.”, “£3 4s 2d”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, ends_sentence
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SHILLINGS = re.compile(
    rf"{ALONE}(?P<shillings>[0-9]{{1,2}})s(?:\. ?| ?)(?P<pence>[0-9]{{1,2}}½?)d(?![^\W_])\.?"
)
_SLASHED = re.compile(
    r"£(?P<pounds>[0-9]{1,4})/(?P<shillings>1?[0-9])/(?P<pence>-|1[01]|[0-9])(?![\w/-])"
)
_SOLIDUS = re.compile(rf"{ALONE}(?P<shillings>[1-9][0-9]{{0,2}})/[-–](?![\w/-])")
_AND_PENCE = re.compile(rf"{ALONE}(?P<shillings>1?[0-9])/(?P<pence>1[01]|[1-9])(?![\w/-])")
_OLD = re.compile(
    r"\b(?:(?i:half[- ](?:a[- ])?crowns?|shillings?|guineas?|florins?|farthings?|tuppence|ha'?penny|old money|pre-?decimal)|bob)\b"
)
_SHILLINGS_ALONE = re.compile(rf"{ALONE}(?P<shillings>[0-9]{{1,2}})s(?![\w'’])")


def _shillings(match: re.Match[str], context: Context) -> str:
    """“2s. 6d.”"""
    cardinal = context.locale.numerals.cardinal
    pence = int(match["pence"].rstrip("½"))
    stop = "." if match.group().endswith(".") and ends_sentence(context, match.end()) else ""
    half = " halfpenny" if match["pence"].endswith("½") else ""
    noun = "penny" if pence == 1 else "pence"
    return f"{_counted(match, context)} {cardinal(pence)} {noun}{half}{stop}"


def _slashed(match: re.Match[str], context: Context) -> str:
    """“£2/5/-”, “£1/19/6”."""
    cardinal = context.locale.numerals.cardinal
    pounds = int(match["pounds"])
    parts = [f"{cardinal(pounds)} pound{'' if pounds == 1 else 's'}"]
    if match["shillings"] != "0":
        parts.append(_counted(match, context))
    if match["pence"].strip("-0"):
        pence = int(match["pence"])
        parts.append(f"{cardinal(pence)} {'penny' if pence == 1 else 'pence'}")
    return " ".join(parts)


def _and_pence(match: re.Match[str], context: Context) -> str | None:
    """“2/6”: two and six."""
    if not _OLD.search(context.near_in_sentence(match)):
        return None
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['shillings']))} and {cardinal(int(match['pence']))}"


def _shillings_alone(match: re.Match[str], context: Context) -> str | None:
    """“£3 4s”."""
    after_pounds = context.last_class == "money" and context.since_last(match.start()) == " "
    pounds = after_pounds and context.text[context.last_start] == "£"
    return _counted(match, context) if pounds else None


def _counted(match: re.Match[str], context: Context) -> str:
    shillings = int(match["shillings"])
    return f"{context.locale.numerals.cardinal(shillings)} shilling{'' if shillings == 1 else 's'}"


_HALFPENCE = re.compile(r"p(?![\w/-]|\.\w)")


def _halfpence(match: re.Match[str], context: Context) -> str | None:
    """“1½p”."""
    tight = context.last_class == "fraction" and context.last_end == match.start()
    return "pence" if tight and context.locale.day_first else None


_AFTER_HALF = re.compile(r"d\.?(?![\w/-])")
_SUMS = re.compile(
    r"\b[0-9]{1,2}s\.|@|£|\b(?:shillings?|per|a|yds?|lb|doz|costs?|paid|price[ds]?|worth|sold|fares?)\b"
)


def _half_pence(match: re.Match[str], context: Context) -> str | None:
    """“calico @ 4½d.”."""
    tight = context.last_class == "fraction" and context.last_end == match.start()
    if not tight or not _SUMS.search(context.near_in_sentence(match, 24)):
        return None
    stop = "." if match.group()[-1] == "." and ends_sentence(context, match.end()) else ""
    return f"pence{stop}"


RULES = (
    Rule("money", "d", _AFTER_HALF, _half_pence),
    Rule("money", "p", _HALFPENCE, _halfpence),
    Rule("money", "£", _SLASHED, _slashed),
    Rule("money", DIGIT, _SOLIDUS, _counted),
    Rule("money", DIGIT, _AND_PENCE, _and_pence),
    Rule("money", DIGIT, _SHILLINGS, _shillings),
    Rule("money", DIGIT, _SHILLINGS_ALONE, _shillings_alone),
)
