"""Formulas as chat models write them: LaTeX, powers, Greek letters."""

import re

from wyoming_kokoro.text.normalize.english.lookups import say_number
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_COMMANDS = {
    "cdot": "times", "div": "divided by", "pm": "plus or minus", "mp": "minus or plus", "leq": "is less than or equal to",
    "le": "is less than or equal to", "geq": "is greater than or equal to", "ge": "is greater than or equal to", "neq": "is not equal to",
    "ne": "is not equal to", "approx": "is approximately", "equiv": "is equivalent to", "sim": "is about", "infty": "infinity",
    "rightarrow": "to", "Rightarrow": "implies", "iff": "if and only if", "sum": "the sum of",
    "prod": "the product of", "int": "the integral of", "lim": "the limit of", "degree": "degrees",
    "circ": "degrees", "ldots": "and so on", "dots": "and so on", "cdots": "and so on", "sin": "sine", "cos": "cosine", "tan": "tangent",
    "ln": "the natural log of", "hbar": "h-bar", "ell": "L", "cup": "union", "cap": "intersection",
    "subset": "is a subset of", "forall": "for all", "exists": "there exists",
    "mid": "given", "propto": "is proportional to", "ll": "is much less than",
    "gg": "is much greater than", "lt": "is less than", "gt": "is greater than", "land": "and", "lor": "or",
}  # fmt: skip
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
).split()
GREEK = {
    **dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES, strict=True)),
    **{letter: name.capitalize() for letter, name in zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", _GREEK_NAMES, strict=True)},
    "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta", "µ": "mu",
}  # fmt: skip
_COMMANDS |= {name: name for name in _GREEK_NAMES} | {
    name.capitalize(): name.capitalize() for name in _GREEK_NAMES
}
_COMMANDS |= {"varphi": "phi", "varepsilon": "epsilon", "vartheta": "theta"}
_SILENT = frozenset(
    "left right big Big bigg quad qquad displaystyle limits text mathrm mathbf mathit mathbb operatorname vec hat bar boxed textbf".split()
)
_SIGNS = {
    "<=": "is less than or equal to", ">=": "is greater than or equal to", "!=": "is not equal to", "==": "equals", "->": "to", "=>": "implies",
    "+": "plus", "-": "minus", "−": "minus", "=": "equals", "<": "is less than", ">": "is greater than", "/": "over", "*": "times",
    "×": "times", "·": "times", "÷": "divided by", "±": "plus or minus", "≈": "is approximately", "≠": "is not equal to",
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "∞": "infinity", "→": "to", "!": "factorial", "%": "percent",
    "|": "", "&": "", "'": "prime", "√": "the square root of", "∑": "the sum of", "∫": "the integral of", "²": "squared", "³": "cubed",
    "°": "degrees",
}  # fmt: skip
_INSIDE = r"(?:[^\s$]|[^\s$][^$\n]{0,198}[^\s$])"
_DOLLARS = re.compile(rf"(?<![\w$\\])\$(?P<two>\$ ?)?(?P<formula>{_INSIDE})(?(two) ?\$)\$(?![\w$])")
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]{2,14})(?![A-Za-z])")
_TEXT = re.compile(r"\\(?:text|mathrm|mathbf|boxed|textbf)\{(?P<inside>[^{}\n]{1,80})\}")
_FIGURED = re.compile(r"[0-9=+^*/]")
_TOKEN = re.compile(
    r"[<>!=]=|[-=]>|\\[A-Za-z]+|\\.|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[A-Za-z]+|[^\s]"
)
_MATHS = re.compile(r"[\\^_=+<>≤≥≈]|(?<![A-Za-z0-9])[A-Za-z](?![A-Za-z])|^[A-Za-z]{2}$")
_WORD = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}")
_POWER = re.compile(
    r"\^(?:\{(?P<inside>[^{}\n]{1,40})\}|(?P<sign>-?)(?P<one>(?!(?:st|nd|rd|th)\b)[A-Za-z]{1,2}(?![A-Za-z])|[0-9]{1,4}|\\circ))"
)
_LETTER_IN_GREEK = rf"(?P<letter>[{''.join(GREEK)}])"
_GREEKS = "[\u0370-\u03ff\u1f00-\u1fff]"
_GREEK_ALONE = re.compile(
    rf"(?<!{_GREEKS})(?<!{_GREEKS} ){_LETTER_IN_GREEK}(?!(?<=µ)\w| ?{_GREEKS}|[\u0300-\u036f'’])"
)
_DEEPEST = 6


