"""Edges, pauses and loudness of a clause."""

import numpy as np
import pytest

from wyoming_kokoro.engine.shaping import Shape, joined, shape, silence
from wyoming_kokoro.sound import SAMPLE_RATE
from wyoming_kokoro.text.segment import Boundary

RATE = SAMPLE_RATE


def tone(seconds: float, level: float = 0.5) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * 220 * time)).astype(np.float32)


def hush(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def samples(pcm: bytes) -> np.ndarray:
    return np.frombuffer(pcm, "<i2").astype(np.int32)


def test_leading_silence_is_cut_to_a_breath_where_speech_opens() -> None:
    pcm, cut_s = shape(np.concatenate([hush(0.3), tone(0.5)]), Shape(True, None))
    assert cut_s == pytest.approx(0.275, abs=0.01)
    assert len(pcm) / 2 / RATE == pytest.approx(0.525, abs=0.01)


def test_silence_is_measured_in_steps_of_five_milliseconds() -> None:
    for silent_ms, cut_s in ((300, 0.275), (305, 0.28), (309, 0.28), (310, 0.285), (20, 0.0)):
        opened = np.concatenate([hush(silent_ms / 1000), np.full(2_400, 0.5, np.float32)])
        assert shape(opened, Shape(True, None))[1] == cut_s
        ended, _ = shape(opened[::-1], Shape(False, Boundary.CUT))
        assert len(ended) == 2 * (len(opened) - round(cut_s * RATE))


def test_trailing_silence_becomes_the_pause_of_the_boundary() -> None:
    raw = np.concatenate([tone(0.5), hush(0.8)])
    pcm, _ = shape(raw, Shape(False, Boundary.SENTENCE))
    assert len(pcm) / 2 / RATE == pytest.approx(0.5 + 0.025 + 0.35, abs=0.01)


def test_pause_shrinks_with_speed_and_an_ordered_pause_does_not() -> None:
    pcm, _ = shape(tone(0.5), Shape(False, Boundary.SENTENCE, pause_s=1.0, speed=2.0))
    assert len(pcm) / 2 / RATE == pytest.approx(0.5 + 0.175 + 1.0, abs=0.01)


def test_the_middle_of_a_sentence_is_left_as_it_is() -> None:
    raw = np.concatenate([hush(0.2), tone(0.3), hush(0.2)])
    pcm, cut_s = shape(raw, Shape(False, None))
    assert cut_s == 0
    assert len(pcm) == 2 * len(raw)


@pytest.mark.parametrize("level", [1.0, 5.0, -1.0, -5.0])
def test_loud_samples_are_clipped_and_never_wrap(level: float) -> None:
    pcm, _ = shape(np.full(100, level, np.float32), Shape(False, None))
    assert set(samples(pcm)) == {32767} if level > 0 else {-32768, -32767} >= set(samples(pcm))


def test_silence_alone_does_not_vanish_into_an_error() -> None:
    pcm, _ = shape(hush(0.4), Shape(True, Boundary.PARAGRAPH))
    assert not samples(pcm).any()
    assert pcm


@pytest.mark.filterwarnings("error")
def test_not_a_number_is_silence() -> None:
    pcm, _ = shape(np.full(10, np.nan, np.float32), Shape(False, None))
    assert not samples(pcm).any()


def test_edges_begin_and_end_at_zero() -> None:
    pcm, _ = shape(tone(0.2) + 0.3, Shape(True, Boundary.CUT))
    edge = samples(pcm)
    assert abs(edge[0]) < 400 and abs(edge[-1]) < 400


def test_silence_has_the_length_asked_for() -> None:
    assert len(silence(0.5)) == RATE


def test_spans_of_one_sound_are_joined_without_a_trace() -> None:
    whole = tone(1.0)
    first, tail, second = whole[:9_000], whole[9_000:9_480], whole[9_000:]
    both = np.concatenate([first, joined(tail, second)])
    assert np.abs(both - whole).max() < 1e-6


def test_what_differs_is_faded_over() -> None:
    loud, soft = tone(0.5, 0.5), tone(0.5, 0.4)
    result = joined(loud[:480], soft)
    assert result[1] == pytest.approx(loud[1], rel=0.01)
    assert np.array_equal(result[480:], soft[480:])
    assert np.abs(np.diff(result)).max() < 1.2 * np.abs(np.diff(loud)).max()


def test_nothing_is_joined_where_nothing_came_before_or_the_span_is_shorter() -> None:
    samples = tone(0.01)
    assert joined(None, samples) is samples
    assert joined(np.zeros(0, np.float32), samples) is samples
    assert joined(tone(0.02), samples) is samples


def seconds(pcm: bytes) -> float:
    return len(pcm) / 2 / RATE


@pytest.mark.parametrize(
    ("boundary", "pause_s"),
    [
        (Boundary.CUT, 0.0),
        (Boundary.PHRASE, 0.12),
        (Boundary.CLAUSE, 0.22),
        (Boundary.SENTENCE, 0.35),
        (Boundary.PARAGRAPH, 0.65),
    ],
)
def test_the_higher_the_boundary_the_longer_the_pause(boundary: Boundary, pause_s: float) -> None:
    assert seconds(shape(tone(0.5), Shape(False, boundary))[0]) == pytest.approx(0.5 + pause_s)
    slow = shape(tone(0.5), Shape(False, boundary, speed=0.5))[0]
    assert seconds(slow) == pytest.approx(0.5 + 2 * pause_s)


@pytest.mark.parametrize(("decibel", "heard"), [(-44.0, True), (-48.0, False)])
def test_what_is_softer_than_a_breath_is_silence(decibel: float, heard: bool) -> None:
    soft = tone(0.3, np.sqrt(2) * 10 ** (decibel / 20))
    opened, cut_s = shape(np.concatenate([soft, tone(0.5)]), Shape(True, None))
    assert cut_s == (0.0 if heard else pytest.approx(0.275, abs=0.006))
    ended, _ = shape(np.concatenate([tone(0.5), soft]), Shape(False, Boundary.CUT))
    length = 0.8 if heard else 0.525
    assert seconds(opened) == pytest.approx(length, abs=0.006)
    assert seconds(ended) == pytest.approx(length, abs=0.006)


def test_edges_are_faded_for_four_milliseconds_where_nothing_joins_them() -> None:
    level = np.full(round(0.1 * RATE), 0.5, np.float32)
    plain = samples(shape(level, Shape(False, None))[0])
    assert set(plain) == {round(0.5 * 32767)}
    for opens, ends in ((True, None), (False, Boundary.CUT), (True, Boundary.CUT)):
        faded = samples(shape(level, Shape(opens, ends))[0])
        changed = np.flatnonzero(np.abs(faded - plain) > 2)
        begin, end = changed[changed < 1200], changed[changed >= 1200]
        assert bool(len(begin)) is opens and bool(len(end)) is (ends is not None)
        for edge, place in ((begin, 0), (len(plain) - 1 - end[::-1], 0)):
            assert not len(edge) or (edge[0] == place and 80 <= edge[-1] < 97)
    short = samples(shape(level[: round(0.008 * RATE)], Shape(True, Boundary.CUT))[0])
    assert np.array_equal(short, plain[: len(short)]), "too short to be faded"
    longer = samples(shape(level[: round(0.009 * RATE)], Shape(True, Boundary.CUT))[0])
    assert longer[0] == 0 and abs(longer[-1]) < 200


@pytest.mark.parametrize("gain", [0.0, 0.5, 2.0])
def test_gain_is_linear(gain: float) -> None:
    pcm, _ = shape(tone(0.1, 0.25), Shape(False, None, gain=gain))
    assert np.abs(samples(pcm)).max() == pytest.approx(0.25 * gain * 32767, abs=1)


def test_a_fade_goes_from_the_one_to_the_other() -> None:
    faded = joined(np.ones(5, np.float32), np.zeros(7, np.float32))
    assert faded.tolist() == [1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0]
    assert faded.dtype == np.float32
    assert joined(np.ones(1, np.float32), np.zeros(3, np.float32)).tolist() == [1.0, 0.0, 0.0]
    same = np.ones(5, np.float32)
    assert joined(same, np.zeros(5, np.float32)).tolist() == [1.0, 0.75, 0.5, 0.25, 0.0]
