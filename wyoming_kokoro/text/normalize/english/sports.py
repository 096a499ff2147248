"""Scores that are not said like others: records and innings of America, minutes of football."""

import re

from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    DAY,
    END,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.english.scores import AT_END
from wyoming_kokoro.text.normalize.english.teams import won_and_lost
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_RECORD = re.compile(
    rf"{ALONE}(?P<won>[0-9]{{1,3}}|[1-9],[0-9]{{3}})[-–](?P<lost>[0-9]{{1,3}})(?:[-–](?P<tied>[0-9]{{1,3}}))?{END}(?![-–/][0-9]|\.[0-9]|%|[ ]?=| (?:up|down|ahead|behind|winners?|to)\b)"
)
_RECORDED = re.compile(
    r"\b(?:(?:improv|drop|mov|advanc)\w*|fell|falls|fall) to (?:(?:a |an )?(?:league-|NFL-)?(?:best |worst |perfect )?)?$"
    r"|\b(?:record (?:is|of|was|to|now|stands at|at)|went|(?:are|is|were) now|overall record|season at|[Tt]he [A-Z][a-z]+s (?:are|were|sit at|stand at|sit|stand)|(?:finish|start)(?:ed|es|s)?(?: the (?:regular )?season)?) $",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:[Tt]hey|[Ww]e|[Yy]ou|I)(?:['’](?:re|m)| are| am| were| sit| stand) (?:now |still |already |only |just )?(?:[0-9]{1,2}[-–][0-9]{1,2} (?:vs\.?|against|at|on|in|with|without) [^!?;]{2,20} (?:and|but) )?$"
)
_SIDE_AFTER = re.compile(
    r"[.,;:!?)]|$| (?:now|at|in|on|since|so far|this|through|against|vs\.?|when|with|after|and|over|as|but|all-time|without|overall|away(?! from))(?!\w)"
)
"""A team that tells of itself: “we're 3-0 at home”."""
_RECORD_AFTER = re.compile(
    r" (?:(?:home |road |away |regular[- ]season |conference |win-loss |career )?(?:records?|starts?|finish|stretch|homestand|road trip|mark)|on the (?:season|year|road)|this season|overall|at home|ATS|SU)\b"
    r"| \([0-9]{1,2}[-–][0-9]{1,2} (?:(?:at|on(?! (?:pen|agg))|in|vs|against)\b|[A-Z]{2,4}\))"
)
_ARTICLE = re.compile(r"\b[Tt]he $")
_SIDE_NAMED = re.compile(
    r" [A-Z][a-z]{2,12}s\b(?! (?:wins?|victory|loss|defeat|lead|rout|triumph)\b)"
)
"""“the 9-2 Bills”."""
_TEAM = re.compile(
    rf"\b(?!(?:Adults?|Ages?|Aged|Kids|Child(?:ren)?|Youths?|Teens?|Teenagers|Seniors|Toddlers|Students|Grades?|[A-Z][a-z]+days?|{DAY}\.?|Weekends|Hours|Chapters?|Verses?|Pages?|Temps?|BMI|IQ|PSI|GPA|HR|BP|RPM|MPG|MPH|HP|SPF|AQI|UV|USD|EUR|GBP|AM|PM) )(?:[A-Z][A-Za-z]+\.?|[A-Z]{{2,4}}) \((?P<overall>[0-9]{{1,2}}-[0-9]{{1,2}}, )?$|\b[0-9]{{1,2}}-[0-9]{{1,2}} (?P<all>\()$"
)
_LEAGUE = re.compile(
    r"(?:, [0-9]{1,2}-[0-9]{1,2})? (?:[A-Z]{2,4}|Big (?:Ten|12|East|Sky)|Pac-12|in (?:conference|league))\)"
)
_STANDINGS = re.compile(
    r"\bW[-/]L: $|\bW[-/]L: [0-9]{1,2}-[0-9]{1,2}(?:[;,] [A-Z][\w.&' ]{1,20}: [0-9]{1,2}-[0-9]{1,2}){0,4}[;,] [A-Z][\w.&' ]{1,20}: $"
    r"|\b(?:[Ss]tandings|STANDINGS|[Rr]ecords):? (?:[A-Z][\w.&' ]{1,20} [0-9]{1,2}-[0-9]{1,2}(?:-[0-9]{1,2})?[,;] ?){0,4}(?:and )?[A-Z][\w.&' ]{1,20} $"
    r"|\b(?:[AN]FC|[AN]L|SEC|ACC|(?:Eastern|Western|Atlantic|Central|Pacific|Metropolitan|Southeast|Northwest|Southwest) (?:Conference|Division)|Big (?:Ten|12|East|Sky)|Pac-12)(?: (?:East|West|North|South|Central))?: (?:[A-Z][\w.&' ]{1,20} [0-9]{1,3}-[0-9]{1,3}(?:-[0-9]{1,2})?[,;]? ){0,5}(?:and )?[A-Z][\w.&' ]{1,20} $"
)
_BEATEN = re.compile(
    r"\b(?:beat|beats|won|win|wins|lost|lose|loses|draw|drew|tied|score|final|defeat\w*|victory|vote\w*|aggregate|penalties)\b"
)
_PITCHES = re.compile(rf"{ALONE}(?P<balls>[0-3])[-–](?P<strikes>[0-2]){END}(?![-–/.][0-9])")
_COUNT_BEFORE = re.compile(r"\b(?:[Ff]ull )?[Cc]ount(?: (?:is|was|of|now|goes to))?[:,]? $")
_PITCH_AFTER = re.compile(
    r" (?:pitch|slider|fastball|curve(?:ball)?|change-?up|count|sinker|cutter)\b"
)
_LINE = re.compile(rf"{ALONE}(?P<made>[0-9]{{1,2}})[-–](?P<tried>[0-9]{{1,2}}){END}(?![-–/.][0-9])")
_BATTING = re.compile(r" (?:w/|with an? |at the plate|and (?:an? )?(?:RBI|homer))")
_MINUTE = re.compile(
    rf"{ALONE}(?P<minute>[1-9][0-9]?|1[01][0-9]|120)(?:\+(?P<more>[0-9]{{1,2}}))?['′’](?![\w'’\"])(?! ?[x×] ?[0-9])"
)
_FOOTBALL = re.compile(
    r"\b(?:goals?|scor\w+|pens?|header|penalt(?:y|ies)|sub(?:bed|stitut\w+)?|booked|yellow|red card|equali[sz]\w+|half-?time|full-?time|kick-?off|VAR)\b"
    r"|[0-9](?:\+[0-9]{1,2})?['′’][,;)]",
    re.IGNORECASE,
)
_SCORER = re.compile(r"(?:[A-Z]\w{1,20}|[(,)]|\b(?:pen|goal|sub|yellow|red)) ?$")
_AT_MINUTE = re.compile(r"\b(?:on|after|then) (?:[0-9]{1,3}['′’](?:,| and|, and| &) )?$")
_THE_MINUTE = re.compile(r"\b[Tt]he (?:[0-9]{1,3}['′’](?:,| and|, and| &) )?$")
_MORE_MINUTES = re.compile(r"(?: (?:and|&|or)) [0-9]{1,3}['′’](?!\w)| min(?:ute)?s?\b")
_GAME_ON = re.compile(
    r"(?:[,.;!?)]|$| (?:and|to|when|with|after|before|from|for|as|by|but|then)\b)"
)
_OPENED = re.compile(r"(?<![\w])['‘](?=\w)")
_NINERS = re.compile(rf"{ALONE}(?P<number>49|76)ers{END}")
_AVERAGE = re.compile(
    r"(?<![\w.])\.(?P<digits>[0-9]{3})(?!\w|\.[0-9]|[%\"″”]| ?(?:seconds|inch|in\.|mm|cm|percent|meters|ounces|points?\b))"
)
_NEXT_AVERAGE = re.compile(r"/(?=\.[0-9]{3}(?!\w|\.[0-9]))")
_EVEN = re.compile(
    r"(?:\b(?:[Aa]t|[Oo]ver|[Uu]nder|[Aa]bove|[Bb]elow|[Tt]o|[Aa]|[Aa]n|[Pp]lay(?:ed|ing)?) \.500)(?:$| ?[.,;!?)]| (?:team|record|ball|mark|season|since|for|in|on|this|club|and|with|after|again)\b)"
)
_TOLD = re.compile(r"\b(?:[Aa]vg|[Pp]ct|SLG)\.?:?(?: is| was| of)? $")
_HITTING = re.compile(
    r"\b(?:hit(?:s|ting)?|bat(?:s|ted|ting)?|avg|average[ds]?|averaging|(?:win(?:ning)?|save|shooting|fielding) (?:pct|percentage)|BABIP|xBA|slugging|slash line|OBP|OPS|slugged|slashing|clip)\b|\b(?:SV|FG|FT|3P)%",
    re.IGNORECASE,
)
_UNDER = re.compile(r"(?<!\w)[Uu]-?(?P<age>[5-9]|1[0-9]|2[0-3])(?P<many>s)?(?!\w|\.[0-9])")
_YOUNG = re.compile(
    r"\b(?:tickets?|adults?|over [1-9][0-9]s|kids|children|team|squad|cup|league|side|boys|girls|free|football|rugby|match|game|go)\b|£",
    re.IGNORECASE,
)
_HALF_TIME = re.compile(r"(?<!\w)(?P<half>HT|FT|AET)(?=:? [0-9]{1,2}[-–][0-9])")
_HALVES = {"HT": "half time", "FT": "full time", "AET": "after extra time"}
_SCORE = re.compile(r"(?P<left>[0-9]{1,2})[-–](?P<right>[0-9]{1,2})(?![\w-])")
_AFTER_HALF = re.compile(r"(?:HT|FT|AET):? $")


_MADE_AFTER = re.compile(
    r" (?:FG|FT|3PT?|3FG)M?\b|(?: for|,) [0-9]{1,3} (?:passing )?(?:yds|yards)\b| (?:from (?:three|deep|3|the (?:field|line|floor|arc|stripe))|shooting|passing)\b"
)
_TOTALS = re.compile(
    rf"{ALONE}(?P<points>[0-9]{{1,2}})/(?P<others>[0-9]{{1,2}}/[0-9]{{1,2}}(?:/[0-9])?){END}(?![/.-][0-9])"
)
_TOTALS_BEFORE = re.compile(
    r"\b(?:went for|averag(?:es|ed|ing)|put up|[Dd]ropped|[Pp]osted|(?:stat )?line(?::| of| was)) (?:a |an )?$"
)
_FINAL = re.compile(r"(?<![\w/])F/(?=(?:[2-5]?OT|SO|(?P<innings>1[0-9]|[678]))(?!\w))")
_FINAL_BEFORE = re.compile(r"\b[A-Z][\w.]{1,14} [0-9]{1,3},? \(?$")


def _is_standing(before: str, match: re.Match[str], context: Context) -> bool:
    """Whether a team's games stand in brackets after its name: “the Lakers (12-5)”."""
    team = _TEAM.search(before)
    if team is None:
        return False
    if context.text[match.end() : match.end() + 1] != ")" or team["overall"] or team["all"]:
        if not _LEAGUE.match(context.text, match.end()):
            return False
    return _BEATEN.search(before) is None


def _record(match: re.Match[str], context: Context) -> str | None:
    """Games won and lost in America: “improved to 9-3”, “a 12-5 record”."""
    if context.locale.day_first:
        return None
    before = context.text[max(0, match.start() - 40) : match.start()]
    told = (
        _RECORDED.search(before)
        or _STANDINGS.search(context.text[max(0, match.start() - 80) : match.start()])
        or _RECORD_AFTER.match(context.text, match.end())
        or _RECORD_AFTER.match(context.text, match.start() - 2)
        or _SIDE.search(before)
        and _SIDE_AFTER.match(context.text, match.end())
        or _ARTICLE.search(before)
        and _SIDE_NAMED.match(context.text, match.end())
    )
    if not told and not _is_standing(before, match, context):
        return None
    return won_and_lost([match["won"], match["lost"], match["tied"]], context)


def _pitches(match: re.Match[str], context: Context) -> str | None:
    """Balls and strikes: “full count, 3-2”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    counted = _COUNT_BEFORE.search(before) or _PITCH_AFTER.match(context.text, match.end())
    if context.locale.day_first or not counted:
        return None
    balls, strikes = (
        "oh" if match[name] == "0" else numerals(context).cardinal(int(match[name]))
        for name in ("balls", "strikes")
    )
    return f"{balls} and {strikes}"


_ENDED = re.compile(rf" FT{AT_END}")
"""Full time in Britain: “1-1 FT”."""


def _line(match: re.Match[str], context: Context) -> str | None:
    """What a player made of what he tried: “shot 8-14 from three”, “went 3-5 with a homer”, “28-41 for
    331 yds”.
    """
    made, tried = int(match["made"]), int(match["tried"])
    before = context.text[max(0, match.start() - 8) : match.start()]
    shot = before.endswith("shot ")
    shot = shot or _MADE_AFTER.match(context.text, match.end()) is not None
    hit = before.endswith(("went ", " was ", " is ")) and _BATTING.match(context.text, match.end())
    ended = context.locale.day_first and _ENDED.match(context.text, match.end())
    if made > tried or not tried or not (shot or hit) or ended:
        return None
    cardinal = numerals(context).cardinal
    return f"{cardinal(made)} {'of' if shot else 'for'} {cardinal(tried)}"


def _totals(match: re.Match[str], context: Context) -> str | None:
    """Points, rebounds and assists: “went for 31/8/11”."""
    before = _TOTALS_BEFORE.search(context.text[max(0, match.start() - 20) : match.start()])
    if before is None or int(match["points"]) <= 12 and "averag" not in before.group():
        return None  # “dropped 10/31/25” is a day
    others = match["others"].split("/")
    return ", ".join(say_number(number, context) for number in (match["points"], *others))


def _final(match: re.Match[str], context: Context) -> str | None:
    """Of a game that took longer, or shorter: “Mets 4, Cubs 3, F/10”."""
    if not _FINAL_BEFORE.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    return "final in " if match["innings"] else "final, "


def _minute(match: re.Match[str], context: Context) -> str | None:
    """A minute of a football match: “Saka 23', Rice 45+2'”, “scored on 34'”."""
    before = context.text[max(0, match.start() - 80) : match.start()]
    if _OPENED.search(before) or not _FOOTBALL.search(context.near_in_sentence(match)):
        return None
    minute = int(match["minute"])
    if _AT_MINUTE.search(before) and _GAME_ON.match(context.text, match.end()):
        return None if match["more"] else f"{numerals(context).cardinal(minute)} minutes"
    if not _SCORER.search(before) and not _THE_MINUTE.search(before):
        return None
    if match["more"]:
        return f"{numerals(context).cardinal(minute)} plus {numerals(context).cardinal(int(match['more']))}"
    noun = "" if _MORE_MINUTES.match(context.text, match.end()) else " minute"
    return f"{numerals(context).ordinal(minute)}{noun}"


_BOTTOM = re.compile(
    rf"(?<!\w)(?P<b>[Bb])ot\.? (?P<inning>[1-9]|1[0-9])(?:st|nd|rd|th)?{END}(?![.,:/%-][0-9])"
)


def _bottom(match: re.Match[str], context: Context) -> str:
    """The second half of an inning: “bot. 9”."""
    rank = numerals(context).ordinal(int(match["inning"]))
    return f"{'Bottom' if match['b'] == 'B' else 'bottom'} of the {rank}"


def _under(match: re.Match[str], context: Context) -> str | None:
    """Ages: “u16s go free”."""
    sure = context.locale.day_first and int(match["age"]) > 14 and match.group()[0] == "U"
    if not sure and not _YOUNG.search(context.near_in_sentence(match)):
        return None
    age = say_number(match["age"], context)
    return f"under {plural(age) if match['many'] else age}"


def _half_time(match: re.Match[str], context: Context) -> str:
    return _HALVES[match["half"]]


def _half_time_score(match: re.Match[str], context: Context) -> str | None:
    """“HT 1-0”."""
    if not _AFTER_HALF.search(context.text[max(0, match.start() - 5) : match.start()]):
        return None
    left, right = (
        (
            "nil"
            if match[name] == "0" and context.locale.day_first
            else say_number(match[name], context)
        )
        for name in ("left", "right")
    )
    return f"{left} {right}" if context.locale.day_first else f"{left} to {right}"


def _niners(match: re.Match[str], context: Context) -> str:
    """“49ers”: forty niners."""
    return numerals(context).cardinal(int(match["number"])).removesuffix("e") + "ers"


def _average(match: re.Match[str], context: Context) -> str | None:
    """“hitting .312”: three twelve; “.305”: three oh five."""
    before = context.text[max(0, match.start() - 14) : match.end() + 8]
    even = match["digits"] == "500" and _EVEN.search(before)
    told = _TOLD.search(context.text[max(0, match.start() - 14) : match.start()])
    if not even and not told and not _HITTING.search(context.near_in_sentence(match, 40)):
        return None
    return numerals(context).code(match["digits"])


def _next_average(match: re.Match[str], context: Context) -> str | None:
    """“.288/.419/.569”."""
    near = context.last_class == "number" and context.last_end == match.start()
    return ", " if near else None


_OVERTIME = re.compile(rf"{ALONE}(?P<many>[23])OT{END}")
_TIED = re.compile(
    rf"(?<![\w-])T-?(?P<rank>[1-9][0-9]?){END}(?! [A-Z]|\.[0-9]|[- ](?:sec|min|hour|hr|day|week)s?\b)"
)
_GOLF = re.compile(
    r"\b(?:under|par|shot|birdie[ds]?|bogey(?:s|ed)?|golf|Masters|PGA|LIV|leaderboard|round|holes?|cut|Open|thru|through)\b|[(+-][0-9]{1,2}\)?(?![0-9])"
)


def _overtime(match: re.Match[str], context: Context) -> str:
    """“in 2OT”."""
    return f"{'double' if match['many'] == '2' else 'triple'} OT"


_AFTER_PAR = re.compile(r"\($|[-+−][0-9]{1,2}, $")


def _tied(match: re.Match[str], context: Context) -> str | None:
    """A rank at golf: “is T2 at -11”."""
    bracketed = _AFTER_PAR.search(context.text[max(0, match.start() - 5) : match.start()])
    if not bracketed and context.before(match.start()) not in (
        "is",
        "finished",
        "was",
        "in",
        "at",
        "for",
        "stands",
    ):
        return None
    if not _GOLF.search(context.near_in_sentence(match, 40)):
        return None
    tie = "a tie" if context.before(match.start()) == "for" else "tied"
    return f"{tie} for {numerals(context).ordinal(int(match['rank']))}"


_MAXIMUM = re.compile(rf"{ALONE}147(?P<many>s)?{END}(?![.,:/%°-][0-9]|[%°])")
_SNOOKER = re.compile(
    r"\b(?:(?i:snooker|maximums?|breaks?|frames?|potted|century|centuries)|Crucible|O['’]Sullivan|Trump|Selby|Higgins|Ding|Hendry|cue|clearance)\b"
)


def _maximum(match: re.Match[str], context: Context) -> str | None:
    """Of snooker: “after a 147”."""
    if not _SNOOKER.search(context.near_in_sentence(match)):
        return None
    return f"one four seven{'s' if match['many'] else ''}"


RULES = (
    Rule("abbreviation", "F", _FINAL, _final),
    Rule("acronym", DIGIT, _OVERTIME, _overtime),
    Rule("ordinal", "T", _TIED, _tied),
    Rule("number", "uU", _UNDER, _under),
    Rule("abbreviation", "HFA", _HALF_TIME, _half_time),
    Rule("range", DIGIT, _SCORE, _half_time_score),
    Rule("number", DIGIT, _NINERS, _niners),
    Rule("number", ".", _AVERAGE, _average),
    Rule("number", "/", _NEXT_AVERAGE, _next_average),
    Rule("ordinal", "bB", _BOTTOM, _bottom),
    Rule("range", DIGIT, _PITCHES, _pitches),
    Rule("range", DIGIT, _LINE, _line),
    Rule("range", DIGIT, _RECORD, _record),
)
TOTALS_RULES = (
    Rule("range", DIGIT, _TOTALS, _totals),
    Rule("number", DIGIT, _MAXIMUM, _maximum),
)
"""Tried before dates."""
_HALF_POINT = re.compile(
    r"(?<=[½¼¾])-pt\.?(?= (?:dog|underdog|favou?rite|lead|spread|margin|deficit|win|loss)\b)"
)
MINUTE_RULES = (
    Rule("unit", "-", _HALF_POINT, lambda match, context: " point"),
    Rule("number", DIGIT, _MINUTE, _minute),
)
"""Tried before the units: a minute's sign is that of feet, too."""
