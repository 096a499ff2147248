"""Acronyms that a dictionary would read as words, and text that shouts."""

import re

from wyoming_kokoro.text.normalize.english.calendar import DAY_OF
from wyoming_kokoro.text.normalize.english.lookups import CAPITALS, initials
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_SPELLED = {
    "LED": "L.E.D",
    "OLED": "O LED",
    "CO": "C O",
    "PIR": "P I R",
    "SOC": "S O C",
    "SoC": "S O C",
    "PSI": "P S I",
}
"""Dots make misaki spell a word whatever its part of speech; a letter A on its own would become the
article.
"""
_WORDED = {"WIFI": "Wi-Fi", "WiFi": "Wi-Fi", "Wifi": "Wi-Fi", "wifi": "Wi-Fi"}
_WIFI = re.compile(r"(?:WIFI|WiFi|Wifi|wifi)(?![\w])")
_ACRONYM = re.compile(
    r"(?P<letters>(?<!O )LED|OLED|CO|PIR|SOC|SoC|PSI)(?P<s>s)?(?![\w])(?!\.[A-Z])"
)
_WORD = "(?:[A-Z]{2,40}(?:['’][A-Z]{1,3})?|I['’][A-Z]{1,2})"
_CAPITALS = re.compile(rf"{_WORD}(?!\w)")
_COMMON = frozenset(
    "THE IS ON OFF IT'S NOT YOUR YOU AND FOR ARE TO IN OF AT BE DO DON'T NO GO NOW ALL WAS HAS HAVE THIS THAT MY ME WE HE SHE IF"
    " OR BUT AN AS BY UP SO OUT GET DUE NEW OLD DAY ONE TWO SEE ITS OUR WHO WHY HOW TOO YET LET PUT RUN BUY PAY ASK TRY END BAD BIG HOT"
    " LOW TOP WAY YES USE BACK DOWN OVER CALL SAFE"
    " STOP OPEN DOOR LATE TURN CLOSE LOUD WARNING ALERT FIRE WATER LEAK PLEASE NEVER ALWAYS VERY MUST CAN CAN'T WON'T I'M I'D I'LL I'VE YOU'RE"
    " HERE THERE".split()
)
_NAMES = frozenset(
    "NASA NATO UNESCO UNICEF HVAC HDMI JSON YAML SSID WLAN ASCII CMOS IKEA OPEC AIDS COVID LIDAR RADAR SONAR POSIX JPEG"
    " NASDAQ NYSE FTSE NAACP UNHCR OECD ASEAN NASCAR UEFA FIFA OSHA FEMA NOAA HIPAA SCOTUS POTUS CRISPR RSPCA UCAS BAFTA IMDB"
    " ESPN IMAX".split()
)
"""Those that look like words: with four letters or more and a vowel."""
_BEFORE_TRADE = frozenset(
    "THE AN OUR YOUR MY THEIR HIS HER NEW SENIOR JUNIOR CONTACT EMAIL".split()
)
_AFTER_IT = frozenset(
    "IS WAS HAS WILL CAN ON OFF OUT UP DOWN IN TO BACK AWAY OVER NOW AND OR BUT FOR AT AS IF ALL AGAIN TODAY TONIGHT TOMORROW PLEASE RIGHT WORKS"
    " SAYS HURTS MY YOUR THE THIS THAT ALONE HERE THERE BEFORE WHILE UNTIL BY WITH WITHOUT".split()
)
_NEXT = re.compile(rf"[ ,:!]{{1,3}}({_WORD})(?!\w)")
_LAST = re.compile(rf"(?<![^\W_])({_WORD})[ ,:!]{{1,3}}$")


def _wifi(match: re.Match[str], context: Context) -> str:
    return _WORDED[match.group()]


def _shouts(word: str) -> bool:
    plain = word.replace("’", "'")
    return plain not in _NAMES and (
        plain in _COMMON or len(plain) > 4 and any(letter in "AEIOUY" for letter in plain)
    )


def _shouted(match: re.Match[str], context: Context) -> str | None:
    word = match.group()
    following = _NEXT.match(context.text[match.end() : match.end() + 48])
    earlier = _LAST.search(context.text[max(0, match.start() - 48) : match.start()])
    neighbours = [found.group(1) for found in (following, earlier) if found]
    if (
        not neighbours
        or word in _NAMES
        or word in _SPELLED
        or not (_shouts(word) or any(map(_shouts, neighbours)))
    ):
        return None
    plain = word.replace("’", "'")
    if word == "IT":
        return "it" if _is_pronoun(following, earlier) else None
    known = plain in _COMMON or len(plain) > 3 and any(letter in "AEIOUY" for letter in plain)
    return word.lower() if known else None


def _is_pronoun(following: re.Match[str] | None, earlier: re.Match[str] | None) -> bool:
    """Whether an IT in shouted text is the word: “TRY IT NOW”, but “THE IT TEAM”, “CALL IT HELP”."""
    if earlier and earlier.group(1) in _BEFORE_TRADE:
        return False
    return following is None or following.group(1) in _AFTER_IT


def _acronym(match: re.Match[str], context: Context) -> str | None:
    return None if match["s"] else _SPELLED[match["letters"]]


_DAY = re.compile(
    r"(?P<day>MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)\.?(?=,? (?:[0-9]{1,2}(?:/[0-9]|:[0-9]{2}|ST\b|ND\b|RD\b|TH\b| ?[AaPp]\.?[Mm])|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)))"
)


def _day(match: re.Match[str], context: Context) -> str:
    """“CLOSED FRI 1/9”."""
    return DAY_OF[match["day"][:3].lower()]


_DAY_AFTER_ZONE = re.compile(
    r"(?<=[ECMP][SD]T )(?P<day>MON|TUES?|WED|THU(?:RS)?|FRI|SAT|SUN)(?![\w-])"
)
"""“UNTIL 8 PM EDT THU”."""
RULES = (
    Rule("date", "MTWFS", _DAY_AFTER_ZONE, _day),
    Rule("date", "MTWFS", _DAY, _day),
    Rule("acronym", "Ww", _WIFI, _wifi),
    Rule("acronym", CAPITALS, _CAPITALS, _shouted),
    Rule("acronym", initials(_SPELLED), _ACRONYM, _acronym),
)
