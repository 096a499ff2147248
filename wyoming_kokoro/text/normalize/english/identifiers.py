"""Numbers that are read sign by sign: orders, insurance, addresses of devices, colours."""

import re

from wyoming_kokoro.text.normalize import addresses
from wyoming_kokoro.text.normalize.english.lookups import ALONE, CAPITALS, END, numerals
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_ORDER = re.compile(r"#(?=(?P<letters>[A-Z]{1,5})(?P<dash>-?)[0-9]{2,})")
_GROUPED = re.compile(
    rf"(?:(?<=[A-Za-z])# ?|#)(?=[0-9-]{{0,20}}[0-9]{{3}})(?P<groups>[0-9]{{2,5}}(?:-[0-9]{{2,9}}){{1,4}}(?:-[0-9])?){END}(?!-)"
)
_ORDERED = re.compile(
    r"\b(?:orders?|tickets?|cases?|invoices?|parts?|items?|confirmation|tracking|claims?|flight|po|ref(?:erence)?|model|locker|unit|issue|request|booking|bug|account|policy|job|conf\.?|res\.|reservation|acct\.?|serial|lot|permit|license|member) ?:? $",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    rf"{ALONE}(?P<letters>[A-Z]{{2}}) ?(?P<a>[0-9]{{2}}) ?(?P<b>[0-9]{{2}}) ?(?P<c>[0-9]{{2}}) ?(?P<last>[A-D]){END}"
)
_HARDWARE = re.compile(
    rf"{ALONE}[0-9A-Fa-f]{{2}}(?::[0-9A-Fa-f]{{2}}){{5}}{END}|{ALONE}[0-9A-F]{{2}}(?:-[0-9A-F]{{2}}){{5}}{END}"
)
_UUID = re.compile(rf"{ALONE}[0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}{END}")
_COLOUR = re.compile(
    r"#(?P<code>(?=[a-fA-F]*[0-9])(?=[0-9]*[a-fA-F])[0-9A-Fa-f]{6}|(?=[A-F]*[0-9][0-9A-F]*[A-F]|[A-F]+[0-9])[0-9A-F]{3})(?!\w)"
)
_HEX = re.compile(rf"{ALONE}0x(?P<code>[0-9A-Fa-f]{{1,16}})[UuLl]{{0,3}}{END}")
_IPV6 = re.compile(
    rf"{ALONE}(?=[0-9a-f:]{{2,39}}::|(?:[0-9a-f]{{1,4}}:){{7}})[0-9a-f]{{1,4}}(?::{{1,2}}[0-9a-f]{{1,4}}){{1,7}}(?:::)?(?:/(?P<mask>[0-9]{{1,3}}))?{END}"
)
_HASH = re.compile(rf"{ALONE}(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{{7,64}}{END}")
_COMMIT = re.compile(
    r"\b(?:commit|hash|sha|sha256|md5|checksum|revision|digest|id|key|token)(?: is| was|:)? $",
    re.IGNORECASE,
)
_HEX_LETTERS = "abcdefABCDEF"
_RUNS = re.compile(r"[0-9]|[A-Za-z]|:+")
_WIRELESS = re.compile(
    rf"{ALONE}802\.(?P<part>[0-9]{{1,2}})(?P<more>\.[0-9]{{1,2}})?(?P<letters>[a-z]{{0,2}}){END}"
)
_EMERGENCIES = re.compile(
    rf"{ALONE}(?P<a>911|999|112|111|101|000|110|119) ?/ ?(?P<b>911|999|112|111|101|000|110|119){END}(?!/)"
)


def _letters(letters: str) -> str:
    """Capitals with dots between them, so that misaki spells them and takes no A for an article."""
    return ".".join(letters.upper())


def _signs(written: str, context: Context) -> str:
    """Every digit and letter for itself."""
    words, letters = [], ""
    for sign in _RUNS.findall(written):
        if sign.isalpha():
            letters += sign
            continue
        words += [_letters(letters)] if letters else []
        letters = ""
        words.append(
            "colon"
            if sign == ":"
            else "double colon" if sign == "::" else numerals(context).digits(sign)
        )
    return " ".join([*words, _letters(letters)] if letters else words)


