"""Classes of characters that cutting and reading of text look at."""

# Ranges of the scripts that put no spaces between words: kana, Han and their iteration marks.
_UNSPACED = (
    (0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
_UNSPACED_WEIGHT = 3.5
_DIGIT_WEIGHT = 2.5

NEWLINES = frozenset("\n\r\v\f\x85\u2028\u2029")
GLUE = frozenset("\u00a0\u202f\u2007\u2060\ufeff")
"""Spaces that forbid a break."""
STOPS = frozenset(".!?…‼⁇⁈⁉؟۔")
"""End a sentence where white space follows."""
WIDE_STOPS = frozenset("。！？｡．।॥")
"""End a sentence whatever follows."""
CLAUSE_MARKS = frozenset(";:؛")
WIDE_CLAUSE_MARKS = frozenset("；：")
COMMAS = frozenset(",،")
WIDE_COMMAS = frozenset("、，､")
DASHES = frozenset("—―")
"""Part clauses with or without spaces around them."""
SPACED_DASHES = frozenset("–-‒")
"""Part clauses only with spaces around them."""
NUMBER_SIGNS = frozenset("°%")
WIDE_MARKS = WIDE_STOPS | WIDE_CLAUSE_MARKS | WIDE_COMMAS | DASHES
MARKS = STOPS | WIDE_STOPS | CLAUSE_MARKS | WIDE_CLAUSE_MARKS | COMMAS | WIDE_COMMAS | DASHES
CLOSERS = frozenset("\"'”’»›)]}）］｝」』】》〉〕*_~`")
"""Belong to what is before them when they follow a mark."""
SPACED_CLOSERS = frozenset("”»›)]}）］｝」』】》〉〕")
"""The same, even with a space before them."""
OPENERS = frozenset("\"'“‘„«‹([{（［｛「『【《〈〔*_~`¿¡#>|")
"""May stand before the first letter of a word."""
PARTICLES = frozenset("とっはがをにもでの")
"""Kana that go on with the sentence after a quotation that ended in a full stop."""


def is_unspaced(char: str) -> bool:
    """Whether `char` is kana or Han, which are written without spaces."""
    code = ord(char)
    return code >= 0x3005 and any(first <= code <= last for first, last in _UNSPACED)


def is_kana(char: str) -> bool:
    """Whether `char` is hiragana or katakana, half-width forms included."""
    return "\u3040" <= char <= "\u30ff" or "\u31f0" <= char <= "\u31ff" or "ｦ" <= char <= "ﾟ"


def weight_of(char: str) -> float:
    """How much speech a character stands for, a Latin letter being 1.0."""
    if "a" <= char <= "z":
        return 1.0
    if "0" <= char <= "9":
        return _DIGIT_WEIGHT
    return _UNSPACED_WEIGHT if is_unspaced(char) else 1.0
