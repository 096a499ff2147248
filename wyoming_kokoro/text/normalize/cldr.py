"""Names of units, months and weekdays from the Unicode locale data that babel carries."""

from collections.abc import Mapping

from babel import Locale
from babel.numbers import get_currency_name
from babel.units import UnknownUnitError, format_compound_unit, format_unit

from wyoming_kokoro.text.normalize.locale import Currency

_UNITS = {
    "W": "power-watt", "mW": "power-milliwatt", "kW": "power-kilowatt", "MW": "power-megawatt", "GW": "power-gigawatt",
    "kWh": "energy-kilowatt-hour", "J": "energy-joule", "kJ": "energy-kilojoule", "cal": "energy-calorie", "kcal": "energy-kilocalorie",
    "V": "electric-volt", "A": "electric-ampere", "mA": "electric-milliampere", "Ω": "electric-ohm",
    "Hz": "frequency-hertz", "kHz": "frequency-kilohertz", "MHz": "frequency-megahertz", "GHz": "frequency-gigahertz",
    "lx": "light-lux", "lm": "light-lumen", "cd": "light-candela", "ppm": "concentr-permillion",
    "Pa": "pressure-pascal", "hPa": "pressure-hectopascal", "kPa": "pressure-kilopascal", "bar": "pressure-bar",
    "mbar": "pressure-millibar",
    "mmHg": "pressure-millimeter-ofhg", "inHg": "pressure-inch-ofhg", "psi": "pressure-pound-force-per-square-inch",
    "nm": "length-nanometer", "µm": "length-micrometer", "mm": "length-millimeter", "cm": "length-centimeter", "dm": "length-decimeter",
    "m": "length-meter", "km": "length-kilometer", "in": "length-inch", "ft": "length-foot", "yd": "length-yard", "mi": "length-mile",
    "km/h": "speed-kilometer-per-hour", "kmh": "speed-kilometer-per-hour", "m/s": "speed-meter-per-second", "mph": "speed-mile-per-hour",
    "kn": "speed-knot", "m²": "area-square-meter", "cm²": "area-square-centimeter", "km²": "area-square-kilometer", "ha": "area-hectare",
    "ft²": "area-square-foot", "m³": "volume-cubic-meter", "cm³": "volume-cubic-centimeter", "l": "volume-liter", "L": "volume-liter",
    "ml": "volume-milliliter", "mL": "volume-milliliter", "cl": "volume-centiliter", "dl": "volume-deciliter",
    "kg": "mass-kilogram", "g": "mass-gram", "mg": "mass-milligram", "µg": "mass-microgram", "t": "mass-tonne",
    "lb": "mass-pound", "oz": "mass-ounce",
    "kB": "digital-kilobyte", "KB": "digital-kilobyte", "MB": "digital-megabyte", "GB": "digital-gigabyte", "TB": "digital-terabyte",
    "PB": "digital-petabyte", "kbit": "digital-kilobit", "Mbit": "digital-megabit", "Gbit": "digital-gigabit",
    "mol": "concentr-mole",
    "ms": "duration-millisecond", "µs": "duration-microsecond", "s": "duration-second", "min": "duration-minute", "h": "duration-hour",
    "d": "duration-day", "°": "temperature-generic", "°C": "temperature-celsius", "°F": "temperature-fahrenheit", "K": "temperature-kelvin",
}  # fmt: skip
_COMPOUNDS = {
    "µg/m³": ("mass-microgram", "volume-cubic-meter"), "mg/m³": ("mass-milligram", "volume-cubic-meter"),
    "g/m³": ("mass-gram", "volume-cubic-meter"),
    "mg/l": ("mass-milligram", "volume-liter"), "mg/L": ("mass-milligram", "volume-liter"), "g/l": ("mass-gram", "volume-liter"),
    "Mbps": ("digital-megabit", "duration-second"), "Gbps": ("digital-gigabit", "duration-second"),
    "kbps": ("digital-kilobit", "duration-second"),
    "Mbit/s": ("digital-megabit", "duration-second"), "Gbit/s": ("digital-gigabit", "duration-second"),
    "Mb/s": ("digital-megabit", "duration-second"), "Gb/s": ("digital-gigabit", "duration-second"),
    "MB/s": ("digital-megabyte", "duration-second"),
    "kB/s": ("digital-kilobyte", "duration-second"), "GB/s": ("digital-gigabyte", "duration-second"),
    "W/m²": ("power-watt", "area-square-meter"),
    "l/min": ("volume-liter", "duration-minute"), "L/min": ("volume-liter", "duration-minute"), "l/h": ("volume-liter", "duration-hour"),
    "L/h": ("volume-liter", "duration-hour"), "m³/h": ("volume-cubic-meter", "duration-hour"),
    "mm/h": ("length-millimeter", "duration-hour"),
}  # fmt: skip
_CURRENCIES = "CHF MXN ARS CLP COP PEN UYU CAD AUD NZD HKD SGD JPY CNY SEK NOK DKK PLN".split()
_WITHOUT_CENTS = ("CLP", "JPY")
_TWINS = {
    "m²": "m2",
    "m³": "m3",
    "cm³": "cm3",
    "km²": "km2",
    "µg/m³": "μg/m³",
    "µg": "μg",
    "µm": "μm",
    "µs": "μs",
    "m³/h": "m3/h",
    "l/100 km": "l/100km",
}


