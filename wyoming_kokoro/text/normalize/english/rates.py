"""Amounts per something, with a slash, and amounts with a plus or raised units."""

import re

from wyoming_kokoro.text.normalize.english.durations import counted
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    NUMBER,
    numerals,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.english.measures import after_unit
from wyoming_kokoro.text.normalize.english.nouns import describes_noun, is_plural_noun
from wyoming_kokoro.text.normalize.english.per import NOUNS, PER, PERIODS
from wyoming_kokoro.text.normalize.english.unit_names import UNITS
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_AREAS = {
    "km²": "square kilometer", "km2": "square kilometer", "km^2": "square kilometer", "m²": "square meter", "m2": "square meter",
    "m^2": "square meter", "m³": "cubic meter", "cm²": "square centimeter", "cm³": "cubic centimeter", "mm³": "cubic millimeter", "mi²": "square mile",
    "sq mi": "square mile", "sq. mi.": "square mile", "sq. mi": "square mile", "sq km": "square kilometer", "sq. km": "square kilometer",
    "sq ft": "square foot", "ft²": "square foot", "ha": "hectare", "kWh": "kilowatt hour", "mL": "milliliter",
    "L": "liter", "µL": "microliter", "km": "kilometer", "inch": "inch", "gal": "gallon",
}  # fmt: skip
_PER_AREA = re.compile(rf"/(?P<unit>{alternation(_AREAS)})(?![\w²³^/-])")
_PER_RAISED = re.compile(
    rf"(?<=\bper )(?P<unit>{alternation(unit for unit in _AREAS if unit[-1] in '²³' or unit[:2] == 'sq')})(?!\w)"
)
_COUNTED = re.compile(rf"{ALONE}{NUMBER}(?:[KM]|[–-]{NUMBER})?$")
_SCALED = re.compile(
    rf"{ALONE}(?P<number>{NUMBER})(?: (?=[MB] (?:mi|km)\b))?(?P<scale>[KkMB])(?:[-–](?P<last>{NUMBER})(?P=scale))? ?(?P<unit>mi(?:\.(?! [A-Z]|$))?|sq\.? ?(?:mi|km|ft|m)(?:\.(?! [A-Z]|$))?|km(?![²2/])|[kc]?m[²2]|mi[²2]|ft[²2]|ha)(?!\w)"
)
_SCALES = {"K": "thousand", "k": "thousand", "M": "million", "B": "billion"}
_SURFACES = {
    "mi": "miles",
    "km": "kilometers",
    "ft": "feet",
    "m": "meters",
    "cm": "centimeters",
    "ha": "hectares",
}
_PER_NOUN = re.compile(
    rf"/(?P<noun>{alternation({*NOUNS, *PERIODS} - {'s', 'd', 'h'})})(?![\w/-])(?:(?<=/mo|/yr|/wk|/hr)\.(?= [a-z]))?"
)
_COUNTED_NOUN = re.compile(
    r"[0-9½¼¾](?: (?:thousand|million|billion|trillion))?(?: [a-z]{2,14})? (?:[a-z]{2,14}s|people|children|men|women)$"
    r"|[0-9½¼¾)][^.!?/]{0,20} of [a-z]{3,14}$|[0-9%] (?:late )?(?:penalty|fee|charge|interest|payment|rent|premium)$"
    rf"|\b(?:[Aa]n?|[Oo]ne) (?!(?:{'|'.join(NOUNS)})$)[a-z]{{3,14}}$"
)
_PER_ANY = re.compile(r"/(?P<noun>(?!and|or|with)[a-z]{3,12})(?<!s)(?![\w/-])")
_COUNTED_MANY = re.compile(r"\b[0-9]{1,3} [a-z]{2,12}s$")
_PER_SUM = re.compile(rf"(?<=[$€£¥¢])/(?P<unit>{alternation(PER)}|[a-z]{{3,12}})(?![\w/])")
_SIGN_PER = re.compile(
    rf"(?<![0-9/$€£¥¢])[$€£¥¢](?=/(?:{alternation(PER)}|[a-z]{{3,12}})(?<!s)(?![\w/]))"
)
_NUTRIENT = re.compile(
    r"\b(?:proteins?|carbs?|carbohydrates?|fats?|saturates|sugars?|salt|sodium|fib(?:re|er)|energy|cholesterol|caffeine|alcohol|calcium|iron)$"
)
_PER_HUNDRED = re.compile(
    r"/(?=1(?:0{1,5}|0{0,2},000) ?(?:km|mi|miles|g|mL|ml|kcal|people|gal|ft|m)\b)"
)
_ALSO = re.compile(
    r"/(?=[0-9.]{1,6}[ -]?(?:A|W|V|Ah|mAh|Hz|kHz|kW|kWh|GB|TB|dB|lm|bit|mph|rpm|hp|VA)(?![\w/]))"
)
_PACE = re.compile(
    rf"{ALONE}0?(?P<minutes>[0-9]{{1,2}})(?:['′’](?P<seconds>[0-5][0-9])[\"″”]) ?/ ?(?P<unit>km|mi|mile|100 ?m)(?!\w)"
)
_PACES = {"km": "kilometer", "mi": "mile", "mile": "mile"}
_UNIT = alternation(
    unit for unit in UNITS if len(unit) > 1 and unit[-1] != "." and unit not in ("in", "pt")
)
_PLUS = re.compile(rf"{ALONE}(?P<number>{NUMBER})\+ ?(?P<unit>{_UNIT})(?![\w²³°/])")
_SMALL_MB = re.compile(rf"{ALONE}(?P<number>{NUMBER})(?: |-)?mb(?![\w/])")
_INVERSE = re.compile(
    r"(?:[·⋅] ?)?(?P<unit>mol|kg|cm|mm|km|min|yr|s|m|K|L|g|h|J|N|V|A)⁻(?P<power>[¹²³⁴])(?![⁰¹-⁹\w(])"
)
_INVERSES = {
    "mol": "mole", "kg": "kilogram", "cm": "centimeter", "mm": "millimeter", "km": "kilometer", "min": "minute", "yr": "year", "s": "second",
    "m": "meter", "K": "kelvin", "L": "liter", "g": "gram", "h": "hour", "J": "joule", "N": "newton", "V": "volt", "A": "amp",
}  # fmt: skip


