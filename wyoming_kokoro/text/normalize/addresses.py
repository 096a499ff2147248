"""E-mail addresses, URLs, entity ids, paths, snake_case, hashtags and mentions."""

import re
from string import ascii_uppercase

from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule

_LABEL = r"[a-zA-Z0-9][a-zA-Z0-9-]{0,40}"
_EMAIL = re.compile(
    rf"[a-zA-Z0-9][a-zA-Z0-9._%+'-]{{0,63}}@(?:{_LABEL}\.){{1,5}}[a-zA-Z]{{2,12}}(?![a-zA-Z0-9@])"
)
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,200})\]\((?:https?://|/|mailto:|#)[^()\s]{0,300}\)")
_URL = re.compile(
    r"(?:https?|ftp|wss?|mqtts?)://(?P<rest>[^\s<>\"'()\[\]{}|\\^`\u2e80-\uffef]{1,300})"
)
_DOMAINS = (
    "com|org|net|io|edu|gov|de|fr|es|it|uk|co|us|eu|app|dev|ai|info|me|tv|ch|at|nl|be|ca|au"
    "|jp|cn|in|br|local|home|lan|arpa|xyz|cloud|online|shop|mx|ar|cl|pt|kr|tw|hk|nz"
)
_APART = r"(?<![^\W\u2e80-\u9fff\uf900-\uffef])(?<![@./-])"
"""No sign of an address stands before, nor a letter of a script that sets words apart."""
_HOST = re.compile(
    rf"{_APART}(?:www\.)?(?:{_LABEL}\.){{1,5}}(?:{_DOMAINS})(?![a-zA-Z0-9_\u00c0-\u1fff-]"
    rf"|\.[a-zA-Z0-9])(?::[0-9]{{2,5}})?(?:/[^\s<>\"'()\[\]{{}}|\\^`\u2e80-\uffef]{{0,200}})?"
)
_WWW = re.compile(
    r"www\.[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,40}){1,5}(?:/[^\s<>\"'()\[\]{}|\\^`\u2e80-\uffef]{0,200})?"
)
_ENTITY = re.compile(
    r"(?<![\w.@/-])[a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,30}){0,5}\.[a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){0,12}(?![\w@])(?!\.[a-z0-9])"
)
_DOMAIN_OF_ENTITY = frozenset(
    "light switch sensor binary_sensor climate cover fan lock media_player scene script automation input_boolean input_number input_select"
    " input_text input_datetime input_button group zone person device_tracker camera vacuum weather sun timer counter number select button"
    " text alarm_control_panel humidifier water_heater siren remote update calendar todo event valve lawn_mower notify tts stt conversation"
    " homeassistant image assist_satellite wake_word schedule".split()
)  # fmt: skip
_FILES = frozenset(
    "yaml yml json txt py md pdf png jpg jpeg gif svg mp3 mp4 wav csv html css js ts log conf cfg ini toml xml zip gz tar sh exe"
    " doc docx xls xlsx ppt pptx onnx bin db heic heif mov mkv avi flac webp tiff bmp rtf epub iso dmg deb apk psd webm ogg bat jsonl".split()
)
_FILE = re.compile(
    r"(?<![\w@/.])[a-zA-Z0-9][\w-]{0,60}(?:\.[\w-]{1,30}){0,3}\.(?P<kind>[a-zA-Z][a-zA-Z0-9]{1,5})(?![\w@])(?!\.[a-zA-Z0-9])"
)
_PATH = re.compile(
    r"(?<![\w\u0900-\u0963/.°℃%¢$€£¥₹₩×])(?P<root>~?/|\./|\.\./|[A-Z]:[\\/])(?=[\w.])[\w.+-]{1,64}(?:[\\/][\w.+-]{1,64}){0,12}[\\/]?"
)
_RELATIVE = re.compile(
    r"(?<![\w/.])[a-zA-Z_][\w-]{0,40}(?:/[\w-]{1,64}){0,12}/[\w-]{1,40}\.(?P<kind>[a-z0-9]{2,5})(?![\w])"
)
_SNAKE = re.compile(r"(?<!\w)_?[^\W_]{1,40}(?:_{1,2}[^\W_]{1,40}){1,20}(?![\w@])")
_HASHTAG = re.compile(r"(?<![0-9])(?<!(?<![^\W_])[A-G])#(?=[^\W\d_])(?P<tag>\w{1,60})")
_MENTION = re.compile(r"(?<![\w@])@(?P<name>[a-zA-Z]\w{0,40}(?:\.[a-z0-9_]\w{0,40}){0,3})")
_DOTTED = re.compile(r"(?<!\S)\.[a-zA-Z][^\s<>\"'()\[\]{}|\\^`\u2e80-\uffef]{0,300}")
"""``.env``, ``.NET``, and the rest of an address that was cut after ``example``."""
_PARTS = re.compile(r"[^\W\d_]+|[0-9]+|[^\w\s]|_")
_CAMEL = re.compile(
    r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2})"
)
_UNSPEAKABLE = re.compile(
    "[b-df-hj-np-tv-xz]{4}|(?<![a-z])(?!str|spr|spl|scr|scl|skr|sph|squ|sch|shr|thr|chr|phr|khr|ghr|chl|phl)[b-df-hj-np-tv-xz]{3}"
)
_NO_HOSTS = frozenset(("p.es", "n.it", "s.es"))
"""Short forms that end like the address of a country."""
_OWN_WORDS = frozenset("www or go lg ed gr in".split())
"""Parts of addresses that `Locale.words` has words for; its other letters are names of signs."""
_TRAILING = ".,;:!?"


