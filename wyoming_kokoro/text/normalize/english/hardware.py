"""Sizes of the workshop and the garage: oils, cables, threads, screws, nails, engines, tyres; and
what is done of a goal.
"""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    ends_sentence,
    numerals,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.english.measures import counted
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_OIL = re.compile(
    rf"{ALONE}(?P<cold>0|5|10|15|20|25)W-(?P<hot>8|12|16|20|30|40|50|60){END}(?!-)|(?:(?<=SAE )|{ALONE}(?=[0-9]{{2}}W (?:(?:non-)?detergent|(?:motor |engine )?oil)\b))(?P<grade>[2-6]0)W{END}"
)
_CABLE = re.compile(
    rf"{ALONE}(?P<gauge>6|8|10|12|14|16|18)/(?P<wires>[234])(?P<loose>(?= (?:for|on|to|from|is|and|or|with)\b|[.,;!?)]))?(?(loose)|(?=,? (?:[A-Z][A-Za-z-]{{1,8}} )?(?:Romex|wir(?:e|ing)|cable|cord|NM|UF|MC|BX|AWG|copper|w/g|w/ ground)\b))"
)
_WIRES = re.compile(r"\b(?:wires?|wiring|Romex|AWG|NM-B)\b")
_FASTENED = r" (?:[a-z-]{2,12} ){0,2}(?:bolts?|screws?|nuts?|threads?|taps?|dies?|studs?|rods?|inserts?|holes?|anchors?|UNC|UNF)\b"
_THREAD = re.compile(
    rf"{ALONE}(?P<top>[1-9]|1[135])/(?P<bottom>2|4|8|16)[\"”]?-(?P<pitch>1[0-8]|2[048]|9)(?:(?P<by> ?[x×] ?)(?=[0-9])|(?={_FASTENED}))"
)
_SMALL_THREAD = re.compile(
    rf"(?P<mark>#)?(?<![\w.,/-])(?P<gauge>[0-9]|1[0-4])-(?P<pitch>80|72|64|56|48|44|40|36|32|28|24|20)(?:(?P<by> ?[x×] ?)(?=[0-9])|(?={_FASTENED}))"
)
_SCREW = re.compile(
    rf"#(?P<gauge>[0-9]{{1,2}})(?:(?P<by> ?[x×] ?)(?=[0-9])|(?=(?:{_FASTENED}| (?:[a-z-]{{2,12}} )?(?:rebar|wire|biscuits?|pencils?)\b)))"
)
_METRIC = re.compile(
    r"(?<![^\W_])M(?P<wide>[2-9]|[1-3][0-9]) ?[x×] ?(?=[0-9]{1,3}(?:\.[0-9]{1,2})?(?![0-9]))"
)
_ENGINE = re.compile(
    rf"{ALONE}(?P<size>[0-9]\.[0-9])[ -]?L(?= (?:V-?[0-9]|I[3-6]|[0-9]-cyl|inline|turbo|engine|motor|diesel|hybrid|gas|flat|four|six|H(?:emi|EMI)|EcoBoost|Duramax|Cummins|Power|Coyote|Vortec))"
)
_NAIL = re.compile(
    rf"{ALONE}(?P<size>[2-9]|10|12|16|20|30|40|50|60)d(?=(?: (?:or|and|to) [0-9]{{1,2}}d)? (?:[a-z-]{{3,12}} ){{0,2}}(?:nails?|brads?|sinkers?|commons?)\b)"
)
_TIRE = re.compile(
    rf"{ALONE}(?P<kind>P|LT|ST)?(?P<wide>[1-3][0-9]5)/(?P<aspect>[2-9][05]) ?(?P<build>Z?R) ?(?P<rim>1[0-9]|2[0-4]){END}"
)
_CALIBER = re.compile(
    r"(?<![\w.])\.(?P<digits>22|223|25|30|32|38|40|44|45|50|270|308|357|380)(?=[- ]?(?:LR|cal(?:iber|\.)?|Magnum|mag|rifles?|pistols?|revolvers?|handguns?|ammo|rounds?|bullets?|ACP|Special|Winchester)(?!\w))(?P<cal>[- ]cal(?:\.|(?!\w)))?"
)
_CELLS = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}) ?[x×] ?(?=(?:AA{{1,3}}|CR?[0-9]{{3,4}}|[CD](?= (?:cells?|batter))|9V)(?![\w-]))"
)
_SIZE = re.compile(
    rf"{ALONE}(?<!-)(?P<size>AA{{1,3}})(?P<many>s?)(?![\w'’-]|\.[^\W_]| (?:meetings?|sponsors?|chips?|groups?|program)\b)"
)
_SIZES = {2: "double", 3: "triple", 4: "quadruple"}
_BATTERIES = re.compile(
    r"batter|\b(?:cells?|[Aa]lkaline|[Ll]ithium|NiMH|Energizer|Duracell|[Rr]emotes?|[Ff]lashlights?|[0-9]{1,2} ?[x×] ?AA|AA ?[x×] ?[0-9])\b"
)
_DRIVEN = re.compile(r"(?<=city)/(?=[0-9]{2}(?: mpg)? (?:hwy|highway)\b)")
_DONE = re.compile(
    rf"{ALONE}(?P<done>[0-9]{{1,3}},[0-9]{{3}}|[0-9]{{1,5}})/(?P<goal>[0-9]{{1,3}},[0-9]{{3}}){END}(?![,/-]?[0-9]| (?:sq|square|people|residents)\b)"
)
_LOAN = re.compile(rf"{ALONE}(?P<fixed>3|5|7|10)/(?P<then>1|5|6)(?=m? ARMs?\b)")


