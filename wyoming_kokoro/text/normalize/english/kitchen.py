"""Spoons and cups of recipes: “2 T butter”, “1/2 C sugar”, “2 heaped tbsp”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    ends_sentence,
    is_one,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.english.nouns import describes_noun
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FOOD = (
    r"(?= (?:of )?(?:[a-z-]{3,11} ){0,2}(?:sugar|salt|butter|oil|vanilla|flour|soda|powder|milk|cream|cinnamon|pepper|honey|vinegar|juice|garlic|water"
    r"|paprika|cumin|yeast|cornstarch|cocoa|mustard|ginger|nutmeg|oregano|basil|thyme|syrup|mayo|ketchup|sauce|extract|zest|cayenne|broth|stock|rice|oats|cheese|chips|nuts|peas|beans|berries|blueberries|raisins|crumbs|walnuts|pecans)\b)"
)
_COUNTED = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}}) ?(?P<unit>[TtC]|(?<= )c)\.?{_FOOD}")
_CLOVES = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}) cl\.?(?= (?:of )?(?:(?:minced|chopped|crushed|fresh|peeled|sliced),? )?garlic\b)"
)
_MEDIUM = re.compile(
    r"(?<!\w)[Mm]ed(?=[-–/ ](?:low|hi(?:gh)?|rare|well|lo)\b)|(?<=[a-z]/)med(?!\w)(?=[/).,;:!?]|$| )"
)
_POUNDS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?|[0-9]?[½¼¾])#(?= [a-z]{{3}}|[),;])(?! (?:key|sign|button|pound)\b)"
)
_AFTER_FRACTION = re.compile(rf"(?P<unit>[TtC]|(?<= )c)\.?{_FOOD}")
_SPOONS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}|[0-9]?[½¼¾]) (?P<how>level|heaped|rounded|scant|generous|good|big|large) (?P<unit>tsp|tbsp|dsp)s?\b(?P<dot>\.?)"
)
_LETTERS = {"T": "tablespoon", "t": "teaspoon", "C": "cup", "c": "cup"}


def _counted(match: re.Match[str], context: Context) -> str | None:
    """“2T oil”."""
    degrees = match["unit"] == "C" and context.after(match.end()) == "water"
    if degrees or match["unit"] in "Cc" and len(match["number"]) > 1:
        return None
    many = "" if is_one(match["number"]) else "s"
    return f"{say_number(match['number'], context)} {_LETTERS[match['unit']]}{many}"


def _cloves(match: re.Match[str], context: Context) -> str | None:
    """“6 cl. garlic”."""
    if context.locale.day_first:
        return None
    return f"{say_number(match['number'], context)} clove{'' if is_one(match['number']) else 's'}"


def _pounds(match: re.Match[str], context: Context) -> str | None:
    """“2# onions”, “an 80# test line”."""
    if context.locale.day_first or not match["number"].replace(".", "").isdecimal():
        return None
    one = is_one(match["number"]) or describes_noun(match, context)
    return f"{say_number(match['number'], context)} pound{'' if one else 's'}"


def _after_fraction(match: re.Match[str], context: Context) -> str | None:
    """“1/2 C sugar”, “1½ t salt”."""
    if context.last_class != "fraction" or context.since_last(match.start()) not in ("", " "):
        return None
    written = context.text[context.last_start : context.last_end]
    mixed = re.match(r"[0-9]+[ -]?(?:[0-9]+/|[½¼¾⅓⅔⅛])", written) is not None
    return _LETTERS[match["unit"]] + ("s" if mixed else "")


def _spoons(match: re.Match[str], context: Context) -> str | None:
    """“2 level tsp. salt”."""
    if not match["number"].isdecimal():
        return None
    unit = UNITS[match["unit"]][match["number"] != "1"]
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return f"{say_number(match['number'], context)} {match['how']} {unit}{stop}"


_POUNDS_AFTER = re.compile(r"#(?= [a-z]{3})(?! (?:key|sign|button)\b)")


def _pounds_after(match: re.Match[str], context: Context) -> str | None:
    """“1 1/2# ground beef”."""
    last = context.last_class == "fraction" and context.last_end == match.start()
    return " pounds" if last and not context.locale.day_first else None


_HOW_MANY = re.compile(
    r"(?<=[Hh]ow many )(?P<unit>fl\.? ?oz|oz|lbs?|tsp|tbsp|pt|qt|gal|ft|yd|mi|km|cm|mm|kg|mg|g|mL|ml|L|hrs?|mins?|secs?)(?:\.(?! ?[A-Z])|\b(?!\.))(?= |\?)"
)


_GAS_MARK = re.compile(r"(?<![\w-])GM ?(?=[1-9](?!\w|[.,][0-9]))")
_BAKED = re.compile(r"\b(?:fan|[Oo]ven|[Bb]ake|[Rr]oast|[Cc]ook|mins?|[0-9]{3} ?C)\b")


def _gas_mark(match: re.Match[str], context: Context) -> str | None:
    """“160 fan/GM4”."""
    baked = context.locale.day_first and _BAKED.search(context.near_in_sentence(match))
    return "gas mark " if baked else None


def _how_many(match: re.Match[str], context: Context) -> str:
    """“How many oz. are in a cup?”"""
    unit = "fl oz" if match["unit"].startswith("fl") else match["unit"]
    return spelled(UNITS[unit][1], context)


_WEIGHING = re.compile(
    rf"{ALONE}(?P<pounds>[1-9][0-9]?)[ -]?lbs?\.?,? (?P<ounces>[1-9]|1[0-5])[ -]?oz\.?(?= (?:baby|babies|boy|girl|son|daughter|bundle|newborn|fish|bass|trout|turkey|chicken|roast|ham|steak|cake|melon|pumpkin|parcel|package|kitten|puppy|dog|cat)\b)"
)


def _weighing(match: re.Match[str], context: Context) -> str:
    """“a 6 lb. 11 oz. baby”."""
    pounds, ounces = (say_number(match[name], context) for name in ("pounds", "ounces"))
    return f"{pounds} pound {ounces} ounce"


RULES = (
    Rule("unit", DIGIT, _WEIGHING, _weighing),
    Rule("unit", "cfghklmLopqsty", _HOW_MANY, _how_many),
    Rule("temperature", "G", _GAS_MARK, _gas_mark),
    Rule("unit", DIGIT, _SPOONS, _spoons),
    Rule("unit", DIGIT, _CLOVES, _cloves),
    Rule("unit", "#", _POUNDS_AFTER, _pounds_after),
    Rule("unit", DIGIT, _POUNDS, _pounds),
    Rule("unit", DIGIT, _COUNTED, _counted),
    Rule("abbreviation", "Mm", _MEDIUM, lambda match, context: f"{match.group()[0]}edium"),
    Rule("unit", "TtCc", _AFTER_FRACTION, _after_fraction),
)
