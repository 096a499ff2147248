"""What answers about computers write: ways through menus, operators of programs, ports, codes of
errors, keys by their signs, paths of Windows, names of parts.
"""

import re

from wyoming_kokoro.text.normalize.addresses import spell
from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, numerals, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_WAY = re.compile(r"(?:[>→›»▸➔➜⟶]|->|=>)(?= [\"“‘]?\*{0,2}[A-Za-z+])")
_WAY_ON = re.compile(r"[A-Za-z0-9]\*{0,2}[\"”’)…&]?[ ]$")
_ONE_LETTER = re.compile(r"(?:^|[^\w&])[A-Za-z]$")
_LETTER_AFTER = re.compile(r" [A-Za-z](?![\w'’&-])")
_IN_MENU = re.compile(
    r"\b(?:settings?|menus?|preferences|options|control panel|tab|taps?|clicks?|select|choose|choosing|go(?:ing)? (?:in)?to|navigat\w+|open|opening|head (?:in)?to|find it"
    r"|toolbar|sidebar|submenu|File|Edit|View|Tools|Insert|Format|Window|System|General|Advanced|Developer|Devices|Admin|Dashboard|Start|Account|Display)\b",
    re.IGNORECASE,
)
_WAYS = re.compile(r"[A-Za-z0-9]{2}\*{0,2} (?:[>→›»▸➔➜⟶]|->|=>) [\"“‘]?\*{0,2}[A-Za-z]{2}")
_INTO = re.compile(
    r">{1,2}(?= ?(?:/dev/|[~\w./-]{0,40}\.(?:txt|log|csv|json|yaml|yml|md|sql|sh|py|conf|html|xml)(?!\w)))"
    r"|>>(?= ?[~\w./-]{0,40}\.(?!(?:com|org|net)\b)[a-z][a-z0-9]{1,9}(?![\w.(]))"
)
_OPERATOR = re.compile(r"(?:!==|===|[-+*/]=|==)(?=[ `,.;:)]|$)")
_COMPARED = {"!==": "is strictly not equal to", "===": "triple equals"}
_CHANGED = {"-=": "minus equals", "+=": "plus equals", "*=": "times equals", "/=": "divide equals"}
_NAMED_SIGN = re.compile(
    r" (?:operators?|and|or|vs\.?|versus|signs?|is|checks?|compares?|with|instead|means)\b"
)
_HOST = re.compile(
    r"(?<![\w@./:-])(?P<host>localhost|(?:nas|pi|server|router|host|proxy|mqtt|broker|db|redis|postgres|mysql|plex|hass|ha|homeassistant|docker|gateway|printer|camera|pihole|grafana|influxdb|frigate"
    r"|[a-z]{2,12}-[a-z0-9]{1,12}|[a-z]{2,12}(?:pi|nas|server|box)[0-9]{0,2})):(?P<port>[0-9]{2,5})(?![\w.:]\w|\w)"
)
_CODES = frozenset(
    "201 202 204 206 301 302 303 304 307 308 401 402 403 404 405 406 408 409 410 413 414 415 418 422 423 425 426 428 429 431 451"
    " 501 502 503 504 505 507 508 511 520 521 522 523 524 525 526".split()
)
_STATUS = re.compile(
    rf"{ALONE}(?P<code>[2345][0-9]{{2}}){END}(?![.,:/-][0-9]|[%°(])(?P<named> (?:(?i:bad gateway|not found|service unavailable|gateway time-?out|too many requests|method not|no content"
    r"|moved permanently)|Forbidden|Unauthorized|Found\b|Created\b|(?:error|status|response|redirect)(?:s|es)?(?: codes?| pages?)?\b))?"
)
_STATUS_BEFORE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Tt]his|returns?|returned|returning|throws?|throwing|(?:[45][0-9]{2}|3[0-9]{2})(?:,| or|, or| and|, and)) $"
)
_AMOUNT_AFTER = re.compile(r" (?:[a-z]|[A-Z][a-z])")
_LISTED = re.compile(
    r" (?:or|and|when|from|on|for|in|means?|if|because|instead|with|after|page|here)\b"
)
_RESOLUTION = re.compile(
    rf"{ALONE}(?P<width>[1-9][0-9]{{2,3}}) [x×] (?P<height>[1-9][0-9]{{2,3}}){END}(?![.,][0-9]| ?[=*/%])"
)
_PICTURED = re.compile(
    r"\b(?:pixels?|px|resolutions?|screens?|displays?|monitors?|photos?|images?|pictures?|cameras?|videos?|wallpapers?|thumbnails?|icons?)\b"
)
_KEY_SIGNS = {
    "⌘": "Command", "⌥": "Option", "⇧": "Shift", "⌃": "Control", "⎋": "Escape", "⏎": "Return", "↩": "Return", "⌫": "Delete", "⇥": "Tab",
    "⊞": "Windows",
}  # fmt: skip
_HELD = "".join(_KEY_SIGNS)
_SIGNED_KEYS = re.compile(rf"[{_HELD}](?: ?\+? ?[{_HELD}]){{0,3}}(?: ?\+ ?(?=[A-Za-z0-9]))?")
_VARIABLE = re.compile(r"%(?P<name>[A-Z][A-Z_]{2,24})%(?P<rest>(?:\\[\w.-]{1,40}){0,8}\\?)")
_SHARE = re.compile(r"\\\\[A-Za-z][\w.-]{0,40}(?:\\[\w.$-]{1,40}){1,8}")
_CELLS = re.compile(r":(?=\$?[A-Z]{1,2}\$?[0-9]{1,5}(?![\w:]))")
_CELL = re.compile(r"(?<![\w:])[A-Z]{1,2}\$?[0-9]{1,5}$")
_FIXED_CELL = re.compile(r"\$(?P<column>[A-Z]{1,2})\$(?P<row>[0-9]{1,5})(?!\w)")
_STICK = re.compile(r"(?<![\w.])M\.2(?!\w|\.\w)")
_BUILD = re.compile(
    r"(?<=[Bb]uild )(?P<digits>[0-9]{5,12})(?:\.(?P<more>[0-9]{1,5}))?(?!\w|,[0-9]| [a-z])"
)
_LANES = re.compile(r"(?<!\w)(?:(?P<generation>[3-7](?:\.0)?) ?)?[x×](?P<lanes>1|2|4|8|16)(?!\w)")
_BUS = re.compile(r"\b(?:PCIe|PCI-E|PCI Express|NVMe)\b")
_MINNESOTA = re.compile(
    rf"{ALONE}3M(?=['’]s|-[a-z]| (?:tapes?|Command|adhesives?|hooks?|strips?|masks?|respirators?|filters?|VHB|Filtrete|packing|electrical|stock|Post-it|Co\b|Corp|[Cc]ompany|shares?|brand|products?|sandpaper|Scotch\w*|N95|double|foam|mounting|painter|sticky|film|pads?)\b)"
)
_CONSOLE = re.compile(r"(?<=Series )X(?!\w)")
_PLUG = re.compile(r"(?<=NEMA )(?P<first>[0-9]{1,2})-(?P<last>[0-9]{2})(?P<kind>[PR]?)(?!\w)")


