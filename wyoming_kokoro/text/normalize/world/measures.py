"""Measured amounts of the languages that share their rules: temperatures, units, winds."""

import math
import re
from decimal import Decimal

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.counting import is_coordinate
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import (
    ALONE,
    ALONE_OR_BY,
    END,
    SPACE,
    end_stop,
    is_quoted,
    plain,
    say,
    spoken_language,
    unit_pattern,
)

_BY = re.compile(r"(?<= )[xX×](?= [0-9])|(?<=m)[xX×](?=[0-9.,]{1,8} ?[cdk]?mm?(?![^\W_]))")
_BARE = re.compile(
    r"(?<![\w./-])(?P<unit>kWh|MWh|kW|Mbps|hPa|GHz|MHz|kg|km|mm|km/h|GB|MB|TB|[kcm]?m[²2]|c?m[³3]|mq)(?![\w/.²³-]\w|\w)(?! ?[+=×*])"
)
_DURING = frozenset("per por durante pendant".split())
_MINUTE = frozenset(
    "minuto minute el al y e et en a à au aux la aos no ao desde del dal dalla alla nel il dès".split()
)
"""Words before the minute of a game."""
_DECADES = frozenset("años années anni anos".split())
_PLAYED = re.compile(
    r"gol|mar[cq]|segn|pareggi|buts?\b|égalis|expuls|espuls|empat|penal|pênalti|rigore|tarjeta|cartão|rouge|tiempo|tempo\b|mi-temps|partid|partit",
    re.IGNORECASE,
)
_COORDINATE = re.compile(
    rf"{ALONE}(?P<degrees>[0-9]{{1,3}})[°º] ?(?P<minutes>[0-9]{{1,2}}(?:[.,][0-9]{{1,4}})?)['′’](?: ?(?P<seconds>[0-9]{{1,2}}(?:[.,][0-9]{{1,4}})?)(?:[\"″”]|''))?"
    r"(?: ?(?P<point>[NSEOWL])(?![\w'’]))?"
)
_OPENED = re.compile(r"(?<![\w'’])['‘’](?=\w)")
_WEATHER = re.compile(
    r"\b(?:(?:m[ií]n|m[aá]x|temp|term)[a-zíá]{0,9}\.?:? ?(?:(?:ser[áa]n?|es|fue) )?(?:de |a )?|(?P<done>hacen?|hacían?|harán?) (?:unos |casi |sólo |solo )?)$",
    re.IGNORECASE,
)
_OVER = {"es": " sobre ", "fr": " sur ", "it": " su ", "pt-BR": " por ", "hi": " बटा ", "zh": "比"}
"""What is said between the two pressures of blood."""
_FROM = frozenset("de del du da do di dal des componente".split())
_EACH = frozenset(
    "por par al a per do ao cada chaque ogni प्रति el le il un du au del do este ce questo".split()
)
"""Words before one of a unit."""
_SEVERAL = frozenset("los os les dos des nos aos i dei ai nei sui".split())
"""Words before several numbers of a unit: “los km 5 y 8”."""
_WORDS = re.compile(r"[^\W\d_]+")


