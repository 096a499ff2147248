"""A line for every name of a unit, every short form, and every single word or look-around of a pattern:
one that was misspelt or lost was noticed by nobody.
"""

from pathlib import Path

import pytest

from wyoming_kokoro.text.normalize import normalize

TABLES = ("units", "short_forms", "words_abroad", "edges", "variants")


def path(table: str) -> Path:
    """Where a table lies."""
    return Path(__file__).with_name(f"{table}.tsv")


def lines(table: str) -> list[list[str]]:
    """Language, what is written, how it is read."""
    text = path(table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("table", TABLES)
def test_each_is_known(table: str) -> None:
    got = [(*line, normalize(line[1], line[0]).text.rstrip()) for line in lines(table)]
    assert [line for line in got if line[2] != line[3]] == []
