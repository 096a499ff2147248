"""Numbers that things are called by: prescriptions, licences, recalls, lots, blocks of a street,
freeways, flights of an airline.
"""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, CAPITALS, END, numerals
from wyoming_kokoro.text.normalize.english.nouns import precedes_thing
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_CODE = re.compile(
    rf"{ALONE}(?P<mark># ?)?(?P<code>(?=[A-Z-]{{0,12}}[0-9])[A-Z0-9]{{1,17}}(?:-[A-Z0-9]{{1,12}}){{0,4}}){END}(?![-/_@]\w|[.,:][0-9]|%|°)"
)
_ALWAYS = r"Rx|NDC|VIN|IMEI|DL|SSN|[Pp]rescription|[Cc]onf(?:irmation|\.)?|[Ll]icen[sc]e|[Pp]late|[Ss]erial|[Tt]racking|Lot|[Pp]olicy|[Mm]edicaid|[Mm]edicare"
_NUMBERED = "[Pp]art|[Mm]odel|[Rr]ecall|[Ll]ot|[Bb]atch|[Cc]ampaign|[Cc]hassis|[Pp]ermit|[Ff]ile"
_IN_FULL = "[Cc]ase|[Cc]laim|[Cc]rime|[Rr]ef(?:erence)?|[Bb]ooking|[Oo]rder|[Ii]nvoice"
"""Only with the word number."""
_LABEL = re.compile(
    rf"\b(?:(?P<strong>{_ALWAYS})|(?P<full>{_IN_FULL})|(?:{_NUMBERED}))(?P<number> (?:no\.|num(?:ber|\.)|plate|ID|id|code|ref\.?|#))?(?: is|:| ends? in| ending in)? ?$"
)
_RUNS = re.compile(r"[A-Z]+|[0-9]+")
_CAMPAIGN = re.compile("[0-9]{2}[A-Z]-[0-9]")
_SIMPLE = re.compile("[A-Z]{1,4}-?[0-9]{1,4}")
"""As other codes: AB twelve thirty four."""
_FEWEST_DIGITS = 3
_BLOCK = re.compile(rf"{ALONE}(?P<digits>[1-9][0-9]{{2,4}})(?= blocks?\b)")
_BOX = re.compile(rf"(?<=[Bb]ox )(?P<digits>[1-9][0-9]{{2,4}}){END}(?![-.,:/][0-9])")
_POST = re.compile(r"\b(?:P\.? ?O\.?|Post Office) [Bb]ox $")
_FREEWAY = re.compile(
    r"(?:(?<=[Tt]he )|(?<=U\.S\. )|(?<=on ))(?P<digits>[1-9][0-9]{2})(?![\w%°–-]|[.,:/][0-9])"
)
_RIDE = re.compile(
    r"\b(?:take|taking|took|on|onto|off|via|along|avoid|exit|leave|ride|catch|between|near|past) the $",
    re.IGNORECASE,
)
_JAMMED = re.compile(
    r"\b(?:traffic|crash|wreck|accident|delays?|slow|jam|stuck|closed|backup|slowdown) on $",
    re.IGNORECASE,
)
_LISTED = re.compile("the [0-9]{2,3}(?:, the|,? and the) ")
_ROAD_AFTER = re.compile(
    r"[.,;!?]|$| [NSEW]/?B?(?![\w.])| (?:to|at|is|was|and|or|near|north|south|east|west|northbound|southbound|eastbound|westbound|freeway|from|toward|towards|between|through|until|exit|interchange|on-ramp|ramp|split|this|today|because|if)\b"
)
_BOUND = re.compile(r" [NSEW]/?B?(?![\w.])")
_ROAD = re.compile(
    r"\b(?:traffic|freeways?|highways?|exits?|merg\w+|jam\w*|backed|backup|accidents?|crash\w*|lanes?|driv\w+|ramp|closed|closure|north(?:bound)?|south(?:bound)?|east(?:bound)?|west(?:bound)?"
    r"|construction|congest\w+|detour|commute|slow|clear|airport|LAX|downtown)\b",
    re.IGNORECASE,
)
_SIZES = re.compile(r"(?<![\w.–-])(?P<small>X{0,3}S|M|L)[-–](?P<large>X{1,3}L|[2-6]XL|L)(?![\w–-])")
_AIRLINES = (
    "Delta|JetBlue|United|American|Southwest|Alaska|Spirit|Frontier|Hawaiian|Allegiant|Lufthansa|Emirates|Qantas|Ryanair|easyJet|British Airways"
    "|Air (?:Canada|France|India)|WestJet|KLM|Virgin Atlantic|Aer Lingus|Iberia|Qatar|Turkish|Singapore|Avianca|Volaris"
)
_FLOWN = re.compile(rf"{ALONE}(?P<digits>[1-9][0-9]{{2,3}}){END}(?![-.,:/][0-9]|%)")
_AIRLINE = re.compile(rf"\b(?:{_AIRLINES}) $")
_FLYING = re.compile(
    r"\b(?:flights?|land(?:s|ed|ing)?|gates?|board(?:s|ed|ing)?|delay(?:s|ed)?|late|early|on time|depart\w*|arriv\w*|take(?:s)? off|terminal|cancel\w*|airport|plane|leaves|to [A-Z]|from [A-Z])\b"
)


def _part(written: str, context: Context) -> str:
    """Sign by sign; one or two figures before a letter are a number: 24V."""
    runs = _RUNS.findall(written)
    spoken = []
    for place, run in enumerate(runs):
        if run.isalpha():
            spoken.append(".".join(run))
        elif place == 0 and len(run) < _FEWEST_DIGITS and len(runs) > 1 and run[0] != "0":
            spoken.append(numerals(context).cardinal(int(run)))
        else:
            spoken.append(numerals(context).digits(run))
    return " ".join(spoken)


