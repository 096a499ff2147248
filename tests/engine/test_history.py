"""What is remembered of the last hour."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.engine import virtual_time
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.history import ActiveUtterance, History
from wyoming_kokoro.engine.progress import Progress
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import Busy, RequestError

from ..conftest import speak


class Clock:
    """A clock, and a model's work, that a test sets."""

    def __init__(self) -> None:
        self.now, self.worked_s = 6000.0, 0.0
        self.history = History(lambda: self.worked_s, lambda: self.now)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_minute_sums_up_what_ended_in_it(clock: Clock) -> None:
    clock.worked_s = 1.5
    for first_s in (0.1, 0.5, 0.2, None):
        clock.history.ended(2.0, first_s)
    (minute,) = clock.history.minutes()
    assert (minute.at, minute.utterances, minute.audio_s, minute.work_s) == (6000, 4, 8.0, 1.5)
    assert minute.median_first_audio_s == 0.2


def test_work_counts_in_the_minute_in_which_it_is_seen(clock: Clock) -> None:
    clock.worked_s = 3.0
    clock.history.minutes()
    clock.now, clock.worked_s = 6061.0, 3.5
    assert [minute.work_s for minute in clock.history.minutes()] == [3.0, 0.5]


def test_after_an_hour_a_minute_is_forgotten(clock: Clock) -> None:
    clock.history.ended(1.0, None)
    clock.now += 59 * 60
    assert len(clock.history.minutes()) == 2
    clock.now += 60
    assert [minute.utterances for minute in clock.history.minutes()] == [0, 0]


def test_nothing_grows_without_bound(clock: Clock) -> None:
    for _ in range(10_000):
        clock.now += 60
        clock.history.ended(1.0, 0.1)
        clock.history.failed("http", Busy("full", retry_after_s=1))
    assert len(clock.history.minutes()) == len(clock.history._minutes) == 60
    assert len(clock.history.errors) == 20


def test_an_error_is_its_code_and_nothing_of_the_text(clock: Clock) -> None:
    clock.history.failed("wyoming", RequestError("secret words", param="input"))
    clock.history.failed("http", ValueError("secret words"))
    assert [(e.at, e.protocol, e.code) for e in clock.history.errors] == [
        (6000.0, "wyoming", "invalid_value"),
        (6000.0, "http", "internal_error"),
    ]


def test_who_speaks_is_listed_meanwhile(clock: Clock) -> None:
    @contextmanager
    def utterance(voice: str) -> Iterator[None]:
        active = ActiveUtterance("http", voice, "en-US", clock.now, lambda: None)
        with clock.history.under_way(active):
            yield

    with utterance("af_heart"), utterance("bf_emma"):
        assert [each.voice for each in clock.history.speaking] == ["af_heart", "bf_emma"]
        assert clock.history.speaking[0].audio_s == 0.0
    assert clock.history.speaking == []


async def test_the_engine_writes_its_own(engine: SpeechEngine) -> None:
    before = sum(minute.utterances for minute in engine.history.minutes())
    await speak(engine, SpeechRequest("Something was said.", voice="bf_emma"))
    with pytest.raises(RequestError):
        await speak(engine, SpeechRequest("Nobody says this.", voice="nobody"))
    minutes = engine.history.minutes()
    assert sum(minute.utterances for minute in minutes) == before + 1
    assert sum(minute.work_s for minute in minutes) > 0
    assert engine.history.errors[-1].code == "voice_not_found"


def test_work_is_seen_every_five_seconds() -> None:
    async def main() -> None:
        clock = Clock()
        keeping = asyncio.create_task(clock.history.keep())
        for _ in range(25):  # a minute and a bit
            await asyncio.sleep(2.5)
            clock.now += 2.5
            clock.worked_s += 1.0
        keeping.cancel()
        first, second = clock.history.minutes()
        assert (first.at, second.at) == (6000, 6060)
        assert first.work_s + second.work_s == 25.0 and 21.0 <= first.work_s <= 23.0

    virtual_time.run(main())


def test_the_clock_ticks_every_five_seconds() -> None:
    seen: list[float] = []

    def worked_s() -> float:
        seen.append(asyncio.get_running_loop().time())
        return 0.0

    async def main() -> None:
        keeping = asyncio.create_task(History(worked_s).keep())
        await asyncio.sleep(16.0)
        keeping.cancel()

    virtual_time.run(main())
    assert seen == [0.0, 5.0, 10.0, 15.0]


def test_a_minute_without_a_first_audio_has_no_median(clock: Clock) -> None:
    clock.history.ended(2.0, None)
    assert clock.history.minutes()[0].median_first_audio_s is None


def test_who_speaks_tells_how_far(clock: Clock) -> None:
    progress = Progress(0.0, audio_s=1.5)
    active = ActiveUtterance("http", "af_heart", "en-US", 1.0, lambda: progress)
    assert active.audio_s == 1.5
