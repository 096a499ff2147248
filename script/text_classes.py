"""Writes docs/text.md from the tables of the normalisation tests; with --check, says whether it is
up to date.
"""

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))

from wyoming_kokoro.text.languages import PROFILES  # noqa: E402
from wyoming_kokoro.text.segment import CLASSES  # noqa: E402

_TABLES = _ROOT / "tests" / "text" / "normalize"
_PAGE = _ROOT / "docs" / "text.md"
_SHOWN = 6
_SHOWN_ELSEWHERE = 40
_TITLES = {
    "temperature": "Temperatures and degrees",
    "time": "Times and durations",
    "date": "Dates, years and decades",
    "fraction": "Fractions and scores out of something",
    "range": "Ranges, scores and ratios",
    "money": "Money",
    "number": "Numbers, rooms, flights and codes",
    "ordinal": "Ordinals",
    "roman": "Roman numerals",
    "phone": "Telephone and emergency numbers",
    "version": "Versions",
    "unit": "Units and percentages",
    "abbreviation": "Titles and abbreviations",
    "address": "E-mail, URLs, entity ids, paths, hashtags",
    "acronym": "Acronyms and words in capitals",
    "symbol": "Signs",
    "emoji": "Emoji",
}
_INTRODUCTION = """# Reading what is written

Text is read as a person would read it. Each class of written forms below can be switched off by its name.
The examples are the first ones of the tables that the tests check; the page is written by `script/text-classes`.

**The clock.** A time on the 24-hour clock is read as it is written (17:25 is “seventeen twenty five”), a full hour after noon as on the
twelve-hour clock (18:00 is “six PM”); “18:00 hours” and “18:00h” are “eighteen hundred hours”. Other languages count full hours
(“dieciocho horas”, “dix-huit heures”); Hindi says quarters and halves up to twelve with their own words (साढ़े नौ).

**English.** States after a city (“Austin, TX”), ZIP codes, points of the compass, shorthand (“pls”, “1 doz.”), keys (“Ctrl+Alt+Del”), formulas
(`$E = mc^2$`, `\\frac{a}{b}`, “dy/dx”, “x^(n+1)”), reactions (“2H₂ + O₂ → 2H₂O”), chords (“F#m7”), ways through menus (“Settings > Privacy”), codes
of HTTP errors (“a 503 error”), cricket (“287-6 at stumps”), verses (“1 Cor. 13:4”), “0600 to 2100”, “310K likes” and numbers of orders, accounts and
devices are read as people say them. An amount before a noun is singular: “the $1.2T bill”, “a 400 ml tin”.

**Abroad.** Numbers after a program or a word such as *versión* are its release (“2024.6.1”, “Python 3.12”), not a date or a decimal; in Chinese and
Japanese, where 2024.6.1 is a date as well, only then. Codes, the ends of cards and one-time passwords are said digit by digit after their word, and
sizes with their own word (“120 sur 80 centimètres”). “www.” is said (“trois w point …”). Capitals that look like
a word and are none are spelled (USB, IBGE, l'OM), and so are formulas (CO₂).

**Agreement.** In Spanish, French, Italian and Portuguese a number takes the gender of the noun after it: “veintiuna luces”, “duas horas”. The
gender comes from the noun's ending and lists of exceptions, which know about 97 of 100 things of a house.

**Other scripts and languages.** A word in another script is said by the rules of its own language with the sounds of the sentence's
(नमस्ते, 안녕, Привет in an English sentence); scripts that no front end knows are romanised. A sentence in another language is spoken by a
voice of that language (`--no-auto-language` switches that off for languages in Latin letters). It is told by its common words, not by names and
dishes: none of 596 English sentences full of these is taken for another language (nor any English one of 24,618 of the collection of sayings *fortunes*), and of 40
everyday sentences each the following are noticed: Spanish, French, Portuguese, Hindi, Japanese and Chinese all, Italian 38. These sentences helped to
choose the words; of the quotations in Debian's collections, many of three or four words, 93 % of the Spanish, 91 % of the Portuguese and 87 % of the Italian are noticed.

**Doubts.** Some readings have an equal: they are marked, with the other one, in the tables beside the tests.
"""


_LEXICON = """\
## A lexicon of your own

A file corrects single words; [the page](page.md) and [the API](api.md#lexicon) save into it, and you may edit it while the server runs. It is the
one of `--lexicon`, else `lexicon.txt` in the data folder. A line is a word, how it is said, and optionally its language, parted by tabs, two or more
spaces, or ` = `:

```
# word        said               language
kokoro        /kˈOkəɹO/
HAOS          home assistant O S
Nguyen        /nəwˈɪn/           en-US
SQL = sequel
```

How it is said is phonemes between slashes or another spelling. A word in small letters matches in any case, one with a capital as it is written. Without a
language it is for all; `en` is for every kind of English. A later line for the same word and language counts.
"""


def _rows(language: str) -> list[tuple[str, str, str]]:
    lines = (_TABLES / f"cases_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# class")]
    return [(name, written, read) for name, written, read, *_ in rows]


def _table(rows: list[tuple[str, str]]) -> list[str]:
    cells = [
        tuple(cell.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_") for cell in row)
        for row in rows
    ]
    return [
        "| written | read |",
        "|---|---|",
        *(f"| {written} | {read} |" for written, read in cells),
        "",
    ]


def page() -> str:
    """The page as it should be."""
    english = _rows("en-US")
    lines = [_INTRODUCTION]
    for name in CLASSES:
        lines += [f"## {_TITLES[name]} (`{name}`)", ""]
        lines += _table(
            [(written, read) for kind, written, read in english if kind == name][:_SHOWN]
        )
    lines += ["# Other languages", ""]
    for tag, profile in PROFILES.items():
        if tag == "en-US":
            continue
        lines += [f"## {profile.name} (`{tag}`)", ""]
        lines += _table([(written, read) for _, written, read in _rows(tag)][:_SHOWN_ELSEWHERE])
    return "\n".join([*lines, _LEXICON])


def main() -> int:
    """Writes the page, or compares it with what is there."""
    if "--check" in sys.argv[1:]:
        return 0 if _PAGE.read_text(encoding="utf-8") == page() else 1
    _PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
