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
    "spec.": (Reading("special", r"\b(?:[Ll]unch|[Dd]inner|[Dd]aily|[Ww]eekly) $"),),
    "bev.": (Reading("beverage"),),
    "exch.": (Reading("exchanges", r"(?:\b(?:or|and|no)|[/&]) ?$"),),
    "Blk.": (Reading("Black", after=r" Fri"),),
    "ben.": (Reading("benefits", r"(?:[+&]|\b(?:and|plus|full|w/)) $"),),
    "alts.": (Reading("alterations", r"(?:&|\b(?:and|repairs?)) $"),),
    "chg.": (
        Reading("change", r"\b[Oo]il $"),
        Reading("changing", after=r" (?:table|pad|station)\b"),
    ),
    "Prem.": (Reading("Premium", after=r" \$"),),
    "Mun.": (Reading("Municipal", after=r" (?:Code|Court|Bldg|Pool|Lot)\b"),),
    "auth'd": (Reading("authorized"),),
    "Plt": (Reading("Platelets", after=r":? [0-9]"),),
    "Chol": (Reading("Cholesterol", after=r":? [0-9]"),),
    "prin.": (Reading("principal", after=r" (?:bal|amt|balance|amount)"),),
    "Dep.": (Reading("Deposit", after=r" of \$"),),
    # listings
    "elev.": (Reading("elevator", r", $", r"(?=,)"),),
    "lse.": (Reading("lease"),),
    "priv.": (Reading("private", after=r" (?:bath|entrance|ent|patio|yard|deck|parking|room)"),),
    "privs.": (Reading("privileges"),),
    "fam.": (Reading("family", r"[0-9]-$"), Reading("family", after=r" (?:rm|room|home)\b")),
    "yd.": (Reading("yard", r"\b(?:lg\.|large|big|fenced|back|front|the|sm\.|priv\.|private) $"),),
    "Yd.": (Reading("Yard", after=r" [Ss]ales?\b"),),
    "det.": (Reading("detached", r"\bcar $"),),
    "part.": (Reading("partly", after=r" (?:fin|furn)"),),
    "fin.": (Reading("finished", r"\b(?:part\.|bsmt\.?|basement|partly) $"),),
    "vic.": (Reading("vicinity", after=r" of\b"),),
}
"""Of each, what stands around it."""
