"""Whether a short m counts people and homes in millions: “67m people”, “1.5m new homes”."""

import re

from wyoming_kokoro.text.normalize.scanner import Context

_PEOPLE = frozenset(
    "people users viewers views followers subscribers customers voters votes listeners downloads streams households homes jobs visitors workers children"
    " adults residents passengers copies fans players patients pupils members motorists taxpayers students tourists families pensioners commuters drivers shoppers vehicles doses years miles hectares acres lives deaths men women soldiers animals trees lbf tonnes tons barrels km metres meters litres liters gallons kg Britons Americans".split()
)
_NOUN_OF_MANY = re.compile(
    r" (?:(?:new|more|extra|fewer|other|sq|square|cubic|UK|British|young|older|affordable) )?(?P<noun>[A-Za-z]+)"
)
_OTHER_CROWD = re.compile(
    r"[0-9](?:m| million) (?:people|lives|deaths|viewers|listeners|followers|users|subscribers|views|voters|watched|tuned in)\b[^.!?]*$"
)
"""Of which an amount before was: “7.3m viewers, vs 4.1m for …”."""
_CROWD = re.compile(
    r"\b(?:population|audience|viewership|readership|circulation|listenership|membership|electorate|workforce|turnover|t/o|revenue|profit)(?: (?:is|was|of|hit|reached))?(?: (?:about|nearly|over))?:? $"
    r"|\b(?:population|pop\.)(?: [^!?;]{1,40})? (?:is|was|of|from|to|at|about|approx\.?|around|over|nearly|than|by|vs\.?)(?: [a-z]{2,8}\.?)? $",
    re.IGNORECASE,
)
_WITHOUT_WORK = re.compile(
    r" (?:watched|tuned in|voted|signed up|viewed)\b| (?:are|were|remain(?:ed)?) (?:out of work|unemployed|jobless|homeless|on benefits|without)\b"
)
_WATCHED = re.compile(
    r"\b(?:drew|draw|draws|attracted|pulled in|peaked at|(?:watched|seen|viewed|heard|read|downloaded|streamed) by)(?: (?:an? (?:audience|average|peak)(?: of)?|about|over|around|nearly|almost|just|more than|up to))? $"
)
_CROWD_MOVED = re.compile(
    r"\b(?:lists?|unemployment|employment|jobless|claimants?|sales|numbers?|deaths|cases|profits?|losses|listings|debts?|figures?|total|"
    rf"{'|'.join(sorted(_PEOPLE))})\b[^.!?]{{0,30}} (?:fell|falls?|rose|risen|rises?|fallen|drop(?:ped|s)|grew|grows|grown|climb(?:ed|s)|jump(?:ed|s)|hits?|reache[ds]|topped|tops|passed|stands?|stood)"
    r"(?: (?:to|by|at|from|above|below))?(?: (?:c\. ?|about |some )?[0-9.,]+(?:m|k|%)? (?:to|from))?(?: (?:about|nearly|over|around|almost|just|only|more than|some|circa|ca?\.|approx\.?))? $",
    re.IGNORECASE,
)


_FAR = re.compile(r" (?:apart|away|long|wide|tall|high|deep|below|above)\b")
_OF_CROWD = re.compile(
    rf"\b(?i:{'|'.join(sorted(_PEOPLE))}) \((?:c\.? ?|ca\. ?|around |about |approx\.? ?|some |over |nearly |~ ?)?$"
    r"|\b(?:UK|US|EU|British|American|European|of) [a-z]{2,12}(?:[eo]rs|ists|ants) \((?:c\.? ?|about |~ ?)?$"
)
"""“UK adults (c. 18m)”."""


def is_million(match: re.Match[str], context: Context) -> bool:
    """Whether an m counts people: “67m people”, “population: 67m”."""
    found = _NOUN_OF_MANY.match(context.text, match.end())
    following = found["noun"] if found else ""
    if _WITHOUT_WORK.match(context.text, match.end()):
        return True
    if _FAR.match(context.text, match.end()):
        return False
    before = context.text[max(0, match.start() - 60) : match.start()]
    if before.endswith(" 1 in ") or following in _PEOPLE or _CROWD.search(before) is not None:
        return True
    if _WATCHED.search(before) and not context.text.startswith(" of ", match.end()):
        return True
    return bool(
        _OF_CROWD.search(before) or _OTHER_CROWD.search(before) or _CROWD_MOVED.search(before)
    )
