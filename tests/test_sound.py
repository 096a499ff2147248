"""What all sound here is, and the threads that make it."""

import threading

import pytest

from wyoming_kokoro import sound
from wyoming_kokoro.threads import full_pool


def test_sound_has_24000_samples_of_16_bits_a_second_in_frames_of_25_ms() -> None:
    assert (sound.SAMPLE_RATE, sound.SAMPLE_BYTES, sound.FRAME_SAMPLES) == (24_000, 2, 600)


@pytest.mark.parametrize(
    ("seconds", "samples"),
    [(0.0, 0), (0.1, 2_400), (1 / 24_000, 1), (1.4 / 24_000, 1), (2.5, 60_000)],
)
def test_silence_is_as_long_as_it_should_be_to_the_sample(seconds: float, samples: int) -> None:
    assert sound.silence(seconds) == bytes(2 * samples)


def test_a_pool_has_all_its_threads_from_the_start() -> None:
    pool = full_pool(3, "ours")
    try:
        names = {thread.name for thread in threading.enumerate()}
        assert {"ours_0", "ours_1", "ours_2"} <= names and "ours_3" not in names
        together = threading.Barrier(3)
        turns = [pool.submit(together.wait, 10) for _ in range(3)]
        assert sorted(turn.result(10) for turn in turns) == [0, 1, 2]
    finally:
        pool.shutdown()
