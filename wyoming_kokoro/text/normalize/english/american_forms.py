"""Short forms of American scoreboards, alerts, listings and notices that only their neighbours tell."""

from wyoming_kokoro.text.normalize.english.readings import NAMED, Reading

_STORM = r" (?:T-?STORMS?|TSTMS?|THUNDERSTORMS?|WX)\b"
READINGS: dict[str, tuple[Reading, ...]] = {
    # games
    "INT": (
        Reading("interception", r"\b(?:TDs?|yds|yards|touchdowns?)\b[^.!?]{0,14}(?<![0-9.])1 $"),
        Reading("interceptions", r"\b(?:TDs?|yds|yards|touchdowns?)\b[^.!?]{0,14}[0-9] $"),
    ),
    "INTs": (Reading("interceptions", r"\b(?:[0-9]|no|two|three|four|more|of) $"),),
    "TD": (
        Reading(
            "TDs", r"(?:(?<![0-9.])[02-9]|[0-9]{2}) $", r"(?:[.,;)/]|$| (?:and|&|in|on|w/|with|\())"
        ),
    ),
    "Gm": (Reading("Game", after=r" ?#? ?[1-7](?!\w)"),),
    "d.": (Reading("defeated", NAMED, r" [A-Z][\w.'’ -]{2,20} [0-7]-[0-7](?!\w)"),),
    "PTS": (Reading("points", r"[0-9][xX]? $"),),
    "vs.": (Reading("verses", r"\b[Hh]ymn #?[0-9]{1,3},? $", r" [0-9]"),),
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
    # ways
    "Elev.": (Reading("Elevator", after=r" ?#"),),
    "Elevs.": (Reading("Elevators"),),
    "lns": (Reading("lanes", r"\b(?:[0-9]|two|three|[Ll]eft|[Rr]ight|[Cc]enter|[Aa]ll) $"),),
    "Ln.": (
        Reading("Line", r"\b(?:Red|Blue|Green|Orange|Silver|Yellow|Purple|Gold|Brown|Pink) $"),
    ),
    "Br.": (Reading("Bridge", NAMED, r" (?:tolls?|closed|traffic|lanes?|is|was|to|at)\b"),),
    "arr.": (Reading("arrives", after=r" [A-Z][\w. ]{1,16} (?:at )?[0-9]"),),
    "trk": (Reading("track", after=r" ?#?[0-9]"),),
    **dict.fromkeys(("clsd", "clsd."), (Reading("closed"),)),
    **dict.fromkeys(("wknds", "wknds."), (Reading("weekends"),)),
    "ent.": (Reading("entrance", r"\b(?:[Rr]ear|[Ff]ront|[Ss]ide|[Mm]ain|[Ee]ast|[Ww]est) $"),),
    "supt.": (Reading("superintendent"),),
    # notices
    "Ofc.": (Reading("Officer", after=r" [A-Z][a-z]"), Reading("Office")),
    "inconv.": (Reading("inconvenience"),),
    "rwd.": (Reading("reward"),),
    "Ans.": (Reading("Answers", after=r" to\b"),),
    "obs.": (Reading("observance", r"\bin $", " of "),),
    "Wk": (Reading("Week", NAMED), Reading("Week", after=r" (?:of|[0-9]{1,2})(?!\w)")),
    "Conf.": (
        Reading("Confessions", after=r" (?:Sat|Sun|by app)"),
        Reading("Conference", after=r" (?:sign-?ups?|week|day|schedule|forms?)\b"),
    ),
    "Aud.": (Reading("Auditorium", rf"{NAMED}|(?:[ap]\.?m\.?|HS|School|the),? $"),),
    "wht": (Reading("white", after=r" [a-z]{3}"),),
    "HS": (Reading("high school", r"\b[Oo]ur $"),),
    # shops, bills and listings
    "purch.": (Reading("purchase"),),
    **dict.fromkeys(("cpn", "CPN"), (Reading("coupon"),)),
    "Exp": (Reading("Expires", after=r":? [0-9]{1,2}/[0-9]"),),
    "bnls": (Reading("boneless"),),
    "sknls": (Reading("skinless"),),
    "chkn": (Reading("chicken"),),
    "brst": (Reading("breast"),),
    "disc.": (Reading("discount", r"\b(?:[Ss]enior|[Mm]ilitary|[Ss]tudent|[Ee]mployee)s? $|% $"),),
    "P/T": (Reading("part time"),),
    "F/T": (Reading("full time"),),
    "eves.": (Reading("evenings"),),
    "gd": (Reading("good", after=r" cond"),),
    "refs.": (Reading("references", after=r" (?:req|avail|upon|on request|check)"),),
    **dict.fromkeys(("Lrg", "Lrg.", "lrg."), (Reading("large", after=r" [0-9a-z]"),)),
    "u/a": (Reading("under air", r"(?:SF|sf|ft\.?) $"),),
    "flr": (Reading("floor", r"[0-9](?:st|nd|rd|th) $"),),
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
    "Amt": (Reading("Amount", after=r":| (?:due|owed|paid|past|of)\b"),),
    "ref.": (Reading("reference", after=r" ranges?\b"),),
    "req.": (
        Reading(
            "request",
            r"\b(?:[Rr]efill|[Mm]aintenance|[Ss]ervice|[Rr]epair|[Tt]ime[- ]off|[Ww]ork|[Pp]rayer|[Yy]our) $",
        ),
    ),
    "ext": (Reading("extension", r"[0-9]{4},? $", r":? [0-9]{1,5}(?!\w)"),),
}
"""Without a full stop, too."""
