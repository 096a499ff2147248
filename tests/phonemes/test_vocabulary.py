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


@pytest.mark.parametrize("content", [None, b"\xff", b"{", b"[]", b"{}", b'{"vocab": 5}'])
def test_a_table_that_cannot_be_read_is_named(content: bytes | None, tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    if content is not None:
        config.write_bytes(content)
    with pytest.raises(SetupError) as caught:
        Vocabulary.load(config)
    assert caught.value.message.startswith(f"{config} cannot be used (")
    assert caught.value.message.endswith("; `wyoming-kokoro download` replaces it")
