"""Phrases as bytes: what comes out is what went in, or an error."""

import io

import numpy as np
import pytest

from wyoming_kokoro.engine.packing import KeptSpeech, checksum, packed, unpacked
from wyoming_kokoro.models.base import Speech

SPEECH = Speech(
    np.array([0.0, 0.5, -1.0, 1.0], np.float32),
    np.array([3, 4], np.int64),
    np.array([0.25], np.float32),
)


@pytest.mark.parametrize("durations", [SPEECH.durations, None])
def test_a_phrase_is_unpacked_as_it_was(durations: np.ndarray | None) -> None:
    kept = KeptSpeech.of(Speech(SPEECH.samples, durations, SPEECH.tail))
    arrays = packed(kept)
    found = unpacked("name", arrays, checksum("name", arrays))
    assert found.samples.tolist() == [0, 16384, -32767, 32767]
    assert found.tail.tolist() == [8192] and found.samples.dtype == found.tail.dtype == np.int16
    assert (found.durations is None) == (durations is None)
    assert durations is None or found.durations.tolist() == [3, 4]  # type: ignore[union-attr]
    assert kept.bytes == 8 + 2 + (0 if durations is None else 16)


def test_speech_is_what_its_16_bits_are() -> None:
    speech = KeptSpeech.of(SPEECH).speech()
    assert speech.samples.dtype == np.float32
    assert speech.samples.tolist() == pytest.approx([0.0, 16384 / 32767, -1.0, 1.0])
    assert speech.durations is SPEECH.durations
    assert speech.tail.tolist() == pytest.approx([8192 / 32767])
    again = KeptSpeech.of(speech)
    assert again.samples.tolist() == KeptSpeech.of(SPEECH).samples.tolist()


def test_another_name_or_other_bytes_are_refused() -> None:
    arrays = packed(KeptSpeech.of(SPEECH))
    expected = checksum("name", arrays)
    for name, raw in (("other", arrays), ("name", arrays[:-1] + b"\xff"), ("name", b"")):
        with pytest.raises(ValueError, match="wrong checksum"):
            unpacked(name, raw, expected)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"no archive", b"\x93NUMPY\x01\x00v\x00"])
def test_what_is_no_phrase_is_refused_though_its_checksum_is_right(raw: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked("name", raw, checksum("name", raw))


def test_a_phrase_of_another_version_is_refused() -> None:
    file = io.BytesIO()
    np.savez(file, samples=np.zeros(2, np.int16), tail=np.zeros(2, np.int16), pitch=np.zeros(2))
    with pytest.raises(ValueError, match="pitch"):
        unpacked("name", file.getvalue(), checksum("name", file.getvalue()))


def test_what_would_run_a_program_of_its_own_is_refused() -> None:
    file = io.BytesIO()
    np.savez(file, samples=np.array([{}], object), tail=np.zeros(2, np.int16))
    with pytest.raises(ValueError, match="Object arrays cannot be loaded"):
        unpacked("name", file.getvalue(), checksum("name", file.getvalue()))
