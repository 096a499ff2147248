"""Whole texts of all kinds: where each is cut when it comes at once or slowly, and what is said of it."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from wyoming_kokoro.text.document import Document, SpokenClause
from wyoming_kokoro.text.segment import Need, Segment

_TABLE = Path(__file__).with_name("clauses.tsv")
_MOVES = ("feed", "halt", *Need)
_BOUNDARIES = "₀₁₂₃₄"
_MANNERS = [f.name for f in fields(Segment) if f.name not in ("text", "offsets")]


def _blocks() -> list[list[list[str]]]:
    """Of `clauses.tsv`: first a text in JSON's spelling and its language, then how it is cut, with
    the boundary's number after each clause, if nobody waits for it (feed), if it halts after each
    character (halt), or if words are needed that soon; a way that is not there is that of the one
    before. Last after how many characters each clause came, and what is said: segments between
    strokes; “again” is what is said otherwise with halts, where a full stop may come twice.
    """
    blocks = _TABLE.read_text("utf-8").rstrip("\n").split("\n\n")
    return [[line.split("\t") for line in block.split("\n")] for block in blocks]


def _cut(text: str, language: str, move: str | Need) -> list[tuple[int, SpokenClause]]:
    """The clauses, and how many characters were read before each."""
    document = Document("ssml" if text.startswith("<speak") else "text", language)
    clauses: list[tuple[int, SpokenClause]] = []
    for place, char in enumerate(text, 1):
        given = document.feed(char)
        if isinstance(move, Need):
            given += document.take(move)
        elif move == "halt":
            given += document.halt()
        clauses += ((place, clause) for clause in given)
    return clauses + [(len(text), clause) for clause in document.flush()]


def _shown(segment: Segment) -> str:
    manner = {name: getattr(segment, name) for name in _MANNERS}
    told = {name: v for name, v in manner.items() if v != getattr(Segment(), name)}
    return segment.text + "".join(f"{{{name}={value}}}" for name, value in told.items())


def described(text: str, language: str) -> list[list[str]]:
    """The lines of a text after its first."""
    lines: list[list[str]] = []
    ways = {move: _cut(text, language, move) for move in _MOVES}
    for move, clauses in ways.items():
        cut = "".join(f"{each.text}{_BOUNDARIES[each.boundary]}" for _, each in clauses)
        name = move.name if isinstance(move, Need) else move
        if not lines or lines[-1][1] != _escaped(cut):
            lines.append([name, _escaped(cut)])
    lines.append(["given", " ".join(str(place) for place, _ in ways["feed"])])
    said, again = ([s for _, each in ways[w] for s in each.segments] for w in ("feed", "halt"))
    lines.append(["said", _escaped("│".join(map(_shown, said)))])
    if "".join(s.text for s in said) != "".join(s.text for s in again):
        lines.append(["again", _escaped("│".join(map(_shown, again)))])
    return lines


def _escaped(text: str) -> str:
    plain = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"')
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in plain)


def _plain(escaped: str) -> str:
    return str(json.loads('"{}"'.format(escaped.replace('"', '\\"'))))


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: block[0][1][:30])
def test_a_text_is_cut_and_read_as_its_lines_say(block: list[list[str]]) -> None:
    (language, written), *lines = block
    assert described(_plain(written), language) == lines


if __name__ == "__main__":  # write the table anew; look at what has changed in it
    made = [[block[0], *described(_plain(block[0][1]), block[0][0])] for block in _blocks()]
    _TABLE.write_text("\n\n".join("\n".join(map("\t".join, block)) for block in made) + "\n")
