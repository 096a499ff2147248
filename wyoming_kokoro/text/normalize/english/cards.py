"""Short words of recipe cards, counters and listings that only their neighbours tell."""

from wyoming_kokoro.text.normalize.english.readings import Reading

_STAGE = r"\b(?:[Cc]rock[- ]?pot|[Ss]low cooker|[Cc]ook(?: on)?|[Oo]n|or|[Ii]nstant [Pp]ot):? $"
_HOURS = r" [0-9]{1,2}(?:-[0-9]{1,2})?(?:[.,;]|$| (?:hrs?|hours?|h|or)\b)"
READINGS: dict[str, tuple[Reading, ...]] = {
    # recipes
    "marg.": (Reading("margarine"),),
    "evap.": (Reading("evaporated", after=r" milk\b"),),
    "env.": (Reading("envelope", r"\b(?:1|one|an) $"), Reading("envelopes", r"[2-9] $")),
    "br.": (Reading("brown", after=r" sugar\b"),),
    "pep.": (Reading("pepper", r"(?:\b(?:and|red|green|black|cayenne|bell)|&) $"),),
    "pars.": (Reading("parsley"),),
    "grd.": (
        Reading(
            "ground", after=r" (?:beef|chuck|turkey|pork|round|cloves|ginger|pepper|cinnamon)\b"
        ),
    ),
    "crm.": (Reading("cream", after=r" (?:cheese|of)\b"),),
    "tog.": (Reading("together", r"\b(?:[Ss]ift|[Mm]ix|[Bb]eat|[Ss]tir|[Bb]lend) $"),),
    "b.": (Reading("baking", after=r" (?:powder|soda)\b"),),
    "cinn.": (Reading("cinnamon"),),
    "undr.": (Reading("undrained"),),
    "chop.": (Reading("chopped", r", $"),),
    "chx": (Reading("chicken"),),
    "HI": (Reading("high", _STAGE, _HOURS),),
    "LO": (Reading("low", _STAGE, _HOURS),),
    # counters
    "Spec.": (Reading("Special", r"\b(?:Manager|Chef|Owner)['’]?s['’]? $"),),
    "spec.": (Reading("special", r"\b(?:[Ll]unch|[Dd]inner|[Dd]aily|[Ww]eekly) $"),),
    "bev.": (Reading("beverage"),),
    "exch.": (Reading("exchanges", r"(?:\b(?:or|and|no)|[/&]) ?$"),),
    "Blk.": (Reading("Black", after=r" Fri"),),
    "ben.": (Reading("benefits", r"(?:[+&]|\b(?:and|plus|full|w/)) $"),),
    "alts.": (Reading("alterations", r"(?:&|\b(?:and|repairs?)) $"),),
    "chg.": (
        Reading("change", r"\b(?:[Oo]il|[Rr]ate) $"),
        Reading("changing", after=r" to (?:all )?(?:snow|rain|sleet|ice)\b"),
        Reading("changing", after=r" (?:table|pad|station)\b"),
    ),
    "Prem.": (Reading("Premium", after=r" \$"),),
    "Mun.": (Reading("Municipal", after=r" (?:Code|Court|Bldg|Pool|Lot)\b"),),
    "auth'd": (Reading("authorized"),),
    "Plt": (Reading("Platelets", after=r":? [0-9]"),),
    "Chol": (Reading("Cholesterol", after=r":? [0-9]"),),
    "prin.": (Reading("principal", after=r" (?:bal|amt|balance|amount)"),),
    "Dep.": (Reading("Deposit", after=r" (?:of )?\$"),),
    **dict.fromkeys(("lim.", "Lim."), (Reading("limit", after=r" [0-9]"),)),
    **dict.fromkeys(("OZ", "OZ."), (Reading("ounces", r"[0-9] $"),)),
    "c/o": (Reading("carryout", r"[0-9] $", r" (?:only|special)\b"),),
    "stmt": (Reading("statement"),),
    "pmts": (Reading("payments"),),
    "pmt": (Reading("payment"),),
    "bal": (
        Reading("balance", r"\b(?:[Pp]rev|[Nn]ew|[Aa]vail|[Aa]cct|[Yy]our|[Ll]ow|[Cc]urrent)\.? $"),
    ),
    "Act": (Reading("Account", after=r"# ?[0-9]"),),
    # listings
    "b/o": (Reading("or best offer", r"\$[0-9,]{2,8} $"),),
    "C/A": (Reading("central air"),),
    **dict.fromkeys(("fncd", "fncd."), (Reading("fenced"),)),
    "ss": (Reading("stainless", after=r" app"),),
    **dict.fromkeys(("appls", "appls."), (Reading("appliances"),)),
    "blt.": (Reading("built", after=r" (?:in )?['’]?[0-9]"),),
    "slps.": (Reading("sleeps", after=r" [0-9]"),),
    "hsbrkn.": (Reading("housebroken"),),
    "Sub.": (Reading("Substitute", after=r" teach"),),
    "aft.": (Reading("after", after=r" [0-9]"),),
    "blk": (Reading("black", r", $", r" [A-Z][a-z]{2}"),),
    # notes of a school or a church
    "pgs": (Reading("pages", r"[0-9] $"),),
    "Sec": (Reading("Section", after=r" [0-9]{1,3},? (?:[Rr]ow|[Ss]eat)"),),
    "dl": (Reading("deadline", after=r" (?:is )?[0-9]{1,2}/[0-9]"),),
    "Bapt.": (Reading("Baptism", after=r" (?:prep|class|of)"),),
    "off.": (Reading("offering", r"\b(?:[Ff]ree-?will|[Ll]oose|[Ss]pecial|[Mm]issions?) $"),),
    "Dea.": (Reading("Deacon", after=r" [A-Z]"),),
    "vac.": (Reading("vacation", r"\bon $"),),
    "mat.": (Reading("matinee", r"\b(?:Sat|Sun|Wed)\.? $"),),
    "Kdg.": (Reading("Kindergarten"),),
    "Yrbk.": (Reading("Yearbook"),),
    "mus.": (Reading("musical", after=r" guests?\b"),),
    "rpt.": (Reading("repeat", r", $", r"(?=\))"),),
    # alerts
    "Cos.": (Reading("Counties", r"(?:&|\band) [A-Z][a-z]{2,12} $"),),
    **dict.fromkeys(("inbd", "inbd."), (Reading("inbound"),)),
    **dict.fromkeys(("outbd", "outbd."), (Reading("outbound"),)),
    "Yel.": (Reading("Yellow", after=r" (?:Ln|Line)"),),
    "servs.": (Reading("servings"),),
    "per": (Reading("period", r"[0-9](?:st|nd|rd|th) $", r"(?:[.,;:!?)]|$)"),),
    "Adv.": (
        Reading(
            "Advisory",
            r"\b(?:W[Xx]|[Ff]og|[Ww]ind|[Ss]urf|[Hh]eat|[Ff]rost|[Ff]lood|[Cc]hill|[Ww]eather) $",
        ),
    ),
    **dict.fromkeys(("advy.", "Advy.", "advy"), (Reading("advisory"),)),
    "Barom.": (Reading("Barometer", after=r":? [0-9]"),),
    "hum.": (Reading("humidity", after=r":? [0-9]"),),
    "Rt.": (Reading("Right", after=r" (?:lanes?|ln\.|shoulder|shldr\.?|turn)(?!\w)"),),
    "rt.": (Reading("right", after=r" (?:lanes?|ln\.|shoulder|shldr\.?|turn)(?!\w)"),),
    "ln.": (Reading("lane", r"\b[Rr]t\. $"),),
    **dict.fromkeys(("wkdys", "wkdys."), (Reading("weekdays"),)),
    **{
        f"{short}/o": (Reading(f"{point} of", r"(?:[0-9]|\bjust|\bmi\.?|\bmiles?) $", r" [A-Z]"),)
        for short, point in (("n", "north"), ("s", "south"), ("e", "east"))
    },
    "elev.": (Reading("elevator", r", $", r"(?=,)"),),
    "lse.": (Reading("lease"),),
    "priv.": (Reading("private", after=r" (?:bath|entrance|ent|patio|yard|deck|parking|room)"),),
    "privs.": (Reading("privileges"),),
    "fam.": (Reading("family", r"[0-9]-$"), Reading("family", after=r" (?:rm|room|home|night)\b")),
    "yd.": (
        Reading("yard", r"\b(?:lg\.|large|big|fenced|fncd\.|back|front|the|sm\.|priv\.|private) $"),
    ),
    "Yd.": (Reading("Yard", after=r" [Ss]ales?\b"),),
    "det.": (Reading("detached", r"\bcar $"),),
    "part.": (Reading("partly", after=r" (?:fin|furn)"),),
    "fin.": (Reading("finished", r"\b(?:part\.|bsmt\.?|basement|partly) $"),),
    "vic.": (Reading("vicinity", after=r" of\b"),),
}
"""Of each, what stands around it."""
