"""Distances on a racecourse: “1m 2f”, “a 3m chase”, “5f sprint”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, numerals, say_number
from wyoming_kokoro.text.normalize.english.nouns import describes_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

COURSES = (
    "Aintree|Ascot|Ayr|Ballinrobe|Bangor|Bath|Bellewstown|Beverley|Brighton|Carlisle|Cartmel|Catterick|Chelmsford|Cheltenham|Chepstow|Chester|Clonmel|Cork|Curragh|Doncaster|Down Royal|Downpatrick|Dundalk|Epsom"
    "|Exeter|Fairyhouse|Fakenham|Ffos Las|Flemington|Fontwell|Galway|Goodwood|Gowran Park|Hamilton|Haydock|Hereford|Hexham|Huntingdon|Kelso|Kempton|Killarney|Kilbeggan|Leicester|Leopardstown|Limerick|Lingfield"
    "|Listowel|Longchamp|Ludlow|Market Rasen|Musselburgh|Naas|Navan|Newbury|Newcastle|Newmarket|Newton Abbot|Nottingham|Perth|Plumpton|Pontefract|Punchestown|Randwick|Redcar|Ripon|Roscommon|Salisbury|Sandown"
    "|Sedgefield|Sligo|Southwell|Stratford|Taunton|Thirsk|Thurles|Tipperary|Towcester|Tramore|Uttoxeter|Warwick|Wetherby|Wexford|Wincanton|Windsor|Wolverhampton|Worcester|Yarmouth|York"
)
"""Where horses race in Britain, Ireland and Australia, as a time stands beside it."""
_MILES = re.compile(
    rf"{ALONE}(?P<miles>[1-4])m ?(?P<furlongs>[1-7])(?P<half>½)?f(?: ?(?P<yards>[1-9][0-9]{{0,2}})y(?:ds?)?)?(?![\w/])"
)
_RACES = (
    r" (?:(?:novices?['’]?|maiden|handicap|hunters?['’]?|juvenile|listed|beginners['’]?|mares['’]?|selling|nursery|claiming|Group [1-3]) )?"
    r"(?:chase|hurdle|handicap|{}|maiden|stakes|steeplechase|bumper|nursery|flat race|novices?)\b"
)
_MILES_ALONE = re.compile(rf"{ALONE}(?P<miles>[1-4])(?P<half>½)?m(?={_RACES.format('race')})")
_FURLONGS = re.compile(rf"{ALONE}(?P<furlongs>[5-7])(?P<half>½)?f(?![\w/])")
_LENGTHS = re.compile(rf"{ALONE}(?P<number>[1-9][0-9]?)?(?P<share>[½¼¾])?l(?!\w)")
_WON_BY = re.compile(
    r"\b(?:[Ww][io]ns?|[Bb]eat(?:en)?|btn|[Cc]lear|[Ll]ed)(?: [A-Z]\w{1,14}){0,2}(?: by)? $|[0-9½¼¾]l, $"
)
_MARGINS = re.compile(r", (?:[0-9]{0,2}[½¼¾]?l|nk|shd)(?!\w)")
"""What follows between others: “2½l, 11l”."""
_SHARES = {
    "½": ("half a", "a half"),
    "¼": ("a quarter of a", "a quarter"),
    "¾": ("three quarters of a", "three quarters"),
}
_RACING = r"\b(?:furlongs?|jockeys?|trainers?|horses?|fill(?:y|ies)|colts?|geldings?|handicap|racing|raced|runners|stakes|maiden)\b"
_RACED = re.compile(
    rf"{_RACING}|\b(?:going|Ascot|Epsom|Newmarket|Goodwood|York|Doncaster|Cheltenham|Aintree|Newbury|Kempton|Haydock|Lingfield|Wolverhampton|over|course)\b",
    re.IGNORECASE,
)
RACE_DAY = re.compile(rf"{_RACING}|\b(?:[1-4]m ?[1-7]|[5-7])½?f(?!\w)")
"""What is said of races, the 3.30 among them."""


def _counted(number: str, noun: str, half: str | None, one: bool, context: Context) -> str:
    spoken = numerals(context).cardinal(int(number)) + (" and a half" if half else "")
    return f"{spoken} {noun}{'' if one or number == '1' and not half else 's'}"


def _miles(match: re.Match[str], context: Context) -> str:
    """“1m4f”, “a 2m 4½f chase”, “1m 2f 50y”."""
    one = describes_noun(match, context) or _RACE_AFTER.match(context.text, match.end()) is not None
    parts = [
        _counted(match["miles"], "mile", None, one, context),
        _counted(match["furlongs"], "furlong", match["half"], one, context),
    ]
    if match["yards"]:
        parts.append(_counted(match["yards"], "yard", None, one, context))
    return " ".join(parts)


def _miles_alone(match: re.Match[str], context: Context) -> str:
    """“a 3m chase”."""
    return _counted(match["miles"], "mile", match["half"], True, context)


def _furlongs(match: re.Match[str], context: Context) -> str | None:
    """“a 5f sprint”, “over 6f at Ascot”."""
    race = _RACE_AFTER.match(context.text, match.end()) is not None
    if not race and not _RACED.search(context.near_in_sentence(match)):
        return None
    one = race or describes_noun(match, context)
    return _counted(match["furlongs"], "furlong", match["half"], one, context)


_GAP = re.compile(
    rf"{ALONE}(?<!° )(?<!°)(?P<minutes>[0-9]{{1,2}})['′’](?P<seconds>[0-5][0-9])[\"″”](?! ?[NSEW]\b| ?[x×]| (?:tall|high|long|wide)\b)"
)
_BETWEEN = re.compile(
    r" (?:ahead|behind|adrift|clear|back|down|up|off|quicker|faster|slower|lead|gap|deficit|advantage)\b"
)


def _gap(match: re.Match[str], context: Context) -> str | None:
    """“1'07" ahead”."""
    if match["seconds"][0] != "0" and not _BETWEEN.match(context.text, match.end()):
        return None
    parts = (("minute", int(match["minutes"])), ("second", int(match["seconds"])))
    one = describes_noun(match, context)
    return " ".join(
        _counted(str(number), noun, None, one, context) for noun, number in parts if number
    )


def _lengths(match: re.Match[str], context: Context) -> str | None:
    """“won by 2½l”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    told = _WON_BY.search(before) or match["share"] and _MARGINS.match(context.text, match.end())
    if not context.locale.day_first or not told:
        return None
    if not match["number"]:
        return f"{_SHARES[match['share']][0]} length" if match["share"] else None
    share = f" and {_SHARES[match['share']][1]}" if match["share"] else ""
    many = "" if match["number"] == "1" and not share else "s"
    return f"{say_number(match['number'], context)}{share} length{many}"


_RACE_AFTER = re.compile(_RACES.format("sprint|race|run|dash|winner"))
RULES = (
    Rule("time", DIGIT, _GAP, _gap),
    Rule("unit", DIGIT, _MILES, _miles),
    Rule("unit", DIGIT, _MILES_ALONE, _miles_alone),
    Rule("unit", DIGIT, _FURLONGS, _furlongs),
    Rule("unit", DIGIT + "½¼¾", _LENGTHS, _lengths),
)
