"""Formulas in plain signs: what stands between two terms, primes, powers, signs of sets and logic."""

import re

from wyoming_kokoro.text.normalize.english.formulas import GREEK, Formula
from wyoming_kokoro.text.normalize.english.lookups import ALONE, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_WORDS = {
    "√": "square root of", "∛": "cube root of", "∜": "fourth root of", "∈": "in", "∉": "not in", "∪": "union", "∩": "intersection", "⊂": "is a subset of",
    "⊆": "is a subset of", "⊃": "contains", "⊇": "contains", "∅": "the empty set", "∀": "for all", "∃": "there exists", "∂": "partial",
    "∇": "nabla", "≡": "is equivalent to", "≅": "is congruent to", "∠": "angle", "⟂": "is perpendicular to", "⊥": "is perpendicular to",
    "∥": "is parallel to", "∧": "and", "∨": "or", "¬": "not", "ℝ": "the real numbers", "ℤ": "the integers", "ℕ": "the natural numbers",
    "ℚ": "the rational numbers", "ℂ": "the complex numbers", "∴": "therefore", "∵": "because", "∝": "is proportional to",
    "∏": "product of", "∫": "integral of", "⇔": "if and only if", "≪": "is much less than", "≫": "is much greater than",
}  # fmt: skip
_SIGN = re.compile(f"[{''.join(_WORDS)}]")
_GREEK = "α-ωΑ-Ωϕ"
_LETTER = f"[A-Za-z{_GREEK}]"
_INDEX = "(?:[0-9](?![0-9])|[₀-₉]{1,2})"
_IN_FORMULA = re.compile(
    r"[=^<>²³⁴ⁿ√±≤≥≈≠∂∇∫π]|\*\*|[a-z)]! ?[/=]|Δ[a-z]|\) ?[/×·*] ?[(0-9]|\(-[a-z] |[a-z]\([a-z0-9]{1,2}\) ?/|\b(?:sin|cos|tan) [b-hj-z](?![\w'’])"
)
_TERM_ENDS = re.compile(
    rf"(?:[)²³⁴ⁿ!∞0-9]|(?<![A-Za-z'’]){_LETTER}{_INDEX}?|(?<![A-Za-z])[Δd∂]{_LETTER}|[0-9][A-Za-z]{{2}})$"
)
_TERM_BEGINS = re.compile(
    rf"[-−]?(?:[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?[A-Za-z{_GREEK}]{{0,3}}(?![^\W²³⁴ⁿ]|['’%])|(?!I [a-z]|a [a-z]{{2}}){_LETTER}{_INDEX}?(?![A-Za-z0-9'’])|π[a-z](?![a-z])|[Δ∂d][a-z](?!\w)|(?:log|ln|sin|cos|tan|exp|sqrt)(?=[( ])|[(√∛])"
)
_TWO_LETTERS = re.compile(r"[a-z]{2}(?!\w)")
"""Below a bracket, a product: “(ad + bc)/bd”."""
_QUOTIENT = re.compile(r"/(?P<gap> ?)(?P<minus>[-−](?=[0-9]))?(?=[^\s/])")
_NUMBER_ENDS = re.compile(r"(?<![\w.,])[0-9][0-9.,]{0,11}$")
_NO_QUOTIENTS = frozenset("i/o w/l y/n t/f b/w q/a p/p p/w r/c a/d a/v m/s".split())
_QUANTITIES = frozenset(
    "distance time mass volume force area voltage current resistance power energy work rise run opposite adjacent hypotenuse total sum count"
    " frequency wavelength speed velocity displacement charge change income profit revenue cost weight height pressure length width"
    " momentum acceleration output input opp adj hyp price earnings debt".split()
)
_WORD_BEFORE = re.compile(r"(?:(?<![\w-])|(?<=[= (]-))[a-z]{3,12}$")
_WORD_AFTER = re.compile(r"[a-z]{3,12}(?![\w/-])")
_DERIVATIVE = re.compile(
    rf"(?<![\w/])(?P<top>[d∂][²³]?{_LETTER}?)/(?P<bottom>[d∂][ahnp-z{_GREEK}][²³]?)(?![\w/])"
)
_DIFFERENTIAL = re.compile(rf"(?<![\w/])d(?P<letter>[r-z{_GREEK}])(?!\w)")
_MINUS = re.compile(rf"[-−–](?P<gap> ?)(?={_TERM_BEGINS.pattern})")
_TERM_BEFORE = re.compile(
    rf"(?:(?<![\w'’-])[0-9]{{0,6}}[a-z]{_INDEX}?|[0-9][a-z]{{2}}|(?:^|[(=+*/×·−-] ?)[A-Z{_GREEK}]{_INDEX}?|(?<![^\W_])[0-9]{{1,9}}|[)²³]|\^[A-Za-z0-9]{{1,2}})$"
)
_INDEXED = re.compile(r"(?<![\w'’])[a-z][₀-₉]{1,2}$")
_INDEXED_TOO = re.compile(r"[a-z][₀-₉]{1,2}(?![\w'’])")
_IN_BRACKETS = re.compile(r"[(\[][0-9]{0,4}[a-zA-Z]$")
_TO_BRACKET = re.compile(r"(?:[0-9]{1,4}|[0-9]{0,4}[a-zA-Z])[)\]]")
_FROM_NUMBER = re.compile(r"(?<=[(\[])(?P<number>[0-9]{1,4})[-−](?=[0-9]{0,4}[a-z][)\]])")
_NEGATIVE = re.compile(rf"[-−](?=[a-z](?![\w'’-])|(?:{'|'.join(sorted(_QUANTITIES))})/)")
_COMPARING = frozenset("=<>≤≥≠≈")
_LONE_A = re.compile(
    r"(?<![\w'’])a(?= ?=| [<>≤≥≠≈] [0-9a-z])|(?<![\w'’])a(?=[.,;:)²³^/]|$| [=+×*·/−-] )",
    re.MULTILINE,
)
_POWER = re.compile(
    r"(?:\^|\*\*)\((?P<inside>(?:[^()\n]|\([^()\n]{1,20}\)){1,40})\)|\*\*(?P<plain>-?(?:[0-9]{1,4}|[a-z](?!\w))|[a-z]{2,12}(?![\w*'’-]))"
)
_BOLD = re.compile(r"(?<![\w)])\*\*\w")
_PRODUCT = re.compile(r"\*(?:(?= [0-9(A-Za-z])|(?=[0-9]{1,9}(?:\.[0-9]{1,9})?(?![\w*])))")
_DOT = re.compile(
    r"(?:(?<=[ +−*/^-][a-z0-9]\))[·⋅](?=[0-9a-z(])|(?<=[0-9a-z])[·⋅](?=\([0-9a-z]{1,3} ?[-+−*/]))"
)
"""A product with what stands in brackets: “(a + b)·2”."""
_PRIME = re.compile(
    r"(?<![\w'’\"“])(?P<name>[a-zA-Z])(?P<signs>['’′]{1,2}|″)(?=\([a-z0-9]\)| [=+] )"
)
_STRAND = re.compile(r"(?<![\w.,])(?P<first>[53])['’′] ?(?:to|→|->|-|–) ?(?P<last>[53])['’′](?!\w)")
_STRAND_END = re.compile(r"(?<![\w.,])(?P<end>[53])['’′](?=[ -](?:end|UTR|cap|strand|carbon)s?\b)")
_GENES = re.compile(
    r"\b(?:[DR]NA|strands?|primers?|polymerase|direction|nucleotides?|sequence|carbon|codons?)\b"
)
_ABSOLUTE = re.compile(
    r"\|(?P<inside>[-−]?(?:[0-9.]{1,6}|[0-9]{0,3}[a-z])(?: ?[-+−*/] ?(?:[0-9.]{1,6}|[0-9]{0,3}[a-z]))?)\|(?:(?!\w)|(?<= [a-z0-9]\|)(?=(?P<factor>[a-z])(?![\w|])))"
)
_GIVEN = re.compile(r"\| ?(?=[^\s|()]{1,8}\))")
_PROBABILITY = re.compile(r"(?<!\w)(?:P|Pr|E)\([^()|]{1,12}$")
_SUB = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx")
_SUBSCRIPT = re.compile(r"(?P<figures>[₀-₉]{1,3})|[ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]{1,4}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n")
_FACTORS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]|[a-z][xyz])$")
"""A letter, or one before an unknown: “ax⁴”."""
_SUPERSCRIPT = re.compile(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]{1,4}(?:[⁻⁺][⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]{1,4})?")
_OPERATORS = frozenset("(=/+*×·-−±")
_FACTORIAL = re.compile(r"!(?=$| ?= | ?/ ?[0-9A-Za-z(]| [+×*] |[.,;)]| (?:and|or|is)\b)")


