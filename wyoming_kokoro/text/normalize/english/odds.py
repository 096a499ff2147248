"""What bookmakers give, and by what share something changes: “at 14/1”, “SP 5/2F”, “cut by 1/4”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, numerals
from wyoming_kokoro.text.normalize.english.racing import COURSES
from wyoming_kokoro.text.normalize.english.slashed_dates import CUT_PIECE, is_rated
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_ODDS = re.compile(
    rf"{ALONE}(?P<for>[1-9][0-9]{{0,3}})/(?P<against>[1-9][0-9]?|100)(?: ?(?P<rank>[JC]F|(?<! )(?:[jc]?f|F)))?(?![^\W_]|[/⁄]|[.,][0-9])"
)
TOTALS = r"(?:[Oo]ver|[Uu]nder) [0-9]{0,2}\.5 (?:goals|cards|corners|bookings|points|shots|frames|legs|sets|tries)\b"
"""What is bet on besides who wins."""
_BETTING = re.compile(
    r"\b(?:(?i:odds|bookies?|bookmakers?|fav(?:ou?rite)?|outsiders?|evens|each[- ]way|e/w|betting|punters?|Cheltenham|Aintree|Ascot|Epsom|Newmarket|Goodwood|Kempton|Haydock|Sandown|Doncaster|jockeys?|racecourse|Grand National|(?:grey |bay |chestnut )(?:mare|horse|gelding|colt|filly)|runners?[- ]up|(?:won|wins|win|landed|lands|took) (?:the|a|its) [^!?]{0,24}(?:race|hurdle|chase|handicap|stakes|cup)|to win the|accas?|accumulators?|(?:teams )?to score|O/U|by [0-9½a-z-]{1,6} lengths|draw (?:(?:is|at) )?[0-9]|BTTS|[0-9]{1,2}/[0-9]{1,2}[jc]?f|[0-9]{1,3}/1 bar|lucky (?:15|31|63)|returns? £|in the [1-9][0-9]?\.[0-9]{2}\b|(?<!of )[0-9]{1,3}/[0-9]{1,2} to (?:win|beat|qualify|score))"
    r"|fiver|tenner|wagers?|[Dd]rift(?:s|ed)|[Ss]horten(?:s|ed)|[Bb]acked(?: in)?|SP|Bet365|Paddy Power|William Hill|Ladbrokes|Coral|Betfair|[Ss]taked?|tipsters?|nap(?! roller))\b|"
    + TOTALS
)
_MOVED = re.compile(
    r"\b(?:gone|went|cut|slashed|in|out|[Dd]rift(?:ed|ing)|[Ss]horten(?:ed|ing)|[Ee]as(?:ed|ing)) from (?:[0-9]{1,3}/[0-9]{1,2} to )?$"
)
_INCHES = re.compile(r"/(?:16|32|64)(?![\w/])")
_TO_ODDS = re.compile(r" to (?P<for>[0-9]{1,3})/(?P<against>[0-9]{1,2})(?![0-9/])")
_FROM_ODDS = re.compile(r"\bfrom (?P<for>[0-9]{1,3})/(?P<against>[0-9]{1,2}) to $")
_MOVED_DAY = re.compile(
    r"\b(?:brought|forward|moved?|changed?|re-?(?:schedul|arrang)\w+|pushed|put back|postponed|dates?|deadline|meeting|app(?:oin)?t(?:ment)?|delivery|booking|party)\b"
)
"""“The match is brought forward from 14/6 to 12/6”."""
_ODDS_ON = re.compile(r" on to (?:win|beat)\b")
_PRICED = re.compile(
    r"(?: |-)(?:on )?(?:(?:joint|co)[- ])?(?:fav(?:ou?rite)?s?|shots?|outsiders?|chances?|winners?|bar)\b"
)
"""What is told by its odds: “a 13/8 favourite”."""
_EACH_WAY = re.compile(r" (?P<the>the )?odds\b")
_AT_COURSE = re.compile(rf"\b(?:{COURSES})(?: Park)?(?::| [0-9]{{1,2}}[.:][0-9]{{2}}[,:]?) $")
_ON_DAY = re.compile(r"\b(?:on|by|until|till|due|since|dated|before|after|through|thru) $")
_LAST_DAY = 31
"""A longer price than this to one is no date."""
_RANKS = {"F": " favourite", "JF": " joint favourite", "CF": " co-favourite"}
_CHANGED = re.compile(
    r"\b(?:reduced|cut|slashed|lowered|raised|discounted|up|down|rose|risen|fell|fallen|increased?|decreased?|dropped|grew|grown|shr[au]nk|rises?|falls?|drops?|grows?|cheaper|bigger|smaller) by $",
    re.IGNORECASE,
)
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}


def _odds(match: re.Match[str], context: Context) -> str | None:
    """“gone from 12/1 to 5/1”, “1/3 on to win”."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    cardinal = numerals(context).cardinal
    gain, stake = int(match["for"]), int(match["against"])
    if not context.locale.day_first and context.text[match.end() : match.end() + 1] in ('"', "″"):
        return None  # inches
    if _CHANGED.search(before):
        share = gain < stake and stake in _PARTS and not CUT_PIECE.search(before)
        return f"{cardinal(gain)} {_PARTS[stake]}{'' if gain == 1 else 's'}" if share else None
    each_way = _EACH_WAY.match(context.text, match.end())
    if each_way and gain == 1 and stake in (2, 3, 4, 5):
        return f"{'' if before[-2:] == 'a ' else 'a '}{_PARTS[stake]}{'' if each_way['the'] else ' the'}"
    if context.locale.day_first and _PRICED.match(context.text, match.end()):
        return f"{cardinal(gain)} to {cardinal(stake)}"
    inches = _INCHES.search(context.text[max(0, match.start() - 9) : match.end() + 9])
    moved = None if inches else _MOVED.search(before)
    told = (
        match["rank"]
        or (gain, stake) == (100, 30)
        or stake == 1
        and gain > _LAST_DAY
        and context.locale.day_first
        or moved
        and (moved.group().endswith(" to ") or _TO_ODDS.match(context.text, match.end()))
        or context.locale.day_first
        and _is_backwards(match, before, context)
        or _ODDS_ON.match(context.text, match.end())
        or context.locale.day_first
        and _AT_COURSE.search(before)
        or _BETTING.search(context.near_in_sentence(match))
    )
    if is_rated(match, context) and not _BETTING.search(context.near_in_sentence(match)):
        return None
    if not told or gain == stake or _ON_DAY.search(before) or context.after(match.end()) == "of":
        return None
    rank = _RANKS[match["rank"].upper()] if match["rank"] else ""
    return f"{cardinal(gain)} to {cardinal(stake)}{rank}"


def _is_backwards(match: re.Match[str], before: str, context: Context) -> bool:
    """“from 6/1 to 4/1”, as no days of one month."""
    first, last = _FROM_ODDS.search(before), _TO_ODDS.match(context.text, match.end())
    start = first or (match if before.endswith("from ") else None)
    end = match if first else last
    if start is None or end is None or start["against"] != end["against"]:
        return False
    if _MOVED_DAY.search(context.near_in_sentence(match)):
        return False
    return _LAST_DAY >= int(start["for"]) > int(end["for"]) > int(end["against"])


RULES = (Rule("fraction", DIGIT, _ODDS, _odds),)
