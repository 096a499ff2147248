"""What a listener is handed, and when: chunks held until they can be gone on with, joined, timed
and marked.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.engine import virtual_time
from wyoming_kokoro.engine.buffer import ChunkBuffer
from wyoming_kokoro.engine.outlet import Outlet
from wyoming_kokoro.engine.outline import RunContext
from wyoming_kokoro.engine.pieces import Piece, whole
from wyoming_kokoro.engine.plan import Manner, Run
from wyoming_kokoro.engine.progress import Progress
from wyoming_kokoro.engine.speech import Mark, SpeechChunk
from wyoming_kokoro.inference.schedule import Listener
from wyoming_kokoro.models.base import no_samples
from wyoming_kokoro.phonemes.g2p import PhonemeWord
from wyoming_kokoro.sound import silence
from wyoming_kokoro.text.segment import Boundary
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog

VOICE = parse_blend("af_heart", VoiceCatalog())
WORD = PhonemeWord("ti", True, 0, 3, ("Tea",))
TONE = np.full(24_000, 0.25, np.float32)
QUIET = np.zeros(12_000, np.float32)
APART, JOINED = RunContext(0, "", "ti ", ""), RunContext(0, "", "ti ", "fo")


def run(boundary: Boundary | None = Boundary.SENTENCE, pause_s: float = 0.0, **manner: Any) -> Run:
    of = {"speed": 1.0, "gain_db": 0.0} | manner
    return Run(Manner(VOICE, "en-US", **of), (WORD,), boundary, pause_s)


def piece(*samples: np.ndarray, tail: np.ndarray | None = None, **place: bool) -> Piece:
    sound = np.concatenate(samples) if samples else TONE
    durations = np.array([0, 20, 20])
    return Piece([WORD], sound, durations, no_samples() if tail is None else tail, **place)


class Ear:
    """An outlet and what has come out of it."""

    def __init__(self, volume: float = 1.0, begins: bool = True) -> None:
        self.begins = begins
        self.buffer = ChunkBuffer(1_000.0)
        self.listener = Listener(0.0)
        self.progress = Progress(0.0)
        workers: Any = SimpleNamespace(may_begin=lambda _: self.begins)
        self.outlet = Outlet(workers, self.buffer, self.listener, self.progress, volume)

    async def heard(self) -> list[SpeechChunk]:
        """All until the end."""
        await self.outlet.finish()
        await self.buffer.end()
        chunks = []
        while (chunk := await self.buffer.get()) is not None:
            chunks.append(chunk)
        return chunks


def hear(
    *steps: Callable[[Outlet], Awaitable[None]], volume: float = 1.0
) -> tuple[list[SpeechChunk], Ear]:
    async def main() -> tuple[list[SpeechChunk], Ear]:
        ear = Ear(volume)
        for step in steps:
            await step(ear.outlet)
        return await ear.heard(), ear

    return virtual_time.run(main())


def seconds(chunks: list[SpeechChunk]) -> list[float]:
    return [round(chunk.seconds, 3) for chunk in chunks]


def test_what_stands_alone_is_trimmed_at_both_ends_and_followed_by_its_pause() -> None:
    chunks, _ = hear(lambda outlet: outlet.give(run(), APART, piece(QUIET, TONE, QUIET)))
    assert seconds(chunks) == [pytest.approx(0.025 + 1 + 0.025 + 0.35, abs=0.006)]


def test_what_goes_on_is_neither_trimmed_nor_paused() -> None:
    chunks, ear = hear(
        lambda outlet: outlet.give(run(None), JOINED, piece(TONE, QUIET, tail=TONE[:480])),
        lambda outlet: outlet.give(run(), APART, piece(QUIET, TONE, TONE)),
    )
    assert seconds(chunks) == [1.5, pytest.approx(2.5 + 0.35, abs=0.006)]
    start = np.frombuffer(chunks[1].pcm, "<i2")
    assert start[0] == round(0.25 * 32767) and abs(int(start[480])) <= 1, "faded in over the tail"
    assert ear.outlet.has_seam


def test_of_a_run_in_pieces_the_first_opens_and_the_last_ends() -> None:
    ends = {"is_first": False, "is_last": True}
    chunks, _ = hear(
        lambda outlet: outlet.give(
            run(pause_s=0.5), APART, piece(QUIET, TONE, QUIET, is_last=False)
        ),
        lambda outlet: outlet.give(run(pause_s=0.5), APART, piece(QUIET, TONE, QUIET, **ends)),
    )
    assert seconds(chunks) == [
        pytest.approx(0.025 + 1 + 0.5, abs=0.006),
        pytest.approx(0.5 + 1 + 0.025 + 0.35 + 0.5, abs=0.006),
    ]


def test_a_later_piece_of_a_run_is_faded_in_already() -> None:
    first = {"is_first": True, "is_last": False}
    chunks, _ = hear(
        lambda outlet: outlet.give(run(), APART, piece(TONE, tail=QUIET[:480], **first)),
        lambda outlet: outlet.give(run(), APART, piece(TONE, is_first=False)),
    )
    assert np.frombuffer(chunks[1].pcm, "<i2")[0] == round(0.25 * 32767)


def test_a_run_cut_within_its_sentence_ends_without_a_pause() -> None:
    chunks, _ = hear(lambda outlet: outlet.give(run(None), APART, piece(TONE, QUIET)))
    assert seconds(chunks) == [pytest.approx(1.025, abs=0.006)]


@pytest.mark.parametrize(
    ("volume", "gain_db", "level"),
    [(1.0, 0.0, 0.25), (0.5, 0.0, 0.125), (1.0, -20.0, 0.025), (2.0, 6.0206, 1.0)],
)
def test_loudness_is_the_volume_times_the_gain(volume: float, gain_db: float, level: float) -> None:
    chunks, _ = hear(
        lambda outlet: outlet.give(run(gain_db=gain_db), APART, piece()), volume=volume
    )
    middle = np.frombuffer(chunks[0].pcm, "<i2")[12_000]
    assert middle == pytest.approx(level * 32767, abs=2)


def test_a_pause_shrinks_with_the_pace() -> None:
    chunks, _ = hear(lambda outlet: outlet.give(run(speed=2.0), APART, piece()))
    assert seconds(chunks) == [pytest.approx(1 + 0.175, abs=0.006)]


def test_words_have_their_times_in_the_utterance_less_what_was_cut() -> None:
    sound = np.concatenate([QUIET, TONE])
    said = Piece([WORD], sound, np.array([20, 20, 20]), no_samples())
    chunks, ear = hear(
        lambda outlet: outlet.pause(2.0), lambda outlet: outlet.give(run(), APART, said)
    )
    (word,) = chunks[1].words
    assert (word.text, word.voice) == ("Tea", "af_heart")
    assert (word.start_s, word.end_s) == (2.025, 3.025)
    assert [chunk.start_s for chunk in chunks] == [0.0, 2.0]
    assert ear.progress.audio_s == pytest.approx(2.0 + chunks[1].seconds)


def test_marks_come_with_the_next_sound_and_the_last_with_a_short_silence() -> None:
    async def mark(outlet: Outlet, *names: str) -> None:
        outlet.mark(names)

    chunks, _ = hear(
        lambda outlet: mark(outlet, "a"),
        lambda outlet: mark(outlet, "b"),
        lambda outlet: outlet.pause(0.0),
        lambda outlet: outlet.pause(1.0),
        lambda outlet: outlet.pause(1.0),
        lambda outlet: mark(outlet, "c"),
    )
    assert [chunk.marks for chunk in chunks] == [
        (Mark("a", 0.0), Mark("b", 0.0)),
        (),
        (Mark("c", 2.0),),
    ]
    assert chunks[2].pcm == silence(0.025)


def test_marks_are_told_to_the_millisecond() -> None:
    async def mark(outlet: Outlet) -> None:
        outlet.mark(("a",))

    chunks, _ = hear(lambda outlet: outlet.pause(2 / 3), mark)
    assert chunks[1].marks == (Mark("a", 0.667),)


def test_a_backend_without_durations_tells_no_words() -> None:
    plain = Piece([WORD], TONE, None, no_samples())
    chunks, _ = hear(lambda outlet: outlet.give(run(), APART, plain))
    assert chunks[0].words == ()


def test_the_first_audio_is_held_until_it_can_be_gone_on_with() -> None:
    async def main() -> None:
        ear = Ear(begins=False)
        listener, clock = ear.listener, asyncio.get_running_loop().time
        await asyncio.sleep(1.0)
        for _ in range(2):
            await ear.outlet.pause(1.0)
        assert (listener.held_s, listener.runs_dry_at) == (2.0, None)
        assert ear.progress.first_audio_at is None and ear.progress.audio_s == 2.0
        ear.begins = True
        await asyncio.sleep(0.5)
        await ear.outlet.pause(0.5)
        assert ear.progress.first_audio_at == clock() == 1.5
        assert listener.runs_dry_at == 1.5 + 2.5
        first = await ear.buffer.get()
        assert first is not None and first.seconds == 1.0, "at once, and not at the end"
        await asyncio.sleep(1.0)
        await ear.outlet.pause(1.0)
        assert listener.runs_dry_at == 5.0, "in time"
        await asyncio.sleep(9.5)
        await ear.outlet.pause(1.0)
        assert listener.runs_dry_at == clock() + 1.0 == 13.0, "late"
        listener.left_s = 9.0
        assert seconds(await ear.heard()) == [1.0, 0.5, 1.0, 1.0]
        assert listener.left_s == 0.0

    virtual_time.run(main())


def test_what_was_held_is_handed_out_at_the_end() -> None:
    async def main() -> None:
        ear = Ear(begins=False)
        await ear.outlet.pause(1.0)
        assert seconds(await ear.heard()) == [1.0]

    virtual_time.run(main())


def test_the_pieces_of_a_run_are_one_phrase() -> None:
    first = Piece([WORD], TONE[:3], np.array([9, 1, 2]), TONE[:480])
    second = Piece([WORD], QUIET[:2], np.array([0, 3, 4]), TONE[:5])
    both = whole([first, second])
    assert both.samples.tolist() == [0.25, 0.25, 0.25, 0.0, 0.0]
    assert both.durations is not None and both.durations.tolist() == [9, 1, 2, 3, 4]
    assert len(both.tail) == 5
    assert whole([Piece([WORD], TONE, None, no_samples())]).durations is None
