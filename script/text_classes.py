"""Writes docs/text.md from the tables of the normalisation tests; with --check, says whether it is up to date."""

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))

from wyoming_kokoro.text.languages import PROFILES  # noqa: E402
from wyoming_kokoro.text.segment import CLASSES  # noqa: E402

_TABLES = _ROOT / "tests" / "text" / "normalize"
_PAGE = _ROOT / "docs" / "text.md"
_SHOWN = 6
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
    "symbol": "Signs and left-over markdown",
    "emoji": "Emoji",
}
_INTRODUCTION = """# Reading what is written

Text is read as a person would read it. Each class of written forms below can be switched off by its name.
The examples are the first ones of the tables that the tests check; the page is written by `script/text-classes`.
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
        lines += _table([(written, read) for _, written, read in _rows(tag)])
    return "\n".join(lines)


def main() -> int:
    """Writes the page, or compares it with what is there."""
    if "--check" in sys.argv[1:]:
        return 0 if _PAGE.read_text(encoding="utf-8") == page() else 1
    _PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
