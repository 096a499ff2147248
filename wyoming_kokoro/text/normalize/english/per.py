"""What stands after a slash, for one of which something is told: “$12/mo”, “8 cups/day”."""

PERIODS = {
    "s": "second", "sec": "second", "min": "minute", "mins": "minute", "h": "hour", "hr": "hour", "d": "day", "wk": "week", "mo": "month", "qtr": "quarter",
    "mth": "month", "yr": "year", "nt": "night",
}  # fmt: skip
"""Periods in short."""
PER = {
    **PERIODS,
    "kWh": "kilowatt hour", "MWh": "megawatt hour", "kg": "kilogram", "g": "gram", "lb": "pound", "oz": "ounce", "l": "liter", "L": "liter",
    "gal": "gallon", "km": "kilometer", "mi": "mile", "m²": "square meter", "m³": "cubic meter", "ft²": "square foot",
    "sqft": "square foot", "GB": "gigabyte", "MB": "megabyte", "bbl": "barrel", "MMBtu": "million BTU", "doz": "dozen", "dz": "dozen",
    "ea": "each", "sh": "share", "pp": "person", "pt": "pint", "qt": "quart", "yd": "yard", "ft": "foot", "m": "meter", "ml": "milliliter", "ac": "acre",
    "t": "ton", "W": "watt", "kW": "kilowatt", "TB": "terabyte", "tsp": "teaspoon", "sq ft": "square foot", "sq. ft": "square foot", "sq.ft": "square foot",
    "sq. ft.": "square foot", "sig": "signature", "ad": "adult", "ch": "child", "sqm": "square meter", "sq m": "square meter",
}  # fmt: skip
"""All that a price is for one of, in short, to its name."""
NOUNS = (
    "day week month year hour night minute second person capita woman household adult child student user serving dose game visit session set"
    " mile acre customer family"
).split()
"""What things are counted by, in full."""
