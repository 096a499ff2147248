"""Short forms of old letters and of books: “Jas. Smith”, “the 3d inst.”, “p. 317, n. 4”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, numerals
from wyoming_kokoro.text.normalize.english.readings import Reading
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FORENAMES = dict(
    pair.split("=")
    for pair in (
        "Wm=William,Thos=Thomas,Chas=Charles,Jas=James,Robt=Robert,Geo=George,Jos=Joseph,Benj=Benjamin,Saml=Samuel,Danl=Daniel,Edwd=Edward,"
        "Richd=Richard,Jno=John,Fredk=Frederick,Alexr=Alexander,Nathl=Nathaniel,Archd=Archibald,Margt=Margaret"
    ).split(",")
)
_NOTE = r" [0-9]{1,3}(?!\w)"
READINGS: dict[str, tuple[Reading, ...]] = {
    **{
        f"{short}{dot}": (Reading(name, after=" [A-Z]"),)
        for short, name in _FORENAMES.items()
        for dot in (".", "")
    },
    "Wm": (Reading("William"),),
    "Thos": (Reading("Thomas"),),
    "n.": (Reading("note", r"[0-9],? $", _NOTE),),
    "nn.": (Reading("notes", r"[0-9],? $", _NOTE),),
    "Sess.": (Reading("Session", r"[0-9](?:st|nd|rd|th|d) $"),),
    "fn.": (Reading("footnote", after=_NOTE),),
    "d.": (Reading("died", r"\b(?:[Hh]e|[Ss]he|who|[A-Z][a-z]+,?) $", r" (?:at|in|on|of|aged)\b"),),
    "b.": (Reading("born", r"\b(?:was|[A-Z][a-z]+,) $", r" (?:at|in|on)\b"),),
}
_MONTH = r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? $"
_IN_MONTH = re.compile(_MONTH)
_RANK = re.compile(rf"{ALONE}(?P<number>[2-9]?[23])d(?!\w)")
_RANKED = re.compile(
    r" (?:inst|ult|prox)\b| (?:Regiment|Infantry|Cavalry|Battalion|Brigade|Division|Army|Corps|Lieut\w*|Circuit|Cir\.|Dist\.|Sess\.|of [A-Z])"
)


def _rank(match: re.Match[str], context: Context) -> str | None:
    """“the 3d inst.”, “March 2d”, “the 23d Infantry”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    if not _RANKED.match(context.text, match.end()) and not _IN_MONTH.search(before):
        return None
    return numerals(context).ordinal(int(match["number"]))


RULES = (Rule("ordinal", DIGIT, _RANK, _rank),)
