"""What a scoreboard of cricket says: “187-4”, “took 5-32”, “104*”, “9.3-1-42-3”, “6x4, 1x6”."""

import re

from wyoming_kokoro.text.normalize.english.durations import counted
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    ends_sentence,
    numerals,
    say_number,
)
from wyoming_kokoro.text.normalize.english.nouns import counts_after
from wyoming_kokoro.text.normalize.english.odds import TOTALS
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_INNINGS = re.compile(
    rf"{ALONE}(?P<runs>[0-9]{{1,3}})[-–/](?P<wickets>10|[0-9])(?:(?:(?<=[0-9]{{3}}[-–/][0-9]) (?=d\b))?(?P<d>d(?:ec)?){END}|{END}(?P<declared> dec(?:l(?:ared)?)?\b\.?)?)(?![-–/][0-9]|\.[0-9])"
)
_IN_PLAY = re.compile(
    r"\b(?:stumps|wickets?|wkts?|innings|all out|reduced to|slump\w*|collaps\w*)\b", re.IGNORECASE
)
"""What tells an innings from “24/7”, all day and every day."""
_FIGURES = re.compile(
    rf"{ALONE}(?P<wickets>[1-9]|10)[-–/](?P<runs>[0-9]{{1,3}}){END}(?![-–/][0-9]|\.[0-9])"
)
_CRICKET = re.compile(
    r"\b(?:stumps|wickets?|wkts?|innings|overs?|declared?|(?-i:decl?)|all out|not out|test match|ashes|bowled?|bowler|bowling|batted|batsm[ae]n|batters?"
    r"|(?:at|by) (?:lunch|tea|the close|the end of day)|clos\w+ the (?:first |second |third |fourth |opening )?day|slump\w*|collaps\w*|reduced to|follow-on|t20|odi|cricket|lbw|runs(?! (?:(?:through|thru|until|till?) )?[0-9]{1,2}/)|won (?:the )?toss|crease|opener|(?:trail|lead)(?:s|ed|ing)? (?:by [0-9]{2,3}|[0-9]{3}))\b|\b(?:c|lbw) (?:[A-Z][a-z]+ |& )?b [A-Z]",
    re.IGNORECASE,
)
_SCORECARD = re.compile(r"[0-9] \((?:[A-Z][a-z]{2,14} [0-9]{2,3}\*?[,;] )+[A-Z][a-z]+ [0-9]")
"""Who made most of a total: “423 (Brook 171, Root 84)”."""
_BALLS_FACED = re.compile(r" \([0-9]{1,3}(?:\.[1-5])?(?: ?ov(?:er)?s?| balls)?\)")
_GOALS = re.compile(rf"\b(?:goals?|BTTS|accas?)\b|{TOTALS}")
_SIDE = re.compile(
    r"\b[A-Z][a-z]{3,14}(?: (?:are|were|have|had|on|reach(?:ed)?|made|post(?:ed)?|resumed?(?: on)?|finish(?:ed)?(?: on)?|end(?:ed)?(?: on)?|clos\w+(?: on)?)){1,2}(?: now)? $"
)
_WICKET = re.compile(r"\blbw\b|\bc (?:[A-Z][a-z]+|&) b [A-Z]")
_SECOND = re.compile(r"\b[1-9][0-9]{1,2}(?:-[0-9]d?)? (?:&|and) $")
_FIRST = re.compile(
    rf"{ALONE}(?P<runs>[1-9][0-9]{{1,2}})(?= (?:&|and) [1-9][0-9]{{1,2}}(?:-[0-9])?(?![\w.,]))"
)
_BALLOT = re.compile(
    r"\b(?:votes?|voted|MPs|Commons|Lords|Senate|House|council|bill|motion|amendment|passed|minus)\b"
)
_TOOK = re.compile(
    r"\b(?:took|takes?|taking|figures(?: of| are| were)?|finished with|returned|claimed|best of) $"
)
_SIDES = (
    "England|Eng|Aus|Ind|Pak|NZ|SA|WI|SL|Scot|Ire|Australia|India|Pakistan|New Zealand|South Africa|West Indies|Windies|Sri Lanka|Bangladesh|Afghanistan|Ireland|Zimbabwe|Scotland|Yorks(?:hire)?|Lancs|Lancashire"
    "|Notts|Nottinghamshire|Surrey|Middlesex|Kent|Sussex|Essex|Hants|Hampshire|Somerset|Glos|Gloucestershire|Warks|Warwickshire|Worcs|Worcestershire|Leics|Leicestershire"
    "|Derbys|Derbyshire|Northants|Northamptonshire|Durham|Glamorgan"
)
_SIDE_BEFORE = re.compile(
    rf"\b(?:{_SIDES}),?(?: (?:are|were|now|on|reach(?:ed)?|made|post(?:ed)?|slip(?:ped)? to|finish(?:ed)? on|end(?:ed)? on|clos\w+ on)){{0,3}} $"
)
"""A side that plays cricket, and its runs: “Notts 45/0”."""
_CHASED = re.compile(r" (?:chasing|in pursuit of|in reply|needing|off [0-9]+|after [0-9]+ overs)\b")
_CLOSED_ON = re.compile(r"\b(?:closed?|slip(?:ped)?|score|total) (?:on|at|to|for|is|was|of) $")
_DECLARED_BEFORE = re.compile(r"[0-9] ?d(?:ec)? (?:&|and) $")
_STOPS = re.compile(r"[,;)]|\.(?:\s|$)|$| \([A-Z][a-z]+ [0-9]{1,3}\*")
_BOWLED_TOO = re.compile(r"\btook [1-9]-[0-9]{1,3}[,;] (?:and )?[A-Z][a-z]+ $")
_BET = re.compile(r"\b(?:odds|to win|bookies|favourites?|bets?|each[- ]way|e/w)\b")
_OFF_OVERS = re.compile(r" off [0-9]{1,2}(?:\.[1-5])?(?: ov(?:er)?s?)?(?:[,;)]|\.(?:\s|$)|$)")
_ANALYSIS = re.compile(
    rf"{ALONE}(?P<overs>[0-9]{{1,2}}(?:\.[1-5])?)-(?P<maidens>[0-9]{{1,2}})-(?P<runs>[0-9]{{1,3}})-(?P<wickets>10|[0-9]){END}(?![-–/.][0-9])"
)
_BOUNDARIES = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,2}}) ?[x×] ?(?P<runs>[46])s?(?!\w|\.[0-9])")
_STRUCK = re.compile(
    r"\b(?:hit|hits|hitting|struck|smash\w*|runs|balls|scored|boundaries|innings|not out|cricket)\b|[0-9]\* ?\(|\([0-9]{1,3}b\b"
)
_NOT_OUT = re.compile(rf"{ALONE}(?P<runs>[0-9]{{1,3}})\*(?![\w*])(?P<said> not out\b)?")
_BATSMAN = re.compile(r"(?<!\w)(?!Yes|No\b|Votes?\b)[A-Z][a-z]{2,14} [0-9]{1,3} $")
_NOT_OUT_SHORT = re.compile(r"(?<=[0-9] )n(?:\.o\.?(?![\w.])|o(?=[,;)]|\.?$|\. ))")
_BATTED = re.compile(
    r"\b(?:not out|unbeaten|centur(?:y|ies)|knock|stand|partnership|stumps|wickets?|innings|overs|cricket|[Aa]shes|balls|at (?:lunch|tea|the close))\b|\* (?:off [0-9]|\([0-9])|\([A-Z][a-z]+ [1-9][0-9]{1,2}\*[,)]|[0-9] (?:fours|sixes)\b|[A-Z][a-z]+ [0-9]{1,3}\*?,? (?:and )?[A-Z][a-z]+ [0-9]{1,3}\*|\b[1-9][0-9]{1,2}[-/][0-9],? \(?[A-Z][a-z]+ [0-9]{1,3}\*"
)