def spell(written: str, context: Context, *, underscores: bool = True) -> str:
    """The words, digits and signs of an address one after the other."""
    words = context.locale.words
    spoken = []
    parts = _PARTS.findall(written)
    for part, following in zip(parts, [*parts[1:], " "], strict=True):
        if part == ":" and following[0].isdigit():
            spoken.append(words.get("port", words.get(":", "")))
        elif part[0].isdigit() and part.isascii():
            spoken.append(context.locale.numerals.code(part))
        elif part == "_":
            spoken.append(words.get("_", "") if underscores else "")
        elif part.isalpha():
            own = words.get(part) if part in _OWN_WORDS else None
            spoken.append(own or _said(part, context))
        else:
            spoken.append(words.get("~/" if part == "~" else part, ""))
    return " ".join(filter(None, spoken))


_GLUED = re.compile(
    r"(?P<head>ny(?=times|post|mag|jets|giants|rangers|islanders|knicks|mets|yankees)|la(?=times|lakers|clippers|kings|rams|galaxy|dodgers)"
    r"|(?:nyt|nyc|nypd|fdny|lapd|nfl|nba|wnba|mlb|mls|nhl|ncaa|espn|cnn|nbc|msnbc|cbs|abc|bbc|pbs|npr|hbo|mtv|fbi|nws|usps|mta|dmv|cdc|fda|ucla|lsu|bbq|wsj)(?!imes|ions?$|ers?$|ual$)(?=[a-z]{3}))(?P<rest>[a-z]{3,30})"
    r"|(?P<word>[a-z]{4,30}?)(?P<tail>nyc|nfl|nba|mlb|nhl|cnn|nbc|cbs|bbc|usa|hq|tv|pd|fc|dc)"
)
"""Initials that are written as one with a word: “nytcooking”, “eaternyc”."""


