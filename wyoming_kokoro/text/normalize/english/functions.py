"""Names of functions: “sin²θ”, “tan⁻¹(x)”, “log₂ 8”."""

import re

from wyoming_kokoro.text.normalize.english.formulas import GREEK
from wyoming_kokoro.text.normalize.english.lookups import initials
from wyoming_kokoro.text.normalize.patterns import SUBSCRIPTS, alternation
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_NAMES = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "sec": "secant", "csc": "cosecant", "cot": "cotangent",
    "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent",
    "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent",
}  # fmt: skip
_ARGUMENT = rf"(?=[²³⁴]? ?[{''.join(GREEK)}]|[²³⁴(]|\^[2-9]|(?:[²³⁴]|\^[2-9])? (?:-?[0-9.]{{1,6}} ?°|[0-9]?[b-hj-z](?![\w'’])(?= ?[-+*/=)²,.;]| (?:sin|cos|tan|sec|csc|cot)\b|$)))"
"""What a function is of: a bracket, a Greek letter, an angle, a variable."""
_FUNCTION = re.compile(rf"(?<![^\W0-9_])(?P<name>{alternation(_NAMES)}){_ARGUMENT}")
_INVERSE = re.compile(rf"(?<!\w)(?P<name>{alternation(_NAMES)}|f|g)(?:⁻¹|\^-1|\^\(-1\))(?=[( ]|$)")
_PRODUCT = re.compile(r"(?<=F = )ma(?!\w)")
_LOGARITHM = re.compile(r"(?<!\w)(?P<log>[lL]og)(?P<base>[₀-₉]{1,2}) ?(?=[\w(])")


def _function(match: re.Match[str], context: Context) -> str:
    """“2 sin θ”, “cos(2x)”, “tan 45°”; no sin and no tan of a skin."""
    return _NAMES[match["name"]]


def _inverse(match: re.Match[str], context: Context) -> str:
    """“tan⁻¹(x)”."""
    name = match["name"]
    return f"inverse {_NAMES[name]}" if len(name) > 1 else f"{name} inverse"


def _logarithm(match: re.Match[str], context: Context) -> str:
    """“log₂ 8”."""
    base = int(match["base"].translate(SUBSCRIPTS))
    return f"{match['log']} base {context.locale.numerals.cardinal(base)} of "


RULES = (
    Rule("symbol", "m", _PRODUCT, lambda match, context: "M.A"),
    Rule("symbol", initials({*_NAMES, "f", "g"}), _INVERSE, _inverse),
    Rule("symbol", initials(_NAMES), _FUNCTION, _function),
    Rule("symbol", "lL", _LOGARITHM, _logarithm),
)