def _near(match: re.Match[str], context: Context) -> str:
    """What stands before and after in the same line."""
    before = context.text[max(0, match.start() - 48) : match.start()].rpartition("\n")[2]
    return before + context.text[match.start() : match.end() + 48].partition("\n")[0]


def _is_formula(match: re.Match[str], context: Context) -> bool:
    return _IN_FORMULA.search(_near(match, context)) is not None


def _spaced(word: str, match: re.Match[str], context: Context) -> str:
    """The word in place of a sign, with a space after it before another sign."""
    after = context.text[match.end() : match.end() + 1]
    return word if after in ("", " ") or after.isalnum() else f"{word} "


def _over(match: re.Match[str], context: Context, word: str = "over") -> str:
    return _spaced(f"{word} minus" if match["minus"] else word, match, context)


def _quotient(match: re.Match[str], context: Context) -> str | None:
    """“V/R”, “1/(2πRC)”, “(a + b) / 2”, “distance/time”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    after = context.text[match.end() : match.end() + 24]
    left = before.rstrip(" ")
    if (left != before) != bool(match["gap"]) or not _is_formula(match, context):
        return None
    words = _WORD_BEFORE.search(left), _WORD_AFTER.match(after)
    if left[-1:] == ")" and words[1] and words[1].group() in _QUANTITIES:
        return _over(match, context)
    if words[0] and words[1]:
        both = all(word and word.group() in _QUANTITIES for word in words)
        return _over(match, context) if both else None
    if _NUMBER_ENDS.search(left) or context.last_class == "unit" and left[-1:].isalpha():
        return _of_figures(left, after, match, context)
    divided = left[-1:] == ")" and _TWO_LETTERS.match(after)
    if not divided and not (_TERM_ENDS.search(left) and _TERM_BEGINS.match(after)):
        return None
    plain = (
        not match["gap"]
        and f"{left[-1:]}/{after[:1]}".lower() in _NO_QUOTIENTS
        and not left[-2:-1].isalnum()
    )
    letters = left[-1:] + after[:1]
    if letters == "ab" and "=" in _near(match, context):
        return _over(match, context)
    return None if plain else _over(match, context)


def _of_figures(left: str, after: str, match: re.Match[str], context: Context) -> str | None:
    """A quotient that begins with a number or an amount; a date or a share is none."""
    if not after[:1].isdigit():
        if not left[-1:].isdigit() or not _TERM_BEGINS.match(after):
            return None
        return _over(match, context)
    tight = not match["gap"] and "." not in left[-5:] + after[:5].rstrip(".")
    if tight or "=" not in _near(match, context):
        return None
    return _over(match, context, "divided by" if left[-1:].isdigit() else "over")


def _derivative(match: re.Match[str], context: Context) -> str:
    """“dy/dx”, “∂²f/∂x²”."""
    return " over ".join(_differentials(match[name]) for name in ("top", "bottom"))


def _differentials(written: str) -> str:
    words = {"∂": "partial", "²": "squared", "³": "cubed"}
    return " ".join(words.get(sign) or say_letter(sign) for sign in written)


def _differential(match: re.Match[str], context: Context) -> str | None:
    """The end of an integral: “∫ x dx”."""
    before = context.text[max(0, match.start() - 48) : match.start()]
    return f"d {say_letter(match['letter'])}" if "∫" in before else None


def _minus(match: re.Match[str], context: Context) -> str | None:
    """“x² - 5x”, “(F - 32)”, “(n-1)”; a dash of prose has no sign of a formula near it."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    left = before.rstrip(" ")
    if (left != before) != bool(match["gap"]):
        return None
    indexed = _INDEXED.search(left) and _INDEXED_TOO.match(context.text, match.end())
    if not indexed and not _is_formula(match, context):
        return None
    if match["gap"]:
        return _spaced("minus", match, context) if _TERM_BEFORE.search(left) else None
    if not _IN_BRACKETS.search(left) or not _TO_BRACKET.match(context.text, match.end()):
        return None
    return _spaced("minus", match, context)