def _per_area(match: re.Match[str], context: Context) -> str | None:
    """“36/km²”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    if not _COUNTED.search(before) and not _COUNTED_NOUN.search(before):
        return None
    return f" per {spelled(_AREAS[match['unit']], context)}"


def _scaled(match: re.Match[str], context: Context) -> str:
    """“2.7M sq. mi.”, “9.98M km²”."""
    unit = re.sub(r"^sq\.? ?|[²2.]", "", match["unit"])
    name = spelled(_SURFACES[unit], context)
    square = "" if unit == "ha" or match["unit"].rstrip(".") in ("mi", "km") else "square "
    scale = _SCALES[match["scale"]]
    number = f"{say_number(match['number'], context)} {scale}"
    if match["last"]:
        number += f" to {say_number(match['last'], context)} {scale}"
    return f"{number} {square}{name}"


def _per_raised(match: re.Match[str], context: Context) -> str:
    """“3.7 per km²”."""
    return spelled(_AREAS[match["unit"]], context)


def _per_noun(match: re.Match[str], context: Context) -> str | None:
    """“max 8/day”, “1"/wk”, “8 cups/day”, “2 L of water/day”, “an apple/day”, “2.1 births/woman”."""
    before = context.text[max(0, match.start() - 40) : match.start()]
    counted = context.last_class in ("number", "unit") and context.last_end == match.start()
    if not counted and not _COUNTED_NOUN.search(before):
        return None
    return f" per {PERIODS.get(match['noun'], match['noun'])}"


def _per_any(match: re.Match[str], context: Context) -> str | None:
    """“2 sprays/nostril”: several for each of what is one."""
    before = context.text[max(0, match.start() - 18) : match.start()]
    return f" per {match['noun']}" if _COUNTED_MANY.search(before) else None


def _per_sum(match: re.Match[str], context: Context) -> str | None:
    """“12¢/kWh”, “0.13 $/kWh”."""
    if context.last_class != "money" or context.last_end != match.start():
        return None
    unit = match["unit"]
    return " each" if unit == "ea" else f" per {spelled(PER.get(unit, unit), context)}"


def _sign_per(match: re.Match[str], context: Context) -> str:
    """A price that is not told: “in $/kWh”."""
    return "dollars" if match.group() == "$" else context.locale.words[match.group()]