_HARDWARE_END = re.compile(
    r"(?<![\w:])(?=[0-9A-F:]{0,14}[A-F])(?=[A-F:]{0,14}[0-9])[0-9A-F]{2}(?::[0-9A-F]{2}){1,4}(?![\w:])"
)
_HARDWARE = re.compile(r"\b(?:MAC|BSSID|bluetooth|device|address|ending|ends)\b", re.IGNORECASE)


def _way(match: re.Match[str], context: Context) -> str | None:
    """“Settings > Privacy > Location”: one after the other."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    if not _WAY_ON.search(before) or match.group() == ">" and before[-2].isdigit():
        return None
    if _ONE_LETTER.search(before[:-1]) or _LETTER_AFTER.match(context.text, match.end()):
        return None
    near = context.near_in_sentence(match)
    if not _IN_MENU.search(near) and (match.group()[-1:] != ">" or len(_WAYS.findall(near)) < 2):
        return None
    return ", then"


def _into(match: re.Match[str], context: Context) -> str | None:
    """“echo hello > out.txt”."""
    before = context.text[max(0, match.start() - 2) : match.start()]
    return "into" if before[-1:] == " " and not before[:1].isdigit() else None


def _operator(match: re.Match[str], context: Context) -> str | None:
    """“x -= 1”, “use === and not ==”."""
    sign = match.group()
    before = context.text[max(0, match.start() - 2) : match.start()]
    operand = before[:1].isalnum() or before[:1] in ")]_`"
    if sign in _CHANGED:
        spaced = before[-1:] == " " and context.text[match.end() : match.end() + 1] == " "
        listed = before == ", " or _NAMED_SIGN.match(context.text, match.end())
        return _CHANGED[sign] if operand and spaced or listed else None
    if sign in _COMPARED:
        return _COMPARED[sign]
    named = _NAMED_SIGN.match(context.text, match.end()) or "===" in context.near(match, 60)
    return "double equals" if named else None


def _host(match: re.Match[str], context: Context) -> str:
    """“localhost:3000”."""
    return f"{match['host']} port {numerals(context).code(match['port'])}"


def _status(match: re.Match[str], context: Context) -> str | None:
    """“a 503 error”, “403 Forbidden”, “returns 404”."""
    code, named = match["code"], match["named"]
    if code not in _CODES:
        return None
    before = context.text[max(0, match.start() - 16) : match.start()]
    told = _STATUS_BEFORE.search(before)
    if named:
        vague = named[1:].islower() and named.split()[0][:5] in ("error", "statu", "respo", "redir")
        if vague and named.endswith("s") and not told:
            return None
    elif (
        not told
        or _AMOUNT_AFTER.match(context.text, match.end())
        and not _LISTED.match(context.text, match.end())
    ):
        return None
    return f"{numerals(context).code(code)}{named or ''}"


def _resolution(match: re.Match[str], context: Context) -> str | None:
    """“a photo of 4032 × 3024 pixels”."""
    wide = int(match["width"]) * 9 == int(match["height"]) * 16
    if not wide and not _PICTURED.search(context.near_in_sentence(match)):
        return None
    return " by ".join(numerals(context).code(match[name]) for name in ("width", "height"))


def _signed_keys(match: re.Match[str], context: Context) -> str:
    """“⌘+Space”, “⇧⌘4”."""
    return " ".join(_KEY_SIGNS[sign] for sign in match.group() if sign in _KEY_SIGNS)


def _backslashed(written: str) -> str:
    return " ".join(" ".join(written.replace("\\", " backslash ").split()).split("_"))


def _variable(match: re.Match[str], context: Context) -> str:
    """“%APPDATA%\\Discord”."""
    return f"percent {match['name']} percent {_backslashed(match['rest'])}".rstrip()


def _share(match: re.Match[str], context: Context) -> str:
    """“\\\\NAS\\media”."""
    return _backslashed(match.group())


def _cells(match: re.Match[str], context: Context) -> str | None:
    """“=SUM(A1:A10)”."""
    before = _CELL.search(context.text[max(0, match.start() - 9) : match.start()])
    return " to " if before else None


def _fixed_cell(match: re.Match[str], context: Context) -> str:
    """“$A$1”."""
    return f"dollar {match['column']} dollar {say_number(match['row'], context)}"


def _build(match: re.Match[str], context: Context) -> str:
    """“build 22631.4317”."""
    parts = filter(None, match.groups())
    return " point ".join(map(numerals(context).digits, parts))


def _lanes(match: re.Match[str], context: Context) -> str | None:
    """“PCIe 4.0 x16”."""
    if not _BUS.search(context.near_in_sentence(match, 24)):
        return None
    generation = match["generation"]
    first = say_number(generation, context) if generation else ""
    return f"{first} by {say_number(match['lanes'], context)}".strip()


def _console(match: re.Match[str], context: Context) -> str | None:
    """“Xbox Series X”, which is no tenth."""
    return "X" if "Xbox" in context.near(match, 40) else None


def _plug(match: re.Match[str], context: Context) -> str:
    """“NEMA 14-50”."""
    first, last = (say_number(match[name], context) for name in ("first", "last"))
    return f"{first} {last} {match['kind']}".rstrip()


def _hardware_end(match: re.Match[str], context: Context) -> str | None:
    """The end of a device's address: “ends in 3F:9C”."""
    if not _HARDWARE.search(context.near_in_sentence(match)):
        return None
    return ", ".join(
        " ".join(numerals(context).digits(sign) if sign.isdecimal() else sign for sign in part)
        for part in match.group().split(":")
    )


