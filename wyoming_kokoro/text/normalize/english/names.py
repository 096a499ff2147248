"""Titles and other abbreviations."""

import re

from wyoming_kokoro.text.normalize.english import romans, streets
from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.lookups import (
    DAY,
    ends_sentence,
    initials,
)
from wyoming_kokoro.text.normalize.english.numbered import THING
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_NEEDS_DIGIT = frozenset(
    "Exp. exp. trk. Trk. Blk. blk. no. No. nos. Nos. p. ch. Ch. fig. Fig. figs. pp. ca. Ste. Apt para. paras. Sec. eq. Eq. Chap. chap. Art. Pt. Pg. vol Vol ver. Ver."
    " Arr. arr. dep. w/c w/e W/c W/C W/e plat. plat Plat. jct. Jct. jct Jct Nos nos agg agg. exc. inc. Rtes. Fl. Rte. Rte Bk. Sc."
    " Vols. vols. Chs. chs. chaps. Op. op. Rm rm ep Agg Agg. Ep Eps ep. eps. Ep. Eps. Yr Yrs Yr. Yrs. Rt.".split()
)
_CODE = re.compile(" [A-Z]{1,3}[/.]?[0-9]")
_ROMAN_TOO = frozenset("Bk. Sc. Pt. ch. Ch. vol. Vol. fig. Fig. figs.".split())
_INNER = frozenset(
    "a.k.a. Vit. vit. Est. Rte. Fl. Mtn. Bk. Sc. Natl. Prof. vs. e.g. i.e. E.g. I.e. cf. approx. Approx. Apt. Rm. Bldg. Univ. viz. Co. ca. incl. Incl. No. no. inc. exc. excl. Insp. Asst. Dep.".split()
)
"""Never at the end of a sentence."""
_BEFORE_NAME = frozenset(
    ("Rt Hon.", "Rt. Hon.", "Ch. Insp.", "Ch Insp", "Det. Insp.", "Det. Sgt.")
) | frozenset(
    "Cpl. Pfc. Pvt. Pte Cllr Cllr. Revd Revd. Mt Atty. Insp. Dep. Asst. Amb. Supt Insp Sgt Lt Col Maj Capt Rev Cpl Cmdr Gen Gov Sen Fr Sra. Mses."
    " Nr. nr. nr Cdr. Cdr Gt. Ft. Gen. Sgt. Capt. Cpt. Lt. Lieut. Mme. Mme Mlle. Mlle Reps. Sens. Profs. Govs. Col. Maj. Cmdr. Adm. Rev. Fr. Hon. Gov. Sen. Rep. Pres. Supt. Mt. Mr Mrs Prof Messrs. Mx.".split()
)
_WANTED_BEFORE = {
    **dict.fromkeys(
        "Rd Ln Gdns Cres Sq Pk La. Ave".split(),
        re.compile(r"(?:\b[^\W\d_a-z][\w'’]*|[0-9](?:st|nd|rd|th)) $"),
    ),
    **dict.fromkeys(("inst.", "ult.", "prox."), re.compile(r"[0-9](?:st|nd|rd|th|d) $")),
}
"""A name, a day of the month."""
_BEFORE_TAX = frozenset(("exc.", "inc."))
_ABOUT = re.compile(
    r"[cC]\.(?= ?(?:AD )?[£$€]?[0-9])(?!(?<=\([cC]\.) ?[0-9]{1,2}\))|c(?=1[0-9]{3}(?!\w))|(?<=\()c(?= [£$€]?[0-9][0-9,.]*(?:[kKmM]|bn|,[0-9]{3})\))"
)
_BEGUN = re.compile(r"(?:^|[a-z0-9)”\"'][.!?]\s{1,2}|\n\s{0,4})$")
_COUNTS = re.compile(r" ?[£$€]?[0-9][0-9,.]*(?:(?:[kKmM]|bn)?(?:,| [a-z%]|%)|(?:[kKmM]|bn)\))")
_NO_ABOUT = re.compile(
    r"(?:^|[\n\d]|\b(?:and|or|vitamin|plan|part|option|group|class)) ?$", re.IGNORECASE
)
_ITEMS = re.compile(r"(?<![\w.])[abAB][.)] ")
"""Items of a list before the third."""
_SECTIONS = re.compile("§§(?: (?=[0-9]))?")
_SECTION = re.compile(r" [0-9]{1,4}[A-Za-f]?(?![\w:%])(?!,? (?:times|and then|later))")
_NUMBER_OF = re.compile(
    rf"{THING}|\b(?:[Mm]agic|(?:[Mm]y|[Yy]our|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)(?: new| old)?) $"
)
_TEXT_ENDS = re.compile(r"\s*\Z")
_DENIED = re.compile(r"\b(?:said|says|say|answered|replied|voted|was) $")
_NAME_NEXT = re.compile(r"(?: |-(?=[A-Z][a-z]{2}))[^\W\d_a-z]| the (?:Hon|Rev|Rt)\b|-elect\b")
_NOT_GENERAL = re.compile(r" (?:[XYZ]|Alpha|AI|[0-9])\b")
_FOUNDED = re.compile(
    r" (?:1[0-9]{3}|20[0-2][0-9])(?![\w%]|,[0-9]| [a-hj-z])|(?<=Est\.) [0-9]{3,4}\b"
)
_MINISTRY = re.compile(r" of (?:the )?[A-Z]")
_INCLUDING = re.compile(
    r"(?! (?:now|at(?! least| most)|in|for|from|if|with|when|too)(?![\w-])) (?:[a-z0-9£$€]|[A-Z](?:[A-Z&]|\.[A-Z])|[A-Z][a-z]+(?:[.,;:!?)-]|$| (?:and|&|or) ))"
)
_INCLUDED = {"incl.": "included", "incl": "included", "excl.": "excluded", "excl": "excluded"}
_PARTED = frozenset(
    "ch. Ch. chap. Chap. vol. Vol. vol Vol p. Sec. fig. Fig. eq. Eq. para. Art.".split()
)
_SEVERAL = re.compile(r" [0-9]{1,4}(?: ?[-–&] ?| and )[0-9]")
"""Chapters and pages from one to another: “ch. 3-5”."""
_WORDS = alternation(ABBREVIATIONS)
_ABBREVIATION = re.compile(rf"(?<![\w.@/])(?P<short>{_WORDS})(?![\w@]|\.[^\W_])")
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|few|several"
_COUNTED = re.compile(rf"\b(?:{_SMALL}|couple(?: of)?|handful of|more) $")
_EACH_COUNTED = re.compile(rf"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat) (?!few|several)(?:{_SMALL}) $")
_EACH = re.compile(r"\b(?:per|[Aa]|[Ee]ach|[Ee]very|[Oo]ne|[0-9](?:st|nd|rd|th)) $")
_IN_KEY = re.compile(r"\b[A-G][♭♯]? $")


