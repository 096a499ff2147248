"""Chemistry: molecules, ions, isotopes, reactions and groups of blood."""

import re

from wyoming_kokoro.text.normalize.english.lookups import numerals
from wyoming_kokoro.text.normalize.patterns import SUBSCRIPTS, alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ELEMENT = "(?:H|He|Li|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Br|Ag|I|Ba|Pb|U)"
_MOLECULE = re.compile(
    rf"(?<![^\W_])(?:{_ELEMENT}[₀-₉]{{0,3}}|\((?:{_ELEMENT}[₀-₉]{{0,3}}){{1,4}}\)[₀-₉]{{1,2}}){{1,8}}(?![^\W_])|"
    rf"(?<![^\W_])(?=(?:[A-Z][a-z]?){{1,4}}[2-9])(?:{_ELEMENT}[0-9]{{0,2}}){{3,8}}(?![^\W_])"
)
_ATOM = re.compile(r"[A-Z][a-z]?|[0-9]+")
_BLOOD = re.compile(r"(?P<group>AB|A|B|O)(?P<sign>[+−-])(?![\w+-])")
_BLOODY = re.compile(r"\b(?:blood|donors?|transfusion|type)\b", re.IGNORECASE)
_MOLECULES = frozenset("NaHCO3 CaCO3 HNO3 AgNO3 KNO3 NaNO3 KMnO4 FeSO4 CuSO4".split())
_SALT = re.compile(
    r"(?=[A-Z]{0,2}[a-z])(?:Na|K|Li|Mg|Ca|Ag|Cu|Zn|Fe|Pb|Al|Mn|Ba|H|N)(?:Cl|OH|O|Br|F|S|CN)"
)
"""Molecules without a figure, which no mouth could say: “NaCl”."""
_BINARY = re.compile(
    r"(?<![^\W_])(?=[A-Za-z]{0,4}[2-9])(?=[A-Z]?[0-9]?[A-Z]?[a-z])(?:Na|K|Li|Mg|Ca|Ag|Cu|Zn|Fe|Pb|Al|Mn|Ba|Ti|Si|Sn|Ni|Cr|P|C|S)[2-9]?(?:Cl|O|Br|F|S|N|I|H)[2-9]?(?![^\W_])"
)
_MOLAR = re.compile(
    r"(?<![\w.])(?P<number>[0-9]{1,3}(?:\.[0-9]{1,4})?) ?(?P<scale>[mµμun]?)M (?=(?:[A-Z][a-z][A-Z]|[A-Z]{1,3}[₀-₉0-9]|[A-Z]{1,2}(?:OH|Cl|Br)\b)|solutions?\b|(?:hydrochloric|nitric|sulfuric|acetic|sodium|potassium|ammonium|calcium)\b|Tris\b|EDTA\b|HEPES\b|glucose\b)"
)
_MOLAR_SCALES = {"": "", "m": "milli", "µ": "micro", "μ": "micro", "u": "micro", "n": "nano"}
_ELEMENTS = {
    "H": (1, "hydrogen"), "He": (2, "helium"), "Li": (3, "lithium"), "Be": (4, "beryllium"), "B": (5, "boron"), "C": (6, "carbon"),
    "N": (7, "nitrogen"), "O": (8, "oxygen"), "F": (9, "fluorine"), "Na": (11, "sodium"), "P": (15, "phosphorus"), "S": (16, "sulfur"),
    "Cl": (17, "chlorine"), "Ar": (18, "argon"), "K": (19, "potassium"), "Ca": (20, "calcium"), "Fe": (26, "iron"), "Co": (27, "cobalt"),
    "Kr": (36, "krypton"), "Rb": (37, "rubidium"), "Sr": (38, "strontium"), "Tc": (43, "technetium"), "I": (53, "iodine"), "Xe": (54, "xenon"),
    "Cs": (55, "cesium"), "Ba": (56, "barium"), "Pb": (82, "lead"), "Po": (84, "polonium"), "Rn": (86, "radon"), "Ra": (88, "radium"),
    "Th": (90, "thorium"), "U": (92, "uranium"), "Np": (93, "neptunium"), "Pu": (94, "plutonium"), "Am": (95, "americium"),
}  # fmt: skip
"""Number and name of those whose isotopes are spoken of."""
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ISOTOPE = re.compile(
    rf"(?<![\w)⁰¹-⁹])(?P<mass>[⁰¹²³⁴-⁹]{{1,3}})(?P<symbol>{alternation(_ELEMENTS)})(?![a-z])"
)
_PART = rf"(?:{_ELEMENT}[₀-₉]{{0,3}}|\((?:{_ELEMENT}[₀-₉]{{0,3}}){{1,4}}\)[₀-₉]{{1,2}})"
_ION = re.compile(
    rf"(?P<formula>(?<![^\W_]){_PART}{{1,5}}|(?:(?<=[0-9])|(?<![^\W_]))e)(?P<count>[²³⁴]?)(?P<sign>[⁺⁻])(?!\w)"
)
_PLAIN_ION = re.compile(
    r"(?<!\w)(?P<formula>Na|K|Li|H|Ca|Mg|Fe|Cu|Zn|Al)(?P<count>[23]?)(?P<sign>\+)(?= (?:ions?|channels?|pumps?|levels?|cations?)\b)"
)
_COUNTED = re.compile(
    rf"(?<![\w.,])(?P<count>[2-9]|1[0-9])(?P<formula>(?:H|O|N|Cl|F|Br|I)[₂2]|O[₃3]|(?={_ELEMENT}[₀-₉0-9]?[A-Z(])(?:{_ELEMENT}[₀-₉0-9]{{0,2}}){{2,6}})(?![\w])"
)
_REACTION = re.compile(r"[+→⟶⇌]|-+>|[₀-₉]")
_YIELDS = re.compile(
    rf"(?:[→⟶⇌]|-{{1,2}}>)(?= ?[0-9]{{0,2}}{_ELEMENT}(?:[₀-₉0-9A-Z(]| \+|[.,;\s]|$))"
)
_BEFORE_YIELDS = re.compile(rf"{_ELEMENT}[₀-₉0-9]{{0,2}}\)?[₀-₉]?(?: ?\((?:s|l|g|aq)\))? ?$")
_REACTS = re.compile(rf"{_ELEMENT}[₀-₉]| \+ [0-9]{{0,2}}{_ELEMENT}[0-9₀-₉]")