_CONSUMPTION = re.compile(rf"{ALONE}(?P<city>[0-9]{{2}})/(?=[0-9]{{2}} ?mpg{END})")


def _caliber(match: re.Match[str], context: Context) -> str:
    """“a .45 cal. pistol”."""
    said = numerals(context).code(match["digits"])
    stop = "." if match.group()[-1] == "." and ends_sentence(context, match.end()) else ""
    return f"{said} caliber{stop}" if match["cal"] else said


def _cells(match: re.Match[str], context: Context) -> str:
    """“2xAAA”."""
    return f"{say_number(match['number'], context)} "


def _size(match: re.Match[str], context: Context) -> str | None:
    """“4 AAs”, “AAA batteries”; with hyphens, so that misaki takes no A for an article."""
    counted = match["many"] and context.text[match.start() - 2 : match.start() - 1].isdecimal()
    if context.locale.day_first or not (counted or _BATTERIES.search(context.near(match, 40))):
        return None
    return f"{_SIZES[len(match['size'])]}-A" + ("'s" if match["many"] else "")


def _oil(match: re.Match[str], context: Context) -> str:
    """“5W-30”, “SAE 30W”."""
    if match["grade"]:
        return f"{say_number(match['grade'], context)} W"
    return f"{say_number(match['cold'], context)} W {say_number(match['hot'], context)}"


def _cable(match: re.Match[str], context: Context) -> str | None:
    """“12/2 Romex”: twelve two."""
    if match["loose"] is not None and not _WIRES.search(context.near_in_sentence(match)):
        return None
    return f"{say_number(match['gauge'], context)} {say_number(match['wires'], context)}"


def _thread(match: re.Match[str], context: Context) -> str:
    """“1/4-20 bolts”: quarter twenty."""
    top, bottom = int(match["top"]), int(match["bottom"])
    many = numerals(context).ordinal(bottom) + ("s" if top > 1 else "")
    name = {2: "half", 4: "quarter"}.get(bottom, many)
    share = name if bottom < 8 and top == 1 else f"{numerals(context).cardinal(top)} {name}"
    return f"{share} {say_number(match['pitch'], context)}{' by ' if match['by'] else ''}"


def _small_thread(match: re.Match[str], context: Context) -> str:
    """“#8-32”, “10-24 machine screws”."""
    mark = "number " if match["mark"] else ""
    size = f"{say_number(match['gauge'], context)} {say_number(match['pitch'], context)}"
    return f"{mark}{size}{' by ' if match['by'] else ''}"


def _screw(match: re.Match[str], context: Context) -> str:
    """“#10 x 2-1/2" screws”, “#8 screws”."""
    return f"number {say_number(match['gauge'], context)}{' by ' if match['by'] else ''}"


def _metric(match: re.Match[str], context: Context) -> str:
    """“M6x1.0”."""
    return f"M {say_number(match['wide'], context)} by "


def _engine(match: re.Match[str], context: Context) -> str:
    """“5.3L V8”."""
    return f"{say_number(match['size'], context)} {spelled('liter', context)}"


def _nail(match: re.Match[str], context: Context) -> str:
    """“16d nails”: sixteen penny."""
    return f"{say_number(match['size'], context)} penny"


