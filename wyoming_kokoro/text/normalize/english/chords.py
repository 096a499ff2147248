"""Chords, their progressions, and notes of a length."""

import re

from wyoming_kokoro.text.normalize.english.lookups import numerals, say_number
from wyoming_kokoro.text.normalize.roman import value
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_ROOT = r"(?P<root>[A-G])(?P<sign>[#♯b♭]?)"
_BASS = r"(?:/(?P<bass>[A-G])(?P<bass_sign>[#♯b♭]?))?"
_CHORD = re.compile(
    rf"(?<![\w#♯'’/.-]){_ROOT}(?P<kind>maj|min|m|M|dim|aug|sus|add|°|ø)?(?P<number>6/9|[24-7]|9|11|13)?(?P<rest>(?:(?:[#♯b♭]|sus|add)(?:2|4|5|9|11|13)){{0,2}}){_BASS}(?![\w#♯'’&]|\.[\w]|-[A-Za-z0-9])"
)
_SURE = re.compile(
    r"[A-G][#♯b♭]?(?:(?:maj|min|M)(?:7|9|11|13)|m(?:6|7|9|11)(?:b5)?|(?:sus|add)(?:2|4|9)|dim7?|ø7?|aug|7sus4|[#♯]m|(?:7|9|13)(?:[b♭](?:5|9|13))?[#♯](?:5|9|11)(?:[b♭](?:5|9|13))?)(?![\w])"
)
_MUSIC = re.compile(
    r"\b(?:chords?|guitar|ukulele|piano|capo|progressions?|strum\w*|key of|fret(?:s|board)?|barre|triads?|arpeggios?|jazz|riffs?|voicings?|keyboard|scales?|melody|harmon\w+|in the key)\b",
    re.IGNORECASE,
)
_KINDS = {
    "maj": "major", "M": "major", "min": "minor", "m": "minor", "dim": "diminished", "°": "diminished", "ø": "half diminished",
    "aug": "augmented", "sus": "sus", "add": "add",
}  # fmt: skip
_SIGNS = {"#": "sharp", "♯": "sharp", "b": "flat", "♭": "flat"}
_ALTERED = re.compile(r"(?P<what>[#♯b♭]|sus|add)(?P<number>[0-9]{1,2})")
_STEP = r"(?:[IViv]{1,3}(?:[°o+7])?)"
_PROGRESSION = re.compile(
    rf"(?<![\w.'’-])(?P<steps>{_STEP}(?:(?: ?[–-] ?|, ?){_STEP}){{2,7}})(?![\w'’-])"
)
_STEPS = re.compile(r"(?P<roman>[IViv]{1,3})(?P<kind>[°o+7]?)")
_DEGREES = frozenset("I II III IV V VI VII i ii iii iv v vi vii".split())
_NOTE = re.compile(r"(?P<note>[♩♪])(?P<equals> ?= ?(?=[0-9]))?")
_NOTES = {"♩": "quarter note", "♪": "eighth note"}
_QUAVERS = {"♩": "crotchet", "♪": "quaver"}
_COMPOSERS = re.compile(
    r"\b(?:Mozart|Schubert|Haydn|Scarlatti|Liszt|Köchel|Deutsch|Hoboken|[Ss]ymphony|[Ss]onatas?|[Cc]oncerto|[Qq]uartet|[Qq]uintet|[Tt]rio|[Rr]equiem|[Mm]ass|[A-G] (?:major|minor))\b"
)
_CATALOGUE = re.compile(
    r"(?<!\w)(?P<of>KV|K|D|Hob|S)\. ?(?:(?P<part>[IVX]{1,5}[a-z]?):)?(?P<number>[1-9][0-9]{0,3})(?![\w%]|[.,:][0-9])"
)


def _chord(match: re.Match[str], context: Context) -> str | None:
    """“Am7”, “F#m7b5”, “D/F#”."""
    written = match.group()
    if not _SURE.match(written) and not _is_music(match, context):
        return None
    kind = _KINDS.get(match["kind"] or "", "")
    number = match["number"] or ""
    figures = " ".join(say_number(part, context) for part in number.split("/")) if number else ""
    rest = " ".join(
        f"{_SIGNS.get(each['what'], each['what'])} {say_number(each['number'], context)}"
        for each in _ALTERED.finditer(match["rest"])
    )
    over = f"over {_note(match['bass'], match['bass_sign'])}" if match["bass"] else ""
    return " ".join(filter(None, (_note(match["root"], match["sign"]), kind, figures, rest, over)))


def _is_music(match: re.Match[str], context: Context) -> bool:
    """Whether a short name, as Em or B7, is a chord where it stands; letters alone are left."""
    if len(match.group()) < 2:
        return False
    if match.group() == "Am" and re.match(" I\\b", context.text[match.end() : match.end() + 3]):
        return False
    near = context.near_in_sentence(match, 100)
    return _MUSIC.search(near) is not None or _SURE.search(near) is not None


def _note(letter: str, sign: str) -> str:
    return f"{letter} {_SIGNS[sign]}" if sign else letter


def _progression(match: re.Match[str], context: Context) -> str | None:
    """“ii–V–I”: two five one."""
    steps = list(_STEPS.finditer(match["steps"]))
    if not all(step["roman"] in _DEGREES for step in steps):
        return None
    if "," in match["steps"] and not _MUSIC.search(context.near_in_sentence(match, 100)):
        return None
    kinds = {"°": " diminished", "o": " diminished", "+": " augmented", "7": " seven"}
    return " ".join(
        context.locale.numerals.cardinal(value(step["roman"].upper())) + kinds.get(step["kind"], "")
        for step in steps
    )


def _length(match: re.Match[str], context: Context) -> str:
    """“♩ = 96”."""
    name = (_QUAVERS if context.locale.day_first else _NOTES)[match["note"]]
    return f"{name} equals " if match["equals"] else name


def _catalogue(match: re.Match[str], context: Context) -> str | None:
    """“K. 550”, “Hob. XVI:52”."""
    if not _COMPOSERS.search(context.near(match, 40)):
        return None
    number = numerals(context).code(match["number"])
    part = match["part"]
    letter = part.lstrip("IVX") if part else ""
    group = (
        f" {numerals(context).cardinal(value(part.removesuffix(letter)))}{f' {letter},' if letter else ''}"
        if part
        else ""
    )
    name = "Hoboken" if match["of"] == "Hob" else f"{'.'.join(match['of'])}."
    return f"{name}{group} {number}"


RULES = (
    Rule("number", "KDHS", _CATALOGUE, _catalogue),
    Rule("acronym", "ABCDEFG", _CHORD, _chord),
    Rule("roman", "IViv", _PROGRESSION, _progression),
    Rule("symbol", "♩♪", _NOTE, _length),
)
"""Tried before acronyms and emoji."""
