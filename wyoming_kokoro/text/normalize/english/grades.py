"""Grades of schools and stars of hotels: “K-5”, “an A*”, “a 5* hotel”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, numerals, say_number
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_FROM_KINDERGARTEN = re.compile(
    r"(?<![^\W_])(?<![.#])(?<!-)(?P<pre>[Pp]re-|P)?K[-–](?P<last>[2-8])(?![\w-]|\.[0-9])"
)
_STARRED = re.compile(r"(?<![\w*.-])(?P<grades>(?:A\*){1,4}[A-E]{0,3})(?P<many>s?)(?![\w*])")
_SEVERAL_STARRED = re.compile(r"(?<![\w*.-])(?P<number>[1-9][0-9]?) ?A\*(?P<many>['’]?s)?(?![\w*])")
_OPEN_STAR = re.compile(r"(?<![\w*])\*(?=\w)[^*]*$")
_STARS = re.compile(
    r"(?<![^\W_])(?<![.,-])(?P<stars>[1-7])\*(?= (?:hotels?|resorts?|reviews?|ratings?|rated|luxury|service|accommodation|apartments?|restaurants?|treatment|general"
    r"|experience|spa|villas?|boutique|all-inclusive)\b)"
)
_LESS = re.compile(r"(?P<grade>[A-D])[-−](?=[\s.,;:!?)]|$)(?!,? (?:and|or|to) [A-Z]-)(?! [-–0-9])")
_MARKED = re.compile(
    r"(?:\(|\b(?:an?|grades?|got|gets?|earned|rated|scored|straight)(?: of)?:? |\b(?:eng(?:lish|\.)|maths?|science|history|biology|chem(?:istry|\.)|physics|algebra|geometry|art|gym|PE|reading|writing|spelling|spanish|french|social studies|geography|music):? )$",
    re.IGNORECASE,
)
_GRADE = re.compile(r"A\*|[A-E]")


_GRADES = re.compile(rf"{ALONE}(?P<count>[0-9]{{1,2}}) (?P<grade>[1-9])s(?![\w'’])")
_GRADE_ALONE = re.compile(rf"{ALONE}(?P<grade>[1-9])s(?![\w'’])")
_SCHOOL_EXAMS = re.compile(r"\bGCSEs?\b|\bA\*")
_EXAMS = re.compile(r"\b(?:GCSEs?|grades?|results?|exams?|levels?)\b")


def _from_kindergarten(match: re.Match[str], context: Context) -> str:
    """“grades K-5”; K-12 is said without the joint, and K-1 is a visa."""
    joint = "to" if context.locale.day_first else "through"
    first = {"P": "P.K", None: "K"}.get(match["pre"], f"{match['pre']}K")
    return f"{first} {joint} {numerals(context).cardinal(int(match['last']))}"


def _starred(match: re.Match[str], context: Context) -> str | None:
    """Best grades of British schools: “an A*”; no end of emphasis, as in ``*plan A*``."""
    before = context.text[max(0, match.start() - 80) : match.start()]
    if _OPEN_STAR.search(before.rpartition("\n")[2]):
        return None
    grades = ["A. star" if grade == "A*" else grade for grade in _GRADE.findall(match["grades"])]
    stop = "." if grades[-1] == "A" and context.text[match.end() : match.end() + 1] == " " else ""
    return ", ".join(grades) + stop + match["many"]


def _several_starred(match: re.Match[str], context: Context) -> str:
    """“3 A*s”."""
    many = "" if match["number"] == "1" else "s"
    return f"{numerals(context).cardinal(int(match['number']))} A. star{many}"


def _stars(match: re.Match[str], context: Context) -> str:
    return f"{numerals(context).cardinal(int(match['stars']))} star"


def _less(match: re.Match[str], context: Context) -> str | None:
    """“a B-”; the A of a mark is no article."""
    if not _MARKED.search(context.text[max(0, match.start() - 16) : match.start()]):
        return None
    return f"{match['grade']}{'.' if match['grade'] == 'A' else ''} minus"


def _grade(match: re.Match[str], context: Context) -> str | None:
    """“an A* in maths and 7s in her other GCSEs”."""
    if not _SCHOOL_EXAMS.search(context.near_in_sentence(match)):
        return None
    return plural(say_number(match["grade"], context))


def _grades(match: re.Match[str], context: Context) -> str | None:
    """“3 9s, 5 8s”: three nines, five eights."""
    if not _EXAMS.search(context.near_in_sentence(match)):
        return None
    count, grade = (say_number(match[name], context) for name in ("count", "grade"))
    return f"{count} {plural(grade)}"


RULES = (
    Rule("number", DIGIT, _GRADES, _grades),
    Rule("number", DIGIT, _GRADE_ALONE, _grade),
    Rule("symbol", "ABCD", _LESS, _less),
    Rule("symbol", DIGIT, _STARS, _stars),
    Rule("acronym", DIGIT, _SEVERAL_STARRED, _several_starred),
    Rule("acronym", "KPp", _FROM_KINDERGARTEN, _from_kindergarten),
    Rule("acronym", "A", _STARRED, _starred),
)
