"""How old somebody is: “3yo”, “a 2-yr-old”, “the 18-30s”."""

import re

from wyoming_kokoro.text.normalize.english.durations import counted
from wyoming_kokoro.text.normalize.english.lookups import ALONE, ends_sentence, numerals, say_number
from wyoming_kokoro.text.normalize.english.nouns import (
    describes_noun,
    is_plural_noun,
    is_small_word,
)
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SHORT = re.compile(
    rf"{ALONE}(?:(?P<low>[0-9]{{1,2}})(?:[-–]| to | or ))?(?P<number>[0-9]{{1,3}})[ -]?(?P<unit>yo|y/o|y\.o\.|(?:yrs?|wks?|mo|mths?)(?:\.? |-)old)(?P<many>s?)(?![\w/])"
)
_SEXES = {"M": "male", "F": "female"}
_BOTH_SEXES = re.compile(
    rf"{ALONE}(?P<men>[0-9]{{1,4}})(?P<one>[MF])(?P<joint> ?[/,:] ?)(?P<women>[0-9]{{1,4}})(?P<other>[MF])(?![\w°])"
)
_SEX = re.compile(
    rf"{ALONE}(?P<age>[1-9][0-9])(?P<sex>[MF])(?![\w°/])(?! (?:is|was|outside|inside|today|tonight|feels|heat|weather)\b)"
)
_SOMEBODY = re.compile(
    r"\b(?:I|I['’]?m|me|boyfriend|girlfriend|husband|wife|partner|brother|sister|son|daughter|friend|roommate|flatmate|housemate|fianc[eé]e?|mother|father|mom|mum|dad"
    r"|boss|ex|coworker|colleague|[Pp]atient)(?: \(|, (?:an? )?| an? | )$|\b(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur) (?![\w'’ -]{0,20}(?:room|house|home|fridge|freezer|cooler|oven|tank|pool|tub|bath|car|garage|office|cellar|basement|attic|shed|aquarium|pond|water|beer|wine|coffee|temp|temperature|fever|thermostat|heat|heater|boiler|shower|place|town|city|apartment|flat|kitchen|porch|patio|garden|bed|body|skin|grill|smoker|incubator|low|high|steak|meat|dough|phone|laptop|computer|server|battery|engine|motor|revenue|budget|income|fund|audience|channel|worth|debt|profit) )[\w'’ -]{2,24}(?<![a-rt-z]s) \($"
)
_NOUNS = {"w": "week", "m": "month", "y": "year"}
_YEAR_GROUP = re.compile(rf"{ALONE}(?P<year>[0-9]{{1,2}})s(?!\w|['’]\w)")
_SCHOOL_YEAR = re.compile(r"\b[Yy](?:ea)?r $")
_YEARS_MONTHS = re.compile(
    rf"{ALONE}(?P<years>[1-9][0-9]?) ?y(?:rs?)? ?(?P<months>1[01]|[0-9]) ?m(?:ths?|os?)?(?![\w/])"
)
_GENERATION = re.compile(rf"{ALONE}(?P<low>[1-9][0-9])[-–](?P<high>[1-9][0-9])s(?!\w|['’]\w)")
_AMONG = re.compile(
    r"\b(?:[Tt]he|[Cc]lub|[Aa]mong(?:st)?|[Mm]ost|[Mm]any|[Aa]imed at|[Aa]ged?|[Pp]opular with) (?:UK |US |single )?$"
)
_OF_KIND = re.compile(
    r"\b(?:[Ff]or|[Ww]ith|[Bb]y|[Oo]f) (?!(?:\w+ly|about|another|around|between|each|every|first|just|last|next|over|under) )[a-z]{4,12} $"
)
"""Before the grown-ups that a trip or a show is for: “for active 18-30s”."""
_NOT_AGES = re.compile(r" (?:timer|intervals?|clips?|timeout|delay|wait|window)s?\b")


_IS = frozenset(
    "is are was were am m im s re be turned turns turning almost nearly about only just age aged at of now over under from to between than".split()
)
"""After these an age is told and describes nothing."""


def _short(match: re.Match[str], context: Context) -> str:
    noun = _NOUNS[match["unit"][0]]
    number = say_number(match["number"], context)
    if match["low"]:
        joint = "or" if " or " in match.group() else "to"
        number = f"{say_number(match['low'], context)} {joint} {number}"
    joined = "-old" in match.group() or match["many"]
    if joined or _is_person(match, context):
        return f"{number} {noun} old{match['many']}"
    stop = "." if match["unit"] == "y.o." and ends_sentence(context, match.end()) else ""
    return f"{number} {noun}{'' if match['number'] == '1' else 's'} old{stop}"


def _is_person(match: re.Match[str], context: Context) -> bool:
    """Whether the age stands for somebody or before a noun: “my 3yo”, “a 3yo girl”."""
    before = context.before(match.start()).lower()
    owned = before in ("a", "an", "the", "my", "our", "his", "her", "your", "their", "this", "that")
    if owned or describes_noun(match, context):
        return True
    if context.text[match.end() : match.end() + 1] != " ":
        return False
    following = context.after(match.end())
    named = before not in _IS and not is_plural_noun(before) and len(following) > 2
    named = named and following.islower() and not is_small_word(following)
    return is_plural_noun(following) or named and not following.endswith(("ed", "ing", "ly"))


def _year_group(match: re.Match[str], context: Context) -> str | None:
    """Pupils by their year: “the Yr 10s”."""
    if not _SCHOOL_YEAR.search(context.text[max(0, match.start() - 6) : match.start()]):
        return None
    return plural(numerals(context).cardinal(int(match["year"])))


def _years_months(match: re.Match[str], context: Context) -> str:
    """“Reading age 9y 4m”."""
    years, months = (counted(int(match[f"{noun}s"]), noun, context) for noun in ("year", "month"))
    return f"{years} {months}"


def _generation(match: re.Match[str], context: Context) -> str | None:
    """“the 18-30s”, which are no seconds."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    low, high = int(match["low"]), int(match["high"])
    grown = low in (16, 18) and high >= 24 and _OF_KIND.search(before)
    if low >= high or not (grown or _AMONG.search(before)):
        return None
    if _NOT_AGES.match(context.text, match.end()):
        return None
    cardinal = numerals(context).cardinal
    return f"{cardinal(low)} to {plural(cardinal(high))}"


def _both_sexes(match: re.Match[str], context: Context) -> str | None:
    """Men and women of a group: “45M/28F”."""
    if match["one"] == match["other"]:
        return None
    cardinal = numerals(context).cardinal
    men, women = (
        f"{cardinal(int(match[number]))} {_SEXES[match[sex]]}"
        for number, sex in (("men", "one"), ("women", "other"))
    )
    return f"{men}, {women}"


def _sex(match: re.Match[str], context: Context) -> str | None:
    """Somebody's age and sex: “my wife (34F)”."""
    if not _SOMEBODY.search(context.text[max(0, match.start() - 32) : match.start()]):
        return None
    return f"{numerals(context).cardinal(int(match['age']))} {_SEXES[match['sex']]}"


RULES = (
    Rule("number", DIGIT, _BOTH_SEXES, _both_sexes),
    Rule("number", DIGIT, _SEX, _sex),
    Rule("number", DIGIT, _YEARS_MONTHS, _years_months),
    Rule("number", DIGIT, _SHORT, _short),
    Rule("number", DIGIT, _YEAR_GROUP, _year_group),
    Rule("range", DIGIT, _GENERATION, _generation),
)