def _from_number(match: re.Match[str], context: Context) -> str | None:
    """“(1-x)”."""
    if not _is_formula(match, context):
        return None
    return f"{say_number(match['number'], context)} minus "


def _negative(match: re.Match[str], context: Context) -> str | None:
    """“x = -b”, “(-b ± …”."""
    before = context.text[max(0, match.start() - 2) : match.start()].rstrip(" ")
    opened = before[-1:] in "(=±×" if before else not match.start()
    return "minus " if opened and _is_formula(match, context) else None


def _lone_a(match: re.Match[str], context: Context) -> str | None:
    """The variable a, which would be an article: “(v - u)/a”."""
    if context.text[match.end() : match.end() + 2].strip()[:1] in _COMPARING:
        return "A"
    before = context.text[max(0, match.start() - 2) : match.start()].rstrip(" ")
    return "A" if before[-1:] in _OPERATORS and _is_formula(match, context) else None


def _power(match: re.Match[str], context: Context) -> str | None:
    """“e^(iπ)”, “2**10”; where bold type ends, no power follows: “**Step 2**then”."""
    if not is_term(match, context):
        return None
    before = context.text[max(0, match.start() - 48) : match.start()]
    word = match["plain"] or ""
    if len(word) > 1 and word.isalpha() and _BOLD.search(before):
        return None
    inside = match["inside"] or match["plain"]
    return Formula(f"^{{{inside}}}", context).said()


