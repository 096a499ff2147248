"""Short forms of old letters and of books: “Jas. Smith”, “the 3d inst.”, “p. 317, n. 4”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, ends_sentence, numerals
from wyoming_kokoro.text.normalize.english.readings import Reading
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FORENAMES = dict(
    pair.split("=")
    for pair in (
        "Wm=William,Thos=Thomas,Chas=Charles,Jas=James,Robt=Robert,Geo=George,Jos=Joseph,Benj=Benjamin,Saml=Samuel,Danl=Daniel,Edwd=Edward,"
        "Richd=Richard,Jno=John,Fredk=Frederick,Alexr=Alexander,Nathl=Nathaniel,Archd=Archibald,Margt=Margaret"
    ).split(",")
)
_NOTE = r" [0-9]{1,3}[a-zA-Z]?(?!\w)"
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
    **dict.fromkeys(("obedt.", "obt."), (Reading("obedient", after=" [a-z]"),)),
    "servt.": (Reading("servant"),),
    "affte.": (Reading("affectionate"),),
    "Esqre.": (Reading("Esquire"),),
    "gns.": (Reading("guineas", "[0-9] $"),),
    "gn.": (Reading("guinea", "[0-9] $"),),
    **{
        f"{short}.": (
            Reading(month, r"(?:[0-9]|st|nd|rd|th|of) $"),
            Reading(month, after=" [0-9]"),
        )
        for short, month in (
            ("Jany", "January"),
            ("Feby", "February"),
            ("Septr", "September"),
            ("Octr", "October"),
            ("Novr", "November"),
            ("Decr", "December"),
        )
    },
    "Ft.": (Reading("Foot", r"[0-9](?:st|nd|rd|th|d) $"),),
    "Bt.": (Reading("Baronet", r"[a-z], $"),),
    "æt.": (Reading("aged", after=r" [0-9]"),),
    "Affly.": (Reading("Affectionately", after=" "),),
    **dict.fromkeys(("Est'd.", "Est’d.", "Estd."), (Reading("Established", after=" [0-9]"),)),
    "W. Va.": (Reading("West Virginia"),),
    "N. Dak.": (Reading("North Dakota"),),
    "S. Dak.": (Reading("South Dakota"),),
    "N. Mex.": (Reading("New Mexico"),),
    "P": (Reading("pulse", r"\bT [0-9.]{2,5}, $", " [0-9]"),),
    "ann.": (Reading("annum", r"\bper $"),),
    "daus.": (Reading("daughters"),),
    "dau.": (Reading("daughter"),),
    "Eliz.": (Reading("Elizabeth", after=r" [A-Z]"), Reading("Elizabeth", r"(?:,|&|and) $")),
    "dols.": (Reading("dollars", "[0-9] $"),),
    "cts.": (Reading("cents", "[0-9] $"),),
    "Regt.": (Reading("Regiment", after=r" (?:H\.Q|[a-z0-9])"), Reading("Regiment")),
    "MSS.": (Reading("manuscripts"),),
    "MS.": (Reading("manuscript", r"\b(?:[Tt]he|[Aa]dd\.|[Hh]is|a|this) $"),),
    "fol.": (Reading("folio", after=r" [0-9]"),),
    "fols.": (Reading("folios", after=r" [0-9]"),),
    "Pl.": (Reading("Plate", after=r" (?:[0-9]|[IVXL]{1,6}\b)"),),
    "Tab.": (Reading("Table", after=r" (?:[0-9]|[IVXL]{1,6}\b)"),),
    "Brit. Mus.": (Reading("British Museum"),),
    "v.": (Reading("verse", r"\b(?:Ps|Psalm|ch|chap)\b\.? [0-9]{1,3}, $", " [0-9]"),),
    "est.": (Reading("established", after=r" ca?\. ?[0-9]"),),
    "Amends.": (Reading("Amendments", after=" [0-9IVX]"),),
    "rev.": (Reading("revenue", after=r" (?:of )?[$£€]"),),
    "Q": (Reading("quarter", r"[0-9](?:st|nd|rd|th) $"),),
    "IP": (Reading("innings", r"[0-9] [12]/3 $|[0-9][⅓⅔] $"),),
    "Sess.": (Reading("Session", r"[0-9](?:st|nd|rd|th|d) $"),),
    "fn.": (Reading("footnote", after=_NOTE),),
    "d.": (
        Reading("died", r"\b(?:[Hh]e|[Ss]he|who|[A-Z][a-z]+,?) $", r" (?:at|in|on|of|aged)\b"),
        Reading("died", r"[0-9]; $", r" (?:at|in|on)\b"),
        Reading("died", after=r" (?:young|unmarried|without issue)\b"),
    ),
    "b.": (Reading("born", r"\b(?:was|[A-Z][a-z]+,) $", r" (?:at|in|on)\b"),),
}
_MONTH = r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? $"
_IN_MONTH = re.compile(_MONTH)
_RANK = re.compile(rf"{ALONE}(?P<number>[2-9]?[23])d(?!\w)")
_RANKED = re.compile(
    r" (?:inst|ult|prox)\b| (?:Regiment|Infantry|Cavalry|Battalion|Brigade|Division|Army|Corps|Lieut\w*|Circuit|Cir\.|Dist\.|Sess\.|of [A-Z])"
)


_ON_THE = re.compile(r"\b(?:on|by|until|till|before|since|around|about|after|from|through) the $")
_NOTED = re.compile(r"(?<=[0-9] )n(?P<many>n?)\.(?=[0-9]{1,3}(?!\w))")
_AND_SO_ON = re.compile(r"&c\.?(?!\w)")


def _and_so_on(match: re.Match[str], context: Context) -> str:
    """“F.R.S., &c.”"""
    last = match.group().endswith(".") and ends_sentence(context, match.end())
    return f"et cetera{'.' if last else ''}"


def _rank(match: re.Match[str], context: Context) -> str | None:
    """“the 3d inst.”, “March 2d”, “the 23d Infantry”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    alone = _ON_THE.search(before) and context.text[match.end() : match.end() + 1] in ".,;!?"
    if not (alone or _RANKED.match(context.text, match.end()) or _IN_MONTH.search(before)):
        return None
    return numerals(context).ordinal(int(match["number"]))


