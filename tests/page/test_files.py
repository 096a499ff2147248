"""The files of the page: complete, small, and nothing from elsewhere."""

import json
import re
from pathlib import Path

import pytest

from wyoming_kokoro.audio.formats import AudioFormat

FOLDER = Path(__file__).parents[2] / "wyoming_kokoro/http_server/static/page"
LANGUAGES = sorted(file.stem for file in (FOLDER / "languages").iterdir())
MOST_BYTES = 150_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_and_its_blanks(language: str) -> None:
    english = json.loads((FOLDER / "languages/en.json").read_text("utf-8"))
    texts = json.loads((FOLDER / f"languages/{language}.json").read_text("utf-8"))
    assert texts.keys() == english.keys()
    blanks = re.compile(r"\{\w+\}")
    for key, text in english.items():
        assert sorted(blanks.findall(texts[key])) == sorted(blanks.findall(text)), key


def test_the_page_speaks_the_languages_of_the_addon() -> None:
    addon = Path(__file__).parents[2] / "addon/translations"
    assert {file.stem for file in addon.iterdir()} == set(LANGUAGES)
    script = (FOLDER / "i18n.js").read_text("utf-8")
    listed = re.search(r"PAGE_LANGUAGES = \[(.*?)\]", script)
    assert listed is not None and sorted(re.findall(r'"([\w-]+)"', listed[1])) == LANGUAGES


def test_every_text_that_is_asked_for_is_there() -> None:
    english = json.loads((FOLDER / "languages/en.json").read_text("utf-8"))
    sources = "".join(
        file.read_text("utf-8") for file in FOLDER.glob("*.*") if file.suffix != ".svg"
    )
    wanted = set(re.findall(r"""\bt\("([\w.]+)["(,)]""", sources))
    wanted |= set(re.findall(r'data-t(?:-\w+)?="([\w.]+)"', sources))
    assert wanted <= english.keys()
    families = ("gender.", "saving.", "state.", "error.")
    unused = {key for key in english if key not in wanted and not key.startswith(families)}
    assert unused == set()


def test_every_format_can_be_saved() -> None:
    listed = re.search(r"FORMATS = \[(.*?)\]", (FOLDER / "player.js").read_text("utf-8"))
    assert listed is not None
    assert {*AudioFormat} == {*re.findall(r'"(\w+)"', listed[1])} - {"srt", "vtt"}


def test_it_is_small_and_brings_nothing_from_elsewhere() -> None:
    contents = [file.read_text("utf-8") for file in FOLDER.rglob("*") if file.is_file()]
    assert sum(len(content.encode()) for content in contents) < MOST_BYTES
    foreign = re.compile(r"""(?:src|href|url\(|from|fetch\()\s*=?\s*["'(]+(?:https?:)?//""")
    assert not [found for content in contents for found in foreign.findall(content)]
    index = (FOLDER / "index.html").read_text("utf-8")
    assert not re.search(r"<script>|<style|\sstyle=|\son\w+=", index)