_TYPES = re.compile(
    r"(?<=[A-Za-z])<(?P<types>(?:[A-Z][A-Za-z0-9]{0,30}|int|str|string|bool|float|double|char|number|any)(?:, ?[A-Za-z][A-Za-z0-9]{0,30}){0,3})>(?!\w)"
)


def _types(match: re.Match[str], context: Context) -> str:
    """“List<String>”, “Map<K, V>”."""
    return f" of {' and '.join(re.split(', ?', match['types']))}"


_VULNERABILITY = re.compile(r"(?<!\w)CVE-(?P<year>(?:19|20)[0-9]{2})-(?P<digits>[0-9]{4,7})(?!\w)")
_SCHEME = re.compile(
    r"(?<!\w)(?P<scheme>chrome|edge|about|smb|nfs|rtsp|file|ssh|sftp|postgres(?:ql)?|redis|mongodb|steam)://(?=/?[\w.])(?P<path>/?[\w.-]{1,40}(?::[0-9]{2,5})?(?:/[\w.~-]{0,40}[\w~-]){1,8}/?(?![\w/]))?"
)


def _vulnerability(match: re.Match[str], context: Context) -> str:
    """“CVE-2021-44228”."""
    year = numerals(context).year(int(match["year"]))
    return f"CVE {year}, {numerals(context).digits(match['digits'])}"


