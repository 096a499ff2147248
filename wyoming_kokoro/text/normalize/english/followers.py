"""What goes on with a sentence behind the full stop of a short form."""

import re

from wyoming_kokoro.text.normalize.english.calendar import MONTHS, WEEKDAYS
from wyoming_kokoro.text.normalize.english.lookups import DAY
from wyoming_kokoro.text.normalize.english.place_names import (
    BEHIND_PRESS,
    DOUBTFUL,
    OF_COUNTY,
    PRESS,
    STATES,
)
from wyoming_kokoro.text.normalize.patterns import alternation


def _names(words: str) -> re.Pattern[str]:
    """Any of `words`."""
    return re.compile(rf"(?:{alternation(words.split())})(?![\w'’])")


_MONTH_AND_DAY = rf"(?:{alternation(MONTHS)}|Jan) [0-9]"
_DATE = re.compile(
    rf"(?:{DAY}|Jan(?=\.)|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![\w'’])|{_MONTH_AND_DAY}"
)
_HALF_OF_DAY = re.compile(
    rf"(?:{alternation(WEEKDAYS)})(?![\w'’])|{_MONTH_AND_DAY}|(?:Eastern|Central|Mountain|Pacific|Fox|Peacock|Netflix|Hulu|Telemundo|Univision)(?!\w| [A-RU-Z])"
)
_LETTER = re.compile(r"[AI](?![\w'’])")
_ONE = re.compile(r"I(?![\w'’])")

FOLLOWERS = {
    **dict.fromkeys("a.m p.m A.M P.M".split(), _HALF_OF_DAY),
    **dict.fromkeys(
        "arr avail beg dep dtd eff ent exp mfd postpd recd rel resched ret Exp Eff".split(), _DATE
    ),
    "alt": re.compile(rf"(?:Rte|Route|Hwy)(?![\w'’])|{_DATE.pattern}"),
    "conf": _names("Rm Room"),
    **dict.fromkeys("App Apt Bldg Cl Div Fig Figs Gr Rm Sched Sec Ste Unit".split(), _LETTER),
    **dict.fromkeys("Art Bk Ch Chap Pt Sc Vol Vols bk ch chap chs vol vols".split(), _ONE),
    **dict.fromkeys("fig figs".split(), re.compile("I[.;:)]")),
    "in": _names("OC"),
    "Add": _names("MS MSS"),
    "Co": re.compile(
        rf"(?:{alternation(OF_COUNTY - {'Down'})})(?![\w'’])|Reg\.|(?:Sheriff|Commissioners?|Courthouse|Jail|Schools|Fair|Executive|Clerk|Judge|Coroner|Prosecutor)(?!\w)"
    ),
    "Jr": _names(
        "Day Boulevard Blvd Drive Dr Avenue Ave Street St Way Highway Hwy Parkway Pkwy Library Memorial Park School High Middle Elementary Center Bridge Field Stadium Birthday Parade Holiday"
    ),
    "Elem": _names("School Schools"),
    "Dist": _names("Attorney Attorneys Court Judge"),
    "Bros": _names(
        "Pictures Discovery Studios Records Television Games Entertainment Animation Movie Interactive Home Music Circus Coffee Band Holdings Ultimate Melee Brawl Wonder Deluxe"
    ),
    **dict.fromkeys("Mass Miss Pa".split(), _names(" ".join(BEHIND_PRESS) + " State National")),
    "Suns": re.compile("[0-9]{1,2}-"),
    **dict.fromkeys("Dan Is Sam Tim".split(), re.compile("[0-9]{1,3}:[0-9]")),
}
"""By short form, without its full stop."""
REGIONS = frozenset(state[:-1] for state in PRESS) | {"D.C"}
"""States; those with followers of their own are more often another word."""
REGION_NAMES = frozenset(STATES) - DOUBTFUL | frozenset(STATES.values()) - {"BC", "DC", "Georgia"}
"""Behind a town: “Boise, Idaho”, “Austin, TX”."""
NAMED_FORMS = frozenset("pr incl excl esp usu vit orig prev natl intl asst attn".split())
"""Short forms in small letters that end no sentence before a name."""
WORDS = frozenset(
    "Ann Art Bar Ben Bus Cat Dom Ed Eve Fed Inn Long Off Part Per Sat Stu Tab Val Vic".split()
)
"""Short forms with a capital that are more often names or words, and end sentences."""
