"""The user's lexicon file."""

import logging
import os
from pathlib import Path

import pytest

from wyoming_kokoro.errors import RequestError, SetupError
from wyoming_kokoro.phonemes.lexicon import MAX_BYTES, Lexicon
from wyoming_kokoro.phonemes.lexicon_file import LexiconFile, LexiconState
from wyoming_kokoro.phonemes.lexicon_text import (
    Entry,
    Pronunciation,
    parse_line,
    with_entries,
    without_entry,
)
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.text.language import LANGUAGES


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
        ("word", "'word' has no pronunciation; write it after a tab or two spaces"),
        ("w" * 101, f"'{'w' * 100}' has no pronunciation; write it after a tab or two spaces"),
        ("two words  /tu/", "'two words' is not one word of at most 100 characters"),
        ("word  /tu", "'/tu' is not phonemes between two slashes"),
        ("word  //", "'//' is not phonemes between two slashes"),
        ("word  / /", "'/ /' is not phonemes between two slashes"),
        ("word  /", "'/' is not phonemes between two slashes"),
        ("word  /a/b/", "'/a/b/' is not phonemes between two slashes"),
        ("word  /a/  xx", f"Language 'xx' is not spoken; choose from {', '.join(LANGUAGES)}"),
        ("word  /a/  en  more", "there are more than three columns"),
        ("a" * 101 + "  /a/", f"'{'a' * 100}' is not one word of at most 100 characters"),
        ("word  " + "a" * 501, "the pronunciation is longer than 500 characters"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "mine.txt", f"good  /ɡʊd/\n\n{line}\n")
    with pytest.raises(SetupError) as caught:
        Lexicon.load(path)
    assert caught.value.message == f"{path}, line 3: {message}"


def test_bytes_that_are_no_utf8_are_an_error_of_their_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes(b"good  /a/\ncaf\xe9  /a/\n")
    with pytest.raises(SetupError) as caught:
        Lexicon.load(path)
    assert caught.value.message == f"{path}, line 2: not UTF-8"


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes("\ufeffone\t/a/\r\ntwo\t/b/\r\n".encode())
    lexicon = Lexicon.load(path)
    assert lexicon.lookup("one", "es") == Pronunciation(phonemes="a")
    assert lexicon.lookup("two", "es") == Pronunciation(phonemes="b")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    with pytest.raises(SetupError) as caught:
        Lexicon.load(path)
    assert caught.value.message == f"Lexicon {path} cannot be read: No such file or directory"