def _innings(match: re.Match[str], context: Context) -> str | None:
    """Runs for wickets: “287-6 at stumps”."""
    runs, wickets = int(match["runs"]), int(match["wickets"])
    sentence = context.near_in_sentence(match)
    if match.group() == "24/7" and not _IN_PLAY.search(sentence):
        return None
    if runs <= wickets or "/" in match.group() and _GOALS.search(sentence):
        return None
    told = match["d"] or _CRICKET.search(sentence) or _SCORECARD.search(sentence)
    second = _is_second(match, context)
    if not (told or second or _is_total(match, context) or _is_slashed(match, context)):
        return None
    if "/" not in match.group() and runs < 20:
        before = context.text[max(0, match.start() - 14) : match.start()]
        second = second or _SECOND.search(before) is not None
        if not second and not _WICKET.search(sentence):
            return None
    cardinal = numerals(context).cardinal
    declared = " declared" if match["declared"] or match["d"] else ""
    stop = "." if match.group().endswith(".") and ends_sentence(context, match.end()) else ""
    return f"{cardinal(runs)} for {cardinal(wickets) if wickets else 'no loss'}{declared}{stop}"


def _is_second(match: re.Match[str], context: Context) -> bool:
    """“India 350 & 12-1”."""
    before = context.text[max(0, match.start() - 40) : match.start()]
    first = _SECOND.search(before)
    return first is not None and _SIDE_BEFORE.search(before[: first.start()]) is not None


