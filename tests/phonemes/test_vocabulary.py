"""The phonemes that the model knows."""

import logging
from pathlib import Path

import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.phonemes.vocabulary import Vocabulary


def test_what_the_model_does_not_know_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    vocabulary = Vocabulary({"a": 7, "ˈ": 9})
    assert vocabulary.known("ˈaa") == "ˈaa" and not caplog.messages
    assert vocabulary.known("xˈayx") == "ˈa"
    assert caplog.messages == ["Phonemes unknown to the model are dropped: ['x', 'y']"]
    assert vocabulary.tokens("aˈa") == [7, 9, 7]
    with pytest.raises(KeyError):
        vocabulary.tokens("ax")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file or directory"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"[]", "list indices must be integers or slices, not str"),
        (b"{}", "'vocab'"),
        (b'{"vocab": 5}', "'int' object is not iterable"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(
    content: bytes | None, why: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.json"
    if content is not None:
        config.write_bytes(content)
    with pytest.raises(SetupError) as caught:
        Vocabulary.load(config)
    assert caught.value.message == (
        f"{config} cannot be used ({why}); `wyoming-kokoro download` replaces it"
    )


def test_the_table_of_the_model_is_read(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text('{"vocab": {"a": 7, "ˈ": 9}, "n_token": 178}', "utf-8")
    assert Vocabulary.load(config).tokens("ˈa") == [9, 7]
