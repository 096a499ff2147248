"""Parts of laws and books, spans of years, centuries, and short forms of tables of facts."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    ends_sentence,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_YEARS = re.compile(
    rf"{ALONE}(?P<fiscal>FY ?)?(?P<first>1[0-9]{{3}}|20[0-9]{{2}})(?P<dash>[-–])(?P<last>[0-9]{{2}}){END}(?![-–/]|[.,][0-9])"
)
_SEASON = re.compile(
    r"\b(?:seasons?|fiscal|academic|school year|winter|campaign|NBA|NHL|budget|recession|crisis|term|edition)\b"
)
_SUBSECTION = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?)(?P<parts>(?:\((?:[a-zA-Z]|[0-9]{{1,2}}|[ivx]{{1,4}})\)){{1,4}})(?!\w)"
)
_LAW = re.compile(r"(?:[§¶]|\b(?:[Ss]ections?|[Rr]ule|[Aa]rticle|U\.?S\.?C\.?|[Ss]ec\.|s\.)) ?$")
_ACT = re.compile(
    r"(?<![\w.])(?:(?<=\b[0-9]{4}, )|(?<=\bAct, )|(?<=\b[Uu]nder )|(?<=\b[Ss]ee ))s\. ?(?=[1-9][0-9]{0,2}[A-Z]?(?!\w|\.[0-9]))|(?<![\w.])s\. ?(?=[1-9][0-9]{0,2}[A-Z]?(?:\([0-9a-z]{1,3}\)){0,2} (?:notices?|orders?|of the|GBH|wounding|agreements?|evictions?|powers?|assessments?|enquir(?:y|ies))\b)"
)
_BARE_ACT = re.compile(
    r"(?<![\w.'’])s (?=[1-9][0-9]{0,2}[A-Z]?(?:\([0-9a-z]{1,3}\)){0,2},? (?:of the [A-Z]|[A-Z]{2,5} (?:19|20)[0-9]{2}|(?:[A-Z][a-z]+ ){1,3}Act\b))"
)
_PART = re.compile(r"\((\w{1,4})\)")
_OF_LAW = re.compile(
    r"(?<![\w.])(?P<short>[Aa]rt|[Cc]hap|[Aa]mend|[Cc]l|[Pp]t|[Bb]k)(?:\. ?|(?<=pt|Bk|bk) (?=[1-9IVX](?![0-9]| m[cgl])))(?:(?:(?P<roman>[IVXL]{1,6})|(?P<number>[0-9]{1,3})(?P<letter>[A-K])?)(?![\w'’/]|\.[0-9]|[-–][0-9])|(?=[0-9]{1,3}[A-K]?[-–][0-9]{1,3}[A-K]?(?!\w)))"
)
_NAMES = {"art": "article", "chap": "chapter", "amend": "amendment", "cl": "clause", "pt": "part", "bk": "book"}  # fmt: skip
SHORT_FORMS = frozenset(
    "Hob KV bk rwy Rwy RWY rwys fn nn Amend amend Cl cl Pt pt ll Ht ht Wt wt Pop pop Acct acct".split()
)
"""Those that stand before a number, without their full stop."""
_PAGES = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,5}})(?: |(?<=[1-9][0-9]{{2}}))pp\.?(?![\w])")
_RISEN = re.compile(r"\b(?:by|up|down|rises?|rose|falls?|fell|gain(?:ed|s)?|lost|added|adds) $")
_LINES = re.compile(r"(?<![\w.])ll\. (?=[0-9]{1,4}(?:[-–][0-9]|,| and ))")
_CENTURY = re.compile(r"(?<=[0-9](?:st|nd|rd|th) )c\.?(?= (?:BC|AD|CE|A\.D|B\.C)|[.,;)]|$)(?!\w)")
_FACT = re.compile(
    r"(?<![\w.])(?:(?P<short>[Pp]op|[Hh]t|[Ww]t)\.:? (?=~?[0-9])|(?P<noun>[Ww]t)\. (?=(?:limit|loss|gain|is|was|class)\b))"
)
_FACTS = {"pop": "population", "ht": "height", "wt": "weight"}
_PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_MOVE = re.compile(
    r"(?<![\w-])(?:(?P<piece>[KQRBN])(?P<from>[a-h]|[1-8])?|(?P<pawn>[a-h])(?=x)|(?=[a-h][18]=))(?P<takes>x?)(?P<square>[a-h][1-8])(?:=(?P<queen>[QRBN]))?(?P<check>[+#]?)(?![\w])"
)
_NUMBERED = re.compile(
    r"(?<![\w.])(?P<number>[1-9][0-9]{0,2})\.(?:\.\.)?(?=(?:[KQRBN][a-h1-8]?x?[a-h][1-8]|[a-h](?:x[a-h])?[1-8]|O-O)(?:[+#,;. )]|$))"
)
_CASTLES = re.compile(r"(?<![\w-])(?P<far>O-O-O|0-0-0)|(?<![\w-])(?:O-O|0-0)(?![\w-])")
_CHESS = re.compile(
    r"\b(?:chess|white|black|opening|gambit|checkmate|mate|pawns?|castl\w+|knights?|bishops?|rooks?|Sicilian|Ruy|endgame|move)\b|[0-9]{1,2}\. ?[KQRBNa-hO]",
    re.IGNORECASE,
)


_RATED = re.compile(r"(?<=[a-z] \()(?P<rating>2[1-8][0-9]{2}|1[2-8][0-9]{2})(?=\))")
_PLAYERS = re.compile(
    r"\b(?:[Cc]hess|Elo|FIDE|rat(?:ed|ing)|GM|IM|[Gg]randmaster|rook|pawns?|knight|bishop|gambit|Sicilian|endgame|checkmate|drew|[Rr]ounds?|[Rr]d|blitz|rapid|resign(?:s|ed))\b"
)


def _rating(match: re.Match[str], context: Context) -> str | None:
    """“Caruana (2795) drew”."""
    if not _PLAYERS.search(context.near_in_sentence(match)):
        return None
    return numerals(context).code(match["rating"])


def _years(match: re.Match[str], context: Context) -> str | None:
    """“2008–09”, “FY2008-09”; with a hyphen it may as well be a month."""
    first, last = int(match["first"]), int(match["last"])
    season = last == (first + 1) % 100
    told = match["fiscal"] or _SEASON.search(context.near_in_sentence(match))
    if (
        match["dash"] == "-"
        and first >= 1900
        and not (match["fiscal"] or season and told or context.after(match.end()) == "seasons")
        or not first % 100 < last
        and not season
    ):
        return None
    if not match["fiscal"] and last > 9:
        return None
    year, pair = numerals(context).year(first), numerals(context).pair(last)
    return f"{'F.Y. ' if match['fiscal'] else ''}{year} to {pair}"


def _subsection(match: re.Match[str], context: Context) -> str | None:
    """“501(c)(3)”, “§ 230(c)(1)”."""
    number = match["number"]
    parts = _PART.findall(match["parts"])
    before = context.text[max(0, match.start() - 12) : match.start()]
    law = _LAW.search(before)
    if not law and len(parts) < 2 and not (number in ("501", "527") and parts[0].islower()):
        return None
    whole = number.isdecimal() and len(number) > 2
    said = numerals(context).code(number) if whole else say_number(number, context)
    names = [say_number(part, context) if part.isdecimal() else part.upper() for part in parts]
    return " ".join([said, *names])


def _of_law(match: re.Match[str], context: Context) -> str | None:
    """“Art. I”, “Amend. XIV”, “cl. 3”."""
    short, roman = match["short"], match["roman"]
    if roman and not SHAPE.fullmatch(roman):
        return None
    if context.before(match.start()).lower() == "dew":
        return None
    if short == "Pt" and not roman:
        return None
    if context.last_class == "fraction" and context.since_last(match.start()) == " ":
        return None  # “½ pt. 3 times”
    following = re.match(
        " (?!of|and|or|to|for|in|says|is)[a-z]", context.text[match.end() : match.end() + 5]
    )
    if following and (short == "art" or roman == "I"):
        return None  # the word, and the next sentence
    name = _NAMES[short.lower()]
    name = name.capitalize() if short[0].isupper() else name
    if not roman and not match["number"]:
        return f"{name}s " if short.lower() in ("art", "amend", "cl") else None
    number = value(roman) if roman else int(match["number"])
    letter = f" {match['letter']}" if match["letter"] else ""
    return f"{name} {numerals(context).cardinal(number)}{letter}"


def _pages(match: re.Match[str], context: Context) -> str | None:
    """“249 pp.”, “up 2 pp”."""
    if _RISEN.search(context.text[max(0, match.start() - 10) : match.start()]):
        return None
    stop = "." if match.group()[-1] == "." and ends_sentence(context, match.end()) else ""
    return f"{say_number(match['number'], context)} pages{stop}"


def _century(match: re.Match[str], context: Context) -> str:
    """“the 5th c. BCE”."""
    last = match.group()[-1] == "." and ends_sentence(context, match.end())
    era = context.text[match.end() : match.end() + 3].strip()[:1] in ("B", "A", "C")
    return "century." if last and not era else "century"


def _fact(match: re.Match[str], context: Context) -> str:
    """“pop. 3,000”, “wt. 150 lb”."""
    short = match["short"] or match["noun"]
    name = _FACTS[short.lower()]
    return f"{name.capitalize() if short[0].isupper() else name} "


def _from(place: str, context: Context) -> str:
    return say_number(place, context) if place.isdecimal() else place.upper()


def _move(match: re.Match[str], context: Context) -> str | None:
    """“Nf3”, “Qxd5+”."""
    if not (match["takes"] or match["check"]) and not _CHESS.search(context.near(match, 60)):
        return None
    letter, row = match["square"][0], match["square"][1]
    words = [
        _PIECES.get(match["piece"] or "", ""),
        _from(match["from"] or match["pawn"] or "", context),
        "takes" if match["takes"] else "",
        letter.upper(),
        say_number(row, context),
        f"promotes to {_PIECES[match['queen']]}" if match["queen"] else "",
        {"+": "check", "#": "mate"}.get(match["check"], ""),
    ]
    return " ".join(filter(None, words))


def _castles(match: re.Match[str], context: Context) -> str | None:
    if not _CHESS.search(context.near(match, 60)):
        return None
    return "castles queenside" if match["far"] else "castles kingside"


_REPORTER = re.compile(
    rf"{ALONE}(?P<volume>[0-9]{{1,3}}) (?P<name>F\.(?: ?Supp\.)?|N\.[EWY]\.|S\.[EW]\.|P\.|So\.|A\.|L\. ?Ed\.|Cal\.) ?(?P<series>2d|3d|4th|5th)(?= [0-9])"
)
_SERIES = {"2d": "second", "3d": "third", "4th": "fourth", "5th": "fifth"}


def _reporter(match: re.Match[str], context: Context) -> str:
    """“123 F.3d 456”: F third."""
    name = match["name"].replace(". ", ".").rstrip(".").replace(".Supp", " Supp")
    return f"{say_number(match['volume'], context)} {name} {_SERIES[match['series']]}"


RULES = (
    Rule("abbreviation", DIGIT, _REPORTER, _reporter),
    Rule("date", DIGIT + "F", _YEARS, _years),
    Rule("number", DIGIT, _SUBSECTION, _subsection),
    Rule("abbreviation", "AaCcPpBb", _OF_LAW, _of_law),
    Rule("abbreviation", DIGIT, _PAGES, _pages),
    Rule("abbreviation", "s", _ACT, lambda match, context: "section "),
    Rule("abbreviation", "s", _BARE_ACT, lambda match, context: "section "),
    Rule("abbreviation", "l", _LINES, lambda match, context: "lines "),
    Rule("abbreviation", "c", _CENTURY, _century),
    Rule("abbreviation", "PpHhWw", _FACT, _fact),
    Rule(
        "number",
        DIGIT,
        _NUMBERED,
        lambda match, context: f"{say_number(match['number'], context)}. ",
    ),
    Rule("acronym", "KQRBNabcdefgh", _MOVE, _move),
    Rule("acronym", "O" + DIGIT, _CASTLES, _castles),
    Rule("number", DIGIT, _RATED, _rating),
)
"""Tried before numbers and short forms."""
