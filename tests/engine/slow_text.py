"""A machine and a language model on a clock that is not real: text comes token by token, and the
utterance's own code speaks it.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import numpy as np

from tests.engine import virtual_time
from wyoming_kokoro.engine.cache import PhraseCache
from wyoming_kokoro.engine.phrases import Phrases
from wyoming_kokoro.engine.plan import Manner, Planner
from wyoming_kokoro.engine.reading import Reader
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.engine.utterance import Parts, Utterance
from wyoming_kokoro.inference import workers as workers_module
from wyoming_kokoro.inference.workers import Workers
from wyoming_kokoro.models.base import FloatArray, Passage, Speech
from wyoming_kokoro.phonemes.g2p import PhonemeWord
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.sound import FRAME_SAMPLES
from wyoming_kokoro.text.segment import NormalizationOptions, Segment
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog

T = TypeVar("T")
CHARS_PER_TOKEN = 4
FRAMES_PER_TOKEN = 3
PLAN_SHARE = 0.25
"""Of the time for a passage that is planned once."""
MARGIN_FRAMES = 12
SPACE = 0
"""The token of silence."""
FRAMES_PER_S = 40
CATALOG = VoiceCatalog()
STYLE: FloatArray = np.zeros((510, 1, 256), np.float32)


@dataclass(frozen=True)
class Heard:
    """When each chunk came and how long it is, in seconds; `arrivals` are those of the characters
    of `text`.
    """

    text: str
    arrivals: list[float]
    chunks: list[tuple[float, float]]
    words: list[str]
    machine_s: float

    @property
    def first_s(self) -> float:
        return self.chunks[0][0]

    @property
    def silence_s(self) -> float:
        """Seconds without sound between the first audio and the last."""
        heard_to, silence = self.chunks[0][0], 0.0
        for at, seconds in self.chunks:
            silence += max(0.0, at - heard_to)
            heard_to = max(heard_to, at) + seconds
        return silence

    @property
    def forced_s(self) -> float:
        """What nobody can avoid who begins as early and knows the whole text: each word is spoken
        as soon as it is there and made.
        """
        total = sum(seconds for _, seconds in self.chunks)
        spoken = [0, *accumulate(char.isalnum() for char in self.text)]
        late = [
            self.arrivals[word.end() - 1]
            + self.machine_s
            + total * (1 - spoken[word.start()] / spoken[-1])
            for word in re.finditer(r"[^\W_]+", self.text)
        ]
        return max(0.0, max(late) - self.first_s - total)


@dataclass(frozen=True)
class _Passage(Passage):
    tokens: list[int]


class _Machine:
    """A backend that makes a second of speech in `factor` seconds, plans included, and keeps its
    own time.
    """

    name, device, precision, aligned = "simulated", "cpu", "none", True

    def __init__(self, factor: float) -> None:
        self.spent_s = 0.0
        self._per_frame = factor * (1 - PLAN_SHARE) / FRAMES_PER_S
        self._per_token = factor * PLAN_SHARE / FRAMES_PER_S * FRAMES_PER_TOKEN

    def load(self) -> None: ...

    def close(self) -> None: ...

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        self.spent_s += self._per_token * len(tokens)
        return _Passage(np.array([0, *[FRAMES_PER_TOKEN] * len(tokens), 0], np.int64), tokens)

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        begin, end = passage.frames(first, last)
        self.spent_s += self._per_frame * (end - begin + MARGIN_FRAMES)
        tokens = cast(_Passage, passage).tokens[first:last]
        loud = np.repeat([token != SPACE for token in tokens], FRAMES_PER_TOKEN * FRAME_SAMPLES)
        return Speech(0.5 * loud.astype(np.float32), passage.durations[first : last + 2])

    def plan_s(self, seconds: float) -> float:
        return self._per_token * seconds * FRAMES_PER_S / FRAMES_PER_TOKEN

    def sound_s(self, seconds: float) -> float:
        return self._per_frame * (seconds * FRAMES_PER_S + MARGIN_FRAMES)


class _Workers(Workers):
    """Jobs take the machine's time instead of ours."""

    async def _listened(self, kind: str, run: Callable[..., T], work: Any) -> T:
        machine: Any = self.backend
        now = asyncio.get_running_loop().time()
        speech_s = self._schedule.choose(now, [work], self._listeners).speech_s
        before = machine.spent_s
        value = run(machine, speech_s)
        await asyncio.sleep(machine.spent_s - before)
        return value


