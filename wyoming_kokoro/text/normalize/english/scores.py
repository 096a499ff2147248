"""Results of games, as they are told in Britain: “won 2-1”, “0-0 after 90 mins”, “Spurs 1-0 Leeds”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, DAY, END, say_number
from wyoming_kokoro.text.normalize.english.nouns import counts_after
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_GOALS = re.compile(rf"{ALONE}(?P<left>[0-9]{{1,2}})[-–](?P<right>[0-9]{{1,2}}){END}(?![-.][0-9])")
SCORE = re.compile(
    r"\b(?:scored?|scores|won|wins?|lost|lose|loses|beat|beats|beating|defeat|defeated|led|leads?|leading|trail\w*|match|game"
    r"|games|tied|ties|tie|draw|drew"
    r"|record|final|half-?time|victory|loss|series|vote[ds]?|odds|set|sets|goals?|ahead|playoffs?|team|countdown|count|down|job"
    r"|agg|aggregate|bt|def|shift|ratio|up|ruling|ruled|decision|majority|margin|upset|start|run|improv\w+|fell|falls|dropped)\b",
    re.IGNORECASE,
)
"""Words of games and votes."""
_OTHER_THINGS = (
    "open opening opens closed hours daily chapter chapters table section figure page pages room rooms act level grade grades year years age ages ks week weeks day days"
    " part parts unit units lesson platform platforms gate zone route line bus channel version stage step steps item items question questions exercise exercises article"
    " articles appendix group groups size sizes floor floors verses psalm psalms matthew mark luke john acts romans corinthians sections lines sat sun mon tue tues wed weds"
    " thu thur thurs fri saturday sunday monday tuesday wednesday thursday friday saturdays sundays mondays tuesdays wednesdays thursdays fridays weekdays weekends jan feb mar apr may jun june jul july aug sep"
    " sept oct nov dec january february march april august september october november december bst gmt am pm noon midnight easter christmas from between about only every add take use give eat drink buy bring need allow expect wait choose pick get serves make have has send order try read see watch cook bake in at on for to"
)
_NO_TEAMS = frozenset(_OTHER_THINGS.split())
_HOME = re.compile(
    r"(?:(?<![.?] )|(?<=\b[A-Z]\. ))\b(?P<team>[A-Z][a-z'’]+|[A-Z]{2,4}|[A-Z][a-z]+ [A-Z])(?: \([0-9]\))? $"
)
_AWAY = re.compile(r" (?P<team>[A-Z][\w'’]+|[A-Z]\.? [A-Z][a-z]+)")
_BEATEN = re.compile(
    r"\b(?:[a-z]{3,12}ed|s[aiu]nks?|stuns?|edges?|thrash(?:es)?|hammers?|crush(?:es)?|routs?|thumps?|overc[ao]mes?|saw off|see off|held|hold) [A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})? $"
)
"""Whom a side did something to: “sank Villa 2-1”."""
_OTHER_SIDE = re.compile(r",? [A-Z][\w'’]{2,14}(?: [A-Z][\w'’]{2,14})? ")
"""After goals and points of the first side, as the Irish play: “Kerry 1-22 Dublin 2-15”."""
_LABELLED = re.compile(
    r"(?<!\w)(?:[WDL]|[Aa]gg(?:regate)?|aet|h/t|[Pp]ens|[Pp]enalties|[Ss]core(?:line)?|[Rr]esult)\b\.?:? $"
)
_MADE = re.compile(
    r"\b(?:finish(?:ed|es)?|end(?:ed|s)?|(?:made|makes|making|pulled) it(?: back)?(?: to)?|level at|all square at|(?:level(?:led|s)?|equali[sz]e[ds]?)(?: it| things)? at|deadlocked at|locked at|stuck at|through) (?:at )?$"
)
_TOLD_AFTER = re.compile(
    r" (?:to (?:the )?(?P<team>[A-Z]\w+)|after [0-9]{1,3} ?(?:['’′]|mins?\b|minutes)|after extra time|at (?:half|full)[- ]time|at the (?:break|interval|final whistle)"
    r"|on (?:agg|aggregate|pens|penalties)\b|with [0-9]{1,2} (?:mins?|minutes) (?:left|to go|remaining)|in the [0-9]{1,3}(?:st|nd|rd|th) min|\(?(?:HT|FT|AET|aet|agg|pens)\b)"
)
_AT_MOMENT = re.compile(r" at the (?:mo|moment|min|minute)\b")
_IT_IS = re.compile(r"\b(?:[Ii]t['’]?s|[Ii]t is|[Ii]t was|still|now) $")
_OVER = re.compile(r"[.,;!?)]|$| \((?:AET|aet|agg|HT|FT|pens)|  ?(?:at|in|now|and)\b")
_HOURS_OF = re.compile(rf"\b{DAY}\.?,? $|\b(?:[Dd]aily|[Ww]eekdays|[Oo]pen|hours:?),? $")
_AGED = re.compile(
    r"\b(?:[Aa]ge[ds]?|[Yy](?:ea)?rs|[Ss]izes?|[Pp]ages?|[Cc]hapters?|[Ww]eeks?|[Ll]ines?) $"
)
_CHEERED = re.compile(r"!| (?:lol|lmao|haha\w*|come on|get in|to the|already|up|down)\b")
_LONGEST_OF_NIL = 20
AT_END = r"(?:[.,;!?)]|$| (?:then|and|but|at|in|on|as|with|when|so|after|again|there|here)\b)"
"""What stands after half time and full time: “1-1 FT then”, “2-0 HT at Anfield”."""
_HALF_TIME = re.compile(
    r"(?<!\w)(?:[hH]/[tT](?=:? [0-9]{1,2}[-–][0-9])|(?:(?<=[0-9a-z)] )|(?<= \())(?P<after>HT|FT)(?="
    + AT_END
    + r")|(?:HT|FT)(?=:? [A-Z][A-Za-z0-9 ]{2,24} [0-9]{1,2}[-–][0-9]))"
)


_AFTER_SCORE = re.compile(r"(?: [A-Z][\w'’]{1,14}){0,3} \(?")
_SERVING = re.compile(r"\b(?:[Ss]erves|[Ff]eeds|[Mm]akes|[Ff]or) $")


def _goals(match: re.Match[str], context: Context) -> str | None:
    """A score as it is said in Britain: two one, nil nil."""
    if int(match["left"]) < int(match["right"]) and counts_after(match, context):
        return None
    if context.text[match.end() : match.end() + 2].strip()[:1] in ("=", "%", "°"):
        return None
    before = context.text[max(0, match.start() - 16) : match.start()]
    served = int(match["left"]) < int(match["right"]) and _SERVING.search(before)
    if _HOURS_OF.search(before) or _AGED.search(before) or served:
        return None
    british = context.locale.day_first
    told = british and (SCORE.search(context.near_in_sentence(match)) or _is_told(match, context))
    if not told and not _are_teams(match, context):
        return None
    if not british:
        return f"{say_number(match['left'], context)} to {say_number(match['right'], context)}"
    return " ".join(
        "nil" if match[name] == "0" else say_number(match[name], context)
        for name in ("left", "right")
    )


def _are_teams(match: re.Match[str], context: Context) -> bool:
    """Whether a side stands before and another after: “Man U 1-3 Spurs”, no day or chapter."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    gap = context.text[context.last_end : match.start()] if context.last_class == "range" else ""
    if _OTHER_SIDE.fullmatch(gap) and _OVER.match(context.text, match.end()):
        return True
    if _BEATEN.search(before) and _OVER.match(context.text, match.end()):
        return True
    home = _HOME.search(context.text[max(0, match.start() - 32) : match.start()])
    away = _AWAY.match(context.text, match.end())
    if home is None or away is None:
        return False
    return all(side["team"].lower() not in _NO_TEAMS for side in (home, away))