def _per_hundred(match: re.Match[str], context: Context) -> str | None:
    """“28 kWh/100 mi”, “20g protein/100g”."""
    near = context.last_class in ("unit", "money") and context.last_end == match.start()
    before = context.text[max(0, match.start() - 40) : match.start()]
    told = near or _COUNTED_NOUN.search(before) or _NUTRIENT.search(before)
    return " per " if told else None


def _pace(match: re.Match[str], context: Context) -> str:
    """“5'25"/km”."""
    minutes, seconds = say_number(match["minutes"], context), int(match["seconds"])
    unit = _PACES.get(match["unit"], "one hundred meters")
    minute = "minute" if match["minutes"] == "1" else "minutes"
    rest = f" {counted(seconds, 'second', context)}" if seconds else ""
    return f"{minutes} {minute}{rest} per {spelled(unit, context)}"


def _plus(match: re.Match[str], context: Context) -> str:
    """“10+ mi”."""
    one, many = UNITS[match["unit"]]
    end = match.end() + context.text.startswith(". ", match.end())
    after = context.after(end) if context.text.startswith(" ", end) else ""
    name = one if is_plural_noun(after) or describes_noun(match, context) else many
    return f"{say_number(match['number'], context)} plus {spelled(name, context)}"


def _small_mb(match: re.Match[str], context: Context) -> str:
    """“1013 mb” of air, “30 mb” of a file."""
    pressure = 850 <= float(match["number"].replace(",", "")) <= 1100
    return f"{say_number(match['number'], context)} {'millibar' if pressure else 'megabyte'}{'' if '-' in match.group() else 's'}"


def _inverse(match: re.Match[str], context: Context) -> str | None:
    """“mol⁻¹”, “kg·m⁻³”."""
    joined = match.group()[0] in "·⋅"
    if not joined and context.text[max(0, match.start() - 1) : match.start()].isalpha():
        return None
    unit, power = _INVERSES[match["unit"]], match["power"]
    name = {"²": f"square {unit}", "³": f"cubic {unit}"}.get(power, unit)
    if unit in ("second", "minute", "hour", "year", "kelvin") and power in "²³":
        name = f"{unit} {'squared' if power == '²' else 'cubed'}"
    return None if power == "⁴" and unit != "kelvin" else f"per {spelled(name, context)}"


_PERIOD = r"(?:hrs?|h|hours?|days?|d|wks?|weeks?|mos?|months?|yrs?|years?|mins?|minutes?|nights?)"
_EVERY = re.compile(
    rf"(?:(?<=[a-z]s)|(?<=[0-9 ](?:hr|wk|mo|yr))|(?<=[0-9 ](?:day|min))|(?<=[0-9 ]night)|(?<=[0-9 ]h))/(?=(?P<many>[0-9]{{1,3}}) ?(?P<period>{_PERIOD}|people|persons?|games?|miles?|mi|km)\b)"
)
_SPAN = re.compile(rf"(?<![\w.,/-])(?P<many>[0-9]{{1,4}}) ?(?P<period>{_PERIOD})$")
_HOURS = {"mi": 1 / 60, "h": 1, "d": 24, "n": 24, "w": 7 * 24, "mo": 30 * 24, "y": 365 * 24}


def _length(span: re.Match[str]) -> float:
    period = span["period"]
    return int(span["many"]) * (_HOURS.get(period[:2]) or _HOURS[period[0]])


def _every(match: re.Match[str], context: Context) -> str | None:
    """“6 hrs/1 day”; the same time once more, “14 days/2 weeks”, “3 nights/4 days”."""
    span = _SPAN.search(context.text[max(0, match.start() - 16) : match.start()])
    if span and re.fullmatch(_PERIOD, match["period"]):
        share = _length(span) / (_length(match) or 1)
        nights = "n" in (span["period"][0], match["period"][0])
        if nights or 0.7 < share < 1.4:
            return ", "
        if share > 1:
            return None
    return " per "


