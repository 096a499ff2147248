"""Short forms of American scoreboards, alerts, listings and notices that only their neighbours tell."""

from wyoming_kokoro.text.normalize.english.readings import NAMED, Reading

_STORM = r" (?:T-?STORMS?|TSTMS?|THUNDERSTORMS?|WX)\b"
READINGS: dict[str, tuple[Reading, ...]] = {
    # games
    "INT": (
        Reading("interception", r"\b(?:TDs?|yds|yards|touchdowns?)\b[^.!?]{0,14}(?<![0-9.])1 $"),
        Reading("interceptions", r"\b(?:TDs?|yds|yards|touchdowns?)\b[^.!?]{0,14}[0-9] $"),
    ),
    **dict.fromkeys(("INT'd", "INT’d"), (Reading("intercepted"),)),
    "INTs": (Reading("interceptions", r"\b(?:[0-9]|no|two|three|four|more|of) $"),),
    "TD": (
        Reading(
            "TDs", r"(?:(?<![0-9.])[02-9]|[0-9]{2}) $", r"(?:[.,;)/]|$| (?:and|&|in|on|w/|with|\())"
        ),
    ),
    "inn.": (Reading("innings", r"\b(?:[2-9]|1[0-9]|extra) $"),),
    "car": (Reading("carries", r"[0-9] $", r",? (?:for )?[0-9]{1,3} (?:yds|yards)\b"),),
    "rec.": (Reading("receptions", "[0-9] $", r", [0-9]{1,3} (?:yds|yards)\b"),),
    "HR": (Reading("home run", after=r" (?:[Nn]o\.|#) ?[0-9]"),),
    "rd": (Reading("round", r"[0-9](?:st|nd|rd|th)[- ]$", r" (?:picks?|draft|game|loss|win)\b"),),
    "tgts": (Reading("targets"),),
    "Gm": (Reading("Game", after=r" ?#? ?[1-7](?!\w)"),),
    "d.": (Reading("defeated", NAMED, r" [A-Z][\w.'’ -]{2,20} [0-9]{1,3}-[0-9]{1,3}(?!\w)"),),
    "PTS": (Reading("points", r"[0-9][xX]? $"),),
    "vs.": (
        Reading("verses", r"\b[Hh]ymn #?[0-9]{1,3},? $", r" [0-9]{1,2}(?: ?[-–&]|, [0-9]| and )"),
        Reading("verse", r"\b[Hh]ymn #?[0-9]{1,3},? $", r" [0-9]"),
    ),
    # weather
    **dict.fromkeys(("WX", "Wx", "wx"), (Reading("weather"),)),
    "Hurr.": (Reading("Hurricane", after=r" [A-Z]"),),
    "Cat": (
        Reading(
            "Category",
            r"\b(?:[Hh]urricanes?\b|[Hh]urr\.|[Ss]torm\b|[Tt]yphoon\b)[^.!?]{0,16}$",
            r" [1-5](?![\w.])",
        ),
    ),
    "SVR": (Reading("severe", after=_STORM),),
    **{
        f"{short}{many}": (Reading(f"thunderstorm{many.lower()}"),)
        for short, plurals in (
            ("T-STORM", ("", "S")),
            ("T-Storm", ("", "s")),
            ("tstm", ("", "s")),
            ("TSTM", ("", "S")),
        )
        for many in plurals
    },
    "Adv": (Reading("Advisory", NAMED, r"(?:[:,]|$)"),),
    **dict.fromkeys(("Wrng", "Wrng."), (Reading("Warning", NAMED),)),
    **dict.fromkeys(("Vsby", "vsby"), (Reading("visibility"),)),
    "WRNG": (Reading("warning"),),
    "poss.": (Reading("possession", r"\b[Tt]ime of $"), Reading("possible")),
    "Mod.": (Reading("Moderate", after=r" risk"),),
    **dict.fromkeys(("Ptly", "ptly", "Ptly.", "ptly."), (Reading("partly"),)),
    **dict.fromkeys(("cldy", "cldy.", "Cldy"), (Reading("cloudy"),)),
    "clds": (Reading("clouds"),),
    "Emerg.": (Reading("Emergency", NAMED, " [A-Za-z]"),),
    **dict.fromkeys(("canx", "canx.", "CANX"), (Reading("canceled"),)),
    # ways
    "MP": (Reading("mile post", r"\b(?:btwn?\.?|between) $", " [0-9]"),),
    "brk.": (Reading("break", r"\b(?:main|pipe|line) $"),),
    "dir.": (
        Reading("directions", r"\bboth $"),
        Reading("direction", r"\b(?:[A-Z]{3}|[NSEW]B|one|either|that) $"),
    ),
    "prob.": (
        Reading("problem", r"\b(?:equipment|equip\.|mechanical|signal|switch|track|door|no|the) $"),
    ),
    "drwy": (Reading("driveway"),),
    "drwy.": (Reading("driveway"),),
    "schd": (Reading("schedule"),),
    "lvl": (Reading("level"),),
    "Lvl": (Reading("Level"),),
    "Tnl": (Reading("Tunnel"),),
    "veh.": (Reading("vehicle"),),
    "shldr": (Reading("shoulder"),),
    "shldr.": (Reading("shoulder"),),
    **dict.fromkeys(("dly", "dly."), (Reading("delay", r"\b(?:mins?\.?|minutes?|hr\.?|the|a) $"),)),
    **dict.fromkeys(("dlys", "dlys."), (Reading("delays"),)),
    # streets that cross, schools and teams, notes of messages
    **{
        short: (Reading(roads, rf"[0-9](?:st|nd|rd|th) $|(?:\band|&) {NAMED}"),)
        for short, roads in (
            ("Aves.", "Avenues"),
            ("Aves", "Avenues"),
            ("Sts", "Streets"),
        )
    },
    "Sts.": (
        Reading("Saints", after=r" [A-Z][a-z]+ (?:and|&) [A-Z]"),
        Reading("Streets", rf"[0-9](?:st|nd|rd|th) $|(?:\band|&) {NAMED}"),
    ),
    "Grs.": (Reading("Grades", after=" [0-9K]"),),
    "Gr.": (Reading("Grade", r"\b(?:Kdg\.|K|Pre-K)[-–]$", " [0-9]"),),
    "Div. I": (Reading("Division one"),),
    "Div.": (Reading("Division", after=r" (?:[1-9]|IV|I{2,3})\b"),),
    "Chi.": (Reading("Chicago", r"\b(?:in|to|from) $"),),
    **{
        short: (Reading("flight", after=r" (?:[A-Z]{2} ?)?[0-9]{2,4}(?!\w)"),)
        for short in ("flt", "flt.")
    },
    "eta": (Reading("ETA", after=r":? (?:is )?~?[0-9]{1,2}(?::[0-9]|[- ]?(?:min|hr|[ap]))"),),
    **{
        f"{day}{mark}s": (Reading(f"{name}day's", after=" [a-z0-9]"),)
        for day, name in (
            ("Mon", "Mon"),
            ("Tues", "Tues"),
            ("Wed", "Wednes"),
            ("Thurs", "Thurs"),
            ("Fri", "Fri"),
            ("Sat", "Satur"),
        )
        for mark in "'’"
    },
    "med.": (
        Reading(
            "medium",
            r"\b(?:fan|heat|burner|speed|oven|set|dial|flame)(?: is)?(?: set)? (?:on|to|at) $",
        ),
        Reading("medium", r"\b(?:on|over|to) $", r" (?:heat|high|low|speed|flame)\b"),
    ),
    "Prkg.": (Reading("Parking"),),
    "prkg.": (Reading("parking"),),
    "prkg": (Reading("parking"),),
    "MM": (
        Reading(
            "mile markers", r"\b(?:[NSEW]B|I-[0-9]{1,3}(?: [NSEW]B?)?) $", r" [0-9]{1,3}-[0-9]"
        ),
    ),
    "Elev.": (Reading("Elevator", after=r" ?#"),),
    "Elevs.": (Reading("Elevators"),),
    "lns": (Reading("lanes", r"\b(?:[0-9]|two|three|[Ll]eft|[Rr]ight|[Cc]enter|[Aa]ll) $"),),
    "Ln.": (
        Reading(
            "Line", r"\b(?:Red|Blue|Green|Orange|Silver|Yellow|Purple|Gold|Brown|Pink|Yel\.) $"
        ),
    ),
    "Br.": (Reading("Bridge", NAMED, r" (?:tolls?|closed|traffic|lanes?|is|was|to|at)\b"),),
    "arr.": (
        Reading("arriving", after=r" in [0-9]"),
        Reading("arrives", after=r" [A-Z][\w. ]{1,16} (?:at )?[0-9]"),
    ),
    "trk": (Reading("track", after=r" ?#?[0-9]"),),
    **dict.fromkeys(("clsd", "clsd."), (Reading("closed"),)),
    **dict.fromkeys(("wknds", "wknds."), (Reading("weekends"),)),
    "elev.": (
        Reading("elevator", r"\b(?:[Uu]se|[Tt]he|[Bb]y|[Nn]o|[Ff]reight|[Tt]ake) $", r"(?! [0-9])"),
    ),
    "ent.": (
        Reading("enter", r"\bto $"),
        Reading("entrance", r"\b(?:[Rr]ear|[Ff]ront|[Ss]ide|[Mm]ain|[Ee]ast|[Ww]est) $"),
    ),
    "supt.": (Reading("superintendent"),),
    # notices
    "pt.": (
        Reading("point", r"\b(?:[Tt]his|[Tt]hat|[Mm]eeting|[Bb]oiling|[Ff]reezing|[Mm]elting) $"),
    ),
    "enf.": (Reading("enforced"),),
    "HRS": (Reading("hours"),),
    **dict.fromkeys(("LBS", "LBS."), (Reading("pounds", r"[0-9] $"),)),
    **dict.fromkeys(("PERS", "PERS."), (Reading("persons", r"[0-9] $"),)),
    "CAP.": (Reading("capacity", r"\b(?:LIFT|MAX\.?|SEATING|LOAD) $"),),
    "Ord.": (Reading("Ordinance", after=r" (?:[Nn]o\.|#)? ?[0-9]"),),
    "Immac.": (Reading("Immaculate", after=" [A-Z]"),),
    **dict.fromkeys(("hshlds", "hshlds."), (Reading("households"),)),
    **dict.fromkeys(
        ("bd", "bd."), (Reading("board", after=r" (?:mtgs?|meetings?|members?|of [Ee]d)\b"),)
    ),
    "sess.": (Reading("sessions", r"(?:[2-9]|1[0-9]|Mon\.|Tues\.|Wed\.|Thurs\.|Fri\.) $"),),
    "stu.": (Reading("students", r"\b(?:gr\.|grade|all|incoming|new|of) $"),),
    "dist.": (Reading("district", r"\b(?:in|state) $"),),
    "cpl.": (Reading("couple", r"(?:[0-9]|\ba) $"),),
    "pd": (Reading("period", r"[0-9](?:st|nd|rd|th) $"),),
    **{
        f"{day[:3]}s": (Reading(f"{day}s", after=r"\.,? (?:@ ?|at |from )?[0-9]"),)
        for day in ("Monday", "Friday", "Saturday", "Sunday")
    },
    "p/u": (Reading("pickup"),),
    "Mkt.": (Reading("Market", NAMED),),
    **dict.fromkeys(("betw.", "betw"), (Reading("between"),)),
    "adm.": (Reading("admission", r"(?:[0-9]|\b(?:[Ff]ree|[Gg]en\.|[Gg]eneral)) $"),),
    "Fam.": (Reading("Family", NAMED),),
    "Min.": (Reading("Minister", after=r" [A-Z]\.? [A-Z][a-z]"),),
    "Asst.": (Reading("Assistant", r", $"),),
    "s/o": (
        Reading("son of", r"\b[A-Z][\w.]{0,20},? $", r" [A-Z]"),
        Reading("shout out", after=r" to\b"),
    ),
    "d/o": (Reading("daughter of", r"\b[A-Z][\w.]{0,20},? $", r" [A-Z]"),),
    "mem.": (Reading("memory", r"\b(?:in|In|loving) $", r" of\b"),),
    "ct.": (Reading("court", r"\b(?:[Hh]omecoming|[Pp]rom|[Tt]ennis|[Ss]upreme) $"),),
    "cas.": (Reading("casual", r"\b(?:bus\.|business|smart) $"),),
    "att.": (Reading("attendance", r"\b(?:[Dd]aily|[Aa]vg\.|[Aa]verage|[Pp]erfect|[Tt]otal) $"),),
    "Pd.": (Reading("Period", after=r" [1-9](?![\w/.,-]*[0-9])"),),
    "sem.": (
        Reading(
            "semester",
            r"(?:[0-9](?:st|nd|rd|th)|\b(?:[Ff]all|[Ss]pring|[Tt]his|[Nn]ext|[Ll]ast)) $",
        ),
    ),
    "chix": (Reading("chicken"),),
    "Ofc.": (Reading("Officer", after=r" [A-Z][a-z]"), Reading("Office")),
    "inconv.": (Reading("inconvenience"),),
    "rwd.": (Reading("reward"),),
    "Ans.": (Reading("Answers", after=r" to\b"),),
    "obs.": (Reading("observance", r"\bin $", " of "),),
    "Wk": (Reading("Week", NAMED), Reading("Week", after=r" (?:of|[0-9]{1,2})(?!\w)")),
    "Conf.": (
        Reading("Confessions", after=r" (?:Sat|Sun|by app)"),
        Reading("Confirmation", after=r" (?:class(?:es)?|retreat|students)\b"),
        Reading("Conference", after=r" (?:sign-?ups?|week|day|schedule|forms?)\b"),
    ),
    "Aud.": (Reading("Auditorium", rf"{NAMED}|(?:[ap]\.?m\.?|HS|School|the),? $"),),
    "wht": (Reading("white", after=r" [a-z]{3}"),),
    "HS": (Reading("high school", r"\b[Oo]ur $"),),
    # shops, bills and listings
    "purch.": (Reading("purchase"),),
    **dict.fromkeys(("cpn", "CPN"), (Reading("coupon"),)),
    **dict.fromkeys(("cpn.", "CPN."), (Reading("coupon", after=r" [$0-9a-z]"), Reading("coupon"))),
    "reg.": (Reading("regular", after=r"-priced?\b"),),
    "reg": (Reading("regular", after=r"(?:-priced?| prices?)\b"),),
    "Exp": (Reading("Expires", after=r":? [0-9]{1,2}/[0-9]"),),
    "bnls": (Reading("boneless"),),
    "sknls": (Reading("skinless"),),
    "chkn": (Reading("chicken"),),
    "brst": (Reading("breast"),),
    "disc.": (Reading("discount", r"\b(?:[Ss]enior|[Mm]ilitary|[Ss]tudent|[Ee]mployee)s? $|% $"),),
    "P/T": (Reading("part time"),),
    "F/T": (Reading("full time"),),
    "eves.": (Reading("evenings"),),
    "refs.": (Reading("references", after=r" (?:req|avail|upon|on request|check)"),),
    **dict.fromkeys(("Lrg", "Lrg.", "lrg."), (Reading("large", after=r" [0-9a-z]"),)),
    "u/a": (Reading("under air", r"(?:SF|sf|ft\.?) $"),),
    "hkup": (Reading("hookup"),),
    "hkups": (Reading("hookups"),),
    "Conf": (Reading("Confirmation", after=r" ?#"),),
    "Chkg": (Reading("Checking"),),
    "chkg": (Reading("checking"),),
    "blkd": (Reading("blocked"),),
    "blkd.": (Reading("blocked"),),
    "alt.": (Reading("alternate", after=r" (?:[Rr]te\.?|[Rr]outes?|dates?|days?|side|sites?)\b"),),
    "Hts": (Reading("Heights", NAMED),),
    **dict.fromkeys(("Av", "Av."), (Reading("Avenue", rf"{NAMED}|[0-9](?:st|nd|rd|th) $"),)),
    "Cem.": (Reading("Cemetery", NAMED),),
    "Excl.": (Reading("Excludes", after=r" [a-z]"),),
    **dict.fromkeys(
        ("s/h", "S/H", "s&h", "S&H"),
        (
            Reading(
                "shipping and handling",
                r"(?:[+&,(]|[0-9]|\b(?:plus|free|FREE|Free|incl\.?|including|no|and|for)) $",
            ),
        ),
    ),
    "sec.": (Reading("security", after=r" dep(?:osit\b|\.)"),),
    "Sec.": (Reading("Security", after=r" dep(?:osit\b|\.)"),),
    "apts.": (Reading("apartments"),),
    "rtes.": (Reading("routes"),),
    "clr.": (Reading("clear", after=r" (?:sk(?:y|ies)|and|w/|with|until|by|tonight)(?!\w)"),),
    "dep.": (
        Reading("departure", r"\b(?:before|prior to|after|until) $"),
        Reading(
            "deposit",
            r"(?:\b(?:[Ss]ec\.|[Ss]ecurity|[Pp]et|[Dd]amage|[Kk]ey|[Rr]efundable)|\$[0-9,]{2,7}) $",
        ),
    ),
    **dict.fromkeys(
        ("W/D", "w/d"),
        (
            Reading("withdrawal", r"\bATM $|^$", r" (?:of )?\$"),
            Reading("washer and dryer", after=r" (?:in\b|hook-?ups?\b|incl|combo\b)"),
            Reading("washer and dryer", r"(?:\b(?:with|has|in-unit|own|incl\.)|w/|[+,&]) $"),
        ),
    ),
    "amt": (Reading("amount", after=r":| (?:due|owed|paid|pd|past|of)\b"),),
    "ref.": (Reading("reference", after=r" ranges?\b"),),
    "req.": (
        Reading(
            "request",
            r"\b(?:[Rr]efill|[Mm]aintenance|[Ss]ervice|[Rr]epair|[Tt]ime[- ]off|[Ww]ork|[Pp]rayer|[Yy]our) $",
        ),
    ),
    "ext": (Reading("extension", r"[0-9]{4},? $", r":? [0-9]{1,6}(?!\w)"),),
}
"""Without a full stop, too."""
