"""Times of notes and calendars, which nothing but their place tells: “Sat 4/10, 9.40”, “warm-up 8.15”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import DAY
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.scanner import Context

HOUR = r"(?:0[0-9]|1[0-9]|2[0-3]|[1-9])"
PRICED = re.compile(
    r"\b(?:[Oo]dds|[Pp]rices?|[Ss]hares?|[Bb]id\w*|[Ss]tock|[Ii]ndex|[Pp]ound|[Rr]ates?|(?:[Pp]etrol|[Dd]iesel|[Uu]nleaded|[Oo]il|[Gg]old) (?=(?:is|was|has|went|goes|rose|fell|up|down)\b)|[Ff]ares?|[Cc]osts?|[Ss]cores?)\b"
)
"""What a number with a point is said of."""
MEASURED = re.compile(
    r"\b(?:averag\w+|valu\w+|list(?:ed|s)|trad(?:ed|ing)|stands?(?!-)|stood|magnitude|measur\w+|scor\w+|rat(?:ed|ing|io)|GPA|pH|version|inflation|growth|level|section|clocked|capped|unchanged|priced?|worth|euros?|dollars?|[Ss]terling|down|rose|fell)\b|\b(?:went|go(?:es|ing|ne)?) up (?:by |to |from |about |nearly )?$"
)
_DATED = re.compile(
    rf"\b(?:{DAY}\.?,? )?"
    rf"(?:{DAY}\.?|[0-9]{{1,2}}(?:st|nd|rd|th)|[0-9]{{1,2}}/[0-9]{{1,2}}(?:/[0-9]{{2,4}})?"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6})(?:, | at | @ ?| )$"
)
"""A day that a time follows: “Sat 4/10, 9.40”."""
_NOTED = re.compile(
    r"(?<![\w.'’-])(?!(?:(?:wa|i|ar|b|we)(?:s|e|re|een)|about|over|under|nearly|almost|than|plus|minus|times|equals|around|approximately|roughly|only|just|exactly|pi|with|from|until|"
    r"still|that|this|then|the|and|into|onto|per|some|have|has|had|says?|reads?|gives?|shows?|gets?|got|made|makes|cost|costs|paid|pays?|below|above|between|are|for|but|not|all|any|its|our|his|her|via)\b)(?:[a-z]|(?<![^.!?;:\n] )(?<![^ ])[A-Z])[a-z-]{2,16} $|(?<!\w)R[1-6],? $"
    r"|\b(?:BBC ?(?:[1-4]|One|Two|Three|Four)|ITV[1-4X]?|RT[ÉE] ?[12]?|TG4|S4C|C[45]|Channel [45]|E4|Film4|More4|Dave|Radio [1-6]),? $"
)
"""An event in a note, with nothing that tells how much: “warm-up 8.15”."""
_NOW = re.compile(
    r"\b(?:[Ii]t['’]?s|[Tt]ime is|clock (?:says|said|reads))(?: (?:now|already|only|just|nearly|almost|about|gone|past))? $"
)
_ROUGHLY = re.compile(
    r"\b(?:at|by|till?|until|from|before|after|since|(?:[Hh]ome|[Bb]ack|there|here|leave|leaving|left|arriv(?:e|ed|ing)|finish(?:ed)?|start(?:s|ed)?|land(?:s|ed|ing)?|due|ready|opens|closes|round|asleep)(?: at)?|[’']ll be|[Ii]t (?:was|is))"
    r" (?:just )?(?:about|around|roughly|approx\.?|approximately|nearly|almost|after|before|gone|circa) $"
)
"""Before a time that is not told to the minute: “see you at about 7.15”."""
GOES_ON = re.compile(
    r"[,;!?)]|\.(?:\s|$)|$|\n| x{1,3}(?=[.!]|$)| (?:this|tonight|today|tomorrow|yesterday|last|in the|on|at|when|while|and|but|or|so|with|for|every|each|if|as|near|outside|because|to|from|by|after|before|until|till|though|then|I|we|he|she|they|my|love|mate|sharp|pls|please)(?!\w)(?! average)"
)
_ENDS = re.compile(r"[,;!?)]|[.:](?:\s|$)|$")
_OTHER = re.compile(
    rf"(?<![\w.,:/£$€#+-])(?P<listed>(?:^|(?<=^ )|(?<=[,;:] )|(?<=[(\n])|(?<=and )|(?<=& )))?{HOUR}\.[0-5][0-9](?=[,;!?)]|\.(?:\s|$)|$| (?:and|&|or|for) | [A-Za-z][a-z-]{{3}})"
    r"(?! (?:each|million|billion|metres?|miles?|kilos?|litres?|inch(?:es)?|times|tonnes?|kilo\w+|milli\w+|degrees)\b)"
)
_ITEM = re.compile(r"(?:[:;,] |[(\n]|\band |& )$")
_EVENT = re.compile(
    r" (?!(?:and|or|for|to|in|on|at|of|by|per|each|from|with|than|times|more|less|above|below|million|billion|hundred|metre|meter|mile|kilo|litre|liter|inch|tonne|degree|percent|is|was|are|were|will|would)\b)"
    r"(?P<noun>[a-z][a-z-]{2,16})"
)
"""The noun of an item of a list: “9.15 assembly”."""
_JOINED = re.compile(r"(?:\band |& |, )$")
_SPAN = re.compile(
    rf"(?<![\w.,:/£$€#+-])(?:1[0-2]\.[0-5][05] ?[-–] ?[1-5]\.[0-5][05]|{HOUR}\.[0-5][05] ?[-–] ?{HOUR}\.[0-5][05](?: ?[ap]m\b| (?:in|for) [Yy](?:ea)?rs?\b))(?![\w%°.])"
)
"""From an hour to another, which tells what else is one: “12.15–1.15 in yr 3 and 12.45 in yr 4”."""
_WHOLE_DAY = re.compile(
    r"(?<![\w.,:/£$€#+-])(?:0[0-9]\.[0-5][0-9] ?[-–] ?(?:[01][0-9]|2[0-3])\.[0-5][0-9]|(?:[6-9]|1[0-9]|2[0-3])\.(?:00|15|30|45) ?[-–] ?(?:1[3-9]|2[0-3])\.(?:00|15|30|45))(?![\w%°]|\.[0-9]| ?[£€$])"
)
"""A span of the 24-hour clock."""
_DECIMAL = re.compile(rf"(?<![\w.])(?!{HOUR}\.[0-5][0-9](?![0-9]))[0-9]{{0,6}}\.[0-9]")
_FIGURES = re.compile(
    r"\b(?:values?|results?|readings?|averag\w+|ratios?|samples?|coefficients?|times as|per cent|percent|weigh\w*|diamet\w+|index|factor|coordinates?|mean|median|grades?|marks?|points?|lap|laps|seconds|secs|dives?|pay|paid|owe[sd]?|d\.p|decimals?|rounded|pi|answer|equals?|spen[dt]|charge|total|updat\w+|upgrad\w+|install\w*|releas\w+)\b",
    re.IGNORECASE,
)


def runs_on(match: re.Match[str], context: Context) -> bool:
    """Whether a span is one of the 24-hour clock, or stands beside one: “6.30-8.30 and 17.00-22.00”."""
    sentence = context.near_in_sentence(match)
    if not _WHOLE_DAY.search(sentence) or not GOES_ON.match(context.text, match.end()):
        return False
    return not _has_figures(sentence)


def _has_figures(sentence: str) -> bool:
    """Whether a sentence tells figures, of which a number with a point is rather one than a time."""
    return any(words.search(sentence) for words in (MEASURED, PRICED, _FIGURES))


def is_rough(match: re.Match[str], before: str, context: Context) -> bool:
    """“shed its load at about 5.30.”"""
    sentence = context.near_in_sentence(match)
    if match["minute"][1] not in "05" or not _ROUGHLY.search(before):
        return False
    if _has_figures(sentence):
        return False
    return GOES_ON.match(context.text, match.end()) is not None


def is_noted(match: re.Match[str], before: str, context: Context) -> bool:
    """Whether a note tells when things happen: “warm-up 8.15, start 9”, “9.15 dentist, 11.00 gym”."""
    if _DATED.search(before):
        return True
    sentence = context.near_in_sentence(match)
    if _has_figures(sentence):
        return False
    if (_NOTED.search(before) or _NOW.search(before)) and _ENDS.match(context.text, match.end()):
        return True
    if _JOINED.search(before) and match["minute"][1] in "05" and _SPAN.search(sentence):
        return True
    event = _EVENT.match(context.text, match.end())
    if event and _ITEM.search(before) and not is_plural_noun(event["noun"]):
        return True
    if _DECIMAL.search(sentence):
        return False
    others = list(_OTHER.finditer(sentence))
    return len(others) > 1 and any(other["listed"] is not None for other in others)