def _is_told(match: re.Match[str], context: Context) -> bool:
    """Whether what stands beside tells a score: “finished 1-0 to England”, “(agg. 4-1)”."""
    left, right = int(match["left"]), int(match["right"])
    before = context.text[max(0, match.start() - 24) : match.start()]
    after = _TOLD_AFTER.match(context.text, match.end())
    if after and (after["team"] or "").lower() not in _NO_TEAMS:
        return True
    ends = _OVER.match(context.text, match.end()) is not None
    sided = context.text[context.last_start : context.last_end] == "W"  # the west
    if _LABELLED.search(before) and not sided or _MADE.search(before) and ends:
        return True
    if right == 0 and left <= _LONGEST_OF_NIL:
        preceding = context.before(match.start())
        if not before.strip() and _CHEERED.match(context.text, match.end()):
            return True
        return preceding.islower() and preceding not in ("from", "size", "between")
    if _IT_IS.search(before) and _AT_MOMENT.match(context.text, match.end()):
        return True
    return left == right < 6 and ends and _IT_IS.search(before) is not None


def _half_time(match: re.Match[str], context: Context) -> str | None:
    """“h/t 12-4”, “FT: Everton 1-1 Villa”, “1-1 FT”."""
    gap = context.text[context.last_end : match.start()]
    told = context.last_class == "range" and _AFTER_SCORE.fullmatch(gap)
    if match["after"] and not (context.locale.day_first and told):
        return None
    return "full time" if match.group() == "FT" else "half time"