_YOURS = re.compile(
    r"(?<![\w.])(?P<y>[Yy])r(?:\.?(?= (?:letter|obedt|obt)\b)|\.(?= (?:favou?r|humble|most|servt|kind|loving)\b)|(?P<s>s)(?:\.?(?= (?:truly|faithfully|sincerely)\b)|\.(?= (?:of the|ever|respectfully|affectionately)\b)|(?<=ly\. [Yy]rs)\.(?=,)))"
)


def _yours(match: re.Match[str], context: Context) -> str:
    """“yr. letter”, “Yrs. truly”."""
    return f"{match['y']}our{match['s'] or ''}"


_LINES = re.compile(
    r"(?<![\w.])(?P<act>I{1,3}|IV|V)\.(?P<scene>[ivx]{1,4})(?:\.(?P<first>[0-9]{1,4})(?:[-–](?P<last>[0-9]{1,4}))?)?(?![\w])"
)
_BLANK = re.compile(r"(?<![\w.])1[5-9](?:—|--|––)(?=[ .,;:!?)\"”]|$)")
_DATED = re.compile(r"\b(?:[Ii]n|[Yy]ear|of|[A-Z][a-z]{2,8}) $")
_YOURS_ALONE = re.compile(r"(?<![\w.])Yrs\.(?=,)")


def _lines(match: re.Match[str], context: Context) -> str | None:
    """“Hamlet, III.i.56–88”."""
    scene = match["scene"].upper()
    if not SHAPE.fullmatch(scene):
        return None
    cardinal = numerals(context).cardinal
    spoken = f"act {cardinal(value(match['act']))}, scene {cardinal(value(scene))}"
    if match["first"]:
        first = cardinal(int(match["first"]))
        spoken += (
            f", lines {first} to {cardinal(int(match['last']))}"
            if match["last"]
            else f", line {first}"
        )
    return spoken


def _blank(match: re.Match[str], context: Context) -> str | None:
    """“in the year 17—”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    if not _DATED.search(before):
        return None
    return f"{numerals(context).cardinal(int(match.group()[:2]))} blank"


_SCENE = re.compile(r"(?<![\w.])(?P<s>[Ss])c(?:\. ?| )(?P<number>[ivx]{1,4}|[1-9])(?!\w)")
_PLAYED = re.compile(r"\b(?:[Aa]ct|ACT|[Ss]tage|[Ee]nters?|[Ee]xit|[Ee]xeunt)\b")
_BY_RANK = re.compile(rf"{ALONE}(?P<number>[1-4])(?:st|nd|rd|th)ly(?!\w)")
_RANKS = ("firstly", "secondly", "thirdly", "fourthly")
"""Of somebody's marriages."""


def _scene(match: re.Match[str], context: Context) -> str | None:
    """“Act II, sc. i”."""
    number = match["number"].upper()
    if not _PLAYED.search(context.near_in_sentence(match)):
        return None
    if not (number.isdecimal() or SHAPE.fullmatch(number)):
        return None
    said = numerals(context).cardinal(int(number) if number.isdecimal() else value(number))
    return f"{match['s']}cene {said}"


RULES = (
    Rule("ordinal", DIGIT, _BY_RANK, lambda match, context: _RANKS[int(match["number"]) - 1]),
    Rule("abbreviation", "sS", _SCENE, _scene),
    Rule(
        "abbreviation", "n", _NOTED, lambda match, context: "notes " if match["many"] else "note "
    ),
    Rule("abbreviation", "&", _AND_SO_ON, _and_so_on),
    Rule("roman", "IV", _LINES, _lines),
    Rule("date", DIGIT, _BLANK, _blank),
    Rule("abbreviation", "Y", _YOURS_ALONE, lambda match, context: "Yours"),
    Rule("abbreviation", "yY", _YOURS, _yours),
    Rule("ordinal", DIGIT, _RANK, _rank),
)