def _order(match: re.Match[str], context: Context) -> str | None:
    """“Order #A-7731”."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    return "number " if match["dash"] or _ORDERED.search(before) else None


def _grouped(match: re.Match[str], context: Context) -> str:
    """“#114-3920184”, “MLS# 26-118432”."""
    label = context.text[max(0, match.start() - 1) : match.start()].isalpha()
    return f"{'' if label else 'number '}{numerals(context).groups(match['groups'])}"


def _insurance(match: re.Match[str], context: Context) -> str:
    """A British national insurance number."""
    pairs = " ".join(
        (
            numerals(context).digits(match[name])
            if match[name][0] == "0"
            else numerals(context).cardinal(int(match[name]))
        )
        for name in "abc"
    )
    return f"{_letters(match['letters'])} {pairs} {match['last']}"


def _hardware(match: re.Match[str], context: Context) -> str:
    return ", ".join(_signs(part, context) for part in re.split("[:-]", match.group()))


def _uuid(match: re.Match[str], context: Context) -> str:
    return ", ".join(_signs(part, context) for part in match.group().split("-"))


def _colour(match: re.Match[str], context: Context) -> str | None:
    if len(match["code"]) == 3 and match["code"][:2].isdecimal() and _is_of_listed(match, context):
        return None  # “apt #12E”
    return f"hash {_signs(match['code'], context)}"


def _hex(match: re.Match[str], context: Context) -> str:
    return f"zero X {_signs(match['code'], context)}"


def _ipv6(match: re.Match[str], context: Context) -> str:
    address, _, mask = match.group().partition("/")
    spoken = _signs(address, context)
    return f"{spoken} slash {numerals(context).cardinal(int(mask))}" if mask else spoken


def _hash(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 20) : match.start()]
    return _signs(match.group(), context) if _COMMIT.search(before) else None


def _wireless(match: re.Match[str], context: Context) -> str:
    letters = f" {_letters(match['letters'])}" if match["letters"] else ""
    if match["more"]:
        letters = f" dot {numerals(context).cardinal(int(match['more'][1:]))}{letters}"
    return f"eight oh two dot {numerals(context).cardinal(int(match['part']))}{letters}"


def _emergencies(match: re.Match[str], context: Context) -> str:
    return " or ".join(numerals(context).called(match[name]) for name in "ab")


_DOCKET = re.compile(r"(?<=[0-9])-(?P<kind>cv|cr|mc|mj|md|CV|CR)-(?P<case>[0-9]{2,6})(?!\w)")
_BOOK = re.compile(rf"{ALONE}[0-9]{{1,5}}(?:[- ][0-9X]{{1,7}}){{3,4}}{END}")
_BOOK_ITSELF = re.compile(r"(?=(?:-?[0-9]){13}$)97[89](?:-[0-9]{1,7}){4}")
_BOOK_BEFORE = re.compile(r"\bISBN(?:-1[03])?(?: is|:)? $")


_KEYED = re.compile(r"(?P<key>[*#])(?P<digits>[0-9]{1,4})(?P<last>[*#]?)(?!\w)")
_KEYED_IN = re.compile(
    r"\b(?:dial|press|enter|hit|type|us(?:e|ing)|then|code)(?:ing|ed)?(?: is)? $", re.IGNORECASE
)
_SERVICES = frozenset(
    "57 60 61 63 66 67 68 69 70 71 72 73 74 75 77 78 79 80 81 82 86 87 90 92".split()
)
"""What American exchanges do after a star; nothing need announce it."""
_KEY = re.compile(
    r"(?P<key>[*#])(?= (?:key|sign|button|symbol)\b|[.,;:!?]|$| (?:and|or|to|twice|again|when|if|for|after|on|once|now|then)\b)"
)
_ON_KEYPAD = re.compile(
    r"\b(?:press|hit|push|dial|enter|tap|type)(?:ing|ed|es|s)?\b|\bfollowed by $|\bkeypad\b",
    re.IGNORECASE,
)
_KEY_NAMES = {"*": ("star", "star"), "#": ("pound", "hash")}
_RETIREMENT = re.compile(rf"{ALONE}(?P<digits>401|403|457)\((?P<letter>[kb])\)")
_TAXED = re.compile(
    rf"{ALONE}(?P<digits>1099|1040|529|1031)(?=-[A-Z]| (?:plans?|forms?|exchange|tax|refunds?|returns?|filing|instructions|schedules?|deadline)\b)"
)