def _abbreviation(match: re.Match[str], context: Context) -> str | None:
    short = match["short"]
    following = context.text[match.end() : match.end() + 3]
    if short in ("no.", "No.") and _NUMBER_OF.search(
        context.text[max(0, match.start() - 16) : match.start()]
    ):
        if short == "No.":
            return "Number"
        return "number." if _TEXT_ENDS.match(context.text, match.end()) else "number"
    if short in _NEEDS_DIGIT and not _is_numbered(short, following, match, context):
        return None
    near = short in ("nr.", "nr") and re.match(r" [0-9]", following)
    if short in _BEFORE_NAME and not near and not _NAME_NEXT.match(context.text, match.end()):
        return None
    if short == "Gen" and _NOT_GENERAL.match(context.text, match.end()):
        return None
    wanted = _WANTED_BEFORE.get(short)
    if wanted and not wanted.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    if short == "no." and _DENIED.search(context.text[max(0, match.start() - 12) : match.start()]):
        return None
    if short == "Ave" and context.after(match.end()) in ("Maria", "Regina", "Verum"):
        return None  # Latin
    if short == "apt." and not re.match(" [a-z0-9#]", following):
        return None  # the word, at the end of a sentence
    spoken = _spoken(short, match, context)
    if short in _ROMAN_TOO and re.match(" [0-9IVX]", following):
        return spoken
    if short == "min.":
        spoken = _short_minutes(match, context)
    last = short.endswith(".") and ends_sentence(context, match.end()) and short not in _BEFORE_NAME
    last = last and not _goes_on(short, match, context)
    return f"{spoken}." if last and not (following.strip() and short in _INNER) else spoken


