"""What pilots say digit by digit: runways, levels of flight, headings, squawks."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, numerals
from wyoming_kokoro.text.normalize.english.military_times import four_figures
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_DIRECTION = r"(?:0[1-9]|[12][0-9]|3[0-6])"
_RUNWAY_WORD = re.compile(rf"(?<!\w)(?:RWY|Rwy|rwy)(?P<many>s|S)?\.?(?= ?[0-9]{{1,2}}[LRC]?{END})")
_RUNWAY = re.compile(
    rf"{ALONE}(?P<number>{_DIRECTION}|[1-9](?=[LRC/]))(?P<side>[LRC]?)(?:(?P<joint>/| and | or |, )(?P<other>{_DIRECTION}|[1-9](?=[LRC]))(?P<far>[LRC]?))?{END}(?![.,:][0-9]|[%°]|[ -](?:feet|foot|ft|m|meters|metres|miles|mi|km|lights|inches|hours|minutes)\b)"
)
_ON_RUNWAY = re.compile(r"\b(?:[Rr]unways?|(?:RWY|Rwy|rwy)[sS]?\.?) $")
_SIDES = {"L": " left", "R": " right", "C": " center", "": ""}
_LEVEL = re.compile(rf"(?<!\w)FL ?(?P<level>[0-9]{{2,3}}){END}(?![.,:][0-9]|[%°])")
_TOLD = re.compile(
    rf"{ALONE}(?P<digits>[0-9]{{3}})(?:(?P<sign>°)|(?P<word>-degree)?{END}(?![.,:/-][0-9]|[%°]))"
)
_HEADING = re.compile(
    r"\b(?:[Hh]eading|[Bb]earing|[Cc]ourse|[Rr]adial)(?: (?:of|is|to|is now))?:? $|\b[Tt]urn (?:left|right) (?:to )?(?:heading )?$"
)
_SQUAWK = re.compile(
    rf"(?<=[Ss]quawk )(?P<digits>[0-7]{{4}}){END}|(?<=[Ss]quawking )(?P<more>[0-7]{{4}}){END}"
)


def _runway_word(match: re.Match[str], context: Context) -> str:
    """“RWY 27L”."""
    word = "Runway" if match.group()[0] == "R" and match.group()[1].islower() else "runway"
    return word + ("s" if match["many"] else "")


def _runway(match: re.Match[str], context: Context) -> str | None:
    """“runway 27L”, “Runway 9/27”: two seven left."""
    if not _ON_RUNWAY.search(context.text[max(0, match.start() - 9) : match.start()]):
        return None
    first = numerals(context).digits(match["number"]) + _side(match["side"], context)
    if not match["joint"]:
        return first
    other = numerals(context).digits(match["other"]) + _side(match["far"], context)
    return f"{first}{match['joint'].replace('/', ', ')}{other}"


def _side(letter: str, context: Context) -> str:
    side = _SIDES[letter]
    return side.replace("center", "centre") if context.locale.day_first else side


def _level(match: re.Match[str], context: Context) -> str:
    """“FL350”."""
    return f"flight level {numerals(context).digits(match['level'])}"


def _heading(match: re.Match[str], context: Context) -> str | None:
    """“heading 085°”, “a bearing of 240”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    if not _HEADING.search(before) or int(match["digits"]) > 360:
        return None
    rest = " degrees" if match["sign"] else (match["word"] or "").replace("-", " ")
    return numerals(context).digits(match["digits"]) + rest


def _squawk(match: re.Match[str], context: Context) -> str:
    return numerals(context).digits(match["digits"] or match["more"])


_WIND = re.compile(
    rf"{ALONE}(?P<from>[0-3][0-9]0)(?P<at> at |@)(?P<speed>[0-9]{{1,3}})(?:G(?P<gust>[0-9]{{1,3}}))?{END}"
)
_WIND_BEFORE = re.compile(r"\b[Ww]inds? (?:is |are |from )?$")


def _wind(match: re.Match[str], context: Context) -> str | None:
    """“winds 280 at 14G22”."""
    if not _WIND_BEFORE.search(context.text[max(0, match.start() - 12) : match.start()]):
        return None
    gust = f" gusting {numerals(context).cardinal(int(match['gust']))}" if match["gust"] else ""
    speed = numerals(context).cardinal(int(match["speed"]))
    return f"{numerals(context).digits(match['from'])} at {speed}{gust}"


_ZULU = re.compile(rf"{ALONE}(?P<hour>[01][0-9]|2[0-3]):?(?P<minute>[0-5][0-9])Z(?![\w-])")


def _zulu(match: re.Match[str], context: Context) -> str:
    """“14:20Z”."""
    return f"{four_figures(match['hour'], match['minute'], context)} Zulu"


RULES = (
    Rule("time", DIGIT, _ZULU, _zulu),
    Rule("number", DIGIT, _WIND, _wind),
    Rule("abbreviation", "Rr", _RUNWAY_WORD, _runway_word),
    Rule("number", DIGIT, _RUNWAY, _runway),
    Rule("number", "F", _LEVEL, _level),
    Rule("number", DIGIT, _TOLD, _heading),
    Rule("number", DIGIT, _SQUAWK, _squawk),
)
