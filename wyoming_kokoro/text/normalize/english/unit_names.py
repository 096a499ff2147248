"""English names of units: CLDR's, and those that it lacks or that nobody says (*amp*, not
*ampere*).
"""

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.english.physical_units import PHYSICAL_UNITS


def _prefixed(symbol: str, name: str, prefixes: str) -> dict[str, tuple[str, str]]:
    """The unit with metric prefixes, e.g. ``"m k"``, and without when ``-`` is among them."""
    names = {
        "-": "", "n": "nano", "µ": "micro", "μ": "micro", "u": "micro", "m": "milli", "c": "centi", "d": "deci",
        "h": "hecto", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta",
        "Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi",
    }  # fmt: skip
    found: dict[str, tuple[str, str]] = {}
    for prefix in prefixes.split():
        full = names[prefix] + name
        found[("" if prefix == "-" else prefix) + symbol] = (
            full,
            full if full.endswith("hertz") else full + "s",
        )
    return found


_SIMPLE = {
    **_prefixed("W", "watt", "- m k M G T"),
    **_prefixed("Wh", "watt hour", "- m k M G T"),
    **_prefixed("V", "volt", "- µ μ m k"),
    **_prefixed("A", "amp", "- n µ μ u m k"),
    **_prefixed("Ah", "amp hour", "- m k"),
    **_prefixed("VA", "volt amp", "- k M"),
    **_prefixed("Hz", "hertz", "- m k M G T"),
    **_prefixed("Pa", "pascal", "- h k M"),
    **_prefixed("bar", "bar", "- m"),
    "bar": ("bar", "bar"),
    **_prefixed("B", "byte", "k M G T P Ki Mi Gi Ti"),
    **_prefixed("J", "joule", "- k M"),
    **_prefixed("Ω", "ohm", "- m k M"),
    **_prefixed("F", "farad", "n µ μ u"),
    **_prefixed("m", "meter", "- n µ μ m c d k"),
    **_prefixed("g", "gram", "- µ μ m k"),
    **_prefixed("l", "liter", "- m c d h"),
    **_prefixed("L", "liter", "- m c d"),
    **_prefixed("s", "second", "- n µ μ m"),
    **_prefixed("cal", "calorie", "- k"),
    **_prefixed("Sv", "sievert", "- µ μ m"),
    **_prefixed("lm", "lumen", "-"),
    **_prefixed("bit", "bit", "k M G"),
    "Kb": ("kilobit", "kilobits"),
    "dB": ("decibel", "decibels"),
    "dBA": ("decibel", "decibels"),
    "dB(A)": ("decibel", "decibels"),
    "dBm": ("decibel milliwatt", "decibel milliwatts"),
    "lux": ("lux", "lux"),
    "cd": ("candela", "candelas"),
    "K": ("kelvin", "kelvin"),
    "gns": ("guinea", "guineas"),
    "kWp": ("kilowatt peak", "kilowatts peak"),
    "VAC": ("volt AC", "volts AC"),
    "VDC": ("volt DC", "volts DC"),
    "ppb": ("part per billion", "parts per billion"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "PSI": ("pound per square inch", "pounds per square inch"),
    "rpm": ("RPM", "revolutions per minute"),
    "RPM": ("RPM", "revolutions per minute"),
    "bpm": ("beat per minute", "beats per minute"),
    "BPM": ("beat per minute", "beats per minute"),
    "fps": ("frame per second", "frames per second"),
    "dpi": ("dot per inch", "dots per inch"),
    "ppi": ("pixel per inch", "pixels per inch"),
    "px": ("pixel", "pixels"),
    "MP": ("megapixel", "megapixels"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "ppg": ("point per game", "points per game"),
    "rpg": ("rebound per game", "rebounds per game"),
    "apg": ("assist per game", "assists per game"),
    "mpg": ("mile per gallon", "miles per gallon"),
    "kt": ("knot", "knots"),
    "kts": ("knot", "knots"),
    "gpm": ("gallon per minute", "gallons per minute"),
    "cfm": ("cubic foot per minute", "cubic feet per minute"),
    "CFM": ("cubic foot per minute", "cubic feet per minute"),
    "mbps": ("megabit per second", "megabits per second"),
    "gbps": ("gigabit per second", "gigabits per second"),
    "Kbps": ("kilobit per second", "kilobits per second"),
    "Mb": ("megabit", "megabits"),
    "Gb": ("gigabit", "gigabits"),
    "hr": ("hour", "hours"),
    "hr.": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "hrs.": ("hour", "hours"),
    "min.": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "mins.": ("minute", "minutes"),
    "sec": ("second", "seconds"),
    "sec.": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "wk": ("week", "weeks"),
    "wks": ("week", "weeks"),
    "mo": ("month", "months"),
    "yr": ("year", "years"),
    "yrs": ("year", "years"),
    **dict.fromkeys(("yr.", "yrs."), ("year", "years")),
    **dict.fromkeys(("mo.", "mos", "mos."), ("month", "months")),
    **dict.fromkeys(("wk.", "wks."), ("week", "weeks")),
    "mcg": ("microgram", "micrograms"),
    "IU": ("international unit", "international units"),
    "mEq": ("milliequivalent", "milliequivalents"),
    **dict.fromkeys(("sq mi", "sq. mi."), ("square mile", "square miles")),
    **dict.fromkeys(("sq km", "sq. km"), ("square kilometer", "square kilometers")),
    **dict.fromkeys(("sq yd", "sq. yd."), ("square yard", "square yards")),
    "sq. m": ("square meter", "square meters"),
    "cu. ft.": ("cubic foot", "cubic feet"),
    **dict.fromkeys(("sq. in.", "sq in"), ("square inch", "square inches")),
    **dict.fromkeys(("cu. in.", "cu in"), ("cubic inch", "cubic inches")),
    **dict.fromkeys(("cu. yd.", "cu. yds.", "cu yd", "cu yds"), ("cubic yard", "cubic yards")),
    **dict.fromkeys(("gtt", "gtts"), ("drop", "drops")),
    **dict.fromkeys(("ac", "ac."), ("acre", "acres")),
    **dict.fromkeys(("cyl", "cyl."), ("cylinder", "cylinders")),
    "degs": ("degree", "degrees"),
    **dict.fromkeys(("deg", "deg."), ("degree", "degrees")),
    **dict.fromkeys(("pc", "pc.", "pcs", "pcs."), ("piece", "pieces")),
    "pp": ("percentage point", "percentage points"),
    "pct": ("percent", "percent"),
    **dict.fromkeys(("ft-lb", "ft-lbs", "ft·lb", "lb-ft", "lb·ft"), ("foot pound", "foot pounds")),
    **{
        short: (name, f"{name}s")
        for shorts, name in (
            (("mls",), "milliliter"),
            (("cms",), "centimeter"),
            (("kms",), "kilometer"),
            (("kgs",), "kilogram"),
            (("gm", "gms"), "gram"),
            (("ltr", "ltrs"), "liter"),
            (("mtr", "mtrs"), "meter"),
        )
        for short in shorts
    },
    "in": ("inch", "inches"),
    "in.": ("inch", "inches"),
    "ft": ("foot", "feet"),
    "ft.": ("foot", "feet"),
    "yd": ("yard", "yards"),
    **dict.fromkeys(("yds", "yd.", "yds."), ("yard", "yards")),
    "mi": ("mile", "miles"),
    "mi.": ("mile", "miles"),
    "lb": ("pound", "pounds"),
    "lb.": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "lbs.": ("pound", "pounds"),
    "oz.": ("ounce", "ounces"),
    **dict.fromkeys(
        ("fl oz", "fl. oz.", "fl. oz", "fl-oz", "fl.-oz."), ("fluid ounce", "fluid ounces")
    ),
    "gal": ("gallon", "gallons"),
    "gal.": ("gallon", "gallons"),
    "qt": ("quart", "quarts"),
    "pts": ("point", "points"),
    "pts.": ("point", "points"),
    "pt": ("pint", "pints"),
    "tsp": ("teaspoon", "teaspoons"),
    "tsp.": ("teaspoon", "teaspoons"),
    "tbsp": ("tablespoon", "tablespoons"),
    "tbsp.": ("tablespoon", "tablespoons"),
    "tbsps": ("tablespoon", "tablespoons"),
    **dict.fromkeys(("Tbsp", "Tbsp.", "TBSP", "tbs", "Tbs"), ("tablespoon", "tablespoons")),
    **dict.fromkeys(("Tsp", "Tsp.", "TSP", "tsps"), ("teaspoon", "teaspoons")),
    **dict.fromkeys(("mmHg", "mm Hg"), ("millimeter of mercury", "millimeters of mercury")),
    **dict.fromkeys(("inHg", "in Hg"), ("inch of mercury", "inches of mercury")),
    **dict.fromkeys(("qt.", "qts", "qts."), ("quart", "quarts")),
    "gals": ("gallon", "gallons"),
    "pt.": ("pint", "pints"),
    "hp": ("horsepower", "horsepower"),
    "bhp": ("brake horsepower", "brake horsepower"),
    "cwt": ("hundredweight", "hundredweight"),
    "mths": ("month", "months"),
    "mth": ("month", "months"),
    "c.": ("cup", "cups"),
    "T.": ("tablespoon", "tablespoons"),
    "t.": ("teaspoon", "teaspoons"),
    **dict.fromkeys(("dsp", "dsp.", "dstsp"), ("dessertspoon", "dessertspoons")),
    **dict.fromkeys(("pk", "pk.", "pks", "pks."), ("pack", "packs")),
    **dict.fromkeys(("pkg", "pkg.", "pkgs", "pkgs."), ("package", "packages")),
    **dict.fromkeys(("btl", "btl.", "btls", "btls."), ("bottle", "bottles")),
    **dict.fromkeys(("ctn", "ctn.", "ctns", "ctns."), ("carton", "cartons")),
    **dict.fromkeys(("bx", "bx.", "bxs"), ("box", "boxes")),
    **dict.fromkeys(("svg.", "svgs", "svgs."), ("serving", "servings")),
    "cals": ("calorie", "calories"),
    "kw": ("kilowatt", "kilowatts"),
    "kwh": ("kilowatt hour", "kilowatt hours"),
    "ct": ("count", "count"),
    "ct.": ("count", "count"),
    "bbl": ("barrel", "barrels"),
    "bps": ("basis point", "basis points"),
    "bp": ("basis point", "basis points"),
    **dict.fromkeys(("reb", "rebs"), ("rebound", "rebounds")),
    **dict.fromkeys(("ast", "asts"), ("assist", "assists")),
    "doz": ("dozen", "dozen"),
    "doz.": ("dozen", "dozen"),
    "dz": ("dozen", "dozen"),
    "nm": ("nanometer", "nanometers"),
    "cc": ("cubic centimeter", "cubic centimeters"),
    "t": ("ton", "tons"),
    "kcal": ("kilocalorie", "kilocalories"),
    "BTU": ("BTU", "BTUs"),
    "sqft": ("square foot", "square feet"),
    "sq ft": ("square foot", "square feet"),
    **dict.fromkeys(("sq. ft.", "sq. ft", "sq.ft"), ("square foot", "square feet")),
    "sq.-ft.": ("square foot", "square feet"),
    "sq m": ("square meter", "square meters"),
    "sqm": ("square meter", "square meters"),
    "cu ft": ("cubic foot", "cubic feet"),
    **dict.fromkeys(("cu m", "cu. m"), ("cubic meter", "cubic meters")),
}
_LENGTHS = {symbol: _SIMPLE[symbol] for symbol in ("mm", "cm", "m", "km", "in", "ft", "yd", "mi")}
_POWERS = {
    **{
        f"{symbol}{power}": (f"square {one}", f"square {many}")
        for symbol, (one, many) in _LENGTHS.items()
        for power in ("²", "^2")
    },
    **{
        f"{symbol}{power}": (f"cubic {one}", f"cubic {many}")
        for symbol, (one, many) in _LENGTHS.items()
        for power in ("³", "^3")
    },
    "m2": ("square meter", "square meters"),
    "m3": ("cubic meter", "cubic meters"),
    "km2": ("square kilometer", "square kilometers"),
    "ft2": ("square foot", "square feet"),
    "ft3": ("cubic foot", "cubic feet"),
}
_OVER = (
    "km m ft mi W kW Wh kWh J mm cm l L ml mL gal g mg µg μg ug kg MB GB KB kB Mb Gb Mbit Gbit kbit lm Bq m³ cal kcal A V".split()
)  # fmt: skip
_UNDER = {
    "h": "hour", "hr": "hour", "s": "second", "sec": "second", "min": "minute", "day": "day", "d": "day", "week": "week",
    "month": "month", "year": "year", "m": "meter", "m²": "square meter", "m2": "square meter", "m³": "cubic meter",
    "m3": "cubic meter", "l": "liter", "L": "liter", "dl": "deciliter", "dL": "deciliter", "ml": "milliliter", "mL": "milliliter", "kg": "kilogram",
    "g": "gram", "km": "kilometer", "kWh": "kilowatt hour", "ft": "foot", "ft²": "square foot", "person": "person", "hour": "hour",
    "minute": "minute", "second": "second",
}  # fmt: skip
_CLDR = cldr.units("en", {})
_RATES = {
    f"{over}/{under}": (f"{one} per {per}", f"{many} per {per}")
    for over in _OVER
    for one, many in [
        {
            **_CLDR,
            **_SIMPLE,
            **_POWERS,
            "ug": ("microgram", "micrograms"),
            "Bq": ("becquerel", "becquerels"),
        }[over]
    ]
    for under, per in _UNDER.items()
}
_BLOOD = {
    "ng": ("nanogram", "nanograms"), "pg": ("picogram", "picograms"), "mcg": ("microgram", "micrograms"), "mEq": ("milliequivalent", "milliequivalents"),
    "mmol": ("millimole", "millimoles"), "nmol": ("nanomole", "nanomoles"), "pmol": ("picomole", "picomoles"),
    **dict.fromkeys(("µmol", "μmol", "umol"), ("micromole", "micromoles")), "U": ("unit", "units"), "IU": ("international unit", "international units"),
    "mIU": ("milli-international unit", "milli-international units"), **dict.fromkeys(("µIU", "μIU", "uIU"), ("micro-international unit", "micro-international units")),
    "K": ("thousand", "thousand"), "M": ("million", "million"), "cells": ("cell", "cells"),
}  # fmt: skip
_IN_BLOOD = {
    f"{over}/{under}": (f"{one} per {per}", f"{many} per {per}")
    for over, (one, many) in _BLOOD.items()
    for under, per in (
        ("L", "liter"), ("dL", "deciliter"), ("mL", "milliliter"), ("uL", "microliter"), ("µL", "microliter"), ("μL", "microliter"),
    )
}  # fmt: skip
"""What laboratories count."""
_OWN = {
    **_SIMPLE,
    **_POWERS,
    **_RATES,
    **_IN_BLOOD,
    "mmol/mol": ("millimole per mole", "millimoles per mole"),
    "m/s²": ("meter per second squared", "meters per second squared"),
    "µSv/h": ("microsievert per hour", "microsieverts per hour"),
    "μSv/h": ("microsievert per hour", "microsieverts per hour"),
}
UNITS = {
    symbol: names
    for symbol, names in {**PHYSICAL_UNITS, **_CLDR, **_OWN}.items()
    if not symbol.startswith("°") and symbol != "d"
}
"""Symbol to singular and plural."""
