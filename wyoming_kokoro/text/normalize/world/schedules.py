"""Short forms of timetables: days by their letters, episodes of series."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import ALONE, END, spoken_language

_WEEK = re.compile(
    r"(?<![\w.'’-])(?P<of>[Dd]el? |[Dd]u |[Dd]al? |[Dd]as? )?(?P<first>[A-Z])(?P<to> ?[-–/] ?| à | au? | al | y | e | et )(?P<last>[A-Z])(?![\w'’-]|\.[A-Z])"
)
_OPEN = re.compile(
    r"[0-9] ?h(?![^\W_])|[0-9][:.][0-9]{2}|\b(?:horario|abiert|cerrad|laborab|ouvert|ferm[ée]|horaire|apert|chius|orari|feriali|dalle|lavorativ)",
    re.IGNORECASE,
)
_JOINTS = frozenset(("y", "e", "et"))


def _week(match: re.Match[str], context: Context) -> str | None:
    """Days by their letters beside hours: “de L a V”, “L-V 9:00-14:00”; of two days with one letter
    the first is meant.
    """
    language = spoken_language(context)
    letters = [letter for letter, _ in language.day_letters]
    first, last = (match[name] for name in ("first", "last"))
    if first not in letters or last not in letters or letters.index(first) >= letters.index(last):
        return None
    if not _OPEN.search(context.near_in_sentence(match)):
        return None
    joint = match["to"].strip()
    names = dict(reversed(language.day_letters))
    if joint in _JOINTS:
        return f"{match['of'] or ''}{names[first]} {joint} {names[last]}"
    of = match["of"] or ""
    return of + language.days(names[first], names[last], begun=of.strip().lower())


_EPISODE = re.compile(
    rf"(?<![A-Za-z0-9À-ɏ.-])[ST](?P<season>[0-9]{{1,2}})(?::| |, )?[Ee][Pp]?(?P<episode>[0-9]{{1,3}}){END}"
)
_CROSSED = re.compile(rf"{ALONE}(?P<season>[1-9][0-9]?)x(?P<episode>[0-9]{{2}}){END}(?![.,][0-9])")
_SERIES = re.compile(
    r"\b(?:serie|série|[eé]pis[oó]d|capítulo|temporada|saison|stagion|puntata|netflix|mira|ver|guarda|regarde|assist)",
    re.IGNORECASE,
)


def _episode(match: re.Match[str], context: Context) -> str:
    """“T2E5”, “S02E05”, “2x05”."""
    language = spoken_language(context)
    season, episode = (int(match[name]) for name in ("season", "episode"))
    cardinal = language.numerals.cardinal
    before, after = language.episode
    if not language.space:
        return f"{before.replace('…', cardinal(season))}{after.replace('…', cardinal(episode))}"
    return f"{before} {cardinal(season)}{language.comma}{after} {cardinal(episode)}"


def _crossed(match: re.Match[str], context: Context) -> str | None:
    near = context.near_in_sentence(match)
    return _episode(match, context) if _SERIES.search(near) else None


def rules(language: Language) -> tuple[Rule, ...]:
    """Those that a language has words for."""
    week = (Rule("date", LETTER, _WEEK, _week),) if language.day_letters else ()
    if not language.episode[0]:
        return week
    crossed = (Rule("number", DIGIT, _CROSSED, _crossed),) if language.nouns else ()
    return (*week, Rule("acronym", "ST", _EPISODE, _episode), *crossed)
