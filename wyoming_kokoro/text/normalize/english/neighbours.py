"""Short forms that only their neighbours tell: “the 9th inn.”, “rec. dose”, “exp. 5/2027”."""

import re
from typing import NamedTuple

from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.lookups import ends_sentence, initials
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_RANKED = r"(?:[0-9](?:st|nd|rd|th)|(?:[Ff]ir|[Ll]a)st|[Ss]econd|[Tt]hird|(?:[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]in|[Tt]en)th|final) $"
_NUMBERED = r" ?#? ?[0-9]"
_NAMED = r"(?<![^\W_])[A-Z][\w'’]{1,20} $"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
_DAY = r"(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)"
_CHANGED = r"(?:[0-9%]|percent|growth|up|down|sales|inflation) $"
_ROAD = r"\b(?:[AM][0-9]{1,4}(?:\(M\))?|carriageway|bypass) $"
_ON_DAYS = r"(?:\b(?:[Oo]n|[Cc]losed|[Ee]xcept|(?:Sat|Fri|Mon)s (?:and|or))|&) $"
_DAY_NAME = (
    r"\b(?:(?:Mon|Tues?|Weds?|Wednes|Thu(?:rs)?|Fri|Sat|Satur|Sun)(?:day)?|[Tt]omorrow|tmrw) $"
)


class _Reading(NamedTuple):
    """What a short form stands for where both patterns are found, right before and right after it."""

    spoken: str
    before: str = ""
    after: str = ""


