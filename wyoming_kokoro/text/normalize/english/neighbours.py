"""Short forms that only their neighbours tell: “the 9th inn.”, “rec. dose”, “exp. 5/2027”."""

import re

from wyoming_kokoro.text.normalize.english import (
    american_forms,
    british_forms,
    cards,
    everyday_forms,
    home_forms,
    notice_forms,
    old_letters,
)
from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.lookups import DAY, ends_sentence, initials
from wyoming_kokoro.text.normalize.english.numbered import THING
from wyoming_kokoro.text.normalize.english.readings import NAMED, Reading
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import Context, Rule

_RANKED = r"(?:[0-9](?:st|nd|rd|th)|(?:[Ff]ir|[Ll]a)st|[Ss]econd|[Tt]hird|(?:[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]in|[Tt]en)th|final) $"
_NUMBERED = r" ?#? ?[0-9]"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
_LENGTH = r"(?:[\"”]|\bin\.|(?:\b|[0-9])(?:inch|inches|mm|cm|ft\.)) $"
_IN_CAPITALS = r" (?:[A-Z][A-Z0-9]|[48]K\b)"
"""Which begins no sentence behind a size: “a 55" diag. TV”."""
_CHANGED = r"(?:[0-9%KMBT]|percent|[Gg]rowth|up|down|[Ss]ales|[Ii]nflation) $"