def _molecule(match: re.Match[str], context: Context) -> str | None:
    """“H₂SO₄”, sign by sign."""
    written = match.group()
    plain = written.translate(SUBSCRIPTS)
    if _SALT.fullmatch(plain):
        return _spelled(plain, context)
    if plain == written and sum(sign.isdigit() for sign in plain) < 2 and plain not in _MOLECULES:
        return None
    return _spelled(plain, context)


def _spelled(formula: str, context: Context) -> str:
    """The letters of a formula, dotted so that misaki spells them, and its numbers."""
    return " ".join(
        context.locale.numerals.cardinal(int(part)) if part.isdigit() else ".".join(part.upper())
        for part in _ATOM.findall(formula.translate(SUBSCRIPTS))
    )


def _blood(match: re.Match[str], context: Context) -> str | None:
    if not _BLOODY.search(context.near_in_sentence(match, 40)):
        return None
    group = match["group"] if match["group"] != "AB" else "A.B"
    return f"{group} {'positive' if match['sign'] == '+' else 'negative'}"


def _isotope(match: re.Match[str], context: Context) -> str | None:
    """“²³⁸U”: uranium two thirty eight."""
    mass = match["mass"].translate(_FIGURES)
    number, name = _ELEMENTS[match["symbol"]]
    if not number <= int(mass) <= 3 * number + 1:
        return None
    return f"{name} {numerals(context).code(mass)}"


def _ion(match: re.Match[str], context: Context) -> str:
    """“Ca²⁺”, “SO₄²⁻”."""
    count = {"²": "two", "2": "two", "³": "three", "3": "three", "⁴": "four"}.get(
        match["count"], ""
    )
    sign = "plus" if match["sign"] in "⁺+" else "minus"
    formula = match["formula"] if match["formula"] != "e" else "E"
    return " ".join(filter(None, (_spelled(formula, context), count, sign)))


def _counted(match: re.Match[str], context: Context) -> str | None:
    """“6CO₂”: six of a molecule."""
    if not _REACTION.search(context.near(match, 24)) or not re.search("[₀-₉0-9]", match["formula"]):
        return None
    count = context.locale.numerals.cardinal(int(match["count"]))
    return f"{count} {_spelled(match['formula'], context)}"


def _yields(match: re.Match[str], context: Context) -> str | None:
    """The arrow of a reaction."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    reacts = _BEFORE_YIELDS.search(before) and _REACTS.search(context.near(match, 48))
    return "yields" if reacts else None


def _molar(match: re.Match[str], context: Context) -> str:
    """“0.5 M NaOH”: how much a solution holds."""
    number = context.locale.numerals.number(match["number"])
    return f"{number} {_MOLAR_SCALES[match['scale']]}molar "


_EXCITED = re.compile(r"(?<=Tc|Ag|In|Ba|Kr)-(?P<mass>[0-9]{2,3})m(?!\w)")


def _excited(match: re.Match[str], context: Context) -> str:
    """“Tc-99m”."""
    return f" {numerals(context).code(match['mass'])} M"


def _binary(match: re.Match[str], context: Context) -> str:
    """“FeS2”, “Fe3O4”, “CaCl2”."""
    return _spelled(match.group(), context)


RULES = (
    Rule("acronym", "NKLMCAZFPBTS", _BINARY, _binary),
    Rule("number", "-", _EXCITED, _excited),
    Rule("unit", DIGIT, _MOLAR, _molar),
    Rule("acronym", "⁰¹²³⁴⁵⁶⁷⁸⁹", _ISOTOPE, _isotope),
    Rule("acronym", "HLCNOFMAPSKTZBIU(e", _ION, _ion),
    Rule("acronym", "NKLHCMFZA", _PLAIN_ION, _ion),
    Rule("acronym", DIGIT, _COUNTED, _counted),
    Rule("symbol", "→⟶⇌-", _YIELDS, _yields),
    Rule("acronym", "HLCNOFMAPSKTZBIU(", _MOLECULE, _molecule),
    Rule("acronym", "ABO", _BLOOD, _blood),
)
