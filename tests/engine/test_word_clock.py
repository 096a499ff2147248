"""Times of words, from durations."""

import numpy as np
import pytest

from wyoming_kokoro.engine.timing import WordClock, audible_s
from wyoming_kokoro.phonemes.g2p import PhonemeWord


def said(phonemes: str, *written: str) -> PhonemeWord:
    return PhonemeWord(phonemes, True, 0, 0, written)


def test_a_word_lasts_to_the_next_one_but_not_through_punctuation() -> None:
    durations = np.array([4, 2, 2, 1, 2, 1, 8, 1])  # silence, t i _ f o , _
    words = WordClock().words([said("ti", "Tea"), said("fo,", "for,")], durations, "v", (0, 9))
    assert [(w.text, w.start_s, w.end_s) for w in words] == [
        ("Tea", 0.1, 0.225),
        ("for,", 0.225, 0.3),
    ]


def test_words_of_one_sound_share_its_time_by_their_lengths() -> None:
    words = WordClock().words([said("xy", "5", "kmh")], np.array([0, 8, 8]), "v", (1.0, 9.0))
    assert [(w.text, w.start_s, w.end_s) for w in words] == [("5", 1.0, 1.1), ("kmh", 1.1, 1.4)]


def test_a_word_in_two_pieces_of_audio_is_told_once_with_all_of_its_time() -> None:
    clock = WordClock()
    first = clock.words([said("fˈIv")], np.array([2, 4, 4, 4, 4, 1]), "v", (0.0, 1.0))
    second = clock.words([said("kˈI", "5 km")], np.array([0, 4, 4, 4]), "v", (0.475, 2.0))
    assert first == ()
    assert [(w.text, w.start_s, w.end_s) for w in second] == [("5 km", 0.05, 0.775)]


def test_times_never_fall_nor_pass_the_last_sound() -> None:
    clock = WordClock()
    words = [said("aaa", "One"), said("bbb", "two")]
    times = [
        time
        for start in (0.0, 0.1, 0.3)
        for w in clock.words(words, np.array([0] + [9] * 8), "v", (start, start + 0.2))
        for time in (w.start_s, w.end_s)
    ]
    assert times == sorted(times) and times[-1] == 0.5


@pytest.mark.parametrize("volume", [0, 100, 20_000])
def test_the_last_sound_does_not_depend_on_the_volume(volume: int) -> None:
    """With the volume at zero all words would have ended where the audio begins."""
    tone = (np.sin(np.arange(12_000) / 10) * volume).astype("<i2").tobytes()
    assert audible_s(tone + bytes(24_000)) == (0.5 if volume else 1.0)