class Formula:
    """Reads the tokens of a formula one after the other."""

    def __init__(self, written: str, context: Context) -> None:
        self._tokens = _TOKEN.findall(written)
        self._place = 0
        self._context = context

    def said(self, depth: int = 0, until: str = "") -> str:
        """The words up to the sign `until`, or to the end."""
        words: list[str] = []
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            self._place += 1
            if until and token == until:
                break
            words.append(self._one(token, depth))
        return " ".join(filter(None, words))

    def _one(self, token: str, depth: int) -> str:
        if depth > _DEEPEST:
            return ""
        if token in ("{", "\\{", "("):
            return self.said(depth + 1, {"{": "}", "\\{": "\\}", "(": ")"}[token])
        if token[0] == "\\":
            return self._command(token[1:], depth)
        if token == "^":
            return self._power(depth)
        if token == "_":
            return f"sub {self._argument(depth)}"
        if token[0].isdecimal():
            return say_number(token, self._context)
        if token in ("sin", "cos", "tan"):
            return _COMMANDS[token]
        if token.isalpha() and token.isascii():
            return (
                token
                if len(token) > 2
                else " ".join("A" if letter == "a" else letter for letter in token)
            )
        return _SIGNS.get(token, GREEK.get(token, ""))

    def _command(self, name: str, depth: int) -> str:
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._argument(depth), self._argument(depth)
            return f"{above} over {below}"
        if name == "sqrt":
            if self._place < len(self._tokens) and self._tokens[self._place] == "[":
                self._place += 1
                root = self.said(depth + 1, "]")
                kind = {"three": "cube", "two": "square"}.get(root, f"{root}th")
                return f"the {kind} root of {self._argument(depth)}"
            return f"the square root of {self._argument(depth)}"
        if name in ("sum", "prod", "int", "lim"):
            return self._over_a_range(name, depth)
        if name in ("text", "textbf"):
            return self._words()
        return "" if name in _SILENT else _COMMANDS.get(name, name if name.isalpha() else "")

    def _words(self) -> str:
        """What stands in braces, as it is written."""
        rest = self._tokens[self._place :]
        if rest[:1] != ["{"] or "}" not in rest:
            return ""
        end = rest.index("}")
        self._place += end + 1
        return " ".join(rest[1:end])

    def _over_a_range(self, name: str, depth: int) -> str:
        noun = _COMMANDS[name].removesuffix(" of")
        for sign, word in (("_", "as" if name == "lim" else "from"), ("^", "to")):
            if self._tokens[self._place : self._place + 1] == [sign]:
                self._place += 1
                noun += f" {word} {self._argument(depth)}"
        return f"{noun} of"

    def _argument(self, depth: int) -> str:
        if self._place >= len(self._tokens):
            return ""
        token = self._tokens[self._place]
        self._place += 1
        return self._one(token, depth + 1)

    def _power(self, depth: int) -> str:
        power = self._argument(depth)
        return {"two": "squared", "three": "cubed", "degrees": "degrees", "prime": "prime"}.get(
            power, f"to the power of {power}"
        )


def _dollars(match: re.Match[str], context: Context) -> str | None:
    """A formula between dollars; two sums of money are none."""
    formula = match["formula"]
    if not _MATHS.search(formula) or _WORD.search(formula.replace("\\text{", "{")):
        return None
    if formula[0].isdigit() and not re.search(r"[\\^_=]", formula):
        return None
    return Formula(formula, context).said()


def _fraction_or_root(match: re.Match[str], context: Context) -> str:
    return Formula(match.group(), context).said()


def _command(match: re.Match[str], context: Context) -> str | None:
    name = match["name"]
    return "" if name in _SILENT else _COMMANDS.get(name)


def _text(match: re.Match[str], context: Context) -> str:
    """“\\boxed{x = 42}”, “\\text{so}”."""
    inside = match["inside"]
    return Formula(inside, context).said() if _FIGURED.search(inside) else inside


def _power(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 1) : match.start()]
    if not (before.isalnum() or before in ")]}"):
        return None
    word = (match["one"] or "").isalpha() and len(match["one"]) > 1
    if word and before.isalpha() and "=" not in context.near(match, 24):
        if context.text[max(0, match.start() - 2) : match.start() - 1].isalpha():
            return None  # “foo^ab”, no “Pe^rt”
    inside = match["inside"] or f"{match['sign']}{match['one']}"
    return Formula(f"^{{{inside}}}", context).said()


_MEASURED = re.compile(r"[0-9½¼¾⅓⅔⅛] ?$")
"""Before a unit: “2½ Ω”, “10^6 μm”."""
_AS_PREFIX = re.compile(r"\bprefix µ|µ (?:sign|prefix)\b")


def _greek(match: re.Match[str], context: Context) -> str | None:
    """A Greek letter that is no part of a Greek word: “πr²”, “TGF-β”."""
    before = context.text[max(0, match.start() - 2) : match.start()]
    if match["letter"] in "Ωμµ" and _MEASURED.search(before):
        return None
    if match["letter"] == "µ" and _AS_PREFIX.search(context.near(match, 8)):
        return None
    name = GREEK[match["letter"]]
    following = context.text[match.end() : match.end() + 1]
    return f"{name} " if following.isalnum() else name


_NESTED = r"\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]{0,40}\}){0,80}\}){0,120}\}"
_LIMIT = rf"(?:{_NESTED}|[A-Za-z0-9](?![A-Za-z0-9])|\\infty)"
_FRACTION = re.compile(
    rf"\\(?:[dt]?frac{_NESTED}{_NESTED}|sqrt(?:\[[0-9n]\])?{_NESTED}|(?:sum|prod|int|lim)(?:_{_LIMIT})?(?:\^{_LIMIT})?(?![A-Za-z]))"
)
_APERTURE = re.compile(r"[fƒ]/(?=[0-9]{1,2}(?:\.[0-9])?(?!\w))")


def _aperture(match: re.Match[str], context: Context) -> str:
    """“f/2.8”."""
    return "F "


RULES = (
    Rule("symbol", "fƒ", _APERTURE, _aperture),
    Rule("symbol", "$", _DOLLARS, _dollars),
    Rule("symbol", "\\", _FRACTION, _fraction_or_root),
    Rule("symbol", "\\", _TEXT, _text),
    Rule("symbol", "\\", _COMMAND, _command),
    Rule("symbol", "^", _POWER, _power),
    Rule("symbol", "".join(GREEK), _GREEK_ALONE, _greek),
)
