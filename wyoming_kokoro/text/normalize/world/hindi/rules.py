"""The forms that are Hindi alone: years, hours with बजे, telephone numbers of ten digits."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule
from wyoming_kokoro.text.normalize.world.lookups import spoken_language

_ALONE = r"(?<![A-Za-z0-9.,])"
_YEAR = re.compile(
    rf"{_ALONE}(?P<year>1[1-9][0-9]{{2}})(?=[ ]?(?:में|से|तक|का|की|के|ई\.|ईस्वी|वाला|वाली|(?:और|या) 1[1-9][0-9]{{2}} (?:के|में|तक)))(?![0-9])"
)
_SINCE = re.compile(rf"{_ALONE}(?P<year>1[1-9][0-9]{{2}})(?![0-9.,:])")
_HOUR = re.compile(rf"{_ALONE}(?P<hour>[01]?[0-9]|2[0-4])[:.](?P<minute>[0-5][0-9])[ ]?बजे")
_MOBILE = re.compile(
    r"(?<![A-Za-z0-9.,])(?:(?:\+91[- ]?)?[6-9][0-9]{4}[- ]?[0-9]{5}|1800(?:[- ][0-9]{2,4}){2})(?![0-9])"
)
_CALLED = re.compile(rf"{_ALONE}(?P<digits>112|181|1098|139|1930)(?=[ ]?(?:पर|नंबर|डायल|को))")
_SECRET = re.compile(
    rf"{_ALONE}(?P<digits>[0-9]{{3,8}}(?:[ -][0-9]{{2,4}}){{0,3}})(?![0-9.,:%]|[ ]?(?:रुपये|लोग|बार))"
)
_SECRETS = re.compile(
    r"(?:पिन|पासवर्ड|ओटीपी|कोड|OTP|PIN|खाता नंबर|खाते)(?: (?:है|नंबर|कोड))?[ :]{1,2}$"
)
_POSTPOSITION = re.compile(
    r" (?:पर|से|तक|को|के|का|की|में|है|हैं|हुए|हो|था|थे|बाद|पहले|और|या)(?![^\W_])|[।.,!?]|\s*$"
)
_CRICKET = re.compile(rf"{_ALONE}(?P<runs>[0-9]{{1,3}})/(?P<wickets>10|[0-9])(?![0-9/.])")
_PLAYED = re.compile(
    r"स्कोर|ओवर|विकेट|रन|पारी|बल्लेबाज|टीम|मैच|भारत|पाकिस्तान|ऑस्ट्रेलिया|इंग्लैंड"
)
_FIGURES = re.compile(r"[0-9]+")


def _year(match: re.Match[str], context: Context) -> str:
    return spoken_language(context).year(int(match["year"]))


def _since(match: re.Match[str], context: Context) -> str | None:
    return (
        _year(match, context)
        if context.text[max(0, match.start() - 4) : match.start()].endswith("सन ")
        or context.text[max(0, match.start() - 5) : match.start()].endswith("सन् ")
        else None
    )


def _hour(match: re.Match[str], context: Context) -> str:
    """A time with minutes is said with “पर” where something happens at it."""
    spoken = spoken_language(context).clock(int(match["hour"]), int(match["minute"]), None)
    happens = spoken.endswith("मिनट") and _POSTPOSITION.match(context.text, match.end()) is None
    return spoken + " पर" if happens else spoken


def _phone(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    groups = _FIGURES.findall(match.group())
    if len(groups[-1]) == 10:
        groups[-1:] = [groups[-1][:5], groups[-1][5:]]
    plus = "प्लस " if match.group()[0] == "+" else ""
    return plus + ", ".join(map(language.numerals.digits, groups))


def _called(match: re.Match[str], context: Context) -> str:
    return context.locale.numerals.digits(match["digits"])


def _secret(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 16) : match.start()]
    if not _SECRETS.search(before):
        return None
    groups = _FIGURES.findall(match["digits"])
    return ", ".join(map(context.locale.numerals.digits, groups))


_OBLIQUE = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,4}})(?:वें|(?<=[1234])[लरथ]े|(?<=6)ठे)(?![^\W_])"
)
_HALF = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,3}})\.5(?=[ ](?:लाख|करोड़|हज़ार|हजार|अरब|घंटे|घंटा|किलो|लीटर|मीटर|महीने|साल|कप|चम्मच|मिनट))"
)


def _oblique(match: re.Match[str], context: Context) -> str:
    words = context.locale.numerals.ordinal(int(match["number"]))
    if words.endswith("वाँ"):
        return words.removesuffix("वाँ") + "वें"
    return words.removesuffix("ा") + "े"


def _half(match: re.Match[str], context: Context) -> str | None:
    whole = int(match["number"])
    return spoken_language(context).mixed(whole, 1, 2) if whole else "आधा"


_SCORE = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,3}})[-–](?=[0-9]{{1,3}}(?![0-9])(?P<game> से (?:जीत|हार|हर|आगे|पीछे))?)"
)


def _score(match: re.Match[str], context: Context) -> str | None:
    if not match["game"] and not context.text[max(0, match.start() - 6) : match.start()].endswith(
        "स्कोर "
    ):
        return None
    return context.locale.numerals.cardinal(int(match["left"])) + " "


def _cricket(match: re.Match[str], context: Context) -> str | None:
    """Runs and wickets: “285/7”."""
    if int(match["runs"]) < 5 or not _PLAYED.search(context.near_in_sentence(match)):
        return None
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['runs']))} पर {cardinal(int(match['wickets']))}"


FIRST = (
    Rule("range", DIGIT, _CRICKET, _cricket),
    Rule("range", DIGIT, _SCORE, _score),
    Rule("phone", DIGIT + "+", _MOBILE, _phone),
    Rule("phone", DIGIT, _CALLED, _called),
    Rule("number", DIGIT, _SECRET, _secret),
    Rule("date", DIGIT, _YEAR, _year),
    Rule("date", DIGIT, _SINCE, _since),
    Rule("time", DIGIT, _HOUR, _hour),
    Rule("ordinal", DIGIT, _OBLIQUE, _oblique),
    Rule("number", DIGIT, _HALF, _half),
)