_NIL = re.compile(r"0(?![\w/%°-]|[.,:][0-9])")
_SIDE = "[A-Z][a-z]{2,14}"
_NIL_AFTER = re.compile(
    rf"\b(?P<team>{_SIDE}) [0-9](?: \([^()]{{1,48}}\))?(?P<comma>,?) (?:{_SIDE} ){{1,2}}$"
)
_NIL_BEFORE = re.compile(
    rf"(?P<comma>,?) (?P<team>{_SIDE})(?: {_SIDE})? [0-9](?=[.,;:!?)](?![0-9])|$| \()"
)
_TEAM = re.compile(rf"\b{_SIDE} $")
_CLUB = r"(?:[A-Z][\w'’]{1,14}|&)"
_SIDES = (
    rf"(?P<home>{_CLUB}(?: {_CLUB}){{0,3}}) [0-9]{{1,2}}[,;] (?P<away>{_CLUB}(?: {_CLUB}){{0,3}})"
)
_FIRST_RESULT = re.compile(rf"(?:^|[.;:!?(\n] ?){_SIDES} $")
_SECOND_RESULT = re.compile(rf"{_SIDES} [0-9]{{1,2}}(?=[.;!?)\n]|$)")
_HOME_SIDE = re.compile(rf"(?:^|[.;:!?(\n] ?)(?P<home>{_CLUB}(?: {_CLUB}){{0,3}}) $")
_CLUBS = re.compile(
    r"\b(?:United|Utd|City|Town|Rovers|Athletic|Albion|Wanderers|County|Rangers|Celtic|Hearts|Hibs|Hibernian|Aberdeen|Dons|Dundee|Thistle|Killie|Kilmarnock|Motherwell|Livi|Livingston|St Mirren|St Johnstone|Falkirk"
    r"|Arsenal|Chelsea|Spurs|Tottenham|Liverpool|Everton|Villa|Palace|Brentford|Fulham|Brighton|Wolves|Leeds|Burnley|Sunderland|Newcastle|Bournemouth|Forest|Leicester|Ipswich|Southampton|Saints|Norwich|Boro|Middlesbrough|Derby|Stoke|Hull|Watford|Millwall|QPR|Pompey|Portsmouth|Wrexham|Coventry|Swansea|Cardiff|Barnsley|Blackpool|Bolton|Wigan|Reading|Barcelona|Barca|Madrid|Juventus|Inter|Milan|Roma|Napoli|Bayern|Dortmund|PSG|Ajax|Benfica|Porto"
    r"|England|Scotland|Wales|Ireland|France|Germany|Spain|Italy|Portugal|Brazil|Argentina|Netherlands|Belgium|Croatia|Denmark|Sweden|Norway)\b"
)
"""Sides of football; of other things nought is not nil."""
_ENDS_RESULT = re.compile(r"[.;:!?)\n]|$")
_LONGEST_RESULT = 90
_PARTIES = frozenset("labour greens tories conservatives reform plaid libdems".split())
_RESULT = re.compile(
    r"\b(?:HT|FT|[Hh]alf[- ]time|[Ff]ull[- ]time|[Rr]esults?|[Ss]cores?|League|Cup|goals?|att|pens|aet)\b"
)


def _nil(match: re.Match[str], context: Context) -> str | None:
    """“Fulham 0 Everton 0”, “Half-time: Leicester 1, Wolves 0”."""
    if context.locale.day_first and _is_whole_result(match, context):
        return "nil"
    before = context.text[max(0, match.start() - 90) : match.start()]
    other = _NIL_AFTER.search(before) or (
        _TEAM.search(before) and _NIL_BEFORE.match(context.text, match.end())
    )
    if not context.locale.day_first or not other:
        return None
    if other["team"].lower() in _NO_TEAMS | _PARTIES:
        return None
    if other["comma"] and not _RESULT.search(context.near_in_sentence(match)):
        return None
    return "nil"


def _is_whole_result(match: re.Match[str], context: Context) -> bool:
    """Whether nothing but two sides and their goals makes the sentence: “Hibs 0, Rangers 0.”"""
    text, end = context.text, match.start()
    begin = max(0, end - _LONGEST_RESULT)
    found = _FIRST_RESULT.search(text, begin, end)
    if found is None or not _ENDS_RESULT.match(text, match.end()):
        home = _HOME_SIDE.search(text, begin, end)
        found = home and _SECOND_RESULT.match(text, home.start("home"))
    return found is not None and _CLUBS.search(found.group()) is not None


_FORM = re.compile(
    r"(?<!\w)W ?(?P<won>[0-9]{1,2}),? D ?(?P<drawn>[0-9]{1,2})(?:,? L ?(?P<lost>[0-9]{1,2}))?(?!\w)"
)
_TABLE = re.compile(
    r"(?<!\w)Pl? ?(?P<played>[0-9]{1,2}),? W ?(?P<won>[0-9]{1,2}),? D ?(?P<drawn>[0-9]{1,2}),? L ?(?P<lost>[0-9]{1,2})"
    r"(?:,? F ?(?P<scored>[0-9]{1,3}),? A ?(?P<against>[0-9]{1,3}))?(?:,? (?:Pts|pts)\.?:? ?(?P<points>[0-9]{1,3}))?(?!\w)"
)


def _table(match: re.Match[str], context: Context) -> str:
    """“P12 W10 D1 L1 F24 A8 Pts 31”."""
    return ", ".join(
        f"{'for' if name == 'scored' else name} {say_number(number, context)}"
        for name, number in match.groupdict().items()
        if number
    )


RULES = (
    Rule("number", "P", _TABLE, _table),
    Rule("number", "W", _FORM, _table),
    Rule("range", DIGIT, _NIL, _nil),
    Rule("abbreviation", "hHF", _HALF_TIME, _half_time),
    Rule("range", DIGIT, _GOALS, _goals),
)