def _bare(text: str, number: int) -> str:
    return text.replace(str(number), "", 1).replace("’", "'").replace("\u200d", "").strip()


def units(code: str, own: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Symbol to singular and plural in the language `code` (as babel spells it); `own` names take
    the place of CLDR's or add to them.
    """
    locale = Locale.parse(code)
    found: dict[str, tuple[str, str]] = {}
    for symbol, unit in _UNITS.items():
        try:
            names = [
                _bare(format_unit(number, unit, length="long", locale=locale), number)
                for number in (1, 2)
            ]
        except UnknownUnitError:
            continue
        if unit not in names[0] and any(character.isalpha() for character in names[0]):
            found[symbol] = (names[0], names[1])
    for symbol, (over, under) in _COMPOUNDS.items():
        names = [
            _bare(
                format_compound_unit(
                    number, over, denominator_unit=under, length="long", locale=locale
                )
                or "",
                number,
            )
            for number in (1, 2)
        ]
        if names[0] and "/" not in names[0] and over not in names[0] and under not in names[0]:
            found[symbol] = (names[0], names[1])
    found.update(own)
    found.update({twin: found[symbol] for symbol, twin in _TWINS.items() if symbol in found})
    return found


def currencies(code: str, cent: str, cents: str) -> dict[str, Currency]:
    """Currencies that are written by their codes; `cent` and `cents` name the hundredth of most."""
    found = {}
    for name in _CURRENCIES:
        one, many = (get_currency_name(name, count, locale=code).lower() for count in (1, 2))
        whole = name in _WITHOUT_CENTS
        found[name] = Currency(one, many, *(("", "") if whole else (cent, cents)))
    return found


def months(code: str) -> tuple[str, ...]:
    """The twelve months."""
    names = Locale.parse(code).months["format"]["wide"]
    return tuple(str(names[number]) for number in range(1, 13))


def short_months(code: str) -> dict[str, int]:
    """Names of the months, in full and abbreviated without their full stops, to their numbers."""
    formats = Locale.parse(code).months["format"]
    return {
        str(formats[width][number]).rstrip(".॰").lower(): number
        for width in ("wide", "abbreviated")
        for number in range(1, 13)
    }


def weekdays(code: str) -> dict[str, str]:
    """Abbreviations of the days of the week, without their full stops, to their full names."""
    formats = Locale.parse(code).days["format"]
    return {
        str(formats["abbreviated"][day]).rstrip(".").lower(): str(formats["wide"][day])
        for day in range(7)
    }
