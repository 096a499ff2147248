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


def test_a_word_that_no_space_parts_from_the_next_ends_where_that_begins() -> None:
    """Japanese has no spaces."""
    words = [PhonemeWord(said, False, 0, 0, (said,)) for said in ("ne", "ko")]
    timed = WordClock().words(words, np.array([0, 2, 2, 4, 4, 0]), "v", (0, 9))
    assert [(w.text, w.start_s, w.end_s) for w in timed] == [("ne", 0.0, 0.1), ("ko", 0.1, 0.3)]


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


@pytest.mark.parametrize(
    ("level", "audible"), [(0.05, 0.5), (0.07, 0.75)], ids=["softer than −24 dB", "louder"]
)
def test_a_breath_is_no_sound(level: float, audible: float) -> None:
    tone = np.sin(np.arange(12_000) / 10) * 20_000
    both = np.concatenate([tone, level * tone[:6_000]]).astype("<i2")
    assert audible_s(both.tobytes() + bytes(4_800)) == audible


@pytest.mark.parametrize(("cut", "audible"), [(0, 0.5), (1, 0.49), (240, 0.49), (241, 0.48)])
def test_sound_is_told_in_steps_of_ten_milliseconds(cut: int, audible: float) -> None:
    tone = (np.sin(np.arange(12_000 - cut) / 10) * 20_000).astype("<i2")
    assert audible_s(tone.tobytes()) == audible


def test_what_is_shorter_than_a_step_has_no_sound() -> None:
    assert audible_s(bytes(200)) == 0.0


def test_ends_are_rounded_down_so_that_none_is_past_its_audio() -> None:
    (word,) = WordClock().words([said("ti", "Tea")], np.array([0, 40, 40]), "v", (0.0, 1.2349))
    assert (word.start_s, word.end_s) == (0.0, 1.234)
    (word,) = WordClock().words([said("ti", "Tea")], np.array([0, 40, 40]), "v", (0.0, 1.2))
    assert word.end_s == 1.2, "which in binary is a little less"


def test_words_without_sounds_have_no_time_of_their_own() -> None:
    words = [said(",", ","), said("ti", "Tea"), PhonemeWord("…", False, 0, 0, ("…",))]
    timed = WordClock().words(words, np.array([2, 1, 1, 4, 4, 1, 2, 1]), "v", (0.0, 9.0))
    assert [(w.text, w.start_s, w.end_s) for w in timed] == [("Tea", 0.1, 0.325)]


def test_the_last_word_of_a_piece_ends_with_its_last_sound() -> None:
    durations = np.array([0, 4, 4, 9])
    (word,) = WordClock().words([said("ti", "Tea")], durations, "v", (0.0, 9.0))
    assert word.end_s == 0.425, "the space is its own, too, but at the very end"
    (word,) = WordClock().words([said("ti", "Tea")], durations[:3], "v", (0.0, 9.0))
    assert word.end_s == 0.2


@pytest.mark.parametrize("sign", ';:,.!?—…"()“”')
def test_no_sign_is_heard(sign: str) -> None:
    durations = np.array([0, 4, 4, 9, 9])
    (word,) = WordClock().words([said(f"ti{sign}", "Tea")], durations, "v", (0.0, 9.0))
    assert (word.start_s, word.end_s) == (0.0, 0.2)