_DEBT = re.compile(
    r"(?<=[Dd]ebt)/(?=(?:EBITDA|equity|income|GDP|asset|capital)\b)|(?<=[Ll]oan)/(?=(?:value|deposit)\b)"
)
_CURRENCY = re.compile(
    r"(?<!\w)(?P<one>EUR|USD|GBP|JPY|CHF|AUD|CAD|NZD|CNY|MXN|BTC|ETH|XAU)/(?P<other>EUR|USD|GBP|JPY|CHF|AUD|CAD|NZD|CNY|MXN)(?!\w)"
)
_CURRENCIES = {
    "EUR": "euro", "USD": "dollar", "GBP": "pound", "JPY": "yen", "CHF": "Swiss franc", "AUD": "Aussie dollar", "CAD": "Canadian dollar",
    "NZD": "Kiwi dollar", "CNY": "yuan", "MXN": "peso", "BTC": "bitcoin", "ETH": "ether", "XAU": "gold",
}  # fmt: skip


def _currency(match: re.Match[str], context: Context) -> str:
    """“EUR/USD”: euro dollar."""
    return f"{_CURRENCIES[match['one']]} {_CURRENCIES[match['other']]}"


_SIGNS = re.compile(r"(?<![\w/])(?P<one>[£€$])/(?P<other>[$€£¥])(?=[ :]|$)")
_SIGN_NAMES = {"£": "pound", "€": "euro", "$": "dollar", "¥": "yen"}


def _signs(match: re.Match[str], context: Context) -> str:
    """“£/$”: pound dollar."""
    return f"{_SIGN_NAMES[match['one']]} {_SIGN_NAMES[match['other']]}"


_SAMPLED = re.compile(r"(?<=[0-9].bit)/(?=[0-9.]{2,6} ?kHz)|(?<=kHz)/(?=[0-9]{2}[- ]bit)")


_UNITS_PER = re.compile(r"(?<=units)/(?P<unit>m[lL]|kg|L)(?![\w²³])")


def _units_per(match: re.Match[str], context: Context) -> str:
    """“100 units/ml”."""
    name = {"k": "kilogram", "m": "milliliter", "L": "liter"}[match["unit"][0]]
    return f" per {spelled(name, context)}"


_AT_PRICE = re.compile(r"(?<= )x(?= \$\.?[0-9])")
_MANY_BEFORE = re.compile(r"[0-9](?: [A-Za-z]{1,8}\.?)? $")


def _at_price(match: re.Match[str], context: Context) -> str | None:
    """“58 CCF x $0.89”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    return "times" if _MANY_BEFORE.search(before) else None


_QUARTER = re.compile(r"(?<![\w.])(?P<quarter>[1-4])Q(?:['’]?(?P<year>[0-9]{2}))?(?![\w-])")


def _quarter(match: re.Match[str], context: Context) -> str:
    """“in 4Q”, “1Q25”."""
    rank = ("first", "second", "third", "fourth")[int(match["quarter"]) - 1]
    year = f" of {numerals(context).year(2000 + int(match['year']))}" if match["year"] else ""
    before = context.before(match.start())
    article = "the " if before in ("in", "for", "during", "of", "since") else ""
    return f"{article}{rank} quarter{year}"


RULES = (
    Rule("date", DIGIT, _QUARTER, _quarter),
    Rule("symbol", "x", _AT_PRICE, _at_price),
    Rule("unit", "/", _UNITS_PER, _units_per),
    Rule("unit", "/", _SAMPLED, lambda match, context: ", "),
    Rule("unit", "/", _EVERY, _every),
    Rule("symbol", "/", _DEBT, lambda match, context: " to "),
    Rule("money", "EUGJCANMBX", _CURRENCY, _currency),
    Rule("money", "£€$", _SIGNS, _signs),
    Rule("unit", DIGIT, _SCALED, _scaled),
    Rule("money", "$€£¥¢", _SIGN_PER, _sign_per),
    Rule("unit", "/", _PER_SUM, _per_sum),
    Rule("unit", "/", _PER_AREA, _per_area),
    Rule("unit", "kmcfs", _PER_RAISED, _per_raised),
    Rule("unit", "/", _PER_NOUN, _per_noun),
    Rule("unit", "/", _PER_ANY, _per_any),
    Rule("unit", "/", _PER_HUNDRED, _per_hundred),
    Rule("unit", "/", _ALSO, after_unit),
    Rule("unit", DIGIT, _PACE, _pace),
    Rule("unit", DIGIT, _PLUS, _plus),
    Rule("unit", DIGIT, _SMALL_MB, _small_mb),
    Rule("unit", LETTER + "·⋅", _INVERSE, _inverse),
)
"""Tried before formulas and addresses."""
