"""Every line of the tables is read clause by clause, as a text streams, as it is read at once."""

import pytest

from tests.text.normalize.tables import LANGUAGES, cases
from tests.text.normalize.test_names import lines
from wyoming_kokoro.text.normalize import normalize
from wyoming_kokoro.text.segment import Boundary
from wyoming_kokoro.text.stream import ClauseStream

_TOLD_BY_WHAT_FOLLOWS = {
    "the programmes after it make a time of a number": (
        "Radio 4: 6.30 ", "Radio: 5.45 ", "8.00 The ", "Bridge shut to cars 2200–0500, ", "20.15 film, ", "8.15 warm-up, ", "23.15 taxi, ",
        "9.00 Panorama", "The Archers 2/5, R4, then ",
    ),
    "the next item of a list makes a score, a count or a number of it": (
        "It was 120-3, ", "He was 50, 6x4, ", "The runs: 24/7, ", "Eng 499 & 12-2, ", "Brighton & Hove Albion 0, ", "He had 26 car, ",
        "He had 8 rec., ", "It is P10, W8, ", "They have Pl 1, ", "It is 12/6, a shilling;", "It is 4½d of lbs, ", "He finished T5, ",
        "Table 12: 2x flat white, ", "Take J1", "The chords are I, IV", "So $1, 2, ", "A Map<String, List, ", "Roglič +43\" y Ruiz", "Tel. 02 1234567, ",
        "3 dc in corner sp, ", "Order 12x sausage roll, ", "England 312 & 18-1 (Root 12, ", "Take the 12C, N37 ", "In the 1.40, ", "In the 2.40, ", "2-1、3-0，",
        "She placed 3/12 in the race, ", "Somerset 187-4 off 20, ", "The over-18s goes and for over 18s, ",
    ),
    "the next item of a list makes a name, a day or a move of it": (
        "Fla. Gov. Doe; Ga., ", "Minn. Lt. Doe; Ga., ", "Ariz. AG Doe; Ga., ", "ランチは月～金のみ、", "Play Nf3, 1. e4: ",
        "It runs Mon 3rd—", "Mix 5 parts sand : ", "Plug wiring: brown to L, ", "Connect green/yellow to E, ", "So green/yellow goes to E, ", "Map ref. SK 123 456 and OS ref.: ",
    ),
    "the verb after it makes a length of it": ("They dived 12', ", "They dove 12', "),
    "other sizes in the sentence make a product or a side of it": (
        "Cut 3×4 now; ", "Cut 3*4 now; ", "Cut 4032 x 3024 room; ",
    ),
    "a sign, a number or a name goes on behind a short form that may end a sentence": (
        "£250 vol. + ", "£250 vol. and ", "Inc 1 st and dec. ", "Join our Sun. School ", "Closed btw. Elm & ", "Btw. Elm and ",
    ),
    "two sentences stand in one line, to spare the second what the first says": (
        "Mr. K. 550 came, ", "Now Fortune! 7p", "Now Fortune? 7p", "School starts 8/19 ", "See Score. 5-3 ",
    ),
}  # fmt: skip
"""Beginnings of lines that a comma, or the end of a sentence, parts from the words that tell how what
is before it is read.
"""


def _rows(language: str) -> list[tuple[str, str]]:
    tables = [line for name in ("edges", "short_forms", "units") for line in lines(name)]
    texts = [(case.written, case.read) for case in cases(language)]
    return texts + [(written, read) for tag, written, read in tables if tag == language]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_clauses_are_read_as_the_text_that_they_are_cut_from(language: str, every: int) -> None:
    """“St. Louis, MO” lost its state, for the second clause did not know the first; “exp. Jan 5” was
    two sentences, and neither was read out.
    """
    told = tuple(text for texts in _TOLD_BY_WHAT_FOLLOWS.values() for text in texts)
    wrong = []
    for written, read in _rows(language)[::every]:
        stream = ClauseStream(language)
        clauses = stream.feed(written) + stream.flush()
        if len(clauses) < 2 or written.startswith(told):
            continue
        parts, before = [], ""
        for clause in clauses:
            parts.append(normalize(clause.text, language, before=before).text)
            before = before + clause.text if clause.boundary < Boundary.SENTENCE else ""
        if _letters(" ".join(parts)) != _letters(read):
            wrong.append((written, parts))
    assert wrong == []


def test_each_exception_is_wanted() -> None:
    """No line that is left out has gone from the tables."""
    written = [row[0] for language in LANGUAGES for row in _rows(language)]
    starts = [text for texts in _TOLD_BY_WHAT_FOLLOWS.values() for text in texts]
    assert [text for text in starts if not any(row.startswith(text) for row in written)] == []