def _goes_on(short: str, match: re.Match[str], context: Context) -> bool:
    """“Ave. B”, “Fig. A1”, “the avg. American”."""
    if short in _NEEDS_DIGIT and _CODE.match(context.text, match.end()):
        return True
    if short in _LETTERED:
        return _LETTER.match(context.text, match.end()) is not None
    return short == "avg." and context.before(match.start()).lower() in ("the", "an")


def _is_numbered(short: str, following: str, match: re.Match[str], context: Context) -> bool:
    """Whether what a short form wants after it, a number for the most, is there."""
    return bool(
        short in _BEFORE_TAX
        and _INCLUDING.match(context.text, match.end())
        or re.match(
            rf" ?[0-9(]| [A-Z]{{1,3}}(?:[/.]?[0-9]|-)| {DAY}",
            context.text[match.end() : match.end() + 6],
        )
        and (following[:2] != " (" or short in ("eq.", "Eq."))
        or short in ("No.", "no.")
        and re.match(r": [0-9]", following)
        or short in _ROMAN_TOO
        and re.match(r" [IVX]{1,3}", following)
        or short in ("p.", "pp.")
        and re.match(r" [ivx]{1,2}", following)
        or short in ("agg", "agg.")
        and context.before(match.start()) == "on"
    )


def _short_minutes(match: re.Match[str], context: Context) -> str:
    """“two min.”, “words per min.”, “D min.”, and else the least of something."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    if _IN_KEY.search(before):
        return "minor"
    if _EACH.search(before):
        return "minute"
    counted = context.last_class == "number" and context.since_last(match.start()) == " "
    if not counted and not _COUNTED.search(before):
        return "minimum"
    described = context.text[match.end() :][:2].strip().islower() and _EACH_COUNTED.search(before)
    return "minute" if described else "minutes"


def _spoken(short: str, match: re.Match[str], context: Context) -> str:
    """What a short form stands for before what follows."""
    following = context.text[match.end() : match.end() + 12]
    spoken = ABBREVIATIONS[short]
    if context.locale.day_first:
        spoken = spoken.replace(" over ", " on ")  # “year on year”
    if short == "sec." and _SECTION.match(context.text, match.end()):
        spoken = "section"
    if short in ("Est.", "est.") and _FOUNDED.match(context.text, match.end()):
        spoken = f"{short[0]}stablished"
    if short == "Min." and _MINISTRY.match(following):
        spoken = "Ministry"
    if short in _INCLUDED and not _INCLUDING.match(context.text, match.end()):
        spoken = _INCLUDED[short]
    if short in _PARTED and _SEVERAL.match(following):
        spoken += "s"
    return spoken


def _sections(match: re.Match[str], context: Context) -> str:
    """“§§ 4-6”."""
    return "sections" if match.group().endswith("§") else "sections "


def _about(match: re.Match[str], context: Context) -> str | None:
    """“c. 30 miles”, “c.£500”, “C. 30 people came.”; no item of a list."""
    before = context.text[max(0, match.start() - 200) : match.start()]
    capital = match.group()[0] == "C"
    if capital and not (_BEGUN.search(before[-6:]) and _COUNTS.match(context.text, match.end())):
        return None  # an initial, an item of a list
    if _ITEMS.search(before) or before.strip() and not capital and _NO_ABOUT.search(before[-9:]):
        return None
    return "Circa" if capital else "circa"


_LETTERED = frozenset(("Ave.", "Bldg.", "bldg.", "Blvd.", "rm."))
_LETTER = re.compile(
    r" I(?:[.;:!?)]|$| (?:and|&) (?:Ave\.|Avenue))| [A-HJ-Z](?:[.,;:!?)]|$| (?:and|or|&|at|in|is|was|near|between|btwn|to|from|on|for|has|will|@)(?!\w))"
)
"""Of a street or a building: “Ave. B”."""
_FEATURED = re.compile(r"(?<=[\w\")\]( ])[Ff]eat\.(?= [A-Z0-9])")


def _featured(match: re.Match[str], context: Context) -> str | None:
    """Between names: “Umbrella by Rihanna feat. Jay-Z”, but not “It was a feat. The crowd …”."""
    before = context.text[: match.start()].rstrip()[-1:]
    name = context.before(match.start())
    return "featuring" if before in '([])"' or name[:1].isupper() else None


def _stray_stop(match: re.Match[str], context: Context) -> str | None:
    """The full stop of a short form that was read without it, where the sentence goes on; a symbol
    of a unit has none of its own: “It weighs 5 kg. 3 of us came.”
    """
    short = context.last_class in ("abbreviation", "unit", "date", "time", "temperature")
    before = context.text[max(0, match.start() - 4) : match.start()]
    short |= context.last_class == "money" and _SHORT_SUM.search(before) is not None
    spelled = context.text[match.start() - 2 : match.start()] in ("AM", "PM")
    symbol = context.last_class in ("unit", "temperature", "money") or spelled
    if symbol and _NUMBER_NEXT.match(context.text, match.end()):
        return None
    return "" if short and context.last_end == match.start() else None


_SHORT_SUM = re.compile(r"[0-9] (?:[pcm]|bn|mn|tn)$")
"""“50 p. each”; “50p.” ends a sentence."""
_NUMBER_NEXT = re.compile(" [0-9]")
_STRAY_STOP = re.compile(r"(?<=[A-Za-z])\.(?=[:;,)]| [a-z0-9&@–-]| \((?![A-Z][a-z’']* [a-z]))")
_SISTERS = "Mary|Maria|Ann|Anne|Anna|Agnes|Angela|Anita|Bernadette|Carol|Catherine|Cecilia|Clare|Colleen|Dolores|Dorothy|Eileen|Elizabeth|Frances|Grace|Helen|Jean|Jeanne|Joan|Josephine|Joyce|Judith|Julia|Kathleen|Linda|Louise|Lucia|Lucy|Margaret|Marie|Marian|Miriam|Monica|Patricia|Pauline|Rita|Rosa|Rose|Ruth|Sarah|Sheila|Susan|Teresa|Theresa|Therese"
_SENORES = "[A-Z][a-zé]{1,8}[eéa]z|Garc[ií]a|Torres|Flores|Rivera|Cruz|Reyes|Morales|Ramos|Castillo|Moreno|Romero|Herrera|Medina|Aguilar|Vargas|Salazar|Garza|Soto|Alvarado|Delgado|Guerrero|Santiago|Santos|Castro|Silva|Rojas|Molina|Ortega|Navarro|Acosta|Luna|Campos|Rios|Vega|Cabrera|Cortez|Ruiz|Ortiz|Diaz|D[ií]az"
_SR = re.compile(rf"Sr\.(?= (?:(?P<sister>{_SISTERS})|(?:{_SENORES}))(?!\w))")
_NAME_BEFORE = re.compile(r"(?<![.!?:;] )(?<!^)\b[A-Z][\w'’.-]{1,20},? $")


def _sister(match: re.Match[str], context: Context) -> str | None:
    """“Sr. Mary”, “Sr. Lopez”; behind a name it is Senior: “Ken Griffey Sr.”."""
    before = context.text[max(0, match.start() - 22) : match.start()]
    if _NAME_BEFORE.search(before):
        return None
    return "Sister" if match["sister"] else "Señor"


_BAR = re.compile(
    r"(?<=[\w)%'’\"] )(?:[|•]|//(?! [0-9]))(?= [\w$£#@\"'(+-])|(?<=[\w%]{2} )·(?= (?:[0-9A-Z$£]|[a-z]{2}))"
)
"""Between the items of a line: “Home | About”."""


RULES = (
    Rule("symbol", "|•·/", _BAR, lambda match, context: ","),
    Rule("abbreviation", "S", _SR, _sister),
    Rule("abbreviation", ".", _STRAY_STOP, _stray_stop),
    Rule("abbreviation", "cC", _ABOUT, _about),
    Rule("symbol", "§", _SECTIONS, _sections),
    *streets.RULES,
    Rule("abbreviation", "fF", _FEATURED, _featured),
    Rule("abbreviation", initials(ABBREVIATIONS), _ABBREVIATION, _abbreviation),
    *romans.RULES,
)