_PASSWORD = re.compile(
    rf"{ALONE}(?=[A-Za-z]{{0,15}}[0-9])(?=[0-9]{{0,15}}[A-Za-z])[A-Za-z0-9]{{4,16}}{END}(?![-_@.][\w])"
)
_PASSWORD_BEFORE = re.compile(
    r"\b(?:pass(?:word|code|phrase)|PW|pw|pwd|(?:wi-?fi|network|product|licen[sc]e|security|wpa) key|username|login|(?<![0-9] )(?<!hrs )p/w)(?: is| was|:| to)? [\"“]?$",
    re.IGNORECASE,
)
_NETWORK = re.compile(r"(?<!\w)[A-Za-z0-9]{1,20}(?:_[A-Za-z0-9]{1,20}){1,4}(?!\w)")
_NETWORK_BEFORE = re.compile(
    r"\b(?:[Nn]etwork|[Ww]i-?[Ff]i|SSID|[Pp]assword|[Uu]ser(?:name)?|[Ll]og-?in|[Hh]andle|[Gg]amertag)(?: name)?(?: is|:| called| named)? [\"“‘]?$"
)
"""What is typed as it is spelled, with its underscores."""
_PARTS = re.compile(r"[A-Za-z]+|[0-9]+")
_SAID = re.compile(r"[A-Za-z]?[a-z]*[aeiouy][a-z]*")
_TRIO = 3


def _network(match: re.Match[str], context: Context) -> str | None:
    """“the network LakeHouse_5G”."""
    if not _NETWORK_BEFORE.search(context.text[max(0, match.start() - 28) : match.start()]):
        return None
    return addresses.spell(match.group(), context)


def _password(match: re.Match[str], context: Context) -> str | None:
    """“Password: abc123”: words as such, all else sign by sign."""
    if not _PASSWORD_BEFORE.search(context.text[max(0, match.start() - 28) : match.start()]):
        return None
    parts = []
    for part in _PARTS.findall(match.group()):
        if part.isdecimal():
            parts.append(numerals(context).digits(part))
        else:
            word = len(part) > _TRIO and _SAID.fullmatch(part)
            parts.append(part if word else _letters(part))
    return " ".join(parts)


def _retirement(match: re.Match[str], context: Context) -> str:
    """“401(k)”."""
    return f"{numerals(context).code(match['digits'])} {match['letter'].upper()}"


def _keyed(match: re.Match[str], context: Context) -> str | None:
    """Keys of a telephone: “dial *67”, “press #1”, “*69 calls back”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    digits, key, last = match["digits"], match["key"], match["last"]
    if key == "#" and before.endswith(("hit ", "hits ", "hitting ")) and not last:
        return None  # a rank in the charts
    service = key == "*" and digits in _SERVICES and not last and not context.locale.day_first
    if before[-1:].isalnum() or not service and not _KEYED_IN.search(before):
        return None
    if key == "#" and len(digits) < 3 and re.search(r"\b[Cc]ode $", before):
        return None  # one of several
    spoken = (
        numerals(context).cardinal(int(digits)) if service else numerals(context).called(digits)
    )
    return f"{_key_name(key, context)} {spoken} {_key_name(last, context)}".rstrip()


def _key_name(key: str, context: Context) -> str:
    return _KEY_NAMES[key][context.locale.day_first] if key else ""


def _key(match: re.Match[str], context: Context) -> str | None:
    """A key without digits: “press #”, “the * key”."""
    before = context.text[max(0, match.start() - 48) : match.start()]
    if before[-1:] != " " or before[-2:-1] in ("", "\n", ".", "#", "*"):
        return None
    named = _KEY_WORD.match(context.text, match.end())
    return _key_name(match["key"], context) if named or _ON_KEYPAD.search(before) else None


