"""Places in the Bible and the Quran: “John 3:16”, “1 Cor. 13:4–7”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, initials, numerals
from wyoming_kokoro.text.normalize.english.measures import is_part_of
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SHORT = dict(
    pair.split("=")
    for pair in (
        "Gen=Genesis,Ex=Exodus,Exod=Exodus,Lev=Leviticus,Num=Numbers,Deut=Deuteronomy,Josh=Joshua,Judg=Judges,Sam=Samuel,Kgs=Kings,Chr=Chronicles,"
        "Chron=Chronicles,Neh=Nehemiah,Esth=Esther,Ps=Psalm,Pss=Psalms,Prov=Proverbs,Eccl=Ecclesiastes,Isa=Isaiah,Jer=Jeremiah,Lam=Lamentations,"
        "Ezek=Ezekiel,Dan=Daniel,Hos=Hosea,Mic=Micah,Hab=Habakkuk,Zeph=Zephaniah,Hag=Haggai,Zech=Zechariah,Mal=Malachi,Matt=Matthew,Mt=Matthew,"
        "Mk=Mark,Lk=Luke,Jn=John,Rom=Romans,Cor=Corinthians,Gal=Galatians,Eph=Ephesians,Phil=Philippians,Col=Colossians,Thess=Thessalonians,Macc=Maccabees,"
        "Tim=Timothy,Philem=Philemon,Heb=Hebrews,Jas=James,Pet=Peter,Rev=Revelation,Gn=Genesis,Dt=Deuteronomy,Jgs=Judges,Tb=Tobit,Prv=Proverbs,Wis=Wisdom,"
        "Sir=Sirach,Ez=Ezekiel,Dn=Daniel,Zec=Zechariah,Thes=Thessalonians,Sm=Samuel,Tm=Timothy,Pt=Peter,Rv=Revelation"
    ).split(",")
)
SHORT_FORMS = frozenset(_SHORT) - frozenset("Dan Sam Tim".split())
"""Those that stand before a number, and are first names more rarely than books."""
_BOOKS = frozenset(_SHORT.values()) | frozenset(
    "Ruth Baruch Tobit Judith Ezra Job Joel Amos Obadiah Jonah Nahum Acts Titus Jude Surah Quran Song Songs Solomon Wisdom Sirach Maccabees Nephi Alma".split()
)
_BOOK = re.compile(
    rf"(?P<book>{alternation(set(_SHORT) | _BOOKS)})(?P<dot>\.?)(?= [0-9]{{1,3}}: ?[0-9])"
)
_ISAIAH = re.compile(
    r"(?<![\w.])Is(?:\.(?= [1-9][0-9]?:[0-9])|(?= [2-6][0-9]:[0-9]| [1-9]:[0-9](?![0-9])))"
)
"""“Is. 9:1-6”, “Is 40:1”; without the full stop an hour of the day may be asked for."""
_CHAPTER_OF = re.compile(
    r"(?<![\w.])(?P<book>(?<=[123I] )(?:Sam|Tim)|Isa|Rom|Cor|Matt|Deut|Exod|Prov|Eccl|Jer|Ezek|Zech|Mal|Thess|Heb|Jas|Pet|Eph|Gal|Judg|Neh|Kgs|Chron|Josh|Phil)"
    r"\.(?= (?:[1-9]|[1-6][0-9])(?![\w%]|,[0-9]| (?:people|years|days|of|times|minutes|hours|more)\b))"
)
"""A whole chapter: “Isa. 40”."""
_NUMBERED_BOOKS = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|Maccabees|(?:Sam|Kgs|Chron|Cor|Thess|Tim|Pet)\\."
_ROMAN_NTH = re.compile(
    rf"(?<![\w.])(?P<nth>I{{1,3}}) (?=(?:{_NUMBERED_BOOKS}) [0-9]|John [1-5](?::[0-9]|(?![\w:])))"
)
_NTH = re.compile(
    rf"{ALONE}(?P<nth>[123]) (?=(?:Sam|Kgs|Kings|Chr|Cor|Thes|Tim|Pet|John|Jn|Macc|Nephi|Sm|Tm|Pt)[a-z]{{0,10}}\.? [0-9])"
)
_VERSE = re.compile(
    rf"{ALONE}(?P<chapter>[0-9]{{1,3}}): ?(?P<verse>[1-9][0-9]{{0,2}})(?:[-–](?:(?P<further>[1-9][0-9]{{0,2}}):)?(?P<last>[1-9][0-9]{{0,2}}))?{END}(?![:.][0-9]| ?[ap]\.?m)"
)
_PERSON = re.compile(r"(?:Dan|Matt|Phil|Sam|Tim) (?:1[0-2]|[1-9]):[0-5][0-9](?![\w:]|[-–,][0-9])")
_TOLD = re.compile(
    r"\b(?:[Tt](?:ell|old|ext(?:ed)?)|[Cc]all(?:ed)?|[Pp]honed?|[Rr][iau]ng|[Mm]eet|[Mm]et|[Aa]sk(?:ed)?|[Gg][ai]ve|[Pp]ick up) $"
)
_SECOND = frozenset(("Sam", "Tim"))
"""Of which there is a second book."""
_NTH_BEFORE = re.compile(r"(?:\b[123I]{1,3}|[Ff]irst|[Ss]econd) $")


def _book(match: re.Match[str], context: Context) -> str | None:
    """Of a person, the time of day is told: “Call Sam 4:30”, “I told Dan 3:15”."""
    if _PERSON.match(context.text, match.start()):
        before = context.text[max(0, match.start() - 12) : match.start()]
        if _TOLD.search(before) or match["book"] in _SECOND and not _NTH_BEFORE.search(before):
            return None
    return _SHORT.get(match["book"])


def _nth(match: re.Match[str], context: Context) -> str | None:
    if context.after(match.end()) == "Pt" and is_part_of(match, context):
        return None  # “season 2 Pt 3”
    nth = match["nth"]
    return f"{('First', 'Second', 'Third')[int(nth) - 1 if nth.isdecimal() else len(nth) - 1]} "


def _verse(match: re.Match[str], context: Context) -> str | None:
    """A chapter and a verse after the name of a book."""
    book = context.before(match.start())
    if book == "an" and context.text.endswith(("Qur'an ", "Qur’an "), 0, match.start()):
        book = "Quran"
    if book not in _BOOKS and book not in _SHORT and book != "Is":
        return None
    code = numerals(context).code
    chapter, verse = code(match["chapter"]), code(match["verse"])
    short = len(match["chapter"]) < 3 and len(match["verse"]) == 2
    if not match["last"] and short:
        return f"{chapter} {verse}"
    head = chapter if book in ("Psalm", "Psalms", "Ps", "Surah", "Quran") else f"chapter {chapter}"
    if match["further"]:
        end = f"{code(match['further'])}, verse {code(match['last'])}"
        return f"{head}, verse {verse} to {'' if head == chapter else 'chapter '}{end}"
    if match["last"]:
        return f"{head}, verses {verse} to {code(match['last'])}"
    return f"{head}, verse {verse}"


RULES = (
    Rule("abbreviation", initials((*_SHORT, *_BOOKS)), _BOOK, _book),
    Rule("abbreviation", "I", _ISAIAH, lambda match, context: "Isaiah"),
    Rule("abbreviation", "IRCMDEPJZTHGNKS", _CHAPTER_OF, _book),
    Rule("ordinal", DIGIT, _NTH, _nth),
    Rule("ordinal", "I", _ROMAN_NTH, _nth),
    Rule("number", DIGIT, _VERSE, _verse),
)