def test_a_changed_file_is_read_again(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    lexicon = Lexicon.load(path)
    assert not lexicon.refresh()
    write(path, "kokoro  heart", seconds=2)
    assert lexicon.refresh()
    assert caplog.messages == [f"Lexicon {path}: 1 entries"]
    assert lexicon.lookup("kokoro", "en-US") == Pronunciation(respelling="heart")
    assert lexicon.lookup("SQL", "en-US") is None


def test_a_change_is_seen_by_its_time_and_by_its_size(tmp_path: Path) -> None:
    path = write(tmp_path / "l", "one  a", seconds=5)
    lexicon = Lexicon.load(path)
    assert lexicon.path == path
    write(path, "one  b", seconds=6)
    assert lexicon.refresh() and lexicon.lookup("one", "es") == Pronunciation(respelling="b")
    write(path, "one  cc", seconds=6)
    assert lexicon.refresh() and lexicon.lookup("one", "es") == Pronunciation(respelling="cc")
    write(path, "one  dd", seconds=4)
    assert lexicon.refresh() and lexicon.lookup("one", "es") == Pronunciation(respelling="dd")


def test_a_bad_change_keeps_the_entries_and_logs_one_line(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lexicon = Lexicon.load(path)
    write(path, "kokoro", seconds=2)
    with caplog.at_level(logging.WARNING):
        assert not lexicon.refresh()
        assert not lexicon.refresh()
    assert lexicon.lookup("kokoro", "en-US") == Pronunciation(phonemes="kˈOkəɹO")
    told = "'kokoro' has no pronunciation; write it after a tab or two spaces"
    assert caplog.messages == [f"The lexicon was not reloaded: {path}, line 1: {told}"]


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


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("two words", "'two words' is not one word of at most 100 characters"),
        ("#one", "'#one' cannot be written into a lexicon so"),
        ("#" * 101, f"'{'#' * 100}' cannot be written into a lexicon so"),
        ("", "'two' has no pronunciation; write it after a tab or two spaces"),
        ("a" * 101, f"'{'a' * 100}' is not one word of at most 100 characters"),
    ],
)
def test_an_entry_that_would_be_read_as_another_is_no_line(word: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        print(Entry(word, Pronunciation(respelling="two")).line)
    assert str(caught.value) == message


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


@pytest.fixture
def file(tmp_path: Path) -> LexiconFile:
    lexicon = Lexicon.load(tmp_path / "own.txt", may_be_missing=True)
    return LexiconFile(lexicon, Vocabulary({"a": 1, "b": 2}))


def test_a_lexicon_is_read_with_the_last_entry_of_each_word(file: LexiconFile) -> None:
    assert file.read() == LexiconState("", (), file.read().tag)
    tag = file.add("one = two\nun\tdeux\tfr\none = three # why", "*")
    one = Entry("one", Pronunciation(respelling="three"))
    un = Entry("un", Pronunciation(respelling="deux"), "fr")
    assert file.read() == LexiconState("one\tthree\nun\tdeux\tfr\n", (one, un), tag)
    tag = file.remove("one", "", tag)
    assert file.read() == LexiconState("un\tdeux\tfr\n", (un,), tag)
    file.file.path.write_text("one  two\nbroken\n", "utf-8")
    state = file.read()
    assert (state.text, state.entries) == ("one  two\nbroken\n", ())
    assert state.tag != tag


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ok = okay\ntwo words  /a/", "Invalid 'text': line 2: 'two words' is not one word of at most 100 characters"),
        ("one  /axbñx/", "'one': not in Kokoro's alphabet: xñ"),
        ("one  /ab/\ntwo  /b a/", "'two': not in Kokoro's alphabet:  "),
        ("one  /ab/\ntwo  x", "The lexicon has a mistake: 'broken' has no pronunciation; write it after a tab or two spaces"),
    ],
)  # fmt: skip
def test_why_a_word_cannot_be_added_is_told(file: LexiconFile, text: str, message: str) -> None:
    file.file.path.write_text("broken\n", "utf-8")
    with pytest.raises(RequestError) as caught:
        file.add(text, "*")
    assert (caught.value.message, caught.value.param) == (message, "text")
    assert file.read().text == "broken\n"


@pytest.mark.parametrize(("word", "language"), [("two", ""), ("one", "fr"), ("w" * 101, "")])
def test_a_word_that_is_not_there_cannot_be_removed(
    file: LexiconFile, word: str, language: str
) -> None:
    file.add("one  /ab/", "*")
    with pytest.raises(RequestError) as caught:
        file.remove(word, language, "*")
    assert caught.value.message == f"{word[:100]!r} is not in the lexicon"
    assert caught.value.param == "word"
    file.file.path.write_text("one  two\nbroken\n", "utf-8")
    with pytest.raises(RequestError, match="The lexicon has a mistake: 'broken' has no"):
        file.remove("one", "", "*")


def test_a_lexicon_does_not_become_larger_than_can_be_read(file: LexiconFile) -> None:
    comment = "#" + "ä" * ((MAX_BYTES - 10) // 2) + "\n"
    file.file.path.write_text(comment, "utf-8")
    with pytest.raises(RequestError) as caught:
        file.add("one = threes", "*")
    assert caught.value.message == "The lexicon would become too large"
    assert caught.value.param == "text"
    assert file.read().text == comment
    file.add("a = words", "*")
    assert file.file.path.stat().st_size == MAX_BYTES
