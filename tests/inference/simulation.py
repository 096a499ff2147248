"""A worker on a clock that is not real: listeners arrive, their speech is made as `Schedule` says, and whoever runs dry is found out."""

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
    """Makes a second of speech in `speed` seconds, plans included; each job takes up to `noise` longer or shorter."""

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


def simulate(machine: Machine, arrivals: list[tuple[float, list[float]]]) -> list[Speaker]:
    """All utterances of `arrivals` (time, seconds of each sentence), spoken to their ends."""
    costs = Costs()
    schedule = Schedule(costs)
    for _ in range(9):  # the warm-up
        costs.learn_plan(20, 60, machine.plan(20))
        costs.learn_sound(60, machine.sound(60))
    waiting = [
        Speaker(list(sentences), Listener(at, left_s=sum(sentences)), ready_at=at)
        for at, sentences in sorted(arrivals)
    ]
    active: list[Speaker] = []
    done: list[Speaker] = []
    now = 0.0
    while waiting or active:
        while waiting and waiting[0].listener.asked_at <= now:
            active.append(waiting.pop(0))
        ready = [speaker for speaker in active if speaker.ready_at <= now]
        if not ready:
            times = [speaker.ready_at for speaker in active]
            times += [speaker.listener.asked_at for speaker in waiting[:1]]
            now = min(times)
            continue
        listeners = [speaker.listener for speaker in active]
        choice = schedule.choose(now, [each.work() for each in ready], listeners)
        if choice.is_stopgap and len(ready) < len(active):
            now = min(speaker.ready_at for speaker in active if speaker.ready_at > now)
            continue
        speaker, speech_s = ready[choice.job], choice.speech_s
        if not speaker.is_planned:
            now += _plan(speaker, machine, costs)
        now += _sound(speaker, machine, costs, speech_s)
        _hear(speaker, schedule, listeners, now + HOP_S)
        speaker.ready_at = now + HOP_S
        if not speaker.sentences:
            active.remove(speaker)
            done.append(speaker)
    return done


def _plan(speaker: Speaker, machine: Machine, costs: Costs) -> float:
    seconds = machine.plan(speaker.tokens)
    frames = max(1, int(speaker.sentences[0] * FRAMES_PER_SECOND))
    costs.learn_plan(speaker.tokens, frames, seconds)
    speaker.is_planned = True
    return seconds


def _sound(speaker: Speaker, machine: Machine, costs: Costs, speech_s: float) -> float:
    """Make the next span; the seconds that it takes."""
    left = speaker.sentences[0]
    span = max(1, round(speech_s / WORD_S)) * WORD_S
    if left - span < 0.4:
        span = left
    frames = max(1, int(span * FRAMES_PER_SECOND))
    seconds = machine.sound(frames)
    costs.learn_sound(frames, seconds)
    speaker.sentences[0] -= span
    speaker.listener.planned_s = speaker.sentences[0]
    if speaker.sentences[0] <= 1e-6:
        speaker.sentences.pop(0)
        speaker.is_planned = False
        speaker.listener.planned_s = 0.0
    speaker.listener.held_s += span  # until it is heard
    speaker.listener.left_s = max(0.0, sum(speaker.sentences))
    return seconds


def _hear(speaker: Speaker, schedule: Schedule, listeners: list[Listener], now: float) -> None:
    listener = speaker.listener
    if listener.runs_dry_at is None:
        if not schedule.may_begin(now, listener, listeners):
            return
        speaker.first_audio_s = now - listener.asked_at
        listener.runs_dry_at = now
    if now > listener.runs_dry_at:
        speaker.gaps_s.append(now - listener.runs_dry_at)
    listener.runs_dry_at = max(listener.runs_dry_at, now) + listener.held_s
    listener.held_s = 0.0
