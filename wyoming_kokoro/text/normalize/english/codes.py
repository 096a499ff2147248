"""Digits that name something: rooms, flights, versions, network addresses, model numbers."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, CAPITALS, END, numerals, say_number
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.patterns import SUBSCRIPTS
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_NAMED = (
    "room rooms highways interstates suites rm ste sect rte section sec flight flights flt ck inv gate suite apt apartment channel route highway interstate bus train line extension ext locker form amtrak acela eurostar thalys azuma"
    " error http code porsche peugeot boeing airbus area hwy rt xbox studio unit cabin bay desk tram track platform door model exit status"
)
_PORT = re.compile(r"\b(?:[Pp]orts?|UDP|TCP)(?: is| are| to|:)? $|§ ?$")
_LODGE = re.compile(
    r"\b(?:(?:VFW|Legion) Post|Troop|Cub Scout Pack|Lodge|Teamsters Local|Local|Elks) #?$"
)
"""Of veterans, scouts, unions."""
_BILL = re.compile(
    r"\b(?:(?:passed|introduced|bill|sponsored|blocked|on|signed) S\.|H\.R\.|[SHA]\.B\.|HR|[SHA]B|Bill|Prop\.|Proposition) $"
)
_NAMED_WORDS = frozenset(_NAMED.split())
_SPELLED = frozenset(
    "cvv cvc pin passcode password otp zip zipcode account serial id digits postcode order ticket case invoice tracking chmod"
    " confirmation conf reservation booking".split()
)
_NAMED_IS = re.compile(
    r"\b(?:extension|room|gate|locker|flight|channel|suite|apartment|bus|train)(?: number)? (?:is|was) $",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:pin|passcode|password|pw|pwd|otp|zip|postcode|code|code for (?:the|our|your|my) [a-z]{2,12}|(?<!photo )(?<!valid )(?<!bring )(?<!show )id)(?: number)?(?: is|['’]s| was|:| to)? $",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?P<word>[A-Za-z]{2,12}s) (?:[0-9]{1,5}(?:,? (?:and|or|&) |, )){1,4}$")
"""“Rooms 348, 254 and 512”."""
_SHORT_TOO = frozenset("order ticket case invoice booking".split())
"""After these a number of up to three digits is said as a number."""
_DIGITS_ONLY = re.compile(
    rf"{ALONE}(?P<digits>[0-9]{{3,18}})(?![0-9.,:/%°\-–]|[^\W_])|{ALONE}(?P<end>[0-9]{{3,18}})(?=[.,:](?:[^0-9]|$))"
)
_LETTERED = re.compile(rf"{ALONE}(?P<digits>[1-9][0-9]{{2,3}})(?=[A-F](?![\w'’]))")
_GROUPED = re.compile(
    rf"{ALONE}(?P<digits>[0-9]{{2,4}}(?P<gap>[- ])[0-9]{{2,4}}(?:(?P=gap)[0-9]{{2,4}}){{0,2}}){END}(?![-.,:/%°]?[0-9]|[%°])"
)
_FLIGHT = re.compile(
    rf"{ALONE}(?P<line>CX|DL|LX|NH|U2|B6)[ -]?(?P<digits>[0-9]{{2,4}}){END}(?![.,][0-9])"
)
"""Of airlines whose letters are something else, too."""

_COURSE = re.compile(rf"{ALONE}(?P<digits>[1-4][0-9]{{2}}){END}(?![.,:][0-9])")
_WORN = re.compile(
    rf"{ALONE}(?P<digits>50[1-7]|51[0-9]|527|541|550|559|560|569|7[0-8]7|3[2358]0)s(?![\w'’])"
)
_WORN_BEFORE = re.compile(
    r"\b(?:Levi['’]?s|Boeing|Airbus|pairs? of|jeans|[Tt]he|[Mm]y|[Hh]is|[Hh]er|[Ss]kinny|[Vv]intage|[Oo]ld|[Nn]ew)(?: [a-z]+)? $"
)
"""Jeans and airliners, no seconds."""
_SUBJECTS = frozenset(
    "Accounting Algebra Anthropology Art Bio Biology Calc Calculus Chem Chemistry Econ Economics Engineering English"
    " French German History Math Mathematics Philosophy Physics Psych Psychology Sociology Spanish Statistics Stats".split()
)
_HOUSE = re.compile(
    rf"{ALONE}(?P<digits>[1-9][0-9]{{2,3}})(?=[A-D]? (?:(?:[NS]?[EW]|[NS])\.? )?(?:[A-Z][a-z]+|[A-Z]|[0-9]{{1,3}}(?:st|nd|rd|th))(?: [A-Z][a-z]+)?"
    r" (?:St|Ave|Rd|Dr|Blvd|Ln|Ct|Pl|Way|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Terrace|Terr|Ter|Parkway|Pkwy|Circle|Cir|Trail|Trl|Highway|Hwy|Loop|Pike|Square|Sq)(?![a-z]))"
)
_HOUSE_ALONE = re.compile(
    rf"{ALONE}(?P<digits>[1-9][0-9]{{2,3}})(?= (?:[NSEW]\. )?[A-Z][a-z]{{2,12}}(?:[.,;)]|$| (?:and|in|on|for|at|before|after|by|near|is|was)\b))"
)
_AT_HOUSE = re.compile(r"\b(?:[Aa]t|[Nn]ear|[Ff]ire at|[Ll]ives? at) $")
_VERSION = re.compile(
    rf"{ALONE}(?P<mark>[vV]\.?[ ]?)?(?P<numbers>[0-9]{{1,5}}(?:\.[0-9]{{1,5}}){{2,5}})(?P<rest>[-.]?(?:alpha|beta|rc|dev|b|a"
    rf"|post)(?:\.?[0-9]{{1,3}})?)?(?![\w]|[.,:/][0-9])"
)
_MARKED = re.compile(
    rf"{ALONE}[vV](?:\.(?=[0-9]{{1,5}}\.[0-9]))?(?P<numbers>[0-9]{{1,5}}(?:\.[0-9]{{1,5}})?)(?P<rest>-?(?:alpha|beta|rc|dev|b)(?:\.?[0-9]{{1,3}})?)?(?![\w]|[.,:/][0-9])"
)
_PAPER = re.compile(r" (?:ref|forms?|letter|reminder|certificate|engine|motor|twin|rocket)\b")
"""What is called by a V and a number, and has no versions."""
_OF_LITRES = re.compile(r"[0-9] ?[Ll](?:it(?:er|re))? $")
_MODEL_OF = re.compile(r"V[1-9][0-9]{1,2}")
_RELEASED = re.compile(
    rf"{ALONE}(?P<numbers>[0-9]{{1,4}}\.[0-9]{{1,3}})(?P<rest>(?=)){END}(?![.,:/][0-9])"
)
_RELEASE = re.compile(
    r"\b(?:version|python|release|home assistant|core|supervisor|ios|ipados|macos|android|ubuntu|debian|fedora|windows|firmware"
    r"|fw|update to|upgrade to|kernel|php|java|node|bluetooth|usb|hdmi|wi-fi|node\.js|django|esphome|zigbee2mqtt|kokoro)[ :]{1,2}(?:(?:[<>=~!^]{1,2} ?[0-9.]{1,9}, ?)?[<>=~!^]{1,2} ?)?$|[a-z0-9\]](?:[=~<>!]=|[<>])$",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(r"20[0-9]{2}\.(?:[1-9]|1[0-2])")
_NETWORK = re.compile(
    rf"{ALONE}(?P<parts>[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}})(?::(?P<port>[0-9]{{1,5}}))?(?:/(?P<mask>[0-9]{{1,2}}))?{END}(?!\.[0-9])"
)
_NETWORK_TO = re.compile(r"[-–—] ?(?=[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?!\w|\.[0-9]))")
_CODEC = re.compile(rf"{ALONE}[Hh]\.(?P<digits>26[1-6]){END}")
_ATTACHED = re.compile(
    r"(?<=[^\W\d_])(?P<dash>[-–]?)(?P<digits>[0-9]{1,18})(?P<rest>\.[0-9]{1,4}|s(?![^\W_]))?(?![0-9]|(?:st|nd|rd|th)\b)"
)
_LETTER_CODE = re.compile(
    rf"{ALONE}(?P<letters>CO|NO|SO|NH|CH)(?P<sub>[₀-₉0-9]{{1,4}})(?P<tail>[A-Z]?){END}(?!\.[0-9])"
)
_POSTCODE = re.compile(
    rf"{ALONE}(?P<area>[A-Z]{{1,2}})(?P<outer>[0-9]{{1,2}})(?P<district>[A-Z]?) (?P<inner>[0-9])(?P<unit>[A-Z]{{2}}){END}"
)
_EPISODE = re.compile(
    rf"{ALONE}[Ss](?P<season>[0-9]{{1,2}})(?:,? )?[Ee](?:p\.? ?)?(?P<episode>[0-9]{{1,3}}){END}(?![.,][0-9]|/)"
)
_MODEL_NUMBER = re.compile(
    rf"(?<=[A-Za-z][0-9])-(?P<digits>[1-9][0-9]{{3}})(?=[A-Z]{{0,2}}[0-9]?{END})"
)
_SERIES = re.compile(r"\b(?:[Ee]p(?:isodes?)?|[Ss]easons?|[Ss]eries|aired|airs|watch\w*)\b")
_OF_SERIES = re.compile(
    rf"(?<![\w.])(?:(?P<name>[Ee]p(?:isode|\.)?) (?=[0-9]{{1,2}}x[0-9]{{2}}{END})|(?=[0-9]{{1,2}}x0[1-9]{END}))(?P<season>[0-9]{{1,2}})x(?P<episode>[0-9]{{2}})"
)


def _named(match: re.Match[str], context: Context) -> str | None:
    digits = match["digits"] or match["end"]
    word = context.before(match.start()).lower()
    before = context.text[max(0, match.start() - 36) : match.start()]
    if digits == "007" and word not in _SPELLED and not _SECRET.search(before):
        return "double oh seven"
    if word in _SPELLED and (word not in _SHORT_TOO or len(digits) > 3):
        return numerals(context).digits(digits)
    if len(digits) > 3 and _SECRET.search(before):
        return numerals(context).digits(digits)
    if _LODGE.search(before) and len(digits) < 5:
        return numerals(context).code(digits)
    if _PORT.search(before) or len(digits) == 4 and _BILL.search(before):
        return numerals(context).code(digits)
    listed = _LISTED.search(before)
    named = (
        word in _NAMED_WORDS
        or listed
        and listed["word"].lower() in _NAMED_WORDS
        or (_NAMED_IS.search(before) is not None and not is_plural_noun(context.after(match.end())))
    )
    if named and len(digits) <= 5:
        return numerals(context).code(digits)
    long = digits[0] == "0" or len(digits) > 12 or word in ("ext", "extension")
    return numerals(context).digits(digits) if long else None


def _lettered(match: re.Match[str], context: Context) -> str | None:
    """“Exit 237B”."""
    if context.before(match.start()).lower() not in _NAMED_WORDS:
        return None
    return numerals(context).code(match["digits"])


def _grouped(match: re.Match[str], context: Context) -> str | None:
    """A secret code in groups: “your code is 408 217”."""
    if not _SECRET.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    return numerals(context).groups(match["digits"])


def _worn(match: re.Match[str], context: Context) -> str | None:
    """“a pair of 501s”, “the 747s”."""
    if not _WORN_BEFORE.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    return plural(numerals(context).code(match["digits"]))


def _course(match: re.Match[str], context: Context) -> str | None:
    """“Biology 101”, but “History: 300 people”."""
    subject = context.before(match.start())
    if subject not in _SUBJECTS or is_plural_noun(context.after(match.end())):
        return None
    return numerals(context).code(match["digits"])


def _house(match: re.Match[str], context: Context) -> str:
    return numerals(context).code(match["digits"])


def _house_alone(match: re.Match[str], context: Context) -> str | None:
    """“a fire at 2210 Elm”."""
    before = context.text[max(0, match.start() - 10) : match.start()]
    sided = context.text[match.end() + 2 : match.end() + 3] == "."  # “401 N. Main”
    return numerals(context).code(match["digits"]) if sided or _AT_HOUSE.search(before) else None


def _flight(match: re.Match[str], context: Context) -> str | None:
    """“DL1234”; in Britain the B6265 is a road."""
    if context.locale.day_first and match["line"] == "B6" and match.group().isalnum():
        return None
    return f"{match['line']} {numerals(context).code(match['digits'])}"


def _dotted(numbers: str, context: Context) -> str:
    parts = numbers.split(".")
    first = int(parts[0])
    head = numerals(context).year(first) if 2000 <= first <= 2099 else say_number(parts[0], context)
    return " point ".join([head, *(say_number(part, context) for part in parts[1:])])


def _version(match: re.Match[str], context: Context) -> str:
    mark = match.groupdict().get("mark")
    rest = re.sub(r"[-.]", " ", match["rest"] or "").replace("rc", " R C ")
    rest = re.sub(r"[0-9]+", lambda digits: f" {say_number(digits.group(), context)}", rest)
    spoken = f"{_dotted(match['numbers'], context)} {' '.join(rest.split())}".strip()
    already = context.before(match.start()).lower() == "version"
    return f"version {spoken}" if mark and not already else spoken


def _model_number(match: re.Match[str], context: Context) -> str:
    """“DDR4-3200”, “i7-1185G7”."""
    return f" {numerals(context).code(match['digits'])}"


def _marked(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 24) : match.start()]
    model = _MODEL_OF.fullmatch(match.group())
    engine = match.group() in ("V6", "V8") or _OF_LITRES.search(before)
    if engine or model and not _RELEASE.search(before):
        return None  # engines, “Dyson V15”
    if match.group()[0] == "V" and "=" in context.near(match, 12):
        return None  # voltages
    if match.group()[0] == "V" and _PAPER.match(context.text, match.end()):
        return None
    spoken = _version(match, context)
    return spoken if context.before(match.start()).lower() == "version" else f"version {spoken}"


def _released(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 32) : match.start()]
    if not _RELEASE.search(before) and not _YEAR_MONTH.fullmatch(match["numbers"]):
        return None
    return _dotted(match["numbers"], context)


def _network(match: re.Match[str], context: Context) -> str | None:
    parts = match["parts"].split(".")
    if any(int(part) > 255 for part in parts):
        return None
    code, digits = numerals(context).code, numerals(context).digits
    spoken = " dot ".join([*map(code, parts[:2]), *map(digits, parts[2:])])
    if match["port"]:
        spoken += f" port {numerals(context).code(match['port'])}"
    return f"{spoken} slash {say_number(match['mask'], context)}" if match["mask"] else spoken


def _network_to(match: re.Match[str], context: Context) -> str | None:
    """“10.0.0.1–10.0.0.9”."""
    near = context.last_class == "address" and context.since_last(match.start()) in ("", " ")
    return " to " if near and context.last_end == match.start() else "to " if near else None


_ON_HOST = re.compile(r"/(?P<name>[a-z][\w-]{0,30})(?![\w/])")


def _on_host(match: re.Match[str], context: Context) -> str | None:
    """“127.0.0.1:8000/docs”."""
    near = context.last_class == "address" and context.last_end == match.start()
    return f" slash {match['name']}" if near else None


def _codec(match: re.Match[str], context: Context) -> str:
    """“H.264”."""
    return f"H {numerals(context).code(match['digits'])}"


def _attached(match: re.Match[str], context: Context) -> str:
    spoken = numerals(context).code(match["digits"])
    if match["dash"] and context.before(match.start()) in ("UTC", "GMT"):
        return f"minus {spoken}"
    if match["rest"] == "s":
        return plural(spoken)
    return f"{spoken} point {numerals(context).digits(match['rest'])}" if match["rest"] else spoken


def _letter_code(match: re.Match[str], context: Context) -> str:
    digits = match["sub"].translate(SUBSCRIPTS)
    return " ".join(
        filter(None, (" ".join(match["letters"]), numerals(context).code(digits), match["tail"]))
    )


def _postcode(match: re.Match[str], context: Context) -> str | None:
    """A British postcode, the letters dotted, so that misaki takes no A for an article."""
    if not context.locale.day_first:
        return None
    outer = numerals(context).cardinal(int(match["outer"]))
    letters = f" {'.'.join(match['district'])}." if match["district"] else ""
    return f"{'.'.join(match['area'])} {outer}{letters}, {numerals(context).digits(match['inner'])} {'.'.join(match['unit'])}"


def _of_series(match: re.Match[str], context: Context) -> str | None:
    """“Episode 7x04”."""
    if not _SERIES.search(context.near_in_sentence(match)):
        return None
    season, episode = (numerals(context).cardinal(int(match[n])) for n in ("season", "episode"))
    named = match["name"]
    return f"{'S' if named and named[0] == 'E' else 's'}eason {season} episode {episode}"


def _episode(match: re.Match[str], context: Context) -> str:
    cardinal = numerals(context).cardinal
    name = "series" if context.locale.day_first else "season"
    return f"{name} {cardinal(int(match['season']))} episode {cardinal(int(match['episode']))}"


RULES = (
    Rule("address", DIGIT, _NETWORK, _network),
    Rule("address", "-–—", _NETWORK_TO, _network_to),
    Rule("address", "/", _ON_HOST, _on_host),
    Rule("number", "Hh", _CODEC, _codec),
    Rule("number", CAPITALS, _POSTCODE, _postcode),
    Rule("number", DIGIT, _GROUPED, _grouped),
    Rule("number", DIGIT, _WORN, _worn),
    Rule("number", DIGIT + "Ee", _OF_SERIES, _of_series),
)
NAME_RULES = (
    Rule("number", "-", _MODEL_NUMBER, _model_number),
    Rule("number", DIGIT, _LETTERED, _lettered),
    Rule("number", DIGIT, _DIGITS_ONLY, _named),
    Rule("number", DIGIT, _COURSE, _course),
    Rule("number", DIGIT, _HOUSE, _house),
    Rule("number", DIGIT, _HOUSE_ALONE, _house_alone),
    Rule("number", CAPITALS, _FLIGHT, _flight),
    Rule("version", DIGIT + "vV", _VERSION, _version),
    Rule("version", "vV", _MARKED, _marked),
    Rule("version", DIGIT, _RELEASED, _released),
)
ATTACHED_RULES = (
    Rule("acronym", "Ss", _EPISODE, _episode),
    Rule("acronym", "CNS", _LETTER_CODE, _letter_code),
    Rule("number", DIGIT + "-–", _ATTACHED, _attached),
)
