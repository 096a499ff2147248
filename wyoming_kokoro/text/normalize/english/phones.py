"""Telephone numbers, and those that are called."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, numerals
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_GAP = r"[-. \u00a0\u2011–]"
_PHONE = re.compile(
    rf"{ALONE}(?:\(0[0-9]{{2,4}}\){_GAP}?[0-9]{{5,8}}|00[1-9][0-9]{{0,2}}(?: \(?[0-9]{{1,5}}\)?){{2,5}}|(?:\+[0-9]{{1,3}}{_GAP}?|1{_GAP})?(?:\([0-9]{{2,5}}\){_GAP}?[0-9]{{2,4}}{_GAP}[0-9]{{3,4}}"
    rf"|[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}})"
    rf"|1[38][059]0 [0-9]{{3}} [0-9]{{3}}|0[1-9] [0-9]{{3,4}} [0-9]{{4}}|0[0-9]{{2}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}"
    rf"|\+[0-9]{{1,3}}(?:{_GAP}?\(?[0-9]{{1,5}}\)?){{1,5}}|[0-9]{{3}}[-\u2011 ][0-9]{{4}}"
    rf"|0[0-9]{{2,5}}{_GAP}[0-9]{{3,4}}(?:{_GAP}?[0-9]{{3,4}})?|0[0-9]{{3,4}}(?: [0-9]{{2,4}}){{2,3}}){END}(?![-.][0-9])"
)
_GROUP = re.compile(r"[0-9]+")
_FREE = re.compile("1[38][059]0")
"""Of Ireland and Australia: thirteen hundred, eighteen fifty."""
_CALL = re.compile(
    r"\b(?:(?:te?xt|reply|send|sms) [\"“']?(?-i:[A-Z]{2,12})[\"”']? to|NHS|police|call|calls|called|calling|dial|dialed|phone|ring|text|tel|telephone|number|hotline|emergency|emergencies|mobile|cell"
    r"|fax|sms|(?:help|hot|crisis |advice |support )line(?: number)?)(?: (?:is|on|free on))?[ :#.is]{0,6}$",
    re.IGNORECASE,
)
_DAY_HOURS = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9][-–](?:[01][0-9]|2[0-4])[0-5][0-9]")
_HOUR_OF_DAY = re.compile("0[0-9][0-5][0-9]")
_ON_WEEKDAY = re.compile(rf" {DAY}")
"""“The crew call is 0615 Tuesday.”"""
_BOOK = re.compile(
    r"\b(?:pages?|pp|lines?|years?|between|from|rooms?|ids?|ages?)[ .:]{0,3}$", re.IGNORECASE
)
_CALLED = re.compile(rf"{ALONE}(?P<digits>[0-9]{{3,15}}){END}(?![-.,:/][0-9]|[%°])")
_HELP_AFTER = re.compile(
    r" (?:calls?|callers?|operators?|dispatch(?:er|ers)?|emergenc(?:y|ies)|in an emergency(?! (?:room|ward|department))|service)\b"
)
_HELP_BEFORE = re.compile(r"\b[Ee]mergenc(?:y|ies),? $")
_HARMONISED = re.compile(rf"{ALONE}116 (?:000|006|111|117|123){END}(?![.,:/][0-9]|[-–%°])")
_HELPED = re.compile(
    r"\b(?:[Cc]all\w*|[Rr]ing|[Dd]ial\w*|[Pp]hone|[Tt]el|[Ss]amaritans?|[Cc]hildline|[Hh]elplines?|on)\b"
)
_FOR_HELP = re.compile(
    r" for (?:the )?(?:police|ambulance|non-emergenc(?:y|ies)|power cuts?|medical|health|crisis|suicide|fire brigade|coastguard|NHS|emergencies|(?:advice|help|information)(?! [a-z]))\b"
)
_FOR_THAT = re.compile(
    r" (?:for|in) [a-z][a-z -]{2,40}(?:,? (?:or|and) |[;,] )|[;,] (?:and |but )?for [a-z][a-z -]{2,40},? (?:use|try) "
)
"""“Call 101 for non-emergencies or 999 if …”, “999 for an ambulance, 159 for …”."""
_EMERGENCY = frozenset(
    (
        "911",
        "112",
        "999",
        "000",
        "110",
        "119",
        "988",
        "211",
        "311",
        "411",
        "511",
        "811",
        "101",
        "111",
        "116",
        "105",
        "159",
    )
)
_VANITY = re.compile(
    rf"{ALONE}(?:(?P<one>1)-)?(?P<area>[0-9]{{3}})-(?:(?P<next>[0-9]{{3}})-)?(?P<word>(?=[A-Z-]{{4}})[A-Z]{{2,9}}(?:-[A-Z]{{2,9}}){{0,2}}){END}"
)
_EXTENSION = re.compile(r"(?<!\w)x(?P<digits>[0-9]{1,6})(?![\w]|\.[0-9])")
_REACHED = re.compile(
    r"\b(?:call|dial|at|ring|phone|ext(?:ension)?\.?|desk|reach \w{1,10} at|transfer to) $",
    re.IGNORECASE,
)


def _phone(match: re.Match[str], context: Context) -> str | None:
    written = match.group()
    before = context.text[max(0, match.start() - 20) : match.start()]
    if len(written) == 8 and _BOOK.search(before):
        return None
    if len(written) == 8 and written[3] == " " and not _CALL.search(before):
        return None
    if _DAY_HOURS.fullmatch(written) and not _CALL.search(before):
        return None
    if sum(character.isdigit() for character in written) < 7:
        return None
    groups = [
        numerals(context).code(group) if _FREE.fullmatch(group) else numerals(context).called(group)
        for group in _GROUP.findall(written)
    ]
    return ("plus " if written.startswith("+") else "") + ", ".join(groups)


def _harmonised(match: re.Match[str], context: Context) -> str | None:
    """A helpline of Europe: “116 123 (Samaritans)”."""
    near = context.near_in_sentence(match)
    if not _HELPED.search(near):
        return None
    return ", ".join(numerals(context).called(group) for group in match.group().split())


def _called(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 24) : match.start()]
    digits = match["digits"]
    if _HOUR_OF_DAY.fullmatch(digits) and _ON_WEEKDAY.match(context.text, match.end()):
        return None
    if context.text[match.end() : match.end() + 1] == " ":
        plural = is_plural_noun(context.after(match.end()))
        if plural and not _HELP_AFTER.match(context.text, match.end()):
            return None
    chained = context.last_class == "phone" and context.since_last(match.start()) in (
        ", or ",
        ", and ",
        ", not ",
        " not ",
        "; ",
        " or ",
        " and ",
        ", ",
        "/",
    )
    gap = context.text[context.last_end : match.start()] if context.last_class == "phone" else ""
    chained = chained or digits in _EMERGENCY and _FOR_THAT.fullmatch(gap) is not None
    helped = digits in ("911", "999", "112") and (
        _HELP_AFTER.match(context.text, match.end()) or _HELP_BEFORE.search(before)
    )
    helped = helped or digits in _EMERGENCY and _FOR_HELP.match(context.text, match.end())
    if not _CALL.search(before) and not (chained and digits in _EMERGENCY) and not helped:
        return None
    if chained:
        return numerals(context).called(digits)
    if len(digits) == 10:
        return ", ".join(
            numerals(context).called(part) for part in (digits[:3], digits[3:6], digits[6:])
        )
    if (
        len(digits) == 3
        and digits not in _EMERGENCY
        and not re.search(r"(?:call|dial|text)\w* $", before, re.IGNORECASE)
    ):
        return None
    return numerals(context).called(digits)


def _vanity(match: re.Match[str], context: Context) -> str:
    """“1-800-FLOWERS”."""
    called = numerals(context).called
    words = match["word"].split("-")
    spelled = (word.lower() if re.search("[AEIOUY]", word) else word for word in words)
    parts = [
        "one" if match["one"] else "",
        called(match["area"]),
        called(match["next"]) if match["next"] else "",
        " ".join(spelled),
    ]
    return ", ".join(filter(None, parts))


_AREA = re.compile(
    rf"{ALONE}[2-9][0-9]{{2}}(?=(?:(?:,? (?:and|or) |/)[2-9][0-9]{{2}})? area codes?\b)|(?:(?<=area code )|(?<=area code is )|(?<=area codes ))[2-9][0-9]{{2}}{END}"
)


def _area(match: re.Match[str], context: Context) -> str:
    """“a 312 area code”."""
    return numerals(context).digits(match.group())


def _extension(match: re.Match[str], context: Context) -> str | None:
    """“555-0123 x45”, “Call x4410”."""
    if context.last_class == "phone" and context.since_last(match.start()) in (" ", ", "):
        return f"extension {numerals(context).code(match['digits'])}"
    before = context.text[max(0, match.start() - 24) : match.start()]
    if len(match["digits"]) < 3 or not _REACHED.search(before):
        return None
    return f"extension {numerals(context).called(match['digits'])}"


RULES = (
    Rule("phone", DIGIT, _AREA, _area),
    Rule("phone", DIGIT, _VANITY, _vanity),
    Rule("phone", "x", _EXTENSION, _extension),
    Rule("phone", DIGIT + "+(", _PHONE, _phone),
    Rule("phone", DIGIT, _HARMONISED, _harmonised),
    Rule("phone", DIGIT, _CALLED, _called),
)