def _code(match: re.Match[str], context: Context) -> str | None:
    """“Rx #7734521”, “license D123-4567”, “recall no. 24V-123”, “lot #A4471”."""
    label = _LABEL.search(context.text[max(0, match.start() - 40) : match.start()])
    if label is None:
        return None
    code = match["code"]
    numbered = label["number"] or match["mark"]
    if label["full"] and not label["number"]:
        return None
    if sum(sign.isdigit() for sign in code) < _FEWEST_DIGITS:
        return None
    lettered = not code.replace("-", "").isdecimal()
    if not lettered and not (label["strong"] or numbered):
        return None
    if not lettered and "-" not in code and len(code) <= _FEWEST_DIGITS:
        return None
    if not label["strong"] and not numbered and not _CAMPAIGN.match(code):
        return None
    if not label["strong"] and not match["mark"] and _SIMPLE.fullmatch(code):
        return None
    spoken = ", ".join(_part(part, context) for part in code.split("-"))
    apart = lettered and label.group().endswith("# ")  # “Invoice # AX47”, where the sign is dropped
    marked = apart or match["mark"] and not label["number"]
    return f"number {spoken}" if marked else spoken


def _called(match: re.Match[str], context: Context) -> str:
    return numerals(context).code(match["digits"])


def _box(match: re.Match[str], context: Context) -> str | None:
    """“P.O. Box 3405”."""
    if not _POST.search(context.text[max(0, match.start() - 16) : match.start()]):
        return None
    return numerals(context).code(match["digits"])


def _freeway(match: re.Match[str], context: Context) -> str | None:
    """“Take the 405 to the airport.”, “U.S. 101 is closed.”: four oh five."""
    if not _ROAD_AFTER.match(context.text, match.end()):
        return None
    before = context.text[max(0, match.start() - 16) : match.start()]
    if before.endswith("on ") and not _JAMMED.search(before):
        return None
    ridden = not before.lower().endswith("the ") or _RIDE.search(before)
    listed = context.text[max(0, context.last_start - 4) : match.start()]
    ridden = ridden or _LISTED.fullmatch(listed)
    bound = _BOUND.match(context.text, match.end())
    if bound and not precedes_thing(context, bound.end()):
        return numerals(context).code(match["digits"])
    if not ridden and not _ROAD.search(context.near_in_sentence(match)):
        return None
    return numerals(context).code(match["digits"])


def _flown(match: re.Match[str], context: Context) -> str | None:
    """“JetBlue 615 is late.”: six fifteen."""
    if not _AIRLINE.search(context.text[max(0, match.start() - 20) : match.start()]):
        return None
    if not _FLYING.search(context.near_in_sentence(match)):
        return None
    return numerals(context).code(match["digits"])


_LEG = re.compile(r"(?<![\w-])(?P<origin>[A-Z]{3})[-–→](?=[A-Z]{3}(?![\w-]))")
_FLOWN_LEG = re.compile(
    r"\b(?:fl(?:y|ies|ying|ew|own|ights?)|fares?|nonstop|non-stop|layover|airlines?|boarding|Delta|United|JetBlue|BA|easyJet|Ryanair)\b"
)


def _leg(match: re.Match[str], context: Context) -> str | None:
    """“flying LHR–JFK”."""
    flown = _FLOWN_LEG.search(context.near_in_sentence(match))
    return f"{match['origin']} to " if flown else None


_POINTED = re.compile(r"(?<=[a-z.] )(?P<letters>[A-Z]{1,2})\.(?=[0-9]{1,3}(?!\w|\.[0-9]))")
_PART_BEFORE = re.compile(
    r"\b(?:Rm\.?|[Rr]oom|[Aa]ppendix|[Aa]nnex|[Ss]chedule|[Ss]ection|[Tt]able|[Ff]igure|[Ff]ig\.|[Ff]orm|[Ee]xhibit|[Ee]quation|[Ee]q\.) $"
)


def _pointed(match: re.Match[str], context: Context) -> str | None:
    """“Room G.12”, “Appendix A.2”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    return f"{match['letters']} " if _PART_BEFORE.search(before) else None


_CHANNELS = re.compile(
    r"(?:(?<=\bCh\. )|(?<=\bCh )|(?<=\bChannel ))(?P<first>[0-9]{1,3}) ?/ ?(?P<other>[0-9]{1,4})(?= HD\b)"
)


def _channels(match: re.Match[str], context: Context) -> str:
    """“Ch. 7/4 HD”."""
    return ", ".join(numerals(context).code(match[name]) for name in ("first", "other"))


def _sizes(match: re.Match[str], context: Context) -> str | None:
    """Of clothes: “sizes S–XXL”."""
    if match["small"] == match["large"]:
        return None
    large = match["large"]
    if large[0].isdigit():
        large = f"{numerals(context).cardinal(int(large[0]))} {large[1:]}"
    return f"{match['small']} to {large}"


RULES = (
    Rule("range", "XSML", _SIZES, _sizes),
    Rule("number", CAPITALS, _POINTED, _pointed),
    Rule("range", CAPITALS, _LEG, _leg),
    Rule("number", DIGIT + CAPITALS + "#", _CODE, _code),
    Rule("number", DIGIT, _CHANNELS, _channels),
    Rule("number", DIGIT, _BLOCK, _called),
    Rule("number", DIGIT, _BOX, _box),
    Rule("number", DIGIT, _FREEWAY, _freeway),
    Rule("number", DIGIT, _FLOWN, _flown),
)
