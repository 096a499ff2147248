"""Short forms of British notices: schools, homes to let, racing and the kitchen."""

from wyoming_kokoro.text.normalize.english.lookups import DAY
from wyoming_kokoro.text.normalize.english.readings import NAMED, Reading

SCORED = r"(?<![0-9])[0-9][-–][0-9]{1,2} (?:[A-Z][\w'’]+ ){0,3}\($"
READINGS: dict[str, tuple[Reading, ...]] = {
    "Pl": (Reading("Place", NAMED), Reading("place", r"[0-9], $", " £")),
    "pg": (Reading("page", after=" [0-9]"),),
    "FT": (
        Reading("full time", r"(?<![0-9])[0-9][-–][0-9] $", r"[.,;!?]|$"),
        Reading("full time", SCORED, r"\)"),
    ),
    "btl": (Reading("bottle", after=" of"),),
    "no": (Reading("number", after=r" 1 (?:seed|single|hit|spot|album|fan|shirt)\b"),),
    "r'bout": (Reading("roundabout"),),
    "r’bout": (Reading("roundabout"),),
    "aft": (
        Reading(
            "afternoon",
            rf"\b{DAY} $",
            r"[.,;!?)]|$| (?:if|and|or|only|at)\b",
        ),
        Reading("after", r"[0-9a-z] $", r" [0-9]{1,2}(?:[.:][0-9]{2}| ?[ap]m)"),
    ),
    "chk-in": (Reading("check-in"),),
    "Xing": (Reading("Crossing", NAMED),),
    "rds": (Reading("rounds", "[0-9] $"),),
    "Nov Chs": (Reading("Novices' Chase"),),
    "Nov Hdl": (Reading("Novices' Hurdle"),),
    "Wkdays": (Reading("Weekdays"),),
    "wkdays": (Reading("weekdays"),),
    "immed": (Reading("immediately", r"\b(?:[Aa]vail|[Aa]vailable|[Ss]tart) $"),),
    "vgc": (Reading("very good condition"),),
    "gwo": (Reading("good working order"),),
    "inj": (Reading("injection", r"\b(?:B12|[Ff]lu|steroid|depot|insulin) $"),),
    "Bld": (Reading("Blood", after=r" (?:press|tests?)\b"),),
    "bal": (Reading("balance", after=r" (?:by|due|of|£)"),),
    "vv": (Reading("verses", after=" [0-9]"),),
    "nk": (Reading("neck", r"(?:l|by a), $|\bby (?:a )?$"),),
    "shd": (Reading("short head"),),
    "conc": (Reading("concessions", "[0-9] $"),),
    "concs": (Reading("concessions"),),
    "bkg": (Reading("booking", after=" fees?"),),
    "f/hold": (Reading("freehold"),),
    "l/hold": (Reading("leasehold"),),
    "Grnd": (Reading("Ground", after=r" (?:rent|floor|flr)\b"),),
    "mnths": (Reading("months"),),
    "jnr": (Reading("junior"),),
    "snr": (Reading("senior"),),
    "vits": (Reading("vitamins"),),
    **{
        f"{point[0].upper()}-bound": (Reading(f"{point}bound"),)
        for point in ("north", "south", "east", "west")
    },
    "mod": (
        Reading("moderate", after=r" or (?:good|poor)\b"),
        Reading("moderate", r"\b(?:good|poor) or $"),
    ),
    "yest": (Reading("yesterday"),),
    "nr": (
        Reading("near", after=r" (?:the|town|tube|st(?:atio)?n|school|shops|park|beach|centre)\b"),
    ),
    "Gr": (
        Reading(
            "Grade",
            r"\b(?:[Pp]iano|[Vv]iolin|[Ff]lute|[Gg]uitar|[Tt]heory|[Bb]allet|[Ss]inging) $",
            r" [1-8](?!\w)",
        ),
    ),
    "btls": (Reading("bottles"),),
    **dict.fromkeys(("Hcp", "Hcap"), (Reading("Handicap"),)),
    "Hdl": (Reading("Hurdle"),),
    "Cl": (
        Reading("chlorine", after=r":? [0-9.]{1,4} ?(?:ppm|mg)"),
        Reading("Class", r"(?:\(|, )$", r" [1-7](?!\w)"),
    ),
    "dn": (Reading("down", "[0-9] $"),),
    "o/s pkg": (Reading("off-street parking"),),
    "o/s": (Reading("off-street", after=r" parking\b"),),
    "mls": (Reading("miles", "[0-9]k $"),),
    "ins": (Reading("insurance", r"\b(?:grp|group) [0-9]{1,2}[A-E]? $"),),
    **dict.fromkeys(("s/skim", "s/skimmed"), (Reading("semi-skimmed"),)),
    "mo.": (
        Reading("mo", r"(?:\b(?:at the|in a|(?:[Jj]ust|[Gg]ot|[Ww]ait|me|us|on) a)|half a) $"),
    ),
    "min.": (Reading("minute", r"\bat the $"),),
    "Fm": (Reading("Firm", r"\b(?:[Gg]oing:?|to) $"),),
    "sch": (
        Reading(
            "school",
            r"\b(?:[Aa]fter|[Bb]efore|b4|[Ww]hole|[Pp]rimary|[Hh]igh|[Ii]n|[Aa]t|[Ff]rom|[Tt]o|the)[ -]$",
        ),
    ),
    "wkg": (Reading("working", after=r" (?:days?|hours?|hrs|wks?|weeks?)\b"),),
    "off-pk": (Reading("off-peak"),),
    "h/t": (Reading("half-time", r"\b(?:[Aa]t|[Bb]y|[Bb]efore|[Aa]fter|[Ss]ince) $"),),
    "f/t": (Reading("full-time", r"\b(?:[Aa]t|[Bb]y|[Bb]efore|[Aa]fter|[Ss]ince) $"),),
    "rptd": (Reading("repeated"),),
    "htg": (Reading("heating"),),
    "cott": (Reading("cottage"),),
    "Gnd": (Reading("Ground", after=r" (?:rent|floor|flr)\b"),),
    "chg": (
        Reading(
            "charge",
            r"\b(?:[Ss]ervice|[Ss]vc|[Ss]erv|[Cc]over|[Bb]ooking|[Pp]arking|[Nn]o|[Ff]ree of|[Ss]tanding|[Dd]aily) $",
        ),
    ),
    "s/r": (Reading("self-raising", after=r" (?:flour|flr)\b"),),
    "Gd": (
        Reading(
            "Good", after=r" to (?:Sft|Soft|Fm|Firm)\b|(?:, | \()[A-Z]?[a-z]+ in (?:places|pl)"
        ),
    ),
    "Sft": (Reading("Soft"),),
    "Hvy": (Reading("Heavy"),),
    "hses": (Reading("houses"),),
    "semi-det": (Reading("semi-detached"),),
    "inc": (
        Reading(
            "including",
            after=r" (?:bills|VAT|p&p|postage|delivery|breakfast|parking|all|a|my)(?!\w)| [£0-9]",
        ),
    ),
    "avail": (
        Reading(
            "available",
            after=r" (?:now|from|on|immed\w*|until|[0-9]|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
        ),
    ),
    "c/w": (Reading("complete with", after=r" [a-z0-9]"),),
    **dict.fromkeys(("beg", "beg."), (Reading("beginning", r"\b[Ww](?:ee)?k\.? $"),)),
    **{
        f"{north[0].upper()}{sign}{east[0].upper()}": (
            Reading(f"{north}{east}", after=r"[- ]facing\b"),
        )
        for north in ("north", "south")
        for east in ("east", "west")
        for sign in ("/", "")
    },
}