_FOR_NUMBER = re.compile(r"(?<=[a-z.] )#(?=:? (?:is|was|[0-9(])|[:;,?]|\.? *$)")
_LISTED_NUMBER = re.compile(
    r"(?<=[a-z.] )#(?= ?(?:&|/) ?[A-Za-z]| (?:and|or|pls|plz|please|here|if|on|below)\b)"
)
_OF_LISTED = re.compile(
    r"\b(?:jersey|uniform|shirt|bib|apt\.?|apartment|unit|room|seat|locker|account|acct\.?|order|item|part|model|serial|tracking|case|ticket|invoice|phone|cell|fax|flight|gate|lot|bus|route|policy|claim|member|license|style|table|page|reference|ref\.?|confirmation|conf\.?|check|card|house) $|\b(?:your|my|his|her|their|our) [a-z]{2,14}(?<![a-rt-z]s) $",
    re.IGNORECASE,
)
"""Of what a number is asked for: “jersey # & size”."""
_AFTER_CODE = re.compile(r"(?<=[0-9])(?P<key>[#*])(?= [a-z]|[.,;:!?)]|$)")
_CODED = re.compile(
    r"\b(?:code|PIN|pin|passcode|dial|enter|press|punch|keypad|gate|lockbox|(?:meeting|conference|conf|access|call) ID)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(
    r"(?:(?<=['’]s )|(?<=\b[Mm]y )|(?<=[Yy]our )|(?<=\bher )|(?<=\bhis )|(?<=\bnew )|(?<=hone )|(?<=[Cc]all ))#(?= [a-z])"
)
_KEY_WORD = re.compile(r" (?:key|button)\b")


def _after_code(match: re.Match[str], context: Context) -> str | None:
    """“The code is 4471#.”"""
    before = context.text[max(0, match.start() - 48) : match.start()]
    return _key_name(match["key"], context) if _CODED.search(before) else None


def _taxed(match: re.Match[str], context: Context) -> str:
    return numerals(context).code(match["digits"])


def _book(match: re.Match[str], context: Context) -> str | None:
    """The number of a book, part by part."""
    before = context.text[max(0, match.start() - 14) : match.start()]
    if not _BOOK_BEFORE.search(before) and not _BOOK_ITSELF.fullmatch(match.group()):
        return None
    return ", ".join(_signs(part, context) for part in re.split("[- ]", match.group()))


def _docket(match: re.Match[str], context: Context) -> str:
    """A case at a federal court: “3:21-cv-00123”."""
    case, say = match["case"], numerals(context)
    said = (
        say.digits(case) if len(case) > 4 else say.code(case) if len(case) > 3 else say.number(case)
    )
    return f" {_letters(match['kind'])} {said}"


def _listed_number(match: re.Match[str], context: Context) -> str | None:
    return "number" if _is_of_listed(match, context) else None


def _is_of_listed(match: re.Match[str], context: Context) -> bool:
    return bool(_OF_LISTED.search(context.text[max(0, match.start() - 24) : match.start()]))


RULES = (
    Rule("number", "-", _DOCKET, _docket),
    Rule("number", DIGIT, _BOOK, _book),
    Rule("phone", "*#", _KEYED, _keyed),
    Rule("phone", "*#", _KEY, _key),
    Rule("phone", "#*", _AFTER_CODE, _after_code),
    Rule("symbol", "#", _OWN_NUMBER, lambda match, context: "number"),
    Rule("symbol", "#", _LISTED_NUMBER, _listed_number),
    Rule("symbol", "#", _FOR_NUMBER, lambda match, context: "number"),
    Rule("number", DIGIT, _RETIREMENT, _retirement),
    Rule("number", DIGIT, _TAXED, _taxed),
    Rule("address", LETTER + DIGIT, _NETWORK, _network),
    Rule("number", LETTER + DIGIT, _PASSWORD, _password),
    Rule("number", "#", _ORDER, _order),
    Rule("number", "#", _GROUPED, _grouped),
    Rule("number", "#", _COLOUR, _colour),
    Rule("number", CAPITALS, _INSURANCE, _insurance),
    Rule("address", DIGIT + _HEX_LETTERS, _UUID, _uuid),
    Rule("address", DIGIT + _HEX_LETTERS, _HARDWARE, _hardware),
    Rule("address", DIGIT + _HEX_LETTERS, _IPV6, _ipv6),
    Rule("number", DIGIT, _HEX, _hex),
    Rule("number", DIGIT + _HEX_LETTERS, _HASH, _hash),
    Rule("phone", DIGIT, _EMERGENCIES, _emergencies),
    Rule("version", DIGIT, _WIRELESS, _wireless),
)
