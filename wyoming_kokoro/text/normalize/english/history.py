"""What tells that a date or a year is of the past: lives, wars, the Middle Ages."""

import re

from wyoming_kokoro.text.normalize.scanner import Context, Rule

MEDIEVAL = re.compile(
    r"\b(?:Battle of|Hastings|Norman\w*|Conquest|William the Conqueror|Domesday|Crusades?|Harold|Edward the Confessor|Canute|Macbeth|Saxons?|Vikings?|medieval|abbey|[Ff]ounded|[Bb]orn|[Dd]ied|[Cc]rowned)\b"
)
_PAST = re.compile(
    r"\b(?:[Bb]orn|[Bb]irthday|[Bb]irth|DOB|D\.O\.B|[Dd]ied|[Kk]illed|[Mm]arried|[Cc]rowned|[Cc]oronation|[Aa]bdicat\w+|[Cc]hristened|[Bb]egan|[Ff]ounded|[Ll]aunched|[Oo]pened|[Rr]eleased|came out|flew|signed|D-Day|VE|VJ|[Bb]litz|Dunkirk|wars?|War|WW2|WWII|[Ee]vacuat\w+|[Bb]omb\w*|RAF|Luftwaffe|Spitfires?)\b"
)
_LIVED = re.compile(r"\b[bdm]\. ?$")
_GREAT_WAR = re.compile(
    r"\b(?:Somme|Armistice|Ypres|Passchendaele|Gallipoli|WW1|WWI|Great War|First World War|Titanic|[Ss]uffragettes?)\b"
)
_LIFE = re.compile(
    r"(?<![\w.])(?P<short>ca|c|b|d|fl|r|m)\.(?= ?(?:1[0-9]{3}|20[0-2][0-9]|[1-9][0-9]{2})(?![0-9]|,[0-9]|\.[0-9])|(?<=\([bdm]\.) ?['’]?[0-9]{2}\)|(?<=[bdr]\.) ?[1-9][0-9]? (?:BC|AD)|(?<=[bdm]\.) ?[0-9]{1,2}(?:[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}(?![\w/-]|\.[0-9])| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} [12][0-9]{3}))"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
_LIFE_DAY = re.compile(rf"(?<![\w.@/])(?P<short>b|d)\.(?= (?:{_MONTH}|[0-9]{{1,2}} {_MONTH}))")
_BESIDE = {"b": re.compile(r"[,(] ?$"), "d": re.compile(r"[,(;] ?$")}
_LIVES = {
    "ca": "circa",
    "c": "circa",
    "b": "born",
    "d": "died",
    "fl": "flourished",
    "r": "reigned",
    "m": "married",
}


def century(year: str, match: re.Match[str], context: Context) -> str:
    """A year of two figures that what is told puts into the last century: “born 12/5/39”."""
    if len(year) > 2 or int(year) >= 50:
        return year
    past = _PAST if int(year) >= 30 else _GREAT_WAR
    lived = _LIVED.search(context.text[max(0, match.start() - 4) : match.start()])
    if past.search(context.near_in_sentence(match)) or int(year) >= 30 and lived:
        return f"19{year}"
    return year


def _life(match: re.Match[str], context: Context) -> str:
    """“c. 1850”, “b. 1920”."""
    space = " " if context.text[match.end() : match.end() + 1] != " " else ""
    return _LIVES[match["short"]] + space


def _life_day(match: re.Match[str], context: Context) -> str | None:
    """“Francis, b. Dec. 17”."""
    before = context.text[max(0, match.start() - 2) : match.start()]
    return _LIVES[match["short"]] if _BESIDE[match["short"]].search(before) else None


_TO_ABOUT = re.compile(r"(?<=[0-9])[-–](?=ca?\. ?[1-9][0-9]{1,3}(?!\w))")


_TO_DECADE = re.compile(r"(?:(?<=0s)|(?<=0s ))[-–] ?(?=['’]?[1-9]0s(?!\w))")


def _to_decade(match: re.Match[str], context: Context) -> str | None:
    """“the 1980s-’90s”, “the '60s -70s”; seconds are read elsewhere."""
    dated = context.last_class == "date" and context.since_last(match.start()) in ("", " ")
    return "to" if dated else None


RULES = (
    Rule("range", "-–", _TO_DECADE, _to_decade),
    Rule("range", "-–", _TO_ABOUT, lambda match, context: " to "),
    Rule("date", "cbdfrm", _LIFE, _life),
    Rule("date", "bd", _LIFE_DAY, _life_day),
)