class _Phonemizer:
    """Every letter is a phoneme."""

    def phonemize(
        self,
        segments: Sequence[Segment],
        language: str,
        options: NormalizationOptions,
        before: str = "",
    ) -> list[PhonemeWord]:
        words = []
        for segment in segments:
            for match in re.finditer(r"(\S+)(\s?)", segment.text):
                start, end = segment.offsets[match.start(1)], segment.offsets[match.end(1) - 1] + 1
                words.append(PhonemeWord(match[1], bool(match[2]), start, end))
        return words


async def _typed(text: str, arrivals: list[float], sizes: list[int]) -> AsyncIterator[str]:
    clock = asyncio.get_running_loop().time
    place = 0
    for size in sizes:
        await asyncio.sleep(arrivals[place + size - 1] - clock())
        yield text[place : place + size]
        place += size


def heard(text: str, tokens_per_s: float, factor: float, pauses: dict[int, float] = {}) -> Heard:
    """How an answer is heard that a model writes at that speed; `pauses` are seconds before a
    character, as a tool call makes them.
    """
    marks = sorted(pauses)
    edges = [0, *marks, len(text)]
    sizes: list[int] = []
    for begin, end in zip(edges, edges[1:]):
        whole, rest = divmod(end - begin, CHARS_PER_TOKEN)
        sizes += [CHARS_PER_TOKEN] * whole + [rest] * bool(rest)
    ends = [0, *accumulate(sizes)]
    arrivals: list[float] = []
    now = 0.0
    for begin, size in zip(ends, sizes):
        now += 1 / tokens_per_s + pauses.get(begin, 0.0)
        arrivals += [now] * size
    return virtual_time.run(_speak(text, arrivals, sizes, factor))


async def _speak(text: str, arrivals: list[float], sizes: list[int], factor: float) -> Heard:
    machine: Any = _Machine(factor)
    workers = _Workers(machine)
    workers_module_time = workers_module.time
    workers_module.time = SimpleNamespace(perf_counter=lambda: machine.spent_s)
    try:
        for _ in range(9):  # the warm-up
            workers.costs.learn_plan(60, 60 * FRAMES_PER_TOKEN, machine.plan_s(4.5))
            workers.costs.learn_sound(40, machine.sound_s(1.0))
        vocabulary = Vocabulary(
            {char: number for number, char in enumerate(sorted({*map(chr, range(32, 127)), *text}))}
        )
        phonemizer: Any = _Phonemizer()
        manner = Manner(parse_blend("af_heart", CATALOG), "en-US", 1.0, 0.0)
        planner = Planner(phonemizer, CATALOG, manner, NormalizationOptions())
        request = SpeechRequest(_typed(text, arrivals, sizes))
        executor = virtual_time.InlineExecutor(1)
        reader = Reader(
            request, planner, executor, flush_s=None, max_text_chars=100_000, keeps_text=False
        )
        phrases = Phrases(PhraseCache(0), lambda _: STYLE)
        utterance = Utterance(request, reader, Parts(workers, phrases, vocabulary, 30.0))
        chunks, words = [], []
        async for chunk in utterance.chunks():
            chunks.append((asyncio.get_running_loop().time(), chunk.seconds))
            words += [word.text for word in chunk.words]
        return Heard(text, arrivals, chunks, words, machine.sound_s(0.8) + machine.plan_s(0.8))
    finally:
        workers_module.time = workers_module_time
