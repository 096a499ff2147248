"""Each promise of the two pages has a test, and the table of them (`promises.tsv`) is whole."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
TABLE = [
    line.split("\t")
    for line in Path(__file__).with_name("promises.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
NO_PROMISES = ("## Reporting a vulnerability", "## A soak", "# What happens when", "# Security")
"""Sections that promise nothing that a test could break: addresses, measurements, introductions."""
_DESCRIPTIONS = re.compile(
    r"\|-|\| (Port|Failure|Status|Metric)|\| `(kokoro|process)_|With a C\+\+ compiler"
)
"""Heads of tables; metrics, which have a test of their own; what the machine does, not we."""


def plain(text: str) -> str:
    return " ".join(text.split())


def statements(document: str) -> Iterator[str]:
    """The paragraphs, bullets and rows of a document that promise something."""
    skipped = True
    for block in re.split(r"\n(?=\n|[-|#])", (ROOT / document).read_text("utf-8")):
        block = block.strip()
        if block.startswith("#"):
            skipped = block.startswith(NO_PROMISES)
        elif block and not skipped and not _DESCRIPTIONS.match(block):
            yield plain(block)


@pytest.mark.parametrize("document", ["docs/reliability.md", "SECURITY.md"])
def test_every_statement_has_a_test(document: str) -> None:
    promises = [plain(words) for name, words, _ in TABLE if name == document]
    without = [s for s in statements(document) if not any(words in s for words in promises)]
    assert without == []


def test_the_words_are_those_of_the_documents() -> None:
    pages = {name: plain((ROOT / name).read_text("utf-8")) for name, _, _ in TABLE}
    assert [words for name, words, _ in TABLE if plain(words) not in pages[name]] == []


def test_the_tests_are_there() -> None:
    for test in {test for _, _, tests in TABLE for test in tests.split()}:
        file, _, name = test.partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        functions = {
            n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in functions, test