def _scheme(match: re.Match[str], context: Context) -> str:
    """“smb://nas/media”."""
    path = spell(match["path"].rstrip("/"), context, underscores=False) if match["path"] else ""
    return f"{match['scheme']} colon slash slash {path}"


_FRAME = re.compile(r"<(?P<name>module|lambda)>")
RULES = (
    Rule("symbol", "<", _FRAME, lambda match, context: match["name"]),
    Rule("number", "C", _VULNERABILITY, _vulnerability),
    Rule("address", "ceasnrfpm", _SCHEME, _scheme),
    Rule("symbol", "<", _TYPES, _types),
    Rule("number", DIGIT + "ABCDEF", _HARDWARE_END, _hardware_end),
    Rule("symbol", ">→›»▸➔➜⟶-=", _WAY, _way),
    Rule("symbol", ">", _INTO, _into),
    Rule("symbol", "=!-+*/", _OPERATOR, _operator),
    Rule("address", LETTER, _HOST, _host),
    Rule("number", DIGIT, _STATUS, _status),
    Rule("range", DIGIT, _RESOLUTION, _resolution),
    Rule("abbreviation", _HELD, _SIGNED_KEYS, _signed_keys),
    Rule("address", "%", _VARIABLE, _variable),
    Rule("address", "\\", _SHARE, _share),
    Rule("symbol", ":", _CELLS, _cells),
    Rule("number", "$", _FIXED_CELL, _fixed_cell),
    Rule("acronym", "M", _STICK, lambda match, context: "M dot two"),
    Rule("number", DIGIT, _BUILD, _build),
    Rule("symbol", DIGIT + "x×", _LANES, _lanes),
    Rule("number", DIGIT, _MINNESOTA, lambda match, context: "three M"),
    Rule("acronym", "X", _CONSOLE, _console),
    Rule("number", DIGIT, _PLUG, _plug),
)