_READINGS: dict[str, tuple[_Reading, ...]] = {
    # ranks and offices without a name
    **{
        short: (
            _Reading(
                ABBREVIATIONS[short].lower(),
                r"\b(?:an?|the|his|her|my|our|their|first|second|1st|2nd) $",
                " [a-z]",
            ),
        )
        for short in "Lt. Sgt. Capt. Col. Gen. Maj. Gov. Sen. Rep. Prof.".split()
    },
    # courts and papers
    "v.": (
        _Reading(
            "versus", r"(?:(?<![^\W_])[A-Z][\w'’]{1,20}|\b[A-Z]\.[A-Z]\.) $", r" (?:the )?[A-Z]"
        ),
    ),
    "App.": (_Reading("Appendix", after=r" (?:[A-Z]|[0-9]{1,2}|[IVX]{1,4})(?!\w)"),),
    "pop.": (_Reading("population", r"['’]s $", r" (?:is|was|of)\b"),),
    "C": (
        _Reading(
            "century", r"[0-9](?:st|nd|rd|th) $", r"(?:[.,;:!?)]|$| (?:and|or|in|to|was|BC|AD)\b)"
        ),
    ),
    "b.": (_Reading("born", r"[,(] ?$", rf" (?:{_MONTH}|[0-9]{{1,2}} {_MONTH}|1[0-9]{{3}})"),),
    "d.": (_Reading("died", r"[,(;] ?$", rf" (?:{_MONTH}|[0-9]{{1,2}} {_MONTH}|1[0-9]{{3}})"),),
    # weather and maps
    "elev.": (_Reading("elevation", after=r" [0-9]"),),
    "vis.": (_Reading("visibility", after=r" [0-9]"),),
    "t-storm": (_Reading("thunderstorm"),),
    "t-storms": (_Reading("thunderstorms"),),
    # games
    "bot.": (_Reading("bottom", after=" of "),),
    "inn.": (_Reading("inning", _RANKED),),
    "pd.": (_Reading("period", _RANKED),),
    "def.": (_Reading("defeated", _NAMED, r" (?:the |No\. ?[0-9]{1,2} )?[A-Z]"),),
    "pt.": (_Reading("point", r"\b[Dd]ew $"),),
    # a house
    "apt.": (
        _Reading(
            "apartment",
            r"(?:\b(?:bdrm|bedroom|BR|studio|an|my|our|her|his|your|their|new|old)|[0-9][- ]?(?:bed|bd|br)) $",
        ),
    ),
    "util.": (_Reading("utilities", r"(?:\+|\b(?:plus|and|incl\.?|including|w/)|[0-9]) $"),),
    "rem.": (
        _Reading(
            "remaining",
            r"\b(?:[Tt]ime|[Bb]alance|[Bb]al\.|mins?\.?|minutes|hrs?\.?|hours|days?|data|funds|amount|distance) $",
        ),
    ),
    "avail.": (
        _Reading("available", r"(?<!\bno )(?<!\bof )(?<!\bto )(?<!any )(?<!little )(?<!much )$"),
    ),
    "vac.": (_Reading("vacuum", r"\b(?:[Tt]he|[Rr]obot|shop|hand|your|my|a|car|stick|wet/dry) $"),),
    "gar.": (_Reading("garage", r"\b(?:car|att\.|det\.|attached|detached|the|in|my|your) $"),),
    "blk.": (_Reading("block", r"\b(?:[0-9]{1,5}|the|next|one|our|per|this) $"),),
    "ln.": (
        _Reading(
            "lane",
            r"\b(?:[0-9]|one|left|right|center|middle|HOV|express|travel|turn|bike|the|each) $",
        ),
    ),
    "lns.": (_Reading("lanes", r"\b(?:[0-9]|two|three|four|left|right|center|all|the|both) $"),),
    "mi.": (_Reading("mile", after=r" markers?\b"),),
    "flt.": (_Reading("flight", after=_NUMBERED),),
    "trk.": (_Reading("track", after=_NUMBERED),),
    "dia.": (_Reading("diameter", r"(?:[\"”]|\bin\.|\b(?:inch|inches|mm|cm|ft\.)) $"),),
    "diag.": (
        _Reading("diagonal", r"(?:[\"”]|\bin\.|\b(?:inch|inches|cm)) $"),
        _Reading("diagram", after=r"(?! (?:codes?|tests?|tool|mode|port|scan))"),
        _Reading("diagnostic"),
    ),
    "OC": (_Reading("on center", r"(?:[\"”]|\bin\.|\b(?:in|inches)) $"),),
    "med.": (_Reading("medium", after=r"[-–](?:low|high|rare|well|sized?)\b"),),
    "rec.": (
        _Reading(
            "recommended",
            after=r" (?:doses?|dosage|amounts?|temp|max|min|limits?|pressure|servings?|intake|age|daily|speed)\b",
        ),
        _Reading(
            "rec",
            after=r" (?:center|centre|rooms?|leagues?|hall|sports|area|dept|department|park|pool|fields?|club|softball|soccer|basketball)\b",
        ),
    ),
    "probs.": (
        _Reading("problems", after=_NUMBERED),
        _Reading(
            "problems",
            r"\b(?:had|have|has|having|some|any|no|few|these|those|the|more|fix|[0-9]|car|engine|health|Wi-Fi|network|math) $",
        ),
    ),
    "exp.": (
        _Reading("expires", after=rf":? (?:[0-9]|{_MONTH})"),
        _Reading("expiration", after=r" date"),
        _Reading("expectancy", r"\b[Ll]ife $"),
        _Reading(
            "expected", after=rf" (?:by|at|on|around|today|tonight|this|after|tomorrow|{_DAY})\b"
        ),
        _Reading("expires", after=r" (?:in [0-9]|soon\b)"),
        _Reading("experience", r"\b(?:yrs?\.?|years?|[Nn]o|of|work) $"),
    ),
    "b/w": (
        _Reading(
            "black and white",
            after=r" (?:photos?|films?|pictures?|images?|movies?|prints?|printers?|TV|tv|lasers?|copies|copy|copiers?)\b",
        ),
        _Reading("between", after=r" ?[$£€]?[0-9]| (?:[\w'’]{1,20} ){1,4}and\b"),
    ),
    **{
        f"{letter}/{letter}": (_Reading(f"{period} over {period}", _CHANGED),)
        for letter, period in (
            ("m", "month"),
            ("q", "quarter"),
            ("y", "year"),
            ("w", "week"),
            ("wk", "week"),
        )
    },
    "susp.": (
        _Reading("suspension", after=_NUMBERED),
        _Reading("suspension", r"(?:\b[Oo]ral|[0-9] ?mL) $"),
    ),
    "diff.": (_Reading("different", after=r" [a-z]{3}"),),
    "spd.": (_Reading("speed", r"[0-9][- ]$"),),
    "mag.": (_Reading("magnitude", r"[0-9]-$"), _Reading("magnitude", after=r" (?:of )?-?[0-9]")),
    "ga.": (_Reading("gauge", r"[0-9][- ]$", r" [a-z]"),),
    "MM": (_Reading("mile marker", r"(?:@|\b(?:at|near|to)) $", " [0-9]"),),
    "MP": (_Reading("mile post", r"(?:@|\b(?:at|near|to)) $", " [0-9]"),),
    "Phila.": (_Reading("Philadelphia"),),
    "idx.": (_Reading("index", r"\b(?:heat|UV|pollen|stock|comfort) $"),),
    "eff.": (
        _Reading("efficiency", r"% $"),
        _Reading("effective", after=rf" (?:[0-9]|{_MONTH}|immediately)"),
    ),
    "insul.": (_Reading("insulation"),),
    "utils.": (_Reading("utilities"),),
    "lat.": (_Reading("latitude", r"° ?$"), _Reading("latitude", after=r":? -?[0-9]")),
    "dest.": (_Reading("destination", r"(?:\b(?:final|same|our|your|the)|[0-9]) $"),),
    "l.": (_Reading("line", r", $", r" [0-9]{1,4}(?:[-–,.;)]|$| )"),),
    # papers
    "ck.": (
        _Reading("check", after=_NUMBERED),
        _Reading("check", r"\b(?:voided|a|the|your|my|by|certified|cashier's|paper|personal) $"),
    ),
    "inv.": (_Reading("invoice", after=rf"{_NUMBERED}| (?:no\.|number)"),),
    "conf.": (
        _Reading("confirmation", after=rf"{_NUMBERED}| (?:no\.|number|code)"),
        _Reading("conference", after=r" (?:calls?|rooms?|Rm\.?|center|ctr)(?!\w)"),
    ),
    # politics
    "Prop.": (_Reading("Proposition", after=_NUMBERED),),
    "Cat.": (_Reading("Category", after=r" [1-5](?![\w.]| ?(?:cables?|ethernet|patch)\b)"),),
    "Amend.": (_Reading("Amendment", _RANKED), _Reading("Amendment", after=_NUMBERED)),
    "Res.": (_Reading("Resolution", after=_NUMBERED),),
    "Cong.": (_Reading("Congress", _RANKED),),
    "pgs.": (_Reading("pages", r"[0-9] $"),),
    "pres.": (
        _Reading("president", _RANKED),
        _Reading(
            "president",
            r"\b(?:[Tt]he|[Vv]ice|class|former|club|our|union|bank|company|student|board) $",
        ),
    ),
    "pcts.": (_Reading("precincts", after=r" (?:report\w*|counted|in\b)"),),
    # schools, churches, stations
    "gr.": (
        _Reading("grades", r"(?<![0-9]) $|^$", r" [0-9K][0-9]? ?[-–&] ?[0-9]"),
        _Reading("grade", r"(?<![0-9]) $|^$", " [0-9]"),
    ),
    "vv.": (_Reading("verses", after=" [0-9]"),),
    "Ps.": (_Reading("Psalm", after=" [0-9]"),),
    "gen.": (
        _Reading("generation", _RANKED),
        _Reading("generation", r"\b(?:[Nn]ext|latest|current|previous|new|older)[- ]$"),
    ),
    "Sym.": (_Reading("Symphony", after=r" (?:[Nn]o|#|[0-9])"),),
    "Sta.": (_Reading("Station", _NAMED),),
    # Britain: betting, football, roads, floors, places, offices of state, ovens, days of opening
    "e/w": (_Reading("each way", r"(?:[0-9]|pounds|way) $"),),
    "Jct.": (_Reading("Junction", _NAMED),),
    "a/c": (
        _Reading("account", r"\b(?:[Ss]avings|[Cc]urrent|[Bb]ank|[Jj]oint|ISA) $"),
        _Reading("account", after=r" (?:no\.|number|ending|balance|holder)"),
        _Reading(
            "account",
            r"(?:£[0-9.,k]{1,12}|balance|paid|money|funds|credited|transferred) (?:is |was |are )?(?:in|into|from|to|out of|of) (?:your|my|the|his|her) $",
        ),
    ),
    "m/c": (_Reading("machine", r"\b(?:[Ww]ashing|[Ss]ewing|[Cc]offee|[Vv]ending|[Cc]ash) $"),),
    **dict.fromkeys(("o/night", "o/n"), (_Reading("overnight"),)),
    "c/a": (_Reading("current account", r"\b(?:[Yy]our|[Mm]y|[Tt]he|[Jj]oint|[Oo]ur) $"),),
    "o/d": (_Reading("overdraft", r"(?:[£0-9k]|arranged|[Yy]our|[Aa]n|the|my) $"),),
    **dict.fromkeys(("fav", "fav."), (_Reading("favourite", "[0-9] $"),)),
    "sc.": (_Reading("scene", r"\b[Aa]ct [0-9IVX]{1,3}, $"),),
    "alt.": (_Reading("alternate", after=r" (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|weeks?\b|days\b)"),),
    "X": (_Reading("Cross", r"\b(?:King['’]?s|Charing|New|Gerrards|Banbury) $", r"(?! [0-9])"),),
    "bal.": (_Reading("balance", after=r":? [£$€]?[0-9]"),),
    "dep.": (_Reading("deposit", after=r" [£$€]"), _Reading("deposit", "% $")),
    "maj.": (_Reading("majority", after=" [0-9]"),),
    "rd": (
        _Reading("round", r"[,:;(] $|\b(?:in|of|the|to|after) $", r" [1-9][0-9]?(?!\w|\.[0-9])"),
    ),
    "sq.": (_Reading("square", after=r" (?:tin|pan|dish|cake|tray)\b"),),
    "pp": (_Reading("per person", r"[0-9](?:g|ml|kg|oz) $"),),
    "conc.": (_Reading("concessions", r"[0-9] $"),),
    "chol.": (_Reading("cholesterol", after=" [0-9]"),),
    "cert.": (_Reading("certificate", after=r" (?:U|PG|12A?|15|18)\b"),),
    "Vit": (_Reading("Vitamin", after=r" [A-K][0-9]{0,2}(?![\w.])"),),
    "b'band": (_Reading("broadband"),),
    "rdbt": (_Reading("roundabout"),),
    "pm": (_Reading("PM", _DAY_NAME),),
    "am": (_Reading("AM", _DAY_NAME, r"[.,;!?)]|$| (?:or|and|to|if|&)\b"),),
    "bt": (_Reading("beat", _NAMED, r" [A-Z]"),),
    **{
        f"{point[0].upper()}/B": (
            _Reading(f"{point}bound", _ROAD),
            _Reading(f"{point}bound", after=r" (?:carriageway|lanes?|traffic|exit|off-?slip)\b"),
        )
        for point in ("north", "south", "east", "west")
    },
    "flr": (_Reading("floor", r"(?:[0-9](?:st|nd|rd|th)|ground|top|first|second|third) $"),),
    "Ft": (
        _Reading(
            "Fort",
            r"(?<![0-9]) $|^$",
            r" (?:William|Augustus|George|Worth|Lauderdale|Myers|Collins|Wayne|Bragg|Hood|Knox|Sumter|Benning|Smith|Meade|Campbell|Bliss)\b",
        ),
    ),
    "Yorks": (_Reading("Yorkshire", r"\b(?:[NSEW]\.?|North|South|West|East) $"),),
    "Sec.": (_Reading("Secretary", after=r" of (?:State|War|Defen[cs]e|the [A-Z])"),),
    "Mk": (_Reading("Mark", after=r" (?:[0-9]{1,2}|[IVX]{1,4})(?![\w:])"),),
    "Pt": (_Reading("Part", after=r" (?:[1-9]|[IVX]{1,4})(?![\w:])"),),
    "Ps": (_Reading("Psalm", after=r" [0-9]{1,3}(?![\w:])"),),
    **{
        f"{day[:3]}s": (_Reading(f"{day}s", _ON_DAYS, r"(?! (?:game|fans|coach|beat|won|lost))"),)
        for day in ("Monday", "Friday", "Saturday", "Sunday")
    },
    "Hosp.": (_Reading("Hospital", _NAMED),),
}
_PATTERNS = {
    short: [
        (re.compile(rf"(?:{each.before})"), re.compile(each.after), each.spoken, bool(each.after))
        for each in readings
    ]
    for short, readings in _READINGS.items()
}
_PATTERNS |= {
    short.capitalize(): [
        (before, after, spoken.capitalize(), followed) for before, after, spoken, followed in found
    ]
    for short, found in list(_PATTERNS.items())
    if short.islower() and "/" not in short and short.capitalize() not in ABBREVIATIONS
}  # at the beginning of a sentence
SHORT_FORMS = {short: _PATTERNS[short][0][2] for short in _PATTERNS}
"""Each with one of its readings."""
_FORM = re.compile(rf"(?<![\w.@/])(?P<short>{alternation(SHORT_FORMS)})(?![\w@/]|\.[^\W_])")


def _told(match: re.Match[str], context: Context) -> str | None:
    """The first reading that fits; what has a word after it ends no sentence."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    for earlier, later, spoken, followed in _PATTERNS[match["short"]]:
        if earlier.search(before) and later.match(context.text, match.end()):
            last = match["short"].endswith(".") and not followed
            if context.locale.day_first and "/" in match["short"]:
                spoken = spoken.replace(" over ", " on ")  # “month on month”
            return spoken + ("." if last and ends_sentence(context, match.end()) else "")
    return None


RULES = (Rule("abbreviation", initials(SHORT_FORMS), _FORM, _told),)
