"""Shows the lines of the normalisation tests' tables that are read otherwise now than they say;
with --keep, writes those of `variants.tsv`, for which nobody answers, anew.
"""

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))

from tests.text.normalize.tables import LANGUAGES, cases  # noqa: E402
from tests.text.normalize.test_names import TABLES, lines, path  # noqa: E402
from wyoming_kokoro.text.normalize import normalize  # noqa: E402


def _shown(name: str, rows: list[list[str]]) -> list[list[str]]:
    """The rows as they are read now; those that moved are printed."""
    read = []
    for language, written, before, *rest in rows:
        now = normalize(written, language).text.rstrip()
        if now != before:
            print(f"{name} {language}: {written}\n  - {before}\n  + {now}")
        read.append([language, written, now, *rest])
    return read


def main() -> None:
    """Reads all tables, or with --keep only the one that is written."""
    if sys.argv[1:] == ["--keep"]:
        table = path("variants")
        head = table.read_text("utf-8").split("\n", 1)[0]
        rows = _shown("variants", lines("variants"))
        table.write_text("\n".join([head, *map("\t".join, rows), ""]), "utf-8")
        return
    for language in LANGUAGES:
        _shown("cases", [[language, case.written, case.read] for case in cases(language)])
    for name in TABLES:
        _shown(name, lines(name))


main()