def _product(match: re.Match[str], context: Context) -> str | None:
    """“(7 + 3) * 2”, “(7 + 3)* 2”, “x*70 = 140”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    left = before.removesuffix(" ")
    if not _TERM_ENDS.search(left):
        return None
    if left == before and (left[-1:].isdigit() or "=" not in _near(match, context)):
        return None
    if before[-2:] != ") " and not _is_formula(match, context):
        return None
    return f"{'' if left != before else ' '}times{'' if context.text.startswith(' ', match.end()) else ' '}"


def _prime(match: re.Match[str], context: Context) -> str:
    """“f'(x)”, “y″ + y = 0”."""
    double = len(match["signs"]) > 1 or match["signs"] == "″"
    return f"{say_letter(match['name'])} {'double ' if double else ''}prime"


def _strand(match: re.Match[str], context: Context) -> str | None:
    """“5' to 3'”, “5'-5'”: along a strand of DNA."""
    down = match["first"] > match["last"]
    if not down and not _GENES.search(context.near_in_sentence(match)):
        return None
    first, last = (context.locale.numerals.cardinal(int(match[end])) for end in ("first", "last"))
    return f"{first} prime to {last} prime"


def _strand_end(match: re.Match[str], context: Context) -> str:
    return f"{context.locale.numerals.cardinal(int(match['end']))} prime"


def _absolute(match: re.Match[str], context: Context) -> str:
    """“|x|”, “|a - b|c”."""
    value = f"the absolute value of {Formula(match['inside'], context).said()}"
    return f"{value}, " if match["factor"] else value