def _said(part: str, context: Context) -> str:
    """A part as it is, or letter by letter where no mouth could say it: “irctc”."""
    glued = _GLUED.fullmatch(part) if context.locale.tag.startswith("en") else None
    if glued:
        if glued["head"]:
            return f"{glued['head'].upper()} {glued['rest']}"
        return f"{glued['word']} {glued['tail'].upper()}"
    if part.upper() not in context.locale.spelled and (
        len(part) > 5 or not _UNSPEAKABLE.search(part)
    ):
        return part
    # An English front end takes a lone A for the article.
    return ("" if context.locale.tag.startswith("en") else " ").join(part.upper())


def _email(match: re.Match[str], context: Context) -> str:
    return spell(match.group(), context)


def _link(match: re.Match[str], context: Context) -> str:
    return match["text"]


def _url(match: re.Match[str], context: Context) -> str | None:
    rest = match["rest"]
    trimmed = rest.rstrip(_TRAILING)
    if not trimmed.strip("/"):
        return None  # a scheme by itself: “mqtt://, ws://”
    return spell(trimmed.rstrip("/"), context) + rest[len(trimmed) :]


def _host(match: re.Match[str], context: Context) -> str | None:
    written = match.group()
    labels = written.partition("/")[0].partition(":")[0].split(".")
    if (
        labels[-1] in ("in", "me", "it", "us", "at", "home", "be")
        and "/" not in written
        and labels[0] != "www"
        and not written.islower()
    ):
        return None
    if written in context.locale.units or written.lower() in _NO_HOSTS:
        return None
    trimmed = written.rstrip(_TRAILING)
    return spell(trimmed.rstrip("/"), context) + written[len(trimmed) :]


def _dotted(match: re.Match[str], context: Context) -> str:
    written = match.group()
    trimmed = written.rstrip(_TRAILING)
    return spell(trimmed.rstrip("/"), context) + written[len(trimmed) :]


def _entity(match: re.Match[str], context: Context) -> str | None:
    domain, _, name = match.group().partition(".")
    if domain not in _DOMAIN_OF_ENTITY and "_" not in name:
        return None
    return f"{spell(domain, context, underscores=False)} {context.locale.words['.']} {spell(name, context, underscores=False)}"


def _file(match: re.Match[str], context: Context) -> str | None:
    return spell(match.group(), context) if match["kind"].lower() in _FILES else None


def _path(match: re.Match[str], context: Context) -> str:
    written = match.group()
    trimmed = written.rstrip(_TRAILING)
    return spell(trimmed, context, underscores=False) + written[len(trimmed) :]


def _relative(match: re.Match[str], context: Context) -> str | None:
    return spell(match.group(), context, underscores=False) if match["kind"] in _FILES else None


def _snake(match: re.Match[str], context: Context) -> str:
    return spell(match.group(), context, underscores=False)


def _hashtag(match: re.Match[str], context: Context) -> str:
    sign = context.locale.words["#tag"]
    tag = _CAMEL.sub(" ", spell(match["tag"], context, underscores=False))
    announced = context.text[max(0, match.start() - 16) : match.start()].rstrip(" :：").lower()
    return tag if announced.endswith((sign, "hashtag")) else f"{sign} {tag}"


def _mention(match: re.Match[str], context: Context) -> str:
    return context.locale.words["@"] + " " + spell(match["name"], context, underscores=False)


RULES = (
    Rule("address", "hfwm", _URL, _url),
    Rule("address", LETTER + DIGIT, _EMAIL, _email),
    Rule("address", "w", _WWW, _host),
    Rule("address", LETTER + DIGIT, _HOST, _host),
    Rule("address", LETTER, _ENTITY, _entity),
    Rule("address", LETTER, _RELATIVE, _relative),
    Rule("address", LETTER + DIGIT, _FILE, _file),
    Rule("address", ".", _DOTTED, _dotted),
    Rule("address", "/~." + ascii_uppercase, _PATH, _path),
    Rule("address", LETTER + DIGIT + "_", _SNAKE, _snake),
    Rule("address", "#", _HASHTAG, _hashtag),
    Rule("address", "@", _MENTION, _mention),
    Rule("address", "[", _LINK, _link),
)
