"""How people who do not know the symbols of units well write them."""

from collections.abc import Mapping

_FORMS = {
    "kg": "Kg KG kgs Kgs", "g": "gr grs GR", "km": "Km KM kms Kms KMS", "cm": "Cm CM cms", "ml": "Ml ML mls", "dl": "dL", "l": "lt lts Lt LT", "km/h": "Km/h KM/H Km/H",
    "km²": "Km²", "kB": "kb Kb", "MB": "mb Mb", "GB": "gb Gb", "TB": "tb Tb", "Mbps": "mbps MBPS", "Gbps": "gbps GBPS", "W": "w", "V": "v",
    "kW": "kw Kw KW", "kWh": "kwh Kwh KWh KWH", "mAh": "mah MAH", "Hz": "hz", "kHz": "khz Khz KHz", "MHz": "mhz Mhz", "GHz": "ghz Ghz",
}  # fmt: skip


def with_careless_forms(units: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Units by their symbols, and by the forms that stand for no other: “10 Kgs”, “500 gb”."""
    careless = {
        form: units[symbol]
        for symbol, forms in _FORMS.items()
        if symbol in units
        for form in forms.split()
    }
    return {**_squared(units), **careless, **units}


def _squared(units: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Squares and cubes of other lengths, named as those of the centimetre: “3 mm²”."""
    powers = {
        f"{length}{power}": (
            units[f"cm{power}"][0].replace(units["cm"][0], units[length][0]),
            units[f"cm{power}"][1].replace(units["cm"][1], units[length][1]),
        )
        for length in ("mm", "dm")
        for power in "²³"
        if length in units and f"cm{power}" in units
    }
    return {**powers, **({"cc": units["cm³"]} if "cm³" in units else {})}