def _given(match: re.Match[str], context: Context) -> str | None:
    """“P(A|B)”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    return "given" if _PROBABILITY.search(before) else None


def _subscript(match: re.Match[str], context: Context) -> str | None:
    """“x₁”, “aₙ”."""
    if not context.text[max(0, match.start() - 1) : match.start()].isalpha():
        return None
    written = match.group().translate(_SUB)
    if match["figures"]:
        return context.locale.numerals.number(written)
    return f"sub {' '.join(map(say_letter, written)) if len(written) < 3 else written}"


def _superscript(match: re.Match[str], context: Context) -> str | None:
    """A raised number of its own: 10²³, x⁴."""
    if match.group() in ("²", "³") or not is_term(match, context):
        return None
    return Formula(f"^{{{match.group().translate(_RAISED)}}}", context).said()


_DAY_BEFORE = re.compile(r"(?<![0-9)])(?:[12][0-9]|3[01]|0?[1-9])/[0-9]{1,2}$")
"""“since 9/2!”"""


def _factorial(match: re.Match[str], context: Context) -> str | None:
    """“5! = 120”, “n!/(n - k)!”."""
    if not is_term(match, context) or _DAY_BEFORE.search(
        context.text[max(0, match.start() - 6) : match.start()]
    ):
        return None
    rest = context.text[match.end() : match.end() + 2].lstrip(" ")
    return " factorial" if rest[:1] and rest[0] in "=/×+*" or _is_formula(match, context) else None


def _sign(match: re.Match[str], context: Context) -> str:
    return _spaced(_WORDS[match.group()], match, context)


def say_letter(letter: str) -> str:
    """A variable, and no article."""
    return GREEK.get(letter) or ("A" if letter == "a" else letter)


def is_term(match: re.Match[str], context: Context) -> bool:
    """Whether a number, a single letter or a bracket stands before, and no word."""
    before = context.text[max(0, match.start() - 3) : match.start()]
    last = before[-1:]
    return last.isdigit() or last == ")" or _FACTORS.search(before) is not None


_NOTE = re.compile(r"(?:(?<=[a-z][.,;:!?])|(?<=[.,!?][”\"]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?=\s|$)")
"""The number of a note: “Prices fell,¹² they say”."""
_NEARLY = re.compile(r"(?<=[\w)²³°%] )≈(?= [-−$£€]?[\w(√])")
_APPROACHES = re.compile(r"(?<=\b[Aa]s [a-zA-Zθε] )(?:→|->)(?= )")
_MODULO = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,6}}) %(?= [0-9]{{1,6}} ?={{1,3}} ?[0-9])")


def _modulo(match: re.Match[str], context: Context) -> str:
    """“17 % 5 = 2”."""
    return f"{say_number(match['number'], context)} mod"


RULES = (
    Rule("symbol", "≈", _NEARLY, lambda match, context: "is about"),
    Rule("symbol", "→-", _APPROACHES, lambda match, context: "approaches"),
    Rule("symbol", DIGIT, _MODULO, _modulo),
    Rule("symbol", "d∂", _DERIVATIVE, _derivative),
    Rule("symbol", "d", _DIFFERENTIAL, _differential),
    Rule("symbol", LETTER, _PRIME, _prime),
    Rule("symbol", DIGIT, _STRAND, _strand),
    Rule("symbol", DIGIT, _STRAND_END, _strand_end),
    Rule("symbol", "/", _QUOTIENT, _quotient),
    Rule("symbol", "-−–", _MINUS, _minus),
    Rule("symbol", DIGIT, _FROM_NUMBER, _from_number),
    Rule("symbol", "-−", _NEGATIVE, _negative),
    Rule("symbol", "a", _LONE_A, _lone_a),
    Rule("symbol", "^*", _POWER, _power),
    Rule("symbol", "*", _PRODUCT, _product),
    Rule("symbol", "·⋅", _DOT, lambda match, context: _spaced("times", match, context)),
    Rule("symbol", "!", _FACTORIAL, _factorial),
    Rule("symbol", "|", _ABSOLUTE, _absolute),
    Rule("symbol", "|", _GIVEN, _given),
    Rule("symbol", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", _SUBSCRIPT, _subscript),
    Rule("symbol", "⁰¹²³⁴⁵⁶⁷⁸⁹", _NOTE, lambda match, context: ""),
    Rule("symbol", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", _SUPERSCRIPT, _superscript),
    Rule("symbol", "".join(_WORDS), _SIGN, _sign),
)
