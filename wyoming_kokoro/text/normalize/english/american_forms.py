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
    # weather
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
    "blkd": (Reading("blocked"),),
    "blkd.": (Reading("blocked"),),
    "alt.": (Reading("alternate", after=r" (?:[Rr]te\.?|[Rr]outes?|dates?|days?|side|sites?)\b"),),
    "Hts": (Reading("Heights", NAMED),),
    **dict.fromkeys(("Av", "Av."), (Reading("Avenue", rf"{NAMED}|[0-9](?:st|nd|rd|th) $"),)),
    "Cem.": (Reading("Cemetery", NAMED),),
    # shops, bills and listings
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
        Reading(
            "deposit",
            r"(?:\b(?:[Ss]ec\.|[Ss]ecurity|[Pp]et|[Dd]amage|[Kk]ey|[Rr]efundable)|\$[0-9,]{2,7}) $",
        ),
    ),
    **dict.fromkeys(
        ("W/D", "w/d"),
        (
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