_STATURE = re.compile(
    r"\b(?:mid(?:e|en|o|ió)|medir|estatura|altura|mesure[rsnt]{0,3}|mesurait|taille|(?:es|é|è|est|era) alt[oa]|alt[oa]|haut(?:e|eur)?|altezza|mede[m]?|tem|medindo)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r" ?/ ?(?=[-−]?[0-9]{1,3} ?[°º℃])")
_JOINED = re.compile(
    rf"{ALONE}(?<![.,])(?P<whole>[0-9])m(?P<part>[0-9]{{2}})(?: ?cm)?(?![A-Za-z0-9])"
)
_NAMED = frozenset("el il al del que número numero núm nº".split())
"""Words before a number that does something: “el 3 ha llegado”."""
_METRES = {"es": " ", "fr": " ", "it": " e ", "pt-BR": " e "}
"""What stands between metres and centimetres of a stature."""


def _stature(match: re.Match[str], context: Context) -> str | None:
    """“mide 1,82 m”: *un metro ochenta y dos*."""
    language = spoken_language(context)
    whole, _, part = match["number"].replace(".", ",").partition(",")
    if language.tag not in _METRES or match["unit"] != "m" or len(part) != 2 or len(whole) != 1:
        return None
    if part[0] == "0" or not _STATURE.search(context.near_in_sentence(match, 40)):
        return None
    one, many = language.units["m"]
    metres = language.join(
        language.agree(language.numerals.cardinal(int(whole)), one), one if whole == "1" else many
    )
    return f"{metres}{_METRES[language.tag]}{language.numerals.cardinal(int(part))}"


def _joined(match: re.Match[str], context: Context) -> str:
    """“1m80”: *un mètre quatre-vingts*."""
    language = spoken_language(context)
    one, many = language.units["m"]
    metres = language.count(match["whole"], one, one if match["whole"] == "1" else many)
    if language.tag not in _METRES:
        return language.join(metres, language.count(match["part"], *language.units["cm"]))
    part = language.numerals.cardinal(int(match["part"]))
    return f"{metres}{_METRES[language.tag]}{part}"


_DOOR = frozenset("pta puerta portal salida saída uscita sortie porta porte apto apt ap".split())
"""Words before a number whose letter is no unit: “salida 12 A”."""


_NUMBER_AFTER = re.compile(" ?[0-9]")


def _names(match: re.Match[str], context: Context) -> tuple[str, str]:
    """The name of a unit, without what is said before the number already: “每秒飞12m/s”."""
    one, many = spoken_language(context).units[match["unit"]]
    said, gap, rest = one.partition("…")
    before = context.text[max(0, match.start() - 12) : match.start()]
    told = gap and re.search(rf"{said}[^0-9。，,、]{{0,8}}$", before)
    return (rest, rest) if told else (one, many)


def _unit(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    if match["unit"] == "A" and context.before(match.start()).lower() in _DOOR:
        return None
    if match["unit"] in language.ambiguous and context.before(match.start()).lower() in _NAMED:
        return None  # “el 3 ha de salir”
    if match["unit"] in language.spans and _NUMBER_AFTER.match(context.text, match.end()):
        return None  # “p. 12 ex. 3”
    stature = _stature(match, context)
    if stature:
        return stature
    number = language.count(plain(match["number"], language), *_names(match, context))
    return number + (end_stop(match, context) if match["unit"].endswith(".") else "")


def _both(match: re.Match[str], context: Context) -> str:
    """The first of two temperatures, or pressures of blood, that share their unit: “31/18 °C”."""
    if match["pressure"] and (over := _OVER.get(spoken_language(context).tag)) is not None:
        return say(match["number"], context) + over
    return say(match["number"], context) + spoken_language(context).comma


_TO = re.compile(r"(?<!\w)[Aa] $")
_PAIRED = re.compile(r" ?/ ?(?P<other>-?[0-9]{1,2})º(?!\w)")
_PAIRED_BEFORE = re.compile(r"(?P<other>-?[0-9]{1,2})(?P<mark>º)? ?/ ?-?$")


def _is_paired(match: re.Match[str], context: Context) -> bool:
    """Whether it is one of two temperatures: “28º/17º”, “20/30º”, but not “2º/3º de ESO”, “2/3º andar”."""
    after = _PAIRED.match(context.text, match.end())
    window = context.text[max(0, match.start() - 32) : match.start()]
    before = _PAIRED_BEFORE.search(window)
    if not after and not before:
        return False
    if not match["number"].isdecimal():
        return True
    number = int(match["number"])
    if after:
        return not 0 < number == int(after["other"]) - 1 < 9
    if not before or not before["mark"]:
        return number > 12
    told = _WEATHER.search(window[: before.start()]) is not None
    return told or not 0 < int(before["other"]) == number - 1 < 9


def _raised(match: re.Match[str], context: Context) -> str | None:
    """A sign of ordinals that stands for degrees: “180º”, “37,8º de fiebre”."""
    language = spoken_language(context)
    number = plain(match["number"], language)
    noun = context.text[match.end() : match.end() + 1] == " " and context.after(match.end())
    counted = language.nouns is not None and noun and language.nouns.is_noun(noun)
    counted = counted and noun not in language.lasting
    before = context.text[max(0, match.start() - 24) : match.start()]
    told = _WEATHER.search(before)
    if told and told["done"] and context.text.startswith(" de ", match.end()):
        return None  # “hace 3º de primaria”
    paired = _is_paired(match, context)
    place = is_coordinate(match, context)
    weather = told or paired or place or before[-1:] in ("-", "−")
    # “a 32º” is a temperature, “a 3º” a class at school.
    to = _TO.search(before)
    least = 12 if to else 36
    if not weather and number.isdecimal() and (int(number) <= least or counted and not to):
        return None
    return language.count(number, *language.units["°"])


def _inches(match: re.Match[str], context: Context) -> str | None:
    """A number with a double prime that closes no quotation."""
    if is_quoted(context, match.start()):
        return None
    language = spoken_language(context)
    return language.count(plain(match["number"], language), *language.units["in"])


def _either(match: re.Match[str], context: Context) -> str | None:
    """A slash between two temperatures parts them: “31°/18°”."""
    last = (
        context.last_class in ("temperature", "unit", "ordinal")
        and context.last_end == match.start()
    )
    return spoken_language(context).comma if last else None


def _compass(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    sign = context.text[context.last_end - 1 : context.last_end]
    ranked = context.last_class == "ordinal" and sign == "°" and match["point"] in ("N", "S")
    degrees = sign if context.last_class == "temperature" or ranked else ""
    if degrees in ("°", "º", "'", "′", "″", '"') and context.since_last(match.start()) in ("", " "):
        return language.compass[match["point"]] if not match["of"] else None
    point, following = match["point"], context.text[match.end() : match.end() + 2]
    blown = context.text[max(0, match.start() - 5) : match.start()] in ("km/h ", " m/s ")
    if len(point) == 1 and not match["of"] and not following.strip().isdigit() and not blown:
        if context.before(match.start()).lower() not in _FROM:
            return None  # “O” and “E” are words
    words = set(_WORDS.findall(context.near_in_sentence(match).lower()))
    return f"{match['of'] or ''}{language.compass[point]}" if words & language.winds else None


_DOTTED_POINT = re.compile(
    r"(?<![\w.-])(?P<of>(?:[Dd]|[Dd]ell|[Dd]all)['’])?(?P<point>[NSEOWL](?:\.-?|-)[NSEOWL](?:(?:\.-?|-)?[NSEOWL])?)(?![\w'’-]|\.\w)\.?"
)
_TOWARDS = frozenset(
    "hacia rumbo vers cap verso direzione para rumo façade exposition exposée côté secteur esposizione lato versante settore fachada orientación orientação cuadrante quadrante sector setor lado".split()
)
"""Words before a point of the compass: ways to it, and what looks there."""
_AT = frozenset("al au a ao".split())
_OF_PLACE = re.compile(r" (?:d[eiou]l?|da|d['’]|della)(?!\w)| d['’]")


def _dotted_point(match: re.Match[str], context: Context) -> str | None:
    """“N.-O.”, “N.E.”, “S-E”, of winds or of where something lies."""
    language, before = spoken_language(context), context.before(match.start()).lower()
    point = language.compass.get("".join(filter(str.isalpha, match["point"])))
    words = set(_WORDS.findall(context.near(match).lower()))
    lies = before in _AT and _OF_PLACE.match(context.text, match.end())
    blown = words & language.winds or sum(map(str.isalpha, match["point"])) > 2
    if point is None or not blown and not lies and before not in _TOWARDS:
        return None
    stop = match.group().endswith(".") and context.ends_sentence(match.end())
    return f"{match['of'] or ''}{point}{'.' if stop else ''}"


def _primes(match: re.Match[str], context: Context) -> str | None:
    """Minutes: “per 20'”, “durante 20'”, and those of a game: “aos 38' do 2º tempo”, “90'+3'”."""
    language, before = spoken_language(context), context.before(match.start()).lower()
    minute, added = int(match["number"]), int(match["added"] or 0)
    if before == "min":
        before = "minuto"
    elif context.text[max(0, match.start() - 3) : match.start()].rstrip().endswith((".", "!", "?")):
        before = ""
    later = not before and context.after(match.end()) in ("dopo", "prima", "più")
    if before in _DURING or later:
        return language.count(match["number"], *language.units["min"]) if not added else None
    quoted = _OPENED.search(context.text[max(0, match.start() - 80) : match.start() + 1])
    if minute > 240 or quoted:
        return None
    if before in _DECADES:
        return language.numerals.cardinal(minute)
    told = before in ("minuto", "minute")
    played = minute <= 130 and (told or _PLAYED.search(context.near_in_sentence(match)))
    if (
        not played
        or before
        and not added
        and before not in _MINUTE
        and context.text[match.start() - 1] not in "(,;"
    ):
        return None if added else language.count(match["number"], *language.units["min"])
    if context.after(match.end()).startswith("minut"):
        return language.rank(minute, feminine=language.tag == "fr")
    more = (language.words["+"], language.numerals.cardinal(added)) if added else ()
    one, many = language.units["min"]
    if language.tag == "it" and before != "minuto":
        return language.join(f"{language.rank(minute, feminine=False)} {one}", *more)
    if language.tag == "fr" and before == "la":
        return language.join(f"{language.rank(minute, feminine=True)} {one}", *more)
    if told:
        return language.join(language.numerals.cardinal(minute), *more)
    if language.tag == "es" and before in ("el", "al", "del"):
        return language.join(one, language.numerals.cardinal(minute), *more)
    return language.join(language.count(str(minute), one, many), *more)


def _coordinate(match: re.Match[str], context: Context) -> str:
    """Degrees, minutes and seconds: “40°25'12" N”."""
    language = spoken_language(context)
    counts = ((match["degrees"], "°"), (match["minutes"], "min"), (match["seconds"], "s"))
    parts = [
        language.count(plain(number, language), *language.units[unit])
        for number, unit in counts
        if number
    ]
    point = (match["point"] or "").replace("W", "O")
    return language.join(*parts, language.compass.get(point, ""))


def _percent(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    return language.percentage(say(match["number"], context))


_FLAT = re.compile(
    r"\b(?:tutor[ií]as?|curso|clases?|alumn[oa]s|grupo|reunión|turma|edif|esc|escalera|portal|bloque|piso|calle|c/|avda|av|avenida|plaza|paseo|prédio|bloco|bl|rua|r)\.? ?[^.;!?]{0,30}$",
    re.IGNORECASE,
)


def _temperature(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    if (
        match.group()[-2:] == " C"
        and "º" in match.group()
        and _FLAT.search(context.text[max(0, match.start() - 40) : match.start()])
    ):
        return None  # the door of a flat: “esc. 2, 3º C”
    scale = {"℃": "C", "℉": "F"}.get(match["sign"], match["scale"] or "")
    return language.count(plain(match["number"], language), *language.units[f"°{scale}"])


_PRICE = re.compile(r" [0-9]{1,6}(?:[.,][0-9]{1,6})? ?[€$]")


def _by(match: re.Match[str], context: Context) -> str | None:
    """An x between measures: “3 m x 2 m”, “30cm×40cm”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    measured = any(map(str.isdigit, before)) and (before[-1] == " " or context.last_class == "unit")
    words = context.locale.words
    if _PRICE.match(context.text, match.end()):
        return words["×"]
    return words.get("by") or words["×"] if measured else None


_GROUPED = re.compile(r" [0-9]{2,3}\.[0-9]{3}(?![0-9])")


_MORE_OR_LESS = re.compile(r"\+ ?(?P<or>ou?) ?[-−–](?! ?[0-9])")


def _more_or_less(match: re.Match[str], context: Context) -> str:
    """“+ o -”."""
    words = context.locale.words
    return f"{words['+']} {match['or']} {words['-n']}"


def _bare_unit(match: re.Match[str], context: Context) -> str | None:
    """A symbol without a number: “por kWh”, “al km 5”."""
    language = spoken_language(context)
    if match["unit"] not in language.units or context.text[: match.start()].endswith("= "):
        return None
    one, many = language.units[match["unit"]]
    single = context.text[match.end() : match.end() + 2].strip().isdigit()
    if _GROUPED.match(context.text, match.end()):
        return many  # “km 145.000” of a car
    before = context.before(match.start()).lower()
    each = before in _EACH or before == "o" and language.tag == "pt-BR"
    return one if single and before not in _SEVERAL or each else many


_SIGNS = {"百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_SCALES = "[千百]?[万萬亿億兆]|[千百]"
_SCALED = "|".join(
    f"(?<=[0-9]{scale}{gap})"
    for scale in (
        "[万亿億千百兆]",
        "[千百][万亿億兆]",
        *(f"[万億]{rest * '[0-9]'}" for rest in range(1, 5)),
    )
    for gap in ("", " ")
)


_SPEEDS = ("时速", "時速", "风速", "風速", "秒速")
"""Words that say what a unit would before the number."""


def _split_span(match: re.Match[str], context: Context) -> str:
    """A span whose unit begins before the numbers: “15-20km/h”."""
    language = spoken_language(context)
    before, _, after = language.units[match["unit"]][0].partition("…")
    if context.text[max(0, match.start() - 2) : match.start()] in _SPEEDS:
        before = ""
    low = language.numerals.number(match["low"])
    return f"{before}{low}{language.words['to']}{language.count(match['high'], after, after)}"


def _scaled(match: re.Match[str], context: Context) -> str:
    """A unit behind a myriad: “4.2万km”, “3千 °C”."""
    return f"{match['scale'] or ''}{spoken_language(context).units[match['unit']][0]}"


def _split_scaled(match: re.Match[str], context: Context) -> str:
    """As `_scaled`, of a unit that begins before the number: “3万km/h”, “5百ppm”."""
    language = spoken_language(context)
    whole = Decimal(match["number"]) * math.prod(map(_SIGNS.__getitem__, match["scale"]))
    unit = _names(match, context)[0]
    if context.text[max(0, match.start() - 2) : match.start()] in _SPEEDS:
        unit = unit.rpartition("…")[2]
    return language.count(str(int(whole)), unit, unit)


def rules(language: Language, number: str) -> tuple[Rule, ...]:
    """Temperatures, percentages and units; `number` is the pattern of a number."""
    units = unit_pattern(language)
    amount = rf"{ALONE_OR_BY}(?P<number>{number}){SPACE}?"
    degrees = re.compile(rf"{amount}(?:[°º]{SPACE}?(?P<scale>[CF]{END})|°|(?P<sign>[℃℉]))")
    # “1L178円”: a price follows without a space.
    digit = "[0-9]" if language.space else "[0-9](?![0-9,]{0,6}(?:円|[秒分]))"
    unit = re.compile(
        rf"{amount}(?P<unit>{units})(?!{digit}|(?![xX][0-9])[A-Za-zÀ-ÖØ-ɏ²³]|['’][^\W\d_]|\. ?C\.|\.[a-z]\.)(?:\.(?=,|[ ][a-zà-ÿ]))?"
    )
    both = re.compile(
        rf"{ALONE}(?P<number>{number})/(?={number}{SPACE}?(?:[°℃]|º(?: ?C|(?!\w))|GHz|(?P<pressure>mmHg)))"
    )
    raised = re.compile(rf"{ALONE}(?P<number>{number})º(?:{END}|(?=[NSEOWL]{END}))")
    joined = r"\w" if language.space else "A-Za-z0-9"
    inches = re.compile(rf"{amount}[\"″”](?![{joined}\"])")
    return (
        *((Rule("unit", DIGIT, _COORDINATE, _coordinate),) if language.compass else ()),
        Rule("temperature", "/", _EITHER, _either),
        Rule("temperature", DIGIT, both, _both),
        Rule("temperature", DIGIT, raised, _raised),
        Rule("unit", DIGIT, inches, _inches),
        Rule(
            "time",
            DIGIT,
            re.compile(
                rf"{ALONE}(?<![°º])(?P<number>[0-9]{{1,3}})(?:['′’](?:\+(?P<added>[0-9]{{1,2}})['′’]?)?)(?![\w'′’])"
            ),
            _primes,
        ),
        Rule("temperature", DIGIT, degrees, _temperature),
        Rule("unit", DIGIT, re.compile(rf"{amount}%"), _percent),
        Rule("unit", DIGIT, _JOINED, _joined),
        Rule("unit", DIGIT, unit, _unit),
        *_scaled_rules(language),
        Rule("symbol", LETTER + "×", _BY, _by),
        *((Rule("symbol", "+", _MORE_OR_LESS, _more_or_less),) if language.nouns else ()),
        *_compass_rules(language),
        *_bare_rules(language),
    )


def _compass_rules(language: Language) -> tuple[Rule, ...]:
    if not language.compass:
        return ()
    points = re.compile(
        rf"(?:(?<![\w.-])|(?<=º))(?P<of>(?:[DdLl]|[Dd]ell|[Dd]all)['’])?(?P<point>{alternation(language.compass)})(?![\w'’.-]\w|\w|\.-)"
    )
    return (
        Rule("abbreviation", LETTER, _DOTTED_POINT, _dotted_point),
        Rule("abbreviation", LETTER, points, _compass),
    )


def _scaled_rules(language: Language) -> tuple[Rule, ...]:
    if language.space:
        return ()
    begun = {
        symbol for symbol, (name, _) in language.units.items() if name[-1] == "之" or "…" in name
    }
    units = alternation(language.units.keys() - begun)
    end = "(?![A-Za-zÀ-ɏ0-9²³/])"
    scaled = re.compile(rf"(?:(?<=[0-9])(?P<scale>{_SCALES}) ?|{_SCALED})(?P<unit>{units}){end}")
    split_scaled = re.compile(
        rf"{ALONE}(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?)(?P<scale>{_SCALES}) ?(?P<unit>{alternation(begun)}){end}"
    )
    split = alternation(symbol for symbol, names in language.units.items() if "…" in names[0])
    spans = re.compile(
        rf"{ALONE}(?P<low>[0-9]{{1,4}}(?:\.[0-9])?)[-–~〜～](?P<high>[0-9]{{1,4}}(?:\.[0-9])?) ?(?P<unit>{split})(?![A-Za-zÀ-ɏ0-9²³/])"
    )
    return (
        Rule("unit", LETTER + "°℃㎡㎏㎞㎝㎜", scaled, _scaled),
        Rule("unit", DIGIT, split_scaled, _split_scaled),
        Rule("unit", DIGIT, spans, _split_span),
    )


def _bare_rules(language: Language) -> tuple[Rule, ...]:
    return (Rule("unit", LETTER, _BARE, _bare_unit),) if language.space else ()
