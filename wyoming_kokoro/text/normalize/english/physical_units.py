"""English names of the units of physics, chemistry and astronomy."""

import re

FORCED = re.compile(
    r"\b(?:[Ff]orces?|[Nn]ewtons?|[Ww]eigh\w*|gravity|friction|tension|torque|thrust|mass|acceler\w*|spring|pulls?|push\w*|lifts?|load)\b|kg|m/s|[=≈]"
)
"""Beside which an N stands for newtons."""
_PREFIXES = {"": "", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "n": "nano"}


def _volts(prefix: str) -> tuple[str, str]:
    name = f"{_PREFIXES[prefix]} electron volt".strip()
    return name, f"{name}s"


_OVER = {
    "N": "newton", "kN": "kilonewton", "J": "joule", "kJ": "kilojoule", "MJ": "megajoule", "W": "watt", "V": "volt", "kV": "kilovolt",
    "g": "gram", "kg": "kilogram", "mg": "milligram", "lb": "pound", "lbs": "pound", "mol": "mole", "rad": "radian", "kWh": "kilowatt hour",
    "Wh": "watt hour", "m": "meter", "cm": "centimeter", "ft": "foot", "in": "inch", "kcal": "kilocalorie", "cal": "calorie", "mb": "megabit",
    "pCi": "picocurie", "mS": "millisiemens", "µS": "microsiemens", "A": "amp", "kPa": "kilopascal", "mm": "millimeter", "rev": "revolution",
}  # fmt: skip
_UNDER = {
    "m": "meter", "m²": "square meter", "m^2": "square meter", "m³": "cubic meter", "m^3": "cubic meter", "cm³": "cubic centimeter",
    "cm3": "cubic centimeter", "cm2": "square centimeter", "m2": "square meter", "m3": "cubic meter", "in2": "square inch", "ft3": "cubic foot",
    "s2": "second squared", "cm^3": "cubic centimeter", "cm²": "square centimeter", "mL": "milliliter", "ml": "milliliter", "kg": "kilogram", "g": "gram",
    "mol": "mole", "K": "kelvin", "°C": "degree Celsius", "s²": "second squared", "s^2": "second squared", "hr": "hour", "h": "hour",
    "day": "day", "s": "second", "min": "minute", "in²": "square inch", "in^2": "square inch", "in³": "cubic inch", "in^3": "cubic inch", "ft²": "square foot", "ft^2": "square foot", "ft³": "cubic foot", "ft^3": "cubic foot", "yr": "year", "year": "year", "L": "liter",
    "(m·K)": "meter kelvin", "(m²·K)": "square meter kelvin", "(g·°C)": "gram degree Celsius", "(g·K)": "gram kelvin",
    "(kg·K)": "kilogram kelvin", "(kg·°C)": "kilogram degree Celsius", "(mol·K)": "mole kelvin", "mi": "mile", "km": "kilometer", "cm": "centimeter",
    "month": "month", "wk": "week", "week": "week",
}  # fmt: skip
_MANY = {
    "foot": "feet",
    "inch": "inches",
    "millisiemens": "millisiemens",
    "microsiemens": "microsiemens",
}
_RATES = {
    f"{over}/{under}": (f"{one} per {per}", f"{_MANY.get(one, f'{one}s')} per {per}")
    for over, one in _OVER.items()
    for under, per in _UNDER.items()
}
PHYSICAL_UNITS = {
    **_RATES,
    "N": ("newton", "newtons"),
    "N/C": ("newton per coulomb", "newtons per coulomb"),
    "kN": ("kilonewton", "kilonewtons"),
    **dict.fromkeys(("N·m", "N⋅m", "Nm"), ("newton meter", "newton meters")),
    **dict.fromkeys(("kg·m/s", "kg⋅m/s"), ("kilogram meter per second", "kilogram meters per second")),
    **dict.fromkeys(
        ("kg·m/s²", "kg⋅m/s²"), ("kilogram meter per second squared", "kilogram meters per second squared")
    ),
    **dict.fromkeys(("kg·m²", "kg⋅m²"), ("kilogram square meter", "kilogram square meters")),
    **{f"{prefix}eV": _volts(prefix) for prefix in _PREFIXES},
    **dict.fromkeys(("Å", "Å"), ("angstrom", "angstroms")),
    "ly": ("light year", "light years"),
    **{f"{letter}ly": (f"{name} light years", f"{name} light years") for letter, name in (("G", "billion"), ("M", "million"), ("k", "thousand"))},
    **{f"{letter}yr": (f"{name} years", f"{name} years") for letter, name in (("G", "billion"), ("M", "million"), ("k", "thousand"))},
    "kya": ("thousand years ago", "thousand years ago"),
    **dict.fromkeys(("Mya", "mya"), ("million years ago", "million years ago")),
    "kpc": ("kiloparsec", "kiloparsecs"),
    "Mpc": ("megaparsec", "megaparsecs"),
    "km/s/Mpc": ("kilometer per second per megaparsec", "kilometers per second per megaparsec"),
    **{
        f"{unit}/m²/{short}": (f"{name} per square meter per {period}", f"{name}s per square meter per {period}")
        for unit, name in (("µmol", "micromole"), ("μmol", "micromole"), ("mmol", "millimole"), ("mol", "mole"))
        for short, period in (("s", "second"), ("d", "day"), ("day", "day"))
    },
    "AU": ("astronomical unit", "astronomical units"),
    **dict.fromkeys(("nmi", "n.m."), ("nautical mile", "nautical miles")),
    "mol": ("mole", "moles"),
    "mmol": ("millimole", "millimoles"),
    **dict.fromkeys(("µmol", "μmol"), ("micromole", "micromoles")),
    **dict.fromkeys(("atm", "atm."), ("atmosphere", "atmospheres")),
    **dict.fromkeys(("inches Hg", "inches of Hg"), ("inch of mercury", "inches of mercury")),
    "N·m²/kg²": ("newton square meter per square kilogram", "newton square meters per square kilogram"),
    **dict.fromkeys(("J·s", "J⋅s", "J s"), ("joule second", "joule seconds")),
    **dict.fromkeys(("eV·s", "eV⋅s"), ("electron volt second", "electron volt seconds")),
    **dict.fromkeys(("N·s", "N⋅s"), ("newton second", "newton seconds")),
    **dict.fromkeys(("Pa·s", "Pa⋅s"), ("pascal second", "pascal seconds")),
    **dict.fromkeys(("mPa·s", "mPa⋅s"), ("millipascal second", "millipascal seconds")),
    "M⊕": ("Earth mass", "Earth masses"),
    "R⊕": ("Earth radius", "Earth radii"),
    **dict.fromkeys(("M☉", "M⊙"), ("solar mass", "solar masses")),
    **dict.fromkeys(("R☉", "R⊙"), ("solar radius", "solar radii")),
    **dict.fromkeys(("L☉", "L⊙"), ("solar luminosity", "solar luminosities")),
    "lbf": ("pound force", "pounds force"),
    "rad": ("radian", "radians"),
    **dict.fromkeys(("l/100km", "l/100 km", "L/100km", "L/100 km"), ("liter per one hundred kilometers", "liters per one hundred kilometers")),
}  # fmt: skip
"""Symbol to singular and plural."""