def _first(match: re.Match[str], context: Context) -> str | None:
    """The first innings of two, “NZ 348 & 254”: no flight."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    return say_number(match["runs"], context) if _SIDE_BEFORE.search(before) else None


def _is_total(match: re.Match[str], context: Context) -> bool:
    """Whether only an innings in Britain is told by such numbers: “Australia are 156-3”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    return (
        context.locale.day_first
        and int(match["runs"]) >= 100
        and "/" not in match.group()
        and (_SIDE.search(before) or _BALLS_FACED.match(context.text, match.end())) is not None
        and not _BALLOT.search(context.near_in_sentence(match))
        and not context.text.startswith("=", match.end() + 1)
    )


def _is_slashed(match: re.Match[str], context: Context) -> bool:
    """“Pakistan are 187/4 chasing 250”, “closed on 256/2”."""
    if not context.locale.day_first or int(match["runs"]) < (10 if "/" in match.group() else 50):
        return False
    if _BET.search(context.near_in_sentence(match)) or context.after(match.end()) == "of":
        return False
    before = context.text[max(0, match.start() - 40) : match.start()]
    if _DECLARED_BEFORE.search(before):
        return True
    if "/" not in match.group() and not _STOPS.match(context.text, match.end()):
        return False
    chased = _CHASED.match(context.text, match.end())
    return bool(chased or _SIDE_BEFORE.search(before) or _CLOSED_ON.search(before))


def _figures(match: re.Match[str], context: Context) -> str | None:
    """A bowler's wickets for runs: “took 5-32”."""
    if counts_after(match, context):
        return None
    named = context.before(match.start())[:1].isupper() and int(match["runs"]) > 19
    sentence = context.near_in_sentence(match)
    cricket = _CRICKET.search(sentence) or _SCORECARD.search(sentence)
    if int(match["runs"]) <= int(match["wickets"]) or not (
        named
        and cricket
        or named
        and _OFF_OVERS.match(context.text, match.end())
        or _BOWLED_TOO.search(context.text[max(0, match.start() - 32) : match.start()])
        or _TOOK.search(context.text[max(0, match.start() - 20) : match.start()])
        and (context.locale.day_first or cricket)
    ):
        return None
    cardinal = numerals(context).cardinal
    return f"{cardinal(int(match['wickets']))} for {cardinal(int(match['runs']))}"


def _not_out(match: re.Match[str], context: Context) -> str | None:
    """A batter's runs so far: “Root 104*”."""
    if not _BATTED.search(context.near_in_sentence(match)):
        return None
    return f"{numerals(context).cardinal(int(match['runs']))} not out"


def _analysis(match: re.Match[str], context: Context) -> str | None:
    """Overs, maidens, runs and wickets: “9.3-1-42-3”."""
    if "." not in match["overs"] and not _CRICKET.search(context.near_in_sentence(match)):
        return None
    names = ("overs", "maidens", "runs", "wickets")
    return ", ".join(say_number(match[name], context) for name in names)


def _boundaries(match: re.Match[str], context: Context) -> str | None:
    """What a batter hit: “6x4, 1x6”."""
    if not _STRUCK.search(context.near_in_sentence(match)):
        return None
    many = "" if match["number"] == "1" else "s"
    if match["runs"] == "6":
        return f"{say_number(match['number'], context)} six{'es' if many else ''}"
    return f"{say_number(match['number'], context)} four{many}"