def _tire(match: re.Match[str], context: Context) -> str:
    """“P225/65R17”."""
    kind = f"{'.'.join(match['kind'])} " if match["kind"] else ""
    wide, aspect = numerals(context).code(match["wide"]), say_number(match["aspect"], context)
    return f"{kind}{wide} {aspect} {'.'.join(match['build'])} {say_number(match['rim'], context)}"


def _done(match: re.Match[str], context: Context) -> str:
    """“10,204/10,000 steps”."""
    return f"{say_number(match['done'], context)} out of {say_number(match['goal'], context)}"


def _loan(match: re.Match[str], context: Context) -> str:
    """“a 5/1 ARM”."""
    return f"{say_number(match['fixed'], context)} {say_number(match['then'], context)}"


def _consumption(match: re.Match[str], context: Context) -> str:
    """In the city and on the road: “20/26 mpg”."""
    return f"{say_number(match['city'], context)}, "


_VOLTS = re.compile(
    rf"{ALONE}(?P<number>1\.5|3\.[37]|[3569]|12|14\.4|18|2[04]|36|4[08]|110|2[34]0)v(?![\w'’.])"
)


def _volts(match: re.Match[str], context: Context) -> str:
    """“an 18v drill”, “a 9v battery”."""
    return counted(match, "volt", "volts", context)


_DOORS = re.compile(rf"{ALONE}(?P<number>[2-5]) ?dr(?![\w'’.])")


def _doors(match: re.Match[str], context: Context) -> str:
    """“a 5dr Fiesta”."""
    return f"{say_number(match['number'], context)} door"


_WIRE = re.compile(r"(?<![\w.&/-])(?P<wire>[ELN])(?![\w'’&-]|\.\w|/[A-Z])")
_WIRES_OF = {"E": "earth", "L": "live", "N": "neutral"}
_PLUG = re.compile(
    r"\b(?:plugs?|sockets?|[Rr]ewir\w+|[Ww]ir(?:e|es|ed|ing)|(?:brown|blue|green(?:[/-]| and )yellow|black|red) (?:wire )?(?:goes )?to|back ?box)\b"
)
_WIRED_TO = re.compile(r"(?:\b(?:to|into|in|the|and|or|from|marked|wired|connects?)|[,:]) $|\($")


def _wire(match: re.Match[str], context: Context) -> str | None:
    """“brown to L, blue to N”."""
    sentence = context.near_in_sentence(match)
    before = context.text[max(0, match.start() - 10) : match.start()]
    wired = context.locale.day_first and _WIRED_TO.search(before) and _PLUG.search(sentence)
    others = {found["wire"] for found in _WIRE.finditer(sentence)}
    return _WIRES_OF[match["wire"]] if wired and len(others) > 1 else None


_PROTOCOL = re.compile(r"(?<=[0-9])/(?P<name>tcp|udp)(?!\w)")
_CARD = re.compile(r"(?<=M\.2 )(?P<width>22)(?P<length>30|42|60|80|110)(?!\w)")
RULES = (
    Rule("symbol", "/", _PROTOCOL, lambda match, context: f" {match['name'].upper()}"),
    Rule(
        "number",
        DIGIT,
        _CARD,
        lambda match, context: f"twenty two {numerals(context).code(match['length'])}",
    ),
    Rule("abbreviation", "ELN", _WIRE, _wire),
    Rule("unit", DIGIT, _DOORS, _doors),
    Rule("unit", DIGIT, _VOLTS, _volts),
    Rule("number", ".", _CALIBER, _caliber),
    Rule("number", DIGIT, _CELLS, _cells),
    Rule("acronym", "A", _SIZE, _size),
    Rule("unit", DIGIT, _CONSUMPTION, _consumption),
    Rule("unit", DIGIT, _OIL, _oil),
    Rule("unit", DIGIT, _CABLE, _cable),
    Rule("unit", DIGIT, _THREAD, _thread),
    Rule("unit", DIGIT + "#", _SMALL_THREAD, _small_thread),
    Rule("unit", "#", _SCREW, _screw),
    Rule("unit", "M", _METRIC, _metric),
    Rule("unit", DIGIT, _ENGINE, _engine),
    Rule("unit", DIGIT, _NAIL, _nail),
    Rule("unit", DIGIT + "PLS", _TIRE, _tire),
    Rule("unit", "/", _DRIVEN, lambda match, context: ", "),
    Rule("fraction", DIGIT, _DONE, _done),
    Rule("number", DIGIT, _LOAN, _loan),
)
