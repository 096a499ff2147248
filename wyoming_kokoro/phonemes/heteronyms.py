"""Heteronyms (homographs) of English, “lead” and “bass”: told apart by their neighbours where the
part of speech, which `tagger.py` finds and misaki's dictionary goes by, does not.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .override import Override


class _Heteronym(NamedTuple):
    """A pattern whose group ``word`` is said as `american` or `british` phonemes."""

    pattern: str
    american: str
    british: str


_PLACE = r"\b(?:in|to|from|near|via|at) (?P<word>(?-i:{}))(?=[.,;:!?]|$| (?:at|on|by|and|is|today|tomorrow)\b)"
_LEADEN = "pipes? paint poisoning acid crystal bullets? free lined solder weights? based levels? content shot roof"
_METAL = r"(?P<word>lead)(?= (?:is a (?:heavy |soft )?metal|in (?:the|your|our|drinking|tap) (?:water|paint|pipes?|soil)))"
_FISH = "".join(
    f"(?<!{kind} )" for kind in "striped grilled mouth fresh fried a of for caught".split()
)
_MUSIC = "guitars? drums? lines? player clef notes? solo level boost speaker tones? singer voice"
_TINY = "details? amounts? quantit(?:y|ies) particles? differences? traces? changes? variations? fragments? doses?"


_COUNTS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|hundred|twenty|thirty|forty"
    "|fifty|sixty|seventy|eighty|ninety|Control|Command|Shift|Alt"
)
"""After these a capital A is a letter: “seat four A”, “size three A batteries”."""


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})\\b"


_READINGS = (
    _Heteronym(rf"(?P<word>lead)(?=[ -]{_any(_LEADEN)})", "lˈɛd", "lˈɛd"),
    _Heteronym(
        r"\b(?:of|contains?|containing|tin and|like|heavy as) (?P<word>lead)(?=[.,;:!?]|$| (?:in|and|or|is|was)\b)",
        "lˈɛd",
        "lˈɛd",
    ),
    _Heteronym(_METAL, "lˈɛd", "lˈɛd"),
    _Heteronym(rf"{_FISH}(?P<word>bass)(?! (?:fish|fillet|boat|pro shops))", "bˈAs", "bˈAs"),
    _Heteronym(rf"(?P<word>bass)(?= {_any(_MUSIC)})", "bˈAs", "bˈAs"),
    _Heteronym(r"(?P<word>minute)(?=[ -](?:hands?\b|by[ -]minute))", "mˈɪnət", "mˈɪnɪt"),
    _Heteronym(rf"(?P<word>minute)(?= {_any(_TINY)})", "mInˈut", "mInjˈuːt"),
    _Heteronym(
        r"(?P<word>tear)(?= in (?:the|my|your|his|her|our|their|its|an?) (?!(?:\w+ )?(?:eyes?|corner)\b))",
        "tˈɛɹ",
        "tˈɛː",
    ),
    _Heteronym(
        r"(?:^|[.!?;,] |\b(?:to|please|will|can|don't|just|then|and|you) )(?P<word>tear)(?= (?:along|off|open|up|down|out|apart|it|them|the|your)\b)",
        "tˈɛɹ",
        "tˈɛː",
    ),
    _Heteronym(
        r"\b(?:tore|torn|wear and|mend(?:ed)? (?:a|the)|sewed (?:a|the))(?: (?:a|the))? (?P<word>tear)",
        "tˈɛɹ",
        "tˈɛː",
    ),
    _Heteronym(
        r"(?:\b(?:have|has|had|having|haven't|hasn't|hadn't|been|being|was|were)|\w['’]ve)"
        r"(?: (?:you|i|we|they|he|she|it|anyone|never|ever|already|just|not|also|only|all|both)){0,2} (?P<word>read)(?![ -]only)",
        "ɹˈɛd",
        "ɹˈɛd",
    ),
    _Heteronym(
        r"(?P<word>bow)(?= of (?:the|a|our|his|her|this) (?:ship|boat|vessel|yacht|canoe|ferry)\b)",
        "bˈW",
        "bˈW",
    ),
    _Heteronym(
        r"(?:^|[.!?;,] |\b(?:to|please|will|can|should|must|and|let's) )(?P<word>polish)(?= (?:the|your|my|his|her|our|their|this|these|it)\b)",
        "pˈɑlɪʃ",
        "pˈQlɪʃ",
    ),
    _Heteronym(
        r"\b(?:am|is|are|was|were|be|been|feels?|felt|seems?|quite|perfectly|more than|not|(?:I|you|we|they|he|she)['’](?:m|s|re)) (?P<word>content)(?=[.,;:!?]|$| (?:with|to)\b)",
        "kəntˈɛnt",
        "kəntˈɛnt",
    ),
    _Heteronym(
        r"(?:^|[.!?;,] |\b(?:to|please|will|can|then) )(?P<word>export)(?= (?:the|your|my|all|this|these|it|an?|as|to)\b)",
        "ɪkspˈɔɹt",
        "ɪkspˈɔːt",
    ),
    _Heteronym(
        r"\b(?:(?:subjected|led) to (?:\w+ )?|of |alcohol |drug |child |elder |domestic |substance |sexual |verbal |racist |online )(?P<word>abuse)(?! (?:the|it|him|her|them|your|my|this|their)\b)",
        "əbjˈus",
        "əbjˈuːs",
    ),
    _Heteronym(
        r"(?P<word>learned)(?= (?:men|man|wom[ae]n|judges?|friend|colleague|counsel|society|societies|journals?|professor|scholars?)\b)",
        "lˈɜɹnəd",
        "lˈɜːnɪd",
    ),
    _Heteronym(
        r"\b(?:the|this|that|every|one|our|of|whole) (?P<word>blessed)(?= (?!by\b|with\b|and\b)[a-z])",
        "blˈɛsəd",
        "blˈɛsɪd",
    ),
    _Heteronym(r"(?P<word>blessed)(?= (?:are|is|be) )", "blˈɛsəd", "blˈɛsɪd"),
    _Heteronym(r"\b(?:Book|patience|story|trials) of (?P<word>(?-i:Job))", "ʤˈOb", "ʤˈQb"),
    _Heteronym(
        r"(?P<word>wound)(?= (?:up|down|around|round|through|tight|tightly|back|its way)\b)",
        "wˈWnd",
        "wˈWnd",
    ),
    _Heteronym(
        r"\b(?:grow|grows|grew|growing|even) (?P<word>number)(?=[.,;:!?]|$| (?:in|and|by|with)\b)",
        "nˈʌməɹ",
        "nˈʌmə",
    ),
    _Heteronym(r"(?P<word>number)(?= than\b)", "nˈʌməɹ", "nˈʌmə"),
    _Heteronym(
        r"\b(?:(?:my|your|his|her|their|our|a|whose)|the(?= \w+(?:[.,;:!?]|$| (?:is|was|to|for|and|by|that)\b))) (?P<word>resume)",
        "ɹˈɛzəmˌA",
        "ɹˈɛzjuːmˌA",
    ),
    _Heteronym(
        r"(?P<word>(?-i:Reading))(?=, (?:England|UK|Berkshire|Pennsylvania|PA)\b| (?:Festival|Station)\b)",
        "ɹˈɛdɪŋ",
        "ɹˈɛdɪŋ",
    ),
    _Heteronym(_PLACE.format("Reading"), "ɹˈɛdɪŋ", "ɹˈɛdɪŋ"),
    _Heteronym(r"(?P<word>(?-i:Nice))(?=, France\b)", "nˈis", "nˈiːs"),
    _Heteronym(_PLACE.format("Nice"), "nˈis", "nˈiːs"),
    _Heteronym(
        r"\b(?:is|was|are|going|goes|go|went|it|game|match|show|watch) (?P<word>live)"
        r"(?=[.,;:!?]|$| (?:on (?:air|tv|channel|stage)|from|now|today|tonight)\b)",
        "lˈIv",
        "lˈIv",
    ),
    _Heteronym(
        r"\b(?:take|takes|took|taking|a deep|final) (?:a |the |his |her |their )?(?P<word>bow)(?=[.,;:!?]|$| (?:to|after|at|and)\b)",
        "bˈW",
        "bˈW",
    ),
    _Heteronym(rf"\b(?:{_COUNTS}) (?P<word>(?-i:A))(?![\w'’.])", "ˈA", "ˈA"),
    _Heteronym(
        r"(?P<word>(?-i:A))(?= (?:squared|cubed|plus|minus|equals|times|over|sub|to the power|union|intersection|given)\b)",
        "ˈA",
        "ˈA",
    ),
    _Heteronym(
        r"(?<=(?-i:[a-z,]) )(?P<word>(?-i:A))(?= (?:minor|major|sharp|flat|seven|sus|add)\b)",
        "ˈA",
        "ˈA",
    ),
    _Heteronym(
        r"(?P<word>(?-i:A))(?= (?:(?:sharp|flat) )?(?:(?:minor|major) (?:six|seven|nine|eleven|thirteen)|(?:seven )?sus (?:two|four)|diminished|augmented)\b)",
        "ˈA",
        "ˈA",
    ),
    _Heteronym(
        r"\b(?:vitamin|hepatitis|union|given|over) (?P<word>(?-i:A))(?![\w'’.])", "ˈA", "ˈA"
    ),
    _Heteronym(r"(?P<word>(?-i:Des))(?= Moines\b)", "də", "də"),
    _Heteronym(r"\bSanta (?P<word>(?-i:Fe))", "fˈA", "fˈA"),
    _Heteronym(
        r"\bCinco de (?P<word>(?-i:Mayo))",
        "mˈIO",
        "mˈIQ",
    ),
    _Heteronym(r"(?P<word>(?-i:Real))(?= (?:Madrid|Sociedad|Betis|Zaragoza)\b)", "ɹAˈɑl", "ɹAˈal"),
    _Heteronym(r"(?P<word>(?-i:Serie))(?= A\b)", "sˈɛɹiA", "sˈɛɹiA"),
    _Heteronym(
        r"(?P<word>(?-i:Celtic))(?= (?:versus|v|FC|Park|beat|won|win|wins|lost|lose|host|hosts|face|fans|drew|draw|play|nil|zero|one|two|three|four|five|six)\b)",
        "sˈɛltɪk",
        "sˈɛltɪk",
    ),
    _Heteronym(
        r"\b(?:versus|v|against|Rangers|beat|Glasgow|Hearts|Hibs|Aberdeen|Dundee|nil|zero|one|two|three|four|five|six) (?P<word>(?-i:Celtic))(?! (?:music|knot|cross|sea|languages?|art|nations)\b)",
        "sˈɛltɪk",
        "sˈɛltɪk",
    ),
    _Heteronym(r"\bTerre (?P<word>(?-i:Haute))", "hˈOt", "hˈQt"),
    _Heteronym(r"(?P<word>does)(?= (?:and (?:bucks|fawns|stags)|are female)\b)", "dˈOz", "dˈQz"),
)
_PATTERNS = tuple(re.compile(reading.pattern, re.IGNORECASE) for reading in _READINGS)
_WORD = re.compile(r"\(\?P<word>((?:\(\?-i:)?\w+\)?)\)")
_WORDS = re.compile(
    rf"\b(?:{'|'.join(sorted({_WORD.findall(reading.pattern)[0] for reading in _READINGS}))})\b",
    re.IGNORECASE,
)
"""A text without any of them is not looked at further."""


def heteronyms(text: str, given: Sequence[Override], *, british: bool) -> list[Override]:
    """`given` and what the neighbours of words tell about them, in order; words that are given
    already are left alone.
    """
    if not _WORDS.search(text):
        return list(given)
    taken = [(override.start, override.end) for override in given]
    found = list(given)
    for override in _found(text, british):
        if all(override.end <= start or override.start >= end for start, end in taken):
            found.append(override)
            taken.append((override.start, override.end))
    return sorted(found, key=lambda override: override.start)


def _found(text: str, british: bool) -> Iterator[Override]:
    for reading, pattern in zip(_READINGS, _PATTERNS, strict=True):
        for match in pattern.finditer(text):
            start, end = match.span("word")
            alone = not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
            if alone:
                yield Override(start, end, reading.british if british else reading.american)
