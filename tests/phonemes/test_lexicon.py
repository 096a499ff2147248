"""The user's lexicon file."""

import logging
import os
from pathlib import Path

import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.phonemes.lexicon import MAX_BYTES, Lexicon
from wyoming_kokoro.phonemes.lexicon_text import (
    Entry,
    Pronunciation,
    parse_line,
    with_entries,
    without_entry,
)


def write(path: Path, text: str, seconds: int = 1) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (seconds, seconds))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(
        tmp_path / "lexicon.txt",
        """# word   said   language
kokoro\t/kˈOkəɹO/
HAOS  home assistant O S     # the operating system
SQL = sequel
Nguyen    /nəwˈɪn/    en-US
chat  /ʃa/  fr
tomato  /təmˈɑːtQ/  en-GB
tomato  /təmˈATO/   en
C#  see sharp

""",
    )


@pytest.mark.parametrize(
    ("word", "language", "pronunciation"),
    [
        ("kokoro", "en-US", Pronunciation(phonemes="kˈOkəɹO")),
        ("Kokoro", "it", Pronunciation(phonemes="kˈOkəɹO")),
        ("KOKORO", "ja", Pronunciation(phonemes="kˈOkəɹO")),
        ("HAOS", "en-US", Pronunciation(respelling="home assistant O S")),
        ("haos", "en-US", None),
        ("SQL", "en-US", Pronunciation(respelling="sequel")),
        ("Nguyen", "en-US", Pronunciation(phonemes="nəwˈɪn")),
        ("Nguyen", "en-GB", None),
        ("chat", "fr", Pronunciation(phonemes="ʃa")),
        ("chat", "en-US", None),
        ("tomato", "en-GB", Pronunciation(phonemes="təmˈɑːtQ")),
        ("tomato", "en-US", Pronunciation(phonemes="təmˈATO")),
        ("C#", "en-US", Pronunciation(respelling="see sharp")),
        ("word", "en-US", None),
    ],
)
def test_a_word_is_looked_up(
    path: Path, word: str, language: str, pronunciation: Pronunciation | None
) -> None:
    assert Lexicon.load(path).lookup(word, language) == pronunciation


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("word", "'word' has no pronunciation"),
        ("two words  /tu/", "'two words' is not one word"),
        ("word  /tu", "'/tu' is not phonemes"),
        ("word  //", "'//' is not phonemes"),
        ("word  /", "'/' is not phonemes"),
        ("word  /a/b/", "'/a/b/' is not phonemes"),
        ("word  /a/  xx", "Language 'xx'"),
        ("word  /a/  en  more", "more than three columns"),
        ("a" * 101 + "  /a/", "is not one word"),
        ("word  " + "a" * 501, "longer than 500"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "mine.txt", f"good  /ɡʊd/\n\n{line}\n")
    with pytest.raises(SetupError) as caught:
        Lexicon.load(path)
    assert f"{path}, line 3: " in caught.value.message
    assert message in caught.value.message


def test_bytes_that_are_no_utf8_are_an_error_of_their_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes(b"good  /a/\ncaf\xe9  /a/\n")
    with pytest.raises(SetupError, match="line 2: not UTF-8"):
        Lexicon.load(path)


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes("\ufeffone\t/a/\r\ntwo\t/b/\r\n".encode())
    lexicon = Lexicon.load(path)
    assert lexicon.lookup("one", "es") == Pronunciation(phonemes="a")
    assert lexicon.lookup("two", "es") == Pronunciation(phonemes="b")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be read"):
        Lexicon.load(tmp_path / "none.txt")


