"""Places in the Bible and the Quran: “John 3:16”, “1 Cor. 13:4–7”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, END, initials, numerals
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SHORT = dict(
    pair.split("=")
    for pair in (
        "Gen=Genesis,Ex=Exodus,Exod=Exodus,Lev=Leviticus,Num=Numbers,Deut=Deuteronomy,Josh=Joshua,Judg=Judges,Sam=Samuel,Kgs=Kings,Chr=Chronicles,"
        "Chron=Chronicles,Neh=Nehemiah,Esth=Esther,Ps=Psalm,Pss=Psalms,Prov=Proverbs,Eccl=Ecclesiastes,Isa=Isaiah,Jer=Jeremiah,Lam=Lamentations,"
        "Ezek=Ezekiel,Dan=Daniel,Hos=Hosea,Mic=Micah,Hab=Habakkuk,Zeph=Zephaniah,Hag=Haggai,Zech=Zechariah,Mal=Malachi,Matt=Matthew,Mt=Matthew,"
        "Mk=Mark,Lk=Luke,Jn=John,Rom=Romans,Cor=Corinthians,Gal=Galatians,Eph=Ephesians,Phil=Philippians,Col=Colossians,Thess=Thessalonians,Macc=Maccabees,"
        "Tim=Timothy,Philem=Philemon,Heb=Hebrews,Jas=James,Pet=Peter,Rev=Revelation"
    ).split(",")
)
SHORT_FORMS = frozenset(_SHORT) - frozenset("Dan Sam Tim".split())
"""Those that stand before a number, and are first names more rarely than books."""
_BOOKS = frozenset(_SHORT.values()) | frozenset(
    "Ruth Ezra Job Joel Amos Obadiah Jonah Nahum Acts Titus Jude Surah Quran Qur'an Song Songs Solomon Wisdom Sirach Maccabees Nephi Alma".split()
)
_BOOK = re.compile(
    rf"(?P<book>{alternation(set(_SHORT) | _BOOKS)})(?P<dot>\.?)(?= [0-9]{{1,3}}:[0-9])"
)
_NTH = re.compile(
    rf"{ALONE}(?P<nth>[123]) (?=(?:Sam|Kgs|Kings|Chr|Cor|Thess|Tim|Pet|John|Jn|Macc|Nephi)[a-z]{{0,10}}\.? [0-9])"
)
_VERSE = re.compile(
    rf"{ALONE}(?P<chapter>[0-9]{{1,3}}):(?P<verse>[1-9][0-9]{{0,2}})(?:[-–](?P<last>[1-9][0-9]{{0,2}}))?{END}(?![:.][0-9]| ?[ap]\.?m)"
)


def _book(match: re.Match[str], context: Context) -> str | None:
    return _SHORT.get(match["book"])


def _nth(match: re.Match[str], context: Context) -> str:
    return f"{('First', 'Second', 'Third')[int(match['nth']) - 1]} "


def _verse(match: re.Match[str], context: Context) -> str | None:
    """A chapter and a verse after the name of a book."""
    book = context.before(match.start())
    if book not in _BOOKS and book not in _SHORT:
        return None
    cardinal = numerals(context).cardinal
    chapter, verse = cardinal(int(match["chapter"])), cardinal(int(match["verse"]))
    if not match["last"] and int(match["verse"]) > 9:
        return f"{chapter} {verse}"
    head = chapter if book in ("Psalm", "Psalms", "Ps", "Surah") else f"chapter {chapter}"
    if match["last"]:
        return f"{head}, verses {verse} to {cardinal(int(match['last']))}"
    return f"{head}, verse {verse}"


RULES = (
    Rule("abbreviation", initials((*_SHORT, *_BOOKS)), _BOOK, _book),
    Rule("ordinal", DIGIT, _NTH, _nth),
    Rule("number", DIGIT, _VERSE, _verse),
)