def _not_out_short(match: re.Match[str], context: Context) -> str | None:
    """“Root 88 n.o.”, “Root 88 no”; a vote of 12 yes, 2 no is another thing."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    if "." not in match.group()[:2] and not _BATSMAN.search(before):
        return None
    last = match.group()[-1] == "." and ends_sentence(context, match.end())
    return "not out." if last else "not out"


_BALLS = re.compile(rf"{ALONE}(?P<balls>[1-9][0-9]{{0,2}}) ?b(?![\w'’])")
_ALL_OUT = re.compile(r"(?<=[0-9]{2})ao(?!\w)")
_OFF = re.compile(
    r"\b(?:off|from|in|with|w/) ?(?:just |only )?$|\((?:[0-9]{1,3} ?x ?[46], ?){0,2}$"
)
_TAKEN = re.compile(
    r"(?P<how>c (?:&|and) b|c(?= (?:sub|(?:[A-Z]['’])?[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?) b [A-Z])|st(?= [A-Z][a-z]+ b [A-Z])|lbw(?: b)?(?= [A-Z])|b(?= (?:de |van der )?(?:[A-Z]['’])?[A-Z][a-z]+(?:[- ][A-Z][a-z]+)? [0-9]{1,3}\b)|(?<=[a-z] )b(?= [A-Z]))(?!\w)"
)
_BATTER = re.compile(r"\b(?:[A-Z]['’])?[A-Z][a-z]+ (?:\([0-9]{1,3}\) )?$|[:(] ?$|\bout $")
_CAUGHT = re.compile(r"\bc (?:[A-Z]['’])?(?:sub|[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?) $")
_TALLIED = re.compile(r" [A-Za-z'’ -]{2,24} [0-9]")
_DISMISSED = {"c": "caught", "st": "stumped", "b": "bowled", "lbw": "LBW", "lbw b": "LBW bowled"}


def _balls(match: re.Match[str], context: Context) -> str | None:
    """“84 off 42b”, “41 (57b, 5x4)”."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    if not context.locale.day_first or not _OFF.search(before):
        return None
    return counted(int(match["balls"]), "ball", context)


def _taken(match: re.Match[str], context: Context) -> str | None:
    """How a batter got out: “Stokes c Carey b Lyon 41”, “Root lbw b Starc”."""
    before = context.text[max(0, match.start() - 32) : match.start()]
    how = match["how"]
    if not context.locale.day_first:
        return None
    if how == "b" and _CAUGHT.search(before):
        return "bowled"
    tallied = how != "b" or _TALLIED.match(context.text, match.end())
    if not tallied or not _BATTER.search(before):
        return None
    return _DISMISSED.get(how, "caught and bowled")


_EXTRA = re.compile(r"(?<=[( ])(?P<of>b|lb|w|nb) ?(?P<number>[0-9]{1,2})(?=[,)])")
_EXTRAS = re.compile(r"[Ee]xtras \([^()]{0,32}$")
_EXTRA_NAMES = {"b": "byes", "lb": "leg byes", "w": "wides", "nb": "no-balls"}


def _extra(match: re.Match[str], context: Context) -> str | None:
    """“extras (b 4, lb 6, w 2, nb 1)”."""
    if not _EXTRAS.search(context.text[max(0, match.start() - 44) : match.start()]):
        return None
    return f"{_EXTRA_NAMES[match['of']]} {say_number(match['number'], context)}"


RULES = (
    Rule("number", DIGIT, _FIRST, _first),
    Rule("abbreviation", "blnw", _EXTRA, _extra),
    Rule("unit", DIGIT, _BALLS, _balls),
    Rule("abbreviation", "a", _ALL_OUT, lambda match, context: "all out"),
    Rule("abbreviation", "cslb", _TAKEN, _taken),
    Rule("abbreviation", "n", _NOT_OUT_SHORT, _not_out_short),
    Rule("number", DIGIT, _NOT_OUT, _not_out),
    Rule("range", DIGIT, _ANALYSIS, _analysis),
    Rule("symbol", DIGIT, _BOUNDARIES, _boundaries),
    Rule("range", DIGIT, _INNINGS, _innings),
    Rule("range", DIGIT, _FIGURES, _figures),
)
