"""A worker on a clock that is not real: listeners arrive, their speech is made as `Schedule` says,
and whoever runs dry is found out.
"""

from dataclasses import dataclass, field
from random import Random

from wyoming_kokoro.inference.costs import FRAMES_PER_SECOND, Costs
from wyoming_kokoro.inference.schedule import Listener, Schedule, Work

TOKENS_PER_SECOND = 14
WORD_S = 0.3
MARGIN_FRAMES = 12
HOP_S = 0.005
"""From a worker to a listener's buffer and back."""
PLAN_SHARE = 0.35
"""Of a second's plan in a second's sound, as measured in float32, bf16 and int8 alike."""


@dataclass
class Speaker:
    """One utterance: seconds of its sentences, and where it is."""

    sentences: list[float]
    listener: Listener
    is_planned: bool = False
    ready_at: float = 0.0
    first_audio_s: float | None = None
    gaps_s: list[float] = field(default_factory=list)

    def work(self) -> Work:
        return Work(self.listener, 0 if self.is_planned else self.tokens)

    @property
    def tokens(self) -> int:
        return max(1, int(self.sentences[0] * TOKENS_PER_SECOND))


class Machine:
    """Makes a second of speech in `speed` seconds, plans included; each job takes up to `noise`
    longer or shorter.
    """

    def __init__(self, speed: float, seed: int, noise: float = 0.15) -> None:
        self.per_frame = speed / (1 + PLAN_SHARE) / FRAMES_PER_SECOND
        self.per_token = speed * PLAN_SHARE / (1 + PLAN_SHARE) / TOKENS_PER_SECOND
        self._random = Random(seed)
        self._noise = noise

    def sound(self, frames: float) -> float:
        return self._vary(self.per_frame * (frames + MARGIN_FRAMES))

    def plan(self, tokens: int) -> float:
        return self._vary(self.per_token * tokens + 0.002)

    def _vary(self, seconds: float) -> float:
        return seconds * self._random.uniform(1 - self._noise, 1 + self._noise)


class Afternoon:
    """Some workers and those who come to them."""

    def __init__(self, machine: Machine, workers: int) -> None:
        self._machine = machine
        self._costs = Costs()
        self._schedule = Schedule(self._costs)
        self._busy: list[tuple[float, Speaker, float] | None] = [None] * workers
        self._active: list[Speaker] = []
        for _ in range(9):  # the warm-up
            self._costs.learn_plan(20, 60, machine.plan(20))
            self._costs.learn_sound(60, machine.sound(60))

    def play(self, waiting: list[Speaker]) -> list[Speaker]:
        """Speak to all of them, who are sorted by their coming, to their ends."""
        done: list[Speaker] = []
        now = 0.0
        while waiting or self._active:
            while waiting and waiting[0].listener.asked_at <= now:
                self._active.append(waiting.pop(0))
            for number, job in enumerate(self._busy):
                if job is not None and job[0] <= now:
                    self._busy[number] = None
                    self._hear(job[1], job[2], now)
            done += [speaker for speaker in self._active if not speaker.sentences]
            self._active = [speaker for speaker in self._active if speaker.sentences]
            for number, job in enumerate(self._busy):
                if job is None:
                    self._busy[number] = self._take(now, number)
            now = self._next(now, waiting)
        return done

    def _next(self, now: float, waiting: list[Speaker]) -> float:
        """When something happens next."""
        times = [job[0] for job in self._busy if job is not None]
        times += [speaker.ready_at for speaker in self._active]
        times += [speaker.listener.asked_at for speaker in waiting[:1]]
        return min((time for time in times if time > now), default=now)

    def _take(self, now: float, number: int) -> tuple[float, Speaker, float] | None:
        """When a worker's next job will be done, for whom, and how much speech it makes."""
        at_work = [job[1] for job in self._busy if job is not None]
        ready = [s for s in self._active if s.ready_at <= now and s not in at_work]
        if not ready:
            return None
        busy = [now if job is None else job[0] for i, job in enumerate(self._busy) if i != number]
        listeners = [speaker.listener for speaker in self._active]
        choice = self._schedule.choose(now, [each.work() for each in ready], listeners, busy)
        if choice.is_stopgap and any(speaker.ready_at > now for speaker in self._active):
            return None
        speaker = ready[choice.job]
        seconds = 0.0
        if not speaker.is_planned:
            seconds = self._machine.plan(speaker.tokens)
            frames = max(1, int(speaker.sentences[0] * FRAMES_PER_SECOND))
            self._costs.learn_plan(speaker.tokens, frames, seconds)
            speaker.is_planned = True
        span = max(1, round(choice.speech_s / WORD_S)) * WORD_S
        if speaker.sentences[0] - span < 0.4:
            span = speaker.sentences[0]
        frames = max(1, int(span * FRAMES_PER_SECOND))
        sound_s = self._machine.sound(frames)
        self._costs.learn_sound(frames, sound_s)
        speaker.listener.coming_s = span
        speaker.ready_at = now + seconds + sound_s + HOP_S
        return now + seconds + sound_s, speaker, span

    def _hear(self, speaker: Speaker, span: float, now: float) -> None:
        """A span is made: hand it out, or hold it."""
        listener = speaker.listener
        listener.coming_s = 0.0
        speaker.sentences[0] -= span
        if speaker.sentences[0] <= 1e-6:
            speaker.sentences.pop(0)
            speaker.is_planned = False
        listener.left_s = sum(speaker.sentences)
        listener.planned_s = speaker.sentences[0] if speaker.is_planned else 0.0
        listener.held_s += span
        heard_at = now + HOP_S
        if listener.runs_dry_at is None:
            listeners = [each.listener for each in self._active]
            busy = [now if job is None else job[0] for job in self._busy]
            if not self._schedule.may_begin(heard_at, listener, listeners, busy):
                return
            speaker.first_audio_s = heard_at - listener.asked_at
            listener.runs_dry_at = heard_at
        if heard_at > listener.runs_dry_at:
            speaker.gaps_s.append(heard_at - listener.runs_dry_at)
        listener.runs_dry_at = max(listener.runs_dry_at, heard_at) + listener.held_s
        listener.held_s = 0.0


def simulate(
    machine: Machine, arrivals: list[tuple[float, list[float]]], workers: int = 1
) -> list[Speaker]:
    """All utterances of `arrivals` (time, seconds of each sentence), spoken to their ends by
    workers as quick as `machine`.
    """
    waiting = [
        Speaker(list(sentences), Listener(at, left_s=sum(sentences)), ready_at=at)
        for at, sentences in sorted(arrivals)
    ]
    return Afternoon(machine, workers).play(waiting)