_READINGS: dict[str, tuple[Reading, ...]] = {
    # ranks and offices without a name
    **{
        short: (
            Reading(
                ABBREVIATIONS[short].lower(),
                r"\b(?:an?|the|his|her|my|our|their|first|second|1st|2nd|[A-Z][a-z]{1,5}\.) $",
                " [a-z]",
            ),
        )
        for short in "Lt. Sgt. Capt. Col. Gen. Maj. Gov. Sen. Rep. Prof.".split()
    },
    "Rep": (
        Reading("Representative", r"\b(?:US|U\.S\.|[Ss]tate|[A-Z][a-z]{1,5}\.) $", r" [A-Z][a-z]"),
    ),
    # courts and papers
    "v.": (Reading("versus", rf"{NAMED}|\b[A-Z]\.[A-Z]\. $", r" (?:the )?[A-Z]"),),
    "App.": (Reading("Appendix", after=r" (?:[A-Z]|[0-9]{1,2}|[IVX]{1,4})(?!\w)"),),
    "pop.": (
        Reading("population", r"['’]s $", r" (?:is|was|of|vs)\b"),
        Reading(
            "population",
            after=r" (?:density|growth|decline|cent(?:er|re)|estimates?|change|in (?:1[0-9]|20)[0-9]{2})\b",
        ),
    ),
    "C": (
        Reading(
            "century", r"[0-9](?:st|nd|rd|th) $", r"(?:[.,;:!?)]|$| (?:and|or|in|to|was|BC|AD)\b)"
        ),
    ),
    "lbf": (Reading("pounds of force", r"[0-9]m? $"),),
    "HRs": (Reading("home runs", r"[0-9] $"),),
    "HR": (
        Reading("home run", r"[0-9](?:st|nd|rd|th) $"),
        Reading(
            "home runs",
            r"\b(?:hit|hits|hitting|has|had|with|belted|slugged|blasted) (?!24|48|72)[1-9][0-9]{0,2} $",
        ),
        Reading(
            "home runs", r"[0-9] $", r",? (?:and |with )?[0-9]{1,3} (?:RBIs?|SB|steals|runs)\b"
        ),
    ),
    "dir.": (
        Reading("directed", after=" by "),
        Reading("directed by", r"[(,;] ?$", r" [A-Z]"),
    ),
    "rel.": (
        Reading("released", r"[(,] ?$", rf" (?:[0-9]{{1,2}}/|[12][0-9]{{3}}|{_MONTH})"),
        Reading("release", after=r" (?:dates?|notes?)\b"),
    ),
    "s/p": (Reading("status post", after=r" [A-Za-z]"),),
    "eps.": (Reading("episodes", r"[0-9] $"),),
    "ep.": (
        Reading(
            "episode",
            r"\b(?:[Tt]h(?:e|is|at)|[Nn]ew|[Ll]ast|[Ff]irst|[Nn]ext|[Ff]inal|[Pp]ilot|[Ll]atest|[Pp]er|[Ee]ach|[Aa]n|[0-9](?:st|nd|rd|th)) $",
        ),
    ),
    "sat.": (Reading("saturation", r"\b(?:O2|O₂|SpO2|[Oo]xygen) $"),),
    **{
        f"mkt{dot}": (Reading("market", after=r" (?:cap|value|share|price|rate|cond\w*)\b"),)
        for dot in (".", "")
    },
    **{
        f"light-{short}{dot}": (Reading(f"light {unit}s", r"[0-9] $"),)
        for short, unit in (
            ("min", "minute"),
            ("sec", "second"),
            ("hr", "hour"),
            ("yr", "year"),
            ("yrs", "year"),
        )
        for dot in ("", ".")
    },
    "Gm.": (Reading("Game", after=_NUMBERED),),
    "Pres.": (Reading("President", _RANKED),),
    "long.": (
        Reading("longitude", r"° ?$"),
        Reading("longitude", after=r":? [-−]?[0-9]{1,3}(?:\.[0-9]|°)"),
    ),
    "Bd.": (Reading("Board", after=r" of [A-Z]"),),
    "Educ.": (Reading("Education", r"\b(?:of|[A-Z][a-z]+) $"),),
    "rptg.": (Reading("reporting", r"(?:%|\bprecincts) $"),),
    **{
        short: (
            Reading(
                spoken,
                after=r" (?:Dev|Developer|Engineer|Manager|Director|Analyst|VP|Vice|Accountant|Designer|Editor|Fellow|Associate|Consultant|Software|Data|Product|Project|Account|Sales|Executive|Scientist|Advisor|Center|Ctr|Citizens?|Living|Housing|Prom|Night|Class|Services|League|High|Skip|Discount|Apts|Apartments|Lunch|Pastor|Warden)\b",
            ),
        )
        for short, spoken in (("Sr.", "Senior"), ("Jr.", "Junior"))
    },
    "shs.": (Reading("shares", r"[0-9] $"),),
    "Dx": (Reading("diagnosis", after=r":| (?:of|w/|is|was|made)(?!\w)"),),
    "Tx": (Reading("treatment", after=r":| (?:of|plan|w/|is|was)(?!\w)"),),
    "Hx": (Reading("history", after=r":| (?:of|w/)(?!\w)"),),
    "f/u": (Reading("follow up"),),
    "F/U": (Reading("follow up"),),
    "c/o": (
        Reading(
            "complains of",
            r"\b(?:[Pp]atient|[Pp]t\.?|who|[Ss]he|[Hh]e|male|female|y/o|yo) $",
            r" [a-z]",
        ),
    ),
    "Hgb": (Reading("hemoglobin"),),
    "Hct": (Reading("hematocrit"),),
    # weather and maps
    "elev.": (Reading("elevation", after=r" [0-9]"),),
    "t-storm": (Reading("thunderstorm"),),
    "t-storms": (Reading("thunderstorms"),),
    # games
    "bot.": (Reading("bottom", after=" of "),),
    "inn.": (Reading("inning", _RANKED),),
    "pd.": (Reading("period", _RANKED),),
    "def.": (Reading("defeated", NAMED, r" (?:the )?[A-Z]"),),
    "Pt.": (Reading("Patient", after=r" c/o [a-z]"),),
    **dict.fromkeys(
        ("pt.", "pt"),
        (
            Reading("patient", after=r" c/o [a-z]"),
            Reading(
                "patient",
                r"\b(?:[Tt]he|[Tt]his|[Aa]|[Oo]ur|[Yy]our|[Nn]ew) $",
                r" (?:is|was|has|had|denies|reports?|reported|present\w*|states|stated|complain\w*|will|also|took|w/|who|with|in (?:[Rr]m|[Rr]oom|bed)|to)(?!\w)",
            ),
        ),
    ),
    # a house
    "apt.": (
        Reading(
            "apartment",
            r"(?:\b(?:bdrm|bedroom|BR|studio|an|my|our|her|his|your|their|new|old)|[0-9][- ]?(?:bed|bd|br)) $",
        ),
    ),
    "util.": (Reading("utilities", r"(?:\+|\b(?:plus|and|incl\.?|including|w/)|[0-9]) $"),),
    "rem.": (
        Reading(
            "remaining",
            r"\b(?:[Tt]ime|[Bb]alance|[Bb]al\.|mins?\.?|minutes|hrs?\.?|hours|days?|data|funds|amount|distance) $",
        ),
    ),
    "avail.": (
        Reading("available", r"(?<!\bno )(?<!\bof )(?<!\bto )(?<!any )(?<!little )(?<!much )$"),
    ),
    "vac.": (Reading("vacuum", r"\b(?:[Tt]he|[Rr]obot|shop|hand|your|my|a|car|stick|wet/dry) $"),),
    "gar.": (Reading("garage", r"\b(?:car|att\.|det\.|attached|detached|the|in|my|your) $"),),
    "blk.": (Reading("block", r"\b(?:[0-9]{1,5}|the|next|one|our|per|this) $"),),
    "ln.": (
        Reading(
            "lane",
            r"\b(?:[0-9]|one|middle|travel|turn|bike|the|each) $",
        ),
    ),
    "lns.": (Reading("lanes", r"\b(?:[0-9]|two|three|four|the) $"),),
    "mi.": (Reading("mile", after=r" markers?\b"),),
    "flt.": (Reading("flight", after=_NUMBERED),),
    "dia.": (
        Reading("diameter", _LENGTH, _IN_CAPITALS),
        Reading("diameter", _LENGTH),
    ),
    "diag.": (
        Reading("diagonal", _LENGTH, _IN_CAPITALS),
        Reading("diagonal", _LENGTH),
        Reading("diagram", after=r"(?! (?:codes?|tests?|tool|mode|port|scan))"),
        Reading("diagnostic"),
    ),
    "OC": (Reading("on center", r"(?:[\"”]|\bin\.|\b(?:in|inches)) $"),),
    "med.": (Reading("medium", after=r"[-–](?:low|high|rare|well|sized?)\b"),),
    "rec.": (
        Reading("record", r"\b(?:state|school|world|course|track|meet|pool|county) $"),
        Reading("receptions", "[0-9] $", " for [0-9]"),
        Reading(
            "recommended",
            after=r" (?:doses?|dosage|amounts?|temp|max|min|limits?|pressure|servings?|intake|age|daily|speed)\b",
        ),
        Reading(
            "rec",
            after=r" (?:center|centre|rooms?|leagues?|hall|sports|area|dept|department|park|pool|fields?|club|softball|soccer|basketball)\b",
        ),
    ),
    "probs.": (
        Reading("problems", after=_NUMBERED),
        Reading(
            "problems",
            r"\b(?:had|have|has|having|some|any|no|few|these|those|the|more|fix|[0-9]|car|engine|health|Wi-Fi|network|math) $",
        ),
    ),
    "exp.": (
        Reading(
            "expect",
            after=r" (?:[0-9]{1,3}(?:-[0-9]{1,3})?[- ]?min\b|(?:(?:long|major|minor|heavy) )?delays?\b)",
        ),
        Reading("expires", after=rf":? (?:[0-9]|{_MONTH})"),
        Reading("expiration", after=r" date"),
        Reading("expense", after=" ratio"),
        Reading("expectancy", r"\b[Ll]ife $"),
        Reading(
            "expected",
            after=rf" (?:by|at|on|around|today|tonight|overnight|this|after|later|tomorrow|{DAY})\b",
        ),
        Reading("expires", after=r" (?:in [0-9]|soon\b)"),
        Reading("experience", r"\b(?:yrs?\.?|years?|[Nn]o|of|work) $"),
    ),
    "b/w": (
        Reading(
            "black and white",
            after=r" (?:photos?|films?|pictures?|images?|movies?|prints?|printers?|TV|tv|lasers?|copies|copy|copiers?)\b",
        ),
        Reading("between", after=r" ?[$£€]?[0-9]| (?:[\w'’]{1,20} ){1,4}(?:and\b|& )"),
    ),
    **{
        written: (Reading(f"{period} over {period}", _CHANGED),)
        for letter, period in (
            ("m", "month"),
            ("q", "quarter"),
            ("y", "year"),
            ("w", "week"),
            ("wk", "week"),
        )
        for written in (f"{letter}/{letter}", f"{letter}/{letter}".upper())
    },
    "O/U": (Reading("over under"),),
    "o/u": (Reading("over under"),),
    "susp.": (
        Reading("suspension", after=_NUMBERED),
        Reading("suspension", r"(?:\b[Oo]ral|[0-9] ?mL) $"),
    ),
    "diff.": (Reading("different", after=r" [a-z]{3}"),),
    "spd.": (Reading("speed", r"[0-9][- ]$"),),
    "mag.": (Reading("magnitude", r"[0-9]-$"), Reading("magnitude", after=r" (?:of )?-?[0-9]")),
    "ga.": (Reading("gauge", r"[0-9][- ]$", r" [a-z]"),),
    "MM": (Reading("mile marker", r"(?:@|\b(?:at|near|to|from)|,) $", r" [0-9]{1,3}(?!\w)"),),
    "MP": (Reading("mile post", r"(?:@|\b(?:at|near|to)) $", " [0-9]"),),
    "Phila.": (Reading("Philadelphia"),),
    "idx.": (Reading("index", r"\b(?:heat|UV|pollen|stock|comfort) $"),),
    "ch.": (
        Reading(
            "channel",
            r"\b(?:USA|FS1|[KW][A-Z]{3}|Network|Comcast|Xfinity|Cox|DirecTV|[0-9] ?[ap]\.?m\.?|[AP]M)(?: on)?,? \(?$",
            r" [0-9]",
        ),
        Reading("channel", after=r" [0-9]{1,3}(?:\.[0-9]| weather\b)"),
    ),
    "eff.": (
        Reading("effective", after=rf" (?:[0-9]|{_MONTH}|immediately)"),
        Reading("efficiency", r"% $"),
    ),
    "insul.": (Reading("insulation"),),
    "utils.": (Reading("utilities"),),
    "lat.": (Reading("latitude", r"° ?$"), Reading("latitude", after=r":? -?[0-9]")),
    "dest.": (Reading("destination", r"(?:\b(?:final|same|our|your|the)|[0-9]) $"),),
    "l.": (Reading("line", r", $", r" [0-9]{1,4}(?:[-–,.;)]|$| )"),),
    # a kitchen
    **{
        short: (
            Reading(
                size,
                r"(?:[0-9½]|\b(?:an?|one|two|three|four)) $",
                r" (?!students?\b|schools?\b|kits?\b|tech)[a-z]{3}",
            ),
        )
        for short, size in (
            ("lg", "large"),
            ("lrg", "large"),
            ("med", "medium"),
            ("sm", "small"),
        )
    },
    # papers
    "inv.": (Reading("invoice", after=rf"{_NUMBERED}| (?:no\.|number|p(?:ai)?d\b)"),),
    **dict.fromkeys(
        ("conf.", "conf"),
        (
            Reading("confirmation", after=rf"{_NUMBERED}| (?:no\.|num|number|code|#)"),
            Reading("conference", after=r" (?:calls?|[Rr]ooms?|Rm\.?|center|ctr)(?!\w)"),
        ),
    ),
    **dict.fromkeys(
        ("num.", "num"),
        (Reading("number", THING, " [#A-Z]{0,3}[-/]?[0-9]"), Reading("number", THING)),
    ),
    # politics
    "Prop.": (Reading("Proposition", after=_NUMBERED),),
    "Cat.": (Reading("Category", after=r" [1-5](?![\w.]| ?(?:cables?|ethernet|patch)\b)"),),
    "Amend.": (Reading("Amendment", _RANKED), Reading("Amendment", after=_NUMBERED)),
    "Res.": (Reading("Resolution", after=_NUMBERED),),
    "Cong.": (Reading("Congress", _RANKED),),
    "pgs.": (Reading("pages", r"[0-9] $"),),
    "P.": (Reading("Page", r"(?:^|[.!?:(\n] ?)$", r" [0-9]{1,4}(?![\w%°]|\.[0-9])"),),
    "Pp.": (Reading("Pages", after=" [0-9]"),),
    "pres.": (
        Reading("president", _RANKED),
        Reading(
            "president",
            r"\b(?:[Tt]he|[Vv]ice|class|former|club|our|union|bank|company|student|board) $",
        ),
    ),
    "pct.": (Reading("percentage", r"\b(?i:save|win|winning|fielding|shooting|goal|throw) $"),),
    "pcts.": (Reading("precincts", after=r" (?:report\w*|counted|in\b)"),),
    # schools, churches, stations
    "gr.": (
        Reading("grades", r"(?<![0-9]) $|^$", r" [0-9K][0-9]?(?: ?[-–&] ?|, )[0-9]"),
        Reading("grade", r"(?<![0-9]) $|^$|\($", " [0-9]"),
        Reading("grade", r"[0-9](?:st|nd|rd|th)[- ]$"),
    ),
    "vv.": (Reading("verses", after=" [0-9]"),),
    "Ps.": (Reading("Psalm", after=" [0-9]"),),
    "gen.": (
        Reading("generation", _RANKED),
        Reading("generation", r"\b(?:[Nn]ext|latest|current|previous|new|older)[- ]$"),
    ),
    "Sym.": (Reading("Symphony", after=r" (?:[Nn]o|#|[0-9])"),),
    "Hosp.": (Reading("Hospital", NAMED),),
}
_ALL: dict[str, tuple[Reading, ...]] = {}
for _more in (
    everyday_forms.READINGS,
    _READINGS,
    british_forms.READINGS,
    home_forms.READINGS,
    notice_forms.READINGS,
    american_forms.READINGS,
    cards.READINGS,
    old_letters.READINGS,
):
    for _short, _found in _more.items():
        _ALL[_short] = (*_ALL.get(_short, ()), *_found)
_PATTERNS = {
    short: [
        (re.compile(rf"(?:{each.before})"), re.compile(each.after), each.spoken, bool(each.after))
        for each in readings
    ]
    for short, readings in _ALL.items()
}
_PATTERNS |= {
    short.capitalize(): _PATTERNS.get(short.capitalize(), [])
    + [(before, after, spoken.capitalize(), followed) for before, after, spoken, followed in found]
    for short, found in list(_PATTERNS.items())
    if short.islower() and short.capitalize() not in ABBREVIATIONS
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
