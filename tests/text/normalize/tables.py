"""The tables of written forms beside the tests."""

from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en-US", "en-GB", "es", "fr", "hi", "it", "ja", "pt-BR", "zh")


class Case(NamedTuple):
    """What is written in a language, and how it is read."""

    language: str
    name: str
    written: str
    read: str
    doubt: str = ""
    """Why another reading is as good, or a native might prefer it."""


def cases(language: str) -> list[Case]:
    """All cases of a language."""
    path = Path(__file__).with_name(f"cases_{language}.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Case(language, *line.split("\t"))
        for line in lines
        if line and not line.startswith("# class")
    ]