def test_a_changed_file_is_read_again(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    lexicon = Lexicon.load(path)
    assert not lexicon.refresh()
    write(path, "kokoro  heart", seconds=2)
    assert lexicon.refresh()
    assert caplog.messages == [f"Lexicon {path}: 1 entries"]
    assert lexicon.lookup("kokoro", "en-US") == Pronunciation(respelling="heart")
    assert lexicon.lookup("SQL", "en-US") is None


def test_a_bad_change_keeps_the_entries_and_logs_one_line(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lexicon = Lexicon.load(path)
    write(path, "kokoro", seconds=2)
    with caplog.at_level(logging.WARNING):
        assert not lexicon.refresh()
        assert not lexicon.refresh()
    assert lexicon.lookup("kokoro", "en-US") == Pronunciation(phonemes="kˈOkəɹO")
    assert len(caplog.records) == 1
    assert "line 1" in caplog.text


def test_a_file_that_is_gone_keeps_the_entries(path: Path) -> None:
    lexicon = Lexicon.load(path)
    path.unlink()
    assert not lexicon.refresh()
    assert lexicon.lookup("SQL", "en-US") is not None
    write(path, "SQL  ess queue ell", seconds=3)
    assert lexicon.refresh()


def test_a_word_as_it_is_written_goes_before_the_same_in_small_letters(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path / "l", "us  /ʌs/\nUS  the states\n"))
    assert lexicon.lookup("US", "en-US") == Pronunciation(respelling="the states")
    assert lexicon.lookup("us", "en-US") == Pronunciation(phonemes="ʌs")
    assert lexicon.lookup("Us", "en-US") == Pronunciation(phonemes="ʌs")


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("a" * 100 + "  b", Entry("a" * 100, Pronunciation(respelling="b"))),
        ("a  " + "b" * 500, Entry("a", Pronunciation(respelling="b" * 500))),
        ("one = two three  fr", Entry("one", Pronunciation(respelling="two three"), "fr")),
        ("one = two\ten", Entry("one", Pronunciation(respelling="two"), "en")),
        ("one  is = two", Entry("one", Pronunciation(respelling="is = two"))),
        ("one\t\t/tu /\t\ten-us", Entry("one", Pronunciation(phonemes="tu"), "en-US")),
        ("one  two  a", Entry("one", Pronunciation(respelling="two"), "en-US")),
        ("one  two  pt", Entry("one", Pronunciation(respelling="two"), "pt")),
        ("one  two  pt_BR", Entry("one", Pronunciation(respelling="two"), "pt-BR")),
        ("  one  two #", Entry("one", Pronunciation(respelling="two"))),
        ("one  two#three", Entry("one", Pronunciation(respelling="two#three"))),
        ("one  two # three # four", Entry("one", Pronunciation(respelling="two"))),
        ("  # one  two", None),
        (" \t ", None),
    ],
)
def test_a_line_is_an_entry(line: str, entry: Entry | None) -> None:
    assert parse_line(line) == entry


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (Entry("one", Pronunciation(phonemes="tu")), "one\t/tu/"),
        (Entry("one", Pronunciation(respelling="two three"), "fr"), "one\ttwo three\tfr"),
    ],
)
def test_an_entry_is_a_line(entry: Entry, line: str) -> None:
    assert entry.line == line


@pytest.mark.parametrize("word", ["two words", "#one", "", "a" * 101])
def test_an_entry_that_would_be_read_as_another_is_no_line(word: str) -> None:
    with pytest.raises(ValueError):
        print(Entry(word, Pronunciation(respelling="two")).line)


_OLD = "# mine\none  two\nkeep  me # why\none  three\n\nun  deux  fr\n"


def test_entries_take_the_place_of_those_of_their_word_and_language() -> None:
    entries = [
        Entry("one", Pronunciation(respelling="lost")),
        Entry("one", Pronunciation(respelling="four")),
        Entry("un", Pronunciation(respelling="trois"), "fr"),
        Entry("un", Pronunciation(respelling="five")),
    ]
    new = "# mine\none\tfour\nkeep  me # why\n\nun\ttrois\tfr\nun\tfive\n"
    assert with_entries(_OLD, entries) == new


def test_all_entries_of_a_word_and_language_go() -> None:
    assert without_entry(_OLD, "one", "") == "# mine\nkeep  me # why\n\nun  deux  fr\n"
    with pytest.raises(KeyError):
        without_entry(_OLD, "un", "")
    with pytest.raises(KeyError):
        without_entry(_OLD, "one", "fr")


def test_only_what_ends_lines_in_files_ends_a_line() -> None:
    assert with_entries("# a\u2028b\x0cc\r\n", []) == "# a\u2028b\x0cc\n"


def test_an_entry_for_the_language_goes_before_one_for_all(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path / "l", "x  /b/  en\nx  /a/\nx  /c/  en-GB\n"))
    said = {tag: lexicon.lookup("X", tag) for tag in ("en-GB", "en-US", "fr")}
    assert said == {
        "en-GB": Pronunciation(phonemes="c"),
        "en-US": Pronunciation(phonemes="b"),
        "fr": Pronunciation(phonemes="a"),
    }
    assert len(lexicon) == 3


def test_a_lexicon_may_come_later(tmp_path: Path) -> None:
    path = tmp_path / "l"
    lexicon = Lexicon.load(path, may_be_missing=True)
    assert len(lexicon) == 0 and not lexicon.refresh()
    write(path, "one  two")
    assert lexicon.refresh() and len(lexicon) == 1


def test_a_lexicon_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "l", "#" * MAX_BYTES)
    assert len(Lexicon.load(path)) == 0
    write(path, "#" * (MAX_BYTES + 1))
    with pytest.raises(SetupError, match="cannot be read"):
        Lexicon.load(path)
