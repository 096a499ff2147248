"""Short forms of Britain that only their neighbours tell: betting, trains, roads, homes, offices of state."""

from wyoming_kokoro.text.normalize.english.lookups import DAY
from wyoming_kokoro.text.normalize.english.notice_forms import SCORED
from wyoming_kokoro.text.normalize.english.readings import NAMED, Reading

_ROAD = r"\b(?:[AMN][0-9]{1,4}(?:\(M\))?|carriageway|bypass)(?!\w)[^.!?;]{0,20} $"
_ON_DAYS = r"(?:\b(?:[Oo]n|[Cc]losed|[Ee]xcept|(?:Sat|Fri|Mon)s (?:and|or))|&) $"
_HOUSED = r"[0-9][A-Za-z]?,? (?:[A-Z][\w'’]{1,12} ){1,2}$"
_DAY_NAME = rf"\b(?:{DAY}|[Tt]omorrow|tmrw|[0-9]{{1,2}}/[0-9]{{1,2}}|[0-9]{{1,2}}(?:st|nd|rd|th)|[0-9]{{1,2}} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{{0,6}}) $"
_CLOCK = r" [0-9]{1,2}[.:][0-9]{2}[ap]?(?![\w%])"
_PASSWORD = {
    "w": (
        Reading("password", after=r"(?::| is\b| for\b| ?=)| [A-Za-z]{3,12}[0-9]"),
        Reading("password", r"\b(?:Wi-?Fi|wifi|[Rr]outer|[Ll]og-?in) $"),
        Reading("password", r"\b(?:[Tt]he|[Yy]our|[Mm]y) $", r"[.,;!?)]|$"),
    )
}
READINGS: dict[str, tuple[Reading, ...]] = {
    "e/w": (Reading("each way", r"(?:[0-9]|pounds|way) $"),),
    "Qs": (Reading("questions", after=r" [0-9]"),),
    "Qs.": (Reading("questions", after=r" [0-9]"),),
    "Jct.": (Reading("Junction", NAMED), Reading("Junction", after=r" [A-Z]{0,2}-?[0-9]")),
    **dict.fromkeys(
        ("a/c", "A/C"),
        (
            Reading(
                "account",
                r"\b(?:[Yy]our|[Mm]y|[Tt]he|[Tt]his|[Jj]oint) $",
                r"(?: (?:is|was|has been|now|still|not)){1,2} (?:£|overdrawn|in credit|closed|locked|frozen|active|dormant|empty)",
            ),
            Reading(
                "account",
                r"\b(?:[Ii]s|[Ww]as|[Aa]re) (?:your|my|the|this|our|joint) $",
                r" (?:overdrawn|in credit|closed|locked|frozen|active|dormant|empty|still open)\b",
            ),
            Reading("account", r"\b(?:[Ss]avings|[Cc]urrent|[Bb]ank|[Jj]oint|ISA) $"),
            Reading(
                "account",
                after=r":? (?:no\.|no:? (?:is |was )?[0-9]|number|ending|balance|holder|name:|details|statements?|payee|manager|[0-9]{3}|[0-9]{2}[ -][0-9]{2})",
            ),
            Reading(
                "account",
                r"(?:£[0-9.,k]{1,12}|balance|paid|money|funds|credited|transferred) (?:is |was |are |were )?(?:in|into|from|to|out of|of) (?:your|my|the|his|her) $",
            ),
            Reading("account", r"\b[Oo]pen(?:ed|ing)? (?:an?|a new|a joint) $"),
        ),
    ),
    "m/c": (Reading("machine", r"\b(?:[Ww]ashing|[Ss]ewing|[Cc]offee|[Vv]ending|[Cc]ash) $"),),
    **dict.fromkeys(("o/night", "o/n"), (Reading("overnight"),)),
    "c/a": (Reading("current account", r"\b(?:[Yy]our|[Mm]y|[Tt]he|[Jj]oint|[Oo]ur) $"),),
    "o/d": (Reading("overdraft", r"(?:[£0-9k]|arranged|[Yy]our|[Aa]n|the|my) $"),),
    **dict.fromkeys(("fav", "fav."), (Reading("favourite", "[0-9] $"),)),
    "sc.": (Reading("scene", r"\b[Aa]ct [0-9IVX]{1,3}, $"),),
    "Rm": (Reading("Room", after=r" [A-Z]{1,2}\.?[0-9]"),),
    "Reg": (Reading("Registration", after=r" (?:[Nn]o|[Nn]umber)\b"),),
    "alt.": (Reading("alternate", after=rf" (?:{DAY}|weeks?\b|days\b)"),),
    "X": (Reading("Cross", r"\b(?:King['’]?s|Charing|New|Gerrards|Banbury) $", r"(?! [0-9])"),),
    "bal.": (Reading("balance", after=r":? [£$€]?[0-9]"),),
    "dep.": (
        Reading("departs", after=rf"(?: [A-Z]{{3}})?{_CLOCK}"),
        Reading("deposit", after=r" [£$€]"),
        Reading("deposit", r"(?:%|[£$€][0-9.,]{1,9}k?) $"),
    ),
    "Dep.": (Reading("Departs", after=_CLOCK),),
    "dep": (
        Reading("departs", after=rf"(?: [A-Z][a-z]+)?{_CLOCK}"),
        Reading("deposit", after=" £"),
        Reading("deposit", r"(?:%|£[0-9.,]{1,9}k?) $"),
    ),
    **dict.fromkeys(
        ("arr.", "arr"),
        (Reading("arrives", after=rf"(?: [A-Z][a-z]+(?: T[1-5])?| [A-Z]{{3}})?{_CLOCK}"),),
    ),
    "Lv": (Reading("Leaves", after=rf"(?: [A-Z][a-z]+)?{_CLOCK}"),),
    "O/N": (
        Reading(
            "overnight", r"\b(?:[Cc]hill|[Ll]eave|[Ss]oak|[Mm]arinate|[Rr]est|[Dd]efrost)(?: it)? $"
        ),
    ),
    "exp": (Reading("expires", after=r":? [0-9]{1,2}/[0-9]{2}(?!\w)"),),
    "w/in": (Reading("within"),),
    "maj.": (Reading("majority", after=" [0-9]"),),
    "rd": (
        Reading("round", r"[,:;] $|\($|\b(?:in|of|the|to|after) $", r" [1-9][0-9]?(?!\w|\.[0-9])"),
    ),
    "sq.": (
        Reading("square", r"[0-9] ?(?:cm|mm|ft) $"),
        Reading(
            "square",
            after=r" (?:tin|pan|dish|cake|tray|miles?|feet|foot|inch(?:es)?|yards?|met(?:er|re)s?)\b",
        ),
    ),
    "pp": (
        Reading("per person", r"[0-9](?:g|ml|kg|oz| ?k?cal) $"),
        Reading("pages", after=r" [0-9]{1,4}[-–][0-9]"),
    ),
    "conc.": (Reading("concessions", r"[0-9] $"),),
    "chol.": (Reading("cholesterol", after=" [0-9]"),),
    "cert.": (Reading("certificate", after=r" (?:U|PG|12A?|15|18)\b"),),
    "Vit": (Reading("Vitamin", after=r" [A-K][0-9]{0,2}(?![\w.])"),),
    "s/c": (Reading("service charge", after=":? £"),),
    "H/T": (Reading("half-time", r"\b(?:[Aa]t|[Bb]y|[Bb]efore|[Aa]fter|[Ss]ince) $"),),
    "F/T": (Reading("full-time", r"\b(?:[Aa]t|[Bb]y|[Bb]efore|[Aa]fter|[Ss]ince) $"),),
    "fl.": (
        Reading(
            "floor", r"(?:[Gg]round|[Ff]irst|[Ss]econd|[Tt]hird|[Tt]op|[Ll]ower|[Uu]pper)[- ]$"
        ),
    ),
    "yr": (Reading("year", after="-round"),),
    "pk": (Reading("pack", after=" of [0-9]"),),
    "AET": (Reading("after extra time", r"[0-9] \(?$"),),
    "HT": (
        Reading("half time", SCORED, r"\)"),
        Reading("half time", "[0-9] $", r"\)"),
        Reading(
            "half time",
            r"\b(?:[Aa]t|[Bb]y|[Bb]efore|[Aa]fter) $",
            r"(?:[.,;!?)]|$| (?:after|and|but|with|thanks|in|by|to|from|as)\b)",
        ),
    ),
    "att": (Reading("attendance", after=r":? [0-9]{1,3},[0-9]{3}(?!\w)"),),
    "pts": (Reading("points", r"[A-Za-z] $"), Reading("points", after=r":? [0-9]")),
    **dict.fromkeys(
        ("pt", "pt."),
        (
            Reading("part", r"(?<![0-9½¼¾] )$", r" [1-9](?: of [1-9]|[,;.)]|$)"),
            Reading(
                "point",
                r"\b(?:[Dd]ew|bonus|losing|golden|try|league|set|match|break|game|boiling|melting|starting) $",
            ),
        ),
    ),
    **{
        f"C{number}": (
            Reading(f"Channel {name}", r"\b(?:[Oo]n|[Bb]y) $", r"[.,;:!?)]|$| [a-z]"),
            Reading(
                f"Channel {name}",
                after=r",? (?:at )?(?:[1-9]|1[0-2])(?:[.:][0-9]{2}|[ap]m\b|[,;]|\.(?:\s|$)|$)",
            ),
        )
        for number, name in ((4, "four"), (5, "five"))
    },
    "min": (
        Reading(
            "minimum",
            r"(?<![0-9] )$",
            r" (?:£[0-9]|(?:spend|odds|order|deposit|payment|stay|charge|purchase|age|wage|balance)\b|[0-9]{1,2}%)",
        ),
    ),
    **{
        written: (Reading(road, _HOUSED),)
        for short, road in (
            ("Gr", "Grove"),
            ("Tce", "Terrace"),
            ("Wlk", "Walk"),
            ("Ct", "Court"),
            ("Vw", "View"),
            ("Bldgs", "Buildings"),
            ("Pde", "Parade"),
            ("Clo", "Close"),
            ("Mws", "Mews"),
            ("Hse", "House"),
            ("Grn", "Green"),
            ("Ter", "Terrace"),
            ("Cl", "Close"),
        )
        for written in (short, f"{short}.")
    },
    "hol": (Reading("holiday", r"\b[Bb]ank $"),),
    **{
        f"{start}{sign}{rest}": (Reading(city),)
        for start, rest, city in (
            ("B", "ham", "Birmingham"),
            ("L", "pool", "Liverpool"),
            ("W", "hampton", "Wolverhampton"),
            ("S", "hampton", "Southampton"),
            ("N", "hampton", "Northampton"),
            ("N", "castle", "Newcastle"),
            ("M", "cr", "Manchester"),
            ("P", "boro", "Peterborough"),
        )
        for sign in "'’"
    },
    "ht": (Reading("height", after=r":? [0-9]"),),
    "wt": (Reading("weight", after=r":? [0-9]"),),
    "av": (Reading("average", after=r":? [0-9]"), Reading("average", r"[0-9]\.[0-9]{1,2} $")),
    "av.": (Reading("average", after=r":? [£0-9]"), Reading("average", r"[0-9]\.[0-9]{1,2} $")),
    **dict.fromkeys(("agg", "agg."), (Reading("aggregate", r"[0-9] $"),)),
    **dict.fromkeys(("tgt", "tgt."), (Reading("target", r"[0-9]%? $"),)),
    "susp.": (Reading("suspicion", r"\bon $", r" of\b"),),
    "veh": (Reading("vehicle", r"[0-9]-$"),),
    "gge": (Reading("garage"),),
    **dict.fromkeys(("Jn", "Jn.", "Junc", "Junc."), (Reading("Junction", NAMED),)),
    "ch": (
        Reading(
            "channel", r"(?:[A-Z] ?[1-5]|Film4|More4|HD|\+1|Dave|Sky|Freeview|Virgin),? $", " [0-9]"
        ),
        Reading("channel", r"\b(?:[Oo]n|to|[Zz]igbee|Wi-?Fi|TV|change) $", " [0-9]"),
        Reading("chapters", after=r" [0-9]{1,3}(?: ?[-–&] ?| and )[0-9]"),
        Reading("chapter", after=r" [0-9]{1,3}[A-F]?(?!\w)"),
    ),
    "bk": (Reading("book", after=r" (?:club|[0-9])"),),
    **dict.fromkeys(("del'd", "del’d"), (Reading("delivered"),)),
    **{
        f"p/{short}": (
            Reading(f"per {period}", r"(?:[0-9]|\b(?:once|twice|times|hours?|hrs?|days?)) $"),
            *_PASSWORD.get(short, ()),
        )
        for short, period in (
            ("wk", "week"),
            ("w", "week"),
            ("d", "day"),
            ("mth", "month"),
            ("yr", "year"),
            ("hr", "hour"),
        )
    },
    "p": (
        Reading(
            "page",
            r"(?:\b(?:[Ss]ee|[Oo]n|from|to|at) |[,;(] ?)$",
            r" [1-9][0-9]{0,3}[a-fA-F]?(?![\w%]|[.,/][0-9])",
        ),
    ),
    **dict.fromkeys(("k-o", "k/o", "K-O"), (Reading("kick-off"),)),
    **dict.fromkeys(
        ("KO", "ko"), (Reading("kick-off", after=rf":?{_CLOCK}| (?:at )?[0-9]{{1,2}} ?[ap]m"),)
    ),
    "o/w": (Reading("one way", r"[0-9] $"),),
    "opp.": (Reading("opposite", after=r" (?:the|an?|my|our|your|their|[A-Z])"),),
    "w/e": (
        Reading("weekend", r"\b(?:the|this|next|last|that|each|every|long) $", r"(?! ?[0-9])"),
    ),
    "incl.": (
        Reading(
            "inclusive",
            r"(?:[0-9]|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}) $",
            r"(?:[,;)]|$| (?:this|next|only|and|but|not)\b)",
        ),
    ),
    "Dist.": (Reading("Distance", after=r"(?: (?:to|from)\b|:)"),),
    "dist.": (Reading("distance", after=r"(?: (?:to|from)\b|:)"),),
    "m'way": (Reading("motorway"),),
    "Sun": (
        Reading(
            "Sunday",
            after=r" (?:roast|lunch|dinner|nights?|mornings?|afternoons?|evenings?|eve|am|pm|brunch|services?|league)\b",
        ),
    ),
    "pred.": (Reading("predicted", after=r" [A-E1-9*]{1,4}(?!\w)"),),
    **dict.fromkeys(("w.e.f.", "wef"), (Reading("with effect from"),)),
    "svc": (Reading("service"),),
    "serv": (Reading("service", after=r" (?:chg|charge)s?\b"),),
    "svcs": (Reading("services"),),
    "med": (Reading("medium", r"\b(?:on|over|a|to|in) $", r" (?:heat|flame|oven|hob)\b"),),
    "a.o.": (Reading("all out", r"[0-9] $"),),
    "dbl": (Reading("double"),),
    "dble": (Reading("double"),),
    "sgl": (Reading("single"),),
    "gdn": (Reading("garden"),),
    "gdns": (Reading("gardens"),),
    "recep": (Reading("reception"),),
    "receps": (Reading("receptions"),),
    "recs": (Reading("receptions", r"\b[1-4] $", r"[,.;)]|$| and\b"),),
    "maj": (Reading("majority", after=":? [0-9]"),),
    **{
        f"R{number}": (
            Reading(f"Radio {name}", r"\b(?:[Oo]n|BBC|from) $", r"[.,;:!?)]|$| [a-z(]"),
            Reading(
                f"Radio {name}",
                r"[0-9](?:[ap]m|[/:.][0-9]{1,2}),? \(?$",
                r"[.,;:!?)]|$| (?:then|and|repeated)\b",
            ),
            Reading(f"Radio {name}", after=r" (?:Breakfast|Drivetime|[Pp]lay|[Nn]ews)\b"),
            Reading(
                f"round {name}",
                r"\b(?:into|reach(?:ed|es)?|through to) $",
                r"[.,;:!?)]|$| (?:of|at|and|with)\b",
            ),
            Reading(
                f"Radio {name}",
                after=rf" (?:Live|Extra|LW|FM|DAB)\b| {DAY} [0-9]|[,:]? (?:at )?[0-9]{{1,2}}(?:[.:][0-9]{{2}}|[ap]m|[,:;])",
            ),
        )
        for number, name in enumerate(("one", "two", "three", "four", "five", "six"), 1)
    },
    "Yr": (Reading("Year", after=r" R\b"),),
    "OIEO": (Reading("offers in excess of", after=" £"),),
    "OIRO": (Reading("offers in the region of", after=" £"),),
    "det.": (
        Reading("detached", r"\b(?:bed|bedroom|[Ss]emi[ -]|[0-9]b) ?$"),
        Reading("detached", after=r" (?:house|bungalow|home|villa|cottage|property)\b"),
    ),
    "terr": (Reading("terraced", r"\b(?:bed|bedroom|[Mm]id[- ]|[Ee]nd[- ]|[0-9]b) ?$"),),
    **{
        short: (
            Reading(
                party,
                after=r":? [0-9]{1,3}(?:\.[0-9])?(?:%|pc\b)| (?:gain|hold|maj|majority|lead|[0-9]{1,2},[0-9]{3})\b| [0-9]{1,2} \((?:[-+–][0-9]|=)",
            ),
            Reading(party, r"(?:\bMPs?|[A-Z][a-z]+) \($", r"[,)]"),
            Reading(party, r" (?:gain|lead|held|taken) from $"),
        )
        for short, party in (("Lab", "Labour"), ("Con", "Conservative"), ("LD", "Lib Dem"))
    },
    "Att": (Reading("Attendance", after=r": [0-9]{1,3}(?:,[0-9]{3}|(?<=[0-9]{3}))(?!\w)"),),
    **dict.fromkeys(("ovs", "ov"), (Reading("overs", "[0-9] $"),)),
    "stn": (Reading("station"),),
    "acc": (Reading("account", after=r" (?:no\.? |number )?[0-9]{6,8}(?!\w)"),),
    "rpt": (
        Reading("repeat", after=r" (?:in|script|bloods?|tests?|presc\w*)\b"),
        Reading("repeated", after=r" (?:[0-9]|Mon|Tue|Wed|Thu|Fri|Sat|Sun|on|at|tomorrow)"),
    ),
    "k.o.": (Reading("kick-off", after=r":? (?:at )?[0-9]{1,2}[.:apn]"),),
    "HW": (Reading("high water", after=_CLOCK),),
    "LW": (Reading("low water", after=_CLOCK),),
    "lb": (Reading("pound", r"\b(?:a|the|each|every) $"),),
    "st": (Reading("stone", r"\bin a $", r"(?:[,;!?)]|\.(?:\s|$)|$)"),),
    "planning app.": (Reading("planning application", after=r"(?::| no\b| ref\b| [0-9])"),),
    "b'band": (Reading("broadband"),),
    "rdbt": (Reading("roundabout"),),
    "pm": (Reading("PM", _DAY_NAME),),
    "am": (Reading("AM", _DAY_NAME, r"[.,;!?)]|$| (?:or|and|to|if)\b| &"),),
    "bt": (Reading("beat", rf"{NAMED}|[a-z] \([0-9]{{1,2}}\) $", r" [A-Z]"),),
    **{
        f"{point[0].upper()}/B": (
            Reading(f"{point}bound", _ROAD),
            Reading(f"{point}bound", after=r" (?:carriageway|lanes?|traffic|exit|off-?slip)\b"),
        )
        for point in ("north", "south", "east", "west")
    },
    "flr": (
        Reading("flour", r"\b(?:plain|raising|s/r|SR|strong|bread|corn) $"),
        Reading("floor", r"(?:[0-9](?:st|nd|rd|th)|ground|Gr?nd|top|first|second|third)[- ]$"),
    ),
    "Ft": (
        Reading(
            "Fort",
            r"(?<![0-9]) $|^$",
            r" (?:William|Augustus|George|Worth|Lauderdale|Myers|Collins|Wayne|Bragg|Hood|Knox|Sumter|Benning|Smith|Meade|Campbell|Bliss)\b",
        ),
    ),
    "Yorks": (Reading("Yorkshire", r"\b(?:[NSEW]\.?|North|South|West|East) $"),),
    "Sec.": (Reading("Secretary", after=r" of (?:State|War|Defen[cs]e|the [A-Z])"),),
    "Mk": (Reading("Mark", after=r" (?:[0-9]{1,2}|[IVX]{1,4})(?![\w:])"),),
    "Pt": (Reading("Part", after=r" (?:[1-9]|[IVX]{1,4})(?![\w:])"),),
    "Ps": (Reading("Psalm", after=r" [0-9]{1,3}(?![\w:])"),),
    **{
        f"{day[:3]}s": (
            Reading(f"{day}s", _ON_DAYS, r"(?! (?:game|fans|coach|beat|won|lost))"),
            Reading(f"{day}s", after=r" (?:and|or|&) (?:Mon|Fri|Sat|Sun)s\b"),
        )
        for day in ("Monday", "Friday", "Saturday", "Sunday")
    },
}
